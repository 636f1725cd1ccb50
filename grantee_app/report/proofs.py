"""Photos and links of the evidence, as parts of a report of their own."""

from __future__ import annotations

from collections.abc import Iterator

from grantee_app.form.definition import Block as FormBlock
from grantee_app.form.definition import FormDefinition, LinksBlock, PhotosBlock
from grantee_app.language.dates import format_short_date
from grantee_app.records import PlannedActivity
from grantee_app.records.activity import Evidence
from grantee_app.report.document import Block, Heading, Paragraph, Picture, Span
from grantee_app.report.source import Source
from grantee_app.store.attachments.files import find_attachment


def compose_photos(source: Source, block: PhotosBlock) -> Iterator[Block]:
    """Yield the photos of every activity under its name; the sign of nothing without any.

    A photo whose file is kept elsewhere is told by its name.
    """
    is_empty = True
    for planned in _iter_planned(source):
        photos = list(_compose_photos_of(source, planned, block.most))
        if photos:
            is_empty = False
            yield _head(source, planned)
            yield from photos
    if is_empty:
        yield _compose_nothing(source)


def compose_links(source: Source, _block: LinksBlock) -> Iterator[Block]:
    """Yield the links of every activity under its name; the sign of nothing without any.

    Where the form shows photos, their links stand there.
    """
    has_photos = any(part.kind == "photos" for part in iterate_blocks(source.form))
    is_empty = True
    for planned in _iter_planned(source):
        links = [
            item
            for item in list_evidence(planned)
            if item.link.strip() and not (has_photos and item.kind == "photo")
        ]
        if links:
            is_empty = False
            yield _head(source, planned)
        for number, item in enumerate(links, start=1):
            said = ". ".join(filter(None, (_tell_day(item), source.tell(item.title).text)))
            lead = (Span(f"{said}: "),) if said else ()
            spans = (*lead, Span(item.link, link=item.link))
            yield Paragraph(spans, source.language, align="left", mark=f"{number}.")
    if is_empty:
        yield _compose_nothing(source)


def iterate_blocks(form: FormDefinition) -> Iterator[FormBlock]:
    """Yield every block of a form."""
    for section in form.sections:
        yield from section.blocks


def list_evidence(planned: PlannedActivity) -> list[Evidence]:
    """Return the evidence of a planned activity and of what was held for it."""
    return [*planned.evidence, *(item for event in planned.held_events for item in event.evidence)]


def _compose_photos_of(source: Source, planned: PlannedActivity, most: int) -> Iterator[Block]:
    shown = 0
    for item in list_evidence(planned):
        if item.kind != "photo":
            continue
        photos = [found for found in item.attachments if found.is_photo]
        told = source.tell(item.title)
        caption = ". ".join(filter(None, (_tell_day(item), told.text)))
        if not photos or source.files is None:
            name = caption or item.file or ", ".join(found.name for found in item.attachments)
            link = (Span(" "), Span(item.link, link=item.link)) if item.link else ()
            if name or link:
                spans = (*((Span(name),) if name else ()), *link)
                yield Paragraph(spans, told.language, align="left", mark="–")
            continue
        for attachment in photos:
            if most and shown == most:
                return
            shown += 1
            path = find_attachment(
                source.files, attachment.sha256, attachment.media_type, source.key
            )
            yield Picture(path, (Span(caption or attachment.name),), source.language, source.key)


def _head(source: Source, planned: PlannedActivity) -> Heading:
    told = source.tell(planned.title)
    return Heading(told.spans(is_bold=True), told.language, "activity")


def _iter_planned(source: Source) -> Iterator[PlannedActivity]:
    for task in source.content.project.tasks:
        yield from task.activities


def _tell_day(item: Evidence) -> str:
    return format_short_date(item.dated_on) if item.dated_on else ""


def _compose_nothing(source: Source) -> Paragraph:
    return Paragraph((Span(source.nothing),), source.language, align="left")
