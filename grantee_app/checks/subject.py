"""What every rule looks at: one project, its figures, the form it is reported in, and the day.

Gathers once what the rules share. Knows no rule and writes no sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from grantee_app.checks.settings import CheckSettings
from grantee_app.figures import ActivityPeople, ProjectFigures
from grantee_app.form.answers import Answers, gather_answers, text_fields
from grantee_app.form.definition import (
    CoverItem,
    CoverSource,
    DemographicTable,
    FormDefinition,
    Section,
    SocioEconomicRow,
    TextField,
)
from grantee_app.giving_way import in_turns
from grantee_app.records import Activity, Indicator, PlannedActivity, Project, ProjectFile, Task

# Where a form says in another block what the final report says in this one.
_INSTEAD: Final[dict[str, tuple[str, ...]]] = {
    "socio_economic_table": ("expense_lines", "expense_list"),
    "activity_narrative": ("held_activities",),
    "indicator_table": ("held_activities",),
    "demographics": ("held_activities",),
}


class Held(NamedTuple):
    """An activity with the planned one it was held for."""

    activity: Activity
    planned: PlannedActivity


@dataclass(frozen=True)
class Subject:
    """One project at one moment; `today` decides what is due."""

    content: ProjectFile
    figures: ProjectFigures
    form: FormDefinition
    today: date
    settings: CheckSettings = field(default_factory=CheckSettings)

    @property
    def project(self) -> Project:
        """The project itself."""
        return self.content.project

    @cached_property
    def answers(self) -> Answers:
        """What was written into this version of the form."""
        return gather_answers(self.project.answers, self.form)

    @cached_property
    def is_report_due(self) -> bool:
        """Whether the project is over or its final report has to be handed in.

        Before that day an empty text is work to come, not a mistake.
        """
        days = [day.due_on for day in self.project.grant.report_dates if day.kind == "final"]
        if self.project.ends_on:
            days.append(self.project.ends_on)
        return bool(days) and min(days) < self.today

    @cached_property
    def is_form_due(self) -> bool:
        """Whether this report has to be handed in: an interim one has days of its own."""
        days = [day.due_on for day in self.project.grant.report_dates if day.kind == self.form.due]
        return self.is_report_due or (bool(days) and min(days) < self.today)

    def is_planned_due(self, planned: PlannedActivity) -> bool:
        """Whether the days of a planned activity are over; without any, the project's decide."""
        last = planned.ends_on or planned.starts_on
        return self.is_report_due if last is None else last < self.today

    # ------------------------------------------------------------------ records in order

    @property
    def planned(self) -> Iterator[PlannedActivity]:
        """Every planned activity, in the order of the plan."""
        for task in self.project.tasks:
            yield from in_turns(task.activities)

    @property
    def held(self) -> Iterator[Held]:
        """Every activity that was held."""
        yield from in_turns(self._held)

    @cached_property
    def _held(self) -> list[Held]:
        return [
            Held(activity, planned) for planned in self.planned for activity in planned.held_events
        ]

    def came(self, row: Held) -> ActivityPeople:
        """Who came to an activity that was held, named and counted."""
        return self.figures.activity_people.get(row.activity.id) or ActivityPeople()

    @property
    def indicators(self) -> Iterator[tuple[Indicator, PlannedActivity, Task]]:
        """Every indicator with what it belongs to."""
        for task in self.project.tasks:
            for planned in in_turns(task.activities):
                for indicator in planned.indicators:
                    yield indicator, planned, task

    # ------------------------------------------------------------------ places in the form

    @cached_property
    def _sections(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for section in self.form.sections:
            for block in section.blocks:
                found.setdefault(block.kind, section.id)
        return found

    def has_block(self, kind: str) -> bool:
        """Whether the form prints a block of this kind."""
        return kind in self._sections

    def place(self, kind: str, about: str = "") -> str:
        """The place of `about` in the section that holds a block of this kind.

        A form without such a block leads to its first section.
        """
        section = self._sections.get(kind) or self._find_instead(kind)
        return f"{section}/{about}" if about else section

    def _find_instead(self, kind: str) -> str:
        known = (self._sections.get(name) for name in _INSTEAD.get(kind, ()))
        return next(filter(None, known), self.form.sections[0].id)

    @cached_property
    def cover_items(self) -> list[CoverItem]:
        """The lines of the cover."""
        return [
            item
            for section in self.form.sections
            for block in section.blocks
            if block.kind == "cover"
            for item in block.items
        ]

    def cover_place(self, source: CoverSource, about: str = "") -> str:
        """The line of the cover with the value of `source`, or `about` on the same page."""
        keys = (item.key for item in self.cover_items if item.source == source)
        return self.place("cover", about or next(keys, source))

    @cached_property
    def form_texts(self) -> list[tuple[Section, TextField]]:
        """Every text that is written into the form, with its section."""
        return [
            (section, field) for section in self.form.sections for field in text_fields(section)
        ]

    @cached_property
    def text_sections(self) -> dict[str, str]:
        """The section of every text that is written into the form, by its path."""
        return {field.path: section.id for section, field in self.form_texts}

    def text_place(self, path: str) -> str:
        """The place of the text at `path`, a path of this form."""
        return f"{self.text_sections[path]}/{path}"

    @cached_property
    def socio_rows(self) -> list[SocioEconomicRow]:
        """The rows of the socio-economic table that the form prints."""
        return [
            row
            for section in self.form.sections
            for block in section.blocks
            if block.kind == "socio_economic_table"
            for row in block.rows
        ]

    @cached_property
    def demographic_tables(self) -> list[DemographicTable]:
        """The tables of participants that the form prints."""
        return self.form.demographic_tables
