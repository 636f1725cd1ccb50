"""What an empty form says beside a field, to whoever fills it in by hand."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from grantee_app.form.application_form import (
    FieldBase,
    FormField,
    NoteField,
    TableField,
    TextLimits,
)
from grantee_app.form.conditions import NO, YES, Condition
from grantee_app.language.message import Message, message, plural_message
from grantee_app.language.numbers import group_digits
from grantee_app.report.application.source import ApplicationSource


def list_hints(source: ApplicationSource, part: FormField) -> list[str]:
    """Return who fills a field in, what belongs there and how long it may be; () once filled."""
    return list(_list_hints(source, part)) if source.options.is_empty else []


def _list_hints(source: ApplicationSource, part: FormField) -> Iterator[str]:
    if part.shown_when is not None:
        yield say_condition(source, part.shown_when)
    if isinstance(part, NoteField | TableField) or not isinstance(part, FieldBase):
        return
    help_words = source.say(part.help)
    if help_words:
        yield help_words
    if isinstance(part, TextLimits):
        limits = [source.spoken.say(limit) for limit in _list_limits(part)]
        if limits:
            yield "; ".join(limits)


def say_condition(source: ApplicationSource, condition: Condition) -> str:
    """Return when something is to be filled in, by the label of the field that decides."""
    part = source.form.by_key.get(condition.field)
    label = source.say(part.label) if isinstance(part, FieldBase) else condition.field
    if condition.more_than is not None:
        least = group_digits(Decimal(str(condition.more_than)))
        value = source.spoken.say(message("more than {number}", number=least))
    else:
        value = ", ".join(_say_option(source, condition.field, key) for key in condition.options)
    return source.say(source.words.fill_when).format(field=label, value=value)


def _say_option(source: ApplicationSource, field: str, key: str) -> str:
    part = source.form.by_key.get(field)
    if part is not None and part.kind == "yes_no":
        return source.say({YES: source.words.yes, NO: source.words.no}.get(key, source.words.yes))
    return source.say(source.values.label_choice(field, "", key))


def _list_limits(part: TextLimits) -> Iterator[Message]:
    if part.max_characters:
        yield plural_message(
            "at most {count} character", "at most {count} characters", part.max_characters
        )
    if part.min_words:
        yield plural_message("at least {count} word", "at least {count} words", part.min_words)
    if part.max_words:
        yield plural_message("at most {count} word", "at most {count} words", part.max_words)
    if part.min_sentences:
        yield plural_message(
            "at least {count} sentence", "at least {count} sentences", part.min_sentences
        )
    if part.max_sentences:
        yield plural_message(
            "at most {count} sentence", "at most {count} sentences", part.max_sentences
        )
    if part.max_pages:
        # Half a page is a number with a fraction, which has no plural of its own.
        pages = Decimal(str(part.max_pages)).normalize()
        yield message("at most {pages} pages", pages=group_digits(pages))
