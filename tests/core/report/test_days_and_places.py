"""Days and places of an activity as the form writes them, whatever is known of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from grantee_app.figures import count_figures
from grantee_app.form import load_form
from grantee_app.form.answers import Answers
from grantee_app.records import Activity, Bilingual, PlannedActivity
from grantee_app.report.cover import COVER_SOURCES
from grantee_app.report.indicators import tell_dates, tell_place
from grantee_app.report.source import Source
from grantee_app.workspace import Workspace
from tests.core.report.projects import FORM, both, make_project


@pytest.fixture(scope="module")
def sources() -> dict[str, Source]:
    content = make_project()
    with Workspace.in_memory() as workspace:
        figures = count_figures(workspace.db, content.project.id)
    return {
        language: Source(load_form(*FORM), content, figures, Answers({}), language)
        for language in ("kk", "ru")
    }


def day(written: str) -> date:
    return date.fromisoformat(written)


def hold(first: str, last: str | None = None, **fields) -> Activity:
    return Activity(starts_on=day(first), ends_on=last and day(last), **fields)


@pytest.mark.parametrize(
    ("fields", "kk", "ru"),
    [
        ({}, "-", "-"),
        ({"dates_as": "months"}, "-", "-"),
        ({"held": [hold("2024-07-10")]}, "10.07.24", "10.07.24"),
        ({"held": [hold("2024-07-11", "2024-09-09")]}, "11.07-09.09.24", "11.07-09.09.24"),
        # Ten seminars: from the first day of any to the last of any, in whatever order they stand.
        (
            {"held": [hold("2024-09-09"), hold("2024-07-11"), hold("2024-08-01", "2024-08-03")]},
            "11.07-09.09.24",
            "11.07-09.09.24",
        ),
        (
            {"held": [hold("2024-12-30"), hold("2025-01-02")]},
            "30.12.24-02.01.25",
            "30.12.24-02.01.25",
        ),
        # What was held counts, what was planned stands in for it.
        (
            {"starts_on": day("2024-06-01"), "held": [hold("2024-07-10")]},
            "10.07.24",
            "10.07.24",
        ),
        (
            {"starts_on": day("2024-06-01"), "ends_on": day("2024-06-05")},
            "01.06-05.06.24",
            "01.06-05.06.24",
        ),
        ({"ends_on": day("2024-06-05")}, "05.06.24", "05.06.24"),
        (
            {
                "starts_on": day("2024-06-03"),
                "ends_on": day("2024-10-31"),
                "dates_as": "months",
                "held": [hold("2024-07-10")],
            },
            "Маусым-қазан, 2024",
            "Июнь-октябрь, 2024",
        ),
        (
            {"dates_as": "months", "held": [hold("2024-07-10"), hold("2024-07-20")]},
            "Шілде, 2024",
            "Июль, 2024",
        ),
        (
            {"starts_on": day("2024-12-01"), "ends_on": day("2025-02-01"), "dates_as": "months"},
            "Желтоқсан, 2024-ақпан, 2025",
            "Декабрь, 2024-февраль, 2025",
        ),
    ],
)
def test_days(sources, fields, kk, ru):
    planned = PlannedActivity(title=both("Шара"), **fields)
    assert tell_dates(planned, sources["kk"]) == kk
    assert tell_dates(planned, sources["ru"]) == ru


def test_places(sources):
    def tell(language: str, **fields) -> tuple[str, str]:
        told = tell_place(sources[language], PlannedActivity(title=both("Шара"), **fields))
        return told.text, told.mark

    two = [
        hold("2024-07-10", place=Bilingual(kk="Текелі", ru="Текели")),
        hold("2024-07-11", place=Bilingual(kk="Сарқан")),
        hold("2024-07-12", place=Bilingual(kk="Текелі", ru="Текели")),
        hold("2024-07-13"),
    ]
    assert tell("kk", held=two) == ("Текелі, Сарқан", "")
    assert tell("ru", held=two) == ("Текели, [на казахском языке] Сарқан", "")
    assert tell("ru", held=two, place=both("везде")) == ("везде", "")
    assert tell("ru", place=Bilingual(kk="ауыл")) == ("ауыл", "на казахском языке")
    assert tell("kk") == ("-", "")


def test_a_phone_on_the_cover_is_never_parted(sources):
    source = sources["kk"]
    known = {"address": both("Талдықорған қ., Абай к-сі, 1"), "phone": "+7 700 000 00 01"}
    organization = source.content.organization.model_copy(update=known)
    content = source.content.model_copy(update={"organization": organization})
    told = COVER_SOURCES["organization_address_phone"](replace(source, content=content))
    assert told.text == "Талдықорған қ., Абай к-сі, 1, +7\u00a0700\u00a0000\u00a000\u00a001"
