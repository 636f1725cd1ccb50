"""The annex: links and photos of the evidence, activity by activity."""

from __future__ import annotations

from collections.abc import Iterator

from grantee_app.language.dates import format_short_date
from grantee_app.records import PlannedActivity
from grantee_app.records.activity import Evidence
from grantee_app.report.document import Block, Heading, PageBreak, Paragraph, Picture, Span
from grantee_app.report.proofs import list_evidence
from grantee_app.report.source import Source
from grantee_app.store.attachments.files import find_attachment


def compose_annex(source: Source) -> Iterator[Block]:
    """Links and photos of the evidence, activity by activity."""
    words = source.form.words
    annex = source.say(words.annex)
    yield PageBreak()
    yield Heading((Span(annex, is_bold=True),), source.language, outline=annex, section="annex")
    for planned in _iter_planned(source):
        evidence = list_evidence(planned)
        if not evidence:
            continue
        told = source.tell(planned.title)
        yield Heading(told.spans(is_bold=True), told.language, "activity")
        for item in evidence:
            yield from _compose_evidence(source, item)


def _iter_planned(source: Source) -> Iterator[PlannedActivity]:
    for task in source.content.project.tasks:
        yield from task.activities


def _compose_evidence(source: Source, item: Evidence) -> Iterator[Block]:
    files, key = source.files, source.key
    told = source.tell(item.title)
    day = f"{format_short_date(item.dated_on)}. " if item.dated_on else ""
    files_named = ", ".join(attachment.name for attachment in item.attachments)
    name = Span(f"{day}{told.text or item.file or files_named}")
    # A photo of a sign-in sheet shows villagers' names: evidence of another kind stays a line.
    if files is not None and item.kind == "photo":
        for attachment in item.attachments:
            if attachment.is_photo:
                path = find_attachment(files, attachment.sha256, attachment.media_type, key)
                yield Picture(path, (name,), source.language, key)
    link = (Span(" "), Span(item.link, link=item.link)) if item.link else ()
    yield Paragraph((name, *link), told.language, align="left", mark="–")
