"""The password on the command line: set, asked for, changed, removed."""

import re
from pathlib import Path

import pytest

from grantee_app.store.encryption import slots
from grantee_app.workspace import protection
from tests.core.cli.outcome import Run
from tests.core.report.reading import read_pdf
from tests.core.store.protected import CHEAP

PASSWORD, OTHER = "төрт сөз бір құпия", "мүлдем басқа сөз"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    wrap = slots._wrap_by_password
    monkeypatch.setattr(
        slots, "_wrap_by_password", lambda key, words, _cost: wrap(key, words, CHEAP)
    )


@pytest.fixture
def passwords(tmp_path: Path) -> tuple[Path, Path]:
    files = tmp_path / "first.txt", tmp_path / "second.txt"
    for file, password in zip(files, (PASSWORD, OTHER), strict=True):
        # As Notepad writes it.
        file.write_bytes(b"\xef\xbb\xbf" + password.encode() + b"\r\nmore\r\n")
    return files


@pytest.fixture
def protected(run: Run, folder: Path, passwords: tuple[Path, Path], tmp_path: Path) -> Path:
    assert run("import", "sample", "--workspace", folder).code == 0
    sheet = tmp_path / "sheet.pdf"
    done = run(
        "password", "set", "--sheet", sheet, "--new-password-file", passwords[0],
        "--workspace", folder,
    )  # fmt: skip
    assert done.code == 0, done.err
    return sheet


def test_a_command_asks_for_the_password(
    run: Run, folder: Path, protected: Path, passwords: tuple[Path, Path]
) -> None:
    first, second = passwords
    refused = run("projects", "--workspace", folder)
    assert (refused.code, refused.out) == (2, "")
    assert "--password-file" in refused.err
    wrong = run("projects", "--workspace", folder, "--password-file", second)
    assert wrong.code == 3
    assert OTHER not in wrong.out + wrong.err
    assert run("projects", "--workspace", folder, "--password-file", first).code == 0
    assert run("import", "sample", "--copy", "--workspace", folder).code == 2
    assert (
        run("import", "sample", "--copy", "--workspace", folder, "--password-file", first).code == 0
    )


def test_the_sheet_holds_a_code_that_opens(folder: Path, protected: Path) -> None:
    text = "".join(page.text for page in read_pdf(protected.read_bytes()).pages)
    (typed,) = re.findall(r"(?:[0-9A-Z]{4}\W*){7}", text)
    assert protection.unlock_with_recovery_code(folder, typed)


def test_change_check_and_remove(
    run: Run, folder: Path, protected: Path, passwords: tuple[Path, Path]
) -> None:
    first, second = passwords
    where = ("--workspace", folder)
    changed = run(
        "password", "change", *where, "--password-file", first, "--new-password-file", second
    )
    assert changed.code == 0
    assert run("projects", *where, "--password-file", first).code == 3
    assert run("password", "check", *where).code == 0
    assert run("password", "remove", *where, "--password-file", second).code == 0
    assert run("projects", *where).code == 0
    again = run("password", "remove", *where)
    assert again.code == 2


def test_a_new_sheet_ends_the_old_one(
    run: Run, folder: Path, protected: Path, passwords: tuple[Path, Path], tmp_path: Path
) -> None:
    old, new = protected, tmp_path / "new.pdf"
    done = run(
        "password", "sheet", "--sheet", new, "--workspace", folder, "--password-file", passwords[0]
    )
    assert done.code == 0
    assert new.read_bytes() != old.read_bytes()


@pytest.mark.parametrize("text", ["", "short\n"])
def test_a_weak_password_changes_nothing(run: Run, folder: Path, tmp_path: Path, text: str) -> None:
    assert run("import", "sample", "--workspace", folder).code == 0
    file = tmp_path / "weak.txt"
    file.write_text(text, encoding="utf-8")
    done = run(
        "password", "set", "--sheet", tmp_path / "s.pdf", "--new-password-file", file,
        "--workspace", folder,
    )  # fmt: skip
    assert done.code == 3
    assert not protection.is_protected(folder)
    assert not (tmp_path / "s.pdf").exists()


def test_a_folder_without_a_workspace_is_told(run: Run, folder: Path, tmp_path: Path) -> None:
    done = run("password", "set", "--sheet", tmp_path / "s.pdf", "--workspace", folder)
    assert done.code == 2
    assert not folder.exists()
