"""Work beside the window: one worker thread, one job running, the others waiting.

What somebody looks at is wanted in its newest state: what is asked while a job runs takes the place
of whatever waited before it. What somebody asked to be done waits its turn: a runner that
`keeps_all` forgets none. Results, progress and problems arrive on the main thread; a job nobody
wants any more arrives nowhere. What a job holds on to is let go on the main thread too: a widget
that dies on a worker ends the process. While the window is in the midst of a turn, work that gives
way waits for its end. Knows no report and no widget.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal

from grantee_app.errors import BastamaError
from grantee_app.giving_way import giving_way
from grantee_app.language.message import Message, message
from ui.turn_watch import Patience

PROGRESS_SECONDS: Final = 0.1
# Runners whose last job did not end in time: they live on, so that nothing of theirs dies on it.
_LEFT_RUNNING: Final[list[JobRunner]] = []
_log = logging.getLogger(__name__)


class JobStopped(Exception):  # noqa: N818 (nothing went wrong: somebody asked to stop)
    """Raised inside a job that has noticed its cancellation."""


class Job:
    """One piece of work; handed to the work itself, which may tell progress and look for an end."""

    def __init__(
        self,
        work: Callable[[Job], Any],
        on_done: Callable[[Any], None] | None,
        on_failed: Callable[[Message], None] | None,
        on_progress: Callable[[int, int], None] | None,
    ) -> None:
        self.work: Callable[[Job], Any] | None = work
        self.on_done = on_done
        self.on_failed = on_failed
        self.on_progress = on_progress
        self._stop = threading.Event()
        self._told_at = 0.0
        self._tell: Callable[[int, int], None] | None = None

    def cancel(self) -> None:
        """Ask the work to end; its outcome will not be told."""
        self._stop.set()

    def is_cancelled(self) -> bool:
        """Tell whether nobody wants the outcome any more."""
        return self._stop.is_set()

    def let_go(self) -> None:
        """Forget whom it worked for; it runs no more."""
        self.work = self.on_done = self.on_failed = self.on_progress = self._tell = None

    def tell_progress(self, done: int, total: int) -> None:
        """Pass progress on to the main thread, at most ten times a second."""
        now = time.monotonic()
        if self._tell is not None and (now - self._told_at >= PROGRESS_SECONDS or done >= total):
            self._told_at = now
            self._tell(done, total)


class JobRunner(QObject):
    """Runs jobs on one thread of its own, which starts with the first job.

    With `keeps_all` jobs run in the order in which they were asked; else only the newest waits.
    """

    _arrived = Signal(object, str, object)

    def __init__(
        self, parent: QObject | None = None, *, name: str = "worker", keeps_all: bool = False
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._keeps_all = keeps_all
        self._wake = threading.Condition()
        self._running: Job | None = None
        self._waiting: deque[Job] = deque()
        self._spent: list[Job] = []
        self._is_closed = False
        self._thread: threading.Thread | None = None
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        work: Callable[[Job], Any],
        on_done: Callable[[Any], None] | None = None,
        on_failed: Callable[[Message], None] | None = None,
        on_progress: Callable[[int, int], None] | None = None,
    ) -> Job:
        """Run `work` next in place of whatever waited, or after it in a runner that keeps all."""
        job = Job(work, on_done, on_failed, on_progress)
        job._tell = lambda done, total: self._send(job, "progress", (done, total))  # noqa: SLF001
        with self._wake:
            if not self._keeps_all:
                self._drop_waiting()
            self._waiting.append(job)
            self._wake.notify()
        if self._thread is None and not self._is_closed:
            self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
            self._thread.start()
        return job

    def cancel(self) -> None:
        """Forget the waiting jobs and ask the running one to end."""
        with self._wake:
            if self._running is not None:
                self._running.cancel()
            self._drop_waiting()

    def _drop_waiting(self) -> None:
        for job in self._waiting:
            job.cancel()
            job.let_go()
        self._waiting.clear()

    def is_busy(self) -> bool:
        """Tell whether a job runs or waits."""
        with self._wake:
            return self._running is not None or bool(self._waiting)

    def close(self, seconds: float = 10.0) -> None:
        """End the thread, waiting for a running job to notice; nothing arrives afterwards."""
        with self._wake:
            self._is_closed = True
            self.cancel()
            self._wake.notify()
        if self._thread is not None:
            self._thread.join(seconds)
            if self._thread.is_alive():
                _LEFT_RUNNING.append(self)
            self._thread = None
        self._let_go(self._spent)

    # ------------------------------------------------------------------ on the worker

    def _work(self) -> None:
        while True:
            with self._wake:
                while not self._waiting and not self._is_closed:
                    self._wake.wait()
                if self._is_closed:
                    return
                job = self._running = self._waiting.popleft()
            self._run(job)
            with self._wake:
                self._running = None
                self._spent.append(job)
            self._send(job, "spent", None)

    def _run(self, job: Job) -> None:
        if job.work is None or job.is_cancelled():
            return
        try:
            with giving_way(Patience(job.is_cancelled).wait):
                outcome = job.work(job)
        except JobStopped:
            return
        except BastamaError as problem:
            self._send(job, "failed", problem.message)
        except Exception:  # noqa: BLE001 (a job is a border: nothing may pass it unseen)
            _log.exception("a job failed")
            self._send(job, "failed", explain_unforeseen())
        else:
            self._send(job, "done", outcome)

    def _send(self, job: Job, what: str, outcome: Any) -> None:
        # Under the lock, so that nothing is sent by a runner that was closed and deleted meanwhile.
        with self._wake:
            if not self._is_closed:
                self._arrived.emit(job, what, outcome)

    # ------------------------------------------------------------------ on the main thread

    def _let_go(self, jobs: list[Job]) -> None:
        with self._wake:
            self._spent = [job for job in self._spent if job not in jobs]
        for job in jobs:
            job.let_go()

    def _deliver(self, job: Job, what: str, outcome: Any) -> None:
        if what == "spent":
            self._let_go([job])
            return
        if job.is_cancelled() or self._is_closed:
            return
        if what == "done" and job.on_done is not None:
            job.on_done(outcome)
        elif what == "failed" and job.on_failed is not None:
            job.on_failed(outcome)
        elif what == "progress" and job.on_progress is not None:
            job.on_progress(*outcome)


def explain_unforeseen() -> Message:
    """Return the sentence for a mistake of ours: what is safe, and what to do."""
    return message(
        "Something went wrong in Bastama itself. What you typed is kept. "
        "If it happens again, close the window and open it once more."
    )
