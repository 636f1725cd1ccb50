"""Erasing what was written into a form: a row's cells name it in their paths alone.

No key of the database ties an answer to its row or its application, so erasing one of these is told
here what else must go, also what of it was deleted long ago.
"""

from __future__ import annotations

from sqlite_utils import Database

from grantee_app.records.application import CELL_SIGN
from grantee_app.store.answer_rows import FormPlace, forget_rows
from grantee_app.store.history.erasing import Erased, erase_record


def erase_row(db: Database, device: str, row_id: str) -> Erased:
    """Erase a row of a table with its cells, as `erasing.erase_record`; nothing names it after."""
    place = _find_form(db, "answer_row", row_id)

    def forget() -> None:
        if place is not None:
            forget_rows(db, place, {row_id})

    return erase_record(
        db, device, "answer_row", row_id, forget, {"answer": _find_cells(db, row_id)}
    )


def erase_application(db: Database, device: str, application_id: str) -> Erased:
    """Erase an application with everything written into its form, as `erasing.erase_record`.

    What was written into other versions of the form goes too.
    """
    place = _find_form(db, "application", application_id)
    if place is None:
        return erase_record(db, device, "application", application_id)
    beside = {table: _find_written(db, table, place) for table in ("answer", "answer_row")}
    return erase_record(db, device, "application", application_id, None, beside)


def _find_form(db: Database, table: str, row_id: str) -> FormPlace | None:
    """Return the form that a row or an application belongs to or, once deleted, belonged to."""
    row = db.execute(
        f"SELECT project_id, form, version FROM {table} WHERE id = :id UNION ALL "
        "SELECT json_extract(old, '$.project_id'), json_extract(old, '$.form'), "
        "json_extract(old, '$.version') FROM history WHERE table_name = :table AND row_id = :id "
        "AND action <> 'insert' AND action = 'delete' LIMIT 1",
        {"id": row_id, "table": table},
    ).fetchone()
    return FormPlace(*row) if row and all(row) else None


def _find_cells(db: Database, row_id: str) -> set[str]:
    rows = db.execute(
        "SELECT id FROM answer WHERE instr(path, :part) > 0 UNION "
        "SELECT row_id FROM history WHERE table_name = 'answer' AND action <> 'insert' "
        "AND action = 'delete' AND instr(json_extract(old, '$.path'), :part) > 0",
        {"part": f"{CELL_SIGN}{row_id}{CELL_SIGN}"},
    )
    return {found for (found,) in rows.fetchall()}


def _find_written(db: Database, table: str, place: FormPlace) -> set[str]:
    rows = db.execute(
        f"SELECT id FROM {table} WHERE (project_id, form) = (:project, :form) UNION "
        "SELECT row_id FROM history WHERE table_name = :table AND action <> 'insert' "
        "AND action = 'delete' AND json_extract(old, '$.project_id') = :project "
        "AND json_extract(old, '$.form') = :form",
        {"project": place.project_id, "form": place.form, "table": table},
    )
    return {found for (found,) in rows.fetchall()}
