"""The window used by a script on a project of a thousand activities: every page, gaps recorded.

How long the gaps were is told by the benchmark, on a machine that has nothing else to do.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings

from grantee_app.workspace import Workspace
from tests.benchmarks.conftest import BENCHMARKS

ROUND_MS = 240_000


@pytest.fixture
def crowded(empty_workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    monkeypatch.syspath_prepend(str(BENCHMARKS / "processes"))
    from crowded_project import make_crowded_project

    empty_workspace.save_project(make_crowded_project())
    return empty_workspace


def test_a_round_of_use_visits_every_page_and_records_its_gaps(
    qtbot, open_window, crowded: Workspace, memory: QSettings
) -> None:
    from using import Use

    memory.setValue("window/step", "home")
    window = open_window(crowded)
    with qtbot.waitSignal(window.ready, timeout=ROUND_MS):
        pass
    use = Use(window, 0, letters="Ауыл ")
    with qtbot.waitSignal(use.ended, timeout=ROUND_MS):
        pass
    assert use.visited == set(window.side.steps)
    assert use.steps_taken > 100
    # Every gap is known by what was being done in it, and none is longer than the longest.
    assert all(gap.doing for gap in use.recorder.gaps)
    assert use.recorder.longest >= max((gap.seconds for gap in use.recorder.gaps), default=0.0)
    view = window.view
    assert view is not None
    for step in use.visited:
        page = view.find_page(step)
        assert page is not None
    assert crowded.db.execute("SELECT count(*) FROM activity").fetchone()[0] == 1000
