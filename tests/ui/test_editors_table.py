"""The table of records: typed at its end, pasted from a sheet, moved, taken away, undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from grantee_app.language.message import message
from grantee_app.records import Bilingual, BudgetLine
from grantee_app.store.editing import Parent
from grantee_app.store.failures import FailureKind, say_failure
from grantee_app.store.texts import RecordPlace
from tests.ui.test_record_form import desk, show  # noqa: F401 (fixtures)
from tests.ui.typing import paste, type_text
from ui.desk import Desk
from ui.editors import table_editor
from ui.editors.table_editor import TableColumn, TableEditor
from ui.screen_language import ScreenLanguage
from ui.undoing import Undoing

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def table(desk: Desk, show: Callable[[QWidget], QWidget]) -> TableEditor:  # noqa: F811
    records = desk.workspace.records
    owner = Parent("project", desk.project_id)
    for known in records.list_ids("budget_line", owner):
        records.remove("budget_line", known)
    for title, sum_tenge in (("Жалақы", 900_000), ("Салық", 100_000)):
        records.add(
            "budget_line",
            owner,
            BudgetLine(title=Bilingual(kk=title), grant_tenge=sum_tenge),
        )
    table = TableEditor(
        desk,
        "budget_line",
        owner,
        [
            TableColumn("title", message("Yes"), "kk"),
            TableColumn("quantity", Bilingual(kk="Саны")),
            TableColumn("grant_tenge", Bilingual(kk="Грант")),
            TableColumn("kind", Bilingual(kk="Түрі")),
        ],
        lambda: BudgetLine(title=Bilingual()),
    )
    table.refill()
    show(table)
    return table


def ids(table: TableEditor) -> list[str]:
    return table.desk.workspace.records.list_ids(
        "budget_line", Parent("project", table.desk.project_id)
    )


def titles(table: TableEditor) -> list[str]:
    read = table.desk.workspace.read_text
    return [read(RecordPlace("budget_line", found, "title"), "kk") for found in ids(table)]


def shown(table: TableEditor) -> list[str]:
    return [row.cells[0].value() for row in table.rows]


def cell(table: TableEditor, row: int, column: int) -> QWidget:
    widget = table.rows[row].cells[column].focus_target()
    widget.setFocus()
    return widget


def follow_undo(table: TableEditor) -> Undoing:
    return Undoing(
        table.desk.workspace,
        table,
        save_all=table.desk.autosave.end_step,
        show=lambda _undone, _is_back: table.refill(),
        tell=lambda problem: pytest.fail(str(problem)),
    )


def test_typing_in_the_empty_row_makes_a_record_and_another_empty_row(table: TableEditor) -> None:
    assert shown(table) == ["Жалақы", "Салық", ""]
    widget = cell(table, 2, 0)
    type_text(widget, "Қағаз")
    assert widget.hasFocus()
    assert shown(table) == ["Жалақы", "Салық", "Қағаз", ""]
    QTest.keyClick(widget, Qt.Key.Key_Return)
    type_text(QApplication.focusWidget(), "2,5")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    type_text(QApplication.focusWidget(), "12 мың")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    row = table.desk.workspace.records.read_row("budget_line", ids(table)[2])
    assert (row["title_kk"], row["quantity"], row["grant_tenge"]) == ("Қағаз", 2.5, 12_000)
    money = table.rows[2].cells[2].focus_target()
    assert isinstance(money, QLineEdit)
    assert money.text() == "12\u00a0000"
    assert money.alignment() & Qt.AlignmentFlag.AlignRight
    # The last cell leads to the next row.
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert table.rows[3].cells[0].focus_target().hasFocus()


def test_undo_takes_back_the_typing_and_then_the_row(table: TableEditor) -> None:
    undoing = follow_undo(table)
    widget = cell(table, 2, 0)
    type_text(widget, "Қағаз")
    QTest.keyClick(widget, Qt.Key.Key_Z, CONTROL)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, CONTROL)
    assert titles(table) == ["Жалақы", "Салық"]
    assert shown(table) == ["Жалақы", "Салық", ""]
    assert table.rows[2].cells[0].focus_target().hasFocus()
    assert not table.desk.autosave.has_unsaved()
    undoing.redo()
    undoing.redo()
    assert shown(table) == ["Жалақы", "Салық", "Қағаз", ""]
    undoing.end()


def test_rows_are_moved_and_taken_away_by_keys(table: TableEditor) -> None:
    undoing = follow_undo(table)
    QTest.keyClick(cell(table, 1, 2), Qt.Key.Key_Up, ALT)
    assert titles(table) == ["Салық", "Жалақы"] == shown(table)[:2]
    assert table.rows[0].cells[2].focus_target().hasFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up, ALT)
    assert titles(table) == ["Салық", "Жалақы"]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down, ALT)
    assert titles(table) == ["Жалақы", "Салық"]
    # The empty row is no place to move to.
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down, ALT)
    assert titles(table) == ["Жалақы", "Салық"]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete, ALT)
    assert titles(table) == ["Жалақы"]
    assert shown(table) == ["Жалақы", ""]
    QTest.keyClick(cell(table, 0, 0), Qt.Key.Key_Z, CONTROL)
    assert shown(table) == ["Жалақы", "Салық", ""]
    undoing.end()


def test_a_half_typed_cell_is_saved_before_its_row_goes(table: TableEditor) -> None:
    widget = cell(table, 0, 0)
    type_text(widget, "X")
    QTest.keyClick(widget, Qt.Key.Key_Delete, ALT)
    assert titles(table) == ["Салық"]
    assert not table.desk.autosave.has_unsaved()
    table.desk.workspace.undo()
    table.refill()
    assert shown(table)[0] == "XЖалақы"


def test_buttons_work_on_the_row_that_was_left_for_them(table: TableEditor) -> None:
    assert not table.buttons["remove"].isEnabled()
    cell(table, 1, 0)
    assert table.buttons["up"].isEnabled()
    assert not table.buttons["down"].isEnabled()
    QTest.mouseClick(table.buttons["up"], Qt.MouseButton.LeftButton)
    assert titles(table) == ["Салық", "Жалақы"]
    QTest.mouseClick(table.buttons["remove"], Qt.MouseButton.LeftButton)
    assert titles(table) == ["Жалақы"]
    QTest.mouseClick(table.buttons["add"], Qt.MouseButton.LeftButton)
    assert table.rows[-1].cells[0].focus_target().hasFocus()


def test_ctrl_enter_and_arrows_go_between_rows(table: TableEditor) -> None:
    QTest.keyClick(cell(table, 0, 2), Qt.Key.Key_Down)
    assert table.rows[1].cells[2].focus_target().hasFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    assert table.rows[0].cells[2].focus_target().hasFocus()
    for column in (0, 1, 3):
        QTest.keyClick(cell(table, 0, column), Qt.Key.Key_Return, CONTROL)
        assert table.rows[-1].cells[0].focus_target().hasFocus()


def test_rows_of_a_sheet_are_pasted_as_one_step(table: TableEditor) -> None:
    paste(cell(table, 1, 0), "Қағаз\t2\t12 000\tналоги\nБояу\tкөп\t7 мың\tтауарлар мен қызметтер\n")
    assert titles(table) == ["Жалақы", "Қағаз", "Бояу"]
    rows = [table.desk.workspace.records.read_row("budget_line", found) for found in ids(table)]
    assert [row["grant_tenge"] for row in rows] == [900_000, 12_000, 7_000]
    assert rows[2]["kind"] == "purchase"
    # What cannot be read stays as it came, with its sentence.
    assert table.find_problems() == [(ids(table)[1], "kind"), (ids(table)[2], "quantity")]
    assert "Саны" in table.rows[2].error.text()
    assert table.rows[2].error.isVisibleTo(table)
    table.desk.workspace.undo()
    table.refill()
    assert titles(table) == ["Жалақы", "Салық"]
    assert not table.find_problems()


def test_a_gap_in_a_column_that_was_copied_falls_on_its_own_row(table: TableEditor) -> None:
    paste(cell(table, 0, 2), "7\n\n8\n\n9\n")
    rows = [table.desk.workspace.records.read_row("budget_line", found) for found in ids(table)]
    # The second sum is emptied, gaps beyond the rows that are there make none.
    assert [row["grant_tenge"] for row in rows] == [7, 0, 8, 9]
    assert titles(table) == ["Жалақы", "Салық", "", ""]


def test_what_of_a_paste_is_not_written_is_told_in_either_language(
    table: TableEditor, words: ScreenLanguage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_editor, "MOST_PASTED", 2)
    paste(cell(table, 2, 0), "Шеге\t1\nТақтай\t2\nБояу\t7\n")
    assert titles(table) == ["Жалақы", "Салық", "Шеге", "Тақтай"]
    assert table.error.isVisibleTo(table)
    assert "тағы 1 жол оқылмай қалды" in table.error.text()
    assert "«Бояу»" in table.error.text()
    paste(cell(table, 0, 3), "налоги\tартық\n")
    assert table.error.text() == "! Алынбады: артық"
    words.switch("ru")
    assert table.error.text() == "! Не взято: артық"
    paste(cell(table, 0, 2), "5\tналоги\n")
    assert not table.error.isVisibleTo(table)


def test_one_pasted_text_goes_into_its_cell(table: TableEditor) -> None:
    widget = cell(table, 2, 0)
    paste(widget, "Қағаз,  бояу\n")
    assert shown(table)[2] == "Қағаз, бояу"


def test_what_cannot_be_read_is_told_under_its_row(table: TableEditor) -> None:
    widget = cell(table, 0, 1)
    type_text(widget, "екі")
    assert table.rows[0].error.isHidden()
    QTest.keyClick(widget, Qt.Key.Key_Return)
    assert table.rows[0].error.isVisibleTo(table)
    assert widget.property("tone") == "bad"
    assert widget.accessibleDescription()
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_A, CONTROL)
    type_text(widget, "2")
    assert table.rows[0].error.isHidden()
    assert not widget.accessibleDescription()


def test_a_record_that_cannot_be_made_keeps_its_words(
    table: TableEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = type(table.desk.workspace.records)
    with monkeypatch.context() as patch:

        def refuse(*_args: object, **_named: object) -> None:
            raise say_failure(FailureKind.FULL, None)

        patch.setattr(records, "add", refuse)
        widget = cell(table, 2, 0)
        type_text(widget, "Қа")
        assert table.error.isVisibleTo(table)
        assert titles(table) == ["Жалақы", "Салық"]
        assert shown(table) == ["Жалақы", "Салық", "Қа"]
    type_text(widget, "ғ")
    table.desk.autosave.flush()
    assert titles(table) == ["Жалақы", "Салық", "Қағ"]
    assert table.error.isHidden()


def test_every_cell_says_its_column_and_row(table: TableEditor, words: ScreenLanguage) -> None:
    table.set_name("Смета")
    for code, said in (("kk", "Смета: Иә, 2-жол"), ("ru", "Смета: Да, строка 2")):
        words.switch(code)
        assert table.rows[1].cells[0].focus_target().accessibleName() == said
        names = [made.focus_target().accessibleName() for row in table.rows for made in row.cells]
        assert len(set(names)) == len(names)
        assert all(button.accessibleName() for button in table.buttons.values())
    QTest.keyClick(cell(table, 1, 0), Qt.Key.Key_Up, ALT)
    assert cell(table, 1, 0).accessibleName() == "Смета: Да, строка 2"


def test_read_only_has_no_empty_row_and_no_buttons(table: TableEditor) -> None:
    table.set_read_only(True)
    assert shown(table) == ["Жалақы", "Салық"]
    widget = cell(table, 0, 0)
    type_text(widget, "ә")
    QTest.keyClick(widget, Qt.Key.Key_Delete, ALT)
    paste(widget, "a\tb\nc\td\n")
    assert titles(table) == ["Жалақы", "Салық"]
    assert not any(button.isVisible() for button in table.buttons.values())
    assert not table.desk.autosave.has_unsaved()
    table.set_read_only(False)
    assert shown(table) == ["Жалақы", "Салық", ""]


def test_a_row_is_shown_on_demand(table: TableEditor) -> None:
    assert table.show_field(ids(table)[1], "grant_tenge")
    assert table.rows[1].cells[2].focus_target().hasFocus()
    assert table.show_field(ids(table)[0])
    assert table.rows[0].cells[0].focus_target().hasFocus()
    assert not table.show_field("gone")
    assert not table.show_field("")


@pytest.fixture
def long_table(table: TableEditor) -> TableEditor:
    """A table of thirty records whose first rows were made."""
    owner = Parent("project", table.desk.project_id)
    with table.desk.workspace.change():
        for number in range(2, 30):
            line = BudgetLine(title=Bilingual(kk=f"Жол {number}"))
            table.desk.workspace.records.add("budget_line", owner, line)
    for row in table.rows:
        row.let_go()
    table.rows.clear()
    for _rest in table.begin():
        pass
    return table


def test_a_long_table_grows_while_it_is_seen(long_table: TableEditor, qtbot) -> None:
    assert table_editor.AT_ONCE <= len(long_table.rows) < 20
    assert long_table.record_ids() == ids(long_table)
    # Typed into while the others come.
    type_text(cell(long_table, 1, 1), "7")
    with qtbot.waitSignal(long_table.ordered, timeout=20_000):
        pass
    assert len(long_table.rows) == 31
    assert shown(long_table) == [*titles(long_table), ""]
    assert cell(long_table, 1, 1).text() == "7"
    # Each under its number, the empty one under its name.
    assert [row.number.text() for row in long_table.rows] == [
        *(str(number) for number in range(1, 31)),
        "Жаңа жол",
    ]


@pytest.mark.parametrize("deed", ["new", "far", "paste", "remove", "problems"])
def test_what_needs_all_rows_makes_them(long_table: TableEditor, deed: str) -> None:
    last = ids(long_table)[-1]
    if deed == "new":
        long_table.go_to_new()
        assert long_table.rows[-1].cells[0].focus_target().hasFocus()
    elif deed == "far":
        assert long_table.show_field(last)
        assert long_table.rows[29].cells[0].focus_target().hasFocus()
    elif deed == "paste":
        long_table.paste([[f"Жаңа {number}"] for number in range(8)], long_table.rows[2], 0)
        assert titles(long_table)[2:10] == [f"Жаңа {number}" for number in range(8)]
    elif deed == "remove":
        cell(long_table, 5, 0)
        long_table.remove_current()
        assert len(ids(long_table)) == 29
    else:
        assert long_table.find_problems() == []
    assert shown(long_table) == [*titles(long_table), ""]


def test_what_changes_while_it_grows_is_shown(long_table: TableEditor) -> None:
    records = long_table.desk.workspace.records
    first, coming = ids(long_table)[0], ids(long_table)[20]
    seen = len(long_table.rows)
    assert seen < 20
    records.remove("budget_line", first)
    records.remove("budget_line", coming)
    long_table.refill()
    assert len(long_table.rows) == seen
    assert shown(long_table) == titles(long_table)[:seen]
    assert long_table.record_ids() == ids(long_table)
    long_table.finish()
    assert shown(long_table) == [*titles(long_table), ""]
    assert len(long_table.rows) == 29
