"""The budget against the grant, the expenses and its own sums."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.checks.soundness import (
    BEFORE,
    DURING,
    Data,
    assert_says,
    both,
    check,
    codes,
    find,
    find_one,
    make_sound,
    project,
)


def make_budget() -> Data:
    """The sound project with a budget that holds every tenge of its expenses."""
    data = make_sound()
    project(data)["budget_lines"] = [
        {
            "id": f"line-{expense['kind']}",
            "title": both(f"{expense['kind']} жолы", f"строка {expense['kind']}"),
            "kind": expense["kind"],
            "quantity": 2,
            "price_tenge": expense["amount_tenge"] // 2,
            "grant_tenge": expense["amount_tenge"],
        }
        for expense in project(data)["expenses"]
    ]
    for expense in project(data)["expenses"]:
        expense["budget_line_id"] = f"line-{expense['kind']}"
    return data


def lines(data: Data) -> list[Data]:
    return project(data)["budget_lines"]


@pytest.mark.parametrize("today", [BEFORE, DURING])
def test_a_budget_that_agrees_is_not_spoken_of(today):
    assert check(make_budget()) == []
    assert check(make_budget(), today) == []


def test_a_line_overspent_by_a_tenge():
    data = make_budget()
    lines(data)[2].update(grant_tenge=699_999, own_tenge=1)
    lines(data)[1].update(grant_tenge=100_001, own_tenge=0, price_tenge=None)
    found = find_one(data, "budget.overspent", DURING)
    assert (found.severity, found.place) == ("warning", "socio_economic/line-purchase")
    assert_says(
        found,
        kk=("«purchase жолы»: 700 000 теңге жұмсалған, ал сметада 699 999 теңге. 1 теңге артық."),
        ru=(
            "«строка purchase»: потрачено 700 000 тенге, а по смете 699 999 тенге. "
            "Это на 1 тенге больше."
        ),
    )


def test_a_line_without_an_expense_once_the_report_is_due():
    data = make_budget()
    lines(data)[2].update(grant_tenge=699_990, own_tenge=10)
    project(data)["expenses"][2]["amount_tenge"] = 699_990
    project(data)["expenses"].append({**project(data)["expenses"][2], "id": "more"})
    project(data)["expenses"][3].update(amount_tenge=10, budget_line_id="line-tax")
    project(data)["expenses"][1]["amount_tenge"] = 99_990
    lines(data).append({"id": "idle", "title": both("Бос", "Пустая"), "grant_tenge": 10})
    found = find_one(data, "budget.unspent")
    assert (found.severity, found.place) == ("warning", "socio_economic/idle")
    assert_says(
        found,
        kk="«Бос»: сметада 10 теңге көзделген, бірақ бұл жолда бірде-бір шығыс жоқ.",
        ru="«Пустая»: по смете 10 тенге, но под этой строкой нет ни одного расхода.",
    )
    assert "budget.unspent" not in codes(data, DURING)
    # Nothing is spent out of a line that somebody else pays.
    lines(data)[3].update(grant_tenge=0, own_tenge=10)
    assert "budget.unspent" not in codes(data)


@pytest.mark.parametrize(("today", "severity"), [(DURING, "note"), (None, "warning")])
def test_expenses_under_no_line(today, severity):
    data = make_budget()
    for expense in project(data)["expenses"][1:]:
        expense["budget_line_id"] = None
    found = find_one(data, "budget.unlined", *([today] if today else []))
    assert (found.severity, found.place) == (severity, "socio_economic/tax")
    assert_says(
        found,
        kk=("2 шығыс (800 000 теңге) сметаның ешбір жолына жатқызылмаған: tax kk; purchase kk."),
        ru="2 расхода на 800 000 тенге не отнесены ни к одной строке сметы: tax ru; purchase ru.",
    )


def test_a_project_without_a_budget_is_asked_for_none():
    assert check(make_sound()) == []


def test_lines_that_take_less_or_more_than_the_grant():
    data = make_budget()
    project(data)["grant"]["amount"] = 2_000_001
    found = find_one(data, "budget.grant", DURING)
    assert (found.severity, found.place) == ("warning", "socio_economic/line-payroll")
    assert_says(
        found,
        kk=(
            "Смета жолдары 2 000 001 теңгелік гранттың 2 000 000 теңгесін алады. 1 теңге ешбір "
            "жолға бөлінбеген."
        ),
        ru=(
            "По строкам сметы расписано 2 000 000 тенге из гранта в 2 000 001 тенге. Не расписано "
            "1 тенге."
        ),
    )
    project(data)["starts_on"] = "2024-03-02"
    assert find_one(data, "budget.grant", BEFORE).severity == "note"
    project(data)["grant"]["amount"] = 1_999_999
    found = find_one(data, "budget.grant", BEFORE)
    assert found.severity == "warning"
    assert_says(
        found,
        kk=(
            "Смета жолдары гранттан 2 000 000 теңге алады, ал грант – 1 999 999 теңге. 1 теңге "
            "артық."
        ),
        ru=(
            "По строкам сметы из гранта берётся 2 000 000 тенге, а грант – 1 999 999 тенге. Это "
            "на 1 тенге больше гранта."
        ),
    )


def test_a_budget_in_tenge_is_not_compared_with_dollars():
    data = make_budget()
    project(data)["grant"].update(currency="USD", amount=5000)
    assert "budget.grant" not in codes(data)


def test_quantity_times_price_is_what_the_sources_give():
    data = make_budget()
    lines(data)[0]["quantity"] = 2.5
    found = find_one(data, "budget.line_sum", BEFORE)
    assert (found.severity, found.place) == ("error", "socio_economic/line-payroll")
    assert_says(
        found,
        kk=(
            "«payroll жолы»: 2,5 × 600 000 = 1 500 000 теңге, ал қаржы көздері бірге 1 200 000 "
            "теңге береді."
        ),
        ru=(
            "«строка payroll»: 2,5 × 600 000 = 1 500 000 тенге, а источники вместе дают 1 200 000 "
            "тенге."
        ),
    )
    lines(data)[0]["price_tenge"] = None
    assert check(data) == []


@pytest.mark.parametrize(
    ("quantity", "price", "given", "is_told"),
    [
        (0.5, 3, 1, False),  # one tenge and a half
        (0.5, 3, 2, False),
        (0.5, 3, 3, True),
        (3, 100, 0, False),  # nobody has said yet who pays
        (0, 100, 1, True),
    ],
)
def test_odd_sums(quantity, price, given, is_told):
    data = make_budget()
    odd = {"quantity": quantity, "price_tenge": price, "own_tenge": given}
    lines(data).append({"id": "odd", "title": both("Бос"), **odd})
    assert ("budget.line_sum" in codes(data)) is is_told


@given(st.integers(0, 10**9), st.integers(0, 1000), st.integers(0, 10**9), st.integers(0, 10**9))
def test_the_sum_of_a_line_is_told_exactly_when_it_differs(price, quantity, grant, own):
    data = make_budget()
    fields = {"quantity": quantity, "price_tenge": price, "grant_tenge": grant, "own_tenge": own}
    lines(data)[2].update(fields)
    differs = quantity * price != grant + own and grant + own > 0
    assert len(find(data, "budget.line_sum")) == differs
