"""The interim and the creative report, read back from their PDFs: labels, days, figures, layout."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from PIL import Image

from grantee_app.checks import check_project
from grantee_app.checks.completeness import _COVER_VALUES
from grantee_app.figures import Period
from grantee_app.form import load_form
from grantee_app.form.definition import CoverSource
from grantee_app.language.message import LANGUAGES
from grantee_app.records import (
    Answer,
    Evidence,
    Expense,
    Organization,
    Project,
    ProjectFile,
)
from grantee_app.records.activity import ParticipantCounts
from grantee_app.records.base import NO_TEXT
from grantee_app.records.project import BudgetLine, Grant
from grantee_app.report.cover import COVER_SOURCES
from grantee_app.report.making import ReportOptions, make_report
from grantee_app.store.attachments.records import AttachedTo
from grantee_app.workspace import Workspace, read_sample
from tests.core.report.labels import printed_labels
from tests.core.report.projects import (
    both,
    make_activity,
    make_event,
    make_indicator,
    make_project,
    make_task,
)
from tests.core.report.reading import Paper, ReadTable, read_pdf, squeeze
from tests.core.report.tidiness import find_flaws
from tests.core.store.protected import protect

INTERIM, CREATIVE = "kz-state-grant/interim-report", "small-grant/creative-report"
SUMMER = Period(date(2024, 7, 1), date(2024, 9, 15))
TODAY = date(2024, 9, 20)
LONG_TEXT = "Ауыл тұрғындары көпірді асармен жөндеді. " * 60


def print_report(
    content: ProjectFile,
    form: str,
    language: str,
    period: Period | None = None,
    printed_on: date = TODAY,
) -> Paper:
    with Workspace.in_memory() as workspace:
        workspace.save_project(content)
        options = ReportOptions(form, "2024", printed_on, period=period)
        return read_pdf(make_report(workspace, content.project.id, language, options).data)


def answer(form: str, path: str, text: str, language: str = "") -> Answer:
    return Answer(form=form, version="2024", path=path, language=language, value=text)


def with_answers(content: ProjectFile, *answers: Answer) -> ProjectFile:
    kept = [*content.project.answers, *answers]
    project = content.project.model_copy(update={"answers": kept})
    return content.model_copy(update={"project": project})


@pytest.fixture(scope="module")
def interim() -> dict[str, Paper]:
    return {code: print_report(read_sample(), INTERIM, code, SUMMER) for code in LANGUAGES}


@pytest.fixture(scope="module")
def creative() -> dict[str, Paper]:
    return {code: print_report(read_sample(), CREATIVE, code) for code in LANGUAGES}


# ---------------------------------------------------------------------- both forms


@pytest.mark.parametrize("form_id", [INTERIM, CREATIVE])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_is_printed_in_the_form_s_own_order(interim, creative, form_id, language):
    paper = (interim if form_id == INTERIM else creative)[language]
    text = squeeze(paper.text)
    place = 0
    for label in printed_labels(load_form(form_id, "2024")):
        said = squeeze(label.text.spoken_in(language))
        found = text.find(said, place)
        assert found >= 0, f"{label.text.spoken_in(language)!r} is missing or out of order"
        place = found + len(said)


@pytest.mark.parametrize("form_id", [INTERIM, CREATIVE])
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_tidy_filled_and_empty(interim, creative, form_id, language):
    assert find_flaws((interim if form_id == INTERIM else creative)[language]) == []
    empty = ProjectFile(
        format="bastama-project",
        schema_version=1,
        organization=Organization(name=NO_TEXT),
        project=Project(title=NO_TEXT),
    )
    assert find_flaws(print_report(empty, form_id, language)) == []


@pytest.mark.parametrize("form_id", [INTERIM, CREATIVE])
def test_texts_filled_to_the_brim_keep_their_pages(form_id):
    form = load_form(form_id, "2024")
    paths = [
        block.path for section in form.sections for block in section.blocks if block.kind == "text"
    ]
    content = with_answers(
        read_sample(), *(answer(form_id, path, LONG_TEXT, "kk") for path in paths)
    )
    for language in LANGUAGES:
        paper = print_report(content, form_id, language, SUMMER)
        assert find_flaws(paper) == []
        assert squeeze(paper.text).count(squeeze("көпірді асармен жөндеді")) == 60 * len(paths)


@pytest.mark.parametrize("form_id", [INTERIM, CREATIVE])
def test_every_text_tells_how_to_answer_well(form_id):
    """Help of a report's text holds a good answer and a weak one, in both languages."""
    form = load_form(form_id, "2024")
    assert (form.provenance.kk, form.provenance.ru) == ("ours", "ours")
    assert form.words.unofficial_layout
    texts = [block for section in form.sections for block in section.blocks if block.kind == "text"]
    assert texts
    for block in texts:
        assert "Жақсы: «" in block.help.kk, block.path
        assert "Әлсіз: «" in block.help.kk, block.path
        assert "Хорошо: «" in block.help.ru, block.path
        assert "Слабо: «" in block.help.ru, block.path


def test_labels_of_the_final_report_are_taken_over_letter_for_letter():
    final, interim_form = (
        load_form("kz-state-grant/final-report", "2024"),
        load_form(INTERIM, "2024"),
    )
    taken = {section.id: section for section in final.sections}
    for section in interim_form.sections:
        if section.id in {"activities", "narrative", "indicators", "statistics"}:
            assert section.title == taken[section.id].title
    assert interim_form.demographic_tables == final.demographic_tables
    assert interim_form.due == "interim"


# ---------------------------------------------------------------------- interim


def test_the_interim_report_counts_the_period_alone(interim):
    """602 people at the ten seminars, the fairs and the forum came later."""
    for paper, total, men, women in (
        (interim["kk"], "Жобаға қатысушылардың саны барлығы", "Ерлер", "Әйелдер"),
        (interim["ru"], "Всего участников проекта", "Мужчины", "Женщины"),
    ):
        (gender,) = [table for table in paper.tables if heads_of(table) == (total, men, women)]
        assert gender.rows[1] == ("602", "385", "217")
    assert "01.07.2024-15.09.2024 ж." in interim["kk"].text
    assert "1 076" not in interim["kk"].text


def test_what_is_outside_the_period_keeps_its_number_and_its_silence():
    content = make_project(
        make_task(
            "Бірінші",
            make_activity("Ерте", held=[make_event(date(2024, 3, 1), title=both("Наурыз"))]),
            make_activity(
                "Уақытында",
                make_indicator("Тыңдаушылар", counted_from="events", fact=77),
                held=[
                    make_event(
                        date(2024, 8, 1),
                        title=both("Тамыз"),
                        participants=ParticipantCounts(total=12),
                    ),
                    make_event(date(2024, 10, 1), title=both("Қазан")),
                ],
            ),
            make_activity("Кейін", starts_on=date(2024, 11, 1)),
        ),
        make_task("Екінші", make_activity("Желтоқсанда", starts_on=date(2024, 12, 1))),
        make_task("Бос міндет"),
    )
    paper = print_report(content, INTERIM, "kk", SUMMER)
    text = paper.text
    assert "2-іс-шара. Уақытында" in text
    assert "«Тамыз», 12 адам" in text
    for later in ("Наурыз", "«Қазан»", "3-іс-шара. Кейін", "2-міндет. Екінші"):
        assert later not in text
    assert "3-міндет. Бос міндет" in text
    # Ahead is what was never held by then, in the order of the plan.
    (ahead,) = [table for table in paper.tables if heads_of(table)[:2] == ("№", "Іс-шара")]
    assert [row[1] for row in ahead.rows[1:]] == ["Кейін", "Желтоқсанда"]
    assert [row[2] for row in ahead.rows[1:]] == ["01.11.24", "01.12.24"]


def test_the_written_period_is_counted_and_an_option_goes_before_it():
    content = with_answers(read_sample(), answer(INTERIM, "period", "шілде 2024"))
    july = print_report(content, INTERIM, "ru")
    assert "01.07.2024-31.07.2024" in july.text
    cells = [cell for table in july.tables for column in table.columns for cell in column]
    # 72 + 58 + 61 + 60: the four seminars of July.
    assert "251" in cells
    assert "602" not in cells
    assert "01.07.2024-15.09.2024" in print_report(content, INTERIM, "ru", SUMMER).text


@pytest.mark.parametrize("typed", ["", "кейін жазам", "31.07.2024-01.07.2024"])
def test_an_unwritten_period_lasts_from_the_beginning_until_today(typed):
    content = with_answers(read_sample(), answer(INTERIM, "period", typed))
    assert "27.05.2024-20.09.2024" in print_report(content, INTERIM, "ru").text
    late = print_report(content, INTERIM, "ru", printed_on=date(2025, 2, 1))
    assert "27.05.2024-30.11.2024" in late.text


def test_periods_side_by_side_print_what_the_final_report_prints():
    """Two interim reports add up to the 1 076 of the final one."""
    cut = date(2024, 9, 9)
    totals = []
    for period in (Period(None, cut), Period(cut + timedelta(days=1), None)):
        paper = print_report(read_sample(), INTERIM, "ru", period)
        (gender,) = [table for table in paper.tables if "Мужчины" in heads_of(table)]
        totals.append(int(gender.rows[1][0]))
    assert sum(totals) == 1076
    assert all(totals)


# ---------------------------------------------------------------------- creative


def make_small_grant() -> ProjectFile:
    content = make_project(
        make_task(
            "Алаң салу",
            make_activity(
                "Сенбілік",
                held=[
                    make_event(
                        date(2024, 6, 15),
                        title=both("Екінші күн"),
                        participants=ParticipantCounts(total=16),
                        counts_towards_beneficiaries=False,
                    ),
                    make_event(
                        date(2024, 6, 8),
                        ends_on=date(2024, 6, 9),
                        participants=ParticipantCounts(total=30),
                        result=both("Алаң тазаланды"),
                        evidence=[
                            Evidence(kind="social_post", link="https://example.org/senbilik"),
                            Evidence(kind="photo", title=both("Бұрын және кейін")),
                        ],
                    ),
                ],
            ),
        ),
        grant=Grant(kind="small", amount=300_000),
        budget_lines=[
            BudgetLine(id="lamps", title=both("Шамдар"), grant_tenge=56_000),
            BudgetLine(id="wood", title=both("Ағаш"), grant_tenge=40_000),
        ],
        expenses=[
            Expense(
                kind="purchase",
                paid_on=date(2024, 6, 20),
                title=both("Екі шам"),
                payee=both("ЖК Нұр"),
                document_number="чек 18",
                amount_tenge=54_000,
                budget_line_id="lamps",
            ),
            Expense(
                kind="purchase",
                paid_on=date(2024, 6, 7),
                heading=both("Су"),
                amount_tenge=3_500,
            ),
        ],
    )
    return content.model_copy(update={"organization": Organization(name=both("«Қарабұлақ» тобы"))})


def heads_of(table: ReadTable) -> tuple[str, ...]:
    return tuple(column[0] for column in table.columns)


def find_table(paper: Paper, head: str):
    (found,) = [table for table in paper.tables if head in heads_of(table)]
    return found


def test_a_small_grant_tells_what_was_held_by_day_and_adds_it_up():
    paper = print_report(make_small_grant(), CREATIVE, "kk")
    held = find_table(paper, "Іс-шара")
    assert [row[:3] for row in held.rows[1:]] == [
        ("1", "Сенбілік", "08.06-09.06.24"),
        ("2", "Екінші күн", "15.06.24"),
        ("", "Барлық келу", ""),
    ]
    assert [row[4] for row in held.rows[1:]] == ["30", "16", "46"]
    assert held.rows[1][5] == "Алаң тазаланды"
    # Who was helped are those of the activities that count.
    assert "Қанша адамға көмектестік: 30 адам" in paper.text


def test_expenses_stand_by_line_and_one_by_one():
    paper = print_report(make_small_grant(), CREATIVE, "kk")
    lines = find_table(paper, "Шығыстар баптары")
    assert lines.rows[1:] == [
        ("1", "Шамдар", "56 000", "54 000", "2 000"),
        ("2", "Ағаш", "40 000", "0", "40 000"),
        ("3", "Су", "-", "3 500", "-"),
        ("", "Барлығы", "96 000", "57 500", "38 500"),
    ]
    payments = find_table(paper, "Неге төленді")
    assert payments.rows[1:] == [
        ("1", "07.06.24", "Су", "-", "-", "3 500"),
        ("2", "20.06.24", "Екі шам", "ЖК Нұр", "чек 18", "54 000"),
        ("", "", "Барлығы", "", "", "57 500"),
    ]


def test_photos_and_links_of_the_evidence_come_by_themselves():
    paper = print_report(make_small_grant(), CREATIVE, "kk")
    links = [link.address for page in paper.pages for link in page.links]
    assert links == ["https://example.org/senbilik"]
    assert "Бұрын және кейін" in paper.text


def test_an_empty_creative_report_prints_the_sign_of_nothing():
    content = make_project()
    paper = print_report(content, CREATIVE, "ru")
    assert find_table(paper, "Мероприятие").rows[1] == ("-",) * 6
    assert find_table(paper, "Статьи расходов").rows[1] == ("-",) * 5
    assert len(paper.pages) <= 3


@pytest.mark.parametrize("form_id", [INTERIM, CREATIVE])
@pytest.mark.parametrize("today", [date(2024, 6, 1), date(2026, 1, 1)])
def test_every_check_understands_the_form(form_id, today):
    """Of the sample, of a small grant and of a project with nothing in it."""
    sections = {section.id for section in load_form(form_id, "2024").sections}
    for content in (read_sample(), make_small_grant(), make_project()):
        with Workspace.in_memory() as workspace:
            workspace.save_project(content)
            form = load_form(form_id, "2024")
            found = check_project(workspace, content.project.id, form, today)
        assert found
        assert {finding.section for finding in found} <= sections


def test_every_source_of_a_cover_is_printed_and_checked():
    sources = set(get_args(CoverSource)) - {"answer"}
    assert set(COVER_SOURCES) == sources
    assert set(_COVER_VALUES) == sources


def test_photos_are_printed_up_to_as_many_as_the_form_wants(tmp_path):
    """Seven photos of one activity: six are printed, with a password the very same."""
    content = make_small_grant()
    folder = tmp_path / "folder"
    with Workspace.open(folder) as workspace:
        workspace.save_project(content)
        (photo,) = [
            item
            for task in content.project.tasks
            for planned in task.activities
            for event in planned.held
            for item in event.evidence
            if item.kind == "photo"
        ]
        for number in range(7):
            source = tmp_path / f"{number}.jpg"
            Image.new("RGB", (640, 480), (30 * number, 90, 120)).save(source)
            workspace.attachments.attach(AttachedTo("evidence", photo.id), source)
        options = ReportOptions(CREATIVE, "2024", TODAY)
        data = make_report(workspace, content.project.id, "kk", options).data
    key = protect(folder).key
    with Workspace.open(folder, key) as workspace:
        assert make_report(workspace, content.project.id, "kk", options).data == data
    document = pdfium.PdfDocument(data)
    pictures = sum(
        found.type == pdfium_c.FPDF_PAGEOBJ_IMAGE
        for page in document
        for found in page.get_objects()
    )
    assert pictures == 6
    paper = read_pdf(data)
    assert find_flaws(paper) == []
    assert paper.text.count("Бұрын және кейін") == 6


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_group_s_report_has_no_place_for_a_seal(code: str) -> None:
    content = read_sample()
    form = load_form(CREATIVE, "2024")
    seal = form.sections[-1].blocks[-1].seal.spoken_in(code)
    assert seal in print_report(content, CREATIVE, code).text
    group = content.organization.model_copy(update={"legal_form": "initiative_group"})
    paper = print_report(content.model_copy(update={"organization": group}), CREATIVE, code)
    assert seal not in paper.text
    assert form.sections[-1].blocks[-1].date.spoken_in(code) in paper.text
    assert find_flaws(paper) == []
