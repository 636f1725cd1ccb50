"""What was counted is large and kept once, however many pages there are."""

from __future__ import annotations

import gc

from grantee_app.checks.state import ProjectState
from tests.ui.conftest import WAIT_MS
from ui.main_window import MainWindow
from ui.places import ALL_STEPS


def count_states() -> int:
    gc.collect()
    return sum(isinstance(found, ProjectState) for found in gc.get_objects())


def test_no_page_keeps_an_old_state(window: MainWindow, workspace, qtbot) -> None:
    view = window.view
    assert view is not None
    qtbot.waitUntil(lambda: view.watch.state is not None, timeout=WAIT_MS)
    before = view.watch.state
    for step in ALL_STEPS:
        # Each page is told what was counted after another change.
        view.open_step(step)
        with workspace.change("test"):
            workspace.db.execute("UPDATE project SET ends_on = date(ends_on, '+1 day')")
        qtbot.waitUntil(lambda seen=before: view.watch.state is not seen, timeout=WAIT_MS)
        before = view.watch.state
    # A count that is just being handed over is a second one for a moment.
    qtbot.waitUntil(lambda: count_states() == 1, timeout=WAIT_MS)
