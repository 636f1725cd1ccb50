"""The figures at a glance: the sample by the numbers counted by hand, and small projects."""

from __future__ import annotations

from datetime import date

from grantee_app.figures.overview import (
    Overview,
    Spent,
    Tolerance,
    choose_indicators,
    count_planned_events,
    gather_overview,
)
from grantee_app.records import Bilingual
from tests.core.checks.soundness import (
    AFTER,
    DURING,
    Data,
    both,
    held,
    indicator,
    make_activity,
    make_indicator,
    make_sound,
    planned,
    project,
)
from tests.core.checks.states import make_empty, make_state, read_sample_state

DAY = date(2024, 11, 12)


def gather(data: Data, today: date = AFTER) -> Overview:
    return overview_of(make_state(data, today))


def overview_of(state) -> Overview:
    return gather_overview(state.project, state.figures, state.form, state.answers, state.today)


def test_the_sample_at_a_glance():
    found = overview_of(read_sample_state(DAY))
    # 602 + 424 + 50; five more came to the presentation, which does not count.
    assert (found.beneficiaries.count, found.beneficiaries.plan) == (1_076, 1_000)
    assert (found.beneficiaries.visits, found.beneficiaries.is_at_most) == (1_081, False)
    # 1 + 10 + 10 + 1 + 1 + 1 + 1 + 1 + 1 + 1; the log holds the stages of the contest apart.
    assert (found.held.held, found.held.planned, found.held.in_log) == (28, 28, 31)
    assert found.money == Spent(7_000_000, 7_000_000, 100)
    assert (found.places.count("city"), found.places.count("district")) == (2, 8)
    assert (found.evidence, found.incomplete) == (529, 0)


def test_the_sample_reaches_the_places_of_its_table():
    places = overview_of(read_sample_state(DAY)).places.places
    by_name = {place.name.ru: (place.activities, place.heads) for place in places}
    # Seminar 58 and fair 41.
    assert by_name["город Текели"] == (2, 99)
    assert by_name["Кербулакский район"] == (2, 57 + 40)
    # Presentation, seminar, fair, forum, the commission, the public presentation.
    assert by_name["город Талдыкорган"][1] == 5 + 72 + 48 + 50


def test_the_make_up_of_the_sample():
    found = overview_of(read_sample_state(DAY)).make_up
    assert [group.heads for group in found.ages] == [0, 27, 38, 63, 346, 597, 5]
    assert found.ages[0].label == Bilingual(kk="13-16 жас", ru="13-16 лет")
    assert [group.heads for group in found.genders] == [689, 387]
    assert [table.heads for table in found.totals] == [1_076] * 3
    assert found.is_agreed


def test_tables_that_differ_do_not_agree():
    data = make_sound()
    held(data)["participants"]["age"] = {"17-22": 3}
    found = gather(data).make_up
    assert [table.heads for table in found.totals] == [10, 10, 3]
    assert not found.is_agreed


def test_indicators_of_the_sample_meet_their_plan():
    rows = overview_of(read_sample_state(DAY)).indicators
    # 4 + 9 + 10 + 4 + 5 + 2 + 14 + 10 + 4 + 3
    assert len(rows) == 65
    by_title = {(row.planned.title.ru, row.indicator.title.ru): row for row in rows}
    photos = by_title["Семинары по правовой грамотности", "Фото/видеоотчёт"]
    assert (photos.plan, photos.fact, photos.percent) == ((60, 10), (60, 10), 100)
    rate = by_title["Семинары по правовой грамотности", "Уровень удовлетворённости участников"]
    assert (rate.unit, rate.plan[0], rate.fact[0], rate.tone) == ("percent", 80, 84, "ok")
    media = by_title["Открытая презентация проекта", "Публикация в СМИ"]
    # Six times its plan, and a word about it is written.
    assert (media.percent, media.tone) == (600, "ok")
    assert {row.tone for row in rows if row.percent is not None} == {"ok"}


def test_a_shortfall_counts_once_its_days_are_over():
    data = make_sound()
    indicator(data).update(plan={"target": 4}, plan_text=both("4"))
    assert (gather(data).indicators[0].percent, gather(data).indicators[0].tone) == (25, "warn")
    planned(data)["ends_on"] = "2024-08-01"
    assert gather(data, DURING).indicators[0].tone == ""
    planned(data)["ends_on"] = "2024-05-20"
    indicator(data)["deviation"] = both("Себебі бар")
    assert gather(data).indicators[0].tone == ""


def test_how_far_a_fact_may_stray_is_a_setting():
    data = make_sound()
    indicator(data).update(plan={"target": 4}, plan_text=both("4"))
    state = make_state(data)
    given = (state.project, state.figures, state.form, state.answers, state.today)
    assert gather_overview(*given, Tolerance(shortfall_percent=75)).indicators[0].tone == "ok"
    assert gather_overview(*given, Tolerance(shortfall_percent=74)).indicators[0].tone == "warn"


def test_what_differs_is_shown_first_and_each_activity_before_a_second_of_one():
    data = make_sound()
    planned(data)["indicators"] = [
        make_indicator(id=f"i{number}", plan={"target": 1}) for number in range(5)
    ]
    planned(data)["indicators"].append(make_indicator(id="far", plan={"target": 9}))
    other = {**planned(data), "id": "other", "held": [make_activity(id="second")]}
    other["indicators"] = [make_indicator(id="o", plan={"target": 1})]
    project(data)["tasks"][0]["activities"].append(other)
    rows = choose_indicators(gather(data).indicators, 2)
    assert [row.indicator.id for row in rows] == ["far", "o"]
    assert len(choose_indicators(gather(data).indicators, 100)) == 7


def test_events_are_promised_by_number_but_not_by_winners():
    data = make_sound()
    seminars = make_indicator(
        counted_from="evidence",
        evidence_kind="photo",
        plan={"target": 6, "per_event": True, "events": 10},
    )
    planned(data)["indicators"] = [seminars]
    state = make_state(data)
    assert count_planned_events(state.project.tasks[0].activities[0]) == 10
    planned(data)["indicators"].append(make_indicator(id="w", counted_from="winners"))
    state = make_state(data)
    assert count_planned_events(state.project.tasks[0].activities[0]) == 1


def test_an_empty_project_is_all_zeros():
    found = overview_of(make_empty(DAY))
    assert (found.beneficiaries.count, found.beneficiaries.plan) == (0, None)
    assert (found.held.held, found.held.planned) == (0, 0)
    assert found.money == Spent(0, 0, None)
    assert found.indicators == found.gaps == found.places.places == []
    assert found.make_up.is_agreed


def test_a_project_of_people_knows_an_upper_limit():
    data = make_sound()
    project(data)["counting_basis"] = "people"
    assert gather(data).beneficiaries.is_at_most
