"""What became of the application: handed in, won, lost, withdrawn – and what follows from it.

Won shows what would be made of the project before anything is; one press makes it, undo takes it
back. Lost keeps the reason and writes the application again. Knows the sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from grantee_app.errors import BastamaError
from grantee_app.language.dates import format_date
from grantee_app.language.message import N_
from grantee_app.records.application import ApplicationState
from ui.pages.application.won_card import WonCard
from ui.record_form import RecordForm
from ui.widgets.cell_grid import CellGrid
from ui.widgets.choice_card import ChoiceCard
from ui.widgets.labels import make_label
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from ui.pages.application.sheet import Sheet

STATES: Final[dict[ApplicationState, tuple[str, str]]] = {
    "draft": (N_("Being written"), N_("It has not left the house yet.")),
    "submitted": (N_("Handed in"), N_("The folder is with the funder; the answer is awaited.")),
    "won": (N_("Won"), N_("The project begins: the application becomes its plan.")),
    "lost": (N_("Not won"), N_("Keep the reason, and write it again next year.")),
    "withdrawn": (N_("Withdrawn"), N_("You took it back yourselves.")),
}


class OutcomePart(QScrollArea):
    """`applied` follows a won application that became the project, `reuse_wanted` the wish to
    write it again; `edited` follows a person.
    """

    edited = Signal()
    applied = Signal()
    reuse_wanted = Signal()
    failed = Signal(object)
    stepped = Signal(int)

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self._desk = sheet.desk
        self._words = sheet.desk.words
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cards: dict[ApplicationState, ChoiceCard] = {}
        self.setWidget(self._build())
        self._words.changed.connect(self.retranslate)
        self.fill()

    def _build(self) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        self.title = make_label("heading")
        self.help = make_label("secondary")
        line = self._desk.theme.measure.line
        box = QWidget()
        grid = CellGrid(box, least=line * 13, most=3, gap=10)
        group = QButtonGroup(self)
        for state in STATES:
            choice = ChoiceCard(self._desk.theme)
            group.addButton(choice)
            choice.clicked.connect(lambda _on=False, wanted=state: self.choose(wanted))
            self.cards[state] = choice
            grid.addWidget(choice)
        self.days = self._build_days()
        self.won = WonCard(self.sheet)
        self.won.applied.connect(self.applied)
        self.won.failed.connect(self.failed)
        self.won.edited.connect(self.edited)
        self.reuse_box = QFrame()
        self.reuse_box.setProperty("role", "guide")
        self.reuse_words = make_label()
        self.reuse_button = QPushButton()
        self.reuse_button.clicked.connect(self.reuse_wanted)
        inner = QVBoxLayout(self.reuse_box)
        inner.setContentsMargins(16, 12, 16, 14)
        inner.addWidget(self.reuse_words)
        inner.addWidget(self.reuse_button, 0, Qt.AlignmentFlag.AlignLeft)
        foot = QWidget()
        ways = WrappingRow(foot, gap=12, line_gap=8)
        self.back_button = QPushButton()
        self.back_button.clicked.connect(lambda: self.stepped.emit(-1))
        ways.add(self.back_button, weight=0)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(18, 16, 18, 18)
        inside.setSpacing(10)
        parts: list[QWidget] = [
            self.title, self.help, box, self.days, self.lost, self.reuse_box, self.won, foot
        ]  # fmt: skip
        for part in parts:
            inside.addWidget(part)
        inside.addStretch()
        return card

    def _build_days(self) -> RecordForm:
        words = self._words
        days = RecordForm(self._desk, "application", self.sheet.application_id)
        self._submitted = days.add("submitted_on", None, lambda: words.gettext("Handed in on"))
        self._decided = days.add("decided_on", None, lambda: words.gettext("Day of the decision"))
        days.add_row(self._submitted, self._decided)
        days.edited.connect(self.edited)
        self.lost = RecordForm(self._desk, "application", self.sheet.application_id)
        self.lost.add_text(
            "lost_reason",
            lambda: words.gettext("Why it was not won"),
            lambda: words.gettext(
                "In the words of the commission, if you know them; ask for them in writing."
            ),
            long=True,
        )
        self.lost.edited.connect(self.edited)
        return days

    # ------------------------------------------------------------------ the state

    def state(self) -> ApplicationState:
        """Return the state that is stored."""
        return self.sheet.application.state

    def choose(self, state: ApplicationState) -> None:
        """Note a state as a person does: one step of undo."""
        if state == self.state() or self.sheet.is_read_only():
            self._show_state()
            return
        self._desk.autosave.end_step()
        try:
            on = None if state == "draft" else self.sheet.today
            self._desk.workspace.applications.set_state(self.sheet.application_id, state, on)
        except BastamaError as problem:
            self.failed.emit(problem.message)
            return
        self.sheet.reload()
        self.fill()
        self.edited.emit()

    def fill(self) -> None:
        """Show what is stored now."""
        self.days.set_record(self.sheet.application_id)
        self.lost.set_record(self.sheet.application_id)
        self.won.fill(is_shown=self.state() == "won")
        self._show_state()
        self.retranslate()

    def _show_state(self) -> None:
        state = self.state()
        self.cards[state].setChecked(True)
        is_decided = state in {"won", "lost", "withdrawn"}
        self.days.setVisible(state != "draft")
        self._submitted.setVisible(state != "draft")
        self._decided.setVisible(is_decided)
        self.lost.setVisible(state == "lost")
        self.reuse_box.setVisible(state in {"lost", "withdrawn"})
        self.won.setVisible(state == "won")

    # ------------------------------------------------------------------ places and words

    def show_field(self, column: str) -> bool:
        """Put the cursor to the state or a field of it."""
        if column in {"submitted_on", "decided_on"}:
            return self.days.show_field(column)
        if column == "lost_reason":
            return self.lost.show_field(column)
        self.focus_first()
        return True

    def focus_first(self) -> None:
        """Put the cursor to the state that is chosen."""
        self.cards[self.state()].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_neighbours(self, before: str, _after: str) -> None:
        """Name the section that the foot leads back to."""
        self.back_button.setText(f"← {before}".replace("&", "&&"))

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._words
        self.title.setText(words.gettext("What became of it"))
        self.help.setText(
            words.gettext("Note it as soon as you know: the list of calls and Home follow.")
        )
        application = self.sheet.application
        for state, (name, told) in STATES.items():
            detail = words.gettext(told)
            if state == "submitted" and application.submitted_on and state == application.state:
                day = format_date(application.submitted_on, words.code)
                detail = f"{detail} {day}"
            self.cards[state].set_words(words.gettext(name), detail)
        self.reuse_words.setText(
            words.gettext(
                "Nothing is lost: a new project takes over these answers, its days moved on by a "
                "year. This application stays as it was."
            )
        )
        self.reuse_button.setText(words.gettext("Write it again for another call"))
        self.won.retranslate()
