"""The lines of the budget with what was spent of them, block by block; the limits they must keep.

Reads by one query; knows no widget.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from sqlite_utils import Database

from grantee_app.figures.money import MoneyFigures
from grantee_app.form.rules import CostLimit, load_rules
from grantee_app.frozen import frozen
from grantee_app.language.message import LanguageCode
from grantee_app.records.base import Bilingual

_LINES: Final = """
SELECT id, title_kk, title_ru, block, kind, unit_kk, unit_ru, quantity, price_tenge,
       grant_tenge, own_tenge, other_tenge,
       (SELECT coalesce(sum(amount_tenge), 0) FROM expense
        WHERE budget_line_id = budget_line.id AND project_id = budget_line.project_id)
FROM budget_line WHERE project_id = ?
ORDER BY CASE block WHEN 'administrative' THEN 0 WHEN 'material' THEN 1 ELSE 2 END, position, id
"""
_KIND: Final = 'SELECT kind FROM "grant" WHERE project_id = ?'


class BudgetRow(NamedTuple):
    """A line of the budget; all sums in tenge, `quantity` and `price_tenge` may not be told."""

    line_id: str
    title_kk: str
    title_ru: str
    block: str
    kind: str
    unit_kk: str
    unit_ru: str
    quantity: float | None
    price_tenge: int | None
    grant_tenge: int
    own_tenge: int
    other_tenge: int
    spent_tenge: int

    def title(self, code: LanguageCode) -> str:
        """Return what the line is for."""
        return Bilingual(kk=self.title_kk, ru=self.title_ru).spoken_in(code)

    def unit(self, code: LanguageCode) -> str:
        """Return of what there are so many."""
        return Bilingual(kk=self.unit_kk, ru=self.unit_ru).spoken_in(code)

    @property
    def given_tenge(self) -> int:
        """What the three sources give together."""
        return self.grant_tenge + self.own_tenge + self.other_tenge

    @property
    def total_tenge(self) -> int | None:
        """Quantity × price in whole tenge, None while one of them is not told."""
        return multiply(self.quantity, self.price_tenge)

    @property
    def left_tenge(self) -> int:
        """What of the grant's money is left; less than nothing when it is overspent."""
        return self.grant_tenge - self.spent_tenge


@frozen
class LimitState:
    """A limit of the rules, what it is taken of, and what the budget takes; in tenge."""

    limit: CostLimit
    taken: int
    whole: int

    @property
    def most(self) -> int:
        """The most that may be taken."""
        return self.whole * self.limit.most_percent // 100

    @property
    def is_kept(self) -> bool:
        """Whether the budget keeps to it."""
        return self.taken <= self.most


def read_budget(db: Database, project_id: str) -> list[BudgetRow]:
    """Return the lines block by block, each block in the order of the budget."""
    return [BudgetRow(*row) for row in db.execute(_LINES, [project_id]).fetchall()]


def multiply(quantity: float | None, price_tenge: int | None) -> int | None:
    """Return quantity × price, rounded to whole tenge, None where one is not told."""
    if quantity is None or price_tenge is None:
        return None
    return int((Decimal(str(quantity)) * price_tenge).to_integral_value())


def judge_limits(
    db: Database, project_id: str, rows: Sequence[BudgetRow], figures: MoneyFigures
) -> list[LimitState]:
    """Return how the budget stands to each limit of its kind of grant; none without lines."""
    kind = db.execute(_KIND, [project_id]).fetchone()
    if kind is None or not rows:
        return []
    blocks: dict[str, int] = {}
    for row in rows:
        blocks[row.block] = blocks.get(row.block, 0) + row.grant_tenge
    wholes = blocks | {"grant": figures.granted_tenge or 0}
    states = [
        LimitState(limit, blocks.get(limit.block, 0), wholes.get(limit.of, 0))
        for limit in load_rules().list_limits(kind[0])
    ]
    # Of a whole that nobody has told yet there is no share.
    return [state for state in states if state.whole or state.limit.of != "grant"]
