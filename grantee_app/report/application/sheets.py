"""What is signed by hand: the signatures of an application, a sheet of them, its declarations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from grantee_app.form.application_form import FieldBase, YesNoField
from grantee_app.form.application_form import Signature as SignedLine
from grantee_app.language.folding import fold_text
from grantee_app.records.base import NO_TEXT
from grantee_app.report.application.answers import tell_field
from grantee_app.report.application.fields import make_declaration
from grantee_app.report.application.layout import raise_first
from grantee_app.report.application.source import ApplicationSource
from grantee_app.report.document import (
    Align,
    Block,
    Cell,
    Document,
    Gap,
    Heading,
    Paragraph,
    Row,
    Signature,
    Span,
    Table,
)

SIGNED_WIDTHS: Final = (0.6, 3.0, 4.0, 3.0, 2.0)
SIGNED_SIZE: Final = 10.5
SIGNED_HEIGHT: Final = 38.0


def make_signatures(source: ApplicationSource) -> Signature | None:
    """Return the lines to sign on, None for a form that nobody signs."""
    signed = list_signed(source)
    if not signed:
        return None
    rows = [(source.say(one.label), _name_signer(source, one.meaning)) for one in signed]
    rows.append((raise_first(source.say(source.words.date)), ""))
    return Signature(tuple(rows), say_seal(source), source.language)


def list_signed(source: ApplicationSource) -> list[SignedLine]:
    """Return the lines that this applicant signs; an empty form has those of every applicant."""
    return [
        one
        for one in source.form.signatures
        if source.options.is_empty or one.shown_when is None or source.values.holds(one.shown_when)
    ]


def say_seal(source: ApplicationSource) -> str:
    """Return the words for the place of the seal, "" where the applicant has none."""
    has_seal = any(
        source.options.is_empty or one.seal_when is None or source.values.holds(one.seal_when)
        for one in list_signed(source)
    )
    return source.say(source.words.seal) if has_seal else ""


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
    signature = make_signatures(source)
    if signature is not None:
        blocks.append(signature)
    return _close_sheet(source, title, blocks, printed_on)


def compose_signature_sheet(source: ApplicationSource, printed_on: date) -> Document | None:
    """Return a sheet on which everybody signs, None for a form that nobody signs.

    Of an initiative group its members sign too: the group is nothing but they.
    """
    signers = [*_list_signers(source), *_list_members(source)]
    if not signers:
        return None
    title = source.say(source.words.signatures)
    words = source.words
    labels = (words.number, None, words.full_name, words.signature, words.date)
    head = tuple(
        _cell(source, raise_first(source.say(label)) if label else "", is_bold=True)
        for label in labels
    )
    rows = tuple(
        Row(
            {0: _cell(source, str(number)), 1: _cell(source, who), 2: _cell(source, name)},
            least_height=SIGNED_HEIGHT,
        )
        for number, (who, name) in enumerate(signers, start=1)
    )
    table = Table(SIGNED_WIDTHS, head, rows, language=source.language, size=SIGNED_SIZE)
    blocks: list[Block] = [*_open_sheet(source, title), table]
    seal = say_seal(source)
    if seal:
        blocks += [Gap(2), Paragraph((Span(seal),), source.language, align="left")]
    return _close_sheet(source, title, blocks, printed_on)


def _list_signers(source: ApplicationSource) -> Iterator[tuple[str, str]]:
    for one in list_signed(source):
        yield source.say(one.label), _name_signer(source, one.meaning)


def _list_members(source: ApplicationSource) -> Iterator[tuple[str, str]]:
    team = source.form.find_table("team")
    kind = source.form.by_meaning.get("applicant.kind")
    if team is None or kind is None or not source.is_shown(team):
        return
    if source.values.value(kind.key) != "group":
        return
    leader = source.form.by_meaning.get("applicant.leader")
    known = "" if leader is None else fold_text(tell_field(source, leader).text)
    row_name = raise_first(source.say(team.row_name)) or source.say(team.label)
    for row_id in source.values.filled_rows(team.key):
        name = source.say(source.values.name_row(team.key, row_id))
        # The leader signs once, under her own line.
        if not name or not known.startswith(fold_text(name)):
            yield row_name, name


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
    return Document(
        title=f"{source.say(source.form.title)}. {title}",
        author=name_author(source),
        language=source.language,
        is_landscape=False,
        page_label=source.say(source.words.page),
        printed_on=printed_on,
        blocks=tuple(blocks),
    )


def _cell(source: ApplicationSource, words: str, *, is_bold: bool = False) -> Cell:
    align: Align = "center" if is_bold else "left"
    spans = (Span(words, is_bold=is_bold),)
    return Cell((Paragraph(spans, source.language, "cell", align),), align)


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
