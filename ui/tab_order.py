"""Tab goes through what is built late in the order in which it is seen.

Qt puts new widgets last. Knows no page.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def list_tab_stops(column: QWidget) -> list[QWidget]:
    """Return what of a column Tab stops at, in the order in which it was put there.

    Lists of offers are windows of their own.
    """
    window = column.window()
    return [
        widget
        for widget in column.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.window() is window
    ]


def order_tabs(before: QWidget, stops: Iterable[QWidget]) -> None:
    """Let Tab go from `before` through `stops` one after another.

    What passes the focus on to a stop is one too, and Qt leaves it where it was: Tab would come
    back by it, round and round, and never to the rest of the window. So nothing passes the focus
    on to these any more: whoever wants a field gives the focus to its line.
    """
    for widget in stops:
        QWidget.setTabOrder(before, widget)
        before = widget
        _stop_passing(widget)


def _stop_passing(stop: QWidget) -> None:
    holder = stop.parentWidget()
    while holder is not None:
        above = holder.parentWidget()
        if above is None or isinstance(above, QAbstractScrollArea):
            # What scrolls is no part of a field. And whom its viewport passes the focus on to must
            # not even be asked: the answer would be kept for ever, with the page that it stands in.
            return
        if holder.focusProxy() is stop:
            holder.setFocusProxy(None)  # type: ignore[arg-type]
        holder = above
