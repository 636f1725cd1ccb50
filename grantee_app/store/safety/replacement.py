"""Puts another database in the place of the present one, whatever happens in between.

A note on disk says that the exchange has been decided. Before the note the old database opens;
once it is there, the next start finishes the exchange. The old files, with a log that may hold
the last edits, are moved aside together and never deleted here. The caller holds the
workspace's lock and has closed the database. Knows files, nothing of what is in them.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from grantee_app.errors import StoreProblem
from grantee_app.language.message import message
from grantee_app.store.disk import move_file, remove_file, sync_file, sync_folder, write_small_file

ASIDE_FOLDER: Final = "set-aside"
# What may come with another database and belongs to it alone: the file of its keys.
COMPANION: Final = "key.json"
# A database and the files SQLite keeps beside it; they mean nothing apart.
_PIECES: Final = ("", "-wal", "-journal", "-shm")


def incoming_path(database: Path) -> Path:
    """Return where the database that is to replace `database` is written first."""
    return database.with_name(database.name + ".incoming")


def incoming_companion(database: Path) -> Path:
    """Return where the file that comes with that database is written, before `replace_database`."""
    return database.with_name(COMPANION + ".incoming")


def replace_database(database: Path, now: datetime) -> Path:
    """Put the database waiting at `incoming_path` in the place of `database`.

    Returns the folder where the old files now lie. StoreProblem when another program holds them or
    the disk fails: then everything is as before.
    """
    incoming = incoming_path(database)
    aside = _choose_aside(database.parent, now)
    try:
        sync_file(incoming)
        write_small_file(_note_path(database), json.dumps({"aside": aside.name}))
    except OSError as error:
        for path in (_note_path(database), incoming, incoming_companion(database)):
            with suppress(OSError):
                remove_file(path)
        raise StoreProblem(
            message(
                "The database {name} could not be exchanged, and nothing was changed: "
                "check the disk and its free space.",
                name=database.name,
            )
        ) from error
    try:
        _exchange(database, aside)
    except OSError as error:
        # Without the incoming file the exchange is done and only the note could not go.
        if incoming.exists():
            _take_back(database, aside)
            raise StoreProblem(
                message(
                    "Another program holds the file {name}, and nothing was changed: "
                    "close that program and repeat.",
                    name=database.name,
                )
            ) from error
    return aside


def is_unfinished(database: Path) -> bool:
    """Tell whether an exchange was decided and cut short."""
    return _note_path(database).exists()


def finish_replacement(database: Path) -> bool:
    """Finish an exchange that was cut short, and clear away what was never decided.

    To be called at every start before `database` is looked at. Returns whether there was one.
    StoreProblem when it still cannot be finished.
    """
    note = _note_path(database)
    if not note.exists():
        stems = incoming_path(database), database.with_name(database.name + ".new")
        for stem in (*stems, incoming_companion(database)):
            for piece in (*_PIECES, ".part"):
                with suppress(OSError):
                    stem.with_name(stem.name + piece).unlink(missing_ok=True)
        with suppress(OSError):
            database.with_name(COMPANION + ".part").unlink(missing_ok=True)
        return False
    try:
        _exchange(database, _read_aside(note))
    except OSError as error:
        raise StoreProblem(
            message(
                "Another program holds the file {name}: close that program and start again.",
                name=database.name,
            )
        ) from error
    return True


def _exchange(database: Path, aside: Path) -> None:
    # Every step may have been done already by the run that was cut short. While the incoming
    # file waits, whatever bears the database's name is old.
    incoming = incoming_path(database)
    if incoming.exists():
        aside.mkdir(parents=True, exist_ok=True)
        sync_folder(aside.parent)
        sync_folder(database.parent)
        for piece in _PIECES:
            old = database.with_name(database.name + piece)
            if old.exists():
                move_file(old, _free_name(aside / old.name))
        companion = incoming_companion(database)
        if companion.exists():
            move_file(companion, database.with_name(COMPANION))
        move_file(incoming, database)
    remove_file(_note_path(database))


def _take_back(database: Path, aside: Path) -> None:
    # Whatever cannot be moved back now is finished by the next start: the note stays until all is.
    for piece in reversed(_PIECES):
        moved = aside / (database.name + piece)
        if moved.exists():
            try:
                move_file(moved, database.with_name(moved.name))
            except OSError:
                return
    with suppress(OSError):
        remove_file(_note_path(database))
        incoming_path(database).unlink(missing_ok=True)
        incoming_companion(database).unlink(missing_ok=True)
        aside.rmdir()


def _note_path(database: Path) -> Path:
    return database.with_name(database.name + ".replacing")


def _read_aside(note: Path) -> Path:
    try:
        name = str(json.loads(note.read_text(encoding="utf-8"))["aside"])
    except (ValueError, KeyError, TypeError):
        name = "unknown"
    return note.parent / ASIDE_FOLDER / Path(name).name


def _choose_aside(folder: Path, now: datetime) -> Path:
    return _free_name(folder / ASIDE_FOLDER / now.astimezone().strftime("%Y-%m-%d_%H-%M-%S"))


def _free_name(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}_{number}")
    return free
