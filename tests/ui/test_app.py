"""The start: what is opened, what is remembered, and what happens when nothing can be opened."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from grantee_app.settings import Settings, load_settings
from tests.ui.conftest import WAIT_MS
from ui.app import Start
from ui.pages.message_page import MessagePage
from ui.preloading import Preloading
from ui.turn_watch import TurnWatch


@pytest.fixture
def begin(qapp: QApplication) -> Iterator[Callable[..., Start]]:
    begun: list[Start] = []

    def begin_with(settings: Settings, *, is_sample: bool) -> Start:
        start = Start(qapp, settings, is_sample=is_sample)
        begun.append(start)
        start.window.show()
        return start

    yield begin_with
    for start in begun:
        start.window.close()
        start.clear_up()
        start.deleteLater()
    QApplication.processEvents()


def test_the_sample_is_a_copy_that_goes_with_the_window(begin, qtbot) -> None:
    start = begin(Settings(), is_sample=True)
    with qtbot.waitSignal(start.window.ready, timeout=WAIT_MS):
        pass
    folder = start.workspace.path.parent
    assert folder.is_dir()
    assert start.window.view is not None
    assert start.window.view.step() == "home"
    assert not gc.isenabled()
    start.window.close()
    start.clear_up()
    assert not folder.exists()
    assert gc.isenabled()


def test_the_workspace_of_the_settings_is_opened(begin, qtbot, tmp_path: Path) -> None:
    start = begin(Settings("ru", str(tmp_path / "менің қалтам")), is_sample=False)
    with qtbot.waitSignal(start.window.ready, timeout=WAIT_MS):
        pass
    assert start.workspace.path.parent == tmp_path / "менің қалтам"
    assert start.window.first_page is not None
    assert start.words.code == "ru"


def test_the_language_of_the_screen_is_remembered(begin, qtbot, tmp_path: Path) -> None:
    start = begin(Settings("kk", str(tmp_path / "workspace")), is_sample=False)
    with qtbot.waitSignal(start.window.ready, timeout=WAIT_MS):
        pass
    start.window.switch_language("ru")
    assert load_settings().language == "ru"
    assert load_settings().workspace == str(tmp_path / "workspace")


def test_a_place_that_cannot_be_opened_is_a_page(begin, qtbot, tmp_path: Path) -> None:
    (tmp_path / "файл").write_text(json.dumps({}), encoding="utf-8")
    start = begin(Settings("kk", str(tmp_path / "файл")), is_sample=False)
    with qtbot.waitSignal(start.window.ready, timeout=WAIT_MS):
        pass
    page = start.window.centralWidget()
    assert isinstance(page, MessagePage)
    assert start.workspace is None
    assert "файл" in page.sentence()
    assert "Error" not in page.sentence()


def test_another_folder_and_a_second_place_are_remembered(begin, qtbot, tmp_path: Path) -> None:
    start = begin(Settings("kk", str(tmp_path / "workspace")), is_sample=False)
    with qtbot.waitSignal(start.window.ready, timeout=WAIT_MS):
        pass
    start.session.folder_chosen.emit("басқа")
    start.session.second_chosen.emit("флешка")
    assert load_settings().workspace == "басқа"
    assert load_settings().second_place == "флешка"


def test_whoever_is_quick_waits_for_modules_in_turns(begin, qtbot) -> None:
    start = begin(Settings(), is_sample=True)
    with qtbot.waitSignal(start.window.ready, timeout=WAIT_MS):
        assert Preloading.current is None
    assert Preloading.current is start._preloading
    assert TurnWatch.current is start._turns
    assert not start._is_settled


def test_a_start_settles_in_pieces(begin, qtbot) -> None:
    start = begin(Settings(), is_sample=True)
    with qtbot.waitSignal(start.window.ready, timeout=WAIT_MS):
        pass
    start._settle()
    assert start.session.watch is None
    # Its modules and those of the pages are not loaded by two threads at once.
    assert not start._preloading._is_begun
    qtbot.waitUntil(lambda: start.session.watch is not None, timeout=WAIT_MS)
    assert start._settling_in.is_over()
    assert start._preloading._is_begun


def test_nothing_settles_after_the_end(begin, qtbot) -> None:
    start = begin(Settings(), is_sample=True)
    with qtbot.waitSignal(start.window.ready, timeout=WAIT_MS):
        pass
    start.window.close()
    start.clear_up()
    # As a page does that is shown while the last backup is waited for.
    start.window.ready.emit()
    assert not start._settling.isActive()
    assert Preloading.current is None
    assert TurnWatch.current is None
