"""Whole projects in and out of the database.

A project is written in one transaction and read as one tree; single fields are written by
`texts`. Rows are told apart by ids, lists keep their order by `position`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Any

from sqlite_utils import Database

from grantee_app.errors import DataProblem
from grantee_app.frozen import frozen
from grantee_app.giving_way import give_way
from grantee_app.language.message import message
from grantee_app.records import Bilingual, Organization, Project, ProjectFile, new_id
from grantee_app.records.activity import Activity, Evidence, ParticipantCounts
from grantee_app.records.application import AnswerRow, Application, ApplicationDocument
from grantee_app.records.attachment import Attachment
from grantee_app.records.base import Entry
from grantee_app.records.participant import Attendance, NotSame, Participant
from grantee_app.records.plan import Indicator, PlannedActivity, Task
from grantee_app.records.project import (
    Answer,
    BudgetLine,
    Deadline,
    Expense,
    Grant,
    Partner,
    ReportDate,
    StaffMember,
    Winner,
)
from grantee_app.records.references import has_dangling
from grantee_app.store.engine import INTEGRITY_ERRORS
from grantee_app.store.entry_reading import EntryReader
from grantee_app.store.name_words import make_name_key
from grantee_app.store.rows import Row, flatten_entry, mend_text


@frozen
class Child:
    """A list of records in a table of its own: where it hangs and by which column."""

    field: str
    table: str
    model: type[Entry]
    parent_column: str
    # There may be a hundred thousand of them, and few who load a project want to see each.
    is_of_people: bool = False


# The tree of a project.
CHILDREN: dict[str, tuple[Child, ...]] = {
    "project": (
        Child("grant", "grant", Grant, "project_id"),
        Child("tasks", "task", Task, "project_id"),
        Child("partners", "partner", Partner, "project_id"),
        Child("staff", "staff_member", StaffMember, "project_id"),
        Child("budget_lines", "budget_line", BudgetLine, "project_id"),
        Child("expenses", "expense", Expense, "project_id"),
        Child("winners", "winner", Winner, "project_id"),
        Child("deadlines", "deadline", Deadline, "project_id"),
        Child("answers", "answer", Answer, "project_id"),
        Child("applications", "application", Application, "project_id"),
        Child("answer_rows", "answer_row", AnswerRow, "project_id"),
        Child("attachments", "attachment", Attachment, "project_id"),
        Child("participants", "participant", Participant, "project_id", is_of_people=True),
        Child("not_same", "not_same", NotSame, "project_id", is_of_people=True),
    ),
    "grant": (Child("report_dates", "report_date", ReportDate, "grant_id"),),
    "task": (Child("activities", "planned_activity", PlannedActivity, "task_id"),),
    "planned_activity": (
        Child("indicators", "indicator", Indicator, "planned_activity_id"),
        Child("held", "activity", Activity, "planned_activity_id"),
        Child("evidence", "evidence", Evidence, "planned_activity_id"),
    ),
    "activity": (
        Child("evidence", "evidence", Evidence, "activity_id"),
        Child("attendances", "attendance", Attendance, "activity_id", is_of_people=True),
    ),
    "evidence": (Child("attachments", "attachment", Attachment, "evidence_id"),),
    "expense": (Child("attachments", "attachment", Attachment, "expense_id"),),
    "application": (
        Child("documents", "application_document", ApplicationDocument, "application_id"),
    ),
    "application_document": (
        Child("attachments", "attachment", Attachment, "application_document_id"),
    ),
}
# Tables whose rows hang on one of several parents.
PARENT_COLUMNS = {
    "evidence": ("planned_activity_id", "activity_id"),
    "attachment": ("project_id", "evidence_id", "expense_id", "application_document_id"),
}
# Heads by activity, dimension and group.
Counts = dict[str, dict[str, dict[str, int]]]
DIMENSIONS = ("gender", "category", "age")
# What the rows of each table are.
MODELS: dict[str, type[Entry]] = {
    "organization": Organization,
    "project": Project,
    **{child.table: child.model for children in CHILDREN.values() for child in children},
}


@frozen
class ProjectSummary:
    """What a list of projects shows."""

    id: str
    title: Bilingual
    organization: Bilingual
    starts_on: date | None
    ends_on: date | None
    organization_id: str


def list_projects(db: Database) -> list[ProjectSummary]:
    """Return every project, the newest first."""
    rows = db.query(
        """
        SELECT project.id, title_kk, title_ru, starts_on, ends_on, organization_id,
               coalesce(nullif(short_name_kk, ''), name_kk) AS organization_kk,
               coalesce(nullif(short_name_ru, ''), name_ru) AS organization_ru
        FROM project JOIN organization ON organization.id = organization_id
        ORDER BY starts_on DESC, project.id
        """
    )
    return [
        ProjectSummary(
            row["id"],
            Bilingual(kk=row["title_kk"], ru=row["title_ru"]),
            Bilingual(kk=row["organization_kk"], ru=row["organization_ru"]),
            _read_date(row["starts_on"]),
            _read_date(row["ends_on"]),
            row["organization_id"],
        )
        for row in rows
    ]


def has_project(db: Database, project_id: str) -> bool:
    """Tell whether the project is in the database."""
    return bool(db.execute("SELECT 1 FROM project WHERE id = ?", [project_id]).fetchone())


def save_project(db: Database, content: ProjectFile, *, replace: bool = False) -> None:
    """Write a project and its organisation in one transaction, or nothing at all.

    `replace` puts it in the place of the project with the same id. DataProblem when that project
    exists and may not be replaced, when an id of the content belongs to something else, when a
    reference names nothing, or when a number has no room in the database.
    """
    organization, project = content.organization, content.project
    # The database would find it too, but only when the outermost transaction ends.
    if has_dangling(project):
        raise DataProblem(
            message("Something in the project names a record that the project does not have."), "id"
        )
    with explaining_conflicts(), db.atomic():
        if has_project(db, project.id):
            if not replace:
                raise DataProblem(
                    message("This project is already in the workspace."), "project.id"
                )
            delete_project(db, project.id)
        write_organization(db, organization)
        for table, table_rows in _gather_rows(project, organization.id).items():
            insert_rows(db, table, table_rows)


@contextmanager
def explaining_conflicts() -> Iterator[None]:
    """Say in a sentence what the database would not take: DataProblem."""
    try:
        yield
    except INTEGRITY_ERRORS as error:
        raise DataProblem(
            message(
                "An id in the file is used twice, or belongs to another project of this workspace."
            ),
            "id",
        ) from error
    except OverflowError as error:
        raise DataProblem(message("A number in the file is too large to be kept.")) from error


def delete_project(db: Database, project_id: str) -> None:
    """Remove a project with all its rows and their drafts; its organisation stays."""
    with db.atomic():
        db.execute("DELETE FROM project WHERE id = ?", [project_id])
        for table in MODELS:
            db.execute(
                "DELETE FROM draft WHERE table_name = ? "
                f'AND row_id NOT IN (SELECT id FROM "{table}")',
                [table],
            )


def insert_project(db: Database, project: Project, organization_id: str) -> None:
    """Write a new project of an organisation that is there; DataProblem as `save_project`."""
    with explaining_conflicts(), db.atomic():
        for table, rows in _gather_rows(project, organization_id).items():
            insert_rows(db, table, rows)


def give_project(db: Database, project_id: str, organization_id: str) -> None:
    """Let a project belong to another organisation; KeyError when either is gone."""
    with db.atomic():
        for table, row_id in (("organization", organization_id), ("project", project_id)):
            _fetch_one(db, f'SELECT id FROM "{table}" WHERE id = ?', row_id)
        db.execute(
            "UPDATE project SET organization_id = ? WHERE id = ?", [organization_id, project_id]
        )


def delete_idle_organizations(db: Database) -> None:
    """Remove the organisations that no project belongs to."""
    db.execute("DELETE FROM organization WHERE id NOT IN (SELECT organization_id FROM project)")


def load_project(
    db: Database,
    project_id: str,
    *,
    with_people: bool = True,
    entries: EntryReader | None = None,
) -> ProjectFile:
    """Return a project and its organisation as one tree; KeyError when there is none such.

    Without people, the register and the attendances are left empty: whoever counts does so in SQL.
    Whoever loads it again and again keeps `entries`.
    """
    reader = entries or EntryReader()
    reader.begin()
    row = _fetch_one(db, "SELECT * FROM project WHERE id = ?", project_id)
    organization = _fetch_one(db, "SELECT * FROM organization WHERE id = ?", row["organization_id"])
    children = _read_children(db, reader, "project", [row["id"]], with_people=with_people)
    lists = children.get(row["id"], {})
    lists["grant"] = lists["grant"][0] if lists.get("grant") else {}
    return ProjectFile(
        format="bastama-project",
        schema_version=1,
        organization=reader.read(Organization, organization, {}),
        project=reader.read(Project, row, lists),
    )


def read_report_choice(db: Database, project_id: str) -> tuple[object, ...]:
    """Return all that the choice of a project's report rests on, to be compared; () for none.

    That is the kind of its grant, the report chosen for it, and the editions written into: a
    glance, where a thousand activities would have to be read with the project.
    """
    row = db.execute(
        """SELECT project.report_form, "grant".kind FROM project
        LEFT JOIN "grant" ON "grant".project_id = project.id WHERE project.id = ?""",
        [project_id],
    ).fetchone()
    if row is None:
        return ()
    written = db.execute(
        "SELECT DISTINCT form, version FROM answer WHERE project_id = ? AND value <> '' "
        "ORDER BY form, version",
        [project_id],
    ).fetchall()
    return (*row, tuple(written))


def _fetch_one(db: Database, sql: str, key: str) -> Row:
    row = next(iter(db.query(sql, [key])), None)
    if row is None:
        raise KeyError(key)
    return row


def write_organization(db: Database, organization: Organization) -> None:
    """Write an organisation, new or in the place of the one with the same id."""
    row = flatten_entry(organization)
    assignments = ", ".join(f"{column} = excluded.{column}" for column in row if column != "id")
    columns = ", ".join(row)
    marks = ", ".join("?" for _ in row)
    db.execute(
        f"INSERT INTO organization ({columns}) VALUES ({marks}) "
        f"ON CONFLICT (id) DO UPDATE SET {assignments}",
        list(row.values()),
    )


def insert_tree(  # noqa: PLR0917 (where a record hangs takes four words)
    db: Database, table: str, parent_column: str, parent_id: str, position: int, entry: Entry
) -> None:
    """Insert one record with everything that hangs on it, in one transaction.

    DataProblem when an id of it is taken, or a number has no room in the database.
    """
    child = next(
        found
        for children in CHILDREN.values()
        for found in children
        if (found.table, found.parent_column) == (table, parent_column)
    )
    rows: dict[str, list[Row]] = {name: [] for name in _order_tables()}
    _gather_entry(rows, child, parent_id, position, entry)
    for step, step_parent, step_position, step_entry in _walk(table, entry):
        _gather_entry(rows, step, step_parent, step_position, step_entry)
    with explaining_conflicts(), db.atomic():
        for name, table_rows in rows.items():
            insert_rows(db, name, table_rows)


def read_tree(db: Database, table: str, row: Row) -> Entry:
    """Return the record in `row` with everything that hangs on it.

    Who was at an activity stays with that activity: a copy of it has not been held.
    """
    reader = EntryReader()
    lists = _read_children(db, reader, table, [row["id"]], with_people=False).get(row["id"], {})
    if table == "activity":
        counted = _gather_counts(db, [row["id"]])[row["id"]]
        lists |= _read_participants(reader, row["participants_total"], counted)
    return reader.read(MODELS[table], row, lists)


def _read_participants(
    reader: EntryReader, total: int | None, counted: dict[str, dict[str, int]]
) -> dict[str, Any]:
    key = (ParticipantCounts, total, json.dumps(counted))
    fields = {"total": total} | counted
    return {"participants": reader.share(key, lambda: reader.make(ParticipantCounts, fields))}


def _gather_rows(project: Project, organization_id: str) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {table: [] for table in _order_tables()}
    rows["project"].append(flatten_entry(project) | {"organization_id": organization_id})
    for child, parent_id, position, entry in _walk("project", project):
        _gather_entry(rows, child, parent_id, position, entry)
    return rows


def _gather_entry(
    rows: dict[str, list[Row]], child: Child, parent_id: str, position: int, entry: Entry
) -> None:
    row = flatten_entry(entry)
    if "id" not in row:
        row["id"] = new_id()
    row[child.parent_column] = parent_id
    if child.table != "grant":
        row["position"] = position
    row = dict.fromkeys(PARENT_COLUMNS.get(child.table, ())) | row
    if isinstance(entry, Activity):
        row["participants_total"] = entry.participants.total
        rows["participant_count"].extend(_count_rows(entry))
    if isinstance(entry, Participant):
        row["name_key"] = make_name_key(row["name"])
    rows[child.table].append(row)


@cache
def _order_tables() -> tuple[str, ...]:
    """Return the tables of a project, each after all those that its rows hang on.

    Evidence hangs on planned activities and on activities: it waits for both.
    """
    order = ["participant_count"]

    def visit(table: str) -> None:
        for child in CHILDREN.get(table, ()):
            if child.table not in order:
                visit(child.table)
        order.append(table)

    visit("project")
    return tuple(reversed(order))


def _walk(table: str, entry: Any) -> Iterator[tuple[Child, str, int, Entry]]:
    for child in CHILDREN.get(table, ()):
        value = getattr(entry, child.field)
        for position, item in enumerate(value if isinstance(value, list) else [value]):
            yield child, entry.id, position, item
            yield from _walk(child.table, item)


def _count_rows(activity: Activity) -> Iterator[Row]:
    for dimension in DIMENSIONS:
        groups: dict[str, int] = getattr(activity.participants, dimension)
        for position, (key, heads) in enumerate(groups.items()):
            yield {
                "id": new_id(),
                "activity_id": activity.id,
                "position": position,
                "dimension": dimension,
                "group_key": mend_text(key),
                "heads": heads,
            }


def insert_rows(db: Database, table: str, rows: list[Row]) -> None:
    """Insert rows of one table, all with the same columns."""
    if not rows:
        return
    columns = list(rows[0])
    marks = ", ".join("?" for _ in columns)
    db.conn.executemany(
        f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({marks})',
        [[row[column] for column in columns] for row in rows],
    )


def _read_children(
    db: Database, reader: EntryReader, table: str, ids: list[str], *, with_people: bool = True
) -> dict[str, dict[str, Any]]:
    """Return, by parent id, the field name and list of every kind of child."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for child in CHILDREN.get(table, ()):
        if child.is_of_people and not with_people:
            continue
        columns, rows = _fetch_children(db, child, ids)
        own, parent = columns.index("id"), columns.index(child.parent_column)
        own_ids = [row[own] for row in rows]
        grandchildren = _read_children(db, reader, child.table, own_ids, with_people=with_people)
        counts = _gather_counts(db, own_ids) if child.model is Activity else None
        for row in rows:
            lists = grandchildren.get(row[own], {})
            if counts is not None:
                total = row[columns.index("participants_total")]
                lists |= _read_participants(reader, total, counts.get(row[own], {}))
            entry = reader.read_values(child.model, columns, row, lists)
            found[row[parent]].setdefault(child.field, []).append(entry)
    return found


def _fetch_children(
    db: Database, child: Child, ids: list[str]
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Return the names of the columns and the rows, not made into dicts: there are thousands."""
    order = "" if child.table == "grant" else " ORDER BY position, id"
    cursor = db.execute(
        f'SELECT * FROM "{child.table}" WHERE {child.parent_column} IN '
        f"(SELECT value FROM json_each(?)){order}",
        [_as_json(ids)],
    )
    columns = tuple(column[0] for column in cursor.description)
    rows: list[tuple[Any, ...]] = []
    for row in cursor:
        give_way()
        rows.append(row)
    return columns, rows


def _gather_counts(db: Database, ids: list[str]) -> Counts:
    counts: Counts = defaultdict(lambda: defaultdict(dict))
    rows = db.query(
        "SELECT activity_id, dimension, group_key, heads FROM participant_count "
        "WHERE activity_id IN (SELECT value FROM json_each(?)) ORDER BY position",
        [_as_json(ids)],
    )
    for row in rows:
        give_way()
        counts[row["activity_id"]][row["dimension"]][row["group_key"]] = row["heads"]
    return counts


def _as_json(ids: list[str]) -> str:
    # One parameter for any number of ids: SQLite limits the number of parameters.
    return json.dumps(ids)


def _read_date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
