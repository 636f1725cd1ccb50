"""Long work lets go first whoever is more urgent: a worker the window that somebody types into.

Python runs one thread at a time. Work that takes long calls `give_way` at every step of a
millisecond or so; whoever runs that work beside something urgent says `giving_way` how to wait.
Knows neither the work nor the waiting.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

_Item = TypeVar("_Item")


class _Here(threading.local):
    wait: Callable[[], None] | None = None


_here = _Here()


def give_way() -> None:
    """Wait while something urgent goes on; returns at once where nobody asked for that."""
    if _here.wait is not None:
        _here.wait()


def in_turns(items: Iterable[_Item]) -> Iterator[_Item]:
    """Yield the items one by one, giving way before each."""
    for item in items:
        give_way()
        yield item


@contextmanager
def giving_way(wait: Callable[[], None]) -> Iterator[None]:
    """Let work in this thread call `wait` at each of its steps; it returns when it may go on."""
    before, _here.wait = _here.wait, wait
    try:
        yield
    finally:
        _here.wait = before
