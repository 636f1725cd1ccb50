"""Reports are built by another process: the same report, and nothing is left of it afterwards."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grantee_app.errors import BastamaError
from grantee_app.form.catalogue import choose_report_form
from grantee_app.workspace import Workspace, read_sample
from grantee_app.workspace.protection import protect_workspace
from tests.core.report.reading import read_pdf
from tests.ui.conftest import WAIT_MS
from ui.jobs import Job, JobRunner, JobStopped
from ui.report_building import ReportSource
from ui.report_process import BuildingFailed, ReportProcess


def make_job() -> Job:
    return Job(lambda _job: None, None, None, None)


def make_source(workspace: Workspace, project_id: str) -> ReportSource:
    project = workspace.load_project(project_id, with_people=False).project
    return ReportSource(workspace, project_id, choose_report_form(project))


@pytest.fixture
def process(
    workspace: Workspace, project_id: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ReportProcess]:
    monkeypatch.setattr(ReportProcess, "is_apart", True)
    process = ReportProcess(make_source(workspace, project_id))
    yield process
    process.close()


def running(process: ReportProcess) -> subprocess.Popen[bytes]:
    assert process._child is not None
    return process._child._process


def test_it_brings_what_is_built_here(
    process: ReportProcess, workspace: Workspace, project_id: str
) -> None:
    apart = process.build("ru", make_job(), "goal")
    assert running(process).pid > 0
    here = ReportProcess(make_source(workspace, project_id))
    here.is_apart = False
    beside = here.build("ru", make_job(), "goal")
    assert here._child is None
    assert apart.findings == beside.findings
    assert (apart.facts, apart.printed, apart.code) == (beside.facts, beside.printed, "ru")
    assert apart.shown.section_pages == beside.shown.section_pages
    assert read_pdf(apart.shown.data).text == read_pdf(beside.shown.data).text
    assert apart.edited_section == "goal"


def test_one_process_builds_one_report_after_the_other(process: ReportProcess) -> None:
    first = process.build("kk", make_job())
    pid = running(process).pid
    second = process.build("ru", make_job())
    assert running(process).pid == pid
    assert (first.code, second.code) == ("kk", "ru")


def test_what_nobody_wants_any_more_ends_with_its_process(process: ReportProcess) -> None:
    process.build("kk", make_job())
    child = running(process)
    job = make_job()
    job.cancel()
    with pytest.raises(JobStopped):
        process.build("kk", job)
    assert child.wait(10) is not None
    assert process.build("kk", make_job()).shown.page_count


def test_a_process_that_is_gone_is_told_and_started_anew(process: ReportProcess) -> None:
    process.build("kk", make_job())
    child = process._child
    assert child is not None
    child.is_alive = lambda: True  # type: ignore[method-assign] (killed just after the look)
    child._process.kill()
    child._process.wait()
    with pytest.raises(BuildingFailed):
        process.build("kk", make_job())
    assert process.build("kk", make_job()).shown.page_count


def test_a_problem_is_told_in_its_own_words(
    process: ReportProcess, workspace: Workspace, project_id: str
) -> None:
    workspace.records.remove_project(project_id)
    with pytest.raises(BastamaError) as told:
        process.build("kk", make_job())
    assert project_id in str(told.value.message)


def test_where_no_process_can_be_started_the_report_is_built_here(
    process: ReportProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    assert process.build("kk", make_job()).shown.page_count
    assert process._child is None


def test_a_process_that_does_not_begin_is_not_tried_again(
    process: ReportProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.report_process._BEGIN", "raise SystemExit(3)")
    assert process.build("kk", make_job()).shown.page_count
    assert not process.is_apart


def test_closing_ends_it(qtbot, process: ReportProcess) -> None:
    runner = JobRunner(name="report")
    done: list[object] = []
    runner.submit(lambda job: process.build("kk", job), done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=WAIT_MS)
    child = running(process)
    runner.close()
    process.close()
    assert child.wait(10) is not None


def test_its_modules_bring_no_qt_into_the_other_process() -> None:
    code = (
        "import sys; import ui.report_child, ui.report_building, ui.printed_parts;"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_workspace_with_a_password_is_read_with_its_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReportProcess, "is_apart", True)
    folder = tmp_path / "closed"
    with Workspace.open(folder) as workspace:
        workspace.save_project(read_sample())
    key = protect_workspace(folder, "құпия сөз").key
    with Workspace.open(folder, key=key) as workspace:
        process = ReportProcess(make_source(workspace, workspace.list_projects()[0].id))
        try:
            assert process.build("kk", make_job()).shown.page_count
            assert process._child is not None
        finally:
            process.close()
