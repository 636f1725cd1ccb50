"""Attachments for eyes: thumbnails, copies to open with another program, copies to hand out.

The kept file itself is never handed out: a program that saves over it would change evidence. What
is made for this lies in the workspace's folder `cache`, which can be deleted at any time.
"""

from __future__ import annotations

import errno
import io
import re
import shutil
import stat
import uuid
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlite_utils import Database

from grantee_app.errors import FileProblem
from grantee_app.language.message import message
from grantee_app.records.attachment import SUFFIXES, Attachment
from grantee_app.store.attachments.files import (
    ATTACHMENT_FOLDER,
    BIN_FOLDER,
    PART_PREFIX,
    copy_hashing,
    explain_write,
    find_attachment,
    hash_file,
    open_content,
)
from grantee_app.store.attachments.records import (
    AttachmentBroken,
    AttachmentFault,
    FaultKind,
    find_fault,
    read_spoken_of,
)
from grantee_app.store.disk import move_file, write_whole_file

if TYPE_CHECKING:
    from grantee_app.store.encryption.keys import DataKey

CACHE_FOLDER: Final = "cache"
_OPENED: Final = "opened"
THUMBNAIL_SIDE: Final = 256
_THUMBNAIL_QUALITY: Final = 82
_MAX_NAME: Final = 80
# Wherever a workspace's folder holds a content or something made of it.
_TRACES: Final = (
    f"{ATTACHMENT_FOLDER}/??/{{sha256}}.*",
    f"{ATTACHMENT_FOLDER}/{BIN_FOLDER}/*/{{sha256}}*",
    f"{CACHE_FOLDER}/thumbnails/??/{{sha256}}-*",
    f"{CACHE_FOLDER}/{_OPENED}/{{start}}/*",
)

_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
# Windows takes these for devices, whatever follows the point.
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_SAME_SUFFIX: Final = {".jpeg": ".jpg", ".heif": ".heic", ".m4v": ".mp4", ".3gpp": ".3gp"}


def read_thumbnail(
    folder: Path,
    attachment: Attachment,
    side: int = THUMBNAIL_SIDE,
    *,
    key: DataKey | None = None,
) -> bytes | None:
    """Return the bytes of a small JPEG of a photo, as `make_thumbnail` makes it. None: no photo."""
    path = make_thumbnail(folder, attachment, side, key=key)
    if path is None:
        return None
    try:
        with open_content(path, key) as file:
            return file.read()
    except OSError:
        # Of another key, or torn: it can be made again.
        with suppress(OSError):
            path.unlink()
        raise AttachmentBroken(AttachmentFault(attachment, FaultKind.UNREADABLE)) from None


def make_thumbnail(
    folder: Path,
    attachment: Attachment,
    side: int = THUMBNAIL_SIDE,
    *,
    key: DataKey | None = None,
) -> Path | None:
    """Return a small JPEG of a photo, upright; made when it is not there yet. None: no photo.

    With a `key` it is sealed: show what `read_thumbnail` returns. `side` is the longer one, in
    pixels. AttachmentBroken or FileProblem when the photo cannot be
    read, StoreProblem when the cache cannot be written to.
    """
    if not attachment.is_photo:
        return None
    sha256 = attachment.sha256
    name = f"{sha256}-{side}.jpg" if key is None else f"{key.name_content(sha256)}-{side}.seal"
    target = folder / CACHE_FOLDER / "thumbnails" / name[:2] / name
    if target.is_file():
        return target
    fault = find_fault(folder, attachment, is_full=False, key=key)
    if fault is not None:
        raise AttachmentBroken(fault)
    from grantee_app.store.attachments.photos import load_photo  # noqa: PLC0415 (Pillow, for who has photos)

    data = io.BytesIO()
    try:
        with open_content(find_attachment(folder, sha256, attachment.media_type, key), key) as file:
            photo = load_photo(file, side, attachment.name)
            photo.save(data, "JPEG", quality=_THUMBNAIL_QUALITY)
    except OSError as error:
        raise AttachmentBroken(AttachmentFault(attachment, FaultKind.UNREADABLE)) from error
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole_file(target, _seal(data.getvalue(), key))
    except OSError as error:
        raise explain_write(error, folder, attachment.name, len(data.getvalue())) from error
    return target


def open_attachment(folder: Path, attachment: Attachment, key: DataKey | None = None) -> Path:
    """Return a read-only copy of the file, under the name the person knows, to open elsewhere.

    The copy is plain: of a workspace with a password `clear_views` removes it.

    AttachmentBroken when the file is missing or not what it was, StoreProblem when the cache
    cannot be written to.
    """
    shelf = folder / CACHE_FOLDER / _OPENED / attachment.sha256[:16]
    if key is not None:
        shelf = shelf.with_name(uuid.uuid4().hex)
    target = shelf / write_safe_name(attachment)
    with suppress(OSError):
        if hash_file(target) == attachment.sha256:
            return target
    source = find_attachment(folder, attachment.sha256, attachment.media_type, key)
    try:
        shelf.parent.mkdir(parents=True, exist_ok=True)
        shelf.mkdir(mode=0o777 if key is None else 0o700, exist_ok=True)
        # Somebody may have saved words of hers over the copy.
        return _copy_checked(source, _free_name(target), attachment, key)
    except OSError as error:
        raise explain_write(error, folder, attachment.name, attachment.size) from error


def clear_views(folder: Path) -> list[Path]:
    """Remove the plain copies that were made to be opened elsewhere; return those that stay.

    Another program may hold one: the next closing or start removes it.
    """
    shelf = folder / CACHE_FOLDER / _OPENED
    for path in sorted(shelf.rglob("*")):
        with suppress(OSError):
            path.chmod(stat.S_IRWXU)
    shutil.rmtree(shelf, ignore_errors=True)
    return [path for path in sorted(shelf.rglob("*")) if path.is_file()]


def export_attachment(
    folder: Path, attachment: Attachment, target: Path, key: DataKey | None = None
) -> Path:
    """Write the file to `target` for strangers: a photo bare of where and by whom, others as is.

    Returns where it was written. AttachmentBroken as `open_attachment`, FileProblem when `target`
    cannot be written.
    """
    fault = find_fault(folder, attachment, is_full=True, key=key)
    if fault is not None:
        raise AttachmentBroken(fault)
    source = find_attachment(folder, attachment.sha256, attachment.media_type, key)
    if attachment.is_photo:
        from grantee_app.store.attachments.photos import export_photo  # noqa: PLC0415

        with open_content(source, key) as file:
            return export_photo(file, target, attachment.name)
    try:
        return _copy_checked(source, target, attachment, key, is_read_only=False)
    except OSError as error:
        raise FileProblem(
            message(
                "The file {name} cannot be written: close the program that holds it open, "
                "or choose another folder.",
                name=str(target),
            )
        ) from error


def erase_files(
    db: Database, folder: Path, contents: Iterable[str], key: DataKey | None = None
) -> list[Path]:
    """Delete the files of these SHA-256 that no record speaks of any more; return what is gone.

    For an erase alone, after its records are gone: the place, the bin and the cache lose them.
    Backups and copies elsewhere are not reached. What another program holds stays, unreturned.
    """
    spoken_of = read_spoken_of(db)
    erased = []
    for sha256 in set(contents) - spoken_of:
        names = [sha256] if key is None else [sha256, key.name_content(sha256)]
        for pattern in (trace.format(sha256=n, start=n[:16]) for n in names for trace in _TRACES):
            for path in sorted(folder.glob(pattern)):
                with suppress(OSError):
                    # Windows does not let go of a read-only file.
                    path.chmod(stat.S_IREAD | stat.S_IWRITE)
                    path.unlink()
                    erased.append(path)
    return erased


def write_safe_name(attachment: Attachment) -> str:
    """Return the attachment's name as every file system takes it, with the suffix of its kind.

    The suffix decides which program opens it: «photo.exe» that is a JPEG becomes «photo.exe.jpg».
    """
    name = _FORBIDDEN.sub("_", attachment.name).strip(" .")
    suffix = SUFFIXES[attachment.media_type]
    stem, dot, last = name.rpartition(".")
    known = f".{last.casefold()}" if dot else ""
    if _SAME_SUFFIX.get(known, known) == suffix:
        name, suffix = stem, f".{last}"
    name = name[:_MAX_NAME].strip(" .") or "_"
    return f"_{name}{suffix}" if _DEVICES.match(name) else f"{name}{suffix}"


def _seal(data: bytes, key: DataKey | None) -> bytes:
    if key is None:
        return data
    from grantee_app.store.encryption.sealing import seal_bytes  # noqa: PLC0415

    return seal_bytes(data, key)


def _copy_checked(
    source: Path,
    target: Path,
    attachment: Attachment,
    key: DataKey | None,
    *,
    is_read_only: bool = True,
) -> Path:
    part = target.with_name(f"{PART_PREFIX}{uuid.uuid4().hex}")
    try:
        with open_content(source, key) as reading:
            _, sha256 = copy_hashing(reading, part)
        if sha256 != attachment.sha256:
            raise AttachmentBroken(AttachmentFault(attachment, FaultKind.CHANGED))
        if is_read_only:
            with suppress(OSError):
                part.chmod(stat.S_IREAD)
        move_file(part, target)
    except OSError as error:
        if not source.exists():
            raise AttachmentBroken(AttachmentFault(attachment, FaultKind.MISSING)) from error
        if error.errno == errno.EBADMSG:
            raise AttachmentBroken(AttachmentFault(attachment, FaultKind.CHANGED)) from error
        raise
    finally:
        with suppress(OSError):
            part.unlink()
    return target


def _free_name(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return free
