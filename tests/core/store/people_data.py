"""A small project with people, for the tests of whatever knows participants."""

from __future__ import annotations

from datetime import date

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

NAME = Bilingual(kk="аты")
BAKYT = Participant(
    id="bakyt", name="Қалиева Бақыт", gender="female", born_on=date(1990, 7, 10), category="youth"
)
TWIN = Participant(
    id="twin",
    name="Калиева Бакыт",
    birth_year=1990,
    contact="+7 700 000 00 01",
    tags="мұғалім",
    consent_on=date(2024, 7, 1),
)
KIM = Participant(id="kim", name="Ким Роман", gender="male", age=52, age_on=date(2024, 1, 1))
CHILD = Participant(id="child", name="Оспанова Әлия", gender="female", birth_year=2015)


def make_activity(row_id: str, day: date, *people: Participant, **fields) -> Activity:
    attendances = [
        Attendance(id=f"{row_id}-{person.id}", participant_id=person.id) for person in people
    ]
    return Activity(id=row_id, starts_on=day, attendances=attendances, **fields)


def make_file(
    *held: Activity, people: tuple[Participant, ...] = (BAKYT, TWIN, KIM, CHILD), **fields
) -> ProjectFile:
    planned = PlannedActivity(
        id="planned", title=NAME, held=list(held), **fields.pop("planned", {})
    )
    return ProjectFile(
        format="bastama-project",
        schema_version=1,
        organization=Organization(id="org", name=NAME),
        project=Project(
            id="project",
            title=NAME,
            tasks=[Task(id="task", title=NAME, activities=[planned])],
            participants=list(people),
            **fields,
        ),
    )


FIRST = date(2024, 7, 9)
SECOND = date(2024, 7, 10)
# 3 by name and 14 counted; then 2 by name.
FAIR = make_activity(
    "fair",
    FIRST,
    KIM,
    BAKYT,
    CHILD,
    participants=ParticipantCounts(
        total=14, gender={"male": 6, "female": 8}, category={"youth": 14}, age={"17-22": 13}
    ),
)
SEMINAR = make_activity("seminar", SECOND, BAKYT, TWIN)
