"""PDF files of others: can their pages be taken over, and their pictures be made smaller?

What is damaged, locked by a password or no paper at all is refused in a sentence. Nothing here
writes to a file.
"""

from __future__ import annotations

import io
import logging
import struct
import zlib
from pathlib import Path
from typing import Any, BinaryIO, Final

import pypdfium2
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from grantee_app.frozen import frozen
from grantee_app.language.message import Message, message
from grantee_app.report.assembly.merging import close_reader, rehearse_merge
from grantee_app.report.assembly.pictures import Quality, write_smaller
from grantee_app.report.pdfium_lock import PDFIUM

# It tells of every oddity it mends; what a person must know of a file is said here.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

# All that pypdf is known to raise over what is not as the standard wants it.
BROKEN: Final = (
    PyPdfError,
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    struct.error,
    zlib.error,
)
# More than one binds: a file that claims so many is no paper.
MOST_PAGES: Final = 2_000
_PASSWORD_ERROR: Final = 4
# A picture smaller than this is a stamp or a logo; making it smaller spares nothing.
_LEAST_BYTES: Final = 40_000
_SIGNED: Final = 1


@frozen
class PdfLook:
    """What was found: `is_signed` ones lose their signature where their pages are copied."""

    page_count: int
    is_signed: bool


def look_at_pdf(path: Path, name: str) -> PdfLook | Message:
    """Return what is in a PDF, or why its pages cannot be taken over."""
    try:
        reader = PdfReader(path)
        look = _look(reader, name)
        close_reader(reader)
        # pypdf mends what it can in silence; whether pages can be seen, a viewer says. What is torn
        # inside shows when it is written: better here than among thirty others.
        if isinstance(look, PdfLook):
            if not _can_be_seen(path, look.page_count):
                return _say_damaged(name)
            pages = open_pdf(path)
            rehearse_merge(pages)
            close_reader(pages)
    except BROKEN:
        return _say_locked(name) if _is_locked(path) else _say_damaged(name)
    return look


def _look(reader: PdfReader, name: str) -> PdfLook | Message:
    if reader.is_encrypted:
        return _say_locked(name)
    form = reader.root_object.get("/AcroForm")
    form = form.get_object() if form is not None else {}
    if "/XFA" in form:
        return message(
            "The file {name} is an electronic form that only its own program shows: print it "
            "into a PDF and add that one.",
            name=name,
        )
    count = len(reader.pages)
    if not count:
        return message("The file {name} has no pages: add another one.", name=name)
    if count > MOST_PAGES:
        return message(
            "The file {name} has more than {limit} pages: it stays a file of its own.",
            name=name,
            limit=MOST_PAGES,
        )
    return PdfLook(count, bool(int(form.get("/SigFlags", 0)) & _SIGNED))


def shrink_pdf(original: BinaryIO, quality: Quality) -> bytes | None:
    """Return a PDF with its pictures made smaller, None where that spares nothing."""
    try:
        whole = original.read()
        writer = PdfWriter(clone_from=io.BytesIO(whole))
        seen: set[int] = set()
        for page in writer.pages:
            for found in page.images:
                reference = found.indirect_reference
                if reference is None or reference.idnum in seen:
                    continue
                seen.add(reference.idnum)
                _shrink_picture(reference.get_object(), found, quality)
        smaller = io.BytesIO()
        writer.write(smaller)
        count = writer.get_num_pages()
    except BROKEN:
        return None
    data = smaller.getvalue()
    is_worth_it = len(data) < 0.95 * len(whole)
    return data if is_worth_it and _can_be_seen(data, count) else None


def _shrink_picture(picture: Any, found: Any, quality: Quality) -> None:
    is_plain = not any(key in picture for key in ("/SMask", "/Mask", "/ImageMask", "/Decode"))
    size = len(picture._data)  # noqa: SLF001 (the packed bytes, which have no other name)
    if not is_plain or size < _LEAST_BYTES or not isinstance(found.image, Image.Image):
        return
    if found.image.mode not in {"RGB", "L"}:
        # One bit a pixel is packed better than any JPEG; CMYK would change its colours.
        return
    data = write_smaller(found.image, quality)
    if len(data) >= 0.9 * size:
        return
    with Image.open(io.BytesIO(data)) as written:
        _replace(picture, data, written)


def _replace(picture: Any, data: bytes, written: Image.Image) -> None:
    from pypdf.generic import NameObject, NumberObject  # noqa: PLC0415 (with its only user)

    for key in ("/DecodeParms", "/Filter"):
        picture.pop(key, None)
    picture[NameObject("/Filter")] = NameObject("/DCTDecode")
    picture[NameObject("/Width")] = NumberObject(written.width)
    picture[NameObject("/Height")] = NumberObject(written.height)
    picture[NameObject("/BitsPerComponent")] = NumberObject(8)
    space = "/DeviceGray" if written.mode == "L" else "/DeviceRGB"
    picture[NameObject("/ColorSpace")] = NameObject(space)
    picture._data = data  # noqa: SLF001


def open_pdf(path: Path) -> PdfReader:
    """Return a reader of a PDF that `look_at_pdf` has found good."""
    reader = PdfReader(path)
    for page in reader.pages:
        _quieten(page)
    return reader


def _quieten(page: DictionaryObject) -> None:
    """Take out what would act by itself: scripts, other programs, forms that send."""
    page.pop("/AA", None)
    for found in page.get("/Annots", None) or ():
        note = found.get_object()
        if isinstance(note, DictionaryObject):
            note.pop("/AA", None)
            action = note.get("/A")
            kind = action.get_object().get("/S") if action is not None else None
            if kind not in {None, "/URI", "/GoTo"}:
                note.pop("/A", None)


def _can_be_seen(source: Path | bytes, count: int) -> bool:
    try:
        with PDFIUM:
            document = pypdfium2.PdfDocument(source)
        try:
            with PDFIUM:
                is_whole = len(document) == count
            # A page a time: somebody may be looking at a preview.
            return is_whole and all(_load_page(document, number) for number in range(count))
        finally:
            with PDFIUM:
                document.close()
    except pypdfium2.PdfiumError:
        return False


def _load_page(document: pypdfium2.PdfDocument, number: int) -> bool:
    with PDFIUM:
        document[number].close()
    return True


def _is_locked(path: Path) -> bool:
    try:
        with PDFIUM:
            pypdfium2.PdfDocument(path).close()
    except pypdfium2.PdfiumError as error:
        return getattr(error, "err_code", None) == _PASSWORD_ERROR or "password" in str(error)
    return False


def _say_locked(name: str) -> Message:
    return message(
        "The file {name} is protected by a password: take the password off and add it again.",
        name=name,
    )


def _say_damaged(name: str) -> Message:
    return message(
        "The file {name} is damaged, its pages cannot be taken over: open it, save or print it "
        "into a new PDF and add that one.",
        name=name,
    )
