"""A project with everything that is kept of it, as one tree."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from grantee_app.records.application import AnswerRow, Application
from grantee_app.records.attachment import Attachment
from grantee_app.records.base import (
    NO_TEXT,
    Bilingual,
    Entry,
    Number,
    Record,
    RecordId,
    Tenge,
)
from grantee_app.records.grant_terms import Currency, GrantKind
from grantee_app.records.participant import NotSame, Participant
from grantee_app.records.plan import Task

# Chosen once: people counts a person once, visits adds up the activities.
CountingBasis = Literal["people", "visits"]
AnswerLanguage = Literal["", "kk", "ru"]


class ReportDate(Record):
    """A day on which a report is due."""

    kind: Literal["interim", "final"]
    due_on: date


class Grant(Record):
    """The money and the contract it came by; `amount` in whole units of `currency`."""

    kind: GrantKind = "short"
    funder: Bilingual = NO_TEXT
    contract_number: str = ""
    contract_on: date | None = None
    amount: Tenge = 0
    currency: Currency = "KZT"
    starts_on: date | None = None
    ends_on: date | None = None
    report_dates: list[ReportDate] = []


class Deadline(Record):
    """A day of the project's own that must not be missed, beside those of the grant."""

    title: Bilingual
    due_on: date | None = None
    is_done: bool = False


class Partner(Record):
    """Who took part in the project itself (a supplier is no partner)."""

    name: Bilingual
    is_organization: bool = True
    role: Bilingual = NO_TEXT
    contacts: Bilingual = NO_TEXT
    note: Bilingual = NO_TEXT


class StaffMember(Record):
    """Someone the project pays: on the staff, or a specialist invited for a time."""

    name: Bilingual
    role: Bilingual = NO_TEXT
    is_on_staff: bool = True
    monthly_wage_tenge: Tenge | None = None


ExpenseKind = Literal["payroll", "tax", "purchase"]
# Which of the taxes that the report's table names; "" where nobody has told.
TaxKind = Literal["", "social_tax", "social_contributions", "health_insurance"]
BudgetBlock = Literal["administrative", "material", "direct"]


class BudgetLine(Record):
    """A line of the budget: what it is for, and whose money pays it, in whole tenge.

    `kind` is the row of the socio-economic table that its expenses feed. `quantity` of `unit` at
    `price_tenge` is the total, which the three sources share.
    """

    title: Bilingual
    block: BudgetBlock = "direct"
    kind: ExpenseKind = "purchase"
    unit: Bilingual = NO_TEXT
    quantity: Number | None = None
    price_tenge: Tenge | None = None
    grant_tenge: Tenge = 0
    own_tenge: Tenge = 0
    other_tenge: Tenge = 0
    planned_activity_id: RecordId | None = None


class Expense(Record):
    """Money spent; `kind` is the row of the socio-economic table it feeds.

    It stands under a line of the budget or under a heading of its own. Of wages and taxes it tells
    whose they are and for which `month` (its first day).
    """

    kind: ExpenseKind
    paid_on: date | None = None
    title: Bilingual = NO_TEXT
    payee: Bilingual = NO_TEXT
    document_number: str = ""
    amount_tenge: Tenge = 0
    budget_line_id: RecordId | None = None
    heading: Bilingual = NO_TEXT
    note: str = ""
    staff_member_id: RecordId | None = None
    month: date | None = None
    tax: TaxKind = ""
    attachments: list[Attachment] = []


class Winner(Record):
    """A winner of the project's own small-grants contest."""

    name: Bilingual
    settlement: Bilingual = NO_TEXT
    is_organization: bool = False
    amount_tenge: Tenge = 0


class Answer(Entry):
    """What was written into one place of one form; `language` "" for a value without words.

    The value stays text: what does not parse yet is kept as it was typed.
    """

    form: str
    version: str
    path: str
    language: AnswerLanguage = ""
    value: str = ""


class Project(Record):
    """One project, from its goal to the last expense.

    `report_form` is the report chosen for it, "" for the usual one of its kind of grant.
    """

    title: Bilingual
    goal: Bilingual = NO_TEXT
    starts_on: date | None = None
    ends_on: date | None = None
    counting_basis: CountingBasis = "visits"
    report_form: str = ""
    grant: Grant = Field(default_factory=Grant)
    tasks: list[Task] = []
    partners: list[Partner] = []
    staff: list[StaffMember] = []
    budget_lines: list[BudgetLine] = []
    expenses: list[Expense] = []
    winners: list[Winner] = []
    deadlines: list[Deadline] = []
    participants: list[Participant] = []
    not_same: list[NotSame] = []
    answers: list[Answer] = []
    applications: list[Application] = []
    answer_rows: list[AnswerRow] = []
    attachments: list[Attachment] = []
