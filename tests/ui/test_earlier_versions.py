"""Earlier versions of a text, and what changed since: looked at, gone to, brought back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QPushButton

from grantee_app.store.safety.backup import Reason
from grantee_app.workspace import Workspace, read_sample
from tests.ui.conftest import WAIT_MS
from tests.ui.test_report_page import find_field, type_at_end
from tests.ui.test_session import Begin, begin, folder  # noqa: F401 (fixtures)
from ui.earlier_versions import ACTION_NAME
from ui.pages.backups_page import BackupsPage
from ui.pages.changes_page import ChangesPage
from ui.session import Session
from ui.widgets.versions_panel import VersionsPanel
from ui.word_difference import MOST_PIECES, Fate, compare_words

# ---------------------------------------------------------------------- words


def test_words_that_come_and_go_are_told_apart() -> None:
    told = list(compare_words("бір екі үш", "бір төрт үш"))
    assert told == [
        (Fate.STAYS, "бір "),
        (Fate.GOES, "екі"),
        (Fate.COMES, "төрт"),
        (Fate.STAYS, " үш"),
    ]


@pytest.mark.parametrize(
    ("before", "after"), [("", ""), ("а б", ""), ("", "а\n\nб"), ("а  б", "а б в"), ("в " * 9, "в")]
)
def test_both_texts_can_be_read_from_the_difference(before: str, after: str) -> None:
    told = list(compare_words(before, after))
    assert "".join(words for fate, words in told if fate != Fate.COMES) == before
    assert "".join(words for fate, words in told if fate != Fate.GOES) == after


def test_two_books_are_not_compared_word_by_word() -> None:
    book = "сөз " * MOST_PIECES
    assert [fate for fate, _ in compare_words(book, book + "тағы")] == [Fate.GOES, Fate.COMES]


# ---------------------------------------------------------------------- a text


def open_versions(session: Session, field) -> VersionsPanel:
    window = session._window
    field.editor.setFocus()
    field._tools["clock"].click()
    panels = window.findChildren(VersionsPanel)
    assert len(panels) == 1
    return panels[0]


def test_a_text_is_brought_back_as_one_step(
    begin: Begin,  # noqa: F811
    folder,  # noqa: F811
    words,
) -> None:
    session = begin(folder)
    window, workspace = session._window, session.workspace
    field = find_field(window.report_page, "goal", "goal_evidence")
    before = field.value()
    type_at_end(field, " артық сөз")
    panel = open_versions(session, field)
    # What was typed just now was written first, so that it is what stands.
    assert panel.chosen().text == before
    shown = panel.view.toPlainText()
    assert "− артық сөз" in shown
    assert panel.list.count() == 1
    words.switch("ru")
    assert panel.windowTitle() == "Прежние версии"
    panel.bring_button.click()
    place, language = field.kept_place()
    assert workspace.read_text(place, language) == before
    assert find_field(window.report_page, "goal", "goal_evidence").value() == before
    workspace.undo()
    assert "артық сөз" in workspace.read_text(place, language)


def test_the_menu_of_a_text_leads_there_too(begin: Begin, folder) -> None:  # noqa: F811
    session = begin(folder)
    window = session._window
    field = find_field(window.report_page, "goal", "goal_evidence")
    field.editor.setFocus()
    menu = window.undoing.make_menu(field.editor)
    last = menu.actions()[-1]
    assert last.text() == "Бұрынғы нұсқалар…"
    last.trigger()
    assert window.findChildren(VersionsPanel)


def test_a_text_without_versions_says_so(begin: Begin, folder) -> None:  # noqa: F811
    session = begin(folder)
    panel = open_versions(session, find_field(session._window.report_page, "goal", "goal_evidence"))
    assert panel.chosen() is None
    assert panel.bring_button.isHidden()


def test_the_action_goes_with_the_workspace(begin: Begin, folder) -> None:  # noqa: F811
    session = begin(folder)
    window = session._window
    assert [a for a in window.actions() if a.objectName() == ACTION_NAME]
    session.release()
    assert not [a for a in window.actions() if a.objectName() == ACTION_NAME]
    assert isinstance(QAction(window), QAction)


# ---------------------------------------------------------------------- what changed


def show_changes(session: Session) -> ChangesPage:
    session.over.show_backups()
    page = session._window.findChild(BackupsPage)
    page.changes_button.click()
    return session._window.findChild(ChangesPage)


def read_item(page: ChangesPage, row: int) -> str:
    return page.list.itemWidget(page.list.item(row)).accessibleName()


def find_way(page: ChangesPage, words: str) -> QPushButton:
    return next(button for button in page.card.findChildren(QPushButton) if button.text() == words)


def test_what_changed_leads_to_its_text(begin: Begin, folder, words) -> None:  # noqa: F811
    session = begin(folder)
    field = find_field(session._window.report_page, "goal", "goal_evidence")
    type_at_end(field, " сөз")
    page = show_changes(session)
    assert "нысанның мәтіні" in read_item(page, 0)
    assert page.list.count() == 2  # typed now, and the project brought in
    words.switch("ru")
    assert "текст формы" in read_item(page, 0)
    assert "Проект" in read_item(page, 1)
    find_way(page, "Перейти туда").click()
    assert not session._window.is_over()


def test_a_removed_record_is_brought_back(begin: Begin, folder) -> None:  # noqa: F811
    session = begin(folder)
    workspace = session.workspace
    expense = workspace.load_project(workspace.list_projects()[0].id).project.expenses[0]
    with workspace.change():
        workspace.db.execute("DELETE FROM expense WHERE id = ?", [expense.id])
    page = show_changes(session)
    assert expense.title.kk in " ".join(
        label.text() for label in page.card.findChildren(type(page._title))
    )
    find_way(page, "Бұрынғы қалпына қайтару").click()
    found = workspace.load_project(workspace.list_projects()[0].id).project.expenses
    assert expense in found
    assert page.list.count() == 3
    page.left.emit()
    assert session._window.findChild(BackupsPage) is not None


def test_the_span_is_chosen(begin: Begin, folder) -> None:  # noqa: F811
    session = begin(folder)
    page = show_changes(session)
    session.workspace.db.execute("UPDATE change_set SET made_at = '2020-01-01T00:00:00.000+00:00'")
    page.show_since("week")
    assert page.list.count() == 0
    assert not page._empty.isHidden()
    assert page.card.isHidden()


# ---------------------------------------------------------------------- from another folder


def test_a_backup_of_another_laptop_is_restored(
    begin: Begin,  # noqa: F811
    folder,  # noqa: F811
    tmp_path,
    qtbot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = tmp_path / "flash" / "from another laptop"
    with Workspace.open(other) as workspace:
        sample = read_sample()
        title = sample.project.title.model_copy(update={"kk": "Көрші ұйымның жобасы"})
        project = sample.project.model_copy(update={"title": title})
        workspace.save_project(sample.model_copy(update={"project": project}))
        workspace.backups.make(Reason.BY_HAND)
    session = begin(folder)
    session.over.show_backups()
    page = session._window.findChild(BackupsPage)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "flash"))
    page.elsewhere_button.click()
    qtbot.waitUntil(lambda: page.list.count() == 1, timeout=WAIT_MS)
    assert page.list.chosen().path.parent == other / "backups"
    assert "Көрші ұйымның жобасы" in page.card._contents.text()
    page.own_button.click()
    qtbot.waitUntil(
        lambda: page.list.chosen() is None or other not in page.list.chosen().path.parents
    )
    page.look_into(tmp_path / "flash")
    qtbot.waitUntil(lambda: page.list.count() == 1, timeout=WAIT_MS)
    page.card.button.click()
    qtbot.waitUntil(lambda: session.workspace is not None, timeout=WAIT_MS)
    assert session.workspace.list_projects()[0].title.kk == "Көрші ұйымның жобасы"
    assert (
        datetime.now(UTC)
        > session.workspace.changes_since(datetime(2000, 1, 1, tzinfo=UTC))[-1].made_at
    )


def test_a_folder_without_backups_says_so(begin: Begin, folder, tmp_path, qtbot) -> None:  # noqa: F811
    session = begin(folder)
    session.over.show_backups()
    page = session._window.findChild(BackupsPage)
    (tmp_path / "empty place").mkdir()
    page.look_into(tmp_path / "empty place")
    qtbot.waitUntil(lambda: not page._empty.isHidden(), timeout=WAIT_MS)
    assert "көшірме жоқ" in page._empty.text()
