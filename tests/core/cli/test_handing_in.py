"""An application from the command line: printed, printed empty, and the folder to hand in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.core.cli.outcome import Run
from tests.core.invented_form import IDEA, TITLE, make_idea, open_workspace
from tests.core.report.reading import read_pdf


@pytest.fixture
def applied(folder: Path) -> Path:
    """A workspace with an application whose problem is told."""
    with open_workspace(folder) as workspace:
        begun = workspace.applications.begin_project("org", TITLE, make_idea(language="ru"))[1]
        place = workspace.applications.load(begun).find_place("problem").place
        workspace.write_text(place, "ru", "Бастау не видит детей с книгами.")
    return folder


def test_printing_an_application(applied: Path, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "заявка.pdf"
    words = ["application", "report", "Ауыл", "--workspace", applied, "--lang", "ru", "--out", path]
    done = run(*words)
    assert done.code == 0
    assert done.out.startswith(f"{path}\n")
    assert "Проверка нашла" in done.out
    assert "Бастау" in read_pdf(path.read_bytes()).text
    blind = run(*words, "--blind")
    assert blind.code == 0
    assert "application.blind" in blind.out
    assert "ОО «Бастау»" not in read_pdf(path.read_bytes()).text


@pytest.mark.parametrize(
    "named",
    [
        "small-grant/application",
        "small-grant/application/2024",
        IDEA,
    ],
)
def test_printing_a_form_empty(named, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "бос.pdf"
    words = ["application", "report", "--empty", named, "--lang", "kk", "--out", path]
    assert run(*words) == (0, f"{path}\n", "")
    assert "☐" in read_pdf(path.read_bytes()).text


def test_assembling_an_application(applied: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "флешка"
    target.mkdir()
    words = ["application", "assemble", "Ауыл", "--workspace", applied, "--out", target, "--zip"]
    done = run(*words, "--max-mb", "5")
    assert done.code == 0
    (folder,) = [path for path in target.iterdir() if path.is_dir()]
    lines = done.out.splitlines()
    # What is missing is said before the folder is.
    assert lines.index(str(folder)) > next(
        place for place, line in enumerate(lines) if "Проверка нашла" in line
    )
    assert f"{folder}.zip" in lines
    assert len(PdfReader(folder / "Всё в одном файле.pdf").pages) > 3
    assert (folder / "00_Заявка.pdf").exists()
    assert (folder / "00_Өтінім.pdf").exists()


def test_assembling_a_report(run: Run, tmp_path: Path) -> None:
    done = run("report", "sample", "--lang", "kk", "--folder", tmp_path)
    assert done.code == 0
    folder = Path(done.out.splitlines()[0])
    # Its links have three digits.
    assert (folder / "000_Қорытынды есеп.pdf").exists()
    assert len(PdfReader(folder / "Барлығы бір файлда.pdf").pages) > 20


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["application", "report", "--lang", "kk", "--out", "x.pdf"], 2),
        (["application", "report", "sample", "--empty", "a/b", "--lang", "kk", "--out", "x"], 2),
        (["application", "report", "--empty", "no/form", "--lang", "kk", "--out", "x.pdf"], 2),
        (["application", "report", "sample", "--lang", "kk", "--out", "x.pdf"], 3),
        (["application", "assemble", "sample", "--out", "."], 3),
        (["application", "assemble", "sample", "--out", ".", "--max-mb", "0"], 2),
        (["report", "sample", "--lang", "kk"], 2),
        (["report", "sample", "--lang", "kk", "--folder", "no such folder"], 5),
    ],
)
def test_what_cannot_be_done_is_said(words, code, run: Run) -> None:
    done = run(*words)
    assert done.code == code
    assert len(done.err.strip().splitlines()) == 1


def test_the_checks_tell_of_the_application_too(applied: Path, run: Run) -> None:
    done = run("check", "Ауыл", "--workspace", applied)
    assert done.code == 0  # nothing is due yet
    assert "application.required" in done.out
    rows = json.loads(run("check", "Ауыл", "--workspace", applied, "--json").out)
    assert "idea/period" in {row["place"] for row in rows}
