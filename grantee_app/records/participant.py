"""Who took part: people by name, and at which activities they were.

A register of a project; what a form asks of them (bands, groups) is the business of figures. Heads
that were only counted stand with the activity.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from grantee_app.records.base import Record, RecordId

Gender = Literal["", "male", "female"]
YesNo = Literal["", "yes", "no"]
Year = Annotated[int, Field(ge=1900, le=2100)]
Age = Annotated[int, Field(ge=0, le=125)]


class Participant(Record):
    """A person as she wrote herself down; what nobody knows stays empty and is never guessed.

    Her age follows from `born_on`, else from `birth_year`, else from `age` as it was on `age_on`.
    `category` is the key of the form's one main group, `is_category_set` whether a person chose it
    (else a rule proposed it). `tags` are further words, parted by commas. `iin_mark` is no number:
    a keyed mark that finds the same number again inside a workspace with a password.
    """

    name: str
    gender: Gender = ""
    born_on: date | None = None
    birth_year: Year | None = None
    age: Age | None = None
    age_on: date | None = None
    category: str = ""
    is_category_set: bool = False
    tags: str = ""
    disability: YesNo = ""
    place: str = ""
    contact: str = ""
    consent_on: date | None = None
    note: str = ""
    iin_mark: str = ""


class Attendance(Record):
    """That a participant was at the activity it hangs on; `row_code` is the row of a sheet."""

    participant_id: RecordId
    row_code: str = ""


class NotSame(Record):
    """Two participants that look alike and are two people: somebody said so."""

    first_id: RecordId
    second_id: RecordId
