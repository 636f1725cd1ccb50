"""The shell: first start, projects, importing, the rail, and what happens when something breaks."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

from grantee_app.exchange import copy_with_new_ids, write_project_file
from grantee_app.records import Bilingual
from grantee_app.store.texts import RecordPlace
from grantee_app.workspace import Workspace, read_sample
from tests.ui.conftest import WAIT_MS
from ui.main_window import MainWindow
from ui.mistakes import tell_mistake
from ui.screen_language import ScreenLanguage
from ui.widgets.wrapped_button import WrappedButton


def rename_project(title: str):
    content = copy_with_new_ids(read_sample())
    project = content.project.model_copy(update={"title": Bilingual(kk=title, ru=title)})
    return content.model_copy(update={"project": project})


def test_an_empty_workspace_offers_the_sample(open_window, empty_workspace: Workspace) -> None:
    window = open_window(empty_workspace)
    assert window.report_page is None
    QTest.mouseClick(window.first_page.sample_button, Qt.MouseButton.LeftButton)
    assert len(empty_workspace.list_projects()) == 1
    assert window.report_page is not None
    assert "Қоғамдық бақылау" in window.windowTitle()


def test_a_project_file_is_brought_in(
    open_window, empty_workspace: Workspace, tmp_path: Path, qtbot
) -> None:
    window = open_window(empty_workspace)
    path = tmp_path / "жоба.json"
    write_project_file(rename_project("Жаңа жоба"), path)
    window.deeds.read_project(path)
    qtbot.waitUntil(lambda: window.report_page is not None, timeout=WAIT_MS)
    assert window.windowTitle().startswith("Жаңа жоба")


def test_a_bad_file_is_one_sentence_and_changes_nothing(
    open_window, empty_workspace: Workspace, tmp_path: Path, qtbot
) -> None:
    window = open_window(empty_workspace)
    path = tmp_path / "бөтен.json"
    path.write_text("{", encoding="utf-8")
    window.deeds.read_project(path)
    qtbot.waitUntil(
        lambda: (
            "бөтен.json" in window.notice().accessibleName() and not window.notice()._is_running
        ),
        timeout=WAIT_MS,
    )
    assert empty_workspace.list_projects() == []
    assert window.report_page is None


def test_several_projects_can_be_switched(open_window, workspace: Workspace) -> None:
    content = rename_project("Екінші жоба")
    workspace.save_project(content)
    window = open_window(workspace)
    first = window.view.project_id
    other = next(p.id for p in workspace.list_projects() if p.id != first)
    window.side._open_menu()
    titles = [action.text() for action in window.side._menu.actions()]
    assert sum(title == "Екінші жоба" for title in titles) == 1
    action = next(a for a in window.side._menu.actions() if a.isCheckable() and not a.isChecked())
    action.trigger()
    assert window.view.project_id == other
    window.side._menu.close()
    window.close()


def test_the_last_project_and_place_are_remembered(
    open_window, workspace: Workspace, memory: QSettings
) -> None:
    window = open_window(workspace)
    window.report_page.sections.choose("partners")
    window.close()
    again = open_window(workspace)
    assert again.report_page.sections.current() == "partners"
    assert memory.value("window/geometry")


def test_a_narrow_window_folds_the_side_bar(window: MainWindow) -> None:
    assert not window.side.is_rail()
    window.resize(911, 512)
    assert window.side.is_rail()
    title = window.side.findChild(WrappedButton)
    assert not title.isVisible()
    QTest.mouseClick(window.side._menu_button, Qt.MouseButton.LeftButton)
    assert not window.side.is_rail()
    assert title.isVisible()
    window.resize(1366, 768)
    assert not window.side.is_rail()
    assert not window.side._menu_button.isVisible()


def test_what_is_pressed_is_big_enough(window: MainWindow) -> None:
    from PySide6.QtWidgets import QAbstractButton, QLineEdit

    for size in ((1366, 768), (911, 512)):
        window.resize(*size)
        for section in window.report_page._sections:
            window.report_page.sections.choose(section.id)
            window.report_page.catch_up()
            for widget in window.findChildren(QAbstractButton) + window.findChildren(QLineEdit):
                if widget.isVisible():
                    assert min(widget.width(), widget.height()) >= 32, widget.accessibleName()


def test_everything_pressed_or_typed_into_has_a_name(window: MainWindow) -> None:
    from PySide6.QtWidgets import QAbstractButton, QLineEdit, QTextEdit

    for section in window.report_page._sections:
        window.report_page.sections.choose(section.id)
        window.report_page.catch_up()
        for kind in (QAbstractButton, QLineEdit, QTextEdit):
            for widget in window.findChildren(kind):
                if widget.isVisible():
                    assert widget.accessibleName() or widget.text()  # type: ignore[attr-defined]


def test_a_mistake_of_ours_is_a_sentence(window: MainWindow, words: ScreenLanguage) -> None:
    from ui.last_words import watch_errors

    before = sys.excepthook
    end = watch_errors(partial(tell_mistake, window, words))
    try:
        sys.excepthook(ValueError, ValueError("ішкі қате"), None)
    finally:
        end()
    assert sys.excepthook is before
    said = window.notice().accessibleName()
    assert "Бастаманың өзінде қате болды" in said
    assert "ValueError" not in said


END_SCRIPT = """
import os, signal, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from grantee_app.settings import load_settings
from tests.ui.typing import type_text
from ui.app import Start
from ui.editors.long_text import LongText

app = QApplication([])
start = Start(app, load_settings(), is_sample=False)

def type_and_die():
    editor = start.window.view.open_step("report").findChild(LongText)
    editor.setFocus()
    type_text(editor, "Соңғы сөз ")
    os.kill(os.getpid(), signal.SIGTERM)

start.window.ready.connect(lambda: QTimer.singleShot(600, type_and_die))
start.window.show()
code = app.exec()
start.clear_up()
sys.exit(code)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows ends processes without a word")
def test_a_terminated_process_has_saved(workspace: Workspace, tmp_path: Path) -> None:
    project = workspace.list_projects()[0].id
    workspace.close()
    settings = {"language": "kk", "workspace": str(tmp_path / "workspace")}
    (tmp_path / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", END_SCRIPT],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, [str(Path.cwd()), *sys.path])),
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode in (0, -signal.SIGTERM), done.stderr
    with Workspace.open(tmp_path / "workspace") as again:
        content = again.load_project(project)
        texts = [answer.value for answer in content.project.answers if answer.language == "kk"]
        assert any(text.startswith("Соңғы сөз ") for text in texts)
        assert again.read_text(RecordPlace("project", project, "goal"), "kk")
