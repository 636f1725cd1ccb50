"""The people of the project: name, role, on the staff or invited, how much they answer for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from grantee_app.frozen import frozen
from ui.theme import bold, tabular
from ui.widgets.pill import paint_pill
from ui.widgets.text_lines import lay_out, measure_height, natural_width

if TYPE_CHECKING:
    from ui.screen_language import ScreenLanguage
    from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
PADDING: Final = 8
_SIDE: Final = 14
_NO_INDEX: Final = QModelIndex()


@frozen
class PersonLine:
    """One person in words; `activities` is how many he or she answers for."""

    record_id: str
    name: str
    detail: str
    wage: str
    activities: int
    is_nameless: bool = False


class PeopleModel(QAbstractListModel):
    """The people, and what a screen reader says of each."""

    def __init__(self, words: ScreenLanguage, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.people: list[PersonLine] = []

    def set_people(self, people: list[PersonLine]) -> None:
        """Show these people."""
        self.beginResetModel()
        self.people = people
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return the number of people."""
        return 0 if parent.isValid() else len(self.people)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name, or all of the line in words."""
        if not index.isValid():
            return None
        person = self.people[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return person.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            answers = self._words.ngettext(
                "answers for {count} activity", "answers for {count} activities", person.activities
            )
            return ", ".join(filter(None, (person.name, person.detail, person.wage, answers)))
        return None


class _PersonDelegate(QStyledItemDelegate):
    def __init__(
        self, model: PeopleModel, words: ScreenLanguage, theme: Theme, view: PeopleList
    ) -> None:
        super().__init__(view)
        self._model = model
        self._words = words
        self._theme = theme
        self._view = view

    def _small(self) -> QFont:
        font = QFont(self._view.font())
        font.setPointSizeF(self._theme.measure.points * 0.92)
        return font

    def _pill(self, person: PersonLine) -> str:
        return str(person.activities) if person.activities else "–"

    def _text_width(self, person: PersonLine, whole: int) -> float:
        right = natural_width(self._pill(person), bold(self._small())) + 16
        wage = natural_width(person.wage, tabular(self._small())) + 16 if person.wage else 0
        return whole - 2 * _SIDE - right - wage - 12

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that name and role need."""
        person = self._model.people[index.row()]
        whole = self._view.viewport().width()
        width, code = self._text_width(person, whole), self._words.code
        height = measure_height(person.name, bold(self._view.font()), width, code)
        if person.detail:
            height += 2 + measure_height(person.detail, self._small(), width, code)
        return QSize(whole, max(self._theme.measure.target, round(height + 0.5) + 2 * PADDING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one person."""
        person = self._model.people[index.row()]
        tokens, rect = self._theme.tokens, option.rect
        is_chosen = index == self._view.currentIndex()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(tokens.accent_soft if is_chosen else tokens.hover))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.line))
        width, code = self._text_width(person, rect.width()), self._words.code
        name, height = lay_out(person.name, bold(self._view.font()), width, code)
        painter.setPen(QColor(tokens.secondary if person.is_nameless else tokens.ink))
        left, top = rect.left() + _SIDE, rect.top() + PADDING
        name.draw(painter, QPointF(left, top))
        if person.detail:
            detail, _ = lay_out(person.detail, self._small(), width, code)
            painter.setPen(QColor(tokens.secondary))
            detail.draw(painter, QPointF(left, top + height + 2))
        self._paint_right(painter, rect, person, is_chosen=is_chosen)
        if is_chosen and self._view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -2))
        painter.restore()

    def _paint_right(
        self, painter: QPainter, rect: QRect, person: PersonLine, *, is_chosen: bool
    ) -> None:
        tokens = self._theme.tokens
        line = self._view.fontMetrics().height() + 2
        text, font = self._pill(person), bold(self._small())
        width = natural_width(text, font) + 16
        right = rect.right() - _SIDE
        box = QRectF(right - width, rect.top() + PADDING - 1, width, line)
        ground = tokens.card if is_chosen else tokens.accent_soft
        colours = (tokens.accent, ground) if person.activities else tokens.tone("")
        paint_pill(painter, box, text, colours, font)
        if person.wage:
            painter.setFont(tabular(self._small()))
            painter.setPen(QColor(tokens.secondary))
            room = QRectF(
                rect.left(), rect.top() + PADDING, right - width - 16 - rect.left(), line - 2
            )
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, side, person.wage)


class PeopleList(QListView):
    """`chosen` brings the id of the person gone to, `wanted` "after", "edit", "remove" …"""

    chosen = Signal(str)
    wanted = Signal(str)

    def __init__(self, words: ScreenLanguage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._is_filling = False
        self.people = PeopleModel(words, self)
        self.setModel(self.people)
        self.setItemDelegate(_PersonDelegate(self.people, words, theme, self))
        self.setProperty("role", "people")
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setTabKeyNavigation(False)
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(lambda _index: self.wanted.emit("edit"))
        theme.changed.connect(self._wear)
        self._wear()

    def fill(self, people: list[PersonLine]) -> None:
        """Show these people; who is chosen stays chosen."""
        if people == self.people.people:
            return
        current = self.current()
        self._is_filling = True
        self.people.set_people(people)
        self.choose(current)
        self._is_filling = False
        self.scheduleDelayedItemsLayout()

    def current(self) -> str:
        """Return the id of the chosen person, "" for nobody."""
        row = self.currentIndex().row()
        return self.people.people[row].record_id if 0 <= row < len(self.people.people) else ""

    def choose(self, record_id: str) -> bool:
        """Go to a person; False when there is nobody of that id."""
        for row, person in enumerate(self.people.people):
            if person.record_id == record_id:
                self.setCurrentIndex(self.people.index(row))
                self.scrollTo(self.currentIndex())
                return True
        return False

    def choose_first(self) -> None:
        """Go to the first person."""
        if self.people.people:
            self.setCurrentIndex(self.people.index(0))

    def _tell(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.viewport().update()
        if not self._is_filling:
            self.chosen.emit(self.current())

    def retranslate(self) -> None:
        """Say the name of the list."""
        self.setAccessibleName(self._words.gettext("People of the project"))

    def _wear(self) -> None:
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell what the keys ask for, as in the outline."""
        from ui.pages.plan.outline_view import read_deed  # noqa: PLC0415 (the outline is loaded)

        deed = read_deed(event)
        if deed in {"after", "child", "edit", "remove", "up", "down"}:
            event.accept()
            self.wanted.emit("after" if deed == "child" else deed)
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab goes into the details."""
        if is_next and self.current():
            self.wanted.emit("edit")
            return True
        return super().focusNextPrevChild(is_next)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let names wrap anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
