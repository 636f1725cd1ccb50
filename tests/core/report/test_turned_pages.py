"""Pages of both orientations in one paper, and lines to write on."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from grantee_app.report.document import Document, Gap, Heading, Lines, Paragraph, Span, Turn
from grantee_app.report.pdf.flow import HAND_LINE
from grantee_app.report.pdf.render import render_pdf
from tests.core.report.reading import read_pdf


def say(words: str) -> Paragraph:
    return Paragraph((Span(words),), "kk")


def print_blocks(*blocks, is_landscape: bool = False, page_label: str = "{page} / {pages}"):
    document = Document(
        "Қағаз", "", "kk", is_landscape, page_label, date(2026, 11, 29), tuple(blocks)
    )
    return read_pdf(render_pdf(document).data)


def lie(paper) -> list[bool]:
    return [page.width > page.height for page in paper.pages]


def test_pages_turn_and_are_numbered_through():
    paper = print_blocks(say("бір"), Turn(True), say("екі"), Turn(False), say("үш"))
    assert lie(paper) == [False, True, False]
    assert [page.text for page in paper.pages] == ["бір", "екі", "үш"]
    assert [page.number for page in paper.pages] == ["1 / 3", "2 / 3", "3 / 3"]
    for page in paper.pages:
        (number,) = [run for run in page.runs if "/" in run.text]
        assert 0 < number.left < page.width - 50


@pytest.mark.parametrize("is_landscape", [False, True])
def test_a_turn_to_where_it_lies_already_does_nothing(is_landscape):
    paper = print_blocks(say("бір"), Turn(is_landscape), say("екі"), is_landscape=is_landscape)
    assert [page.text for page in paper.pages] == ["бір екі"]


def test_a_paper_that_begins_turned_has_no_empty_page():
    paper = print_blocks(Turn(True), say("бір"))
    assert lie(paper) == [True]
    assert lie(print_blocks()) == [False]
    assert lie(print_blocks(say("бір"), Turn(True))) == [False]


def test_a_heading_on_a_turned_page_is_found_in_the_outline():
    heading = Heading((Span("Смета"),), "kk", outline="Смета", section="money")
    paper = print_blocks(say("бір"), Turn(True), heading, say("екі"))
    assert paper.outline == ((0, "Смета", 1),)


def test_a_paper_may_have_no_numbers():
    paper = print_blocks(say("бір"), page_label="")
    assert [page.number for page in paper.pages] == [""]


@pytest.mark.parametrize("count", [1, 5, 60])
def test_lines_to_write_on(count):
    paper = print_blocks(say("Мақсат"), Lines(count), Gap(1), say("соңы"))
    rules = [rule for page in paper.pages for rule in page.level_rules]
    assert len(rules) == count
    for page in paper.pages:
        heights = sorted(rule.y1 for rule in page.level_rules)
        assert all(abs(above - below - HAND_LINE) < 0.1 for below, above in pairwise(heights))
        assert len(heights) != 1 or count == 1
