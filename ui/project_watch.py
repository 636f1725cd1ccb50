"""Counts and checks the open project again whenever its records change, on a worker.

Every page and the side bar live on the one state that it brings. Knows no widget.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from ui.jobs import JobRunner

if TYPE_CHECKING:
    from grantee_app.checks.state import ProjectState
    from grantee_app.workspace import Workspace

# After the last change: a person who types on wants her keys first.
SILENCE_MS: Final = 250


class ProjectWatch(QObject):
    """`counted` brings a ProjectState, `failed` says that something could not be read."""

    counted = Signal(object)
    failed = Signal()

    def __init__(self, workspace: Workspace, project_id: str, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._project_id = project_id
        self.state: ProjectState | None = None
        self._runner = JobRunner(self, name="state")
        self._silence = QTimer(self, singleShot=True, interval=SILENCE_MS)
        self._silence.timeout.connect(self.count)
        self._unsubscribe = workspace.subscribe(lambda _tables: self._silence.start())

    def count(self) -> None:
        """Count now; the newest count takes the place of one that waits."""
        workspace, project_id = self._workspace, self._project_id

        def read(_job: object) -> ProjectState:
            from grantee_app.checks.state import read_state  # noqa: PLC0415

            with workspace.open_reader() as reader:
                return read_state(reader, project_id)

        self._runner.submit(read, self._take, lambda _sentence: self.failed.emit())

    def _take(self, state: ProjectState) -> None:
        self.state = state
        self.counted.emit(state)

    def close(self) -> None:
        """End the worker and hear of no change any more."""
        self._silence.stop()
        self._unsubscribe()
        self._runner.close()
