"""Partners and winners: typed, pasted, moved and taken away where the report is written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from grantee_app.checks.finding import Finding
from grantee_app.language.message import message
from grantee_app.records import Bilingual, Partner
from grantee_app.store.editing import Parent
from grantee_app.workspace import Workspace
from tests.core.report.reading import read_pdf
from tests.ui.conftest import WAIT_MS
from tests.ui.typing import paste, type_text
from ui.main_window import MainWindow
from ui.pages.report.record_table import RecordTable
from ui.pages.report_page import ReportPage
from ui.widgets.finding_card import FindingCard

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
TYPED = "Ақжайық ауылдық кітапханасы"


def find_table(page: ReportPage, section: str = "partners") -> RecordTable:
    page.sections.choose(section)
    page.catch_up()
    editor = page._editor()
    editor._grow(len(editor.entries))
    table = editor.findChild(RecordTable)
    table.editor.finish()
    return table


def cell(table: RecordTable, row: int, column: int = 0) -> QWidget:
    found = table.editor.rows[row].cells[column].focus_target()
    found.setFocus()
    return found


def read_names(workspace: Workspace, table: str = "partner", code: str = "kk") -> list[str]:
    owner = Parent("project", workspace.list_projects()[0].id)
    records = workspace.records
    return [
        records.read_row(table, found)[f"name_{code}"] for found in records.list_ids(table, owner)
    ]


def read_shown(page: ReportPage) -> str:
    report = page.preview.report()
    return read_pdf(report.data).text if report else ""


def test_a_partner_that_is_typed_is_printed(page: ReportPage, workspace: Workspace, qtbot) -> None:
    table = find_table(page)
    assert read_names(workspace) == [
        "«Құқық көпірі» қоғамдық қоры",
        "«Ашық ауыл» қоғамдық бірлестігі",
    ]
    assert table.offer.isHidden()
    assert not table.offer.text()
    widget = cell(table, 2)
    type_text(widget, TYPED)
    assert len(table.editor.rows) == 4
    # Enter leads through the cells of the row.
    for said in ("залды тегін берді", "+7 700 000 00 09", "жаңа"):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        type_text(QApplication.focusWidget(), said)
    page.sections.setFocus()
    assert read_names(workspace)[2] == TYPED
    project = workspace.load_project(page.desk.project_id).project
    added = project.partners[2]
    assert (added.role.kk, added.contacts.kk, added.note.kk) == (
        "залды тегін берді",
        "+7 700 000 00 09",
        "жаңа",
    )
    qtbot.waitUntil(lambda: TYPED in read_shown(page), timeout=WAIT_MS)


def test_the_other_language_is_marked_until_it_is_written(
    page: ReportPage, workspace: Workspace, qtbot
) -> None:
    table = find_table(page)
    buttons = table.switch._buttons
    assert "○" not in buttons["ru"].text()
    type_text(cell(table, 2), TYPED)
    qtbot.waitUntil(lambda: "○" in buttons["ru"].text(), timeout=WAIT_MS)
    assert buttons["ru"].accessibleName().startswith("Русский, ")
    QTest.mouseClick(buttons["ru"], Qt.MouseButton.LeftButton)
    assert page.document_language() == "ru"
    assert table.editor.rows[0].cells[0].value() == "Общественный фонд «Құқық көпірі»"
    # Half-typed Kazakh is on disk, and the cell of the other language is empty.
    assert read_names(workspace)[2] == TYPED
    assert table.editor.rows[2].cells[0].value() == ""
    type_text(cell(table, 2), "Библиотека")
    page.sections.setFocus()
    assert read_names(workspace, code="ru")[2] == "Библиотека"
    assert read_names(workspace)[2] == TYPED
    qtbot.waitUntil(lambda: "○" not in buttons["kk"].text() + buttons["ru"].text(), timeout=WAIT_MS)


def test_words_and_names_follow_the_screen(page: ReportPage, window: MainWindow) -> None:
    table = find_table(page)
    widget = cell(table, 1, 1)
    type_text(widget, "ә")
    for code, name, new in (
        ("ru", "Партнеры социального проекта: Роль в проекте, строка 2", "Новый партнёр"),
        ("kk", "Әлеуметтік жобаның серіктестері: Жобадағы рөлі, 2-жол", "Жаңа серіктес"),
    ):
        window.switch_language(code)
        assert widget.accessibleName() == name
        assert table.editor.rows[-1].number.text() == new == table.editor.buttons["add"].text()
        # The document keeps its language and what was typed.
        assert table.editor.rows[1].cells[1].value().startswith("ә")


def test_rows_come_back_and_are_shown(
    page: ReportPage, window: MainWindow, workspace: Workspace
) -> None:
    table = find_table(page)
    before = read_names(workspace)
    QTest.keyClick(cell(table, 1), Qt.Key.Key_Up, ALT)
    assert read_names(workspace) == before[::-1]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete, ALT)
    assert read_names(workspace) == before[:1]
    page.sections.choose("goal")
    page.catch_up()
    assert window.undoing.undo()
    assert read_names(workspace) == before[::-1]
    # Undo leads to what it brought back.
    assert page.sections.current() == "partners"
    assert table.editor.rows[0].isAncestorOf(QApplication.focusWidget())
    window.open_step("home")
    assert window.undoing.undo()
    assert read_names(workspace) == before
    assert window.view.step() == "report"
    assert [row.cells[0].value() for row in table.editor.rows] == [*before, ""]


def test_typing_that_is_undone_is_shown_in_its_cell(page: ReportPage, window: MainWindow) -> None:
    table = find_table(page)
    type_text(cell(table, 0, 3), " жалғасы")
    page.sections.choose("goal")
    page.catch_up()
    assert window.undoing.undo()
    assert page.sections.current() == "partners"
    assert cell(table, 0, 3).hasFocus()
    assert "жалғасы" not in table.editor.rows[0].cells[3].value()


@pytest.mark.parametrize("is_numbered", [False, True])
def test_the_table_of_a_letter_is_pasted_without_its_head(
    page: ReportPage, workspace: Workspace, is_numbered: bool
) -> None:
    table = find_table(page)
    heads = ["Наименование организации/ФИО партнера", "Роль в проекте", "Контакты", "Примечание"]
    rows = [["Школа", "дала зал", "+7 700 000 00 03", "–"], ["Акимат", "помог", "", "письмо"]]
    if is_numbered:
        heads, rows = ["№", *heads], [[str(n), *row] for n, row in enumerate(rows, 1)]
    written = "".join(
        "<tr>" + "".join(f"<td>{told}</td>" for told in row) + "</tr>" for row in [heads, *rows]
    )
    paste(cell(table, 2), "\n".join("\t".join(row) for row in rows), f"<table>{written}</table>")
    assert read_names(workspace)[2:] == ["Школа", "Акимат"]
    project = workspace.load_project(page.desk.project_id).project
    assert [partner.role.kk for partner in project.partners[2:]] == ["дала зал", "помог"]
    assert [partner.note.kk for partner in project.partners[2:]] == ["–", "письмо"]
    assert table.editor.error.isHidden()


def test_a_finding_stands_under_the_table_and_leads_to_its_row(page: ReportPage) -> None:
    table = find_table(page)
    wanted = table.editor.rows[1].record_id
    finding = Finding("languages.missing", "warning", message("Yes"), f"partners/{wanted}")
    page._editor().set_findings([finding])
    assert table.notes.count() == 1
    assert isinstance(table.notes.itemAt(0).widget(), FindingCard)
    page.sections.setFocus()
    page.export._show_finding(finding)
    assert table.editor.rows[1].isAncestorOf(QApplication.focusWidget())


def test_tab_goes_through_rows_as_they_stand(page: ReportPage) -> None:
    table = find_table(page)
    QTest.keyClick(cell(table, 1), Qt.Key.Key_Up, ALT)
    widget = cell(table, 0, 3)
    QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert table.editor.rows[1].cells[0].focus_target().hasFocus()


def test_tab_goes_from_the_texts_through_the_table_to_the_preview(page: ReportPage) -> None:
    table = find_table(page)
    wanted = [
        *(made.focus_target() for row in table.editor.rows for made in row.cells),
        table.editor.buttons["add"],
    ]
    wanted[0].setFocus()
    met = []
    # Further than the table is long: a loop would come back, a gap would lead past.
    for _press in range(len(wanted) + 6):
        met.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert met[: len(wanted)] == wanted
    assert page.preview.view in met


# ---------------------------------------------------------------------- winners


def test_winners_of_a_contest_are_in_the_section_of_activities(
    page: ReportPage, workspace: Workspace, qtbot
) -> None:
    table = find_table(page, "narrative")
    assert [row.cells[0].value() for row in table.editor.rows[:-1]] == read_names(
        workspace, "winner"
    )
    assert table.offer.isHidden()
    type_text(cell(table, len(table.editor.rows) - 1), "«Жаңа талап» тобы")
    page.sections.setFocus()
    assert read_names(workspace, "winner")[-1] == "«Жаңа талап» тобы"
    qtbot.waitUntil(lambda: "«Жаңа талап» тобы" in read_shown(page), timeout=WAIT_MS)


def test_a_project_without_a_contest_is_asked_for_no_winners(
    page: ReportPage, workspace: Workspace
) -> None:
    owner = Parent("project", page.desk.project_id)
    with workspace.change("x"):
        for found in workspace.records.list_ids("winner", owner):
            workspace.records.remove("winner", found)
    table = find_table(page, "narrative")
    table.refill()
    assert not table.editor.isVisibleTo(page)
    assert table.offer.text() == "Жоба шағын гранттар берді: жеңімпаздарды енгізу"
    QTest.mouseClick(table.offer, Qt.MouseButton.LeftButton)
    assert table.editor.rows[0].cells[0].focus_target().hasFocus()
    type_text(QApplication.focusWidget(), "«Бастау» тобы")
    page.sections.setFocus()
    assert read_names(workspace, "winner") == ["«Бастау» тобы"]


def test_a_row_far_down_is_built_when_something_leads_there(
    page: ReportPage, workspace: Workspace
) -> None:
    owner = Parent("project", page.desk.project_id)
    last = workspace.records.list_ids("winner", owner)[-1]
    page.sections.choose("narrative")
    page.catch_up()
    assert page._editor()._coming
    page._editor().show_record(last)
    assert page._editor().findChild(RecordTable).has_record(last)
    assert QApplication.focusWidget().toPlainText() == read_names(workspace, "winner")[-1]


# ---------------------------------------------------------------------- others' changes, locks


def test_records_that_come_from_elsewhere_appear(page: ReportPage, workspace: Workspace) -> None:
    table = find_table(page)
    partner = Partner(name=Bilingual(kk="Мектеп", ru="Школа"))
    workspace.records.add("partner", Parent("project", page.desk.project_id), partner)
    page.refresh()
    assert [row.cells[0].value() for row in table.editor.rows][2:] == ["Мектеп", ""]


def test_where_nothing_can_be_written_rows_are_only_read(
    open_window: Callable[[Workspace], MainWindow], workspace: Workspace, qtbot
) -> None:
    with workspace.open_reader() as reader:
        window = open_window(reader)
        qtbot.waitUntil(lambda: window.report_page is not None, timeout=WAIT_MS)
        page = window.report_page
        page.turns.finish()
        table = find_table(page)
        assert [bool(row.record_id) for row in table.editor.rows] == [True, True]
        assert not any(button.isVisible() for button in table.editor.buttons.values())
        type_text(cell(table, 0), "ә")
        assert not page.autosave.has_unsaved()
        window.unfurnish()
