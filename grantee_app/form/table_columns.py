"""Which column of a form's table a pasted column is: by its head, or by what stands in it.

Compares heads with the labels of the form in both languages and with the words that budgets, plans
and lists usually carry there. Knows no clipboard; what becomes of a cell is for `table_pasting`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from grantee_app.form.application_form import (
    NUMBER_KINDS,
    Chosen,
    Column,
    TableField,
    is_computed,
)
from grantee_app.frozen import frozen
from grantee_app.language.folding import fold_text
from grantee_app.language.reading_dates import read_date_range
from grantee_app.language.reading_numbers import read_number, read_whole_number

NUMBER: Final = "№"
_HEAD_WITHIN: Final = 8
_LONGEST_HEAD: Final = 120
_WORDS_OF_LONE_HEAD: Final = 2
_TOKEN: Final = re.compile(r"[^\W\d_]{3,}")
_NUMBER_HEAD: Final = re.compile(r"(?:#|n|р/с|р/с #|# ?п/?п|п/?п|реттик саны|# р/с)")
_NUMBERING: Final = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4})*[.)]?")
# A head shares at least this much of its words with a label to be taken for it.
_ALIKE: Final = 0.5

# By the meanings of the table and of its column; written as fold_text leaves the words.
_HEADS: Final[dict[tuple[str, str], str]] = {
    ("tasks", "title"): r"миндет|задач",
    ("tasks", "long_term_result"): r"узак мерзим|долгосроч|натиже|результат|эффект",
    ("activities", "title"): r"ис-шара|мероприят|жумыс(?:тар)?$|действи|атауы|наименован",
    ("activities", "task"): r"миндет|задач",
    ("activities", "kind"): r"\bтури\b|\bвид\b|\bтип\b|формат",
    ("activities", "when"): r"мерзим|срок|\bкуни|дата|период|кезен|уакыт|время|когда|кашан",
    ("activities", "place"): r"\bорны|\bорын|место|локац|аумак|территор|кайда|\bгде\b",
    ("activities", "responsible"): r"жауапты|ответствен|орындаушы|исполнител",
    ("activities", "participants"): r"катысушы|участник|адам саны|человек|охват|камту",
    ("activities", "result"): r"натиже|результат|кутилетин|ожидаем",
    ("indicators", "title"): r"корсеткиш|индикатор|показател",
    ("indicators", "activity"): r"ис-шара|мероприят",
    ("indicators", "plan"): r"жоспар|план|мани|значен|саны|количеств",
    ("indicators", "evidence"): r"далел|растайтын|подтвержд|доказат|кужат|документ",
    ("budget", "block"): r"\bблок|\bболик|\bболим|раздел|категори|\bтоб[ыа]|групп",
    ("budget", "title"): (
        r"шыгы[нс]|стать|баптар|\bбаб[ыа]|наименован|атауы|расход|затрат|что покупаем|сатып алам"
    ),
    ("budget", "activity"): r"ис-шара|мероприят",
    ("budget", "unit"): r"олшем|бирлиг|ед\.? ?изм|единиц",
    ("budget", "quantity"): r"\bсаны|кол-?во|количеств|\bкол\.?$",
    ("budget", "price"): r"\bбага|\bкуны|\bцена|стоимость|тариф|ставка|за ед",
    ("budget", "total"): r"барлы|жиын|жалпы|\bвсего|итого|\bсумма|\bсомасы",
    ("budget", "own"): r"оз улес|озиндик|отиним беруш|собствен|заявител|свои|наш вклад|вклад",
    ("budget", "other"): r"баска|ози[а-я]* емес|друг|иные|прочи|софинанс|демеуш|спонсор",
    ("budget", "grant"): r"грант|суралатын|запрашива|сурал",
    ("team", "name"): r"аты-жони|\bаты\b|\bтеги|\bта[аж]\b|фио|ф\.и\.о|фамили|\bимя",
    ("team", "role"): r"рол|миндет|кызмет|лауазым|обязанн|должност|функци",
    ("team", "born_on"): r"туган|рожден",
    ("team", "contacts"): r"байланыс|контакт|телефон|почта|e-?mail",
    ("partners", "name"): r"атауы|наименован|название|серикте|партнер|уйым|организац",
    ("partners", "role"): r"рол|улес|вклад|участи|катысу|миндет",
    ("partners", "contacts"): r"байланыс|контакт|телефон|почта|e-?mail|мекенжай|адрес",
    ("experience", "customer"): r"тапсырыс|грант беруш|заказчик|грантодат|донор",
    ("experience", "title"): r"жоба|проект|атауы|название|наименован",
    ("experience", "sum"): r"сома|сумм|бюджет|тенге",
    ("experience", "years"): r"жыл|\bгод|мерзим|срок|период",
    ("experience", "result"): r"натиже|результат|итог",
}
_MEANT: Final = {key: re.compile(words) for key, words in _HEADS.items()}


@frozen
class FoundColumns:
    """The column of the form for every pasted column, "" for none and «№» for a numbering.

    `heads` are the pasted heads, all "" where there is no head; the rows begin at `first_row`.
    """

    keys: tuple[str, ...]
    heads: tuple[str, ...]
    first_row: int = 0


def find_table_columns(cells: list[list[str]], table: TableField, today: date) -> FoundColumns:
    """Return which columns of `table` the pasted ones are; `cells` is a rectangle."""
    for place, row in enumerate(cells[:_HEAD_WITHIN]):
        below = cells[place + 1] if place + 1 < len(cells) else []
        is_double = _is_second_head(row, below, table)
        heads = (
            [under or over for over, under in zip(row, below, strict=True)] if is_double else row
        )
        keys = _name_heads(heads, table)
        if not _is_head(heads, keys):
            continue
        first_row = place + 1 + is_double
        if first_row < len(cells) and _is_numbering(cells[first_row]):
            first_row += 1
        return FoundColumns(tuple(keys), tuple(" ".join(head.split()) for head in heads), first_row)
    width = len(cells[0]) if cells else 0
    return FoundColumns(_guess_keys(cells, table, today), ("",) * width)


def _is_head(heads: Sequence[str], keys: Sequence[str]) -> bool:
    """Whether a row names columns: half of its cells, two at least; alone, in a word or two."""
    told, known = [head for head in heads if head], [key for key in keys if key]
    if len(heads) == 1:
        return bool(known) and len(heads[0].split()) <= _WORDS_OF_LONE_HEAD
    return len(known) >= 2 and 2 * len(known) >= len(told)


def _is_second_head(row: list[str], below: list[str], table: TableField) -> bool:
    """Whether the row under a head names columns too, under a cell that spans several."""
    told = [cell for cell in below if cell]
    if not told or all(row) or _is_numbering(below):
        return False
    return all(
        _could_be_head(cell)
        and any(_weigh(fold_text(cell), column, table) for column in table.columns)
        for cell in told
    )


def _could_be_head(cell: str) -> bool:
    return len(cell) <= _LONGEST_HEAD and not _NUMBERING.fullmatch(cell)


def _name_heads(heads: Sequence[str], table: TableField) -> list[str]:
    """Return the best column for every head; each column goes to the head that fits it best."""
    weighed: list[tuple[float, int, int]] = []
    for place, head in enumerate(heads):
        folded = fold_text(head).strip("():. ")
        if not folded or not _could_be_head(head):
            continue
        for number, column in enumerate(table.columns):
            weight = _weigh(folded, column, table)
            if weight:
                weighed.append((weight, place, number))
    keys = [
        NUMBER if _NUMBER_HEAD.fullmatch(fold_text(head).strip("():. ")) else "" for head in heads
    ]
    taken: set[int] = set()
    for _, place, number in sorted(weighed, key=lambda found: (-found[0], found[1], found[2])):
        if not keys[place] and number not in taken:
            keys[place] = table.columns[number].key
            taken.add(number)
    return keys


def _weigh(folded: str, column: Column, table: TableField) -> float:
    """Return how well a head fits a column: 3 for its label, 2 and less for words like it."""
    labels = [fold_text(column.label.kk), fold_text(column.label.ru)]
    if folded in labels:
        return 3.0
    pattern = _MEANT.get((table.meaning, column.meaning))
    match = pattern.search(folded) if pattern else None
    # «Собственный вклад заявителя»: the word that stands first says what the column is.
    meant = 1.5 - match.start() / 1000 if match else 0.0
    return max(meant, *(_share_words(folded, label) for label in labels))


def _share_words(one: str, other: str) -> float:
    first, second = set(_TOKEN.findall(one)), set(_TOKEN.findall(other))
    if not first or not second:
        return 0.0
    shared = len(first & second) / max(len(first), len(second))
    return 1 + shared if shared >= _ALIKE else 0.0


def _is_numbering(row: list[str]) -> bool:
    """Whether a row only counts the columns, as official forms do under their heads."""
    numbers = [cell for cell in row if cell]
    return len(numbers) > 2 and numbers == [str(place) for place in range(1, len(numbers) + 1)]


# ---------------------------------------------------------------- without a head


def _guess_keys(cells: list[list[str]], table: TableField, today: date) -> tuple[str, ...]:
    """Return columns by what stands in them: each goes to the next one of the form that holds it.

    A table of as many columns as the form types, or has, is taken column by column.
    """
    width = len(cells[0]) if cells else 0
    columns = [[row[place] for row in cells if row[place]] for place in range(width)]
    start = 1 if width > 1 and _counts_rows(columns[0]) else 0
    typed = [column for column in table.columns if not is_computed(column)]
    for known in (typed, list(table.columns)):
        if len(known) == width - start and all(
            _fits(column, held, today) for column, held in zip(known, columns[start:], strict=True)
        ):
            return (NUMBER,) * start + tuple(column.key for column in known)
    keys = [NUMBER] * start
    # Whether words are one of the choices is not known here.
    left = [column for column in table.columns if not isinstance(column, Chosen)]
    for held in columns[start:]:
        place = next((n for n, column in enumerate(left) if _fits(column, held, today)), None)
        keys.append("" if place is None else left[place].key)
        if place is not None:
            left = left[place + 1 :]
    return tuple(keys)


def _counts_rows(held: list[str]) -> bool:
    return bool(held) and all(_NUMBERING.fullmatch(cell) for cell in held) and held[0][0] in "01"


def _fits(column: Column, held: list[str], today: date) -> bool:
    """Whether most of what stands in a pasted column can stand in this one."""
    if not held:
        return True
    if column.kind in NUMBER_KINDS:
        fitting = [_is_number(cell) for cell in held]
    elif column.kind in {"date", "date_range"}:
        fitting = [read_date_range(cell, today=today).value is not None for cell in held]
    else:
        fitting = [not _is_number(cell) for cell in held]
    return 2 * sum(fitting) > len(held)


def _is_number(cell: str) -> bool:
    return read_number(cell).value is not None or read_whole_number(cell).value is not None
