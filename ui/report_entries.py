"""What stands in a section of the report page: texts to write, levels to fill, parts to look at.

Reads the form and the project and gives plain entries in the order of the form; widgets are made
of them elsewhere. Knows no Qt and no database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from grantee_app.figures.reporting_period import propose_period
from grantee_app.form.answers import (
    socio_fact_path,
    socio_plan_path,
)
from grantee_app.form.definition import (
    FormDefinition,
    IndicatorTableBlock,
    PartnersBlock,
    PeriodBlock,
    Section,
    SocioEconomicBlock,
    SocioEconomicRow,
    TextField,
    TextGroup,
    WinnersBlock,
)
from grantee_app.frozen import frozen
from grantee_app.language.dates import format_short_range
from grantee_app.language.message import N_, LanguageCode, message
from grantee_app.language.reading_dates import DateRange
from grantee_app.records import NO_TEXT, Activity, Bilingual, PlannedActivity, Project, Task
from grantee_app.store.texts import AnswerPlace, RecordPlace, TextPlace

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding
    from grantee_app.form.limits import Limited
    from ui.printed_parts import PrintedRow
    from ui.screen_language import Label

    # The rows of the parts made from the records, by section and kind.
    PrintedParts = Mapping[tuple[str, str], list[PrintedRow]]

NO_ACTIVITY: Final = N_("No activity yet. Activities of a task are added on the page «Plan».")
# Rows whose fact nobody can count from the records.
TYPED_FACTS: Final = frozenset({"indirect_beneficiaries", "ngos"})


@frozen
class TextEntry:
    """One long text; `keys` are what a finding may call it (a path, ids of records)."""

    place: TextPlace
    label: Label
    help: Bilingual = NO_TEXT
    required: bool = True
    is_personal: bool = False
    min_words: int = 0
    max_words: int = 0
    keys: tuple[str, ...] = ()
    lines: int = 6
    # Every limit of a field of an application, which has more of them.
    limits: Limited | None = None


@frozen
class HeadingEntry:
    """Names what follows: a task of the project; `note` says what to do where nothing does."""

    label: Label
    note: Label = NO_TEXT


@frozen
class GroupEntry:
    """Texts that are read as one (the success story)."""

    label: Label
    help: Bilingual
    texts: tuple[TextEntry, ...]
    min_sentences: int = 0
    max_sentences: int = 0


@frozen
class FoldEntry:
    """Texts of one record, opened when they are wanted; `is_inner` belongs to the one above."""

    label: Label
    texts: tuple[TextEntry, ...]
    detail: Label = NO_TEXT
    is_inner: bool = False
    keys: tuple[str, ...] = ()


@frozen
class LevelEntry:
    """A row of numbers; `fact` is None where the fact is counted."""

    row: SocioEconomicRow
    plan: AnswerPlace
    fact: AnswerPlace | None


@frozen
class LevelsEntry:
    """The socio-economic table."""

    block: SocioEconomicBlock
    levels: tuple[LevelEntry, ...]


@frozen
class PeriodEntry:
    """The days that a report tells of; `proposed` are those that count while none are written."""

    place: AnswerPlace
    label: Bilingual
    help: Bilingual
    within: DateRange | None
    proposed: tuple[date | None, date | None]


@frozen
class PrintedEntry:
    """A part that is made from the records alone and only looked at here."""

    kind: str


@frozen
class RecordsEntry:
    """Records of `table` that the form prints as rows and that are written right here.

    `columns` are their fields with the names that the form gives them. What `is_rare` is offered
    quietly as long as there are none.
    """

    table: str
    title: Label
    columns: tuple[tuple[str, Bilingual], ...]
    help: Bilingual = NO_TEXT
    is_rare: bool = False


Entry = (
    TextEntry
    | HeadingEntry
    | GroupEntry
    | FoldEntry
    | LevelsEntry
    | PeriodEntry
    | PrintedEntry
    | RecordsEntry
)


def list_sections(form: FormDefinition) -> list[Section]:
    """Return the sections that hold something; a bare heading is not a place to go to."""
    return [section for section in form.sections if section.blocks]


def find_guidance(form: FormDefinition, section: Section) -> Bilingual:
    """Return the help of a section, or that of the bare heading it is the first one under."""
    position = form.sections.index(section)
    above = form.sections[position - 1] if position else None
    if section.help or above is None or above.blocks or above.level >= section.level:
        return section.help
    return above.help


def list_entries(form: FormDefinition, section: Section, project: Project) -> list[Entry]:
    """Return the entries of `section` in the order of the form."""
    lister = _EntryLister(form, project)
    return [entry for block in section.blocks for entry in lister.list_block(block)]


def iterate_texts(entries: list[Entry]) -> Iterator[TextEntry]:
    """Yield every text among `entries`."""
    for entry in entries:
        if isinstance(entry, TextEntry):
            yield entry
        elif isinstance(entry, (GroupEntry, FoldEntry)):
            yield from entry.texts


def iterate_tables(entries: list[Entry]) -> Iterator[str]:
    """Yield the table of all records that are written among `entries`."""
    for entry in entries:
        if isinstance(entry, RecordsEntry):
            yield entry.table


def iterate_places(entries: list[Entry]) -> Iterator[TextPlace]:
    """Yield the place of every text and number among `entries`."""
    for text in iterate_texts(entries):
        yield text.place
    for entry in entries:
        if isinstance(entry, PeriodEntry):
            yield entry.place
        elif isinstance(entry, LevelsEntry):
            for level in entry.levels:
                yield level.plan
                if level.fact is not None:
                    yield level.fact


def is_written(
    entries: list[Entry], read: Callable[[TextPlace, str], str], code: LanguageCode
) -> bool:
    """Tell whether every text and number that the form requires is there, texts in `code`."""
    for text in iterate_texts(entries):
        if text.required and not read(text.place, code).strip():
            return False
    places = (
        place
        for entry in entries
        if isinstance(entry, LevelsEntry)
        for level in entry.levels
        for place in (level.plan, level.fact)
    )
    return all(read(place, "").strip() for place in places if place is not None)


def has_records(
    section: Section, entries: list[Entry], printed: PrintedParts, findings: Iterable[Finding]
) -> bool:
    """Tell whether what a section makes of the records has any records to be made of.

    `printed` and `findings` are those of the report that was built. A table of partners or of
    winners, and a list of what is still to come, may well be empty.
    """
    lacks_line = any(
        found.code == "completeness.cover" and found.section == section.id for found in findings
    )
    if lacks_line:
        return False
    for block in section.blocks:
        wanted = _MADE_OF.get(block.kind)
        if wanted is not None and not any(isinstance(entry, wanted) for entry in entries):
            return False
    for entry in entries:
        if isinstance(entry, PrintedEntry):
            rows = printed.get((section.id, entry.kind), [])
            if not _HOLDS.get(entry.kind, _tells_anything)(rows):
                return False
    return True


def _tells_anything(rows: list[PrintedRow]) -> bool:
    return any((row.label + row.value).strip(_NOTHING) for row in rows)


def _counts_anybody(rows: list[PrintedRow]) -> bool:
    return any(row.kind == "number" and row.value.strip(f"0{_NOTHING}") for row in rows)


def _names_head(rows: list[PrintedRow]) -> bool:
    # The day below the name is written by hand.
    return bool(rows) and bool(rows[0].value.strip(_NOTHING))


# What a report prints where there is nothing, and the dots of a line to sign on.
_NOTHING: Final = "-–… \u00a0"
# What the records are listed as that a block cannot do without: activities, tasks.
_MADE_OF: Final[dict[str, type[Entry]]] = {
    "activity_narrative": FoldEntry,
    "indicator_table": HeadingEntry,
}
_HOLDS: Final[dict[str, Callable[[list[PrintedRow]], bool]]] = {
    "demographics": _counts_anybody,
    "signature": _names_head,
    "upcoming_activities": lambda _rows: True,
}


@frozen
class _EntryLister:
    form: FormDefinition
    project: Project

    def list_block(self, block: object) -> Iterator[Entry]:
        """Yield the entries of one block."""
        match block:
            case TextField():
                yield self._make_field(block)
            case TextGroup():
                yield self._make_group(block)
            case IndicatorTableBlock():
                yield from self._list_results(block)
            case SocioEconomicBlock():
                yield self._make_levels(block)
            case PeriodBlock():
                yield self._make_period(block)
            case PartnersBlock():
                columns = tuple((column.key, column.label) for column in block.columns)
                yield RecordsEntry("partner", block.title, columns, block.help)
            case WinnersBlock():
                yield _make_winners(block)
            case _ if getattr(block, "kind", "") == "activity_narrative":
                yield from self._list_narratives()
            case _:
                yield PrintedEntry(str(getattr(block, "kind", "")))

    def _answer(self, path: str) -> AnswerPlace:
        return AnswerPlace(self.project.id, self.form.id, self.form.version, path)

    def _make_field(self, field: TextField, lines: int = 8) -> TextEntry:
        return TextEntry(
            place=self._answer(field.path),
            label=_number(field.label, field.number),
            help=field.help,
            required=field.required,
            is_personal=field.is_personal,
            min_words=field.min_words,
            max_words=field.max_words,
            keys=(field.path,),
            lines=lines,
        )

    def _make_group(self, group: TextGroup) -> GroupEntry:
        return GroupEntry(
            label=group.label,
            help=group.help,
            texts=tuple(
                self._make_field(field, 1 if field.is_personal else 3) for field in group.fields
            ),
            min_sentences=group.min_sentences,
            max_sentences=group.max_sentences,
        )

    # ------------------------------------------------------------------ narrative

    def _list_narratives(self) -> Iterator[Entry]:
        for task, title in self._number_tasks():
            yield HeadingEntry(title, NO_TEXT if task.activities else message(NO_ACTIVITY))
            for position, planned in enumerate(task.activities, start=1):
                yield self._make_planned(planned, position)
                for activity in planned.held_events:
                    yield _make_held(activity)

    def _make_planned(self, planned: PlannedActivity, position: int) -> FoldEntry:
        text = TextEntry(
            place=RecordPlace("planned_activity", planned.id, "narrative"),
            label=message("About the activity as a whole"),
            # Where every event is told, an introduction is welcome but not needed.
            required=not planned.held_events,
            keys=(planned.id,),
        )
        lead = self.form.words.activity
        return FoldEntry(_lead(lead, position, planned.title), (text,), keys=(planned.id,))

    # ------------------------------------------------------------------ indicators

    def _list_results(self, block: IndicatorTableBlock) -> Iterator[Entry]:
        labels = {column.key: column.label for column in block.columns}
        goal = RecordPlace("project", self.project.id, "goal")
        yield TextEntry(goal, block.goal_label, keys=("goal", self.project.id), lines=3)
        result = TextField(path=block.result_path, label=block.result_label)
        yield self._make_field(result, lines=5)
        for task, title in self._number_tasks():
            yield HeadingEntry(title, NO_TEXT if task.activities else message(NO_ACTIVITY))
            if "short_term_result" in labels:
                for position, planned in enumerate(task.activities, start=1):
                    yield self._make_short_term(planned, position, labels["short_term_result"])
            if "long_term_result" in labels:
                yield _make_long_term(task, labels["long_term_result"])

    def _make_short_term(self, planned: PlannedActivity, position: int, label: Label) -> FoldEntry:
        keys = (planned.id, *(indicator.id for indicator in planned.indicators))
        place = RecordPlace("planned_activity", planned.id, "short_term_result")
        text = TextEntry(place, label, required=bool(planned.held_events), keys=keys, lines=4)
        return FoldEntry(
            _lead(self.form.words.activity, position, planned.title), (text,), keys=keys
        )

    # ------------------------------------------------------------------ numbers

    def _make_levels(self, block: SocioEconomicBlock) -> LevelsEntry:
        return LevelsEntry(
            block,
            tuple(
                LevelEntry(
                    row,
                    self._answer(socio_plan_path(row.figure)),
                    self._answer(socio_fact_path(row.figure))
                    if row.figure in TYPED_FACTS
                    else None,
                )
                for row in block.rows
            ),
        )

    def _make_period(self, block: PeriodBlock) -> PeriodEntry:
        project = self.project
        first = project.starts_on or project.grant.starts_on
        last = project.ends_on or project.grant.ends_on
        is_known = first is not None and last is not None and first <= last
        proposed = propose_period(project, date.today())  # noqa: DTZ011 (the user's own calendar)
        return PeriodEntry(
            self._answer(block.path),
            block.label,
            block.help,
            DateRange(first, last) if first and last and is_known else None,
            (proposed.first, proposed.last),
        )

    def _number_tasks(self) -> Iterator[tuple[Task, Label]]:
        number = 0
        for task in self.project.tasks:
            if task.is_contractual:
                yield task, task.title
            else:
                number += 1
                yield task, _lead(self.form.words.task, number, task.title)


def _make_winners(block: WinnersBlock) -> RecordsEntry:
    names = {"amount": "amount_tenge"}
    columns = tuple(
        (names.get(column.key, column.key), column.label)
        for column in block.columns
        if column.key != "number"
    )
    return RecordsEntry("winner", message("Winners of the contest"), columns, is_rare=True)


def _make_held(activity: Activity) -> FoldEntry:
    days = format_short_range(activity.starts_on, activity.ends_on or activity.starts_on)
    texts = (
        TextEntry(
            place=RecordPlace("activity", activity.id, "narrative"),
            label=message("What happened"),
            keys=(activity.id,),
        ),
        TextEntry(
            place=RecordPlace("activity", activity.id, "result"),
            label=message("What came of it"),
            required=False,
            keys=(),
            lines=3,
        ),
    )
    place = activity.place
    detail = message("{days} · {place}", days=days, place=place) if place else _plain(days)
    return FoldEntry(activity.title, texts, detail, is_inner=True, keys=(activity.id,))


def _make_long_term(task: Task, label: Bilingual) -> FoldEntry:
    place = RecordPlace("task", task.id, "long_term_result")
    text = TextEntry(place, label, keys=(task.id,), lines=4)
    return FoldEntry(label, (text,), keys=(task.id,))


def _number(label: Bilingual, number: str) -> Bilingual:
    if not number:
        return label
    return Bilingual(kk=f"{number}) {label.kk}", ru=f"{number}) {label.ru}")


def _lead(words: Bilingual, number: int, title: Bilingual) -> Bilingual:
    """Return «1-міндет. …» in both languages; a title in one language is told in both."""
    return Bilingual(
        kk=f"{words.kk.format(number=number)} {title.spoken_in('kk')}",
        ru=f"{words.ru.format(number=number)} {title.spoken_in('ru')}",
    )


def _plain(text: str) -> Bilingual:
    return Bilingual(kk=text, ru=text)
