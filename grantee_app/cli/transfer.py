"""Projects of the workspace: listed, taken in, written out, and their file described."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grantee_app.cli.failures import ExitCode, OutputProblem
from grantee_app.cli.output import write_bytes, write_complaint, write_line
from grantee_app.cli.session import Session
from grantee_app.cli.unlocking import unlock_workspace
from grantee_app.errors import DataProblem, FileProblem
from grantee_app.exchange import (
    copy_with_new_ids,
    format_project,
    format_schema,
    read_project_file,
)
from grantee_app.language.dates import format_period
from grantee_app.language.message import message
from grantee_app.records import ProjectFile
from grantee_app.settings import default_workspace, load_settings
from grantee_app.store.opening import is_begun
from grantee_app.store.output_files import write_output_file
from grantee_app.store.projects import ProjectSummary, has_project
from grantee_app.workspace import DATABASE_NAME, SAMPLE, Workspace, read_sample

STANDARD_OUTPUT = "-"


def show_projects(session: Session) -> int:
    """Print every project: title, organisation, period, id."""
    language = session.language
    with open_workspace(session) as workspace:
        summaries = workspace.list_projects()
    if not summaries:
        said = message(
            "There is no project in {folder} yet: bastama import brings one in.",
            folder=str(choose_folder(session)),
        )
        write_line(language.say(said))
    for summary in summaries:
        write_line(summary.title.spoken_in(language.code) or summary.id)
        write_line(f"  {_describe(summary, session)}")
    return ExitCode.FINE


def _describe(summary: ProjectSummary, session: Session) -> str:
    code = session.language.code
    parts = [summary.organization.spoken_in(code)]
    if summary.starts_on and summary.ends_on:
        parts.append(format_period(summary.starts_on, summary.ends_on, code))
    return " · ".join([*filter(None, parts), summary.id])


def import_project(session: Session, file: str, *, replace: bool, copy: bool) -> int:
    """Take the project file `file` into the workspace, which is made where there is none."""
    content = read_sample() if file == SAMPLE else read_project_file(Path(file))
    if copy:
        content = copy_with_new_ids(content)
    project, folder = content.project, choose_folder(session)
    with Workspace.open(folder, unlock_workspace(session, folder)) as workspace:
        if not replace and has_project(workspace.db, project.id):
            raise DataProblem(
                message(
                    "The project {title} is in the workspace already: add --replace to put the "
                    "file in its place, or --copy to keep both.",
                    title=project.title or project.id,
                ),
                "project.id",
            )
        workspace.save_project(content, replace=replace)
    said = message(
        "The project {title} is now in {folder}; its id is {id}.",
        title=project.title or project.id,
        folder=str(folder),
        id=project.id,
    )
    write_line(session.language.say(said))
    return ExitCode.FINE


def export_project(session: Session, project: str, file: str) -> int:
    """Write a project into the file `file`, and print its path."""
    write_result(format_project(_load_project(session, project)), file)
    return ExitCode.FINE


def write_schema(file: str) -> int:
    """Write the JSON Schema of the project file."""
    write_result(format_schema(), file)
    return ExitCode.FINE


def _load_project(session: Session, name: str) -> ProjectFile:
    if name == SAMPLE:
        return read_sample()
    with open_project(session, name) as (workspace, project_id):
        return workspace.load_project(project_id)


def write_result(data: bytes, file: str) -> None:
    """Write to the file `file` and print its path, or the bytes alone where it is `-`.

    OutputProblem when that cannot be.
    """
    if file == STANDARD_OUTPUT:
        write_bytes(data)
        return
    try:
        write_output_file(data, Path(file))
    except FileProblem as error:
        raise OutputProblem(error.message) from error
    write_line(file)


@contextmanager
def open_project(session: Session, name: str) -> Iterator[tuple[Workspace, str]]:
    """Open the workspace that holds the project called `name`, with that project's id.

    The sample is always the one that comes with the program. DataProblem when there is no such
    project or several.
    """
    if name == SAMPLE:
        with Workspace.with_sample() as workspace:
            yield workspace, workspace.list_projects()[0].id
        return
    with open_workspace(session) as workspace:
        yield workspace, workspace.find_project(name)


def open_workspace(session: Session) -> Workspace:
    """Open the workspace for reading; an empty one in memory where the usual one has not begun.

    StoreProblem when the folder that was chosen holds none: a slip in its name should make no
    new folder.
    """
    folder = choose_folder(session)
    if folder == default_workspace() and not is_begun(folder / DATABASE_NAME):
        return Workspace.in_memory()
    workspace = Workspace.open_read_only(folder, unlock_workspace(session, folder))
    if workspace.notice is not None:
        write_complaint(session.language.say(workspace.notice))
    return workspace


def choose_folder(session: Session) -> Path:
    """Return the folder named on the command line, else in the settings, else the usual one."""
    if session.folder is not None:
        return session.folder
    chosen = load_settings().workspace
    return Path(chosen) if chosen else default_workspace()
