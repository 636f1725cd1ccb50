"""The files of an event as small pictures: only those in sight are made and painted.

Enter opens a file, Delete takes it away. Knows files, not what they prove.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from grantee_app.records.attachment import VIDEO_TYPES
from ui.pages.activities.activity_words import tell_evidence
from ui.theme import bold
from ui.thumbnails import Thumbnails

if TYPE_CHECKING:
    from grantee_app.figures.evidence_list import FileRow
    from ui.desk import Desk

Index = QModelIndex | QPersistentModelIndex
SIDE: Final = QSize(92, 70)
GAP: Final = 6
MOST_LINES: Final = 3
_ENTER: Final = frozenset({int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter)})


class FilesModel(QAbstractListModel):
    """The files in their order; `repeated` are the evidence whose file hangs elsewhere too."""

    def __init__(self, desk: Desk, parent: QListView) -> None:
        super().__init__(parent)
        self._desk = desk
        self.rows: list[FileRow] = []

    def fill(self, rows: list[FileRow]) -> bool:
        """Show these files; tell whether they are others than before."""
        if rows == self.rows:
            return False
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()
        return True

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many files there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name of a file, for tooltips and screen readers with its kind."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.attachment.name
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{tell_evidence(row.kind, self._desk.words)}: {row.attachment.name}"
        return None


class FilesGrid(QListView):
    """`opened` and `removed` bring rows, `chosen` the evidence a chosen file belongs to."""

    opened = Signal(object)
    removed = Signal(object)
    chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.is_read_only = desk.autosave.is_read_only
        self.thumbnails = Thumbnails(desk.workspace, self)
        self.thumbnails.arrived.connect(lambda _sha: self.viewport().update())
        self.files = FilesModel(desk, self)
        self.setModel(self.files)
        self.setItemDelegate(_FileDelegate(self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setGridSize(SIDE + QSize(GAP, GAP))
        self.setMovement(QListView.Movement.Static)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.doubleClicked.connect(lambda _index: self._open())
        self.selectionModel().currentChanged.connect(lambda _now, _before: self._tell_chosen())
        self.setProperty("role", "files")
        desk.theme.changed.connect(self._wear)
        self._wear()

    def fill(self, rows: list[FileRow]) -> None:
        """Show these files; the place in the list stays."""
        scrolled = self.verticalScrollBar().value()
        at = self.currentIndex().row()
        if self.files.fill(rows):
            self._fit()
            self.verticalScrollBar().setValue(scrolled)
            if at >= 0 and rows:
                place = self.files.index(min(at, len(rows) - 1), 0)
                self.setCurrentIndex(place)
        self.setVisible(bool(rows))

    def selected(self) -> list[FileRow]:
        """Return the chosen files in their order."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.files.rows[place] for place in places]

    def _fit(self) -> None:
        count = len(self.files.rows)
        across = max(1, self.viewport().width() // self.gridSize().width())
        lines = min(MOST_LINES, -(-count // across)) if count else 1
        height = lines * self.gridSize().height() + 4
        if height != self.height() or self.maximumHeight() != height:
            self.setFixedHeight(height)

    def resizeEvent(self, event: Any) -> None:
        """Be as high as the files need, three lines at most."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _tell_chosen(self) -> None:
        at = self.currentIndex().row()
        if 0 <= at < len(self.files.rows):
            self.chosen.emit(self.files.rows[at].evidence_id)

    def _open(self) -> None:
        at = self.currentIndex().row()
        if 0 <= at < len(self.files.rows):
            self.opened.emit(self.files.rows[at])

    def _remove(self) -> None:
        rows = self.selected()
        if rows and not self.is_read_only:
            self.removed.emit(rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete takes away."""
        if int(event.key()) in _ENTER:
            self._open()
            return
        if event.key() == Qt.Key.Key_Delete:
            self._remove()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the chosen files."""
        if not self.selected():
            return
        words = self.desk.words
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(f"{words.gettext('Open')}\tEnter").triggered.connect(self._open)
        away = menu.addAction(f"{words.gettext('Remove')}\tDelete")
        away.setEnabled(not self.is_read_only)
        away.triggered.connect(self._remove)
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            rect = self.visualRect(self.currentIndex())
            place = self.viewport().mapToGlobal(rect.bottomLeft() + QPoint(8, 0))
        menu.popup(place)

    def _wear(self) -> None:
        self.viewport().update()

    def end_workers(self) -> None:
        """End the making of pictures."""
        self.thumbnails.close()


class _FileDelegate(QStyledItemDelegate):
    """Paints a file: its picture, or its name on a soft ground."""

    def __init__(self, view: FilesGrid) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every file takes the same room."""
        return SIDE

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one file."""
        row = self._view.files.rows[index.row()]
        tokens = self._view.desk.theme.tokens
        box = QRect(option.rect.topLeft() + QPoint(2, 2), SIDE - QSize(4, 4))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        path = QPainterPath()
        path.addRoundedRect(QRectF(box), 6, 6)
        painter.fillPath(path, QColor(tokens.accent_soft))
        picture = self._view.thumbnails.find(row.attachment)
        if picture is not None:
            painter.setClipPath(path)
            scale = max(box.width() / picture.width(), box.height() / picture.height())
            width, height = picture.width() * scale, picture.height() * scale
            place = QRectF(
                box.center().x() + 0.5 - width / 2,
                box.center().y() + 0.5 - height / 2,
                width,
                height,
            )
            painter.drawPixmap(place, picture, QRectF(picture.rect()))
            painter.setClipping(False)
        else:
            self._paint_name(painter, box, row)
        is_chosen = self._view.selectionModel().isSelected(self._view.files.index(index.row(), 0))
        if is_chosen or option.state & QStyle.StateFlag.State_MouseOver:
            strong = tokens.accent if is_chosen else tokens.edge
            painter.setPen(QPen(QColor(strong), 3 if is_chosen else 1))
            painter.drawPath(path)
        painter.restore()

    def _paint_name(self, painter: QPainter, box: QRect, row: FileRow) -> None:
        theme = self._view.desk.theme
        small = bold(self._view.font())
        small.setPointSizeF(theme.measure.points * 0.82)
        suffix = row.attachment.name.rpartition(".")[2][:4].upper()
        sign = "▶" if row.attachment.media_type in VIDEO_TYPES else suffix
        if row.attachment.is_photo:
            sign = "!" if self._view.thumbnails.has_failed(row.attachment) else "…"
        painter.setPen(QColor(theme.tokens.accent))
        painter.setFont(small)
        high = box.height() // 2
        painter.drawText(box.adjusted(0, 4, 0, -high + 8), Qt.AlignmentFlag.AlignCenter, sign)
        small.setPointSizeF(theme.measure.points * 0.72)
        painter.setFont(small)
        painter.setPen(QColor(theme.tokens.ink))
        room = box.adjusted(5, high, -5, -2)
        name = QFontMetricsF(small).elidedText(
            row.attachment.name, Qt.TextElideMode.ElideMiddle, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, name)
