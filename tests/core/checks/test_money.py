"""Payroll + taxes + purchases = the grant, to the last tenge."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.core.checks.soundness import (
    DURING,
    assert_says,
    check,
    codes,
    find,
    find_one,
    make_sound,
    project,
    write,
)

LIMIT = 2_000_000


def test_money_left_over_is_an_error_once_the_report_is_due():
    data = make_sound()
    project(data)["expenses"][2]["amount_tenge"] = 650_000
    found = find_one(data, "money.spending")
    assert (found.severity, found.place) == ("error", "socio_economic")
    assert_says(
        found,
        kk=(
            "Еңбекақы төлеу қоры, салықтар және сатып алу: 1 200 000 + 100 000 + 650 000 = 1 950 "
            "000 теңге, ал грант – 2 000 000 теңге. 50 000 теңге жетіспейді."
        ),
        ru=(
            "Фонд оплаты труда, налоги и закупки: 1 200 000 + 100 000 + 650 000 = 1 950 000 "
            "тенге, а грант – 2 000 000 тенге. Не хватает 50 000 тенге."
        ),
    )
    assert "money.spending" not in codes(data, DURING)


def test_money_spent_beyond_the_grant_is_an_error_at_once():
    data = make_sound()
    project(data)["expenses"][0]["amount_tenge"] = 1_200_001
    found = find_one(data, "money.spending", DURING)
    assert_says(
        found,
        kk=(
            "Еңбекақы төлеу қоры, салықтар және сатып алу: 1 200 001 + 100 000 + 700 000 = 2 000 "
            "001 теңге, ал грант – 2 000 000 теңге. 1 теңге артық."
        ),
        ru=(
            "Фонд оплаты труда, налоги и закупки: 1 200 001 + 100 000 + 700 000 = 2 000 001 "
            "тенге, а грант – 2 000 000 тенге. Это на 1 тенге больше гранта."
        ),
    )


@given(st.integers(0, LIMIT), st.integers(0, LIMIT), st.integers(0, LIMIT))
def test_spending_is_told_exactly_when_it_is_not_the_grant(payroll, taxes, purchases):
    data = make_sound()
    amounts = (payroll, taxes, purchases)
    for expense, amount in zip(project(data)["expenses"], amounts, strict=True):
        expense["amount_tenge"] = amount
    found = find(data, "money.spending")
    assert len(found) == (sum(amounts) != LIMIT)
    if found:
        assert found[0].message.values["difference"] == abs(sum(amounts) - LIMIT)


def test_a_grant_in_another_currency_is_not_compared_with_tenge():
    data = make_sound()
    project(data)["grant"].update(currency="USD", amount=5000)
    assert check(data) == []


def test_planned_levels_that_miss_the_grant():
    data = make_sound()
    write(data, "socio.purchases.plan", "600 000")
    write(data, "deviation", "Сатып алу қымбаттады.", "kk")
    write(data, "deviation", "Закупки подорожали.", "ru")
    found = find_one(data, "money.plan", DURING)
    assert (found.severity, found.place) == ("error", "socio_economic/socio.payroll.plan")
    assert_says(
        found,
        kk=(
            "Жоспарланған еңбекақы төлеу қоры, салықтар және сатып алу: 1 200 000 + 100 000 + "
            "600 000 = 1 900 000 теңге, ал грант – 2 000 000 теңге. 100 000 теңге жетіспейді."
        ),
        ru=(
            "По плану фонд оплаты труда, налоги и закупки: 1 200 000 + 100 000 + 600 000 = 1 900 "
            "000 тенге, а грант – 2 000 000 тенге. Не хватает 100 000 тенге."
        ),
    )
    write(data, "socio.purchases.plan", "700001")
    assert find_one(data, "money.plan").message.values["difference"] == 1
    write(data, "socio.purchases.plan", "")
    assert "money.plan" not in codes(data)


def test_an_expense_of_nothing():
    data = make_sound()
    zero = {"id": "zero", "kind": "purchase", "title": {"kk": "Қалам", "ru": "Ручки"}}
    project(data)["expenses"].append(zero)
    found = find_one(data, "money.zero")
    assert (found.severity, found.place) == ("warning", "socio_economic/zero")
    assert_says(
        found,
        kk="«Қалам» шығысының сомасы – 0.",
        ru="У расхода «Ручки» сумма 0.",
    )
    zero["paid_on"] = "2024-06-03"
    assert_says(
        find_one(data, "money.zero"),
        kk="«Қалам» шығысының (03.06.2024) сомасы – 0.",
        ru="У расхода «Ручки» от 03.06.2024 сумма 0.",
    )


def test_money_spent_out_of_no_grant_is_told_once():
    data = make_sound()
    project(data)["grant"]["amount"] = 0
    assert codes(data) == ["money.no_grant"]
    found = find_one(data, "money.no_grant")
    assert (found.severity, found.place) == ("error", "cover/grant_sum")
    assert_says(
        found,
        kk="2 000 000 теңге жұмсалған, бірақ гранттың сомасы жазылмаған.",
        ru="Потрачено 2 000 000 тенге, но сумма гранта не указана.",
    )
