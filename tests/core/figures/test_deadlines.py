"""Days that must not be missed, counted on a calendar by hand.

November 2024 has no holiday; 16 December is Independence Day. 6.12.2024 is a Friday.
"""

from __future__ import annotations

from datetime import date

from grantee_app.figures.deadlines import DueDay, list_deadlines
from grantee_app.records import NO_TEXT, Bilingual, Deadline, Grant, Project, ReportDate
from grantee_app.workspace import read_sample


def list_of(today: date, **fields: object) -> list[DueDay]:
    return list_deadlines(Project(title=NO_TEXT, **fields), today)  # type: ignore[arg-type]


def make_grant(kind: str, day: date) -> Grant:
    return Grant(report_dates=[ReportDate(id="report", kind=kind, due_on=day)])  # type: ignore[arg-type]


def own(day: date | None, *, is_done: bool = False) -> Deadline:
    return Deadline(id="own", title=Bilingual(kk="Мұрағат"), due_on=day, is_done=is_done)


def test_an_empty_project_has_no_deadlines():
    assert list_of(date(2024, 11, 1)) == []
    assert list_of(date(2024, 11, 1), deadlines=[own(None)]) == []


def test_the_sample_in_the_middle_of_november():
    sample = read_sample().project
    own = [day.model_copy(update={"is_done": day.due_on.month == 11}) for day in sample.deadlines]
    project = sample.model_copy(update={"deadlines": own})
    found = list_deadlines(project, date(2024, 11, 12))
    assert [(day.kind, day.due_on.isoformat(), day.state) for day in found] == [
        ("project_end", "2024-11-30", "later"),
        ("final", "2024-12-06", "later"),
        ("own", "2024-12-20", "later"),
        # The interim report of September: nobody can tick it, so it is past.
        ("interim", "2024-09-13", "past"),
        ("own", "2024-11-15", "done"),
    ]
    final = found[1]
    # 13, 14, 15, 18–22, 25–29 November, 2–6 December.
    assert (final.days_left, final.working_days_left) == (24, 18)
    # 20 December less 9 days of weekends and Independence Day, 16 December.
    assert (found[2].days_left, found[2].working_days_left) == (38, 27)


def test_ten_working_days_are_near_and_eleven_are_not():
    grant = make_grant("final", date(2024, 12, 6))
    (near,) = list_of(date(2024, 11, 22), grant=grant)
    assert (near.working_days_left, near.state) == (10, "near")
    (later,) = list_of(date(2024, 11, 21), grant=grant)
    assert (later.working_days_left, later.state) == (11, "later")


def test_on_the_day_itself_nothing_is_left_and_nothing_is_overdue():
    (day,) = list_of(date(2024, 12, 6), grant=make_grant("final", date(2024, 12, 6)))
    assert (day.days_left, day.working_days_left, day.state) == (0, 0, "near")


def test_a_day_off_moves_back_to_the_last_working_day():
    # 15 June 2024 is a Saturday.
    (day,) = list_of(date(2024, 6, 5), grant=make_grant("interim", date(2024, 6, 15)))
    assert day.is_on_day_off
    assert day.hand_in_on == date(2024, 6, 14)
    # 6, 7, 10–14 June.
    assert day.working_days_left == 7
    # Independence Day on a Monday: the Friday before it.
    (holiday,) = list_of(date(2024, 12, 10), deadlines=[own(date(2024, 12, 16))])
    assert holiday.hand_in_on == date(2024, 12, 13)


def test_the_project_ends_on_its_day_even_on_a_saturday():
    (day,) = list_of(date(2024, 11, 25), ends_on=date(2024, 11, 30))
    assert day.kind == "project_end"
    assert not day.is_on_day_off
    (over,) = list_of(date(2024, 12, 1), ends_on=date(2024, 11, 30))
    assert over.state == "past"


def test_a_contract_that_ends_with_the_project_is_told_once():
    grant = Grant(ends_on=date(2024, 11, 30))
    assert [day.kind for day in list_of(date(2024, 1, 1), ends_on=grant.ends_on, grant=grant)] == [
        "project_end"
    ]
    longer = Grant(ends_on=date(2024, 12, 31))
    kinds = [day.kind for day in list_of(date(2024, 1, 1), ends_on=grant.ends_on, grant=longer)]
    assert kinds == ["project_end", "contract_end"]


def test_reports_are_overdue_for_a_while_and_own_deadlines_until_done():
    final = make_grant("final", date(2024, 12, 6))
    assert list_of(date(2024, 12, 7), grant=final)[0].state == "overdue"
    assert list_of(date(2025, 2, 4), grant=final)[0].state == "overdue"
    assert list_of(date(2025, 2, 5), grant=final)[0].state == "past"
    interim = make_grant("interim", date(2024, 9, 13))
    assert list_of(date(2024, 9, 27), grant=interim)[0].state == "overdue"
    assert list_of(date(2024, 9, 28), grant=interim)[0].state == "past"
    late = date(2026, 1, 1)
    assert list_of(late, deadlines=[own(date(2024, 12, 20))])[0].state == "overdue"
    done = list_of(late, deadlines=[own(date(2024, 12, 20), is_done=True)])
    assert done[0].state == "done"


def test_what_is_years_off_counts_no_working_days():
    (day,) = list_of(date(2024, 1, 1), deadlines=[own(date(2034, 1, 1))])
    assert day.working_days_left is None
    assert day.state == "later"


def test_what_is_open_stands_before_what_is_over():
    found = list_of(
        date(2024, 11, 1),
        ends_on=date(2024, 10, 1),
        deadlines=[own(date(2024, 12, 1))],
    )
    assert [day.kind for day in found] == ["own", "project_end"]
