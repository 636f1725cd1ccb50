"""`bastama form`: a coordinator begins a form, checks it, and sees it listed."""

from __future__ import annotations

import json
import shutil

import pytest

from grantee_app.cli import main
from tests.core.invented_form import IDEA


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main([*words, "--language", "ru"])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_form_is_begun_checked_and_listed(tmp_path, capsys):
    folder = tmp_path / "папка"
    path = folder / "forms" / "aul" / "qor" / "2031.toml"
    assert run(capsys, "form", "new", str(path)) == (0, f"{path}\n", "")
    code, out, _ = run(capsys, "form", "check", str(path))
    assert (code, "можно использовать" in out) == (0, True)
    code, out, _ = run(capsys, "form", "list", "--workspace", str(folder))
    assert code == 0
    assert "заявка · aul/qor · 2031 · ваша" in out
    assert "отчёт · kz-state-grant/final-report · 2024" in out
    code, out, err = run(capsys, "form", "new", str(path))
    assert (code, out) == (3, "")
    assert "уже есть" in err


def test_a_new_form_can_be_looked_at_first(capsys):
    code, out, _ = run(capsys, "form", "new")
    assert code == 0
    assert 'kind = "application"' in out


def test_mistakes_of_several_files_are_told_with_their_lines(tmp_path, capsys):
    wrong = tmp_path / "2031.toml"
    text = IDEA.read_text(encoding="utf-8")
    wrong.write_text(text.replace("required", "requird", 1), encoding="utf-8")
    line = text[: text.index("required")].count("\n") + 1
    code, out, _ = run(capsys, "form", "check", str(IDEA), str(wrong))
    assert code == 1
    assert f"{wrong}, строка {line}:" in out
    assert "1 ошибка" in out
    assert f"{IDEA}: форму можно использовать" in out
    code, out, _ = run(capsys, "form", "check", str(wrong), "--json")
    assert code == 1
    told = json.loads(out)
    assert {row["severity"] for row in told} == {"error", "advice"}
    error = next(row for row in told if row["severity"] == "error")
    assert (error["line"], "«required»" in error["kk"]["cure"]) == (line, True)


def test_what_is_not_there_is_said(tmp_path, capsys):
    code, _, err = run(capsys, "form", "check", str(tmp_path / "nothing.toml"))
    assert code == 3
    assert "nothing.toml" in err
    assert run(capsys, "form", "check")[0] == 2


def test_a_broken_form_of_the_workspace_is_listed_with_what_is_wrong(tmp_path, capsys):
    place = tmp_path / "forms" / "steppe-fund" / "idea"
    place.mkdir(parents=True)
    shutil.copy(IDEA, place / "2031.toml")
    (place / "2032.toml").write_text('kind = "application"\nid = "x', encoding="utf-8")
    code, out, _ = run(capsys, "form", "list", "--workspace", str(tmp_path))
    assert code == 0
    assert "Идея села" in out
    assert "2032.toml" in out
