"""Makes the folder that is handed in.

First the attachments are copied, photos as bare pixels; then their pages, after ours, become one
PDF with a page of contents and continuous numbers; then the size is looked at, and pictures are
made smaller step by step until it fits. Everything happens in a folder without a name: it gets one
when all is on the drive.
"""

from __future__ import annotations

import errno
import hashlib
import io
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO, Final

from pypdf import PdfReader

from grantee_app.language.message import Message, message
from grantee_app.records.attachment import PHOTO_TYPES, SUFFIXES, VIDEO_TYPES
from grantee_app.report.assembly.contents import Entry, print_contents
from grantee_app.report.assembly.folder import MEGABYTE, NewFolder
from grantee_app.report.assembly.handing import (
    AssembledFile,
    Assembly,
    AssemblyOptions,
    EnclosedDocument,
    Enclosure,
    Handing,
    Recompressed,
)
from grantee_app.report.assembly.merging import Described, Stamp, Whole
from grantee_app.report.assembly.names import MOST_OF_FOLDER, number_name, write_name
from grantee_app.report.assembly.pdf_files import look_at_pdf, open_pdf, shrink_pdf
from grantee_app.report.assembly.pictures import (
    QUALITIES,
    PhotoProblem,
    Quality,
    put_on_page,
    write_photo,
)
from grantee_app.report.pdf.render import (
    PROGRESS_SECONDS,
    Cancelled,
    IsCancelled,
    PdfReport,
    Progress,
    render_pdf,
)

PDF: Final = "application/pdf"
# The one PDF beside its parts is everything twice, and its own pages.
_ROOM_TO_SPARE: Final = 2 * MEGABYTE
_PAPER_STEPS: Final = 4
_NAMED_LARGE: Final = 3


def assemble(
    handing: Handing,
    options: AssemblyOptions,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Assembly:
    """Make the folder `handing` is handed in with, and say what was made.

    FileProblem when the drive does not take it, Cancelled when `is_cancelled` says so: in both
    cases nothing is left. A file that cannot be read or merged stops nothing and is told of.
    """
    ticker = _Ticker(_count_steps(handing, options), progress, is_cancelled)
    name = write_name(handing.title, MOST_OF_FOLDER) or "Bastama"
    folder = NewFolder(options.folder, f"{name} {handing.printed_on.isoformat()}")
    try:
        assembly = _Assembling(handing, options, folder, ticker).run()
    except BaseException:
        folder.discard()
        raise
    ticker.finish()
    return assembly


@dataclass(slots=True)
class _Taken:
    """An enclosure on its way; `pages` is how many it gives to the one PDF, 0 for none."""

    number: int
    title: str
    group: str
    enclosure: Enclosure
    file_name: str
    size: int = 0
    pages: int = 0
    first_page: int = 0
    is_shrunk: bool = False

    @property
    def is_photo(self) -> bool:
        return self.enclosure.media_type in PHOTO_TYPES


class _Ticker:
    """Counts megabytes and papers; tells of them ten times a second, stops when asked to."""

    def __init__(
        self, total: int, progress: Progress | None, is_cancelled: IsCancelled | None
    ) -> None:
        self._total = max(total, 1)
        self._progress = progress
        self._is_cancelled = is_cancelled
        self._done = 0.0
        self._told_at = 0.0

    def tick(self, steps: float = 0.0) -> None:
        """Count steps done; Cancelled when nobody wants more."""
        self._done += steps
        if self._is_cancelled is not None and self._is_cancelled():
            raise Cancelled
        now = time.monotonic()
        if self._progress is not None and now - self._told_at >= PROGRESS_SECONDS:
            self._told_at = now
            # What is left to do is an estimate: the end is told at the end alone.
            self._progress(min(int(self._done), self._total - 1), self._total)

    def finish(self) -> None:
        """Say that everything is done."""
        if self._progress is not None:
            self._progress(self._total, self._total)


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


def _count_steps(handing: Handing, options: AssemblyOptions) -> int:
    files = sum(_weigh(file) for document in handing.enclosed for file in document.files)
    passes = 1 + options.with_whole + options.with_zip
    return passes * files + _PAPER_STEPS * (1 + options.with_whole) * len(handing.papers) + 2


def _weigh(enclosure: Enclosure) -> int:
    return 1 + enclosure.size // MEGABYTE


@dataclass
class _Assembling:
    handing: Handing
    options: AssemblyOptions
    folder: NewFolder
    ticker: _Ticker
    taken: list[_Taken] = field(default_factory=list)
    apart: list[tuple[str, Message]] = field(default_factory=list)
    problems: list[Message] = field(default_factory=list)
    papers: list[AssembledFile] = field(default_factory=list)
    whole: AssembledFile | None = None

    def run(self) -> Assembly:
        self.folder.need_room(self._estimate_room())
        self._write_papers()
        self._take_files()
        self._fit()
        if not self.options.with_files:
            self._drop_parts()
        files = [*self.papers, *map(self._tell_file, self._kept())]
        if self.whole is not None:
            files.insert(0, self.whole)
        size = sum(file.size for file in files)
        self._pack()
        is_within = self._check_limit(files, size)
        folder, packed = self.folder.finish()
        return Assembly(
            folder=folder,
            zip=packed,
            whole=self.whole.name if self.whole else "",
            files=tuple(files),
            page_count=self.whole.pages[1] if self.whole and self.whole.pages else 0,
            size=size,
            is_within_limit=is_within,
            recompressed=tuple(self._list_recompressed()),
            apart=tuple(self.apart),
            problems=tuple(self.problems),
        )

    # ------------------------------------------------------------------ papers and files

    def _estimate_room(self) -> int:
        size = sum(file.size for document in self.handing.enclosed for file in document.files)
        if self.options.most_megabytes is not None:
            size = min(size, self.options.most_megabytes * MEGABYTE)
        return size * (1 + self.options.with_whole + self.options.with_zip) + _ROOM_TO_SPARE

    def _write_papers(self) -> None:
        for number, paper in enumerate(self.handing.papers):
            printed = self._print(paper.document)
            name = self._name_paper(number, paper.title)
            self.folder.write(name, printed.data)
            self.papers.append(AssembledFile(name, paper.title, len(printed.data)))

    def _name_paper(self, number: int, title: str) -> str:
        # Papers stand before «01_»: the first is what everything else belongs to.
        start = number_name(0, title, ".pdf", most=self.folder.most_of_name)
        taken = {file.name.casefold() for file in self.papers}
        return start if start.casefold() not in taken else start[:-4] + f"_{number + 1}.pdf"

    def _print(self, document: object) -> PdfReport:
        printed = render_pdf(document, None, self._is_cancelled)  # type: ignore[arg-type]
        self.ticker.tick(_PAPER_STEPS)
        return printed

    def _is_cancelled(self) -> bool:
        self.ticker.tick()
        return False

    def _take_files(self) -> None:
        for number, document in enumerate(self.handing.enclosed, start=1):
            for part, enclosure in enumerate(document.files, start=1):
                is_one = len(document.files) == 1
                suffix = (
                    ".jpg"
                    if enclosure.media_type in PHOTO_TYPES
                    else SUFFIXES[enclosure.media_type]
                )
                name = number_name(
                    number,
                    document.name or document.title,
                    suffix,
                    0 if is_one else part,
                    self.folder.most_of_name,
                )
                taken = _Taken(number, document.title, document.group, enclosure, name)
                if self._take(taken):
                    self.taken.append(taken)

    def _take(self, taken: _Taken) -> bool:
        """Copy a file into the folder and count its pages; False when it cannot be read."""
        weight = _weigh(taken.enclosure)
        name = taken.enclosure.name
        done = 0

        def tick(size: int) -> None:
            nonlocal done
            self.ticker.tick((size - done) / MEGABYTE)
            done = size

        try:
            with taken.enclosure.open() as file:
                reading = _Checked(file)
                if taken.is_photo:
                    whole = io.BytesIO(reading.read())
                    reading.compare(taken.enclosure.sha256)
                    data = write_photo(whole, name, QUALITIES[0])
                else:
                    taken.size = self.folder.copy(taken.file_name, reading, tick)
                    reading.compare(taken.enclosure.sha256)
        except OSError:
            self.problems.append(_say_gone(name))
            (self.folder.path / taken.file_name).unlink(missing_ok=True)
            return False
        except PhotoProblem as problem:
            self.problems.append(problem.message)
            return False
        if taken.is_photo:
            self.folder.write(taken.file_name, data)
            taken.size, taken.pages = len(data), 1
        self.ticker.tick(max(weight - done / MEGABYTE, 0))
        return self._look_inside(taken)

    def _look_inside(self, taken: _Taken) -> bool:
        enclosure, path = taken.enclosure, self.folder.path / taken.file_name
        if not taken.size:
            self.problems.append(
                message("The file {name} is empty: add it again.", name=enclosure.name)
            )
            path.unlink()
            return False
        if enclosure.media_type == PDF:
            look = look_at_pdf(path, enclosure.name)
            if isinstance(look, Message):
                self.apart.append((taken.file_name, look))
            else:
                taken.pages = look.page_count
                if look.is_signed:
                    self.problems.append(_say_signed(taken.file_name))
        elif not taken.is_photo:
            self.apart.append((taken.file_name, _say_no_paper(enclosure)))
        return True

    # ------------------------------------------------------------------ one PDF, and its size

    def _fit(self) -> None:
        """Merge; with a limit, make pictures smaller and merge again until all of it fits."""
        limit = self._limit
        qualities = QUALITIES if self._can_fit() else QUALITIES[:1]
        for quality in qualities:
            if quality is not QUALITIES[0]:
                self._shrink(quality)
            is_last = quality is qualities[-1]
            if limit is not None and not is_last and self._estimate() > limit:
                continue
            if self.options.with_whole:
                self._merge()
            if limit is None or self._total() <= limit:
                return

    @property
    def _limit(self) -> int | None:
        most = self.options.most_megabytes
        return None if most is None else most * MEGABYTE

    def _can_fit(self) -> bool:
        """Tell whether smaller pictures could help: a long film is too large by itself."""
        stiff = sum(taken.size for taken in self.taken if not taken.pages)
        return self._limit is not None and stiff < self._limit

    def _estimate(self) -> int:
        """Return about how large everything will be once it is merged."""
        merged = sum(taken.size for taken in self.taken if taken.pages)
        merged += sum(file.size for file in self.papers)
        return merged * self.options.with_whole + self._total_without_whole()

    def _total(self) -> int:
        return self._total_without_whole() + (self.whole.size if self.whole else 0)

    def _total_without_whole(self) -> int:
        kept = sum(taken.size for taken in self._kept())
        return kept + sum(file.size for file in self.papers)

    def _kept(self) -> list[_Taken]:
        """Return what stays a file of its own: everything, or what is not in the one PDF."""
        if self.options.with_files or not self.options.with_whole:
            return self.taken
        return [taken for taken in self.taken if not taken.pages]

    def _drop_parts(self) -> None:
        kept = {taken.file_name for taken in self._kept()}
        for taken in self.taken:
            if taken.file_name not in kept:
                (self.folder.path / taken.file_name).unlink()

    def _shrink(self, quality: Quality) -> None:
        """Make every picture smaller, each from its original: twice packed it would look worse."""
        for taken in self.taken:
            self.ticker.tick()
            if not taken.pages or self._is_signed(taken):
                continue
            with taken.enclosure.open() as original:
                if taken.is_photo:
                    data: bytes | None = write_photo(original, taken.enclosure.name, quality)
                else:
                    data = shrink_pdf(original, quality)
            if data is not None and len(data) < taken.size:
                self.folder.write(taken.file_name, data)
                taken.size, taken.is_shrunk = len(data), True

    def _is_signed(self, taken: _Taken) -> bool:
        # A signature holds for the very bytes that were signed.
        return _say_signed(taken.file_name) in self.problems

    def _merge(self) -> None:
        whole = Whole()
        papers = self._print_for_whole()
        entries = list(self._list_entries(papers))
        contents, shift = print_contents(self.handing, entries)
        title = self.handing.words.contents.spoken_in(self.handing.language)
        whole.add(PdfReader(io.BytesIO(contents)), title, with_outline=False)
        for index, printed in papers.items():
            reader = PdfReader(io.BytesIO(printed.data))
            whole.add(reader, self.handing.papers[index].title, with_outline=True)
        ours = whole.page_count
        for taken in self.taken:
            if taken.pages:
                taken.first_page += shift
                whole.add(
                    self._open_pages(taken), self._title_attachment(taken), with_outline=False
                )
                self.ticker.tick(_weigh(taken.enclosure))
        whole.stamp(list(self._list_stamps(ours, whole.page_count)), self.ticker.tick)
        data = whole.write(
            Described(
                self.handing.title,
                self.handing.author,
                self.handing.language,
                self.handing.printed_on,
            )
        )
        name = self.handing.words.whole.spoken_in(self.handing.language)
        file_name = f"{write_name(name, self.folder.most_of_name - 4)}.pdf"
        self.folder.write(file_name, data)
        self.whole = AssembledFile(file_name, name, len(data), (1, whole.page_count))
        first = shift + 1
        for index, printed in papers.items():
            last = first + printed.page_count - 1
            self.papers[index] = replace(self.papers[index], pages=(first, last))
            first = last + 1

    def _print_for_whole(self) -> dict[int, PdfReport]:
        """Print our papers once more, by their index, without numbers of their own."""
        return {
            index: self._print(replace(paper.document, page_label=""))
            for index, paper in enumerate(self.handing.papers)
            if paper.in_whole
        }

    def _list_entries(self, papers: dict[int, PdfReport]) -> Iterator[Entry]:
        page = 1
        for index, printed in papers.items():
            paper = self.handing.papers[index]
            yield Entry(paper.title, (page, page + printed.page_count - 1))
            for section, words in paper.sections:
                if section in printed.section_pages:
                    at = page + printed.section_pages[section]
                    yield Entry(words, (at, at), is_section=True)
            page += printed.page_count
        for taken in self.taken:
            taken.first_page = page
            page += taken.pages
        for number, document in enumerate(self.handing.enclosed, start=1):
            yield self._make_entry(number, document)

    def _make_entry(self, number: int, document: EnclosedDocument) -> Entry:
        words, language = self.handing.words, self.handing.language
        files = [taken for taken in self.taken if taken.number == number]
        inside = [taken for taken in files if taken.pages]
        beside = [taken.file_name for taken in files if not taken.pages]
        notes = [document.note] if document.note else []
        if beside:
            separate = words.separate_file.spoken_in(language)
            notes.append(separate.format(name=", ".join(beside)))
        if not files and not document.note:
            notes.append(words.not_attached.spoken_in(language))
        pages = None
        if inside:
            first = inside[0].first_page
            pages = (first, first + sum(taken.pages for taken in inside) - 1)
        return Entry(document.title, pages, number, "; ".join(notes), document.group)

    def _title_attachment(self, taken: _Taken) -> str:
        number = self.handing.words.attachment.spoken_in(self.handing.language)
        return f"{number.format(number=taken.number)}. {taken.title}"

    def _open_pages(self, taken: _Taken) -> PdfReader:
        path = self.folder.path / taken.file_name
        if taken.is_photo:
            return PdfReader(io.BytesIO(put_on_page(path.read_bytes(), taken.title)))
        return open_pdf(path)

    def _list_stamps(self, ours: int, count: int) -> Iterator[Stamp]:
        words, language = self.handing.words, self.handing.language
        page_words = words.page.spoken_in(language)
        numbers = [0] * ours
        for taken in self.taken:
            numbers += [taken.number] * taken.pages
        for page, number in enumerate(numbers, start=1):
            said = page_words.format(page=page, pages=count)
            if number:
                attachment = words.attachment.spoken_in(language).format(number=number)
                said = f"{attachment} · {said}"
            yield Stamp(said, has_plate=bool(number))

    # ------------------------------------------------------------------ the end

    def _tell_file(self, taken: _Taken) -> AssembledFile:
        pages = None
        if self.whole is not None and taken.pages:
            pages = (taken.first_page, taken.first_page + taken.pages - 1)
        return AssembledFile(taken.file_name, taken.title, taken.size, pages)

    def _list_recompressed(self) -> Iterator[Recompressed]:
        for taken in self.taken:
            if taken.is_shrunk:
                yield Recompressed(taken.file_name, taken.enclosure.size, taken.size)

    def _pack(self) -> None:
        if not self.options.with_zip:
            return
        done = 0

        def tick(now: int) -> None:
            nonlocal done
            self.ticker.tick((now - done) / MEGABYTE)
            done = now

        self.folder.pack(self.handing.printed_on, tick)

    def _check_limit(self, files: list[AssembledFile], size: int) -> bool:
        limit = self._limit
        if limit is None or size <= limit:
            return True
        largest = sorted(files, key=lambda file: file.size, reverse=True)[:_NAMED_LARGE]
        self.problems.append(
            message(
                "All of it has {size} MB, more than {limit} MB. The largest files are {names}: "
                "leave one out, or give a link instead of it.",
                size=-(-size // MEGABYTE),
                limit=limit // MEGABYTE,
                names=", ".join(file.name for file in largest),
            )
        )
        return False


def _say_gone(name: str) -> Message:
    return message(
        "The file {name} is not in its place any more, or is damaged: add it again.", name=name
    )


def _say_signed(name: str) -> Message:
    return message(
        "The electronic signature of {name} holds in that file alone: hand it in too.", name=name
    )


def _say_no_paper(enclosure: Enclosure) -> Message:
    if enclosure.media_type in VIDEO_TYPES:
        return message("{name} is a video: it lies beside the one PDF.", name=enclosure.name)
    return message(
        "{name} is not a PDF or a picture: it lies beside the one PDF. To have its pages inside, "
        "save it as a PDF and add that one.",
        name=enclosure.name,
    )
