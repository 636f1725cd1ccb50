"""Text reduced to what a search compares: as people type, not as the dictionary spells.

Most villages type Kazakh on a Russian keyboard, so «Қалиева Бақыт» and «Калиева Бакыт» must meet.
What was typed is kept elsewhere; a folded text is for comparing alone and is shown to nobody.
Knows nothing of names, dates or the database.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# A Kazakh letter and the key of a Russian keyboard that is pressed in its place. The Latin schwa
# and the Latin i come from layouts that lack ә and і.
_TWINS: Final = str.maketrans("әəғқңөұүһіiё", "аагкноуухиие")
_QUOTES: Final = "«»\"“”„‟‘’'`ʼ‹›′″"
_UNSEEN: Final = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_DASHES: Final = "‐‑‒–—―−"
_SIGNS: Final = str.maketrans(
    {**dict.fromkeys(_QUOTES + _UNSEEN), **dict.fromkeys(_DASHES, "-"), "№": "#"}
)
# Latin letters that look Cyrillic, mended inside a word that has Cyrillic letters too.
_LOOK_ALIKES: Final = str.maketrans("aceopxykmhtb", "асеорхукмнтв")
_WORD: Final = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f])+")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")


def fold_text(text: str) -> str:
    """Return `text` in one case, with Russian letters for Kazakh ones and single plain spaces.

    Quotes and invisible signs go, dashes become hyphens, ё is е. Folding twice changes nothing.
    """
    plain = unicodedata.normalize("NFC", text.translate(_SIGNS)).casefold()
    plain = _WORD.sub(_mend_word, plain)
    # A letter that became Cyrillic may join the sign that stood after it.
    return unicodedata.normalize("NFC", " ".join(plain.split()))


def _mend_word(match: re.Match[str]) -> str:
    word = match[0]
    if _CYRILLIC.search(word) is None and "ə" not in word:
        return word
    return word.translate(_LOOK_ALIKES).translate(_TWINS)
