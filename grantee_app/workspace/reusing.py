"""An earlier application written again: next year, for another call, in a new project.

Everything said once is carried over; days are moved by years or left out, people stay or go. The
earlier application is not touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from grantee_app.form.application_form import Column, FieldBase, FormField, TableField
from grantee_app.form.carrying import Carrying
from grantee_app.form.value_reading import write_value
from grantee_app.frozen import frozen
from grantee_app.language.message import message
from grantee_app.language.reading_dates import DateRange
from grantee_app.records import Application, Bilingual
from grantee_app.records.application import cell_path
from grantee_app.store import answer_rows

if TYPE_CHECKING:
    from grantee_app.workspace.open_application import OpenApplication
    from grantee_app.workspace.workspace import Workspace

DaysReused = Literal["keep", "shift", "leave_out"]

_DAY_KINDS: Final = frozenset({"date", "date_range"})
_PEOPLE_MEANINGS: Final = frozenset({"project.manager", "applicant.leader"})
# The day somebody was born on does not move.
_FIXED_MEANINGS: Final = frozenset({"born_on", "organization.registered_on"})
_LAST_DAY_OF_FEBRUARY: Final = 28


@frozen
class Reused:
    """The new project and its application, and what was carried over."""

    project_id: str
    application_id: str
    carrying: Carrying


def reuse_application(
    workspace: Workspace,
    earlier_id: str,
    title: Bilingual,
    application: Application,
    today: date,
    *,
    days: DaysReused = "shift",
    years: int = 1,
    with_people: bool = True,
) -> Reused:
    """Begin a new project with a new application out of an earlier one, as one step of undo.

    `application` is the new call and its form. `days` are kept, moved on by `years`, or left out;
    without people the team, names and personal data are left out too. DataProblem when the earlier
    one is gone; errors also as `Applications.load`.
    """
    earlier = workspace.applications.load(earlier_id)
    with workspace.change(message("Application written again for another call").msgid):
        project_id, application_id = workspace.applications.begin_project(
            earlier.organization.id, title, application
        )
        carrying = workspace.applications.copy_from(application_id, earlier_id, today)
        opened = workspace.applications.load(application_id)
        if days != "keep":
            _change_days(workspace, opened, today, years if days == "shift" else None)
        if not with_people:
            _leave_people_out(workspace, opened)
    return Reused(project_id, application_id, carrying)


def shift_days(value: date | DateRange, years: int) -> date | DateRange:
    """Return a day or a period some years on; the 29th of February becomes the 28th."""
    if isinstance(value, DateRange):
        start, end = _shift(value.start, years), _shift(value.end, years)
        if value.as_months and value.end.month == 2:
            # A month is told whole, leap year or not.
            end = _end_of_february(end.year)
        return DateRange(start, end, value.as_months)
    return _shift(value, years)


def _shift(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, _LAST_DAY_OF_FEBRUARY)


def _end_of_february(year: int) -> date:
    return date.fromordinal(date(year, 3, 1).toordinal() - 1)


def _change_days(
    workspace: Workspace, opened: OpenApplication, today: date, years: int | None
) -> None:
    values = opened.read_values(today)
    for part, column, row_id, path in _list_places(opened):
        found = column or part
        if found.kind not in _DAY_KINDS or getattr(found, "meaning", "") in _FIXED_MEANINGS:
            continue
        value = values.cell(part.key, row_id, column.key) if column else values.value(part.key)
        if isinstance(value, date | DateRange):
            text = "" if years is None else write_value(shift_days(value, years))
            answer_rows.write_answer(workspace.db, opened.form_place, path, "", text)
        elif years is None:
            answer_rows.write_answer(workspace.db, opened.form_place, path, "", "")


def _leave_people_out(workspace: Workspace, opened: OpenApplication) -> None:
    team = opened.form.find_table("team")
    if team is not None:
        rows = opened.filled.rows_of(team.key)
        answer_rows.remove_rows(workspace.db, opened.form_place, rows)
    for part, column, _, path in _list_places(opened):
        if team is not None and part.key == team.key:
            continue
        if _names_people(part, column):
            for language in opened.filled.languages_of(part.key, column.key if column else ""):
                if opened.filled.answers.get((path, language)):
                    answer_rows.write_answer(workspace.db, opened.form_place, path, language, "")


def _names_people(part: FormField, column: Column | None) -> bool:
    found = column or part
    if found.kind == "person" or getattr(found, "is_personal", False):
        return True
    if column is not None:
        return isinstance(part, TableField) and (
            part.is_personal or (part.meaning == "activities" and column.meaning == "responsible")
        )
    return isinstance(part, FieldBase) and part.meaning in _PEOPLE_MEANINGS


def _list_places(
    opened: OpenApplication,
) -> Iterator[tuple[FormField, Column | None, str, str]]:
    """Yield every field and cell that is an answer of its own, with its path."""
    for part in opened.form.fields():
        if isinstance(part, TableField):
            for row_id in opened.filled.rows_of(part.key):
                for column in part.columns:
                    yield part, column, row_id, cell_path(part.key, row_id, column.key)
        elif part.kind not in {"note", "file"} and not opened.filled.is_profile(part.key):
            yield part, None, "", part.key
