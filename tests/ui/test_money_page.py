"""The money page: what happens when she types, pastes, pays a month, overspends and takes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from grantee_app.figures.money import count_money
from grantee_app.language.numbers import group_digits
from grantee_app.records import Bilingual, Expense, Organization
from grantee_app.report.making import make_report
from grantee_app.store.editing import Parent
from grantee_app.store.texts import RecordPlace
from grantee_app.workspace import Workspace
from tests.core.report.reading import read_pdf
from tests.ui import seen
from tests.ui.conftest import WAIT_MS
from tests.ui.typing import type_text
from tools.settling import wait_for_layout
from ui.main_window import MainWindow
from ui.pages.money.expense_pasting import MOST_PASTED
from ui.pages.money.expense_rows import JournalFilter
from ui.pages.money_page import PARTS, MoneyPage
from ui.places import Place
from ui.screen_language import ScreenLanguage

CONTROL = Qt.KeyboardModifier.ControlModifier
NBSP = "\u00a0"
SUPPLIES = "Кеңсе тауарлары мен қатысушылар жинағы"


@pytest.fixture(autouse=True)
def _money_first(memory) -> None:
    memory.setValue("window/step", "money")


@pytest.fixture
def money(window: MainWindow) -> MoneyPage:
    """The money of the sample."""
    return find_money(window)


@pytest.fixture
def empty_money(open_window: Callable[[Workspace], MainWindow], empty_workspace) -> MoneyPage:
    """The money of a project that was just begun."""
    organization = Organization(name=Bilingual(kk="«Бастау» ҚБ", ru="ОО «Бастау»"))
    empty_workspace.records.add_organization(organization)
    empty_workspace.records.add_project(organization.id, Bilingual(kk="Жоба", ru="Проект"))
    return find_money(open_window(empty_workspace))


def find_money(window: MainWindow) -> MoneyPage:
    assert window.view is not None
    page = window.view.page()
    assert isinstance(page, MoneyPage)
    return page


def press_undo(page: MoneyPage) -> None:
    if QApplication.activeWindow() is None:
        # A list of offers took the activity along when it closed: there is no window manager here.
        page.window().activateWindow()
        QApplication.processEvents()
    QTest.keyClick(page.window().focusWidget() or page, Qt.Key.Key_Z, CONTROL)
    QApplication.processEvents()


def load(page: MoneyPage, expense_id: str) -> Expense:
    return cast("Expense", page.desk.workspace.records.load("expense", expense_id))


def count(page: MoneyPage) -> int:
    return count_money(page.desk.workspace.db, page.desk.project_id).spent.expenses


def line_of(page: MoneyPage, title: str) -> str:
    row = page.desk.workspace.db.execute(
        "SELECT id FROM budget_line WHERE title_kk = ?", [title]
    ).fetchone()
    return str(row[0])


def settle(page: MoneyPage, qtbot) -> None:
    """Wait until what was written has come back to the page."""
    page.autosave.end_step()
    qtbot.waitUntil(lambda: not page.window().view._refreshing.isActive(), timeout=WAIT_MS)
    page.catch_up()


# ---------------------------------------------------------------------- the journal


def test_the_header_tells_what_was_spent_of_the_grant(money: MoneyPage) -> None:
    assert f"7{NBSP}000{NBSP}000 / 7{NBSP}000{NBSP}000{NBSP}₸" in money.header._note.text()
    assert "100%" in money.header._note.text()


def test_search_finds_what_was_typed_on_another_keyboard(money: MoneyPage, qtbot) -> None:
    journal = money.journal
    journal.search.setFocus()
    type_text(journal.search, "сейдалина ажар шилде")
    qtbot.waitUntil(lambda: len(journal.shown) == 1, timeout=WAIT_MS)
    assert "шілде" in journal.shown[0].title_kk
    assert journal.total.text().startswith("65 ")
    QTest.mouseClick(journal.clear_button, Qt.MouseButton.LeftButton)
    assert len(journal.shown) == 65


def test_a_sum_and_a_day_are_found_too(money: MoneyPage, qtbot) -> None:
    type_text(money.journal.search, "145 000 14.06.24")
    qtbot.waitUntil(lambda: len(money.journal.shown) == 1, timeout=WAIT_MS)
    assert money.journal.shown[0].document_number == "Ш-01"


def test_what_is_incomplete_is_filtered(money: MoneyPage) -> None:
    journal = money.journal
    journal.look_for(JournalFilter(missing="scan"))
    assert len(journal.shown) == 65
    journal.look_for(JournalFilter(missing="line"))
    assert journal.shown == []
    journal.look_for(JournalFilter(kind="tax", month="2024-06"))
    assert [row.amount_tenge for row in journal.shown] == [2400, 3200, 750]
    assert f"6{NBSP}350{NBSP}₸" in journal.total.text()


def test_the_journal_is_sorted_both_ways(money: MoneyPage) -> None:
    journal = money.journal
    assert journal.shown[0].paid_on == "2024-11-29"
    journal.sort_by("amount")
    assert journal.shown[0].amount_tenge == max(row.amount_tenge for row in journal.shown)
    journal.sort_by("amount")
    assert journal.shown[0].amount_tenge == min(row.amount_tenge for row in journal.shown)


def test_what_is_chosen_stays_over_a_refresh(money: MoneyPage) -> None:
    row = money.journal.shown[7]
    money.journal.table.choose(row.expense_id)
    money.refresh()
    assert money.journal.table.current() == row.expense_id
    assert money.journal.detail.record_id == row.expense_id


def test_three_expenses_by_keyboard_a_scan_an_overspent_line_and_all_undone(
    money: MoneyPage, qtbot, tmp_path: Path
) -> None:
    before, state = count(money), read_everything(money)
    line = line_of(money, SUPPLIES)
    money.journal.look_for(JournalFilter(line=line))
    QTest.keyClick(money.journal.table, Qt.Key.Key_N, CONTROL)
    ids = []
    for number, (title, payee, amount) in enumerate(
        (("Қағаз", "«Дүкен» ЖК", "1 200"), ("Қалам", "«Дүкен» ЖК", "800"), ("Бояу", "", "3 мың"))
    ):
        detail = money.journal.detail
        ids.append(detail.record_id)
        if not number:
            type_field(detail.form, "paid_on", "", "12.07.2024\n")
        type_field(detail.form, "title", "kk", title)
        if payee:
            type_field(detail.form, "payee", "kk", payee)
        type_field(detail.form, "document_number", "", f"Ч-{number}\n")
        type_field(detail.form, "amount_tenge", "", amount)
        assert detail.effect.property("tone") == "bad"
        assert group_digits(145_000) in detail.effect.text()
        note = detail.form.editor("note").focus_target()
        note.setFocus()
        QTest.keyClick(note, Qt.Key.Key_Return)
        QApplication.processEvents()
    # Enter in the last field began a fourth.
    assert money.journal.detail.record_id not in ids
    assert count(money) == before + 4
    entries = [load(money, expense_id) for expense_id in ids]
    assert [entry.amount_tenge for entry in entries] == [1200, 800, 3000]
    assert {entry.paid_on for entry in entries} == {date(2024, 7, 12)}
    assert {entry.budget_line_id for entry in entries} == {line}
    assert [entry.kind for entry in entries] == ["purchase"] * 3

    scan = tmp_path / "чек.pdf"
    scan.write_bytes(b"%PDF-1.4\n%%EOF\n")
    money.journal.show_expense(ids[0])
    drop(money.journal.detail.files, scan)
    qtbot.waitUntil(lambda: bool(load(money, ids[0]).attachments), timeout=WAIT_MS)
    settle(money, qtbot)
    row = next(row for row in money.journal.all_rows if row.expense_id == ids[0])
    assert row.scans == 1
    assert line in [bar.line_id for bar in money.figures.lines if bar.is_overspent]
    assert "5 000".replace(" ", NBSP) in money.balance.line_bars[line].bar.sign

    for _ in range(60):
        if read_everything(money) == state:
            break
        press_undo(money)
    assert read_everything(money) == state
    settle(money, qtbot)
    assert money.figures.spent.total == 7_000_000


def read_everything(page: MoneyPage) -> str:
    content = page.desk.workspace.load_project(page.desk.project_id)
    return content.project.model_dump_json()


def type_field(form, column: str, language: str, text: str) -> None:
    target = form.editor(column, language).focus_target()
    target.setFocus()
    if isinstance(target, QLineEdit):
        target.selectAll()
    type_text(target, text)
    QApplication.processEvents()


def drop(target: QWidget, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, held = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    button = Qt.MouseButton.LeftButton
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(5, 5), copy, data, button, held))
    QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), copy, data, button, held))


def test_an_empty_expense_is_not_begun_twice(money: MoneyPage) -> None:
    money.add_expense()
    first = money.journal.detail.record_id
    money.add_expense()
    assert money.journal.detail.record_id == first
    assert count(money) == 66


def test_a_line_that_holds_is_told_quietly(money: MoneyPage) -> None:
    money.journal.table.choose(money.journal.shown[0].expense_id)
    detail = money.journal.detail
    type_field(detail.form, "amount_tenge", "", "400")
    assert detail.effect.property("tone") == ""
    assert f"2{NBSP}000{NBSP}₸" in detail.effect.text()


def test_the_kind_follows_the_line_as_one_step(money: MoneyPage, qtbot) -> None:
    entry = next(row for row in money.journal.shown if row.kind == "purchase")
    money.journal.show_expense(entry.expense_id, "budget_line_id")
    box = money.journal.detail.form.editor("budget_line_id").focus_target()
    # The first line that begins so is the one of the wages.
    letter = QKeyEvent(QEvent.Type.KeyPress, ord("Ш"), Qt.KeyboardModifier.NoModifier, "ш")
    QApplication.sendEvent(box, letter)
    settle(money, qtbot)
    assert load(money, entry.expense_id).kind == "payroll"
    press_undo(money)
    again = load(money, entry.expense_id)
    assert (again.kind, again.budget_line_id) == ("purchase", entry.line_id)


def test_a_known_payee_brings_the_other_language(money: MoneyPage, qtbot) -> None:
    money.add_expense()
    detail = money.journal.detail
    type_field(detail.form, "payee", "kk", "«Үлгі Кеңсе» ЖК\n")
    settle(money, qtbot)
    entry = load(money, detail.record_id)
    assert entry.payee == Bilingual(kk="«Үлгі Кеңсе» ЖК", ru="ИП «Үлгі Кеңсе»")
    assert entry.budget_line_id == line_of(money, SUPPLIES)


def test_a_copy_has_neither_document_nor_scan(money: MoneyPage) -> None:
    row = money.journal.shown[-1]
    money.journal.table.choose(row.expense_id)
    money.journal.table.setFocus()
    QTest.keyClick(money.journal.table, Qt.Key.Key_D, CONTROL)
    entry = load(money, money.journal.detail.record_id)
    assert entry.id != row.expense_id
    assert (entry.amount_tenge, entry.document_number) == (row.amount_tenge, "")


def test_several_expenses_go_and_come_back_as_one_step(money: MoneyPage, qtbot) -> None:
    table = money.journal.table
    table.setFocus()
    table.choose(money.journal.shown[0].expense_id)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert count(money) == 63
    assert money.journal.detail.record_id == money.journal.shown[0].expense_id
    press_undo(money)
    settle(money, qtbot)
    assert len(money.journal.shown) == 65


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_half_typed_text_outlives_the_language(money: MoneyPage, words, code: str) -> None:
    row = money.journal.shown[0]
    money.journal.show_expense(row.expense_id, "amount_tenge")
    target = money.journal.detail.form.editor("amount_tenge").focus_target()
    target.selectAll()
    type_text(target, "12 м")
    words.switch("ru" if code == "kk" else "kk")
    words.switch(code)
    assert target.text() == "12 м"
    assert money.journal.detail.record_id == row.expense_id
    money.autosave.end_step()
    place = RecordPlace("expense", row.expense_id, "amount_tenge")
    assert money.desk.workspace.read_text(place, "") == "12 м"


def test_undo_of_an_expense_makes_no_part_that_nobody_asked_for(
    money: MoneyPage, window: MainWindow
) -> None:
    assert money.part() == "journal"
    row = money.journal.shown[0]
    with money.desk.workspace.change("test"):
        money.desk.workspace.db.execute(
            "UPDATE expense SET document_number = '77-A' WHERE id = ?", [row.expense_id]
        )
    assert window.undoing is not None
    window.undoing.undo()
    assert money.part() == "journal"
    assert not {"budget", "payroll", "balance"} & set(vars(money))


def test_findings_and_undo_lead_to_the_field(money: MoneyPage, window: MainWindow) -> None:
    row = money.journal.shown[3]
    money.open_part("balance")
    window.view.go(Place("money", row.expense_id, "amount_tenge"))
    form = money.journal.detail.form
    assert money.part() == "journal"
    assert window.focusWidget() is form.editor("amount_tenge").focus_target()
    type_field(form, "amount_tenge", "", "77\n")
    money.open_part("payroll")
    money.payroll.table.setFocus()
    press_undo(money)
    assert money.part() == "journal"
    assert form.editor("amount_tenge").value() == str(row.amount_tenge)


def test_an_expense_that_stops_fitting_stays_while_it_is_written(money: MoneyPage, qtbot) -> None:
    money.journal.look_for(JournalFilter(month="2024-06"))
    row = money.journal.shown[0]
    money.journal.show_expense(row.expense_id)
    type_field(money.journal.detail.form, "paid_on", "", "01.07.2024\n")
    settle(money, qtbot)
    assert load(money, row.expense_id).paid_on == date(2024, 7, 1)
    assert money.journal.detail.record_id == row.expense_id
    assert row.expense_id in [shown.expense_id for shown in money.journal.shown]
    money.journal.look_for(JournalFilter(month="2024-06", kind="tax"))
    assert row.expense_id not in [shown.expense_id for shown in money.journal.shown]


# ---------------------------------------------------------------------- pasting


TABLES = {
    "kk": "Күні\tНе үшін\tКімге\tҚұжат\tСомасы\n12.07.2024\tСу\t«Дүкен» ЖК\tЧ-1\t1 200\n"
    "күзде\tНан\tДүкен\tЧ-2\tекі жүздей\nБарлығы\t\t\t\t1 200\n",
    "ru": "Дата\tНаименование\tКонтрагент\t№ документа\tСумма, тенге\n"
    "12.07.2024\tВода\tИП «Лавка»\tЧ-1\t1 200,00\nосенью\tХлеб\tЛавка\tЧ-2\tоколо двухсот\n"
    "Итого\t\t\t\t1 200\n",
}


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_rows_from_excel_are_shown_before_they_are_added(
    money: MoneyPage, words: ScreenLanguage, qtbot, code: str
) -> None:
    words.switch(code)
    state = read_everything(money)
    QGuiApplication.clipboard().setText(TABLES[code])
    money.journal.table.setFocus()
    QTest.keyClick(money.journal.table, Qt.Key.Key_V, CONTROL)
    preview = money.journal.preview
    assert money.journal.currentWidget() is preview
    assert len(preview.rows()) == 2
    assert preview._pasted.left_out == 1
    assert preview.cancel_button.text() == words.gettext("Cancel")
    assert len(preview.rows()[1].problems) == 2
    assert read_everything(money) == state
    QTest.mouseClick(preview.add_button, Qt.MouseButton.LeftButton)
    assert count(money) == 67
    first, second = (load(money, row.expense.id) for row in preview.rows())
    assert (first.amount_tenge, first.document_number) == (1200, "Ч-1")
    assert first.title.written_in(code) in {"Су", "Вода"}
    # What means nothing stands in its field as it was written.
    place = RecordPlace("expense", second.id, "amount_tenge")
    assert "ж" in money.desk.workspace.read_text(place, "") or code == "ru"
    press_undo(money)
    assert read_everything(money) == state


def test_columns_without_heads_are_told_by_what_stands_in_them(money: MoneyPage) -> None:
    from ui.pages.money.expense_pasting import read_expenses

    cells = [["1", "03.07.24", "Автобус", "ЖК Жол", "Ш-7", "32 000"],
             ["2", "04.07.24", "Түскі ас", "ЖК Дәм", "Ш-8", "15 000"]]  # fmt: skip
    pasted = read_expenses(cells, {}, "kk", date(2024, 8, 1))
    assert [row.expense.amount_tenge for row in pasted.rows] == [32_000, 15_000]
    assert [row.expense.title.kk for row in pasted.rows] == ["Автобус", "Түскі ас"]
    assert [row.expense.payee.kk for row in pasted.rows] == ["ЖК Жол", "ЖК Дәм"]
    assert pasted.rows[0].expense.document_number == "Ш-7"
    assert pasted.rows[0].expense.paid_on == date(2024, 7, 3)
    del money


def test_expenses_beyond_what_one_paste_takes_are_told(
    money: MoneyPage, words: ScreenLanguage
) -> None:
    head = "Күні\tНе үшін\tСомасы\n"
    rows = "".join(f"12.07.2024\tСу {number}\t1 200\n" for number in range(MOST_PASTED))
    QGuiApplication.clipboard().setText(f"{head}{rows}13.07.2024\tНан\t300\n")
    money.journal.act("paste")
    preview = money.journal.preview
    assert len(preview.rows()) == MOST_PASTED
    assert preview.problems.isVisibleTo(money)
    assert preview.problems.text().replace("\u00a0", " ") == (
        "▲ Алғашқы 5 000 жол ғана оқылды, тағы 1 жол оқылмай қалды. "
        "Оны осылардан кейін қойыңыз: «Нан» деген жол."
    )
    words.switch("ru")
    assert "ещё 1 строка не прочитана" in preview.problems.text().replace("\u00a0", " ")


def test_esc_leaves_the_preview_and_nothing_was_added(money: MoneyPage) -> None:
    QGuiApplication.clipboard().setText("бір сөз")
    money.journal.act("paste")
    assert not money.journal.preview.rows()
    assert money.journal.preview.problems.text()
    assert money.journal.preview.cancel_button.text() == "Жабу"
    QTest.keyClick(money.journal.preview, Qt.Key.Key_Escape)
    assert money.journal.currentWidget() is money.journal.splitter
    assert count(money) == 65


# ---------------------------------------------------------------------- budget


def test_the_budget_counts_what_was_spent_and_left(money: MoneyPage, qtbot) -> None:
    money.open_part("budget")
    budget = money.budget
    cells = {
        key: budget._tell_cell(budget.table.rows.ids.index(line_of(money, SUPPLIES)), key).text
        for key in ("grant", "spent", "left")
    }
    assert cells == {"grant": group_digits(145_000), "spent": group_digits(145_000), "left": "✓ 0"}
    assert [state.is_kept for state in budget.limits] == [True, True]
    assert budget.show_line(line_of(money, SUPPLIES), "grant_tenge")
    type_field(budget.detail.form, "grant_tenge", "", "100 000\n")
    settle(money, qtbot)
    cell = budget._tell_cell(budget.table.rows.ids.index(line_of(money, SUPPLIES)), "left")
    assert (cell.tone, group_digits(45_000) in cell.text) == ("bad", True)
    assert budget.balance.property("tone") == "warn"
    assert budget.detail.sources.property("tone") == "bad"
    # One press gives the rest to the grant again.
    QTest.mouseClick(budget.detail.rest_button, Qt.MouseButton.LeftButton)
    settle(money, qtbot)
    assert budget.balance.property("tone") == "ok"


def test_a_limit_that_is_passed_is_told_with_its_source(money: MoneyPage, qtbot) -> None:
    workspace = money.desk.workspace
    place = RecordPlace("budget_line", line_of(money, SUPPLIES), "grant_tenge")
    workspace.write_text(place, "", "900000")
    settle(money, qtbot)
    money.open_part("budget")
    equipment = money.budget.limits[0]
    assert (equipment.most, equipment.taken, equipment.is_kept) == (700_000, 900_000, False)
    assert "№ 36" in money.budget._tell_limit(equipment)


def test_lines_are_added_moved_and_removed_as_single_steps(money: MoneyPage, qtbot) -> None:
    money.open_part("budget")
    budget, state = money.budget, read_everything(money)
    budget.table.choose(line_of(money, SUPPLIES))
    QTest.mouseClick(budget.add_buttons["direct"], Qt.MouseButton.LeftButton)
    added = budget.detail.record_id
    assert budget.detail.form.editor("block").value() == "direct"
    budget.table.setFocus()
    QTest.keyClick(budget.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    order = [line.line_id for line in budget.lines if line.block == "direct"]
    assert order.index(added) == 1
    QTest.keyClick(budget.table, Qt.Key.Key_Delete)
    for _ in range(3):
        press_undo(money)
    assert read_everything(money) == state
    del qtbot


# ---------------------------------------------------------------------- payroll


def test_a_month_is_paid_by_one_press_and_taken_back_by_one(money: MoneyPage, qtbot) -> None:
    money.open_part("payroll")
    payroll, state = money.payroll, read_everything(money)
    person = payroll.grid.people[0]
    assert payroll.table.current_key() == "2024-05"
    QTest.mouseClick(payroll.month_button, Qt.MouseButton.LeftButton)
    assert payroll.grid.column("2024-05").wage == 45_000 + 30_000 + 35_000 + 30_000
    assert payroll.grid.row(person.member_id).wage == 7 * 45_000
    added = load(money, payroll.panel.rows[0].entry.expense_id)
    assert added.title == Bilingual(
        kk="Еңбекақы, мамыр 2024: Сейдалина Ажар", ru="Заработная плата, май 2024: Сейдалина Ажар"
    )
    assert (added.paid_on, added.month) == (None, date(2024, 5, 1))
    press_undo(money)
    assert read_everything(money) == state
    del qtbot


def test_a_tax_is_typed_into_its_cell_as_one_step(money: MoneyPage, qtbot) -> None:
    money.open_part("payroll")
    payroll, state = money.payroll, read_everything(money)
    person = payroll.grid.people[0]
    payroll.table.choose_cell(person.member_id, "2024-07")
    rows = {row.entry.tax or row.entry.kind: row for row in payroll.panel.rows}
    assert rows["payroll"].entry.expense_id
    row = rows["social_contributions"]
    target = row.editors[0].focus_target()
    target.setFocus()
    type_text(target, "1 575")
    assert window_focus(money) is target
    QTest.keyClick(target, Qt.Key.Key_Return)
    settle(money, qtbot)
    entry = load(money, row.entry.expense_id)
    assert (entry.kind, entry.tax, entry.amount_tenge) == ("tax", "social_contributions", 1575)
    assert (entry.staff_member_id, entry.month) == (person.member_id, date(2024, 7, 1))
    assert payroll.grid.cells[person.member_id, "2024-07"].social_contributions == 1575
    press_undo(money)
    assert read_everything(money) == state
    assert money.part() == "payroll"


def test_the_card_of_another_month_begins_with_its_heading(money: MoneyPage, qtbot) -> None:
    money.open_part("payroll")
    payroll, table = money.payroll, money.payroll.table
    table.setFocus()
    table.choose_cell(payroll.grid.people[0].member_id, "2024-06")
    wait_for_layout(money.window())
    bar = payroll.area.verticalScrollBar()
    assert bar.maximum() > 0
    row = payroll.panel.rows[-1]
    target = row.editors[0].focus_target()
    target.setFocus()
    bar.setValue(bar.maximum())
    type_text(target, "1 500")
    settle(money, qtbot)
    wait_for_layout(money.window())
    # What is typed is stored and shown again: the card stays under the fingers.
    assert bar.value() > 0
    here = bar.value()
    for key, month in ((Qt.Key.Key_Right, "2024-07"), (Qt.Key.Key_Left, "2024-06")):
        table.setFocus()
        bar.setValue(here)
        QTest.keyClick(table, key)
        assert table.current_key() == month
        wait_for_layout(money.window())
        assert bar.value() == 0
        assert payroll.head.visibleRegion().boundingRect() == payroll.head.rect()


def window_focus(page: MoneyPage) -> QWidget | None:
    return page.window().focusWidget()


def test_an_entry_of_the_payroll_opens_in_the_journal(money: MoneyPage) -> None:
    money.open_part("payroll")
    payroll = money.payroll
    payroll.table.choose_cell(payroll.grid.people[1].member_id, "2024-06")
    row = payroll.panel.rows[0]
    QTest.mouseClick(row.open_button, Qt.MouseButton.LeftButton)
    assert money.part() == "journal"
    assert money.journal.detail.record_id == row.entry.expense_id


def test_the_grid_adds_up_to_the_rows_of_the_report(money: MoneyPage) -> None:
    whole = money.payroll.grid.whole()
    assert (whole.wage, whole.taxes) == (840_000, 38_100)
    months = [money.payroll.grid.column(month) for month in money.payroll.grid.months]
    assert sum(pay.total for pay in months) == whole.total


# ---------------------------------------------------------------------- balance and the report


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_the_page_the_count_and_the_printed_report_agree(
    money: MoneyPage, words: ScreenLanguage, qtbot, code: str
) -> None:
    words.switch(code)
    entry = next(row for row in money.journal.all_rows if row.kind == "purchase")
    money.journal.show_expense(entry.expense_id)
    type_field(money.journal.detail.form, "amount_tenge", "", "100 000\n")
    settle(money, qtbot)
    view = money.window().view
    qtbot.waitUntil(lambda: bool(money.balance.planned), timeout=WAIT_MS)
    spent = count_money(money.desk.workspace.db, money.desk.project_id).spent
    bars = {kind: bar.bar for kind, bar in money.balance.kind_bars.items()}
    assert [bars[kind].part for kind in ("payroll", "tax", "purchase")] == [
        spent.payroll,
        spent.tax,
        spent.purchase,
    ]
    paper = read_pdf(make_report(money.desk.workspace, view.project_id, code).data)
    # Nine rows, and no tenth one: the socio-economic table.
    table = next(table for table in paper.tables if table.columns[0][-1] == "9")
    levels = [row[-2:] for row in table.rows if row[0] in {"6", "7", "8"}]
    printed = [(_number(plan), _number(fact)) for plan, fact in levels]
    assert printed == [(bars[kind].whole, bars[kind].part) for kind in bars]
    assert money.balance.left.text().endswith(f"45{NBSP}000{NBSP}₸")


def _number(text: str) -> int:
    return int("".join(letter for letter in text if letter.isdigit()))


def test_a_bar_leads_to_its_expenses(money: MoneyPage) -> None:
    money.open_part("balance")
    line = line_of(money, SUPPLIES)
    QTest.keyClick(money.balance.line_bars[line], Qt.Key.Key_Space)
    assert money.part() == "journal"
    assert [row.line_id for row in money.journal.shown] == [line]


# ---------------------------------------------------------------------- empty, closed, narrow


def test_empty_parts_teach_and_lead_on(empty_money: MoneyPage) -> None:
    assert empty_money.journal.currentWidget() is empty_money.journal.teaching
    QTest.mouseClick(empty_money.journal.teaching.buttons["new"], Qt.MouseButton.LeftButton)
    assert count(empty_money) == 1
    empty_money.open_part("budget")
    QTest.mouseClick(empty_money.budget.teaching.buttons["direct"], Qt.MouseButton.LeftButton)
    assert len(empty_money.budget.lines) == 1
    empty_money.open_part("payroll")
    QTest.mouseClick(empty_money.payroll.teaching.buttons["person"], Qt.MouseButton.LeftButton)
    form = empty_money.payroll.form
    assert window_focus(empty_money) is form.editor("name", "kk").focus_target()


def test_what_is_read_only_cannot_be_changed(
    open_window, workspace: Workspace, project_id: str
) -> None:
    workspace.close()
    with Workspace.open_read_only(workspace.folder) as reader:
        money = find_money(open_window(reader))
        assert not money.add_button.isEnabled()
        money.journal.act("remove")
        money.journal.act("new")
        money.budget.act("new")
        money.payroll.act("new")
        assert count(money) == 65
        target = money.journal.detail.form.editor("amount_tenge").focus_target()
        assert isinstance(target, QLineEdit)
        assert target.isReadOnly()
        assert money.payroll.panel.rows == []
    del project_id


@pytest.mark.parametrize("code", ["kk", "ru"])
@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_cut_on_any_part(
    money: MoneyPage, window: MainWindow, words: ScreenLanguage, qtbot, code: str, part: str
) -> None:
    words.switch(code)
    money.open_part(part)
    problems: set[str] = set()
    for width, height in ((1366, 768), (760, 700), (1920, 1080)):
        window.resize(width, height)
        wait_for_layout(window)
        found = seen.find_cut_words(window) + seen.find_misplaced(window)
        problems |= {f"{width}: {problem}" for problem in found}
    assert sorted(problems) == []


def test_long_words_of_the_journal_are_shown_whole_until_it_is_very_long(
    money: MoneyPage, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.resize(1366, 768)
    wait_for_layout(window)
    table = money.journal.table
    header = table.verticalHeader()
    heights = {header.sectionSize(place) for place in range(len(table.rows.ids))}
    assert max(heights) > header.defaultSectionSize()
    monkeypatch.setattr("ui.pages.money.journal_part.MOST_WRAPPED", 10)
    money.journal.refresh()
    heights = {header.sectionSize(place) for place in range(len(table.rows.ids))}
    assert heights == {header.defaultSectionSize()}


def test_ten_thousand_expenses_are_searched_filtered_and_summed(workspace, project_id) -> None:
    from ui.pages.money.expense_rows import Sorting, filter_rows, read_rows, sort_rows, sum_rows

    parent = Parent("project", project_id)
    with workspace.change(""):
        for number in range(300):
            entry = Expense(kind="purchase", title=Bilingual(kk=f"Қағаз {number}"), amount_tenge=10)
            workspace.records.add("expense", parent, entry)
    rows = read_rows(workspace.db, project_id)
    assert len(rows) == 365
    paper = filter_rows(rows, JournalFilter(words="кагаз", missing="date"))
    assert (len(paper), sum_rows(paper)) == (300, 3000)
    assert len(sort_rows(rows, Sorting("title", is_descending=False), "kk")) == 365
