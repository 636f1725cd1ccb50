"""Money as rows: what was planned and spent by line of the budget, and every payment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from grantee_app.form.definition import ExpenseLinesBlock, ExpenseListBlock
from grantee_app.language.dates import format_months, format_short_date
from grantee_app.language.numbers import group_digits
from grantee_app.records import NO_TEXT, Bilingual
from grantee_app.records.project import Expense
from grantee_app.report.cells import make_plain_table, make_totals
from grantee_app.report.document import Block, Gap, Heading, Span
from grantee_app.report.source import Source
from grantee_app.report.told import Told

_SUMS = frozenset({"plan", "fact", "left", "amount"})


def compose_expense_lines(source: Source, block: ExpenseLinesBlock) -> Iterator[Block]:
    """Yield the lines of the budget, then the headings of expenses that stand under no line.

    What the grant gives is the plan, what was paid the fact.
    """
    yield from _make_title(source, block.title)
    titles = {line.id: line.title for line in source.content.project.budget_lines}
    money = source.figures.budget
    entries: list[tuple[Bilingual, int | None, int]] = [
        (titles.get(line.line_id, NO_TEXT), line.grant_tenge, line.spent_tenge)
        for line in money.lines
    ]
    entries += [(heading.heading, None, heading.spent_tenge) for heading in money.headings]
    rows = [_tell_line(source, number, *entry) for number, entry in enumerate(entries, start=1)]
    columns = block.columns
    table = make_plain_table(
        source,
        columns,
        rows or [{column.key: Told("", source.language) for column in columns}],
        centered={"number"},
        right=_SUMS,
    )
    if rows:
        plan = sum(given or 0 for _title, given, _spent in entries)
        fact = sum(spent for _title, _given, spent in entries)
        sums = {"plan": plan, "fact": fact, "left": plan - fact}
        table = make_totals(
            source,
            table,
            columns,
            block.total_label,
            {key: group_digits(value) for key, value in sums.items()},
        )
    yield table
    yield Gap(0.5)


def _tell_line(
    source: Source, number: int, title: Bilingual, given: int | None, spent: int
) -> dict[str, Told]:
    left = "" if given is None else group_digits(given - spent)
    return {
        "number": Told(str(number), source.language),
        "title": source.tell(title),
        "plan": Told("" if given is None else group_digits(given), source.language),
        "fact": Told(group_digits(spent), source.language),
        "left": Told(left, source.language),
    }


def compose_expense_list(source: Source, block: ExpenseListBlock) -> Iterator[Block]:
    """Yield every payment by day with its document, those without a day at the end."""
    yield from _make_title(source, block.title)
    titles = {line.id: line.title for line in source.content.project.budget_lines}
    expenses = sorted(
        source.content.project.expenses,
        key=lambda item: item.paid_on or item.month or date.max,
    )
    rows = [
        {
            "number": Told(str(number), source.language),
            "title": source.tell(
                item.title or titles.get(item.budget_line_id or "", NO_TEXT) or item.heading
            ),
            "date": Told(_tell_day(source, item), source.language),
            "document": Told(item.document_number, source.language),
            "payee": source.tell(item.payee),
            "amount": Told(group_digits(item.amount_tenge), source.language),
        }
        for number, item in enumerate(expenses, start=1)
    ]
    columns = block.columns
    table = make_plain_table(
        source,
        columns,
        rows or [{column.key: Told("", source.language) for column in columns}],
        centered={"number", "date"},
        right=_SUMS,
    )
    if rows:
        total = sum(item.amount_tenge for item in expenses)
        table = make_totals(
            source, table, columns, block.total_label, {"amount": group_digits(total)}
        )
    yield table
    yield Gap(0.5)


def _tell_day(source: Source, item: Expense) -> str:
    if item.paid_on is not None:
        return format_short_date(item.paid_on)
    return format_months(item.month, item.month, source.language) if item.month else ""


def _make_title(source: Source, title: Bilingual) -> Iterator[Block]:
    if title:
        yield Heading((Span(source.say(title), is_bold=True),), source.language, "activity")
