"""Settings of a workspace: written, listed, undone, kept."""

from __future__ import annotations

from pathlib import Path

from grantee_app.store.settings import list_settings, read_setting, write_setting
from grantee_app.workspace import Workspace


def put(workspace: Workspace, key: str, value: str | None) -> None:
    with workspace.change():
        write_setting(workspace.db, key, value)


def test_a_setting_is_read_listed_and_taken_away(tmp_path: Path):
    with Workspace.open(tmp_path) as workspace:
        assert read_setting(workspace.db, "a.b") is None
        for key, value in (("a.c", "2"), ("a.b", "1"), ("ab", "3"), ("a%c", "4")):
            put(workspace, key, value)
        put(workspace, "a.b", "«бір»")
    with Workspace.open(tmp_path) as workspace:
        assert read_setting(workspace.db, "a.b") == "«бір»"
        assert list(list_settings(workspace.db, "a.").items()) == [("a.b", "«бір»"), ("a.c", "2")]
        assert len(list_settings(workspace.db)) == 4
        put(workspace, "a.b", None)
        assert list_settings(workspace.db, "a.") == {"a.c": "2"}


def test_a_setting_is_undone_like_anything_else():
    with Workspace.in_memory() as workspace:
        put(workspace, "key", "бұрынғы")
        put(workspace, "key", "жаңа")
        put(workspace, "key", None)
        seen = []
        while workspace.undo():
            seen.append(read_setting(workspace.db, "key"))
        assert seen == ["жаңа", "бұрынғы", None]
        workspace.redo()
        assert read_setting(workspace.db, "key") == "бұрынғы"


def test_what_is_set_already_is_no_step_and_half_a_character_is_mended():
    with Workspace.in_memory() as workspace:
        put(workspace, "key", "сол\ud83d")
        put(workspace, "key", "сол\ufffd")
        assert read_setting(workspace.db, "key") == "сол\ufffd"
        workspace.undo()
        assert workspace.undo() is None


def test_listeners_hear_of_settings():
    heard = []
    with Workspace.in_memory() as workspace:
        workspace.subscribe(heard.append)
        put(workspace, "key", "1")
    assert heard == [frozenset({"setting"})]
