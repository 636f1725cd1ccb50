"""Several workspaces: another folder, those opened lately, a backup that lies anywhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from grantee_app.records import Bilingual, Organization
from grantee_app.workspace import Workspace
from tests.ui.conftest import WAIT_MS, settle
from tests.ui.test_session import Begin, begin, folder, wait_for_backup  # noqa: F401 (fixtures)
from tests.ui.typing import type_text
from ui.pages.message_page import MessagePage


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
    settle(session._window)
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
    session.folders.open_folder(str(other))
    remembered: list[tuple[str, ...]] = []
    session.folders_changed.connect(remembered.append)
    session._window.side.folders_cleared.emit()
    assert remembered == [(str(other),)]
    assert session._window.side._folders == ()


def test_a_folder_that_is_gone_is_a_sentence(begin: Begin, folder: Path, tmp_path: Path) -> None:  # noqa: F811
    session = begin(folder)
    gone = tmp_path / "флешка" / "жобалар"
    session.folders.open_folder(str(gone))
    said = session._window.notice().accessibleName()
    assert "жобалар" in said
    assert str(tmp_path) not in said
    assert session.folder == folder
    assert session.workspace is not None
    assert not gone.exists()


def test_the_same_folder_again_changes_nothing(begin: Begin, folder: Path) -> None:  # noqa: F811
    session = begin(folder)
    workspace = session.workspace
    session.folders.open_folder(str(folder))
    assert session.workspace is workspace


def test_a_backup_on_a_flash_drive_begins_an_empty_workspace(
    begin: Begin,  # noqa: F811
    folder: Path,  # noqa: F811
    tmp_path: Path,
    qtbot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = begin(folder)
    wait_for_backup(first, qtbot)
    carried = tmp_path / "флешка"
    carried.mkdir()
    shutil.copy(next((folder / "backups").glob("*.sqlite3")), carried)
    titles = [project.title for project in first.workspace.list_projects()]
    first.close()
    session = begin(tmp_path / "жаңа")
    assert session._window.first_page is not None
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(carried))
    session._window.first_page.backup_wanted.emit()
    page = session._window._over.page
    qtbot.waitUntil(lambda: page.list.count() == 1, timeout=WAIT_MS)
    page.list.setCurrentRow(0)
    QTest.mouseClick(page.card.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: (
            session.workspace is not None
            and [project.title for project in session.workspace.list_projects()] == titles
        ),
        timeout=WAIT_MS,
    )
    assert session.folder == tmp_path / "жаңа"
    assert session._window.view is not None


def test_a_known_folder_without_its_projects_is_not_begun_anew(
    begin: Begin,  # noqa: F811
    folder: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    moved = tmp_path / "moved"
    folder.rename(moved)
    # A drive that is not connected leaves its empty folder, or nothing at all.
    folder.mkdir()
    session = begin(folder, folders=(str(folder),))
    page = session._window.centralWidget()
    assert isinstance(page, MessagePage)
    assert session.workspace is None
    assert list(folder.iterdir()) == []
    folder.rmdir()
    moved.rename(folder)
    page.buttons[0].click()
    assert session.workspace is not None
    assert session.workspace.list_projects()
    session.release()
    shutil.rmtree(folder)
    session.begin()
    assert session.workspace is None
    assert not folder.exists()
    page = session._window.centralWidget()
    page.buttons[2].click()
    assert session.workspace.list_projects() == []
