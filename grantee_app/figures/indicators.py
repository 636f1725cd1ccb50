"""The fact of an indicator: counted from records where it can be, typed where it cannot.

A typed fact beside a countable one keeps both; the typed one is reported, since a person answers
for it with a reason.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from sqlite_utils import Database

from grantee_app.figures.period import STARTS_WITHIN, WHOLE, Period
from grantee_app.frozen import frozen
from grantee_app.giving_way import in_turns
from grantee_app.records.base import Number
from grantee_app.records.plan import PlannedValue

# One row an indicator. Evidence counts by its quantity, whether it hangs on the planned activity
# or on one of the events held for it; satisfaction is the share of content answers in percent, by
# the tally where one is kept. People are those on the lists and those only counted. Evidence of a
# planned activity is of the day it bears, else of the last day that was planned.
_FACTS = f"""
WITH of_project AS (
    SELECT planned_activity.id FROM planned_activity
    JOIN task ON task.id = task_id WHERE project_id = :project
),
told AS (
    SELECT planned_activity_id AS id, participants_total AS total,
           (SELECT count(*) FROM attendance WHERE activity_id = activity.id) AS named,
           CASE WHEN tallied IS NULL THEN surveyed ELSE tallied END AS surveyed,
           CASE WHEN tallied IS NULL THEN satisfied ELSE
               coalesce(tally_very_satisfied, 0) + coalesce(tally_satisfied, 0) END AS satisfied
    FROM (
        SELECT *, CASE WHEN coalesce(tally_very_satisfied, tally_satisfied, tally_neither,
                                     tally_dissatisfied, tally_very_dissatisfied) IS NOT NULL
            THEN coalesce(tally_very_satisfied, 0) + coalesce(tally_satisfied, 0)
                 + coalesce(tally_neither, 0) + coalesce(tally_dissatisfied, 0)
                 + coalesce(tally_very_dissatisfied, 0) END AS tallied
        FROM activity WHERE planned_activity_id IN of_project AND is_held AND {STARTS_WITHIN}
    ) AS activity
),
events AS (
    SELECT id, count(*) AS held,
           sum(CASE WHEN total IS NOT NULL OR named THEN coalesce(total, 0) + named END) AS heads,
           sum(CASE WHEN satisfied IS NOT NULL THEN surveyed END) AS surveyed,
           sum(CASE WHEN surveyed IS NOT NULL THEN satisfied END) AS satisfied
    FROM told GROUP BY 1
),
proofs AS (
    SELECT coalesce(evidence.planned_activity_id, activity.planned_activity_id) AS id,
           evidence.kind AS kind, sum(quantity) AS quantity
    FROM evidence LEFT JOIN activity ON activity.id = activity_id
    LEFT JOIN planned_activity ON planned_activity.id = evidence.planned_activity_id
    WHERE coalesce(evidence.planned_activity_id, activity.planned_activity_id) IN of_project
        AND coalesce(is_held, 1)
        AND coalesce(activity.starts_on, dated_on, planned_activity.ends_on,
                     planned_activity.starts_on, :undated) BETWEEN :first AND :last
    GROUP BY 1, 2
)
SELECT indicator.id, counted_from, fact_value, fact_second_value,
       coalesce(held, 0) AS held, heads, surveyed, satisfied,
       coalesce(first.quantity, 0) AS quantity,
       CASE WHEN second_evidence_kind IS NULL THEN NULL ELSE coalesce(second.quantity, 0) END
           AS second_quantity,
       (SELECT count(*) FROM winner WHERE project_id = :project) AS winners
FROM indicator
LEFT JOIN events ON events.id = planned_activity_id
LEFT JOIN proofs AS first ON first.id = planned_activity_id AND first.kind = evidence_kind
LEFT JOIN proofs AS second
    ON second.id = planned_activity_id AND second.kind = second_evidence_kind
WHERE planned_activity_id IN of_project
"""


@frozen
class IndicatorFact:
    """What was counted and what was typed; None where there is neither."""

    counted: Number | None = None
    counted_second: Number | None = None
    typed: Number | None = None
    typed_second: Number | None = None

    @property
    def value(self) -> Number | None:
        """The fact that is reported."""
        return self.counted if self.typed is None else self.typed

    @property
    def second_value(self) -> Number | None:
        """The second half of a reported pair."""
        return self.counted_second if self.typed is None else self.typed_second

    @property
    def is_disputed(self) -> bool:
        """Whether a typed fact says something else than the records."""
        return (
            self.typed is not None
            and self.counted is not None
            and (self.typed, self.typed_second) != (self.counted, self.counted_second)
        )


def count_facts(db: Database, project_id: str, period: Period = WHOLE) -> dict[str, IndicatorFact]:
    """Return the fact of every indicator of a project by the indicator's id.

    Of a limited period only what can be counted is counted: a typed fact tells of the project as a
    whole, and stands where nothing can be counted.
    """
    facts = {}
    for row in in_turns(db.query(_FACTS, {"project": project_id} | period.bind())):
        counted, second = _count(row)
        is_typed = not period.is_limited or row["counted_from"] == "typed"
        facts[row["id"]] = IndicatorFact(
            counted,
            second,
            typed=row["fact_value"] if is_typed else None,
            typed_second=row["fact_second_value"] if is_typed else None,
        )
    return facts


def planned_whole(plan: PlannedValue, held: int = 0) -> tuple[Number | None, Number | None]:
    """Return the plan over all its events: 4/1 at each of ten events is 40/10.

    «From each event», their number not promised, is each of those that were `held`.
    """
    events = plan.events or held
    factor = events if plan.per_event and events and plan.unit != "percent" else 1
    first = None if plan.target is None else plan.target * factor
    second = None if plan.second_target is None else plan.second_target * factor
    return first, second


def _count(row: dict[str, Number | str | None]) -> tuple[Number | None, Number | None]:
    match row["counted_from"]:
        case "events":
            return _number(row["held"]), None
        case "people":
            return _number(row["heads"]), None
        case "evidence":
            return _number(row["quantity"]), _number(row["second_quantity"])
        case "satisfaction":
            return _share(_number(row["satisfied"]), _number(row["surveyed"])), None
        case "winners":
            return _number(row["winners"]), None
    return None, None


def _number(value: Number | str | None) -> Number | None:
    return None if value is None or isinstance(value, str) else value


def _share(part: Number | None, whole: Number | None) -> Number | None:
    """Return `part` of `whole` in percent, to one decimal (a half goes up), whole where it is."""
    if part is None or not whole:
        return None
    # A float's own rounding would take 84.25 to 84.2, which no calculator does.
    percent = (Decimal(100) * Decimal(part) / Decimal(whole)).quantize(
        Decimal("0.1"), ROUND_HALF_UP
    )
    return int(percent) if percent == int(percent) else float(percent)
