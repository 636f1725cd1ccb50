"""One long story: from an empty folder to two PDFs that say what was typed, and back again.

Everything is done as a person does it: by clicks, keys and typed Cyrillic. Only the window of the
system that asks where a file goes is answered for her.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from grantee_app.workspace import Workspace
from tests.core.report.reading import Paper, read_pdf
from tests.ui.conftest import WAIT_MS
from tests.ui.test_report_page import find_field
from tests.ui.typing import type_text
from ui.main_window import MainWindow
from ui.pages.money_page import MoneyPage
from ui.pages.organization_page import OrganizationPage
from ui.pages.plan.project_detail import ProjectDetail
from ui.pages.plan_page import PlanPage
from ui.pages.report_page import ReportPage

CONTROL = Qt.KeyboardModifier.ControlModifier
NBSP = "\u00a0"
NAME_KK, NAME_RU = "«Жарық жол» қоғамдық қоры", "ОФ «Жарық жол»"
TITLE_KK, TITLE_RU = "Аулаға жарық", "Свет во двор"
HEAD = "Әділова Гүлнар Сәкенқызы"
ADDRESS = "Жетісу облысы, Қаратал ауданы, Үштөбе қаласы, Абай көшесі, 7"
PHONE = "+7 700 000 12 34"
WRONG_BIN, BIN = "140340999997", "140340999996"
TASK = "Ауланы жарықтандыруды тұрғындармен бірге шешу"
TASK_RU = "Решить вместе с жителями, как осветить двор"
ACTIVITY = "Тұрғындар жиыны"
ACTIVITY_RU = "Сход жителей"
INDICATOR, INDICATOR_RU = "Фото", "Фото"
PHRASE = "әр шарадан 4/1"
GOAL = "Ауладағы он екі шам жөнделіп, кешкі серуен қайта басталды"
GOAL_RU_BEGUN, GOAL_RU_END = "Во дворе горят двен", "адцать фонарей"
RESULTS = "Тұрғындар өз кеңесін құрды"


class Story:
    """The hands and eyes of the person."""

    def __init__(self, window: MainWindow, qtbot) -> None:
        self.window = window
        self.qtbot = qtbot

    def open(self, step: str) -> QWidget:
        assert self.window.side is not None
        self.click(self.window.side.steps[step])
        assert self.window.view is not None
        page = self.window.view.page()
        assert page is not None
        self.qtbot.waitUntil(page.is_whole, timeout=WAIT_MS)
        return page

    def click(self, widget: QWidget) -> None:
        if QApplication.activeWindow() is None:
            # A list of offers took the activity along: there is no window manager here.
            self.window.activateWindow()
            QApplication.processEvents()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def speak(self, code: str) -> None:
        """Press the button of a language, as long as it takes nothing away from the cursor."""
        assert self.window.side is not None
        self.click(self.window.side._language._buttons[code])

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
        QTest.keyClick(focused(), key, held or Qt.KeyboardModifier.NoModifier)
        QApplication.processEvents()

    def write(self, target: QWidget, text: str) -> None:
        """Put the cursor into a field, take out what stands there and type."""
        target.setFocus()
        QTest.keyClick(target, Qt.Key.Key_A, CONTROL)
        QTest.keyClick(target, Qt.Key.Key_Delete)
        type_text(target, text)
        if isinstance(target, QLineEdit):
            QTest.keyClick(target, Qt.Key.Key_Return)
        QApplication.processEvents()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def fresh_memory(memory: QSettings) -> QSettings:
    memory.remove("window/step")
    return memory


def test_from_an_empty_folder_to_two_reports(
    open_window: Callable[[Workspace], MainWindow],
    fresh_memory: QSettings,
    tmp_path: Path,
    qtbot,
) -> None:
    with Workspace.open(tmp_path / "жаңа") as workspace:
        story = Story(open_window(workspace), qtbot)
        begin(story)
        tell_of_the_organisation(story)
        plan_the_project(story)
        pay(story)
        write_texts(story)
        kazakh, russian = (hand_in(story, code, tmp_path) for code in ("kk", "ru"))
        check_kazakh(kazakh)
        check_russian(russian)
        assert story.window.close()
    with Workspace.open(tmp_path / "жаңа") as workspace:
        come_back(Story(open_window(workspace), qtbot))


# ---------------------------------------------------------------------- the chapters


def begin(story: Story) -> None:
    """Three questions: Kazakh, an organisation, the two names."""
    first = story.window.first_page
    assert first is not None
    story.qtbot.waitUntil(first.language.cards["kk"].hasFocus, timeout=WAIT_MS)
    story.press(Qt.Key.Key_Return)
    story.press(Qt.Key.Key_Return)
    type_text(focused(), NAME_KK)
    story.press(Qt.Key.Key_Return)
    type_text(focused(), TITLE_KK)
    story.press(Qt.Key.Key_Return)
    story.qtbot.waitUntil(lambda: story.window.view is not None, timeout=WAIT_MS)
    QApplication.processEvents()
    assert story.window.view.step() == "organization"


def tell_of_the_organisation(story: Story) -> None:
    page = story.open("organization")
    assert isinstance(page, OrganizationPage)

    def target(column: str, language: str = "") -> QWidget:
        return page.card_of(column).form.editor(column, language).focus_target()

    story.write(target("name", "ru"), NAME_RU)
    story.write(target("bin"), WRONG_BIN)
    error = page.card_of("bin").fields["bin"].error
    assert error.isVisibleTo(page)
    assert "қате терілген" in error.text()
    story.write(target("bin"), BIN)
    assert not error.isVisibleTo(page)
    for language in ("kk", "ru"):
        story.write(target("head", language), HEAD)
        story.write(target("address", language), ADDRESS)
    story.write(target("phone"), PHONE)
    assert story.window.side._organization.text() == NAME_KK


def plan_the_project(story: Story) -> None:
    page = story.open("plan")
    assert isinstance(page, PlanPage)
    detail = page.panel.current()
    assert isinstance(detail, ProjectDetail)
    story.write(detail.form.editor("title", "ru").focus_target(), TITLE_RU)
    story.write(detail.form.editor("dates").focus_target(), "2024 жылғы 1 наурыз – 30 қараша")
    story.write(detail.grant.editor("amount").focus_target(), "7 млн")
    for language in ("kk", "ru"):
        story.write(detail.grant.editor("funder", language).focus_target(), "«Қор» КеАҚ")
    story.click(page.empty.buttons[0])
    type_text(focused(), TASK)
    page.panel.current().show_field("title", "ru")
    type_text(focused(), TASK_RU)
    story.press(Qt.Key.Key_Escape)
    story.press(Qt.Key.Key_Return, CONTROL)
    type_text(focused(), ACTIVITY)
    activity = page.panel.current()
    activity.show_field("title", "ru")
    type_text(focused(), ACTIVITY_RU)
    story.write(activity.form.editor("dates").focus_target(), "5-7 сәуір 2024")
    page.outline.setFocus()
    story.press(Qt.Key.Key_Insert)
    type_text(focused(), INDICATOR)
    indicator = page.panel.current()
    indicator.show_field("title", "ru")
    type_text(focused(), INDICATOR_RU)
    indicator.show_field("plan_text", "kk")
    type_text(focused(), PHRASE)
    page.autosave.end_step()
    page.refresh()
    lines = {node.number: node for node in page.outline.outline.nodes()}
    assert lines["1.1.1"].plan == "4/1"
    assert lines["1.1"].line.starts_on.isoformat() == "2024-04-05"
    assert lines["1.1"].line.ends_on.isoformat() == "2024-04-07"


def pay(story: Story) -> None:
    page = story.open("money")
    assert isinstance(page, MoneyPage)
    QTest.keyClick(page, Qt.Key.Key_N, CONTROL)
    QApplication.processEvents()
    form = page.journal.detail.form
    story.write(form.editor("paid_on").focus_target(), "12.04.2024")
    form.editor("kind").focus_target().setFocus()
    story.write(form.editor("title", "kk").focus_target(), "Шам мен сым")
    story.write(form.editor("payee", "kk").focus_target(), "«Дүкен» ЖК")
    story.write(form.editor("amount_tenge").focus_target(), "145 мың 500")
    assert f"145{NBSP}500" in page.journal.detail.head.text()


def write_texts(story: Story) -> None:
    """Two sections; the screen becomes Russian while a word is half typed."""
    page = story.open("report")
    assert isinstance(page, ReportPage)
    field = find_field(page, "goal", "goal_evidence")
    field.editor.setFocus()
    type_text(field.editor, f"{GOAL}.")
    page.set_document_language("ru")
    field.editor.setFocus()
    type_text(field.editor, GOAL_RU_BEGUN)
    story.speak("ru")
    assert field.value() == GOAL_RU_BEGUN
    field.editor.setFocus()
    type_text(field.editor, f"{GOAL_RU_END}.")
    assert field.value() == f"{GOAL_RU_BEGUN}{GOAL_RU_END}."
    page.set_document_language("kk")
    assert field.value() == f"{GOAL}."


def hand_in(story: Story, code: str, folder: Path) -> Paper:
    """Ask for the PDF, look at what was found, write it all the same, and read it back."""
    page = story.open("report")
    assert isinstance(page, ReportPage)
    page.autosave.end_step()
    story.qtbot.waitUntil(lambda: page._built is not None, timeout=WAIT_MS)
    target = folder / f"есеп-{code}.pdf"
    page.export.choose_target = lambda _code: target  # type: ignore[method-assign]
    story.click(page.export.buttons[code])
    assert page.export.hand_in.isVisible()
    story.click(page.export.hand_in.write_button)
    story.qtbot.waitUntil(lambda: page.notice.isVisible() and target.is_file(), timeout=WAIT_MS)
    story.qtbot.waitUntil(lambda: not page.export.is_busy(), timeout=WAIT_MS)
    story.press(Qt.Key.Key_Escape)
    page.leave_hand_in()
    return read_pdf(target.read_bytes())


def check_kazakh(paper: Paper) -> None:
    said = paper.text.replace(NBSP, " ")
    for words in (
        NAME_KK, TITLE_KK, HEAD, ADDRESS, PHONE, TASK, ACTIVITY, PHRASE, f"{GOAL}.",
        "жеті миллион", "145 500", "2024",
    ):  # fmt: skip
        assert words in said, words
    assert GOAL_RU_BEGUN not in said
    assert "145 500" in spent_on_purchases(paper)


def check_russian(paper: Paper) -> None:
    said = paper.text.replace(NBSP, " ")
    for words in (
        NAME_RU, TITLE_RU, HEAD, ADDRESS, PHONE, TASK_RU, ACTIVITY_RU,
        f"{GOAL_RU_BEGUN}{GOAL_RU_END}.", "семь миллионов", "145 500",
    ):  # fmt: skip
        assert words in said, words
    assert GOAL not in said
    assert "145 500" in spent_on_purchases(paper)


def spent_on_purchases(paper: Paper) -> str:
    """Return row 8 of the socio-economic table."""
    rows = [
        " ".join(row).replace(NBSP, " ")
        for table in paper.tables
        for row in table.rows
        if row and row[0].strip().rstrip(".") == "8"
    ]
    assert rows
    return rows[-1]


def come_back(story: Story) -> None:
    """The next day: everything is there, and undo still knows the last step."""
    page = story.open("report")
    assert isinstance(page, ReportPage)
    field = find_field(page, "goal", "goal_evidence")
    assert field.value() == f"{GOAL}."
    page.set_document_language("ru")
    assert field.value() == f"{GOAL_RU_BEGUN}{GOAL_RU_END}."
    field.editor.setFocus()
    QTest.keyClick(field.editor, Qt.Key.Key_Z, CONTROL)
    QApplication.processEvents()
    assert field.value() == GOAL_RU_BEGUN
    QTest.keyClick(field.editor, Qt.Key.Key_Y, CONTROL)
    QApplication.processEvents()
    assert field.value() == f"{GOAL_RU_BEGUN}{GOAL_RU_END}."
    plan = story.open("plan")
    assert isinstance(plan, PlanPage)
    assert [node.number for node in plan.outline.outline.nodes() if node.number] == [
        "1", "1.1", "1.1.1",
    ]  # fmt: skip
    money = story.open("money")
    assert isinstance(money, MoneyPage)
    assert [row.amount_tenge for row in money.journal.all_rows] == [145_500]
