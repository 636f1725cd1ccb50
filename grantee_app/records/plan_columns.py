"""Which column of a pasted plan holds what, by its head or, without one, by what stands in it.

Knows the words that the official forms and common plans put above their columns; what becomes of
the cells is the business of `plan_pasting`.
"""

from __future__ import annotations

import re
from dataclasses import field
from datetime import date
from typing import Final, Literal

from grantee_app.frozen import frozen
from grantee_app.language.folding import fold_text
from grantee_app.language.reading_dates import read_date_range
from grantee_app.records.plan_phrase import read_plan

Role = Literal[
    "number",
    "task",
    "activity",
    "dates",
    "place",
    "indicator",
    "plan",
    "short_term_result",
    "long_term_result",
    "unused",
]

# In order of search: «қысқа мерзімді нәтижелер (іс-шараларға)» is a result, neither date nor
# activity. Written as fold_text leaves the words.
_HEADS: Final[tuple[tuple[Role, re.Pattern[str]], ...]] = (
    ("long_term_result", re.compile(r"узак мерзимди|долгосрочн")),
    (
        "short_term_result",
        re.compile(r"кыска мерзимди|краткосрочн|кутилетин|ожидаем|^натиже|^резул"),
    ),
    (
        "unused",
        re.compile(
            r"жауапты|ответствен|орындаушы|исполнител|катысушы|участник|ескертпе|примеч|факт"
            r"|накты|серикте|партнер|шыгын|бюджет|сомасы|сумма"
        ),
    ),
    ("number", re.compile(r"^(?:#|n|р/с|р/с #|# ?п/п|п/п|реттик саны)$")),
    ("activity", re.compile(r"ис-шара|^шара|мероприят")),
    ("task", re.compile(r"миндет|задач")),
    ("dates", re.compile(r"мерзим|срок|\bкуни|дата|период|кезен|уакыт|время")),
    ("place", re.compile(r"\bорны|\bорын|место|локац|аумак|территор")),
    (
        "plan",
        re.compile(
            r"^(?:жоспар|план)(?:$|[\s,.(/])|жоспарлан|планируем|плановое|саны$|^кол-?во|количество"
        ),
    ),
    ("indicator", re.compile(r"корсеткиш|индикатор|показател")),
)
_LONGEST_HEAD: Final = 120
_HEAD_WITHIN: Final = 6
_NUMBERING: Final = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4})*[.)]?")
# What unnamed columns of words are, in the order they stand.
_WORD_ROLES: Final[dict[int, tuple[Role, ...]]] = {
    1: ("activity",),
    2: ("task", "activity"),
    3: ("task", "activity", "indicator"),
}


@frozen
class Columns:
    """The role of every column, the row the plan begins in, the heads that have no role in it."""

    roles: list[Role]
    first_row: int = 0
    unused_heads: list[str] = field(default_factory=list)


def find_columns(cells: list[list[str]], today: date) -> Columns:
    """Return what the columns hold; `cells` is a rectangle.

    A column without a head that has no role is named by its first cell.
    """
    for place, row in enumerate(cells[:_HEAD_WITHIN]):
        named = [_name_head(cell) for cell in row]
        known = [role for role in named if role is not None]
        if len(known) >= 2 and 2 * len(known) >= len([cell for cell in row if cell]):
            return _read_heads(cells, place, named)
    roles = _guess_roles(cells, today)
    left_out = [
        next((row[column] for row in cells if row[column]), "")
        for column, role in enumerate(roles)
        if role == "unused"
    ]
    return Columns(roles, 0, [" ".join(cell.split()) for cell in left_out if cell])


def _name_head(cell: str) -> Role | None:
    if len(cell) > _LONGEST_HEAD:
        return None
    head = fold_text(cell).strip("():. ")
    return next((role for role, words in _HEADS if head and words.search(head)), None)


def _read_heads(cells: list[list[str]], place: int, roles: list[Role | None]) -> Columns:
    """Return the roles of a head of one row or of two, the second under merged cells."""
    heads = list(cells[place])
    first_row = place + 1
    if first_row < len(cells):
        below = cells[first_row]
        told = [_name_head(cell) for cell in below if cell]
        if told and all(role is not None for role in told):
            heads = [under or over for over, under in zip(heads, below, strict=True)]
            roles = [_name_head(under) or over for over, under in zip(roles, below, strict=True)]
            first_row += 1
    if first_row < len(cells) and _is_numbering(cells[first_row]):
        first_row += 1
    unused = [
        " ".join(head.split())
        for head, role in zip(heads, roles, strict=True)
        if head and role in {None, "unused"}
    ]
    return Columns([role or "unused" for role in roles], first_row, unused)


def _is_numbering(row: list[str]) -> bool:
    """Whether a row only counts the columns, as official forms do under their heads."""
    numbers = [cell for cell in row if cell]
    return len(numbers) > 2 and numbers == [str(place) for place in range(1, len(numbers) + 1)]


def _guess_roles(cells: list[list[str]], today: date) -> list[Role]:
    width = len(cells[0]) if cells else 0
    columns = [[row[column] for row in cells if row[column]] for column in range(width)]
    roles: list[Role | None] = [_guess_role(column, today) for column in columns]
    words = [column for column, role in enumerate(roles) if role is None]
    if "dates" in roles and len(words) > 2:
        # The place stands behind the date in every plan we have seen.
        behind = next((column for column in words if column > roles.index("dates")), None)
        if behind is not None:
            roles[behind] = "place"
            words.remove(behind)
    named = _WORD_ROLES.get(min(len(words), 3), ())
    for column, role in zip(words, named, strict=False):
        roles[column] = role
    return [role or "unused" for role in roles]


def _guess_role(column: list[str], today: date) -> Role | None:
    def are_most(kind: list[bool]) -> bool:
        return 2 * sum(kind) > len(column)

    if all(_NUMBERING.fullmatch(cell) for cell in column) and _is_rising(column):
        return "number"
    if are_most([read_date_range(cell, today=today).value is not None for cell in column]):
        return "dates"
    if are_most([len(cell) < 40 and read_plan(cell) is not None for cell in column]):
        return "plan"
    return None


def _is_rising(column: list[str]) -> bool:
    numbers = [[int(part) for part in re.findall(r"\d+", cell)] for cell in column]
    return len(numbers) > 0 and numbers == sorted(numbers) and numbers[0][0] <= 1
