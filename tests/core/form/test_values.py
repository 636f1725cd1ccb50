"""What stands in a filled form: values of every kind, computed columns, totals, what is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.form.value_reading import read_value, tidy_text, write_value
from grantee_app.form.values import FormValues
from grantee_app.language.reading_dates import DateRange
from tests.core.form.filling import TODAY, fill

JULY = date(2031, 7, 10)


# ------------------------------------------------------------------ one value


@pytest.mark.parametrize(
    ("kind", "typed", "value", "stored"),
    [
        ("text", " Бастау ", "Бастау", " Бастау "),
        ("whole_number", "7 мың", 7000, "7000"),
        ("whole_number", "7 000 чел.", 7000, "7000"),
        ("number", "0,5", Decimal("0.5"), "0.5"),
        ("number", "1 076", 1076, "1076"),
        ("number", "7,125", Decimal("7.125"), "7.1250"),
        ("money", "1,2 млн тг", 1_200_000, "1200000"),
        ("date", "10.07.31", JULY, "2031-07-10"),
        ("date", "10 шілде", JULY, "2031-07-10"),
        (
            "date_range",
            "10–12.07.2031",
            DateRange(JULY, date(2031, 7, 12)),
            "2031-07-10/2031-07-12",
        ),
        ("date_range", "10.07.2031", DateRange(JULY, JULY), "2031-07-10"),
        (
            "date_range",
            "маусым-шілде 2031",
            DateRange(date(2031, 6, 1), date(2031, 7, 31), True),
            "2031-06-01/2031-07-31/m",
        ),
        ("yes_no", "иә", True, "1"),
        ("yes_no", "Нет", False, "0"),
        ("choice", "group", "group", "group"),
        ("choices", "sport, books,sport", ("sport", "books"), "sport,books"),
    ],
)
def test_what_was_typed_is_read_and_stored_in_one_form(kind, typed, value, stored):
    assert read_value(kind, typed, TODAY).value == value
    assert tidy_text(kind, typed, TODAY) == stored
    # Whatever is stored is read as the same, on any day.
    assert read_value(kind, stored, date(1999, 1, 1)).value == value
    assert tidy_text(kind, stored, date(1999, 1, 1)) == stored


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("whole_number", "шамамен 300"),
        ("number", "жарты"),
        ("money", "300 доллар"),
        ("money", "300,5"),
        ("date", "31.02.2031"),
        ("date_range", "шілдеден бері"),
        ("date_range", "2031-07-12/2031-07-10"),
        ("yes_no", "мүмкін"),
    ],
)
def test_what_cannot_be_read_stays_and_is_told(kind, typed):
    reading = read_value(kind, typed, TODAY)
    assert reading.value is None
    assert reading.problem is not None
    assert tidy_text(kind, typed, TODAY) == typed
    assert read_value(kind, "  ", TODAY).is_empty


@pytest.mark.parametrize(
    ("typed", "currency", "value"),
    [
        ("$ 5 000", "USD", 5000),
        ("5 мың доллар", "USD", 5000),
        ("5000 usd", "USD", 5000),
        ("5 000 €", "EUR", 5000),
        ("7000", "USD", 7000),
        ("5000 тг", "USD", None),
        ("5000 €", "USD", None),
        ("5000 gbp", "GBP", 5000),
    ],
)
def test_a_sum_is_in_the_currency_of_the_application(typed, currency, value):
    reading = read_value("money", typed, TODAY, currency)
    assert reading.value == value
    assert (reading.problem is None) == (value is not None)


numbers = st.decimals(0, 10**9, places=3) | st.integers(0, 10**9)
ranges = st.builds(
    lambda start, days, whole: DateRange(start, date.fromordinal(start.toordinal() + days), whole),
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    st.integers(0, 900),
    st.booleans(),
)


@given(
    st.tuples(st.just("number"), numbers)
    | st.tuples(st.just("whole_number"), st.integers(0, 10**9))
    | st.tuples(st.just("money"), st.integers(0, 10**15))
    | st.tuples(st.just("date"), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
    | st.tuples(st.just("date_range"), ranges)
    | st.tuples(st.just("yes_no"), st.booleans())
)
def test_a_value_written_is_read_as_the_same(told):
    kind, value = told
    assert read_value(kind, write_value(value), TODAY).value == value


@given(
    st.sampled_from(["whole_number", "number", "money", "date", "date_range", "yes_no", "choices"]),
    st.text(max_size=30),
)
def test_nothing_that_is_typed_breaks_the_reading(kind, typed):
    stored = tidy_text(kind, typed, TODAY)
    assert tidy_text(kind, stored, TODAY) == stored


# ------------------------------------------------------------------ fields


def test_fields_are_read_by_their_kind():
    values = fill(
        {
            "goal kk": "Мақсат",
            "people": "120",
            "hours": "1.5",
            "spheres": "sport,books",
            "period": "2031-05-01/2031-09-30/m",
            "agrees": "1",
            "applicant_kind": "group",
            "contact": "+7 701 000 00 00",
        }
    )
    assert values.value("goal") == "Мақсат"
    assert values.number("people") == 120
    assert values.value("hours") == Decimal("1.5")
    assert values.value("spheres") == ("sport", "books")
    assert values.value("agrees") is True
    assert values.value("contact") == "+7 701 000 00 00"
    assert values.read("problem").is_empty
    assert values.is_empty("problem")
    assert not values.is_empty("goal")


def test_a_key_that_is_no_option_is_told():
    assert fill({"applicant_kind": "martian"}).read("applicant_kind").problem is not None
    assert fill({"spheres": "sport,moon"}).read("spheres").problem is not None
    assert fill({"grant_kind": "long"}).read("grant_kind").problem is not None  # not of this form


@pytest.mark.parametrize(("stored", "value"), [("", None), ("0", False), ("1", True)])
def test_a_flag_of_the_profile_may_be_unanswered(stored, value):
    values = fill()
    profile = {("is_in_ngo_database", ""): stored}
    values = FormValues(replace(values.filled, profile=profile), TODAY)
    assert values.value("in_database") is value
    assert values.is_empty("in_database") is (value is None)


def test_limits_are_measured_in_each_language():
    values = fill({"problem kk": "Бір екі үш.", "problem ru": ""})
    used = {usage.measure: usage for usage in values.measure("problem", "kk")}
    assert used["words"].is_short
    assert used["words"].counted == 3
    assert not any(usage.is_short for usage in values.measure("problem", "ru"))
    assert values.measure("period", "kk") == []


# ------------------------------------------------------------------ what is shown


def test_fields_are_shown_and_required_when_their_condition_holds():
    nothing = fill()
    assert not nothing.is_shown("bin")
    assert not nothing.is_required("bin")
    ngo = fill({"applicant_kind": "ngo"})
    assert ngo.is_shown("bin")
    assert ngo.is_required("bin")
    assert not ngo.is_shown("members")
    group = fill({"applicant_kind": "group", "spheres": "other,sport"})
    assert group.is_required("leader")
    assert group.is_shown("members")
    assert group.is_required("other_sphere")
    papers = group.form.sections[-1]
    assert not group.is_section_shown(papers)
    assert not group.is_required("letter")
    rich = fill({"sum_asked": "300001"})
    assert rich.is_section_shown(papers)
    assert rich.is_required("letter")
    assert rich.is_required("why_so_much")
    assert not fill({"sum_asked": "300000"}).is_shown("why_so_much")


# ------------------------------------------------------------------ tables

BUDGET = [
    {"block": "direct", "title kk": "Кітап", "quantity": "10", "price": "2500", "grant": "20000"},
    {"block": "material", "title ru": "Полка", "quantity": "2", "price": "15000", "own": "30000"},
    {"block": "direct", "quantity": "0.5", "price": "333", "other": "қайдам"},
    {},
]


def test_columns_are_computed_and_totals_follow():
    values = fill(budget=BUDGET)
    rows = values.rows("budget")
    assert [values.cell("budget", row, "total") for row in rows] == [25000, 30000, 167, None]
    assert [values.cell("budget", row, "rest") for row in rows] == [5000, 0, 167, None]
    assert values.totals("budget") == {"total": 55167, "own": 30000, "other": 0, "grant": 20000}
    assert values.total("budget", "total", {"block": "direct"}) == 25167
    assert values.total("budget", "total", {"block": ("direct", "material")}) == 55167
    assert values.read_cell("budget", rows[2], "other").problem is not None
    assert values.filled_rows("budget") == list(rows[:3])
    assert values.figure("budget.grant") == 20000
    assert values.figure("budget.grant", {"block": "administrative"}) is None
    assert values.figure("sum_asked") is None


def test_subtotals_come_in_the_order_of_the_options():
    values = fill(budget=[*BUDGET, {"quantity": "1", "price": "7"}])
    subtotals = values.subtotals("budget")
    assert [one.key for one in subtotals] == ["material", "direct", ""]
    assert [one.sums["total"] for one in subtotals] == [30000, 25167, 7]
    assert subtotals[0].name.ru
    assert values.subtotals("tasks") == []


def test_rows_of_a_table_are_options_of_another():
    values = fill(
        tasks=[{"title kk": "Бірінші"}, {}, {"title ru": "Третья"}],
        activities=[{"task": "tasks0"}, {"task": "gone"}, {"task": "tasks2,tasks0"}],
    )
    assert [(one.key, one.label.kk) for one in values.options("activities", "task")] == [
        ("tasks0", "Бірінші"),
        ("tasks2", ""),
    ]
    assert values.cell("activities", "activities0", "task") == "tasks0"
    assert values.read_cell("activities", "activities1", "task").problem is not None
    assert values.label_choice("activities", "task", "tasks0").kk == "Бірінші"
    # A row that is gone is told by its id, and so is one that has no name yet.
    assert values.label_choice("activities", "task", "tasks9").kk == "tasks9"
    assert values.label_choice("activities", "task", "tasks1").ru == "tasks1"
    assert [one.key for one in values.options("applicant_kind")] == ["ngo", "group", "person"]
    assert [one.key for one in values.options("grant_kind")] == ["small", "short", "medium"]
    assert values.options("goal") == ()


def test_a_result_no_one_can_pay_is_a_problem_and_no_total():
    values = fill(budget=[{"quantity": "1000000000", "price": "1000000000"}])
    assert values.read_cell("budget", "budget0", "total").problem is not None
    assert values.total("budget", "total") == 0


amounts = st.integers(0, 10**6) | st.decimals(0, 10**4, places=2)
money = st.none() | st.integers(0, 10**7)


@given(
    st.lists(
        st.tuples(
            st.none() | st.sampled_from(["administrative", "material", "direct"]),
            st.none() | amounts,
            money,
            money,
            money,
        ),
        max_size=12,
    )
)
def test_totals_are_what_adding_by_hand_gives(lines):
    def write(value: object) -> str:
        return "" if value is None else write_value(value)

    values = fill(
        budget=[
            {
                "block": block or "",
                "quantity": write(quantity),
                "price": write(price),
                "own": write(own),
                "grant": write(grant),
            }
            for block, quantity, price, own, grant in lines
        ]
    )

    def product(quantity, price):
        if quantity is None or price is None:
            return None
        exact = Fraction(quantity) * price
        return int(exact + Fraction(1, 2))

    totals = [product(quantity, price) for _, quantity, price, _, _ in lines]
    rows = values.rows("budget")
    assert [values.cell("budget", row, "total") for row in rows] == totals
    rests = [
        None if total is None else total - (own or 0) - (grant or 0)
        for total, (_, _, _, own, grant) in zip(totals, lines, strict=True)
    ]
    assert [values.cell("budget", row, "rest") for row in rows] == rests
    assert values.total("budget", "total") == sum(total or 0 for total in totals)
    assert values.total("budget", "grant") == sum(line[4] or 0 for line in lines)
    # The parts make the whole, and every row with anything in it is in one part.
    subtotals = values.subtotals("budget")
    for column, whole in values.totals("budget").items():
        assert sum(one.sums[column] for one in subtotals) == whole
    assert sorted(row for one in subtotals for row in one.rows) == sorted(
        values.filled_rows("budget")
    )
