"""Many PDFs become one: pages as they were, an outline, and a number at the foot of each page.

A number is laid over a page as a form of its own, so that the page's own content is neither read
nor changed; it stands upright on a turned page too. Knows pages, not what is handed in.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, BinaryIO, Final, cast

from PIL import Image
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)
from reportlab.pdfgen.canvas import Canvas

from grantee_app.frozen import frozen
from grantee_app.language.message import LanguageCode
from grantee_app.report.assembly.pictures import place_photo
from grantee_app.report.pdf.fonts import REGULAR, load_face, shape_text

SIZE: Final = 9.0
BASELINE: Final = 24.0
PAD: Final = 3.0
A4_WIDTH: Final = 595.0


@frozen
class Stamp:
    """The words at the foot of a page; on a page of others they stand on a white plate."""

    words: str
    has_plate: bool


@frozen
class Described:
    """What a PDF says of itself."""

    title: str
    author: str
    language: LanguageCode
    made_on: date


class Whole:
    """One PDF in the making."""

    def __init__(self) -> None:
        self._writer = PdfWriter()

    @property
    def page_count(self) -> int:
        """How many pages there are so far."""
        return self._writer.get_num_pages()

    def add(self, reader: PdfReader, title: str, *, with_outline: bool) -> int:
        """Add all pages under `title`, with the outline they have; return how many."""
        before = self.page_count
        self._writer.append(reader, outline_item=title or None, import_outline=with_outline)
        return self.page_count - before

    def add_photo(self, jpeg: bytes, title: str) -> None:
        """Add a page with a coloured JPEG, its bytes as they are, under `title`."""
        with Image.open(io.BytesIO(jpeg)) as photo:
            pixels = photo.size
        placed = place_photo(pixels)
        picture = _make_stream(jpeg)
        picture.update(
            {
                NameObject("/Type"): NameObject("/XObject"),
                NameObject("/Subtype"): NameObject("/Image"),
                NameObject("/Width"): NumberObject(pixels[0]),
                NameObject("/Height"): NumberObject(pixels[1]),
                NameObject("/ColorSpace"): NameObject("/DeviceRGB"),
                NameObject("/BitsPerComponent"): NumberObject(8),
                NameObject("/Filter"): NameObject("/DCTDecode"),
            }
        )
        page = self._writer.add_blank_page(placed.page_width, placed.page_height)
        reference = self._writer._add_object(picture)  # noqa: SLF001 (no other way in)
        objects = DictionaryObject({NameObject("/Photo"): reference})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): objects})
        numbers = (placed.width, 0, 0, placed.height, placed.left, placed.bottom)
        matrix = " ".join(f"{number:.4f}" for number in numbers)
        drawn = _make_stream(f"q {matrix} cm /Photo Do Q\n".encode("ascii"))
        page[NameObject("/Contents")] = self._writer._add_object(drawn)  # noqa: SLF001
        self._writer.add_outline_item(title=title, page_number=self.page_count - 1)

    def close(self) -> None:
        """Let go of all pages, which hold each other and would wait for the collector."""
        self._writer._objects.clear()  # noqa: SLF001 (its own close does nothing)

    def stamp(self, stamps: Sequence[Stamp], tick: Callable[[], None]) -> None:
        """Write a stamp on every page, in order."""
        boxes = [_find_box(page) for page in self._writer.pages]
        overlays = _draw_stamps(stamps, [(box.width, box.height) for box in boxes])
        opening = self._writer._add_object(_make_stream(b"q\n"))  # noqa: SLF001 (no other way in)
        for number, (page, box, overlay) in enumerate(
            zip(self._writer.pages, boxes, overlays.pages, strict=True)
        ):
            tick()
            if stamps[number].words:
                self._lay_over(page, box, overlay, f"/BastamaPage{number + 1}", opening)

    def write(self, described: Described, file: BinaryIO) -> None:
        """Write the PDF; the same pages on the same day give the same bytes."""
        day = f"D:{described.made_on:%Y%m%d}000000Z"
        self._writer.metadata = None
        self._writer.add_metadata(
            {
                "/Title": described.title,
                "/Author": described.author,
                "/Creator": "Bastama",
                "/Producer": "Bastama",
                "/CreationDate": day,
            }
        )
        root = self._writer.root_object
        root[NameObject("/Lang")] = TextStringObject(f"{described.language}-KZ")
        root[NameObject("/PageMode")] = NameObject("/UseOutlines")
        root[NameObject("/ViewerPreferences")] = DictionaryObject(
            {NameObject("/DisplayDocTitle"): BooleanObject(True)}
        )
        self._writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
        self._writer.write(file)

    def _lay_over(
        self, page: PageObject, box: _Box, overlay: PageObject, name: str, opening: Any
    ) -> None:
        drawn = overlay.get_contents()
        form = _make_stream(drawn.get_data() if drawn is not None else b"")
        form.update(
            {
                NameObject("/Type"): NameObject("/XObject"),
                NameObject("/Subtype"): NameObject("/Form"),
                NameObject("/BBox"): _make_numbers((0, 0, box.width, box.height)),
                NameObject("/Resources"): overlay["/Resources"].clone(self._writer),
            }
        )
        reference = self._writer._add_object(form)  # noqa: SLF001
        resources = page.get("/Resources", DictionaryObject()).get_object()
        # Pages may share their resources: what is written here must not reach the others.
        own = DictionaryObject(resources)
        objects = DictionaryObject(resources.get("/XObject", DictionaryObject()).get_object())
        objects[NameObject(name)] = reference
        own[NameObject("/XObject")] = objects
        page[NameObject("/Resources")] = own
        matrix = " ".join(f"{number:.4f}" for number in box.matrix)
        closing = _make_stream(f"\nQ\nq {matrix} cm {name} Do Q\n".encode("ascii"))
        parts = _list_contents(page)
        page[NameObject("/Contents")] = ArrayObject(
            [opening, *parts, self._writer._add_object(closing)]  # noqa: SLF001
        )


def rehearse_merge(reader: PdfReader) -> None:
    """Merge the pages of a PDF for nothing; whatever pypdf raises over it is raised now."""
    whole = Whole()
    count = whole.add(reader, "", with_outline=False)
    try:
        whole.stamp([Stamp("1", has_plate=True)] * count, lambda: None)
        whole.write(Described("", "", "kk", date(2000, 1, 1)), cast("BinaryIO", _Nowhere()))
    finally:
        whole.close()


def close_reader(reader: PdfReader) -> None:
    """Let go of a PDF whose pages were added: it holds itself, and a scan weighs megabytes."""
    reader.close()
    reader.resolved_objects.clear()


class _Nowhere(io.BufferedIOBase):
    """Takes any bytes and keeps none, so that a rehearsal needs no room."""

    def __init__(self) -> None:
        self._place = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._place += len(data)
        return len(data)

    def tell(self) -> int:
        return self._place


@frozen
class _Box:
    """A page as it is seen: its size, and the way from there to its own coordinates."""

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]


def _find_box(page: PageObject) -> _Box:
    media, crop = page.mediabox, page.cropbox
    left, bottom = max(media.left, crop.left), max(media.bottom, crop.bottom)
    width = float(min(media.right, crop.right) - left)
    height = float(min(media.top, crop.top) - bottom)
    if width <= 0 or height <= 0:
        left, bottom = media.left, media.bottom
        width, height = float(media.width), float(media.height)
    x, y = float(left), float(bottom)
    match page.rotation % 360:
        case 90:
            return _Box(height, width, (0, 1, -1, 0, x + width, y))
        case 180:
            return _Box(width, height, (-1, 0, 0, -1, x + width, y + height))
        case 270:
            return _Box(height, width, (0, -1, 1, 0, x, y + height))
        case _:
            return _Box(width, height, (1, 0, 0, 1, x, y))


def _list_contents(page: PageObject) -> list[Any]:
    """Return references to the streams of a page, in order."""
    if "/Contents" not in page:
        return []
    reference = page.raw_get("/Contents")
    inner = reference.get_object()
    if isinstance(inner, ArrayObject):
        return list(inner)
    # An empty dictionary of a stream is false, and a stream all the same.
    return [reference] if isinstance(inner, StreamObject) else []


def _draw_stamps(stamps: Sequence[Stamp], sizes: list[tuple[float, float]]) -> PdfReader:
    target = io.BytesIO()
    canvas = Canvas(target, pageCompression=0, invariant=1, initialFontName=load_face(REGULAR))
    for stamp, (width, height) in zip(stamps, sizes, strict=True):
        canvas.setPageSize((width, height))
        # On a plan of a building the number is as large as the sheet wants it.
        scale = max(min(width, height) / A4_WIDTH, 0.4)
        size = SIZE * scale
        shaped = shape_text(stamp.words, REGULAR)
        room = shaped.width * size
        left, baseline = (width - room) / 2, BASELINE * scale
        if stamp.has_plate:
            canvas.setFillGray(1)
            pad = PAD * scale
            canvas.rect(
                left - pad, baseline - pad, room + 2 * pad, size + 1.4 * pad, stroke=0, fill=1
            )
        canvas.setFillGray(0)
        for piece in shaped.pieces:
            canvas.setFont(piece.face, size)
            canvas.drawString(left, baseline, piece.text)
            left += shape_text(piece.text, piece.face).width * size
        canvas.showPage()
    canvas.save()
    target.seek(0)
    return PdfReader(target)


def _make_stream(data: bytes) -> StreamObject:
    stream = StreamObject()
    stream.set_data(data)
    return stream


def _make_numbers(numbers: tuple[float, ...]) -> ArrayObject:
    return ArrayObject(FloatObject(number) for number in numbers)
