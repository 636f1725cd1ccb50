"""A lost application written again for the next year's call."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.errors import DataProblem
from grantee_app.language.reading_dates import DateRange
from grantee_app.records import Application, Bilingual
from grantee_app.workspace import Workspace
from grantee_app.workspace.reusing import reuse_application, shift_days
from tests.core.invented_form import make_idea, open_workspace
from tests.core.store.winning_story import begin

TODAY = date(2032, 1, 20)
NEXT = Bilingual(kk="Алаң, 2032", ru="Площадка, 2032")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(tmp_path / "w") as opened:
        yield opened


def call() -> Application:
    return make_idea(deadline_on=date(2032, 3, 1))


def test_everything_said_comes_along_a_year_later(workspace):
    project_id, earlier, _ = begin(workspace)
    workspace.applications.set_state(earlier, "lost", date(2031, 4, 1), Bilingual(kk="Кеш"))
    before = workspace.applications.load(earlier)
    reused = reuse_application(workspace, earlier, NEXT, call(), TODAY)
    opened = workspace.applications.load(reused.application_id)
    assert opened.project_id == reused.project_id != project_id
    assert (opened.application.state, opened.application.lost_reason.kk) == ("draft", "")
    assert opened.filled.text("goal", "kk") == "Балалар қауіпсіз ойнайтын жер"
    assert opened.filled.text("period") == "2032-04-01/2032-06-30"
    filled, rows = opened.filled, opened.filled.rows
    whens = [filled.cell("activities", row, "when") for row in rows["activities"]]
    # What was never read stays as it was typed.
    assert whens == ["2032-05-01/2032-05-03", "2032-05-01/2032-05-31/m", "жазда"]
    born = [filled.cell("members", row, "born_on") for row in rows["members"]]
    assert born == ["1985-02-01", ""]
    first = rows["activities"][0]
    assert filled.cell("activities", first, "task") == rows["tasks"][0]
    assert workspace.applications.load(earlier).filled == before.filled


def test_it_is_one_step_of_undo(workspace):
    begin_count = len(workspace.list_projects())
    _, earlier, _ = begin(workspace)
    reuse_application(workspace, earlier, NEXT, call(), TODAY)
    assert len(workspace.list_projects()) == begin_count + 2
    workspace.undo()
    assert len(workspace.list_projects()) == begin_count + 1


def test_without_days_and_people(workspace):
    _, earlier, _ = begin(workspace)
    reused = reuse_application(
        workspace, earlier, NEXT, call(), TODAY, days="leave_out", with_people=False
    )
    filled = workspace.applications.load(reused.application_id).filled
    assert filled.text("period") == ""
    whens = [filled.cell("activities", row, "when") for row in filled.rows_of("activities")]
    assert whens == ["", "", ""]
    assert list(filled.rows_of("members")) == []
    assert filled.text("leader", "kk") == ""
    assert filled.text("contact") == ""
    first = filled.rows_of("activities")[0]
    assert filled.cell("activities", first, "responsible") == ""
    assert filled.cell("activities", first, "title", "kk") == "Сенбілік"
    assert filled.text("goal", "kk")


def test_days_may_stay_as_they_are(workspace):
    _, earlier, _ = begin(workspace)
    reused = reuse_application(workspace, earlier, NEXT, call(), TODAY, days="keep")
    filled = workspace.applications.load(reused.application_id).filled
    assert filled.text("period") == "2031-04-01/2031-06-30"


def test_what_is_gone_cannot_be_reused(workspace):
    with pytest.raises(DataProblem):
        reuse_application(workspace, "gone", NEXT, call(), TODAY)


@given(day=st.dates(date(1990, 1, 1), date(2090, 1, 1)), years=st.integers(1, 5))
def test_a_day_moves_by_whole_years(day, years):
    moved = shift_days(day, years)
    assert isinstance(moved, date)
    assert moved.year == day.year + years
    assert (moved.month, moved.day) in {(day.month, day.day), (2, 28)}


def test_february_is_told_whole():
    february = DateRange(date(2027, 2, 1), date(2027, 2, 28), as_months=True)
    assert shift_days(february, 1) == DateRange(date(2028, 2, 1), date(2028, 2, 29), as_months=True)
    leap = DateRange(date(2028, 2, 29), date(2028, 3, 2))
    assert shift_days(leap, 1) == DateRange(date(2029, 2, 28), date(2029, 3, 2))
