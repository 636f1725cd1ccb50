"""May we apply at all: a checklist of the law, the organisation, its charter and the call.

What the records tell is judged by the checks, what nobody can tell from them is answered here.
Knows the sheet and the lines of the checklist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from grantee_app.language.message import N_
from grantee_app.store.texts import AnswerPlace
from ui.editors.yes_no_editor import YesNoEditor
from ui.theme import set_role
from ui.widgets.labels import make_label, make_line_label, make_rule
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from grantee_app.checks.application.eligibility import EligibilityLine
    from ui.pages.application.sheet import Sheet

FOLLOW_MS: Final = 150
_GROUPS: Final = {
    "law": N_("What the law asks"),
    "organization": N_("The organisation"),
    "charter": N_("The charter"),
    "call": N_("The call"),
}
_LOOKS: Final = {
    "holds": ("✓", "ok", N_("holds")),
    "missing": ("!", "bad", N_("does not hold")),
    "unknown": ("○", "warn", N_("not known yet")),
}


class FitPart(QScrollArea):
    """`place_wanted` brings a lead, `edited` follows an answer, `stepped` goes on or back."""

    edited = Signal()
    place_wanted = Signal(object)
    stepped = Signal(int)

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self._words = sheet.desk.words
        self.rows: dict[str, FitRow] = {}
        self._heads: list[QWidget] = []
        self._shape: list[tuple[str, str]] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        card = QFrame()
        card.setProperty("role", "card")
        self.title = make_label("heading")
        self.help = make_label("secondary")
        self.count = make_label("label")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.back_button, self.next_button = QPushButton(), QPushButton()
        set_role(self.next_button, "primary")
        self.back_button.clicked.connect(lambda: self.stepped.emit(-1))
        self.next_button.clicked.connect(lambda: self.stepped.emit(1))
        foot = QWidget()
        ways = WrappingRow(foot, gap=12, line_gap=8)
        ways.add(self.back_button, weight=0)
        ways.add(QWidget(), weight=1)
        ways.add(self.next_button, weight=0)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(18, 16, 18, 18)
        inside.setSpacing(8)
        for widget in (self.title, self.help, self.count):
            inside.addWidget(widget)
        inside.addLayout(self._lines)
        inside.addSpacing(10)
        inside.addWidget(foot)
        inside.addStretch()
        self.setWidget(card)
        self._following = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._following.timeout.connect(self.fill)
        sheet.changed.connect(self._note_changed)
        self._words.changed.connect(self.retranslate)
        self.fill()
        self.retranslate()

    def _note_changed(self) -> None:
        if self.isVisible():
            self._following.start()

    # ------------------------------------------------------------------ lines

    def fill(self) -> None:
        """Judge anew and show every line."""
        from grantee_app.checks.application import make_subject  # noqa: PLC0415 (with the checks)
        from grantee_app.checks.application.eligibility import (  # noqa: PLC0415
            count_states,
            list_eligibility,
        )

        lines = list_eligibility(make_subject(self.sheet.opened, self.sheet.today))
        shape = [(str(line.item.group), line.item.key) for line in lines]
        if shape != self._shape:
            self._build_lines(lines)
            self._shape = shape
        for line in lines:
            self.rows[line.item.key].show_line(line)
        counts = count_states(lines)
        words = self._words
        open_count = counts["missing"] + counts["unknown"]
        self.count.setText(
            words.ngettext("{count} line is open", "{count} lines are open", open_count)
            if open_count
            else words.gettext("✓ Nothing stands in the way.")
        )
        set_role(self.count, tone="bad" if counts["missing"] else "warn" if open_count else "ok")

    def _build_lines(self, lines: list[EligibilityLine]) -> None:
        for widget in (*self._heads, *self.rows.values()):
            self._lines.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._heads, self.rows = [], {}
        group: str = ""
        for line in lines:
            if line.item.group != group:
                group = line.item.group
                head = make_label("group")
                head.setContentsMargins(0, 8, 0, 0)
                head.setProperty("group_key", group)
                head.setText(self._words.gettext(_GROUPS[group]))
                self._heads.append(head)
                self._lines.addWidget(head)
            row = FitRow(self.sheet, line)
            row.place_wanted.connect(self.place_wanted)
            row.answered.connect(self._note_answer)
            self.rows[line.item.key] = row
            self._lines.addWidget(row)

    def _note_answer(self) -> None:
        self.sheet.reload()
        self.fill()
        self.edited.emit()

    # ------------------------------------------------------------------ places and words

    def show_field(self, key: str) -> bool:
        """Put the cursor to a line."""
        row = self.rows.get(key)
        if row is not None:
            row.focus_first()
            self.ensureWidgetVisible(row)
        return row is not None

    def focus_first(self) -> None:
        """Put the cursor to the first line that can be answered or mended."""
        for row in self.rows.values():
            if row.focus_first():
                return
        self.next_button.setFocus()

    def set_neighbours(self, before: str, after: str) -> None:
        """Name the sections that the foot leads to."""
        self.back_button.setText(f"← {before}".replace("&", "&&"))
        self.next_button.setText(f"{after} →".replace("&", "&&"))

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._words
        self.title.setText(words.gettext("May we apply"))
        self.help.setText(
            words.gettext(
                "Most refusals happen before anybody reads the idea. Go through these lines first; "
                "the charter takes longest to put right."
            )
        )
        for head in self._heads:
            head.setText(words.gettext(_GROUPS[str(head.property("group_key"))]))  # type: ignore[attr-defined]
        self.fill()


class FitRow(QWidget):
    """One line: sign, what it is, why it holds or not, and the way to mend it."""

    place_wanted = Signal(object)
    answered = Signal()

    def __init__(self, sheet: Sheet, line: EligibilityLine) -> None:
        super().__init__()
        self._sheet = sheet
        self._words = sheet.desk.words
        self._line = line
        self.sign = make_line_label("label")
        self.sign.setMinimumWidth(18)
        self.name = make_label("label")
        self.said = make_label("secondary")
        self.explanation = make_label("secondary")
        self.button = QPushButton()
        self.button.setProperty("role", "link")
        self.button.clicked.connect(lambda: self.place_wanted.emit(self._line.lead))
        self.answer = YesNoEditor(self._words)
        self.answer.edited.connect(self._note)
        text = QVBoxLayout()
        text.setSpacing(2)
        for label in (self.name, self.said, self.explanation):
            text.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)
        row.addWidget(self.answer, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(make_rule())
        self.answer.setVisible(line.is_asked)
        self.button.hide()

    def show_line(self, line: EligibilityLine) -> None:
        """Show how the condition stands."""
        self._line = line
        words = self._words
        sign, tone, state = _LOOKS[line.state]
        name = words.name(line.item.name)
        self.sign.setText(sign)
        set_role(self.sign, "label", tone=tone)
        self.name.setText(name)
        self.said.setText(words.say(line.said))
        set_role(self.said, "secondary", tone=tone)
        source = words.name(line.item.source_name)
        told = words.name(line.item.explanation)
        if source:
            told = f"{told} ({source}, {line.item.year})"
        self.explanation.setText(told)
        self.explanation.setVisible(line.state != "holds")
        self.button.setText(words.gettext("Show"))
        self.button.setAccessibleName(f"{words.gettext('Show')}: {name}")
        self.button.setVisible(line.lead is not None and line.state != "holds")
        if line.is_asked:
            self.answer.set_value(self._sheet.filled.answers.get((line.path, ""), ""))
            self.answer.set_read_only(self._sheet.is_read_only())
        self.answer.retranslate()
        self.answer.name_parts(name)
        self.setAccessibleName(f"{name}: {words.gettext(state)}")

    def focus_first(self) -> bool:
        """Put the cursor to what can be done here; False where there is nothing."""
        target = self.answer.focus_target() if self._line.is_asked else self.button
        if not target.isVisibleTo(self) or not target.isEnabled():
            return False
        target.setFocus()
        return True

    def _note(self) -> None:
        application = self._sheet.application
        place = AnswerPlace(
            self._sheet.desk.project_id,
            application.form,
            application.version,
            self._line.path,
            "yes_no",
        )
        self._sheet.desk.autosave.note(place, "", self.answer.value)
        self._sheet.desk.autosave.end_step()
        self.answered.emit()
