"""A project is judged by its own report: a state grant by the final one, a small one by its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from grantee_app.checks import check_project
from grantee_app.checks.progress import judge_steps
from grantee_app.checks.state import ProjectState
from grantee_app.figures import count_figures
from grantee_app.form.catalogue import (
    STATE_FINAL_REPORT,
    choose_report_form,
    find_counting_form,
    list_report_forms,
)
from grantee_app.language.catalogue import Language
from grantee_app.records import ProjectFile
from grantee_app.records.grant_terms import GrantKind
from grantee_app.records.project import Answer
from grantee_app.report.making import ReportOptions, choose_form_of
from grantee_app.store.texts import AnswerPlace
from grantee_app.workspace import Workspace, read_sample
from tests.core.checks.states import make_empty, read_content

DAY = date(2024, 11, 12)
CREATIVE = "small-grant/creative-report"
INTERIM = "kz-state-grant/interim-report"


def make_file(kind: GrantKind = "short", report_form: str = "") -> ProjectFile:
    """Return the sample as a project of a grant of this kind."""
    content = read_sample()
    project = content.project
    grant = project.grant.model_copy(update={"kind": kind})
    changed = project.model_copy(update={"grant": grant, "report_form": report_form})
    return content.model_copy(update={"project": changed})


def judge(kind: GrantKind = "short", report_form: str = "") -> ProjectState:
    """Return how the sample is judged as such a project."""
    return read_content(make_file(kind, report_form), DAY)


@pytest.mark.parametrize(
    ("kind", "usual"),
    [
        ("short", STATE_FINAL_REPORT),
        ("medium", STATE_FINAL_REPORT),
        ("long", STATE_FINAL_REPORT),
        ("small", CREATIVE),
        ("private", STATE_FINAL_REPORT),
    ],
)
def test_the_kind_of_the_grant_tells_the_usual_report(kind: GrantKind, usual: str) -> None:
    assert choose_report_form(make_file(kind).project).id == usual
    assert judge(kind).form.id == usual


def test_what_was_chosen_goes_before_the_kind_in_both_directions() -> None:
    assert judge("small", STATE_FINAL_REPORT).form.id == STATE_FINAL_REPORT
    assert judge("private", CREATIVE).form.id == CREATIVE
    assert judge("short", CREATIVE).form.id == CREATIVE
    # What nobody knows any more, and what is written beside the last report, choose nothing.
    assert judge("small", "gone/report").form.id == CREATIVE
    assert judge("small", INTERIM).form.id == CREATIVE
    assert judge("short", INTERIM).form.id == STATE_FINAL_REPORT


def test_a_chosen_report_is_offered_whatever_the_kind() -> None:
    offered = [form.id for form in list_report_forms(make_file("private").project)]
    assert CREATIVE not in offered
    chosen = make_file("private", CREATIVE).project
    assert CREATIVE in [form.id for form in list_report_forms(chosen)]


def test_a_small_grant_is_not_asked_for_what_only_the_state_asks() -> None:
    state, small = judge("short"), judge("small")
    names = {section.id for section in small.form.sections}
    assert {finding.section for finding in small.findings} <= names
    assert not {section.id for section in state.form.sections} <= names
    # The sample tells nothing in the form of the small grant, and all in the state's.
    assert judge_steps(state)["report"].state != "empty"
    texts = [path for path in small.subject.text_sections if small.answers.text(path)]
    assert texts == []
    assert not any(small.subject.has_block(kind) for kind in ("demographics", "indicator_table"))
    codes = {finding.code for finding in small.findings}
    assert not codes & {"totals.gender", "totals.category", "totals.age", "totals.unsplit"}


def test_people_are_counted_in_the_groups_of_the_state_and_told_so() -> None:
    state, small = judge("short"), judge("small")
    assert small.form.demographic_tables == []
    assert small.counting_form.id == STATE_FINAL_REPORT
    assert small.figures == state.figures
    assert small.figures.demographics["gender"]
    assert small.overview.make_up.ages == state.overview.make_up.ages
    assert state.overview.make_up.is_asked
    assert not small.overview.make_up.is_asked
    assert find_counting_form(state.form) is state.form


def test_figures_without_a_form_are_those_of_the_projects_own() -> None:
    content = make_file("small")
    with Workspace.in_memory() as workspace:
        workspace.save_project(content)
        alone = count_figures(workspace.db, content.project.id)
        of_form = count_figures(workspace.db, content.project.id, judge("small").form)
        assert alone == of_form
        assert check_project(workspace, content.project.id, None, DAY) == judge("small").findings
        # Of a project that is not there nothing is counted.
        assert count_figures(workspace.db, "nobody").visits == 0


def test_nobody_waits_for_groups_that_the_report_does_not_ask_for() -> None:
    content = make_file("small")
    from_register = judge_steps(judge("small"))["participants"]
    assert from_register.state == "done"
    assert content.project.grant.kind == "small"


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_next_steps_of_a_small_grant_speak_of_its_own_sections(code: str) -> None:
    language = Language.load("ru" if code == "ru" else "kk")
    small = judge("small")
    sections = {section.id for section in small.form.sections}
    records = set(small.record_tables)
    assert small.next_steps
    for step in small.next_steps:
        assert language.say(step.title)
        assert language.say(step.detail)
        if step.step == "report" and step.record_id:
            assert step.record_id in sections | records
        if step.kind == "deadline" and step.step == "report":
            assert step.field in {CREATIVE, INTERIM}


def test_an_empty_project_of_a_small_grant_has_a_state() -> None:
    empty = make_empty(DAY)
    small = make_empty(DAY, grant={"kind": "small"})
    assert empty.form.id == STATE_FINAL_REPORT
    assert small.form.id == CREATIVE
    assert judge_steps(small)["report"].state == "empty"


def test_the_paper_follows_the_project() -> None:
    project = make_file("small").project
    assert choose_form_of(project, ReportOptions()).id == CREATIVE
    wanted = ReportOptions(form_id=STATE_FINAL_REPORT)
    assert choose_form_of(project, wanted).id == STATE_FINAL_REPORT
    assert choose_form_of(make_file().project, ReportOptions()).id == STATE_FINAL_REPORT


def test_the_choice_goes_along_and_is_undone(tmp_path: Path) -> None:
    content = make_file("small")
    with Workspace.open(tmp_path) as workspace:
        workspace.save_project(content)
        workspace.records.choose_report(content.project.id, STATE_FINAL_REPORT)
    with Workspace.open(tmp_path) as workspace:
        kept = workspace.load_project(content.project.id).project
        assert choose_report_form(kept).id == STATE_FINAL_REPORT
        assert workspace.undo_label == "Report chosen"
        workspace.undo()
        assert workspace.load_project(content.project.id).project.report_form == ""
    again = ProjectFile.model_validate(make_file("short", CREATIVE).model_dump(mode="json"))
    assert choose_report_form(again.project).id == CREATIVE


def test_texts_of_another_form_choose_nothing() -> None:
    content = make_file("private")
    text = Answer(form=CREATIVE, version="2024", path="results", language="ru", value="Пришли 46")
    answers = [*content.project.answers, text]
    project = content.project.model_copy(update={"answers": answers})
    assert choose_report_form(project).id == STATE_FINAL_REPORT
    assert CREATIVE in [form.id for form in list_report_forms(project)]


def test_what_the_choice_rests_on_changes_with_the_kind_the_form_and_what_is_written(
    tmp_path: Path,
) -> None:
    content = make_file()
    project_id = content.project.id
    with Workspace.open(tmp_path) as workspace:
        workspace.save_project(content)
        first = workspace.read_report_choice(project_id)
        place = AnswerPlace(project_id, STATE_FINAL_REPORT, "2024", "goal_evidence")
        workspace.write_text(place, "kk", "Басқа сөздер.")
        assert workspace.read_report_choice(project_id) == first
        place = AnswerPlace(project_id, CREATIVE, "2024", "goal")
        workspace.write_text(place, "kk", "Алғашқы сөз.")
        written = workspace.read_report_choice(project_id)
        workspace.records.choose_report(project_id, CREATIVE)
        chosen = workspace.read_report_choice(project_id)
        workspace.db.execute("UPDATE \"grant\" SET kind = 'small'")
        assert len({first, written, chosen, workspace.read_report_choice(project_id)}) == 4
        assert workspace.read_report_choice("gone") == ()
