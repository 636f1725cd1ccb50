"""Photos and scans for handing in: pixels alone, as large as print needs or a limit allows.

Whatever leaves here carries no place, no owner and no time. Knows no PDF and no folder.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import BinaryIO, Final

from PIL import Image
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from grantee_app.errors import FileProblem
from grantee_app.report.pdf.fonts import REGULAR, load_face
from grantee_app.store.attachments.photos import load_photo

MARGIN: Final = 28.0
# The number of the page stands under the picture.
FOOT: Final = 46.0


@dataclass(frozen=True, slots=True)
class Quality:
    """How large a picture may be, its longer side in pixels, and how finely it is packed."""

    longest: int
    jpeg: int


# 300 dots an inch on A4 first; the last still lets a scanned letter be read.
QUALITIES: Final = (
    Quality(3500, 88),
    Quality(2600, 82),
    Quality(2000, 78),
    Quality(1600, 72),
    Quality(1250, 65),
    Quality(1000, 55),
)


class PhotoProblem(FileProblem):
    """A photo that cannot be unpacked."""


def write_photo(file: BinaryIO, name: str, quality: Quality) -> bytes:
    """Return a photo upright as a JPEG of its pixels alone; PhotoProblem when it is damaged."""
    try:
        photo = load_photo(file, quality.longest, name)
    except FileProblem as problem:
        raise PhotoProblem(problem.message) from problem
    return _write_jpeg(photo, quality)


def write_smaller(picture: Image.Image, quality: Quality) -> bytes:
    """Return a grey or coloured picture as a JPEG, smaller where it is larger than allowed."""
    small = picture.copy()
    small.thumbnail((quality.longest, quality.longest), reducing_gap=2.0)
    return _write_jpeg(small, quality)


def put_on_page(jpeg: bytes, title: str) -> bytes:
    """Return a PDF of one A4 page with the photo as large as fits, lying where the photo lies."""
    target = io.BytesIO()
    reader = ImageReader(io.BytesIO(jpeg))
    width, height = reader.getSize()
    page = landscape(A4) if width > height else A4
    scale = min((page[0] - 2 * MARGIN) / width, (page[1] - MARGIN - FOOT) / height)
    canvas = Canvas(target, pagesize=page, invariant=1, initialFontName=load_face(REGULAR))
    canvas.setTitle(title)
    left = (page[0] - width * scale) / 2
    bottom = FOOT + (page[1] - MARGIN - FOOT - height * scale) / 2
    canvas.drawImage(reader, left, bottom, width * scale, height * scale)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _write_jpeg(picture: Image.Image, quality: Quality) -> bytes:
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=quality.jpeg, optimize=True)
    return data.getvalue()
