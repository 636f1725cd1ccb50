"""Which fields of a record name another record of the same project, and in which list it stands.

Records that hang on another one stand inside it; a reference is what is left: a name of somebody
who may go without taking along whoever named her. Knows nothing of storage.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from grantee_app.records.base import Entry
from grantee_app.records.project import Project

# Field → the list that holds what it may name.
REFERENCES: Final[dict[str, str]] = {
    "responsible_id": "staff",
    "planned_activity_id": "activities",
    "budget_line_id": "budget_lines",
    "staff_member_id": "staff",
    "participant_id": "participants",
    "first_id": "participants",
    "second_id": "participants",
}


def list_ids(project: Project, list_name: str) -> list[str]:
    """Return the ids of every record in the lists called `list_name`, at any depth."""
    return [record.id for name, record in _walk(project) if name == list_name]


def gather_known(project: Project) -> dict[str, set[str]]:
    """Return the ids of all that may be named, by the list they stand in."""
    known = {name: set[str]() for name in REFERENCES.values()}
    for name, record in _walk(project):
        if name in known:
            known[name].add(record.id)
    return known


def has_dangling(project: Project) -> bool:
    """Tell whether a reference names a record that the project does not have."""
    known = gather_known(project)
    return any(
        getattr(record, field) is not None
        and getattr(record, field) not in known[REFERENCES[field]]
        for _, record in _walk(project)
        for field in _list_references(record.__class__)
    )


@cache
def _list_references(model: type[Entry]) -> tuple[str, ...]:
    return tuple(name for name in model.model_fields if name in REFERENCES)


def _walk(entry: Entry) -> Iterator[tuple[str, Any]]:
    """Yield every record in a list, with the name of its list."""
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        for item in value if isinstance(value, list) else ():
            if isinstance(item, Entry):
                yield name, item
                yield from _walk(item)
