"""Applications read and found: what a list shows of them, and the profile their forms show.

Single fields are written by `texts`, rows of tables by `answer_rows`.
"""

from __future__ import annotations

from datetime import date
from typing import cast

from sqlite_utils import Database

from grantee_app.frozen import frozen
from grantee_app.language.message import LANGUAGES
from grantee_app.records import Application, Bilingual, Organization
from grantee_app.records.application import ApplicationState
from grantee_app.store import fields
from grantee_app.store.editing import load_record
from grantee_app.store.rows import gather_fields
from grantee_app.store.texts import is_text


@frozen
class ApplicationSummary:
    """What a list of calls and applications shows; `is_newest` of the project's."""

    id: str
    project_id: str
    project: Bilingual
    organization_id: str
    organization: Bilingual
    form: str
    version: str
    call_title: Bilingual
    funder: Bilingual
    deadline_on: date | None
    state: ApplicationState
    submitted_on: date | None
    decided_on: date | None
    currency: str
    is_newest: bool


_LIST = """
    SELECT application.*, project.title_kk, project.title_ru, organization.id AS holder,
        coalesce(nullif(organization.short_name_kk, ''), organization.name_kk) AS holder_kk,
        coalesce(nullif(organization.short_name_ru, ''), organization.name_ru) AS holder_ru,
        NOT EXISTS (
            SELECT 1 FROM application AS later WHERE later.project_id = application.project_id
            AND (later.position, later.id) > (application.position, application.id)
        ) AS is_newest
    FROM application JOIN project ON project.id = application.project_id
        JOIN organization ON organization.id = project.organization_id
    ORDER BY coalesce(deadline_on, '9999'), application.id
"""


def list_applications(db: Database) -> list[ApplicationSummary]:
    """Return every application of the workspace, by deadline, those without one last."""
    return [
        ApplicationSummary(
            id=row["id"],
            project_id=row["project_id"],
            project=Bilingual(kk=row["title_kk"], ru=row["title_ru"]),
            organization_id=row["holder"],
            organization=Bilingual(kk=row["holder_kk"], ru=row["holder_ru"]),
            form=row["form"],
            version=row["version"],
            call_title=Bilingual(kk=row["call_title_kk"], ru=row["call_title_ru"]),
            funder=Bilingual(kk=row["funder_kk"], ru=row["funder_ru"]),
            deadline_on=_read_day(row["deadline_on"]),
            state=cast("ApplicationState", row["state"]),
            submitted_on=_read_day(row["submitted_on"]),
            decided_on=_read_day(row["decided_on"]),
            currency=row["currency"],
            is_newest=bool(row["is_newest"]),
        )
        for row in db.query(_LIST)
    ]


def find_newest(db: Database, project_id: str) -> str:
    """Return the id of the newest application of a project, "" where it has none."""
    row = db.execute(
        "SELECT id FROM application WHERE project_id = ? ORDER BY position DESC, id DESC LIMIT 1",
        [project_id],
    ).fetchone()
    return str(row[0]) if row else ""


def load_application(db: Database, application_id: str) -> Application:
    """Return an application with its documents and their files; KeyError when it is gone."""
    return cast("Application", load_record(db, "application", application_id))


def read_holder(db: Database, project_id: str) -> Organization:
    """Return the organisation of a project; KeyError when either is gone."""
    rows = db.query(
        "SELECT organization.* FROM organization JOIN project "
        "ON organization.id = organization_id WHERE project.id = ?",
        [project_id],
    )
    row = next(iter(rows), None)
    if row is None:
        raise KeyError(project_id)
    return Organization.model_validate(gather_fields(Organization, row))


def read_profile(db: Database, organization_id: str) -> dict[tuple[str, str], str]:
    """Return the texts of an organisation by (column, language), "" the language of a value.

    What was typed and does not parse yet stands in the place of the value. KeyError when it is
    gone.
    """
    row = next(iter(db.query("SELECT * FROM organization WHERE id = ?", [organization_id])), None)
    if row is None:
        raise KeyError(organization_id)
    found: dict[tuple[str, str], str] = {}
    for name in Organization.model_fields:
        if is_text("organization", name):
            found |= {(name, language): str(row[f"{name}_{language}"]) for language in LANGUAGES}
        elif fields.has_field("organization", name):
            field = fields.find_field("organization", name)
            found[name, ""] = fields.format_columns(field, row)
    drafts = fields.find_drafts(db, "organization", [organization_id])
    return found | {(name, ""): text for (_, name), text in drafts.items()}


def _read_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
