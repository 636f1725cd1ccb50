"""The days of an interim report: read, within the project, over; and money without a day."""

from __future__ import annotations

from datetime import date

import pytest

from grantee_app.checks import check_project
from grantee_app.form import load_form
from grantee_app.language.catalogue import Language
from grantee_app.records import Answer, Expense, ProjectFile
from grantee_app.records.project import ReportDate
from grantee_app.workspace import Workspace, read_sample

INTERIM = load_form("kz-state-grant/interim-report", "2024")
TODAY = date(2024, 9, 20)


def write_period(typed: str, **fields) -> ProjectFile:
    content = read_sample()
    answers = [
        *content.project.answers,
        Answer(form=INTERIM.id, version=INTERIM.version, path="period", value=typed),
    ]
    project = content.project.model_copy(update={"answers": answers} | fields)
    return content.model_copy(update={"project": project})


def find(content: ProjectFile, form=INTERIM, today: date = TODAY):
    with Workspace.in_memory() as workspace:
        workspace.save_project(content)
        return check_project(workspace, content.project.id, form, today)


def codes(content: ProjectFile, **options) -> list[str]:
    return [found.code for found in find(content, **options) if found.code.startswith("period.")]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", []),
        ("01.07.2024 – 15.09.2024", []),
        ("3 тоқсан 2024", ["period.future"]),
        ("кейін жазам", ["period.unread"]),
        ("15.09.2024 – 01.07.2024", ["period.unread"]),
        ("01.05.2024 – 15.09.2024", ["period.outside"]),
    ],
)
def test_the_days_are_judged(typed, expected):
    assert codes(write_period(typed)) == expected


def test_the_sentences_lead_to_the_field_and_are_told_in_both_languages():
    (found,) = [
        f for f in find(write_period("01.05.2024-15.09.2024")) if f.code == "period.outside"
    ]
    assert found.place == "cover/period"
    assert "01.05.2024" in Language.load("kk").say(found.message)
    assert "выходит за срок проекта" in Language.load("ru").say(found.message)


def test_an_expense_without_a_day_is_told():
    lost = Expense(kind="purchase", amount_tenge=5_000)
    content = write_period("", expenses=[*read_sample().project.expenses, lost])
    assert codes(content) == ["period.undated"]


def test_a_report_of_the_whole_project_has_no_period():
    content = write_period("кейін жазам", expenses=[Expense(kind="purchase", amount_tenge=1)])
    final = load_form("kz-state-grant/final-report", "2024")
    assert codes(content, form=final) == []


def test_an_interim_report_that_is_due_lacks_its_texts():
    """The final report is not due yet, and its own texts are no errors."""
    dates = [
        ReportDate(kind="interim", due_on=date(2024, 9, 10)),
        ReportDate(kind="final", due_on=date(2024, 12, 10)),
    ]
    content = write_period("")
    grant = content.project.grant.model_copy(update={"report_dates": dates})
    content = write_period("", grant=grant)
    missing = [found for found in find(content) if found.code == "completeness.text"]
    assert {found.place for found in missing if found.severity == "error"} == {
        "indicators/interim_result",
        "risks/interim_risks",
        "next_steps/interim_next_steps",
    }
    before = find(content, today=date(2024, 9, 9))
    assert {f.severity for f in before if f.code == "completeness.text"} == {"note"}
