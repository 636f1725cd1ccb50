"""The sign-in sheet from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from grantee_app.cli.sheets import find_activity
from grantee_app.errors import DataProblem
from grantee_app.records.sheet_codes import make_event_code
from grantee_app.workspace import read_sample
from tests.core.cli.outcome import Run
from tests.core.report.reading import read_pdf


@pytest.fixture(scope="module")
def held():
    project = read_sample().project
    return [
        activity
        for task in project.tasks
        for planned in task.activities
        for activity in planned.held
    ]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_sheet_of_the_sample(language: str, run: Run, tmp_path: Path, held) -> None:
    path = tmp_path / "парақ.pdf"
    code = make_event_code(held[0].id)
    words = ["sheet", "sample", code.lower(), path, "--lang", language, "--rows", "30"]
    assert run(*words) == (0, f"{path}\n", "")
    paper = read_pdf(path.read_bytes())
    assert all(code in page.number for page in paper.pages)
    assert paper.language == f"{language}-KZ"
    assert run(*words, "--landscape", "--names").code == 0
    page = read_pdf(path.read_bytes()).pages[0]
    assert page.width > page.height


def test_sheet_speaks_the_language_of_messages(run: Run, tmp_path: Path, held) -> None:
    path = tmp_path / "sheet.pdf"
    assert run("sheet", "sample", held[0].id, path, "--language", "ru").code == 0
    assert read_pdf(path.read_bytes()).language == "ru-KZ"


def test_event_that_is_not_there(run: Run, tmp_path: Path) -> None:
    code, out, err = run("sheet", "sample", "Жоқ шара", tmp_path / "x.pdf", "--language", "kk")
    assert (code, out) == (3, "")
    assert "Жобада Жоқ шара деген іс-шара жоқ." in err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("rows", ["0", "-3", "10000"])
def test_rows_that_no_sheet_has(rows: str, run: Run, tmp_path: Path, held) -> None:
    assert run("sheet", "sample", held[0].id, tmp_path / "x.pdf", "--rows", rows).code == 2
    assert not list(tmp_path.iterdir())


def test_several_events_of_one_name_are_told_by_their_codes(held) -> None:
    project = read_sample().project
    with pytest.raises(DataProblem) as told:
        find_activity(project, "текели")
    at_tekeli = [one for one in held if "Текелі" in one.place.kk]
    assert len(at_tekeli) > 1
    for one in at_tekeli:
        assert make_event_code(one.id) in str(told.value.message)
    for one in held:
        assert find_activity(project, make_event_code(one.id))[1].id == one.id
        assert find_activity(project, one.id)[1].id == one.id


def test_the_guide_names_an_event_of_the_sample(held) -> None:
    assert "A11-R5P" in {make_event_code(one.id) for one in held}


@pytest.mark.parametrize("named", ["", " ", "zzz"])
def test_nothing_is_called_so(named: str) -> None:
    with pytest.raises(DataProblem):
        find_activity(read_sample().project, named)
