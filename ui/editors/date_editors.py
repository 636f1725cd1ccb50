"""Days, months and periods as people write them («10 шілде», «11–15.07.24», «маусым – қазан»).

Shown as dd.mm.yyyy or by the months' names; a calendar opens by its button, F4 or Alt+Down.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from grantee_app.language.dates import (
    format_date,
    format_long_date,
    format_typed_months,
    format_typed_range,
)
from grantee_app.language.reading import Reading
from grantee_app.store.fields import DATE_COLUMNS, Columns, Field, Value, read_typed
from ui.editors.field_editor import FieldEditor, today
from ui.screen_language import ScreenLanguage
from ui.widgets.signs import draw_sign

# The widest that a period is shown as.
_WIDEST: Final = {
    "date": "00.00.0000",
    "month": "қыркүйек 0000",
    "dates": "00.00.0000 – 00.00.0000",
}

_DAY_TABLES: Final = frozenset({"activity", "planned_activity"})
_PADDING: Final = 24
_DASHES: Final = "-–—"


class DatesEditor(FieldEditor):
    """What the three kinds share: the calendar and the width."""

    def __init__(self, words: ScreenLanguage, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(words, field, parent)
        self.button = QToolButton(self)
        self.button.setProperty("role", "bare")
        # Reached by the keys that its hint names; Tab goes on to the next field.
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.open_calendar)
        self.row.setSpacing(2)
        self.row.addWidget(self.button)
        self.row.addStretch()
        self._popup: _Calendar | None = None
        self.line.installEventFilter(self)
        self.retranslate()

    def take_measure(self) -> None:
        """Keep the whole of it in sight."""
        width = self.fontMetrics().horizontalAdvance(_WIDEST[self.field.kind])
        self.line.setMinimumWidth(width + _PADDING)
        self.line.setMaximumWidth(2 * width)

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the dates be read and copied."""
        super().set_read_only(is_read_only)
        self.button.setVisible(not is_read_only)

    def retranslate(self) -> None:
        """Show the dates and the hints in the language of the screen."""
        super().retranslate()
        hint = self._words.gettext("Calendar (F4)")
        self.button.setToolTip(hint)
        self.button.setAccessibleName(hint)
        self._paint_sign()

    def changeEvent(self, event: QEvent) -> None:
        """Paint the sign in the colours of day or night."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "button"):
            self._paint_sign()

    def _paint_sign(self) -> None:
        self.button.setIcon(draw_sign("calendar", self.palette().placeholderText().color().name()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the calendar from the keyboard."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if event.key() == Qt.Key.Key_F4 or (is_alt and event.key() == Qt.Key.Key_Down):
                self.open_calendar()
                return True
        return super().eventFilter(watched, event)

    def open_calendar(self) -> None:
        """Show the calendar under the line, on the day that is written."""
        if self.line.isReadOnly():
            return
        if self._popup is None:
            self._popup = _Calendar(self)
            self._popup.calendar.activated.connect(self._take_day)
            self._popup.calendar.clicked.connect(self._take_day)
        self._popup.show_day(self._first_day() or today(), self._words)
        corner = self.line.mapToGlobal(QPoint(0, self.line.height() + 2))
        room = self.screen().availableGeometry()
        size = self._popup.sizeHint()
        left = max(room.left(), min(corner.x(), room.right() - size.width()))
        top = corner.y()
        if top + size.height() > room.bottom():
            top = self.line.mapToGlobal(QPoint(0, 0)).y() - size.height() - 2
        self._popup.move(left, max(room.top(), top))
        self._popup.show()
        self._popup.calendar.setFocus()

    def _take_day(self, chosen: QDate) -> None:
        assert self._popup is not None  # noqa: S101 (it was chosen there)
        if not self._popup.isVisible():
            return
        self._popup.hide()
        self.line.setText(self._with_day(date(chosen.year(), chosen.month(), chosen.day())))
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self._note_edit()

    def _first_day(self) -> date | None:
        columns = self.reading().value if self.line.text().strip() else None
        written = str(columns[self._names()[0]] or "") if columns else ""
        return date.fromisoformat(written) if written else None

    def _name_day(self, day: date) -> str:
        """Return the day with its name: «15 июля 2024 года, понедельник»."""
        code = self._words.code
        return f"{format_long_date(day, code)}, {QLocale().dayName(day.isoweekday())}"

    def _with_day(self, chosen: date) -> str:
        """Return what stands in the line when a day was chosen."""
        return format_date(chosen, self._words.code)

    def _names(self) -> tuple[str, ...]:
        return DATE_COLUMNS[self.field.table] if self.field.kind == "dates" else (self.field.name,)


class DateEditor(DatesEditor):
    """One day."""

    def _spell(self, columns: Columns) -> str:
        written = columns[self.field.name]
        if not written:
            return ""
        return format_date(date.fromisoformat(str(written)), self._words.code)

    def _explain_value(self, columns: Columns) -> str:
        return self._name_day(date.fromisoformat(str(columns[self.field.name])))


class MonthEditor(DatesEditor):
    """One month."""

    def _spell(self, columns: Columns) -> str:
        written = columns[self.field.name]
        if not written:
            return ""
        first = date.fromisoformat(str(written))
        return format_typed_months(first, first, self._words.code)

    def _with_day(self, chosen: date) -> str:
        return format_typed_months(chosen, chosen, self._words.code)


class DateRangeEditor(DatesEditor):
    """A period of days or of whole months; «11.07.2024 –» has no end yet."""

    def reading(self) -> Reading[Columns]:
        """Return what the shown text means; a dash at an edge leaves that end open."""
        text = self.line.text().strip()
        half = text.strip(_DASHES + " ")
        if not half or half == text:
            return super().reading()
        read = read_typed(self.field, half, today())
        if read.value is None:
            return read
        columns = dict(read.value)
        start, end = self._names()[:2]
        columns[start if text[0] in _DASHES else end] = None
        return Reading(columns)

    def _spell(self, columns: Columns) -> str:
        names = self._names()
        start, end = (columns[name] for name in names[:2])
        if not start or not end:
            return self._spell_half(start, end)
        first, last = date.fromisoformat(str(start)), date.fromisoformat(str(end))
        if len(names) == 3 and columns.get(names[2]) == "months":
            return format_typed_months(first, last, self._words.code)
        return format_typed_range(first, last, self._words.code)

    def _explain_value(self, columns: Columns) -> str:
        start, end = (columns[name] for name in self._names()[:2])
        if start and (not end or end == start):
            return self._name_day(date.fromisoformat(str(start)))
        return self._spell(columns)

    def _spell_half(self, start: Value, end: Value) -> str:
        known = start or end
        if not known:
            return ""
        day = format_date(date.fromisoformat(str(known)), self._words.code)
        if not start:
            return f"– {day}"
        # Only what lasts has a beginning without an end; an activity of one day has its day.
        return day if self.field.table in _DAY_TABLES else f"{day} –"

    def _with_day(self, chosen: date) -> str:
        """The first day chosen begins the period, a later one ends it."""
        start = self._first_day()
        if start is not None and chosen > start and self._is_single():
            return format_typed_range(start, chosen, self._words.code)
        return format_date(chosen, self._words.code)

    def _is_single(self) -> bool:
        columns = self.reading().value
        if columns is None:
            return False
        start, end = (columns[name] for name in self._names()[:2])
        return not end or end == start


class _Calendar(QFrame):
    """The calendar in a popup; Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self.calendar = QCalendarWidget()
        self.calendar.setGridVisible(False)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(6, 6, 6, 6)
        inside.addWidget(self.calendar)

    def show_day(self, day: date, words: ScreenLanguage) -> None:
        """Show the month of a day in the language of the screen."""
        for name, sign, hint in (
            ("qt_calendar_prevmonth", "‹", words.gettext("Previous month")),
            ("qt_calendar_nextmonth", "›", words.gettext("Next month")),
        ):
            button = self.calendar.findChild(QToolButton, name)
            if button is not None:
                # Qt's own arrows are black, also at night.
                button.setIcon(QIcon())
                button.setText(sign)
                button.setToolTip(hint)
                button.setAccessibleName(hint)
        quiet = QTextCharFormat()
        quiet.setForeground(self.palette().placeholderText())
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekday, quiet)
        # The default is the language of the screen: ScreenLanguage sees to it.
        self.calendar.setLocale(QLocale())
        self.calendar.setAccessibleName(words.gettext("Calendar (F4)"))
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.calendar.showSelectedDate()
