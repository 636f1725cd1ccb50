"""A hidden widget hears of its size, so that it can lay out what it shows before it is seen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


def tell_size(widget: QWidget) -> None:
    """Send the resize event now that Qt would send when the widget is shown, and not then."""
    widget.setAttribute(Qt.WidgetAttribute.WA_PendingResizeEvent, False)
    QCoreApplication.sendEvent(widget, QResizeEvent(widget.size(), QSize()))
