"""What happens to a text when she types, pastes, nests and takes back."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from grantee_app.records.text import format_text, parse_text
from tests.ui.typing import type_text
from ui.editors.long_text import LongText

RICH = """Бірінші жол 😀 https://example.org/a.
## Тақырыпша
- бір
  - ішкі
  1. ішкі бір
  2. ішкі екі
- екі

3. үшінші [сілтеме](https://example.org/b) соңы
4. төртінші
| Ай | Адам |
соңғы жол"""


@pytest.fixture
def page(qtbot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    rows = QVBoxLayout(page)
    rows.addWidget(LongText())
    rows.addWidget(QLineEdit())
    page.resize(500, 300)
    page.show()
    page.activateWindow()
    return page


@pytest.fixture
def editor(page: QWidget) -> LongText:
    editor = page.findChild(LongText)
    editor.setFocus()
    return editor


def test_a_rich_text_comes_back_letter_for_letter(editor: LongText) -> None:
    editor.set_value(RICH)
    assert editor.value() == RICH
    assert "](" not in editor.toPlainText()


def test_any_text_comes_back_letter_for_letter(editor: LongText) -> None:
    dice = random.Random(7)
    pieces = [
        "- а", "  - ә", "1. б", "2. в", "9. г", "  1. д", "  2. е", "## Ж", "жол", "", "| a | b |",
        "[сөз](http://x.kz)", "http://x.kz", "бас [с](http://y.kz)[т](http://z.kz) соң",
    ]  # fmt: skip
    for _ in range(300):
        text = "\n".join(dice.choices(pieces, k=dice.randint(1, 12))).strip("\n")
        editor.set_value(text)
        assert editor.value() == text


def test_filling_is_no_edit_and_typing_is_one(editor: LongText, qtbot) -> None:
    edits = []
    editor.edited.connect(lambda: edits.append(1))
    editor.set_value(RICH)
    QApplication.processEvents()
    assert edits == []
    type_text(editor, "Қ")
    assert edits
    assert editor.value().startswith("ҚБірінші")


def test_a_typed_mark_begins_a_list_and_an_empty_item_ends_it(editor: LongText) -> None:
    type_text(editor, "- бір\nекі\n\tішкі\n\n\nсоңы")
    assert editor.value() == "- бір\n- екі\n  - ішкі\nсоңы"


def test_an_emptied_nested_item_climbs_before_it_leaves(editor: LongText) -> None:
    type_text(editor, "1. бір\n\tа\n\nекі")
    assert editor.value() == "1. бір\n  1. а\n2. екі"


def test_numbers_go_on_and_may_begin_anywhere(editor: LongText) -> None:
    type_text(editor, "3. үш\nтөрт")
    assert editor.value() == "3. үш\n4. төрт"
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    editor.moveCursor(QTextCursor.MoveOperation.EndOfBlock)
    type_text(editor, "\nарасы")
    assert editor.value() == "3. үш\n4. арасы\n5. төрт"


def test_backspace_takes_a_typed_mark_literally(editor: LongText) -> None:
    type_text(editor, "- ")
    assert editor.list_kind() == "bullets"
    type_text(editor, "\b")
    assert editor.list_kind() == ""
    assert editor.toPlainText() == "- "
    type_text(editor, "сөз")
    assert editor.toPlainText() == "- сөз"


def test_a_text_does_not_undo_by_itself(editor: LongText) -> None:
    type_text(editor, "сөз")
    assert not editor.document().isUndoAvailable()
    editor.undo()
    assert editor.value() == "сөз"


def test_a_line_after_a_heading_is_plain(editor: LongText) -> None:
    type_text(editor, "## Бас\nжай")
    assert editor.value() == "## Бас\nжай"


def test_backspace_at_the_start_makes_a_line_plain(editor: LongText) -> None:
    editor.set_value("- бір")
    type_text(editor, "\b")
    assert editor.value() == "бір"
    assert editor.list_kind() == ""


def test_dates_and_sums_at_the_start_of_a_line_are_left_alone(editor: LongText) -> None:
    type_text(editor, "10.07.2024 күні\n2024. жыл\n12 адам")
    assert editor.value() == "10.07.2024 күні\n2024. жыл\n12 адам"


def test_tab_outside_a_list_goes_to_the_next_field(editor: LongText, page: QWidget) -> None:
    edits = []
    editor.edited.connect(lambda: edits.append(1))
    type_text(editor, "\t")
    assert edits == []
    assert editor.toPlainText() == ""
    assert page.findChild(QLineEdit).hasFocus()


def test_tab_passes_a_list_by_at_its_first_item(editor: LongText, page: QWidget) -> None:
    editor.set_value("- бір\n- екі")
    type_text(editor, "\t")
    assert editor.value() == "- бір\n- екі"
    assert page.findChild(QLineEdit).hasFocus()


def test_chosen_lines_become_a_list_and_back(editor: LongText) -> None:
    editor.set_value("бір\nекі\nүш")
    editor.selectAll()
    editor.toggle_list("numbers")
    assert editor.value() == "1. бір\n2. екі\n3. үш"
    editor.toggle_list("bullets")
    assert editor.value() == "- бір\n- екі\n- үш"
    editor.toggle_list("bullets")
    assert editor.value() == "бір\nекі\nүш"
    editor.toggle_heading()
    assert editor.value() == "## бір\n## екі\n## үш"


def test_words_after_a_link_are_no_part_of_it(editor: LongText) -> None:
    editor.set_value("[мақала](https://example.org)")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    type_text(editor, " туралы")
    assert editor.value() == "[мақала](https://example.org) туралы"


def test_a_word_becomes_a_link_and_loses_it(editor: LongText) -> None:
    editor.set_value("бейне мұнда")
    editor.set_link("https://example.org/v")
    assert editor.value() == "[бейне](https://example.org/v) мұнда"
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    editor.moveCursor(QTextCursor.MoveOperation.Right)
    assert editor.link_address() == "https://example.org/v"
    editor.set_link("")
    assert editor.value() == "бейне мұнда"


def paste(editor: LongText, *, html: str = "", text: str = "") -> None:
    data = QMimeData()
    if html:
        data.setHtml(html)
    if text:
        data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)
    editor.paste()


def test_a_word_page_is_pasted_as_blocks(editor: LongText) -> None:
    html = (
        "<html><body><!--StartFragment--><h2>Бас</h2>"
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
        "<span style='mso-list:Ignore'>·&nbsp;</span><![endif]>бір</p>"
        "<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'>"
        "<span style='mso-list:Ignore'>o</span>ішкі</p>"
        '<p>Соңы <a href="https://example.org">осында</a></p><!--EndFragment--></body></html>'
    )
    paste(editor, html=html, text="Бас\nбір")
    assert editor.value() == "## Бас\n- бір\n  - ішкі\nСоңы [осында](https://example.org)"


def test_one_pasted_line_goes_on_inside_the_sentence(editor: LongText) -> None:
    editor.set_value("- басы соңы")
    for _ in range(5):
        editor.moveCursor(QTextCursor.MoveOperation.Right)
    paste(editor, html="<p>орта </p>", text="орта ")
    assert editor.value() == "- басы ортасоңы"


def test_blocks_pasted_into_a_line_leave_its_rest_below(editor: LongText) -> None:
    editor.set_value("басысоңы")
    for _ in range(4):
        editor.moveCursor(QTextCursor.MoveOperation.Right)
    paste(editor, html="<p>а</p><ul><li>б</li></ul>")
    assert editor.value() == "басыа\n- б\nсоңы"


def test_plain_text_keeps_its_lines(editor: LongText) -> None:
    paste(editor, text="бір\r\n• екі\r\nҮш\tбет")
    assert editor.value() == "бір\n- екі\nҮш\tбет"


def test_copying_between_texts_loses_nothing(editor: LongText) -> None:
    editor.set_value(RICH)
    editor.selectAll()
    editor.copy()
    assert "сілтеме" in QGuiApplication.clipboard().text()
    editor.set_value("")
    editor.paste()
    assert editor.value() == format_text(parse_text(RICH))


def test_the_editor_is_as_high_as_its_text(editor: LongText) -> None:
    low = editor.height()
    editor.set_value("жол\n" * 60)
    assert editor.height() > low + 30 * editor.fontMetrics().height()
    editor.set_value("")
    assert editor.height() == low


def test_the_wheel_belongs_to_the_page(editor: LongText) -> None:
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(editor.viewport(), wheel)
    assert not wheel.isAccepted()


def test_leaving_is_told(editor: LongText, qtbot) -> None:
    with qtbot.waitSignal(editor.left, timeout=20_000):
        editor.clearFocus()


def test_keys_nest_and_lift_items(editor: LongText) -> None:
    editor.set_value("- бір\n- екі\n- үш")
    editor.moveCursor(QTextCursor.MoveOperation.Down)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.value() == "- бір\n  - екі\n- үш"
    QTest.keyClick(editor, Qt.Key.Key_Backtab)
    assert editor.value() == "- бір\n- екі\n- үш"
