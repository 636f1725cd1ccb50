"""The participants of a workspace: every change of the register is one step of undo.

How rows are written and found is the store's business.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from grantee_app.errors import DataProblem
from grantee_app.form.category_rules import (
    SETTING_KEY,
    CategoryRule,
    Proposal,
    RuleRow,
    format_category_rules,
    format_rule_rows,
    list_rule_rows,
    parse_category_rules,
    propose_category,
)
from grantee_app.frozen import frozen
from grantee_app.language.message import message
from grantee_app.records.participant import Attendance, Participant
from grantee_app.records.personal import mark_iin
from grantee_app.store import people, people_merging
from grantee_app.store.ages import AgeBand
from grantee_app.store.people import (
    NO_FILTER,
    Attendee,
    ListedPerson,
    OfferedName,
    Order,
    PeopleFilter,
)
from grantee_app.store.people_forgetting import Forgotten, name_keep_until
from grantee_app.store.settings import read_setting, write_setting

if TYPE_CHECKING:
    from grantee_app.store.safety.backup import BackupInfo
    from grantee_app.workspace.workspace import Workspace

# Never exported with a project: it lies in the database that is encrypted, and nowhere else.
_IIN_KEY: Final = "participants.iin_key"
_KEY_BYTES: Final = 32
_HEADS_KEY: Final = "people.sheet_heads"
_MOST_HEADS: Final = 300
_PEOPLE_ASKED: Final = 20


@frozen
class NamesForgotten:
    """What «forget names» did; `backups` still hold names and are to be thrown away by hand."""

    forgotten: Forgotten
    backups: tuple[BackupInfo, ...]


class People:
    """What a workspace can do with its participants; `label` is a sentence of the catalogue.

    StoreFailure when nothing could be written, DataProblem when a record is gone meanwhile.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    # ------------------------------------------------------------------ writing

    def add_many(
        self,
        project_id: str,
        participants: Sequence[Participant],
        attendances: Iterable[tuple[str, Attendance]] = (),
        label: str = "",
    ) -> None:
        """Add people and rows (activity id, attendance) of lists, in one go, as one step."""
        with self._changing(label or message("Participants added").msgid, is_import=True):
            people.add_many(self._workspace.db, project_id, participants, attendances)

    def add(
        self,
        project_id: str,
        person: Participant,
        activity_id: str = "",
        position: int | None = None,
        row_code: str = "",
    ) -> str:
        """Add a person, and put her on a list where there is one; return that row's id or ""."""
        with self._changing(message("Participant added").msgid):
            people.add_many(self._workspace.db, project_id, [person])
            if not activity_id:
                return ""
            return people.add_attendance(
                self._workspace.db, activity_id, person.id, position, row_code
            )

    def add_attendance(
        self,
        activity_id: str,
        participant_id: str,
        position: int | None = None,
        row_code: str = "",
    ) -> str:
        """Put a known person on a list and return the row's id; she stands on it once."""
        with self._changing(message("Participant put on the list").msgid):
            return people.add_attendance(
                self._workspace.db, activity_id, participant_id, position, row_code
            )

    def remove_attendances(self, attendance_ids: Sequence[str]) -> None:
        """Take rows off the lists; the people stay in the register."""
        with self._changing(message("Taken off the list").msgid):
            people.remove_attendances(self._workspace.db, attendance_ids)

    def set_order(self, activity_id: str, attendance_ids: Sequence[str]) -> None:
        """Let a list stand in this order."""
        with self._changing(message("List put in order").msgid):
            people.set_order(self._workspace.db, activity_id, attendance_ids)

    def remove(self, participant_ids: Sequence[str]) -> None:
        """Take people out of the register and off every list; undo brings them back."""
        with self._changing(message("Participants removed").msgid):
            people.remove_people(self._workspace.db, participant_ids)

    def merge(self, keep_id: str, gone_ids: Sequence[str]) -> Participant:
        """Make several entries one person, who is returned; one step of undo."""
        with self._changing(message("Participants merged").msgid):
            return people_merging.merge_people(self._workspace.db, keep_id, gone_ids)

    def set_not_same(self, project_id: str, first_id: str, second_id: str) -> None:
        """Remember that two who look alike are two people."""
        with self._changing(message("Told apart").msgid):
            people.set_not_same(self._workspace.db, project_id, first_id, second_id)

    # ------------------------------------------------------------------ categories

    def read_category_rules(self) -> tuple[CategoryRule, ...]:
        """Return the rules that propose a category here: the workspace's own, or ours."""
        return parse_category_rules(read_setting(self._workspace.db, SETTING_KEY))

    def has_own_rules(self) -> bool:
        """Tell whether the workspace keeps a table of its own."""
        return read_setting(self._workspace.db, SETTING_KEY) is not None

    def write_category_rules(self, rules: Sequence[CategoryRule] | None) -> None:
        """Keep a table of the workspace's own; None brings ours back."""
        text = None if rules is None else format_category_rules(rules)
        with self._changing(message("Rules of categories changed").msgid):
            write_setting(self._workspace.db, SETTING_KEY, text)

    def read_rule_rows(self) -> list[RuleRow]:
        """Return the table of rules as it is typed, half-typed rules too."""
        return list_rule_rows(read_setting(self._workspace.db, SETTING_KEY))

    def write_rule_rows(self, rows: Sequence[RuleRow]) -> None:
        """Keep the table as it is typed; typing at it is one step of undo."""
        label = message("Rules of categories changed").msgid
        with self._explaining(), self._workspace.change(label, merge_key=SETTING_KEY):
            write_setting(self._workspace.db, SETTING_KEY, format_rule_rows(rows))

    def read_keep_until(self, project_id: str) -> str:
        """Return the day (ISO) until which people may be named, "" where nobody wrote one."""
        return read_setting(self._workspace.db, name_keep_until(project_id)) or ""

    def write_keep_until(self, project_id: str, day: str) -> None:
        """Write the day (ISO) until which people may be named, "" for the usual one."""
        with self._changing(message("Day until which names are kept").msgid):
            write_setting(self._workspace.db, name_keep_until(project_id), day or None)

    def explain_category(self, participant_id: str) -> Proposal | None:
        """Return what the rules propose for a person at the age of her first activity, and why."""
        with self._explaining():
            person = people.load_person(self._workspace.db, participant_id)
        first_on = people.find_first_day(self._workspace.db, participant_id)
        return propose_category(person, first_on, self.read_category_rules())

    def propose_category(self, person: Participant, on: date | None) -> Proposal | None:
        """Return the category proposed for a person at the age of a day, with the reason."""
        return propose_category(person, on, self.read_category_rules())

    def propose_categories(self, project_id: str) -> int:
        """Give everybody the proposed category who has not been given one by a person.

        Ages are those of the first activity. Returns how many have another category now.
        """
        rules = self.read_category_rules()
        proposed = []
        for person, first_on in people.list_uncategorized(self._workspace.db, project_id):
            found = propose_category(person, first_on, rules)
            if found is not None and found.category != person.category:
                proposed.append((person.id, found.category))
        if proposed:
            with self._changing(message("Categories proposed").msgid):
                people.set_categories(self._workspace.db, proposed)
        return len(proposed)

    # ------------------------------------------------------------------ heads of lists

    def read_sheet_heads(self) -> dict[str, str]:
        """Return the heads of lists that somebody here gave a role, and the roles."""
        try:
            found = json.loads(read_setting(self._workspace.db, _HEADS_KEY) or "{}")
        except ValueError:
            return {}
        return {str(head): str(role) for head, role in found.items()} if found else {}

    def learn_sheet_heads(self, heads: Mapping[str, str]) -> None:
        """Remember what somebody said of heads, for the next list; the newest word holds."""
        kept = self.read_sheet_heads() | dict(heads)
        newest = dict(list(kept.items())[-_MOST_HEADS:])
        with self._changing(""):
            write_setting(self._workspace.db, _HEADS_KEY, json.dumps(newest, ensure_ascii=False))

    # ------------------------------------------------------------------ reading

    def count(self, project_id: str, query: str = "", narrowed: PeopleFilter = NO_FILTER) -> int:
        """Return how many people a query and a filter find."""
        return people.count_people(self._workspace.db, project_id, query, narrowed)

    def list_page(  # noqa: PLR0917 (what a list is made of)
        self,
        project_id: str,
        query: str = "",
        narrowed: PeopleFilter = NO_FILTER,
        order: Order = "name",
        offset: int = 0,
        limit: int = 200,
    ) -> list[ListedPerson]:
        """Return a page of the register; words of the query are beginnings of words of names."""
        return people.list_page(
            self._workspace.db, project_id, query, narrowed, order, offset, limit
        )

    def list_ids(
        self,
        project_id: str,
        query: str = "",
        narrowed: PeopleFilter = NO_FILTER,
        order: Order = "name",
    ) -> list[str]:
        """Return the ids of all whom a list shows, in its order."""
        return people.list_people_ids(self._workspace.db, project_id, query, narrowed, order)

    def load_listed(self, participant_ids: Sequence[str]) -> list[ListedPerson]:
        """Return these people in this order: a page of what `list_ids` found."""
        return people.load_listed(self._workspace.db, participant_ids)

    def offer_names(
        self, project_id: str, typed: str, activity_id: str = "", limit: int = 8
    ) -> list[OfferedName]:
        """Return known people for what is being typed, who comes most often first."""
        return people.offer_names(self._workspace.db, project_id, typed, activity_id, limit)

    def list_attendees(self, activity_id: str) -> list[Attendee]:
        """Return who was at an activity, in the order of the sheet."""
        return people.list_attendees(self._workspace.db, activity_id)

    def list_without_consent(
        self, project_id: str, offset: int = 0, limit: int = 200
    ) -> list[ListedPerson]:
        """Return a page of those who have not said that they may be written down."""
        return people.list_without_consent(self._workspace.db, project_id, offset, limit)

    def load_all(self, project_id: str) -> list[Participant]:
        """Return the whole register in its order."""
        return people.load_people(self._workspace.db, project_id)

    def load(self, participant_id: str) -> Participant:
        """Return one person; DataProblem when she is gone."""
        with self._explaining():
            return people.load_person(self._workspace.db, participant_id)

    def export_person(self, participant_id: str) -> dict[str, Any]:
        """Return all that is kept of one person, ready for JSON; DataProblem when she is gone."""
        with self._explaining():
            return people.export_person(self._workspace.db, participant_id)

    # ------------------------------------------------------------------ names forgotten

    def forget_names(self, project_id: str, bands: Sequence[AgeBand]) -> NamesForgotten:
        """Turn all names of a project into counted heads and erase them; undo never passes this.

        `bands` are the form's groups by age (`figures.find_bands`). Backups keep what they hold
        and are named. DataProblem when there are no names.
        """
        forgotten = self._workspace.forget_names(project_id, bands)
        return NamesForgotten(forgotten, tuple(self._find_holding(forgotten)))

    def _find_holding(self, forgotten: Forgotten) -> Iterator[BackupInfo]:
        from grantee_app.store.safety import backup  # noqa: PLC0415 (asked once in years)

        # Ids rise with time. A backup that holds anybody is younger than the first who was added.
        ids = sorted(forgotten.ids)
        asked = ids[:: max(1, len(ids) // _PEOPLE_ASKED)]
        for info in self._workspace.backups.list_all():
            if any(backup.holds_record(info, found, self._workspace.key) for found in asked):
                yield info

    # ------------------------------------------------------------------ numbers

    @property
    def may_mark_iin(self) -> bool:
        """Whether marks of numbers may be kept: only where everything is encrypted."""
        return self._workspace.key is not None

    def mark_iin(self, participant_id: str, text: str) -> bool:
        """Keep the mark of a typed number with a person, so that it finds her again.

        Only on request. The number itself is not kept. Returns whether it is a number. DataProblem
        in a workspace without a password, or when the person is gone.
        """
        mark = self.find_iin_mark(text)
        with self._changing(message("Participant changed").msgid):
            changed = self._workspace.db.execute(
                "UPDATE participant SET iin_mark = ? WHERE id = ?", [mark, participant_id]
            )
            if changed.rowcount == 0:
                raise KeyError(participant_id)
        return bool(mark)

    def find_by_iin(self, project_id: str, text: str) -> list[Participant]:
        """Return those of a project who bear the mark of a typed number."""
        mark = self.find_iin_mark(text)
        rows = self._workspace.db.execute(
            "SELECT id FROM participant WHERE iin_mark = ? AND iin_mark <> '' AND project_id = ?",
            [mark, project_id],
        )
        return [people.load_person(self._workspace.db, found) for (found,) in rows.fetchall()]

    def find_iin_mark(self, text: str) -> str:
        """Return the mark of a typed number, "" for what is none; DataProblem without password."""
        if not self.may_mark_iin:
            raise DataProblem(
                message("Numbers of people are kept only in a workspace with a password.")
            )
        written = read_setting(self._workspace.db, _IIN_KEY)
        if written is None and self._workspace.is_read_only:
            return ""
        if written is None:
            written = secrets.token_hex(_KEY_BYTES)
            with self._changing(""):
                write_setting(self._workspace.db, _IIN_KEY, written)
        return mark_iin(text, bytes.fromhex(written))

    def drop_iin_marks(self) -> None:
        """Take away marks that came along when the password was removed: their key is plain now."""
        db = self._workspace.db
        if read_setting(db, _IIN_KEY) is None:
            return
        with self._changing(""):
            db.execute("UPDATE participant SET iin_mark = '' WHERE iin_mark <> ''")
            write_setting(db, _IIN_KEY, None)

    @contextmanager
    def _changing(self, label: str, *, is_import: bool = False) -> Iterator[None]:
        with self._explaining(), self._workspace.change(label, "import" if is_import else "edit"):
            yield

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except KeyError as error:
            raise DataProblem(message("This person is no longer in the register.")) from error
