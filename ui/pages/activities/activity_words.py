"""Days, kinds and signs of activities in the words of the screen. Knows no record and no widget."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from grantee_app.figures.passport import SURVEY
from grantee_app.language.dates import (
    format_period,
    format_short_date,
    format_short_range,
    format_typed_months,
)
from grantee_app.language.message import N_
from grantee_app.records.evidence_terms import EVIDENCE_KINDS
from grantee_app.records.terms import ACTIVITY_KINDS

if TYPE_CHECKING:
    from grantee_app.figures.activity_list import ActivityRow, PlannedRow
    from grantee_app.figures.passport import PassportLine
    from ui.screen_language import ScreenLanguage

_SURVEY_NAME: Final = N_("Questionnaire: how content people were")


def read_day(text: str) -> date | None:
    """Return a stored day, None for none."""
    return date.fromisoformat(text) if text else None


def tell_days(row: ActivityRow) -> tuple[str, str]:
    """Return the first day for a narrow column, and the last one for the line below."""
    start, end = read_day(row.starts_on), read_day(row.ends_on)
    if start is None:
        return "–", ""
    first = format_short_date(start)[:5]
    if end is None or end == start:
        return first, ""
    return first, f"– {format_short_date(end)[:5]}"


def tell_whole_days(row: ActivityRow, words: ScreenLanguage) -> str:
    """Return the days as a line tells them, months where the plan names months."""
    start, end = read_day(row.starts_on), read_day(row.ends_on)
    if start is None:
        return words.gettext("no dates in the plan")
    last = end or start
    if not row.event_id and row.planned.dates_as == "months":
        return format_typed_months(start, last, words.code)
    if start == last:
        return format_period(start, last, words.code).split(" – ", maxsplit=1)[0]
    return format_short_range(start, last)


def tell_month(month: str, words: ScreenLanguage) -> str:
    """Return «2024-07» by its name."""
    first = date.fromisoformat(f"{month}-01")
    return format_typed_months(first, first, words.code)


def tell_kind(kind: str, words: ScreenLanguage) -> str:
    """Return the name of a kind of activities, "" for none."""
    known = ACTIVITY_KINDS.get(kind)  # type: ignore[call-overload]
    return words.gettext(known) if known else ""


def tell_evidence(kind: str, words: ScreenLanguage) -> str:
    """Return the name of a kind of evidence as a line begins with it."""
    if kind == SURVEY:
        return words.gettext(_SURVEY_NAME)
    said = words.gettext(EVIDENCE_KINDS[kind])  # type: ignore[index]
    return said[:1].upper() + said[1:]


def tell_pill(row: ActivityRow) -> tuple[str, str]:
    """Return the sign of an event's evidence and its tone."""
    if not row.asked:
        return "", ""
    if row.there >= row.asked:
        return "✓", "ok"
    return f"{row.there}/{row.asked}", "bad" if 2 * row.there < row.asked else "warn"


def tell_missing(lines: list[PassportLine], words: ScreenLanguage) -> str:
    """Return the kinds that are missing: «фото, баспасөз хабарламасы»."""
    return ", ".join(tell_evidence(line.kind, words).lower() for line in lines if not line.is_done)


def tell_place_in_plan(planned: PlannedRow, words: ScreenLanguage) -> str:
    """Return where in the plan an activity stands."""
    return words.gettext(
        "task {task} · activity {number}", task=planned.task_number, number=planned.number
    )
