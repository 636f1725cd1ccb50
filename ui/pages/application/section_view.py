"""The middle of the page: one section of the form with its fields, from its help to its foot.

Fields are built a few at a time, come and go by their conditions, and keep what was typed. Knows
the sheet, neither the other sections nor the guidance beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from grantee_app.language.message import LANGUAGES, LanguageCode
from grantee_app.store.texts import AnswerPlace
from ui.pages.application.answer_field import AnswerField, LongAnswer, make_answer_field
from ui.pages.application.table_answer import TableAnswer
from ui.pages.application.table_tools import equip_table
from ui.tab_order import list_tab_stops, order_tabs
from ui.theme import set_role
from ui.widgets.labels import make_label, make_line_label
from ui.widgets.language_switch import LanguageSwitch
from ui.widgets.most_width import MostWidth
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding
    from grantee_app.form.application_form import FormField, Section
    from grantee_app.store.texts import TextPlace
    from ui.pages.application.sheet import Sheet

WIDEST: Final = 1080
# Fields of a form of four hundred are built as somebody comes to them.
AT_ONCE: Final = 14
SLICE: Final = 6
FOLLOW_MS: Final = 40
GAP: Final = 18


class SectionView(QScrollArea):
    """`edited` follows a person, `left` when a field is left, `stepped` asks for another one."""

    edited = Signal()
    left = Signal()
    stepped = Signal(int)
    failed = Signal(object)

    def __init__(self, sheet: Sheet, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self.section = section
        self.fields: dict[str, AnswerField] = {}
        self._coming: list[FormField] = list(section.fields)
        self._findings: Sequence[Finding] = ()
        self._is_visited = False
        self._names = ("", "")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._build())
        self._following = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._following.timeout.connect(self.follow)
        self._growing = QTimer(self, singleShot=True, interval=0)
        self._growing.timeout.connect(self._grow)
        sheet.changed.connect(self._following.start)
        sheet.language_changed.connect(self._show_language)
        sheet.desk.words.changed.connect(self.retranslate)
        self._add_fields(AT_ONCE)
        self._say_own()
        self.follow()
        if self._coming:
            self._growing.start()

    # ------------------------------------------------------------------ building

    def _build(self) -> QWidget:
        self._card = QFrame()
        self._card.setProperty("role", "card")
        self.title = make_label("heading")
        self.help = make_label("secondary")
        self.star = make_label("secondary")
        self.language = make_line_label("secondary")
        self.switch = LanguageSwitch(self.sheet.code)
        self.switch.chosen.connect(self.sheet.language_wanted)
        self.back_button, self.next_button = QPushButton(), QPushButton()
        set_role(self.next_button, "primary")
        self.back_button.clicked.connect(lambda: self.stepped.emit(-1))
        self.next_button.clicked.connect(lambda: self.stepped.emit(1))
        head = QWidget()
        across = WrappingRow(head, gap=16, line_gap=8)
        across.add(self.title, 260)
        self._texts = QWidget()
        beside = QHBoxLayout(self._texts)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(self.language)
        beside.addWidget(self.switch)
        across.add(self._texts, 0, weight=0)
        self._column = QVBoxLayout()
        self._column.setSpacing(GAP)
        foot = QWidget()
        ways = WrappingRow(foot, gap=12, line_gap=8)
        ways.add(self.back_button, weight=0)
        spacer = QWidget()
        ways.add(spacer, weight=1)
        ways.add(self.next_button, weight=0)
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(18, 16, 18, 18)
        inside.setSpacing(8)
        inside.addWidget(head)
        inside.addWidget(self.help)
        inside.addSpacing(6)
        inside.addLayout(self._column)
        inside.addSpacing(10)
        inside.addWidget(self.star)
        inside.addWidget(foot)
        inside.addStretch()
        page = QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        MostWidth(self._card, self.sheet.desk.theme, WIDEST)
        whole.addWidget(self._card)
        return page

    def _add_fields(self, count: int) -> None:
        new, self._coming = self._coming[:count], self._coming[count:]
        for part in new:
            field = make_answer_field(self.sheet, part.key)
            field.is_visited = self._is_visited
            field.edited.connect(self.edited)
            field.left.connect(self._leave)
            field.cursor_moved.connect(lambda rect, one=field: self._follow_cursor(one, rect))
            if isinstance(field, TableAnswer):
                field.grown.connect(lambda one=field: self._show_whole(one))
                field.failed.connect(self.failed)
                equip_table(field)
            self.fields[part.key] = field
            self._column.addWidget(field)
        if new:
            self._order_tabs()

    def _grow(self) -> None:
        self._add_fields(SLICE)
        self._show_findings()
        self.follow()
        if self._coming:
            self._growing.start()

    def build_all(self) -> None:
        """Build what is still to come, for whoever wants a field at once."""
        if self._coming:
            self._growing.stop()
            self._add_fields(len(self._coming))
            self._show_findings()
            self.follow()

    def _order_tabs(self) -> None:
        """Let Tab go through the fields from top to bottom, and on to the foot."""
        ways = self._ways()
        stops = [
            widget
            for widget in list_tab_stops(self._card)
            if not self.switch.isAncestorOf(widget) and widget not in ways
        ]
        order_tabs(self.switch, [*stops, *ways])

    def _ways(self) -> tuple[QPushButton, QPushButton]:
        return self.back_button, self.next_button

    # ------------------------------------------------------------------ what follows

    def follow(self) -> None:
        """Show and hide fields by their conditions; marks, sums and offers follow."""
        values = self.sheet.values
        for key, field in self.fields.items():
            is_shown = values.is_shown(key)
            if field.isHidden() == is_shown:
                field.setVisible(is_shown)
            if is_shown:
                field.follow_values()
        self.star.setVisible(any(values.is_required(key) for key in self.fields))
        self._mark_languages()

    def fill(self) -> None:
        """Show what is written now in every field."""
        for field in self.fields.values():
            field.fill()
        self.follow()

    def _show_language(self) -> None:
        self.switch.set_value(self.sheet.code)
        for field in self.fields.values():
            field.show_language()
        self._mark_languages()

    def _mark_languages(self) -> None:
        """Mark the language in which less is written, where texts have both."""
        written = dict.fromkeys(LANGUAGES, 0)
        filled = self.sheet.filled
        keys = [
            key
            for key, field in self.fields.items()
            if not field.isHidden()
            and field.part.kind not in {"note", "table", "file"}
            and set(filled.languages_of(key)) == set(LANGUAGES)
        ]
        for key in keys:
            for code in LANGUAGES:
                written[code] += bool(filled.text(key, code).strip())
        has_texts = bool(keys) or any(isinstance(one, TableAnswer) for one in self.fields.values())
        self._texts.setVisible(has_texts)
        most = max(written.values(), default=0)
        words = self.sheet.desk.words
        for code in LANGUAGES:
            is_missing = written[code] < most
            hint = words.gettext("something is not written in this language") if is_missing else ""
            self.switch.mark(code, "○" if is_missing else "", hint)

    def _leave(self) -> None:
        self.sheet.desk.autosave.end_step()
        self.left.emit()

    def visit(self) -> None:
        """Note that somebody has gone through the section: what is missing is told from now on."""
        self._is_visited = True
        for field in self.fields.values():
            field.visit()

    # ------------------------------------------------------------------ findings

    def set_findings(self, findings: Sequence[Finding]) -> None:
        """Show the findings of this section, each under what it is about."""
        if findings != self._findings:
            self._findings = findings
            self._show_findings()

    def _show_findings(self) -> None:
        for key, field in self.fields.items():
            field.set_findings([one for one in self._findings if _field_of(one) == key])

    # ------------------------------------------------------------------ places

    def wanted_width(self) -> int:
        """Return how wide the section must be for its tables not to scroll sideways."""
        tables = [one for one in self.fields.values() if isinstance(one, TableAnswer)]
        return max((one.view.least_width() + 40 for one in tables if not one.isHidden()), default=0)

    def find_field(self, widget: QWidget | None) -> AnswerField | None:
        """Return the field that a widget belongs to."""
        while widget is not None and widget is not self:
            if isinstance(widget, AnswerField):
                return widget
            widget = widget.parentWidget()
        return None

    def first_field(self) -> AnswerField | None:
        """Return the first field that is shown and can be written."""
        return next(
            (
                field
                for field in self.fields.values()
                if not field.isHidden() and field.focus_target() is not None
            ),
            None,
        )

    def show_place(self, about: str) -> bool:
        """Put the cursor into a field, or a cell of a table («budget/<row>/price»)."""
        key, _, cell = about.partition("/")
        if key not in self.fields:
            self.build_all()
        field = self.fields.get(key)
        if field is None or field.isHidden():
            return False
        row_id, _, column = cell.partition("/")
        if not (isinstance(field, TableAnswer) and field.show_cell(row_id, column)):
            target = field.focus_target()
            if target is not None:
                target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_whole(field)
        return True

    def show_text(self, place: TextPlace, text: str, position: int) -> bool:
        """Put the cursor where undo or redo changed a text; tell whether it is here."""
        for key, field in self.fields.items():
            if field.isHidden() or field.part.kind in {"note", "file"}:
                continue
            if isinstance(field, TableAnswer):
                parts = place.path.split("/") if isinstance(place, AnswerPlace) else []
                if parts[:1] == [key] and len(parts) > 2:
                    return self.show_place("/".join(parts))
            elif self.sheet.place(key).place == place:
                self.show_place(key)
                target = field.focus_target()
                if isinstance(field, LongAnswer):
                    field.field.editor.place_cursor(text, position)
                elif target is not None and hasattr(field, "editor"):
                    field.editor.place_cursor(text, position)
                return True
        return False

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        field = self.first_field()
        target = field.focus_target() if field is not None else None
        (target or self.next_button).setFocus(Qt.FocusReason.OtherFocusReason)
        self.verticalScrollBar().setValue(0)

    def _show_whole(self, field: AnswerField) -> None:
        def scroll() -> None:
            focus = self.focusWidget()
            inside = focus if focus is not None and field.isAncestorOf(focus) else field
            self.ensureWidgetVisible(inside, 0, 3 * self.sheet.desk.theme.measure.line)

        # What was built just now has no place on the page yet.
        QTimer.singleShot(0, field, scroll)

    def _follow_cursor(self, field: AnswerField, rect: QRect) -> None:
        page = self.widget()
        if page is not None:
            place = field.mapTo(page, rect.center())
            self.ensureVisible(place.x(), place.y(), 0, 2 * self.sheet.desk.theme.measure.line)

    # ------------------------------------------------------------------ words

    def set_neighbours(self, before: str, after: str) -> None:
        """Name the sections that the foot leads to, "" for none."""
        self._names = (before, after)
        before_words = f"← {before}".replace("&", "&&")
        after_words = f"{after} →".replace("&", "&&")
        self.back_button.setText(before_words)
        self.next_button.setText(after_words)
        self.back_button.setVisible(bool(before))
        self.next_button.setVisible(bool(after))

    def retranslate(self) -> None:
        """Say everything again in the language of the screen; half-typed text stays."""
        self._say_own()
        for field in self.fields.values():
            field.retranslate()

    def _say_own(self) -> None:
        words = self.sheet.desk.words
        self.title.setText(words.name(self.section.title or self.section.name))
        self.help.setText(words.name(self.section.help))
        self.help.setVisible(bool(self.section.help))
        self.star.setText(words.gettext("* An answer is a must."))
        self.language.setText(words.gettext("Texts in"))
        self.switch.setAccessibleName(words.gettext("Language of the application's texts"))
        self._mark_languages()

    def code(self) -> LanguageCode:
        """Return the language of the texts."""
        return self.sheet.code


def _field_of(finding: Finding) -> str:
    parts = finding.place.split("/")
    return parts[1] if len(parts) > 1 else ""
