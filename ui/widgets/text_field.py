"""A long text of the document: its editor, its two languages, its few tools, its length.

The language of the document is the page's choice; this shows it, lets it be changed, and marks
the language in which nothing is written. Where texts are kept is not known here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from grantee_app.language.message import LANGUAGES, LanguageCode
from grantee_app.store.texts import TextPlace
from ui.earlier_versions import find_action
from ui.editors.long_text import LongText
from ui.report_entries import TextEntry
from ui.screen_language import ScreenLanguage
from ui.theme import Theme, set_role
from ui.widgets.field import Field
from ui.widgets.labels import STAR, make_label, make_line_label
from ui.widgets.language_switch import OWN_NAMES, LanguageSwitch
from ui.widgets.length_words import judge_usages, say_usages
from ui.widgets.signs import draw_sign

if TYPE_CHECKING:
    from grantee_app.form.limits import Limited

COUNT_MS = 150
SHAPES = ("heading", "bullets", "numbers", "link")


class TextField(QWidget):
    """One text in the language of the document.

    `edited` after a person changed it, `left` when the cursor goes elsewhere, `language_chosen`
    when the other language is wanted, `cursor_moved` with the cursor's place in this widget.
    """

    edited = Signal()
    left = Signal()
    language_chosen = Signal(str)
    cursor_moved = Signal(QRect)

    def __init__(
        self,
        words: ScreenLanguage,
        theme: Theme,
        entry: TextEntry,
        code: LanguageCode,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.entry = entry
        self._words = words
        self._theme = theme
        self._code: LanguageCode = code
        self._missing: LanguageCode | None = None
        # Set where a star says what must be answered; elsewhere words say what need not be.
        self._is_starred: bool | None = None
        self._field = Field(self._make_box, parent=self)
        self._switch = LanguageSwitch(code, self._box)
        self._switch.chosen.connect(self.language_chosen)
        self._tools: dict[str, QToolButton] = {}
        self._link = QLineEdit(self._box)
        self._link.hide()
        self._hint = make_label("secondary", self)
        self._count = make_line_label("secondary", self)
        # Where the page puts what was found in this text.
        self.notes = QVBoxLayout()
        self._lay_out()
        self._counting = QTimer(self, singleShot=True, interval=COUNT_MS)
        self._counting.timeout.connect(self._show_length)
        self._connect()
        self.retranslate()
        self._paint_signs()

    # ------------------------------------------------------------------ building

    def _make_box(self, parent: QWidget) -> QWidget:
        self._box = QFrame(parent)
        self._box.setProperty("role", "text")
        self.editor = LongText(self._box, lines=self.entry.lines)
        self._box.setFocusProxy(self.editor)
        return self._box

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(6, 6, 6, 0)
        tools.setSpacing(2)
        tools.addWidget(self._switch)
        tools.addStretch()
        for name in (*SHAPES, "clock"):
            tool = QToolButton(self._box)
            tool.setProperty("role", "bare")
            tool.setCheckable(name in SHAPES)
            self._tools[name] = tool
            tools.addWidget(tool)
        inside = QVBoxLayout(self._box)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.setSpacing(4)
        inside.addLayout(tools)
        link = QHBoxLayout()
        link.setContentsMargins(8, 0, 8, 0)
        link.addWidget(self._link)
        inside.addLayout(link)
        inside.addWidget(self.editor)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self._hint, 1, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._field)
        column.addLayout(below)
        self.notes.setSpacing(8)
        column.addLayout(self.notes)
        QWidget.setTabOrder(self._switch, self.editor)
        # Whoever orders the whole page goes by what stands behind what: the switch is above.
        self.editor.raise_()
        for tool in self._tools.values():
            # Reached by the keys shown in their hints; Tab goes on to the next text.
            tool.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _connect(self) -> None:
        self._words.changed.connect(self.retranslate)
        self._theme.changed.connect(self._paint_signs)
        self.editor.edited.connect(self._note_edit)
        self.editor.left.connect(self._note_leaving)
        self.editor.got_focus.connect(self._note_focus)
        self.editor.cursorPositionChanged.connect(self._show_shape)
        self.editor.cursor_moved.connect(self._pass_cursor)
        self._tools["heading"].clicked.connect(lambda: self._shape(self.editor.toggle_heading))
        for kind in ("bullets", "numbers"):
            self._tools[kind].clicked.connect(
                lambda _on=False, wanted=kind: self._shape(lambda: self.editor.toggle_list(wanted))
            )
        self._tools["link"].clicked.connect(self._open_link)
        self._tools["clock"].clicked.connect(self._open_versions)
        self._link.returnPressed.connect(self._take_link)
        for keys, act in (
            ("Ctrl+Shift+H", self.editor.toggle_heading),
            ("Ctrl+Shift+L", lambda: self.editor.toggle_list("bullets")),
            ("Ctrl+Shift+N", lambda: self.editor.toggle_list("numbers")),
            ("Ctrl+K", self._open_link),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self._link)
        leave.setContext(Qt.ShortcutContext.WidgetShortcut)
        leave.activated.connect(self._close_link)

    # ------------------------------------------------------------------ value

    def value(self) -> str:
        """Return the markup of the text shown."""
        return self.editor.value()

    def language(self) -> LanguageCode:
        """Return the language of the text shown."""
        return self._code

    def set_value(self, code: LanguageCode, text: str, other: str) -> None:
        """Show the text in `code`; `other` is the text in the other language."""
        self._code = code
        self._switch.set_value(code)
        self.editor.set_value(text)
        self.set_other(other)

    def set_read_only(self) -> None:
        """Let the text be read and copied, and nothing else."""
        self.editor.setReadOnly(True)
        for tool in self._tools.values():
            tool.hide()

    def star(self, *, is_required: bool) -> None:
        """Mark by a star whether an answer is a must, instead of by words."""
        if is_required != self._is_starred:
            self._is_starred = is_required
            self.retranslate()

    def set_error(self, sentence: str) -> None:
        """Show under the text what is wrong with it, "" for nothing."""
        self._field.set_error(sentence)

    def set_other(self, other: str) -> None:
        """Take note of the text in the other language: is there any?"""
        self._missing = None if other.strip() else self._other_code()
        self.retranslate()

    def _other_code(self) -> LanguageCode:
        return next(code for code in LANGUAGES if code != self._code)

    # ------------------------------------------------------------------ what the editor tells

    def _note_edit(self) -> None:
        self._counting.start()
        self.edited.emit()

    def _note_focus(self) -> None:
        set_role(self._box, "text", tone="focus")

    def _note_leaving(self) -> None:
        set_role(self._box, "text", tone="")
        self.left.emit()

    def _pass_cursor(self, rect: QRect) -> None:
        corner = self.editor.mapTo(self, rect.topLeft())
        self.cursor_moved.emit(QRect(corner, rect.size()))

    def _show_shape(self) -> None:
        self._tools["heading"].setChecked(self.editor.is_heading())
        kind = self.editor.list_kind()
        for name in ("bullets", "numbers"):
            self._tools[name].setChecked(kind == name)
        self._tools["link"].setChecked(bool(self.editor.link_address()))

    def _shape(self, act: Callable[[], None]) -> None:
        act()
        self.editor.setFocus()
        self._show_shape()

    # ------------------------------------------------------------------ earlier versions

    def kept_place(self) -> tuple[TextPlace, str]:
        """Return which text of the workspace this is, in which language."""
        return self.entry.place, self._code

    def _open_versions(self) -> None:
        self.editor.setFocus()
        action = find_action(self)
        if action is not None:
            action.trigger()

    # ------------------------------------------------------------------ links

    def _open_link(self) -> None:
        self._link.setText(self.editor.link_address())
        self._link.show()
        self._link.setFocus()
        self._link.selectAll()
        self._show_shape()

    def _take_link(self) -> None:
        address = self._link.text().strip()
        if address and "://" not in address and not address.startswith("mailto:"):
            address = f"https://{address}"
        self.editor.set_link("".join(address.split()).replace("(", "%28").replace(")", "%29"))
        self._close_link()

    def _close_link(self) -> None:
        self._link.hide()
        self.editor.setFocus()
        self._show_shape()

    # ------------------------------------------------------------------ words

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words, entry = self._words, self.entry
        label = words.name(entry.label)
        if self._is_starred:
            label = f"{label}{STAR}"
        elif self._is_starred is None and not entry.required:
            label = words.gettext("{label} (if there is any)", label=label)
        self._field.set_words(label, words.name(entry.help), f"{label}, {OWN_NAMES[self._code]}")
        self.editor.setPlaceholderText(words.gettext("Write here, or paste from Word"))
        missing = self._missing
        for code in LANGUAGES:
            is_missing = code == missing
            hint = words.gettext("nothing is written in this language") if is_missing else ""
            self._switch.mark(code, "○" if is_missing else "", hint)
        for name, hint in (
            ("heading", words.gettext("Sub-heading (Ctrl+Shift+H)")),
            ("bullets", words.gettext("List with bullets (Ctrl+Shift+L)")),
            ("numbers", words.gettext("Numbered list (Ctrl+Shift+N)")),
            ("link", words.gettext("Link (Ctrl+K)")),
            ("clock", words.gettext("Earlier versions of this text (Ctrl+Shift+E)")),
        ):
            self._tools[name].setToolTip(hint)
            self._tools[name].setAccessibleName(hint)
        self._link.setPlaceholderText(words.gettext("Address of the link, then Enter"))
        self._link.setAccessibleName(words.gettext("Address of the link, then Enter"))
        self._show_length()

    def _show_length(self) -> None:
        words, entry = self._words, self.entry
        if entry.limits is not None:
            self._show_usage(entry.limits)
            return
        count = len(self.editor.toPlainText().split())
        said = words.ngettext("{count} word", "{count} words", count)
        self._count.setText(said)
        hint, tone = "", ""
        if entry.is_personal:
            hint = words.gettext("Stays out of the PDF: personal data.")
        if entry.min_words and count < entry.min_words:
            hint = words.gettext("At least {least} words are asked for.", least=entry.min_words)
            tone = "warn" if count else ""
        elif entry.max_words and count > entry.max_words:
            hint = words.gettext("At most {most} words are asked for.", most=entry.max_words)
            tone = "bad"
        self._hint.setText(f"▲ {hint}" if tone else hint)
        set_role(self._hint, "secondary", tone=tone)

    def _show_usage(self, limits: Limited) -> None:
        from grantee_app.form.limits import measure_text  # noqa: PLC0415 (of applications alone)

        usages = measure_text(self.editor.value(), limits)
        self._count.setText(say_usages(self._words, usages))
        tone, sentence = judge_usages(self._words, usages)
        set_role(self._count, "secondary", tone="bad" if tone == "bad" else "")
        self._hint.setText(f"{'!' if tone == 'bad' else '▲'} {sentence}" if tone else "")
        set_role(self._hint, "secondary", tone=tone)

    def _paint_signs(self) -> None:
        for name, tool in self._tools.items():
            tool.setIcon(draw_sign(name, self._theme.tokens.secondary))
