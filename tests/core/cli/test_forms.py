"""Another form, or another edition of one, is a file that the commands can be pointed at."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from grantee_app.cli import main
from grantee_app.folders import forms_folder
from grantee_app.form import catalogue
from grantee_app.workspace import Workspace, read_sample
from tests.core.invented_form import FORMS
from tests.core.report.reading import read_pdf


@pytest.fixture
def forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of the forms that a test may add to."""
    folder = tmp_path / "forms"
    shutil.copytree(forms_folder(), folder)
    monkeypatch.setattr(catalogue, "forms_folder", lambda: folder)
    catalogue.load_form.cache_clear()
    yield folder
    catalogue.load_form.cache_clear()


def test_a_newer_edition_hides_nothing_that_was_written(
    forms: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = forms / "kz-state-grant" / "final-report"
    text = (folder / "2024.toml").read_text(encoding="utf-8")
    newer = text.replace('version = "2024"', 'version = "2025"')
    (folder / "2025.toml").write_text(newer, encoding="utf-8")
    assert main(["check", "sample"]) == 0
    assert main(["report", "sample", "--lang", "kk", "--out", str(tmp_path / "a.pdf")]) == 0
    # Asked for by name, the empty edition is what it is: nothing is written into it yet.
    assert main(["check", "sample", "--form-version", "2025"]) == 1


def test_another_form_is_chosen_by_name(
    forms: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(FORMS, forms, dirs_exist_ok=True)
    found = next(name for name, _version in catalogue.list_forms() if "village" in name)
    out = tmp_path / "b.pdf"
    command = ["report", "sample", "--lang", "ru", "--out", str(out), "--form", found]
    assert main(command) == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert main([*command[:-1], "nobody/nothing", "--language", "ru"]) == 2
    assert "Формы «nobody/nothing» нет" in capsys.readouterr().err


def test_an_interim_report_is_written_for_the_days_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "interim.pdf"
    command = ["report", "sample", "--lang", "ru", "--out", str(out), "--date", "2024-10-01"]
    interim = [*command, "--form", "kz-state-grant/interim-report"]
    assert main([*interim, "--from", "2024-07-01", "--to", "2024-07-31"]) == 0
    assert "01.07.2024-31.07.2024" in read_pdf(out.read_bytes()).text
    # An end that was not given is as the report has it: from the beginning, until that day.
    assert main([*interim, "--from", "2024-07-01"]) == 0
    assert "01.07.2024-01.10.2024" in read_pdf(out.read_bytes()).text
    assert main([*interim, "--to", "2024-07-31"]) == 0
    assert "27.05.2024-31.07.2024" in read_pdf(out.read_bytes()).text


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--from", "2024-07-01"], "уберите --from и --to"),
        (
            [
                "--form",
                "kz-state-grant/interim-report",
                "--from",
                "2024-08-01",
                "--to",
                "2024-07-01",
            ],
            "01.08.2024 – 01.07.2024",
        ),
        (["--form", "kz-state-grant/interim-report", "--to", "август"], "2024-12-06"),
    ],
)
def test_days_that_make_no_sense_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], said: str
) -> None:
    out = tmp_path / "no.pdf"
    command = ["report", "sample", "--lang", "ru", "--out", str(out), "--language", "ru"]
    assert main([*command, *more]) == 2
    assert said in capsys.readouterr().err
    assert not out.exists()


def test_a_small_grant_is_reported_and_checked_in_its_own_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = read_sample()
    grant = content.project.grant.model_copy(update={"kind": "small"})
    project = content.project.model_copy(update={"grant": grant})
    where = ["--workspace", str(tmp_path / "w"), "--language", "ru"]
    with Workspace.open(tmp_path / "w") as workspace:
        workspace.save_project(content.model_copy(update={"project": project}))
    out = tmp_path / "report.pdf"
    report = ["report", project.id, "--lang", "ru", "--out", str(out), *where]
    assert main(report) == 0
    assert "Творческий отчет" in read_pdf(out.read_bytes()).text
    capsys.readouterr()
    main(["check", project.id, *where])
    of_small = capsys.readouterr().out
    main(["check", project.id, "--form", "kz-state-grant/final-report", *where])
    of_state = capsys.readouterr().out
    assert of_small != of_state
    # The project was written into the form of the state, and nothing into its own.
    assert "completeness.text" in of_small
    assert "completeness.text" not in of_state
    # Which editions there are is asked of the project's own form.
    assert main(["check", project.id, "--form-version", "1999", *where]) == 2
    assert "1999" in capsys.readouterr().err
    with Workspace.open(tmp_path / "w") as workspace:
        workspace.records.choose_report(project.id, "kz-state-grant/final-report")
    main(["check", project.id, *where])
    assert capsys.readouterr().out == of_state
    assert main(report) == 0
    assert "Итоговый отчет" in read_pdf(out.read_bytes()).text
