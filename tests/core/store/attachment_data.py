"""Files as people bring them, and a workspace with evidence to add them to."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pillow_heif
from PIL import Image

from grantee_app.records import ProjectFile
from grantee_app.store.attachments.files import ATTACHMENT_FOLDER
from grantee_app.store.attachments.records import AttachedTo
from grantee_app.workspace import Workspace

PROJECT = "project-1"
PHOTO = AttachedTo("evidence", "photo-1")
LIST = AttachedTo("evidence", "list-1")
WHOLE = AttachedTo("project", PROJECT)

# What a phone writes beside the pixels; none of it may leave with an exported photo.
SECRETS = (b"SECRETPHONE", b"SECRETOWNER", b"SECRETWORDS")


def make_content(**changes: object) -> ProjectFile:
    """Return a project whose one planned activity has a photo and a sign-in sheet as evidence."""
    evidence = [
        {"id": "photo-1", "kind": "photo", "title": {"kk": "Кездесу", "ru": "Встреча"}},
        {"id": "list-1", "kind": "participant_list", "title": {"kk": "Тізім", "ru": "Список"}},
    ]
    activity = {"id": "activity-1", "title": {"kk": "Іс-шара", "ru": "Встреча"}}
    task = {"title": {"kk": "Міндет", "ru": "Задача"}}
    return ProjectFile.model_validate(
        {
            "format": "bastama-project",
            "schema_version": 1,
            "organization": {"id": "org-1", "name": {"kk": "Ұйым", "ru": "Организация"}},
            "project": {
                "id": PROJECT,
                "title": {"kk": "Жоба", "ru": "Проект"},
                "tasks": [{**task, "activities": [{**activity, "evidence": evidence}]}],
            }
            | changes,
        }
    )


def open_filled(folder: Path) -> Workspace:
    """Return a workspace in `folder` that holds the project above."""
    workspace = Workspace.open(folder)
    if not workspace.list_projects():
        workspace.save_project(make_content())
    return workspace


def list_kept(folder: Path) -> list[str]:
    """Return the paths below the folder of attachments, folders left out."""
    root = folder / ATTACHMENT_FOLDER
    return sorted(str(p.relative_to(root)) for p in root.rglob("*") if p.is_file())


def make_picture(width: int = 64, height: int = 48) -> Image.Image:
    """Return a picture whose upper left quarter is red and the rest blue."""
    picture = Image.new("RGB", (width, height), "blue")
    picture.paste("red", (0, 0, width // 2, height // 2))
    return picture


def make_exif(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SECRETPHONE"
    exif[0x013B] = "SECRETOWNER"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (45.0, 1.0, 2.0)
    place[3], place[4] = "E", (78.0, 22.0, 4.0)
    return exif


def make_jpeg(orientation: int = 1, picture: Image.Image | None = None) -> bytes:
    """Return a photo as a phone takes it: with its place, its owner and a comment."""
    data = io.BytesIO()
    (picture or make_picture()).save(
        data, "JPEG", exif=make_exif(orientation), comment=b"SECRETWORDS", quality=95
    )
    return data.getvalue()


def make_png(mode: str = "RGB") -> bytes:
    data = io.BytesIO()
    picture = make_picture().convert(mode)
    if mode == "RGBA":
        picture.putpixel((60, 40), (0, 255, 0, 0))
    picture.save(data, "PNG", exif=make_exif())
    return data.getvalue()


def make_heic(orientation: int = 1) -> bytes:
    data = io.BytesIO()
    file = pillow_heif.from_pillow(make_picture())
    file.save(data, exif=make_exif(orientation).tobytes(), quality=95)
    return data.getvalue()


def make_bomb(width: int, height: int) -> bytes:
    """Return a PNG of a hundred bytes that says it has so many pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


def make_zip(**files: bytes) -> bytes:
    """Return a ZIP; `__` in a name is a slash and `_` a point."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in files.items():
            path = name.replace("__", "/").replace("_", ".")
            packed.writestr(zipfile.ZipInfo(path), body)
    return data.getvalue()


def make_office(part: str) -> bytes:
    return make_zip(**{"Content_xml": b"<Types/>", part: b"<x/>"})


def make_ole(stream: str) -> bytes:
    """Return the beginning of a document of Office 97: a header, then its directory."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    head[30:32] = (9).to_bytes(2, "little")

    def entry(name: str) -> bytes:
        written = (name + "\0").encode("utf-16-le")
        return written.ljust(64, b"\0") + len(written).to_bytes(2, "little") + bytes(62)

    return bytes(head) + entry("Root Entry") + entry(stream) + bytes(1024)


def make_film(brand: bytes = b"isom", further: bytes = b"", size: int = 200) -> bytes:
    head = b"ftyp" + brand + bytes(4) + further
    return (len(head) + 4).to_bytes(4, "big") + head + b"\0\0\0\x08free" + b"film" * size


def write_file(folder: Path, name: str, data: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    return path
