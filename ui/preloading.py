"""What the pages are made of, loaded in the rests between what a person does.

The window starts with what it shows first. The modules of the other pages come afterwards: those of
the core by a worker, since the making of one form alone takes longer than a turn may last, those of
the window one a turn of the event loop, each after what it is made of itself. So the first visit of
a page has only to build it, and whoever clicks before that waits for modules and holds up nothing.
Knows no page by name: it loads what lies in the room of pages.
"""

from __future__ import annotations

import logging
import re
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from pkgutil import iter_modules
from typing import Final

from PySide6.QtCore import QObject, QTimer

from grantee_app.giving_way import give_way
from grantee_app.language.message import LANGUAGES
from ui.jobs import Job, JobRunner

# Small enough to be done by the time a person has looked at the first page, long enough for the
# keys that she presses meanwhile.
PAUSE_MS: Final = 25
# What the core loads when it is first asked for, and pages ask for at once.
_ON_DEMAND: Final = ("grantee_app.workspace.applications",)
# How the names of the window's own modules begin.
_OF_WINDOW: Final = "ui."
# What is loaded at once with a module: not what stands inside a block, for the eyes of mypy alone.
_IMPORT: Final = re.compile(r"^(?:from|import) ((?:ui|grantee_app)(?:\.\w+)*)", re.MULTILINE)
_log = logging.getLogger(__name__)


class Preloading(QObject):
    """Loads all of it once; `is_done` tells when."""

    # The one that is at work; None where nothing is loaded ahead.
    current: Preloading | None = None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_done = self._is_begun = False
        self._has_core = False
        # Modules of the core that a page waits for, and those that were looked at.
        self._urgent: deque[str] = deque()
        self._looked_at: set[str] = set()
        self._names: Iterator[str] = iter(())
        self._runner = JobRunner(self, name="preloading")
        self._timer = QTimer(self, interval=PAUSE_MS)
        self._timer.timeout.connect(self._load_next)

    def stand_by(self) -> None:
        """Be there for whoever clicks a page; load nothing of oneself yet."""
        if not self.is_done:
            Preloading.current = self

    def begin(self) -> None:
        """Load the next module as soon as there is a rest; asking twice is no mistake."""
        self.stand_by()
        if self._is_begun or self.is_done:
            return
        self._is_begun = True
        self._runner.submit(
            self._load_core, self._go_on, lambda _sentence: self._go_on(list_modules())
        )

    def end(self) -> None:
        """Load no more."""
        if Preloading.current is self:
            Preloading.current = None
        self._timer.stop()
        self._runner.close()

    def bring(self, name: str) -> Iterator[None]:
        """Load a module and what it is made of in turns, before all others."""
        self.begin()
        for part in list_parts(name, set(sys.modules)):
            if part.startswith(_OF_WINDOW):
                _load(part)
            else:
                yield from self._wait_for(part)
            yield

    def _wait_for(self, name: str) -> Iterator[None]:
        """Let the worker load a module of the core before all others."""
        self._urgent.append(name)
        while not (self._has_core or self.is_done or name in self._looked_at):
            yield
        # Where the worker is through or gone; else it is there.
        _load(name)

    def _load_core(self, _job: Job) -> list[str]:
        """Load what is not the window's, and words; return the names of what is the window's."""
        names = []
        for name in chain(_ON_DEMAND, list_modules()):
            give_way()
            while self._urgent:
                self._load_of_core(self._urgent.popleft())
            if name.startswith(_OF_WINDOW):
                names.append(name)
            else:
                self._load_of_core(name)
        from grantee_app.language.catalogue import Language  # noqa: PLC0415 (not before a rest)

        for code in LANGUAGES:
            give_way()
            Language.load(code)
        return names

    def _load_of_core(self, name: str) -> None:
        _load(name)
        self._looked_at.add(name)

    def _go_on(self, names: Iterable[str]) -> None:
        self._has_core = True
        self._names = iter(names)
        self._timer.start()

    def _load_next(self) -> None:
        name = next(self._names, None)
        if name is None:
            self.is_done = True
            self.end()
            return
        _load(name)


def list_modules() -> Iterator[str]:
    """Yield the modules that pages are made of, those of each before itself."""
    from ui import editors, pages, widgets  # noqa: PLC0415 (not before there is a rest)

    seen: set[str] = set()
    for room in (widgets, editors):
        yield from _list_room(room.__name__, room.__path__, seen)
    rooms = [found.name for found in iter_modules(pages.__path__) if found.ispkg]
    for name in rooms:
        room = import_module(f"{pages.__name__}.{name}")
        yield from _list_room(room.__name__, room.__path__, seen)
    yield from _list_room(pages.__name__, pages.__path__, seen)


def list_parts(name: str, seen: set[str]) -> Iterator[str]:
    """Yield a module after those of ours that are loaded with it, without what was `seen`."""
    if name in seen:
        return
    seen.add(name)
    for part in _find_imports(name):
        yield from list_parts(part, seen)
    yield name


def _list_room(name: str, path: Iterable[str], seen: set[str]) -> Iterator[str]:
    for found in iter_modules(path):
        if not found.ispkg:
            yield from list_parts(f"{name}.{found.name}", seen)


def _find_imports(name: str) -> list[str]:
    try:
        spec = find_spec(name)
        source = spec.loader.get_source(name) if spec and spec.loader else None  # type: ignore[attr-defined]
    except (ImportError, AttributeError):
        # Without its source it is loaded in one go.
        return []
    return _IMPORT.findall(source or "")


def _load(name: str) -> None:
    try:
        import_module(name)
    except ImportError:
        # The page that needs it will say so; nobody has asked for it yet.
        _log.warning("%s was not loaded ahead", name, exc_info=True)
