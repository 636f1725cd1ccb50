"""The project inside its contract, everything else inside the project."""

from __future__ import annotations

import pytest

from tests.core.checks.soundness import (
    DURING,
    assert_says,
    check,
    codes,
    find,
    find_one,
    held,
    make_sound,
    planned,
    project,
)


def test_a_project_that_ends_before_it_starts_is_told_once():
    data = make_sound()
    project(data)["ends_on"] = "2024-02-01"
    found = find_one(data, "dates.order")
    assert (found.severity, found.place) == ("error", "cover/period")
    assert_says(
        found,
        kk="Жоба: аяқталу күні (01.02.2024) басталу күнінен (01.03.2024) бұрын.",
        ru="Проект: окончание (01.02.2024) раньше начала (01.03.2024).",
    )
    assert codes(data) == ["dates.order"]


@pytest.mark.parametrize(
    ("spoil", "place", "kk", "ru"),
    [
        (lambda data: project(data)["grant"], "cover/contract", "Грант кезеңі", "Период гранта"),
        (planned, "indicators/planned", "Тренингтер", "Тренинги"),
        (held, "narrative/held", "Бюджет сабағы", "Урок бюджета"),
    ],
)
def test_other_ranges_that_run_backwards(spoil, place, kk, ru):
    data = make_sound()
    spoil(data).update(starts_on="2024-06-20", ends_on="2024-06-19")
    found = find_one(data, "dates.order")
    assert (found.severity, found.place) == ("error", place)
    assert_says(
        found,
        kk=f"{kk}: аяқталу күні (19.06.2024) басталу күнінен (20.06.2024) бұрын.",
        ru=f"{ru}: окончание (19.06.2024) раньше начала (20.06.2024).",
    )
    assert codes(data) == ["dates.order"]


def test_a_start_before_the_contract_was_signed():
    data = make_sound()
    project(data)["grant"]["contract_on"] = "2024-03-02"
    found = find_one(data, "dates.before_contract")
    assert (found.severity, found.place) == ("warning", "cover/period")
    assert_says(
        found,
        kk="Жоба 01.03.2024 күні басталады, ал шарт одан кейін, 02.03.2024 күні жасалған.",
        ru="Проект начинается 01.03.2024, раньше даты договора – 02.03.2024.",
    )
    project(data)["grant"]["contract_on"] = "2024-03-01"
    assert check(data) == []


def test_a_project_beyond_the_period_of_its_grant():
    data = make_sound()
    project(data)["ends_on"] = "2024-09-01"
    found = find_one(data, "dates.contract_period")
    assert (found.severity, found.place) == ("error", "cover/period")
    assert_says(
        found,
        kk=(
            "Жоба мерзімі (01.03.2024 – 01.09.2024) грант кезеңінен (01.03.2024 – 31.08.2024) "
            "шығып кетеді."
        ),
        ru=(
            "Срок проекта (01.03.2024 – 01.09.2024) выходит за период гранта (01.03.2024 – "
            "31.08.2024)."
        ),
    )
    project(data)["grant"]["starts_on"] = None
    assert_says(
        find_one(data, "dates.contract_period"),
        kk=(
            "Жоба мерзімі (01.03.2024 – 01.09.2024) грант кезеңінен (31.08.2024 күніне дейін) "
            "шығып кетеді."
        ),
        ru="Срок проекта (01.03.2024 – 01.09.2024) выходит за период гранта (до 31.08.2024).",
    )


def test_an_activity_held_outside_the_project_is_named():
    data = make_sound()
    held(data).update(starts_on="2024-08-30", ends_on="2024-09-02")
    found = find_one(data, "dates.activity", DURING)
    assert (found.severity, found.place) == ("error", "narrative/held")
    assert_says(
        found,
        kk=(
            "Бюджет сабағы (30.08.2024 – 02.09.2024, Текелі): жоба мерзімінен (01.03.2024 – "
            "31.08.2024) тыс өткізілген."
        ),
        ru=(
            "Урок бюджета (30.08.2024 – 02.09.2024, Текели): проведено вне срока проекта "
            "(01.03.2024 – 31.08.2024)."
        ),
    )
    held(data).update(starts_on="2024-08-31", ends_on=None)
    assert check(data) == []


def test_an_activity_planned_outside_the_project_is_named():
    data = make_sound()
    planned(data).update(starts_on="2024-02-29", ends_on=None)
    found = find_one(data, "dates.planned")
    assert (found.severity, found.place) == ("warning", "indicators/planned")
    assert_says(
        found,
        kk=(
            "Тренингтер: жоспарланған күні 29.02.2024 – жоба мерзімінен (01.03.2024 – "
            "31.08.2024) тыс."
        ),
        ru="Тренинги: запланировано на 29.02.2024, вне срока проекта (01.03.2024 – 31.08.2024).",
    )


def test_an_expense_paid_outside_the_project():
    data = make_sound()
    project(data)["expenses"][1]["paid_on"] = "2024-09-01"
    found = find_one(data, "dates.expense")
    assert (found.severity, found.place) == ("warning", "socio_economic/tax")
    assert_says(
        found,
        kk=(
            "«tax kk» шығысы (100 000 теңге) 01.09.2024 күні, жоба мерзімінен (01.03.2024 – "
            "31.08.2024) тыс төленген."
        ),
        ru=(
            "Расход «tax ru» (100 000 тенге) оплачен 01.09.2024, вне срока проекта (01.03.2024 – "
            "31.08.2024)."
        ),
    )
    project(data)["expenses"][1]["paid_on"] = None
    assert check(data) == []


def test_an_open_project_has_one_edge():
    data = make_sound()
    project(data)["ends_on"] = None
    project(data)["expenses"][1]["paid_on"] = "2024-02-01"
    found = find_one(data, "dates.expense", DURING)
    assert_says(
        found,
        kk=(
            "«tax kk» шығысы (100 000 теңге) 01.02.2024 күні, жоба мерзімінен (01.03.2024 "
            "күнінен бастап) тыс төленген."
        ),
        ru="Расход «tax ru» (100 000 тенге) оплачен 01.02.2024, вне срока проекта (с 01.03.2024).",
    )


def test_a_final_report_due_before_the_end():
    data = make_sound()
    project(data)["grant"]["report_dates"][1]["due_on"] = "2024-08-30"
    found = find_one(data, "dates.report_due")
    assert (found.severity, found.place) == ("warning", "cover/final")
    assert_says(
        found,
        kk=(
            "Қорытынды есепті тапсыру күні – 30.08.2024, ал жоба одан кейін, 31.08.2024 күні "
            "аяқталады."
        ),
        ru="Срок сдачи итогового отчёта – 30.08.2024, раньше окончания проекта – 31.08.2024.",
    )


def test_an_interim_report_due_outside_the_project():
    data = make_sound()
    project(data)["grant"]["report_dates"][0]["due_on"] = "2024-09-05"
    found = find_one(data, "dates.report_due")
    assert (found.severity, found.place) == ("warning", "cover/interim")
    assert_says(
        found,
        kk=(
            "Аралық есепті тапсыру күні – 05.09.2024, ол жоба мерзімінен (01.03.2024 – "
            "31.08.2024) тыс."
        ),
        ru=(
            "Срок сдачи промежуточного отчёта – 05.09.2024, вне срока проекта (01.03.2024 – "
            "31.08.2024)."
        ),
    )


def test_photos_older_than_their_event():
    data = make_sound()
    held(data)["evidence"] = [
        {"id": "p1", "kind": "photo", "dated_on": "2024-05-09"},
        {"id": "p2", "kind": "feedback", "dated_on": "2024-05-08"},
        {"id": "p3", "kind": "announcement", "dated_on": "2024-05-01"},
        {"id": "p4", "kind": "photo", "dated_on": "2024-05-10"},
        {"id": "p5", "kind": "photo"},
    ]
    found = find_one(data, "dates.evidence")
    assert (found.severity, found.place) == ("note", "narrative/held")
    assert_says(
        found,
        kk=(
            "Бюджет сабағы (10.05.2024, Текелі): 2 дәлелдің күні іс-шарадан бұрын (ең ертесі – "
            "08.05.2024)."
        ),
        ru=(
            "Урок бюджета (10.05.2024, Текели): 2 подтверждения датированы раньше мероприятия "
            "(самое раннее – 08.05.2024)."
        ),
    )
    held(data)["evidence"] = held(data)["evidence"][2:]
    assert find(data, "dates.evidence") == []
