"""What an application takes over: entries into empty fields, files, another version of its form.

Everything here is part of the change around it, which is the one step of undo.
"""

from __future__ import annotations

from datetime import date

from sqlite_utils import Database

from grantee_app.form.application_form import ApplicationForm, FileField
from grantee_app.form.carrying import Carrying, Entries
from grantee_app.form.eligibility_rules import ELIGIBILITY_PREFIX
from grantee_app.records import Application, ApplicationDocument, new_id
from grantee_app.records.application import LIST_SIGN, split_cell
from grantee_app.store import answer_rows, applications, editing
from grantee_app.store.answer_rows import FormPlace
from grantee_app.store.editing import Parent
from grantee_app.workspace.open_application import OpenApplication


def write_entries(db: Database, opened: OpenApplication, entries: Entries) -> int:
    """Write what does not stand there yet; return how many fields and tables were filled.

    A table is filled when none of its rows has anything in it.
    """
    values = opened.read_values(date.min)
    rows = {
        table: ids
        for table, ids in entries.rows.items()
        if table in opened.form.tables and not values.filled_rows(table)
    }
    left_out = {one for table, ids in entries.rows.items() if table not in rows for one in ids}
    answers: dict[tuple[str, str], str] = {}
    filled = set(rows)
    for (path, language), text in entries.answers.items():
        cell = split_cell(path)
        if cell is not None:
            # A row that was not written cannot be named.
            if cell[0] in rows and not left_out & set(text.split(LIST_SIGN)):
                answers[path, language] = text
        elif text and _may_fill(opened, path, language):
            answers[path, language] = text
            filled.add(path)
    empty = [row_id for table in rows for row_id in opened.filled.rows_of(table)]
    answer_rows.remove_rows(db, opened.form_place, empty)
    answer_rows.copy_answers(db, opened.form_place, answers, rows)
    return len(filled)


def copy_files(
    db: Database, earlier: OpenApplication, opened: OpenApplication, found: Carrying
) -> None:
    """Let documents without files have those of an earlier application in the same form."""
    for old_key, new_key in found.documents.items():
        targets = opened.documents.get(new_key, [])
        if not targets or any(document.attachments for document in targets):
            continue
        owner = Parent("application_document", targets[0].id)
        for document in earlier.documents.get(old_key, ()):
            for attachment in document.attachments:
                copy = attachment.model_copy(update={"id": new_id()})
                editing.add_record(db, "attachment", owner, copy)


def change_version(
    db: Database, opened: OpenApplication, form: ApplicationForm, found: Carrying
) -> None:
    """Let an application be written in another version of its form, with what was carried there.

    Documents answer the fields of the new version; those of no field stay, as the call's own.
    """
    place = FormPlace(opened.project_id, form.id, form.version)
    # An earlier way there and back may have left older answers, and some that only stand there.
    rows = answer_rows.read_rows(db, place)
    answer_rows.remove_rows(db, place, [one for key in found.matched for one in rows.get(key, [])])
    answer_rows.clear_fields(db, place, found.matched)
    answer_rows.copy_answers(db, place, found.entries.answers, found.entries.rows)
    answer_rows.copy_answers(db, place, _list_eligibility(opened), {})
    application_id = opened.application.id
    db.execute("UPDATE application SET version = ? WHERE id = ?", [form.version, application_id])
    for document in opened.application.documents:
        path = found.documents.get(document.path, "")
        if path != document.path:
            db.execute("UPDATE application_document SET path = ? WHERE id = ?", [path, document.id])
    again = applications.load_application(db, application_id)
    for document in list_wanted(form, again):
        parent = Parent("application", application_id)
        editing.add_record(db, "application_document", parent, document)


def _list_eligibility(opened: OpenApplication) -> dict[tuple[str, str], str]:
    """Return what a person told the pre-check: no field of the form, and true all the same."""
    return {
        (path, language): text
        for (path, language), text in opened.filled.answers.items()
        if path.startswith(ELIGIBILITY_PREFIX)
    }


def _may_fill(opened: OpenApplication, key: str, language: str) -> bool:
    if key not in opened.form.by_key or opened.filled.is_profile(key):
        return False
    return not opened.filled.text(key, language).strip()


def list_wanted(form: ApplicationForm, application: Application) -> list[ApplicationDocument]:
    """Return a document for every file field that the application has none for yet."""
    known = {document.path for document in application.documents}
    return [
        ApplicationDocument(path=field.key, title=field.label, is_required=field.required)
        for field in form.fields()
        if isinstance(field, FileField) and field.key not in known
    ]
