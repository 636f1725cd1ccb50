"""Settings that go with a workspace: texts by key, in the database beside the records.

Undo, history and backups treat them as any row. What a key means, and what stands for a text that
makes no sense, is known where it is used. The program's own settings (its language, where the
workspace lies) are `grantee_app.settings`.
"""

from __future__ import annotations

from sqlite_utils import Database

from grantee_app.store.rows import mend_text


def read_setting(db: Database, key: str) -> str | None:
    """Return what was set, None when nothing was."""
    row = db.execute("SELECT value FROM setting WHERE id = ?", [key]).fetchone()
    return None if row is None else str(row[0])


def list_settings(db: Database, prefix: str = "") -> dict[str, str]:
    """Return the settings whose keys begin with `prefix`, by key, in the order of the keys."""
    rows = db.execute(
        "SELECT id, value FROM setting WHERE substr(id, 1, length(:prefix)) = :prefix ORDER BY id",
        {"prefix": prefix},
    )
    return dict(rows.fetchall())


def write_setting(db: Database, key: str, value: str | None) -> None:
    """Set a text, None takes the setting away; part of the change around it.

    What is set already is not written again: a change without a difference is no step of undo.
    """
    if value is None:
        db.execute("DELETE FROM setting WHERE id = ?", [key])
        return
    db.execute(
        "INSERT INTO setting (id, value) VALUES (?, ?) "
        "ON CONFLICT (id) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
        [key, mend_text(value)],
    )
