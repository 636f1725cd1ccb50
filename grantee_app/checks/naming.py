"""How a finding names what it is about: an activity by its date and place, several rows, a value.

Only wording shared by the themes; nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from grantee_app.checks.subject import Held
from grantee_app.form.definition import Section, TextField, TextGroup
from grantee_app.language.message import (
    LanguageCode,
    Message,
    MessageValue,
    message,
    plural_message,
)
from grantee_app.records import Bilingual, Expense, PlannedActivity
from grantee_app.records.base import Number
from grantee_app.records.plan import Unit

NAMED_ROWS: Final = 3
LONGEST_LABEL: Final = 60

Kind = TypeVar("Kind")


def name_held(row: Held) -> Message:
    """«Seminar (17.07.2024, Tekeli)»: the title of what was held, its days and its place."""
    activity, title = row.activity, name_held_title(row)
    days = name_days(activity.starts_on, activity.ends_on)
    place = activity.place if is_written(activity.place) else row.planned.place
    if not is_written(place):
        return message("{title} ({days})", title=title, days=days)
    return message("{title} ({days}, {place})", title=title, days=days, place=place)


def name_held_title(row: Held) -> MessageValue:
    """The title of what was held, or of what it was planned as."""
    title = row.activity.title
    return name_title(title if is_written(title) else row.planned.title)


def name_planned(planned: PlannedActivity) -> MessageValue:
    """The title of a planned activity."""
    return name_title(planned.title)


def name_expense(expense: Expense) -> MessageValue:
    """What was paid for, or else who was paid."""
    return name_title(expense.title if is_written(expense.title) else expense.payee)


def name_title(title: Bilingual) -> MessageValue:
    """A title, or words that stand for a missing one."""
    return shorten(title) if is_written(title) else message("untitled")


def name_days(first: date, last: date | None) -> MessageValue:
    """One day, or the first and the last of several."""
    if last is None or last == first:
        return first
    return message("{first} – {last}", first=first, last=last)


def name_each(records: Sequence[Kind], name: Callable[[Kind], MessageValue]) -> MessageValue:
    """At most three records, each as `name` tells it, and the number of the others."""
    return name_rows([name(record) for record in records[:NAMED_ROWS]], len(records))


def name_rows(rows: Sequence[MessageValue], count: int | None = None) -> MessageValue:
    """At most three rows by name and the number of the others; at least one row is needed.

    `count` tells how many there are in all, where not each has been given a name.
    """
    named = dict(zip(("first", "second", "third"), rows, strict=False))
    count = len(rows) if count is None else count
    match count:
        case 1:
            return rows[0]
        case 2:
            return message("{first}; {second}", **named)
        case 3:
            return message("{first}; {second}; {third}", **named)
    return plural_message(
        "{first}; {second}; {third} and {count} more",
        "{first}; {second}; {third} and {count} others",
        count - NAMED_ROWS,
        **named,
    )


def name_text(section: Section, field: TextField | TextGroup) -> Message:
    """A text of the form by its section and, where that holds several, by its own label."""
    name = message("{number}. {name}", number=section.number, name=section.name)
    heading: MessageValue = name if section.number else section.name
    if not field.label:
        return message("«{section}»", section=heading)
    return message("«{section}» – «{text}»", section=heading, text=shorten(field.label))


def name_written(text: MessageValue, language: LanguageCode) -> Message:
    """A text with the language it is written in."""
    if language == "kk":
        return message("{text} in Kazakh", text=text)
    return message("{text} in Russian", text=text)


def name_value(first: Number, second: Number | None = None, unit: Unit = "count") -> MessageValue:
    """A planned or measured value as tables write it: 12, «4/1», «84 %»."""
    if unit == "percent":
        return message("{number} %", number=as_exact(first))
    if second is not None:
        return message("{first}/{second}", first=as_exact(first), second=as_exact(second))
    return as_exact(first)


def as_exact(value: Number) -> int | Decimal:
    """A number that a sentence can hold: a rate of 84.5 keeps its one decimal."""
    return value if isinstance(value, int) else Decimal(str(value))


def is_written(text: Bilingual) -> bool:
    """Whether the text says anything in either language."""
    return bool(text.kk.strip() or text.ru.strip())


def shorten(text: Bilingual) -> Bilingual:
    """A label of the form or a title, cut between words where it is too long for a sentence."""
    kk, ru = _cut(text.kk), _cut(text.ru)
    return text if (kk, ru) == (text.kk, text.ru) else Bilingual.of(kk, ru)


def _cut(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= LONGEST_LABEL:
        return words
    cut = words[:LONGEST_LABEL]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,:;(–-") + "…"
