"""A form over one record: typed, saved, left, undone, translated, read only."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from shiboken6 import isValid

from grantee_app.records import Bilingual
from grantee_app.store.texts import RecordPlace
from grantee_app.workspace import Workspace
from tests.ui.typing import type_text
from ui.autosave import Autosave
from ui.desk import Desk
from ui.record_form import RecordForm
from ui.screen_language import ScreenLanguage
from ui.theme import Theme
from ui.undoing import Undoing
from ui.widgets.field import Field

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(
    workspace: Workspace,
    project_id: str,
    words: ScreenLanguage,
    theme: Theme,
    memory: QSettings,
) -> Desk:
    autosave = Autosave(workspace, words)
    return Desk(workspace, project_id, words, theme, memory, autosave, lambda _place: None)


def find_id(workspace: Workspace, table: str) -> str:
    return str(workspace.db.execute(f'SELECT id FROM "{table}" LIMIT 1').fetchone()[0])


@pytest.fixture
def show(qtbot) -> Iterator[Callable[[QWidget], QWidget]]:
    shown: list[QWidget] = []

    def show_widget(widget: QWidget) -> QWidget:
        shown.append(widget)
        widget.resize(900, 700)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    yield show_widget
    for widget in filter(isValid, shown):
        widget.hide()
        widget.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def form(desk: Desk, show: Callable[[QWidget], QWidget]) -> RecordForm:
    form = RecordForm(desk, "organization", find_id(desk.workspace, "organization"))
    form.add_text("name", lambda: desk.words.gettext("Yes"), lambda: "…")
    form.add_text("address", lambda: "Мекенжай", example=Bilingual(kk="Талдықорған қ."))
    form.add_row(
        form.add("bin", None, lambda: "БСН", lambda: "12 цифр"),
        form.add("registered_on", None, lambda: "Күні"),
        form.add("legal_form", None, lambda: "Нысаны"),
    )
    form.add("is_in_ngo_database", None, lambda: "Базада")
    form.add_text("charter_purposes", lambda: "Мақсаты", long=True)
    show(form)
    return form


def read(form: RecordForm, column: str, language: str = "") -> str:
    place = RecordPlace(form.table, form.record_id, column)
    return form.desk.workspace.read_text(place, language)


def target(form: RecordForm, column: str, language: str = "") -> QWidget:
    widget = form.editor(column, language).focus_target()
    widget.setFocus()
    return widget


def line(form: RecordForm, column: str) -> QLineEdit:
    widget = target(form, column)
    assert isinstance(widget, QLineEdit)
    return widget


def find_field(form: RecordForm, column: str):
    return next(slot.field for slot in form._slots if slot.column == column)


def test_what_is_stored_is_shown(form: RecordForm) -> None:
    assert form.editor("name", "kk").value() == read(form, "name", "kk") != ""
    assert form.editor("name", "ru").value() == read(form, "name", "ru") != ""
    assert line(form, "registered_on").text() == "17.03.2014"
    assert form.editor("registered_on").value() == "2014-03-17"
    assert not form.desk.autosave.has_unsaved()


def test_typing_is_saved_when_the_field_is_left(form: RecordForm) -> None:
    widget = target(form, "address", "ru")
    QTest.keyClick(widget, Qt.Key.Key_A, CONTROL)
    type_text(widget, "г. Талдыкорган, ул. Абая, 1")
    assert form.desk.autosave.has_unsaved()
    QTest.keyClick(widget, Qt.Key.Key_Return)
    assert not widget.hasFocus()
    assert line(form, "bin").hasFocus() or target(form, "bin")
    assert read(form, "address", "ru") == "г. Талдыкорган, ул. Абая, 1"


def test_enter_goes_through_the_fields_in_their_order(form: RecordForm) -> None:
    widget = target(form, "name", "kk")
    seen = []
    for _ in range(7):
        seen.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Return)
        widget = QApplication.focusWidget()
    expected = [("name", "kk"), ("name", "ru"), ("address", "kk"), ("address", "ru")]
    expected += [("bin", ""), ("registered_on", ""), ("legal_form", "")]
    assert seen == [form.editor(*place).focus_target() for place in expected]


def test_a_date_is_understood_while_it_is_typed_and_spelled_when_left(form: RecordForm) -> None:
    widget, field = line(form, "registered_on"), find_field(form, "registered_on")
    widget.selectAll()
    type_text(widget, "15 шілде 2024")
    assert field.note.text() == "2024 жылғы 15 шілде, дүйсенбі"
    QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert widget.text() == "15.07.2024"
    assert field.note.isHidden()
    assert read(form, "registered_on") == "2024-07-15"


def test_what_cannot_be_read_is_kept_and_told_only_when_left(form: RecordForm) -> None:
    widget, field = line(form, "registered_on"), find_field(form, "registered_on")
    widget.selectAll()
    type_text(widget, "31.02.2024")
    form.desk.autosave.flush()
    assert field.error.isHidden()
    QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert field.error.isVisibleTo(form)
    assert field.error.text().startswith("! ")
    assert widget.property("tone") == "bad"
    assert field.error.text().removeprefix("! ") in widget.accessibleDescription()
    assert read(form, "registered_on") == "31.02.2024"
    assert form.find_problems() == ["registered_on"]
    # Mended, it goes at once.
    widget.setFocus()
    widget.selectAll()
    type_text(widget, "28.02.2024")
    assert field.error.isHidden()


def test_a_draft_from_before_is_told_at_once(form: RecordForm, desk: Desk) -> None:
    place = RecordPlace("organization", form.record_id, "registered_on")
    desk.workspace.write_text(place, "", "кеше емес")
    form.refill()
    assert line(form, "registered_on").text() == "кеше емес"
    assert find_field(form, "registered_on").has_error()


def test_a_wrong_number_of_the_organisation_is_told_and_kept(form: RecordForm) -> None:
    widget = line(form, "bin")
    widget.selectAll()
    type_text(widget, "123")
    QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert "12" in find_field(form, "bin").error.text()
    assert read(form, "bin") == "123"


def test_a_choice_is_saved_at_once_and_the_wheel_changes_nothing(form: RecordForm) -> None:
    box = target(form, "legal_form")
    before = form.editor("legal_form").value()
    for focused in (True, False):
        if not focused:
            target(form, "bin")
        event = QWheelEvent(
            QPointF(5, 5),
            box.mapToGlobal(QPointF(5, 5)),
            QPoint(0, -120),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(box, event)
        assert form.editor("legal_form").value() == before
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    now = form.editor("legal_form").value()
    assert now != before
    form.desk.autosave.flush()
    assert read(form, "legal_form") == now


def test_yes_no_and_no_answer_are_three_things(form: RecordForm, words: ScreenLanguage) -> None:
    def stored() -> object:
        form.desk.autosave.flush()
        row = form.desk.workspace.records.read_row("organization", form.record_id)
        return row["is_in_ngo_database"]

    buttons = form.editor("is_in_ngo_database").segments.buttons
    assert (buttons["1"].text(), buttons["0"].text()) == ("Иә", "Жоқ")
    assert stored() == 1
    assert buttons["1"].isChecked()
    buttons["1"].setFocus()
    QTest.keyClick(buttons["1"], Qt.Key.Key_Right)
    assert stored() == 0
    QTest.keyClick(buttons["0"], Qt.Key.Key_Delete)
    assert stored() is None
    assert not any(button.isChecked() for button in buttons.values())
    form.refill()
    assert not any(button.isChecked() for button in buttons.values())
    # While there is no answer the arrows only go; Space answers.
    QTest.keyClick(buttons["0"], Qt.Key.Key_Left)
    assert stored() is None
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert stored() == 1
    QTest.mouseClick(buttons["0"], Qt.MouseButton.LeftButton)
    assert stored() == 0
    words.switch("ru")
    assert (buttons["1"].text(), buttons["0"].text()) == ("Да", "Нет")
    assert buttons["0"].isChecked()


def test_switching_the_language_keeps_what_is_half_typed(
    form: RecordForm, words: ScreenLanguage
) -> None:
    widget = line(form, "registered_on")
    widget.selectAll()
    type_text(widget, "15 шіл")
    words.switch("ru")
    assert widget.text() == "15 шіл"
    assert widget.hasFocus()
    box = form.editor("legal_form").focus_target()
    assert box.currentText() == words.gettext("public association")
    words.switch("kk")
    assert box.currentText() == words.gettext("public association")
    assert not [place for place in form.desk.autosave.unsaved() if place[0].column == "legal_form"]


def test_undo_goes_back_field_by_field(form: RecordForm, desk: Desk) -> None:
    undoing = Undoing(
        desk.workspace,
        form,
        save_all=desk.autosave.end_step,
        show=lambda _undone, _is_back: form.refill(),
        tell=lambda problem: pytest.fail(str(problem)),
    )
    day, address = line(form, "registered_on"), target(form, "address", "kk")
    before = form.editor("address", "kk").value()
    address.setFocus()
    type_text(address, "Абай ")
    day.setFocus()
    day.selectAll()
    type_text(day, "01.02.2020")
    QTest.keyClick(day, Qt.Key.Key_Z, CONTROL)
    assert day.text() == "17.03.2014"
    assert form.editor("address", "kk").value() == f"Абай {before}"
    address.setFocus()
    QTest.keyClick(address, Qt.Key.Key_Z, CONTROL)
    assert form.editor("address", "kk").value() == before
    QTest.keyClick(address, Qt.Key.Key_Y, CONTROL)
    assert form.editor("address", "kk").value() == f"Абай {before}"
    assert read(form, "registered_on") == "2014-03-17"
    undoing.end()


def test_a_refill_does_not_disturb_whoever_types(form: RecordForm, desk: Desk) -> None:
    widget = line(form, "bin")
    widget.selectAll()
    type_text(widget, "1403")
    widget.setCursorPosition(2)
    desk.autosave.flush()
    form.refill()
    assert (widget.text(), widget.cursorPosition()) == ("1403", 2)
    # Half a word with a space behind it, and a number in the middle of its groups.
    type_text(widget, " ")
    desk.autosave.flush()
    form.refill()
    assert widget.text() == "14 03"
    widget.setText("14 ")
    widget.textEdited.emit("14 ")
    desk.autosave.flush()
    form.refill()
    assert widget.text() == "14 "


def test_another_change_is_shown(form: RecordForm, desk: Desk) -> None:
    target(form, "bin")
    place = RecordPlace("organization", form.record_id, "address")
    desk.workspace.write_text(place, "kk", "Текелі қ.")
    form.refill()
    assert form.editor("address", "kk").value() == "Текелі қ."


def test_another_record_takes_no_words_along(form: RecordForm, desk: Desk) -> None:
    from grantee_app.records import Organization

    other = Organization(name=Bilingual(kk="Басқа"))
    desk.workspace.records.add_organization(other)
    first = form.record_id
    widget = target(form, "address", "kk")
    QTest.keyClick(widget, Qt.Key.Key_A, CONTROL)
    type_text(widget, "Бұрынғы")
    form.set_record(other.id)
    assert form.editor("name", "kk").value() == "Басқа"
    assert form.editor("address", "kk").value() == ""
    desk.autosave.flush()
    assert desk.workspace.read_text(RecordPlace("organization", first, "address"), "kk") == (
        "Бұрынғы"
    )
    assert desk.workspace.read_text(RecordPlace("organization", other.id, "address"), "kk") == ""
    form.set_record("")
    assert form.editor("name", "kk").value() == ""
    assert form.editor("name", "kk").focus_target().isReadOnly()
    form.set_record(first)
    assert not form.editor("name", "kk").focus_target().isReadOnly()


def test_the_missing_language_is_marked(form: RecordForm, words: ScreenLanguage) -> None:
    widget = target(form, "address", "ru")
    QTest.keyClick(widget, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(widget, Qt.Key.Key_Delete)
    field = find_field(form, "address")
    missing = words.gettext("nothing is written in this language")
    assert missing in widget.accessibleDescription()
    assert field._captions["ru"].text() == "Русский ○"
    assert field._captions["kk"].text() == "Қазақша"
    type_text(widget, "г")
    assert field._captions["ru"].text() == "Русский"
    assert missing not in widget.accessibleDescription()


def test_every_field_has_its_name(form: RecordForm, words: ScreenLanguage) -> None:
    for code in ("kk", "ru"):
        words.switch(code)
        names = [slot.editor.focus_target().accessibleName() for slot in form._slots]
        assert all(names)
        assert len(set(names)) == len(names)
        assert form.editor("name", "ru").focus_target().accessibleName() == (
            f"{words.gettext('Yes')}, Русский"
        )
    assert form.editor("bin").focus_target().accessibleDescription() == "12 цифр"
    assert find_field(form, "bin").label.buddy() is form.editor("bin").focus_target()


def test_a_field_is_shown_on_demand(form: RecordForm) -> None:
    assert form.show_field("address", "ru", 4)
    widget = form.editor("address", "ru").focus_target()
    assert widget.hasFocus()
    assert widget.textCursor().position() == 4
    assert form.show_field("address")
    assert form.editor("address", "kk").focus_target().hasFocus()
    assert form.show_field("bin")
    assert not form.show_field("nothing")
    assert not form.show_field("bin", "kk")


def test_a_read_only_workspace_is_read_only(
    workspace: Workspace, desk: Desk, show: Callable[[QWidget], QWidget]
) -> None:
    with Workspace.open_read_only(workspace.folder) as reader:
        closed = Desk(
            reader,
            desk.project_id,
            desk.words,
            desk.theme,
            desk.memory,
            Autosave(reader, desk.words),
            desk.go,
        )
        form = RecordForm(closed, "organization", find_id(reader, "organization"))
        form.add_text("name", lambda: "Атауы")
        form.add("bin", None, lambda: "БСН")
        form.add("legal_form", None, lambda: "Нысаны")
        form.add("is_in_ngo_database", None, lambda: "Базада")
        form.add_text("charter_purposes", lambda: "Мақсаты", long=True)
        show(form)
        before = [slot.editor.value() for slot in form._slots]
        for slot in form._slots:
            widget = slot.editor.focus_target()
            widget.setFocus()
            type_text(widget, "1ә ")
        assert [slot.editor.value() for slot in form._slots] == before
        assert not closed.autosave.has_unsaved()
        form.hide()


def test_fields_stand_beside_each_other_as_far_as_there_is_room(form: RecordForm) -> None:
    kk = form.editor("name", "kk")
    ru = form.editor("name", "ru")

    def tops() -> tuple[int, int]:
        QApplication.processEvents()
        return tuple(editor.mapTo(form, QPoint(0, 0)).y() for editor in (kk, ru))

    wide = tops()
    assert wide[0] == wide[1]
    form.resize(320, 700)
    narrow = tops()
    assert narrow[0] < narrow[1]
    fields = [find_field(form, column) for column in ("bin", "registered_on", "legal_form")]
    places = [field.geometry() for field in fields]
    assert not any(one.intersects(other) for one in places for other in places if one is not other)


def test_a_form_that_goes_while_somebody_types_loses_nothing(form: RecordForm, desk: Desk) -> None:
    for column, language in (("address", "kk"), ("bin", ""), ("charter_purposes", "ru")):
        widget = target(form, column, language)
        type_text(widget, "7")
        wanted = form.editor(column, language).value()
        place = RecordPlace(form.table, form.record_id, column)
        if column == "charter_purposes":
            form.hide()
            form.deleteLater()
            QApplication.sendPostedEvents(form, QEvent.Type.DeferredDelete)
            QApplication.processEvents()
            desk.autosave.flush()
        else:
            desk.autosave.flush()
        assert desk.workspace.read_text(place, language) == wanted


def test_a_field_makes_no_label_that_says_nothing_and_puts_each_in_its_place(
    words: ScreenLanguage, qtbot
) -> None:
    field = Field(QLineEdit())
    qtbot.addWidget(field)
    field.set_words("БСН", "")
    assert len(field.findChildren(QLabel)) == 1
    field.set_error("12 таңба керек")
    field.set_note("3 таңба терілді")
    field.set_words("БСН", "12 таңба")
    column = field.layout()
    assert column is not None
    said = [column.itemAt(place).widget() for place in range(column.count())]
    assert said == [field.label, field.help, field.editor, field.note, field.error]
    assert field.error.text() == "! 12 таңба керек"
    field.set_error("")
    field.set_note("")
    assert field.error.isHidden()
    assert field.note.isHidden()
    assert not field.help.isHidden()
