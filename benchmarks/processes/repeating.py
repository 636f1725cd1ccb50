"""How long one of several goes takes; the first, which loads things, is not counted."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter

ROUNDS = 9


def take(act: Callable[[], object]) -> float:
    """Return the median seconds of `act`."""
    act()
    times = []
    for _ in range(ROUNDS):
        started = perf_counter()
        act()
        times.append(perf_counter() - started)
    return median(times)
