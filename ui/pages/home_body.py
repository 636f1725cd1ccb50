"""The cards of Home, side by side where there is room and under each other where there is not.

Made of the state that it is given; whatever is pressed is told as a place. Knows no records.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.borrowed_groups import say_borrowed
from ui.pages import home_cards
from ui.places import ALL_STEPS, STEPS, Place, Step
from ui.theme import set_role
from ui.widgets.age_bars import AgeBars
from ui.widgets.bar_table import BarTable
from ui.widgets.cell_grid import CellGrid
from ui.widgets.deadline_list import DeadlineList
from ui.widgets.figure_tile import FigureTile
from ui.widgets.labels import make_label
from ui.widgets.next_step_list import NextStepList
from ui.widgets.place_grid import PlaceGrid

if TYPE_CHECKING:
    from grantee_app.checks.state import ProjectState
    from grantee_app.checks.step import NextStep
    from grantee_app.figures.deadlines import DueDay
    from grantee_app.figures.overview import Overview
    from ui.desk import Desk

# In lines of text: from this width on the cards stand in two columns.
WIDE_LINES: Final = 52
MARGIN: Final = 24
# What is to be written till a day; the others lead to where the day itself stands.
_DAY_STEPS: Final[dict[str, Step]] = {
    "application": "application",
    "interim": "report",
    "final": "report",
}
GAP: Final = 16


class Card(QFrame):
    """A heading and what stands below it; a quiet sentence takes its place while it is empty."""

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self.body = body
        self.setProperty("role", "card")
        self.heading = make_label("group")
        self.foot = make_label("secondary")
        self.empty = make_label("secondary")
        self.link = QPushButton()
        self.link.setProperty("role", "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 14, 12, 14)
        column.setSpacing(6)
        for label in (self.heading, self.foot, self.empty):
            # In line with the words of the lines, which have a padding of their own.
            label.setContentsMargins(8, 0, 8, 0)
        column.addWidget(self.heading)
        column.addWidget(body)
        column.addWidget(self.empty)
        column.addWidget(self.foot)
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(self.link)
        row.addStretch()
        column.addLayout(row)
        # Whatever room is over stands below, and stretches no heading.
        column.addStretch()
        self.foot.hide()
        self.empty.hide()
        self.link.hide()

    def say_heading(self, text: str) -> None:
        """Name the card, also for screen readers."""
        self.heading.setText(text)
        self.setAccessibleName(text)

    def say_empty(self, text: str) -> None:
        """Show a sentence instead of the body; "" shows the body."""
        self.empty.setText(text)
        self.empty.setVisible(bool(text))
        self.body.setVisible(not text)

    def say_foot(self, text: str) -> None:
        """Show a quiet line below the body, "" for none."""
        self.foot.setText(text)
        self.foot.setVisible(bool(text))

    def say_link(self, text: str) -> None:
        """Offer to go further, "" for nowhere."""
        self.link.setText(text)
        self.link.setVisible(bool(text))


class HomeBody(QScrollArea):
    """`went` brings the place that a person goes to, `failed` a sentence."""

    went = Signal(object)
    failed = Signal(object)
    calls_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._words = desk.words
        self._theme = desk.theme
        self._overview: Overview | None = None
        self._is_wide: bool | None = None
        self._places: list[Place] = []
        self.steps: list[NextStep] = []
        self.days: list[DueDay] = []

    def building(self) -> Iterator[None]:
        """Make the cards; rest at every `yield`. To be gone through before anything else."""
        yield from self._making(self._desk)
        yield
        self._lay_out()
        self._connect()

    def _making(self, desk: Desk) -> Iterator[None]:
        words, theme = desk.words, desk.theme
        self.next_steps = NextStepList(words, theme)
        self.tiles = [FigureTile(words, theme) for _ in range(4)]
        figures = QWidget()
        grid = CellGrid(figures, least=theme.measure.line * 10, most=4, gap=4)
        for tile in self.tiles:
            tile.neighbours = self.tiles
            grid.addWidget(tile)
        yield
        self.deadlines = DeadlineList(desk)
        yield
        self.bars = BarTable(words, theme)
        self.ages = AgeBars(words, theme)
        self.genders = make_label("secondary")
        self.agreed = make_label("label")
        people = QWidget()
        inside = QVBoxLayout(people)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self.ages)
        for label in (self.genders, self.agreed):
            label.setContentsMargins(8, 0, 8, 0)
            inside.addWidget(label)
        yield
        self.places = PlaceGrid(words, theme)
        self.next_card = Card(self.next_steps)
        self.figures_card = Card(figures)
        self.deadlines_card = Card(self.deadlines)
        self.bars_card = Card(self.bars)
        self.people_card = Card(people)
        self.places_card = Card(self.places)

    def _lay_out(self) -> None:
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(MARGIN, 20, MARGIN, 24)
        whole.setSpacing(GAP)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(GAP)
        whole.addLayout(self._columns)
        whole.addWidget(self.places_card)
        whole.addStretch()
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for column, share in ((self._left, 10), (self._right, 7)):
            column.setSpacing(GAP)
            self._columns.addLayout(column, share)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._arrange(is_wide=True)
        inside.hide()

    def _connect(self) -> None:
        self.next_steps.chosen.connect(lambda step: self.went.emit(place_of(step)))
        for number, tile in enumerate(self.tiles):
            tile.clicked.connect(lambda _on=False, at=number: self.went.emit(self._places[at]))
        self.deadlines.chosen.connect(lambda day: self.went.emit(self._place_of_day(day)))
        self.deadlines.failed.connect(self.failed)
        self.deadlines_card.link.clicked.connect(self.calls_wanted)
        self.bars.chosen.connect(lambda key: self.went.emit(Place("plan", key)))
        self.bars_card.link.clicked.connect(lambda: self.went.emit(Place("plan")))
        self.ages.clicked.connect(self._go_to_people)
        self.people_card.link.clicked.connect(self._go_to_people)
        self.places.chosen.connect(lambda key: self._go_to_section("activity_narrative", key))
        self.places_card.link.clicked.connect(lambda: self.went.emit(Place("plan")))

    # ------------------------------------------------------------------ columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards into one column or two."""
        super().resizeEvent(event)
        is_wide = self.viewport().width() >= WIDE_LINES * self._theme.measure.line
        if is_wide != self._is_wide:
            self._arrange(is_wide=is_wide)

    def _arrange(self, *, is_wide: bool) -> None:
        self._is_wide = is_wide
        left = [self.next_card, self.bars_card]
        right = [self.figures_card, self.deadlines_card, self.people_card]
        if not is_wide:
            left = [self.next_card, *right[:2], self.bars_card, self.people_card]
            right = []
        for column, cards in ((self._left, left), (self._right, right)):
            for card in (*left, *right):
                # Not taken out as items: while one lives on, Qt tells it of new heights, and the
                # item that the card gets next keeps its old one for ever.
                column.removeWidget(card)
            while column.count():
                column.takeAt(0)
            for card in cards:
                column.addWidget(card)
            column.addStretch()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(across if is_wide else down)
        self._columns.setStretch(0, 10)
        self._columns.setStretch(1, 7 if is_wide else 0)
        self._columns.setSpacing(GAP if is_wide else 0)
        for before, after in zip(self._in_order(), self._in_order()[1:], strict=False):
            QWidget.setTabOrder(before, after)

    def _in_order(self) -> list[QWidget]:
        return [self.next_steps, *self.tiles, self.deadlines, self.bars, self.ages, self.places]

    # ------------------------------------------------------------------ what is shown

    def show_state(self, state: ProjectState) -> None:
        """Show what was counted and found."""
        self.days, self.steps = state.deadlines, state.next_steps
        self._overview = state.overview
        self.retranslate()
        page = self.widget()
        if page is not None:
            page.show()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words, state, overview = self._words, self._desk.state, self._overview
        self.next_card.say_heading(words.gettext("Next step"))
        self.figures_card.say_heading(words.gettext("Key figures"))
        self.deadlines_card.say_heading(words.gettext("Deadlines"))
        self.bars_card.say_heading(words.gettext("Tasks and indicators: plan – fact"))
        self.people_card.say_heading(words.gettext("Participants"))
        self.places_card.say_heading(words.gettext("Districts reached"))
        if state is None or overview is None:
            return
        self.next_steps.set_steps(self.steps)
        self._show_figures(overview, state)
        undated = [entry for entry in state.project.deadlines if entry.due_on is None]
        self.deadlines.set_days(self.days, undated)
        self.deadlines_card.say_link(words.gettext("All calls and applications"))
        self._show_indicators(overview)
        self._show_people(overview)
        self._show_places(overview)

    def _show_figures(self, overview: Overview, state: ProjectState) -> None:
        figures = home_cards.list_figures(overview, self._words, state)
        self._places = [figure.place for figure in figures]
        for tile, figure in zip(self.tiles, figures, strict=True):
            tile.set_figure(figure.label, figure.value, figure.behind, figure.detail, figure.share)

    def _show_indicators(self, overview: Overview) -> None:
        words = self._words
        lines = home_cards.list_lines(overview, words)
        self.bars_card.say_empty(
            ""
            if lines
            else words.gettext(
                "Here each indicator of the plan gets a bar: what was promised and what is done. "
                "Write tasks, activities and indicators into the plan first."
            )
        )
        self.bars_card.say_foot(home_cards.tell_indicators(overview, words) if lines else "")
        self.bars_card.say_link(words.gettext("Open the plan"))
        if lines:
            names = (words.gettext("Indicator"), words.gettext("Plan"), words.gettext("Fact"))
            self.bars.set_lines(lines, names)

    def _show_people(self, overview: Overview) -> None:
        words, make_up = self._words, overview.make_up
        self.people_card.setHidden(not make_up.totals)
        is_empty = not make_up.beneficiaries
        self.people_card.say_empty(
            words.gettext(
                "When people are counted at an activity – men and women, ages, groups – their "
                "make-up is seen here, and whether all tables of the report agree."
            )
            if is_empty
            else ""
        )
        self.people_card.say_link(words.gettext("Open the tables of participants"))
        self.ages.set_groups(words.gettext("By age"), home_cards.list_groups(overview, words))
        is_split = make_up.is_asked or any(group.heads for group in make_up.ages)
        self.ages.setHidden(not make_up.ages or not is_split)
        genders, agreed, tone = home_cards.tell_make_up(overview, words)
        self.genders.setText(genders)
        self.genders.setHidden(not genders)
        self.agreed.setText(agreed)
        self.agreed.setHidden(not agreed)
        form = self._desk.state.form if self._desk.state is not None else None
        self.people_card.say_foot("" if is_empty else say_borrowed(words, form))
        set_role(self.agreed, tone=tone)

    def _show_places(self, overview: Overview) -> None:
        words = self._words
        cells = home_cards.list_cells(overview, words)
        self.places_card.say_empty(
            ""
            if cells
            else words.gettext(
                "Each district and city where an activity was held gets a field here. What is "
                "still empty is seen at once."
            )
        )
        self.places_card.say_foot(home_cards.tell_elsewhere(overview, words) if cells else "")
        self.places.set_cells(cells)

    # ------------------------------------------------------------------ where it leads

    def _place_of_day(self, day: DueDay) -> Place:
        own = _DAY_STEPS.get(day.kind)
        is_pressing = day.state in {"near", "overdue"}
        if own is None or (own == "report" and not is_pressing):
            return Place("plan", day.record_id, part="project")
        due = (step for step in self.steps if step.kind == "deadline" and step.due == day.record_id)
        step = next(due, None)
        return place_of(step) if step is not None else Place(own)

    def _go_to_people(self) -> None:
        if self._desk.state is not None:
            self.went.emit(home_cards.place_people(self._desk.state))

    def _go_to_section(self, kind: str, about: str = "") -> None:
        if self._desk.state is not None:
            section = self._desk.state.subject.place(kind)
            self.went.emit(Place("report", section, about))


def place_of(step: NextStep) -> Place:
    """Return the place that a next step leads to."""
    known: Step = next((known for known in ALL_STEPS if known == step.step), STEPS[0])
    return Place(known, step.record_id, step.field)
