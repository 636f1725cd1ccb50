"""What the pages are made of, loaded in the rests between what a person does.

The window starts with what it shows first. The modules of the other pages come afterwards, one a
turn of the event loop, so that the first visit of a page has only to build it. Knows no page by
name: it loads what lies in the room of pages.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from PySide6.QtCore import QObject, QTimer

# Small enough to be done by the time a person has looked at the first page, long enough for the
# keys that she presses meanwhile.
PAUSE_MS: Final = 25
# What the pages load of the core, one by one: together they would be a gap of their own.
_CORE: Final = (
    "grantee_app.checks.progress",
    "grantee_app.exchange.sheets.people",
    "grantee_app.exchange.sheets",
)
_log = logging.getLogger(__name__)


class Preloading(QObject):
    """Loads all of it once; `is_done` tells when."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_done = False
        self._names = list_modules()
        self._timer = QTimer(self, interval=PAUSE_MS)
        self._timer.timeout.connect(self._load_next)

    def begin(self) -> None:
        """Load the next module as soon as there is a rest."""
        self._timer.start()

    def end(self) -> None:
        """Load no more."""
        self._timer.stop()

    def _load_next(self) -> None:
        name = next(self._names, None)
        if name is None:
            self.is_done = True
            self._timer.stop()
            return
        try:
            import_module(name)
        except ImportError:
            # The page that needs it will say so; nobody has asked for it yet.
            _log.warning("%s was not loaded ahead", name, exc_info=True)


def list_modules() -> Iterator[str]:
    """Yield the modules to load, the parts of pages before the pages that are made of them."""
    from ui import editors, pages, widgets  # noqa: PLC0415 (not before there is a rest)

    yield from _CORE
    for room in (widgets, editors):
        yield from _list_room(room.__name__, room.__path__)
    rooms = [found.name for found in iter_modules(pages.__path__) if found.ispkg]
    for name in rooms:
        room = import_module(f"{pages.__name__}.{name}")
        yield from _list_room(room.__name__, room.__path__)
    yield from _list_room(pages.__name__, pages.__path__)


def _list_room(name: str, path: Iterable[str]) -> Iterator[str]:
    for found in iter_modules(path):
        if not found.ispkg:
            yield f"{name}.{found.name}"
