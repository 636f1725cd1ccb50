"""How far an application is, and which gap comes next."""

from __future__ import annotations

from fractions import Fraction

from grantee_app.checks.application import check_application
from grantee_app.checks.application.progress import ApplicationProgress, judge_progress
from grantee_app.checks.application.subject import ApplicationSubject
from tests.core.checks.filled import fill, make_subject, read_idea
from tests.core.checks.test_application import LETTER, TABLES, make


def judge(subject: ApplicationSubject) -> ApplicationProgress:
    return judge_progress(subject, check_application(subject))


def states(progress: ApplicationProgress) -> dict[str, str]:
    return {section.section: section.state for section in progress.sections}


def test_a_whole_application_is_done():
    progress = judge(make())
    assert set(states(progress).values()) == {"done"}
    assert (progress.percent, progress.gaps, progress.next_gap()) == (100, (), "")


def test_an_empty_one_is_not_begun():
    progress = judge(make_subject(fill(read_idea())))
    # Papers are asked for once a sum is.
    assert states(progress) == {"applicant": "empty", "idea": "empty", "money": "empty"}
    assert progress.percent == 0
    assert progress.gaps[:3] == (
        "applicant/applicant_kind",
        "applicant/name",
        "applicant/settlement",
    )


def test_what_the_profile_brings_counts_but_begins_nothing():
    subject = make_subject(fill(read_idea(), profile={"name": "Топ"}))
    progress = judge(subject)
    assert states(progress)["applicant"] == "empty"
    assert progress.percent > 0
    assert "applicant/name" not in progress.gaps


def test_a_table_counts_by_its_rows_and_cells():
    whole = judge(make()).find("applicant")
    part = judge(make(tables={"members": [{"role": "ұста"}]})).find("applicant")
    assert whole is not None
    assert part is not None
    assert part.wanted == whole.wanted
    # One row of three, without its name: a sixth of the table.
    assert whole.filled - part.filled == Fraction(5, 6)
    assert part.state == "begun"


def test_a_text_in_the_other_language_is_a_gap():
    progress = judge(make({"title": {"ru": "Площадка"}}))
    assert progress.gaps == ("idea/title",)
    assert progress.percent < 100


def test_an_error_keeps_a_section_open():
    progress = judge(make({"sum_asked": "1"}))
    money = progress.find("money")
    assert money is not None
    assert (money.state, money.tone) == ("begun", "bad")
    assert money.findings > 0


def test_the_next_gap_goes_round():
    subject = make({"title": None, "agrees": None}, {"members": [{"role": "ұста"}]})
    progress = judge(subject)
    gaps = ("applicant/members", "applicant/members/members1/name", "idea/title", "papers/agrees")
    assert progress.gaps == gaps
    assert progress.next_gap() == gaps[0]
    assert progress.next_gap(gaps[0]) == gaps[1]
    assert progress.next_gap(gaps[-1]) == gaps[0]
    assert progress.next_gap("money/budget") == "papers/agrees"
    assert progress.next_gap("nowhere") == gaps[0]


def test_a_missing_file_is_a_gap():
    progress = judge(make(documents=[LETTER]))
    assert progress.gaps == ("papers/letter",)


def test_hidden_sections_count_nothing():
    assert judge(make({"sum_asked": None}, {"budget": TABLES["budget"]})).find("papers") is None
