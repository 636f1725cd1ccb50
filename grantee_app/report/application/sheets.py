"""What is signed by hand: the signatures of an application, a sheet of them, its declarations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from grantee_app.form.application_form import FieldBase, YesNoField
from grantee_app.records.base import NO_TEXT
from grantee_app.report.application.answers import tell_field
from grantee_app.report.application.fields import make_declaration
from grantee_app.report.application.source import ApplicationSource
from grantee_app.report.document import (
    Block,
    Document,
    Gap,
    Heading,
    Paragraph,
    Signature,
    Span,
)


def make_signatures(source: ApplicationSource) -> Signature | None:
    """Return the lines to sign on, None for a form that nobody signs."""
    if not source.form.signatures:
        return None
    rows = [
        (source.say(one.label), _name_signer(source, one.meaning)) for one in source.form.signatures
    ]
    rows.append((source.say(source.words.date), ""))
    return Signature(tuple(rows), source.say(source.words.seal), source.language)


def _name_signer(source: ApplicationSource, meaning: str) -> str:
    part = source.form.by_meaning.get(meaning)
    if source.options.is_empty or part is None or not isinstance(part, FieldBase):
        return ""
    # Who signs is named on the paper that is signed, personal or not.
    return "" if source.options.is_blind else tell_field(source, part).text


def list_declarations(source: ApplicationSource) -> list[YesNoField]:
    """Return the declarations of a form that this applicant makes."""
    return [
        part
        for part in source.form.fields()
        if isinstance(part, YesNoField) and part.is_declaration and source.is_shown(part)
    ]


def compose_declarations(source: ApplicationSource, printed_on: date) -> Document | None:
    """Return the declarations as a sheet to be signed, None where there are none."""
    declarations = list_declarations(source)
    if not declarations:
        return None
    title = source.say(source.words.declarations)
    blocks = [*_open_sheet(source, title), *(make_declaration(source, one) for one in declarations)]
    return _close_sheet(source, title, blocks, printed_on)


def compose_signature_sheet(source: ApplicationSource, printed_on: date) -> Document | None:
    """Return a sheet with the lines to sign on alone, None for a form that nobody signs."""
    if not source.form.signatures:
        return None
    title = source.say(source.words.signatures)
    return _close_sheet(source, title, list(_open_sheet(source, title)), printed_on)


def _open_sheet(source: ApplicationSource, title: str) -> Iterator[Block]:
    form = source.say(source.form.title)
    yield Heading((Span(form, is_bold=True),), source.language, "title")
    project = source.form.by_meaning.get("project.title")
    if project is not None:
        told = tell_field(source, project)
        if told.text:
            yield Paragraph(told.spans(), told.language, align="center")
    yield Gap(0.5)
    yield Heading((Span(title, is_bold=True),), source.language, "section")


def _close_sheet(
    source: ApplicationSource, title: str, blocks: list[Block], printed_on: date
) -> Document:
    signature = make_signatures(source)
    return Document(
        title=f"{source.say(source.form.title)}. {title}",
        author=name_author(source),
        language=source.language,
        is_landscape=False,
        page_label=source.say(source.words.page),
        printed_on=printed_on,
        blocks=(*blocks, *([signature] if signature else [])),
    )


def name_author(source: ApplicationSource) -> str:
    """Return who applies, "" where the paper must not tell it."""
    if source.options.is_blind or source.options.is_empty:
        return ""
    for meaning in ("organization.name", "applicant.leader"):
        part = source.form.by_meaning.get(meaning)
        if part is not None and source.values.is_shown(part.key) and not source.is_left_out(part):
            told = source.values.filled.told(part.key) or NO_TEXT
            if told:
                return told.spoken_in(source.language)
    return ""
