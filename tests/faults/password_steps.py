"""A password set, changed and removed while the disk fails: the old or the new opens everything."""

from __future__ import annotations

from pathlib import Path

from grantee_app.store.attachments.records import AttachedTo
from grantee_app.store.encryption import protecting
from grantee_app.store.encryption.files_beside import list_plain_files
from grantee_app.store.encryption.keys import DataKey
from grantee_app.store.safety.backup import Reason
from grantee_app.workspace import DATABASE_NAME, Workspace, protection
from tests.core.store.protected import CHEAP, PASSWORD
from tests.faults.workload import SAMPLE, begin_workspace, read_spots, write_spot

NEW_PASSWORD = "мүлдем жаңа құпия"
TEXT = 1
PAPER = "paper.txt"


def prepare_plain(folder: Path) -> None:
    begin_workspace(folder)
    paper = folder / PAPER
    paper.write_text("қатысушылар парағы\n" * 20_000, encoding="utf-8")
    with Workspace.open(folder) as workspace:
        write_spot(workspace, 0, TEXT)
        workspace.attachments.attach(AttachedTo("project", SAMPLE.project.id), paper)
        workspace.backups.make(Reason.BY_HAND)
    paper.unlink()


def prepare_protected(folder: Path) -> None:
    prepare_plain(folder)
    set_password(folder)


def set_password(folder: Path) -> None:
    with protection._closed(folder) as database:
        protecting.protect_database(database, PASSWORD, cost=CHEAP)


def change_password(folder: Path) -> None:
    key = protection.unlock(folder, PASSWORD)
    with protection._closed(folder) as database:
        protecting.change_password(database, key, NEW_PASSWORD, cost=CHEAP)


def remove_password(folder: Path) -> None:
    protection.remove_password(folder, protection.unlock(folder, PASSWORD))


def judge_set(folder: Path, is_done: bool) -> list[str]:
    key = _open_with(folder, PASSWORD)
    return _judge(folder, key) + (["has no password"] if is_done and key is None else [])


def judge_change(folder: Path, is_done: bool) -> list[str]:
    key = _open_with(folder, *([NEW_PASSWORD] if is_done else [PASSWORD, NEW_PASSWORD]))
    return _judge(folder, key) + (["has no password"] if key is None else [])


def judge_remove(folder: Path, is_done: bool) -> list[str]:
    key = _open_with(folder, PASSWORD)
    return _judge(folder, key) + (["has a password"] if is_done and key is not None else [])


def _open_with(folder: Path, *passwords: str) -> DataKey | None:
    if not protection.is_protected(folder):
        return None
    for password in passwords:
        try:
            return protection.unlock(folder, password)
        except protection.WrongPassword:
            continue
    raise AssertionError("no password opens it")


def _judge(folder: Path, key: DataKey | None) -> list[str]:
    trouble = []
    with Workspace.open(folder, key) as workspace:
        if read_spots(workspace)[0] != TEXT:
            trouble.append("lost the text")
        workspace.load_project(SAMPLE.project.id)
        if workspace.health is None or not workspace.health.is_ok:
            trouble.append(f"health {workspace.health}")
        trouble += [f"file {fault.kind}" for fault in workspace.attachments.verify()]
        if len(workspace.attachments.read()) != 1:
            trouble.append("lost the attachment")
        if not all(info.contents for info in workspace.backups.list_all()):
            trouble.append("a backup cannot be read")
    # The disk is well again, and the workspace was opened: nothing is half-done any more.
    plain = list_plain_files(folder)
    if key is not None and plain:
        trouble.append(f"plain: {plain}")
    if key is None and list(folder.rglob("*.seal")):
        trouble.append("sealed files without a key")
    if (folder / "key.json").exists() != (key is not None):
        trouble.append("a key file too much or too little")
    if not (folder / DATABASE_NAME).is_file():
        trouble.append("no database")
    return trouble
