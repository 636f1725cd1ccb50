"""A pasted table of expenses: which column is what, what was read, and what could not be.

Columns are told by their heads in either language, else guessed from what stands in them. A row is
never dropped silently: what is no date or no sum is named with its row. Knows no clipboard.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Final, Literal

from grantee_app.frozen import frozen
from grantee_app.language.folding import fold_text
from grantee_app.language.message import LanguageCode, Message, message
from grantee_app.language.reading_dates import read_date
from grantee_app.language.reading_numbers import read_money
from grantee_app.records import Bilingual, Expense
from grantee_app.records.base import NO_TEXT
from grantee_app.records.pasted_table import tell_unread
from grantee_app.records.project import ExpenseKind

PastedColumn = Literal["", "date", "title", "payee", "document", "amount", "line", "note"]

MOST_PASTED: Final = 5000
# The order of columns without heads, as accountants keep them.
_USUAL: Final[tuple[PastedColumn, ...]] = ("date", "title", "payee", "document", "amount")
# Stems of head words as fold_text leaves them; the first that fits takes the head.
_HEADS: Final[tuple[tuple[PastedColumn, tuple[str, ...]], ...]] = (
    ("amount", ("сома", "сумма", "тенге", "куны", "стоимост", "оплачено", "толенди", "итого")),
    ("document", ("кужат", "документ", "чек", "накладн", "счет", "шот", "акт", "# ", "док.")),
    ("date", ("куни", "дата", "мерзим", "число", "оплаты")),
    ("line", ("бап", "статья", "смета", "бюджет", "строка")),
    ("payee", ("алуш", "кимге", "получател", "кому", "контрагент", "жеткизуш", "поставщик")),
    ("note", ("ескерт", "примечан", "тусиник", "комментар")),
    ("title", ("шыгыс", "расход", "атауы", "наименован", "мазмун", "не ушин", "за что",
               "назначен", "максат", "содержан", "цель", "тауар", "товар")),
)  # fmt: skip
_TOTALS: Final = ("барлыгы", "жиыны", "жиынтыгы", "итого", "всего")
_ENOUGH_HEADS: Final = 2


@frozen
class PastedRow:
    """A row of the paste, `number` counts from 1; `drafts` are texts that mean nothing."""

    number: int
    expense: Expense
    problems: tuple[Message, ...] = ()
    drafts: Mapping[str, str] = field(default_factory=dict)


@frozen
class PastedExpenses:
    """What was understood; `columns` tells what each column was taken for."""

    columns: tuple[PastedColumn, ...] = ()
    rows: tuple[PastedRow, ...] = ()
    # Rows of totals, which are no expenses.
    left_out: int = 0
    problems: tuple[Message, ...] = field(default=())


def read_expenses(
    cells: Sequence[Sequence[str]],
    lines: Mapping[str, tuple[str, ExpenseKind]],
    code: LanguageCode,
    today: date,
) -> PastedExpenses:
    """Return the expenses of a pasted table; texts are taken for the language `code`.

    What cannot be read stays beside its expense as it was written.

    `lines` gives the id and the kind of each line of the budget by its folded title.
    """
    if not cells:
        return PastedExpenses(problems=(message("There is no table in what was copied."),))
    columns, first = _find_columns(cells, today)
    if "amount" not in columns:
        told = message(
            "No column with sums was found. Copy the table together with its head: "
            "date, what for, payee, document number, sum."
        )
        return PastedExpenses(columns, problems=(told,))
    rows: list[PastedRow] = []
    left_out = 0
    body = cells[first:]
    for number, row in enumerate(body[:MOST_PASTED], start=first + 1):
        texts: dict[PastedColumn, str] = {
            name: " ".join(text.split())
            for name, text in zip(columns, row, strict=False)
            if name and text.strip()
        }
        if not texts:
            continue
        if _is_total(row):
            left_out += 1
            continue
        rows.append(_read_row(number, texts, lines, code, today))
    unread = tell_unread(body, MOST_PASTED)
    return PastedExpenses(columns, tuple(rows), left_out, (unread,) if unread is not None else ())


def _find_columns(
    cells: Sequence[Sequence[str]], today: date
) -> tuple[tuple[PastedColumn, ...], int]:
    """Return what the columns are and the first row that is no head."""
    for place, row in enumerate(cells[:5]):
        named = _name_heads(row)
        if sum(bool(name) for name in named) >= _ENOUGH_HEADS:
            return named, place + 1
    return _guess_columns(cells, today), 0


def _name_heads(row: Sequence[str]) -> tuple[PastedColumn, ...]:
    taken: set[PastedColumn] = set()
    named: list[PastedColumn] = []
    for cell in row:
        head = f"{fold_text(cell)} "
        # A sentence or a number is no head.
        is_head = 1 < len(head) <= 60 and not head[0].isdigit()
        name: PastedColumn = next(
            (
                column
                for column, stems in _HEADS
                if is_head and column not in taken and any(stem in head for stem in stems)
            ),
            "",
        )
        if name:
            taken.add(name)
        named.append(name)
    return tuple(named)


def _guess_columns(cells: Sequence[Sequence[str]], today: date) -> tuple[PastedColumn, ...]:
    """Tell columns by what stands in them: days, the last sums, then words in the usual order."""
    width = max(len(row) for row in cells)
    sample = cells[:20]

    def share(column: int, fits: Callable[[str], bool]) -> float:
        texts = [row[column] for row in sample if column < len(row) and row[column].strip()]
        return sum(fits(text) for text in texts) / len(texts) if texts else 0.0

    found: list[PastedColumn] = [""] * width
    days = [at for at in range(width) if share(at, lambda text: _is_day(text, today)) > 0.5]
    if days:
        found[days[0]] = "date"
    sums = [
        at for at in range(width) if not found[at] and share(at, _is_sum) > 0.5 and at not in days
    ]
    if sums:
        found[sums[-1]] = "amount"
    words = iter([name for name in _USUAL if name not in found])
    for at in range(width):
        is_number = at in sums and at == 0
        if not found[at] and at not in days and not is_number:
            found[at] = next(words, "")
    return tuple(found)


def _is_day(text: str, today: date) -> bool:
    return any(sign in text for sign in "./-") and read_date(text, today=today).value is not None


def _is_sum(text: str) -> bool:
    return read_money(text).value is not None


def _is_total(row: Sequence[str]) -> bool:
    return any(fold_text(cell).rstrip(": ") in _TOTALS for cell in row[:3])


def _read_row(
    number: int,
    texts: Mapping[PastedColumn, str],
    lines: Mapping[str, tuple[str, ExpenseKind]],
    code: LanguageCode,
    today: date,
) -> PastedRow:
    problems: list[Message] = []
    day = read_date(texts["date"], today=today) if "date" in texts else None
    if day is not None and day.problem is not None:
        problems.append(_say(number, texts["date"], day.problem))
    amount = read_money(texts["amount"]) if "amount" in texts else None
    if amount is None:
        problems.append(message("Row {number}: there is no sum.", number=number))
    elif amount.problem is not None:
        problems.append(_say(number, texts["amount"], amount.problem))
    line_id, kind = lines.get(fold_text(texts.get("line", "")), ("", "purchase"))
    heading = "" if line_id else texts.get("line", "")
    drafts: dict[str, str] = {}
    if day is not None and day.problem is not None:
        drafts["paid_on"] = texts["date"]
    if amount is not None and amount.problem is not None:
        drafts["amount_tenge"] = texts["amount"]
    expense = Expense(
        kind=kind,
        paid_on=day.value if day else None,
        title=_in(code, texts.get("title", "")),
        payee=_in(code, texts.get("payee", "")),
        document_number=texts.get("document", ""),
        amount_tenge=(amount.value or 0) if amount else 0,
        budget_line_id=line_id or None,
        heading=_in(code, heading),
        note=texts.get("note", ""),
    )
    return PastedRow(number, expense, tuple(problems), drafts)


def _say(number: int, text: str, problem: Message) -> Message:
    return message("Row {number}, «{text}»: {problem}", number=number, text=text, problem=problem)


def _in(code: LanguageCode, text: str) -> Bilingual:
    return Bilingual(**{code: text}) if text else NO_TEXT
