"""The outline that a person works in: keys, mouse and menu tell what she wants done with a line.

Keeps what is chosen and open over every refill. What is done to the records is the page's business.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QPointF,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPolygonF,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from grantee_app.store.plan_outline import PlanLine
from ui.pages.plan.outline_delegate import OutlineDelegate, column_widths
from ui.pages.plan.outline_model import FACT, PLAN, SIGN, TITLE, Index, OutlineModel
from ui.pages.plan.plan_words import PlanFigures
from ui.screen_language import ScreenLanguage
from ui.theme import Theme
from ui.turns import Turns
from ui.widgets.hidden_size import tell_size

# A plan with more lines than this opens with its activities closed.
OPEN_UP_TO: Final = 150
# How many lines are said anew without a rest.
_LINES_A_TURN: Final = 200
_MEASURED_A_TURN: Final = 100
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_NONE: Final = Qt.KeyboardModifier.NoModifier
_ENTER: Final = frozenset({int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter)})
_DEEDS: Final = {
    **{(_NONE, key): "after" for key in _ENTER},
    **{(_CONTROL, key): "child" for key in _ENTER},
    (_NONE, int(Qt.Key.Key_Insert)): "child",
    (_NONE, int(Qt.Key.Key_F2)): "edit",
    (_NONE, int(Qt.Key.Key_Delete)): "remove",
    (_ALT, int(Qt.Key.Key_Up)): "up",
    (_ALT, int(Qt.Key.Key_Down)): "down",
    (_SHIFT, int(Qt.Key.Key_Insert)): "paste",
}
# The letters that share the keys of C, V and D on the Kazakh and the Russian keyboard.
_LETTERS: Final = {
    "copy": frozenset({int(Qt.Key.Key_C), ord("С"), ord("с")}),
    "paste": frozenset({int(Qt.Key.Key_V), ord("М"), ord("м")}),
    "double": frozenset({int(Qt.Key.Key_D), ord("В"), ord("в")}),
}


class OutlineView(QTreeView):
    """`chosen` brings the id of the line that a person went to, `wanted` the name of a deed.

    Deeds: "after", "child", "edit", "up", "down", "double", "remove", "copy", "paste".
    `menu_wanted` brings the place of a context menu.
    """

    chosen = Signal(str)
    wanted = Signal(str)
    menu_wanted = Signal(QPoint)

    def __init__(self, words: ScreenLanguage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._is_filling = False
        # Who says lines, and whether they need other room since.
        self._measured_later = 0
        self._is_outgrown = False
        # Whether the header speaks another language than the lines.
        self._is_unsaid = False
        self._laying_out = Turns(None, self)
        self._told = ""
        # Branches that a person closed or opened herself, by id.
        self._open: dict[str, bool] = {}
        self.outline = OutlineModel(words, self)
        self.setModel(self.outline)
        self._delegate = OutlineDelegate(self.outline, words, theme, self)
        self.setItemDelegate(self._delegate)
        self.setProperty("role", "outline")
        self._set_look()
        self.selectionModel().currentChanged.connect(self._tell_choice)
        self.expanded.connect(lambda index: self._note_branch(index, is_open=True))
        self.collapsed.connect(lambda index: self._note_branch(index, is_open=False))
        theme.changed.connect(self._wear)
        self._wear()
        self.retranslate()

    def _set_look(self) -> None:
        self.setRootIsDecorated(True)
        self.setIndentation(18)
        self.setUniformRowHeights(False)
        self.setMouseTracking(True)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setTabKeyNavigation(False)
        self.setMinimumWidth(280)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(30)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for column in (PLAN, FACT, SIGN):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        header.sectionResized.connect(self._fit_heights)

    # ------------------------------------------------------------------ filling

    def fill(self, top: PlanLine, people: dict[str, str]) -> None:
        """Show the plan as it is; what is chosen and open stays as far as it is there.

        Lines that nobody sees say what is new of them in `saying`.
        """
        with self._holding():
            current, selected = self.current(), self.selected()
            place = self.verticalScrollBar().value()
            is_first = self.outline.top() is None
            if self.outline.fill(top, people):
                self._open_branches()
                self._choose_again(current, selected)
                if not is_first:
                    self.executeDelayedItemsLayout()
                    self.verticalScrollBar().setValue(place)
            self.say_in_sight()
        self._tell()

    def take_figures(self, figures: PlanFigures) -> None:
        """Take what was counted and found; `saying` shows it on the lines that there are."""
        self.outline.take_figures(figures)

    def say_in_sight(self) -> None:
        """Let the lines that are seen, and the chosen one, say now what is new of them."""
        with self._measuring_later():
            self.outline.say_lines([*self._list_in_sight(), self.current()])

    def saying(self) -> Iterator[None]:
        """Let the lines say what is new of them, those in sight first; rest at every `yield`."""
        self.say_in_sight()
        with self._measuring_later():
            while self.outline.say_unsaid(_LINES_A_TURN):
                yield
            yield
            # Wider columns let all titles wrap anew.
            self._fit_columns()
            self.viewport().update()
            if not self._is_outgrown:
                return
            yield
            has_other_heights = yield from self._measuring_lines()
            self._is_outgrown = False
            if self._is_unsaid:
                self._is_unsaid = False
                self.outline.say_header()
            if has_other_heights:
                self.scheduleDelayedItemsLayout()

    @contextmanager
    def _measuring_later(self) -> Iterator[None]:
        """Let Qt measure no lines by itself meanwhile: of a long plan it would be all in one go."""
        self._measured_later += 1
        try:
            yield
        finally:
            self._measured_later -= 1

    def _list_in_sight(self) -> list[str]:
        index, bottom = self.indexAt(QPoint(1, 1)), self.viewport().height()
        found = []
        while (node := self.outline.node(index)) is not None:
            found.append(node.record_id)
            index = self.indexBelow(index)
            if self.visualRect(index).top() > bottom:
                break
        return found

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the plan be looked at and copied, and nothing else."""
        self.outline.is_movable = not is_read_only
        self.setDragEnabled(not is_read_only)
        self.setAcceptDrops(not is_read_only)

    @contextmanager
    def _holding(self) -> Iterator[None]:
        self._is_filling = True
        try:
            yield
        finally:
            self._is_filling = False

    def _open_branches(self) -> None:
        nodes = self.outline.nodes()
        is_long = len(nodes) > OPEN_UP_TO
        for node in nodes:
            if node.children:
                is_open = self._open.get(node.record_id, not is_long or node.table == "task")
                self.setExpanded(self.outline.index_of(node.record_id), is_open)

    def _choose_again(self, current: str, selected: list[str]) -> None:
        index = self.outline.index_of(current)
        selection = self.selectionModel()
        rows = QItemSelectionModel.SelectionFlag.Rows
        if index.isValid():
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        for row_id in selected:
            found = self.outline.index_of(row_id)
            if found.isValid():
                selection.select(found, QItemSelectionModel.SelectionFlag.Select | rows)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Measure the lines anew whose titles changed; numbers and signs make no line higher.

        Qt would measure each line twice that it hears of, whichever column it is told.
        """
        if first.column() > TITLE:
            self.viewport().update()
        elif self._measured_later:
            self._is_outgrown = True
            self.viewport().update()
        else:
            super().dataChanged(first, last, roles)

    # ------------------------------------------------------------------ choosing

    def current(self) -> str:
        """Return the id of the line that the keyboard is on, "" for none."""
        node = self.outline.node(self.currentIndex())
        return "" if node is None else node.record_id

    def selected(self) -> list[str]:
        """Return the ids of all chosen lines, in the order of the plan."""
        found = {
            node.record_id
            for index in self.selectionModel().selectedRows(TITLE)
            if (node := self.outline.node(index)) is not None
        }
        return [node.record_id for node in self.outline.nodes() if node.record_id in found]

    def choose(self, record_id: str) -> bool:
        """Go to a line and open what it hangs in; emits as a click would. False without such."""
        index = self.outline.index_of(record_id)
        if not index.isValid():
            return False
        above = index.parent()
        while above.isValid():
            self.setExpanded(above, True)
            above = above.parent()
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self._tell()
        return True

    def choose_all(self, ids: list[str]) -> None:
        """Choose these lines, the first of them to be gone on from."""
        if not ids or not self.choose(ids[0]):
            return
        rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for row_id in ids[1:]:
            self.selectionModel().select(self.outline.index_of(row_id), rows)

    def _tell_choice(self, _current: QModelIndex, _before: QModelIndex) -> None:
        self.viewport().update()
        self._tell()

    def _tell(self) -> None:
        current = self.current()
        if not self._is_filling and current != self._told:
            self._told = current
            self.chosen.emit(current)

    def _note_branch(self, index: Index, *, is_open: bool) -> None:
        node = self.outline.node(index)
        if node is not None and not self._is_filling:
            self._open[node.record_id] = is_open

    # ------------------------------------------------------------------ keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell what the keys of the outline ask for; the rest are the tree's own."""
        deed = read_deed(event)
        if deed:
            event.accept()
            self.wanted.emit(deed)
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab goes into the details of the line."""
        if is_next and self.current():
            self.wanted.emit("edit")
            return True
        return super().focusNextPrevChild(is_next)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click goes into the details."""
        if self.indexAt(event.position().toPoint()).isValid():
            self.wanted.emit("edit")
            return
        super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu where the mouse or the keyboard wants it."""
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            rect = self.visualRect(self.currentIndex())
            place = self.viewport().mapToGlobal(rect.bottomLeft() + QPoint(24, 0))
        self.menu_wanted.emit(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    # ------------------------------------------------------------------ looks

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground of a whole line, then its cells and its branch."""
        rect = QRect(0, option.rect.top(), self.viewport().width(), option.rect.height())
        self._delegate.paint_row(painter, rect, index, option.state)
        super().drawRow(painter, option, index)
        self._delegate.paint_wide(painter, index)
        self._delegate.paint_ring(painter, rect, index)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint a small arrow before a line that has others below it; no lines."""
        node = self.outline.node(index)
        if node is None or not node.children:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(self._theme.tokens.secondary), 1.7)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        x = rect.right() - self.indentation() / 2 + 2
        y = rect.top() + 7 + self.fontMetrics().height() / 2
        is_open = self.isExpanded(index)
        points = ((-4, -2), (0, 2.5), (4, -2)) if is_open else ((-2, -4), (2.5, 0), (-2, 4))
        painter.drawPolyline(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in points]))
        painter.restore()

    def _wear(self) -> None:
        self._delegate.take_fonts()
        self.viewport().update()

    def retranslate(self) -> None:
        """Say what is seen in the language of the screen; the other lines follow in `saying`."""
        self.setAccessibleName(self._words.gettext("Plan of the project"))
        self.outline.retranslate()
        self._is_unsaid = self._is_outgrown = True
        self.say_in_sight()

    def _fit_columns(self) -> None:
        widths = column_widths(self, self.outline.nodes(), self._delegate.fonts)
        header = self.header()
        for column, width in widths.items():
            if header.sectionSize(column) != width:
                header.resizeSection(column, width)

    def _fit_heights(self, column: int, before: int, now: int) -> None:
        if column == TITLE and before != now:
            self._lay_out_anew()

    def _lay_out_anew(self) -> None:
        """Give all lines the room that they need now, those of a long plan in turns."""
        if self._measured_later:
            self._is_outgrown = True
        elif self.isVisible() and len(self.outline.nodes()) > OPEN_UP_TO:
            self._laying_out.begin_anew(self._measuring_first())
        else:
            self.scheduleDelayedItemsLayout()

    def _measuring_first(self) -> Iterator[None]:
        # Whoever drags an edge of the window begins this again and again.
        yield
        if (yield from self._measuring_lines()):
            self.scheduleDelayedItemsLayout()

    def doItemsLayout(self) -> None:
        """Lay all lines out; those that nobody sees are not measured."""
        self._delegate.is_owing = False
        super().doItemsLayout()

    def measuring(self) -> Iterator[None]:
        """Lay the lines out in the room that there is before they are seen; rest at every `yield`.

        Whoever has a long plan waits for it in pieces.
        """
        # How many lines there are tells whether a scroll bar takes some of the width.
        self.doItemsLayout()
        tell_size(self.viewport())
        yield
        yield from self._measuring_lines()
        yield
        self._delegate.is_ahead = True
        self.doItemsLayout()
        self._delegate.is_ahead = False

    def _measuring_lines(self) -> Generator[None, None, bool]:
        """Measure the lines of open branches ahead: their heights are remembered.

        Return whether any is not as high as it was made.
        """
        is_other, laid_out = False, self._delegate.laid_out
        for place, node in enumerate(self.outline.nodes()):
            if node.parent is None or self.isExpanded(self.outline.index_of(node.parent.record_id)):
                height = self._delegate.measure(node)
                is_other = is_other or laid_out.get(node.record_id) != height
            if place % _MEASURED_A_TURN == _MEASURED_A_TURN - 1:
                yield
        return is_other

    def showEvent(self, event: QShowEvent) -> None:
        """Measure what was said anew while nobody saw it."""
        super().showEvent(event)
        if self._delegate.is_owing:
            self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let titles wrap anew, and keep the line of the keyboard in sight."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._lay_out_anew()
        if event.oldSize().height() > event.size().height() and self.hasFocus():
            # A message above must not push what is worked on out of sight.
            self.scrollTo(self.currentIndex())


def read_deed(event: QKeyEvent) -> str:
    """Return what the pressed keys ask for in the outline, "" for nothing of its own."""
    key = int(event.key())
    held = event.modifiers() & (_CONTROL | _ALT | _SHIFT)
    if held == _CONTROL and key not in _ENTER:
        return next((deed for deed, keys in _LETTERS.items() if key in keys), "")
    return _DEEDS.get((held, key), "")
