"""How glibc keeps the memory of the window; other libraries of C are left as they are.

glibc gives each thread a heap of its own, and what one thread frees no other one uses: the heaps of
seven workers held nine megabytes that were of no use to the window. And what is free it keeps.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

# malloc.h: how many heaps there are at most.
_M_ARENA_MAX: Final = -8


def use_one_heap() -> None:
    """Let all threads that begin later share one heap; Python runs one of them at a time anyway."""
    set_option = _find("mallopt")
    if set_option is not None:
        set_option(_M_ARENA_MAX, 1)


def find_trimming() -> Callable[..., object] | None:
    """Return what gives free memory back to the system, called with 0; None elsewhere."""
    return _find("malloc_trim")


def _find(name: str) -> Callable[..., object] | None:
    if not sys.platform.startswith("linux"):
        return None
    import ctypes  # noqa: PLC0415 (of no use elsewhere)

    return getattr(ctypes.CDLL(None), name, None)
