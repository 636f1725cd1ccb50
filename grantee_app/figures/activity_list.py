"""The log of activities as light rows: read by a few queries, searched and filtered in memory.

A planned activity that nobody has held yet stands in it as a row of its own, so that it is not
forgotten. Words are folded once a text. Knows no screen.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from typing import Any, Final, Literal, cast

from sqlite_utils import Database

from grantee_app.figures.passport import (
    SURVEY,
    Asked,
    IndicatorAsk,
    PassportLine,
    list_asked,
    make_passport,
)
from grantee_app.frozen import frozen
from grantee_app.language.folding import fold_text
from grantee_app.language.kazakh import sort_key
from grantee_app.language.message import LanguageCode
from grantee_app.records.base import NO_TEXT, Bilingual

SortColumn = Literal["date", "title", "people", "evidence"]
Missing = Literal["", "evidence", "people", "result", "waiting"]
# Events made in one piece of a reading.
_AT_ONCE: Final = 500

_PLANNED: Final = """
SELECT planned_activity.id, task.id, task.title_kk, task.title_ru, planned_activity.title_kk,
       planned_activity.title_ru, planned_activity.place_kk, planned_activity.place_ru,
       coalesce(planned_activity.starts_on, ''), coalesce(planned_activity.ends_on, ''), dates_as,
       coalesce(planned_activity.kind, '')
FROM planned_activity JOIN task ON task.id = task_id
WHERE project_id = ? ORDER BY task.position, task.id, planned_activity.position, planned_activity.id
"""
_INDICATORS: Final = """
SELECT planned_activity_id, counted_from, fact_value IS NOT NULL, coalesce(evidence_kind, ''),
       coalesce(second_evidence_kind, ''), plan_target, plan_second_target, plan_unit,
       plan_comparison, plan_per_event, plan_events
FROM indicator WHERE planned_activity_id IN
    (SELECT planned_activity.id FROM planned_activity JOIN task ON task.id = task_id
     WHERE project_id = ?)
ORDER BY indicator.position
"""
_HELD: Final = """
SELECT activity.id, planned_activity_id, activity.starts_on, coalesce(activity.ends_on, ''),
       activity.title_kk, activity.title_ru, activity.place_kk, activity.place_ru,
       activity.topic_kk, activity.topic_ru, activity.kind, is_held,
       counts_towards_beneficiaries, participants_total,
       (SELECT count(*) FROM attendance WHERE activity_id = activity.id),
       surveyed IS NOT NULL OR satisfied IS NOT NULL, result_kk <> '' OR result_ru <> ''
FROM activity
JOIN planned_activity ON planned_activity.id = planned_activity_id
JOIN task ON task.id = task_id
WHERE project_id = ?
ORDER BY activity.starts_on, activity.position, activity.id
"""
_VISITS: Final = """
SELECT coalesce(sum(participants_total), 0),
       coalesce(sum((SELECT count(*) FROM attendance WHERE activity_id = activity.id)), 0)
FROM activity
JOIN planned_activity ON planned_activity.id = planned_activity_id
JOIN task ON task.id = task_id
WHERE project_id = ? AND is_held
"""
_EVIDENCE: Final = """
SELECT coalesce(activity.planned_activity_id, evidence.planned_activity_id),
       coalesce(activity_id, ''), evidence.kind, sum(quantity)
FROM evidence LEFT JOIN activity ON activity.id = activity_id
WHERE coalesce(activity.planned_activity_id, evidence.planned_activity_id) IN
    (SELECT planned_activity.id FROM planned_activity JOIN task ON task.id = task_id
     WHERE project_id = ?)
GROUP BY 1, 2, 3
"""


@frozen
class PlannedRow:
    """A planned activity: its numbers in the plan («1», «1.2»), its task, what is asked of it.

    `kind` is "" where nobody has told.
    """

    planned_id: str
    task_id: str
    task_number: str
    number: str
    task: Bilingual
    title: Bilingual
    place: Bilingual
    starts_on: str
    ends_on: str
    dates_as: str
    kind: str
    asked: tuple[Asked, ...]
    events: int
    held: int


@frozen
class ActivityRow:
    """An event of the log, or what is still to be held (`event_id` "" and the plan's own days).

    `heads` is None while nobody counted; `named` of them stand in the register.
    """

    event_id: str
    planned: PlannedRow
    starts_on: str
    ends_on: str
    title: Bilingual
    place: Bilingual
    topic: Bilingual
    kind: str
    is_held: bool
    counts: bool
    heads: int | None
    named: int
    has_result: bool
    passport: tuple[PassportLine, ...] = ()

    @property
    def row_id(self) -> str:
        """The id of the event, else of the planned activity."""
        return self.event_id or self.planned.planned_id

    @property
    def asked(self) -> int:
        """How many kinds of evidence are asked for."""
        return len(self.passport)

    @property
    def there(self) -> int:
        """How many of these kinds are there."""
        return sum(line.is_done for line in self.passport)


@frozen
class ActivityFilter:
    """What of the log is shown; "" is everything. `month` is «2024-07», `place` a whole text."""

    words: str = ""
    task: str = ""
    month: str = ""
    place: str = ""
    kind: str = ""
    missing: Missing = ""

    def is_open(self) -> bool:
        """Tell whether it lets everything through."""
        return self == ActivityFilter()


@frozen
class Sorting:
    """By what the log is sorted: as it went, unless somebody asks otherwise."""

    column: SortColumn = "date"
    is_descending: bool = False


@frozen
class ActivityLog:
    """All rows in the order of their days, the plan, and the figures of the head."""

    rows: list[ActivityRow] = field(default_factory=list)
    planned: list[PlannedRow] = field(default_factory=list)

    @property
    def promised(self) -> int:
        """How many events the plan promises."""
        return sum(entry.events for entry in self.planned)

    @property
    def held(self) -> int:
        """How many of the promised events were held."""
        return sum(min(entry.held, entry.events) for entry in self.planned)

    @property
    def visits(self) -> int:
        """All heads at all events, whether they count towards beneficiaries or not."""
        return sum(row.heads or 0 for row in self.rows if row.is_held)

    def find(self, row_id: str) -> ActivityRow | None:
        """Return the row of an event, or of a planned activity without one."""
        return next((row for row in self.rows if row.row_id == row_id), None)


@frozen
class Visits:
    """All heads at the events that were held, and those of them that stand on a list by name."""

    total: int
    named: int


def count_visits(db: Database, project_id: str) -> Visits:
    """Return the visits of a project as its log adds them up, without reading the log."""
    counted, named = db.execute(_VISITS, [project_id]).fetchone()
    return Visits(counted + named, named)


def read_log(db: Database, project_id: str) -> ActivityLog:
    """Return the log of a project from one look at each table."""
    return LogReader().read(db, project_id)


class LogReader:
    """Reads the log again and again: what stayed as it was is the same object as before.

    A thousand events are read after every pause in typing; making them anew takes ten times as
    long as looking whether any is another.
    """

    def __init__(self) -> None:
        # By id: what a row was made of, and the row.
        self._planned: dict[str, tuple[object, PlannedRow]] = {}
        self._events: dict[str, tuple[object, ActivityRow]] = {}

    def read(self, db: Database, project_id: str) -> ActivityLog:
        """Return the log of a project as it is now."""
        reading = self.reading(db, project_id)
        while True:
            try:
                next(reading)
            except StopIteration as end:
                return cast("ActivityLog", end.value)

    def reading(self, db: Database, project_id: str) -> Generator[None, None, ActivityLog]:
        """Read the log a piece at a time, for who must not be held up; what is returned is whole.

        Records that change between two pieces ask for another reading.
        """
        asks: dict[str, list[Sequence[object]]] = defaultdict(list)
        for planned_id, *columns in db.execute(_INDICATORS, [project_id]).fetchall():
            asks[planned_id].append(columns)
        # Plain: a thousand of them are compared, and a Counter compares slowly.
        own: dict[str, dict[str, int]] = defaultdict(dict)
        whole: dict[str, dict[str, int]] = defaultdict(dict)
        for planned_id, event_id, kind, quantity in db.execute(_EVIDENCE, [project_id]).fetchall():
            for counts in (own[event_id], whole[planned_id]):
                counts[kind] = counts.get(kind, 0) + quantity
        yield
        events = db.execute(_HELD, [project_id]).fetchall()
        yield
        held: Counter[str] = Counter()
        for row in events:
            held[row[1]] += bool(row[11])
            for counts in (own[row[0]], whole[row[1]]):
                counts[SURVEY] = counts.get(SURVEY, 0) + row[15]
        planned = list(self._list_planned(db, project_id, asks, held))
        yield
        by_id = {entry.planned_id: entry for entry in planned}
        rows: list[ActivityRow] = []
        for place, row in enumerate(events, start=1):
            # A plan that lost an activity meanwhile is read again in a moment.
            if row[1] in by_id:
                rows.append(self._take_event(row, by_id[row[1]], own[row[0]], whole[row[1]]))
            if place % _AT_ONCE == 0:
                yield
        in_log = {row[1] for row in events}
        rows += [_wait_for(entry) for entry in planned if entry.planned_id not in in_log]
        rows.sort(key=lambda row: (not row.starts_on, row.starts_on))
        # What went is forgotten.
        here = {row[0] for row in events}
        self._events = {key: made for key, made in self._events.items() if key in here}
        self._planned = {key: made for key, made in self._planned.items() if key in by_id}
        return ActivityLog(rows, planned)

    def _list_planned(
        self,
        db: Database,
        project_id: str,
        asks: dict[str, list[Sequence[object]]],
        held: Counter[str],
    ) -> Iterator[PlannedRow]:
        tasks: dict[str, int] = {}
        inside: Counter[str] = Counter()
        for row in db.execute(_PLANNED, [project_id]).fetchall():
            planned_id, task_id = row[0], row[1]
            task_number = str(tasks.setdefault(task_id, len(tasks) + 1))
            inside[task_id] += 1
            number = f"{task_number}.{inside[task_id]}"
            made_of = (row, asks[planned_id], number, held[planned_id])
            before = self._planned.get(planned_id)
            if before is None or before[0] != made_of:
                made = _read_planned(row, asks[planned_id], task_number, number, held[planned_id])
                self._planned[planned_id] = before = (made_of, made)
            yield before[1]

    def _take_event(
        self,
        row: Sequence[object],
        planned: PlannedRow,
        own: Mapping[str, int],
        whole: Mapping[str, int],
    ) -> ActivityRow:
        made_of = (row, planned, own, whole)
        before = self._events.get(str(row[0]))
        if before is None or before[0] != made_of:
            before = (made_of, _read_event(row, planned, Counter(own), Counter(whole)))
            self._events[str(row[0])] = before
        return before[1]


def _read_ask(columns: Sequence[object]) -> IndicatorAsk:
    source, is_typed, kind, second, target, second_target, unit, comparison, each, events = columns
    return IndicatorAsk(
        str(source),
        bool(is_typed),
        str(kind),
        str(second),
        target if isinstance(target, (int, float)) else None,
        second_target if isinstance(second_target, (int, float)) else None,
        str(unit),
        str(comparison),
        bool(each),
        events if isinstance(events, int) else None,
    )


def _read_planned(
    row: Sequence[Any], asks: Sequence[Sequence[object]], task_number: str, number: str, held: int
) -> PlannedRow:
    asked, events = list_asked([_read_ask(columns) for columns in asks])
    return PlannedRow(
        row[0],
        row[1],
        task_number,
        number,
        Bilingual.of(row[2], row[3]),
        Bilingual.of(row[4], row[5]),
        Bilingual.of(row[6], row[7]),
        row[8],
        row[9],
        row[10],
        row[11],
        tuple(asked),
        events,
        held,
    )


def _read_event(
    row: Sequence[object], planned: PlannedRow, own: Counter[str], whole: Counter[str]
) -> ActivityRow:
    texts = [str(text) for text in row[4:10]]
    counted = row[13] if isinstance(row[13], int) else None
    named = row[14] if isinstance(row[14], int) else 0
    heads = (counted or 0) + named if counted is not None or named else None
    is_held, counts = bool(row[11]), bool(row[12])
    passport = make_passport(
        planned.asked, own, whole, planned.events, planned.held, owes_list=counts and bool(heads)
    )
    return ActivityRow(
        str(row[0]),
        planned,
        str(row[2]),
        str(row[3]),
        Bilingual.of(texts[0], texts[1]) if any(texts[:2]) else planned.title,
        Bilingual.of(texts[2], texts[3]) if any(texts[2:4]) else planned.place,
        Bilingual.of(texts[4], texts[5]),
        str(row[10]),
        is_held,
        counts,
        heads,
        named,
        bool(row[16]),
        tuple(passport) if is_held else (),
    )


def _wait_for(planned: PlannedRow) -> ActivityRow:
    return ActivityRow(
        event_id="",
        planned=planned,
        starts_on=planned.starts_on,
        ends_on=planned.ends_on,
        title=planned.title,
        place=planned.place,
        topic=NO_TEXT,
        kind=planned.kind,
        is_held=False,
        counts=False,
        heads=None,
        named=0,
        has_result=False,
    )


# ---------------------------------------------------------------- looking, sorting


_LACKS: Final[dict[str, Callable[[ActivityRow], bool]]] = {
    "evidence": lambda row: row.is_held and row.there < row.asked,
    "people": lambda row: row.is_held and row.counts and row.heads is None,
    "result": lambda row: row.is_held and not row.has_result,
    "waiting": lambda row: not row.is_held,
}


def filter_rows(rows: Iterable[ActivityRow], wanted: ActivityFilter) -> list[ActivityRow]:
    """Return the rows that `wanted` lets through, in their order."""
    tests: list[Callable[[ActivityRow], bool]] = []
    if wanted.task:
        tests.append(lambda row: row.planned.task_id == wanted.task)
    if wanted.month:
        tests.append(lambda row: _is_in_month(row, wanted.month))
    if wanted.place:
        tests.append(lambda row: wanted.place in map(fold_place, (row.place.kk, row.place.ru)))
    if wanted.kind:
        tests.append(lambda row: row.kind == wanted.kind)
    if wanted.missing:
        tests.append(_LACKS[wanted.missing])
    told = fold_text(wanted.words).split()
    if told:
        tests.append(lambda row: all(word in fold_row(row) for word in told))
    return [row for row in rows if all(test(row) for test in tests)]


def _is_in_month(row: ActivityRow, month: str) -> bool:
    return bool(row.starts_on) and row.starts_on[:7] <= month <= (row.ends_on or row.starts_on)[:7]


def sort_rows(
    rows: Sequence[ActivityRow], sorting: Sorting, code: LanguageCode
) -> list[ActivityRow]:
    """Return the rows sorted; alike ones stay in the order of their days."""
    if sorting.column == "date":
        return list(reversed(rows)) if sorting.is_descending else list(rows)
    keys: dict[str, Callable[[ActivityRow], object]] = {
        "title": lambda row: _sort_words(row.title.spoken_in(code)),
        "people": lambda row: -1 if row.heads is None else row.heads,
        "evidence": lambda row: row.there - row.asked,
    }
    return sorted(rows, key=keys[sorting.column], reverse=sorting.is_descending)  # type: ignore[arg-type]


def list_months(rows: Iterable[ActivityRow]) -> list[str]:
    """Return the months in which something begins, the earliest first."""
    return sorted({row.starts_on[:7] for row in rows if row.starts_on})


def list_kinds(rows: Iterable[ActivityRow]) -> list[str]:
    """Return the kinds of events that occur, the commonest first."""
    return [kind for kind, _ in Counter(row.kind for row in rows if row.kind).most_common()]


def list_places(rows: Iterable[ActivityRow], code: LanguageCode) -> list[tuple[str, str]]:
    """Return (key for `ActivityFilter.place`, name) of each place, each spelling once."""
    found: dict[str, str] = {}
    for row in rows:
        name = row.place.spoken_in(code).strip()
        if name:
            found.setdefault(fold_place(name), name)
    return sorted(found.items(), key=lambda pair: _sort_words(pair[1]))


@lru_cache(maxsize=8192)
def fold_place(text: str) -> str:
    """Return a place as filters compare it."""
    return fold_text(text)


def fold_row(row: ActivityRow) -> str:
    """Return everything of a row that is searched, folded; days as people write them."""
    days = " ".join(_spell_day(day) for day in (row.starts_on, row.ends_on) if day)
    texts = [
        text
        for told in (row.title, row.place, row.topic, row.planned.title)
        for text in (told.kk, told.ru)
        if text
    ]
    return " ".join([days, row.planned.number, *map(_fold, texts)])


@lru_cache(maxsize=65536)
def _fold(text: str) -> str:
    return fold_text(text)


@lru_cache(maxsize=65536)
def _sort_words(text: str) -> str:
    return sort_key(text)


@lru_cache(maxsize=4096)
def _spell_day(day: str) -> str:
    year, month, number = day[:4], day[5:7], day[8:10]
    return f"{number}.{month}.{year}"
