"""Numbers and sums as a Kazakh or a Russian document writes them.

Digits grouped by a no-break space, a decimal comma, sums spelled out. Knows nothing of where a
number comes from, and rounds nothing.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal, TypeAlias

from grantee_app.language.message import LanguageCode

NBSP: Final = "\u00a0"

Currency: TypeAlias = Literal["KZT", "USD", "EUR"]

_COUNTED_HUNDREDS: Final = frozenset({"екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз"})

# Kazakh leaves the noun unchanged after a number; Russian has a form for 1, for 2-4 and for 5.
_KAZAKH_CURRENCIES: Final[dict[Currency, str]] = {
    "KZT": "теңге",
    "USD": "АҚШ доллары",
    "EUR": "еуро",
}
_RUSSIAN_CURRENCIES: Final[dict[Currency, tuple[str, str, str]]] = {
    "KZT": ("тенге", "тенге", "тенге"),
    "USD": ("доллар США", "доллара США", "долларов США"),
    "EUR": ("евро", "евро", "евро"),
}


def group_digits(value: int | Decimal) -> str:
    """«7 000 000», «-1 250,5»: threes parted by no-break spaces, a decimal comma, all decimals."""
    written = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,d}"
    return written.translate(_SEPARATORS)


_SEPARATORS: Final = {ord(","): NBSP, ord("."): ","}


def format_percent(value: int | Decimal, code: LanguageCode) -> str:
    """«84%» in Kazakh and «84 %» in Russian, as CLDR writes them; the space does not break."""
    return group_digits(value) + ("%" if code == "kk" else f"{NBSP}%")


def number_in_words(n: int, code: LanguageCode) -> str:
    """A whole number spelled out: «отыз сегіз мың бір жүз», «тридцать восемь тысяч сто»."""
    # num2words loads all of its fifty languages, and most starts of the app spell nothing.
    from num2words import num2words  # noqa: PLC0415

    if code == "ru":
        return str(num2words(n, lang="ru"))
    return _count_single_hundreds(num2words(n, lang="kz"))


def _count_single_hundreds(words: str) -> str:
    # num2words says «жүз» for 100; a contract says «бір жүз», so that nothing can be put before it.
    spelled: list[str] = []
    for word in words.split():
        if word == "жүз" and (not spelled or spelled[-1] not in _COUNTED_HUNDREDS):
            spelled.append("бір")
        spelled.append(word)
    return " ".join(spelled)


def sum_in_words(n: int, code: LanguageCode, currency: Currency = "KZT") -> str:
    """A sum spelled out with its currency: «жеті миллион теңге», «два доллара США»."""
    return f"{number_in_words(n, code)} {_name_currency(n, code, currency)}"


def format_sum(amount: int, currency: Currency, code: LanguageCode, with_words: bool = True) -> str:
    """A sum as the form prints it: «7 000 000 (жеті миллион) теңге», or without the words."""
    words = f" ({number_in_words(amount, code)})" if with_words else ""
    gap = " " if with_words else NBSP
    return f"{group_digits(amount)}{words}{gap}{_name_currency(amount, code, currency)}"


def name_currency(currency: Currency, code: LanguageCode) -> str:
    """A currency beside no number: «теңге», «доллары США»."""
    if code == "kk":
        return _KAZAKH_CURRENCIES[currency]
    return "доллары США" if currency == "USD" else _RUSSIAN_CURRENCIES[currency][0]


def _name_currency(n: int, code: LanguageCode, currency: Currency) -> str:
    if code == "kk":
        return _KAZAKH_CURRENCIES[currency]
    one, few, many = _RUSSIAN_CURRENCIES[currency]
    last_two = abs(n) % 100
    last = last_two % 10
    if 11 <= last_two <= 14:
        return many
    if last == 1:
        return one
    return few if 2 <= last <= 4 else many
