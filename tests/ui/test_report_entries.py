"""What the sections of the report hold, read from the form and the sample."""

from __future__ import annotations

import pytest

from grantee_app.checks.finding import Finding
from grantee_app.form import STATE_FINAL_REPORT, FormDefinition, load_form
from grantee_app.form.answers import text_fields
from grantee_app.language.message import message
from grantee_app.records import Project
from grantee_app.store.texts import AnswerPlace, RecordPlace, is_text
from grantee_app.workspace import read_sample
from ui.printed_parts import PrintedRow
from ui.report_entries import (
    FoldEntry,
    HeadingEntry,
    LevelsEntry,
    PrintedEntry,
    RecordsEntry,
    find_guidance,
    has_records,
    is_written,
    iterate_tables,
    iterate_texts,
    list_entries,
    list_sections,
)


@pytest.fixture(scope="module")
def form() -> FormDefinition:
    return load_form(STATE_FINAL_REPORT, "2024")


@pytest.fixture(scope="module")
def project() -> Project:
    return read_sample().project


def entries_of(form: FormDefinition, project: Project, section_id: str):
    section = next(section for section in form.sections if section.id == section_id)
    return list_entries(form, section, project)


def test_every_text_of_the_form_can_be_written(form: FormDefinition, project: Project) -> None:
    wanted = {field.path for section in form.sections for field in text_fields(section)}
    offered = set()
    for section in list_sections(form):
        for text in iterate_texts(list_entries(form, section, project)):
            if isinstance(text.place, AnswerPlace):
                offered.add(text.place.path)
            else:
                assert is_text(text.place.table, text.place.column)
    assert offered == wanted


def test_every_event_of_the_sample_can_be_told(form: FormDefinition, project: Project) -> None:
    texts = iterate_texts(entries_of(form, project, "narrative"))
    places = {text.place for text in texts}
    for task in project.tasks:
        for planned in task.activities:
            assert RecordPlace("planned_activity", planned.id, "narrative") in places
            for held in planned.held:
                assert RecordPlace("activity", held.id, "narrative") in places
                assert RecordPlace("activity", held.id, "result") in places


def test_every_result_of_the_sample_can_be_written(form: FormDefinition, project: Project) -> None:
    texts = iterate_texts(entries_of(form, project, "indicators"))
    places = {text.place for text in texts}
    assert RecordPlace("project", project.id, "goal") in places
    for task in project.tasks:
        assert RecordPlace("task", task.id, "long_term_result") in places
        for planned in task.activities:
            assert RecordPlace("planned_activity", planned.id, "short_term_result") in places


def test_a_bare_heading_lends_its_help_to_what_follows(form: FormDefinition) -> None:
    sections = {section.id: section for section in form.sections}
    assert "activities" not in {section.id for section in list_sections(form)}
    assert find_guidance(form, sections["narrative"]) == sections["activities"].help
    assert not find_guidance(form, sections["indicators"])


def test_a_finding_about_an_indicator_finds_its_activity(
    form: FormDefinition, project: Project
) -> None:
    folds = [e for e in entries_of(form, project, "indicators") if isinstance(e, FoldEntry)]
    keys = {key for fold in folds for key in fold.keys}
    for task in project.tasks:
        for planned in task.activities:
            assert {indicator.id for indicator in planned.indicators} <= keys


def test_titles_are_told_in_both_languages(form: FormDefinition, project: Project) -> None:
    fold = next(e for e in entries_of(form, project, "narrative") if isinstance(e, FoldEntry))
    assert fold.label.kk == "1-іс-шара. Жобаның ашық тұсаукесері"
    assert fold.label.ru == "Мероприятие 1. Открытая презентация проекта"


def test_a_task_without_activities_says_where_they_are_added(
    form: FormDefinition, project: Project
) -> None:
    task = project.tasks[0].model_copy(update={"activities": []})
    bare = project.model_copy(update={"tasks": [task, *project.tasks[1:]]})
    for section in ("narrative", "indicators"):
        notes = [e.note for e in entries_of(form, bare, section) if isinstance(e, HeadingEntry)]
        assert [bool(note) for note in notes] == [True] + [False] * (len(notes) - 1)


def test_numbers_and_printed_parts(form: FormDefinition, project: Project) -> None:
    (levels,) = entries_of(form, project, "socio_economic")
    assert isinstance(levels, LevelsEntry)
    assert [level.row.figure for level in levels.levels if level.fact] == [
        "indirect_beneficiaries",
        "ngos",
    ]
    assert entries_of(form, project, "statistics") == [PrintedEntry("demographics")]


def test_tables_of_records_are_written_in_their_sections(
    form: FormDefinition, project: Project
) -> None:
    partners = entries_of(form, project, "partners")[-1]
    assert isinstance(partners, RecordsEntry)
    assert [name for name, _label in partners.columns] == ["name", "role", "contacts", "note"]
    assert partners.columns[0][1].ru == "Наименование организации/ ФИО партнера"
    assert not partners.is_rare
    assert list(iterate_tables([partners])) == ["partner"]
    for known in (project, project.model_copy(update={"winners": []})):
        winners = entries_of(form, known, "narrative")[-1]
        assert isinstance(winners, RecordsEntry)
        # Rows are counted by the table, not typed.
        assert [name for name, _label in winners.columns] == ["name", "settlement"]
        assert winners.is_rare


def test_a_section_is_written_when_all_that_is_required_is(
    form: FormDefinition, project: Project
) -> None:
    entries = entries_of(form, project, "changes")
    assert is_written(entries, lambda _place, _language: "сөз", "kk")

    def read(place, _language: str) -> str:
        return "" if place.path == "story.feedback" else "сөз"

    assert is_written(entries, read, "kk")

    def lose(place, _language: str) -> str:
        return " " if place.path == "story.start" else "сөз"

    assert not is_written(entries, lose, "kk")
    levels = entries_of(form, project, "socio_economic")
    assert not is_written(levels, lambda _place, _language: "", "kk")


# ---------------------------------------------------------------------- made of records


def rows_of(*values: str, kind: str = "number") -> list[PrintedRow]:
    return [PrintedRow("Әйелдер", value, kind) for value in values]


def judge(form: FormDefinition, project: Project, section_id: str, *rows: PrintedRow, **found):
    section = next(section for section in form.sections if section.id == section_id)
    entries = list_entries(form, section, project)
    printed = {(section_id, block.kind): list(rows) for block in section.blocks}
    return has_records(section, entries, printed, found.get("findings", []))


def test_a_part_made_of_records_is_ready_when_they_are_there(
    form: FormDefinition, project: Project
) -> None:
    assert judge(form, project, "statistics", *rows_of("", "-", "387"))
    assert not judge(form, project, "statistics", *rows_of("-", "0", "–"))
    assert not judge(form, project, "statistics")
    assert judge(form, project, "signature", *rows_of("Сейдалина Ажар", "…", kind="pair"))
    assert not judge(form, project, "signature", *rows_of("…", "12.11.2024", kind="pair"))
    # Partners may well be none: only the text before their table is asked for.
    assert judge(form, project, "partners")


@pytest.mark.parametrize("severity", ["note", "error"])
def test_a_cover_is_ready_when_the_checks_miss_no_line_of_it(
    form: FormDefinition, project: Project, severity: str
) -> None:
    rows = rows_of("Ұйым", "–", kind="pair")
    assert judge(form, project, "cover", *rows)
    other = Finding("completeness.text", "note", message("Yes"), "cover")
    assert judge(form, project, "cover", *rows, findings=[other])
    lacking = Finding("completeness.cover", severity, message("Yes"), "cover/period")
    assert not judge(form, project, "cover", *rows, findings=[lacking])
    assert judge(form, project, "signature", *rows_of("А", kind="pair"), findings=[lacking])


def test_nothing_is_told_of_a_plan_that_is_not_there(
    form: FormDefinition, project: Project
) -> None:
    bare = project.model_copy(update={"tasks": []})
    for section_id in ("narrative", "indicators"):
        assert judge(form, project, section_id)
        assert not judge(form, bare, section_id)


def test_lists_of_records_hold_more_than_the_sign_for_nothing(project: Project) -> None:
    creative = load_form("small-grant/creative-report", "2024")
    for section_id in ("activities", "photos", "links", "expenses"):
        assert not judge(creative, project, section_id, PrintedRow("-"))
        assert judge(creative, project, section_id, PrintedRow("10.07.24. Фото", "a.kz"))
    interim = load_form("kz-state-grant/interim-report", "2024")
    # All may be held: then nothing is still to come.
    assert judge(interim, project, "next_steps")
