"""Where a finding leads: the step whose page puts it right, the record there, and the field.

A finding names a place of the form. What stands in the form but is kept as a record of the plan,
the money or the organisation is put right on their pages, everything else in the report itself.
Knows pages by name only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from grantee_app.form.definition import CoverSource

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding
    from grantee_app.checks.state import ProjectState


class Lead(NamedTuple):
    """A step, the id of a record (on the report, of a section) and what it is about there."""

    step: str
    record: str = ""
    field: str = ""


# A record of this table is put right on this page.
_STEPS: Final = {
    "task": "plan",
    "planned_activity": "plan",
    "indicator": "plan",
    "project": "plan",
    "grant": "plan",
    "report_date": "plan",
    "activity": "activities",
    "participant": "participants",
    "organization": "organization",
    "expense": "money",
    "budget_line": "money",
    "staff_member": "money",
}
# These are about a record, but what is missing is a text of the report or a figure of an event.
_OF_REPORT: Final = frozenset(
    {
        "completeness.narrative",
        "completeness.short_term",
        "plan_fact.long_term",
        "plan_fact.shortfall",
        "plan_fact.excess",
    }
)
# These are about a record of the plan, but what is missing stands in the log.
_OF_LOG: Final = frozenset({"plan_fact.not_held"})
# These are about no single record of their step.
_WHOLE: Final = {"money.spending": "money", "completeness.plan": "plan"}
_FIELDS: Final = {
    "money.zero": "amount_tenge",
    "dates.expense": "paid_on",
    "dates.planned": "dates",
    "dates.order": "dates",
    "plan_fact.plan_text": "plan_text",
    "plan_fact.no_fact": "fact_value",
    "plan_fact.disputed": "fact_reason",
    "completeness.goal": "goal",
    "budget.overspent": "grant_tenge",
    "budget.unlined": "budget_line_id",
    "budget.line_sum": "grant_tenge",
    "dates.activity": "dates",
    "dates.evidence": "evidence",
    "totals.gender": "heads/gender/",
    "totals.category": "heads/category/",
    "totals.age": "heads/age/",
    "totals.unsplit": "heads/gender/",
    "totals.heads_missing": "participants_total",
    "totals.uncounted": "participants_total",
    "totals.survey": "surveyed",
    "organization.bin": "bin",
    "organization.iban": "iban",
}
# The field behind a line of the cover.
_COVER_FIELDS: Final[dict[CoverSource, tuple[str, str]]] = {
    "organization_name": ("organization", "name"),
    "organization_head": ("organization", "head"),
    "organization_address_phone": ("organization", "address"),
    "project_title": ("project", "title"),
    "project_period": ("project", "dates"),
    "project_goal": ("project", "goal"),
    "grant_sum": ("grant", "amount"),
    "funder": ("grant", "funder"),
    "contract": ("grant", "contract_number"),
}


def find_step(finding: Finding, state: ProjectState) -> Lead:
    """Return where a finding is put right."""
    section, _, about = finding.place.partition("/")
    if finding.code.startswith("application."):
        return Lead("application", section, about)
    if finding.code in _OF_REPORT:
        return Lead("report", section, about)
    if finding.code == "completeness.goal":
        return Lead("plan", state.project.id, "goal")
    if finding.code in _WHOLE:
        return Lead(_WHOLE[finding.code])
    if section == state.subject.place("cover") and state.subject.cover_items:
        return _lead_from_cover(section, about, state)
    return _lead_to_record(finding, about, state) or Lead("report", section, about)


def _lead_to_record(finding: Finding, about: str, state: ProjectState) -> Lead | None:
    """Return the record that a finding is about, None where it is about no record."""
    if finding.code.startswith("people."):
        return Lead("participants", about)
    step = _STEPS.get(state.record_tables.get(about, ""))
    if step is None:
        return None
    if finding.code in _OF_LOG:
        return Lead("activities", about)
    return Lead(step, about, _FIELDS.get(finding.code, ""))


def _lead_from_cover(section: str, about: str, state: ProjectState) -> Lead:
    sources: dict[str, CoverSource] = {item.key: item.source for item in state.subject.cover_items}
    source = sources.get(about)
    if source is None:
        # Rules name the contract by its source where the cover has no line of it.
        source = next((known for known in _COVER_FIELDS if known == about), None)
    if source in _COVER_FIELDS:
        table, field = _COVER_FIELDS[source]
        if table == "organization":
            return Lead("organization", state.organization.id, _name_missing(field, state))
        record = state.project.id if table == "project" else state.project.grant.id
        return Lead("plan", record, field)
    step = _STEPS.get(state.record_tables.get(about, ""))
    if step is not None:
        return Lead(step, about, "due_on")
    if not about:
        return _lead_to_first_gap(section, state)
    return Lead("report", section, about)


def _name_missing(field: str, state: ProjectState) -> str:
    # One line of the cover holds the address and the phone.
    if field == "address" and (state.organization.address.kk or state.organization.address.ru):
        return "phone"
    return field


def _lead_to_first_gap(section: str, state: ProjectState) -> Lead:
    """Return where the cover as a whole is filled in: the organisation first, then the project."""
    organization = state.organization
    if not (organization.name and organization.head and organization.address):
        return Lead("organization", organization.id)
    if not (state.project.title and state.project.starts_on and state.project.ends_on):
        return Lead("plan", state.project.id)
    return Lead("report", section)
