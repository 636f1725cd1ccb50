"""Workspaces with a password, made with the cheapest key derivation there is."""

from pathlib import Path

from grantee_app.store.encryption.protecting import Protected, protect_database
from grantee_app.store.encryption.slots import Cost
from grantee_app.store.safety.backup import Reason
from grantee_app.store.texts import RecordPlace
from grantee_app.workspace import DATABASE_NAME, Workspace
from tests.core.store.attachment_data import PHOTO, PROJECT, WHOLE, make_jpeg, open_filled

CHEAP = Cost(iterations=1, lanes=1, memory_kib=8)
PASSWORD = "төрт сөз бір құпия"
# Stands in nothing that is not written by these tests.
MARK = "Құпия_белгі_48151623"
GOAL = RecordPlace("project", PROJECT, "goal")


def fill(folder: Path) -> None:
    """Make a workspace whose text and whose attached text hold the mark, with a photo."""
    note, photo = folder.parent / "note.txt", folder.parent / "photo.jpg"
    note.write_text(f"{MARK}\n" * 500, encoding="utf-8")
    photo.write_bytes(make_jpeg())
    with open_filled(folder) as workspace:
        workspace.write_text(GOAL, "kk", MARK)
        workspace.attachments.attach(WHOLE, note)
        workspace.attachments.attach(PHOTO, photo)
        workspace.backups.make(Reason.BY_HAND)


def protect(folder: Path, password: str = PASSWORD) -> Protected:
    """Set a password on the workspace in `folder`."""
    return protect_database(folder / DATABASE_NAME, password, cost=CHEAP)


def find_trouble(workspace: Workspace) -> list[str]:
    """Name what is not as `fill` left it."""
    trouble = []
    if workspace.read_text(GOAL, "kk") != MARK:
        trouble.append("the text")
    if workspace.health is None or not workspace.health.is_ok:
        trouble.append(f"the health: {workspace.health}")
    trouble += [str(fault.said) for fault in workspace.attachments.verify()]
    if len(workspace.attachments.read()) != 2:
        trouble.append("the attachments")
    trouble += [
        f"the backup {info.path.name}"
        for info in workspace.backups.list_all()
        if info.contents is None
    ]
    return trouble
