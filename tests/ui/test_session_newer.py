"""A workspace of a newer Bastama: shown for reading, with a sentence, and the report is made."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from grantee_app.workspace import DATABASE_NAME, Workspace, read_sample
from tests.ui.conftest import WAIT_MS
from tests.ui.test_session import Begin, alone, begin, folder  # noqa: F401 (fixtures)
from ui.pages.message_page import MessagePage
from ui.widgets.standing_strip import StandingStrip


def make_newer(folder: Path, *statements: str) -> bytes:  # noqa: F811
    with closing(sqlite3.connect(folder / DATABASE_NAME)) as db:
        for statement in (
            *statements,
            (
                "INSERT INTO _sqlite_migrations(migration_set, name, applied_at) "
                "VALUES ('bastama', 'm9000_next', '2030-01-01')"
            ),
        ):
            db.execute(statement)
        db.commit()
    return (folder / DATABASE_NAME).read_bytes()


def find_strip(window: QWidget) -> StandingStrip:
    """The strip about the newer Bastama; one about the sample may stand beside it."""
    return next(
        strip
        for strip in window.findChildren(StandingStrip)
        if "нұсқасында" in strip.accessibleName()
    )


def test_a_newer_workspace_is_shown_for_reading(
    begin: Begin,  # noqa: F811
    folder: Path,  # noqa: F811
    qtbot,
    words,
) -> None:
    before = make_newer(folder, "ALTER TABLE winner ADD COLUMN note TEXT")
    session = begin(folder)
    window = session._window
    assert session.workspace.is_read_only
    strip = find_strip(window)
    assert "Бастаманың жаңарақ нұсқасында сақталған" in strip.accessibleName()
    words.switch("ru")
    assert "обновите Бастаму" in strip.accessibleName()
    page = window.report_page
    qtbot.waitUntil(lambda: page.preview.view.page_count() > 10, timeout=WAIT_MS)
    assert session.keeper is None
    assert (folder / DATABASE_NAME).read_bytes() == before


def test_another_folder_is_opened_from_there(
    begin: Begin,  # noqa: F811
    folder: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_newer(folder)
    other = tmp_path / "other"
    with Workspace.open(other) as workspace:
        workspace.save_project(read_sample())
    session = begin(folder)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(other))
    strip = find_strip(session._window)
    strip.button.click()
    assert session.workspace.path == other / DATABASE_NAME
    assert not session.workspace.is_read_only


def test_one_that_cannot_be_read_is_met_with_a_sentence(
    begin: Begin,  # noqa: F811
    folder: Path,  # noqa: F811
) -> None:
    before = make_newer(folder, "DROP TABLE winner")
    session = begin(folder)
    page = alone(session)
    assert isinstance(page, MessagePage)
    assert session.workspace is None
    assert "бұл нұсқа оны оқи алмайды" in page.sentence()
    assert len(page.buttons) == 3
    assert (folder / DATABASE_NAME).read_bytes() == before
