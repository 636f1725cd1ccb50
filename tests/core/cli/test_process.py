"""The command line as a process: streams, exit codes, and what it never loads."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from grantee_app.exchange import format_project, format_schema
from grantee_app.workspace import read_sample

ROOT = Path(__file__).parents[3]


def start(
    tmp_path: Path, *words: str | Path, stdout: int | IO[bytes] = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    # As on a Windows of Kazakhstan: a stream that is no console speaks the old code page.
    environment = {
        **os.environ,
        "PYTHONIOENCODING": "cp1251",
        "PYTHONUTF8": "0",
        "LC_ALL": "C.UTF-8",
        "BASTAMA_SETTINGS": str(tmp_path / "none.json"),
    }
    environment.pop("BASTAMA_DEBUG", None)
    return subprocess.run(
        [sys.executable, ROOT / "main.py", *words],
        stdout=stdout,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=environment,
        check=False,
    )


def test_way_through_all_commands(tmp_path: Path) -> None:
    folder = tmp_path / "Біздің жұмыс қалтасы"
    taken = start(tmp_path, "import", "sample", "--workspace", folder)
    assert (taken.returncode, taken.stderr) == (0, b"")
    listed = start(tmp_path, "projects", "--workspace", folder)
    assert "Қоғамдық бақылау: ауылдан бастаймыз" in listed.stdout.decode("utf-8")
    exported = start(tmp_path, "export", "Қоғамдық", "-", "--workspace", folder)
    assert exported.stdout == format_project(read_sample())
    assert start(tmp_path, "schema").stdout == format_schema()
    found = start(tmp_path, "check", "Қоғамдық", "--json", "--workspace", folder)
    assert found.returncode == 0
    assert json.loads(found.stdout.decode("utf-8"))
    report = start(
        tmp_path, "report", "Қоғамдық", "--lang", "ru", "--out", "Есеп.pdf", "--workspace", folder
    )
    assert report.returncode == 0
    assert report.stdout.decode("utf-8").startswith("Есеп.pdf")
    assert (tmp_path / "Есеп.pdf").read_bytes().startswith(b"%PDF-")
    lost = start(tmp_path, "import", "жоқ файл.json", "--workspace", folder)
    assert lost.returncode == 3
    assert lost.stderr.decode("utf-8").splitlines() == [
        "жоқ файл.json файлы жоқ: атауы мен қалтасын тексеріңіз."
    ]


def test_nothing_heavy_is_loaded_for_help_and_no_window_ever(tmp_path: Path) -> None:
    loads = """
import sys
from grantee_app.cli import main
code = main(sys.argv[1:])
sys.stderr.write(" ".join(sys.modules))
sys.exit(code)
"""

    def list_modules(*words: str) -> set[str]:
        done = subprocess.run(
            [sys.executable, "-c", loads, *words],
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=True,
        )
        return {name.partition(".")[0] for name in done.stderr.decode().split()}

    heavy = {"pydantic", "sqlite_utils", "reportlab", "PIL", "PySide6"}
    assert not list_modules("report", "--help") & heavy
    assert not list_modules("projects", "--workspace", str(_make_workspace(tmp_path))) & {
        "reportlab",
        "PIL",
        "PySide6",
    }
    report = list_modules("report", "sample", "--lang", "kk", "--out", "x.pdf")
    assert "reportlab" in report
    assert "PySide6" not in report


def _make_workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "ws"
    assert start(tmp_path, "import", "sample", "--workspace", folder).returncode == 0
    return folder


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_full_disk_behind_standard_output(tmp_path: Path) -> None:
    for words in (["schema"], ["check", "sample"], ["export", "sample", "-"]):
        with Path("/dev/full").open("wb") as full:
            done = start(tmp_path, *words, stdout=full)
        assert done.returncode == 5
        assert done.stderr.decode("utf-8").splitlines() == [
            "Нәтижені шығару мүмкін болмады: диск толған немесе шығыс жабық."
        ]


@pytest.mark.skipif(os.name == "nt", reason="pipes close otherwise there")
def test_reader_that_has_seen_enough(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = start(tmp_path, "schema", stdout=closed)
    assert (done.returncode, done.stderr) == (5, b"")
