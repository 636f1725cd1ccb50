"""Whatever is typed into a form: every judge answers, in both languages, at a place there is."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grantee_app.checks.application import check_application
from grantee_app.checks.application.budget_help import sum_budget
from grantee_app.checks.application.eligibility import list_eligibility
from grantee_app.checks.application.progress import judge_progress
from grantee_app.form.application_form import ApplicationForm, NoteField, TableField
from grantee_app.form.filled import FilledForm
from grantee_app.form.indicator_rows import propose_indicator_rows
from grantee_app.form.project_drawing import draw_project
from grantee_app.language.catalogue import Language
from grantee_app.language.message import LANGUAGES, Message
from grantee_app.records import Organization
from grantee_app.records.application import cell_path
from grantee_app.records.base import Bilingual
from tests.core.checks.filled import fill, make_subject, read_idea, read_shipped

FORMS = {
    "idea": read_idea,
    "state": lambda: read_shipped("kz-state-grant/application"),
    "small": lambda: read_shipped("small-grant/application"),
    "private": lambda: read_shipped("private-donor/project-proposal"),
}
# What people type, and what nobody should.
TYPED = st.one_of(
    st.sampled_from(
        [
            "", " ", "0", "1", "-5", "300 000", "7 млн", "около 300", "direct", "material", "short",
            "long", "group", "ngo", "2026-04-01/2026-06-30", "2026-05-01/2026-05-31/m",
            "31.02.2026", "999999999", "999999999999999",
            "мамыр", "иә", "photo,video", "rows1", "Ақбұлақ", "Жетісу облысы", "п. 2.1 устава",
            "8 701 234 56 78", "850101300015", "кемінде 40 адам", "{name}", "%s", "а" * 3000,
        ]
    ),
    st.text(max_size=40),
)  # fmt: skip
PLACEHOLDER = re.compile(r"\{[a-z_]+\}")


@st.composite
def filled_forms(draw: st.DrawFn, form: ApplicationForm) -> FilledForm:
    """Draw a form with a few rows in each table and something in many of its places."""
    answers: dict[tuple[str, str], str] = {}
    rows: dict[str, list[str]] = {}
    blank = fill(form)
    for part in form.fields():
        if isinstance(part, NoteField) or part.kind == "file":
            continue
        if isinstance(part, TableField):
            rows[part.key] = [f"{part.key}{n}" for n in range(draw(st.integers(0, 3)))]
            for row_id in rows[part.key]:
                for column in part.columns:
                    text = draw(TYPED)
                    for language in blank.languages_of(part.key, column.key):
                        answers[cell_path(part.key, row_id, column.key), language] = text
        else:
            text = draw(TYPED)
            for language in blank.languages_of(part.key):
                answers[part.key, language] = text
    return FilledForm(form, answers, rows, blank.profile)


def assert_told(said: Message, typed: set[str]) -> None:
    for code in LANGUAGES:
        text = Language.load(code).say(said)
        assert text
        left = set(PLACEHOLDER.findall(text))
        assert all(any(found in one for one in typed) for found in left), text


@pytest.mark.parametrize("name", FORMS)
@settings(max_examples=12)
@given(data=st.data(), is_handed_in=st.booleans(), is_blind=st.booleans())
def test_every_judge_answers(name, data, is_handed_in, is_blind):
    form = FORMS[name]()
    filled = data.draw(filled_forms(form))
    subject = make_subject(
        filled,
        Organization(name=Bilingual(kk="«Бастау» ҚБ"), territory=Bilingual(kk="Абай облысы")),
        date(2026, 2, 1),
        is_handed_in=is_handed_in,
        is_blind=is_blind,
        deadline_on=date(2026, 2, 20),
        most_amount=300_000,
    )
    typed = set(filled.answers.values())
    findings = check_application(subject)
    for finding in findings:
        section, _, about = finding.place.partition("/")
        known = next(part for part in form.sections if part.id == section)
        parts = about.split("/")
        if about:
            assert parts[0] in {field.key for field in known.fields}
        if len(parts) > 1:
            assert parts[1] in filled.rows_of(parts[0])
        if len(parts) > 2:
            assert parts[2] in form.tables[parts[0]].by_key
        assert_told(finding.message, typed)
    progress = judge_progress(subject, findings)
    assert 0 <= progress.percent <= 100
    assert (progress.percent == 100) <= (not progress.gaps)
    assert set(progress.gaps) >= {progress.next_gap()} - {""}
    for line in list_eligibility(subject):
        assert_told(line.said, typed)
    overview = sum_budget(subject)
    if overview is not None:
        assert_told(overview.said, typed)
    drawing = draw_project(subject.values)
    for remark in drawing.remarks:
        assert_told(remark, typed)
    activities = form.find_table("activities")
    for row_id in filled.rows_of(activities.key) if activities else ():
        propose_indicator_rows(subject.values, row_id)
