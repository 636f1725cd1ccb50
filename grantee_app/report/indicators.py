"""The table of plan and fact: a task spans its activities, an activity its indicators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from grantee_app.form.definition import IndicatorTableBlock
from grantee_app.language.dates import format_months, format_short_date, format_short_range
from grantee_app.language.numbers import group_digits
from grantee_app.records import Indicator, PlannedActivity, Task
from grantee_app.report.cells import (
    PLAIN_TABLE_SIZE,
    center_cell,
    head_cell,
    label_cell,
    or_nothing,
    text_cell,
)
from grantee_app.report.document import Block, Cell, Heading, Row, Span, Table
from grantee_app.report.narrative import lead_task, number_tasks, tells_of_task
from grantee_app.report.phrases import phrase_fact, tell_plan
from grantee_app.report.source import Source
from grantee_app.report.told import Told, make_cell, make_cell_paragraphs

INDICATOR_TABLE_SIZE = 9.0
_INDICATOR_KEYS = ("indicator", "plan", "fact")
_PLAN_KEYS = ("activity", "date", "place", "participants", "short_term_result", *_INDICATOR_KEYS)

Key = TypeVar("Key")


def compose_indicators(source: Source, block: IndicatorTableBlock) -> Iterator[Block]:
    """Yield goal and result, then the table of plan and fact."""
    yield _make_goal_table(source, block)
    yield Heading((Span(source.say(block.title), is_bold=True),), source.language, "subsection")
    columns: dict[str, int] = {column.key: index for index, column in enumerate(block.columns)}
    tasks = number_tasks(source.content.project.tasks)
    rows = [
        _make_task_row(source, columns, task, number)
        for task, number in tasks
        if tells_of_task(source, task)
    ]
    yield Table(
        widths=tuple(column.width for column in block.columns),
        head=tuple(head_cell(source, column.label) for column in block.columns),
        rows=tuple(rows) or (Row(_make_blanks(source, range(len(columns)))),),
        continued=source.say(source.form.words.continued),
        language=source.language,
        size=INDICATOR_TABLE_SIZE,
    )


def _make_goal_table(source: Source, block: IndicatorTableBlock) -> Table:
    texts = (
        (block.goal_label, source.content.project.goal),
        (block.result_label, source.answers.text(block.result_path)),
    )
    rows = tuple(
        Row({0: label_cell(source, label), 1: text_cell(source, text)}) for label, text in texts
    )
    continued = source.say(source.form.words.continued)
    return Table((1.0, 3.6), (), rows, continued, source.language, PLAIN_TABLE_SIZE)


def _keep_columns(columns: dict[str, int], cells: dict[str, Cell]) -> dict[int, Cell]:
    return {columns[key]: cell for key, cell in cells.items() if key in columns}


def _make_task_row(source: Source, columns: dict[str, int], task: Task, number: int | None) -> Row:
    told = source.tell(task.title)
    lead = lead_task(source, number)
    name = Told(f"{lead} {told.text}".strip(), told.language, told.mark)
    cells = {
        "task": make_cell(name, repeats=True),
        "long_term_result": text_cell(source, task.long_term_result),
    }
    activities = tuple(
        _make_activity_row(source, columns, planned, f"{position}. ")
        for position, planned in enumerate(task.activities, start=1)
        if source.tells_of(planned)
    )
    return Row(
        _keep_columns(columns, cells),
        activities or (Row(_keep_columns(columns, _make_blanks(source, _PLAN_KEYS))),),
    )


def _make_blanks(source: Source, keys: Iterable[Key]) -> dict[Key, Cell]:
    return {key: center_cell(source, source.nothing) for key in keys}


def _make_activity_row(
    source: Source, columns: dict[str, int], planned: PlannedActivity, lead: str
) -> Row:
    told = source.tell(planned.title)
    heads = source.figures.activity_heads.get(planned.id)
    counted = source.nothing if heads is None or not heads.heads else group_digits(heads.heads)
    result = planned.short_term_result
    cells = {
        "activity": make_cell(Told(lead + told.text, told.language, told.mark), repeats=True),
        "date": center_cell(source, tell_dates(planned, source)),
        "place": make_cell(tell_place(source, planned)),
        "participants": center_cell(source, counted),
        "short_term_result": text_cell(source, result),
    }
    rows = tuple(
        Row(_keep_columns(columns, _indicator_cells(source, indicator)))
        for indicator in planned.indicators
    )
    blank = _make_blanks(source, _INDICATOR_KEYS)
    return Row(_keep_columns(columns, cells), rows or (Row(_keep_columns(columns, blank)),))


def _indicator_cells(source: Source, indicator: Indicator) -> dict[str, Cell]:
    fact = source.figures.facts[indicator.id]
    words = source.form.words
    plan = tell_plan(indicator, source.language, words)
    return {
        "indicator": make_cell(source.tell(indicator.title)),
        "plan": Cell(make_cell_paragraphs(or_nothing(source, plan), align="center"), "center"),
        "fact": center_cell(source, phrase_fact(indicator, fact, source.language, words)),
    }


def tell_dates(planned: PlannedActivity, source: Source) -> str:
    """Return the days it was held on, or the months it ran over; planned ones if not held yet.

    What was planned by months is told by them while it kept to them: a fair that came a month late
    must not look as if it had.
    """
    held = [
        day
        for event in planned.held_events
        for day in (event.starts_on, event.ends_on)
        if day is not None
    ]
    days = [day for day in (planned.starts_on, planned.ends_on) if day is not None]
    if planned.dates_as == "months":
        days = days or held
        if not days:
            return source.nothing
        if all(_month(min(days)) <= _month(day) <= _month(max(days)) for day in held):
            return format_months(min(days), max(days), source.language)
    days = held or days
    if not days:
        return source.nothing
    first, last = min(days), max(days)
    return format_short_date(first) if first == last else format_short_range(first, last)


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def tell_place(source: Source, planned: PlannedActivity) -> Told:
    """Return the place as planned, or every place where it was held."""
    told = source.tell(planned.place)
    if told.text:
        return told
    places = dict.fromkeys(source.tell(event.place).marked for event in planned.held_events)
    return or_nothing(source, Told(", ".join(filter(None, places)), source.language))
