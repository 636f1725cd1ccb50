"""The journal as light rows: read by one query, searched, filtered, sorted and summed in memory.

Ten thousand expenses are read in some hundredths of a second. Words are folded once a text, so that
«Калиева» finds «Қалиева». Knows no widget.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from sqlite_utils import Database

from grantee_app.frozen import frozen
from grantee_app.language.folding import fold_text
from grantee_app.language.kazakh import sort_key
from grantee_app.language.message import LanguageCode
from grantee_app.language.numbers import group_digits

SortColumn = Literal["date", "title", "line", "payee", "document", "amount", "scans"]
Missing = Literal["", "scan", "document", "line", "amount", "date"]

# A line of another project is none.
_ROWS: Final = """
SELECT expense.id, expense.kind, coalesce(paid_on, ''), expense.title_kk, expense.title_ru,
       payee_kk, payee_ru, document_number, amount_tenge, coalesce(budget_line.id, ''),
       heading_kk, heading_ru, coalesce(budget_line.title_kk, ''),
       coalesce(budget_line.title_ru, ''), note,
       (SELECT count(*) FROM attachment WHERE expense_id = expense.id), coalesce(month, '')
FROM expense LEFT JOIN budget_line
    ON budget_line.id = budget_line_id AND budget_line.project_id = expense.project_id
WHERE expense.project_id = ?
ORDER BY paid_on IS NOT NULL, paid_on, expense.position, expense.id
"""


class ExpenseRow(NamedTuple):
    """An expense as the journal shows it; dates as they are stored, "" where there is none."""

    expense_id: str
    kind: str
    paid_on: str
    title_kk: str
    title_ru: str
    payee_kk: str
    payee_ru: str
    document_number: str
    amount_tenge: int
    line_id: str
    heading_kk: str
    heading_ru: str
    line_kk: str
    line_ru: str
    note: str
    scans: int
    month: str

    def title(self, code: LanguageCode) -> str:
        """Return what it was for, in the language or in the other one."""
        return _choose(code, self.title_kk, self.title_ru)

    def payee(self, code: LanguageCode) -> str:
        """Return who was paid."""
        return _choose(code, self.payee_kk, self.payee_ru)

    def line(self, code: LanguageCode) -> str:
        """Return the line of the budget, or the heading where it stands under none."""
        if self.line_id:
            return _choose(code, self.line_kk, self.line_ru)
        return _choose(code, self.heading_kk, self.heading_ru)

    def is_blank(self) -> bool:
        """Tell whether nobody has written anything about it yet."""
        texts = (self.title_kk, self.title_ru, self.payee_kk, self.payee_ru)
        return not (self.amount_tenge or self.document_number or self.scans or any(texts))


@frozen
class JournalFilter:
    """What of the journal is shown; "" is everything. `line` is an id, `month` «2024-07»."""

    words: str = ""
    line: str = ""
    kind: str = ""
    month: str = ""
    missing: Missing = ""

    def is_open(self) -> bool:
        """Tell whether it lets everything through."""
        return self == JournalFilter()


@frozen
class Sorting:
    """By what the journal is sorted; the newest stand first unless somebody asks otherwise."""

    column: SortColumn = "date"
    is_descending: bool = True


def read_rows(db: Database, project_id: str) -> list[ExpenseRow]:
    """Return all expenses of a project, the earliest first, undated ones before."""
    return [ExpenseRow(*row) for row in db.execute(_ROWS, [project_id]).fetchall()]


def filter_rows(rows: Iterable[ExpenseRow], wanted: JournalFilter) -> list[ExpenseRow]:
    """Return the rows that `wanted` lets through, in their order."""
    tests: list[Callable[[ExpenseRow], bool]] = []
    if wanted.line:
        tests.append(lambda row: row.line_id == wanted.line)
    if wanted.kind:
        tests.append(lambda row: row.kind == wanted.kind)
    if wanted.month:
        tests.append(lambda row: row.paid_on[:7] == wanted.month)
    if wanted.missing:
        tests.append(_MISSING[wanted.missing])
    told = fold_text(wanted.words).split()
    if told:
        tests.append(lambda row: _has_words(row, told))
    return [row for row in rows if all(test(row) for test in tests)]


def sort_rows(rows: Sequence[ExpenseRow], sorting: Sorting, code: LanguageCode) -> list[ExpenseRow]:
    """Return the rows sorted; alike ones stay in the order of their days."""
    if sorting.column == "date":
        return list(reversed(rows)) if sorting.is_descending else list(rows)
    keys: dict[str, Callable[[ExpenseRow], object]] = {
        "title": lambda row: _sort_words(row.title(code)),
        "line": lambda row: _sort_words(row.line(code)),
        "payee": lambda row: _sort_words(row.payee(code)),
        "document": lambda row: _sort_words(row.document_number),
        "amount": lambda row: row.amount_tenge,
        "scans": lambda row: row.scans,
    }
    return sorted(rows, key=keys[sorting.column], reverse=sorting.is_descending)  # type: ignore[arg-type]


def sum_rows(rows: Iterable[ExpenseRow]) -> int:
    """Return the sum of the rows in tenge."""
    return sum(row.amount_tenge for row in rows)


def fold_rows(rows: Sequence[ExpenseRow]) -> None:
    """Fold the words of rows ahead of the first search, some at a time."""
    for row in rows:
        _has_words(row, [])


def list_months(rows: Iterable[ExpenseRow]) -> list[str]:
    """Return the months in which something was paid: «2024-07», the earliest first."""
    return sorted({row.paid_on[:7] for row in rows if row.paid_on})


_MISSING: Final[dict[str, Callable[[ExpenseRow], bool]]] = {
    "scan": lambda row: not row.scans,
    "document": lambda row: not row.document_number.strip(),
    "line": lambda row: not row.line_id,
    "amount": lambda row: not row.amount_tenge,
    "date": lambda row: not row.paid_on,
}


def _choose(code: LanguageCode, kk: str, ru: str) -> str:
    return (kk or ru) if code == "kk" else (ru or kk)


@lru_cache(maxsize=65536)
def _fold(text: str) -> str:
    return fold_text(text)


@lru_cache(maxsize=65536)
def _sort_words(text: str) -> str:
    return sort_key(text)


def _has_words(row: ExpenseRow, told: list[str]) -> bool:
    places = (
        row.title_kk, row.title_ru, row.payee_kk, row.payee_ru, row.document_number,
        row.line_kk, row.line_ru, row.heading_kk, row.heading_ru, row.note,
    )  # fmt: skip
    folded = " ".join(_fold(text) for text in places if text)
    # A sum is found by its digits, a day as it is written.
    folded += f" {row.amount_tenge} {group_digits(row.amount_tenge)} {_write_day(row.paid_on)}"
    folded = folded.replace("\u00a0", " ")
    return all(word in folded for word in told)


def _write_day(day: str) -> str:
    return f"{day[8:]}.{day[5:7]}.{day[:4]} {day[8:]}.{day[5:7]}.{day[2:4]}" if day else ""
