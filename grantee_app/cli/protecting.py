"""The password of the workspace: set, changed, removed, looked after."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from grantee_app.cli.failures import ExitCode, OutputProblem, UsageProblem
from grantee_app.cli.output import write_line
from grantee_app.cli.session import Session
from grantee_app.cli.transfer import choose_folder, write_result
from grantee_app.cli.unlocking import choose_password, unlock_by_code, unlock_workspace
from grantee_app.language.message import message, plural_message
from grantee_app.report.recovery_sheet import make_recovery_sheet
from grantee_app.store.encryption.keys import DataKey
from grantee_app.store.encryption.recovery_code import RecoveryCode
from grantee_app.store.opening import is_begun
from grantee_app.workspace import DATABASE_NAME, protection


def set_password(session: Session, sheet: str, file: str | None) -> int:
    """Encrypt the workspace and write the sheet with the recovery code to `sheet`."""
    folder = choose_folder(session)
    if not is_begun(folder / DATABASE_NAME):
        raise UsageProblem(
            message(
                "There is no workspace in {folder}: check the folder's name, or import a "
                "project into it first.",
                folder=str(folder),
            )
        )
    _refuse_unwritable(sheet)
    done = protection.protect_workspace(folder, choose_password(session, file))
    _write_sheet(session, done.code, folder, sheet)
    said = (
        message("The workspace has a password now, and everything in it is encrypted.")
        if done.is_settled
        else message(
            "The workspace has a password now. Some files are not encrypted yet: the next "
            "opening goes on with them."
        )
    )
    write_line(session.language.say(said))
    return ExitCode.FINE


def change_password(session: Session, file: str | None, *, by_code: bool) -> int:
    """Ask for the present password, or for the recovery code, then for the new password."""
    folder, key = _unlock(session, by_code=by_code)
    protection.change_password(folder, key, choose_password(session, file))
    write_line(session.language.say(message("The password was changed.")))
    return ExitCode.FINE


def write_new_sheet(session: Session, sheet: str) -> int:
    """Write a sheet with a new recovery code; the old one opens nothing any more."""
    folder, key = _unlock(session)
    _refuse_unwritable(sheet)
    _write_sheet(session, protection.make_new_recovery_code(folder, key), folder, sheet)
    return ExitCode.FINE


def remove_password(session: Session) -> int:
    """Decrypt the workspace."""
    folder, key = _unlock(session)
    protection.remove_password(folder, key)
    write_line(
        session.language.say(
            message("The password was removed: anybody at this computer can read the projects.")
        )
    )
    return ExitCode.FINE


def check_protection(session: Session) -> int:
    """Say whether there is a password, and name the files that can be read without it."""
    folder = choose_folder(session)
    if not protection.is_protected(folder):
        write_line(session.language.say(message("The workspace has no password.")))
        return ExitCode.FINE
    plain = protection.list_plain_files(folder)
    write_line(session.language.say(message("The workspace has a password.")))
    if plain:
        said = plural_message(
            "{count} file in its folder can be read without it:",
            "{count} files in its folder can be read without it:",
            len(plain),
        )
        write_line(session.language.say(said))
    for path in plain:
        write_line(f"  {path}")
    return ExitCode.FINE


def _unlock(session: Session, *, by_code: bool = False) -> tuple[Path, DataKey]:
    folder = choose_folder(session)
    unlock = unlock_by_code if by_code else unlock_workspace
    key = unlock(session, folder)
    if key is None:
        raise UsageProblem(message("The workspace has no password."))
    return folder, key


def _write_sheet(session: Session, code: RecoveryCode, folder: Path, sheet: str) -> None:
    today = date.today()  # noqa: DTZ011 (the user's own calendar)
    made = make_recovery_sheet(code, folder.resolve(), session.language.code, today)
    try:
        write_result(made.data, sheet)
    except OutputProblem:
        # The code is in no other place.
        write_line(code.text)
        raise


def _refuse_unwritable(sheet: str) -> None:
    path = Path(sheet)
    if not path.absolute().parent.is_dir():
        raise UsageProblem(
            message("There is no folder {folder} for the sheet.", folder=str(path.parent))
        )
