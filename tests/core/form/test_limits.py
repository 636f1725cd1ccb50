"""How long an answer is: characters, words, sentences, pages."""

from __future__ import annotations

from decimal import Decimal

from grantee_app.form.application_form import LongWords, TextLimits
from grantee_app.form.limits import (
    PAGE_CHARACTERS,
    count_characters,
    count_pages,
    measure_text,
)


def test_marks_are_not_counted():
    assert count_characters("## Мақсат\n- бір екі") == len("Мақсат") + len("бір екі")
    assert count_characters("[сілтеме](https://example.org/long)") == len("сілтеме")
    assert count_characters("") == 0


def test_pages_come_in_tenths():
    assert count_pages("") == 0
    assert count_pages("а") == Decimal("0.1")
    assert count_pages("а" * PAGE_CHARACTERS) == 1
    assert count_pages("а" * (PAGE_CHARACTERS * 3 // 2)) == Decimal("1.5")


def test_only_what_is_limited_is_measured():
    assert measure_text("бір екі", TextLimits()) == []
    usages = measure_text(
        "Бір екі. Үш.",
        LongWords(
            max_characters=10,
            min_words=5,
            max_words=9,
            min_sentences=1,
            max_sentences=1,
            max_pages=0.5,
        ),
    )
    assert [usage.measure for usage in usages] == ["characters", "words", "sentences", "pages"]
    characters, words, sentences, pages = usages
    assert (characters.counted, characters.is_long, characters.left) == (12, True, -2)
    assert (words.counted, words.is_short, words.is_long) == (3, True, False)
    assert (sentences.counted, sentences.is_long) == (2, True)
    assert (pages.most, pages.is_long) == (Decimal("0.5"), False)


def test_an_empty_answer_is_not_too_short():
    (usage,) = measure_text("", TextLimits(min_words=20))
    assert not usage.is_short
    assert usage.left is None


def test_a_pasted_book_is_measured_quickly():
    text = "Ауылда 240 бала бар. " * 5000
    (usage,) = measure_text(text, TextLimits(max_characters=3000))
    assert usage.is_long
