"""Which fields of a record name another record of the same project, and in which list it stands.

Records that hang on another one stand inside it; a reference is what is left: a name of somebody
who may go without taking along whoever named her. Knows nothing of storage.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from grantee_app.records.base import Entry
from grantee_app.records.project import Project

# Field → the list that holds what it may name.
REFERENCES: Final[dict[str, str]] = {
    "responsible_id": "staff",
    "planned_activity_id": "activities",
    "budget_line_id": "budget_lines",
    "staff_member_id": "staff",
}


def list_ids(project: Project, list_name: str) -> list[str]:
    """Return the ids of every record in the lists called `list_name`, at any depth."""
    return [record.id for name, record in _walk(project) if name == list_name]


def has_dangling(project: Project) -> bool:
    """Tell whether a reference names a record that the project does not have."""
    records = list(_walk(project))
    known = {name: set[str]() for name in REFERENCES.values()}
    for name, record in records:
        if name in known:
            known[name].add(record.id)
    return any(
        getattr(record, field, None) is not None and getattr(record, field) not in known[list_name]
        for _, record in records
        for field, list_name in REFERENCES.items()
    )


def _walk(entry: Entry) -> Iterator[tuple[str, Any]]:
    """Yield every record in a list, with the name of its list."""
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        for item in value if isinstance(value, list) else ():
            if isinstance(item, Entry):
                yield name, item
                yield from _walk(item)
