"""Composes an application: the form says what stands where, its answers fill it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from grantee_app.form.application_form import ApplicationForm, Section
from grantee_app.form.filled import FilledForm
from grantee_app.form.values import FormValues
from grantee_app.language.message import LanguageCode
from grantee_app.report.application.answers import tell_field
from grantee_app.report.application.fields import compose_fields
from grantee_app.report.application.hints import say_condition
from grantee_app.report.application.sheets import make_signatures, name_author
from grantee_app.report.application.source import ApplicationSource, PrintOptions
from grantee_app.report.document import (
    Block,
    Document,
    Gap,
    Heading,
    PageBreak,
    Paragraph,
    Span,
    Table,
    Turn,
)

MOST_OF_OUTLINE = 90
MOST_LED = 12


def compose_application(source: ApplicationSource, printed_on: date) -> Document:
    """Return the whole application; `printed_on` stands in the PDF's description only."""
    form = source.form
    source.sheets.clear()
    blocks: list[Block] = [*_compose_opening(source)]
    for section in form.sections:
        blocks += _compose_section(source, section)
    blocks += _list_attachments(source)
    signature = make_signatures(source)
    if signature is not None and not source.options.is_blind:
        blocks.append(signature)
    for sheet in source.sheets:
        blocks += [PageBreak(), *sheet]
    project = form.by_meaning.get("project.title")
    title = tell_field(source, project).text if project is not None else ""
    return Document(
        title=". ".join(filter(None, (source.say(form.title), title))),
        author=name_author(source),
        language=source.language,
        is_landscape=form.page.orientation == "landscape",
        page_label=source.say(source.words.page),
        printed_on=printed_on,
        blocks=tuple(_join_turns(blocks)),
    )


def compose_empty_form(form: ApplicationForm, language: LanguageCode, printed_on: date) -> Document:
    """Return a form to be filled in by hand: every field of every applicant, lines to write on."""
    values = FormValues(FilledForm(form), printed_on, form.currencies[0])
    source = ApplicationSource(values, language, PrintOptions(is_empty=True))
    return compose_application(source, printed_on)


def list_section_titles(source: ApplicationSource) -> list[tuple[str, str]]:
    """Return (id, words) of the sections that the contents name: those of the first level."""
    return [
        (section.id, _say_title(source, section))
        for section in source.form.sections
        if section.level == 1 and _is_printed(source, section)
    ]


def _compose_opening(source: ApplicationSource) -> Iterator[Block]:
    form, language = source.form, source.language
    header = source.say(form.header)
    if header:
        yield Paragraph((Span(header),), language, "header", "right")
    yield Heading((Span(source.say(form.title), is_bold=True),), language, "title")
    if source.application is not None:
        for text in (source.application.call_title, source.application.funder):
            told = source.tell(text)
            if told.text.strip():
                yield Paragraph(told.spans(), told.language, align="center")
    unofficial = source.say(form.unofficial_layout)
    if unofficial:
        spans = (Span(unofficial, is_italic=True),)
        yield Paragraph(spans, language, "note", "center")


def _list_attachments(source: ApplicationSource) -> Iterator[Block]:
    """Yield what is attached under which number, as the folder has it."""
    if not source.enclosed or source.options.is_empty:
        return
    title = source.say(source.words.attachments)
    yield Heading((Span(title, is_bold=True),), source.language, outline=title)
    for number, document in enumerate(source.enclosed, start=1):
        name = source.name_document(document)
        if not document.attachments:
            name = f"{name} ({source.say(source.words.not_attached)})"
        yield Paragraph((Span(name),), source.language, align="left", mark=f"{number}.")


def _compose_section(source: ApplicationSource, section: Section) -> Iterator[Block]:
    if not _is_printed(source, section):
        return
    title = _say_title(source, section)
    short = title
    if len(title) >= MOST_OF_OUTLINE:
        short = ". ".join(filter(None, (section.number, source.say(section.name))))
    yield Heading(
        (Span(title, is_bold=True),),
        source.language,
        "section" if section.level == 1 else "subsection",
        outline=short,
        level=section.level - 1,
        section=section.id,
    )
    if source.options.is_empty and section.shown_when is not None:
        spans = (Span(say_condition(source, section.shown_when), is_italic=True),)
        yield Paragraph(spans, source.language, "note", "left", keeps_with_next=True)
    yield from compose_fields(source, section.fields)


def _say_title(source: ApplicationSource, section: Section) -> str:
    title = source.say(section.title) or source.say(section.name)
    return f"{section.number.rstrip('.')}. {title}" if section.number else title


def _is_printed(source: ApplicationSource, section: Section) -> bool:
    if not source.options.is_empty and not source.values.is_section_shown(section):
        return False
    # A section of parts has none of its own: its title stands over theirs.
    return not section.fields or any(map(source.is_shown, section.fields))


def _join_turns(blocks: list[Block]) -> list[Block]:
    """Return `blocks` such that headings turn with what they head, and nothing turns to and fro."""
    joined: list[Block] = []
    for block in blocks:
        if not isinstance(block, Turn):
            joined.append(block)
            continue
        place = _find_lead(joined, block)
        headed = joined[place:]
        del joined[place:]
        if joined and isinstance(joined[-1], Turn):
            joined.pop()
        joined += [block, *headed]
    return joined


def _find_lead(blocks: list[Block], turn: Turn) -> int:
    """Return where what turns begins: with its headings, and with a short beginning of its section.

    A page with three lines of a section, and the table of it on the next, is a page lost.
    """
    place = len(blocks)
    while place and _leads_on(blocks[place - 1]):
        place -= 1
    start, weight = place, 0
    while (
        turn.is_landscape
        and start
        and weight <= MOST_LED
        and not isinstance(blocks[start - 1], Turn)
    ):
        start -= 1
        block = blocks[start]
        weight += _weigh(block)
        if isinstance(block, Heading) and block.section and weight <= MOST_LED:
            return start
    return place


def _weigh(block: Block) -> int:
    """Return about how many lines a block takes."""
    if isinstance(block, Table):
        return 2 * len(block.rows)
    if isinstance(block, Paragraph):
        return 1 + sum(len(span.text) for span in block.spans) // 80
    return 1 if isinstance(block, Heading | Gap) else MOST_LED + 1


def _leads_on(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return block.keeps_with_next
    return isinstance(block, Heading | Gap)
