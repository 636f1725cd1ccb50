"""The evidence of one event and the publications of a project as light rows; what is used twice.

A file is the same when its bytes are, a link when it leads to the same page. Knows no screen.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

from sqlite_utils import Database

from grantee_app.frozen import frozen
from grantee_app.language.folding import fold_text
from grantee_app.records.attachment import Attachment
from grantee_app.records.base import Bilingual
from grantee_app.store.rows import gather_fields

# What came out somewhere, whether its link is known yet or not.
PUBLICATIONS: Final = frozenset(
    {"social_post", "media_publication", "article", "digest", "social_page", "link_list"}
)
_ROWS: Final = """
SELECT evidence.id, coalesce(activity_id, ''), planned.id, evidence.kind, evidence.title_kk,
       evidence.title_ru, link, file, coalesce(dated_on, ''), quantity, medium, reach,
       (SELECT count(*) FROM attachment WHERE evidence_id = evidence.id),
       coalesce(nullif(activity.title_kk, ''), planned.title_kk),
       coalesce(nullif(activity.title_ru, ''), planned.title_ru),
       coalesce(activity.place_kk, ''), coalesce(activity.place_ru, '')
FROM evidence
LEFT JOIN activity ON activity.id = activity_id
JOIN planned_activity AS planned
    ON planned.id = coalesce(activity.planned_activity_id, evidence.planned_activity_id)
JOIN task ON task.id = planned.task_id
"""
_OF_EVENT: Final = (
    "WHERE activity_id = :event OR evidence.planned_activity_id = :planned "
    "ORDER BY activity_id IS NULL, evidence.position, evidence.id"
)
_OF_PROJECT: Final = (
    "WHERE project_id = :project ORDER BY coalesce(dated_on, activity.starts_on), "
    "activity.position, evidence.position, evidence.id"
)
_SAME_FILES: Final = """
SELECT attachment.sha256, evidence.id,
       coalesce(evidence.activity_id, evidence.planned_activity_id)
FROM attachment
JOIN evidence ON evidence.id = evidence_id
LEFT JOIN activity ON activity.id = activity_id
JOIN planned_activity AS planned
    ON planned.id = coalesce(activity.planned_activity_id, evidence.planned_activity_id)
JOIN task ON task.id = planned.task_id
WHERE task.project_id = :project AND attachment.sha256 IN (
    SELECT sha256 FROM attachment WHERE evidence_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1)
"""
_LINKS: Final = """
SELECT evidence.id, coalesce(evidence.activity_id, evidence.planned_activity_id), link
FROM evidence
LEFT JOIN activity ON activity.id = activity_id
JOIN planned_activity AS planned
    ON planned.id = coalesce(activity.planned_activity_id, evidence.planned_activity_id)
JOIN task ON task.id = planned.task_id
WHERE project_id = :project AND link <> ''
"""
_NAMES: Final = "WHERE evidence.id IN (SELECT value FROM json_each(:ids))"
_SCHEME: Final = re.compile(r"^(?:https?[:;]?/{1,2})?(?:www\.|m\.)?", re.IGNORECASE)
# What a network hangs on a link to know who passed it on.
_TRACE: Final = re.compile(r"[?&](?:utm_\w+|igshid|igsh|fbclid|gclid|si)=[^&#]*", re.IGNORECASE)


@frozen
class EvidenceRow:
    """One record of evidence; `event_id` "" where it stands for all events of a plan's line."""

    evidence_id: str
    event_id: str
    planned_id: str
    kind: str
    title: Bilingual
    link: str
    file: str
    dated_on: str
    quantity: int
    medium: str
    reach: int | None
    files: int
    activity: Bilingual
    place: Bilingual

    @property
    def is_publication(self) -> bool:
        """Whether it came out somewhere."""
        return bool(self.link) or self.kind in PUBLICATIONS

    @property
    def lacks_page(self) -> bool:
        """Whether it leads to a page that nobody kept a picture of."""
        return bool(self.link) and not self.files and not self.file


@frozen
class FileRow:
    """A file of an event, and of which evidence it is."""

    attachment: Attachment
    evidence_id: str
    kind: str


def read_of_event(db: Database, event_id: str, planned_id: str) -> list[EvidenceRow]:
    """Return the evidence of an event, and behind it what stands for all events of its kind."""
    found = db.execute(_ROWS + _OF_EVENT, {"event": event_id, "planned": planned_id})
    return [_read_row(row) for row in found.fetchall()]


def read_of_project(db: Database, project_id: str) -> list[EvidenceRow]:
    """Return all evidence of a project by its days."""
    found = db.execute(_ROWS + _OF_PROJECT, {"project": project_id})
    return [_read_row(row) for row in found.fetchall()]


def read_some(db: Database, ids: Iterable[str]) -> list[EvidenceRow]:
    """Return records of evidence by their ids, in no order."""
    found = db.execute(_ROWS + _NAMES, {"ids": json.dumps(list(ids))})
    return [_read_row(row) for row in found.fetchall()]


def read_files(db: Database, event_id: str, planned_id: str) -> list[FileRow]:
    """Return the files of an event and of what stands for all events, in their order."""
    rows = db.query(
        "SELECT attachment.*, evidence.kind AS evidence_kind FROM attachment "
        "JOIN evidence ON evidence.id = evidence_id "
        "WHERE evidence.activity_id = ? OR evidence.planned_activity_id = ? "
        "ORDER BY evidence.activity_id IS NULL, evidence.position, attachment.position, "
        "attachment.id",
        [event_id, planned_id],
    )
    return [_read_file(row) for row in rows]


def _read_file(row: dict[str, Any]) -> FileRow:
    return FileRow(
        Attachment.model_validate(gather_fields(Attachment, row)),
        row["evidence_id"],
        row["evidence_kind"],
    )


def _read_row(row: Sequence[Any]) -> EvidenceRow:
    return EvidenceRow(
        evidence_id=row[0],
        event_id=row[1],
        planned_id=row[2],
        kind=row[3],
        title=Bilingual.of(row[4], row[5]),
        link=row[6],
        file=row[7],
        dated_on=row[8],
        quantity=row[9],
        medium=row[10],
        reach=row[11],
        files=row[12],
        activity=Bilingual.of(row[13], row[14]),
        place=Bilingual.of(row[15], row[16]),
    )


# ---------------------------------------------------------------- used twice


@lru_cache(maxsize=65536)
def fold_link(link: str) -> str:
    """Return a link as it is compared: without scheme, «www.», tracks and the slash at its end."""
    bare = _SCHEME.sub("", link.strip())
    bare = _TRACE.sub("", bare)
    host, slash, rest = bare.partition("/")
    return (host.casefold() + slash + rest).rstrip("/?&#")


def find_repeats(db: Database, project_id: str) -> dict[str, set[str]]:
    """Return, by evidence, the other evidence of another event that has its link or one file.

    A file that hangs twice on one event is no repeat, a link is.
    """
    same: dict[str, dict[str, str]] = defaultdict(dict)
    for evidence_id, owner, link in db.execute(_LINKS, {"project": project_id}).fetchall():
        same[f"link {fold_link(link)}"][evidence_id] = owner
    found = db.execute(_SAME_FILES, {"project": project_id})
    for sha256, evidence_id, owner in found.fetchall():
        same[f"file {sha256}"][evidence_id] = owner
    repeats: dict[str, set[str]] = defaultdict(set)
    for key, users in same.items():
        if len(users) == 1:
            continue
        for evidence_id, owner in users.items():
            others = {
                other
                for other, its_owner in users.items()
                # One page linked twice is a slip even within one event.
                if other != evidence_id and (its_owner != owner or key.startswith("link"))
            }
            if others:
                repeats[evidence_id] |= others
    return dict(repeats)


def search_rows(rows: Iterable[EvidenceRow], words: str) -> list[EvidenceRow]:
    """Return the rows that have every word, whatever keyboard it was typed on."""
    told = fold_text(words).split()
    if not told:
        return list(rows)
    return [row for row in rows if all(word in _fold_row(row) for word in told)]


def _fold_row(row: EvidenceRow) -> str:
    day = f"{row.dated_on[8:10]}.{row.dated_on[5:7]}.{row.dated_on[:4]}" if row.dated_on else ""
    texts = [row.title.kk, row.title.ru, row.medium, row.activity.kk, row.activity.ru]
    return " ".join([fold_text(" ".join([*texts, row.place.kk, row.place.ru, row.link])), day])
