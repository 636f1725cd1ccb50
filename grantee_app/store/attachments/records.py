"""Attachments: rows that refer to kept files, and what keeps the two in agreement.

A row is written when its file lies in its place, in one transaction with whatever refers to it.
Rows may go and come back by undo; a file leaves its place only by a sweep, into a bin, when
neither a row nor the history speaks of it.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from sqlite_utils import Database

from grantee_app.errors import DataProblem, StoreProblem
from grantee_app.frozen import frozen
from grantee_app.language.message import Message, message
from grantee_app.records.attachment import Attachment
from grantee_app.store.attachments.files import (
    ATTACHMENT_FOLDER,
    BIN_FOLDER,
    PART_PREFIX,
    PLACING,
    SEALED_SUFFIX,
    AttachingCancelled,
    IsCancelled,
    KeptFile,
    Progress,
    attachment_path,
    copy_hashing,
    find_attachment,
    hash_file,
    is_intact,
    keep_file,
    list_files,
    list_parts,
    make_part_path,
    name_stem,
    open_content,
    place_file,
    set_aside,
    stored_size,
)
from grantee_app.store.disk import sync_folder
from grantee_app.store.rows import Row, flatten_entry, gather_fields

if TYPE_CHECKING:
    from grantee_app.store.encryption.keys import DataKey

# A file waits for its row while somebody still looks at the dialog.
MIN_ORPHAN_AGE: Final = timedelta(days=1)
# Moved at once; nobody waits long for a window to close, and what is left waits for the next time.
MOST_SWEPT: Final = 200


@frozen
class AttachedTo:
    """The record that a file is added to, or a project as a whole."""

    table: Literal["project", "evidence", "expense", "application_document"]
    record_id: str


class FaultKind(StrEnum):
    """What may be wrong with the file of an attachment."""

    MISSING = "missing"
    CHANGED = "changed"
    UNREADABLE = "unreadable"


@frozen
class AttachmentFault:
    """An attachment whose file is not what it was when it was added."""

    attachment: Attachment
    kind: FaultKind

    @property
    def said(self) -> Message:
        """Return the sentence about it."""
        name = self.attachment.name
        match self.kind:
            case FaultKind.MISSING:
                return message(
                    "The file {name} is not in the folder of attachments: add it again, "
                    "or bring it back from a backup.",
                    name=name,
                )
            case FaultKind.CHANGED:
                return message(
                    "The file {name} was changed by another program since it was added: add it "
                    "again, or bring it back from a backup.",
                    name=name,
                )
        return message(
            "The file {name} cannot be read: check the disk, and make a backup in a second place.",
            name=name,
        )


class AttachmentBroken(StoreProblem):
    """The file of an attachment is missing or not what it was."""

    def __init__(self, fault: AttachmentFault) -> None:
        super().__init__(fault.said)
        self.fault = fault


@frozen
class CopyReport:
    """What became of the files: `present` were there already, `damaged` were left out."""

    copied: int
    linked: int
    present: int
    damaged: tuple[str, ...]


# ---------------------------------------------------------------- rows


def attach_file(  # noqa: PLR0917 (progress and cancelling go with every long work)
    db: Database,
    folder: Path,
    owner: AttachedTo,
    source: Path,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
    *,
    key: DataKey | None = None,
) -> Attachment:
    """Keep the file `source` in the workspace's `folder` and add it to a record.

    `source` stays as it is. Errors as `keep_file` and `record_attachment`; then nothing refers to
    the file. For a large file call these two instead, the first one on a worker.
    """
    kept = keep_file(folder, source, progress, is_cancelled, key=key)
    return record_attachment(db, folder, owner, kept, key=key)


def record_attachment(
    db: Database,
    folder: Path,
    owner: AttachedTo,
    kept: KeptFile,
    now: datetime | None = None,
    *,
    key: DataKey | None = None,
) -> Attachment:
    """Write the row of a kept file, in one transaction with what the caller writes around it.

    The same file added twice to one record is one attachment. DataProblem when the record is gone,
    AttachmentBroken when the file is.
    """
    attachment = Attachment(
        name=kept.name,
        media_type=kept.media_type,
        size=kept.size,
        sha256=kept.sha256,
        added_at=(now or datetime.now(UTC)).replace(microsecond=0),
    )
    with db.atomic():
        if not db.execute(
            f"SELECT 1 FROM {owner.table} WHERE id = ?", [owner.record_id]
        ).fetchone():
            raise DataProblem(
                message(
                    "The record that {name} was to be added to is not there any more.",
                    name=kept.name,
                ),
                owner.table,
            )
        # Not all files of the record: of two thousand each would be looked at as often.
        standing = list(
            db.query(
                f"SELECT * FROM attachment WHERE {owner.table}_id = ? AND sha256 = ? "
                "ORDER BY position, id",
                [owner.record_id, kept.sha256],
            )
        )
        if standing:
            return _read_row(standing[0])
        fault = find_fault(folder, attachment, is_full=False, key=key)
        if fault is not None:
            raise AttachmentBroken(fault)
        _insert_row(db, owner, attachment)
    return attachment


def remove_attachment(db: Database, attachment_id: str) -> None:
    """Take a file away from its record; it stays in its place, so that undo brings it back."""
    db.execute("DELETE FROM attachment WHERE id = ?", [attachment_id])


def read_attachments(db: Database, owner: AttachedTo | None = None) -> list[Attachment]:
    """Return the attachments of one record in their order, or all there are."""
    if owner is None:
        rows = db.query("SELECT * FROM attachment ORDER BY sha256, id")
    else:
        rows = db.query(
            f"SELECT * FROM attachment WHERE {owner.table}_id = ? ORDER BY position, id",
            [owner.record_id],
        )
    return [_read_row(row) for row in rows]


def _insert_row(db: Database, owner: AttachedTo, attachment: Attachment) -> None:
    column = f"{owner.table}_id"
    row = flatten_entry(attachment) | {column: owner.record_id}
    db.execute(
        f"INSERT INTO attachment ({', '.join(row)}, position) "
        f"VALUES ({', '.join('?' for _ in row)}, "
        f"(SELECT coalesce(max(position) + 1, 0) FROM attachment WHERE {column} = ?))",
        [*row.values(), owner.record_id],
    )


def _read_row(row: Row) -> Attachment:
    return Attachment.model_validate(gather_fields(Attachment, row))


# ---------------------------------------------------------------- rows against files


def verify_attachments(
    db: Database,
    folder: Path,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
    *,
    is_full: bool = True,
    key: DataKey | None = None,
) -> list[AttachmentFault]:
    """Return the attachments whose files are missing or, when `is_full`, not what they were.

    Every byte is read when `is_full`: for a worker with a reader's connection. `progress` counts
    files. AttachingCancelled when `is_cancelled` says so.
    """
    attachments = read_attachments(db)
    faults: list[AttachmentFault] = []
    known: dict[Path, FaultKind | None] = {}
    for done, attachment in enumerate(attachments, 1):
        path = find_attachment(folder, attachment.sha256, attachment.media_type, key)
        if path not in known:
            known[path] = _judge_file(path, attachment, is_cancelled, is_full=is_full, key=key)
        kind = known[path]
        if kind is not None:
            faults.append(AttachmentFault(attachment, kind))
        if progress is not None:
            progress(done, len(attachments))
    return faults


def find_fault(
    folder: Path, attachment: Attachment, *, is_full: bool, key: DataKey | None = None
) -> AttachmentFault | None:
    """Return what is wrong with the file of one attachment, None when nothing is."""
    path = find_attachment(folder, attachment.sha256, attachment.media_type, key)
    kind = _judge_file(path, attachment, None, is_full=is_full, key=key)
    return None if kind is None else AttachmentFault(attachment, kind)


def _judge_file(
    path: Path,
    attachment: Attachment,
    is_cancelled: IsCancelled | None,
    *,
    is_full: bool,
    key: DataKey | None,
) -> FaultKind | None:
    try:
        if path.stat().st_size != stored_size(path, attachment.size):
            return FaultKind.CHANGED
        if is_full and hash_file(path, is_cancelled, key=key) != attachment.sha256:
            return FaultKind.CHANGED
    except (FileNotFoundError, NotADirectoryError):
        return FaultKind.MISSING
    except OSError as error:
        # A seal that does not hold: the bytes can be read, and are others.
        return FaultKind.CHANGED if error.errno == errno.EBADMSG else FaultKind.UNREADABLE
    return None


# ---------------------------------------------------------------- files nobody refers to


def sweep_orphans(
    db: Database,
    folder: Path,
    now: datetime | None = None,
    most: int = MOST_SWEPT,
    *,
    key: DataKey | None = None,
) -> list[Path]:
    """Move the files that neither a row nor the history speaks of into the bin, by date.

    Returns where they are now, `most` of them; nothing is ever deleted. Files younger than a day
    stay, and so does one that another program holds. Not to be called while the database is in
    doubt.
    """
    moment = now or datetime.now(UTC)
    spoken_of = read_spoken_of(db)
    if key is not None:
        spoken_of |= {key.name_content(sha256) for sha256 in spoken_of}
    candidates = [path for path in list_files(folder) if path.stem not in spoken_of]
    moved: list[Path] = []
    for path in (*candidates, *list_parts(folder)):
        if len(moved) >= most:
            break
        with PLACING, suppress(OSError):
            age = moment.timestamp() - path.stat().st_mtime
            # A clock that was set back makes a file of the future: young as well.
            if age >= MIN_ORPHAN_AGE.total_seconds():
                moved.append(set_aside(path, moment))
    return moved


def restore_from_bin(folder: Path, name: str, *, key: DataKey | None = None) -> Path:
    """Put a file that a sweep moved into the bin back in its place; return that.

    `name` is its name there, the newest of that name is taken. StoreProblem when there is none or
    it is damaged; OSError when it cannot be moved.
    """
    for path in _list_bin(folder):
        stem = _named_content(path)
        if path.name == name and _is_named(path, stem, key):
            target = folder / ATTACHMENT_FOLDER / stem[:2] / f"{stem}{path.suffix}"
            place_file(path, target, key)
            return target
    raise StoreProblem(message("There is no sound file {name} among those set aside.", name=name))


def bring_back_missing(
    db: Database, folder: Path, *others: Path, key: DataKey | None = None
) -> list[Attachment]:
    """Find missing and damaged files again; return those found.

    They are looked for in the bin and in the folders `others`, such as that of the backups, and
    known by their bytes, so nothing wrong can come back. OSError when `folder` cannot be written.
    """
    faults = verify_attachments(db, folder, key=key)
    if not faults:
        return []
    binned: dict[str, list[Path]] = {}
    for path in _list_bin(folder):
        binned.setdefault(_named_content(path), []).append(path)
    found = []
    for fault in faults:
        attachment = fault.attachment
        target = attachment_path(folder, attachment.sha256, attachment.media_type, key)
        elsewhere = [
            find_attachment(other, attachment.sha256, attachment.media_type, key)
            for other in others
        ]
        if _is_sound(target, attachment.sha256, key):
            # Another row of the same file brought it back.
            found.append(attachment)
            continue
        stems = {attachment.sha256, target.stem}
        in_bin = [path for stem in stems for path in binned.get(stem, ())]
        for path in (*in_bin, *elsewhere):
            if _is_sound(path, attachment.sha256, key):
                _copy_to_place(path, target, folder, key, key)
                found.append(attachment)
                break
    return found


def read_spoken_of(db: Database) -> frozenset[str]:
    """Return the SHA-256 of every file that a row or the history speaks of."""
    # Undo of a removal writes the row anew out of history: its file must be where it was.
    rows = db.execute(
        "SELECT sha256 FROM attachment UNION "
        "SELECT json_extract(old, '$.sha256') FROM history "
        "WHERE table_name = 'attachment' AND action <> 'insert' AND old IS NOT NULL"
    )
    return frozenset(sha256 for (sha256,) in rows.fetchall() if sha256)


def _list_bin(folder: Path) -> Iterator[Path]:
    """Yield the finished files in the bin, those moved last first."""
    root = folder / ATTACHMENT_FOLDER / BIN_FOLDER
    if root.is_dir():
        for day in sorted(root.iterdir(), reverse=True):
            for path in sorted(day.iterdir(), reverse=True):
                if not path.name.startswith(PART_PREFIX):
                    yield path


def _named_content(path: Path) -> str:
    # A second file of one name has a number behind it.
    return path.stem.partition("_")[0]


def _is_named(path: Path, stem: str, key: DataKey | None) -> bool:
    try:
        return name_stem(hash_file(path, key=key), path, key) == stem
    except OSError:
        return False


def _is_sound(path: Path, sha256: str, key: DataKey | None) -> bool:
    try:
        return hash_file(path, key=key) == sha256
    except OSError:
        return False


# ---------------------------------------------------------------- files beside backups


def copy_new_attachments(
    workspace_folder: Path,
    target_folder: Path,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
    *,
    key: DataKey | None = None,
    target_key: DataKey | None = None,
) -> CopyReport:
    """Bring the files into `target_folder`/attachments that are not there yet; delete nothing.

    Works both ways: with the folders exchanged it brings a backup's files back. On one file system
    a file is linked, else copied; either way its bytes are checked first, and a damaged one is
    named instead. Files sealed with `key` are sealed with `target_key` there, if that is another
    one. `progress` counts files. OSError when the target cannot be written to: what came
    before is whole. AttachingCancelled when `is_cancelled` says so.
    """
    paths = list(list_files(workspace_folder))
    new_key = target_key or key
    copied = linked = present = 0
    damaged: list[str] = []
    for done, path in enumerate(paths, 1):
        if is_cancelled is not None and is_cancelled():
            raise AttachingCancelled
        is_as_before = (path.suffix == SEALED_SUFFIX and new_key == key) or new_key is None
        target = target_folder / ATTACHMENT_FOLDER / path.parent.name / path.name
        if is_as_before and target.is_file() and target.stat().st_size == path.stat().st_size:
            present += 1
        elif not is_intact(path, key):
            damaged.append(path.name)
        elif is_as_before and _link(path, target):
            linked += 1
        else:
            if not is_as_before and new_key is not None:
                name = new_key.name_content(hash_file(path, key=key))
                target = target_folder / ATTACHMENT_FOLDER / name[:2] / f"{name}{SEALED_SUFFIX}"
            _copy_to_place(path, target, target_folder, key, new_key)
            copied += 1
        if progress is not None:
            progress(done, len(paths))
    return CopyReport(copied, linked, present, tuple(damaged))


def _link(path: Path, target: Path) -> bool:
    if target.exists():
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, target)
    except OSError:
        # Another disk, or a file system that knows no links: flash drives mostly.
        return False
    sync_folder(target.parent)
    return True


def _copy_to_place(
    path: Path, target: Path, folder: Path, key: DataKey | None, target_key: DataKey | None
) -> None:
    """Copy a file of known bytes to `target` in `folder`; OSError when the copy differs."""
    root = folder / ATTACHMENT_FOLDER
    root.mkdir(parents=True, exist_ok=True)
    new_key = target_key if target.suffix == SEALED_SUFFIX else None
    part = make_part_path(root, new_key)
    try:
        with open_content(path, key) as reading:
            _, sha256 = copy_hashing(reading, part, key=new_key)
        if name_stem(sha256, target, new_key) != target.stem:
            raise OSError(f"the copy of {path.name} differs")
        place_file(part, target, new_key)
    finally:
        with suppress(OSError):
            part.unlink()
