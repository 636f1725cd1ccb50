"""What is to be done about people by name: how many there are, what ails them, what puts it right.

A finding tells of one table of the form; whoever stands in none of two is still one person. Names
nobody: Home is seen by whoever passes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from grantee_app.frozen import frozen
from grantee_app.language.message import Message, message, plural_message

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding
    from grantee_app.checks.state import ProjectState
    from grantee_app.figures.people_gaps import UnplacedPeople


@frozen
class PeopleStep:
    """The title of the findings of one code, and what to do about them."""

    title: Callable[[list[Finding], ProjectState], Message]
    advice: Message


def _title_outside(_found: list[Finding], state: ProjectState) -> Message:
    unplaced = _list_unplaced(state, "outside")
    count = _count_people(unplaced)
    if {entry.dimension for entry in unplaced} == {"age"}:
        return plural_message(
            "{count} participant is in no age group of the form",
            "{count} participants are in no age group of the form",
            count,
        )
    return plural_message(
        "{count} participant is in no group of a table of the form",
        "{count} participants are in no group of a table of the form",
        count,
    )


def _title_unknown(_found: list[Finding], state: ProjectState) -> Message:
    return plural_message(
        "The gender, category or age of {count} participant is not told",
        "The gender, category or age of {count} participants is not told",
        _count_people(_list_unplaced(state, "unknown")),
    )


def _title_category_age(found: list[Finding], _state: ProjectState) -> Message:
    count = sum(finding.message.count or 0 for finding in found)
    return plural_message(
        "The age of {count} participant is not of the category",
        "The age of {count} participants is not of the category",
        count,
    )


def _title_no_list(_found: list[Finding], _state: ProjectState) -> Message:
    return message("There is no list of those who came")


PEOPLE_STEPS: Final[dict[str, PeopleStep]] = {
    "people.outside": PeopleStep(
        _title_outside,
        message("Decide whether they are participants, or put the age or the category right."),
    ),
    "people.unknown": PeopleStep(
        _title_unknown,
        message("Fill it in in the register; what nobody knows is not guessed."),
    ),
    "people.category_age": PeopleStep(
        _title_category_age,
        message("Look at the category and the year of birth."),
    ),
    "people.no_list": PeopleStep(
        _title_no_list,
        message("Add the list to the evidence of the activity, or write the people down by name."),
    ),
}


def _list_unplaced(state: ProjectState, reason: str) -> list[UnplacedPeople]:
    dimensions = {table.dimension for table in state.subject.demographic_tables}
    return [
        entry
        for entry in state.figures.unplaced
        if entry.reason == reason and entry.dimension in dimensions
    ]


def _count_people(unplaced: list[UnplacedPeople]) -> int:
    """Return how many different people these are, as far as all of them are named."""
    ids = {person_id for entry in unplaced for person_id, _name in entry.people}
    return max([len(ids), *(entry.count for entry in unplaced)])
