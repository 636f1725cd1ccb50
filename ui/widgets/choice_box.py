"""A closed list to choose one of: the wheel passes by unless it is focused, Enter goes on.

Knows words and codes, not what they mean.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

_ARROW = 28


class ChoiceBox(QComboBox):
    """A QComboBox of (code, word); `chosen` follows a person's choice, never `set_code`."""

    chosen = Signal()
    left = Signal()
    asked = Signal()

    def __init__(self, parent: QWidget | None = None, *, letters: int = 0) -> None:
        super().__init__(parent)
        self._choices: list[tuple[str, str]] = []
        # What stands for all of them or for none: a word of ours among names of records.
        self._open_word = ""
        # Long names of records are cut with dots, words of ours never are.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QComboBox.SizeAdjustPolicy
        self.setSizeAdjustPolicy(
            policy.AdjustToMinimumContentsLengthWithIcon if letters else policy.AdjustToContents
        )
        self.setMinimumContentsLength(letters)
        self.setMaxVisibleItems(14)
        self.activated.connect(lambda _row: self.chosen.emit())

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer (code, word) pairs; the code that was chosen stays chosen."""
        if self._choices == list(choices):
            return
        self._choices = list(choices)
        self._open_word = dict(choices).get("", "")
        code = self.code()
        with QSignalBlocker(self):
            self.clear()
            for choice, word in choices:
                self.addItem(word, choice)
                self.setItemData(self.count() - 1, word, Qt.ItemDataRole.ToolTipRole)
            self.setCurrentIndex(-1 if code is None else self.findData(code))
        self.updateGeometry()

    def code(self) -> str | None:
        """Return the code that is chosen, None where none is."""
        code = self.currentData()
        return None if code is None else str(code)

    def set_code(self, code: str) -> bool:
        """Choose a code without a signal; tell whether it is on offer."""
        row = self.findData(code)
        with QSignalBlocker(self):
            self.setCurrentIndex(row)
        self.setToolTip(self.currentText() if self.minimumContentsLength() else "")
        return row >= 0

    def showPopup(self) -> None:
        """Open the list, wide enough for its words."""
        self.asked.emit()
        room = self.screen().availableGeometry().width() if self.screen() else 800
        wanted = self.view().sizeHintForColumn(0) + 40
        self.view().setMinimumWidth(min(max(self.width(), wanted), room - 40))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page, also while focused: a choice is made by choosing."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus has gone elsewhere; its own list is no elsewhere."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def sizeHint(self) -> QSize:
        """Be wide enough for the letters, and for the word that stands for all or none."""
        return super().sizeHint().expandedTo(self._measure_open_word())

    def minimumSizeHint(self) -> QSize:
        """Be wide enough for the words where they must not be cut."""
        if not self.minimumContentsLength():
            return self.sizeHint()
        return super().minimumSizeHint().expandedTo(self._measure_open_word())

    def _measure_open_word(self) -> QSize:
        """Return the room for the word that stands for all or none, beside names of records."""
        if not self.minimumContentsLength() or not self._open_word:
            return QSize()
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        metrics = self.fontMetrics()
        word = QSize(metrics.horizontalAdvance(self._open_word), metrics.height())
        return self.style().sizeFromContents(QStyle.ContentsType.CT_ComboBox, option, word, self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box and its words, and the arrow: the style sheet has none."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        if self.currentIndex() < 0:
            # What stands there is none of the list, and is still shown.
            option.currentText = self.placeholderText()
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        group = self.palette().ColorGroup
        state = group.Active if self.isEnabled() else group.Disabled
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.palette().color(state, self.palette().ColorRole.Text), 1.7)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        x, y = self.width() - _ARROW / 2 - 2, self.height() / 2
        painter.drawPolyline([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)])
