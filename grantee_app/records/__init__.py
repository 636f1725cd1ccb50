"""What an NGO keeps, as pydantic models.

One tree a project: tasks hold planned activities, these hold indicators and the activities that
were held, these hold their evidence. The room knows nothing of SQL, forms, or languages beyond
the two texts of a `Bilingual`.
"""

from grantee_app.records.activity import Activity, Evidence, ParticipantCounts
from grantee_app.records.application import AnswerRow, Application, ApplicationDocument
from grantee_app.records.attachment import Attachment
from grantee_app.records.base import NO_TEXT, Bilingual, new_id
from grantee_app.records.organization import Organization
from grantee_app.records.participant import Attendance, NotSame, Participant
from grantee_app.records.plan import Indicator, PlannedActivity, PlannedValue, Task, TypedFact
from grantee_app.records.project import (
    Answer,
    BudgetLine,
    Deadline,
    Expense,
    Grant,
    Partner,
    Project,
    ReportDate,
    StaffMember,
    Winner,
)
from grantee_app.records.project_file import FORMAT, SCHEMA_VERSION, ProjectFile

__all__ = [
    "FORMAT",
    "NO_TEXT",
    "SCHEMA_VERSION",
    "Activity",
    "Answer",
    "AnswerRow",
    "Application",
    "ApplicationDocument",
    "Attachment",
    "Attendance",
    "Bilingual",
    "BudgetLine",
    "Deadline",
    "Evidence",
    "Expense",
    "Grant",
    "Indicator",
    "NotSame",
    "Organization",
    "Participant",
    "ParticipantCounts",
    "Partner",
    "PlannedActivity",
    "PlannedValue",
    "Project",
    "ProjectFile",
    "ReportDate",
    "StaffMember",
    "Task",
    "TypedFact",
    "Winner",
    "new_id",
]
