"""Activities as rows: those that were held, and those that are still ahead."""

from __future__ import annotations

from collections.abc import Iterator

from grantee_app.figures.reporting_period import list_upcoming
from grantee_app.form.definition import HeldActivitiesBlock, UpcomingActivitiesBlock
from grantee_app.frozen import frozen
from grantee_app.language.catalogue import Language
from grantee_app.language.dates import format_months, format_short_date, format_short_range
from grantee_app.language.numbers import group_digits
from grantee_app.records import Activity, PlannedActivity
from grantee_app.records.terms import ACTIVITY_KINDS
from grantee_app.report.cells import make_plain_table, make_totals, or_nothing
from grantee_app.report.document import Block, Gap, Heading, Span
from grantee_app.report.source import Source
from grantee_app.report.told import Told


@frozen
class _Event:
    activity: Activity
    planned: PlannedActivity


def compose_held(source: Source, block: HeldActivitiesBlock) -> Iterator[Block]:
    """Yield the table of activities that were held, by day; one row of nothing without any."""
    events = sorted(_list_events(source), key=lambda row: row.activity.starts_on)
    rows = [_tell_event(source, row, number) for number, row in enumerate(events, start=1)]
    heads = [source.count_heads(row.activity) for row in events]
    total = sum(number for number in heads if number is not None)
    columns = block.columns
    table = make_plain_table(
        source,
        columns,
        rows or [{column.key: Told("", source.language) for column in columns}],
        centered={"number", "date", "participants"},
    )
    if any(number is not None for number in heads):
        table = make_totals(
            source, table, columns, block.total_label, {"participants": group_digits(total)}
        )
    yield table
    yield Gap(0.5)


def compose_upcoming(source: Source, block: UpcomingActivitiesBlock) -> Iterator[Block]:
    """Yield the table of what is still ahead, under its title; nothing where all is done."""
    planned = list_upcoming(source.whole or source.content, source.period)
    if not planned:
        return
    if block.title:
        title = source.say(block.title)
        yield Heading((Span(title, is_bold=True),), source.language, "activity")
    staff = {member.id: member for member in source.content.project.staff}
    rows = []
    for number, item in enumerate(planned, start=1):
        responsible = staff.get(item.responsible_id or "")
        rows.append(
            {
                "number": Told(str(number), source.language),
                "title": source.tell(item.title),
                "date": Told(_tell_planned_days(source, item), source.language),
                "place": source.tell(item.place),
                "responsible": source.tell(responsible.name)
                if responsible
                else Told("", source.language),
            }
        )
    yield make_plain_table(source, block.columns, rows, centered={"number", "date"})
    yield Gap(0.5)


def _list_events(source: Source) -> Iterator[_Event]:
    for task in source.content.project.tasks:
        for planned in task.activities:
            for activity in planned.held_events:
                yield _Event(activity, planned)


def _tell_event(source: Source, row: _Event, number: int) -> dict[str, Told]:
    activity = row.activity
    kind = Language.load(source.language).gettext(ACTIVITY_KINDS[activity.kind])
    heads = source.count_heads(activity)
    return {
        "number": Told(str(number), source.language),
        "title": source.tell(activity.title or row.planned.title),
        "kind": Told(kind, source.language),
        "date": Told(_tell_days(activity), source.language),
        "place": source.tell(activity.place or row.planned.place),
        "participants": Told("" if heads is None else group_digits(heads), source.language),
        "result": or_nothing(source, source.tell(activity.result or row.planned.short_term_result)),
    }


def _tell_days(activity: Activity) -> str:
    if activity.ends_on is None or activity.ends_on == activity.starts_on:
        return format_short_date(activity.starts_on)
    return format_short_range(activity.starts_on, activity.ends_on)


def _tell_planned_days(source: Source, planned: PlannedActivity) -> str:
    first = planned.starts_on or planned.ends_on
    last = planned.ends_on or planned.starts_on
    if first is None or last is None:
        return ""
    if planned.dates_as == "months":
        return format_months(first, last, source.language)
    return format_short_date(first) if first == last else format_short_range(first, last)
