"""The light markup of long texts: what a line is, and that a text reads back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.records.text import (
    Run,
    TextHeading,
    TextItem,
    TextParagraph,
    TextRow,
    count_words,
    format_text,
    parse_text,
    plain_words,
)


def words(text: str) -> tuple[Run, ...]:
    return (Run(text),)


@pytest.mark.parametrize(
    ("line", "block"),
    [
        ("Жай абзац", TextParagraph(words("Жай абзац"))),
        ("## Тақырып", TextHeading(words("Тақырып"))),
        ("- бір", TextItem(words("бір"))),
        ("  - екі", TextItem(words("екі"), level=1)),
        ("      - терең", TextItem(words("терең"), level=1)),
        ("• нүкте", TextItem(words("нүкте"))),
        ("\uf0b7 Word нүктесі", TextItem(words("Word нүктесі"))),
        ("3. үш", TextItem(words("үш"), number=3)),
        ("4) төрт", TextItem(words("төрт"), number=4)),
        ("2024. жыл емес", TextParagraph(words("2024. жыл емес"))),
        ("-жалғау", TextParagraph(words("-жалғау"))),
        ("##", TextParagraph(words("##"))),
        ("| а | б |", TextRow((words("а"), words("б")))),
        ("2*3 file_name", TextParagraph(words("2*3 file_name"))),
    ],
)
def test_a_line_is_a_block(line: str, block: object) -> None:
    assert parse_text(line) == [block]


def test_links_written_and_bare() -> None:
    runs = (
        Run("Қараңыз: "),
        Run("сурет", "https://example.org/a_(1)"),
        Run(" және "),
        Run("www.example.org/б", "https://www.example.org/б"),
        Run("."),
    )
    text = "Қараңыз: [сурет](https://example.org/a_(1)) және www.example.org/б."
    assert parse_text(text) == [TextParagraph(runs)]
    assert format_text(parse_text(text)) == text


def test_words_are_counted_without_marks() -> None:
    text = "## Бір екі\n- [үш](https://example.org) төрт\n| бес | алты |\n\n"
    assert plain_words(text) == "Бір екі\nүш төрт\nбес алты"
    assert count_words(text) == 6


PIECES = st.sampled_from(
    [
        "## ",
        "- ",
        "  - ",
        "1. ",
        "| ",
        " |",
        "[",
        "](",
        ")",
        "https://a.kz",
        "сөз",
        " ",
        "\n",
        "12)",
    ]
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=12).map("".join))
def test_a_text_reads_back_as_it_was(text: str) -> None:
    blocks = parse_text(text)
    assert parse_text(format_text(blocks)) == blocks
