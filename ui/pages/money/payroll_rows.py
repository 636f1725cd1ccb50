"""Wages and taxes by person and month, and the single entries behind a cell of that grid.

Knows no widget.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from sqlite_utils import Database

from grantee_app.figures.money import MoneyFigures, Pay
from grantee_app.frozen import frozen
from grantee_app.records.base import Bilingual

# Entries of nobody in particular, and those whose month nobody has told.
EVERYBODY: Final = "everybody"
NO_MONTH: Final = "none"
MOST_MONTHS: Final = 60

_PEOPLE: Final = """
SELECT id, name_kk, name_ru, role_kk, role_ru, is_on_staff, monthly_wage_tenge
FROM staff_member WHERE project_id = ? ORDER BY position, id
"""
_DATES: Final = "SELECT starts_on, ends_on FROM project WHERE id = ?"
_ENTRIES: Final = """
SELECT expense.id, kind, tax FROM expense LEFT JOIN staff_member
    ON staff_member.id = staff_member_id AND staff_member.project_id = expense.project_id
WHERE expense.project_id = ? AND kind IN ('payroll', 'tax')
    AND coalesce(staff_member.id, '') = ?
    AND coalesce(substr(coalesce(month, paid_on), 1, 7), '') = ?
ORDER BY expense.position, expense.id
"""


class Person(NamedTuple):
    """A member of the staff or an invited specialist, as the grid shows them."""

    member_id: str
    name_kk: str
    name_ru: str
    role_kk: str
    role_ru: str
    is_on_staff: int
    wage_tenge: int | None

    @property
    def name(self) -> Bilingual:
        """The name in both languages."""
        return Bilingual(kk=self.name_kk, ru=self.name_ru)

    @property
    def role(self) -> Bilingual:
        """What the person does."""
        return Bilingual(kk=self.role_kk, ru=self.role_ru)


class PayEntry(NamedTuple):
    """An expense of a cell; `tax` tells which one, "" for a wage or an untold tax."""

    expense_id: str
    kind: str
    tax: str


@frozen
class PayrollGrid:
    """People downwards, months across («2024-06», `NO_MONTH` at the end); `cells` by both."""

    people: tuple[Person, ...]
    months: tuple[str, ...]
    cells: dict[tuple[str, str], Pay]

    def row(self, member: str) -> Pay:
        """Return what a person cost over all months."""
        return _add(pay for (who, _), pay in self.cells.items() if who == member)

    def column(self, month: str) -> Pay:
        """Return what a month cost over all people."""
        return _add(pay for (_, when), pay in self.cells.items() if when == month)

    def whole(self) -> Pay:
        """Return everything."""
        return _add(self.cells.values())

    def has_everybody(self) -> bool:
        """Tell whether something was paid for everybody at once."""
        return any(who == EVERYBODY for who, _ in self.cells)


def read_payroll(db: Database, project_id: str, figures: MoneyFigures) -> PayrollGrid:
    """Return the grid: every month of the project, and every other in which somebody was paid."""
    people = tuple(Person(*row) for row in db.execute(_PEOPLE, [project_id]).fetchall())
    cells: dict[tuple[str, str], Pay] = {}
    for cell in figures.payroll:
        key = (cell.staff_member_id or EVERYBODY, write_month(cell.month))
        cells[key] = cells.get(key, Pay()) + cell.pay
    row = db.execute(_DATES, [project_id]).fetchone() or (None, None)
    months = set(_list_months(row[0], row[1])) | {month for _, month in cells if month != NO_MONTH}
    ordered = sorted(months)
    if any(month == NO_MONTH for _, month in cells):
        ordered.append(NO_MONTH)
    return PayrollGrid(people, tuple(ordered), cells)


def read_entries(db: Database, project_id: str, member: str, month: str) -> list[PayEntry]:
    """Return the expenses behind a cell."""
    who = "" if member == EVERYBODY else member
    when = "" if month == NO_MONTH else month
    return [PayEntry(*row) for row in db.execute(_ENTRIES, [project_id, who, when]).fetchall()]


def write_month(month: date | None) -> str:
    """Return «2024-06»."""
    return NO_MONTH if month is None else f"{month.year:04}-{month.month:02}"


def list_unpaid(grid: PayrollGrid, month: str) -> dict[str, int]:
    """Return the monthly wage of everybody on the staff who has none for the month yet."""
    return {
        person.member_id: person.wage_tenge
        for person in grid.people
        if person.is_on_staff
        and person.wage_tenge
        and not grid.cells.get((person.member_id, month), Pay()).wage
    }


def _list_months(first: str | None, last: str | None) -> list[str]:
    if not first or not last or last < first:
        return [day[:7] for day in (first, last) if day]
    year, month = int(first[:4]), int(first[5:7])
    months: list[str] = []
    while len(months) < MOST_MONTHS and (written := f"{year:04}-{month:02}") <= last[:7]:
        months.append(written)
        year, month = year + month // 12, month % 12 + 1
    return months


def _add(pays: Iterable[Pay]) -> Pay:
    return sum(pays, Pay())
