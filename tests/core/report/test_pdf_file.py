"""The PDF as a file: description, outline, pages, links, and the same bytes for the same report."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from grantee_app.language.message import LANGUAGES
from grantee_app.report.document import Document, Heading, Paragraph, Span
from grantee_app.report.making import ReportOptions, make_report
from grantee_app.report.pdf.render import render_pdf
from grantee_app.workspace import Workspace
from tests.core.report.projects import PRINTED_ON
from tests.core.report.reading import read_pdf

TITLES = {
    "kk": "Әлеуметтік жобаны іске асыру нәтижелері бойынша қорытынды есеп. "
    "Қоғамдық бақылау: ауылдан бастаймыз",
    "ru": "Итоговый отчет по результатам реализации социального проекта. "
    "Общественный контроль: начинаем с села",
}
# Sections and tasks as a reader's side bar shows them.
OUTLINE = {
    "kk": [
        (0, "1. Әлеуметтік жоба шеңберіндегі іс-шараларды сипаттаңыз"),
        (1, "1.1. Іс-шаралар"),
        (2, "1-міндет. Облыс тұрғындарының қоғамдық бақылау және құқықтық"),
        (2, "2-міндет. Қоғамдық бақылау туралы ақпаратты әлеуметтік"),
        (2, "3-міндет. Шағын гранттар арқылы жергілікті бастамаларды"),
        (2, "4-міндет. Жобаны қорытындылау және қатысушылардың"),
        (2, "Шарт талаптарына сәйкес жоба нәтижелерінің қорытынды жария"),
        (2, "Шарт талаптарына сәйкес жобаның орындалу барысы туралы"),
        (1, "1.2. Кестені толтырыңыз"),
        (1, "1.3. Әлеуметтік жобаның әлеуметтік-экономикалық әсерін"),
        (0, "2. Мақсатқа жету"),
        (0, "3. Өзгерістер, жетістік тарихы"),
        (0, "4. Статистика"),
        (0, "5. Әлеуметтік жобаның нәтижелері"),
        (0, "6. Серіктестер"),
    ],
    "ru": [
        (0, "1. Опишите мероприятия в рамках социального проекта"),
        (1, "1.1. Мероприятия"),
        (2, "Задача 1. Повысить знания жителей области"),
        (2, "Задача 2. Распространить информацию"),
        (2, "Задача 3. Поддержать местные инициативы"),
        (2, "Задача 4. Подвести итоги проекта"),
        (2, "Итоговая публичная презентация результатов проекта"),
        (2, "Информационная работа о ходе реализации проекта"),
        (1, "1.2. Заполните таблицу"),
        (1, "1.3. Заполните таблицу, отражающую"),
        (0, "2. Достижение цели"),
        (0, "3. Изменения, история успеха"),
        (0, "4. Статистика"),
        (0, "5. Результаты социального проекта"),
        (0, "6. Партнёры"),
    ],
}


def print_sample(language: str = "kk", printed_on: date = PRINTED_ON) -> bytes:
    with Workspace.with_sample() as workspace:
        (project,) = workspace.list_projects()
        return make_report(
            workspace, project.id, language, ReportOptions(printed_on=printed_on)
        ).data


@pytest.mark.parametrize("language", LANGUAGES)
def test_description(sample_papers, language):
    paper = sample_papers[language]
    assert paper.title == TITLES[language]
    assert paper.language == f"{language}-KZ"
    assert "Жетісу бастамасы" in paper.author
    for page in paper.pages:
        assert (round(page.width), round(page.height)) == (842, 595)


def test_no_word_of_the_library_in_the_description(sample_pdfs):
    document = pdfium.PdfDocument(sample_pdfs["kk"])
    described = document.get_metadata_dict()
    document.close()
    assert described["Creator"] == "Bastama"
    assert not {"unspecified", "untitled", "anonymous"} & set(described.values())
    assert described["CreationDate"].startswith("D:20241205")


@pytest.mark.parametrize("language", LANGUAGES)
def test_outline(sample_papers, language):
    paper = sample_papers[language]
    assert [level for level, _title, _page in paper.outline] == [
        level for level, _title in OUTLINE[language]
    ]
    for (_level, title, page), (_, begin) in zip(paper.outline, OUTLINE[language], strict=True):
        assert title.startswith(begin)
        number = title.split(" ")[0]
        assert number in paper.pages[page].text, f"{title!r} does not lead to its page"
    pages = [page for _level, _title, page in paper.outline]
    assert pages == sorted(pages)


def test_an_outline_may_skip_levels_of_a_form():
    """A donor's form may begin below the first level, or go two levels down at once."""
    levels = (2, 0, 2, 1, 2, 2, 0)
    blocks = tuple(
        Heading((Span(f"{level}"),), "kk", outline=f"{place}", level=level)
        for place, level in enumerate(levels)
    )
    document = Document("т", "а", "kk", True, "{page}", PRINTED_ON, blocks)
    outline = read_pdf(render_pdf(document).data).outline
    assert [title for _level, title, _page in outline] == [str(place) for place in range(7)]
    assert [level for level, _title, _page in outline] == [0, 0, 1, 1, 2, 2, 0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_numbered(sample_papers, language):
    paper = sample_papers[language]
    pattern = {"kk": "{} / {} бет", "ru": "стр. {} из {}"}[language]
    numbers = [page.number for page in paper.pages]
    assert numbers == [pattern.format(place, len(numbers)) for place in range(1, len(numbers) + 1)]


def test_section_pages_lead_to_the_sections():
    with Workspace.with_sample() as workspace:
        (project,) = workspace.list_projects()
        report = make_report(workspace, project.id, "kk", ReportOptions(printed_on=PRINTED_ON))
    paper = read_pdf(report.data)
    assert report.page_count == len(paper.pages)
    assert report.section_pages["cover"] == 0
    assert "4. Әлеуметтік жобаға" in paper.pages[report.section_pages["statistics"]].text
    assert "Ұйым басшысы" in paper.pages[report.section_pages["signature"]].text
    assert list(report.section_pages.values()) == sorted(report.section_pages.values())


# ------------------------------------------------------------------ links


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_of_the_sample_can_be_clicked(sample_papers, language):
    links = [link for page in sample_papers[language].pages for link in page.links]
    assert len(links) > 10
    for link in links:
        assert re.fullmatch(r"https://example\.org/[\w/.-]+", link.address)
    for page in sample_papers[language].pages:
        for link in page.links:
            middle = (link.bottom + link.top) / 2
            assert any(
                run.left < link.right and run.right > link.left and run.bottom < middle < run.top
                for run in page.body
            ), "a link lies over empty paper"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org/a(b)c\\d", "https://example.org/a(b)c%5Cd"),
        ("https://пример.қаз/жол?а=б&c=1#d", "https://%D0%BF%D1%80%D0%B8%D0%BC%D0%B5%D1%80."),
        ("HTTPS://EXAMPLE.ORG/A%20B", "HTTPS://EXAMPLE.ORG/A%20B"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("https://example.org/\ud83d", "https://example.org/?"),
    ],
)
def test_an_address_is_ascii_inside_the_file(written, address):
    block = Paragraph((Span("Мұнда: "), Span("осы жер", link=written)), "kk", align="left")
    data = render_pdf(Document("т", "а", "kk", True, "{page}", PRINTED_ON, (block,))).data
    (link,) = read_pdf(data).pages[0].links
    assert link.address.startswith(address)
    assert link.address.isascii()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "жол", ""])
def test_what_is_no_address_of_the_net_is_no_link(address):
    block = Paragraph((Span("осы жер", link=address),), "kk", align="left")
    data = render_pdf(Document("т", "а", "kk", True, "{page}", PRINTED_ON, (block,))).data
    assert read_pdf(data).pages[0].links == ()


# ------------------------------------------------------------------ the same bytes


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_report_is_the_same_bytes(sample_pdfs, language):
    assert print_sample(language) == sample_pdfs[language]


SCRIPT = """
import hashlib, sys
from datetime import date
from grantee_app.report.making import ReportOptions, make_report
from grantee_app.workspace import Workspace
with Workspace.with_sample() as workspace:
    (project,) = workspace.list_projects()
    options = ReportOptions(printed_on=date(2024, 12, 5))
    data = make_report(workspace, project.id, "kk", options).data
sys.stdout.write(hashlib.sha256(data).hexdigest())
"""


def test_another_process_in_another_place_gives_the_same_bytes(sample_pdfs):
    surroundings = {
        **os.environ,
        "PYTHONHASHSEED": "4242",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "SOURCE_DATE_EPOCH": "86400",
        "PYTHONPATH": str(Path(__file__).parents[3]),
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=surroundings, capture_output=True, text=True, check=True
    )
    assert done.stdout == hashlib.sha256(sample_pdfs["kk"]).hexdigest()


def test_another_day_changes_nothing_but_the_dates(sample_pdfs):
    other = print_sample("kk", date(2025, 1, 31))
    assert other != sample_pdfs["kk"]
    assert len(other) == len(sample_pdfs["kk"])
    assert _without_dates(other) == _without_dates(sample_pdfs["kk"])


def _without_dates(data: bytes) -> bytes:
    data = re.sub(rb"D:\d{14}", b"D:", data)
    return re.sub(rb"/ID\s*\[<[0-9a-f]+><[0-9a-f]+>\]", b"/ID", data)
