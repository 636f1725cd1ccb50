"""The page of the organisation: checked as typed, hidden where it does not apply, never lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from grantee_app.records import Bilingual, Organization
from grantee_app.store.texts import RecordPlace
from grantee_app.workspace import Workspace
from tests.ui.conftest import WAIT_MS
from tests.ui.typing import type_text
from ui.main_window import MainWindow
from ui.pages.organization_page import OrganizationPage

CONTROL = Qt.KeyboardModifier.ControlModifier
GOOD_BIN = "140340999996"
GOOD_IBAN = "KZ19999ULGI202400017"


@pytest.fixture
def memory(memory: QSettings) -> QSettings:
    memory.setValue("window/step", "organization")
    return memory


@pytest.fixture
def page(window: MainWindow, qtbot) -> OrganizationPage:
    page = window.view.page()
    assert isinstance(page, OrganizationPage)
    qtbot.waitUntil(lambda: bool(page.asked), timeout=WAIT_MS)
    return page


def target(page: OrganizationPage, column: str, language: str = "") -> QWidget:
    return page.card_of(column).form.editor(column, language).focus_target()


def rewrite(page: OrganizationPage, column: str, text: str, language: str = "") -> QWidget:
    """Put the cursor into a field, take its text out by the keyboard and type another."""
    widget = target(page, column, language)
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(widget, Qt.Key.Key_Delete)
    type_text(widget, text)
    return widget


def error_of(page: OrganizationPage, column: str) -> str:
    label = page.card_of(column).fields[column].error
    return label.text() if label.isVisibleTo(page) else ""


def stored(page: OrganizationPage, column: str, language: str = "") -> str:
    assert page.autosave.flush()
    place = RecordPlace("organization", page.organization_id, column)
    return page.desk.workspace.read_text(place, language)


# ---------------------------------------------------------------------- numbers with a check


@pytest.mark.parametrize(
    ("code", "sentence"),
    [("kk", "қате терілген"), ("ru", "ошибка в цифре")],
)
def test_a_wrong_bin_is_said_at_once_and_kept(
    window: MainWindow, page: OrganizationPage, code: str, sentence: str
) -> None:
    window.switch_language(code)
    rewrite(page, "bin", GOOD_BIN[:-1])
    assert not error_of(page, "bin")
    type_text(target(page, "bin"), "7")
    assert sentence in error_of(page, "bin").casefold(), error_of(page, "bin")
    assert stored(page, "bin") == GOOD_BIN[:-1] + "7"
    assert error_of(page, "bin")[2:] in target(page, "bin").accessibleDescription()
    type_text(target(page, "bin"), "\b6")
    assert not error_of(page, "bin")
    assert stored(page, "bin") == GOOD_BIN


def test_half_a_bin_is_no_mistake_until_it_is_left(page: OrganizationPage) -> None:
    rewrite(page, "bin", "1403")
    assert not error_of(page, "bin")
    assert page.card_of("bin").fields["bin"].note.text() == "12 таңбаның 4 терілді."
    target(page, "registered_on").setFocus()
    assert "12" in error_of(page, "bin")


def test_an_account_is_grouped_by_fours_and_kept_in_one_word(page: OrganizationPage) -> None:
    assert target(page, "iban").text() == "KZ19 999U LGI2 0240 0017"
    rewrite(page, "iban", "kz19999ulgi202400018")
    assert "қате терілген" in error_of(page, "iban")
    rewrite(page, "iban", "kz19 999ulgi2024 00017")
    assert not error_of(page, "iban")
    target(page, "bic").setFocus()
    assert target(page, "iban").text() == "KZ19 999U LGI2 0240 0017"
    assert stored(page, "iban") == GOOD_IBAN


def test_other_numbers_are_judged_when_they_are_left(page: OrganizationPage) -> None:
    for column, wrong, right, kept in (
        ("bic", "ULGI", "ulgikzka", "ULGIKZKA"),
        ("beneficiary_code", "8", "18", "18"),
        ("phone", "12", "8 701 000 00 00", "+7 701 000 00 00"),
        ("email", "пошта", "a@example.kz", "a@example.kz"),
    ):
        rewrite(page, column, wrong)
        target(page, "website").setFocus()
        assert error_of(page, column), column
        assert stored(page, column) == wrong
        rewrite(page, column, right)
        target(page, "website").setFocus()
        assert not error_of(page, column), column
        assert stored(page, column) == kept


# ---------------------------------------------------------------------- legal form


def choose_legal_form(page: OrganizationPage, legal_form: str) -> None:
    box = page.card_of("legal_form").form.editor("legal_form").box
    box.setCurrentIndex(box.findData(legal_form))
    box.activated.emit(box.currentIndex())


def test_a_group_has_no_bin_and_what_was_typed_is_kept(page: OrganizationPage) -> None:
    choose_legal_form(page, "initiative_group")
    assert not page.card_of("bin").isVisible()
    assert not page.card_of("charter_purposes").isVisible()
    assert not page.card_of("accountant").fields["accountant"].isVisible()
    assert page.card_of("name").fields["name"].label.text() == "Топтың атауы"
    assert page.card_of("head").heading.text() == "Топ жетекшісі"
    assert stored(page, "bin") == GOOD_BIN
    assert not page.show_field("bin")
    choose_legal_form(page, "public_foundation")
    assert page.card_of("bin").isVisible()
    assert target(page, "bin").text() == GOOD_BIN
    assert not page.card_of("bin").fields["territorial_status"].isVisible()


def test_a_legal_form_is_undone(window: MainWindow, page: OrganizationPage) -> None:
    choose_legal_form(page, "initiative_group")
    assert window.undoing.undo()
    assert page.card_of("bin").isVisible()
    assert stored(page, "legal_form") == "public_association"


# ---------------------------------------------------------------------- names, language, undo


def test_the_side_bar_follows_the_name(window: MainWindow, page: OrganizationPage, qtbot) -> None:
    rewrite(page, "short_name", "«Жаңа атау» ҚБ", "kk")
    window.save_all()
    qtbot.waitUntil(lambda: window.side._organization.text() == "«Жаңа атау» ҚБ", timeout=WAIT_MS)


def test_the_title_of_the_window_follows_the_project(
    window: MainWindow, page: OrganizationPage, qtbot
) -> None:
    place = RecordPlace("project", window.view.project_id, "title")
    page.desk.workspace.write_text(place, "kk", "Басқа тақырып")
    qtbot.waitUntil(lambda: window.windowTitle().startswith("Басқа тақырып"), timeout=WAIT_MS)
    assert window.side._title.accessibleName() == "Басқа тақырып"


def test_a_language_switch_in_the_middle_of_typing_loses_nothing(
    window: MainWindow, page: OrganizationPage
) -> None:
    head = rewrite(page, "head", "Серік", "kk")
    number = target(page, "bin")
    rewrite(page, "bin", "1403")
    number.setCursorPosition(2)
    window.switch_language("ru")
    assert number.hasFocus()
    assert (number.text(), number.cursorPosition()) == ("1403", 2)
    assert page.card_of("bin").fields["bin"].label.text() == "БИН"
    assert head.toPlainText() == "Серік"
    assert stored(page, "head", "kk") == "Серік"
    window.switch_language("kk")
    assert page.card_of("bin").heading.text() == "Тіркелуі"
    assert number.text() == "1403"


def test_undo_goes_back_to_the_field(window: MainWindow, page: OrganizationPage) -> None:
    before = target(page, "territory", "kk").toPlainText()
    widget = rewrite(page, "territory", "Абай облысы", "kk")
    window.save_all()
    target(page, "bin").setFocus()
    window.open_step("organization")
    QTest.keyClick(target(page, "bin"), Qt.Key.Key_Z, CONTROL)
    assert widget.toPlainText() == before
    assert widget.hasFocus()
    QTest.keyClick(widget, Qt.Key.Key_Y, CONTROL)
    assert widget.toPlainText() == "Абай облысы"


# ---------------------------------------------------------------------- addresses


def test_one_click_copies_the_address_and_one_undo_takes_it_back(
    window: MainWindow, page: OrganizationPage
) -> None:
    assert not page.same_button.isVisible()
    rewrite(page, "actual_address", "Текелі", "kk")
    rewrite(page, "actual_address", "Текели", "ru")
    assert page.same_button.isVisible()
    QTest.mouseClick(page.same_button, Qt.MouseButton.LeftButton)
    for code in ("kk", "ru"):
        assert stored(page, "actual_address", code) == stored(page, "address", code)
    assert not page.same_button.isVisible()
    assert window.undoing.undo()
    assert stored(page, "actual_address", "kk") == "Текелі"
    assert stored(page, "actual_address", "ru") == "Текели"
    assert page.same_button.isVisible()


# ---------------------------------------------------------------------- what is asked for


def test_what_the_form_asks_for_is_a_link_to_its_field(page: OrganizationPage) -> None:
    assert page.find_missing() == []
    assert not page.fill_button.isVisible()
    rewrite(page, "phone", "")
    rewrite(page, "head", "", "kk")
    rewrite(page, "head", "", "ru")
    rewrite(page, "bin", "")
    assert page.find_missing() == ["head", "phone"]
    assert page.fill_button.isVisible()
    QTest.mouseClick(page.asked_card.links["phone"], Qt.MouseButton.LeftButton)
    assert target(page, "phone").hasFocus()
    type_text(target(page, "phone"), "+7 701 000 00 00")
    assert page.find_missing() == ["head"]
    assert not page.asked_card.links["phone"].isVisible()
    assert page.asked_card.links["bin"].isVisible()
    QTest.mouseClick(page.fill_button, Qt.MouseButton.LeftButton)
    assert target(page, "head", "kk").hasFocus()


# ---------------------------------------------------------------------- several organisations


def test_a_project_can_go_to_another_organisation(
    window: MainWindow, page: OrganizationPage, workspace: Workspace, qtbot
) -> None:
    assert not page.owners_card.isVisible()
    first = page.organization_id
    other = Organization(name=Bilingual(kk="«Екінші» ҚҚ", ru="ОФ «Второй»"))
    workspace.records.add_organization(other)
    qtbot.waitUntil(page.owners_card.isVisible, timeout=WAIT_MS)
    rewrite(page, "name", "Бірінші ұйым", "kk")
    box = page.owners_card.box
    box.setCurrentIndex(box.findData(other.id))
    box.activated.emit(box.currentIndex())
    assert page.organization_id == other.id
    assert workspace.load_project(window.view.project_id).organization.name == other.name
    assert target(page, "name", "kk").toPlainText() == "«Екінші» ҚҚ"
    named = RecordPlace("organization", first, "name")
    assert workspace.read_text(named, "kk") == "Бірінші ұйым"
    qtbot.waitUntil(lambda: window.side._organization.text() == "«Екінші» ҚҚ", timeout=WAIT_MS)
    assert window.undoing.undo()
    assert page.organization_id == first
    assert target(page, "name", "kk").toPlainText() == "Бірінші ұйым"


# ---------------------------------------------------------------------- reading only, looks


def test_a_read_only_workspace_can_be_read_and_not_changed(
    open_window: Callable, workspace: Workspace, qtbot
) -> None:
    folder = workspace.folder
    workspace.close()
    with Workspace.open_read_only(folder) as closed:
        window = open_window(closed)
        page = window.view.page()
        type_text(target(page, "bin"), "7")
        type_text(target(page, "head", "kk"), "Х")
        assert target(page, "bin").text() == GOOD_BIN
        assert not page.autosave.has_unsaved()
        assert not page.card_of("legal_form").form.editor("legal_form").box.isEnabled()
        assert not page.same_button.isVisible()
        assert not page.fill_button.isVisible()
        window.view.end_workers()


@pytest.mark.parametrize("code", ["kk", "ru"])
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (911, 512)])
def test_no_word_is_cut_and_nothing_leaves_its_card(
    window: MainWindow, page: OrganizationPage, code: str, size: tuple[int, int]
) -> None:
    window.resize(*size)
    window.switch_language(code)
    rewrite(page, "phone", "1")
    rewrite(page, "iban", "kz19999ulgi202400018")
    target(page, "bic").setFocus()
    for _ in range(4):
        QApplication.processEvents()
    assert page.area.widget().width() <= page.area.viewport().width()
    for kind in (QLabel, QPushButton):
        for widget in page.area.widget().findChildren(kind):
            if not widget.isVisible() or not widget.text():
                continue
            parent = widget.parentWidget()
            assert parent.rect().contains(widget.geometry()), widget.text()
            if isinstance(widget, QLabel):
                assert widget.height() >= widget.heightForWidth(widget.width()), widget.text()
            else:
                assert widget.width() >= widget.minimumSizeHint().width(), widget.text()
    # No empty ground below the last card.
    last = max(card.mapTo(page.area.widget(), card.rect().bottomLeft()).y() for card in page.cards)
    assert page.area.widget().height() - last < max(300, page.area.viewport().height())


def test_everything_is_named_and_reached_by_tab(page: OrganizationPage) -> None:
    first = target(page, "legal_form")
    first.setFocus()
    reached: list[QWidget] = []
    while len(reached) < 60:
        here = QApplication.focusWidget()
        if here is None or here in reached:
            break
        reached.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    wanted = [
        target(page, column, language)
        for column, language in (
            ("name", "kk"),
            ("name", "ru"),
            ("bin", ""),
            ("registered_on", ""),
            ("territory", "kk"),
            ("is_in_ngo_database", ""),
            ("charter_purposes", "kk"),
            ("head", "kk"),
            ("address", "ru"),
            ("actual_address", "kk"),
            ("phone", ""),
            ("iban", ""),
            ("beneficiary_code", ""),
        )
    ]
    places = [reached.index(widget) for widget in wanted]
    assert places == sorted(places)
    for card in page.cards:
        for ask in card.plan.asks:
            for language in ("",) if ask.kind == "value" else ("kk", "ru"):
                assert target(page, ask.column, language).accessibleName()
