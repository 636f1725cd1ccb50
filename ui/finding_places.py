"""Which page and which field a finding leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.places import ALL_STEPS, Place, Step

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding
    from grantee_app.checks.state import ProjectState


def find_place(finding: Finding, state: ProjectState | None) -> Place:
    """Return where the finding is put right; without a state, its section of the report."""
    if state is None:
        return Place("report", finding.section)
    from grantee_app.checks.leading import find_step  # noqa: PLC0415 (with the findings)

    lead = find_step(finding, state)
    step: Step = next((known for known in ALL_STEPS if known == lead.step), "report")
    return Place(step, lead.record, lead.field)
