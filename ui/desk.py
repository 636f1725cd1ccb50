"""What every page of an open project receives: its workspace, its words, its way to save.

A bundle of references, no object with a life of its own; whoever opens a project makes one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from grantee_app.frozen import frozen

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QWidget

    from grantee_app.checks.state import ProjectState
    from grantee_app.records import Project
    from grantee_app.workspace import Workspace
    from ui.autosave import Autosave
    from ui.places import Place
    from ui.project_watch import ProjectWatch
    from ui.screen_language import ScreenLanguage
    from ui.theme import Theme


@frozen
class Desk:
    """`go` shows another place of the project; `memory` keeps what a window remembers.

    `shelf` is the widget that the pages stand in, `watch` knows the project as it was counted.
    """

    workspace: Workspace
    project_id: str
    words: ScreenLanguage
    theme: Theme
    memory: QSettings
    autosave: Autosave
    go: Callable[[Place], None]
    shelf: QWidget | None = None
    watch: ProjectWatch | None = None

    @property
    def state(self) -> ProjectState | None:
        """The project as it was counted last; no page keeps one of its own: an old one is large."""
        return self.watch.state if self.watch is not None else None

    def read_project(self) -> Project:
        """Return the project as it is stored now, without its people; DataProblem for none."""
        if self.watch is not None:
            return self.watch.read_project()
        return self.workspace.load_project(self.project_id, with_people=False).project
