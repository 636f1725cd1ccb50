"""Whole reports of nasty projects: nothing lost, nothing torn, nothing alone, names told again."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grantee_app.form.catalogue import choose_report_form
from grantee_app.language.message import LANGUAGES
from grantee_app.records import Organization, Project, ProjectFile
from grantee_app.records.base import NO_TEXT
from tests.core.report.projects import (
    both,
    make_activity,
    make_event,
    make_indicator,
    make_project,
    make_task,
    print_project,
)
from tests.core.report.reading import Paper, squeeze
from tests.core.report.tidiness import find_flaws
from tests.core.store.arbitrary import project_files

TEXT = (
    "қоғамдық бақылау ауыл тұрғындарының құқықтық сауаттылығын арттыру мақсатында өткізілген "
    "іс-шаралар облыстың барлық аудандарын қамтыды"
)
CONTINUED = {"kk": "(жалғасы)", "ru": "(продолжение)"}


def tell(count: int) -> str:
    words = TEXT.split()
    return " ".join(words[index % len(words)] for index in range(count))


def count_words(count: int) -> str:
    """Return so many words that can be told apart."""
    return " ".join(f"с{index}" for index in range(count))


def find_counted(paper: Paper) -> list[int]:
    return [int(number) for number in re.findall(r"\bс(\d+)\b", paper.text)]


def make_empty() -> ProjectFile:
    return ProjectFile(
        format="bastama-project",
        schema_version=1,
        organization=Organization(name=NO_TEXT),
        project=Project(title=NO_TEXT),
    )


def make_sixty() -> ProjectFile:
    indicators = [make_indicator(f"{n}-көрсеткіш {tell(n % 7 + 1)}", n, n) for n in range(1, 61)]
    activity = make_activity("Алпыс көрсеткіш", *indicators, short_term_result=both(tell(200)))
    return make_project(make_task("Үлкен міндет", activity, long_term_result=both(tell(400))))


def make_marathon() -> ProjectFile:
    narrative = both(count_words(5_000))
    activity = make_activity("Іс-шара", make_indicator("К"), short_term_result=narrative)
    return make_project(
        make_task("Міндет", activity), answers={"achieved_result": both(tell(3_000))}
    )


def make_long_names() -> ProjectFile:
    activity = make_activity(tell(300), make_indicator(count_words(300)), make_indicator("б"))
    return make_project(make_task(tell(300), activity), make_task(tell(40)))


def make_gaps() -> ProjectFile:
    return make_project(
        make_task("Іс-шарасыз"),
        make_task("Көрсеткішсіз", make_activity("Бос"), make_activity("Бос екінші")),
        make_task("Жалғыз", make_activity("Бір", make_indicator("Көрсеткіш"))),
    )


def make_crowd() -> ProjectFile:
    activities = (
        make_activity(f"Шара {n}", make_indicator(f"к{n}"), narrative=both(tell(n % 30 + 5)))
        for n in range(400)
    )
    return make_project(make_task("Міндет", *activities))


def make_lists() -> ProjectFile:
    """Texts with every mark, in odd orders and at odd lengths."""
    text = "\n".join(
        [
            *("## Басы", "- бір", "  - ішкі", "1. бірінші", "2) екінші", "| а | ә |", "| б |"),
            *("## Соңы", tell(150), "100) жүзінші", "| |", "- " + tell(60)),
            "[сілтеме](https://example.org/a) мен https://example.org/" + "ә" * 300,
            *("## Тақырып",) * 3,
        ]
    )
    answers = dict.fromkeys(("deviation", "goal_evidence", "changes", "story.start"), both(text))
    events = [make_event(date(2024, 5, n), narrative=both(text)) for n in range(1, 6)]
    return make_project(
        make_task("М", make_activity("І", narrative=both(text), held=events)), answers=answers
    )


MAKERS = {
    maker.__name__.removeprefix("make_"): maker
    for maker in (
        *(make_empty, make_sixty, make_marathon, make_long_names),
        *(make_gaps, make_crowd, make_lists),
    )
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_is_tidy(sample_papers, language):
    assert find_flaws(sample_papers[language]) == []


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nasty_projects_are_tidy_too(name, language):
    paper = print_project(MAKERS[name](), language)
    flaws = find_flaws(paper)
    if name == "long_names":
        # A heading of 300 words runs over the page, which is no heading left alone.
        flaws = [flaw for flaw in flaws if not flaw.startswith(("page 1:", "page 2:"))]
    assert flaws == []
    for number, page in enumerate(paper.pages, start=1):
        assert page.number == (
            f"{number} / {len(paper.pages)} бет"
            if language == "kk"
            else f"стр. {number} из {len(paper.pages)}"
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_sixty_indicators_run_over_pages_under_their_names(language):
    paper = print_project(make_sixty(), language)
    head = {"kk": "Міндет шеңберіндегі іс-шаралар", "ru": "Мероприятия в рамках задачи"}[language]
    pages = [page for page in paper.pages if squeeze(head) in squeeze(page.text)]
    assert len(pages) > 4
    for page in pages[1:]:
        # Task and activity, each told again with the same mark.
        assert page.text.count(CONTINUED[language]) == 2
    assert CONTINUED[language] not in pages[0].text
    text = squeeze("".join(page.text for page in pages))
    numbers = [int(number) for number in re.findall(r"(\d+)-көрсеткіш", text)]
    # Squeezed, a fact of 1 may stand before the next title's number: only the order of ends counts.
    assert len(numbers) == 60
    assert all(str(number).endswith(str(place)) for place, number in enumerate(numbers, start=1))


def test_five_thousand_words_in_one_cell_are_all_there_and_in_order():
    paper = print_project(make_marathon())
    assert find_counted(paper) == list(range(5_000))


def test_three_hundred_words_of_a_name_are_told_where_they_fit():
    paper = print_project(make_long_names())
    assert find_counted(paper) == list(range(300))
    # The headings of task and activity; in the table other columns stand between its parts.
    assert squeeze(paper.text).count(squeeze(tell(300))) == 2


def test_four_hundred_activities_stand_in_order():
    paper = print_project(make_crowd())
    numbers = [int(n) for n in re.findall(r"\d+-іс-шара\. Шара (\d+)", paper.text)]
    assert numbers == list(range(400))


def test_what_is_empty_is_told_by_a_dash():
    text = print_project(make_gaps()).text
    assert "1-міндет. Іс-шарасыз" in text
    assert re.search(r"1-іс-шара\. Бос -", text)
    empty = print_project(make_empty()).text
    assert empty.count(": - ") == 6
    assert empty.startswith("Мемлекеттік грант беру туралы 20__ жылғы «__» ______ № __ Шарттың № 7")


def test_signature_never_stands_alone():
    """Over many lengths of the last text before it."""
    for words in range(0, 400, 25):
        answers = {"partners_analysis": both(tell(words))}
        paper = print_project(make_project(make_task("М"), answers=answers))
        assert find_flaws(paper) == []
        last = paper.pages[-1]
        assert "Ұйым басшысы" in last.text
        assert not last.text.startswith("Ұйым басшысы")


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(project_files(), st.sampled_from(LANGUAGES), st.booleans())
def test_any_project_becomes_a_tidy_report(content, language, with_annex):
    paper = print_project(content, language, with_annex=with_annex)
    assert find_flaws(paper) == []
    sections = choose_report_form(content.project).sections
    if not any(block.kind == "activity_narrative" for part in sections for block in part.blocks):
        # The creative report of a small grant lists what was held, and names no task.
        return
    for task in content.project.tasks:
        shown = re.findall(r"\w+", task.title.written_in(language))
        assert all(word in paper.text for word in shown if word.isascii())
