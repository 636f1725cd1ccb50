"""A won application becomes the project: plan, indicators, budget, team, partners, dates, grant,
planned levels of the report.

First a list of what would be made, filled in and left as it is; then one step of undo. Records are
found again by the row of the application they were drawn from, or by their title, so that nothing
is doubled. What somebody has written over in the project stays unless she chooses otherwise; what
the contract says is taken as it is. Contacts and days of birth of the team are not carried: no
record of a project holds them, and they can be read in the application.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from grantee_app.errors import DataProblem
from grantee_app.form.project_drawing import draw_project
from grantee_app.frozen import frozen
from grantee_app.language.message import Message, message
from grantee_app.records import Project
from grantee_app.records.base import Entry
from grantee_app.store.fields import write_columns
from grantee_app.store.rows import flatten_entry
from grantee_app.workspace.winning_changes import (
    ChangeAction,
    Contract,
    WinningChange,
    list_changes,
    list_head_changes,
)
from grantee_app.workspace.winning_levels import list_level_changes

if TYPE_CHECKING:
    from grantee_app.workspace.workspace import Workspace

__all__ = [
    "Contract",
    "WinningChange",
    "WinningPlan",
    "WinningResult",
    "apply_winning",
    "plan_winning",
]


@frozen
class WinningPlan:
    """What a won application would make of its project; nothing is written yet."""

    application_id: str
    project_id: str
    contract: Contract
    changes: tuple[WinningChange, ...]
    remarks: tuple[Message, ...]
    left_out: frozenset[str]

    def list(self, *actions: ChangeAction) -> list[WinningChange]:
        """Return the changes with one of the actions."""
        return [change for change in self.changes if change.action in actions]

    @property
    def is_idle(self) -> bool:
        """Whether the project has it all already."""
        return not self.list("make", "take", "fill")


@frozen
class WinningResult:
    """How many records were made and how many changed."""

    made: int
    changed: int


def plan_winning(
    workspace: Workspace,
    application_id: str,
    contract: Contract,
    left_out: frozenset[str] = frozenset(),
    today: date | None = None,
) -> WinningPlan:
    """Return what becomes of the project when an application is won; nothing is written.

    `left_out` are the rows of the application (activities, lines) that the contract does not have.
    DataProblem when the application is gone; errors also as `Applications.load`.
    """
    today = today or datetime.now().astimezone().date()
    opened = workspace.applications.load(application_id)
    project = workspace.load_project(opened.project_id, with_people=False).project
    drawing = draw_project(opened.read_values(today), left_out)
    changes = list(list_changes(opened.application, project, drawing, contract))
    changes += list_head_changes(opened.organization, drawing)
    changes += list_level_changes(_tell_grant_kind(project, changes), drawing.levels)
    return WinningPlan(
        application_id,
        opened.project_id,
        contract,
        tuple(changes),
        tuple(drawing.remarks),
        left_out,
    )


def apply_winning(
    workspace: Workspace,
    plan: WinningPlan,
    overwrite: frozenset[str] = frozenset(),
    on: date | None = None,
) -> WinningResult:
    """Write a plan as one step of undo, and note that the application is won.

    `overwrite` are the keys of the changes that ask and are wanted all the same. `on` is the day of
    the decision, the contract's day or today unless given. DataProblem when a record is gone
    meanwhile: then nothing is written.
    """
    made = 0
    changed: set[str] = set()
    day = on or plan.contract.signed_on or datetime.now().astimezone().date()
    with workspace.change(message("Application won: the project is filled").msgid):
        for change in plan.changes:
            if change.action == "make" and change.entry is not None and change.parent is not None:
                workspace.records.add(change.table, change.parent, change.entry)
                made += 1
            elif change.action in {"take", "fill"} or (
                change.action == "ask" and change.key in overwrite
            ):
                _write_fields(workspace, change)
                changed.add(change.record_id)
        if workspace.applications.load(plan.application_id).application.state != "won":
            workspace.applications.set_state(plan.application_id, "won", day)
    return WinningResult(made, len(changed))


def _tell_grant_kind(project: Project, changes: Iterable[WinningChange]) -> Project:
    """Return the project with the kind its grant will have: it decides which reports there are."""
    for change in changes:
        if change.table == "grant" and change.action in {"take", "fill"}:
            told = {field.name: field.after for field in change.fields if field.name == "kind"}
            grant = project.grant.model_copy(update=told)
            return project.model_copy(update={"grant": grant})
    return project


def _write_fields(workspace: Workspace, change: WinningChange) -> None:
    if change.place is not None:
        for told in change.fields:
            workspace.write_text(change.place, "", told.after)
        return
    columns: dict[str, Any] = {}
    for told in change.fields:
        columns |= _flatten(told.name, told.after)
    try:
        write_columns(workspace.db, change.table, change.record_id, columns)
    except KeyError as error:
        raise DataProblem(message("The record that this belongs to is no longer there.")) from error


def _flatten(name: str, value: Any) -> dict[str, Any]:
    if isinstance(value, Entry):
        return flatten_entry(value, f"{name}_")
    return {name: value.isoformat() if isinstance(value, date) else value}
