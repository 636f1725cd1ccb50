"""Counts and checks the open project again whenever its records change, on a worker.

Every page and the side bar live on the one state that it brings. Knows no widget.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from ui.jobs import JobRunner

if TYPE_CHECKING:
    from grantee_app.checks.state import ProjectState
    from grantee_app.records import Project
    from grantee_app.store.entry_reading import EntryReader
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
        # How often the records changed, and how often they had when the state was counted.
        self._changes = self._counted_at = 0
        # Which count was asked for last, and which came or failed last: another may be running.
        self._asked = self._answered = 0
        # Made and used on the worker alone.
        self._entries: EntryReader | None = None
        self._runner = JobRunner(self, name="state")
        self._silence = QTimer(self, singleShot=True, interval=SILENCE_MS)
        self._silence.timeout.connect(self.count)
        self._unsubscribe = workspace.subscribe(self._note_changed)

    def _note_changed(self, _tables: frozenset[str]) -> None:
        self._changes += 1
        self._silence.start()

    def is_behind(self) -> bool:
        """Tell whether the project changed since it was counted; the next state is on its way."""
        return self.state is not None and self._counted_at != self._changes

    def is_on_its_way(self) -> bool:
        """Tell whether a state is being counted or soon will be."""
        return self._answered != self._asked or self._silence.isActive()

    def read_project(self) -> Project:
        """Return the project as it is stored now: as it was counted, unless it changed since."""
        if self.state is not None and not self.is_behind():
            return self.state.project
        return self._workspace.load_project(self._project_id, with_people=False).project

    def count(self) -> None:
        """Count now; the newest count takes the place of one that waits."""
        workspace, project_id, changes = self._workspace, self._project_id, self._changes

        def read(_job: object) -> ProjectState:
            from grantee_app.checks.state import read_state  # noqa: PLC0415
            from grantee_app.store.entry_reading import EntryReader  # noqa: PLC0415

            self._entries = self._entries or EntryReader()
            with workspace.open_reader() as reader:
                return read_state(reader, project_id, entries=self._entries)

        self._asked = asked = self._asked + 1
        self._runner.submit(
            read,
            lambda state: self._take(state, changes, asked),
            lambda _sentence: self._give_up(asked),
        )

    def _take(self, state: ProjectState, changes: int, asked: int) -> None:
        self._answered = asked
        self.state, self._counted_at = state, changes
        self.counted.emit(state)

    def _give_up(self, asked: int) -> None:
        self._answered = asked
        self.failed.emit()

    def close(self) -> None:
        """End the worker and hear of no change any more."""
        self._silence.stop()
        self._unsubscribe()
        self._runner.close()
