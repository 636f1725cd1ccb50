"""Pictures that help to read a table: the activities over the months, the budget by source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from grantee_app.form.application_form import TableField, find_column
from grantee_app.form.values import Number
from grantee_app.language.reading_dates import DateRange
from grantee_app.report.application.answers import name_money, shorten_line, tell_cell
from grantee_app.report.application.layout import raise_first
from grantee_app.report.application.source import ApplicationSource
from grantee_app.report.charts import Chart, Frame, StackedBars, Timeline

# Whose money: the meanings of the columns, in the order of the bar's parts.
SOURCES: Final = ("grant", "own", "other")
LEAST_ROWS: Final = 2
# A picture is never parted: a longer list becomes several.
MOST_ROWS: Final = 22
MOST_NAME: Final = 90


def draw_table(source: ApplicationSource, part: TableField) -> Iterator[Chart]:
    """Yield the pictures of a table of a form, most often none."""
    if source.options.is_empty:
        return
    if part.meaning == "activities":
        yield from _draw_timeline(source, part)
    elif part.meaning == "budget":
        yield from _draw_budget(source, part)


def _draw_timeline(source: ApplicationSource, part: TableField) -> Iterator[Chart]:
    title, when = find_column(part, "title"), find_column(part, "when")
    if title is None or when is None or source.is_left_out(title) or source.is_left_out(when):
        return
    rows = [
        (
            shorten_line(tell_cell(source, part.key, row_id, title).text, MOST_NAME),
            *_find_days(source.values.cell(part.key, row_id, when.key)),
        )
        for row_id in source.values.filled_rows(part.key)
    ]
    if sum(first is not None for _, first, _ in rows) < LEAST_ROWS:
        return
    for start in range(0, len(rows), MOST_ROWS):
        frame = _make_frame(source, source.say(source.words.timeline))
        yield Timeline(frame, tuple(rows[start : start + MOST_ROWS]))


def _find_days(value: object) -> tuple[date | None, date | None]:
    if isinstance(value, DateRange):
        return value.start, value.end
    return (value, value) if isinstance(value, date) else (None, None)


def _draw_budget(source: ApplicationSource, part: TableField) -> Iterator[Chart]:
    columns = [column for one in SOURCES if (column := find_column(part, one)) is not None]
    keys = [column.key for column in columns if column.key in part.totals]
    groups = source.values.subtotals(part.key)
    if len(groups) < LEAST_ROWS or not keys:
        return
    rows = tuple(
        (
            raise_first(source.say(group.name)) or source.nothing.text,
            tuple(map(_to_whole, _pick(group.sums, keys))),
        )
        for group in groups
    )
    if any(value < 0 for _, values in rows for value in values):
        return
    series = tuple(source.say(part.by_key[key].label) for key in keys)
    currency = name_money(source.values.currency, source.language)
    title = f"{source.say(source.words.budget_blocks)}, {currency}"
    yield StackedBars(_make_frame(source, title), series, rows)


def _pick(sums: object, keys: list[str]) -> list[Number]:
    return [sums[key] for key in keys]  # type: ignore[index]


def _to_whole(value: Number) -> int:
    return int(value.to_integral_value()) if isinstance(value, Decimal) else value


def _make_frame(source: ApplicationSource, title: str) -> Frame:
    return Frame(title, source.language, source.nothing.text)
