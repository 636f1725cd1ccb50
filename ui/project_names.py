"""The names of the projects and their organisations, in the side bar and in the window's title.

They follow what is typed. Which project is open is the window's business.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from grantee_app.language.message import LanguageCode
from ui.widgets.side_bar import NamedProject

if TYPE_CHECKING:
    from grantee_app.workspace import Workspace


class ProjectNames(QObject):
    """`changed` is called in the next turn of events after a name was written."""

    def __init__(self, workspace: Workspace, changed: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(changed)
        self._unsubscribe = workspace.subscribe(self._note)

    def _note(self, tables: frozenset[str]) -> None:
        if not tables.isdisjoint({"organization", "project"}):
            self._timer.start()

    def end(self) -> None:
        """Let go of the workspace."""
        self._unsubscribe()
        self._timer.stop()
        self.deleteLater()

    def list_named(self) -> list[NamedProject]:
        """Return the projects of the workspace, as the side bar shows them."""
        return [
            NamedProject(project.id, project.title, project.organization, project.organization_id)
            for project in self._workspace.list_projects()
        ]

    def say_title(self, project_id: str, language: LanguageCode) -> str:
        """Return the title of a project in a language, "" if there is no such project."""
        shown = [project for project in self.list_named() if project.id == project_id]
        return shown[0].title.spoken_in(language) if shown else ""
