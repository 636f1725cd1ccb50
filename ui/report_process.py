"""Has reports built by a process of its own, started when the first is wanted and kept for a while.

Called from workers only; one report is built at a time. Where no process can be started, and for a
workspace in memory, the report is built right here. Knows no widget.
"""

from __future__ import annotations

import logging
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import grantee_app
from grantee_app.errors import BastamaError
from grantee_app.language.message import LanguageCode
from grantee_app.store.output_files import write_output_file
from ui.jobs import Job, JobStopped
from ui.report_building import BuildingStopped, BuiltReport, ReportRequest, ReportSource, build_from
from ui.report_child import read_frame, write_frame

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding
    from grantee_app.form import FormDefinition

# How often a wait looks whether anybody still wants the report.
_LOOK_SECONDS: Final = 0.1
# Somebody who thinks for a minute can wait a third of a second for the next process.
KEEP_SECONDS: Final = 60.0
# A slow disk and a virus scanner together.
_BEGIN_SECONDS: Final = 30.0
_BEGIN: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); from ui.report_child import main; main()"
)
_log = logging.getLogger(__name__)


class BuildingFailed(Exception):  # noqa: N818 (it says what happened)
    """A mistake of ours in the other process, or its sudden end."""


class ReportProcess:
    """Builds the report of one project; `is_apart` False builds it in this process."""

    is_apart = True

    def __init__(self, source: ReportSource) -> None:
        self._source = source
        self._turn = threading.Lock()
        self._child: _Child | None = None
        self._resting: threading.Timer | None = None
        self._is_closed = False

    def build(
        self,
        code: LanguageCode,
        job: Job,
        edited_section: str = "",
        form: FormDefinition | None = None,
    ) -> BuiltReport:
        """Build the report in one language; JobStopped when nobody wants it any more.

        `form` is another report of the same project than the one of the source.

        BastamaError as reading the workspace, BuildingFailed for a mistake of ours.
        """
        source = replace(self._source, form=form) if form else self._source
        with self._waiting_for_turn(job):
            child = self._find_child(job)
            if child is None:
                return self._build_here(source, code, job, edited_section)
            try:
                return self._build_there(child, source, code, job, edited_section)
            except (JobStopped, BuildingFailed):
                self._end_child()
                raise
            finally:
                self._rest()

    def write(
        self, code: LanguageCode, target: Path, job: Job, form: FormDefinition | None = None
    ) -> list[Finding]:
        """Write the report to `target`, whole or not at all, and return what was found in it."""
        built = self.build(code, job, form=form)
        if job.is_cancelled():
            raise JobStopped
        write_output_file(built.shown.data, target)
        return built.findings

    def close(self) -> None:
        """End the other process; what it builds is not wanted any more."""
        self._is_closed = True
        if self._resting is not None:
            self._resting.cancel()
            self._resting = None
        self._end_child()

    # ------------------------------------------------------------------ one after the other

    @contextmanager
    def _waiting_for_turn(self, job: Job) -> Iterator[None]:
        while not self._turn.acquire(timeout=_LOOK_SECONDS):
            if job.is_cancelled():
                raise JobStopped
        try:
            if self._resting is not None:
                self._resting.cancel()
            yield
        finally:
            self._turn.release()

    def _rest(self) -> None:
        """End the process after a while in which nothing was wanted."""
        if self._child is None or self._is_closed:
            return
        self._resting = threading.Timer(KEEP_SECONDS, self._end_resting)
        self._resting.daemon = True
        self._resting.start()

    def _end_resting(self) -> None:
        if self._turn.acquire(blocking=False):
            try:
                self._end_child()
            finally:
                self._turn.release()

    # ------------------------------------------------------------------ here and there

    def _build_here(
        self, source: ReportSource, code: LanguageCode, job: Job, edited_section: str
    ) -> BuiltReport:
        try:
            with source.workspace.open_reader() as reader:
                return build_from(
                    reader,
                    source.project_id,
                    source.form,
                    code,
                    edited_section,
                    job.tell_progress,
                    job.is_cancelled,
                )
        except BuildingStopped as stop:
            raise JobStopped from stop

    def _build_there(
        self,
        child: _Child,
        source: ReportSource,
        code: LanguageCode,
        job: Job,
        edited_section: str,
    ) -> BuiltReport:
        path = source.workspace.path
        assert path is not None  # noqa: S101 (there is no other process for a workspace in memory)
        key = source.workspace.key
        child.ask(ReportRequest(path, key, source.project_id, source.form, code, edited_section))
        while True:
            if job.is_cancelled() or self._is_closed:
                raise JobStopped
            told = child.hear(_LOOK_SECONDS)
            if told is None:
                continue
            what, answer = told
            if what == "progress":
                job.tell_progress(*answer)
            elif what == "done":
                assert isinstance(answer, BuiltReport)  # noqa: S101 (what "done" brings)
                return answer
            elif what == "failed":
                raise BastamaError(answer)
            elif what == "mistake":
                name, trace = answer
                _log.error("%s while building a report\n%s", name, "".join(trace))
                raise BuildingFailed(name)
            elif what == "ended":
                raise BuildingFailed("the process ended")

    def _find_child(self, job: Job) -> _Child | None:
        if not self.is_apart or self._source.workspace.path is None or self._is_closed:
            return None
        if self._child is None or not self._child.is_alive():
            try:
                self._child = child = _Child()
            except OSError as error:
                _log.warning("reports are built in this process: %s", error)
                return None
            if not child.has_begun(lambda: job.is_cancelled() or self._is_closed):
                self._end_child()
                if job.is_cancelled() or self._is_closed:
                    raise JobStopped
                _log.warning("reports are built in this process: the other one did not begin")
                self.is_apart = False
                return None
        return self._child

    def _end_child(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()


class _Child:
    """The other process and the thread that listens to it."""

    def __init__(self) -> None:
        root = Path(grantee_app.__file__).resolve().parent.parent
        self._process = subprocess.Popen(  # noqa: S603 (ourselves)
            [sys.executable, "-X", "utf8", "-c", _BEGIN, str(root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0)
            | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
        )
        self._told: queue.Queue[tuple[str, Any]] = queue.Queue()
        self._listening = threading.Thread(target=self._listen, name="report answers", daemon=True)
        self._listening.start()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None  # noqa: S101 (asked for a pipe)
        # A torn frame is an end as well.
        with suppress(Exception):
            while (told := read_frame(stream)) is not None:
                self._told.put(told)
        self._told.put(("ended", None))

    def has_begun(self, is_cancelled: Callable[[], bool]) -> bool:
        """Wait for the first word; False when there is none, or when nobody waits any more."""
        end_at = time.monotonic() + _BEGIN_SECONDS
        while time.monotonic() < end_at and not is_cancelled():
            told = self.hear(_LOOK_SECONDS)
            if told is not None:
                return told[0] == "ready"
        return False

    def is_alive(self) -> bool:
        """Tell whether it can still be asked."""
        return self._process.poll() is None

    def ask(self, request: ReportRequest) -> None:
        """Send a request; BuildingFailed when the process is gone."""
        stream = self._process.stdin
        assert stream is not None  # noqa: S101 (asked for a pipe)
        try:
            write_frame(stream, request)
        except OSError as error:
            raise BuildingFailed("the process ended") from error

    def hear(self, seconds: float) -> tuple[str, Any] | None:
        """Return the next word, None when none came in time."""
        try:
            return self._told.get(timeout=seconds)
        except queue.Empty:
            return None

    def end(self) -> None:
        """End it now; it only reads."""
        with suppress(OSError):
            self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
