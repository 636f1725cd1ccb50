"""A bar for work that lasts, on a terminal only: files and pipes get results, nothing else."""

from __future__ import annotations

import sys
import time
from contextlib import AbstractContextManager
from types import TracebackType

import click

from grantee_app.language.catalogue import Language

QUIET_SECONDS = 0.5


class ReportProgress(AbstractContextManager["ReportProgress"]):
    """Shows how far a report is, once half a second of work has not been enough."""

    def __init__(self, language: Language) -> None:
        self._label = language.gettext("Writing the report")
        self._began_at = time.monotonic()
        self._is_watched = sys.stderr.isatty()
        self._bar: click.progressbar[int] | None = None  # type: ignore[valid-type]

    def show(self, done: int, total: int) -> None:
        """Take in that `done` of `total` steps are behind."""
        if not self._is_watched or time.monotonic() - self._began_at < QUIET_SECONDS:
            return
        if self._bar is None:
            self._bar = click.progressbar(length=total, label=self._label, file=sys.stderr)
            self._bar.__enter__()
        self._bar.update(done - self._bar.pos)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.__exit__(kind, error, trace)
