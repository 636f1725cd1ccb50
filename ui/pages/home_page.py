"""Home: what to do next, the figures at a glance, the days that must not be missed.

Lives on the counted state of the project and edits nothing but the deadlines of one's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from grantee_app.language.message import N_, Message
from ui.pages.home_body import MARGIN, HomeBody, place_of
from ui.pages.page import Page
from ui.places import Place, Step
from ui.theme import set_role
from ui.widgets.labels import make_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grantee_app.checks.state import ProjectState
    from grantee_app.store.history.undoing import Undone
    from ui.desk import Desk

# What the primary button says, by the step that it leads to.
_ACTIONS: Final[dict[Step, str]] = {
    "home": N_("Open the deadline"),
    "application": N_("Open the application"),
    "plan": N_("Open the plan"),
    "activities": N_("Open the activities"),
    "participants": N_("Open the participants"),
    "money": N_("Open the money"),
    "report": N_("Open the report"),
    "organization": N_("Fill in the profile"),
}


class HomePage(Page):
    """The cards, and one button for the most pressing step."""

    TABLES: ClassVar[frozenset[str]] = frozenset({"deadline"})
    HELP: ClassVar[str] = "home"
    # When everything has been counted.
    IS_READY_WHOLE: ClassVar[bool] = False

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._whole = QWidget(self)
        self._whole.hide()
        self.body = HomeBody(desk, self._whole)
        self.button = QPushButton()
        set_role(self.button, "primary")
        self.button.clicked.connect(lambda: self._go(self._first_place()))
        self.header.add_button(self.button)
        # Until the state is counted; then the cards take its place.
        self.counting = make_label("secondary")
        self.counting.setContentsMargins(MARGIN + 20, 20, MARGIN, 0)
        self._wanted = ""
        if self.is_whole():
            for _rest in self._building():
                pass
            self._whole.show()
            self.retranslate()

    # ------------------------------------------------------------------ building

    def opening(self) -> Iterator[None] | None:
        """Come in turns, but not as the first page: the start waits for it, and nobody clicks."""
        shelf = self.desk.shelf
        is_first = not isinstance(shelf, QStackedWidget) or not shelf.count()
        return None if is_first else self._building()

    def _building(self) -> Iterator[None]:
        yield
        yield from self.body.building()
        yield
        self.body.went.connect(self._go)
        self.body.failed.connect(self._tell)
        self.body.calls_wanted.connect(self.calls_wanted)
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.counting)
        column.addWidget(self.body, 1)
        self.set_body(self._whole)

    def _first_place(self) -> Place:
        return place_of(self.body.steps[0]) if self.body.steps else Place("report")

    def _go(self, place: Place) -> None:
        if place.step == "home":
            self.show_place(place)
        else:
            self.desk.go(place)

    def _tell(self, sentence: Message) -> None:
        self.notice.show_problem(lambda: self.desk.words.say(sentence))

    # ------------------------------------------------------------------ what a page does

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        super().retranslate()
        words = self.desk.words
        self.say_title()
        self.counting.setText(words.gettext("Counting…"))
        self.body.retranslate()
        self.button.setText(words.gettext(_ACTIONS[self._first_place().step]))

    def say_title(self) -> None:
        """Say the words of the top bar."""
        self.header.set_words(self.desk.words.gettext("Home"), "")

    def refreshing(self) -> Iterator[None]:
        """Show the open deadline as it is stored now."""
        self.body.deadlines.refresh()
        yield

    def take_state(self, state: ProjectState) -> None:
        """Show what was counted and found."""
        is_first = not self.body.steps and not self.body.days
        self.body.show_state(state)
        self.counting.hide()
        self.button.setText(self.desk.words.gettext(_ACTIONS[self._first_place().step]))
        if self._wanted and self.body.deadlines.open_deadline(self._wanted):
            self._wanted = ""
        if is_first:
            self.ready.emit()

    def show_place(self, place: Place) -> bool:
        """Open a deadline of one's own; once counted, if it is not known yet."""
        if not place.record or self.body.deadlines.open_deadline(place.record):
            return True
        self._wanted = place.record
        return True

    def show_changed(self, undone: Undone) -> bool:
        """Show the deadline that undo or redo changed; which report is chosen, its page shows."""
        is_of_report = any("report_form" in row.columns for row in undone.rows)
        return self.is_concerned(undone.tables) and not is_of_report
