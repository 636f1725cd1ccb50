"""The list of a report's or an application's sections: sign, number, name; one of them is open.

A sign says whether a section is complete (✓), how many findings it has, or that something is
still to be written (○). In an application, which is written from its first section to its last,
the sign is the number until the section is done. Knows neither texts nor findings, only what it is
told of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

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
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from grantee_app.frozen import frozen
from grantee_app.language.message import N_, LanguageCode
from ui.screen_language import ScreenLanguage
from ui.theme import Theme, bold
from ui.widgets.pill import paint_pill
from ui.widgets.text_lines import lay_out, measure_height

if TYPE_CHECKING:
    from ui.screen_language import Label

Index = QModelIndex | QPersistentModelIndex
PILL_WIDTH = 30
GAP = 10
PADDING = 8


class ListedSection(Protocol):
    """What the list shows of a section."""

    @property
    def id(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def name(self) -> Label: ...


@frozen
class SectionState:
    """How a section stands: findings and the gravest tone among them, or what is still to write."""

    findings: int = 0
    tone: str = ""
    is_complete: bool = False
    is_begun: bool = False


class SectionModel(QAbstractListModel):
    """The sections with their states."""

    def __init__(
        self, words: ScreenLanguage, parent: QObject | None = None, *, is_numbered: bool = False
    ) -> None:
        super().__init__(parent)
        self._words = words
        self.is_numbered = is_numbered
        self.sections: list[ListedSection] = []
        self.states: dict[str, SectionState] = {}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of sections."""
        return 0 if parent.isValid() else len(self.sections)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name, or what a screen reader says."""
        if not index.isValid():
            return None
        section = self.sections[index.row()]
        name = self._words.name(section.name)
        if not self.is_numbered:
            name = f"{section.number} {name}".strip()
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return f"{name}: {self.tell_state(section.id)}"
        return None

    def language(self) -> LanguageCode:
        """Return the language of the names."""
        return self._words.code

    def tell_state(self, section_id: str) -> str:
        """Return the state of a section in words."""
        state = self.states.get(section_id, SectionState())
        if state.findings:
            return self._words.ngettext("{count} finding", "{count} findings", state.findings)
        if state.is_complete:
            return self._words.gettext("complete")
        if state.is_begun:
            return self._words.gettext("begun")
        return self._words.gettext("still to be written")

    def say_again(self) -> None:
        """Tell views that all words changed."""
        if self.sections:
            self.dataChanged.emit(self.index(0), self.index(len(self.sections) - 1))


class SectionDelegate(QStyledItemDelegate):
    """Paints a section: sign at the left, a name of as many lines as it needs."""

    def __init__(self, model: SectionModel, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._model = model
        self._theme = theme
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that the name needs in the width of the list."""
        width = self._view.viewport().width()
        # Set in the bold face, so that the list does not move when a section is chosen.
        name, font = str(index.data()), bold(self._view.font())
        height = measure_height(name, font, _text_width(width), self._model.language())
        return QSize(width, max(self._theme.measure.target, round(height + 0.5) + 2 * PADDING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one section."""
        tokens = self._theme.tokens
        rect: QRect = option.rect
        is_chosen = index == self._view.currentIndex()
        is_under = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_chosen or is_under:
            painter.fillRect(rect, QColor(tokens.accent_soft if is_chosen else tokens.hover))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.line))
        font = bold(self._view.font()) if is_chosen else self._view.font()
        name = str(index.data())
        words, height = lay_out(name, font, _text_width(rect.width()), self._model.language())
        top = rect.top() + (rect.height() - height) / 2
        painter.setPen(QColor(tokens.ink))
        words.draw(painter, QPointF(rect.left() + PADDING + PILL_WIDTH + GAP, top))
        line = words.lineAt(0).height() if words.lineCount() else 18.0
        box = QRectF(rect.left() + PADDING, top - 1, PILL_WIDTH, line + 2)
        self._paint_state(painter, box, self._model.sections[index.row()])
        if is_chosen and self._view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)  # the sign has left its own
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_state(self, painter: QPainter, box: QRectF, section: ListedSection) -> None:
        state = self._model.states.get(section.id, SectionState())
        tokens = self._theme.tokens
        font = bold(self._view.font())
        font.setPointSizeF(self._theme.measure.points * 0.9)
        if self._model.is_numbered:
            self._paint_number(painter, box, section.number or "•", state, font)
        elif state.findings:
            paint_pill(painter, box, str(state.findings), tokens.tone(state.tone), font)
        elif state.is_complete:
            paint_pill(painter, box, "✓", tokens.tone("ok"), font)
        else:
            paint_pill(painter, box, "○", (tokens.secondary, tokens.hover), font)

    def _paint_number(
        self, painter: QPainter, box: QRectF, number: str, state: SectionState, font: QFont
    ) -> None:
        tokens = self._theme.tokens
        if state.tone == "bad":
            paint_pill(painter, box, f"{number} !", tokens.tone("bad"), font)
        elif state.is_complete:
            paint_pill(painter, box, "✓", tokens.tone("ok"), font)
        elif state.is_begun:
            paint_pill(painter, box, number, tokens.tone("warn"), font)
        else:
            painter.setFont(font)
            painter.setPen(QColor(tokens.ink))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), number)


def _text_width(width: int) -> float:
    return width - 2 * PADDING - PILL_WIDTH - GAP


class SectionList(QListView):
    """Emits the id of the section that a person goes to."""

    section_chosen = Signal(str)

    def __init__(
        self,
        words: ScreenLanguage,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        name: str = N_("Sections of the report"),
        is_numbered: bool = False,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._name = name
        self._model = SectionModel(words, self, is_numbered=is_numbered)
        # One of its own: a shot that never comes would keep the list.
        self._showing = QTimer(self, singleShot=True, interval=0)
        self._showing.timeout.connect(self._show_current)
        self.setProperty("role", "sections")
        self.setModel(self._model)
        self.setItemDelegate(SectionDelegate(self._model, theme, self))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(False)
        self.selectionModel().currentChanged.connect(self._tell_choice)
        words.changed.connect(self.retranslate)
        theme.changed.connect(self.viewport().update)
        self.retranslate()

    def set_sections(self, sections: Sequence[ListedSection]) -> None:
        """Show these sections; none is chosen."""
        self._model.beginResetModel()
        self._model.sections = list(sections)
        self._model.states = {}
        self._model.endResetModel()

    def set_states(self, states: dict[str, SectionState]) -> None:
        """Show how the sections stand."""
        if states != self._model.states:
            self._model.states = states
            self._model.say_again()

    def state_of(self, section_id: str) -> SectionState:
        """Return how a section stands."""
        return self._model.states.get(section_id, SectionState())

    def choose(self, section_id: str) -> None:
        """Go to a section; emits as a click would, unless it is open already."""
        for row, section in enumerate(self._model.sections):
            if section.id == section_id:
                self.setCurrentIndex(self._model.index(row))

    def step(self, by: int) -> None:
        """Go to the next or the previous section; at an end stay there."""
        row = self.currentIndex().row() + by
        if 0 <= row < len(self._model.sections):
            self.setCurrentIndex(self._model.index(row))

    def current(self) -> str:
        """Return the id of the open section, "" before one is chosen."""
        index = self.currentIndex()
        return self._model.sections[index.row()].id if index.isValid() else ""

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        self.setAccessibleName(self._words.gettext(self._name))
        self._model.say_again()
        self.scheduleDelayedItemsLayout()

    def _tell_choice(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.viewport().update()
            self.section_chosen.emit(self._model.sections[current.row()].id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let names wrap anew; the open section stays in sight."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self._showing.start()

    def _show_current(self) -> None:
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
