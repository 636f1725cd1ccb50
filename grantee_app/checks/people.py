"""People by name: whom no column of the form holds, whose age speaks against her category.

A sentence tells how many; who they are is told on the screen alone (`Finding.people`), for what is
printed or logged must name nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from grantee_app.checks.finding import Finding
from grantee_app.checks.groups import add_age_hint, place_of, touches
from grantee_app.checks.naming import name_each, name_held, name_rows, shorten
from grantee_app.checks.subject import Subject
from grantee_app.figures.people_gaps import UnplacedPeople
from grantee_app.form.definition import DemographicTable, Dimension
from grantee_app.form.rules import load_rules
from grantee_app.language.message import Message, message, plural_message


def check_unknown_people(subject: Subject) -> Iterator[Finding]:
    """Of everybody on a list that counts the gender, the category and the age are known."""
    for table, unplaced in _list_unplaced(subject, "unknown"):
        yield Finding(
            "people.unknown",
            "error" if subject.is_report_due else "note",
            _tell_unknown(table.dimension, unplaced.count),
            subject.place("demographics"),
            _name(unplaced),
        )


def check_outside_people(subject: Subject) -> Iterator[Finding]:
    """Everybody on a list that counts has a column in each table of the form."""
    for table, unplaced in _list_unplaced(subject, "outside"):
        told = plural_message(
            "{count} person by name has no column in the table «{table}» and will not be printed.",
            "{count} people by name have no column in the table «{table}» and will not be printed.",
            unplaced.count,
            table=shorten(table.title),
        )
        is_age = table.dimension == "age"
        yield Finding(
            "people.outside",
            "error",
            add_age_hint(told, table) if is_age else told,
            subject.place("demographics"),
            _name(unplaced),
        )


def check_people_categories(subject: Subject) -> Iterator[Finding]:
    """Nobody by name stands in a category that her age rules out."""
    tables = {table.dimension: table for table in subject.demographic_tables}
    if "age" not in tables or "category" not in tables:
        return
    bands = {band.key: band for band in tables["age"].groups}
    labels = {group.key: group.label for group in tables["category"].groups}
    for rule in load_rules().category_ages:
        wrong = {
            band: heads
            for (category, band), heads in subject.figures.people.category_ages.items()
            if category == rule.key and band in bands and not touches(rule, bands[band])
        }
        if wrong and rule.key in labels:
            yield Finding(
                "people.category_age",
                "warning",
                plural_message(
                    "The category «{category}» holds {count} person by name whose age is not of "
                    "it: {bands}.",
                    "The category «{category}» holds {count} people by name whose age is not of "
                    "it: {bands}.",
                    sum(wrong.values()),
                    category=shorten(labels[rule.key]),
                    bands=name_rows([bands[band].label for band in bands if band in wrong]),
                ),
                subject.place("demographics"),
            )


def check_consent(subject: Subject) -> Iterator[Finding]:
    """Whoever is written down by name has said that she may be."""
    if subject.figures.without_consent:
        yield Finding(
            "people.consent",
            "note",
            plural_message(
                "{count} person is in the register by name, and no consent is noted.",
                "{count} people are in the register by name, and no consent is noted.",
                subject.figures.without_consent,
            ),
            subject.place("demographics"),
        )


def check_lists(subject: Subject) -> Iterator[Finding]:
    """Where people were counted and nobody is named, there is a list of them at report time."""
    if not subject.is_report_due:
        return
    rows = []
    for row in subject.held:
        came = subject.came(row)
        has_list = came.named or any(
            item.kind == "participant_list"
            for item in (*row.activity.evidence, *row.planned.evidence)
        )
        asks = any(entry.evidence_kind == "participant_list" for entry in row.planned.indicators)
        if asks and came.counted and row.activity.counts_towards_beneficiaries and not has_list:
            rows.append(row)
    if rows:
        yield Finding(
            "people.no_list",
            "warning",
            message(
                "People were counted, but there is neither a list of them by name nor one among "
                "the evidence: {rows}.",
                rows=name_each(rows, name_held),
            ),
            place_of(subject, rows[0]),
        )


RULES: Final = (
    check_unknown_people,
    check_outside_people,
    check_people_categories,
    check_consent,
    check_lists,
)


def _list_unplaced(
    subject: Subject, reason: str
) -> Iterator[tuple[DemographicTable, UnplacedPeople]]:
    for table in subject.demographic_tables:
        for unplaced in subject.figures.unplaced:
            if (unplaced.dimension, unplaced.reason) == (table.dimension, reason):
                yield table, unplaced


def _name(unplaced: UnplacedPeople) -> tuple[str, ...]:
    names = tuple(name for _person_id, name in unplaced.people)
    return names if len(names) == unplaced.count else (*names, "…")


def _tell_unknown(dimension: Dimension, count: int) -> Message:
    match dimension:
        case "gender":
            return plural_message(
                "Of {count} person by name the gender is not known.",
                "Of {count} people by name the gender is not known.",
                count,
            )
        case "category":
            return plural_message(
                "{count} person by name has no category.",
                "{count} people by name have no category.",
                count,
            )
        case "age":
            return plural_message(
                "Of {count} person by name the age is not known.",
                "Of {count} people by name the age is not known.",
                count,
            )
