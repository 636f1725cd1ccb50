"""The words of a PDF, read back by pdfium, against the words that were to be printed.

A name told again overleaf and a head that repeats are words too many, which is no fault; a word
too few, or one that stands nowhere in the text, is.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from grantee_app.language.hyphenation import SOFT_HYPHEN
from grantee_app.report.document import Document, Paragraph, Signature, iter_paragraphs

# A word parted at the end of a line. pdfium tells the hyphens of the text from those of the
# lines only sometimes, so that here «егжей-тегжейлі» is one word in every text.
_PARTED = re.compile(rf"(?<=\w)[-\u2010{SOFT_HYPHEN}\x02\ufffe]+\s*(?=\w)")


@dataclass(frozen=True, slots=True)
class WordCheck:
    """What a PDF holds: pages, words, words of the text it lacks, words that are not the text's."""

    pages: int
    words: int
    missing: Counter[str]
    strange: Counter[str]


def gather_words(document: Document) -> Counter[str]:
    """Return every word of a report, as often as it is told."""
    words: Counter[str] = Counter()
    for block in iter_paragraphs(document):
        mark = block.mark if isinstance(block, Paragraph) else ""
        text = "".join(span.text for span in block.spans)
        words.update(_find_words(f"{mark} {text}"))
    for block in document.blocks:
        if isinstance(block, Signature):
            rows = [word for row in block.rows for word in row]
            words.update(_find_words("\n".join([*rows, block.seal])))
    return words


def check_words(pdf: Path, document: Document, extra: str) -> WordCheck:
    """Compare the words of the file with those of `document`; `extra` words are no strangers."""
    wanted = gather_words(document)
    label = document.page_label.format(page="", pages="")
    known = wanted.keys() | _find_words(f"{label} {extra}")
    found: Counter[str] = Counter()
    file = pypdfium2.PdfDocument(pdf)
    for page in file:
        found.update(_find_words(page.get_textpage().get_text_range()))
    strange = {
        word: count
        for word, count in found.items()
        if word not in known and not (word.isdigit() and int(word) <= len(file))
    }
    return WordCheck(len(file), found.total(), wanted - found, Counter(strange))


def _find_words(text: str) -> list[str]:
    return re.findall(r"\w+", _PARTED.sub("", text))
