"""The fields of a section on paper: short answers beside their labels, long ones under them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from grantee_app.form.application_form import (
    ChoicesField,
    FileField,
    FormField,
    LongTextField,
    NoteField,
    TableField,
    TextField,
    YesNoField,
)
from grantee_app.form.limits import PAGE_CHARACTERS
from grantee_app.report.application.answers import tell_chosen, tell_field
from grantee_app.report.application.boxes import BOX_MARK, TICKED_BOX, make_boxes
from grantee_app.report.application.hints import list_hints
from grantee_app.report.application.layout import LABEL_SHARE, make_label, say_label
from grantee_app.report.application.overflow import part_at_limit
from grantee_app.report.application.source import ApplicationSource
from grantee_app.report.application.tables import HAND_HEIGHT, compose_table
from grantee_app.report.document import (
    Block,
    Cell,
    Gap,
    Heading,
    Lines,
    Paragraph,
    Row,
    Span,
    Table,
)
from grantee_app.report.told import Told, make_blocks, make_cell_paragraphs

SIZE: Final = 10.5
# An answer of more characters stands better under its label than beside it.
MOST_BESIDE: Final = 400
# What a hand writes on a line, how long a word is with its space, and a page of lines at most.
HAND_CHARACTERS: Final = 80
WORD: Final = 8
MOST_LINES: Final = 24


def compose_fields(source: ApplicationSource, parts: Sequence[FormField]) -> Iterator[Block]:
    """Yield the fields of a section in order; neighbours with short answers share a table."""
    beside: list[FormField] = []
    for part in parts:
        if not source.is_shown(part):
            continue
        if _stands_beside(source, part):
            beside.append(part)
            continue
        yield from _flush(source, beside)
        beside = []
        yield from _compose_field(source, part)
    yield from _flush(source, beside)


def _stands_beside(source: ApplicationSource, part: FormField) -> bool:
    if isinstance(part, TableField | LongTextField | NoteField):
        return False
    if isinstance(part, YesNoField) and part.is_declaration:
        return False
    if source.options.is_empty or source.is_left_out(part) or isinstance(part, FileField):
        return True
    return len(tell_field(source, part).text) <= MOST_BESIDE


def _flush(source: ApplicationSource, parts: Sequence[FormField]) -> Iterator[Block]:
    if not parts:
        return
    yield Table(
        (LABEL_SHARE, 1 - LABEL_SHARE),
        (),
        tuple(_make_row(source, part) for part in parts),
        continued=source.say(source.words.continued),
        language=source.language,
        size=SIZE,
    )
    yield Gap(0.5)


def _make_row(source: ApplicationSource, part: FormField) -> Row:
    label = [_paragraph(source, say_label(source, part))]
    label += [_paragraph(source, hint, is_italic=True) for hint in list_hints(source, part)]
    if source.options.is_empty:
        return Row(
            {0: Cell(tuple(label)), 1: Cell(tuple(make_boxes(source, part, part.key)))},
            least_height=HAND_HEIGHT,
        )
    return Row({0: Cell(tuple(label)), 1: Cell(tuple(_make_answer(source, part)))})


def _make_answer(source: ApplicationSource, part: FormField) -> Sequence[Paragraph]:
    if source.is_left_out(part):
        return [_paragraph(source, source.say(source.words.left_out))]
    if isinstance(part, FileField):
        return list(_name_documents(source, part))
    if isinstance(part, ChoicesField):
        value = source.values.value(part.key)
        chosen = tell_chosen(source, value, part.key) if value is not None else []
        if len(chosen) > 1:
            return [
                Paragraph((Span(words),), source.language, "cell", "left", mark="–")
                for words in chosen
            ]
    told = tell_field(source, part)
    if isinstance(part, TextField):
        told = _keep_limit(source, part, told)
    return make_cell_paragraphs(told if told.text.strip() else source.nothing)


def _name_documents(source: ApplicationSource, part: FileField) -> Iterator[Paragraph]:
    """Yield under which numbers the documents of a field are attached."""
    attached = [number for number, one in source.find_documents(part.key) if one.attachments]
    for number in attached:
        yield _paragraph(source, source.say(source.words.attachment).format(number=number))
    if not attached:
        yield _paragraph(source, source.say(source.words.not_attached))


def _paragraph(source: ApplicationSource, words: str, *, is_italic: bool = False) -> Paragraph:
    return Paragraph((Span(words, is_italic=is_italic),), source.language, "cell", "left")


# ---------------------------------------------------------------- under their labels


def _compose_field(source: ApplicationSource, part: FormField) -> Iterator[Block]:
    if isinstance(part, TableField):
        yield from compose_table(source, part)
    elif isinstance(part, NoteField):
        if part.is_printed:
            yield from make_blocks(source.plain(source.say(part.text)))
            yield Gap(0.3)
    elif isinstance(part, YesNoField):
        yield make_declaration(source, part)
    else:
        yield from _compose_text(source, part)


def make_declaration(source: ApplicationSource, part: YesNoField) -> Paragraph:
    """Return a sentence that is agreed to, its box ticked where it was."""
    is_agreed = not source.options.is_empty and source.values.value(part.key) is True
    words = (Span(say_label(source, part)),)
    return Paragraph(words, source.language, mark=f"{TICKED_BOX} " if is_agreed else BOX_MARK)


def _compose_text(source: ApplicationSource, part: FormField) -> Iterator[Block]:
    yield from make_label(source, part)
    if source.options.is_empty:
        yield Lines(_count_lines(part))
        yield Gap(0.5)
        return
    if source.is_left_out(part):
        told = source.plain(source.say(source.words.left_out))
    else:
        told = _keep_limit(source, part, tell_field(source, part))
    yield from make_blocks(told if told.text.strip() else source.nothing)
    yield Gap(0.3)


def _count_lines(part: FormField) -> int:
    """Return how many lines to leave for a hand: what the form says, or what its limit takes."""
    if not isinstance(part, LongTextField):
        return 1
    most = part.max_characters or part.max_words * WORD or int(part.max_pages * PAGE_CHARACTERS)
    return max(part.lines, min(most // HAND_CHARACTERS, MOST_LINES))


def _keep_limit(source: ApplicationSource, part: FormField, told: Told) -> Told:
    """Return as much of a text as its limit lets stand; the rest goes on a sheet at the end."""
    if not isinstance(part, TextField | LongTextField):
        return told
    head, rest = part_at_limit(told.text, part)
    if not rest:
        return told
    number = len(source.sheets) + 1
    title = f"{source.say(source.words.sheet)} {number}"
    continued = source.say(source.words.continued)
    source.sheets.append(
        [
            Heading((Span(title, is_bold=True),), source.language, outline=title),
            Heading(
                (Span(f"{say_label(source, part)} ({continued})", is_bold=True),),
                source.language,
                "activity",
            ),
            *make_blocks(Told(rest, told.language, told.mark)),
        ]
    )
    pointer = source.say(source.words.continued_on_sheet).format(number=number)
    return Told(f"{head} … ({pointer})", told.language, told.mark)
