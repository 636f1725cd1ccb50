"""Where one can go within an application: the call, the pre-check, the sections, the outcome.

Knows the sheet and what the checks found; no widget.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grantee_app.frozen import frozen
from grantee_app.language.message import message
from ui.widgets.section_list import SectionState

if TYPE_CHECKING:
    from grantee_app.form.application_form import Section
    from grantee_app.language.message import Message
    from ui.pages.application.judging import Judged
    from ui.pages.application.sheet import Sheet
    from ui.screen_language import Label

CALL: Final = "call"
# The place by which findings of the pre-check are named.
FIT: Final = "eligibility"
OUTCOME: Final = "outcome"
# What is told beside the parts that are no section of the form.
ABOUT: Final[dict[str, Message]] = {
    CALL: message(
        "Read the announcement twice and copy its sums, days and documents here word for word. "
        "Most refusals are about form: a day late, a paper missing, a sum above the limit. The "
        "checks watch all three from now on."
    ),
    FIT: message(
        "A charter is changed in weeks, a certificate is made in days, a text in an hour: begin "
        "with what takes longest. What you answer here is kept with the application."
    ),
    OUTCOME: message(
        "Keep also what was lost: next year the same commission reads, and its reasons are the "
        "best guidance there is."
    ),
}


@frozen
class Stop:
    """A line of the list at the left: a section of the form, or a part of ours."""

    id: str
    number: str
    name: Label


def list_shown_sections(sheet: Sheet) -> list[Section]:
    """Return the sections of the form that are shown now."""
    return [
        section
        for section in sheet.form.sections
        if section.fields and sheet.values.is_section_shown(section)
    ]


def list_stops(sheet: Sheet) -> list[Stop]:
    """Return all stops in the order of the work."""
    sections = enumerate(list_shown_sections(sheet), 1)
    return [
        Stop(CALL, "", message("The call")),
        Stop(FIT, "", message("May we apply")),
        *(Stop(section.id, str(number), section.name) for number, section in sections),
        Stop(OUTCOME, "", message("What became of it")),
    ]


def judge_stops(sheet: Sheet, judged: Judged) -> dict[str, SectionState]:
    """Return how every stop stands."""
    states = {
        found.section: SectionState(
            found.findings,
            found.tone if found.tone == "bad" else "",
            is_complete=found.state == "done",
            is_begun=found.state == "begun",
        )
        for found in judged.progress.sections
    }
    call = sheet.application
    states[CALL] = SectionState(
        is_complete=bool(call.call_title and call.deadline_on), is_begun=bool(call.call_title)
    )
    states[FIT] = _judge_fit(sheet)
    states[OUTCOME] = SectionState(is_complete=call.state != "draft")
    return states


def _judge_fit(sheet: Sheet) -> SectionState:
    from grantee_app.checks.application import make_subject  # noqa: PLC0415 (with the checks)
    from grantee_app.checks.application.eligibility import (  # noqa: PLC0415
        count_states,
        list_eligibility,
    )

    counts = count_states(list_eligibility(make_subject(sheet.opened, sheet.today)))
    is_begun = counts["holds"] > 0
    if counts["missing"]:
        return SectionState(counts["missing"], "bad", is_begun=is_begun)
    return SectionState(is_complete=not counts["unknown"], is_begun=is_begun)
