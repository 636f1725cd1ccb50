"""The commands on the forms of applications: check, begin and list them."""

from __future__ import annotations

import click

from grantee_app.cli.commands.options import make_command, make_flag, make_group
from grantee_app.cli.session import Session
from grantee_app.cli.speech import SpokenArgument
from grantee_app.language.catalogue import Language

# ruff: noqa: PLC0415 (heavy rooms are loaded inside the command that needs them)


def make_form(language: Language) -> click.Command:
    """Return the commands on forms."""

    def check(session: Session, files: tuple[str, ...], json: bool) -> int:
        from grantee_app.cli.forms import check_files

        return check_files(session, files, as_json=json)

    def new(session: Session, file: str | None) -> int:
        from grantee_app.cli.forms import write_new_form

        return write_new_form(session, file or "-")

    def show(session: Session) -> int:
        from grantee_app.cli.forms import show_forms

        return show_forms(session)

    file_word = language.gettext("FILE")
    group = make_group(
        language,
        "form",
        language.gettext("Check, begin and list the forms of applications."),
        language.gettext(
            "Check, begin and list the forms of applications. Forms of your own lie in the folder "
            "forms of the workspace."
        ),
    )
    checked = SpokenArgument(
        ["files"],
        metavar=f"{file_word} ...",
        nargs=-1,
        required=True,
        explanation=language.gettext("Form files to check."),
    )
    written = SpokenArgument(
        ["file"],
        metavar=f"[{file_word}]",
        required=False,
        explanation=language.gettext(
            "The file to write, called by its version; standard output unless given."
        ),
    )
    as_json = make_flag(
        "--json", language.gettext("Write the problems as JSON, in both languages.")
    )
    for name, run, said, params in (
        (
            "check",
            check,
            language.gettext("Say what is wrong with a form: line, problem and cure."),
            (checked, as_json),
        ),
        ("new", new, language.gettext("Begin a form from an example."), (written,)),
        ("list", show, language.gettext("List the forms, those of the workspace too."), ()),
    ):
        group.add_command(make_command(language, name, run, said, said, *params))
    return group
