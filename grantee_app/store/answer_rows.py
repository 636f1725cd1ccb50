"""The rows of the tables of a form, and the answers in their cells.

A row hangs on its project; its answers name it in their paths («budget/<row>/price»), so whoever
moves or removes a row does it here. Rows keep their order by `position` among those of one table.
Each function is one short transaction, or part of the one around it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlite_utils import Database

from grantee_app.errors import DataProblem
from grantee_app.frozen import frozen
from grantee_app.language.message import message
from grantee_app.records import new_id
from grantee_app.records.application import (
    CELL_SIGN,
    LIST_SIGN,
    cell_path,
    rename_rows,
    split_cell,
)
from grantee_app.store.rows import mend_text

# What stands in the cells of a row, by column and language.
Cells = Mapping[tuple[str, str], str]


@frozen
class FormPlace:
    """One version of one form, as a project answers it."""

    project_id: str
    form: str
    version: str

    @property
    def key(self) -> list[str]:
        """The three in the order of the columns."""
        return [self.project_id, self.form, self.version]


def read_answers(db: Database, place: FormPlace) -> dict[tuple[str, str], str]:
    """Return everything written into a form by (path, language)."""
    rows = db.execute(
        "SELECT path, language, value FROM answer WHERE (project_id, form, version) = (?, ?, ?)",
        place.key,
    )
    return {(path, language): value for path, language, value in rows.fetchall()}


def read_rows(db: Database, place: FormPlace) -> dict[str, list[str]]:
    """Return the ids of the rows of every table of a form, in their order."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = db.execute(
        "SELECT path, id FROM answer_row WHERE (project_id, form, version) = (?, ?, ?) "
        "ORDER BY path, position, id",
        place.key,
    )
    for path, row_id in rows.fetchall():
        found[path].append(row_id)
    return dict(found)


def list_versions(db: Database, project_id: str, form: str) -> list[str]:
    """Return the versions of a form into which a project has written anything."""
    rows = db.execute(
        "SELECT DISTINCT version FROM answer WHERE project_id = ? AND form = ? AND value <> '' "
        "ORDER BY version",
        [project_id, form],
    )
    return [version for (version,) in rows.fetchall()]


def clear_form(db: Database, place: FormPlace) -> None:
    """Remove everything written into one version of one form."""
    with db.atomic():
        for table in ("answer", "answer_row"):
            db.execute(
                f"DELETE FROM {table} WHERE (project_id, form, version) = (?, ?, ?)", place.key
            )


def clear_fields(db: Database, place: FormPlace, keys: Iterable[str]) -> None:
    """Remove what was written into some fields of a form."""
    with db.atomic():
        for key in keys:
            db.execute(
                "DELETE FROM answer WHERE (project_id, form, version, path) = (?, ?, ?, ?)",
                [*place.key, key],
            )


def add_row(  # noqa: PLR0917 (a place and what is written there)
    db: Database,
    place: FormPlace,
    table: str,
    cells: Cells,
    position: int | None = None,
    row_id: str = "",
) -> str:
    """Add a row at the end of its table or at `position` (from 0), and return its id.

    DataProblem when the project is gone.
    """
    row_id = row_id or new_id()
    values = [row_id, place.project_id, *place.key[1:], table]
    with db.atomic():
        if not db.execute("SELECT 1 FROM project WHERE id = ?", [place.project_id]).fetchone():
            raise DataProblem(message("The record that this belongs to is no longer there."))
        db.execute(
            "INSERT INTO answer_row (id, project_id, form, version, path, position) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [*values, _make_room(db, place, table, position)],
        )
        for (column, language), text in cells.items():
            write_answer(db, place, cell_path(table, row_id, column), language, text)
    return row_id


def remove_rows(db: Database, place: FormPlace, row_ids: Iterable[str]) -> None:
    """Remove rows with what stands in them; cells that name one of them are emptied of it."""
    gone = set(row_ids)
    with db.atomic():
        for row_id in gone:
            row = db.execute("SELECT path FROM answer_row WHERE id = ?", [row_id]).fetchone()
            if row is None:
                continue
            start = f"{row[0]}{CELL_SIGN}{row_id}{CELL_SIGN}"
            db.execute(
                "DELETE FROM answer WHERE (project_id, form, version) = (?, ?, ?) "
                "AND path >= ? AND path < ?",
                # The sign behind CELL_SIGN ends the range.
                [*place.key, start, start[:-1] + chr(ord(CELL_SIGN) + 1)],
            )
            db.execute("DELETE FROM answer_row WHERE id = ?", [row_id])
        forget_rows(db, place, gone)


def move_row(db: Database, place: FormPlace, table: str, row_id: str, position: int) -> None:
    """Put a row at `position` (from 0, without itself) of its table; KeyError when it is gone."""
    ids = read_rows(db, place).get(table, [])
    if row_id not in ids:
        raise KeyError(row_id)
    before = list(ids)
    ids.remove(row_id)
    ids.insert(max(0, min(position, len(ids))), row_id)
    if ids == before:
        # Gaps that removed rows left are nothing to write, nor a step to undo.
        return
    with db.atomic():
        for number, found in enumerate(ids):
            db.execute(
                "UPDATE answer_row SET position = ? WHERE id = ? AND position <> ?",
                [number, found, number],
            )


def copy_row(db: Database, place: FormPlace, table: str, row_id: str) -> str:
    """Put a copy of a row right after it and return its id; KeyError when the row is gone."""
    ids = read_rows(db, place).get(table, [])
    if row_id not in ids:
        raise KeyError(row_id)
    cells: dict[tuple[str, str], str] = {}
    for (path, language), text in read_answers(db, place).items():
        cell = split_cell(path)
        if cell is not None and cell[:2] == (table, row_id):
            cells[cell[2], language] = text
    return add_row(db, place, table, cells, ids.index(row_id) + 1)


def copy_answers(
    db: Database,
    place: FormPlace,
    answers: Mapping[tuple[str, str], str],
    rows: Mapping[str, list[str]],
) -> dict[str, str]:
    """Write answers and rows of another form, the rows new; return the new ids by the old ones.

    Answers in rows that are not among `rows` are left out.
    """
    fresh = {row_id: new_id() for ids in rows.values() for row_id in ids}
    with db.atomic():
        for table, ids in rows.items():
            for row_id in ids:
                add_row(db, place, table, {}, row_id=fresh[row_id])
        for (path, language), text in answers.items():
            cell = split_cell(path)
            if cell is not None and cell[1] not in fresh:
                continue
            renamed, value = (
                rename_rows(path, text, fresh)
                if not language
                else (
                    rename_rows(path, "", fresh)[0],
                    text,
                )
            )
            write_answer(db, place, renamed, language, value)
    return fresh


def write_answer(db: Database, place: FormPlace, path: str, language: str, text: str) -> None:
    """Write one answer, over what stood there."""
    db.execute(
        """
        INSERT INTO answer (id, project_id, form, version, path, language, value, position)
        VALUES (?, ?, ?, ?, ?, ?, ?,
                (SELECT coalesce(max(position) + 1, 0) FROM answer WHERE project_id = ?))
        ON CONFLICT (project_id, form, version, path, language) DO UPDATE SET value = excluded.value
        """,
        [new_id(), *place.key, path, language, mend_text(text), place.project_id],
    )


def _make_room(db: Database, place: FormPlace, table: str, position: int | None) -> int:
    """Return the position of a new row, with the rows behind it moved on."""
    ids = read_rows(db, place).get(table, []) if position is not None else []
    if position is None or position >= len(ids):
        last = db.execute(
            "SELECT max(position) FROM answer_row "
            "WHERE (project_id, form, version, path) = (?, ?, ?, ?)",
            [*place.key, table],
        ).fetchone()[0]
        return 0 if last is None else int(last) + 1
    for number, row_id in enumerate(ids):
        wanted = number + (number >= position)
        db.execute(
            "UPDATE answer_row SET position = ? WHERE id = ? AND position <> ?",
            [wanted, row_id, wanted],
        )
    return position


def forget_rows(db: Database, place: FormPlace, gone: set[str]) -> None:
    """Take rows that are gone, or go now, out of the cells that name them."""
    for row_id in gone:
        named = db.execute(
            "SELECT id, value FROM answer WHERE (project_id, form, version) = (?, ?, ?) "
            "AND language = '' AND instr(value, ?) > 0",
            [*place.key, row_id],
        )
        for answer_id, value in named.fetchall():
            left = LIST_SIGN.join(part for part in value.split(LIST_SIGN) if part not in gone)
            if left != value:
                db.execute("UPDATE answer SET value = ? WHERE id = ?", [left, answer_id])
