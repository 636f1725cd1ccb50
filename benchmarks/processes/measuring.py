"""Memory of this process as Linux tells it; 0 where the system does not."""

from __future__ import annotations

import sys
from pathlib import Path

PAGE_BYTES = 4096


def read_memory() -> float:
    """Return the megabytes that this process holds in memory now."""
    statm = Path("/proc/self/statm")
    if not statm.is_file():
        return 0.0
    return int(statm.read_text(encoding="ascii").split()[1]) * PAGE_BYTES / 1024**2


def read_peak() -> float:
    """Return the most megabytes that this process has held; 0 where the system does not tell."""
    return _read_usage("RUSAGE_SELF")


def _read_usage(whose: str) -> float:
    if sys.platform == "win32":
        return 0.0
    import resource  # noqa: PLC0415 (not on Windows)

    unit = 1024**2 if sys.platform == "darwin" else 1024
    return float(resource.getrusage(getattr(resource, whose)).ru_maxrss / unit)
