"""Files of invented people for the tests of handing in, made on the spot."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from grantee_app.form.application_form import ApplicationWords
from grantee_app.form.catalogue import load_words
from grantee_app.report.assembly import EnclosedDocument, Enclosure, Handing, Paper
from grantee_app.report.document import Document, Paragraph, Span

MADE_ON = date(2026, 11, 29)
WORDS = ApplicationWords.model_validate(load_words())
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def make_pdf(pages: int = 1, words: str = "page", size=(595, 842), rotate: int = 0) -> bytes:
    """Return a PDF with «<words> 1», «<words> 2»… on its pages."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=size, invariant=1)
    for number in range(1, pages + 1):
        canvas.drawString(100, size[1] / 2, f"{words} {number}")
        canvas.showPage()
    canvas.save()
    return _turn(target.getvalue(), rotate) if rotate else target.getvalue()


def _turn(data: bytes, rotate: int) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(data))
    for page in writer.pages:
        page.rotate(rotate)
    return write_pdf(writer)


def write_pdf(writer: PdfWriter) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def lock_pdf(data: bytes, password: str = "құпия") -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, algorithm="AES-256")
    return write_pdf(writer)


def make_picture(width: int = 1600, height: int = 1200) -> Image.Image:
    """Return a picture with enough in it to weigh something."""
    noise = Image.effect_noise((width, height), 60)
    picture = Image.merge("RGB", (noise, noise.rotate(90).resize((width, height)), noise))
    ImageDraw.Draw(picture).rectangle((0, 0, width // 4, height // 4), fill=(200, 30, 30))
    return picture


def make_jpeg(picture: Image.Image | None = None, *, orientation: int = 1) -> bytes:
    """Return a photo as a phone writes it: where, by whom, which side is up."""
    picture = picture or make_picture()
    exif = picture.getexif()
    exif[0x0112] = orientation
    exif[0x010F] = "Invented Phone"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (44.0, 51.0, 10.0)
    place[3], place[4] = "E", (78.0, 22.0, 30.0)
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=95, exif=exif)
    return target.getvalue()


def make_heic() -> bytes:
    from pillow_heif import from_pillow

    target = io.BytesIO()
    from_pillow(make_picture(640, 480)).save(target, quality=80)
    return target.getvalue()


def make_scan(pages: int = 1) -> bytes:
    """Return a PDF of scanned pages, a picture a page."""
    target = io.BytesIO()
    pictures = [make_picture(1654, 2339) for _ in range(pages)]
    pictures[0].save(
        target, "PDF", save_all=True, append_images=pictures[1:], resolution=200, quality=92
    )
    return target.getvalue()


def enclose(data: bytes, name: str, media_type: str = "application/pdf", opener=None) -> Enclosure:
    return Enclosure(name, media_type, len(data), opener or (lambda: io.BytesIO(data)))


def make_document(
    words: str = "Өтінімнің мәтіні", pages: int = 1, language: str = "kk"
) -> Document:
    from grantee_app.report.document import PageBreak

    blocks = []
    for number in range(pages):
        blocks += [PageBreak()] if number else []
        blocks.append(Paragraph((Span(f"{words} {number + 1}"),), language))
    return Document(
        title=words,
        author="Ойдан шығарылған ұйым",
        language=language,
        is_landscape=False,
        page_label=WORDS.page.spoken_in(language),
        printed_on=MADE_ON,
        blocks=tuple(blocks),
    )


def make_handing(
    *enclosed: EnclosedDocument,
    language: str = "kk",
    title: str = "Ауыл кітапханасы",
    pages: int = 2,
) -> Handing:
    return Handing(
        title=title,
        author="Ойдан шығарылған ұйым",
        language=language,
        words=WORDS,
        papers=(Paper("Өтінім", make_document(pages=pages, language=language)),),
        enclosed=enclosed,
        printed_on=MADE_ON,
    )


def read_text(path: Path, page: int) -> str:
    """Return the words of one page, spaces squeezed; the others are not looked at."""
    return " ".join(PdfReader(path).pages[page].extract_text().split())


def read_texts(path: Path) -> list[str]:
    """Return the words of every page, spaces squeezed."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]


def failing(at: int, error: Callable[[], OSError]):
    """Return a file that fails after `at` bytes, as a drive that is pulled out does."""

    class Torn(io.BytesIO):
        def read(self, size=-1):
            if self.tell() >= at:
                raise error()
            return super().read(min(size, at - self.tell()) if size > 0 else at - self.tell())

    return Torn(b"x" * at * 2)
