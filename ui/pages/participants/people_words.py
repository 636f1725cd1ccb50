"""What is said of a participant on the screen, and the activities she may have been at.

Knows the records and the words for them, no widget.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from grantee_app.figures.people import find_bands
from grantee_app.form.catalogue import find_counting_form
from grantee_app.frozen import frozen
from grantee_app.language.dates import format_date
from grantee_app.language.message import N_
from grantee_app.records.base import Bilingual
from ui.joined_words import join_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grantee_app.form.category_rules import Proposal
    from grantee_app.form.definition import DemographicTable, FormDefinition
    from grantee_app.records.participant import Participant
    from grantee_app.store.ages import AgeBand
    from ui.desk import Desk
    from ui.screen_language import ScreenLanguage

GENDERS: Final = {"male": N_("man"), "female": N_("woman")}
YES_NO: Final = {"yes": N_("Yes"), "no": N_("No")}
_EVENTS: Final = """
SELECT activity.id, coalesce(activity.starts_on, ''), activity.title_kk, activity.title_ru,
       planned_activity.title_kk, planned_activity.title_ru, activity.place_kk, activity.place_ru,
       participants_total
FROM activity
JOIN planned_activity ON planned_activity.id = planned_activity_id
JOIN task ON task.id = task_id
WHERE project_id = ? ORDER BY activity.starts_on, activity.position, activity.id
"""


@dataclass
class FormGroups:
    """The groups that people are counted in; empty until the form of the project is known."""

    tables: list[DemographicTable] = field(default_factory=list)
    form: FormDefinition | None = None

    def take(self, form: FormDefinition) -> bool:
        """Take the tables for a form; tell whether they are other ones than before."""
        found = find_counting_form(form).demographic_tables
        is_other = found != self.tables
        self.tables, self.form = found, form
        return is_other

    def list_groups(self, dimension: str) -> list[tuple[str, Bilingual]]:
        """Return the keys of a dimension's groups and their words."""
        for table in self.tables:
            if table.dimension == dimension:
                return [(group.key, group.label) for group in table.groups]
        return []

    def find_bands(self) -> list[AgeBand]:
        """Return the groups by age."""
        return find_bands(self.tables)


@frozen
class Event:
    """An activity that people may have been at; `day` is None where nobody wrote it down."""

    id: str
    day: date | None
    title: Bilingual
    place: Bilingual
    counted: int | None

    def say(self, words: ScreenLanguage) -> str:
        """Return the event in one line: its day, its title, its place."""
        parts = [
            format_date(self.day, words.code) if self.day else "",
            self.title.spoken_in(words.code) or words.gettext("An activity without a title"),
            self.place.spoken_in(words.code),
        ]
        return join_parts(parts)


def list_events(desk: Desk) -> list[Event]:
    """Return the events of the project by their days."""
    rows = desk.workspace.db.execute(_EVENTS, [desk.project_id]).fetchall()
    return [
        Event(
            row[0],
            date.fromisoformat(row[1]) if row[1] else None,
            Bilingual(kk=row[2], ru=row[3])
            if row[2] or row[3]
            else Bilingual(kk=row[4], ru=row[5]),
            Bilingual(kk=row[6], ru=row[7]),
            row[8],
        )
        for row in rows
    ]


def tell_birth(person: Participant, words: ScreenLanguage) -> str:
    """Return the year of birth, or the age that was told, "" for neither."""
    if person.born_on is not None:
        return str(person.born_on.year)
    if person.birth_year is not None:
        return str(person.birth_year)
    if person.age is not None:
        return words.ngettext("{count} year old", "{count} years old", person.age)
    return ""


def tell_gender(gender: str, words: ScreenLanguage) -> str:
    """Return the word for a gender, "" for an unknown one."""
    return words.gettext(GENDERS[gender]) if gender in GENDERS else ""


def tell_group(key: str, groups: Sequence[tuple[str, Bilingual]], words: ScreenLanguage) -> str:
    """Return the words of a group of the form; a key that the form does not know stays."""
    return next((label.spoken_in(words.code) for known, label in groups if known == key), key)


def say_proposal(proposal: Proposal, words: ScreenLanguage) -> str:
    """Return why a category is proposed: which rule of the table, and what of it fits."""
    return words.gettext(
        "rule {number}: {reason}", number=proposal.number, reason=words.say(proposal.reason)
    )
