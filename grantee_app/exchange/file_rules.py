"""What a project file must keep to beyond the shape of its fields.

Numbers the database can hold, ids and answers that stand once, references that lead to a record of
the file, nothing said twice and nothing that would be changed on the way in. Rules about the
project itself are findings of `checks`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from grantee_app.exchange.file_outline import Place, find_repeated_name
from grantee_app.exchange.file_problems import (
    NOT_FINITE,
    TOO_LARGE,
    explain_line,
    explain_place,
    show_value,
    write_place,
)
from grantee_app.language.message import Message, message
from grantee_app.records import Activity, Project, ProjectFile
from grantee_app.records.base import Entry
from grantee_app.records.references import REFERENCES, gather_known

MAX_NUMBER: Final = 10**15

# Pydantic takes a date of digits alone as seconds since 1970; a date's name ends in _on, save one.
_ODD_DATE: Final = re.compile(rb'"(?:\w+_on|month)"\s*:\s*"(?!\d{4}-\d\d-\d\d")')
# The same of a moment, whose name ends in _at; without its zone it would be two moments.
_ODD_MOMENT: Final = re.compile(
    rb'"\w+_at"\s*:\s*"(?!\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)")'
)


def refuse_faults(content: ProjectFile, data: bytes, names: int, file_name: str) -> None:
    """Raise DataProblem over the first fault of a file that pydantic found well-formed.

    `names` is the number of field names in the UTF-8 text `data`.
    """
    _refuse_odd_dates(data, file_name)
    _refuse_odd_moments(data, file_name)
    _refuse_null_characters(content, data, file_name)
    taken = 0
    for place, problem in _find_faults(content):
        if problem is not None:
            raise explain_place(problem, data, file_name, place)
        taken += isinstance(place[-1], str)
    if taken < names:
        _refuse_repeated_name(data, file_name)


def _refuse_odd_dates(data: bytes, file_name: str) -> None:
    odd = _ODD_DATE.search(data)
    if odd:
        line = data.count(b"\n", 0, odd.end()) + 1
        raise explain_line(
            message("a date is not written as 2024-07-10; correct it."), file_name, line
        )


def _refuse_odd_moments(data: bytes, file_name: str) -> None:
    odd = _ODD_MOMENT.search(data)
    if odd:
        line = data.count(b"\n", 0, odd.end()) + 1
        raise explain_line(
            message("a moment is not written as 2024-07-10T14:02:00Z; correct it."), file_name, line
        )


def _refuse_null_characters(content: ProjectFile, data: bytes, file_name: str) -> None:
    # A bare one is no JSON at all, so only the escaped one can have come through.
    if rb"\u0000" not in data:
        return
    for place, value in walk_given(content):
        if "\0" in str(place[-1]) or (isinstance(value, str) and "\0" in value):
            problem = message("there is an invisible character (\\u0000) in a text; delete it.")
            raise explain_place(problem, data, file_name, place)


def _refuse_repeated_name(data: bytes, file_name: str) -> None:
    # Of two equal names JSON readers keep one and drop the other without a word.
    repeated = find_repeated_name(data.decode("utf-8"))
    if repeated:
        name, line = repeated
        raise explain_line(
            message("the field {field} stands twice in one group; delete one of them.", field=name),
            file_name,
            line,
        )


def _find_faults(content: ProjectFile) -> Iterator[tuple[Place, Message | None]]:
    """Yield every place that was given in the file, with its fault or None."""
    ids: dict[tuple[str, str], Place] = {}
    known = gather_known(content.project)
    for place, value in walk_given(content):
        problem = None
        if place[-1] == "id" and isinstance(value, str):
            problem = _judge_id(place, value, ids)
        elif place[-1] in REFERENCES and isinstance(value, str):
            problem = _judge_reference(REFERENCES[str(place[-1])], value, known)
        elif place[-1] == "month" and isinstance(value, date) and value.day != 1:
            problem = message(
                "{value} is not the first day of a month; write {first}.",
                value=show_value(value.isoformat()),
                first=show_value(value.replace(day=1).isoformat()),
            )
        elif isinstance(value, int | float) and not 0 <= value <= MAX_NUMBER:
            problem = _judge_number(value)
        elif isinstance(value, Project):
            yield from _find_repeated_answers(value)
        elif isinstance(value, Activity):
            yield from _find_repeated_people(place, value)
        yield place, problem


def _judge_id(place: Place, value: str, ids: dict[tuple[str, str], Place]) -> Message | None:
    # Ids are told apart within a kind of record; its list is the last name before the id.
    kind = next(step for step in reversed(place[:-1]) if isinstance(step, str))
    first = ids.setdefault((kind, value), place)
    if first == place:
        return None
    return message(
        "the id {value} stands at {place} already; write another one or delete this line.",
        value=show_value(value),
        place=write_place(first),
    )


def _judge_reference(list_name: str, value: str, known: dict[str, set[str]]) -> Message | None:
    if value in known[list_name]:
        return None
    return message(
        "there is no {value} in the list «{list}» of this file; write an id that stands there, "
        "or null.",
        value=show_value(value),
        list=list_name,
    )


def _judge_number(value: float) -> Message:
    if not math.isfinite(value):
        return Message(NOT_FINITE, {"value": show_value(value)})
    if value < 0:
        return message("{value} is less than zero; correct the number.", value=show_value(value))
    return Message(TOO_LARGE, {"value": show_value(value), "limit": MAX_NUMBER})


def _find_repeated_answers(project: Project) -> Iterator[tuple[Place, Message | None]]:
    first: dict[tuple[str, str, str, str], int] = {}
    for position, answer in enumerate(project.answers):
        key = (answer.form, answer.version, answer.path, answer.language)
        if first.setdefault(key, position) != position:
            yield (
                ("project", "answers", position),
                message(
                    "the same answer stands at {place} already; delete one of them.",
                    place=write_place(("project", "answers", first[key])),
                ),
            )


def _find_repeated_people(
    place: Place, activity: Activity
) -> Iterator[tuple[Place, Message | None]]:
    first: dict[str, int] = {}
    for position, attendance in enumerate(activity.attendances):
        if first.setdefault(attendance.participant_id, position) != position:
            yield (
                (*place, "attendances", position),
                message(
                    "the same person stands at {place} already; delete one of the two.",
                    place=write_place((*place, "attendances", first[attendance.participant_id])),
                ),
            )


def walk_given(content: Entry) -> Iterator[tuple[Place, object]]:
    """Yield the place and value of everything the file itself gave, in its models' order."""
    waiting: list[tuple[Place, object]] = [((), content)]
    while waiting:
        place, value = waiting.pop()
        if place:
            yield place, value
        children: list[tuple[Place, object]] = []
        if isinstance(value, Entry):
            given = value.model_fields_set
            children = [
                ((*place, name), getattr(value, name))
                for name in type(value).model_fields
                if name in given
            ]
        elif isinstance(value, list):
            children = [((*place, index), item) for index, item in enumerate(value)]
        elif isinstance(value, dict):
            children = [((*place, str(name)), item) for name, item in value.items()]
        waiting.extend(reversed(children))
