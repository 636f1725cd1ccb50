"""Composes a report: the form says what stands where, records and figures fill it.

Every block kind of a form has one composer; no label stands in Python.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from grantee_app.form.definition import Section
from grantee_app.language.dates import format_contract_date
from grantee_app.report.annex import compose_annex
from grantee_app.report.cover import compose_cover, compose_period
from grantee_app.report.document import Anchor, Block, Document, Gap, Heading, Paragraph, Span
from grantee_app.report.held import compose_held, compose_upcoming
from grantee_app.report.indicators import compose_indicators
from grantee_app.report.narrative import compose_narrative
from grantee_app.report.proofs import compose_links, compose_photos
from grantee_app.report.registers import (
    compose_demographics,
    compose_partners,
    compose_signature,
    compose_socio_economic,
    compose_winners,
)
from grantee_app.report.source import Source
from grantee_app.report.spending import compose_expense_lines, compose_expense_list
from grantee_app.report.texts import compose_text, compose_text_group


def compose_report(source: Source, printed_on: date, *, with_annex: bool = False) -> Document:
    """Return the whole report, with the photos and links of its evidence where they are wanted."""
    form, project = source.form, source.content.project
    blocks: list[Block] = [*_compose_opening(source)]
    for section in form.sections:
        blocks += _compose_section(source, section)
    if with_annex:
        blocks += compose_annex(source)
    return Document(
        title=". ".join(filter(None, map(source.say, (form.title, project.title)))),
        author=source.content.organization.name.spoken_in(source.language),
        language=source.language,
        is_landscape=form.page.orientation == "landscape",
        page_label=source.say(form.words.page),
        printed_on=printed_on,
        blocks=tuple(blocks),
    )


def _compose_opening(source: Source) -> Iterator[Block]:
    grant, words = source.content.project.grant, source.form.words
    header = source.say(source.form.header).format(
        date=format_contract_date(grant.contract_on, source.language)
        if grant.contract_on
        else source.say(words.blank_date),
        number=grant.contract_number or source.say(words.blank_number),
    )
    yield Paragraph((Span(header),), source.language, "header", "right")
    title = source.say(source.form.title)
    yield Heading((Span(title, is_bold=True),), source.language, "title")
    unofficial = source.say(words.unofficial_layout)
    if unofficial:
        yield Paragraph((Span(unofficial, is_italic=True),), source.language, "note", "center")
    yield Gap(0.8)


def _compose_section(source: Source, section: Section) -> Iterator[Block]:
    content = [block for part in section.blocks for block in _compose_block(source, part)]
    title = source.say(section.title)
    if title:
        numbered = f"{section.number}. {title}" if section.number else title
        yield Heading(
            (Span(numbered, is_bold=True),),
            source.language,
            "section" if section.level == 1 else "subsection",
            outline=numbered
            if len(numbered) < 90
            else f"{section.number}. {source.say(section.name)}",
            level=section.level - 1,
            section=section.id,
        )
    elif content:
        yield Anchor(section.id)
    yield from content


def _compose_block(source: Source, part: Any) -> Iterable[Block]:
    composer: Callable[[Source, Any], Iterable[Block]] = COMPOSERS[part.kind]
    return composer(source, part)


COMPOSERS: dict[str, Callable[[Source, Any], Iterable[Block]]] = {
    "cover": compose_cover,
    "text": compose_text,
    "text_group": compose_text_group,
    "activity_narrative": compose_narrative,
    "winners": compose_winners,
    "indicator_table": compose_indicators,
    "socio_economic_table": compose_socio_economic,
    "demographics": compose_demographics,
    "partners": compose_partners,
    "period": compose_period,
    "held_activities": compose_held,
    "upcoming_activities": compose_upcoming,
    "expense_lines": compose_expense_lines,
    "expense_list": compose_expense_list,
    "photos": compose_photos,
    "links": compose_links,
    "signature": compose_signature,
}
