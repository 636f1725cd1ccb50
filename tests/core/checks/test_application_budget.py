"""The budget at a glance, its limits, rows out of wages, and sums that hold for any budget."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from time import perf_counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from grantee_app.checks.application import check_application, check_field
from grantee_app.checks.application.budget_help import BudgetOverview, sum_budget
from grantee_app.figures.payroll import PayrollRules, count_payroll
from grantee_app.figures.payroll_rows import make_budget_rows
from grantee_app.form.indicator_rows import propose_indicator_rows
from grantee_app.language.catalogue import Language
from grantee_app.records.base import Bilingual
from tests.core.checks.filled import fill, make_subject, plain, read_idea, read_shipped
from tests.core.checks.test_application import TABLES, VALUES, make

STATE = "kz-state-grant/application"


def judge(rows: list[dict[str, Any]], values: dict[str, Any], **call: Any) -> BudgetOverview:
    filled = fill(read_shipped(STATE), values, {"budget": rows})
    found = sum_budget(make_subject(filled, today=date(2024, 5, 1), **call))
    assert found is not None
    return found


ROWS = [
    {"block": "administrative", "title": "Байланыс", "quantity": "1", "price": "300000",
     "grant": "300000"},
    {"block": "material", "title": "Ноутбук", "quantity": "1", "price": "300000", "own": "50000",
     "grant": "250000"},
    {"block": "direct", "title": "Сабақ", "quantity": "10", "price": "150000", "other": "50000",
     "grant": "1450000"},
]  # fmt: skip


def test_the_sums_and_what_is_asked():
    found = judge(ROWS, {"sum_asked": "2100000", "grant_kind": "short"})
    assert (found.grant, found.own, found.other, found.total) == (
        2_000_000,
        50_000,
        50_000,
        2_100_000,
    )
    assert found.difference == -100_000
    assert found.own_percent == Decimal("2.4")
    assert [block.key for block in found.blocks] == ["administrative", "material", "direct"]
    ru = Language.load("ru").say
    assert plain(ru(found.said)) == (
        "Смета берёт из гранта 2 000 000, запрошено 2 100 000: осталось распределить 100 000."
    )
    exact = judge(ROWS, {"sum_asked": "2000000"})
    assert plain(ru(exact.said)) == "Смета ровно равна запрошенной сумме: 2 000 000."
    over = judge(ROWS, {"sum_asked": "1900000"})
    assert over.difference == 100_000
    assert "лишних 100 000" in plain(ru(over.said))
    assert judge(ROWS, {}).difference is None


def test_limits_are_shown_while_they_are_kept_too():
    found = judge(ROWS, {"sum_asked": "2000000", "grant_kind": "short"}, most_amount=3_000_000)
    band, share, other, call = found.limits
    assert (band.least, band.most, band.state) == (500 * 3692, 3000 * 3692, "kept")
    assert (share.value, share.most, share.state) == (250_000, 200_000, "broken")
    assert (share.share, share.of_percent, share.room) == (Decimal("12.5"), 10, -50_000)
    assert (other.value, other.most, other.state, other.room) == (
        300_000,
        1_450_000,
        "kept",
        1_150_000,
    )
    assert not other.is_verified
    assert (call.most, call.state) == (3_000_000, "kept")
    assert plain(Language.load("ru").say(share.source)) == (  # type: ignore[arg-type]
        "Закон от 12.04.2005 № 36, ст. 6-1, 2022"
    )


def test_a_long_grant_has_the_narrower_limit():
    found = judge(ROWS, {"sum_asked": "2000000", "grant_kind": "long"})
    shares = [limit.of_percent for limit in found.limits if limit.of_percent is not None]
    assert shares == [5]


def test_limits_without_numbers_are_unknown():
    found = judge([], {"grant_kind": "short"})
    assert {limit.state for limit in found.limits} == {"unknown"}
    assert found.total == 0
    assert found.own_percent is None


def test_a_form_without_a_budget_has_none():
    form = read_idea()
    hidden = form.model_copy(
        update={
            "sections": tuple(part for part in form.sections if part.id != "money"),
            "rules": (),
        }
    )
    assert sum_budget(make_subject(fill(hidden))) is None


# ---------------------------------------------------------------- rows that are made


def test_rows_of_a_wage_add_up_to_what_it_costs():
    table = read_shipped(STATE).tables["budget"]
    payroll = count_payroll(150_000, date(2024, 11, 1), 4, PayrollRules.read({}))
    rows = make_budget_rows(table, payroll, Bilingual(kk="Үйлестіруші", ru="Координатор"))
    assert [row["title", "ru"] for row in rows] == [
        "Оплата труда: Координатор, 2024",
        "Налоги и отчисления (ОПВР, СО, ОСМС, СН): Координатор, 2024",
        "Оплата труда: Координатор, 2025",
        "Налоги и отчисления (ОПВР, СО, ОСМС, СН): Координатор, 2025",
    ]
    assert rows[0]["title", "kk"] == "Еңбекақы: Үйлестіруші, 2024"
    assert (rows[0]["quantity", ""], rows[0]["price", ""]) == ("2", "150000")
    assert sum(int(row["grant", ""]) for row in rows) == payroll.cost_tenge
    assert {row["block", ""] for row in rows} == {"administrative"}
    # The total is computed, so nobody writes it.
    assert ("total", "") not in rows[0]
    one_year = count_payroll(150_000, date(2024, 1, 1), 3, PayrollRules.read({}))
    assert make_budget_rows(table, one_year, Bilingual(kk="А", ru="А"))[0]["title", "ru"] == (
        "Оплата труда: А"
    )


def test_indicators_are_proposed_with_their_evidence():
    values = make(tables={"indicators": []}).values
    rows = propose_indicator_rows(values, "activities1")
    assert rows
    assert all(row["activity", ""] == "activities1" for row in rows)
    assert all(row["title", "kk"] and row["title", "ru"] and row["plan", "kk"] for row in rows)
    assert all(row["evidence", ""] for row in rows)
    assert any("40" in row["plan", "ru"] for row in rows)
    # What is there already is not proposed again.
    there = [{"title": rows[0]["title", "kk"].upper(), "activity": "activities1", "plan": "1"}]
    fewer = propose_indicator_rows(make(tables={"indicators": there}).values, "activities1")
    assert len(fewer) == len(rows) - 1
    bare = [{key: value for key, value in TABLES["activities"][0].items() if key != "kind"}]
    assert propose_indicator_rows(make(tables={"activities": bare}).values, "activities1") == []


def test_proposed_rows_raise_no_finding():
    values = make(tables={"indicators": []}).values
    rows = [
        {column: text for (column, language), text in row.items() if language != "ru"}
        for row in propose_indicator_rows(values, "activities1")
    ]
    found = check_application(make(tables={"indicators": rows}))
    assert [one for one in found if one.code == "application.measure"] == []


# ---------------------------------------------------------------- any budget

Sums = st.integers(min_value=0, max_value=10**9)
Lines = st.lists(st.tuples(Sums, Sums, Sums, st.integers(-3, 3)), min_size=1, max_size=6)


@given(lines=Lines, slip=st.integers(-2, 2))
def test_sums_are_told_exactly_when_they_are_wrong(lines, slip):
    rows = [
        {"block": "direct", "title": "x", "quantity": "1",
         "price": str(max(own + other + grant + error, 0)),
         "own": str(own), "other": str(other), "grant": str(grant)}
        for own, other, grant, error in lines
    ]  # fmt: skip
    granted = sum(grant for _, _, grant, _ in lines)
    asked = max(granted + slip, 0)
    subject = make({"sum_asked": str(asked), "why_so_much": "Керек"}, {"budget": rows})
    found = check_application(subject)
    wrong = {
        f"money/budget/budget{number}/grant"
        for number, (own, other, grant, error) in enumerate(lines, 1)
        if max(own + other + grant + error, 0) != own + other + grant
    }
    assert {one.place for one in found if one.code == "application.rows_equal"} == wrong
    assert any(one.code == "application.equal" for one in found) is (asked != granted)
    overview = sum_budget(subject)
    assert overview is not None
    assert overview.difference == granted - asked


@given(material=Sums, whole=st.integers(min_value=1, max_value=10**9))
def test_a_share_is_told_exactly_above_its_limit(material, whole):
    rows = [
        {"block": "material", "title": "x", "quantity": "1", "price": str(material),
         "grant": str(material)}
    ]  # fmt: skip
    values = {"sum_asked": str(whole), "grant_kind": "short", "why_so_much": "Керек"}
    subject = make(values, {"budget": rows})
    told = [one for one in check_application(subject) if one.code == "application.percent"]
    assert bool(told) is (material * 10 > whole)
    overview = sum_budget(subject)
    assert overview is not None
    share = next(limit for limit in overview.limits if limit.of_percent is not None)
    assert (share.state == "broken") is bool(told)


def test_a_keystroke_in_a_large_form_is_judged_at_once():
    rows = [
        {"block": "direct", "title": f"Жол {number}", "quantity": "2", "price": "500",
         "grant": "1000"}
        for number in range(500)
    ]  # fmt: skip
    filled = fill(read_idea(), VALUES, TABLES | {"budget": rows})
    taken = []
    for number in range(5):
        started = perf_counter()
        subject = make_subject(filled.with_answer("budget/budget250/price", "", str(number)))
        assert check_field(subject, "budget", "budget250", "price") == []
        taken.append(perf_counter() - started)
    assert min(taken) < 0.016
