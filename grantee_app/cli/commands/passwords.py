"""The commands on the password of the workspace: set, change, remove, check it."""

from __future__ import annotations

import click

from grantee_app.cli.commands.options import make_command, make_flag, make_group
from grantee_app.cli.session import Session
from grantee_app.cli.speech import SpokenOption
from grantee_app.language.catalogue import Language

# ruff: noqa: PLC0415 (heavy rooms are loaded inside the command that needs them)


def make_password(language: Language) -> click.Command:
    """Return the commands on the password."""

    def set_it(session: Session, sheet: str, new_password_file: str | None) -> int:
        from grantee_app.cli.protecting import set_password

        return set_password(session, sheet, new_password_file)

    def change(session: Session, new_password_file: str | None, recovery: bool) -> int:
        from grantee_app.cli.protecting import change_password

        return change_password(session, new_password_file, by_code=recovery)

    def write_sheet(session: Session, sheet: str) -> int:
        from grantee_app.cli.protecting import write_new_sheet

        return write_new_sheet(session, sheet)

    def remove(session: Session) -> int:
        from grantee_app.cli.protecting import remove_password

        return remove_password(session)

    def check(session: Session) -> int:
        from grantee_app.cli.protecting import check_protection

        return check_protection(session)

    new, sheet = _new_password_option(language), _sheet_option(language)
    code = make_flag(
        "--recovery", language.gettext("Ask for the recovery code instead of a password.")
    )
    group = make_group(
        language,
        "password",
        language.gettext("Set, change or remove the password of the workspace."),
        language.gettext(
            "Set, change or remove the password of the workspace. With a password the database, "
            "the attached files and the backups are encrypted."
        ),
    )
    for name, run, said, params in (
        ("set", set_it, language.gettext("Set a password and encrypt everything."), (sheet, new)),
        (
            "change",
            change,
            language.gettext("Let another password open the workspace."),
            (new, code),
        ),
        (
            "sheet",
            write_sheet,
            language.gettext("Write a sheet with a new recovery code; older sheets end."),
            (sheet,),
        ),
        ("remove", remove, language.gettext("Decrypt everything; no password any more."), ()),
        ("check", check, language.gettext("Say what can be read without the password."), ()),
    ):
        group.add_command(make_command(language, name, run, said, said, *params))
    return group


def _sheet_option(language: Language) -> click.Parameter:
    return SpokenOption(
        ["--sheet"],
        metavar=language.gettext("FILE"),
        required=True,
        help=language.gettext("Where to write the sheet with the recovery code, a PDF."),
    )


def _new_password_option(language: Language) -> click.Parameter:
    return SpokenOption(
        ["--new-password-file"],
        metavar=language.gettext("FILE"),
        help=language.gettext(
            "A file whose first line is the new password; asked for unless given."
        ),
    )
