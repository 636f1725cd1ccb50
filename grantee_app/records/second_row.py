"""A row of a paper list as a second person typed it, to be held against the first entry.

Working material, no record of a project: it goes when the two were compared.
"""

from __future__ import annotations

from grantee_app.records.base import Record
from grantee_app.records.participant import Gender


class SecondRow(Record):
    """Texts as they were typed; `participant_id` where somebody known was chosen from the offer."""

    participant_id: str | None = None
    name: str
    gender: Gender = ""
    birth: str = ""
    category: str = ""
    place: str = ""
