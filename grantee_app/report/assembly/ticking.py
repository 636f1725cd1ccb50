"""How far an assembly is: megabytes and papers counted, told at most ten times a second."""

from __future__ import annotations

import time

from grantee_app.report.pdf.render import PROGRESS_SECONDS, Cancelled, IsCancelled, Progress


class Ticker:
    """Counts steps; tells of them, and stops the work when nobody wants it any more."""

    def __init__(
        self, total: int, progress: Progress | None, is_cancelled: IsCancelled | None
    ) -> None:
        self._total = max(total, 1)
        self._progress = progress
        self._is_cancelled = is_cancelled
        self._done = 0.0
        self._told_at = 0.0

    def tick(self, steps: float = 0.0) -> None:
        """Count steps done; Cancelled when nobody wants more."""
        self._done += steps
        if self._is_cancelled is not None and self._is_cancelled():
            raise Cancelled
        now = time.monotonic()
        if self._progress is not None and now - self._told_at >= PROGRESS_SECONDS:
            self._told_at = now
            # What is left to do is an estimate: the end is told at the end alone.
            self._progress(min(int(self._done), self._total - 1), self._total)

    def is_cancelled(self) -> bool:
        """Raise Cancelled from inside other work that asks; else False."""
        self.tick()
        return False

    def finish(self) -> None:
        """Say that everything is done."""
        if self._progress is not None:
            self._progress(self._total, self._total)
