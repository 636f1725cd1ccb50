"""Kills processes that attach files, and looks whether rows and files agree.

Run it: `python -m tests.core.store.attaching_killed TRIALS FOLDER`. It writes one line of JSON.
Needs fork: a fresh interpreter for each trial would take most of the time.
"""

import json
import os
import random
import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

from grantee_app.store.attachments.files import (
    ATTACHMENT_FOLDER,
    PART_PREFIX,
    hash_file,
    list_files,
)
from grantee_app.store.attachments.records import AttachedTo, read_attachments
from grantee_app.workspace import DATABASE_NAME, Workspace
from tests.core.store.attachment_data import LIST, PHOTO, WHOLE, make_film, open_filled

# The most a process may do before it is killed, seconds.
LONGEST = 0.12


def run_trials(trials: int, folder: Path, seed: int = 1) -> dict[str, int]:
    """Kill `trials` processes at random moments; return what was found after them."""
    chance = random.Random(seed)
    open_filled(folder).close()
    found = {"trials": trials, "begun": 0, "rows": 0, "orphans": 0, "halves": 0, "broken": 0}
    for number in range(trials):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            attach_without_end(folder, writing, number)
        os.close(writing)
        # The first byte: the workspace is open. Every further one: a row was promised.
        begun = os.read(reading, 1)
        time.sleep(chance.uniform(0, LONGEST))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        promised = len(read_all(reading))
        os.close(reading)
        found["begun"] += len(begun)
        look(folder, found, promised, number)
    return found


def attach_without_end(folder: Path, told: int, number: int) -> None:
    """Attach one file after another until the end comes from outside."""
    try:
        chance = random.Random(number)
        source = folder.parent / f"brought-{number}.mp4"
        with Workspace.open(folder) as workspace:
            os.write(told, b"o")
            for step in range(10**6):
                owner = chance.choice((PHOTO, LIST, WHOLE))
                if chance.random() < 0.3:
                    attach_together(workspace, owner, folder.parent, f"{number} {step}")
                    os.write(told, b"aaa")
                    continue
                film = make_film(size=chance.choice((10, 20_000, 400_000)))
                source.write_bytes(film + f"{number} {step}".encode())
                attachment = workspace.attachments.attach(owner, source)
                os.write(told, b"a")
                if chance.random() < 0.3:
                    workspace.attachments.remove(attachment.id)
                    workspace.undo()
    finally:
        os._exit(1)


def attach_together(workspace: Workspace, owner: AttachedTo, folder: Path, mark: str) -> None:
    """Attach three files that are copied side by side, in one transaction."""
    sources = [folder / f"{mark} {part}.mp4" for part in "abc"]
    for source in sources:
        source.write_bytes(make_film(size=20_000) + source.name.encode())
    kept, _ = workspace.attachments.keep_all(sources)
    with workspace.change("x"):
        for file in kept:
            workspace.attachments.record(owner, file)


def look(folder: Path, found: dict[str, int], promised: int, number: int) -> None:
    """Count what is there after a kill into `found`; `broken` is what may never be."""
    with closing(sqlite3.connect(folder / DATABASE_NAME)) as connection:
        found["broken"] += connection.execute("PRAGMA integrity_check").fetchone() != ("ok",)
    with Workspace.open(folder) as workspace:
        attachments = read_attachments(workspace.db)
        found["broken"] += len(workspace.attachments.verify())
    # A removal may be cut off from its undo: then one promised row is away, and history has it.
    kept = len(attachments) - found["rows"]
    found["broken"] += max(0, promised - kept - 1)
    found["rows"] = len(attachments)
    named = {attachment.sha256 for attachment in attachments}
    files = list(list_files(folder))
    found["orphans"] = sum(path.stem not in named for path in files)
    found["halves"] = len(list((folder / ATTACHMENT_FOLDER).glob(f"{PART_PREFIX}*")))
    found["broken"] += sum(hash_file(path) != path.stem for path in files)


def read_all(handle: int) -> bytes:
    told = b""
    while more := os.read(handle, 65_536):
        told += more
    return told


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run_trials(int(sys.argv[1]), Path(sys.argv[2]))) + "\n")
