"""Several workspaces: another folder, those opened lately, a backup that lies anywhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog

from grantee_app.records import Bilingual, Organization
from grantee_app.store.texts import RecordPlace
from grantee_app.workspace import Workspace
from tests.ui.conftest import WAIT_MS
from tests.ui.test_session import Begin, begin, folder, wait_for_backup  # noqa: F401 (fixtures)
from tests.ui.typing import type_text


@pytest.fixture
def memory(memory: QSettings) -> QSettings:
    memory.setValue("window/step", "organization")
    return memory


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A closed workspace with a project of its own."""
    other = tmp_path / "Аудан жобалары"
    with Workspace.open(other) as workspace:
        organization = Organization(name=Bilingual(kk="«Аудан» ҚБ"))
        workspace.records.add_organization(organization)
        workspace.records.add_project(organization.id, Bilingual(kk="Аудан жобасы"))
    return other


def test_another_folder_is_opened_and_both_are_remembered(
    begin: Begin,  # noqa: F811
    folder: Path,  # noqa: F811
    other: Path,
) -> None:
    session = begin(folder)
    remembered: list[tuple[str, ...]] = []
    chosen: list[str] = []
    session.folders_changed.connect(remembered.append)
    session.folder_chosen.connect(chosen.append)
    page = session._window.view.page()
    head = page.card_of("head").form.editor("head", "kk").focus_target()
    head.setFocus()
    type_text(head, "Ә")
    session._window.side.folder_wanted.emit(str(other))
    assert session.folder == other
    assert session._window.windowTitle().startswith("Аудан жобасы")
    assert remembered[-1] == (str(other), str(folder))
    assert chosen == [str(other)]
    assert session._window.side._folders == (str(folder),)
    # What was half typed went to its own workspace.
    session._window.side.folder_wanted.emit(str(folder))
    content = session.workspace.load_project(session.workspace.list_projects()[0].id)
    assert "Ә" in content.organization.head.kk


def test_the_folders_can_be_forgotten(begin: Begin, folder: Path, other: Path) -> None:  # noqa: F811
    session = begin(folder)
    session.open_folder_of_projects(str(other))
    remembered: list[tuple[str, ...]] = []
    session.folders_changed.connect(remembered.append)
    session._window.side.folders_cleared.emit()
    assert remembered == [(str(other),)]
    assert session._window.side._folders == ()


def test_a_folder_that_is_gone_is_a_sentence(begin: Begin, folder: Path, tmp_path: Path) -> None:  # noqa: F811
    session = begin(folder)
    gone = tmp_path / "флешка" / "жобалар"
    session.open_folder_of_projects(str(gone))
    said = session._window.notice().accessibleName()
    assert "жобалар" in said
    assert str(tmp_path) not in said
    assert session.folder == folder
    assert session.workspace is not None
    assert not gone.exists()


def test_the_same_folder_again_changes_nothing(begin: Begin, folder: Path) -> None:  # noqa: F811
    session = begin(folder)
    workspace = session.workspace
    session.open_folder_of_projects(str(folder))
    assert session.workspace is workspace


def test_a_backup_from_anywhere_is_restored(
    begin: Begin,  # noqa: F811
    folder: Path,  # noqa: F811
    other: Path,
    tmp_path: Path,
    qtbot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = begin(folder)
    wait_for_backup(first, qtbot)
    carried = tmp_path / "флешка"
    carried.mkdir()
    backup = next((folder / "backups").glob("*.sqlite3"))
    shutil.copy(backup, carried)
    titles = [project.title for project in first.workspace.list_projects()]
    first.close()
    session = begin(other)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(carried / backup.name), ""))
    session.choose_backup()
    qtbot.waitUntil(
        lambda: (
            session.workspace is not None
            and [project.title for project in session.workspace.list_projects()] == titles
        ),
        timeout=WAIT_MS,
    )
    assert session.folder == other


def test_a_foreign_file_is_no_backup_and_a_database_opens_where_it_lies(
    begin: Begin,  # noqa: F811
    folder: Path,  # noqa: F811
    other: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = begin(folder)
    foreign = tmp_path / "бөтен.sqlite3"
    foreign.write_bytes(b"")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(foreign), ""))
    session.choose_backup()
    assert "бөтен.sqlite3" in session._window.notice().accessibleName()
    assert session.folder == folder
    database = other / "bastama.sqlite3"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(database), ""))
    session._window.backup_file_wanted.emit()
    assert session.folder == other
    project = session.workspace.list_projects()[0]
    assert session.workspace.read_text(RecordPlace("project", project.id, "title"), "kk") == (
        "Аудан жобасы"
    )
