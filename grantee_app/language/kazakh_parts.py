"""«7-еуі», «8-і», «12-сі»: so many of them, written in digits with the ending that is spoken.

Kazakh says one to seven of a number of things by words of their own (жетеуі), all others by the
plain number with the ending of possession (сегізі, он екісі). Knows no sentence.
"""

from __future__ import annotations

from typing import Final

from grantee_app.frozen import frozen
from grantee_app.language.message import LanguageCode
from grantee_app.language.numbers import group_digits

# бір-еуі, үш-еуі, жет-еуі, but алт-ауы.
_COLLECTIVE: Final = {1: "еуі", 2: "еуі", 3: "еуі", 4: "еуі", 5: "еуі", 6: "ауы", 7: "еуі"}
# бірі, екісі, үші, төрті, бесі, алтысы, жетісі, сегізі, тоғызы
_ONES: Final = {1: "і", 2: "сі", 3: "і", 4: "і", 5: "і", 6: "сы", 7: "сі", 8: "і", 9: "ы"}
# оны, жиырмасы, отызы, қырқы, елуі, алпысы, жетпісі, сексені, тоқсаны
_TENS: Final = {1: "ы", 2: "сы", 3: "ы", 4: "ы", 5: "і", 6: "ы", 7: "і", 8: "і", 9: "ы"}
# нөлі, жүзі, мыңы, миллионы, миллиарды
_ZERO: Final = "і"
_HUNDRED: Final = "і"
_THOUSANDS: Final = "ы"


@frozen
class PartOf:
    """A number of things out of more; in Russian the digits alone."""

    number: int

    def spoken_in(self, language: LanguageCode) -> str:
        """Return «7-еуі» in Kazakh, «7» in Russian."""
        return with_part_ending(self.number) if language == "kk" else group_digits(self.number)


def with_part_ending(number: int) -> str:
    """Return a number from 0 in digits with the ending that means «so many of them»."""
    return f"{group_digits(number)}-{_find_ending(number)}"


def _find_ending(number: int) -> str:
    if number in _COLLECTIVE:
        return _COLLECTIVE[number]
    if number == 0:
        return _ZERO
    if number % 10:
        return _ONES[number % 10]
    if number % 100:
        return _TENS[number % 100 // 10]
    return _HUNDRED if number % 1000 else _THOUSANDS
