"""What the indicators ask of one event as evidence, and how much of it is there.

What «each event» owes is asked of this one. What the planned activity owes as a whole is shared
out where the share comes out even (ten letters for ten seminars: one each), and is otherwise asked
once of all events together. Whoever counted people owes the list of them, and where contentment
is measured, somebody must have been asked. Knows neither records nor sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import ceil
from typing import Final, Literal

from grantee_app.frozen import frozen

# A kind of evidence, or the answers of a questionnaire, which are no piece of paper.
SURVEY: Final = "satisfaction"
AskedOf = Literal["event", "whole"]


@frozen
class Asked:
    """So many pieces of a kind, of each event or of all events of a planned activity together."""

    kind: str
    count: int
    is_each: bool


@frozen
class PassportLine:
    """One kind: asked for, and there; `of` tells of whom it is asked."""

    kind: str
    asked: int
    there: int
    of: AskedOf
    is_done: bool

    @property
    def missing(self) -> int:
        """How many more are needed."""
        return 0 if self.is_done else max(self.asked - self.there, 1)


@frozen
class IndicatorAsk:
    """The columns of an indicator that say what it asks for."""

    counted_from: str
    has_typed_fact: bool
    kind: str
    second_kind: str
    target: float | None
    second_target: float | None
    unit: str
    comparison: str
    per_event: bool
    events: int | None


def list_asked(indicators: Iterable[IndicatorAsk]) -> tuple[list[Asked], int]:
    """Return what the indicators of a planned activity ask for, and how many events it promises.

    A fact that a person answers for is no matter of counting pieces; where winners of a contest
    are counted, «from each» means each of them, as in `evidence` and `overview`.
    """
    known = list(indicators)
    counts_winners = any(entry.counted_from == "winners" for entry in known)
    promised = 1
    found: dict[str, Asked] = {}
    for entry in known:
        is_each = entry.per_event and not counts_winners
        if is_each and entry.events:
            promised = max(promised, entry.events)
        if entry.has_typed_fact or entry.comparison == "at_most":
            continue
        if entry.counted_from == "satisfaction":
            found.setdefault(SURVEY, Asked(SURVEY, 1, is_each=False))
        if entry.counted_from != "evidence" or entry.unit == "percent":
            continue
        factor = (entry.events or 1) if entry.per_event and not is_each else 1
        for kind, target in ((entry.kind, entry.target), (entry.second_kind, entry.second_target)):
            if kind and target:
                found.setdefault(kind, Asked(kind, ceil(target) * factor, is_each))
    return list(found.values()), promised


def make_passport(
    asked: Iterable[Asked],
    own: Mapping[str, int],
    whole: Mapping[str, int],
    events: int,
    held: int,
    *,
    owes_list: bool,
) -> list[PassportLine]:
    """Return the lines of an event: `own` pieces of it, `whole` of all events of its kind.

    `events` are promised, `held` stand in the log. Under `SURVEY` the counts tell who was asked.
    """
    lines = [
        _judge(
            entry, own.get(entry.kind, 0), whole.get(entry.kind, 0), max(events, 1), max(held, 1)
        )
        for entry in asked
    ]
    if owes_list and not any(line.kind == "participant_list" for line in lines):
        there = own.get("participant_list", 0)
        lines.append(PassportLine("participant_list", 1, there, "event", there > 0))
    return lines


@lru_cache(maxsize=4096)
def _judge(entry: Asked, mine: int, everybody: int, events: int, held: int) -> PassportLine:
    if entry.is_each:
        # Photos of all events may hang on the planned activity together, or stand unevenly.
        is_done = mine >= entry.count or everybody >= entry.count * held
        return PassportLine(entry.kind, entry.count, mine, "event", is_done)
    if events > 1 and entry.count >= events and entry.count % events == 0:
        share = entry.count // events
        is_done = mine >= share or everybody >= entry.count
        return PassportLine(entry.kind, share, mine, "event", is_done)
    return PassportLine(entry.kind, entry.count, everybody, "whole", everybody >= entry.count)
