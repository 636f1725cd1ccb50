"""Which page and which field a finding leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ui.places import ALL_STEPS, Place, Step

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding
    from grantee_app.checks.state import ProjectState


def find_place(finding: Finding, state: ProjectState | None) -> Place:
    """Return where the finding is put right; without a state, its section of the report."""
    if state is None:
        return Place("report", finding.section)
    from grantee_app.checks.leading import find_step  # noqa: PLC0415 (with the findings)

    step, record, field = find_step(finding, state)
    return Place(cast("Step", step) if step in ALL_STEPS else "report", record, field)
