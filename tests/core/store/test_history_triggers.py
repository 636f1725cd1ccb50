"""Every table is watched, whoever writes, and what is kept is exact."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlite_utils import Database

from grantee_app.store.connection import open_memory, open_writer
from grantee_app.store.history.triggers import (
    PREFIX,
    find_missing_triggers,
    install_triggers,
    read_old,
    write_old,
    write_triggers,
)
from grantee_app.store.schema import OWN_BOOKS, read_tables
from grantee_app.workspace import DATABASE_NAME, Workspace
from tests.core.store.history_data import make_project


def triggers_of(db: Database) -> dict[str, str]:
    """Return the triggers of history; the search has some of its own."""
    return {trigger.name: trigger.sql for trigger in db.triggers if trigger.name.startswith(PREFIX)}


def entries(db: Database) -> list[tuple[str, str, str, str | None]]:
    rows = db.execute("SELECT action, table_name, row_id, old FROM history ORDER BY id")
    return rows.fetchall()


def test_three_triggers_a_table_and_none_else():
    db = open_memory()
    # The words of names follow from the names; half a row is nothing to go back to.
    tables = set(db.table_names()) - OWN_BOOKS - {"participant_word", "typed_line"}
    present = triggers_of(db)
    assert len(present) == 3 * len(tables)
    for table in tables:
        for action in ("insert", "update", "delete"):
            assert f"history_of_{table}_{action}" in present


def test_triggers_are_those_of_the_schema():
    db = open_memory()
    assert triggers_of(db) == write_triggers(db)
    assert install_triggers(db) == frozenset()


def test_triggers_follow_the_columns():
    db = open_memory()
    db.execute("ALTER TABLE task ADD COLUMN colour TEXT")
    assert install_triggers(db) == {"history_of_task_update", "history_of_task_delete"}
    assert "colour" in triggers_of(db)["history_of_task_update"]


def test_a_dropped_table_leaves_no_trigger_behind():
    db = open_memory()
    db.execute("DROP TABLE winner")
    assert install_triggers(db) == frozenset()
    assert len(triggers_of(db)) == 3 * len(read_tables(db))


def test_opening_restores_what_transform_dropped(tmp_path: Path):
    path = tmp_path / DATABASE_NAME
    db = open_writer(path)
    wanted = triggers_of(db)
    db["winner"].transform(drop={"settlement_kk"})
    assert len(triggers_of(db)) == len(wanted) - 3
    assert len(find_missing_triggers(db.conn)) == 3
    db.conn.close()
    again = open_writer(path)
    assert triggers_of(again).keys() == wanted.keys()
    assert "settlement_kk" not in triggers_of(again)["history_of_winner_delete"]
    again.conn.close()


def test_search_and_books_are_not_watched():
    db = open_memory()
    db.execute("CREATE VIRTUAL TABLE search USING fts5(words)")
    install_triggers(db)
    names = {name.removeprefix("history_of_").rpartition("_")[0] for name in triggers_of(db)}
    assert not {name for name in names if name.startswith("search") or name in OWN_BOOKS}


def test_a_database_from_before_history_misses_nothing():
    db = Database(memory=True)
    db.execute("CREATE TABLE task (id TEXT PRIMARY KEY)")
    assert find_missing_triggers(db.conn) == []


def test_key_on_insert_changed_columns_on_update_row_on_delete():
    db = open_memory()
    db.execute("CREATE TABLE note (id TEXT PRIMARY KEY, a TEXT NOT NULL, b INTEGER) STRICT")
    install_triggers(db)
    db.execute("INSERT INTO note VALUES ('n', 'қар', 1)")
    db.execute("UPDATE note SET a = 'жел'")
    db.execute("UPDATE note SET a = 'жел', b = NULL")
    db.execute("UPDATE note SET b = NULL")
    db.execute("DELETE FROM note")
    assert entries(db) == [
        ("insert", "note", "n", None),
        ("update", "note", "n", '{"a":"қар"}'),
        ("update", "note", "n", '{"b":1}'),
        ("delete", "note", "n", '{"id":"n","a":"жел","b":null}'),
    ]


def test_cascades_are_recorded_children_first():
    with Workspace.in_memory() as workspace:
        workspace.save_project(make_project(tasks=1))
        start = len(entries(workspace.db))
        workspace.db.execute("DELETE FROM task")
        deleted = [(action, table) for action, table, *_ in entries(workspace.db)[start:]]
    assert deleted == [("delete", "planned_activity"), ("delete", "task")]


def test_replacing_a_row_records_the_row_that_went():
    db = open_memory()
    db.execute("CREATE TABLE note (id TEXT PRIMARY KEY, a TEXT) STRICT")
    install_triggers(db)
    db.execute("INSERT INTO note VALUES ('n', 'бір')")
    db.execute("INSERT OR REPLACE INTO note VALUES ('n', 'екі')")
    assert [entry[0] for entry in entries(db)] == ["insert", "delete", "insert"]


def test_another_program_is_recorded_too(tmp_path: Path):
    with Workspace.open(tmp_path) as workspace:
        workspace.save_project(make_project())
        other = sqlite3.connect(tmp_path / DATABASE_NAME)
        other.execute("UPDATE task SET title_kk = 'Басқаша' WHERE id = 'task-0'")
        other.commit()
        other.close()
        assert entries(workspace.db)[-1][:3] == ("update", "task", "task-0")


def test_sensitive_columns_are_never_kept():
    db = open_memory()
    db.execute("CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT, iin TEXT) STRICT")
    install_triggers(db, frozenset({("person", "iin")}))
    db.execute("INSERT INTO person VALUES ('p', 'Бақыт', '900101')")
    db.execute("UPDATE person SET iin = '900102'")
    db.execute("UPDATE person SET iin = '900103', name = 'Бақытгүл'")
    db.execute("DELETE FROM person")
    assert "9001" not in repr(entries(db))
    assert [entry[0] for entry in entries(db)] == ["insert", "update", "delete"]
    assert read_old(entries(db)[2][3]) == {"id": "p", "name": "Бақытгүл"}


values = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(st.characters(codec="utf-8")),
    st.binary(max_size=20),
)


@pytest.fixture(scope="module")
def loose() -> Database:
    db = open_memory()
    db.execute("CREATE TABLE loose (id TEXT PRIMARY KEY, 'odd \"name''' ANY) STRICT")
    install_triggers(db)
    return db


@given(old=values, new=values)
@example(old=80, new=80.0)
@example(old="80", new=80)
@example(old=None, new="")
def test_every_value_comes_back_as_it_was(loose: Database, old: object, new: object):
    loose.execute("DELETE FROM loose")
    loose.execute("INSERT INTO loose VALUES ('x', ?)", [old])
    loose.execute("DELETE FROM history")
    loose.execute('UPDATE loose SET "odd ""name\'" = ?', [new])
    is_same = type(old) is type(new) and old == new
    kept = [read_old(entry[3]) for entry in entries(loose)]
    assert len(kept) == (0 if is_same else 1)
    for values_then in kept:
        value = values_then["odd \"name'"]
        assert (value, type(value)) == (old, type(old))
        assert read_old(write_old(values_then)) == values_then
