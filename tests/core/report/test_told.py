"""Texts in one language only are told in that one and marked; plans are told anew from numbers."""

from __future__ import annotations

from datetime import date

import pytest

from grantee_app.figures import IndicatorFact
from grantee_app.form import load_form
from grantee_app.records import Bilingual, Indicator, Partner, PlannedValue
from grantee_app.records.activity import ParticipantCounts
from grantee_app.report.phrases import phrase_fact, phrase_plan, tell_plan
from grantee_app.report.told import tell_text
from tests.core.report.projects import (
    FORM,
    make_activity,
    make_event,
    make_indicator,
    make_project,
    make_task,
    print_project,
)

WORDS = load_form(*FORM).words
MARK = {"kk": "[орыс тілінде]", "ru": "[на казахском языке]"}
NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("plan", "kk", "ru"),
    [
        ({"target": 10}, "10", "10"),
        ({"target": 7_000_000}, f"7{NBSP}000{NBSP}000", f"7{NBSP}000{NBSP}000"),
        ({"target": 84.5}, "84,5", "84,5"),
        ({"target": 4, "second_target": 1}, "4/1", "4/1"),
        ({"target": 12, "comparison": "at_least"}, "кемінде 12", "не менее 12"),
        ({"target": 3, "comparison": "at_most"}, "ең көбі 3", "не более 3"),
        (
            {"target": 80, "unit": "percent", "comparison": "at_least"},
            "80%-дан кем емес",
            f"не менее 80{NBSP}%",
        ),
        (
            {"target": 5, "unit": "percent", "comparison": "at_most"},
            "5%-дан артық емес",
            f"не более 5{NBSP}%",
        ),
        ({"target": 75, "unit": "percent"}, "75%", f"75{NBSP}%"),
        (
            {"target": 4, "second_target": 1, "per_event": True, "events": 10},
            "әр шарадан 4/1",
            "по 4/1 с каждого мероприятия",
        ),
        (
            {"target": 2, "per_event": True, "comparison": "at_least"},
            "әр шарадан кемінде 2",
            "не менее 2 с каждого мероприятия",
        ),
        ({}, "", ""),
    ],
)
def test_phrases_of_a_plan(plan, kk, ru):
    value = PlannedValue(**plan)
    assert phrase_plan(value, "kk", WORDS) == kk
    assert phrase_plan(value, "ru", WORDS) == ru


def test_a_plan_as_written_goes_before_its_numbers():
    indicator = Indicator(
        title=Bilingual(kk="К"),
        plan_text=Bilingual(kk="барлығы 400 адамнан кем емес"),
        plan=PlannedValue(target=400, comparison="at_least"),
    )
    assert tell_plan(indicator, "kk", WORDS).text == "барлығы 400 адамнан кем емес"
    told = tell_plan(indicator, "ru", WORDS)
    assert (told.text, told.mark) == ("не менее 400", "")


def test_a_plan_without_numbers_is_quoted_in_its_own_language():
    indicator = Indicator(title=Bilingual(kk="К"), plan_text=Bilingual(kk="мүмкіндігінше"))
    told = tell_plan(indicator, "ru", WORDS)
    assert (told.text, told.language, told.mark) == ("мүмкіндігінше", "kk", "на казахском языке")


@pytest.mark.parametrize(
    ("fact", "indicator", "kk", "ru"),
    [
        (IndicatorFact(), {}, "-", "-"),
        (IndicatorFact(counted=0), {}, "0", "0"),
        (IndicatorFact(counted=5, typed=7), {}, "7", "7"),
        (IndicatorFact(counted=60, counted_second=10), {}, "60/10", "60/10"),
        (IndicatorFact(counted=84.3), {"counted_from": "satisfaction"}, "84,3%", f"84,3{NBSP}%"),
        (IndicatorFact(typed=1), {"note": Bilingual(kk="602", ru="602")}, "1 (602)", "1 (602)"),
        (
            IndicatorFact(typed=1),
            {"note": Bilingual(ru="экз.")},
            "1 ([орыс тілінде] экз.)",
            "1 (экз.)",
        ),
    ],
)
def test_phrases_of_a_fact(fact, indicator, kk, ru):
    asked = Indicator(title=Bilingual(kk="К"), **indicator)
    assert phrase_fact(asked, fact, "kk", WORDS) == kk
    assert phrase_fact(asked, fact, "ru", WORDS) == ru


def test_blank_is_as_good_as_nothing():
    assert tell_text(Bilingual(kk="  \n", ru="есть"), "kk", WORDS).mark == "орыс тілінде"
    assert tell_text(Bilingual(kk=" ", ru="\n"), "kk", WORDS).text == ""


ONE_SIDED = (
    "тақырып1 орын1 әңгіме1 нәтиже1 шара1 көрсеткіш1 ескертпе1 әңгіме2 тізім1 нәтиже2 міндет1 "
    "нәтиже3 серік1 рөл1 ауытқу1 басы1 мақсат1"
)


def make_one_sided(language: str):
    """A project all of whose texts are in one language, each with a word of its own."""

    def say(word: str) -> Bilingual:
        return Bilingual(**{language: word})

    event = make_event(
        date(2024, 5, 6),
        title=say("тақырып1"),
        place=say("орын1"),
        narrative=say("әңгіме1"),
        result=say("нәтиже1"),
        participants=ParticipantCounts(total=1_234),
    )
    activity = make_activity(
        say("шара1"),
        make_indicator(say("көрсеткіш1"), plan=1_500, fact=2_000, note=say("ескертпе1")),
        held=[event],
        narrative=say("әңгіме2\n- тізім1"),
        short_term_result=say("нәтиже2"),
    )
    task = make_task(say("міндет1"), activity, long_term_result=say("нәтиже3"))
    partner = Partner(name=say("серік1"), role=say("рөл1"))
    answers = {"deviation": say("ауытқу1"), "story.start": say("басы1")}
    return make_project(task, answers=answers, goal=say("мақсат1"), partners=[partner])


@pytest.mark.parametrize(("written", "printed"), [("ru", "kk"), ("kk", "ru")])
def test_every_text_of_the_other_language_is_there_with_its_mark(written, printed):
    content, words = make_one_sided(written), ONE_SIDED.split()
    text = print_project(content, printed).text
    for word in words:
        assert word in text, word
    # Titles stand in the narrative and in the table; the list belongs to its text.
    marked = [word for word in words if word != "тізім1"] + ["шара1", "міндет1", "орын1"]
    assert text.count(MARK[printed]) == len(marked)
    assert MARK[printed] not in print_project(content, written).text


def test_marked_texts_keep_their_numbers_in_the_report_s_form():
    text = print_project(make_one_sided("ru"), "kk").text
    assert f"1{' '}234 адам" in text
    assert "1 500 2 000" in text
