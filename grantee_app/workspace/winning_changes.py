"""What a won application would change in its project, record by record; nothing is written here.

Records are found by the id of the row they were drawn from, else by what they are called. What the
project says already is filled in where it is empty and asked about where it says otherwise; only
the contract goes before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Generic, Literal, TypeVar

from grantee_app.form.project_drawing import ProjectDrawing
from grantee_app.frozen import frozen
from grantee_app.language.folding import fold_text
from grantee_app.records import (
    NO_TEXT,
    Application,
    Bilingual,
    Grant,
    Indicator,
    Organization,
    PlannedActivity,
    Project,
    Task,
)
from grantee_app.records.base import Entry, Record
from grantee_app.records.grant_terms import Currency, GrantKind
from grantee_app.records.legal_forms import UNREGISTERED
from grantee_app.store.editing import Parent
from grantee_app.store.texts import AnswerPlace

AnyRecord = TypeVar("AnyRecord", bound=Record)

# make: a new record; take: what the contract says; fill: an empty field; ask: the project says
# otherwise and keeps it unless chosen; keep: nothing to do.
ChangeAction = Literal["make", "take", "fill", "ask", "keep"]
RecordTable = Literal[
    "organization",
    "project",
    "grant",
    "task",
    "planned_activity",
    "indicator",
    "budget_line",
    "staff_member",
    "partner",
    "answer",
]

# The fields of a record that an application speaks of, in the order they are told.
_FIELDS: Final[Mapping[RecordTable, tuple[str, ...]]] = {
    "organization": ("head",),
    "project": ("title", "goal", "starts_on", "ends_on"),
    "grant": (
        "kind",
        "funder",
        "contract_number",
        "contract_on",
        "amount",
        "currency",
        "starts_on",
        "ends_on",
    ),
    "task": ("title", "long_term_result"),
    "planned_activity": (
        "title",
        "kind",
        "place",
        "starts_on",
        "ends_on",
        "dates_as",
        "responsible_id",
        "short_term_result",
    ),
    "indicator": (
        "title",
        "plan_text",
        "plan",
        "counted_from",
        "evidence_kind",
        "second_evidence_kind",
    ),
    "budget_line": (
        "title",
        "block",
        "kind",
        "unit",
        "quantity",
        "price_tenge",
        "grant_tenge",
        "own_tenge",
        "other_tenge",
        "planned_activity_id",
    ),
    "staff_member": ("name", "role"),
    "partner": ("name", "role", "contacts"),
    "answer": (),
}
# A default of the model says nothing against what an application says.
_UNTOLD: Final[Mapping[RecordTable, frozenset[str]]] = {
    "grant": frozenset({"kind", "currency"}),
    "indicator": frozenset({"counted_from"}),
    "budget_line": frozenset({"kind", "block"}),
}
# A field that goes with another one.
_LED: Final = {"counted_from": "plan"}
_DAYS: Final = ("starts_on", "ends_on", "dates_as")
# What a grant says before anybody has told of it.
_USUAL: Final = {name: Grant.model_fields[name].default for name in ("kind", "currency")}


@frozen
class Contract:
    """What the contract says; None and "" where it was not told: then the application speaks."""

    number: str = ""
    signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    amount: int | None = None
    kind: GrantKind | None = None
    currency: Currency | None = None
    funder: Bilingual = NO_TEXT


@frozen
class FieldChange:
    """A field of a record as it is and as it would be."""

    name: str
    before: Any
    after: Any


@frozen
class WinningChange:
    """What would become of one record; `key` names the change when somebody chooses among them.

    An answer has no id of its own: `place` is where it stands.
    """

    action: ChangeAction
    table: RecordTable
    record_id: str
    name: Bilingual
    fields: tuple[FieldChange, ...] = ()
    parent: Parent | None = None
    entry: Record | None = field(default=None, repr=False)
    place: AnswerPlace | None = None

    @property
    def key(self) -> str:
        """The change by its record and action: one record may be filled in and asked about."""
        return f"{self.action}/{self.table}/{self.record_id}"


def list_head_changes(
    organization: Organization, drawing: ProjectDrawing
) -> Iterator[WinningChange]:
    """Yield who leads a group that has not told it: the report's cover asks for that person."""
    if organization.legal_form in UNREGISTERED and _is_blank(organization.head):
        for change in _change_fields(
            "organization", organization, {"head": drawing.leader}, organization.name
        ):
            if change.action == "fill":
                yield change


def list_changes(
    call: Application, project: Project, drawing: ProjectDrawing, contract: Contract
) -> Iterator[WinningChange]:
    """Yield what would become of every record, the project first."""
    yield from _change_project(project, drawing, contract)
    yield from _change_grant(call, project.grant, drawing, contract)
    renamed: dict[str, str] = {}
    yield from _change_list(
        "staff_member", Parent("project", project.id), drawing.staff, project.staff, renamed
    )
    yield from _change_plan(project, drawing, renamed)
    yield from _change_list(
        "budget_line",
        Parent("project", project.id),
        drawing.budget_lines,
        project.budget_lines,
        renamed,
    )
    yield from _change_list(
        "partner", Parent("project", project.id), drawing.partners, project.partners, renamed
    )


def _change_project(
    project: Project, drawing: ProjectDrawing, contract: Contract
) -> Iterator[WinningChange]:
    period = drawing.period
    wanted: dict[str, Any] = {
        "title": drawing.title,
        "goal": drawing.goal,
        "starts_on": contract.starts_on or (period.start if period else None),
        "ends_on": contract.ends_on or (period.end if period else None),
    }
    taken = {
        name
        for name, told in (("starts_on", contract.starts_on), ("ends_on", contract.ends_on))
        if told is not None
    }
    yield from _change_fields("project", project, wanted, project.title, taken)


def _change_grant(
    call: Application, grant: Grant, drawing: ProjectDrawing, contract: Contract
) -> Iterator[WinningChange]:
    told: dict[str, Any] = {
        "kind": contract.kind,
        "funder": contract.funder or None,
        "contract_number": contract.number or None,
        "contract_on": contract.signed_on,
        "amount": contract.amount,
        "currency": contract.currency,
        "starts_on": contract.starts_on,
        "ends_on": contract.ends_on,
    }
    asked: dict[str, Any] = {
        "kind": call.kind,
        "funder": call.funder,
        "amount": drawing.sum_asked,
        "currency": call.currency,
    }
    wanted = {name: asked.get(name) if value is None else value for name, value in told.items()}
    taken = {name for name, value in told.items() if value is not None}
    if not grant.amount and not grant.contract_number:
        # Nobody has touched the grant: what it says of its kind is a default.
        taken |= {"kind", "currency"}
    # Number and sum of a contract are typed before this is planned: a default stays one.
    taken |= {name for name in ("kind", "currency") if getattr(grant, name) == _USUAL[name]}
    yield from _change_fields("grant", grant, wanted, grant.funder or call.funder, taken)


@dataclass(slots=True)
class _Plan:
    """What stands in the plan: activities under whichever task, indicators by their ids."""

    activities: KnownRecords[PlannedActivity]
    indicators: dict[str, Indicator]


def _change_plan(
    project: Project, drawing: ProjectDrawing, renamed: dict[str, str]
) -> Iterator[WinningChange]:
    """Yield what becomes of tasks, activities and indicators.

    What somebody moved under another task or activity stays there.
    """
    planned = [entry for task in project.tasks for entry in task.activities]
    drawn = [entry for task in drawing.tasks for entry in task.activities]
    plan = _Plan(
        KnownRecords(planned, drawn),
        {found.id: found for entry in planned for found in entry.indicators},
    )
    tasks = KnownRecords(project.tasks, drawing.tasks)
    for task in drawing.tasks:
        known_task = tasks.take(task)
        if known_task is None:
            bare = task.model_copy(update={"activities": []})
            yield _make("task", Parent("project", project.id), bare, task.title)
            parent = Parent("task", task.id)
        else:
            yield from _change_fields("task", known_task, _gather("task", task), known_task.title)
            parent = Parent("task", known_task.id)
        yield from _change_activities(parent, task, plan, renamed)


def _change_activities(
    parent: Parent, task: Task, plan: _Plan, renamed: dict[str, str]
) -> Iterator[WinningChange]:
    for entry in task.activities:
        activity = _rename(entry, renamed)
        known = plan.activities.take(activity)
        if known is None:
            bare = activity.model_copy(update={"indicators": []})
            yield _make("planned_activity", parent, bare, activity.title)
        else:
            renamed[entry.id] = known.id
            wanted = _gather("planned_activity", activity)
            yield from _change_fields("planned_activity", known, wanted, known.title)
        yield from _change_indicators(activity, known, plan)


def _change_indicators(
    activity: PlannedActivity, known: PlannedActivity | None, plan: _Plan
) -> Iterator[WinningChange]:
    moved = [found for found in activity.indicators if found.id in plan.indicators]
    for indicator in moved:
        standing = plan.indicators[indicator.id]
        wanted = _gather("indicator", indicator)
        yield from _change_fields("indicator", standing, wanted, standing.title)
    fresh = [found for found in activity.indicators if found.id not in plan.indicators]
    there = known.indicators if known is not None else []
    owner = Parent("planned_activity", known.id if known is not None else activity.id)
    yield from _change_list("indicator", owner, fresh, _without(there, moved), {})


def _without(there: Iterable[Indicator], known: Iterable[Indicator]) -> list[Indicator]:
    ids = {indicator.id for indicator in known}
    return [indicator for indicator in there if indicator.id not in ids]


def _change_list(
    table: RecordTable,
    parent: Parent,
    drawn: Sequence[Any],
    there: Iterable[Any],
    renamed: dict[str, str],
) -> Iterator[WinningChange]:
    """Yield what becomes of the records of one list; `renamed` learns the ids of those found."""
    known: KnownRecords[Any] = KnownRecords(there, drawn)
    for found in drawn:
        entry = _rename(found, renamed)
        standing = known.take(entry)
        if standing is None:
            yield _make(table, parent, entry, _name(entry))
            continue
        renamed[found.id] = standing.id
        yield from _change_fields(table, standing, _gather(table, entry), _name(standing))


class KnownRecords(Generic[AnyRecord]):
    """The records of a list, each found once: by its id, else by what it is called.

    `drawn` are all that will be looked for: what one of them is by its id, no other is by its name.
    """

    def __init__(self, records: Iterable[AnyRecord], drawn: Iterable[Record]) -> None:
        self._left: dict[str, AnyRecord] = {record.id: record for record in records}
        ids = {record.id for record in drawn}
        self._named: dict[str, list[str]] = {}
        for record in self._left.values():
            if record.id not in ids:
                for name in _fold(_name(record)):
                    self._named.setdefault(name, []).append(record.id)

    def find(self, wanted: Record) -> AnyRecord | None:
        """Return the record that is the wanted one already."""
        if wanted.id in self._left:
            return self._left[wanted.id]
        for name in _fold(_name(wanted)):
            for record_id in self._named.get(name, ()):
                if record_id in self._left:
                    return self._left[record_id]
        return None

    def take(self, wanted: Record) -> AnyRecord | None:
        """Return it and know it no more, so that two rows never become one record."""
        found = self.find(wanted)
        if found is not None:
            del self._left[found.id]
        return found


def _fold(told: Bilingual) -> list[str]:
    return [fold_text(text) for text in (told.kk, told.ru) if text.strip()]


def _name(record: Record) -> Bilingual:
    told = getattr(record, "title", None) or getattr(record, "name", None)
    return told if isinstance(told, Bilingual) else NO_TEXT


def _rename(entry: AnyRecord, renamed: Mapping[str, str]) -> AnyRecord:
    """Return a record that names those which stand in the project already by their own ids."""
    names = {
        name: renamed[value]
        for name in ("responsible_id", "planned_activity_id")
        if isinstance(value := getattr(entry, name, None), str) and value in renamed
    }
    return entry.model_copy(update=names) if names else entry


def _make(table: RecordTable, parent: Parent, entry: Record, name: Bilingual) -> WinningChange:
    return WinningChange("make", table, entry.id, name, (), parent, entry)


def _gather(table: RecordTable, entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in _FIELDS[table]}


def _change_fields(
    table: RecordTable,
    standing: Record,
    wanted: Mapping[str, Any],
    name: Bilingual,
    taken: frozenset[str] | set[str] = frozenset(),
) -> Iterator[WinningChange]:
    """Yield what becomes of a record that stands: taken, filled in, asked about, or kept."""
    groups: dict[ChangeAction, list[FieldChange]] = {"take": [], "fill": [], "ask": []}
    fields = _FIELDS[table]
    if table == "planned_activity":
        fields = tuple(field_name for field_name in fields if field_name not in _DAYS)
        action, changes = _compare_days(standing, wanted)
        groups[action] += changes
    for field_name in fields:
        told = FieldChange(field_name, getattr(standing, field_name), wanted.get(field_name))
        judged = _judge_field(table, told, taken, groups["fill"])
        if judged is not None:
            groups[judged[0]].append(judged[1])
    for group, found in groups.items():
        if found:
            yield WinningChange(group, table, standing.id, name, tuple(found))
    if not any(groups.values()):
        yield WinningChange("keep", table, standing.id, name)


def _judge_field(
    table: RecordTable,
    told: FieldChange,
    taken: frozenset[str] | set[str],
    filled: list[FieldChange],
) -> tuple[ChangeAction, FieldChange] | None:
    """Return what becomes of one field, None where nothing does."""
    merged = _merge(told.before, told.after)
    if _is_blank(told.after) or told.before in (told.after, merged):
        return None
    if told.name in taken:
        return "take", told
    if merged is not None:
        return "fill", FieldChange(told.name, told.before, merged)
    if _is_led(told.name, filled):
        return "fill", told
    return None if told.name in _UNTOLD.get(table, ()) else ("ask", told)


def _compare_days(
    standing: Record, wanted: Mapping[str, Any]
) -> tuple[ChangeAction, list[FieldChange]]:
    """Return what becomes of an activity's days: they are told together or not at all."""
    before = {name: getattr(standing, name) for name in _DAYS}
    after = {name: wanted.get(name) for name in _DAYS}
    if before == after or (after["starts_on"] is None and after["ends_on"] is None):
        return "fill", []
    is_bare = before["starts_on"] is None and before["ends_on"] is None
    changes = [FieldChange(name, before[name], after[name]) for name in _DAYS]
    return ("fill" if is_bare else "ask"), changes


def _is_led(name: str, filled: list[FieldChange]) -> bool:
    return any(told.name == _LED.get(name) for told in filled)


def _merge(before: Any, after: Any) -> Any:
    """Return what both say together, None where they contradict each other."""
    if _is_blank(before):
        return after
    if isinstance(before, Bilingual) and isinstance(after, Bilingual):
        kk, ru = before.kk or after.kk, before.ru or after.ru
        is_one = (not after.kk or kk == after.kk) and (not after.ru or ru == after.ru)
        return Bilingual(kk=kk, ru=ru) if is_one else None
    return before if before == after else None


def _is_blank(value: Any) -> bool:
    if isinstance(value, Entry) and not isinstance(value, Bilingual):
        return all(_is_blank(part) or part == _default(value, name) for name, part in value)
    return value is None or value in {"", 0} if not isinstance(value, Bilingual) else not value


def _default(entry: Entry, name: str) -> Any:
    return type(entry).model_fields[name].default
