"""How wide columns are, which way a page lies, and how labels stand over what they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from grantee_app.form.application_form import (
    NUMBER_KINDS,
    Column,
    FieldBase,
    FormField,
    NoteField,
    TableField,
)
from grantee_app.frozen import frozen
from grantee_app.language.numbers import NBSP, group_digits
from grantee_app.records.base import NO_TEXT
from grantee_app.report.application.hints import list_hints
from grantee_app.report.application.source import ApplicationSource
from grantee_app.report.document import Block, Heading, Paragraph, Span
from grantee_app.report.pdf.drawing import measure_words
from grantee_app.report.pdf.render import make_frame
from grantee_app.report.pdf.table import PAD_X
from grantee_app.report.told import Told

LABEL_SHARE: Final = 0.42
# Points: the sizes a table is tried in, the last taken whatever stands in it.
SIZES: Final = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
LEAST_PORTRAIT: Final = 9.0
# A column of words may break them; narrower than this nobody reads it.
LEAST_WORDS: Final = 34.0
MOST_WORDS: Final = 78.0
# Of a long text its beginning says enough of how wide its words are.
MEASURED: Final = 2_000
NUMBER_COLUMN: Final = 24.0
# More columns than these are read better across the page.
MOST_PORTRAIT: Final = 8


@frozen
class Layout:
    """How a table stands: `least` and `shares` are of its columns without that of the number.

    Lengths are points.
    """

    is_landscape: bool
    size: float
    width: float
    least: tuple[float, ...]
    shares: tuple[float, ...]


def make_label(source: ApplicationSource, part: FormField) -> Iterator[Block]:
    """Yield the label of a field over its answer, and what an empty form says under it."""
    yield Heading((Span(say_label(source, part), is_bold=True),), source.language, "activity")
    for hint in list_hints(source, part):
        spans = (Span(hint, is_italic=True),)
        yield Paragraph(spans, source.language, "note", "left", keeps_with_next=True)


def say_label(source: ApplicationSource, part: FormField) -> str:
    """Return a field's label behind its number, its unit after it as in the head of a column.

    Behind the number the unit would have to agree with it: «4 человека», «5 человек».
    """
    if isinstance(part, NoteField):
        return source.say(part.text)
    label = head_words(source, part)
    return f"{part.number.rstrip('.')}. {label}" if part.number else label


def head_words(source: ApplicationSource, column: FieldBase | Column) -> str:
    """Return the label of a column or a field with its unit, unless it tells that itself."""
    label, unit = source.say(column.label), source.say(getattr(column, "unit", NO_TEXT))
    return f"{label}, {unit}" if unit and unit.casefold() not in label.casefold() else label


def raise_first(words: str) -> str:
    """Return `words` with a capital at the beginning, as over a block of rows."""
    return words[:1].upper() + words[1:]


def choose_layout(
    source: ApplicationSource,
    part: TableField,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Told]],
) -> Layout:
    """Return the largest way to set a table in which no number is broken."""
    portrait = make_frame(is_landscape=False).width
    landscape = make_frame(is_landscape=True).width
    shares = tuple(float(column.width) for column in columns)
    number = NUMBER_COLUMN if part.is_numbered else 0.0
    is_portrait = source.form.page.orientation == "portrait" and len(columns) <= MOST_PORTRAIT
    for width, is_landscape in ((portrait, False), (landscape, True)):
        if not (is_landscape or is_portrait):
            continue
        for size in SIZES:
            if not is_landscape and size < LEAST_PORTRAIT:
                break
            least = _measure_columns(source, part, columns, rows, size)
            if sum(least) + number <= width:
                return Layout(is_landscape, size, width - number, least, shares)
    return Layout(True, SIZES[-1], landscape - number, least, shares)


def fit_widths(layout: Layout, *, is_numbered: bool) -> tuple[float, ...]:
    """Return the widths of all columns: by their shares, but none narrower than it must be."""
    widths = [0.0] * len(layout.least)
    free = set(range(len(widths)))
    room = layout.width
    while free:
        whole = sum(layout.shares[index] for index in free)
        tight = {
            index for index in free if room * layout.shares[index] / whole < layout.least[index]
        }
        if not tight or tight == free:
            for index in free:
                share = layout.shares[index] / whole
                widths[index] = max(room * share, 1.0) if not tight else layout.least[index]
            break
        for index in tight:
            widths[index] = layout.least[index]
            room -= widths[index]
        free -= tight
    return (NUMBER_COLUMN, *widths) if is_numbered else tuple(widths)


def _measure_columns(
    source: ApplicationSource,
    part: TableField,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Told]],
    size: float,
) -> tuple[float, ...]:
    totals = {} if source.options.is_empty else source.values.totals(part.key)
    return tuple(
        _measure_column(
            head_words(source, column),
            # Sums under numbers are bold, and longer than what they sum up.
            [row[place].text for row in rows]
            + ([group_digits(totals[column.key])] if column.key in totals else []),
            size,
            is_number=column.kind in NUMBER_KINDS,
        )
        for place, column in enumerate(columns)
    )


def _measure_column(head: str, texts: Sequence[str], size: float, *, is_number: bool) -> float:
    widest_head = max((measure_words(word, size, True) for word in head.split()), default=0.0)
    if is_number:
        longest = max((measure_words(text, size, True) for text in set(texts)), default=0.0)
    else:
        words = {word for text in texts for word in _split_words(text[:MEASURED])}
        longest = max((measure_words(word, size, False) for word in words), default=0.0)
        longest = min(max(longest, LEAST_WORDS), MOST_WORDS)
    return max(min(widest_head, MOST_WORDS), longest) + 2 * PAD_X + 1


def _split_words(text: str) -> list[str]:
    # No line begins with a dash: it goes with the word before it.
    return text.replace(" –", f"{NBSP}–").replace("\n", " ").split(" ")
