"""The days that must not be missed, a line each; one's own are edited where they stand.

A line leads to what is due. A deadline of one's own opens below its line: title, day, done. Knows
neither the calendar nor what a report is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from grantee_app.errors import BastamaError
from grantee_app.figures.deadlines import DueDay
from grantee_app.language.dates import format_date
from grantee_app.language.message import N_, Message, message, plural_message
from grantee_app.records.base import NO_TEXT, Bilingual
from grantee_app.records.project import Deadline
from grantee_app.store.editing import Parent
from ui.theme import bold
from ui.widgets.labels import make_label
from ui.widgets.painted_button import PaintedButton
from ui.widgets.pill import paint_pill
from ui.widgets.text_lines import natural_width

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.record_form import RecordForm
    from ui.widgets.deadline_panel import DeadlinePanel

PADDING: Final = 8
GAP: Final = 12
TABLE: Final = "deadline"
_TONES: Final = {"overdue": "bad", "near": "warn", "later": "", "past": "", "done": "ok"}
_STATES: Final = {
    "overdue": N_("overdue"),
    "near": N_("soon"),
    "later": N_("there is time"),
    "past": N_("past"),
    "done": N_("done"),
}


class DeadlineRow(PaintedButton):
    """One deadline as a button; `is_open` shows that its fields are below it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.words, desk.theme, least=200)
        self.key = ""
        self.is_own = False
        self.is_open = False
        self._title = self._detail = self._pill = self._tone = ""

    def set_day(self, day: DueDay) -> None:
        """Show a deadline in the language of the screen."""
        words = self._words
        self.key, self.is_own = day.record_id, day.kind == "own"
        title = day.title if isinstance(day.title, (Bilingual, Message)) else NO_TEXT
        self._say(words.name(title), _tell_detail(day, self), _tell_pill(day, self), day.state)

    def set_undated(self, deadline: Deadline) -> None:
        """Show a deadline of one's own that has no day yet."""
        self.key, self.is_own = deadline.id, True
        words = self._words
        title = words.name(deadline.title) or words.gettext("untitled")
        self._say(title, words.gettext("The day is not written yet."), "?", "later")

    def say(self, sentence: Message) -> str:
        """Return a sentence in the language of the screen."""
        return self._words.say(sentence)

    def date_of(self, day: DueDay) -> str:
        """Return the day as it is written."""
        return format_date(day.due_on, self._words.code)

    def _say(self, title: str, detail: str, pill: str, state: str) -> None:
        self._title, self._detail, self._pill = title, detail, pill
        self._tone = _TONES[state]
        self.tell(f"{title}: {self._words.gettext(_STATES[state])}", f"{detail} {pill}")

    # ------------------------------------------------------------------ paint

    def _pill_width(self) -> float:
        return natural_width(self._pill, bold(self.small())) + 18 if self._pill else 0.0

    def _text_width(self, width: float) -> float:
        return width - 2 * PADDING - GAP - self._pill_width()

    def measure_height(self, width: float) -> float:
        """Return the height of the words."""
        inside = self._text_width(width)
        height = self.height_of(self._title, bold(self.font()), inside)
        return height + 2 + self.height_of(self._detail, self.small(), inside) + 2 * PADDING

    def paint_inside(self, painter: QPainter, width: float) -> None:
        """Paint the words at the left, the days left at the right."""
        tokens, inside = self._theme.tokens, self._text_width(width)
        is_over = self._tone == "ok"
        ink = tokens.secondary if is_over else tokens.ink
        at = QPointF(PADDING, PADDING)
        height = self.draw_text(painter, self._title, bold(self.font()), ink, at, inside)
        at = QPointF(PADDING, PADDING + height + 2)
        self.draw_text(painter, self._detail, self.small(), tokens.secondary, at, inside)
        if self._pill:
            line = QFontMetricsF(self.font()).height()
            pill = self._pill_width()
            box = QRectF(width - PADDING - pill, PADDING - 1, pill, line + 2)
            paint_pill(painter, box, self._pill, tokens.tone(self._tone), bold(self.small()))
        if not self.is_open:
            painter.fillRect(
                QRectF(PADDING, self.height() - 1, width - 2 * PADDING, 1), QColor(tokens.line)
            )


def _tell_detail(day: DueDay, row: DeadlineRow) -> str:
    if day.state in {"past", "done", "overdue"} or not day.working_days_left:
        return row.date_of(day)
    told = row.date_of(day)
    if day.is_on_day_off:
        told = row.say(
            message("{day} is a day off: hand it in by {last}", day=day.due_on, last=day.hand_in_on)
        )
    working = row.say(
        plural_message("{count} working day", "{count} working days", day.working_days_left)
    )
    return f"{told} · {working}"


def _tell_pill(day: DueDay, row: DeadlineRow) -> str:
    words = row._words  # noqa: SLF001 (the same file)
    if day.state == "done":
        return "✓ " + words.gettext("done")
    if day.state == "past":
        return words.gettext("past")
    if day.state == "overdue":
        return words.ngettext("{count} day late", "{count} days late", -day.days_left)
    if day.days_left == 0:
        return words.gettext("today")
    return words.ngettext("{count} day", "{count} days", day.days_left)


class DeadlineList(QWidget):
    """`chosen` brings a deadline that is somebody else's to show, `failed` a sentence."""

    chosen = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._days: list[DueDay] = []
        self._undated: list[Deadline] = []
        self._rows: list[DeadlineRow] = []
        self._empty = make_label("secondary")
        self._empty.setContentsMargins(PADDING, 0, PADDING, 0)
        self._panel: DeadlinePanel | None = None
        self.add_button = QPushButton()
        self.add_button.clicked.connect(self._add)
        if desk.workspace.is_read_only:
            self.add_button.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._empty)
        self._column.addSpacing(0)
        foot = QHBoxLayout()
        foot.setContentsMargins(PADDING, 12, PADDING, 0)
        foot.addWidget(self.add_button)
        foot.addStretch()
        self._column.addLayout(foot)

    # ------------------------------------------------------------------ what is shown

    def set_days(self, days: list[DueDay], undated: list[Deadline]) -> None:
        """Show these deadlines, and below them one's own that have no day yet."""
        self._days, self._undated = days, undated
        self.retranslate()

    def rows(self) -> list[DeadlineRow]:
        """Return the lines that are seen."""
        return [row for row in self._rows if not row.isHidden()]

    def form(self) -> RecordForm:
        """Return the fields of the deadline that is open."""
        return self._make_panel().form

    def _make_panel(self) -> DeadlinePanel:
        if self._panel is None:
            from ui.widgets.deadline_panel import DeadlinePanel  # noqa: PLC0415 (rarely wanted)

            self._panel = DeadlinePanel(self._desk, self)
            self._panel.removed.connect(self._remove)
            self._panel.closed.connect(self._close)
            self._panel.hide()
        return self._panel

    def _open_record(self) -> str:
        return self._panel.form.record_id if self._panel is not None else ""

    def open_deadline(self, record_id: str) -> bool:
        """Open the fields of a deadline of one's own; tell whether it is here."""
        row = next((row for row in self.rows() if row.key == record_id and row.is_own), None)
        if row is None:
            return False
        form = self._make_panel().form
        form.set_record(record_id)
        self._place_panel()
        form.show_field("title", self._desk.words.code)
        return True

    def refresh(self) -> None:
        """Show what is stored in the open fields; close them when their deadline is gone."""
        record_id = self._open_record()
        if not record_id:
            return
        if self._desk.workspace.records.has(TABLE, record_id):
            self.form().refill()
        else:
            self._close()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._desk.words
        count = len(self._days) + len(self._undated)
        while len(self._rows) < count:
            self._add_row()
        for number, row in enumerate(self._rows):
            row.setHidden(number >= count)
            if number < len(self._days):
                row.set_day(self._days[number])
            elif number < count:
                row.set_undated(self._undated[number - len(self._days)])
        self._empty.setHidden(count > 0)
        self._empty.setText(
            words.gettext(
                "No deadline is written yet. The days of the reports stand in the grant contract: "
                "write them in the plan. Days of your own are added here."
            )
        )
        self.add_button.setText(words.gettext("Add a deadline"))
        if self._panel is not None:
            self._panel.retranslate()
        self._place_panel()

    def _add_row(self) -> None:
        row = DeadlineRow(self._desk)
        row.clicked.connect(lambda: self._press(row))
        row.neighbours = self._rows
        self._column.insertWidget(1 + len(self._rows), row)
        self._rows.append(row)

    # ------------------------------------------------------------------ fields

    def _press(self, row: DeadlineRow) -> None:
        if not row.is_own:
            self.chosen.emit(next(day for day in self._days if day.record_id == row.key))
        elif row.is_open:
            self._close()
        else:
            self.open_deadline(row.key)

    def _place_panel(self) -> None:
        """Put the open fields below their line, wherever that stands now."""
        panel, record_id = self._panel, self._open_record()
        at = None
        for number, row in enumerate(self.rows()):
            row.is_open = bool(record_id) and row.key == record_id
            row.update()
            if row.is_open:
                at = number
        if panel is None:
            return
        if at is None:
            # A new one is not counted yet: its fields stay where they are.
            panel.setHidden(not record_id)
            return
        index = self._column.indexOf(panel)
        row_index = self._column.indexOf(self.rows()[at])
        if index != row_index + 1:
            self._column.removeWidget(panel)
            self._column.insertWidget(self._column.indexOf(self.rows()[at]) + 1, panel)
        panel.show()

    def _close(self) -> None:
        panel, record_id = self._make_panel(), self._open_record()
        has_focus = panel.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        panel.form.set_record("")
        panel.hide()
        self._place_panel()
        row = next((row for row in self.rows() if row.key == record_id), None)
        if has_focus and row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        desk = self._desk
        deadline = Deadline(title=NO_TEXT)
        try:
            desk.workspace.records.add(
                TABLE, Parent("project", desk.project_id), deadline, label=N_("Deadline added")
            )
        except BastamaError as problem:
            self.failed.emit(problem.message)
            return
        self.set_days(self._days, [*self._undated, deadline])
        self.open_deadline(deadline.id)

    def _remove(self) -> None:
        record_id = self._open_record()
        self._close()
        try:
            self._desk.workspace.records.remove(TABLE, record_id, label=N_("Deadline removed"))
        except BastamaError as problem:
            self.failed.emit(problem.message)
            return
        self.set_days(
            [day for day in self._days if day.record_id != record_id],
            [entry for entry in self._undated if entry.id != record_id],
        )
