"""Yes or no: a check box that says in words which of the two is on."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QWidget

from grantee_app.store.fields import Field
from ui.editors.editor import Editor
from ui.screen_language import ScreenLanguage


class CheckBox(QCheckBox):
    """A check box that tells when it is left; Enter goes on."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Space turns."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tick: the style sheet has none."""
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        part = QStyle.SubElement.SE_CheckBoxIndicator
        place = self.style().subElementRect(part, option, self).center()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.palette().color(self.palette().ColorRole.HighlightedText), 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.translate(place)
        painter.drawPolyline([QPointF(-4, 0.5), QPointF(-1, 3.5), QPointF(5, -3)])
        painter.end()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus has gone elsewhere."""
        super().focusOutEvent(event)
        self.left.emit()


class FlagEditor(Editor):
    """Stored as "1" and "0"; an empty text is what an empty field means."""

    def __init__(self, words: ScreenLanguage, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._usual = bool(field.empty)
        self.box = CheckBox()
        self.box.clicked.connect(self._turn)
        self.box.left.connect(self.left)
        self.row.addWidget(self.box)
        self.row.addStretch()
        self.setFocusProxy(self.box)
        self.box.setChecked(self._usual)
        self.retranslate()

    def value(self) -> str:
        """Return "1" or "0", "" for what an empty field means."""
        is_on = self.box.isChecked()
        return "" if is_on == self._usual else str(int(is_on))

    def set_value(self, text: str) -> None:
        """Show a stored value."""
        self.box.setChecked(text.strip() != "0" if text.strip() else self._usual)
        self.retranslate()

    def focus_target(self) -> QWidget:
        """Return the check box."""
        return self.box

    def retranslate(self) -> None:
        """Say in the language of the screen which one is on."""
        yes, no = self._words.gettext("Yes"), self._words.gettext("No")
        self.box.setText(yes if self.box.isChecked() else no)

    def _turn(self) -> None:
        self.retranslate()
        self.edited.emit()
