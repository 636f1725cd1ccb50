"""A register of invented people in one workspace: the size that nobody will ever reach.

The same on every machine and on every run: names are dealt out of short lists, in both spellings,
ages are told in all the ways there are, and some things nobody knows.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Final

from grantee_app.records import (
    Activity,
    Attendance,
    Bilingual,
    Organization,
    Participant,
    PlannedActivity,
    Project,
    ProjectFile,
    Task,
)
from grantee_app.records.activity import ParticipantCounts

PEOPLE: Final = 100_000
ACTIVITIES: Final = 1_000
ATTENDANCES: Final = 200_000
PROJECT_ID: Final = "bench-people"

_BEGINNINGS: Final = [
    "Қал",
    "Кал",
    "Жүс",
    "Жус",
    "Омар",
    "Ахмет",
    "Сейд",
    "Тоқт",
    "Токт",
    "Нұр",
    "Нур",
    "Бай",
    "Ерт",
    "Қас",
    "Кас",
    "Мұс",
    "Мус",
    "Әбд",
    "Абд",
    "Ысқ",
    "Иск",
    "Дос",
    "Жан",
    "Сәт",
    "Сат",
    "Тле",
    "Тіле",
    "Өм",
    "Ом",
    "Рах",
    "Рақ",
    "Шай",
    "Құл",
    "Кул",
]
_ENDINGS: Final = [
    "иева",
    "ова",
    "ев",
    "ов",
    "бекова",
    "беков",
    "ғалиева",
    "галиева",
    "баева",
    "баев",
    "жанова",
    "жанов",
]
_GIVEN: Final = [
    "Бақыт",
    "Бакыт",
    "Айгүл",
    "Айгуль",
    "Нұрлан",
    "Нурлан",
    "Ерлан",
    "Динара",
    "Әлия",
    "Алия",
    "Марат",
    "Сәуле",
    "Сауле",
    "Жанар",
    "Қайрат",
    "Кайрат",
    "Гүлнар",
    "Гульнар",
    "Айдос",
    "Ғалым",
    "Галым",
    "Мәдина",
    "Мадина",
    "Роман",
    "Ольга",
    "Сергей",
    "Анна",
    "Руслан",
    "Тимур",
]
_FATHERS: Final = [
    "Есенқызы",
    "Есеновна",
    "Маратұлы",
    "Маратович",
    "Болатқызы",
    "Болатовна",
    "Серікұлы",
]
_CATEGORIES: Final = [
    "youth",
    "children",
    "public_sector_workers",
    "unemployed",
    "older_people",
    "ngo_representatives",
    "other",
]
_DISTRICTS: Final = 40
_FIRST_DAY: Final = date(2024, 2, 1)


def make_crowded_register(
    people: int = PEOPLE, activities: int = ACTIVITIES, attendances: int = ATTENDANCES
) -> ProjectFile:
    """Return a project with so many people at so many activities, on the basis of visits."""
    deal = random.Random(20240528)  # noqa: S311 (a benchmark keeps no secrets)
    register = [_make_person(deal, number) for number in range(people)]
    lists: list[list[Attendance]] = [[] for _ in range(activities)]
    seen: set[tuple[int, int]] = set()
    while len(seen) < attendances:
        # Some come again and again, as in life.
        who = min(deal.randrange(people), deal.randrange(people))
        place = deal.randrange(activities), who
        if place not in seen:
            seen.add(place)
            lists[place[0]].append(Attendance(participant_id=register[who].id))
    held = [_make_activity(deal, number, rows) for number, rows in enumerate(lists)]
    planned = [
        PlannedActivity(id=f"bench-planned-{part}", title=Bilingual(kk=f"Шара {part}"), held=events)
        for part in range(10)
        if (events := held[part::10])
    ]
    return ProjectFile(
        format="bastama-project",
        schema_version=1,
        organization=Organization(id="bench-org", name=Bilingual(kk="Ұйым")),
        project=Project(
            id=PROJECT_ID,
            title=Bilingual(kk="Көп адам"),
            tasks=[Task(id="bench-task", title=Bilingual(kk="Міндет"), activities=planned)],
            participants=register,
        ),
    )


def _make_person(deal: random.Random, number: int) -> Participant:
    ways = deal.random()
    year, told = deal.randrange(1940, 2014), {}
    if ways < 0.4:
        told = {"born_on": date(year, deal.randrange(1, 13), deal.randrange(1, 29))}
    elif ways < 0.7:
        told = {"birth_year": year}
    elif ways < 0.95:
        told = {"age": 2024 - year, "age_on": date(2024, 6, 10)}
    name = f"{deal.choice(_BEGINNINGS)}{deal.choice(_ENDINGS)} {deal.choice(_GIVEN)}"
    if deal.random() < 0.5:
        name += f" {deal.choice(_FATHERS)}"
    return Participant(
        id=f"018fbd91-cc80-7{number % 4096:03x}-8000-{number:012x}",
        name=name,
        gender=deal.choice(("male", "female", "female", "")) if ways > 0.9 else "female",
        category=deal.choice(_CATEGORIES) if ways < 0.97 else "",
        place=f"{deal.randrange(_DISTRICTS)}-аудан",
        consent_on=date(2024, 6, 1) if ways < 0.9 else None,
        **told,
    )


def _make_activity(deal: random.Random, number: int, rows: list[Attendance]) -> Activity:
    counted = deal.randrange(40) if number % 10 == 0 else None
    place = number % _DISTRICTS
    return Activity(
        id=f"bench-activity-{number:04}",
        starts_on=_FIRST_DAY + timedelta(days=number % 280),
        place=Bilingual(kk=f"{place}-аудан", ru=f"Район {place}"),
        counts_towards_beneficiaries=number % 25 != 0,
        attendances=rows,
        participants=ParticipantCounts(total=counted),
    )
