"""The commands on projects: list them, take them in, write them into a file, describe that file."""

from __future__ import annotations

import click

from grantee_app.cli.commands.options import make_command, make_flag, project_argument
from grantee_app.cli.failures import UsageProblem
from grantee_app.cli.session import Session
from grantee_app.cli.speech import SpokenArgument
from grantee_app.language.catalogue import Language
from grantee_app.language.message import message

# ruff: noqa: PLC0415 (heavy rooms are loaded inside the command that needs them)


def make_projects(language: Language) -> click.Command:
    """Return the command that lists projects."""

    def run(session: Session) -> int:
        from grantee_app.cli.transfer import show_projects

        return show_projects(session)

    return make_command(
        language,
        "projects",
        run,
        language.gettext("List the projects of the workspace."),
        language.gettext("List the projects of the workspace, the newest first, with their ids."),
    )


def make_import(language: Language) -> click.Command:
    """Return the command that takes a project file in."""

    def run(session: Session, file: str, replace: bool, copy: bool) -> int:
        from grantee_app.cli.transfer import import_project

        if replace and copy:
            raise UsageProblem(
                message("Of --replace and --copy only one can be used: choose one of them.")
            )
        return import_project(session, file, replace=replace, copy=copy)

    return make_command(
        language,
        "import",
        run,
        language.gettext("Take a project file into the workspace."),
        language.gettext(
            "Take a project file into the workspace. A file with a mistake changes nothing; "
            "the mistake and its place are named."
        ),
        SpokenArgument(
            ["file"],
            metavar=language.gettext("FILE"),
            explanation=language.gettext("A project file, or sample."),
        ),
        make_flag("--replace", language.gettext("Put it in the place of the same project.")),
        make_flag("--copy", language.gettext("Keep the same project and add this as another one.")),
    )


def make_export(language: Language) -> click.Command:
    """Return the command that writes a project into a file."""

    def run(session: Session, project: str, file: str) -> int:
        from grantee_app.cli.transfer import export_project

        return export_project(session, project, file)

    return make_command(
        language,
        "export",
        run,
        language.gettext("Write a project into a file."),
        language.gettext(
            "Write a project into a file of readable JSON, over the file that is there."
        ),
        project_argument(language),
        SpokenArgument(
            ["file"],
            metavar=language.gettext("FILE"),
            explanation=language.gettext("The file to write, or - for standard output."),
        ),
    )


def make_schema(language: Language) -> click.Command:
    """Return the command that describes the project file."""

    def run(session: Session, file: str | None) -> int:  # noqa: ARG001 (as every command)
        from grantee_app.cli.transfer import write_schema

        return write_schema(file or "-")

    file_word = language.gettext("FILE")
    return make_command(
        language,
        "schema",
        run,
        language.gettext("Write the description of the project file."),
        language.gettext(
            "Write the description of the project file, a JSON Schema, into a file or to "
            "standard output."
        ),
        SpokenArgument(
            ["file"],
            metavar=f"[{file_word}]",
            required=False,
            explanation=language.gettext("The file to write; standard output unless given."),
        ),
    )
