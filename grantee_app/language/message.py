"""Words the core wants to say, not yet in any language.

A Message is an English sentence with {placeholders} and the values that fill them; the
catalogue turns it into Kazakh or Russian when somebody looks. The core builds Messages, so this
module must not know catalogues, screens or the language in use.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Final, Literal, Protocol, TypeAlias, Union, runtime_checkable

from grantee_app.frozen import frozen

LanguageCode: TypeAlias = Literal["kk", "ru"]
LANGUAGES: Final[tuple[LanguageCode, ...]] = ("kk", "ru")


@runtime_checkable
class SpokenIn(Protocol):
    """A value that knows its own wording in both languages (a bilingual name, a form's label)."""

    def spoken_in(self, language: LanguageCode) -> str:
        """The wording in `language`; an empty string when there is none."""
        ...


MessageValue: TypeAlias = Union[str, int, Decimal, date, "Message", SpokenIn]


@frozen
class Message:
    """An English sentence, the values of its {placeholders} and, for a plural, its count.

    `msgid` is the sentence (the singular one when `plural` is given). Values keep their types
    until they are said, since numbers and dates are written differently in each language.
    """

    msgid: str
    values: Mapping[str, MessageValue] = field(default_factory=dict, hash=False)
    plural: str = ""
    count: int | None = None

    def __str__(self) -> str:
        """The English sentence, filled: for logs and exceptions, not for a screen."""
        sentence = self.plural if self.plural and self.count != 1 else self.msgid
        return fill_placeholders(sentence, self.values, _write_plainly)


def message(msgid: str, /, **values: MessageValue) -> Message:
    """A Message of one sentence; extraction takes the first argument, so write it out there."""
    return Message(msgid, values)


def plural_message(one: str, many: str, count: int, /, **values: MessageValue) -> Message:
    """A Message whose wording depends on `count`, which also fills {count}."""
    return Message(one, {"count": count, **values}, many, count)


def N_(msgid: str) -> str:  # noqa: N802 (the name gettext users expect)
    """Mark a sentence for extraction where it is written, to be translated elsewhere."""
    return msgid


def fill_placeholders(
    sentence: str, values: Mapping[str, MessageValue], write: Callable[[MessageValue], str]
) -> str:
    """Put `values` into the {names} of `sentence`, each written by `write`.

    Never raises over the sentence: a name without a value, a stray brace or a format
    specification stays as it was typed, since a translator's slip must not hide a message.
    """

    def put_value(match: re.Match[str]) -> str:
        name = match[1]
        return write(values[name]) if name in values else match[0]

    return _PLACEHOLDER.sub(put_value, sentence)


_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")


def _write_plainly(value: MessageValue) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, SpokenIn):
        return next(filter(None, map(value.spoken_in, LANGUAGES)), "")
    return str(value)
