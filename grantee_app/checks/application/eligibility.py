"""The pre-check: whether the law, the charter and the call let this applicant apply.

A checklist rather than findings: what holds is worth seeing too. What nobody can tell from the
records is asked, and the answer is kept with the application (`eligibility_path`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, Literal, cast

from grantee_app.checks.application.subject import ApplicationSubject
from grantee_app.checks.application.territory import read_place, read_territory
from grantee_app.checks.finding import Finding
from grantee_app.checks.leading import Lead
from grantee_app.checks.naming import name_rows, shorten
from grantee_app.form.application_form import ApplicantKind, FieldBase, find_column
from grantee_app.form.conditions import NO, YES
from grantee_app.form.eligibility_rules import (
    EligibilityItem,
    eligibility_path,
    load_eligibility,
)
from grantee_app.frozen import frozen
from grantee_app.language.message import Message, MessageValue, message, plural_message
from grantee_app.records.base import Bilingual
from grantee_app.records.grant_terms import GrantKind
from grantee_app.records.identifiers import check_bin

EligibilityState = Literal["holds", "missing", "unknown"]

# Only these have a territorial status.
_WITH_STATUS: Final = frozenset(
    {
        "public_association",
        "republican_public_association",
        "association",
        "union_of_legal_entities",
    }
)
# «2.1-тармақ», «п. 3», «14-бап», «раздел 2».
_CLAUSE: Final = re.compile(
    r"\d[\d.]*\s*-?\s*(?:тарма|бап|б[оө]лім|пункт|абзац)|(?:тармақ|бап|пункт\w*|п\.|п\.п\.|ст\.|стать\w*"
    r"|раздел\w*|§)\s*\d|\b\d+\.\d+",
    re.IGNORECASE,
)


@frozen
class EligibilityLine:
    """A condition, whether it holds and why, and where it is mended.

    `is_asked`: a person ticks it, at `path` among the answers of the form ("1" or "0").
    """

    item: EligibilityItem
    state: EligibilityState
    said: Message
    lead: Lead | None = None
    is_asked: bool = False

    @property
    def path(self) -> str:
        """Where the answer to an asked line is kept."""
        return eligibility_path(self.item.key)


def list_eligibility(subject: ApplicationSubject) -> list[EligibilityLine]:
    """Return the checklist of an application, in the order of the rules."""
    items = load_eligibility().list_items(find_applicant(subject), find_grant_kind(subject))
    lines = (_JUDGES[item.by](subject, item) for item in items)
    return [line for line in lines if line is not None]


def count_states(lines: list[EligibilityLine]) -> dict[EligibilityState, int]:
    """Return how many lines hold, are missing, are unknown."""
    counts: dict[EligibilityState, int] = {"holds": 0, "missing": 0, "unknown": 0}
    for line in lines:
        counts[line.state] += 1
    return counts


def find_applicant(subject: ApplicationSubject) -> ApplicantKind:
    """Return who applies: as the form says, else as the organisation's legal form does."""
    part = subject.form.by_meaning.get("applicant.kind")
    chosen = subject.values.value(part.key) if part is not None else None
    if chosen in {"ngo", "group", "person"}:
        return cast("ApplicantKind", chosen)
    legal = subject.organization.legal_form
    if legal == "initiative_group":
        return "group"
    return "person" if legal == "natural_person" else "ngo"


def find_grant_kind(subject: ApplicationSubject) -> GrantKind:
    """Return the kind of grant that is asked: the form's answer, else the call's."""
    part = subject.form.by_meaning.get("project.grant_kind")
    chosen = subject.values.value(part.key) if part is not None else None
    if chosen in {"short", "medium", "long", "small", "private"}:
        return cast("GrantKind", chosen)
    return subject.application.kind


# ---------------------------------------------------------------- what a person says


def _judge_declared(subject: ApplicationSubject, item: EligibilityItem) -> EligibilityLine:
    key = next((key for key in item.fields if key in subject.shown), "")
    if not key:
        return _judge_asked(subject, item)
    lead = _lead_to(subject, key)
    value = subject.values.value(key)
    if value is True:
        return EligibilityLine(item, "holds", message("You declared it."), lead)
    if value is False:
        return EligibilityLine(
            item, "missing", message("You answered «no»: the law gives no grant then."), lead
        )
    return EligibilityLine(item, "unknown", message("Check it and answer."), lead)


def _judge_asked(subject: ApplicationSubject, item: EligibilityItem) -> EligibilityLine:
    answer = subject.filled.answers.get((eligibility_path(item.key), ""), "").strip()
    if answer == YES:
        return EligibilityLine(item, "holds", message("You checked it."), is_asked=True)
    if answer == NO:
        said = message("You answered «no»: put it right before you apply.")
        return EligibilityLine(item, "missing", said, is_asked=True)
    return EligibilityLine(item, "unknown", message("Check it and answer."), is_asked=True)


def _judge_attached(subject: ApplicationSubject, item: EligibilityItem) -> EligibilityLine | None:
    key = next((key for key in item.fields if key in subject.shown), "")
    if not key:
        return None
    documents = subject.opened.documents.get(key, [])
    files = sum(len(document.attachments) for document in documents)
    lead = _lead_to(subject, key)
    if not files:
        return EligibilityLine(item, "missing", message("No file is attached yet."), lead)
    said = plural_message("{count} file is attached.", "{count} files are attached.", files)
    return EligibilityLine(item, "holds", said, lead)


# ---------------------------------------------------------------- the organisation, the charter


def _judge_database(subject: ApplicationSubject, item: EligibilityItem) -> EligibilityLine:
    lead = _lead_to_meaning(subject, "organization.is_in_ngo_database", "is_in_ngo_database")
    if subject.organization.is_in_ngo_database:
        return EligibilityLine(item, "holds", message("So it is marked in the profile."), lead)
    if subject.organization.is_in_ngo_database is None:
        return EligibilityLine(item, "unknown", message("Nobody has told it yet."), lead)
    said = message("The profile says that it is not. Enter the data there, then say yes.")
    return EligibilityLine(item, "missing", said, lead)


def _judge_bin(subject: ApplicationSubject, item: EligibilityItem) -> EligibilityLine:
    lead = _lead_to_meaning(subject, "organization.bin", "bin")
    number = subject.organization.bin.strip()
    if not number:
        return EligibilityLine(item, "missing", message("The BIN is not written."), lead)
    problem = check_bin(number).problem
    if problem is not None:
        return EligibilityLine(item, "missing", problem, lead)
    return EligibilityLine(item, "holds", message("The check digit is right."), lead)


def _judge_status(subject: ApplicationSubject, item: EligibilityItem) -> EligibilityLine:
    lead = _lead_to_meaning(subject, "organization.territorial_status", "territorial_status")
    organization = subject.organization
    if organization.legal_form not in _WITH_STATUS:
        said = message("This legal form has no territorial status: nothing to do.")
        return EligibilityLine(item, "holds", said, lead)
    if organization.territorial_status:
        return EligibilityLine(item, "holds", message("So it stands in the profile."), lead)
    said = message("The status is not chosen in the profile: look it up in the charter.")
    return EligibilityLine(item, "missing", said, lead)


def _judge_territory(subject: ApplicationSubject, item: EligibilityItem) -> EligibilityLine:
    lead = _lead_to_meaning(subject, "organization.territory", "territory")
    organization = subject.organization
    if organization.territorial_status == "republican":
        said = message("A republican status covers the whole country.")
        return EligibilityLine(item, "holds", said, lead)
    if not organization.territory:
        said = message("The territory of the charter is not written in the profile.")
        return EligibilityLine(item, "unknown", said, lead)
    territory = read_territory(organization.territory, subject.today)
    if not territory:
        said = message(
            "«{territory}» names no region or district that we know: compare the places yourself.",
            territory=shorten(organization.territory),
        )
        return EligibilityLine(item, "unknown", said, lead)
    places = [
        (told, place, units)
        for told, place in _list_places(subject)
        if (units := read_place(told, subject.today))
    ]
    if not places:
        said = message("The application names no region or district yet.")
        return EligibilityLine(item, "unknown", said, lead)
    outside = [
        (told, place) for told, place, units in places if not all(map(territory.covers, units))
    ]
    if outside:
        names: list[MessageValue] = list(dict.fromkeys(shorten(told) for told, _ in outside))
        said = message(
            "The charter names «{territory}», outside it: {places}.",
            territory=shorten(organization.territory),
            places=name_rows(names),
        )
        return EligibilityLine(item, "missing", said, outside[0][1])
    said = plural_message(
        "{count} place of the application lies in it.",
        "{count} places of the application lie in it.",
        len(places),
    )
    return EligibilityLine(item, "holds", said, lead)


def _list_places(subject: ApplicationSubject) -> list[tuple[Bilingual, Lead]]:
    """Return the words for places in the application, each with where they stand."""
    found: list[tuple[Bilingual, Lead]] = []
    for meaning in ("project.geography", "applicant.settlement"):
        part = subject.form.by_meaning.get(meaning)
        if part is not None and part.key in subject.shown:
            found.append((subject.told(part.key), _lead_to(subject, part.key)))
    table = subject.form.find_table("activities")
    column = find_column(table, "place") if table is not None else None
    if table is not None and column is not None and table.key in subject.shown:
        for _, row_id in subject.rows(table):
            told = subject.told(table.key, row_id, column.key)
            found.append((told, _lead_to(subject, table.key, row_id, column.key)))
    return [(told, lead) for told, lead in found if told]


def _judge_purposes(subject: ApplicationSubject, item: EligibilityItem) -> EligibilityLine:
    lead = _lead_to_meaning(subject, "organization.charter_purposes", "charter_purposes")
    if subject.organization.charter_purposes:
        return EligibilityLine(item, "holds", message("So it stands in the profile."), lead)
    said = message("The purposes are not written in the profile yet.")
    return EligibilityLine(item, "missing", said, lead)


def _judge_cited(subject: ApplicationSubject, item: EligibilityItem) -> EligibilityLine | None:
    part = subject.form.by_meaning.get("project.charter_match")
    if part is None or part.key not in subject.shown:
        return None
    lead = _lead_to(subject, part.key)
    text = subject.told(part.key).spoken_in(subject.language)
    if not text.strip():
        said = message("{name} is not written yet.", name=subject.name(part.key))
        return EligibilityLine(item, "missing", said, lead)
    found = _CLAUSE.search(text)
    if found is None:
        said = message("{name} names no clause by its number.", name=subject.name(part.key))
        return EligibilityLine(item, "missing", said, lead)
    said = message("The clause is named: «{clause}».", clause=found[0].strip())
    return EligibilityLine(item, "holds", said, lead)


# ---------------------------------------------------------------- the call


def _judge_applicant(subject: ApplicationSubject, item: EligibilityItem) -> EligibilityLine:
    part = subject.form.by_meaning.get("applicant.kind")
    lead = _lead_to(subject, part.key) if part else Lead("organization", subject.organization.id)
    if find_applicant(subject) in subject.form.applicants:
        return EligibilityLine(item, "holds", message("This form takes such an applicant."), lead)
    said = message(
        "This form is not for such an applicant: choose another form or apply with an NGO."
    )
    return EligibilityLine(item, "missing", said, lead)


def _judge_deadline(subject: ApplicationSubject, item: EligibilityItem) -> EligibilityLine:
    last = subject.application.deadline_on
    lead = Lead("application", subject.application.id, "deadline_on")
    if last is None:
        said = message("The day on which the call closes is not written.")
        return EligibilityLine(item, "unknown", said, lead)
    if last < subject.today:
        return EligibilityLine(
            item, "missing", message("The call closed on {day}.", day=last), lead
        )
    return EligibilityLine(item, "holds", message("The call closes on {day}.", day=last), lead)


def _judge_sum(subject: ApplicationSubject, item: EligibilityItem) -> EligibilityLine | None:
    call, part = subject.application, subject.form.by_meaning.get("project.sum_asked")
    if part is None or part.key not in subject.shown:
        return None
    if call.least_amount is None and call.most_amount is None:
        return None
    lead, value = _lead_to(subject, part.key), subject.values.number(part.key)
    if value is None:
        said = message("{name} is not filled in.", name=subject.name(part.key))
        return EligibilityLine(item, "unknown", said, lead)
    if call.most_amount is not None and value > call.most_amount:
        said = message(
            "{value} is asked, the call gives at most {most}.", value=value, most=call.most_amount
        )
        return EligibilityLine(item, "missing", said, lead)
    if call.least_amount is not None and value < call.least_amount:
        said = message(
            "{value} is asked, the call gives from {least} on.",
            value=value,
            least=call.least_amount,
        )
        return EligibilityLine(item, "missing", said, lead)
    return EligibilityLine(item, "holds", message("{value} is asked.", value=value), lead)


_JUDGES: Final[
    dict[str, Callable[[ApplicationSubject, EligibilityItem], EligibilityLine | None]]
] = {
    "declared": _judge_declared,
    "asked": _judge_asked,
    "attached": _judge_attached,
    "ngo_database": _judge_database,
    "bin": _judge_bin,
    "territorial_status": _judge_status,
    "territory": _judge_territory,
    "charter_purposes": _judge_purposes,
    "charter_cited": _judge_cited,
    "applicant_kind": _judge_applicant,
    "deadline": _judge_deadline,
    "sum": _judge_sum,
}


def _lead_to(subject: ApplicationSubject, key: str, row_id: str = "", column: str = "") -> Lead:
    section, _, about = subject.place(key, row_id, column).partition("/")
    return Lead("application", section, about)


def _lead_to_meaning(subject: ApplicationSubject, meaning: str, column: str) -> Lead:
    """Return the field of the form that shows a fact of the organisation, else the profile."""
    part = subject.form.by_meaning.get(meaning)
    if isinstance(part, FieldBase) and part.key in subject.shown:
        return _lead_to(subject, part.key)
    return Lead("organization", subject.organization.id, column)


# ---------------------------------------------------------------- among the findings

# What no other finding tells: at once where something is wrong, when due where it is empty.
_WRONG: Final = frozenset({"territory", "applicant_kind", "asked"})
_EMPTY: Final = frozenset({"ngo_database", "territorial_status"})


def check_eligibility(subject: ApplicationSubject) -> Iterator[Finding]:
    """Nothing in the pre-check is known to be missing."""
    told = _WRONG | _EMPTY if subject.is_due else _WRONG
    for line in list_eligibility(subject):
        if line.state != "missing" or not (line.is_asked or line.item.by in told):
            continue
        lead = line.lead
        place = subject.form.sections[0].id
        if lead is not None and lead.step == "application":
            place = f"{lead.record}/{lead.field}" if lead.field else lead.record
        yield Finding(
            "application.eligibility",
            "warning" if subject.is_due else "note",
            message("Pre-check, «{item}»: {said}", item=shorten(line.item.name), said=line.said),
            place,
        )


RULES: Final = (check_eligibility,)
