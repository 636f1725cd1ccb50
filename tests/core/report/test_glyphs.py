"""Whatever is typed or pasted stands on paper: as it is, spelled out, or invisible by nature."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grantee_app.report.document import Document, Heading, Paragraph, Span
from grantee_app.report.pdf.fonts import BOLD, BOLD_ITALIC, ITALIC, REGULAR
from grantee_app.report.pdf.render import render_pdf
from tests.core.report.reading import Paper, read_pdf, squeeze

KAZAKH = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"
STANDARD_FACES = ("Helvetica", "Times", "Courier", "Symbol", "ZapfDingbats", "Arial")


def print_text(text: str, **look: bool) -> Paper:
    paragraph = Paragraph((Span(text, **look),), "kk", align="left")
    return read_pdf(render_pdf(make_document(paragraph)).data)


def make_document(*blocks, title: str = "Есеп", author: str = "Ұйым") -> Document:
    return Document(title, author, "kk", True, "{page} / {pages}", date(2024, 12, 5), blocks)


@pytest.mark.parametrize(
    ("look", "face"),
    [
        ({}, REGULAR),
        ({"is_bold": True}, BOLD),
        ({"is_italic": True}, ITALIC),
        ({"is_bold": True, "is_italic": True}, BOLD_ITALIC),
    ],
)
def test_all_kazakh_letters_in_every_look(look, face):
    letters = KAZAKH + KAZAKH.lower()
    assert len(KAZAKH) == 42
    paper = print_text(letters, **look)
    assert paper.text == letters
    assert {run.face for run in paper.body} == {face.removesuffix("-Regular")}


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("100 ₸ ✓ №5 § ± ½ “x” „y“ — …", "100 ₸ ✓ №5 § ± ½ “x” „y“ — …"),
        ("5\u2011ші сынып", "5-ші сынып"),
        ("Керемет 😀🎉 👍🏽 1\ufe0f\u20e3", "Керемет 😀🎉 👍 1"),
        ("Отбасы 👩\u200d👩\u200d👧", "Отбасы 👩👩👧"),
        ("Ту 🇰🇿 ❤\ufe0f", "Ту 🇰🇿 ❤"),
        ("中文 한", "[U+4E2D][U+6587] [U+D55C]"),
        ("हि \U00020000", "[U+0939][U+093F] [U+20000]"),
        ("\ue000 \uffff", "[U+E000] [U+FFFF]"),
        ("а\x00б\x07в\x1bг\x7fд", "а[U+0000]б[U+0007]в[U+001B]г[U+007F]д"),
        ("жол\x0bжол\x85жол\u2029жол\tжол", "жол жол жол жол жол"),
        ("жарты \ud83d бүтін \ud83d\ude00", "жарты [U+D83D] бүтін 😀"),
        ("й\u0306 емес, и\u0306 мен е\u0308", "й\u0306 емес, й мен ё"),
        ("көрін\u200bбей\u2060тін\ufeff \u202eбағыт\u202c", "көрінбейтін бағыт"),
        ("𝐀 ﬁ ㎡", "A fi m2"),
        ("а\u00adб", "аб"),
    ],
)
def test_characters_no_report_face_has(typed, printed):
    assert squeeze(print_text(typed).text) == squeeze(printed)


def test_arabic_is_printed():
    paper = print_text("سلام")
    assert sorted(paper.text) == sorted("سلام")


@settings(max_examples=60)
@given(st.text(st.characters(), max_size=40), st.booleans())
def test_no_text_stops_a_pdf_and_no_letter_is_lost(text, is_bold):
    # A space of its own keeps pdfium from guessing at directions and joints between the words.
    paper = print_text("я" + text + "Я", is_bold=is_bold)
    printed = "".join(run.text for run in paper.body)
    for letter in text:
        if letter in KAZAKH + KAZAKH.lower() + "0123456789abcXYZ":
            assert letter in printed
    assert printed.startswith("я")
    assert printed.endswith("Я")


@settings(max_examples=25)
@given(st.text(st.characters(), max_size=30))
def test_no_text_stops_the_description_of_a_pdf(text):
    heading = Heading((Span("х"),), "kk", outline=f"ә{text}")
    data = render_pdf(make_document(heading, title=f"ә{text}", author=f"ә{text}")).data
    paper = read_pdf(data)
    assert paper.title.startswith("ә")
    assert paper.author.startswith("ә")
    assert [title[:1] for _level, title, _page in paper.outline] == ["ә"]


def test_fonts_are_embedded_as_subsets_and_no_standard_font_is_named():
    paper = print_text("Қазақ ₸ 🦊 \u2011", is_bold=True)
    assert len(paper.faces) == 4  # the page's number is in the regular face
    for face in paper.faces:
        assert re.fullmatch(r"[A-Z]{6}\+[\w-]+", face), face
        assert not face[7:].startswith(STANDARD_FACES)
    assert paper.data.count(b"/FontFile2") == len(paper.faces)


def test_the_sample_s_fonts(sample_papers):
    for paper in sample_papers.values():
        assert paper.faces
        assert all(re.fullmatch(r"[A-Z]{6}\+LiberationSerif[\w-]*", face) for face in paper.faces)
        assert paper.data.count(b"/FontFile2") == len(paper.faces)
