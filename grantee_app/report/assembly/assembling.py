"""Makes the folder that is handed in.

First the attachments are copied, photos as bare pixels; then their pages, after ours, become one
PDF with a page of contents and continuous numbers; then the size is looked at, and pictures are
made smaller until it fits. Everything happens in a folder without a name: it gets one when all is
on the drive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from grantee_app.language.message import message
from grantee_app.report.assembly.binding import bind
from grantee_app.report.assembly.folder import MEGABYTE, NewFolder
from grantee_app.report.assembly.handing import (
    AssembledFile,
    Assembly,
    AssemblyOptions,
    Handing,
    Recompressed,
)
from grantee_app.report.assembly.names import MOST_OF_FOLDER, number_name, write_name
from grantee_app.report.assembly.pictures import QUALITIES, Quality
from grantee_app.report.assembly.taking import Taken, Taker, count_digits, weigh
from grantee_app.report.assembly.ticking import Ticker
from grantee_app.report.document import Document
from grantee_app.report.pdf.render import IsCancelled, PdfReport, Progress, render_pdf

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
    ticker = Ticker(_count_steps(handing, options), progress, is_cancelled)
    name = write_name(handing.title, MOST_OF_FOLDER) or "Bastama"
    folder = NewFolder(options.folder, f"{name} {handing.printed_on.isoformat()}")
    try:
        taker = Taker(folder, ticker)
        assembly = _Assembling(handing, options, folder, ticker, taker).run()
    except BaseException:
        folder.discard()
        raise
    ticker.finish()
    return assembly


def _count_steps(handing: Handing, options: AssemblyOptions) -> int:
    files = sum(weigh(file) for document in handing.enclosed for file in document.files)
    passes = 1 + options.with_whole + options.with_zip
    return passes * files + _PAPER_STEPS * (1 + options.with_whole) * len(handing.papers) + 2


@dataclass
class _Assembling:
    handing: Handing
    options: AssemblyOptions
    folder: NewFolder
    ticker: Ticker
    taker: Taker
    papers: list[AssembledFile] = field(default_factory=list)
    printed: dict[int, PdfReport] = field(default_factory=dict)
    whole: AssembledFile | None = None

    def run(self) -> Assembly:
        self.folder.need_room(self._estimate_room())
        self._write_papers()
        self.taker.take_all(self.handing)
        self._fit()
        for taken in self.taker.taken:
            if not self._is_kept(taken):
                self.taker.drop(taken)
        files = [*self.papers, *map(self._tell_file, filter(self._is_kept, self.taker.taken))]
        if self.whole is not None:
            files.insert(0, self.whole)
        self._pack()
        size = sum(file.size for file in files)
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
            apart=tuple(self.taker.apart),
            problems=tuple(self.taker.problems),
        )

    # ------------------------------------------------------------------ papers

    def _estimate_room(self) -> int:
        size = sum(file.size for document in self.handing.enclosed for file in document.files)
        if self.options.most_megabytes is not None:
            size = min(size, self.options.most_megabytes * MEGABYTE)
        return size * (1 + self.options.with_whole + self.options.with_zip) + _ROOM_TO_SPARE

    def _write_papers(self) -> None:
        for number, paper in enumerate(self.handing.papers):
            data = self._print(paper.document).data
            name = self._name_paper(number, paper.title)
            self.folder.write(name, data)
            self.papers.append(AssembledFile(name, paper.title, len(data)))

    def _name_paper(self, number: int, title: str) -> str:
        # Papers stand before «01_»: the first is what everything else belongs to.
        name = number_name(
            0,
            title,
            ".pdf",
            most=self.folder.most_of_name,
            digits=count_digits(self.handing),
        )
        taken = {file.name.casefold() for file in self.papers}
        return name if name.casefold() not in taken else f"{name[:-4]}_{number + 1}.pdf"

    def _print(self, document: Document) -> PdfReport:
        printed = render_pdf(document, None, self.ticker.is_cancelled)
        self.ticker.tick(_PAPER_STEPS)
        return printed

    def _print_for_whole(self) -> dict[int, PdfReport]:
        """Return our papers once more, by their index, without numbers of their own."""
        if not self.printed:
            self.printed = {
                index: self._print(replace(paper.document, page_label=""))
                for index, paper in enumerate(self.handing.papers)
                if paper.in_whole
            }
        return self.printed

    # ------------------------------------------------------------------ one PDF, and its size

    def _fit(self) -> None:
        """Bind; with a limit, make pictures smaller and bind again until all of it fits."""
        limit = self._limit
        for quality in self._choose_qualities():
            if quality is not QUALITIES[0]:
                self.taker.shrink(quality)
            is_last = quality is QUALITIES[-1]
            if limit is not None and not is_last and self._estimate() > limit:
                continue
            if self.options.with_whole:
                self._bind()
            if limit is None or self._total() <= limit:
                return
        if self.whole is None and self.options.with_whole:
            self._bind()

    def _choose_qualities(self) -> list[Quality]:
        """Return the qualities to try, the best that may fit first."""
        limit = self._limit
        stiff = sum(taken.size for taken in self.taker.taken if not taken.is_elastic)
        if limit is None or stiff >= limit:
            # A long film is too large by itself: smaller pictures would not help.
            return [QUALITIES[0]]
        predicted = [
            self._estimate(sum(taken.predict(quality) for taken in self.taker.taken if taken.pages))
            for quality in QUALITIES
        ]
        fitting = [place for place, size in enumerate(predicted) if size <= limit]
        # Predictions err: one finer is tried as well.
        start = max((fitting[0] if fitting else len(QUALITIES) - 1) - 1, 0)
        return list(QUALITIES[start:])

    @property
    def _limit(self) -> int | None:
        most = self.options.most_megabytes
        return None if most is None else most * MEGABYTE

    def _estimate(self, merged: float | None = None) -> float:
        """Return about how large everything will be with `merged` bytes of files with pages."""
        if merged is None:
            merged = sum(taken.size for taken in self.taker.taken if taken.pages)
        beside = sum(taken.size for taken in self.taker.taken if not taken.pages)
        papers = sum(file.size for file in self.papers)
        times = self.options.with_whole + (self.options.with_files or not self.options.with_whole)
        return times * merged + beside + (1 + self.options.with_whole) * papers

    def _total(self) -> int:
        kept = sum(taken.size for taken in self.taker.taken if self._is_kept(taken))
        papers = sum(file.size for file in self.papers)
        return kept + papers + (self.whole.size if self.whole else 0)

    def _is_kept(self, taken: Taken) -> bool:
        """Tell whether it stays a file of its own: asked for, or not in the one PDF."""
        return self.options.with_files or not self.options.with_whole or not taken.pages

    def _bind(self) -> None:
        papers = self._print_for_whole()
        bound = bind(self.handing, papers, self.taker.taken, self.folder.path, self.ticker)
        name = self.handing.words.whole.spoken_in(self.handing.language)
        file_name = f"{write_name(name, self.folder.most_of_name - 4)}.pdf"
        size = self.folder.fill(file_name, lambda file: bound.whole.write(bound.described, file))
        count = bound.whole.page_count
        bound.whole.close()
        self.whole = AssembledFile(file_name, name, size, (1, count))
        for index, pages in bound.paper_pages.items():
            self.papers[index] = replace(self.papers[index], pages=pages)

    # ------------------------------------------------------------------ the end

    def _tell_file(self, taken: Taken) -> AssembledFile:
        pages = None
        if self.whole is not None and taken.pages:
            pages = (taken.first_page, taken.first_page + taken.pages - 1)
        return AssembledFile(taken.file_name, taken.title, taken.size, pages)

    def _list_recompressed(self) -> Iterator[Recompressed]:
        for taken in self.taker.taken:
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
        self.taker.problems.append(
            message(
                "All of it has {size} MB, more than {limit} MB. The largest files are {names}: "
                "leave one out, or give a link instead of it.",
                size=-(-size // MEGABYTE),
                limit=limit // MEGABYTE,
                names=", ".join(file.name for file in largest),
            )
        )
        return False
