"""What an application promises, as records of a project: plan, indicators, budget, team, partners.

Reads a filled form by what its fields mean, so any form will do. A record bears the id of the row
it is drawn from: whoever draws again finds it. What cannot become a record is told in a sentence.
Knows no storage.

Ours:

- An activity whose row names a number of participants gets an indicator of its own, unless one of
  its indicators counts people already.
- A task of our own gathers activities that belong to none.
- Lines of the budget are wages or taxes by the words of their title, else purchases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Any, Final, cast, get_args

from grantee_app.form.application_form import TableField, find_column
from grantee_app.form.definition import SocioFigure
from grantee_app.form.meanings import LEVEL_MEANINGS
from grantee_app.form.value_reading import TENGE, Value
from grantee_app.form.values import FormValues
from grantee_app.frozen import frozen
from grantee_app.language.catalogue import Language
from grantee_app.language.folding import fold_text
from grantee_app.language.message import Message, message
from grantee_app.language.numbers import group_digits
from grantee_app.language.reading_dates import DateRange
from grantee_app.language.reading_numbers import MOST_TENGE
from grantee_app.records import (
    NO_TEXT,
    Bilingual,
    BudgetLine,
    Indicator,
    Partner,
    PlannedActivity,
    StaffMember,
    Task,
)
from grantee_app.records.activity import ActivityKind, EvidenceKind
from grantee_app.records.base import Number
from grantee_app.records.plan import CountedFrom, PlannedValue
from grantee_app.records.plan_phrase import read_plan
from grantee_app.records.project import BudgetBlock, ExpenseKind

_EVIDENCE: Final[frozenset[str]] = frozenset(get_args(EvidenceKind))
_KINDS: Final[frozenset[object]] = frozenset(get_args(ActivityKind))
_BLOCKS: Final[frozenset[str]] = frozenset(get_args(BudgetBlock))
# Written as fold_text leaves the words.
_WAGES: Final = re.compile(
    r"енбекак|жалак|айлыгы|айлыкак|зарплат|заработн|оплат\w+ труд|фот\b|сыйак|вознагражд"
)
_TAXES: Final = re.compile(r"салы[кг]|аударым|налог|отчислен|взнос|жарна|мамс|осмс|опв|мзж")


@frozen
class ProjectDrawing:
    """The records that an application makes; `remarks` tell what became none.

    `sum_asked` is in whole units of the application's currency. `levels` are the planned levels of
    a report's socio-economic table, by figure, those that were told. `leader` signs for people whom
    nobody registers.
    """

    title: Bilingual = NO_TEXT
    goal: Bilingual = NO_TEXT
    period: DateRange | None = None
    leader: Bilingual = NO_TEXT
    sum_asked: int | None = None
    tasks: list[Task] = field(default_factory=list)
    budget_lines: list[BudgetLine] = field(default_factory=list)
    staff: list[StaffMember] = field(default_factory=list)
    partners: list[Partner] = field(default_factory=list)
    levels: dict[SocioFigure, int] = field(default_factory=dict)
    remarks: list[Message] = field(default_factory=list)


def draw_project(values: FormValues, left_out: frozenset[str] = frozenset()) -> ProjectDrawing:
    """Return what a filled form makes; rows in `left_out` and what hangs on them are not drawn."""
    drawer = _Drawer(values, left_out)
    staff = drawer.draw_staff()
    return ProjectDrawing(
        title=drawer.tell("project.title"),
        goal=drawer.tell("project.goal"),
        period=drawer.find_period(),
        leader=drawer.tell("applicant.leader"),
        sum_asked=drawer.find_sum(),
        tasks=drawer.draw_tasks(staff),
        budget_lines=drawer.draw_budget(),
        staff=staff,
        partners=drawer.draw_partners(),
        levels=drawer.find_levels(),
        remarks=drawer.remarks,
    )


class _Drawer:
    """Draws one form; remarks gather on the way."""

    def __init__(self, values: FormValues, left_out: frozenset[str]) -> None:
        self.values = values
        self.remarks: list[Message] = []
        self._left_out = left_out

    # ------------------------------------------------------------------ reading by meaning

    def tell(self, meaning: str) -> Bilingual:
        """Return the words of the field of a meaning."""
        part = self.values.form.by_meaning.get(meaning)
        if part is None or not self.values.is_shown(part.key):
            return NO_TEXT
        return self.values.filled.told(part.key)

    def find_period(self) -> DateRange | None:
        part = self.values.form.by_meaning.get("project.period")
        value = self.values.value(part.key) if part is not None else None
        return value if isinstance(value, DateRange) else None

    def find_sum(self) -> int | None:
        part = self.values.form.by_meaning.get("project.sum_asked")
        number = self.values.number(part.key) if part is not None else None
        return None if number is None else int(number)

    def find_levels(self) -> dict[SocioFigure, int]:
        """Return the planned levels; sums of money only where they are tenge, as in a report."""
        found: dict[SocioFigure, int] = {}
        for meaning, figure in LEVEL_MEANINGS.items():
            part = self.values.form.by_meaning.get(meaning)
            number = self.values.number(part.key) if part is not None else None
            if part is None or number is None or number < 0:
                continue
            if part.kind != "money" or self.values.currency == TENGE:
                found[figure] = int(number)
        return found

    def _table(self, meaning: str) -> TableField | None:
        table = self.values.form.find_table(meaning)
        return table if table is not None and self.values.is_shown(table.key) else None

    def _rows(self, table: TableField) -> list[str]:
        rows = self.values.filled_rows(table.key)
        return [row_id for row_id in rows if row_id not in self._left_out]

    def _rows_of(self, meaning: str) -> Iterator[tuple[TableField, str]]:
        """Yield the rows of the table of a meaning with the table, none where there is none."""
        table = self._table(meaning)
        if table is not None:
            yield from ((table, row_id) for row_id in self._rows(table))

    def _words(self, table: TableField, row_id: str, meaning: str) -> Bilingual:
        column = find_column(table, meaning)
        if column is None:
            return NO_TEXT
        if column.kind == "choice":
            chosen = self.values.cell(table.key, row_id, column.key)
            if chosen is None:
                return NO_TEXT
            return self.values.label_choice(table.key, column.key, str(chosen))
        return _tidy(self.values.filled.told_cell(table.key, row_id, column.key))

    def _value(self, table: TableField, row_id: str, meaning: str) -> Value | None:
        column = find_column(table, meaning)
        return None if column is None else self.values.cell(table.key, row_id, column.key)

    def _number(self, table: TableField, row_id: str, meaning: str) -> int | Decimal | None:
        column = find_column(table, meaning)
        return None if column is None else self.values.cell_number(table.key, row_id, column.key)

    def _find_named(self, table: TableField, row_id: str, meaning: str, named: str) -> str:
        """Return the id of the row of the table of meaning `named` that a cell names, or ""."""
        column, other = find_column(table, meaning), self._table(named)
        if column is None or other is None:
            return ""
        value = self.values.cell(table.key, row_id, column.key)
        rows = self._rows(other)
        if column.kind == "choice":
            return str(value) if str(value) in rows else ""
        said = {fold_text(text) for text in _both(self._words(table, row_id, meaning))}
        for number, found in enumerate(rows, 1):
            title = self.values.name_row(other.key, found)
            if said & {fold_text(text) for text in _both(title)} or str(number) in said:
                return found
        return ""

    # ------------------------------------------------------------------ people

    def draw_staff(self) -> list[StaffMember]:
        """Return the team: whoever has a name.

        Name and role are all that an application tells and a project keeps of them. Contacts, days
        of birth and experience have no place in a project and stay in the application; what
        somebody is paid stands in the budget.
        """
        return [
            StaffMember(id=row_id, name=name, role=self._words(table, row_id, "role"))
            for table, row_id in self._rows_of("team")
            if (name := self._words(table, row_id, "name"))
        ]

    def draw_partners(self) -> list[Partner]:
        """Return the partners: whoever has a name."""
        return [
            Partner(
                id=row_id,
                name=name,
                role=self._words(table, row_id, "role"),
                contacts=self._words(table, row_id, "contacts"),
            )
            for table, row_id in self._rows_of("partners")
            if (name := self._words(table, row_id, "name"))
        ]

    # ------------------------------------------------------------------ the plan

    def draw_tasks(self, staff: list[StaffMember]) -> list[Task]:
        """Return the tasks with their activities and indicators."""
        by_task: dict[str, list[PlannedActivity]] = {}
        indicators = self._draw_indicators()
        bare = self._draw_bare_tasks()
        drawn = {task.id for task in bare}
        for table, row_id in self._rows_of("activities"):
            task_id = self._find_named(table, row_id, "task", "tasks")
            if task_id not in drawn:
                # A task without a title is none; what was planned for it is planned all the same.
                task_id = ""
            activity = self._draw_activity(table, row_id, staff, indicators.get(row_id, []))
            by_task.setdefault(task_id, []).append(activity)
        tasks = [task.model_copy(update={"activities": by_task.get(task.id, [])}) for task in bare]
        loose = by_task.get("", [])
        if not loose:
            return tasks
        if len(tasks) == 1:
            # There is only one that they can belong to.
            only = tasks[0]
            return [only.model_copy(update={"activities": [*only.activities, *loose]})]
        return [*tasks, Task(id=f"{loose[0].id}-task", title=_name_own_task(), activities=loose)]

    def _draw_bare_tasks(self) -> list[Task]:
        return [
            Task(
                id=row_id,
                title=title,
                long_term_result=self._words(table, row_id, "long_term_result"),
            )
            for table, row_id in self._rows_of("tasks")
            if (title := self._words(table, row_id, "title"))
        ]

    def _draw_activity(
        self,
        table: TableField,
        row_id: str,
        staff: list[StaffMember],
        indicators: list[Indicator],
    ) -> PlannedActivity:
        people = self._number(table, row_id, "participants")
        if people and not any(entry.plan.unit == "people" for entry in indicators):
            indicators = [_count_people(row_id, int(people)), *indicators]
        return PlannedActivity(
            id=row_id,
            title=self.values.name_row(table.key, row_id),
            kind=self._find_kind(table, row_id),
            place=self._words(table, row_id, "place"),
            responsible_id=self._find_responsible(table, row_id, staff),
            short_term_result=self._words(table, row_id, "result"),
            indicators=indicators,
            **self._find_days(table, row_id),
        )

    def _find_kind(self, table: TableField, row_id: str) -> ActivityKind | None:
        # A form may have kinds of its own that no record knows.
        told = self._value(table, row_id, "kind")
        return cast("ActivityKind", told) if told in _KINDS else None

    def _find_days(self, table: TableField, row_id: str) -> dict[str, Any]:
        when = self._value(table, row_id, "when")
        if isinstance(when, DateRange):
            has_end = when.as_months or when.end != when.start
            return {
                "starts_on": when.start,
                "ends_on": when.end if has_end else None,
                "dates_as": "months" if when.as_months else "days",
            }
        if isinstance(when, date):
            return {"starts_on": when}
        column = find_column(table, "when")
        typed = self.values.filled.cell(table.key, row_id, column.key) if column else ""
        if typed.strip():
            self.remarks.append(
                message(
                    "«{activity}»: the dates «{typed}» could not be read. Write them in the plan.",
                    activity=self.values.name_row(table.key, row_id),
                    typed=typed.strip(),
                )
            )
        return {}

    def _find_responsible(
        self, table: TableField, row_id: str, staff: list[StaffMember]
    ) -> str | None:
        named = self._find_named(table, row_id, "responsible", "team")
        if named and any(member.id == named for member in staff):
            return named
        told = self._words(table, row_id, "responsible")
        said = [fold_text(text) for text in _both(told)]
        for member in staff:
            names = [fold_text(text) for text in _both(member.name)]
            if any(name in text or text in name for text in said for name in names):
                return member.id
        if told:
            self.remarks.append(
                message(
                    "«{activity}»: «{person}» answers for it and is not in the team. Choose a "
                    "person in the plan.",
                    activity=self.values.name_row(table.key, row_id),
                    person=told,
                )
            )
        return None

    def _draw_indicators(self) -> dict[str, list[Indicator]]:
        """Return the indicators by the activity that they belong to."""
        only = [row_id for _, row_id in self._rows_of("activities")]
        found: dict[str, list[Indicator]] = {}
        for table, row_id in self._rows_of("indicators"):
            title = self._words(table, row_id, "title")
            if not title:
                continue
            activity = self._find_named(table, row_id, "activity", "activities")
            if not activity and len(only) == 1:
                activity = only[0]
            if not activity:
                self.remarks.append(
                    message(
                        "The indicator «{indicator}» belongs to no activity and is not in the "
                        "plan.",
                        indicator=title,
                    )
                )
                continue
            found.setdefault(activity, []).append(self._draw_indicator(table, row_id, title))
        return found

    def _draw_indicator(self, table: TableField, row_id: str, title: Bilingual) -> Indicator:
        told = self._tell_plan(table, row_id)
        plan = read_plan(told.kk) or read_plan(told.ru) or PlannedValue()
        if plan.target is None:
            self.remarks.append(
                message(
                    "«{indicator}»: the plan «{plan}» is kept in words. Write its number in the "
                    "plan.",
                    indicator=title,
                    plan=told or "–",
                )
            )
        kinds = self._find_evidence(table, row_id)
        first = kinds[0] if kinds else None
        if first == "participant_list" and plan.unit == "count":
            plan = plan.model_copy(update={"unit": "people"})
        return Indicator(
            id=row_id,
            title=title,
            plan_text=told,
            plan=plan,
            counted_from=_guess_source(plan, first),
            evidence_kind=first,
            second_evidence_kind=kinds[1] if len(kinds) > 1 else None,
        )

    def _tell_plan(self, table: TableField, row_id: str) -> Bilingual:
        column = find_column(table, "plan")
        if column is not None and column.kind in {"whole_number", "number", "money"}:
            number = self.values.cell_number(table.key, row_id, column.key)
            text = "" if number is None else group_digits(number)
            return Bilingual(kk=text, ru=text)
        return self._words(table, row_id, "plan")

    def _find_evidence(self, table: TableField, row_id: str) -> list[EvidenceKind]:
        value = self._value(table, row_id, "evidence")
        keys = value if isinstance(value, tuple) else (str(value),)
        return [cast("EvidenceKind", key) for key in keys if key in _EVIDENCE]

    # ------------------------------------------------------------------ the budget

    def draw_budget(self) -> list[BudgetLine]:
        """Return the lines of the budget, none of one in another currency than tenge."""
        table = self._table("budget")
        if table is None:
            return []
        if self.values.currency != TENGE:
            self.remarks.append(
                message(
                    "The budget is in {currency} and the books are kept in tenge: write its lines "
                    "in tenge.",
                    currency=self.values.currency,
                )
            )
            return []
        lines: list[BudgetLine] = []
        for row_id in self._rows(table):
            title = self.values.name_row(table.key, row_id)
            sums = {one: self._find_tenge(table, row_id, one) for one in ("grant", "own", "other")}
            if not title and not any(sums.values()):
                continue
            lines.append(self._draw_line(table, row_id, title, sums))
        return lines

    def _draw_line(
        self, table: TableField, row_id: str, title: Bilingual, sums: dict[str, int]
    ) -> BudgetLine:
        if find_column(table, "grant") is None:
            total = self._find_tenge(table, row_id, "total")
            sums = sums | {"grant": max(total - sums["own"] - sums["other"], 0)}
        block = str(self._value(table, row_id, "block") or "")
        quantity = self._number(table, row_id, "quantity")
        price = self._number(table, row_id, "price")
        return BudgetLine(
            id=row_id,
            title=title,
            block=cast("BudgetBlock", block) if block in _BLOCKS else "direct",
            kind=guess_expense_kind(title),
            unit=self._words(table, row_id, "unit"),
            quantity=_as_stored(quantity),
            price_tenge=None if price is None or price < 0 else int(price),
            grant_tenge=sums["grant"],
            own_tenge=sums["own"],
            other_tenge=sums["other"],
            planned_activity_id=self._find_named(table, row_id, "activity", "activities") or None,
        )

    def _find_tenge(self, table: TableField, row_id: str, meaning: str) -> int:
        number = self._number(table, row_id, meaning)
        # A product of two large numbers is more than a record can hold.
        return min(max(int(number), 0), MOST_TENGE) if number is not None else 0


def guess_expense_kind(title: Bilingual) -> ExpenseKind:
    """Return what a line of a budget pays by its words: wages, taxes on them, or purchases."""
    folded = fold_text(f"{title.kk} {title.ru}")
    if _TAXES.search(folded):
        return "tax"
    return "payroll" if _WAGES.search(folded) else "purchase"


def _guess_source(plan: PlannedValue, evidence: EvidenceKind | None) -> CountedFrom:
    if plan.target is None or evidence is None:
        return "typed"
    if plan.unit == "percent":
        return "satisfaction" if evidence == "questionnaire" else "typed"
    if plan.unit == "people" or evidence == "participant_list":
        return "people"
    return "evidence"


def _count_people(row_id: str, people: int) -> Indicator:
    kk, ru = Language.load("kk"), Language.load("ru")
    words = message("Number of participants")
    text = group_digits(people)
    return Indicator(
        id=f"{row_id}-people",
        title=Bilingual(kk=kk.say(words), ru=ru.say(words)),
        plan_text=Bilingual(kk=text, ru=text),
        plan=PlannedValue(target=people, unit="people"),
        counted_from="people",
        evidence_kind="participant_list",
    )


def _name_own_task() -> Bilingual:
    words = message("Activities of the project")
    return Bilingual(kk=Language.load("kk").say(words), ru=Language.load("ru").say(words))


def _as_stored(number: int | Decimal | None) -> Number | None:
    if number is None or number < 0:
        return None
    return int(number) if number == int(number) else float(number)


def _both(told: Bilingual) -> list[str]:
    return [text for text in (told.kk, told.ru) if text.strip()]


def _tidy(told: Bilingual) -> Bilingual:
    return Bilingual(kk=told.kk.strip(), ru=told.ru.strip())
