"""Photos and the lines of signatures: blocks that are drawn rather than set."""

from __future__ import annotations

import io
from dataclasses import dataclass

from reportlab.lib.utils import ImageReader

from grantee_app.errors import FileProblem
from grantee_app.report.document import Paragraph, Picture, Signature, Span
from grantee_app.report.pdf.flow import Flow, Placed, lines_height
from grantee_app.report.pdf.lines import break_lines
from grantee_app.report.pdf.pen import Pen
from grantee_app.report.pdf.text import SetLine, set_paragraph
from grantee_app.store.attachments.files import open_content
from grantee_app.store.attachments.photos import load_photo

MAX_PICTURE_HEIGHT = 300.0
# Enough for print at this size, and keeps a phone's photo from weighing megabytes.
MAX_PIXELS = 1400
JPEG_QUALITY = 85
CAPTION_SIZE = 10.0
SIGNATURE_SIZE = 12.0
SIGNATURE_LEADING = 30.0
# Labels, then the rule to sign on, then from here the name of who signs.
LABEL_ROOM = 165.0
NAME_AT = 360.0


@dataclass(slots=True)
class PictureFlow:
    """A photo over its caption, never split; `image` is a JPEG."""

    image: bytes
    width: float
    height_of_image: float
    caption: list[SetLine]
    gap_above: float = 8.0
    keeps_with_next: bool = False

    @property
    def height(self) -> float:
        """The height of photo and caption."""
        return self.height_of_image + 4 + lines_height(self.caption)

    def least_height(self) -> float:
        """Return its whole height."""
        return self.height

    def rest_height(self) -> float:
        """Return its whole height."""
        return self.height

    def take(self, room: float, *, is_fresh: bool) -> tuple[Placed | None, Flow | None]:
        """Return the photo where it fits."""
        if self.height > room and not is_fresh:
            return None, self
        return self, None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the photo and its caption."""
        bottom = top - self.height_of_image
        pen.canvas.drawImage(
            ImageReader(io.BytesIO(self.image)), left, bottom, self.width, self.height_of_image
        )
        y = bottom - 4
        for line in self.caption:
            y -= line.height
            pen.write(line, left, y)


def load_picture(picture: Picture, width: float) -> PictureFlow | None:
    """Return the photo scaled into the page, None when the file is no readable photo."""
    try:
        # Pixels alone go on paper: no place, no name of a phone.
        with open_content(picture.path, picture.key) as file:
            photo = load_photo(file, MAX_PIXELS)
    except (FileProblem, OSError):
        return None
    # A year's photos, unpacked, would fill the memory before the first page is drawn.
    image = io.BytesIO()
    photo.save(image, "JPEG", quality=JPEG_QUALITY)
    scale = min(width / photo.width, MAX_PICTURE_HEIGHT / photo.height)
    words = Paragraph(picture.caption, picture.language, "cell", "left")
    return PictureFlow(
        image.getvalue(),
        photo.width * scale,
        photo.height * scale,
        set_paragraph(words, width, CAPTION_SIZE),
    )


class SignatureFlow:
    """Lines to sign on, with the place of the seal; never split."""

    gap_above = 24.0
    keeps_with_next = False

    def __init__(self, signature: Signature, width: float) -> None:
        name_room = width - NAME_AT
        self._rows = [
            (self._set(label, signature, LABEL_ROOM), self._set(name, signature, name_room))
            for label, name in signature.rows
        ]
        # Who has no seal leaves no place for one.
        self._seal = self._set(signature.seal, signature, width) if signature.seal else []

    @property
    def height(self) -> float:
        """The height of all its lines."""
        rows = sum(_row_height(*row) for row in self._rows)
        return rows + (_row_height(self._seal) if self._seal else 0)

    def least_height(self) -> float:
        """Return its whole height."""
        return self.height

    def rest_height(self) -> float:
        """Return its whole height."""
        return self.height

    def take(self, room: float, *, is_fresh: bool) -> tuple[Placed | None, Flow | None]:
        """Return it where it fits."""
        if self.height > room and not is_fresh:
            return None, self
        return self, None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw a rule beside every label, the signer's name after it, the seal below."""
        y = top
        rules: list[tuple[float, float, float, float]] = []
        for label, name in self._rows:
            y -= _row_height(label, name)
            _write_above(pen, label, left, y)
            rules.append((left + LABEL_ROOM + 5, y + 2, left + NAME_AT - 10, y + 2))
            _write_above(pen, name, left + NAME_AT, y)
        pen.rule(rules)
        if self._seal:
            _write_above(pen, self._seal, left, y - _row_height(self._seal))

    @staticmethod
    def _set(words: str, signature: Signature, width: float) -> list[SetLine]:
        spans = (Span(words),)
        lines = break_lines(spans, signature.language, SIGNATURE_SIZE, width, hyphen_gap=width)
        return [SetLine(line, 0, width, "left", SIGNATURE_SIZE) for line in lines]


def _row_height(*cells: list[SetLine]) -> float:
    # A hand needs a line of its own above the rule.
    return SIGNATURE_LEADING + max(lines_height(lines[1:]) for lines in cells)


def _write_above(pen: Pen, lines: list[SetLine], left: float, bottom: float) -> None:
    y = bottom + lines_height(lines)
    for line in lines:
        y -= line.height
        pen.write(line, left, y)
