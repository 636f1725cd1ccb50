"""A field that somebody was led to stays in sight while the page around it is still laid out.

A page that has just been shown grows: a card above comes with what was counted, long words wrap.
Knows areas and widgets, no page.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import isValid


class KeepingInSight(QObject):
    """Scrolls to one widget at a time, until the cursor leaves it or somebody scrolls by hand."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._area: QScrollArea | None = None
        self._widget: QWidget | None = None
        self._margin = 0

    def keep(self, area: QScrollArea, widget: QWidget, margin: int) -> None:
        """Keep `widget`, which has the cursor, in sight with `margin` above and below it."""
        if area is not self._area:
            self._area = area
            bar = area.verticalScrollBar()
            bar.rangeChanged.connect(self._follow)
            bar.actionTriggered.connect(self.let_go)
        self._widget, self._margin = widget, margin
        self._follow()

    def let_go(self) -> None:
        """Leave the page where it is from now on."""
        self._widget = None

    def _follow(self) -> None:
        if self._widget is not None:
            # What was built or moved just now has no place on the page yet.
            QTimer.singleShot(0, self, self._scroll)

    def _scroll(self) -> None:
        area, widget = self._area, self._widget
        if area is None or widget is None:
            return
        if not isValid(area) or not isValid(widget) or not _has_cursor(widget):
            self.let_go()
            return
        area.ensureWidgetVisible(widget, 0, self._margin)


def _has_cursor(widget: QWidget) -> bool:
    """Tell whether typing would go here, also in a window that is not in front."""
    focused = widget.window().focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))
