"""What a new application can say without being asked: from the project, its plan and its grant.

The organisation's own fields need no filling, they show its record. Only fields with a meaning are
filled; whoever writes leaves alone what somebody wrote before. Knows no storage.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from grantee_app.form.application_form import (
    ApplicantKind,
    ApplicationForm,
    Chosen,
    Column,
    FormField,
    TableField,
    find_column,
    is_bilingual,
    is_computed,
)
from grantee_app.form.carrying import Entries
from grantee_app.form.options import list_options
from grantee_app.form.value_reading import write_value
from grantee_app.language.reading_dates import DateRange
from grantee_app.records import Application, Bilingual, Organization, Project
from grantee_app.records.application import cell_path
from grantee_app.records.legal_forms import UNREGISTERED
from grantee_app.records.organization import LegalForm

# What a column holds: words, or a value as it is stored.
Told = Bilingual | str | None


def prefill(
    form: ApplicationForm,
    application: Application,
    organization: Organization,
    project: Project,
    earlier: Iterable[Project] = (),
) -> Entries:
    """Return what is known for the fields of `form`; `earlier` are projects of the organisation."""
    entries = Entries()
    for meaning, told in _list_known(form, application, organization, project).items():
        part = form.by_meaning.get(meaning)
        if part is not None and told:
            _write(entries, form, part, part.key, told)
    _fill_table(entries, form, "tasks", _list_tasks(project))
    _fill_table(entries, form, "activities", _list_activities(form, project))
    _fill_table(entries, form, "indicators", _list_indicators(form, project))
    _fill_table(entries, form, "budget", _list_budget(form, project))
    _fill_table(entries, form, "team", _list_team(project))
    _fill_table(entries, form, "partners", _list_partners(project))
    _fill_table(entries, form, "experience", _list_experience(form, earlier))
    return entries


def judge_applicant(organization: Organization) -> ApplicantKind:
    """Return which kind of applicant an organisation is."""
    return _APPLICANTS.get(organization.legal_form, "ngo")


def rank_form(form: ApplicationForm, kind: ApplicantKind) -> tuple[bool, float, int]:
    """Return how far down a form stands for a kind of applicant; the smallest fits best.

    A form names first whom it is made for. One that is for nobody else comes before others, one
    that does not take this kind at all comes last.
    """
    whom = form.applicants
    if kind not in whom:
        return True, 1.0, len(whom)
    return False, whom.index(kind) / len(whom), len(whom)


_APPLICANTS: Final[Mapping[LegalForm, ApplicantKind]] = {
    "initiative_group": "group",
    "natural_person": "person",
}


def _list_known(
    form: ApplicationForm, application: Application, organization: Organization, project: Project
) -> Mapping[str, Told]:
    is_unregistered = organization.legal_form in UNREGISTERED
    kind = judge_applicant(organization)
    return {
        "applicant.kind": kind if kind in form.applicants else None,
        "applicant.leader": organization.head if is_unregistered else None,
        "project.title": project.title,
        "project.goal": project.goal,
        "project.period": _write_period(project.starts_on, project.ends_on),
        "project.grant_kind": application.kind,
        "project.currency": application.currency,
    }


# ---------------------------------------------------------------- tables

Row = tuple[str, Mapping[str, Told]]


def _list_tasks(project: Project) -> Iterator[Row]:
    for task in project.tasks:
        yield task.id, {"title": task.title, "long_term_result": task.long_term_result}


def _list_activities(form: ApplicationForm, project: Project) -> Iterator[Row]:
    has_team = form.find_table("team") is not None
    names = {member.id: member.name for member in project.staff}
    for task in project.tasks:
        for activity in task.activities:
            responsible = activity.responsible_id or ""
            yield (
                activity.id,
                {
                    "title": activity.title,
                    "task": _link(form, "activities", "task", "tasks", task.id, task.title),
                    "when": _write_period(
                        activity.starts_on, activity.ends_on, activity.dates_as == "months"
                    ),
                    "kind": activity.kind or "",
                    "place": activity.place,
                    "responsible": _link(
                        form,
                        "activities",
                        "responsible",
                        "team" if has_team else "",
                        responsible,
                        names.get(responsible),
                    ),
                    "result": activity.short_term_result,
                },
            )


def _list_indicators(form: ApplicationForm, project: Project) -> Iterator[Row]:
    for task in project.tasks:
        for activity in task.activities:
            for indicator in activity.indicators:
                kinds = (indicator.evidence_kind, indicator.second_evidence_kind)
                yield (
                    indicator.id,
                    {
                        "title": indicator.title,
                        "activity": _link(
                            form,
                            "indicators",
                            "activity",
                            "activities",
                            activity.id,
                            activity.title,
                        ),
                        "plan": indicator.plan_text,
                        "evidence": ",".join(filter(None, kinds)),
                    },
                )


def _list_budget(form: ApplicationForm, project: Project) -> Iterator[Row]:
    titles = {one.id: one.title for task in project.tasks for one in task.activities}
    for line in project.budget_lines:
        activity = line.planned_activity_id or ""
        whole = line.grant_tenge + line.own_tenge + line.other_tenge
        yield (
            line.id,
            {
                "block": line.block,
                "title": line.title,
                "activity": _link(
                    form, "budget", "activity", "activities", activity, titles.get(activity)
                ),
                "unit": line.unit,
                "quantity": _write_number(line.quantity),
                "price": _write_number(line.price_tenge),
                "total": _write_number(whole),
                "own": _write_number(line.own_tenge or None),
                "other": _write_number(line.other_tenge or None),
                "grant": _write_number(line.grant_tenge or None),
            },
        )


def _list_team(project: Project) -> Iterator[Row]:
    for member in project.staff:
        yield member.id, {"name": member.name, "role": member.role}


def _list_partners(project: Project) -> Iterator[Row]:
    for partner in project.partners:
        yield (
            partner.id,
            {"name": partner.name, "role": partner.role, "contacts": partner.contacts},
        )


def _list_experience(form: ApplicationForm, earlier: Iterable[Project]) -> Iterator[Row]:
    table = form.find_table("experience")
    years = find_column(table, "years") if table is not None else None
    for project in earlier:
        grant = project.grant
        told = _list_years(project.starts_on, project.ends_on)
        is_period = years is not None and years.kind == "date_range"
        yield (
            project.id,
            {
                "customer": grant.funder,
                "title": project.title,
                "sum": _write_number(grant.amount or None),
                "years": _write_period(project.starts_on, project.ends_on)
                if is_period
                else Bilingual(kk=told, ru=told),
            },
        )


# ---------------------------------------------------------------- writing


def _fill_table(entries: Entries, form: ApplicationForm, meaning: str, rows: Iterable[Row]) -> None:
    table = form.find_table(meaning)
    if table is None:
        return
    for row_id, cells in rows:
        entries.rows.setdefault(table.key, []).append(row_id)
        for name, told in cells.items():
            column = find_column(table, name)
            if column is not None and told and not is_computed(column):
                _write(entries, form, column, cell_path(table.key, row_id, column.key), told)


def _write(
    entries: Entries,
    form: ApplicationForm,
    part: FormField | Column,
    path: str,
    told: Bilingual | str,
) -> None:
    if isinstance(part, TableField):
        return
    if isinstance(told, str):
        text = told
    elif is_bilingual(part):
        entries.answers |= {(path, "kk"): told.kk, (path, "ru"): told.ru}
        return
    else:
        text = told.kk or told.ru
    if isinstance(part, Chosen) and not part.options_table:
        known = {option.key for option in list_options(form, part)}
        kept = [key for key in text.split(",") if key in known]
        text = ",".join(kept[:1] if part.kind == "choice" else kept)
    if text and is_bilingual(part):
        entries.answers |= {(path, "kk"): text, (path, "ru"): text}
    elif text:
        entries.answers[path, ""] = text


def _link(  # noqa: PLR0917 (a column and what it names)
    form: ApplicationForm,
    meaning: str,
    column: str,
    named: str,
    record_id: str,
    title: Bilingual | None,
) -> Told:
    """Return how a column names a record: by the row that it becomes, or in words."""
    table = form.find_table(meaning)
    part = find_column(table, column) if table is not None else None
    if part is None or not record_id:
        return None
    if not isinstance(part, Chosen):
        return title
    other = form.find_table(named) if named else None
    return record_id if other is not None and part.options_table == other.key else None


def _write_period(start: date | None, end: date | None, as_months: bool = False) -> str | None:
    if start is None or (end is not None and end < start):
        return None
    return write_value(DateRange(start, end or start, as_months))


def _write_number(number: float | None) -> str | None:
    return None if number is None else write_value(Decimal(str(number)))


def _list_years(start: date | None, end: date | None) -> str:
    years = sorted({day.year for day in (start, end) if day is not None})
    return "–".join(map(str, years))
