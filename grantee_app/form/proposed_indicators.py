"""Indicators proposed from the kind of an activity, each with the evidence it will need.

The table is data (`forms/rules/proposed-indicators.toml`). A proposal is a first word for a
beginner, to be changed; nothing is proposed that the plan could not read. Knows no storage.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Final, Self, get_args

from pydantic import AfterValidator, Field, model_validator

from grantee_app.folders import forms_folder
from grantee_app.form.data_files import read_data_file
from grantee_app.form.definition import Part, check_unique, fill_only
from grantee_app.frozen import frozen
from grantee_app.language.numbers import group_digits
from grantee_app.records.activity import ActivityKind, EvidenceKind
from grantee_app.records.base import Bilingual
from grantee_app.records.plan import CountedFrom

_FILE: Final = "proposed-indicators.toml"
_PEOPLE: Final = "{people}"

PlanPattern = Annotated[Bilingual, AfterValidator(fill_only("people"))]


class ProposedIndicator(Part):
    """An indicator with a usual plan; {people} in it is how many people are expected."""

    title: Bilingual
    plan: PlanPattern
    counted_from: CountedFrom
    evidence: EvidenceKind
    second_evidence: EvidenceKind | None = None


class KindOfActivity(Part):
    """What is proposed for one kind of activity; `usual_people` come to one event of it."""

    kind: ActivityKind
    usual_people: int = Field(default=0, ge=0)
    indicators: tuple[ProposedIndicator, ...] = Field(min_length=2, max_length=5)

    @model_validator(mode="after")
    def _check_people(self) -> Self:
        needs = any(_PEOPLE in item.plan.kk + item.plan.ru for item in self.indicators)
        if needs and not self.usual_people:
            raise ValueError("a plan asks for people and nobody usually comes")
        return self


class ProposalTable(Part):
    """Every kind of activity once."""

    id: str
    source: str
    year: int
    kinds: tuple[KindOfActivity, ...]

    @model_validator(mode="after")
    def _check_kinds(self) -> Self:
        check_unique(found.kind for found in self.kinds)
        missing = set(get_args(ActivityKind)) - {found.kind for found in self.kinds}
        if missing:
            raise ValueError(f"nothing is proposed for {sorted(missing)}")
        return self


@frozen
class Proposal:
    """An indicator as it would stand in the plan."""

    title: Bilingual
    plan: Bilingual
    counted_from: CountedFrom
    evidence: EvidenceKind
    second_evidence: EvidenceKind | None = None


@lru_cache(maxsize=1)
def load_proposals() -> ProposalTable:
    """Return the table that comes with the program; errors as `read_data_file`."""
    return read_proposals(forms_folder() / "rules" / _FILE)


def read_proposals(path: Path) -> ProposalTable:
    """Return the table in the TOML file `path`; errors as `read_data_file`."""
    return read_data_file(path, ProposalTable)


def propose_indicators(kind: ActivityKind, people: int | None = None) -> list[Proposal]:
    """Return the indicators proposed for an activity that is planned for `people` in all.

    Where nobody has told how many will come, as many as usually come to such an event.
    """
    found = next(known for known in load_proposals().kinds if known.kind == kind)
    heads = group_digits(people or found.usual_people)
    return [
        Proposal(
            item.title,
            Bilingual(kk=item.plan.kk.format(people=heads), ru=item.plan.ru.format(people=heads)),
            item.counted_from,
            item.evidence,
            item.second_evidence,
        )
        for item in found.indicators
    ]
