"""Answers of one form: found by path and language, numbers as people type them."""

from __future__ import annotations

import pytest

from grantee_app.form import STATE_FINAL_REPORT, load_form
from grantee_app.form.answers import (
    gather_answers,
    parse_whole_number,
    socio_fact_path,
    socio_plan_path,
    text_fields,
    value_paths,
)
from grantee_app.records import Answer, Bilingual

FORM = load_form(STATE_FINAL_REPORT, "2024")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7000", 7_000),
        ("7 000", 7_000),
        ("7\u00a0000\u202f000", 7_000_000),
        (" 12\n", 12),
        ("0", 0),
        ("", None),
        (" ", None),
        ("7 мың", None),
        ("7,5", None),
        ("-3", None),
        ("+3", None),
        ("1e3", None),
        ("1_000", None),
        ("٣", None),
        ("²", None),
    ],
)
def test_whole_numbers_as_typed(typed, number):
    assert parse_whole_number(typed) == number


def test_answers_of_other_forms_and_versions_are_not_taken():
    answers = gather_answers(
        [
            Answer(form=FORM.id, version="2024", path="a", language="kk", value="иә"),
            Answer(form=FORM.id, version="2025", path="a", language="ru", value="нет"),
            Answer(form="other/form", version="2024", path="b", language="kk", value="жоқ"),
            Answer(form=FORM.id, version="2024", path="socio.ngos.fact", value=" 1 234 "),
        ],
        FORM,
    )
    assert answers.text("a") == Bilingual(kk="иә")
    assert not answers.text("b")
    assert answers.value("socio.ngos.fact") == "1 234"
    assert answers.number("socio.ngos.fact") == 1_234
    assert answers.number("a") is None
    assert answers.number("nothing") is None


def test_paths_of_the_texts_and_values():
    paths = [field.path for section in FORM.sections for field in text_fields(section)]
    assert paths == [
        *("achieved_result", "deviation", "goal_evidence", "changes"),
        *("story.start", "story.influence", "story.result", "story.feedback", "story.contact"),
        *("results.target_groups", "results.long_term", "results.sustainability"),
        *("results.socio_economic", "partners_analysis"),
    ]
    values = [path for section in FORM.sections for path in value_paths(section)]
    assert len(values) == 18
    assert socio_plan_path("staff") in values
    assert socio_fact_path("ngos") in values
    assert len(set(paths + values)) == len(paths + values)


def test_what_is_personal_is_marked():
    fields = {field.path: field for section in FORM.sections for field in text_fields(section)}
    assert [path for path, field in fields.items() if field.is_personal] == ["story.contact"]
