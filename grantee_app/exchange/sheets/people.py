"""Rows of a sheet as drafts of participants, each with its problems and its doubles.

A dry run: writes nothing. An IIN is checked, tells birthday and gender and is dropped here; only a
caller that gives `mark_iin` gets its keyed mark. What a row does not tell stays empty; a gender
seen from the end of a name is a proposal, never a fact.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from grantee_app.exchange.sheets.cells import (
    Birth,
    Categories,
    is_marked,
    read_birth,
    read_disability,
    read_gender,
)
from grantee_app.exchange.sheets.columns import Guess, Role, is_numbering, split_name
from grantee_app.exchange.sheets.sheet import Cell, Sheet, write_cell
from grantee_app.form.definition import DemographicGroup
from grantee_app.frozen import frozen
from grantee_app.language.folding import fold_text
from grantee_app.language.message import Message, message, plural_message
from grantee_app.language.name_folding import guess_gender
from grantee_app.records.identifiers import check_iin, read_phone
from grantee_app.records.matching import LIKELY, MatchingCancelled, Pair, Register
from grantee_app.records.participant import Gender, Participant
from grantee_app.records.personal import drop_iins

LONGEST_NAME: Final = 200


class ReadingCancelled(Exception):  # noqa: N818 (nothing went wrong: somebody asked to stop)
    """The reading of a sheet was stopped; nothing was changed."""


@frozen
class Double:
    """Who a row may be: a person of the register, or another row of the same sheet."""

    score: float
    reasons: tuple[Message, ...]
    person_id: str = ""
    row_number: int = 0


@frozen
class PreviewRow:
    """A row as it would be taken; `row_number` is that of Excel, counted from 1.

    Without a `participant` the row cannot be taken: `problems` say why. With one, they say what is
    left empty or looks wrong. `proposed_gender` is to be confirmed by a person.
    """

    row_number: int
    participant: Participant | None
    problems: tuple[Message, ...] = ()
    proposed_gender: Gender = ""
    in_sheet: tuple[Double, ...] = ()
    in_register: tuple[Double, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether nothing of this row needs a look."""
        return self.participant is not None and not (
            self.problems or self.in_sheet or self.in_register
        )


@frozen
class SheetPreview:
    """What would be taken of a sheet; `notes` are about the whole of it, `skipped` row numbers."""

    rows: tuple[PreviewRow, ...]
    notes: tuple[Message, ...] = ()
    skipped: tuple[int, ...] = ()

    @property
    def ready(self) -> int:
        """How many rows need no look."""
        return sum(row.is_ready for row in self.rows)

    @property
    def with_problems(self) -> int:
        """How many rows have problems."""
        return sum(bool(row.problems) for row in self.rows)

    @property
    def doubled(self) -> int:
        """How many rows may be somebody who is there already."""
        return sum(bool(row.in_sheet or row.in_register) for row in self.rows)

    @property
    def refused(self) -> int:
        """How many rows cannot be taken."""
        return sum(row.participant is None for row in self.rows)

    def list_people(self, without_doubles: bool = True) -> list[Participant]:
        """Return the people to add; of likely doubles the first row of the sheet stays."""
        taken = []
        for row in self.rows:
            is_double = any(double.score >= LIKELY for double in row.in_register) or any(
                double.score >= LIKELY and double.row_number < row.row_number
                for double in row.in_sheet
            )
            if row.participant is not None and not (without_doubles and is_double):
                taken.append(row.participant)
        return taken


def read_people(
    sheet: Sheet,
    guess: Guess,
    form_groups: Sequence[DemographicGroup],
    today: date,
    register: Register | None = None,
    *,
    age_on: date | None = None,
    category_words: Mapping[str, str] | None = None,
    mark_iin: Callable[[str], str] | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> SheetPreview:
    """Return every row of `sheet` as it would be taken, by the roles of `guess`.

    `form_groups` are the categories of the form, `age_on` the day that ages in the sheet are of
    (else `today`), `register` the people who are there already. ReadingCancelled when stopped.
    """
    if not guess.has_names:
        note = message("No column with names was found: choose it above the table.")
        return SheetPreview((), (*sheet.notes, note))
    categories = Categories(form_groups, category_words)
    reader = _Reader(guess, categories, today, age_on or today, mark_iin)
    rows: list[PreviewRow] = []
    notes, skipped = list(sheet.notes), []
    for place in range(guess.first_row, len(sheet.rows)):
        if place % 500 == 0:
            progress(place, len(sheet.rows))
            _stop_if(is_cancelled)
        cells = sheet.rows[place]
        kind = reader.tell_kind(cells)
        if kind == "person":
            rows.append(reader.read(cells, place + 1))
        elif kind != "empty":
            skipped.append(place + 1)
        if kind == "total":
            notes += _compare_total(cells, rows)
    notes += _tell_skipped(len(skipped))
    if not rows:
        notes.append(message("There is nobody in this sheet."))
    rows = _find_doubles(rows, register, is_cancelled)
    progress(len(sheet.rows), len(sheet.rows))
    return SheetPreview(tuple(rows), tuple(notes), tuple(skipped))


def _stop_if(is_cancelled: Callable[[], bool]) -> None:
    if is_cancelled():
        raise ReadingCancelled


def _tell_skipped(count: int) -> list[Message]:
    if not count:
        return []
    return [
        plural_message(
            "{count} row is no person (a heading, a total, a signature) and was left out.",
            "{count} rows are no people (headings, totals, signatures) and were left out.",
            count,
        )
    ]


# ---------------------------------------------------------------------- kinds of rows

# Of a row as typed, in small letters: folding every name of a long list would take a second.
_PHONE_DIGITS: Final = 10
_TOTAL: Final = re.compile(
    r"(?:барлы[ғг]ы|б[әəа]р[іиi]|жалпы(?: саны)?|жиын(?:ы|ты[ғг]ы)|[қк]орытынды|итого|всего"
    r"|общее количество|total)(?![^\W\d_])"
)
_FOOTER: Final = re.compile(
    r"^(?:жауапты|ответствен|директор|басшы|руководител|орындаушы|исполнител|уйлестируши"
    r"|онын ишинде|сонын ишинде|в том числе|из них"
    r"|координатор|колы|подпись|мор|м\.о|м\.п|ескерт|примеч|тизимди|список состав|куни|дата)"
)


@dataclass(slots=True)
class _Reader:
    """Reads the rows of one sheet."""

    guess: Guess
    categories: Categories
    today: date
    age_on: date
    mark_iin: Callable[[str], str] | None
    columns: dict[Role, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found: dict[Role, list[int]] = defaultdict(list)
        for place, role in enumerate(self.guess.columns):
            found[role].append(place)
        self.columns = dict(found)

    def get(self, cells: Sequence[Cell], role: Role) -> Cell:
        """Return the cell of the first column of a role, "" where there is none."""
        for place in self.columns.get(role, ()):
            if place < len(cells) and cells[place] != "":
                return cells[place]
        return ""

    def join(self, cells: Sequence[Cell], role: Role) -> str:
        """Return the cells of every column of a role as one text."""
        texts = [write_cell(cells[at]) for at in self.columns.get(role, ()) if at < len(cells)]
        return ", ".join(dict.fromkeys(filter(None, texts)))

    def read_name(self, cells: Sequence[Cell]) -> str:
        """Return the name, of one column or of three."""
        if "surname" in self.columns or "given" in self.columns:
            parts = [self.get(cells, role) for role in ("surname", "given", "patronymic")]
            return " ".join(filter(None, map(write_cell, parts)))
        return " ".join(
            filter(None, (write_cell(self.get(cells, role)) for role in ("name", "patronymic")))
        )

    def tell_kind(self, cells: Sequence[Cell]) -> str:
        """Tell whether a row is a "person", a "total", "other" or "empty"."""
        texts = [write_cell(cell) for cell in cells]
        filled = [text for text in texts if text]
        name = self.read_name(cells)
        first = filled[0] if filled else ""
        if not filled or (not name and len(filled) == 1 and re.fullmatch(r"\d+\W?", first)):
            # A number alone is a line of the printed form that nobody signed.
            return "empty"
        if _TOTAL.match(first.lower()) or _TOTAL.match(name.lower()):
            return "total"
        is_other = (
            is_numbering(texts)
            or self._is_head(texts)
            or (not name and len(filled) == 1)
            or (len(filled) <= 3 and _FOOTER.match(fold_text(first)) is not None)
        )
        return "other" if is_other else "person"

    def _is_head(self, texts: Sequence[str]) -> bool:
        heads = self.guess.heads
        names = self.columns.get("name") or self.columns.get("surname") or [0]
        if names[0] >= min(len(texts), len(heads)) or not texts[names[0]].startswith(
            heads[names[0]][:3]
        ):
            return False
        same = sum(bool(text) and at < len(heads) and " ".join(text.split()) == heads[at]
                   for at, text in enumerate(texts))  # fmt: skip
        return same >= 2

    # ------------------------------------------------------------------ a person

    def read(self, cells: Sequence[Cell], number: int) -> PreviewRow:
        """Return one row as a draft."""
        problems: list[Message] = []
        name, behind = split_name(" ".join(self.read_name(cells).split()))
        problem = _check_name(name)
        if problem is not None:
            return PreviewRow(number, None, (problem,))
        told: dict[str, Any] = {"name": name}
        self._read_birth(cells, told, problems)
        self._read_gender(cells, told, problems)
        self._read_iin(cells, told, problems)
        self._read_groups(cells, told, problems)
        self._read_words(cells, told)
        self._read_behind(behind, told)
        for key in ("name", "tags", "place", "contact", "note"):
            bare = drop_iins(told[key])
            if bare != told[key]:
                told[key] = bare
                problems.append(message("An IIN stood beside other words and was dropped."))
        if not told["name"]:
            return PreviewRow(number, None, (message("The name is missing."),))
        proposed: Gender = "" if told.get("gender") else guess_gender(name)
        return PreviewRow(number, Participant(**told), tuple(problems), proposed)

    def _read_birth(
        self, cells: Sequence[Cell], told: dict[str, Any], problems: list[Message]
    ) -> None:
        births = [read_birth(self.get(cells, role), self.today) for role in ("birth", "age")]
        problems += [birth.problem for birth in births if birth.problem is not None]
        best = next((b for b in births if b.born_on), None) or next(
            (b for b in births if b.year), Birth()
        )
        age = next((b.age for b in births if b.age is not None), None)
        told["born_on"], told["birth_year"] = best.born_on, best.year
        year = best.born_on.year if best.born_on is not None else best.year
        if age is None:
            return
        if year is None:
            told["age"], told["age_on"] = age, self.age_on
        elif abs(self.age_on.year - year - age) > 1:
            problems.append(
                message(
                    "The age {age} does not fit the year of birth {year}: the year was taken.",
                    age=str(age),
                    year=str(year),
                )
            )

    def _read_behind(self, parts: Sequence[str], told: dict[str, Any]) -> None:
        """Take what stands behind the name in its own cell; a column of its own goes first."""
        rest = []
        for part in parts:
            birth = read_birth(part, self.today)
            has_birth = told["born_on"] or told["birth_year"] or told.get("age") is not None
            phone = read_phone(part).value if sum(map(str.isdigit, part)) >= _PHONE_DIGITS else None
            if phone is not None and not told["contact"]:
                told["contact"] = phone
            elif birth.problem is None and not has_birth:
                told["born_on"], told["birth_year"] = birth.born_on, birth.year
                if birth.age is not None:
                    told["age"], told["age_on"] = birth.age, self.age_on
            else:
                rest.append(part)
        if rest and not told["place"]:
            told["place"] = rest.pop(0)
        told["note"] = ", ".join(filter(None, [told["note"], *rest]))

    def _read_gender(
        self, cells: Sequence[Cell], told: dict[str, Any], problems: list[Message]
    ) -> None:
        gender, problem = read_gender(self.get(cells, "gender"))
        if problem is not None:
            problems.append(problem)
        if "is_male" in self.columns and "is_female" in self.columns:
            marks = is_marked(self.get(cells, "is_male")), is_marked(self.get(cells, "is_female"))
            if any(marks):
                gender = "male" if marks[0] else "female"
            if all(marks):
                gender = ""
                problems.append(message("Both genders are marked: choose one."))
        told["gender"] = gender

    def _read_iin(
        self, cells: Sequence[Cell], told: dict[str, Any], problems: list[Message]
    ) -> None:
        typed = write_cell(self.get(cells, "iin"))
        if not typed:
            return
        # Excel drops the zeros that a number begins with.
        reading = check_iin(typed.zfill(12) if typed.isdigit() and len(typed) >= 9 else typed)
        if reading.value is None:
            if reading.problem is not None:
                problems.append(message("The IIN is wrong: {problem}", problem=reading.problem))
            return
        iin = reading.value
        if self.mark_iin is not None:
            told["iin_mark"] = self.mark_iin(iin.number)
        if iin.born_on is not None:
            if iin.born_on > self.today:
                problems.append(message("The birthday {day} is still to come.", day=iin.born_on))
            elif told["born_on"] not in {None, iin.born_on} or told["birth_year"] not in {
                None,
                iin.born_on.year,
            }:
                problems.append(message("The birthday in the IIN is another: compare them."))
            else:
                told |= {"born_on": iin.born_on, "birth_year": None, "age": None, "age_on": None}
        if iin.gender is not None:
            if told["gender"] not in {"", iin.gender}:
                problems.append(message("The gender in the IIN is another: compare them."))
            else:
                told["gender"] = iin.gender

    def _read_groups(
        self, cells: Sequence[Cell], told: dict[str, Any], problems: list[Message]
    ) -> None:
        typed = self.get(cells, "category")
        category, problem = self.categories.read(typed)
        told["category"], told["is_category_set"] = category, bool(category)
        words = [self.join(cells, "tags")]
        if problem is not None:
            problems.append(problem)
            words.append(write_cell(typed))
        told["tags"] = ", ".join(filter(None, words))
        told["disability"], problem = read_disability(self.get(cells, "disability"))
        if problem is not None:
            problems.append(problem)

    def _read_words(self, cells: Sequence[Cell], told: dict[str, Any]) -> None:
        told["place"], told["note"] = self.join(cells, "place"), self.join(cells, "note")
        contact = self.join(cells, "contact")
        # What is no telephone is kept as written: an address, a name in a messenger.
        told["contact"] = read_phone(contact).value or contact
        consent = self.get(cells, "consent")
        read = read_birth(consent, self.today) if consent != "" else Birth()
        if read.born_on is not None:
            told["consent_on"] = read.born_on


def _check_name(name: str) -> Message | None:
    if not name:
        return message("The name is missing.")
    if len(name) > LONGEST_NAME:
        return message("The name is longer than {limit} letters.", limit=LONGEST_NAME)
    if name[0] in "=+-@":
        return message("A formula stands in the place of the name: write the name.")
    if not re.search(r"[^\W\d_]{2}", name):
        return message("«{typed}» is no name.", typed=name[:60])
    return None


def _compare_total(cells: Sequence[Cell], rows: Sequence[PreviewRow]) -> list[Message]:
    """Compare the number of a total's row with the people above it."""
    numbers = [int(found) for cell in cells for found in re.findall(r"\d+", write_cell(cell))]
    if not numbers or len(rows) in numbers:
        return []
    return [
        message(
            "The sheet tells {told} people in all, and {found} are listed above: count again.",
            told=max(numbers),
            found=len(rows),
        )
    ]


# ---------------------------------------------------------------------- doubles


def _find_doubles(
    rows: list[PreviewRow], register: Register | None, is_cancelled: Callable[[], bool]
) -> list[PreviewRow]:
    drafts = [row.participant for row in rows if row.participant is not None]
    number_of = {row.participant.id: row.row_number for row in rows if row.participant is not None}
    in_sheet: dict[str, list[Double]] = defaultdict(list)
    try:
        pairs = Register(drafts).find_pairs(is_cancelled=is_cancelled)
    except MatchingCancelled as error:
        raise ReadingCancelled from error
    for pair in pairs:
        for own, other in ((pair.first_id, pair.second_id), (pair.second_id, pair.first_id)):
            in_sheet[own].append(_tell_double(pair, row_number=number_of[other]))
    found: list[PreviewRow] = []
    for place, row in enumerate(rows):
        if place % 500 == 0:
            _stop_if(is_cancelled)
        draft = row.participant
        if draft is None:
            found.append(row)
            continue
        known = register.find_like(draft) if register is not None and register.profiles else []
        found.append(
            replace(
                row,
                in_sheet=tuple(in_sheet.get(draft.id, ())),
                in_register=tuple(_tell_double(pair, person_id=pair.first_id) for pair in known),
            )
            if known or draft.id in in_sheet
            else row
        )
    return found


def _tell_double(pair: Pair, person_id: str = "", row_number: int = 0) -> Double:
    return Double(pair.score, pair.reasons, person_id, row_number)
