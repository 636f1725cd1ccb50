"""Which column of a list of people holds what, by its head or, without one, by what stands in it.

Knows the heads of sign-in sheets in both languages, heads over two rows, titles above them; a
coordinator's own words go before ours. What becomes of the cells is the business of `people`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final, Literal, get_args

from grantee_app.exchange.sheets.sheet import Cell, write_cell
from grantee_app.frozen import frozen
from grantee_app.language.folding import fold_text

Role = Literal[
    "number",
    "name",
    "surname",
    "given",
    "patronymic",
    "gender",
    "is_male",
    "is_female",
    "birth",
    "age",
    "category",
    "tags",
    "disability",
    "place",
    "contact",
    "iin",
    "consent",
    "note",
    "unused",
]
ROLES: Final[tuple[Role, ...]] = get_args(Role)

# In order of search, written as fold_text leaves the words: «жас санаты» is no age, «тегі, аты»
# is a whole name.
_HEADS: Final[tuple[tuple[Role, re.Pattern[str]], ...]] = (
    ("number", re.compile(r"^(?:#|n|no|р/с|р/с #|#р/с|# ?п/п|п/п|реттик (?:саны|номири)|рет)$")),
    ("iin", re.compile(r"\bжсн\b|\bиин\b|\biin\b")),
    ("unused", re.compile(r"\bкол(?:ы|танба|танбасы)\b|подпис|роспис|жас санат|возрастн|жас тобы")),
    ("consent", re.compile(r"келисим|соглас")),
    ("disability", re.compile(r"мугедек|инвалид|ерекше кажет|огранич\w* возможн|\bовз\b")),
    ("is_male", re.compile(r"^(?:ер|ерлер|муж|мужчины|м)$")),
    ("is_female", re.compile(r"^(?:айел|айелдер|жен|женщины|ж|а)$")),
    ("gender", re.compile(r"жыныс|^пол\b|^м ?[/,-] ?ж$|^ж ?[/,-] ?м$|^е ?/ ?а$|гендер|gender|sex")),
    (
        "birth",
        re.compile(
            r"туган|туылган|дата рожд|год\w* рожд|д\.? ?р\.?$|г\.? ?р\.?$|ж\.? ?т\.?$|birth"
        ),
    ),
    ("age", re.compile(r"^жасы?$|возраст|толык жас|сколько лет|^age$|^жасы\b")),
    (
        "name",
        re.compile(
            r"аты[- ]?жони|ф\.? ?и\.? ?о|т\.? ?а\.? ?а\b|фамили\w*.*(?:имя|имени|\bи\b)|теги.*\bаты"
            r"|катысушы(?:нын|лар)?(?: аты.*)?$|^участник|full name|^name$|^есими$"
        ),
    ),
    ("patronymic", re.compile(r"акесинин аты|^отчеств|^акеси")),
    ("surname", re.compile(r"^теги|^фамили|surname|last name")),
    ("given", re.compile(r"^аты$|^имя|^есим|first name")),
    (
        "category",
        re.compile(r"санат|категори|мартебе|статус|дареже|алеуметтик топ|социальн\w* групп"),
    ),
    (
        "contact",
        re.compile(r"телефон|\bтел\b|байланыс|контакт|уялы|e-?mail|почта|phone|ватсап|whatsapp"),
    ),
    (
        "tags",
        re.compile(
            r"жумыс орны|лауазым|кызмети|место работы|должност|организаци|уйым|мамандыг|професси"
            r"|оку орны|место учеб|мектеп|школа|сынып|\bкласс"
        ),
    ),
    (
        "place",
        re.compile(
            r"мекен|нас\.? ?п(?:\b|ункт)|^н\.? ?п$|откуда|^кайдан|аудан|ауыл"
            r"|округ|\bсело|район|поселок|поселк|населен|адрес|место (?:жит|прож)"
            r"|турагы|турады|тургылыкты|облыс|област|\bкала\b|каласы|город|\bжери\b|address"
        ),
    ),
    ("note", re.compile(r"ескерт|примеч|косымша|комментар")),
)
_LONGEST_HEAD: Final = 80
_HEAD_WITHIN: Final = 20
_NAME_CELL: Final = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?: +[^\W\d_][^\W\d_'’.-]*){1,3}\.?")
_NAME_ROLES: Final = frozenset({"name", "surname", "given"})


@frozen
class Guess:
    """The role of every column; rows are places in `Sheet.rows`, counted from 0.

    `header_row` is None without a head; `heads` are the words above each column, for showing.
    """

    columns: tuple[Role, ...]
    heads: tuple[str, ...]
    header_row: int | None = None
    first_row: int = 0

    @property
    def has_names(self) -> bool:
        """Whether a column of names was found: without one no list can be read."""
        return bool(_NAME_ROLES & set(self.columns))

    @property
    def known_roles(self) -> set[Role]:
        """The roles that were found."""
        return set(self.columns) - {"unused"}

    def find(self, *roles: Role) -> list[int]:
        """Return the columns that have one of `roles`."""
        return [place for place, role in enumerate(self.columns) if role in roles]


def guess_columns(
    rows: Sequence[Sequence[Cell]], synonyms: Mapping[str, Role] | None = None
) -> Guess:
    """Return what the columns hold; `synonyms` are a coordinator's own heads and their roles."""
    own = {fold_text(head): role for head, role in (synonyms or {}).items()}
    width = max((len(row) for row in rows[:2000]), default=0)
    texts = [
        [write_cell(cell) for cell in row] + [""] * (width - len(row))
        for row in rows[: _HEAD_WITHIN + 3]
    ]
    best: tuple[int, int] | None = None
    for place, row in enumerate(texts[:_HEAD_WITHIN]):
        named = [_name_head(cell, own) for cell in row]
        known = {role for role in named if role is not None}
        filled = sum(1 for cell in row if cell)
        is_head = len(known) >= 2 or (len(known & _NAME_ROLES) == 1 and filled <= 2)
        is_head &= 2 * sum(role is not None for role in named) >= filled
        if is_head and (best is None or len(known) > best[0]):
            best = (len(known), place)
    if best is None:
        return _guess_without_head(rows, width)
    return _read_heads(texts, best[1], own)


def _name_head(cell: str, own: Mapping[str, Role]) -> Role | None:
    if not cell or len(cell) > _LONGEST_HEAD:
        return None
    head = re.sub(r"\s*-\s*", "-", fold_text(cell)).strip("():.,* ")
    if head in own:
        return own[head]
    return next((role for role, words in _HEADS if words.search(head)), None)


def _read_heads(texts: list[list[str]], place: int, own: Mapping[str, Role]) -> Guess:
    """Return the roles of a head of one row or of two, the lower one below merged cells."""
    start = place
    heads = list(texts[place])
    roles: list[Role | None] = [_name_head(cell, own) for cell in heads]
    above = texts[place - 1] if place else []
    told_above = [_name_head(cell, own) for cell in above]
    if sum(role is not None for role in told_above) >= 2 or (
        place and any(told_above) and _is_partly_filled(above) and not all(heads)
    ):
        start = place - 1
        heads = [under or over for over, under in zip(above, heads, strict=True)]
        roles = [under or over for over, under in zip(told_above, roles, strict=True)]
    first_row = place + 1
    if start == place and first_row < len(texts):
        below = texts[first_row]
        told = _name_lower_heads(heads, below, roles, own)
        filled = sum(1 for cell in below if cell)
        if filled and 2 * sum(role is not None for role in told) > filled:
            heads = [under or over for over, under in zip(heads, below, strict=True)]
            roles = [under or over for over, under in zip(roles, told, strict=True)]
            first_row += 1
    if first_row < len(texts) and is_numbering(texts[first_row]):
        first_row += 1
    return Guess(tuple(_settle(roles)), tuple(" ".join(h.split()) for h in heads), start, first_row)


def _name_lower_heads(
    heads: Sequence[str],
    below: Sequence[str],
    roles: Sequence[Role | None],
    own: Mapping[str, Role],
) -> list[Role | None]:
    """Return what the cells below a head say: «күні» under a merged «Туған» is a birthday."""
    told = [_name_head(cell, own) for cell in below]
    is_person = any(
        bool(cell) and role in _NAME_ROLES for cell, role in zip(below, roles, strict=True)
    )
    if is_person or any(re.search(r"\d", cell) for cell in below):
        return told
    over = ""
    for place, cell in enumerate(below):
        # Merged cells hold their words in the first of them.
        over = heads[place] or over
        if cell and told[place] is None:
            told[place] = _name_head(f"{over} {cell}", own)
    return told


def _is_partly_filled(row: Sequence[str]) -> bool:
    return 0 < sum(1 for cell in row if cell) < len(row)


def _settle(roles: list[Role | None]) -> list[Role]:
    """Keep one column of each kind; places, words and contacts may stand in several."""
    settled: list[Role] = []
    has_pair = {"is_male", "is_female"} <= set(roles)
    has_parts = {"surname", "given"} <= set(roles)
    for role in roles:
        kept: Role = role or "unused"
        if kept in {"is_male", "is_female"} and not has_pair:
            kept = "gender"
        if kept == "name" and has_parts:
            kept = "unused"
        if kept in settled and kept not in {"place", "tags", "contact", "note"}:
            kept = "unused"
        settled.append(kept)
    return settled


def is_numbering(row: Sequence[str]) -> bool:
    """Whether a row only counts the columns, as official forms do under their heads."""
    numbers = [cell for cell in row if cell]
    return len(numbers) > 2 and numbers == [str(place) for place in range(1, len(numbers) + 1)]


# ---------------------------------------------------------------------- without a head


def _guess_without_head(rows: Sequence[Sequence[Cell]], width: int) -> Guess:
    looked_at = [row for row in rows[:200] if any(cell != "" for cell in row)]
    roles: list[Role] = []
    for column in range(width):
        cells = [row[column] for row in looked_at if column < len(row) and row[column] != ""]
        role = _guess_role(cells)
        if role in roles:
            role = "unused"
        roles.append(role)
    first = next((at for at, row in enumerate(rows) if any(cell != "" for cell in row)), 0)
    return Guess(tuple(roles), ("",) * width, None, first)


def _guess_role(cells: list[Cell]) -> Role:
    texts = [write_cell(cell) for cell in cells]
    if texts and texts == [str(at) for at in range(1, len(texts) + 1)]:
        return "number"
    for role, is_one in _KINDS:
        if 2 * sum(is_one(cell, text) for cell, text in zip(cells, texts, strict=True)) > len(
            texts
        ):
            return role
    return "unused"


# Numbers and signs of a list before a name: «12. », «3) », «– ».
_LIST_MARK: Final = re.compile(r"^(?:\d{1,4} ?[.)] ?|[-–—•·*] ?(?=[^\W\d_]))+")
_AFTER_NAME: Final = re.compile(r" *[,;(] *| +[-–—] +")


def split_name(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a name without the marks of a list before it, and what was written behind it.

    «1. Қалиева Бақыт, 1988 ж., Үштөбе» is a name and two more. Nothing is parted off where no year,
    age or telephone is: a name before marriage may stand in brackets.
    """
    bare = _LIST_MARK.sub("", text).strip()
    name, *more = _AFTER_NAME.split(bare)
    if not _NAME_CELL.fullmatch(name.strip()) or not any(re.search(r"\d\d", part) for part in more):
        return (bare, ()) if _NAME_CELL.fullmatch(bare) or bare[:1].isalpha() else (text, ())
    return name.strip(), tuple(filter(None, (part.strip(" ).") for part in more)))


GENDER_WORDS: Final[dict[str, Literal["male", "female"]]] = {
    **dict.fromkeys(
        ("ер", "ерлер", "ер адам", "еркек", "е", "ер кисси", "ер киси", "ул", "ул бала", "м", "муж",
         "мужской", "мужчина", "мужчины", "мальчик", "m", "male"),
        "male",
    ),
    **dict.fromkeys(
        ("айел", "айелдер", "айел адам", "а", "э", "кыз", "кыз бала", "ж", "жен", "женский",
         "женщина", "женщины", "девочка", "девушка", "f", "female"),
        "female",
    ),
}  # fmt: skip

_BIRTH: Final = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d|(?:19|20)\d\d\b.{0,8}"
    r"|\d{1,3} ?(?:жас|лет|год|года)"
)
_KINDS: Final[tuple[tuple[Role, Callable[[Cell, str], bool]], ...]] = (
    ("iin", lambda _cell, text: re.fullmatch(r"\d{12}", text) is not None),
    ("birth", lambda cell, text: isinstance(cell, date) or _BIRTH.fullmatch(text) is not None),
    (
        "contact",
        lambda _cell, text: re.fullmatch(r"[+\d][\d\s()-]{9,17}", text) is not None,
    ),
    ("gender", lambda _cell, text: fold_text(text).strip(".") in GENDER_WORDS),
    ("name", lambda _cell, text: _NAME_CELL.fullmatch(text) is not None),
    ("name", lambda _cell, text: split_name(text)[0] != text),
)
