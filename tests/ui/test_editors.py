"""Each kind of editor alone: what it shows, what it gives, what it says; in both languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLocale, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from grantee_app.language.message import LANGUAGES
from grantee_app.records import terms_of_fields
from grantee_app.store.attachments.records import AttachedTo
from grantee_app.store.fields import find_field
from grantee_app.store.projects import MODELS
from grantee_app.store.used_texts import list_used_texts
from tests.ui.conftest import WAIT_MS
from tests.ui.seen import LEAST_CONTRAST, measure_contrast
from tests.ui.test_record_form import desk, find_id, show  # noqa: F401 (fixtures)
from tests.ui.typing import type_text
from ui.desk import Desk
from ui.editors.choice_editor import ChoiceEditor, ReferenceEditor
from ui.editors.choices_editor import ChoicesEditor
from ui.editors.date_editors import DateRangeEditor
from ui.editors.files_editor import MORE_ROWS, MOST_ROWS, FilesEditor, say_size
from ui.editors.kinds import make_editor
from ui.editors.link_editor import read_link
from ui.editors.offering_editor import PersonEditor, PlaceEditor, used_texts
from ui.editors.text_editor import TextEditor
from ui.screen_language import ScreenLanguage
from ui.tab_order import list_tab_stops, order_tabs
from ui.theme import DAY, NIGHT, Theme
from ui.undoing import KEPT_TEXT

Show = Callable[[QWidget], QWidget]


def put(editor, typed: str) -> None:
    """Type into an editor as a person does, and leave it."""
    target = editor.focus_target()
    target.setFocus()
    target.selectAll()
    type_text(target, typed or "\b")
    QTest.keyClick(target, Qt.Key.Key_Tab)


@pytest.fixture
def stand(show: Show) -> Callable:  # noqa: F811
    """Stand an editor between two other fields, so that it can be left."""

    def stand_editor(editor: QWidget) -> QWidget:
        from ui.editors.line_editor import Line

        page = QWidget()
        column = QVBoxLayout(page)
        for widget in (Line(), editor, Line()):
            column.addWidget(widget)
        show(page)
        editor.page = page
        return editor

    return stand_editor


@pytest.mark.parametrize(
    ("table", "column", "typed", "shown", "value"),
    [
        ("expense", "amount_tenge", "300000", "300\u00a0000", "300000"),
        ("expense", "amount_tenge", "7 мың", "7\u00a0000", "7000"),
        ("expense", "amount_tenge", "1,2 млн тг", "1\u00a0200\u00a0000", "1200000"),
        ("budget_line", "price_tenge", "0", "0", "0"),
        ("budget_line", "quantity", "2,5", "2,5", "2.5"),
        ("budget_line", "quantity", "12", "12", "12"),
        # What would be read as something else is given as it was typed.
        ("budget_line", "quantity", "7,125", "7,125", "7,125"),
        ("organization", "employees", "10 адам", "10", "10"),
        ("deadline", "due_on", "10.07.24", "10.07.2024", "2024-07-10"),
        ("expense", "month", "шілде 2024", "шілде 2024", "2024-07"),
        (
            "project",
            "dates",
            "11.07-09.09.2024",
            "11.07.2024 – 09.09.2024",
            "2024-07-11/2024-09-09",
        ),
        ("planned_activity", "dates", "Маусым-қазан, 2024", "маусым – қазан 2024", None),
        ("project", "dates", "11.07.2024 –", "11.07.2024 –", "2024-07-11/"),
        ("grant", "dates", "– 11.07.2024", "– 11.07.2024", "/2024-07-11"),
        ("organization", "phone", "87010000000", "+7 701 000 00 00", "+7 701 000 00 00"),
        ("organization", "website", "bastama.kz", "https://bastama.kz", "https://bastama.kz"),
        ("organization", "bin", " 140 340 999 996 ", "140340999996", "140340999996"),
    ],
)
def test_what_is_typed_is_spelled_when_left_and_given_as_it_is_stored(
    words: ScreenLanguage,
    stand: Callable,
    table: str,
    column: str,
    typed: str,
    shown: str,
    value: str | None,
) -> None:
    editor = stand(make_editor(words, table, column))
    put(editor, typed)
    assert editor.line.text() == shown
    assert editor.problem() is None
    if value is not None:
        assert editor.value() == value
    # What is stored is shown as it was left, also in an editor that is new.
    again = make_editor(words, table, column)
    again.set_value(editor.value())
    assert again.line.text() == shown
    assert again.value() == editor.value()
    assert again.problem() is None


@pytest.mark.parametrize(
    ("table", "column", "typed"),
    [
        ("expense", "amount_tenge", "шамамен 300"),
        ("organization", "employees", "2,5"),
        ("deadline", "due_on", "31.02.2024"),
        ("project", "dates", "09.09.2024-11.07.2024"),
        ("organization", "email", "mail@құжат.kz"),
        ("organization", "website", "біздің сайт"),
        ("organization", "iban", "KZ00"),
    ],
)
def test_what_cannot_be_read_stays_as_typed_with_a_sentence_in_both_languages(
    words: ScreenLanguage, stand: Callable, table: str, column: str, typed: str
) -> None:
    editor = stand(make_editor(words, table, column))
    put(editor, typed)
    assert editor.line.text() == typed
    assert editor.value() == typed
    problem = editor.problem()
    assert problem is not None
    said = set()
    for code in LANGUAGES:
        words.switch(code)
        editor.retranslate()
        said.add(words.say(problem))
        assert editor.line.text() == typed
    assert len(said) == 2
    assert problem.msgid not in said


def test_months_are_named_in_the_language_of_the_screen(words: ScreenLanguage) -> None:
    editor = make_editor(words, "planned_activity", "dates")
    editor.set_value("2024-06-01/2024-10-31/m")
    assert editor.line.text() == "маусым – қазан 2024"
    words.switch("ru")
    editor.retranslate()
    assert editor.line.text() == "июнь – октябрь 2024"
    assert editor.value() == "2024-06-01/2024-10-31/m"


def test_a_planned_day_without_its_end_is_a_day_and_stays_as_it_is(words: ScreenLanguage) -> None:
    editor = make_editor(words, "planned_activity", "dates")
    editor.set_value("2024-07-10/")
    assert editor.line.text() == "10.07.2024"
    assert editor.value() == "2024-07-10/"
    words.switch("ru")
    editor.retranslate()
    assert editor.value() == "2024-07-10/"


def test_setting_a_value_emits_nothing_and_keeps_the_cursor(
    words: ScreenLanguage, stand: Callable, qtbot
) -> None:
    editor = stand(make_editor(words, "expense", "amount_tenge"))
    editor.line.setFocus()
    type_text(editor.line, "12 мың")
    editor.line.setCursorPosition(1)
    with qtbot.assertNotEmitted(editor.edited):
        editor.set_value("12000")
    assert (editor.line.text(), editor.line.cursorPosition()) == ("12 мың", 1)
    with qtbot.assertNotEmitted(editor.edited):
        editor.set_value("13000")
    assert editor.line.text() == "13\u00a0000"


def test_every_field_of_every_table_has_an_editor(words: ScreenLanguage) -> None:
    made = 0
    for table, model in MODELS.items():
        for name in [*model.model_fields, "dates"]:
            try:
                field = find_field(table, name)
            except ValueError:
                continue
            if field.kind == "reference" or (field.kind == "choice" and not has_terms(table, name)):
                continue
            editor = make_editor(words, table, name)
            target = editor.focus_target()
            editor.set_read_only(True)
            editor.set_read_only(False)
            if field.kind not in {"choice", "flag"}:
                assert target.property(KEPT_TEXT) is True
            editor.deleteLater()
            made += 1
    assert made > 50


def has_terms(table: str, name: str) -> bool:
    return (table, name) in terms_of_fields.FIELD_TERMS


def test_every_code_has_words_in_both_languages(words: ScreenLanguage) -> None:
    for (table, name), terms in terms_of_fields.FIELD_TERMS.items():
        codes = {code for code in find_field(table, name).choices if code}
        assert codes == set(terms)
        for code in LANGUAGES:
            words.switch(code)
            assert all(words.gettext(msgid) != msgid for msgid in terms.values())


def test_the_calendar_opens_by_keys_in_the_language_of_the_screen(
    words: ScreenLanguage, stand: Callable
) -> None:
    editor = stand(make_editor(words, "deadline", "due_on"))
    editor.set_value("2024-07-10")
    editor.line.setFocus()
    heard = []
    editor.edited.connect(lambda: heard.append(editor.value()))
    for code, weekday in (("kk", "дс"), ("ru", "пн")):
        words.switch(code)
        editor.retranslate()
        QTest.keyClick(editor.line, Qt.Key.Key_F4)
        calendar = editor._popup.calendar
        assert editor._popup.isVisible()
        assert calendar.selectedDate() == QDate(2024, 7, 10)
        assert calendar.locale().dayName(1, QLocale.FormatType.ShortFormat) == weekday
        QTest.keyClick(editor._popup, Qt.Key.Key_Escape)
        assert not editor._popup.isVisible()
    assert not heard
    QTest.keyClick(editor.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar.setSelectedDate(QDate(2024, 7, 12))
    calendar.activated.emit(QDate(2024, 7, 12))
    assert editor.line.text() == "12.07.2024"
    assert heard == ["2024-07-12"]
    assert not editor._popup.isVisible()
    editor.set_read_only(True)
    QTest.keyClick(editor.line, Qt.Key.Key_F4)
    assert not editor._popup.isVisible()


def test_the_month_above_the_calendar_can_be_read_by_day_and_by_night(
    words: ScreenLanguage, theme: Theme, stand: Callable
) -> None:
    editor = stand(make_editor(words, "deadline", "due_on"))
    QTest.keyClick(editor.line, Qt.Key.Key_F4)
    month = editor._popup.findChild(QToolButton, "qt_calendar_monthbutton")
    for tokens in (NIGHT, DAY):
        theme.wear(tokens)
        # Qt itself writes it in the colour of what is chosen.
        assert measure_contrast(month) >= LEAST_CONTRAST
    editor._popup.close()


def test_two_days_of_the_calendar_make_a_period(words: ScreenLanguage, stand: Callable) -> None:
    editor = stand(make_editor(words, "project", "dates"))
    assert isinstance(editor, DateRangeEditor)
    for day in (10, 15):
        editor.open_calendar()
        editor._popup.calendar.activated.emit(QDate(2024, 7, day))
    assert editor.line.text() == "10.07.2024 – 15.07.2024"
    assert editor.value() == "2024-07-10/2024-07-15"
    # A third one begins anew.
    editor.open_calendar()
    editor._popup.calendar.activated.emit(QDate(2024, 8, 1))
    assert editor.value() == "2024-08-01"


def test_a_paragraph_takes_what_is_pasted_as_one_line_and_grows(
    words: ScreenLanguage, stand: Callable
) -> None:
    editor = stand(TextEditor(words, language="kk"))
    low = editor.text.height()
    data = QMimeData()
    data.setText("Бірінші жол\nекінші жол\n" + "ұзын сөз " * 60)
    QApplication.clipboard().setMimeData(data)
    editor.text.setFocus()
    QTest.keyClick(editor.text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "\n" not in editor.value()
    assert editor.value().startswith("Бірінші жол екінші жол ұзын сөз")
    assert editor.text.height() > low


@pytest.mark.parametrize(
    ("table", "column"),
    [("grant", "amount"), ("project", "dates"), ("organization", "iban")],
)
def test_a_larger_text_makes_a_wider_line(
    words: ScreenLanguage, theme: Theme, stand: Callable, table: str, column: str
) -> None:
    editor = stand(make_editor(words, table, column))
    before = editor.line.minimumWidth()
    try:
        theme.choose_size(150)
        assert editor.line.minimumWidth() > 1.2 * before
    finally:
        theme.choose_size(100)


def test_a_reference_offers_records_and_nobody(words: ScreenLanguage, stand: Callable) -> None:
    people = [("a", "Айгүл"), ("b", "Болат")]
    editor = stand(ReferenceEditor(words, lambda: people))
    assert editor.value() == ""
    editor.set_value("b")
    assert editor.value() == "b"
    assert editor.problem() is None
    people[1] = ("b", "Болат С.")
    editor.refresh()
    assert editor.focus_target().currentText() == "Болат С."
    # Somebody who came meanwhile, and somebody who is gone.
    people.append(("c", "Света"))
    editor.set_value("c")
    assert editor.problem() is None
    editor.set_value("gone")
    assert editor.value() == "gone"
    assert editor.problem() is not None
    box = editor.focus_target()
    assert isinstance(box, QComboBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    assert editor.value() == ""
    assert editor.problem() is None
    assert editor.take_words("АЙГУЛ") == "a"


def test_several_choices(words: ScreenLanguage, stand: Callable) -> None:
    editor = stand(ChoicesEditor(words, dict(terms_of_fields.UNITS)))
    editor.set_value("people, strange,count")
    assert editor.value() == "count,people,strange"
    editor.name_parts("Бірлік")
    box = editor.boxes["percent"]
    assert box.accessibleName() == "Бірлік: пайыз"
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert editor.value() == "count,percent,people,strange"


@pytest.mark.parametrize("kind", [PersonEditor, PlaceEditor])
def test_what_was_written_before_is_offered_whatever_the_keyboard(
    words: ScreenLanguage, stand: Callable, kind: type
) -> None:
    editor = stand(kind(words, lambda: ["Қалиева Бақыт", "Серік Нұр", "Талдықорған"]))
    line = editor.focus_target()
    line.setFocus()
    type_text(line, "бакыт кал")
    assert editor.offers() == ["Қалиева Бақыт"]
    popup = line.completer().popup()
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert editor.value() == "Қалиева Бақыт"
    assert not popup.isVisible()
    put(editor, "Жаңа адам")
    assert editor.value() == "Жаңа адам"
    line.setFocus()
    line.clear()
    QTest.keyClick(line, Qt.Key.Key_Down)
    assert len(editor.offers()) == 3
    popup.hide()


def test_texts_used_before_come_once_the_commonest_first(desk: Desk) -> None:  # noqa: F811
    offered = used_texts(desk.workspace, "place", "kk", "activity", "planned_activity")()
    assert offered
    assert len(offered) == len(set(offered))
    activities = find_id(desk.workspace, "activity")
    desk.workspace.db.execute("UPDATE activity SET place_kk = 'Текелі' WHERE id <> ?", [activities])
    desk.workspace.db.execute("UPDATE activity SET place_kk = 'ТЕКЕЛИ' WHERE id = ?", [activities])
    assert list_used_texts(desk.workspace.db, "activity", "place", "kk") == ["Текелі"]
    with pytest.raises(ValueError, match="no text"):
        list_used_texts(desk.workspace.db, "activity", "kind", "kk")


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("instagram.com/zhetisu", "https://instagram.com/zhetisu"),
        (" <HTTP://Example.kz/а?б=1#в> ", "http://Example.kz/а?б=1#в"),
        ("https:/egov.kz", "https://egov.kz"),
        ("жетісу.қаз/бет", "https://жетісу.қаз/бет"),
        ("example.kz:8080/x", "https://example.kz:8080/x"),
        ("two words.kz", None),
        ("instagram", None),
        ("a@b", None),
    ],
)
def test_a_link_is_completed(typed: str, link: str | None) -> None:
    reading = read_link(typed)
    assert reading.value == link
    assert (reading.problem is None) is (link is not None)


def test_files_are_added_opened_and_taken_away(
    desk: Desk,  # noqa: F811
    show: Show,  # noqa: F811
    tmp_path: Path,
    qtbot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    owner = AttachedTo("evidence", find_id(desk.workspace, "evidence"))
    before = len(desk.workspace.attachments.read(owner))
    editor = FilesEditor(desk, owner)
    editor.set_name("Сканер")
    show(editor)
    good = tmp_path / "хаттама_2024.txt"
    good.write_text("хаттама", encoding="utf-8")
    bad = tmp_path / "дерек.exe"
    bad.write_bytes(b"MZ\x00\x01" * 40)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in (good, bad)])
    held = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(editor, QDragEnterEvent(QPoint(5, 5), copy, data, *held))
    assert editor.property("tone") == "focus"
    with qtbot.waitSignal(editor.changed, timeout=WAIT_MS):
        QApplication.sendEvent(editor, QDropEvent(QPointF(5, 5), copy, data, *held))
    assert editor.property("tone") == ""
    found = desk.workspace.attachments.read(owner)
    assert [attachment.name for attachment in found[before:]] == ["хаттама_2024.txt"]
    assert "дерек.exe" in editor.error.text()
    assert len(editor._rows) == before + 1
    row = editor._rows[found[-1].id]
    opened: list[str] = []
    monkeypatch.setattr(
        "ui.editors.files_editor.QDesktopServices.openUrl",
        lambda url: opened.append(url.toLocalFile()),
    )
    QTest.mouseClick(row.open_button, Qt.MouseButton.LeftButton)
    assert Path(opened[0]).read_text(encoding="utf-8") == "хаттама"
    assert "хаттама_2024.txt" in row.remove_button.accessibleName()
    QTest.mouseClick(row.remove_button, Qt.MouseButton.LeftButton)
    assert len(desk.workspace.attachments.read(owner)) == before
    desk.workspace.undo()
    editor.refill()
    assert len(editor._rows) == before + 1
    editor.set_read_only(True)
    assert not editor.add_button.isVisible()
    editor.end_workers()


def test_tab_goes_through_files_that_came_later(
    desk: Desk,  # noqa: F811
    show: Show,  # noqa: F811
    tmp_path: Path,
    qtbot,
) -> None:
    owner = AttachedTo("evidence", find_id(desk.workspace, "evidence"))
    for known in desk.workspace.attachments.read(owner):
        desk.workspace.attachments.remove(known.id)
    holder = QWidget()
    column = QVBoxLayout(holder)
    editor = FilesEditor(desk, owner)
    first, last = QLineEdit(), QLineEdit()
    for widget in (first, editor, last):
        column.addWidget(widget)
    order_tabs(first, [editor.add_button, last])
    show(holder)
    for number in range(2):
        path = tmp_path / f"{number}.txt"
        path.write_text(f"хаттама {number}", encoding="utf-8")
        desk.workspace.attachments.attach(owner, path)
        editor.refill()
    rows = list(editor._rows.values())
    expected = [*(stop for row in rows for stop in row.stops()), editor.add_button, last]
    # Qt shows what came into a layout in the next turn.
    qtbot.waitUntil(expected[0].isVisible, timeout=WAIT_MS)
    first.setFocus()
    walked = []
    for _stop in expected:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget())
    assert walked == expected
    # Whoever orders the whole page anew finds the same order.
    shown = [stop for stop in list_tab_stops(editor) if stop.isVisible()]
    assert shown == expected[:-1]


def test_sizes_are_said_in_the_people_s_units() -> None:
    assert say_size(1, "kk") == "1\u00a0КБ"
    assert say_size(240 * 1024, "ru") == "240\u00a0КБ"
    assert say_size(1_468_006, "kk") == "1,4\u00a0МБ"


def test_of_many_files_a_few_are_listed_and_the_rest_on_request(
    desk: Desk,  # noqa: F811
    show: Show,  # noqa: F811
) -> None:
    owner = AttachedTo("evidence", find_id(desk.workspace, "evidence"))
    before = len(desk.workspace.attachments.read(owner))
    rows = [
        [f"file-{n}", owner.record_id, n + before, f"{n}.jpg", "image/jpeg", 1000, f"{n:064x}"]
        for n in range(50)
    ]
    with desk.workspace.change():
        desk.workspace.db.conn.executemany(
            "INSERT INTO attachment (id, evidence_id, position, name, media_type, size, sha256) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
    editor = FilesEditor(desk, owner)
    show(editor)
    assert len(editor._rows) == MOST_ROWS
    assert str(50 + before - MOST_ROWS) in editor.more_button.text()
    editor.more_button.click()
    assert len(editor._rows) == MOST_ROWS + MORE_ROWS
    editor.more_button.click()
    assert len(editor._rows) == 50 + before
    assert not editor.more_button.isVisible()


def test_a_choice_that_is_not_offered_is_still_shown(
    words: ScreenLanguage, stand: Callable
) -> None:
    field = find_field("organization", "legal_form")
    terms = terms_of_fields.FIELD_TERMS["organization", "legal_form"]
    offered = ["public_foundation", "branch"]
    editor = stand(ChoiceEditor(words, field, terms, offered=offered))
    editor.set_value("branch")
    assert editor.problem() is None
    codes = [editor.box.itemData(row) for row in range(editor.box.count())]
    assert codes == offered
    editor.set_value("initiative_group")
    assert editor.value() == "initiative_group"
    assert editor.problem() is not None
    assert editor.box.placeholderText() == "бастамашыл топ"
    painted = editor.box.grab().toImage()
    words.switch("ru")
    editor.retranslate()
    assert editor.box.placeholderText() == "инициативная группа"
    assert editor.box.grab().toImage() != painted
    editor.box.setPlaceholderText("")
    assert editor.box.grab().toImage() != painted
    editor.box.setFocus()
    QTest.keyClick(editor.box, Qt.Key.Key_Down)
    assert editor.value() in offered
    assert editor.problem() is None
