"""Photos and scans for handing in: pixels alone, as large as print needs or a limit allows.

Whatever leaves here carries no place, no owner and no time. Knows no PDF and no folder.
"""

from __future__ import annotations

import io
from typing import BinaryIO, Final

from PIL import Image
from reportlab.lib.pagesizes import A4, landscape

from grantee_app.errors import FileProblem
from grantee_app.frozen import frozen
from grantee_app.store.attachments.photos import load_photo

MARGIN: Final = 28.0
# The number of the page stands under the picture.
FOOT: Final = 46.0


@frozen
class Quality:
    """How large a picture may be, its longer side in pixels, and how finely it is packed.

    `weight` is about how heavy a pixel is, beside one of the finest quality.
    """

    longest: int
    jpeg: int
    weight: float


# 300 dots an inch on A4 first; the last still lets a scanned letter be read.
QUALITIES: Final = (
    Quality(3500, 88, 1.0),
    Quality(3000, 85, 0.87),
    Quality(2600, 82, 0.78),
    Quality(2200, 80, 0.72),
    Quality(1900, 77, 0.65),
    Quality(1600, 72, 0.57),
    Quality(1350, 67, 0.51),
    Quality(1150, 61, 0.46),
    Quality(1000, 55, 0.41),
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


def find_longest(jpeg: bytes) -> int:
    """Return the longer side of a JPEG, in pixels."""
    with Image.open(io.BytesIO(jpeg)) as picture:
        return max(picture.size)


def write_smaller(picture: Image.Image, quality: Quality) -> bytes:
    """Return a grey or coloured picture as a JPEG, smaller where it is larger than allowed."""
    small = picture.copy()
    small.thumbnail((quality.longest, quality.longest), reducing_gap=2.0)
    return _write_jpeg(small, quality)


@frozen
class PlacedPhoto:
    """An A4 page lying as its photo lies, the photo as large as fits; lengths in points."""

    page_width: float
    page_height: float
    left: float
    bottom: float
    width: float
    height: float


def place_photo(pixels: tuple[int, int]) -> PlacedPhoto:
    """Return where a photo of so many pixels across and down stands on a page of its own."""
    width, height = pixels
    page = landscape(A4) if width > height else A4
    scale = min((page[0] - 2 * MARGIN) / width, (page[1] - MARGIN - FOOT) / height)
    left = (page[0] - width * scale) / 2
    bottom = FOOT + (page[1] - MARGIN - FOOT - height * scale) / 2
    return PlacedPhoto(page[0], page[1], left, bottom, width * scale, height * scale)


def _write_jpeg(picture: Image.Image, quality: Quality) -> bytes:
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=quality.jpeg, optimize=True)
    return data.getvalue()
