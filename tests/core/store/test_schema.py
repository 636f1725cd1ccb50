"""Tables as they are read from the database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grantee_app.giving_way import giving_way, in_turns
from grantee_app.store.schema import OWN_BOOKS, find_table, read_table, read_tables
from grantee_app.workspace import Workspace


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with Workspace.in_memory() as workspace:
        yield workspace


def test_one_table_is_read_as_all_are(workspace: Workspace) -> None:
    tables = read_tables(workspace.db)
    assert "activity" in tables
    assert {name: read_table(workspace.db, name) for name in tables} == tables


@pytest.mark.parametrize("name", [*sorted(OWN_BOOKS), "sqlite_schema", "nobody", ""])
def test_what_is_no_table_of_records_is_not_found(workspace: Workspace, name: str) -> None:
    assert find_table(workspace.db, name) is None
    with pytest.raises(KeyError):
        read_table(workspace.db, name)


def test_a_table_of_somebody_else_is_not_found(workspace: Workspace) -> None:
    workspace.db.execute("CREATE TABLE pair (one TEXT, other TEXT, PRIMARY KEY (one, other))")
    workspace.db.execute("CREATE VIEW seen AS SELECT id FROM activity")
    workspace.db.execute("CREATE VIRTUAL TABLE words USING fts5 (word)")
    for name in ("pair", "seen", "words", "words_data"):
        assert find_table(workspace.db, name) is None
        assert name not in read_tables(workspace.db)


def test_in_turns_gives_way_before_each_item() -> None:
    seen: list[str] = []
    with giving_way(lambda: seen.append("way")):
        for item in in_turns("ab"):
            seen += item
    assert seen == ["way", "a", "way", "b"]
