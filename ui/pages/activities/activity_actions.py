"""What can be done with activities and their evidence: hold, repeat, remove, attach.

Each deed is one step of undo. Knows no view; who calls tells a person what became of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from grantee_app.language.message import message
from grantee_app.records import Activity, Bilingual
from grantee_app.records.activity import ActivityKind, Evidence, EvidenceKind
from grantee_app.records.activity_guess import guess_activity_kind
from grantee_app.records.attachment import Attachment
from grantee_app.records.evidence_guess import guess_kind
from grantee_app.store.editing import Parent
from grantee_app.store.repeating import Repetition, repeat_activity

if TYPE_CHECKING:
    from grantee_app.figures.activity_list import PlannedRow
    from grantee_app.store.attachments.files import KeptFile
    from grantee_app.workspace import Workspace

_PICTURES: Final = frozenset({"photo", "video"})


class ActivityActions:
    """The deeds, for one project; the caller writes what is typed before."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._records = workspace.records

    # ------------------------------------------------------------------ activities

    def hold(self, planned: PlannedRow, today: date) -> str:
        """Begin an event of a planned activity and return its id.

        Its kind is the plan's, else that of the event before it, else what the title speaks of.
        """
        start = _read_day(planned.starts_on)
        end = _read_day(planned.ends_on) or start
        day = today
        if (start and today < start) or (start and end and today > end):
            day = start
        last = self._find_last(planned.planned_id)
        kind = cast("ActivityKind", planned.kind) if planned.kind else None
        if kind is None:
            kind = last.kind if last else guess_activity_kind(planned.title) or "other"
        entry = Activity(
            title=planned.title,
            starts_on=day,
            place=planned.place,
            kind=kind,
            format=last.format if last else "offline",
            is_held=day <= today,
            counts_towards_beneficiaries=last.counts_towards_beneficiaries if last else True,
        )
        parent = Parent("planned_activity", planned.planned_id)
        self._records.add("activity", parent, entry, None, message("Activity added").msgid)
        return entry.id

    def _find_last(self, planned_id: str) -> Activity | None:
        ids = self._records.list_ids("activity", Parent("planned_activity", planned_id))
        return cast("Activity", self._records.load("activity", ids[-1])) if ids else None

    def repeat(
        self,
        activity_id: str,
        repetitions: Iterable[Repetition],
        copied: frozenset[str],
        today: date,
    ) -> list[str]:
        """Add the same activity in other places as one step and return the new ids."""
        with self._workspace.change(message("Activity repeated").msgid):
            return repeat_activity(self._workspace.db, activity_id, repetitions, copied, today)

    def remove(self, ids: Sequence[str]) -> None:
        """Remove events with everything that hangs on them, as one step."""
        with self._workspace.change(message("Activity removed").msgid):
            for activity_id in ids:
                self._records.remove("activity", activity_id)

    # ------------------------------------------------------------------ evidence

    def add_files(
        self, activity_id: str, kept: Sequence[KeptFile], missing: frozenset[str]
    ) -> tuple[list[str], int]:
        """Hang files on an event as evidence of the kind they seem to be, as one step.

        Photos and videos of one drop are one record; every other file is a record of its own.
        Returns the ids of the records and how many files hung on the event before.
        """
        known = self._read_contents(activity_id)
        fresh: dict[str, KeptFile] = {}
        for file in kept:
            if file.sha256 not in known:
                fresh.setdefault(file.sha256, file)
        groups: dict[str, tuple[EvidenceKind, list[KeptFile]]] = {}
        for file in fresh.values():
            kind = guess_kind(file.name, file.media_type, missing)
            group = kind if kind in _PICTURES else file.sha256
            groups.setdefault(group, (kind, []))[1].append(file)
        ids = []
        with self._workspace.change(message("Evidence added").msgid):
            for kind, files in groups.values():
                ids.append(self._add_group(activity_id, kind, files))
        return ids, len(kept) - len(fresh)

    def _add_group(self, activity_id: str, kind: EvidenceKind, files: list[KeptFile]) -> str:
        title = "" if kind in _PICTURES else Path(files[0].name).stem
        now = datetime.now(UTC).replace(microsecond=0)
        entry = Evidence(
            kind=kind,
            title=Bilingual(kk=title, ru=title),
            quantity=len(files),
            dated_on=self._read_start(activity_id),
            # All at once: to hang two thousand photos one by one takes as many looks at them.
            attachments=[
                Attachment(
                    name=file.name,
                    media_type=file.media_type,
                    size=file.size,
                    sha256=file.sha256,
                    added_at=now,
                )
                for file in files
            ],
        )
        self._records.add("evidence", Parent("activity", activity_id), entry)
        return entry.id

    def add_link(self, activity_id: str, link: str, kind: EvidenceKind, today: date) -> str:
        """Add a publication to an event and return its id."""
        entry = Evidence(kind=kind, link=link, dated_on=self._read_start(activity_id) or today)
        label = message("Link added").msgid
        self._records.add("evidence", Parent("activity", activity_id), entry, None, label)
        return entry.id

    def remove_evidence(self, ids: Sequence[str]) -> None:
        """Remove records of evidence with their files, as one step."""
        with self._workspace.change(message("Evidence removed").msgid):
            for evidence_id in ids:
                self._records.remove("evidence", evidence_id)

    def remove_files(self, files: Sequence[tuple[str, str]]) -> None:
        """Take files (attachment, evidence) away as one step; their record counts so many fewer.

        A record without a file, a link or a name of a file says nothing and goes with its last one.
        """
        db = self._workspace.db
        with self._workspace.change(message("File removed").msgid):
            for attachment_id, evidence_id in files:
                self._workspace.attachments.remove(attachment_id)
                row = self._records.read_row("evidence", evidence_id)
                left = db.execute(
                    "SELECT count(*) FROM attachment WHERE evidence_id = ?", [evidence_id]
                ).fetchone()[0]
                if not left and not row["link"] and not row["file"]:
                    self._records.remove("evidence", evidence_id)
                elif row["quantity"] == left + 1:
                    # It stood for so many files.
                    db.execute("UPDATE evidence SET quantity = ? WHERE id = ?", [left, evidence_id])

    def _read_contents(self, activity_id: str) -> set[str]:
        rows = self._workspace.db.execute(
            "SELECT sha256 FROM attachment JOIN evidence ON evidence.id = evidence_id "
            "WHERE activity_id = ?",
            [activity_id],
        )
        return {sha256 for (sha256,) in rows.fetchall()}

    def _read_start(self, activity_id: str) -> date | None:
        row = self._workspace.db.execute(
            "SELECT starts_on FROM activity WHERE id = ?", [activity_id]
        ).fetchone()
        return _read_day(row[0]) if row else None


def _read_day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
