"""How far an application is: each section done, begun or not yet, the whole in per cent, what next.

What is asked for counts, one part a field; a table counts by its rows and the cells that each begun
row must have. A section that asks for nothing is done as soon as something stands in it, and counts
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final, Literal

from grantee_app.checks.application.required import list_asked_columns
from grantee_app.checks.application.subject import ApplicationSubject
from grantee_app.checks.finding import Finding
from grantee_app.form.application_form import FileField, FormField, NoteField, Section, TableField
from grantee_app.frozen import frozen

SectionState = Literal["empty", "begun", "done"]
Tone = Literal["", "warn", "bad"]
_WHOLE: Final = 100


@frozen
class SectionProgress:
    """How a section stands: `filled` of `wanted` parts; `findings` are its errors and warnings."""

    section: str
    state: SectionState
    filled: Fraction
    wanted: int
    findings: int
    tone: Tone


@frozen
class ApplicationProgress:
    """How an application stands; `gaps` are the places that still lack something, in order."""

    sections: tuple[SectionProgress, ...]
    gaps: tuple[str, ...]

    @property
    def percent(self) -> int:
        """How much of what is asked for is there; 100 only when all of it is."""
        wanted = sum(section.wanted for section in self.sections)
        if not wanted:
            return _WHOLE if not self.gaps else 0
        return int(sum(section.filled for section in self.sections) * _WHOLE / wanted)

    def find(self, section: str) -> SectionProgress | None:
        """Return how a section stands, None for one that is not shown."""
        return next((found for found in self.sections if found.section == section), None)

    def next_gap(self, after: str = "") -> str:
        """Return the first gap behind a place (of the gaps, or any of its section), "" for none.

        From the last one it begins anew.
        """
        if not self.gaps:
            return ""
        if after in self.gaps:
            return self.gaps[(self.gaps.index(after) + 1) % len(self.gaps)]
        section = after.partition("/")[0]
        order = [found.section for found in self.sections]
        if section in order:
            later = set(order[order.index(section) :])
            found = (gap for gap in self.gaps if gap.partition("/")[0] in later)
            return next(found, self.gaps[0])
        return self.gaps[0]


def judge_progress(
    subject: ApplicationSubject, findings: Iterable[Finding] = ()
) -> ApplicationProgress:
    """Return how an application stands; `findings` are those of `check_application`."""
    counts: dict[str, list[str]] = {}
    for finding in findings:
        if finding.severity != "note":
            counts.setdefault(finding.section, []).append(finding.severity)
    sections: list[SectionProgress] = []
    gaps: list[str] = []
    for section in subject.form.sections:
        parts = [part for part in section.fields if part.key in subject.shown]
        if not parts:
            continue
        found = list(_find_gaps(subject, parts))
        gaps += found
        sections.append(_judge_section(subject, section, parts, found, counts.get(section.id, [])))
    return ApplicationProgress(tuple(sections), tuple(gaps))


def _judge_section(
    subject: ApplicationSubject,
    section: Section,
    parts: list[FormField],
    gaps: list[str],
    severities: list[str],
) -> SectionProgress:
    asked = [part for part in parts if _is_asked(subject, part)]
    filled = sum((_measure(subject, part) for part in asked), Fraction(0))
    is_begun = any(not _is_bare(subject, part) for part in parts if not isinstance(part, NoteField))
    has_room = any(not isinstance(part, NoteField) for part in parts)
    state: SectionState = "begun" if is_begun else "empty"
    if not has_room or (not gaps and (asked or is_begun) and "error" not in severities):
        state = "done"
    tone: Tone = "bad" if "error" in severities else "warn" if severities else ""
    return SectionProgress(section.id, state, filled, len(asked), len(severities), tone)


def _is_asked(subject: ApplicationSubject, part: FormField) -> bool:
    if isinstance(part, NoteField):
        return False
    if isinstance(part, FileField):
        documents = subject.opened.documents.get(part.key, [])
        if documents:
            return any(document.is_required for document in documents)
        return subject.values.is_required(part.key)
    if isinstance(part, TableField) and part.min_rows:
        return True
    return subject.values.is_required(part.key)


def _is_bare(subject: ApplicationSubject, part: FormField) -> bool:
    if isinstance(part, FileField):
        documents = subject.opened.documents.get(part.key, [])
        return not any(document.attachments for document in documents)
    # What the profile brings along was not begun here.
    return subject.filled.is_profile(part.key) or subject.is_empty(part.key)


def _measure(subject: ApplicationSubject, part: FormField) -> Fraction:
    """Return how much of one part is there, from 0 to 1."""
    if isinstance(part, FileField):
        return Fraction(not _is_bare(subject, part))
    if not isinstance(part, TableField):
        return Fraction(_is_told(subject, part))
    rows = subject.values.filled_rows(part.key)
    least = max(part.min_rows, 1)
    columns = list_asked_columns(part)
    wanted = max(len(rows), least) * (1 + len(columns))
    there = len(rows) + sum(
        not subject.is_empty(part.key, row_id, column.key) for row_id in rows for column in columns
    )
    return Fraction(there, wanted)


def _is_told(subject: ApplicationSubject, part: FormField) -> bool:
    """Tell whether a field is filled in, in the language that is handed in."""
    if subject.is_empty(part.key):
        return False
    if len(subject.filled.languages_of(part.key)) > 1:
        return bool(subject.told(part.key).written_in(subject.language).strip())
    return True


def _find_gaps(subject: ApplicationSubject, parts: list[FormField]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, TableField):
            yield from _find_table_gaps(subject, part)
        elif _is_asked(subject, part) and _measure(subject, part) < 1:
            yield subject.place(part.key)


def _find_table_gaps(subject: ApplicationSubject, table: TableField) -> Iterator[str]:
    rows = subject.values.filled_rows(table.key)
    if _is_asked(subject, table) and len(rows) < max(table.min_rows, 1):
        yield subject.place(table.key)
    for row_id in rows:
        for column in list_asked_columns(table):
            if subject.is_empty(table.key, row_id, column.key):
                yield subject.place(table.key, row_id, column.key)
