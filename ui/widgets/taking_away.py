"""How a widget leaves a layout for good."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def take_away(widget: QWidget) -> None:
    """Hide a widget, take it out of where it stands and let it be deleted.

    Hidden first: a layout shows what was added to it a turn later, and what has no parent by then
    flashes as a window of its own.
    """
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()
