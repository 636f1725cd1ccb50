"""Every label of the form is on paper once, in the order of the form, in both languages."""

from __future__ import annotations

from itertools import pairwise

import pytest

from grantee_app.form import load_form
from grantee_app.language.message import LANGUAGES
from grantee_app.records import Organization, Project, ProjectFile
from grantee_app.records.base import NO_TEXT
from grantee_app.records.project import Winner
from tests.core.report.labels import Label, printed_labels
from tests.core.report.projects import FORM, both, print_project
from tests.core.report.reading import Paper, squeeze

LABELS = list(printed_labels(load_form(*FORM)))
# Shorter ones may stand inside some sentence of the sample by chance.
LONG = 24


@pytest.fixture(scope="module")
def blank_papers() -> dict[str, Paper]:
    """The report of a project in which nothing was filled in but one nameless winner."""
    content = ProjectFile(
        format="bastama-project",
        schema_version=1,
        organization=Organization(name=NO_TEXT),
        project=Project(title=NO_TEXT, winners=[Winner(name=NO_TEXT)]),
    )
    return {language: print_project(content, language) for language in LANGUAGES}


def say_paper(paper: Paper, heads: list[str]) -> str:
    """Return the words of all pages without their numbers and without repeated heads."""
    text = ""
    for page in paper.pages:
        body = squeeze(page.text)
        repeated = (head for head in heads if body.startswith(head) and head in text)
        text += body.removeprefix(next(repeated, ""))
    return text


def join_heads(language: str) -> list[str]:
    """Return the heads of the form's tables, each as one string."""
    heads, before = [""], False
    for label in LABELS:
        if label.is_head:
            heads[-1] += squeeze(label.text.spoken_in(language))
        elif before:
            heads.append("")
        before = label.is_head
    return heads


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blank_report_is_the_form_and_nothing_else(blank_papers, language):
    form = load_form(*FORM)
    read = say_paper(blank_papers[language], join_heads(language))
    header = form.header.spoken_in(language).format(
        date=form.words.blank_date.spoken_in(language),
        number=form.words.blank_number.spoken_in(language),
    )
    assert read.startswith(squeeze(header))
    place = len(squeeze(header))
    for label in LABELS:
        said = squeeze(label.text.spoken_in(language))
        found = read.find(said, place)
        assert found >= 0, f"{label.text.spoken_in(language)!r} is missing or stands too early"
        between = read[place:found]
        assert set(between) <= set(":-0123456789"), f"{between!r} stands before {said!r}"
        place = found + len(said)
    assert read[place:] == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_of_a_full_report_stand_once_and_in_order(sample_papers, language):
    text = squeeze(sample_papers[language].text)
    long_labels = [label for label in LABELS if len(_say(label, language)) > LONG]
    assert len(long_labels) > 40
    places = []
    for label in long_labels:
        said = _say(label, language)
        count = text.count(said)
        if not label.is_head and not _stands_in_another(label, language):
            expected = sum(_say(other, language) == said for other in LABELS)
            assert count == expected, f"{said!r} stands {count} times"
        assert count
        places.append(text.find(said))
    told_once = [
        place
        for label, place in zip(long_labels, places, strict=True)
        if not _stands_in_another(label, language)
        and sum(_say(other, language) == _say(label, language) for other in LABELS) == 1
    ]
    assert all(before < after for before, after in pairwise(told_once))


def _say(label: Label, language: str) -> str:
    return squeeze(label.text.spoken_in(language))


def _stands_in_another(label: Label, language: str) -> bool:
    said = _say(label, language)
    return any(said in _say(other, language) and said != _say(other, language) for other in LABELS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_screen_is_printed(blank_papers, language):
    """Short names, help and unprinted labels are for the window."""
    form = load_form(*FORM)
    printed = {squeeze(label.text.spoken_in(language)) for label in LABELS}
    text = squeeze(blank_papers[language].text)
    for section in form.sections:
        for said in (section.help, *(getattr(block, "help", NO_TEXT) for block in section.blocks)):
            words = squeeze(said.spoken_in(language))
            if words and words not in printed:
                assert words[:60] not in text


def test_labels_in_russian_are_not_those_in_kazakh():
    for label in LABELS:
        if label.text != both("№") and squeeze(label.text.kk) not in {"Индикатор", "факт", "№"}:
            assert label.text.kk != label.text.ru
