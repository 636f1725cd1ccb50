"""What was counted is large and kept once, however many pages there are."""

from __future__ import annotations

import gc
import weakref

from tests.ui.conftest import WAIT_MS
from ui.main_window import MainWindow
from ui.places import ALL_STEPS


def test_no_page_keeps_an_old_state(window: MainWindow, workspace, qtbot) -> None:
    view = window.view
    assert view is not None
    qtbot.waitUntil(lambda: view.watch.state is not None, timeout=WAIT_MS)
    before = view.watch.state
    old: list[weakref.ref] = []
    for step in ALL_STEPS:
        # Each page is told what was counted after another change.
        view.open_step(step)
        with workspace.change("test"):
            workspace.db.execute("UPDATE project SET ends_on = date(ends_on, '+1 day')")
        qtbot.waitUntil(lambda seen=before: view.watch.state is not seen, timeout=WAIT_MS)
        old.append(weakref.ref(before))
        before = view.watch.state
    assert len(old) == len(ALL_STEPS)

    def are_gone() -> bool:
        gc.collect()
        return all(state() is None for state in old)

    # What was just handed over is held by its job for a moment longer.
    qtbot.waitUntil(are_gone, timeout=WAIT_MS)
