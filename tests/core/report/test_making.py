"""From a workspace to a PDF: progress, cancelling, one moment of the database, a file put whole."""

from __future__ import annotations

import threading
from itertools import pairwise
from pathlib import Path

import pytest

from grantee_app.errors import DataProblem, FileProblem
from grantee_app.report.making import ReportOptions, make_document, make_report
from grantee_app.report.pdf import render
from grantee_app.report.pdf.render import Cancelled
from grantee_app.store.output_files import write_output_file
from grantee_app.workspace import Workspace
from tests.core.report.projects import (
    PRINTED_ON,
    make_activity,
    make_indicator,
    make_project,
    make_task,
)
from tests.core.report.reading import read_pdf

OPTIONS = ReportOptions(printed_on=PRINTED_ON)


@pytest.fixture
def sample():
    with Workspace.with_sample() as workspace:
        yield workspace


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every step of work is told, however fast it was."""
    monkeypatch.setattr(render, "PROGRESS_SECONDS", 0.0)


def only_project(workspace: Workspace) -> str:
    (project,) = workspace.list_projects()
    return project.id


def test_progress_only_grows_and_reaches_the_end(sample, often):
    told: list[tuple[int, int]] = []
    make_report(sample, only_project(sample), "kk", OPTIONS, lambda *numbers: told.append(numbers))
    assert len(told) > 100
    assert len({total for _done, total in told}) == 1
    assert all(before <= after for before, after in pairwise(done for done, _total in told))
    assert told[-1][0] == told[-1][1]
    # Never the end long before the end: the last but one step is no lie.
    at_the_end = [place for place, (done, total) in enumerate(told) if done == total]
    assert at_the_end[0] > 0.8 * len(told)


def test_progress_is_told_at_most_ten_times_a_second(sample):
    told: list[tuple[int, int]] = []
    make_report(sample, only_project(sample), "kk", OPTIONS, lambda *numbers: told.append(numbers))
    assert len(told) < 100


@pytest.mark.parametrize("steps", [0, 1, 50, 300])
def test_cancelling_along_the_way(sample, often, steps):
    asked = 0

    def is_cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > steps

    with pytest.raises(Cancelled):
        make_report(sample, only_project(sample), "kk", OPTIONS, None, is_cancelled)
    assert asked == steps + 1


def test_nobody_cancels(sample, often):
    report = make_report(sample, only_project(sample), "kk", OPTIONS, None, lambda: False)
    assert report.page_count > 10


def test_what_is_unknown_is_said(sample):
    with pytest.raises(DataProblem):
        make_report(sample, "no such project", "kk", OPTIONS)
    with pytest.raises(FileProblem):
        make_report(sample, only_project(sample), "kk", ReportOptions(form_id="no/such-form"))
    with pytest.raises(FileProblem):
        make_report(sample, only_project(sample), "kk", ReportOptions(form_version="1999"))


def test_a_project_that_changes_meanwhile_is_printed_as_of_one_moment(tmp_path: Path):
    """Texts and figures of a report belong to one moment, whatever is written beside it."""
    content = make_project(make_task("Бұрынғы", make_activity("Шара", make_indicator("К"))))
    with Workspace.open(tmp_path) as writer:
        writer.save_project(content)
        with writer.open_reader() as reader:
            load = reader.load_project

            def load_and_rewrite(project_id: str, **wanted):
                loaded = load(project_id, **wanted)
                changed = make_project(make_task("Кейінгі"), id=project_id)
                writer.save_project(changed, replace=True)
                return loaded

            reader.load_project = load_and_rewrite  # type: ignore[method-assign]
            document = make_document(reader, content.project.id, "kk", OPTIONS)
            paper = read_pdf(render.render_pdf(document).data)
    assert "Бұрынғы" in paper.text
    assert "Кейінгі" not in paper.text


def test_two_reports_at_once(sample_pdfs):
    """The preview and the PDF button share the faces and the memory of widths."""
    made: dict[str, bytes] = {}

    def make(name: str, language: str) -> None:
        with Workspace.with_sample() as workspace:
            made[name] = make_report(workspace, only_project(workspace), language, OPTIONS).data

    threads = [
        threading.Thread(target=make, args=(f"{language}{number}", language))
        for number in range(2)
        for language in ("kk", "ru")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == {
        f"{language}{n}": sample_pdfs[language] for n in range(2) for language in ("kk", "ru")
    }


def test_into_a_folder_with_spaces_and_kazakh_letters(sample, tmp_path: Path):
    folder = tmp_path / "Менің құжаттарым" / "2024 ж. есеп"
    folder.mkdir(parents=True)
    target = folder / "Қорытынды есеп № 1.pdf"
    target.write_bytes(b"the old report")
    report = make_report(sample, only_project(sample), "kk", OPTIONS)
    write_output_file(report.data, target)
    assert read_pdf(target.read_bytes()).title.startswith("Әлеуметтік жобаны")
    assert list(folder.iterdir()) == [target]


def test_personal_texts_and_the_annex_stay_out_unless_asked_for(sample):
    project = only_project(sample)
    plain = read_pdf(make_report(sample, project, "kk", OPTIONS).data)
    with_annex = ReportOptions(printed_on=PRINTED_ON, with_annex=True)
    annexed = read_pdf(make_report(sample, project, "kk", with_annex).data)
    assert "Растайтын материалдар" not in plain.text
    assert "Растайтын материалдар" in annexed.text
    story = {
        answer.value
        for answer in sample.load_project(project).project.answers
        if answer.path == "story.contact" and answer.language == "kk"
    }
    assert story
    for text in story:
        assert text not in annexed.text
    assert annexed.text.startswith(plain.text.rsplit(" Ұйым басшысы", 1)[0][:2_000])
