"""Districts and cities behind hand-written places."""

from __future__ import annotations

from datetime import date

import pytest

from grantee_app.figures.places import PlacesReached, count_places
from grantee_app.records import NO_TEXT, Activity, Bilingual, ParticipantCounts, PlannedActivity


def event(kk: str, ru: str = "", heads: int = 1, **fields: object) -> Activity:
    return Activity(
        starts_on=date(2024, 7, 10),
        place=Bilingual(kk=kk, ru=ru),
        participants=ParticipantCounts(total=heads),
        **fields,  # type: ignore[arg-type]
    )


def count(*held: Activity, planned_at: Bilingual = NO_TEXT) -> PlacesReached:
    planned = PlannedActivity(title=NO_TEXT, place=planned_at)
    return count_places((planned, activity) for activity in held)


@pytest.mark.parametrize(
    ("kk", "ru", "kind"),
    [
        ("Текелі қаласы", "город Текели", "city"),
        ("Текели қ.", "", "city"),
        ("", "г. Текели", "city"),
        ("Кербұлақ ауданы, Сарыөзек ауылы", "Кербулакский район, село Сарыозек", "district"),
        ("Сарқан ауданы, Сарқан қаласы", "Сарканский район, город Сарканд", "district"),
        ("", "Кербулакский р-н, с. Сарыозек", "district"),
        ("Сарыөзек ауылы", "село Сарыозек", "settlement"),
        ("Текелі", "Текели", "place"),
        ("Әлеуметтік желілер", "Социальные сети", "elsewhere"),
        ("2 қала мен 8 аудан", "2 города и 8 районов", "elsewhere"),
        ("Талдықорған, Текелі қалалары және 8 аудан", "", "elsewhere"),
        ("Жетісу облысы, БАҚ", "область Жетісу, СМИ", "elsewhere"),
        ("", "города Талдыкорган, Текели и 8 районов", "elsewhere"),
    ],
)
def test_a_place_is_read(kk, ru, kind):
    found = count(event(kk, ru))
    if kind == "elsewhere":
        assert (found.places, found.elsewhere) == ([], 1)
    else:
        assert [place.kind for place in found.places] == [kind]
        assert found.elsewhere == 0


def test_one_place_written_several_ways_is_one():
    found = count(
        event("Текелі қаласы", "город Текели", 10),
        event("текели каласы", "", 5),
        event("", "г. Текели", 3),
        event("Текелі, мәдениет үйі", "", 2),
    )
    assert [(place.name.kk, place.activities, place.heads) for place in found.places] == [
        ("Текелі қаласы", 4, 20)
    ]


def test_villages_of_a_district_are_the_district():
    found = count(
        event("Ақсу ауданы, Жансүгіров ауылы", heads=5), event("Ақсу ауданы, Матай ауылы", heads=7)
    )
    assert [(place.name.kk, place.heads) for place in found.places] == [("Ақсу ауданы", 12)]


def test_a_district_and_a_city_of_one_name_are_two():
    found = count(event("Ақсу ауданы"), event("Ақсу қаласы"))
    assert (found.count("district"), found.count("city")) == (1, 1)


def test_an_event_without_a_place_stands_where_it_was_planned():
    found = count(event(""), planned_at=Bilingual(kk="Текелі қаласы"))
    assert found.count("city") == 1
    assert count(event("")).elsewhere == 0


def test_what_is_online_is_on_no_map():
    assert count(event("Текелі қаласы", format="online")).elsewhere == 1


def test_a_unit_of_the_register_is_one_place_however_it_is_told():
    found = count(
        event("Қаратал ауданы, Үштөбе қаласы", heads=3),
        event("Үштөбе қаласы", "город Уштобе", 10, place_code="zhetysu.karatal"),
        event("", heads=5, place_code="zhetysu.karatal"),
        event("", "Каратальский район", 2),
    )
    assert [(place.kind, place.name.kk, place.code, place.heads) for place in found.places] == [
        ("district", "Қаратал ауданы", "zhetysu.karatal", 20)
    ]


def test_units_of_one_name_are_not_one():
    found = count(
        event("", place_code="zhambyl.zhambyl"),
        event("", place_code="north-kazakhstan.zhambyl"),
        event("", place_code="zhetysu.aksu"),
        event("", place_code="pavlodar.aksu"),
    )
    assert (found.count("district"), found.count("city")) == (3, 1)


def test_a_whole_oblast_is_no_place_on_a_map():
    assert count(event("", place_code="zhetysu")).elsewhere == 1
    assert count(event("", place_code="almaty")).count("city") == 1


def test_a_unit_is_called_as_on_the_day_of_the_event():
    held = event("", place_code="astana").model_copy(update={"starts_on": date(2021, 5, 4)})
    assert count(held).places[0].name.ru == "город Нур-Султан"


def test_a_code_that_no_register_knows_leaves_the_text():
    found = count(event("Текелі қаласы", place_code="no.such"))
    assert [(place.kind, place.code) for place in found.places] == [("city", "")]


def test_heads_may_be_counted_elsewhere():
    held = event("Текелі қаласы", heads=1)
    planned = PlannedActivity(title=NO_TEXT)
    assert count_places([(planned, held)], {held.id: 62}).places[0].heads == 62
    assert count_places([(planned, held)], {}).places[0].heads == 0
