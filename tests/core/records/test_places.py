"""The register of units: complete, in both languages, and true to the day it is asked for."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.records.places import (
    describe_place,
    find_units,
    get_unit,
    list_regions,
    list_units,
    load_places,
)

# Districts, cities of oblast significance and city districts of each region, by the classifier.
LISTED_2023 = {
    "abai": (8, 2, 0),
    "akmola": (17, 3, 0),
    "aktobe": (12, 1, 0),
    "almaty-oblast": (9, 1, 0),
    "atyrau": (7, 1, 0),
    "west-kazakhstan": (12, 1, 0),
    "zhambyl": (10, 1, 0),
    "zhetysu": (8, 2, 0),
    "karaganda": (7, 6, 0),
    "kostanay": (16, 4, 0),
    "kyzylorda": (7, 2, 0),
    "mangystau": (5, 2, 0),
    "pavlodar": (10, 3, 0),
    "north-kazakhstan": (13, 1, 0),
    "turkistan": (14, 3, 0),
    "ulytau": (2, 3, 0),
    "east-kazakhstan": (9, 2, 0),
    "astana": (0, 0, 5),
    "almaty": (0, 0, 8),
    "shymkent": (0, 0, 5),
}
# Units below each region since 2024, by the tree of the Bureau of National Statistics.
LISTED_2024 = {
    "abai": 12,
    "akmola": 20,
    "aktobe": 13,
    "almaty-oblast": 11,
    "atyrau": 8,
    "west-kazakhstan": 13,
    "zhambyl": 11,
    "zhetysu": 10,
    "karaganda": 13,
    "kostanay": 20,
    "kyzylorda": 9,
    "mangystau": 7,
    "pavlodar": 13,
    "north-kazakhstan": 14,
    "turkistan": 17,
    "ulytau": 5,
    "east-kazakhstan": 13,
    "astana": 6,
    "almaty": 8,
    "shymkent": 5,
}
BEGINNING_2023 = date(2023, 1, 1)


def count_kinds(on: date | None = None) -> dict[str, int]:
    units = [unit for unit in load_places() if on is None or unit.is_valid(on)]
    return dict(Counter(unit.kind for unit in units))


def find_codes(typed: str, on: date | None = None) -> list[str]:
    return [unit.code for unit in find_units(typed, on)]


def test_official_totals() -> None:
    assert count_kinds(BEGINNING_2023) == {
        "oblast": 17,
        "republic_city": 3,
        "district": 166,
        "city": 38,
        "city_district": 18,
    }
    # Four districts, Alatau and Saraishyk came in 2024; 39 cities are the total of 2026.
    assert count_kinds()["district"] == 170
    assert count_kinds()["city"] == 39
    assert count_kinds()["city_district"] == 19


def test_each_region_has_its_units() -> None:
    found = {
        region.code: tuple(
            sum(unit.kind == kind for unit in list_units(region.code, BEGINNING_2023))
            for kind in ("district", "city", "city_district")
        )
        for region in list_regions(BEGINNING_2023)
    }
    assert found == LISTED_2023


def test_each_region_has_its_units_now() -> None:
    assert {region.code: len(list_units(region.code)) for region in list_regions()} == LISTED_2024
    assert sum(LISTED_2024.values()) == 228


def test_new_regions_began_together() -> None:
    before, since = list_regions(date(2022, 6, 7)), list_regions(date(2022, 6, 8))
    assert {unit.code for unit in since} - {unit.code for unit in before} == {
        "abai",
        "zhetysu",
        "ulytau",
    }
    assert len(since) == 20
    # What they were made of was elsewhere the day before, and nothing was lost.
    assert len(list_units("almaty-oblast", date(2022, 6, 7))) == 20
    assert list_units("zhetysu", date(2022, 6, 7)) == []


def test_units_are_whole() -> None:
    units = load_places()
    codes = [unit.code for unit in units]
    assert len(set(codes)) == len(codes)
    katos = [unit.kato for unit in units if unit.kato]
    assert len(set(katos)) == len(katos)
    by_code = {unit.code: unit for unit in units}
    names = Counter((unit.parent, unit.name.kk) for unit in units)
    assert max(names.values()) == 1
    names = Counter((unit.parent, unit.name.ru) for unit in units)
    assert max(names.values()) == 1
    for unit in units:
        assert unit.name.kk.strip() == unit.name.kk != ""
        assert unit.name.ru.strip() == unit.name.ru != ""
        if unit.kind in {"oblast", "republic_city"}:
            assert unit.parent == ""
            assert len(unit.kato) == 2
        else:
            parent = by_code[unit.parent]
            wanted = {"republic_city"} if unit.kind == "city_district" else {"oblast"}
            assert parent.kind in wanted
            assert not unit.kato or unit.kato.startswith(parent.kato)
            assert unit.code.startswith(f"{unit.parent}.")


def test_kazakh_names_are_kazakh() -> None:
    words = {
        "oblast": "облысы",
        "republic_city": "қаласы",
        "city": "қаласы",
        "district": "ауданы",
        "city_district": "ауданы",
    }
    odd = [u.name.kk for u in load_places() if not u.name.kk.endswith(words[u.kind])]
    assert odd == ["Ғабит Мүсірепов атындағы аудан"]
    russian = ("област", "город ", "район")
    assert all(any(word in u.name.ru for word in russian) for u in load_places())


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Қаратал ауданы", ["zhetysu.karatal"]),
        ("Каратальский район", ["zhetysu.karatal"]),
        ("в Каратальском районе", ["zhetysu.karatal"]),
        ("Қаратал ауданында", ["zhetysu.karatal"]),
        ("каратал", ["zhetysu.karatal"]),
        ("г. Текели", ["zhetysu.tekeli"]),
        ("Текелі қ.", ["zhetysu.tekeli"]),
        ("Талдықорған қ.ә.", ["zhetysu.taldykorgan"]),
        ("Талдыкорган Г.А.", ["zhetysu.taldykorgan"]),
        ("Ақсу", ["zhetysu.aksu", "pavlodar.aksu"]),
        ("Ақсу қаласы", ["pavlodar.aksu"]),
        ("Аксуский район", ["zhetysu.aksu"]),
        ("Павлодар облысы, Ақсу", ["pavlodar.aksu"]),
        ("Жамбыл, Меркі", ["zhambyl.merki"]),
        ("г. Алматы, Ауэзовский район", ["almaty.auezov"]),
        ("село Сарыозек, Кербулакский район", ["zhetysu.kerbulak"]),
        ("область Жетысу", ["zhetysu"]),
        ("Нур-Султан", ["astana"]),
        ("Тарановский район", ["kostanay.beimbet-mailin"]),
        ("Майлин", ["kostanay.beimbet-mailin"]),
        ("СҚО", ["north-kazakhstan"]),
        ("Instagram", []),
        ("әлеуметтік желілер", []),
        ("", []),
        ("қ.", []),
    ],
)
def test_typed_names_are_found(typed: str, codes: list[str]) -> None:
    assert find_codes(typed) == codes


def test_several_units_of_one_name_are_all_offered() -> None:
    assert set(find_codes("Абай ауданы")) == {"abai.abai", "karaganda.abai", "shymkent.abai"}
    assert find_codes("Алматы")[0] == "almaty"


def test_every_unit_is_found_by_its_own_names() -> None:
    for unit in load_places():
        for name in (unit.name.kk, unit.name.ru, *unit.other_names):
            assert unit.code in find_codes(name), name


def test_only_units_of_the_day_are_found() -> None:
    assert find_codes("Жаңасемей", date(2023, 12, 31)) == []
    assert find_codes("Жаңасемей", date(2024, 1, 1)) == ["abai.zhanasemei"]
    (karatal,) = find_units("Қаратал ауданы", date(2022, 6, 7))
    assert karatal.parent == "almaty-oblast"


@pytest.mark.parametrize(
    ("code", "on", "kk", "ru"),
    [
        ("astana", date(2019, 3, 22), "Астана қаласы", "город Астана"),
        ("astana", date(2019, 3, 23), "Нұр-Сұлтан қаласы", "город Нур-Султан"),
        ("astana", date(2022, 9, 18), "Нұр-Сұлтан қаласы", "город Нур-Султан"),
        ("astana", date(2022, 9, 19), "Астана қаласы", "город Астана"),
        ("turkistan", date(2018, 6, 18), "Оңтүстік Қазақстан облысы", "Южно-Казахстанская область"),
        ("turkistan", date(2018, 6, 19), "Түркістан облысы", "Туркестанская область"),
        ("almaty-oblast.konaev", date(2022, 5, 2), "Қапшағай қаласы", "город Капшагай"),
    ],
)
def test_a_unit_is_called_as_on_its_day(code: str, on: date, kk: str, ru: str) -> None:
    assert describe_place(code, "", "kk", on) == kk
    assert describe_place(code, "", "ru", on) == ru


def test_place_is_told_with_its_free_text() -> None:
    assert (
        describe_place("zhetysu.karatal", "Үштөбе қаласы", "kk") == "Қаратал ауданы, Үштөбе қаласы"
    )
    assert describe_place("zhetysu.karatal", "", "ru") == "Каратальский район"
    told_twice = "Каратальский район, г. Уштобе"
    assert describe_place("zhetysu.karatal", told_twice, "ru") == told_twice
    with_region = describe_place(
        "zhetysu.karatal", "Үштөбе", "kk", date(2021, 3, 1), with_region=True
    )
    assert with_region == "Алматы облысы, Қаратал ауданы, Үштөбе"
    assert describe_place("no.such", "Сарыөзек", "kk") == "Сарыөзек"
    assert describe_place("", "", "kk") == ""


def test_unknown_code_is_no_unit() -> None:
    assert get_unit("no.such") is None


@given(st.text(max_size=40), st.none() | st.dates(date(2015, 1, 1), date(2030, 1, 1)))
def test_no_text_breaks_the_search(typed: str, on: date | None) -> None:
    codes = find_codes(typed, on)
    assert len(set(codes)) == len(codes)
