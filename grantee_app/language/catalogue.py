"""The translations of one language, and how a Message is said in it.

A Language is handed to whoever needs words; there is no current language anywhere. This module
must not know screens, nor what the messages are about.
"""

from __future__ import annotations

import logging
import struct
from datetime import date
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

from grantee_app.folders import locale_folder
from grantee_app.language.dates import format_date
from grantee_app.language.message import (
    LanguageCode,
    Message,
    MessageValue,
    SpokenIn,
    fill_placeholders,
)
from grantee_app.language.numbers import group_digits

_DOMAIN: Final = "bastama"
_log = logging.getLogger(__name__)


class Language:
    """One language of the screen or of a document: its code and its catalogue."""

    __slots__ = ("_code", "_translations")

    def __init__(self, code: LanguageCode, translations: NullTranslations) -> None:
        self._code: LanguageCode = code
        self._translations = translations

    @classmethod
    def load(cls, code: LanguageCode) -> Language:
        """The language of `code` with the catalogue that came with the app, read once."""
        return _load_language(code)

    @property
    def code(self) -> LanguageCode:
        return self._code

    def __repr__(self) -> str:
        return f"Language({self._code!r})"

    def gettext(self, msgid: str) -> str:
        """The translation of an English sentence, or the sentence itself."""
        # An empty msgid is the key of the catalogue's own header.
        return self._translations.gettext(msgid) if msgid else ""

    def ngettext(self, one: str, many: str, n: int) -> str:
        """The translation that agrees with `n`, its placeholders not yet filled."""
        return self._translations.ngettext(one, many, n) if one else ""

    def pgettext(self, context: str, msgid: str) -> str:
        """The translation of a word that means different things in different places."""
        return self._translations.pgettext(context, msgid) if msgid else ""

    def say(self, message: Message) -> str:
        """A Message in this language, its values written as this language writes them.

        Whole numbers are grouped («7 000 000»), so pass a year or a document's number as text.
        Never raises over a placeholder: see `fill_placeholders`.
        """
        if message.plural and message.count is not None:
            sentence = self.ngettext(message.msgid, message.plural, message.count)
        else:
            sentence = self.gettext(message.msgid)
        return fill_placeholders(sentence, message.values, self._write_value)

    def _write_value(self, value: MessageValue) -> str:
        if isinstance(value, str | bool):
            return str(value)
        if isinstance(value, int | Decimal):
            return group_digits(value)
        if isinstance(value, date):
            return format_date(value, self._code)
        if isinstance(value, Message):
            return self.say(value)
        if isinstance(value, SpokenIn):
            return value.spoken_in(self._code)
        return str(value)


@cache
def _load_language(code: LanguageCode) -> Language:
    return Language(code, read_translations(code, locale_folder()))


def read_translations(code: LanguageCode, folder: Path) -> NullTranslations:
    """The translations below `folder`, from the compiled catalogue or else from its source.

    A checkout may hold no .mo, or one older than the .po it was made from; then the source is
    compiled in memory and nothing is written. A missing catalogue gives English.
    """
    source = folder / code / "LC_MESSAGES" / f"{_DOMAIN}.po"
    compiled = source.with_suffix(".mo")
    if _is_fresh(compiled, source):
        try:
            with compiled.open("rb") as file:
                return GNUTranslations(file)
        except (OSError, ValueError, struct.error) as error:
            _log.warning("%s cannot be read: %s", compiled, error)
    try:
        return _compile_source(source, code)
    except (OSError, ValueError) as error:
        _log.warning("%s cannot be read: %s", source, error)
        return NullTranslations()


def _is_fresh(compiled: Path, source: Path) -> bool:
    try:
        compiled_at = compiled.stat().st_mtime
        source_at = source.stat().st_mtime
    except FileNotFoundError:
        return compiled.is_file()
    # An installer unpacks the pair in any order within a moment, and zip times are even seconds.
    return compiled_at >= source_at - 2


def _compile_source(source: Path, code: LanguageCode) -> GNUTranslations:
    # A shipped app has its .mo and must start without loading Babel.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with source.open("rb") as file:
        catalogue = read_po(file, locale=code, domain=_DOMAIN)
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    buffer.seek(0)
    return GNUTranslations(buffer)
