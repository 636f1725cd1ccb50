"""The ways of the side bar: the steps above, the rest at the foot; they scroll in a low window.

Knows nothing of where they lead.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

_BETWEEN = 8


class SideWays(QScrollArea):
    """As high as its buttons where there is room, else it scrolls to the one that is wanted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget(self)
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setWidget(self._inside)

    def put(self, above: Iterable[QWidget], below: Iterable[QWidget]) -> None:
        """Put buttons at the top and others at the foot."""
        steps = QVBoxLayout()
        steps.setSpacing(2)
        for button in above:
            steps.addWidget(button)
        self._column.addLayout(steps)
        self._column.addSpacing(_BETWEEN)
        self._column.addStretch()
        for button in below:
            self._column.addWidget(button)

    def show_whole(self, button: QWidget) -> None:
        """Scroll until a button is seen."""
        self.ensureWidgetVisible(button, 0, 0)

    def sizeHint(self) -> QSize:
        """Return the size of all buttons."""
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return room for one button: the rest scrolls."""
        return QSize(0, self._inside.sizeHint().height() // 8)
