"""The files of theirs on their way into the folder: copied, looked into, made smaller.

A file that cannot be read stops nothing: what is wrong with it is kept to be told.
"""

from __future__ import annotations

import errno
import hashlib
import io
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from grantee_app.language.message import Message, message
from grantee_app.records.attachment import PHOTO_TYPES, SUFFIXES, VIDEO_TYPES
from grantee_app.report.assembly.folder import MEGABYTE, NewFolder
from grantee_app.report.assembly.handing import Enclosure, Handing
from grantee_app.report.assembly.names import number_name
from grantee_app.report.assembly.pdf_files import look_at_pdf, shrink_pdf
from grantee_app.report.assembly.pictures import (
    QUALITIES,
    PhotoProblem,
    Quality,
    find_longest,
    write_photo,
)
from grantee_app.report.assembly.ticking import Ticker

PDF: Final = "application/pdf"
PHOTO_SUFFIX: Final = ".jpg"
# A scanner's page of A4 at 200 dots an inch, where nobody knows.
USUAL_SCAN: Final = 2_339


@dataclass(slots=True)
class Taken:
    """An enclosure in the folder; `pages` is how many it gives to the one PDF, 0 for none.

    `first_page` is its first one there, from 1. `longest` is the longer side of its pictures, in
    pixels. A signed one is never changed.
    """

    number: int
    title: str
    enclosure: Enclosure
    file_name: str
    size: int = 0
    pages: int = 0
    first_page: int = 0
    longest: int = USUAL_SCAN
    is_signed: bool = False
    is_shrunk: bool = False

    @property
    def is_photo(self) -> bool:
        """Whether it is a picture on a page of its own."""
        return self.enclosure.media_type in PHOTO_TYPES

    @property
    def is_elastic(self) -> bool:
        """Whether its pictures may be made smaller."""
        return bool(self.pages) and not self.is_signed

    def predict(self, quality: Quality) -> float:
        """Return about how large it would be with pictures of this quality."""
        side = min(1.0, quality.longest / max(self.longest, 1))
        return self.size * side * side * quality.weight if self.is_elastic else self.size


@dataclass
class Taker:
    """Takes enclosures into the folder; `apart` and `problems` gather what is to be told."""

    folder: NewFolder
    ticker: Ticker
    taken: list[Taken] = field(default_factory=list)
    apart: list[tuple[str, Message]] = field(default_factory=list)
    problems: list[Message] = field(default_factory=list)

    def take_all(self, handing: Handing) -> None:
        """Take every file that can be read, in order."""
        digits = count_digits(handing)
        for number, document in enumerate(handing.enclosed, start=1):
            for part, enclosure in enumerate(document.files, start=1):
                is_photo = enclosure.media_type in PHOTO_TYPES
                name = number_name(
                    number,
                    document.name or document.title,
                    PHOTO_SUFFIX if is_photo else SUFFIXES[enclosure.media_type],
                    part if len(document.files) > 1 else 0,
                    most=self.folder.most_of_name,
                    digits=digits,
                )
                taken = Taken(number, document.title, enclosure, name)
                if self._take(taken):
                    self.taken.append(taken)

    def shrink(self, quality: Quality) -> None:
        """Make every picture smaller, each from its original: twice packed it would look worse."""
        for taken in self.taken:
            self.ticker.tick()
            if not taken.is_elastic:
                continue
            try:
                data = _make_smaller(taken, quality)
            except (OSError, PhotoProblem):
                # Its drive went away meanwhile: what was copied stays as it is.
                continue
            if data is not None and len(data) < taken.size:
                self.folder.write(taken.file_name, data)
                taken.size, taken.is_shrunk = len(data), True

    def drop(self, taken: Taken) -> None:
        """Take a file out of the folder again."""
        (self.folder.path / taken.file_name).unlink(missing_ok=True)

    def _take(self, taken: Taken) -> bool:
        name = taken.enclosure.name
        try:
            copied = self._copy(taken)
        except OSError:
            self.problems.append(
                message(
                    "The file {name} is not in its place any more, or is damaged: add it again.",
                    name=name,
                )
            )
            self.drop(taken)
            return False
        except PhotoProblem as problem:
            self.problems.append(problem.message)
            return False
        self.ticker.tick(max(weigh(taken.enclosure) - copied, 0))
        if not taken.size:
            self.problems.append(message("The file {name} is empty: add it again.", name=name))
            self.drop(taken)
            return False
        self._look_inside(taken)
        return True

    def _copy(self, taken: Taken) -> float:
        """Copy a file, a photo as pixels; return how many megabytes were told to the ticker."""
        done = 0

        def tick(size: int) -> None:
            nonlocal done
            self.ticker.tick((size - done) / MEGABYTE)
            done = size

        with taken.enclosure.open() as file:
            reading = _Checked(file)
            if not taken.is_photo:
                taken.size = self.folder.copy(taken.file_name, reading, tick)
                reading.compare(taken.enclosure.sha256)
                return done / MEGABYTE
            original = io.BytesIO(reading.read())
            reading.compare(taken.enclosure.sha256)
        data = write_photo(original, taken.enclosure.name, QUALITIES[0])
        self.folder.write(taken.file_name, data)
        taken.size, taken.pages, taken.longest = len(data), 1, find_longest(data)
        return 0.0

    def _look_inside(self, taken: Taken) -> None:
        if taken.is_photo:
            return
        if taken.enclosure.media_type != PDF:
            self.apart.append((taken.file_name, _say_no_paper(taken.enclosure)))
            return
        look = look_at_pdf(self.folder.path / taken.file_name, taken.enclosure.name)
        if isinstance(look, Message):
            self.apart.append((taken.file_name, look))
            return
        taken.pages, taken.is_signed = look.page_count, look.is_signed
        if look.is_signed:
            self.problems.append(
                message(
                    "The electronic signature of {name} holds in that file alone: hand it in too.",
                    name=taken.file_name,
                )
            )


def _make_smaller(taken: Taken, quality: Quality) -> bytes | None:
    with taken.enclosure.open() as original:
        if taken.is_photo:
            return write_photo(original, taken.enclosure.name, quality)
        return shrink_pdf(original, quality)


def count_digits(handing: Handing) -> int:
    """Return how many digits a number of an attachment has in the name of its file."""
    return max(2, len(str(len(handing.enclosed))))


def weigh(enclosure: Enclosure) -> int:
    """Return how many steps it takes to go through a file once."""
    return 1 + enclosure.size // MEGABYTE


class _Checked:
    """A file that is read once, from beginning to end, and compared with what it should be."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._digest.update(data)
        return data

    def compare(self, sha256: str) -> None:
        """OSError where these are not the bytes that were added."""
        if sha256 and self._digest.hexdigest() != sha256:
            raise OSError(errno.EBADMSG, "changed")


def _say_no_paper(enclosure: Enclosure) -> Message:
    if enclosure.media_type in VIDEO_TYPES:
        return message("{name} is a video: it lies beside the one PDF.", name=enclosure.name)
    return message(
        "{name} is not a PDF or a picture: it lies beside the one PDF. To have its pages inside, "
        "save it as a PDF and add that one.",
        name=enclosure.name,
    )
