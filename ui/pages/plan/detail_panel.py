"""The right side of the plan: the details of what is chosen, or what a pasted table will add.

Makes the form of each kind of record when it is first wanted and keeps it: in turns for whoever
goes through the list, at once for whoever wants to write in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ui.pages.plan.indicator_detail import IndicatorDetail
from ui.pages.plan.line_details import ActivityDetail, PersonDetail, TaskDetail
from ui.pages.plan.project_detail import ProjectDetail
from ui.turns import Turns
from ui.widgets.labels import make_label
from ui.widgets.most_width import MostWidth

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from grantee_app.checks.finding import Finding
    from ui.desk import Desk
    from ui.pages.plan.detail import Detail
    from ui.pages.plan.outline_model import Node

_DETAILS: Final[dict[str, type[Detail]]] = {
    "project": ProjectDetail,
    "task": TaskDetail,
    "planned_activity": ActivityDetail,
    "indicator": IndicatorDetail,
    "staff_member": PersonDetail,
}
MOST_WIDTH: Final = 860
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier


class DetailPanel(QStackedWidget):
    """`made` brings a new kind of details; `back_wanted` follows Esc, `next_wanted` Ctrl+Enter.

    `brought` says that details are there that were asked for by `bring`.
    """

    made = Signal(object)
    brought = Signal()
    back_wanted = Signal()
    next_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._found: Mapping[str, list[Finding]] = {}
        self._details: dict[str, Detail] = {}
        self._areas: dict[str, QScrollArea] = {}
        # The kinds that are being made in turns, the one at work first.
        self._wanted: list[str] = []
        self._bringing = Turns(None, self)
        self._bringing.over.connect(self.brought)
        self._is_of_people = False
        self._nothing = QWidget()
        column = QVBoxLayout(self._nothing)
        column.setContentsMargins(20, 20, 20, 20)
        self._nothing_words = make_label("secondary")
        column.addWidget(self._nothing_words)
        column.addStretch()
        self.addWidget(self._nothing)
        self.setMinimumWidth(300)

    # ------------------------------------------------------------------ what is shown

    def show_record(self, table: str, record_id: str, node: Node | None) -> None:
        """Show the details of a record; of none, that nothing is chosen."""
        if not record_id or table not in _DETAILS:
            self._is_of_people = False
            self._say_nothing()
            self.setCurrentWidget(self._nothing)
            return
        detail = self._detail(table)
        is_other = detail.record_id != record_id
        detail.show_record(record_id, node)
        if self._desk.state is not None:
            detail.take_findings(self._findings_of(table, record_id))
        area = self._areas[table]
        self.setCurrentWidget(area)
        if is_other:
            area.verticalScrollBar().setValue(0)

    def show_nobody(self) -> None:
        """Show that there is nobody yet."""
        self._is_of_people = True
        self._say_nothing()
        self.setCurrentWidget(self._nothing)

    def _say_nothing(self) -> None:
        words = self._desk.words
        self._nothing_words.setText(
            words.gettext(
                "Nobody yet. Add the people who work in the project: then an activity can say who "
                "answers for it, and the report counts them."
            )
            if self._is_of_people
            else words.gettext("Choose a line of the plan to see and write its details.")
        )

    def has(self, table: str) -> bool:
        """Tell whether the details of a kind of record are there."""
        return table in self._details

    def bring(self, table: str) -> None:
        """Make the details of a kind of record in turns; until then nothing is shown."""
        if table not in self._wanted:
            self._wanted.append(table)
        self._nothing_words.clear()
        self.setCurrentWidget(self._nothing)
        if self._bringing.is_over():
            self._bringing.begin_anew(self._making_wanted())
        else:
            self._bringing.begin()

    def _making_wanted(self) -> Iterator[None]:
        while self._wanted:
            yield from self.making(self._wanted[0])
            del self._wanted[0]
        # What is shown in them is another piece.
        yield

    def stop(self) -> None:
        """Make nothing more: the page goes."""
        self._bringing.drop()

    def _detail(self, table: str) -> Detail:
        """Return the details of a kind of record, made when they are first wanted."""
        if table in self._wanted:
            self._bringing.finish()
        for _rest in self.making(table):
            pass
        return self._details[table]

    def making(self, table: str) -> Iterator[None]:
        """Make the details of a kind of record unless they are there; rest at every `yield`."""
        if table in self._details:
            return
        area = QScrollArea(self)
        area.hide()
        detail = _DETAILS[table](self._desk, area.viewport())
        yield from detail.building()
        MostWidth(detail, self._desk.theme, MOST_WIDTH)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(detail)
        self._details[table] = detail
        self._areas[table] = area
        self.addWidget(area)
        yield
        detail.retranslate()
        self.made.emit(detail)

    def current(self) -> Detail | None:
        """Return the details that are shown; those on their way are made at once."""
        self._bringing.finish()
        return self.seen()

    def seen(self) -> Detail | None:
        """Return the details that are shown already."""
        shown = self.currentWidget()
        return next(
            (self._details[table] for table, area in self._areas.items() if area is shown), None
        )

    def known(self) -> list[Detail]:
        """Return all details that were made."""
        return list(self._details.values())

    # ------------------------------------------------------------------ following

    def refill(self) -> None:
        """Show what is stored now, in what is seen."""
        detail = self.seen()
        if detail is not None:
            detail.refill()

    def take_findings(self, found: Mapping[str, list[Finding]]) -> None:
        """Show what was found, by record, and what was counted anew."""
        self._found = found
        detail = self.seen()
        if detail is not None:
            detail.take_findings(self._findings_of(detail.TABLE, detail.record_id))

    def _findings_of(self, table: str, record_id: str) -> list[Finding]:
        found = list(self._found.get(record_id, []))
        state = self._desk.state
        if table == "project" and state is not None:
            grant = state.project.grant
            for inner in (grant.id, *(day.id for day in grant.report_dates)):
                found += self._found.get(inner, [])
        return found

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        self._say_nothing()
        for detail in self._details.values():
            detail.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the outline, Ctrl+Enter on to a new line."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and event.modifiers() & _CONTROL:
            self.next_wanted.emit()
            return
        super().keyPressEvent(event)
