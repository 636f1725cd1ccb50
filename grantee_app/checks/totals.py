"""Totals: every split of the people who came adds up to the heads counted.

Gender = categories = ages = heads, for each activity and for the project; and the tables of the
form = direct beneficiaries = heads of the activities that count.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from grantee_app.checks.finding import Finding, Severity
from grantee_app.checks.groups import add_age_hint, count_groups, place_of
from grantee_app.checks.naming import (
    name_each,
    name_held,
    name_rows,
    shorten,
)
from grantee_app.checks.subject import Held, Subject
from grantee_app.figures.people import UNKNOWN_KEY
from grantee_app.form.answers import socio_fact_path
from grantee_app.form.definition import DemographicTable, Dimension
from grantee_app.language.message import Message, MessageValue, message, plural_message
from grantee_app.records import ParticipantCounts

_TABLE_CODES: Final[dict[Dimension, str]] = {
    "gender": "totals.gender",
    "category": "totals.category",
    "age": "totals.age",
}


def check_activity_splits(subject: Subject) -> Iterator[Finding]:
    """Each split that was begun holds as many people as were counted at that activity."""
    for row in subject.held:
        counts = row.activity.participants
        for table in subject.demographic_tables:
            split = sum(count_groups(counts, table.dimension).values())
            if counts.total is None or split in (0, counts.total):
                continue
            yield Finding(
                _TABLE_CODES[table.dimension],
                _gravity(row),
                _tell_difference(name_held(row), table, split, counts.total),
                place_of(subject, row),
            )


def check_missing_splits(subject: Subject) -> Iterator[Finding]:
    """People who were counted are also split into every table that the form prints."""
    for row in subject.held:
        counts = row.activity.participants
        missing: list[MessageValue] = [
            table.title for table in _tables_without(subject, counts) if counts.total
        ]
        if not missing or not row.activity.counts_towards_beneficiaries:
            continue
        yield Finding(
            "totals.unsplit",
            "error" if subject.is_report_due else "note",
            plural_message(
                "{row}: {count} person was counted, but not put into any group of: {tables}.",
                "{row}: {count} people were counted, but not put into any group of: {tables}.",
                counts.total or 0,
                row=name_held(row),
                tables=name_rows(missing),
            ),
            place_of(subject, row),
        )


def check_missing_heads(subject: Subject) -> Iterator[Finding]:
    """An activity whose groups are filled in also says how many people there were."""
    for row in subject.held:
        counts = row.activity.participants
        split = max(sum(counts.gender.values()), sum(counts.category.values()))
        split = max(split, sum(counts.age.values()))
        if counts.total is None and split:
            yield Finding(
                "totals.heads_missing",
                _gravity(row),
                plural_message(
                    "{row}: the number of participants is empty, "
                    "though the groups hold {count} person.",
                    "{row}: the number of participants is empty, "
                    "though the groups hold {count} people.",
                    split,
                    row=name_held(row),
                ),
                place_of(subject, row),
            )


def check_uncounted_activities(subject: Subject) -> Iterator[Finding]:
    """At report time somebody has counted the people of each activity that counts."""
    if not subject.is_report_due:
        return
    for row in subject.held:
        counts = row.activity.participants
        is_empty = not (counts.gender or counts.category or counts.age)
        is_uncounted = is_empty and subject.came(row).total is None
        if row.activity.counts_towards_beneficiaries and is_uncounted:
            yield Finding(
                "totals.uncounted",
                "warning",
                message(
                    "{row} counts towards the direct beneficiaries, but nobody counted its "
                    "participants. Write their number or say that it does not count.",
                    row=name_held(row),
                ),
                place_of(subject, row),
            )


def check_tables(subject: Subject) -> Iterator[Finding]:
    """Each table of the form adds up to the direct beneficiaries; names the rows that do not."""
    for table in subject.demographic_tables:
        known = {group.key for group in table.groups}
        found = subject.figures.demographics.get(table.dimension, {})
        printed = sum(heads for key, heads in found.items() if key in known)
        difference = subject.figures.beneficiaries - printed
        unsplit = sum(row.activity.participants.total or 0 for row in _unsplit(subject, table))
        # Whom nobody knows enough of is told by name, by a rule of its own.
        unsplit += found.get(UNKNOWN_KEY, 0)
        is_only_unfinished = not subject.is_report_due and difference == unsplit
        if difference == 0 or is_only_unfinished:
            continue
        yield Finding(
            _TABLE_CODES[table.dimension],
            "error",
            _tell_table(subject, table, printed, known),
            subject.place("demographics"),
        )


def check_beneficiaries(subject: Subject) -> Iterator[Finding]:
    """Direct beneficiaries are the heads of the activities that count, and nothing typed."""
    heads = sum(
        subject.came(row).total or 0
        for row in subject.held
        if row.activity.counts_towards_beneficiaries
    )
    fact = subject.figures.beneficiaries
    if fact != heads and subject.project.counting_basis == "visits":
        yield Finding(
            "totals.beneficiaries",
            "error",
            message(
                "Direct beneficiaries: the report says {fact}, "
                "but the activities that count add up to {heads}.",
                fact=fact,
                heads=heads,
            ),
            subject.place("socio_economic_table"),
        )
    path = socio_fact_path("direct_beneficiaries")
    typed = subject.answers.number(path)
    if typed is not None and typed != fact:
        yield Finding(
            "totals.beneficiaries",
            "warning",
            message(
                "Direct beneficiaries: {typed} was typed, but {fact} were counted. "
                "The report prints the counted number.",
                typed=typed,
                fact=fact,
            ),
            subject.place("socio_economic_table", path),
        )


def check_people_basis(subject: Subject) -> Iterator[Finding]:
    """A project that counts people knows only an upper limit while heads are not named."""
    if subject.figures.people.is_at_most:
        yield Finding(
            "totals.people_basis",
            "note",
            plural_message(
                "The project counts each person once, but lists without names cannot tell who "
                "came twice: there is at most {count} person.",
                "The project counts each person once, but lists without names cannot tell who "
                "came twice: there are at most {count} people.",
                subject.figures.people.most_people,
            ),
            subject.place("demographics"),
        )


def check_surveys(subject: Subject) -> Iterator[Finding]:
    """No more content answers than answers, no more answers than people."""
    for row in subject.held:
        surveyed, satisfied = row.activity.surveyed, row.activity.satisfied
        total = subject.came(row).total
        if surveyed is not None and satisfied is not None and satisfied > surveyed:
            yield Finding(
                "totals.survey",
                "error",
                message(
                    "{row}: {satisfied} were content, but only {surveyed} answered.",
                    row=name_held(row),
                    satisfied=satisfied,
                    surveyed=surveyed,
                ),
                place_of(subject, row),
            )
        elif surveyed is not None and total is not None and surveyed > total:
            yield Finding(
                "totals.survey",
                "warning",
                message(
                    "{row}: {surveyed} answered the questionnaire, but only {total} took part.",
                    row=name_held(row),
                    surveyed=surveyed,
                    total=total,
                ),
                place_of(subject, row),
            )


RULES: Final = (
    check_activity_splits,
    check_missing_splits,
    check_missing_heads,
    check_uncounted_activities,
    check_tables,
    check_beneficiaries,
    check_people_basis,
    check_surveys,
)


def _tables_without(subject: Subject, counts: ParticipantCounts) -> Iterator[DemographicTable]:
    for table in subject.demographic_tables:
        if not sum(count_groups(counts, table.dimension).values()):
            yield table


def _unsplit(subject: Subject, table: DemographicTable) -> Iterator[Held]:
    for row in subject.held:
        groups = count_groups(row.activity.participants, table.dimension)
        if row.activity.counts_towards_beneficiaries and not sum(groups.values()):
            yield row


def _causes(subject: Subject, table: DemographicTable, known: set[str]) -> Iterator[Held]:
    for row in subject.held:
        groups = subject.came(row).find_groups(table.dimension)
        printed = sum(heads for key, heads in groups.items() if key in known)
        total = subject.came(row).total or 0
        if row.activity.counts_towards_beneficiaries and printed != total:
            yield row


def _gravity(row: Held) -> Severity:
    # What does not count is in no table of the report, only in the list of activities.
    return "error" if row.activity.counts_towards_beneficiaries else "warning"


def _tell_difference(row: MessageValue, table: DemographicTable, split: int, total: int) -> Message:
    if split > total:
        return plural_message(
            "{row}: the groups of «{table}» add up to {split}, but {total} were counted: "
            "{count} too many.",
            "{row}: the groups of «{table}» add up to {split}, but {total} were counted: "
            "{count} people too many.",
            split - total,
            row=row,
            table=shorten(table.title),
            split=split,
            total=total,
        )
    told = plural_message(
        "{row}: the groups of «{table}» add up to {split}, but {total} were counted: "
        "{count} is missing.",
        "{row}: the groups of «{table}» add up to {split}, but {total} were counted: "
        "{count} people are missing.",
        total - split,
        row=row,
        table=shorten(table.title),
        split=split,
        total=total,
    )
    return add_age_hint(told, table)


def _tell_table(
    subject: Subject, table: DemographicTable, printed: int, known: set[str]
) -> Message:
    visits = subject.figures.beneficiaries
    rows = list(_causes(subject, table, known))
    values: dict[str, MessageValue] = {
        "table": shorten(table.title),
        "printed": printed,
        "visits": visits,
    }
    if printed > visits:
        told = plural_message(
            "The table «{table}» adds up to {printed}, but there are {visits} direct "
            "beneficiaries: {count} too many.",
            "The table «{table}» adds up to {printed}, but there are {visits} direct "
            "beneficiaries: {count} people too many.",
            printed - visits,
            **values,
        )
    else:
        told = plural_message(
            "The table «{table}» adds up to {printed}, but there are {visits} direct "
            "beneficiaries: {count} is missing.",
            "The table «{table}» adds up to {printed}, but there are {visits} direct "
            "beneficiaries: {count} people are missing.",
            visits - printed,
            **values,
        )
    if not rows:
        return told
    return message("{sentence} Look at: {rows}.", sentence=told, rows=name_each(rows, name_held))
