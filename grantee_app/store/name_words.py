"""The words of every participant's name, by which the register is searched as somebody types.

A table of words, each with the whole name it is of, and the triggers that keep it: an undo, an
import, a repair by hand all pass by them. Whatever passed by without them is noticed at the opening
by the numbers, and the words are made anew. It is no table of records: history does not keep it.
"""

from __future__ import annotations

from typing import Final

from sqlite_utils import Database

from grantee_app.language.folding import fold_text
from grantee_app.store.schema import quote_name

PREFIX: Final = "words_of_"
# A second name behind a hyphen and initials are words as well; behind the last of these signs
# SQLite's functions would not read on.
_PARTS: Final = str.maketrans(dict.fromkeys("-.,()\0", " "))
# To count the words of more names at every start would take too long.
_COUNTED: Final = 10_000


def make_name_key(name: str) -> str:
    """Return the words of a name folded, parted by single spaces, to be kept as `name_key`."""
    return " ".join(fold_text(name).translate(_PARTS).split())


def split_words(name: str) -> list[str]:
    """Return the words of a name as they are searched, each once."""
    return list(dict.fromkeys(make_name_key(name).split()))


def install_words(db: Database) -> None:
    """Make the triggers those of this program, and the words those of the names."""
    if not _has_tables(db):
        return
    wanted, present = _write_triggers(), _read_triggers(db)
    if wanted != present:
        with db.atomic():
            for name in present:
                db.execute(f"DROP TRIGGER {quote_name(name)}")
            for sql in wanted.values():
                db.execute(sql)
            rebuild_words(db)
    elif not _is_whole(db):
        rebuild_words(db)


def drop_word_triggers(db: Database) -> None:
    """Remove the triggers: a migration could not change a table that one of them names."""
    with db.atomic():
        for name in _read_triggers(db):
            db.execute(f"DROP TRIGGER {quote_name(name)}")


def rebuild_words(db: Database) -> None:
    """Make the words anew from the names."""
    with db.atomic():
        db.execute("DELETE FROM participant_word")
        db.execute(
            "INSERT INTO participant_word (project_id, word, participant_id, name_key) "
            "SELECT DISTINCT project_id, value, participant.id, name_key "
            f"FROM participant, {_split('')} WHERE value <> ''"
        )


def _is_whole(db: Database) -> bool:
    people, words = db.execute(
        "SELECT (SELECT count(*) FROM participant), (SELECT count(*) FROM participant_word)"
    ).fetchone()
    if people > _COUNTED:
        # Each has a word at least, or hardly anybody has none.
        return bool(words >= people)
    named, found = db.execute(
        "SELECT (SELECT count(*) FROM participant WHERE name_key <> ''), "
        "(SELECT count(DISTINCT participant_id) FROM participant_word)"
    ).fetchone()
    return bool(named == found)


def _has_tables(db: Database) -> bool:
    found = db.execute(
        "SELECT count(*) FROM sqlite_master WHERE name IN ('participant', 'participant_word')"
    ).fetchone()
    return bool(found[0] == 2)


def _split(row: str) -> str:
    """Return the table of the words of `name_key` of a row, as a list in JSON."""
    return f"""json_each('[' || replace(json_quote({row}name_key), ' ', '","') || ']')"""


def _write_triggers() -> dict[str, str]:
    add = (
        "INSERT INTO participant_word (project_id, word, participant_id, name_key) SELECT DISTINCT "
        f"NEW.project_id, value, NEW.id, NEW.name_key FROM {_split('NEW.')} WHERE value <> '';"
    )
    remove = (
        "DELETE FROM participant_word WHERE (project_id, word, participant_id) IN (SELECT "
        f"OLD.project_id, value, OLD.id FROM {_split('OLD.')});"
    )
    parts = {
        "insert": ("INSERT", add),
        "update": ("UPDATE OF id, project_id, name_key", f"{remove} {add}"),
        "delete": ("DELETE", remove),
    }
    return {
        f"{PREFIX}participant_{action}": (
            f"CREATE TRIGGER {PREFIX}participant_{action} AFTER {event} ON participant BEGIN "
            f"{body} END"
        )
        for action, (event, body) in parts.items()
    }


def _read_triggers(db: Database) -> dict[str, str]:
    rows = db.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, ?) = ?",
        [len(PREFIX), PREFIX],
    )
    return dict(rows.fetchall())
