"""Groups: nobody counted where the form has no column, nor against their age.

The codes belong to the totals. Also what totals and groups share: reading and placing a split.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from grantee_app.checks.finding import Finding
from grantee_app.checks.naming import (
    name_each,
    name_held,
    shorten,
)
from grantee_app.checks.subject import Held, Subject
from grantee_app.form.definition import DemographicGroup, DemographicTable, Dimension
from grantee_app.form.rules import CategoryAges, load_rules
from grantee_app.language.message import Message, message, plural_message
from grantee_app.records import ParticipantCounts
from grantee_app.store.people_forgetting import OUTSIDE_KEY


def check_unknown_groups(subject: Subject) -> Iterator[Finding]:
    """Nobody is counted in a group that the form has no column for."""
    for table in subject.demographic_tables:
        known = {group.key for group in table.groups}
        strangers: dict[str, list[Held]] = {}
        for row in subject.held:
            if not row.activity.counts_towards_beneficiaries:
                continue
            for key, heads in count_groups(row.activity.participants, table.dimension).items():
                if heads and key not in known:
                    strangers.setdefault(key, []).append(row)
        for key, rows in strangers.items():
            yield _tell_stranger(subject, table, key, rows)


def check_category_ages(subject: Subject) -> Iterator[Finding]:
    """No category holds more people than its ages allow.

    Reading of the groups: everybody stands in one category only, so the youth may be fewer than
    the bands 17-32 (a young teacher is a budget worker). They may also be more, since a band that
    their ages only touch (13-16, 33-45) can be theirs as a whole, and so can whoever stands in no
    band. What exceeds even that is impossible, and only that is told.
    """
    ages = next((table for table in subject.demographic_tables if table.dimension == "age"), None)
    categories = next(
        (table for table in subject.demographic_tables if table.dimension == "category"), None
    )
    if ages is None or categories is None:
        return
    rules = {rule.key: rule for rule in load_rules().category_ages}
    for group in categories.groups:
        if group.key in rules:
            yield from _check_category(subject, group, rules[group.key], ages)


RULES: Final = (
    check_unknown_groups,
    check_category_ages,
)


def count_groups(counts: ParticipantCounts, dimension: Dimension) -> Mapping[str, int]:
    """Return the heads of one split by group."""
    match dimension:
        case "gender":
            return counts.gender
        case "category":
            return counts.category
        case "age":
            return counts.age


def place_of(subject: Subject, row: Held) -> str:
    """Return the place where the split of an activity is corrected."""
    return subject.place("demographics", row.activity.id)


def add_age_hint(told: Message, table: DemographicTable) -> Message:
    """Return what is told of a table of ages with the group that it begins with."""
    youngest = find_youngest(table)
    if youngest is None:
        return told
    return message(
        "{sentence} The youngest group of the form is «{group}»: "
        "it has no column for anyone younger.",
        sentence=told,
        group=youngest.label,
    )


def find_youngest(table: DemographicTable) -> DemographicGroup | None:
    """Return the group of the youngest in a table of ages that does not begin at birth."""
    bands = [group for group in table.groups if group.from_age]
    return min(bands, key=lambda band: band.from_age or 0, default=None)


def _tell_stranger(
    subject: Subject, table: DemographicTable, key: str, rows: list[Held]
) -> Finding:
    heads = sum(count_groups(row.activity.participants, table.dimension)[key] for row in rows)
    told = plural_message(
        "{count} person is in the group «{group}», which the table «{table}» does not have, "
        "and will not be printed: {rows}.",
        "{count} people are in the group «{group}», which the table «{table}» does not have, "
        "and will not be printed: {rows}.",
        heads,
        group=message("outside every band") if key == OUTSIDE_KEY else key,
        table=shorten(table.title),
        rows=name_each(rows, name_held),
    )
    is_age = table.dimension == "age"
    return Finding(
        "totals.outside_age" if is_age else "totals.unknown_group",
        "error",
        add_age_hint(told, table),
        place_of(subject, rows[0]),
    )


def _check_category(
    subject: Subject, group: DemographicGroup, rule: CategoryAges, ages: DemographicTable
) -> Iterator[Finding]:
    touched = [band.key for band in ages.groups if touches(rule, band)]
    rows, heads, possible = [], 0, 0
    for row in subject.held:
        counts = row.activity.participants
        told = counts.category.get(group.key, 0)
        if not told or not any(counts.age.values()):
            continue
        most = _most_possible(touched, ages, counts)
        if told > most:
            rows.append(row)
            heads += told
            possible += most
    if rows:
        yield Finding(
            "totals.category_age",
            "warning",
            message(
                "The category «{category}» holds {heads}, "
                "but by their age there can be at most {possible}: {rows}.",
                category=shorten(group.label),
                heads=heads,
                possible=possible,
                rows=name_each(rows, name_held),
            ),
            place_of(subject, rows[0]),
        )


def _most_possible(touched: list[str], ages: DemographicTable, counts: ParticipantCounts) -> int:
    banded = sum(counts.age.get(band.key, 0) for band in ages.groups)
    return (
        sum(counts.age.get(key, 0) for key in touched)
        + max(sum(counts.age.values()), counts.total or 0)
        - banded
    )


def touches(rule: CategoryAges, band: DemographicGroup) -> bool:
    """Tell whether an age of the band may be one of the category."""
    first, last = band.from_age or 0, band.to_age
    starts_in_time = rule.to_age is None or first <= rule.to_age
    return starts_in_time and (last is None or last >= rule.from_age)
