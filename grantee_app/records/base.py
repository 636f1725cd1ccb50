"""What every record shares: an id, strict fields, texts in two languages.

Knows nothing of storage, forms or screens.
"""

from __future__ import annotations

from math import isfinite
from typing import Annotated

import uuid6
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticKnownError

from grantee_app.language.message import LanguageCode

_MOST = 10**15


def _keep_within_bounds(value: float) -> float:
    if isinstance(value, float) and not isfinite(value):
        raise PydanticKnownError("finite_number")
    if value > _MOST:
        raise PydanticKnownError("less_than_equal", {"le": _MOST})
    if value < -_MOST:
        raise PydanticKnownError("greater_than_equal", {"ge": -_MOST})
    return value


# A whole number stays whole on its way through a file and the database; a rate may be 84.5. Neither
# SQLite nor a report holds one past the bounds, and no total survives what is no number.
Number = Annotated[int | float, AfterValidator(_keep_within_bounds)]

Tenge = Annotated[int, Field(ge=0, le=10**15)]
Heads = Annotated[int, Field(ge=0, le=10**9)]


def new_id() -> str:
    """Return a fresh UUIDv7 as text: rows of two devices never collide and sort by age."""
    return str(uuid6.uuid7())


RecordId = Annotated[str, Field(min_length=1, max_length=64)]


class Entry(BaseModel):
    """A strict group of fields: an unknown key is a mistake, never silently dropped."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Record(Entry):
    """An entry with an identity of its own, one row of one table."""

    id: RecordId = Field(default_factory=new_id)


# Which fields of a text are told; records never change, so that one set is enough for all.
_BOTH = {"kk", "ru"}


class Bilingual(Entry):
    """One text told in Kazakh and in Russian; either may still be missing."""

    kk: str = ""
    ru: str = ""

    @classmethod
    def of(cls, kk: str, ru: str) -> Bilingual:
        """Return the text of two columns of the database, which are texts by their type.

        Nothing is checked again and nothing kept twice: lists of thousands of lines are read so.
        """
        return cls.model_construct(_BOTH, kk=kk, ru=ru) if kk or ru else NO_TEXT

    def spoken_in(self, language: LanguageCode) -> str:
        """Return the text in `language`, or in the other one where that is all there is."""
        return self.written_in(language) or self.written_in("ru" if language == "kk" else "kk")

    def written_in(self, language: LanguageCode) -> str:
        """Return the text in exactly `language`, "" when it has not been written."""
        return self.kk if language == "kk" else self.ru

    def __bool__(self) -> bool:
        return bool(self.kk or self.ru)


NO_TEXT = Bilingual()
