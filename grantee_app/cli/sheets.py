"""The sign-in sheet of an event, on paper before it is held."""

from __future__ import annotations

from collections.abc import Iterator

from grantee_app.cli.failures import ExitCode, UsageProblem
from grantee_app.cli.session import Session
from grantee_app.cli.transfer import open_project, write_result
from grantee_app.errors import DataProblem
from grantee_app.form.catalogue import choose_report_form, find_counting_form
from grantee_app.language.folding import fold_text
from grantee_app.language.message import LanguageCode, message
from grantee_app.records import Activity, PlannedActivity, Project
from grantee_app.records.sheet_codes import MOST_ROWS, make_event_code, read_event_code
from grantee_app.report.sign_in_sheet import SheetOptions, gather_groups, make_sign_in_sheet


def write_sheet(
    session: Session,
    project: str,
    activity: str,
    out: str,
    *,
    lang: LanguageCode | None,
    rows: int,
    is_landscape: bool,
    with_names: bool,
) -> int:
    """Write the sheet of the activity that `activity` names and print its path.

    UsageProblem for a number of rows that no sheet has; DataProblem when there is no such activity
    or several.
    """
    if not 1 <= rows <= MOST_ROWS:
        raise UsageProblem(
            message("A sheet has from 1 to {most} rows: write --rows 25.", most=MOST_ROWS)
        )
    with open_project(session, project) as (workspace, project_id):
        content = workspace.load_project(project_id, with_people=with_names)
    planned, held = find_activity(content.project, activity)
    form = find_counting_form(choose_report_form(content.project))
    report = make_sign_in_sheet(
        held,
        [content.organization.name],
        gather_groups(form),
        lang or session.language.code,
        SheetOptions(rows=rows, is_landscape=is_landscape),
        people=content.project.participants if with_names else (),
        title=planned.title,
    )
    write_result(report.data, out)
    return ExitCode.FINE


def find_activity(project: Project, named: str) -> tuple[PlannedActivity, Activity]:
    """Return the activity of an id, the beginning of one, an event code or a part of its title.

    DataProblem when there is none such or several.
    """
    pairs = list(_pairs(project))
    code = read_event_code(named)
    exact = [pair for pair in pairs if pair[1].id == named or make_event_code(pair[1].id) == code]
    found = exact or [pair for pair in pairs if _is_called(*pair, named)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise DataProblem(
            message("There is no activity {name} in the project.", name=named), "activity"
        )
    raise DataProblem(
        message(
            "Several activities are called {name}: name one by its code – {codes}.",
            name=named,
            codes=", ".join(
                f"{make_event_code(held.id)} ({held.starts_on:%d.%m.%Y})" for _, held in found
            ),
        ),
        "activity",
    )


def _pairs(project: Project) -> Iterator[tuple[PlannedActivity, Activity]]:
    for task in project.tasks:
        for planned in task.activities:
            for held in planned.held:
                yield planned, held


def _is_called(planned: PlannedActivity, held: Activity, named: str) -> bool:
    folded = fold_text(named)
    if not folded:
        return False
    titles = (held.title, planned.title, held.place)
    words = [text for title in titles for text in (title.kk, title.ru)]
    return held.id.startswith(named) or any(folded in fold_text(text) for text in words)
