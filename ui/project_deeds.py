"""What a person does with whole projects: begins, brings in and removes them, tries the sample.

A deed writes, and the window goes where it leads. What a project is and how a project file is read
is the core's business. Loads a heavy room only inside the deed that needs it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from grantee_app.errors import BastamaError
from grantee_app.records.base import NO_TEXT
from grantee_app.records.organization import Organization
from ui.jobs import JobRunner
from ui.places import Place
from ui.screen_language import ScreenLanguage

if TYPE_CHECKING:
    from grantee_app.records import ProjectFile
    from grantee_app.workspace import Workspace
    from ui.first_start import FirstAnswers
    from ui.main_window import MainWindow


class ProjectDeeds:
    """The deeds on the projects of the workspace that is open in `window`."""

    def __init__(self, window: MainWindow, workspace: Workspace, words: ScreenLanguage) -> None:
        self._window = window
        # None as soon as the window has let go of it: a backup may be waited for meanwhile.
        self._workspace: Workspace | None = workspace
        self._words = words
        self._importer = JobRunner(window, name="import", keeps_all=True)

    def end_workers(self) -> None:
        """Read no more project files."""
        self._importer.close()

    def end(self) -> None:
        """Let go of the workspace."""
        self.end_workers()
        self._workspace = None

    # ------------------------------------------------------------------ beginning

    def begin_first_project(self, answers: FirstAnswers) -> None:
        """Begin what was told at the first start, and show where the work begins."""
        from ui.first_start import begin_first_project, find_landing  # noqa: PLC0415

        if self._workspace is None:
            return
        try:
            project_id = begin_first_project(self._workspace, answers)
        except BastamaError as problem:
            self._window.tell_problem(problem.message)
            return
        self._window.remember_who(answers.who)
        self._window.open_project(project_id, find_landing(answers))
        words, notice = self._words, self._window.notice()
        if notice is not None:
            is_one_of_many = answers.who == "coordinator"
            notice.show_success(
                lambda: words.gettext("You can begin: whatever you type is saved by itself."),
                lambda: (
                    words.gettext(
                        "Each project keeps its own plan, money and report; change between them "
                        "here, in the menu at the top left."
                    )
                    if is_one_of_many
                    else ""
                ),
            )

    def begin_project(self) -> None:
        """Begin an empty project of the organisation whose project is open."""
        project_id = self._add_project()
        if project_id:
            self._window.open_project(project_id, Place("plan", part="project"))

    def begin_application(self) -> None:
        """Begin an empty project to apply with; one that stands empty already is taken."""
        project_id = self._add_project()
        if project_id:
            self._window.leave_over()
            self._window.open_project(project_id, Place("application"))

    def begin_project_of_another(self) -> None:
        """Begin an empty project of an organisation that is still to be told."""
        from ui.first_start import FirstAnswers, begin_first_project  # noqa: PLC0415

        if self._workspace is None or not self._window.save_all():
            return
        try:
            project_id = begin_first_project(self._workspace, FirstAnswers("ngo"))
        except BastamaError as problem:
            self._window.tell_problem(problem.message)
            return
        self._window.open_project(project_id, Place("organization", field="name"))

    def _add_project(self) -> str:
        """Add an empty project of the organisation at hand; "" where that cannot be."""
        if self._workspace is None or not self._window.save_all():
            return ""
        try:
            organization_id = self._find_organization(self._workspace)
            return self._workspace.records.add_project(organization_id, NO_TEXT)
        except BastamaError as problem:
            self._window.tell_problem(problem.message)
            return ""

    def _find_organization(self, workspace: Workspace) -> str:
        view = self._window.view
        if view is not None:
            return workspace.load_project(view.project_id, with_people=False).organization.id
        known = workspace.records.list_organizations()
        if known:
            return known[0].id
        organization = Organization(name=NO_TEXT)
        workspace.records.add_organization(organization)
        return organization.id

    # ------------------------------------------------------------------ removing

    def remove_project(self) -> None:
        """Throw the open project away: one step, and one step of undo brings it back."""
        view = self._window.view
        if self._workspace is None or view is None or not self._window.save_all():
            return
        try:
            self._workspace.records.remove_project(view.project_id)
        except BastamaError as problem:
            self._window.tell_problem(problem.message)
            return
        known = self._workspace.list_projects()
        if known:
            self._window.open_project(known[0].id)
        else:
            self._window.leave_project()
        words, notice = self._words, self._window.notice()
        if notice is not None:
            notice.show_success(
                lambda: words.gettext("The project was removed."),
                lambda: words.gettext("Ctrl+Z brings it back."),
            )

    # ------------------------------------------------------------------ bringing in

    def open_sample(self) -> None:
        """Put a copy of the sample into the workspace, unless it is there, and open it."""
        from grantee_app.workspace import SAMPLE_ID, read_sample  # noqa: PLC0415

        if self._workspace is None or not self._window.save_all():
            return
        if any(project.id == SAMPLE_ID for project in self._workspace.list_projects()):
            self._window.open_project(SAMPLE_ID)
            return
        self.take_project(read_sample())

    def choose_project_file(self) -> None:
        """Ask for a project file and open the project in it."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, self._words.gettext("Choose a project file"), "", "JSON (*.json)"
        )
        if chosen:
            self.read_project(Path(chosen))

    def read_project(self, path: Path) -> None:
        """Read a project file on a worker, store it, and open the project."""
        words, notice = self._words, self._window.notice()
        if notice is not None:
            notice.show_progress(lambda: words.gettext("{name} is being read…", name=path.name))
            notice.cancelled.connect(self._stop_reading)
        self._importer.submit(
            lambda _job: read_file(path), self.take_project, self._window.tell_problem
        )

    def _stop_reading(self) -> None:
        if self._importer.is_busy():
            self._importer.cancel()

    def take_project(self, content: ProjectFile) -> None:
        """Store a project, behind a backup of what is there, and open it."""
        self._window.before_import(lambda: self._store_project(content))

    def _store_project(self, content: ProjectFile) -> None:
        if self._workspace is None:
            return
        try:
            self._workspace.save_project(content)
        except BastamaError as problem:
            self._window.tell_problem(problem.message)
            return
        self._window.open_project(content.project.id)


def read_file(path: Path) -> ProjectFile:
    """Read a project file; loaded only when somebody asks for it."""
    from grantee_app.exchange import read_project_file  # noqa: PLC0415

    return read_project_file(path)
