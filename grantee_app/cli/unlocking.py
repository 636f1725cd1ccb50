"""Passwords on the command line: asked for without showing them, or read from a file.

Never an option's value nor an environment variable: other programs can see these.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grantee_app.cli.failures import UsageProblem
from grantee_app.cli.output import write_complaint
from grantee_app.cli.session import Session
from grantee_app.errors import FileProblem
from grantee_app.language.message import Message, message
from grantee_app.workspace import protection
from grantee_app.workspace.protection import WrongPassword

if TYPE_CHECKING:
    from grantee_app.store.encryption.keys import DataKey

MOST_ATTEMPTS = 3
_PASSWORD = message("Password")
_CODE = message("Recovery code")
_NEW = message("New password")
_AGAIN = message("New password once more")


def unlock_workspace(session: Session, folder: Path) -> DataKey | None:
    """Return the key of the workspace in `folder`, None when it has no password.

    WrongPassword, after three attempts at a terminal; UsageProblem where nobody can be asked.
    """
    if not protection.is_protected(folder):
        return None
    if session.password_file is not None:
        return protection.unlock(folder, read_password_file(session.password_file))
    for _ in range(MOST_ATTEMPTS - 1):
        try:
            return protection.unlock(folder, _ask(session, _PASSWORD))
        except WrongPassword as error:
            write_complaint(session.language.say(error.message))
    return protection.unlock(folder, _ask(session, _PASSWORD))


def unlock_by_code(session: Session, folder: Path) -> DataKey | None:
    """Return the key of the workspace in `folder` by its recovery code; None without a password."""
    if not protection.is_protected(folder):
        return None
    return protection.unlock_with_recovery_code(folder, _ask(session, _CODE))


def choose_password(session: Session, file: str | None) -> str:
    """Return a password that is to be set: of the file, or typed twice."""
    if file is not None:
        return read_password_file(Path(file))
    password = _ask(session, _NEW)
    if _ask(session, _AGAIN) != password:
        raise UsageProblem(message("The two passwords differ: begin again."))
    return password


def read_password_file(path: Path) -> str:
    """Return the first line of a file; `-` is standard input. FileProblem."""
    try:
        if str(path) == "-":
            return sys.stdin.readline().rstrip("\r\n")
        with path.open(encoding="utf-8-sig") as file:
            return file.readline().rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise FileProblem(
            message("The file {name} with the password cannot be read.", name=str(path))
        ) from error


def _ask(session: Session, said: Message) -> str:
    if not sys.stdin.isatty():
        raise UsageProblem(
            message(
                "The workspace has a password: start the command in a terminal, or add "
                "--password-file FILE."
            )
        )
    typed: str = click.prompt(session.language.say(said), hide_input=True, err=True)
    return typed
