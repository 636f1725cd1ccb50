"""Tells what a file is by its bytes: a name can be wrong, or be made to be wrong.

Reads heads and tables of contents, never the whole. What is not on the list has no media type
here and is not kept. Knows nothing of where files go.
"""

from __future__ import annotations

import struct
import zipfile
from typing import BinaryIO, Final

from grantee_app.records.attachment import MediaType

_HEAD_BYTES: Final = 65_536

_SIGNATURES: Final[dict[bytes, MediaType]] = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A PDF may have a few bytes before its first words; readers look as far.
_PDF_WITHIN: Final = 1024

# The brand in an MPEG-4 family file's `ftyp`. Of mif1 and msf1 the list of further brands decides.
_HEIC_BRANDS: Final = frozenset([b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"])
_ANY_IMAGE_BRANDS: Final = frozenset([b"mif1", b"msf1"])
_VIDEO_BRANDS: Final = frozenset(
    [b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV"]
)
# QuickTime films of old cameras have no `ftyp`.
_QUICKTIME_ATOMS: Final = frozenset([b"moov", b"mdat", b"wide"])

_OFFICE_PARTS: Final[dict[str, MediaType]] = {
    "word/document.xml": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/presentation.xml": (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ),
}
_MACROS: Final = "vbaProject.bin"
_OPEN_DOCUMENTS: Final[dict[bytes, MediaType]] = {
    b"application/vnd.oasis.opendocument.text": "application/vnd.oasis.opendocument.text",
    b"application/vnd.oasis.opendocument.spreadsheet": (
        "application/vnd.oasis.opendocument.spreadsheet"
    ),
    b"application/vnd.oasis.opendocument.presentation": (
        "application/vnd.oasis.opendocument.presentation"
    ),
}
# Names of the main stream in a document of Office 97–2003.
_OLE_STREAMS: Final[dict[str, MediaType]] = {
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "Book": "application/vnd.ms-excel",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
}
_OLE_ENTRY_BYTES: Final = 128
_PRINTABLE_BELOW_SPACE: Final = frozenset(b"\t\n\r\x0c")
_WIDE_TEXT_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


def find_media_type(file: BinaryIO, name: str) -> MediaType | None:
    """Return what the open file is, None when it is nothing we keep.

    `name` is asked of plain text alone, which nothing else can be told by. OSError as `file` reads.
    """
    file.seek(0)
    head = file.read(_HEAD_BYTES)
    if head.startswith(_ZIP):
        return _find_packed(file, head)
    if head.startswith(_OLE):
        return _find_old_office(file, head)
    return _find_signature(head) or _find_film(head) or _find_text(head, name)


def _find_signature(head: bytes) -> MediaType | None:
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return "application/pdf"
    return next((kind for mark, kind in _SIGNATURES.items() if head.startswith(mark)), None)


def _find_film(head: bytes) -> MediaType | None:
    """Return the type of a file of the MPEG-4 family: a film, or an iPhone's photo."""
    if head[4:8] in _QUICKTIME_ATOMS:
        return "video/quicktime"
    if head[4:8] != b"ftyp":
        return None
    brand = head[8:12]
    others = head[16 : int.from_bytes(head[:4])]
    further = {others[at : at + 4] for at in range(0, len(others), 4)}
    if brand in _HEIC_BRANDS or (brand in _ANY_IMAGE_BRANDS and further & _HEIC_BRANDS):
        return "image/heic"
    if brand == b"qt  ":
        return "video/quicktime"
    if brand.startswith(b"3g"):
        return "video/3gpp"
    return "video/mp4" if brand in _VIDEO_BRANDS else None


def _find_packed(file: BinaryIO, head: bytes) -> MediaType | None:
    # OpenDocument puts its type first and unpacked, so that it can be read in the file's head.
    if head[30:38] == b"mimetype":
        for written, media_type in _OPEN_DOCUMENTS.items():
            if head[38 : 38 + len(written) + 2] == written + _ZIP[:2]:
                return media_type
        return None
    try:
        with zipfile.ZipFile(file) as packed:
            names = packed.namelist()
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError, EOFError):
        return None
    if any(name.endswith(_MACROS) for name in names):
        return None
    return next((_OFFICE_PARTS[name] for name in names if name in _OFFICE_PARTS), None)


def _find_old_office(file: BinaryIO, head: bytes) -> MediaType | None:
    # [MS-CFB]: the size of a sector stands at 30 as a power of two, the directory's first at 48.
    power = int.from_bytes(head[30:32], "little")
    if power not in (9, 12):
        return None
    sector = 1 << power
    file.seek((int.from_bytes(head[48:52], "little") + 1) * sector)
    directory = file.read(max(sector, 4096))
    for at in range(0, len(directory), _OLE_ENTRY_BYTES):
        entry = directory[at : at + _OLE_ENTRY_BYTES]
        length = int.from_bytes(entry[64:66], "little")
        name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace")
        if name in _OLE_STREAMS:
            return _OLE_STREAMS[name]
    return None


def _find_text(head: bytes, name: str) -> MediaType | None:
    if not name.casefold().endswith(".txt"):
        return None
    is_text = head.startswith(_WIDE_TEXT_MARKS) or all(
        byte >= 0x20 or byte in _PRINTABLE_BELOW_SPACE for byte in head
    )
    return "text/plain" if is_text else None
