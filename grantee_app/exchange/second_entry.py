"""A paper list that two people typed: row held against row, and what was decided written.

Rows are paired in the order of the sheet by how alike their names are, so that a row one of them
left out parts no others. Knows no screen; where entries are kept is the store's business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from grantee_app.errors import DataProblem
from grantee_app.exchange.sheets.cells import Birth, read_birth
from grantee_app.frozen import frozen
from grantee_app.language.message import message
from grantee_app.records.ages import find_age
from grantee_app.records.participant import Participant
from grantee_app.records.sheet_codes import make_event_code, make_row_code, read_row_code
from grantee_app.store.name_words import make_name_key
from grantee_app.store.second_entry import Choices
from grantee_app.store.texts import RecordPlace

if TYPE_CHECKING:
    from grantee_app.records.second_row import SecondRow
    from grantee_app.store.people import Attendee
    from grantee_app.store.second_entry import SecondList
    from grantee_app.workspace import Workspace

FIELDS: Final = ("name", "birth", "gender", "category", "place")
# The one thing to decide of a row that only one of the two wrote.
ROW: Final = "row"
FIRST, SECOND, OWN = "first", "second", "own:"
# Names less alike than this are of two rows.
_LEAST_ALIKE: Final = 0.45
# How far apart the same row may stand in two entries, beyond the difference of their lengths.
_DRIFT: Final = 60


@frozen
class Side:
    """A row as one of the two has it; `texts` by field, as they are typed and shown."""

    id: str
    participant_id: str | None
    texts: Mapping[str, str]
    birth: Birth


@frozen
class ComparedRow:
    """A row of the paper as both have it; `differing` are the fields to decide.

    Of a row that only one wrote it is (`ROW`,): «first» is then what stands on the list now.
    """

    first: Side | None
    second: Side | None
    differing: tuple[str, ...]

    @property
    def key(self) -> str:
        """What its decisions are kept under."""
        return f"{self.first.id if self.first else ''}|{self.second.id if self.second else ''}"


@frozen
class Applied:
    """What came of it: rows compared, fields decided, rows added, removed, and changed."""

    compared: int
    differences: int
    added: int
    removed: int
    changed: int


def compare_lists(
    attendees: Sequence[Attendee],
    rows: Sequence[SecondRow],
    known_ids: frozenset[str],
    on: date | None,
    today: date,
) -> list[ComparedRow]:
    """Return both entries row by row in the order of the sheet.

    `known_ids` are people of other lists too: what the paper does not say of them is no difference.
    `on` is the day of the activity, which a told age belongs to.
    """
    firsts = [_read_first(attendee) for attendee in attendees]
    seconds = [_read_second(row, today) for row in rows]
    proposed = {
        attendee.attendance.id
        for attendee in attendees
        if not attendee.person.is_category_set or attendee.person.id in known_ids
    }
    return [
        ComparedRow(first, second, _find_differences(first, second, known_ids, proposed, on))
        for first, second in _pair(firsts, seconds)
    ]


def count_undecided(rows: Sequence[ComparedRow], choices: Choices) -> int:
    """Return how many differences nobody has decided yet."""
    return sum(field not in choices.get(row.key, {}) for row in rows for field in row.differing)


def apply_choices(  # noqa: PLR0917 (a comparison and its two days)
    workspace: Workspace,
    project_id: str,
    entry: SecondList,
    rows: Sequence[ComparedRow],
    on: date | None,
    today: date,
) -> Applied:
    """Write what was decided as one step of undo and close the second entry.

    DataProblem when something is not decided yet, or an own text makes no sense.
    """
    if count_undecided(rows, entry.choices):
        raise DataProblem(message("Some differences are not decided yet."))
    with workspace.change(message("Second entry applied").msgid):
        writer = _Writer(workspace, project_id, entry, on, today)
        for row in rows:
            writer.take(row)
        applied = Applied(
            len(rows),
            sum(len(row.differing) for row in rows),
            writer.added,
            writer.removed,
            writer.changed,
        )
        workspace.people.set_order(entry.activity_id, writer.order)
        workspace.second_entries.close(entry.id, today, applied.compared, applied.differences)
    return applied


def find_known(workspace: Workspace, activity_id: str) -> frozenset[str]:
    """Return the people of a list who stand on other lists too."""
    rows = workspace.db.execute(
        "SELECT participant_id FROM attendance AS here WHERE activity_id = ? AND EXISTS ("
        "SELECT 1 FROM attendance WHERE participant_id = here.participant_id "
        "AND activity_id <> here.activity_id)",
        [activity_id],
    )
    return frozenset(found for (found,) in rows.fetchall())


# ---------------------------------------------------------------- sides


def _read_first(attendee: Attendee) -> Side:
    person = attendee.person
    birth = Birth(
        person.born_on,
        person.birth_year if person.born_on is None else None,
        person.age if person.born_on is None and person.birth_year is None else None,
    )
    return Side(
        attendee.attendance.id,
        person.id,
        {
            "name": person.name,
            "birth": _write_birth(birth),
            "gender": person.gender,
            "category": person.category,
            "place": person.place,
        },
        birth,
    )


def _read_second(row: SecondRow, today: date) -> Side:
    return Side(
        row.id,
        row.participant_id,
        {
            "name": row.name,
            "birth": row.birth,
            "gender": row.gender,
            "category": row.category,
            "place": row.place,
        },
        read_birth(row.birth, today),
    )


def _write_birth(birth: Birth) -> str:
    if birth.born_on is not None:
        return birth.born_on.strftime("%d.%m.%Y")
    told = birth.year if birth.year is not None else birth.age
    return "" if told is None else str(told)


# ---------------------------------------------------------------- pairing


def _pair(firsts: Sequence[Side], seconds: Sequence[Side]) -> list[tuple[Side | None, Side | None]]:
    """Pair two lists in their order; a run that only both lack is paired row by row."""
    found: list[tuple[Side | None, Side | None]] = []
    lone: tuple[list[Side], list[Side]] = ([], [])
    for first, second in [*_align(firsts, seconds), (None, None)]:
        if (first is None) != (second is None):
            lone[first is None].append(first or second)  # type: ignore[arg-type]
            continue
        if len(lone[0]) == len(lone[1]):
            # As many rows between the same neighbours: the same rows, read very differently.
            found += zip(*lone, strict=True)
        else:
            found += [(side, None) for side in lone[0]] + [(None, side) for side in lone[1]]
        lone = ([], [])
        if first is not None:
            found.append((first, second))
    return found


def _align(
    firsts: Sequence[Side], seconds: Sequence[Side]
) -> list[tuple[Side | None, Side | None]]:
    """Return the pairing of the greatest likeness in which nobody overtakes anybody."""
    mine = [make_name_key(side.texts["name"]) for side in firsts]
    others = [make_name_key(side.texts["name"]) for side in seconds]
    height, width = len(firsts), len(seconds)
    drift = _DRIFT + abs(height - width)
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in range(height - 1, -1, -1):
        below, here = best[i + 1], best[i]
        for j in range(width - 1, -1, -1):
            here[j] = max(below[j], here[j + 1])
            if abs(i - j) <= drift:
                gain = _compare_names(firsts[i], seconds[j], mine[i], others[j])
                here[j] = max(here[j], below[j + 1] + gain)
    found: list[tuple[Side | None, Side | None]] = []
    i = j = 0
    while i < height and j < width:
        gain = _compare_names(firsts[i], seconds[j], mine[i], others[j])
        if abs(i - j) <= drift and best[i][j] == best[i + 1][j + 1] + gain and gain > 0:
            found.append((firsts[i], seconds[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            found.append((firsts[i], None))
            i += 1
        else:
            found.append((None, seconds[j]))
            j += 1
    found += [(side, None) for side in firsts[i:]]
    found += [(None, side) for side in seconds[j:]]
    return found


def _compare_names(first: Side, second: Side, mine: str, other: str) -> float:
    if first.participant_id == second.participant_id:
        return 1.0
    from rapidfuzz import fuzz  # noqa: PLC0415 (two megabytes that few ask for)

    alike = max(fuzz.ratio(mine, other), fuzz.token_sort_ratio(mine, other)) / 100
    return alike - _LEAST_ALIKE


# ---------------------------------------------------------------- differences


def _find_differences(
    first: Side | None,
    second: Side | None,
    known_ids: frozenset[str],
    proposed: set[str],
    on: date | None,
) -> tuple[str, ...]:
    if first is None or second is None:
        return (ROW,)
    if first.participant_id == second.participant_id:
        return ()
    is_known = first.participant_id in known_ids
    found = []
    for field in FIELDS:
        mine, other = (_tidy(side.texts[field]) for side in (first, second))
        if field == "birth":
            is_other = _is_other_birth(first, second, on)
        elif field == "name":
            # Somebody known was chosen: two people, though their names may be one.
            is_other = mine != other or (second.participant_id is not None)
        else:
            is_other = mine != other
        if not other and (is_known or (field == "category" and first.id in proposed)):
            # The register knows it, or a rule proposed it; the paper does not speak against it.
            is_other = False
        if is_other:
            found.append(field)
    return tuple(found)


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _is_other_birth(first: Side, second: Side, on: date | None) -> bool:
    mine, other = first.birth, second.birth
    told = [
        birth
        for birth in (mine, other)
        if birth.born_on is not None or birth.year is not None or birth.age is not None
    ]
    if len(told) < 2:
        return bool(told) or other.problem is not None
    if mine.born_on is not None and other.born_on is not None:
        return mine.born_on != other.born_on
    years = [birth.born_on.year if birth.born_on else birth.year for birth in (mine, other)]
    if years[0] is not None and years[1] is not None:
        return years[0] != years[1]
    if mine.age is not None and other.age is not None:
        return mine.age != other.age
    # An age against a year: one year of them can be meant, whether she had her day or not.
    ages = [_find_age(birth, on) for birth in (mine, other)]
    return ages[0] is None or ages[1] is None or abs(ages[0] - ages[1]) > 1


def _find_age(birth: Birth, on: date | None) -> int | None:
    if birth.age is not None or on is None:
        return birth.age
    person = Participant(name="", born_on=birth.born_on, birth_year=birth.year)
    return find_age(person, on)


# ---------------------------------------------------------------- writing


class _Writer:
    """Takes the rows of the sheet one after the other, inside one change."""

    def __init__(
        self,
        workspace: Workspace,
        project_id: str,
        entry: SecondList,
        on: date | None,
        today: date,
    ) -> None:
        self._workspace = workspace
        self._project_id = project_id
        self._entry = entry
        self._on = on
        self._today = today
        self._known = find_known(workspace, entry.activity_id)
        self._attendees = {
            row.attendance.id: row for row in workspace.people.list_attendees(entry.activity_id)
        }
        self._last_number = self._find_last_number()
        self.order: list[str] = []
        self.added = self.removed = self.changed = 0

    def take(self, row: ComparedRow) -> None:
        """Write one row as it was decided."""
        choices = self._entry.choices.get(row.key, {})
        if row.first is None and row.second is not None:
            if choices.get(ROW) == SECOND:
                self._add(row.second)
        elif row.first is not None and row.second is None:
            if choices.get(ROW) == SECOND:
                self._workspace.people.remove_attendances([row.first.id])
                self.removed += 1
            else:
                self.order.append(row.first.id)
        elif row.first is not None and row.second is not None:
            self._mend(row.first, row.second, choices)

    def _find_last_number(self) -> int:
        read = [read_row_code(row.attendance.row_code) for row in self._attendees.values()]
        numbers = [found[1] for found in read if found is not None]
        return max([len(self._attendees), *numbers])

    def _next_code(self) -> str:
        self._last_number += 1
        return make_row_code(make_event_code(self._entry.activity_id), self._last_number)

    def _add(self, side: Side) -> None:
        people = self._workspace.people
        person_id = side.participant_id
        if person_id is None:
            person_id = self._make_person(side.texts)
        attendance_id = people.add_attendance(
            self._entry.activity_id, person_id, row_code=self._next_code()
        )
        if attendance_id not in self.order:
            self.order.append(attendance_id)
            self.added += 1

    def _make_person(self, texts: Mapping[str, str]) -> str:
        birth = self._read_birth(texts["birth"])
        person = Participant.model_validate(
            {
                "name": _tidy(texts["name"]),
                "gender": texts["gender"],
                "born_on": birth.born_on,
                "birth_year": birth.year,
                "age": birth.age,
                "age_on": self._on if birth.age is not None else None,
                "category": texts["category"],
                "is_category_set": bool(texts["category"]),
                "place": _tidy(texts["place"]),
            }
        )
        self._workspace.people.add_many(self._project_id, [person])
        return person.id

    def _mend(self, first: Side, second: Side, choices: Mapping[str, str]) -> None:
        texts = dict(first.texts)
        changed = []
        for field, choice in choices.items():
            told = (
                choice.removeprefix(OWN)
                if choice.startswith(OWN)
                else second.texts[field]
                if choice == SECOND
                else first.texts[field]
            )
            if choice != FIRST and field in FIELDS:
                texts[field] = _tidy(told)
                changed.append(field)
        if not changed:
            self.order.append(first.id)
            return
        self.changed += 1
        is_chosen = choices.get("name") == SECOND and second.participant_id is not None
        is_other_person = "name" in changed and (is_chosen or first.participant_id in self._known)
        if not texts["name"]:
            raise DataProblem(message("Type the name first."))
        if is_other_person:
            self._replace(first, second, texts, choices)
            return
        self.order.append(first.id)
        self._write(str(first.participant_id), texts, changed)

    def _replace(
        self, first: Side, second: Side, texts: Mapping[str, str], choices: Mapping[str, str]
    ) -> None:
        """Put another person into the row; who stood there stays as she is on other lists."""
        people = self._workspace.people
        attendee = self._attendees[first.id]
        chosen = second.participant_id if choices["name"] == SECOND else None
        person_id = chosen or self._make_person(texts)
        people.remove_attendances([first.id])
        if first.participant_id not in self._known:
            people.remove([str(first.participant_id)])
        self.order.append(
            people.add_attendance(
                self._entry.activity_id, person_id, row_code=attendee.attendance.row_code
            )
        )

    def _write(self, person_id: str, texts: Mapping[str, str], changed: Sequence[str]) -> None:
        values: dict[str, str] = {}
        for field in changed:
            if field == "birth":
                birth = self._read_birth(texts["birth"])
                is_age = birth.age is not None
                values |= {
                    "born_on": birth.born_on.isoformat() if birth.born_on else "",
                    "birth_year": str(birth.year or ""),
                    "age": str(birth.age) if is_age else "",
                    "age_on": self._on.isoformat() if is_age and self._on else "",
                }
            else:
                values[field] = texts[field]
        if "category" in values:
            values["is_category_set"] = "1" if values["category"] else ""
        for column, text in values.items():
            self._workspace.write_text(RecordPlace("participant", person_id, column), "", text)

    def _read_birth(self, text: str) -> Birth:
        birth = read_birth(text, self._today)
        if birth.problem is not None:
            raise DataProblem(birth.problem)
        return birth
