"""Rows of a form's budget out of a wage: the wage itself, and the taxes on top of it.

Only columns that the form has are filled, by what they mean; nothing is written here.
"""

from __future__ import annotations

from grantee_app.figures.payroll import Payroll, YearlyPay
from grantee_app.form.application_form import TableField, find_column, is_bilingual, is_computed
from grantee_app.language.catalogue import Language
from grantee_app.language.message import LANGUAGES, Message, MessageValue, message
from grantee_app.records.base import Bilingual

# A row of a table: its texts by (column, language).
Cells = dict[tuple[str, str], str]


def make_budget_rows(
    table: TableField,
    payroll: Payroll,
    who: Bilingual,
    block: str = "administrative",
    activity: str = "",
) -> list[Cells]:
    """Return the rows that a wage takes in a budget, those of each year by themselves.

    `who` is the person or the post, `block` and `activity` are keys of options of the table. Wages
    are months at the monthly wage, taxes months at what the employer pays on top.
    """
    rows: list[Cells] = []
    for part in payroll.years:
        monthly = part.monthly
        rows.append(
            _make_row(
                table,
                _name(message("Wage: {who}", who=who), payroll, part),
                part.months,
                monthly.gross_tenge,
                block,
                activity,
            )
        )
        if monthly.taxes_tenge:
            items = message(
                "Taxes and contributions ({items}): {who}", items=_list_items(part), who=who
            )
            title = _name(items, payroll, part)
            rows.append(_make_row(table, title, part.months, monthly.taxes_tenge, block, activity))
    return rows


def _name(title: Message, payroll: Payroll, part: YearlyPay) -> Message:
    if len(payroll.years) == 1:
        return title
    return message("{title}, {year}", title=title, year=str(part.year))


def _list_items(part: YearlyPay) -> MessageValue:
    shorts = [amount.item.short for amount in part.monthly.on_top if amount.tenge]
    return Bilingual(
        kk=", ".join(short.kk for short in shorts), ru=", ".join(short.ru for short in shorts)
    )


def _make_row(  # noqa: PLR0917 (a row of a budget)
    table: TableField, title: Message, months: int, price: int, block: str, activity: str
) -> Cells:
    cells: Cells = {}
    total = str(months * price)
    _put(table, cells, "title", title)
    _put(table, cells, "unit", message("month"))
    for meaning, text in (
        ("block", block),
        ("activity", activity),
        ("quantity", str(months)),
        ("price", str(price)),
        ("grant", total),
        ("total", total),
    ):
        column = find_column(table, meaning)
        if column is not None and text and not is_computed(column):
            cells[column.key, ""] = text
    return cells


def _put(table: TableField, cells: Cells, meaning: str, words: Message) -> None:
    column = find_column(table, meaning)
    if column is None:
        return
    for language in LANGUAGES if is_bilingual(column) else ("",):
        cells[column.key, language] = Language.load(language or "kk").say(words)  # type: ignore[arg-type]
