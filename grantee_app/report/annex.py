"""The annex: links and photos of the evidence, activity by activity."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from grantee_app.language.dates import format_short_date
from grantee_app.records import PlannedActivity
from grantee_app.records.activity import Evidence
from grantee_app.report.document import Block, Heading, PageBreak, Paragraph, Picture, Span
from grantee_app.report.source import Source


def compose_annex(source: Source, files: Path | None) -> Iterator[Block]:
    """Links and photos of the evidence, activity by activity."""
    words = source.form.words
    annex = source.say(words.annex)
    yield PageBreak()
    yield Heading((Span(annex, is_bold=True),), source.language, outline=annex, section="annex")
    for planned in _iter_planned(source):
        evidence = [*planned.evidence, *(item for event in planned.held for item in event.evidence)]
        if not evidence:
            continue
        told = source.tell(planned.title)
        yield Heading(told.spans(is_bold=True), told.language, "activity")
        for item in evidence:
            yield from _compose_evidence(source, item, files)


def _iter_planned(source: Source) -> Iterator[PlannedActivity]:
    for task in source.content.project.tasks:
        yield from task.activities


def _compose_evidence(source: Source, item: Evidence, files: Path | None) -> Iterator[Block]:
    told = source.tell(item.title)
    day = f"{format_short_date(item.dated_on)}. " if item.dated_on else ""
    name = Span(f"{day}{told.text or item.file}")
    if item.file and files is not None and item.kind == "photo":
        yield Picture(files / item.file, (name,), source.language)
    link = (Span(" "), Span(item.link, link=item.link)) if item.link else ()
    yield Paragraph((name, *link), told.language, align="left", mark="–")
