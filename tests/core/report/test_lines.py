"""How a paragraph is broken into lines: as a careful typist would, never out of its column."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grantee_app.language.message import LANGUAGES
from grantee_app.report.document import Paragraph, Span
from grantee_app.report.pdf.fonts import REGULAR, shape_text
from grantee_app.report.pdf.lines import SOFT_HYPHEN, Line, break_lines
from grantee_app.report.pdf.text import set_paragraph
from grantee_app.workspace import read_sample
from tests.core.report.layout import untie
from tests.core.report.reading import misplaced_hyphens, squeeze

SIZE = 9.0
# The plan, the fact and the number of participants stand in columns about this wide.
NARROWEST = 40.0

WORDS = {
    "kk": """
        қоғамдық бақылау ауыл тұрғындарының құқықтық сауаттылығын арттыру мақсатында өткізілген
        іс-шаралар облыстың барлық аудандарын қамтыды егжей-тегжейлі «Жетісу бастамасы» 80%-дан
        10-ға БАҚ-та әлеуметтік-экономикалық 1076 адамның жауапкершілігі ұйымдастырушылардың
        """,
    "ru": """
        общественный контроль сельские жители правовая грамотность мероприятия прошли во всех
        районах области социально-экономический эффект «История успеха» 84% 10-го съезд ёлка
        представителями государственных служащих благотворительность взаимодействие
        """,
}


def set_text(text: str, width: float, language: str = "kk", **more) -> list[str]:
    """Return the lines of a text in a left-aligned cell, plain spaces for those that tie."""
    return [say(line) for line in break_lines((Span(text),), language, SIZE, width, **more)]


def say(line: Line) -> str:
    return untie("".join(segment.text for segment in line.segments))


def measure(line: Line) -> float:
    return sum(
        shape_text(letter, segment.face).width * SIZE
        for segment in line.segments
        for letter in segment.text
    )


def join_lines(lines: list[str]) -> str:
    """Return the text of lines with the hyphens that were put in, without other line ends."""
    return "".join(line if line.endswith(SOFT_HYPHEN) else f"{line} " for line in lines)


@settings(max_examples=120)
@given(st.data())
def test_nothing_is_lost_nothing_sticks_out_no_syllable_is_torn(data):
    language = data.draw(st.sampled_from(LANGUAGES))
    words = data.draw(st.lists(st.sampled_from(WORDS[language].split()), min_size=1, max_size=40))
    width = data.draw(st.floats(NARROWEST, 300))
    gap = data.draw(st.sampled_from([0.0, 26.0, width]))
    looks = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    spans = [Span(f"{word} ", is_bold=bold) for word, bold in zip(words, looks, strict=True)]
    lines = break_lines(spans, language, SIZE, width, hyphen_gap=gap)
    said = [say(line) for line in lines]
    assert squeeze("".join(said)) == squeeze("".join(words))
    for line in lines:
        assert measure(line) <= width + 0.01
        assert line.width == pytest.approx(measure(line), abs=0.01)
    assert misplaced_hyphens(join_lines(said), language) == []


@settings(max_examples=60)
@given(st.text("аәбғ-/.,%№ 0123456789xyzІ₸😀中\u00a0\u2011", max_size=120), st.floats(20, 120))
@example("中" * 5, 20.0)
@example("№ " * 20, 20.0)
def test_any_string_ends_up_on_lines(text, width):
    lines = break_lines((Span(text),), "kk", SIZE, width)
    expected = re.sub("中", "[U+4E2D]", text)
    assert squeeze("".join(map(say, lines))) == squeeze(expected)
    for line in lines:
        assert measure(line) <= max(width, 14) + 0.01


@pytest.mark.parametrize(
    ("text", "fits", "lines"),
    [
        # Compounds part at their own joint, suffixes stay with their number.
        ("егжей-тегжейлі", "тегжейлі", "егжей-|тегжейлі"),
        ("егжей-тегжейлі", "егжей-тегжейлі", "егжей-тегжейлі"),
        ("Маусым-қазан, 2024", "Маусым-", "Маусым-|қазан,|2024"),
        ("11.07-09.09.24", "09.09.24", "11.07-|09.09.24"),
        ("80%-дан кем емес", "80%-дан", "80%-дан|кем|емес"),
        ("әр шарадан 4/1", "әр шарадан", "әр шарадан|4/1"),
        ("организация/человек", "организация/", "организация/|человек"),
        # Groups of digits hold together, and part between groups where they cannot.
        ("бюджеті 7 000 000", "7 000 000 ", "бюджеті|7 000 000"),
        ("1 000 000 000", "000 000 ", "1 000 |000 000"),
        ("7 000 000 000 000", "000 000 ", "7 000 |000 000 |000"),
        ("шамамен 85 %", "шамамен", "шамамен|85 %"),
        ("бұйрық № 17", "бұйрық №", "бұйрық|№ 17"),
        ("сомасы 100 ₸", "сомасы 10", "сомасы|100 ₸"),
        ("сомасы 300 000 теңге", "сомасы 300 000", "сомасы|300 000 теңге"),
        ("300 000 тенге", "300 000 ", "300 000 |тенге"),
        ("жыл 2024 ж.", "жыл 2024", "жыл|2024 ж."),
        # A dash never begins a line.
        ("мақсат – білім", "мақсат –", "мақсат –|білім"),
        ("Мақсаты ауыл – білім", "Мақсаты ауыл", "Мақсаты|ауыл – білім"),
        # Capitals and names of mixed case have syllables too, but only when nothing else helps.
        ("СЕМИНАРЛАРДЫҢ", "СЕМИНА-", "СЕМИ-|НАРЛАР-|ДЫҢ"),
        ("АУЫЛ СОТЫНЫҢ", "АУЫЛ СОТ", "АУЫЛ|СОТЫНЫҢ"),
        ("«ҚазақстанТеміржолы»", "ТемірТемір", "«Қазақ-|станТемір-|жолы»"),
    ],
)
def test_places_where_a_typist_breaks(text, fits, lines):
    width = sum(shape_text(letter, REGULAR).width for letter in fits) * SIZE + 0.5
    said = "|".join(set_text(text, width))
    assert said.replace(SOFT_HYPHEN, "-") == lines


def test_a_word_of_seventy_letters_without_vowels():
    lines = set_text("бвгджз" * 12, NARROWEST)
    assert squeeze("".join(lines)) == "бвгджз" * 12
    assert all(len(line) >= 5 for line in lines[:-1])


def test_an_address_of_three_hundred_letters():
    address = "https://example.org/" + "жоба/есеп-2024_қосымша?x=1&y=2;" * 10
    assert len(address) > 300
    for width in (NARROWEST, 80, 200):
        lines = set_text(address, width)
        assert squeeze("".join(lines)) == address
        assert SOFT_HYPHEN not in "".join(lines), "a hyphen inside an address is a lie"


def test_a_letter_of_an_address_stays_whole():
    """«%D2%9A» is one letter; half of its code leads nowhere when it is typed again."""
    lines = set_text("https://kk.wikipedia.org/wiki/" + "%D2%9A%D0%B0%D0%B7" * 6, 60)
    assert len(lines) > 5
    for line in lines:
        assert re.fullmatch(r"(?:[^%]|%[0-9A-F]{2})*", line)


def test_a_mailbox_moves_whole_where_a_line_can_hold_it():
    lines = set_text("Байланыс: +7 700 000 00 00, zhetisu-bastamasy@example.org", 160)
    assert lines[-1] == "zhetisu-bastamasy@example.org"


def test_centred_cells_break_only_what_their_column_cannot_hold():
    def set_head(words: str, width: float) -> list[str]:
        head = Paragraph((Span(words),), "ru", "cell", "center")
        return [say(line.line) for line in set_paragraph(head, width, SIZE)]

    assert set_head("Дата проведения", 54) == ["Дата", "проведения"]
    assert set_head("Дата проведения", 40) == ["Дата", f"прове{SOFT_HYPHEN}", "дения"]


def test_a_paragraph_does_not_end_in_a_stub():
    """Seen in the sample: «… на три рубри-|ки:»."""
    text = "до конца ноября они велись на казахском и русском языках по трём рубрикам"
    for width in range(200, 420):
        lines = set_text(text, float(width), "ru", hyphen_gap=26.0)
        if len(lines) > 1 and lines[-2].endswith(SOFT_HYPHEN):
            assert len(lines[-1]) > 3, (width, lines[-2:])


def test_at_most_two_hyphens_in_a_row():
    texts = [task.long_term_result.kk for task in read_sample().project.tasks]
    for text in texts:
        for width in (60.0, 70.0, 86.0):
            lines = set_text(text, width)
            in_a_row = 0
            for line in lines:
                in_a_row = in_a_row + 1 if line.endswith(SOFT_HYPHEN) else 0
                # A word that no line can hold may add one.
                assert in_a_row <= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_hyphen_of_the_sample_stands_at_a_syllable(sample_papers, language):
    marked = sample_papers[language].marked
    assert marked.count(SOFT_HYPHEN) > 100
    assert misplaced_hyphens(marked, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_sample_is_broken_over_two_pages(sample_papers, language):
    for page in sample_papers[language].pages:
        assert not page.body[-1].text.endswith(SOFT_HYPHEN)
