"""Which sections of a form are written: what each requires, and how much of that is there.

Counted in one language, the one that more of the report is written in: a translation comes later.
Judges no content; that is the business of the findings.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from grantee_app.figures import socio_levels
from grantee_app.form.answers import text_fields
from grantee_app.form.definition import (
    ActivityNarrativeBlock,
    CoverBlock,
    IndicatorTableBlock,
    Section,
    SocioEconomicBlock,
    TextField,
    TextGroup,
)
from grantee_app.frozen import frozen
from grantee_app.language.message import LANGUAGES, LanguageCode

if TYPE_CHECKING:
    from grantee_app.checks.state import ProjectState
    from grantee_app.records import Bilingual


@frozen
class SectionProgress:
    """A section by its id: how many of the texts and values it requires are written."""

    section: str
    written: int
    required: int

    @property
    def is_ready(self) -> bool:
        """Whether nothing that the form requires is missing."""
        return self.written == self.required


def find_report_language(state: ProjectState) -> LanguageCode:
    """Return the language that more texts of the report are written in, Kazakh for as many."""
    texts = [state.answers.text(field.path) for _section, field in state.subject.form_texts]
    for planned in state.subject.planned:
        texts += [planned.narrative, planned.short_term_result]
    return max(LANGUAGES, key=lambda code: sum(_is_written(text, code) for text in texts))


def judge_sections(state: ProjectState) -> list[SectionProgress]:
    """Return the sections that require something, in the form's order.

    What is made of the records alone (tables of participants and of partners, the place to sign)
    is nobody's to write, and a section without any requirement is left out.
    """
    language = find_report_language(state)
    found = []
    for section in state.form.sections:
        parts = list(_list_requirements(state, section, language))
        if parts:
            found.append(SectionProgress(section.id, sum(parts), len(parts)))
    return found


def _list_requirements(
    state: ProjectState, section: Section, language: LanguageCode
) -> Iterator[bool]:
    """Yield for each thing that the section requires whether it is there."""
    for field in text_fields(section):
        if field.required:
            yield _is_written(state.answers.text(field.path), language)
    for block in section.blocks:
        match block:
            case CoverBlock():
                lacks = {found.place for found in state.findings if _is_of_cover(found.code)}
                yield not any(place.partition("/")[0] == section.id for place in lacks)
            case ActivityNarrativeBlock():
                yield from _list_narratives(state, language)
            case IndicatorTableBlock():
                yield from _list_results(state, block, language)
            case SocioEconomicBlock():
                for row in block.rows:
                    levels = socio_levels(row.figure, state.figures, state.answers)
                    yield levels.plan is not None and levels.fact is not None
            case TextField() | TextGroup() | _:
                continue


def _is_of_cover(code: str) -> bool:
    return code == "completeness.cover"


def _list_narratives(state: ProjectState, language: LanguageCode) -> Iterator[bool]:
    has_any = False
    for planned in state.subject.planned:
        if not planned.held_events:
            continue
        has_any = True
        texts = [planned.narrative]
        texts += [
            text
            for activity in planned.held_events
            for text in (activity.narrative, activity.result)
        ]
        yield any(_is_written(text, language) for text in texts)
    if not has_any:
        # A report without a single activity tells nothing.
        yield False


def _list_results(
    state: ProjectState, block: IndicatorTableBlock, language: LanguageCode
) -> Iterator[bool]:
    columns = {column.key for column in block.columns}
    yield _is_written(state.project.goal, language)
    if "short_term_result" in columns:
        for planned in state.subject.planned:
            if planned.held_events:
                yield _is_written(planned.short_term_result, language)
    if "long_term_result" in columns:
        for task in state.project.tasks:
            if not task.is_contractual:
                yield _is_written(task.long_term_result, language)


def _is_written(text: Bilingual, language: LanguageCode) -> bool:
    return bool(text.written_in(language).strip())
