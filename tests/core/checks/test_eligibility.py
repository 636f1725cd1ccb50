"""Amount and term against the bands of the grant's kind."""

from __future__ import annotations

import pytest

from tests.core.checks.soundness import (
    assert_says,
    check,
    codes,
    find_one,
    make_sound,
    project,
    say,
)


def put_amount(data, amount, kind="short", year=2024):
    grant = project(data)["grant"]
    grant.update(amount=amount, kind=kind, contract_on=f"{year}-02-20")


def test_an_amount_below_its_kind():
    data = make_sound()
    put_amount(data, 1_845_999)
    found = find_one(data, "eligibility.amount")
    assert (found.severity, found.place) == ("warning", "cover/grant_sum")
    assert_says(
        found,
        kk=(
            "Грант сомасы 1 845 999 теңге – 2024 жылғы 499,9 АЕК (1 АЕК = 3 692 теңге). Гранттың "
            "бұл түрінің (қысқа мерзімді) мөлшері – 500–3 000 АЕК."
        ),
        ru=(
            "Грант в 1 845 999 тенге – это 499,9 МРП 2024 года (1 МРП = 3 692 тенге). Размер "
            "гранта этого вида (краткосрочный) – 500–3 000 МРП."
        ),
    )


def test_an_amount_above_its_kind():
    data = make_sound()
    put_amount(data, 3000 * 3692 + 1)
    assert "3 000,1 МРП" in say(find_one(data, "eligibility.amount"))[1]


def test_the_edges_of_a_band_belong_to_it():
    data = make_sound()
    for amount, kind in (
        (500 * 3692, "short"),
        (3000 * 3692, "short"),
        (3000 * 3692, "medium"),
        (10_000 * 3692, "medium"),
        (10_000 * 3692, "long"),
        (90_000 * 3692, "long"),
        (300_000, "small"),
        (1, "private"),
    ):
        put_amount(data, amount, kind)
        assert "eligibility.amount" not in codes(data), (amount, kind)


def test_an_index_nobody_verified_says_so():
    data = make_sound()
    put_amount(data, 4325 * 9000, "long", 2026)
    assert_says(
        find_one(data, "eligibility.amount"),
        kk=(
            "Грант сомасы 38 925 000 теңге – 2026 жылғы 9 000 АЕК (1 АЕК = 4 325 теңге). "
            "Гранттың бұл түрінің (ұзақ мерзімді) мөлшері – 10 000 АЕК-тен бастап. Кестеміздегі "
            "2026 жылғы АЕК әлі тексерілмеген."
        ),
        ru=(
            "Грант в 38 925 000 тенге – это 9 000 МРП 2026 года (1 МРП = 4 325 тенге). Размер "
            "гранта этого вида (долгосрочный) – от 10 000 МРП. МРП 2026 года в нашей таблице ещё "
            "не проверен."
        ),
    )


def test_a_year_without_an_index_is_not_judged():
    data = make_sound()
    put_amount(data, 1, year=2019)
    assert "eligibility.amount" not in codes(data)


def test_a_term_too_short_for_its_kind():
    data = make_sound()
    project(data)["ends_on"] = "2024-05-30"
    found = find_one(data, "eligibility.term")
    assert (found.severity, found.place) == ("warning", "cover/period")
    assert_says(
        found,
        kk=(
            "Жобаның мерзімі – 01.03.2024 – 30.05.2024. Гранттың бұл түріне (қысқа мерзімді) "
            "белгіленген мерзім – 3–12 ай."
        ),
        ru=(
            "Срок проекта – 01.03.2024 – 30.05.2024. Для гранта этого вида (краткосрочный) "
            "установлен срок от 3 до 12 месяцев."
        ),
    )


@pytest.mark.parametrize(
    ("kind", "first", "last", "is_told"),
    [
        ("short", "2024-03-01", "2024-05-31", False),  # three whole months
        ("short", "2024-03-01", "2025-02-28", False),
        ("short", "2024-03-01", "2025-03-01", False),  # a year, as contracts write it
        ("short", "2024-03-01", "2025-03-02", True),
        ("short", "2023-11-30", "2024-02-29", False),  # February has no 30th
        ("medium", "2024-03-01", "2025-01-31", True),
        ("medium", "2024-03-01", "2026-02-28", False),
        ("long", "2024-03-01", "2027-03-02", True),
        ("private", "2024-03-01", "2030-03-02", False),
    ],
)
def test_terms(kind, first, last, is_told):
    data = make_sound()
    project(data).update(starts_on=first, ends_on=last)
    project(data)["grant"]["kind"] = kind
    assert ("eligibility.term" in codes(data)) is is_told


def test_a_long_grant_has_an_upper_end_too():
    data = make_sound()
    project(data)["grant"]["kind"] = "long"
    assert say(find_one(data, "eligibility.term"))[1].endswith("срок от 24 до 36 месяцев.")
    assert check(make_sound()) == []
