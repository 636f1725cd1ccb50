"""Writes resources/months/months.json: the months of both languages as Babel has them from CLDR.

Run it after Babel was updated; a test tells when the file differs from what Babel has now.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from babel import Locale

FILE: Final = Path(__file__).resolve().parent.parent / "resources" / "months" / "months.json"
# Plain `ru` and `ru_KZ` share their months; the territory is the one used everywhere else.
_LOCALES: Final = {"kk": "kk", "ru": "ru_KZ"}
# How CLDR calls what stands alone («қаңтар 2024»), what follows a day («28 января»), and the short.
_KINDS: Final = {
    "alone": ("stand-alone", "wide"),
    "of_date": ("format", "wide"),
    "short": ("stand-alone", "abbreviated"),
}


def read_months() -> dict[str, dict[str, list[str]]]:
    """Return twelve names by language and kind.

    CLDR writes the Kazakh stand-alone months with a capital, which they have not inside a sentence,
    and some of the short ones with a dot.
    """
    return {
        code: {
            kind: [
                str(name).lower().rstrip(".")
                for _number, name in sorted(Locale.parse(locale).months[use][width].items())
            ]
            for kind, (use, width) in _KINDS.items()
        }
        for code, locale in _LOCALES.items()
    }


def main() -> None:
    """Write the file."""
    text = json.dumps(read_months(), ensure_ascii=False, indent=1)
    FILE.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
