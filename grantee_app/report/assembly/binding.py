"""Binds everything that has pages into one PDF: contents, our papers, their documents."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader

from grantee_app.report.assembly.contents import Entry, print_contents
from grantee_app.report.assembly.handing import EnclosedDocument, Handing
from grantee_app.report.assembly.merging import Described, Stamp, Whole, close_reader
from grantee_app.report.assembly.pdf_files import open_pdf
from grantee_app.report.assembly.taking import Taken, weigh
from grantee_app.report.assembly.ticking import Ticker
from grantee_app.report.pdf.render import PdfReport


@dataclass(frozen=True)
class Bound:
    """The one PDF, ready to be written; `paper_pages` are the pages of our papers by index."""

    whole: Whole
    described: Described
    paper_pages: dict[int, tuple[int, int]]


def bind(
    handing: Handing,
    papers: Mapping[int, PdfReport],
    taken: Sequence[Taken],
    folder: Path,
    ticker: Ticker,
) -> Bound:
    """Bind `papers` (by their index, without numbers) and the files taken into `folder`.

    Each of `taken` learns its `first_page`.
    """
    whole, language = Whole(), handing.language
    entries = list(_list_entries(handing, papers, taken))
    contents, shift = print_contents(handing, entries)
    title = handing.words.contents.spoken_in(language)
    whole.add(PdfReader(io.BytesIO(contents)), title, with_outline=False)
    paper_pages = {}
    for index, printed in papers.items():
        first = whole.page_count + 1
        reader = PdfReader(io.BytesIO(printed.data))
        whole.add(reader, handing.papers[index].title, with_outline=True)
        paper_pages[index] = (first, whole.page_count)
    ours = whole.page_count
    for one in taken:
        if one.pages:
            one.first_page += shift
            _add_pages(whole, one, folder, _title(handing, one))
            ticker.tick(weigh(one.enclosure))
    whole.stamp(list(_list_stamps(handing, ours, taken, whole.page_count)), ticker.tick)
    described = Described(handing.title, handing.author, language, handing.printed_on)
    return Bound(whole, described, paper_pages)


def _add_pages(whole: Whole, taken: Taken, folder: Path, title: str) -> None:
    path = folder / taken.file_name
    if taken.is_photo:
        whole.add_photo(path.read_bytes(), title)
        return
    reader = open_pdf(path)
    whole.add(reader, title, with_outline=False)
    close_reader(reader)


def _list_entries(
    handing: Handing, papers: Mapping[int, PdfReport], taken: Sequence[Taken]
) -> Iterator[Entry]:
    page = 1
    for index, printed in papers.items():
        paper = handing.papers[index]
        yield Entry(paper.title, (page, page + printed.page_count - 1))
        for section, words in paper.sections:
            if section in printed.section_pages:
                at = page + printed.section_pages[section]
                yield Entry(words, (at, at), is_section=True)
        page += printed.page_count
    for one in taken:
        one.first_page = page
        page += one.pages
    for number, document in enumerate(handing.enclosed, start=1):
        files = [one for one in taken if one.number == number]
        yield _make_entry(handing, number, document, files)


def _make_entry(
    handing: Handing, number: int, document: EnclosedDocument, files: Sequence[Taken]
) -> Entry:
    words, language = handing.words, handing.language
    inside = [one for one in files if one.pages]
    beside = [one.file_name for one in files if not one.pages]
    notes = [document.note] if document.note else []
    if beside:
        separate = words.separate_file.spoken_in(language)
        notes.append(separate.format(name=", ".join(beside)))
    if not files and not document.note:
        notes.append(words.not_attached.spoken_in(language))
    pages = None
    if inside:
        first = inside[0].first_page
        pages = (first, first + sum(one.pages for one in inside) - 1)
    return Entry(document.title, pages, number, "; ".join(notes), document.group)


def _title(handing: Handing, taken: Taken) -> str:
    number = handing.words.attachment.spoken_in(handing.language).format(number=taken.number)
    return f"{number}. {taken.title}"


def _list_stamps(
    handing: Handing, ours: int, taken: Sequence[Taken], count: int
) -> Iterator[Stamp]:
    words, language = handing.words, handing.language
    page_words = words.page.spoken_in(language)
    numbers = [0] * ours
    for one in taken:
        numbers += [one.number] * one.pages
    for page, number in enumerate(numbers, start=1):
        said = page_words.format(page=page, pages=count)
        if number:
            attachment = words.attachment.spoken_in(language).format(number=number)
            said = f"{attachment} · {said}"
        yield Stamp(said, has_plate=bool(number))
