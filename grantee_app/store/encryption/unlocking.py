"""From a password or a recovery code to the data key of a workspace.

A wrong password and a spoilt slot get the same answer; each wrong one makes the next wait longer.
How many there were is remembered in memory alone. Writes nothing; `protecting` does.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from grantee_app.errors import DataProblem, StoreProblem
from grantee_app.language.message import Message, message
from grantee_app.store.engine import can_encrypt, is_plain
from grantee_app.store.safety.replacement import incoming_path, is_unfinished

if TYPE_CHECKING:
    from grantee_app.store.encryption.keys import DataKey
    from grantee_app.store.encryption.slots import KeyFile

LEAST_CHARACTERS: Final = 8
# Three slips of the hand cost nothing; then the wait doubles.
FREE_ATTEMPTS: Final = 3
LONGEST_WAIT_SECONDS: Final = 30.0
KEY_NAME: Final = "key.json"
_BACKUPS: Final = "backups"

_failures: dict[str, int] = {}
_counting: Final = threading.Lock()


class WorkspaceLocked(StoreProblem):
    """The workspace has a password, and nobody has given it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            message("The workspace {folder} is locked: type its password.", folder=str(folder))
        )


class WrongPassword(DataProblem):
    """The password does not open the workspace."""

    def __init__(self) -> None:
        super().__init__(
            message(
                "This password does not open the workspace. Check the keyboard's language and "
                "Caps Lock; if it is forgotten, use the recovery code."
            ),
            "password",
        )


class WrongRecoveryCode(DataProblem):
    """The recovery code is a whole one, but not of this workspace."""

    def __init__(self) -> None:
        super().__init__(
            message(
                "This recovery code does not open the workspace: a sheet that was printed later "
                "takes the place of every earlier one."
            ),
            "recovery_code",
        )


def is_protected(database: Path) -> bool:
    """Tell whether the workspace of `database` opens with a password only; asks no key."""
    if is_unfinished(database) and incoming_path(database).exists():
        return not is_plain(incoming_path(database))
    if not list_key_paths(database.parent):
        return False
    try:
        plain = is_plain(database)
    except OSError:
        return True
    # A plain database among sealed files: somebody put it there.
    return not plain or has_sealed_files(database.parent)


def has_sealed_files(folder: Path) -> bool:
    """Tell whether an attachment in `folder` is encrypted."""
    return next(folder.glob("attachments/??/*.seal"), None) is not None


def list_key_paths(folder: Path) -> list[Path]:
    """Return where key files of the workspace in `folder` lie, its own one first."""
    places = [folder / KEY_NAME, folder / _BACKUPS / KEY_NAME]
    incoming = folder / f"{KEY_NAME}.incoming"
    if incoming.is_file() and _list_named(folder, "*.replacing"):
        # Decided, and not in its place yet.
        places.insert(0, incoming)
    return [path for path in places if path.is_file()]


def find_key_file(folder: Path) -> KeyFile | None:
    """Return the key file of the workspace in `folder`, else the copy beside its backups."""
    from grantee_app.store.encryption.slots import read_key_file  # noqa: PLC0415

    for path in list_key_paths(folder):
        try:
            found = read_key_file(path)
        except OSError:
            continue
        if found is not None:
            return found
    return None


def unlock(database: Path, password: str, pause: Callable[[float], None] = time.sleep) -> DataKey:
    """Return the key of the workspace of `database`; takes half a second, and more after failures.

    WrongPassword; StoreProblem when its key file is gone or damaged. For a worker.
    """
    return unlock_folder(database.parent, password, pause)


def unlock_folder(
    folder: Path, password: str, pause: Callable[[float], None] = time.sleep
) -> DataKey:
    """Return the key that a key file in `folder` holds: a workspace's, or that of backups."""
    from grantee_app.store.encryption.slots import unwrap_by_password  # noqa: PLC0415

    pause(seconds_to_wait(folder))
    for file in _read_key_files(folder):
        key = unwrap_by_password(file, password)
        if key is not None:
            _count(folder, is_right=True)
            return key
    _count(folder, is_right=False)
    raise WrongPassword


def unlock_with_recovery_code(
    database: Path, typed: str, pause: Callable[[float], None] = time.sleep
) -> DataKey:
    """Return the key by the recovery code as somebody typed it.

    DataProblem when it was mistyped, WrongRecoveryCode when it is another workspace's or an older
    one; StoreProblem as `unlock`.
    """
    from grantee_app.store.encryption.recovery_code import read_recovery_code  # noqa: PLC0415
    from grantee_app.store.encryption.slots import unwrap_by_code  # noqa: PLC0415

    code = read_recovery_code(typed)
    folder = database.parent
    pause(seconds_to_wait(folder))
    for file in _read_key_files(folder):
        key = unwrap_by_code(file, code)
        if key is not None:
            _count(folder, is_right=True)
            return key
    _count(folder, is_right=False)
    raise WrongRecoveryCode


def seconds_to_wait(folder: Path) -> float:
    """Return how long the next attempt will be held back: what a window counts down."""
    with _counting:
        wrong = _failures.get(str(folder.absolute()), 0)
    if wrong < FREE_ATTEMPTS:
        return 0.0
    return min(2.0 ** (wrong - FREE_ATTEMPTS), LONGEST_WAIT_SECONDS)


def judge_password(password: str) -> Message | None:
    """Return what is wrong with a password that somebody chooses, None when it is good enough."""
    if not password.strip():
        return message("Type a password.")
    if len(password) < LEAST_CHARACTERS:
        return message(
            "The password is too short: {least} characters at least. Four words that do not "
            "belong together are easy to remember and hard to guess.",
            least=LEAST_CHARACTERS,
        )
    if len(set(password)) < LEAST_CHARACTERS // 2:
        return message("The password is one character over and over: choose other words.")
    return None


def refuse_without_cipher() -> None:
    """StoreProblem when this machine lacks what encrypts a database."""
    if not can_encrypt():
        raise StoreProblem(
            message("This computer lacks the part of Bastama that encrypts: install Bastama anew.")
        )


def _read_key_files(folder: Path) -> list[KeyFile]:
    from grantee_app.store.encryption.slots import read_key_file  # noqa: PLC0415

    refuse_without_cipher()
    own = find_key_file(folder)
    # Backups may be older than a password that was taken away and set anew.
    others = []
    for path in _list_named(folder, "key-*.json"):
        with suppress(OSError):
            others.append(read_key_file(path))
    found = [file for file in (own, *others) if file is not None]
    if not found:
        raise StoreProblem(
            message(
                "The file {name} in {folder} is gone or damaged, and without it no password opens "
                "the workspace: bring it back from a copy of the folder or from a second place.",
                name=KEY_NAME,
                folder=str(folder),
            )
        )
    return found


def _list_named(folder: Path, pattern: str) -> list[Path]:
    try:
        return sorted(folder.glob(pattern))
    except OSError:
        return []


def _count(folder: Path, *, is_right: bool) -> None:
    name = str(folder.absolute())
    with _counting:
        if is_right:
            _failures.pop(name, None)
        else:
            _failures[name] = _failures.get(name, 0) + 1
