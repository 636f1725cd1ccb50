"""Counts the sentences of a long text, as a reader would.

Works on Kazakh and Russian alike and knows nothing of forms. Honest about its limits: a dot after
a short word that is usually followed by a name ends no sentence.
"""

from __future__ import annotations

import re
from typing import Final

from grantee_app.records.text import plain_words

# An end is punctuation, whatever closes behind it, a space, and what opens the next sentence. A
# small letter behind it goes on: «Рахмет!» – деді ол.
_END: Final = re.compile(r"[.!?…]+[»”\"')\]]*\s+(?=[«“\"'(\[–—-]*\s*[^\W_a-zа-яёәəіңғүұқөһ])")
# ул. Абая, им. Жамбыла, г. Тараз, А. Сейітов; but «2024 ж. Олар …» ends after a year.
_BEFORE_NAME: Final = re.compile(
    r"(?:^|[\s«(])(?:ул|көш|им|пр|просп|пос|тел|см|стр|бет|[^\W\d_])\.\s*$", re.IGNORECASE
)
# A short word, its dot and the spaces behind it.
_LOOK_BACK: Final = 64
_YEAR: Final = re.compile(r"\d\s*[жг]\.\s*$", re.IGNORECASE)


def count_sentences(text: str) -> int:
    """Return the number of sentences; a line without a full stop (a heading, an item) is one."""
    return sum(_count_in_line(line) for line in plain_words(text).splitlines())


def _count_in_line(line: str) -> int:
    if not any(letter.isalnum() for letter in line):
        return 0
    ends = (match.end() for match in _END.finditer(line))
    return 1 + sum(1 for end in ends if not _is_abbreviation(line, end))


def _is_abbreviation(line: str, end: int) -> bool:
    # Only what stands right before: a paragraph of a hundred thousand letters is no square of it.
    start = max(0, end - _LOOK_BACK)
    is_short = _BEFORE_NAME.search(line, start, end) is not None
    return is_short and _YEAR.search(line, start, end) is None
