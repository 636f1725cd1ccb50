"""The plan over its months: a bar for each activity, today, and the days reports are due.

To be looked at: nothing is moved here. A list of lines, so that keys, mouse and screen readers go
from bar to bar; each says its days in words. Knows lines, not records.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from grantee_app.frozen import frozen
from grantee_app.language.dates import format_date, format_typed_months
from ui.pages.plan.plan_words import name_nameless, number_lines, tell_days, tell_held
from ui.theme import bold, tabular
from ui.widgets.labels import make_label
from ui.widgets.text_lines import lay_out, measure_height, natural_width

if TYPE_CHECKING:
    from grantee_app.language.message import LanguageCode
    from grantee_app.store.plan_outline import PlanLine
    from ui.screen_language import ScreenLanguage
    from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
PADDING: Final = 7
MOST_MONTHS: Final = 36
_NO_INDEX: Final = QModelIndex()
_BAR: Final = 16
# Each takes a tenth of a millisecond to measure.
_LINES_A_TURN: Final = 80
# How a month may be named: by its name, by the letters that calendars use, by its number.
_MONTH_FORMS: Final = ("name", "letters", "number")


@frozen
class Due:
    """A day on which something is due; `is_final` for the last report."""

    on: date
    name: str
    is_final: bool = False


@frozen
class Span:
    """The months that are shown: from the first day of one to the last day of another."""

    first: date
    last: date

    def months(self) -> list[date]:
        """Return the first day of every month."""
        found: list[date] = []
        month = self.first
        while month <= self.last and len(found) < MOST_MONTHS:
            found.append(month)
            month = _next_month(month)
        return found

    def share(self, day: date) -> float:
        """Return where a day lies: 0 at the beginning of the first month, 1 at the end."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        place = (day.year - self.first.year) * 12 + day.month - self.first.month
        length = (_next_month(day.replace(day=1)) - day.replace(day=1)).days
        return min(1.0, max(0.0, (place + (day.day - 1) / length) / min(months, MOST_MONTHS)))


@dataclass(slots=True)
class Stroke:
    """A line of the picture: a task as a heading, or an activity with its bar."""

    line: PlanLine
    number: str
    title: str
    is_task: bool
    days: str = ""
    held: str = ""
    is_nameless: bool = False


@dataclass(slots=True)
class TimelinePicture:
    """Everything that is shown, as the words of one language."""

    strokes: list[Stroke] = field(default_factory=list)
    span: Span = field(default_factory=lambda: Span(date(2000, 1, 1), date(2000, 1, 31)))
    due: list[Due] = field(default_factory=list)
    today: date = field(default_factory=lambda: date(2000, 1, 1))


def draw_picture(
    words: ScreenLanguage, top: PlanLine, due: list[Due], today: date
) -> TimelinePicture:
    """Return the picture of a plan: its tasks and activities over all months they touch."""
    numbers = number_lines(top)
    strokes = []
    for task in top.children:
        strokes.append(_stroke(words, task, numbers))
        strokes += [_stroke(words, activity, numbers) for activity in task.children]
    return TimelinePicture(strokes, find_span(top, due, today), due, today)


def _stroke(words: ScreenLanguage, line: PlanLine, numbers: dict[str, str]) -> Stroke:
    title = line.title.spoken_in(words.code).strip()
    is_task = line.table == "task"
    return Stroke(
        line,
        numbers.get(line.record_id, ""),
        title or name_nameless(words, line.table),
        is_task,
        "" if is_task else tell_days(line, words.code),
        "" if is_task else tell_held(words, line),
        not title,
    )


def find_span(top: PlanLine, due: list[Due], today: date) -> Span:
    """Return the months from the first to the last day that anything has; today's where nothing."""
    days = [day.on for day in due]
    for line in (top, *(activity for task in top.children for activity in task.children)):
        days += [day for day in (line.starts_on, line.ends_on) if day is not None]
    first, last = min(days, default=today), max(days, default=today)
    # A slip of the year must not make a picture of a hundred months.
    last = min(last, first + timedelta(days=MOST_MONTHS * 30))
    return Span(first.replace(day=1), _next_month(last.replace(day=1)) - timedelta(days=1))


def _next_month(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


class TimelineModel(QAbstractListModel):
    """The lines of the picture, and what a screen reader says of each."""

    def __init__(self, words: ScreenLanguage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.picture = TimelinePicture()

    def set_picture(self, picture: TimelinePicture) -> None:
        """Show another picture."""
        self.beginResetModel()
        self.picture = picture
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self.picture.strokes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title of a line, or all of it in words."""
        if not index.isValid():
            return None
        stroke = self.picture.strokes[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return stroke.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tell(stroke)
        if role == Qt.ItemDataRole.ToolTipRole and not stroke.is_task:
            return self.tell(stroke)
        return None

    def tell(self, stroke: Stroke) -> str:
        """Return a line in words: what it is, its days, how many were held."""
        words = self._words
        if stroke.is_task:
            return f"{words.gettext('Task {number}', number=stroke.number)}: {stroke.title}"
        name = f"{words.gettext('Activity {number}', number=stroke.number)}: {stroke.title}"
        days = stroke.days or words.gettext("no dates yet")
        return ", ".join(filter(None, (name, days, stroke.held)))


@frozen
class _Inks:
    """The colours that days are written with: on their bar, and what lies under them elsewhere."""

    on_bar: str
    ground: str


class TimelineDelegate(QStyledItemDelegate):
    """Paints a title at the left and its bar among the months."""

    def __init__(
        self, model: TimelineModel, words: ScreenLanguage, theme: Theme, view: Timeline
    ) -> None:
        super().__init__(view)
        self._model = model
        self._words = words
        self._theme = theme
        self._view = view

    def small_font(self) -> QFont:
        """Return the letters that days are written with."""
        font = QFont(self._view.list.font())
        font.setPointSizeF(self._theme.measure.points * 0.92)
        return font

    def bar_height(self) -> int:
        """Return the height of a bar, which may have its days written on it."""
        return self._theme.measure.grow(_BAR)

    def _text(self, stroke: Stroke, width: float) -> tuple[Any, float]:
        return lay_out(self._name(stroke), self._font(stroke), width, self._words.code)

    def _font(self, stroke: Stroke) -> QFont:
        font = self._view.list.font()
        return bold(font) if stroke.is_task else font

    def _name(self, stroke: Stroke) -> str:
        return f"{stroke.number}  {stroke.title}"

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that the title needs."""
        height = self.measure(self._model.picture.strokes[index.row()])
        return QSize(self._view.list.viewport().width(), height)

    def measure(self, stroke: Stroke) -> int:
        """Return the height of a line in the room that there is."""
        whole = self._view.list.viewport().width()
        room = whole if stroke.is_task else self._view.names_width()
        height = measure_height(
            self._name(stroke), self._font(stroke), room - 2 * 12, self._words.code
        )
        return max(self._theme.measure.target, round(height + 0.5) + 2 * PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        stroke = self._model.picture.strokes[index.row()]
        rect: QRect = option.rect
        tokens = self._theme.tokens
        is_chosen = index == self._view.list.currentIndex()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_under = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = tokens.paper if stroke.is_task else tokens.card
        ground = tokens.accent_soft if is_chosen else tokens.hover if is_under else ground
        painter.fillRect(rect, QColor(ground))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.line))
        room = rect.width() if stroke.is_task else self._view.names_width()
        layout, height = self._text(stroke, room - 2 * 12)
        painter.setPen(QColor(tokens.secondary if stroke.is_nameless else tokens.ink))
        layout.draw(painter, QPointF(rect.left() + 12, rect.top() + (rect.height() - height) / 2))
        if not stroke.is_task:
            self._paint_months(painter, rect)
            self._paint_bar(painter, rect, stroke, ground)
        if is_chosen and self._view.list.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -2))
        painter.restore()

    def _paint_months(self, painter: QPainter, rect: QRect) -> None:
        picture, tokens = self._model.picture, self._theme.tokens
        painter.setPen(QPen(QColor(tokens.line), 1))
        for month in picture.span.months():
            x = self._view.x_of(month)
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        for due in picture.due:
            pen = QPen(QColor(tokens.warn), 1)
            pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            x = self._view.x_of(due.on)
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        if picture.span.first <= picture.today <= picture.span.last:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            x = self._view.x_of(picture.today)
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))

    def _paint_bar(self, painter: QPainter, rect: QRect, stroke: Stroke, ground: str) -> None:
        tokens, line = self._theme.tokens, stroke.line
        first, last = line.starts_on or line.ends_on, line.ends_on or line.starts_on
        small = self.small_font()
        painter.setFont(small)
        middle = rect.center().y() + 0.5
        if first is None or last is None:
            left = self._view.x_of(self._model.picture.span.first) + 8
            painter.setPen(QColor(tokens.secondary))
            painter.drawText(
                QRectF(left, rect.top(), rect.width(), rect.height()),
                Qt.AlignmentFlag.AlignVCenter,
                self._words.gettext("no dates yet"),
            )
            return
        left, right = (
            self._view.x_of(min(first, last)),
            self._view.x_of(max(first, last) + timedelta(days=1)),
        )
        high = self.bar_height()
        box = QRectF(left, middle - high / 2, max(right - left, 8.0), high)
        painter.setPen(Qt.PenStyle.NoPen)
        is_over = max(first, last) < self._model.picture.today
        is_done, is_missed = is_over and line.held > 0, is_over and not line.held
        colour = tokens.ok if is_done else tokens.accent
        painter.setBrush(QColor(tokens.warn_soft if is_missed else colour))
        if is_missed:
            painter.setPen(QPen(QColor(tokens.warn), 1.4))
        painter.drawRoundedRect(box, 5, 5)
        ink = tokens.ink if is_missed else tokens.on_accent
        # Colour is never alone: what is done bears a sign, what was missed another one.
        mark = "✓ " if is_done else "▲ " if is_missed else ""
        self._paint_days(painter, box, rect, mark + stroke.days, _Inks(ink, ground))

    def _paint_days(
        self, painter: QPainter, box: QRectF, rect: QRect, days: str, inks: _Inks
    ) -> None:
        """Write the days beside the bar, where there is room: behind it, before it, or nowhere."""
        tokens = self._theme.tokens
        width = natural_width(days, painter.font()) + 2
        first = self._view.x_of(self._model.picture.span.first)
        painter.setPen(QColor(tokens.secondary))
        tall = QRectF(0, rect.top(), width, rect.height())
        if box.right() + 8 + width < rect.right() - 4:
            tall.moveLeft(box.right() + 8)
        elif box.left() - 8 - width > first:
            tall.moveLeft(box.left() - 8 - width)
        elif width + 16 < box.width():
            tall.moveLeft(box.left() + 8)
            painter.setPen(QColor(inks.on_bar))
        else:
            return
        if not box.contains(tall.center()):
            # The lines of the months would run through the figures.
            ground = QRectF(tall.left() - 3, box.top() - 2, width + 6, box.height() + 4)
            painter.fillRect(ground, QColor(inks.ground))
        painter.drawText(tall, Qt.AlignmentFlag.AlignVCenter, days)


class MonthHeader(QWidget):
    """The names of the months, today, and the flags of the reports."""

    def __init__(
        self, model: TimelineModel, words: ScreenLanguage, theme: Theme, view: Timeline
    ) -> None:
        super().__init__(view)
        self._model = model
        self._words = words
        self._theme = theme
        self._view = view
        self.take_size()

    def take_size(self) -> None:
        """Be high enough for a line of letters and a flag."""
        self.setFixedHeight(2 * self._theme.measure.line + 18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint months above, flags below them."""
        tokens, picture = self._theme.tokens, self._model.picture
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(tokens.card))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(tokens.line))
        font = tabular(self.font())
        font.setPointSizeF(self._theme.measure.points * 0.92)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        months = picture.span.months()
        line = self._theme.measure.line
        widths = [
            self._view.x_of(_last_of(month), is_end=True) - self._view.x_of(month) - 8
            for month in months
        ]
        names = name_months(months, self._words.code, widths, metrics)
        for month, name in zip(months, names, strict=True):
            left, right = self._view.x_of(month), self._view.x_of(_last_of(month), is_end=True)
            painter.setPen(QColor(tokens.line))
            painter.drawLine(QPointF(left, 4), QPointF(left, self.height()))
            painter.setPen(QColor(tokens.secondary))
            painter.drawText(
                QRectF(left + 6, 4, right - left - 6, line), Qt.AlignmentFlag.AlignVCenter, name
            )
        self._paint_flags(painter, line)

    def _paint_flags(self, painter: QPainter, line: int) -> None:
        tokens, picture = self._theme.tokens, self._model.picture
        top = 4 + line + 2
        for due in picture.due:
            self._paint_flag(
                painter, self._view.x_of(due.on), top, tokens.warn, filled=due.is_final
            )
        if picture.span.first <= picture.today <= picture.span.last:
            x = self._view.x_of(picture.today)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawLine(QPointF(x, top), QPointF(x, self.height()))
            painter.setBrush(QColor(tokens.accent))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QPointF(x, top + 4), 4, 4)

    def _paint_flag(
        self, painter: QPainter, x: float, top: float, colour: str, *, filled: bool
    ) -> None:
        painter.setPen(QPen(QColor(colour), 1.6))
        painter.drawLine(QPointF(x, top), QPointF(x, self.height()))
        painter.setBrush(QColor(colour) if filled else Qt.BrushStyle.NoBrush)
        # Towards the inside, where the last months end.
        side = -1 if x > self.width() - 24 else 1
        painter.drawPolygon(
            QPolygonF([QPointF(x, top), QPointF(x + side * 12, top + 4.5), QPointF(x, top + 9)])
        )


def name_months(
    months: list[date], code: LanguageCode, widths: list[float], metrics: QFontMetricsF
) -> list[str]:
    """Return the longest names that fit, all of one form: «қыркүйек», «қыр» or «09».

    A January bears its year where there is room for it.
    """
    for form in _MONTH_FORMS:
        names = [_name_month(month, code, form) for month in months]
        if all(map(lambda name, width: metrics.horizontalAdvance(name) <= width, names, widths)):
            break
    for place, (month, width) in enumerate(zip(months, widths, strict=True)):
        dated = f"{names[place]} {month.year}"
        if month.month == 1 and metrics.horizontalAdvance(dated) <= width:
            names[place] = dated
    return names


def _name_month(month: date, code: LanguageCode, form: str) -> str:
    if form == "number":
        return f"{month.month:02}"
    name = format_typed_months(month, month, code).split()[0]
    return name if form == "name" else name[:3]


def _last_of(month: date) -> date:
    return _next_month(month) - timedelta(days=1)


class Timeline(QWidget):
    """`chosen` brings the id of the line a person went to, `opened` of one she wants to edit."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, words: ScreenLanguage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._top: PlanLine | None = None
        self._due: list[Due] = []
        self._today = date(2000, 1, 1)
        self._is_filling = False
        self.model = TimelineModel(words, self)
        self.list = _LineList()
        self.list.setModel(self.model)
        self._delegate = TimelineDelegate(self.model, words, theme, self)
        self.list.setItemDelegate(self._delegate)
        self.list.opened.connect(self._open)
        self.list.resized.connect(self._fit)
        self.list.selectionModel().currentChanged.connect(self._tell)
        self.list.setProperty("role", "timeline")
        self.header = MonthHeader(self.model, words, theme, self)
        self.legend = make_label("secondary")
        self.legend.setContentsMargins(12, 8, 12, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.list, 1)
        column.addWidget(self.legend)
        theme.changed.connect(self._wear)
        self._wear()

    def fill(self, top: PlanLine, due: list[Due], today: date) -> None:
        """Show a plan; the line that is chosen stays chosen."""
        for _rest in self.filling(top, due, today):
            pass

    def filling(self, top: PlanLine, due: list[Due], today: date) -> Iterator[None]:
        """Show a plan as `fill` does; rest at every `yield`, before anything is seen of it."""
        picture = draw_picture(self._words, top, due, today)
        for place, stroke in enumerate(picture.strokes):
            if place % _LINES_A_TURN == 0:
                yield
            # Remembered until the lines are laid out.
            self._delegate.measure(stroke)
        yield
        self._top, self._due, self._today = top, due, today
        current, place = self.current(), self.list.verticalScrollBar().value()
        self._is_filling = True
        self.model.set_picture(picture)
        self.choose(current)
        self._is_filling = False
        self.list.verticalScrollBar().setValue(place)
        self.header.update()
        self._say_legend()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        self.list.setAccessibleName(self._words.gettext("Timeline of the plan"))
        # Whoever shows it fills it anew.
        if self._top is not None and self.isVisible():
            self.fill(self._top, self._due, self._today)

    def _say_legend(self) -> None:
        words = self._words
        code = words.code
        parts = [words.gettext("✓ held   ▲ the days are over, and nothing is written of it")]
        picture = self.model.picture
        if picture.span.first <= picture.today <= picture.span.last:
            parts.append("● " + words.gettext("today, {day}", day=format_date(self._today, code)))
        parts += [
            f"{'▶' if due.is_final else '▷'} {due.name}: {format_date(due.on, code)}"
            for due in self._due
        ]
        if not picture.strokes:
            parts[0] = words.gettext("Activities with their dates will stand here over the months.")
        colours, *days = parts
        self.legend.setText("\n".join(filter(None, (colours, "     ".join(days)))))
        self.legend.setVisible(bool(parts))

    # ------------------------------------------------------------------ places

    def names_width(self) -> int:
        """Return the width of the column of titles."""
        whole = self.list.viewport().width()
        return max(170, min(round(whole * 0.34), 380))

    def x_of(self, day: date, *, is_end: bool = False) -> float:
        """Return where a day begins, or ends, on the picture."""
        left = self.names_width()
        room = self.list.viewport().width() - left - 12
        span = self.model.picture.span
        wanted = day + timedelta(days=1) if is_end else day
        if wanted > span.last:
            return left + room
        return left + room * span.share(wanted)

    # ------------------------------------------------------------------ choosing

    def current(self) -> str:
        """Return the id of the chosen line, "" for none."""
        row = self.list.currentIndex().row()
        strokes = self.model.picture.strokes
        return strokes[row].line.record_id if 0 <= row < len(strokes) else ""

    def choose(self, record_id: str) -> bool:
        """Go to the line of a record, or of nothing."""
        for row, stroke in enumerate(self.model.picture.strokes):
            if stroke.line.record_id == record_id:
                index = self.model.index(row)
                self.list.setCurrentIndex(index)
                self.list.scrollTo(index)
                return True
        return False

    def _tell(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.list.viewport().update()
        if not self._is_filling and self.current():
            self.chosen.emit(self.current())

    def _open(self) -> None:
        if self.current():
            self.opened.emit(self.current())

    def _fit(self) -> None:
        self.list.scheduleDelayedItemsLayout()
        self.header.update()

    def _wear(self) -> None:
        self.header.take_size()
        self.list.scheduleDelayedItemsLayout()
        self.list.viewport().update()
        self.header.update()


class _LineList(QListView):
    """The lines; `opened` follows Enter and a double click."""

    opened = Signal()
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and F2 open the line."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.opened.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the months anew."""
        super().resizeEvent(event)
        self.resized.emit()
