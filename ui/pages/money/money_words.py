"""Sums, lines and people of a project in the words of the screen.

Reads names by single queries; knows no widget.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from grantee_app.language.dates import format_typed_months
from grantee_app.language.message import N_, LanguageCode
from grantee_app.language.numbers import NBSP, format_percent, group_digits
from grantee_app.records.base import Bilingual
from grantee_app.records.project import BudgetBlock, ExpenseKind

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.screen_language import ScreenLanguage

TENGE: Final = "₸"
BLOCKS: Final[tuple[BudgetBlock, ...]] = ("administrative", "material", "direct")
KINDS: Final[tuple[ExpenseKind, ...]] = ("payroll", "tax", "purchase")
BLOCK_NAMES: Final[dict[BudgetBlock, str]] = {
    "administrative": N_("Administrative costs"),
    "material": N_("Equipment and supplies"),
    "direct": N_("Direct costs"),
}
KIND_NAMES: Final[dict[ExpenseKind, str]] = {
    "payroll": N_("Wages"),
    "tax": N_("Taxes and contributions"),
    "purchase": N_("Goods and services"),
}
# As short as accountants say them: the form's own words do not fit into a field.
TAX_NAMES: Final[dict[str, str]] = {
    "social_tax": N_("Social tax"),
    "social_contributions": N_("Social contributions"),
    "health_insurance": N_("Health insurance"),
}


def tell_tenge(amount: int) -> str:
    """Return a sum with its sign, kept together: «145 000 ₸»."""
    return f"{group_digits(amount)}{NBSP}{TENGE}"


def tell_percent(part: int | None, code: LanguageCode) -> str:
    """Return a share, "" where there is none."""
    return "" if part is None else format_percent(part, code)


def tell_month(month: date | None, words: ScreenLanguage) -> str:
    """Return a month by its name: «маусым 2024»."""
    if month is None:
        return words.gettext("month not told")
    return format_typed_months(month, month, words.code)


def read_month(written: str) -> date:
    """Return the first day of «2024-07»."""
    return date.fromisoformat(f"{written[:7]}-01")


def list_lines(desk: Desk) -> list[tuple[str, str]]:
    """Return id and name of the lines of the budget in their order."""
    rows = desk.workspace.db.execute(
        "SELECT id, title_kk, title_ru FROM budget_line WHERE project_id = ? ORDER BY position, id",
        [desk.project_id],
    ).fetchall()
    nameless = desk.words.gettext("A line without a title")
    return [
        (line_id, Bilingual(kk=kk, ru=ru).spoken_in(desk.words.code).strip() or nameless)
        for line_id, kk, ru in rows
    ]


def list_people(desk: Desk) -> list[tuple[str, str]]:
    """Return id and name of the staff in their order."""
    rows = desk.workspace.db.execute(
        "SELECT id, name_kk, name_ru FROM staff_member WHERE project_id = ? ORDER BY position, id",
        [desk.project_id],
    ).fetchall()
    nameless = desk.words.gettext("A person without a name")
    return [
        (member, Bilingual(kk=kk, ru=ru).spoken_in(desk.words.code).strip() or nameless)
        for member, kk, ru in rows
    ]
