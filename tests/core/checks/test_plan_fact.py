"""What differs from the plan is explained, what was promised was done and measured."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.checks.soundness import (
    BEFORE,
    DURING,
    assert_says,
    both,
    check,
    codes,
    find,
    find_one,
    indicator,
    make_activity,
    make_indicator,
    make_sound,
    planned,
    project,
    say,
    write,
)


def type_fact(data, value, second=None, **plan):
    """Make the indicator one whose fact only a person can tell."""
    indicator(data).update(
        counted_from="typed",
        fact={"value": value, "second_value": second},
        plan=plan,
        plan_text=both(""),
    )


def explain(data):
    write(data, "deviation", "Қар көп жауды.", "kk")
    write(data, "deviation", "Выпало много снега.", "ru")


# ------------------------------------------------------------------ deviations


def test_a_fact_below_its_plan_asks_for_a_reason():
    data = make_sound()
    indicator(data).update(plan={"target": 3}, plan_text=both("3"))
    found = find_one(data, "plan_fact.shortfall")
    assert (found.severity, found.place) == ("warning", "indicators/indicator")
    assert_says(
        found,
        kk="Тренинг (Тренингтер): жоспар – 3, факт – 1. Неге кем екенін түсіндіріңіз.",
        ru="Тренинги (Тренинги): план – 3, факт – 1. Объясните, почему меньше.",
    )


def test_a_shortfall_is_no_matter_until_the_activity_is_over():
    data = make_sound()
    indicator(data).update(plan={"target": 3}, plan_text=both("3"))
    assert codes(data, date(2024, 5, 20)) == []
    assert codes(data, date(2024, 5, 21)) == ["plan_fact.shortfall"]


def test_a_fact_far_above_its_plan_asks_for_a_reason():
    data = make_sound()
    type_fact(data, 25, target=20, unit="percent")
    found = find_one(data, "plan_fact.excess")
    assert (found.severity, found.place) == ("warning", "indicators/indicator")
    assert_says(
        found,
        kk=(
            "Тренинг (Тренингтер): жоспар – 20%, факт – 25%, жоспардан 20%-дан астам артық. "
            "Себебін түсіндіріңіз."
        ),
        ru=(
            "Тренинги (Тренинги): план – 20 %, факт – 25 %, больше плана более чем на 20 %. "
            "Объясните почему."
        ),
    )


def test_more_than_the_most_that_was_planned():
    data = make_sound()
    type_fact(data, 11, target=10, comparison="at_most")
    found = find_one(data, "plan_fact.excess")
    assert_says(
        found,
        kk="Тренинг (Тренингтер): жоспар – ең көбі 10, факт – 11. Неге артық екенін түсіндіріңіз.",
        ru="Тренинги (Тренинги): план – не больше 10, факт – 11. Объясните, почему больше.",
    )
    type_fact(data, 2, target=10, comparison="at_most")
    assert check(data) == []


@pytest.mark.parametrize(
    ("fact", "plan", "code"),
    [
        ((12, None), {"target": 10}, ""),
        ((13, None), {"target": 10}, "plan_fact.excess"),
        ((79.9, None), {"target": 80, "comparison": "at_least", "unit": "percent"}, "shortfall"),
        ((84.5, None), {"target": 80, "comparison": "at_least", "unit": "percent"}, ""),
        ((40, 9), {"target": 4, "second_target": 1, "per_event": True, "events": 10}, "shortfall"),
        ((40, 10), {"target": 4, "second_target": 1, "per_event": True, "events": 10}, ""),
        # «From each» without a number of events: the one that was held.
        ((4, 1), {"target": 4, "second_target": 1, "per_event": True}, ""),
        ((3, 1), {"target": 4, "second_target": 1, "per_event": True}, "shortfall"),
        ((5, None), {"target": 0}, "plan_fact.excess"),
        ((0, None), {"target": 0}, ""),
    ],
)
def test_what_is_a_deviation(fact, plan, code):
    data = make_sound()
    type_fact(data, *fact, **plan)
    found = [entry.code for entry in check(data) if entry.code != "plan_fact.deviation_text"]
    assert [entry.removeprefix("plan_fact.") for entry in found] == (
        [code.removeprefix("plan_fact.")] if code else []
    )


@given(st.integers(0, 500), st.integers(0, 500))
def test_deviation_is_any_shortfall_or_a_fifth_too_much(plan, fact):
    data = make_sound()
    type_fact(data, fact, target=plan)
    told = {entry.code for entry in check(data)} - {"plan_fact.deviation_text"}
    if fact < plan:
        assert told == {"plan_fact.shortfall"}
    elif fact * 5 > plan * 6:
        assert told == {"plan_fact.excess"}
    else:
        assert told == set()


def test_a_reason_on_the_indicator_or_in_the_form_is_enough():
    data = make_sound()
    type_fact(data, 1, target=3)
    indicator(data)["deviation"] = both("Қар жауды.", "Шёл снег.")
    assert codes(data) == ["plan_fact.deviation_text"]
    indicator(data)["deviation"] = both("")
    explain(data)
    assert check(data) == []


def test_the_form_wants_its_text_on_deviations_once():
    data = make_sound()
    type_fact(data, 1, target=3)
    planned(data)["indicators"].append(
        make_indicator(id="more", title=both("Кітапша", "Брошюры"), plan={"target": 7})
        | {"plan_text": both("7")}
    )
    found = find_one(data, "plan_fact.deviation_text")
    assert (found.severity, found.place) == ("error", "indicators/deviation")
    assert_says(
        found,
        kk=(
            "2 индикатордың факті жоспардан өзгеше (Тренинг: 3 → 1; Кітапша: 7 → 1), бірақ "
            "ауытқудың негіздемесі жазылмаған."
        ),
        ru=(
            "2 индикатора отличаются от плана (Тренинги: 3 → 1; Брошюры: 7 → 1), но обоснование "
            "отклонений не написано."
        ),
    )
    assert "plan_fact.deviation_text" not in codes(data, DURING)


@pytest.mark.parametrize("denial", ["Ауытқу жоқ.", "Жоспардан ауытқулар болған жоқ"])
def test_no_deviation_is_not_said_when_there_is_one(denial):
    data = make_sound()
    type_fact(data, 1, target=3)
    write(data, "deviation", denial, "kk")
    write(data, "deviation", "Отклонений от плана нет.", "ru")
    found = find_one(data, "plan_fact.denied_deviation")
    assert (found.severity, found.place) == ("error", "indicators/deviation")
    assert_says(
        found,
        kk="Есепте жоспардан ауытқу жоқ делінген, бірақ 1 индикатор ауытқыған: Тренинг: 3 → 1.",
        ru=(
            "В отчёте сказано, что отклонений нет, но 1 индикатор отклоняется от плана: "
            "Тренинги: 3 → 1."
        ),
    )
    write(data, "deviation", "Бір тренинг өтті, басқа ауытқу жоқ.", "kk")
    write(data, "deviation", "Прошёл один тренинг, других отклонений нет.", "ru")
    assert check(data) == []


def test_no_deviation_may_be_said_when_there_is_none():
    data = make_sound()
    write(data, "deviation", "Ауытқу жоқ.", "kk")
    write(data, "deviation", "Отклонений нет.", "ru")
    assert check(data) == []


# ------------------------------------------------------------------ facts


def test_a_typed_fact_beside_another_counted_one():
    data = make_sound()
    indicator(data)["fact"] = {"value": 2}
    indicator(data)["plan"] = {"target": 2}
    indicator(data)["plan_text"] = both("2")
    found = find_one(data, "plan_fact.disputed")
    assert (found.severity, found.place) == ("warning", "indicators/indicator")
    assert_says(
        found,
        kk=(
            "Тренинг (Тренингтер): қолмен 2 жазылған, ал жазбаларда – 1. Себебін жазыңыз немесе "
            "қолмен жазылған санды өшіріңіз."
        ),
        ru=(
            "Тренинги (Тренинги): вручную указано 2, а по записям – 1. Напишите причину или "
            "удалите введённое число."
        ),
    )
    indicator(data)["fact"]["reason"] = both("Бірі жазылмады.", "Один не записан.")
    found = find_one(data, "plan_fact.disputed")
    assert found.severity == "note"
    assert_says(
        found,
        kk=(
            "Тренинг (Тренингтер): қолмен 2 жазылған, себебі көрсетілген, ал жазбаларда – 1. "
            "Есепке 2 басылады."
        ),
        ru="Тренинги (Тренинги): вручную указано 2 с причиной, а по записям – 1. В отчёт идёт 2.",
    )
    indicator(data)["fact"] = {"value": 1}
    indicator(data)["plan"] = {"target": 1}
    indicator(data)["plan_text"] = both("1")
    assert check(data) == []


def test_a_plan_without_a_fact():
    data = make_sound()
    type_fact(data, None, target=4, second_target=1)
    found = find_one(data, "plan_fact.no_fact")
    assert (found.severity, found.place) == ("warning", "indicators/indicator")
    assert_says(
        found,
        kk="Тренинг (Тренингтер): жоспар – 4/1, факт әлі жоқ.",
        ru="Тренинги (Тренинги): план – 4/1, факта ещё нет.",
    )
    assert codes(data, BEFORE) == []
    type_fact(data, 4, target=4, second_target=1)
    assert codes(data) == ["plan_fact.no_fact"]
    type_fact(data, 4, 1, target=4, second_target=1)
    assert check(data) == []


# ------------------------------------------------------------------ activities and tasks


def test_a_planned_activity_that_was_not_held_is_told_once():
    data = make_sound()
    planned(data)["id"] = "other"
    project(data)["tasks"][0]["activities"].append(
        {
            "id": "forum",
            "title": both("Форум", "Форум"),
            "starts_on": "2024-07-01",
            "indicators": [make_indicator(id="guests"), make_indicator(id="press")],
        }
    )
    found = find_one(data, "plan_fact.not_held")
    assert (found.severity, found.place) == ("warning", "indicators/forum")
    assert_says(
        found,
        kk=(
            "Форум: 01.07.2024 күніне дейін жоспарланған, бірақ журналда өткізілгені туралы "
            "жазба жоқ."
        ),
        ru="Форум: запланировано до 01.07.2024, но в журнале нет записи о проведении.",
    )
    assert codes(data) == ["plan_fact.deviation_text", "plan_fact.not_held"]
    assert codes(data, DURING) == []
    assert codes(data, date(2024, 7, 1)) == []
    explain(data)
    assert [(entry.code, entry.severity) for entry in check(data)] == [
        ("plan_fact.not_held", "note")
    ]


def test_an_activity_without_days_is_due_with_the_project():
    data = make_sound()
    undated = {"id": "forum", "title": both("Форум", "Форум")}
    project(data)["tasks"][0]["activities"].append(undated)
    assert codes(data, DURING) == []
    assert_says(
        find_one(data, "plan_fact.not_held"),
        kk="Форум: журналда өткізілгені туралы жазба жоқ.",
        ru="Форум: в журнале нет записи о проведении.",
    )


def test_a_task_without_a_long_term_result():
    data = make_sound()
    task = project(data)["tasks"][0]
    task["long_term_result"] = both(" ")
    found = find_one(data, "plan_fact.long_term")
    assert (found.severity, found.place) == ("warning", "indicators/task")
    assert_says(
        found,
        kk="«Білім беру» міндетінің ұзақ мерзімді нәтижесі жазылмаған.",
        ru="У задачи «Обучение» не указан долгосрочный результат.",
    )
    task["is_contractual"] = True
    assert find_one(data, "plan_fact.long_term").severity == "note"
    assert codes(data, DURING) == []


# ------------------------------------------------------------------ the plan as written


def test_a_plan_told_differently_in_the_two_languages():
    data = make_sound()
    type_fact(data, 12, target=12, comparison="at_least")
    indicator(data)["plan_text"] = both("кемінде 12", "не менее 10")
    found = find_one(data, "plan_fact.plan_text")
    assert (found.severity, found.place) == ("warning", "indicators/indicator")
    assert_says(
        found,
        kk=(
            "Тренинг (Тренингтер): жоспар қазақша «кемінде 12», ал орысша «не менее 10» деп "
            "жазылған."
        ),
        ru="Тренинги (Тренинги): план на казахском – «кемінде 12», а на русском – «не менее 10».",
    )


def test_a_plan_written_with_another_number_than_the_compared_one():
    data = make_sound()
    type_fact(data, 12, target=12)
    indicator(data)["plan_text"] = both("кемінде 15", "не менее 15")
    assert_says(
        find_one(data, "plan_fact.plan_text"),
        kk=(
            "Тренинг (Тренингтер): жоспар «кемінде 15» деп жазылған, ал салыстыруға 12 саны "
            "алынған."
        ),
        ru="Тренинги (Тренинги): план записан как «не менее 15», а сравнивается число 12.",
    )


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("80%-дан кем емес", {"target": 80, "unit": "percent", "comparison": "at_least"}),
        ("1 (1 000 дана)", {"target": 1}),
        ("1/50-ден кем емес", {"target": 50, "comparison": "at_least"}),
        ("әр шарадан 6/1", {"target": 6, "second_target": 1, "per_event": True, "events": 10}),
        ("барлығы 60", {"target": 6, "per_event": True, "events": 10}),
        ("20\u00a0000-нан кем емес", {"target": 20_000, "comparison": "at_least"}),
        ("84,5", {"target": 84.5}),
        ("бір", {"target": 1}),
    ],
)
def test_plans_that_agree_with_their_numbers(text, plan):
    data = make_sound()
    type_fact(data, None, **plan)
    indicator(data)["plan_text"] = both(text, "")
    assert find(data, "plan_fact.plan_text") == []


# ------------------------------------------------------------------ the socio-economic table


def test_a_level_below_its_plan():
    data = make_sound()
    write(data, "socio.ngos.plan", "5")
    found = find_one(data, "plan_fact.socio")
    assert (found.severity, found.place) == ("warning", "socio_economic/socio.ngos.fact")
    assert_says(
        found,
        kk="Қамтылған ҮЕҰ саны: жоспар – 5, факт – 2. Неге кем екенін түсіндіріңіз.",
        ru="Количество охваченных НПО: план – 5, факт – 2. Объясните, почему меньше.",
    )
    assert codes(data, DURING) == []
    explain(data)
    assert check(data) == []


def test_a_level_far_above_its_plan():
    data = make_sound()
    write(data, "socio.ngos.fact", "3")
    assert_says(
        find_one(data, "plan_fact.socio"),
        kk=(
            "Қамтылған ҮЕҰ саны: жоспар – 2, факт – 3, жоспардан 20%-дан астам артық. Себебін "
            "түсіндіріңіз."
        ),
        ru=(
            "Количество охваченных НПО: план – 2, факт – 3, больше плана более чем на 20 %. "
            "Объясните почему."
        ),
    )


def test_a_counted_level_typed_as_another_number():
    data = make_sound()
    write(data, "socio.staff.fact", "3")
    found = find_one(data, "plan_fact.socio_typed")
    assert (found.severity, found.place) == ("warning", "socio_economic/socio.staff.fact")
    assert_says(
        found,
        kk=(
            "Штаттық қызметкерлердің саны: қолмен 3 жазылған, ал саналғаны – 1. Есепке саналған "
            "сан басылады."
        ),
        ru=(
            "Количество штатных сотрудников: вручную указано 3, а посчитано 1. В отчёт идёт "
            "посчитанное число."
        ),
    )
    write(data, "socio.staff.fact", "1")
    assert check(data) == []


def test_partners_planned_and_partners_in_the_table():
    data = make_sound()
    write(data, "socio.partners.plan", "3")
    found = find_one(data, "plan_fact.partners")
    assert (found.severity, found.place) == ("note", "partners")
    assert_says(
        found,
        kk="Жоспарланған серіктестер саны – 3, ал серіктестер кестесінде 1 жол бар.",
        ru="Запланировано партнёров: 3, а в таблице партнёров 1 строка.",
    )
    assert codes(data) == ["plan_fact.partners"]
    assert codes(data, DURING) == []
    project(data)["partners"] = []
    assert say(find_one(data, "plan_fact.partners"))[1].endswith("0 строк.")


def test_several_events_are_counted_together():
    data = make_sound()
    planned(data)["held"].append(make_activity(id="second", counts_towards_beneficiaries=False))
    indicator(data).update(plan={"target": 1, "per_event": True, "events": 2})
    assert check(data) == []
