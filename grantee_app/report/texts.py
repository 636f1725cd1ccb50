"""The long texts of a report."""

from __future__ import annotations

from collections.abc import Iterator

from grantee_app.form.definition import TextField, TextGroup
from grantee_app.report.document import Block, Heading, Paragraph, Span
from grantee_app.report.source import Source
from grantee_app.report.told import make_blocks


def compose_text(source: Source, field: TextField) -> Iterator[Block]:
    """Yield one long text under its label."""
    if field.is_printed and field.label:
        label = source.say(field.label)
        if field.number:
            label = f"{field.number}) {label}"
        yield Heading((Span(label, is_bold=True),), source.language, "activity")
    told = source.tell(source.answers.text(field.path))
    if told.text.strip():
        yield from make_blocks(told)
    elif field.required or field.is_printed:
        yield Paragraph((Span(source.nothing),), source.language, align="left")


def compose_text_group(source: Source, group: TextGroup) -> Iterator[Block]:
    """A group reads as one text; what is personal stays out of the paper."""
    yield Heading((Span(source.say(group.label), is_bold=True),), source.language, "activity")
    told = [
        source.tell(source.answers.text(field.path))
        for field in group.fields
        if not field.is_personal
    ]
    blocks = [block for text in told if text.text.strip() for block in make_blocks(text)]
    yield from blocks or [Paragraph((Span(source.nothing),), source.language, align="left")]
