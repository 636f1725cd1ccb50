"""A project with 1 000 activities held and 10 000 people: what the window has to keep pace with.

Built on the large project, so that every line has words of a real length; names are dealt out from
short invented lists. The same on every machine and on every run.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import Final

from large_project import FIRST_DAY, make_large_project

from grantee_app.records import ProjectFile
from grantee_app.records.activity import Activity
from grantee_app.records.participant import Attendance, Participant
from grantee_app.records.plan import PlannedActivity
from grantee_app.records.project import Expense

HELD_PER_ACTIVITY: Final = 5
PEOPLE: Final = 10_000
VISITORS: Final = 30
EXPENSES: Final = 2_000
PROJECT_ID: Final = "crowded-project"

_FAMILIES: Final = (
    "Бейсова", "Құрманова", "Сәрсенова", "Тілеуова", "Жүнісова", "Әділова", "Қасымова", "Нұрова",
    "Оразова", "Смирнова", "Ким", "Ахметова", "Иванова", "Байжанова", "Омарова", "Сапарова",
    "Есенова", "Мұқанова", "Рахимова", "Төлегенова", "Шәріпова", "Ысқақова", "Үсенова", "Дәуренова",
    "Ғалиева",
)  # fmt: skip
_NAMES: Final = (
    "Айгүл", "Сәуле", "Гүлнар", "Әсел", "Мария", "Динара", "Жанар", "Қарлығаш", "Ольга", "Зәуре",
    "Индира", "Светлана", "Райхан", "Шолпан", "Ұлжан", "Балжан", "Елена", "Назгүл", "Төрегүл",
    "Өркен",
)  # fmt: skip
_FATHERS: Final = (
    "Болатқызы", "Серікқызы", "Нұрланқызы", "Ерланқызы", "Қайратқызы", "Асқарқызы", "Маратқызы",
    "Ивановна", "Оразқызы", "Дәулетқызы", "Жомартқызы", "Сәкенқызы", "Тимурқызы", "Бауыржанқызы",
    "Әлібекқызы", "Петровна", "Ғалымқызы", "Мұратқызы", "Рүстемқызы", "Ильясқызы",
)  # fmt: skip


def make_crowded_project() -> ProjectFile:
    """Return the large project with every activity held five times, its people and expenses."""
    content = make_large_project()
    people = make_people()
    held = 0
    tasks = []
    for task in content.project.tasks:
        activities = []
        for planned in task.activities:
            activities.append(_hold_often(planned, people, held))
            held += HELD_PER_ACTIVITY
        tasks.append(task.model_copy(update={"activities": activities}))
    project = content.project.model_copy(
        update={
            "id": PROJECT_ID,
            "tasks": tasks,
            "participants": people,
            "expenses": _make_expenses(content.project.expenses),
        }
    )
    return content.model_copy(update={"project": project})


def make_people() -> list[Participant]:
    """Return the people, all with different names, years and places dealt out in turn."""
    combined = product(_FATHERS, _NAMES, _FAMILIES)
    return [
        Participant(
            id=f"crowd-{number:05}",
            name=f"{family} {name} {father}",
            gender="female",
            birth_year=1950 + number % 56,
            place=("Үштөбе", "Талдықорған", "Текелі", "Жаркент")[number % 4],
        )
        for number, (father, name, family) in zip(range(PEOPLE), combined, strict=False)
    ]


def _hold_often(planned: PlannedActivity, people: list[Participant], first: int) -> PlannedActivity:
    model = planned.held[0]
    held = [
        _hold_again(model, people, first + turn) if turn else _invite(model, people, first)
        for turn in range(HELD_PER_ACTIVITY)
    ]
    return planned.model_copy(update={"held": held})


def _hold_again(model: Activity, people: list[Participant], number: int) -> Activity:
    day = FIRST_DAY + timedelta(days=number % 330)
    again = model.model_copy(
        update={
            "id": f"crowd-held-{number:04}",
            "starts_on": day,
            "ends_on": None,
            "evidence": [],
        }
    )
    return _invite(again, people, number)


def _invite(activity: Activity, people: list[Participant], number: int) -> Activity:
    came = [
        Attendance(id=f"crowd-{number:04}-{seat:02}", participant_id=person.id)
        for seat, person in enumerate(
            people[(number * 17 + seat * 331) % len(people)] for seat in range(VISITORS)
        )
    ]
    return activity.model_copy(update={"attendances": came})


def _make_expenses(known: list[Expense]) -> list[Expense]:
    return [
        known[number % len(known)].model_copy(
            update={"id": f"crowd-paid-{number:04}", "attachments": [], "budget_line_id": None}
        )
        for number in range(EXPENSES)
    ]
