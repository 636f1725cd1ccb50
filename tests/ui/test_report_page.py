"""The report page: what happens when she types, switches, leaves, and asks for the PDF."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from grantee_app.checks.finding import Finding
from grantee_app.errors import FileProblem
from grantee_app.form import STATE_FINAL_REPORT
from grantee_app.language.message import message
from grantee_app.records import Bilingual, Organization
from grantee_app.store.failures import FailureKind, say_failure
from grantee_app.store.texts import AnswerPlace, RecordPlace
from grantee_app.workspace import Workspace
from tests.core.report.reading import read_pdf
from tests.ui.conftest import WAIT_MS, settle
from tests.ui.typing import type_text
from ui.editors.long_text import LongText
from ui.main_window import MainWindow
from ui.pages.organization_page import OrganizationPage
from ui.pages.report_page import ReportPage
from ui.widgets.finding_card import FindingCard
from ui.widgets.fold import Fold
from ui.widgets.guide import Guide
from ui.widgets.levels_table import NumberEdit
from ui.widgets.printed_card import PrintedCard
from ui.widgets.text_field import TextField

TYPED = "Ғаламтор үзілсе де, әңгіме өң бойында қалды"


def answer_place(page: ReportPage, path: str) -> AnswerPlace:
    project_id = page.autosave._workspace.list_projects()[0].id
    return AnswerPlace(project_id, STATE_FINAL_REPORT, "2024", path)


def find_field(page: ReportPage, section: str, path: str) -> TextField:
    page.sections.choose(section)
    fields = page._editor().findChildren(TextField)
    return next(field for field in fields if path in field.entry.keys)


def type_at_end(field: TextField, text: str) -> None:
    field.editor.setFocus()
    field.editor.moveCursor(QTextCursor.MoveOperation.End)
    type_text(field.editor, text)


def shown_text(page: ReportPage) -> str:
    report = page.preview.report()
    return read_pdf(report.data).text if report else ""


# ---------------------------------------------------------------------- typing and the preview


def test_typed_words_are_saved_and_seen_in_the_preview(
    page: ReportPage, workspace: Workspace, qtbot
) -> None:
    field = find_field(page, "goal", "goal_evidence")
    type_at_end(field, f"\n{TYPED}.")
    place = answer_place(page, "goal_evidence")
    qtbot.waitUntil(
        lambda: workspace.read_text(place, "kk").endswith(f"\n{TYPED}."), timeout=WAIT_MS
    )
    qtbot.waitUntil(lambda: TYPED in shown_text(page), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: page.preview._shown_version == page.preview._version, timeout=WAIT_MS)
    assert page.preview.view._pictures
    assert page.header.status().startswith("✓ Сақталды ")


def test_the_preview_stays_where_it_was_and_goes_where_it_is_sent(page: ReportPage, qtbot) -> None:
    view, report = page.preview.view, page.preview.report()
    field = find_field(page, "goal", "goal_evidence")
    assert view.current_page() == report.section_pages["goal"]
    view.show_place(5, 0.25)
    place = view.place()
    top = view.verticalScrollBar().value()
    page.rebuild()
    qtbot.waitUntil(lambda: page.preview.report() is not report, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: page.preview._shown_version == page.preview._version, timeout=WAIT_MS)
    assert view.place() == place
    assert view.verticalScrollBar().value() == top
    # An edit brings the page it changed into sight.
    type_at_end(field, " Тағы бір сөз.")
    qtbot.waitUntil(lambda: view.is_in_sight(report.section_pages["goal"]), timeout=WAIT_MS)


def test_the_preview_shows_the_pages_that_were_printed(page: ReportPage) -> None:
    count = page.preview.report().page_count
    assert page.preview.view.page_count() == count
    assert page.preview.view.accessibleName().endswith(f"/ {count}")


# ---------------------------------------------------------------------- saving


def test_leaving_a_text_saves_it_at_once(page: ReportPage, workspace: Workspace) -> None:
    field = find_field(page, "goal", "goal_evidence")
    type_at_end(field, " соңы")
    page.sections.setFocus()
    assert workspace.read_text(answer_place(page, "goal_evidence"), "kk").endswith(" соңы")


def test_another_section_saves_what_was_typed(page: ReportPage, workspace: Workspace) -> None:
    type_at_end(find_field(page, "goal", "goal_evidence"), " соңы")
    page.sections.choose("results")
    assert workspace.read_text(answer_place(page, "goal_evidence"), "kk").endswith(" соңы")


def test_closing_saves_what_was_typed(
    window: MainWindow, page: ReportPage, workspace: Workspace
) -> None:
    field = find_field(page, "goal", "goal_evidence")
    place = answer_place(page, "goal_evidence")
    type_at_end(field, " соңы")
    assert window.close()
    assert workspace.read_text(place, "kk").endswith(" соңы")


def test_what_cannot_be_saved_is_kept_told_and_tried_again(
    page: ReportPage, workspace: Workspace, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = find_field(page, "goal", "goal_evidence")
    place = answer_place(page, "goal_evidence")
    write_text = workspace.write_text

    def fail(*_: object) -> None:
        raise say_failure(FailureKind.FULL, workspace.path)

    monkeypatch.setattr(workspace, "write_text", fail)
    page.autosave._retry.setInterval(50)
    type_at_end(field, " соңы")
    page.autosave.flush()
    assert page.header.status() == "! Сақталмады – дискіде орын жоқ"
    assert page.notice.isVisible()
    assert "Диск толып кетті" in page.notice.accessibleName()
    assert field.value().endswith(" соңы")
    assert page.autosave.read_text(place, "kk").endswith(" соңы")
    # Going elsewhere and coming back still shows the words.
    page.sections.choose("results")
    assert find_field(page, "goal", "goal_evidence").value().endswith(" соңы")
    monkeypatch.setattr(workspace, "write_text", write_text)
    qtbot.waitUntil(lambda: not page.autosave.has_unsaved(), timeout=WAIT_MS)
    assert workspace.read_text(place, "kk").endswith(" соңы")
    assert page.header.status().startswith("✓")
    assert not page.notice.isVisible()


@pytest.mark.parametrize(("answer", "is_closed"), [("stay", False), ("leave", True)])
def test_closing_with_unsaved_words_asks(
    window: MainWindow,
    page: ReportPage,
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    is_closed: bool,
) -> None:
    asked = []

    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    def ask(*_: object) -> str:
        asked.append(1)
        return "again" if len(asked) == 1 else answer

    monkeypatch.setattr(workspace, "write_text", fail)
    monkeypatch.setattr("ui.leaving.ask_about_unsaved", ask)
    type_at_end(find_field(page, "goal", "goal_evidence"), " соңы")
    assert window.close() is is_closed
    assert len(asked) == 2
    assert page.autosave.has_unsaved()


# ---------------------------------------------------------------------- languages


def test_the_screen_switches_and_the_text_stays(
    window: MainWindow, page: ReportPage, workspace: Workspace, qtbot
) -> None:
    field = find_field(page, "goal", "goal_evidence")
    type_at_end(field, " ортасында")
    cursor = field.editor.textCursor().position()
    text = field.value()
    title = page.header.findChildren(QLabel)[0]
    assert title.text() == "Қорытынды есеп"
    window.switch_language("ru")
    assert title.text() == "Итоговый отчёт"
    qtbot.waitUntil(lambda: page.header.status().startswith("✓ Сохранено"), timeout=WAIT_MS)
    assert page.export.buttons["ru"].property("role") == "primary"
    assert page.export.buttons["kk"].property("role") == "quiet"
    assert field.value() == text
    assert field.editor.textCursor().position() == cursor
    assert workspace.read_text(answer_place(page, "goal_evidence"), "kk") == text
    assert page.document_language() == "kk"
    window.switch_language("kk")
    assert title.text() == "Қорытынды есеп"


def test_saying_everything_twice_changes_nothing(window: MainWindow, page: ReportPage) -> None:
    for section in page._sections:
        page.sections.choose(section.id)
        page._editor()

    def words() -> list[str]:
        labels = [label.text() for label in window.findChildren(QLabel)]
        return [*labels, *(card.accessibleName() for card in window.findChildren(FindingCard))]

    window._words.changed.emit()
    before = words()
    window._words.changed.emit()
    assert words() == before
    window.switch_language("ru")
    russian = words()
    window._words.changed.emit()
    assert words() == russian
    assert russian != before


def test_the_document_has_a_language_of_its_own(page: ReportPage, qtbot) -> None:
    field = find_field(page, "goal", "goal_evidence")
    kazakh = field.value()
    field.language_chosen.emit("ru")
    assert page.document_language() == "ru"
    assert field.value() != kazakh
    assert field.value().startswith("Цель проекта")
    qtbot.waitUntil(lambda: "Итоговый отчет по результатам" in shown_text(page), timeout=WAIT_MS)
    assert page.header.findChildren(QLabel)[0].text() == "Қорытынды есеп"


def test_a_missing_language_is_marked(page: ReportPage, workspace: Workspace) -> None:
    workspace.write_text(answer_place(page, "goal_evidence"), "ru", "")
    field = find_field(page, "goal", "goal_evidence")
    field.set_other("")
    assert field._switch._buttons["ru"].text() == "Рус ○"
    assert field._switch._buttons["kk"].text() == "Қаз"
    assert "ештеңе жазылмаған" in field._switch._buttons["ru"].accessibleName()


# ---------------------------------------------------------------------- sections


def test_every_section_opens_and_says_how_it_stands(page: ReportPage) -> None:
    for section in page._sections:
        page.sections.choose(section.id)
        assert page._editor().section.id == section.id
    states = page.sections._model.states
    assert set(states) == {section.id for section in page._sections}
    assert states["goal"].is_complete


def test_an_emptied_text_is_no_longer_complete(page: ReportPage, qtbot) -> None:
    field = find_field(page, "goal", "goal_evidence")
    field.editor.setFocus()
    field.editor.selectAll()
    QTest.keyClick(field.editor, Qt.Key.Key_Delete)
    page.autosave.flush()
    qtbot.waitUntil(lambda: not page.sections.state_of("goal").is_complete, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: page.sections.state_of("goal").findings > 0, timeout=WAIT_MS)
    cards = page._editor().findChildren(FindingCard)
    assert cards
    assert "PDF" not in cards[0].accessibleName()
    assert page.sections._model.index(4).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_fold_makes_its_editors_when_it_is_opened(page: ReportPage, workspace: Workspace) -> None:
    page.sections.choose("narrative")
    editor = page._editor()
    assert editor.findChildren(LongText) == []
    fold = next(fold for fold in editor.findChildren(Fold) if fold.entry.is_inner)
    QTest.mouseClick(fold.head, Qt.MouseButton.LeftButton)
    field = fold.findChildren(TextField)[0]
    type_at_end(field, " Соңы.")
    page.autosave.flush()
    place = field.entry.place
    assert isinstance(place, RecordPlace)
    assert (place.table, place.column) == ("activity", "narrative")
    assert workspace.read_text(place, "kk").endswith(" Соңы.")


def test_a_number_is_kept_as_typed_and_judged_when_left(
    page: ReportPage, workspace: Workspace
) -> None:
    page.sections.choose("socio_economic")
    lines = page._editor().findChildren(NumberEdit)
    line = next(line for line in lines if line.place.path == "socio.staff.plan")
    line.setFocus()
    line.selectAll()
    type_text(line, "4 адам")
    sentence = "Бүтін санды цифрмен жазыңыз"
    labels = page._editor().findChildren(QLabel)
    assert not any(sentence in label.text() and label.isVisible() for label in labels)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert not line.hasFocus()
    assert any(sentence in label.text() and label.isVisible() for label in labels)
    assert workspace.read_text(line.place, "") == "4 адам"
    line.setFocus()
    line.selectAll()
    type_text(line, "1 200")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert not any(sentence in label.text() and label.isVisible() for label in labels)
    assert workspace.read_text(line.place, "") == "1 200"


def test_parts_made_from_records_show_what_is_printed(page: ReportPage) -> None:
    told = {}
    for section in ("cover", "statistics", "signature"):
        page.sections.choose(section)
        card = page._editor().findChild(PrintedCard)
        told[section] = " ".join(label.text() for label in card.findChildren(QLabel))
        assert page._editor().findChildren(NumberEdit) == []
    assert "Сейдалина Ажар Нұрболқызы" in told["cover"]
    assert "1\u00a0076" in told["statistics"]
    assert "387" in told["statistics"]
    assert "Ұйым басшысы" in told["signature"]


def test_counted_facts_are_told_and_not_asked_for(page: ReportPage) -> None:
    page.sections.choose("socio_economic")
    editor = page._editor()
    paths = {line.place.path for line in editor.findChildren(NumberEdit)}
    facts = {path for path in paths if path.endswith(".fact")}
    assert facts == {"socio.indirect_beneficiaries.fact", "socio.ngos.fact"}
    assert len(paths) == 11
    assert any(label.text() == "1\u00a0076" for label in editor.findChildren(QLabel))


def test_keys_go_through_the_sections_and_open_the_help(page: ReportPage) -> None:
    page.sections.choose("goal")
    page._editor().focus_first()
    QTest.keyClick(
        QApplication.focusWidget(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier
    )
    assert page.sections.current() == "changes"
    assert isinstance(QApplication.focusWidget(), LongText)
    guide = page._editor().findChild(Guide)
    assert not guide.is_open()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert guide.is_open()
    QTest.keyClick(
        QApplication.focusWidget(), Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier
    )
    assert page.sections.current() == "goal"


def test_tab_goes_from_left_to_right(page: ReportPage) -> None:
    page.sections.choose("results")
    page.sections.choose("narrative")
    editor = page._editor()
    fold = editor.findChildren(Fold)[1]
    fold.set_open(True)
    page.sections.setFocus()
    passed = []
    while (widget := QApplication.focusWidget()) is not page.preview.view and len(passed) < 200:
        passed.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    heads = [found.head for found in editor.findChildren(Fold)]
    assert [widget for widget in passed if widget in heads] == heads
    inside = fold.findChildren(LongText)[0]
    assert passed.index(heads[1]) < passed.index(inside) < passed.index(heads[2])


def test_the_story_counts_its_sentences(page: ReportPage) -> None:
    page.sections.choose("changes")
    labels = [label.text() for label in page._editor().findChildren(QLabel)]
    assert any("нысан 5–8 сөйлем сұрайды" in text for text in labels)


# ---------------------------------------------------------------------- PDF


def hand_in(page: ReportPage, code: str) -> None:
    """Press the button of a language, look at what was found, and write the PDF all the same."""
    QTest.mouseClick(page.export.buttons[code], Qt.MouseButton.LeftButton)
    assert page.export.hand_in.isVisible()
    QTest.mouseClick(page.export.hand_in.write_button, Qt.MouseButton.LeftButton)


def test_what_was_found_is_shown_before_the_report_leaves(page: ReportPage, words) -> None:
    QTest.mouseClick(page.export.buttons["kk"], Qt.MouseButton.LeftButton)
    shown = [label.text() for label in page.export.hand_in.findChildren(QLabel)]
    found = page._built.findings
    assert {words.say(finding.message) for finding in found} <= set(shown)
    words.switch("ru")
    shown = [label.text() for label in page.export.hand_in.findChildren(QLabel)]
    assert {words.say(finding.message) for finding in found} <= set(shown)
    QTest.keyClick(page.export.hand_in.write_button, Qt.Key.Key_Escape)
    assert page.splitter.isVisible()
    assert not page.export.hand_in.isVisible()


def test_a_finding_leads_to_its_section(page: ReportPage, qtbot) -> None:
    QTest.mouseClick(page.export.buttons["kk"], Qt.MouseButton.LeftButton)
    wanted = next(
        finding for finding in page._built.findings if finding.section != page.sections.current()
    )
    button = next(
        button
        for button in page.export.hand_in.findChildren(QPushButton)
        if button.accessibleName().endswith(page._words.say(wanted.message))
    )
    page.desk.watch.state = None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.sections.current() == wanted.section
    assert page.splitter.isVisible()


def test_the_report_is_printed_page_by_page(
    page: ReportPage, tmp_path: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    target = tmp_path / "басылды.pdf"
    printer.setOutputFileName(str(target))
    printer.setFromTo(2, 3)
    monkeypatch.setattr(page.export, "ask_for_printer", lambda: printer)
    page.setFocus()
    QTest.keyClick(page.sections, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    said = "Есеп принтерге жіберілді."
    qtbot.waitUntil(lambda: page.notice.accessibleName() == said, timeout=WAIT_MS)
    import pypdfium2

    document = pypdfium2.PdfDocument(target.read_bytes())
    assert len(document) == 2
    width, height = document.get_page_size(0)
    assert width > height
    document.close()


def test_the_pdf_is_written_and_offered(
    page: ReportPage, tmp_path: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "есеп.pdf"
    opened = []
    monkeypatch.setattr(page.export, "choose_target", lambda _code: target)
    monkeypatch.setattr(page.export, "open_file", opened.append)
    type_at_end(find_field(page, "goal", "goal_evidence"), f" {TYPED}.")
    hand_in(page, "kk")
    assert not page.export.buttons["kk"].isEnabled()
    qtbot.waitUntil(page.export.buttons["kk"].isEnabled, timeout=WAIT_MS)
    assert TYPED in read_pdf(target.read_bytes()).text
    assert page.notice.accessibleName() == "есеп.pdf дайын."
    QTest.mouseClick(page.notice._action, Qt.MouseButton.LeftButton)
    assert opened == [target]
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_a_pdf_that_cannot_be_written_is_a_sentence(
    page: ReportPage, tmp_path: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page.export, "choose_target", lambda _code: tmp_path / "жоқ" / "есеп.pdf")
    hand_in(page, "ru")
    qtbot.waitUntil(page.export.buttons["ru"].isEnabled, timeout=WAIT_MS)
    assert "жоқ қалтасы жоқ" in page.notice.accessibleName()
    assert "Traceback" not in page.notice.accessibleName()
    assert not (tmp_path / "жоқ").exists()


def test_a_held_file_is_told_as_such(
    page: ReportPage, tmp_path: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_data: bytes, target: Path) -> None:
        raise FileProblem(message("{name} is held.", name=target.name))

    monkeypatch.setattr("ui.report_process.write_output_file", refuse)
    monkeypatch.setattr(page.export, "choose_target", lambda _code: tmp_path / "есеп.pdf")
    hand_in(page, "kk")
    qtbot.waitUntil(lambda: page.notice.accessibleName() == "есеп.pdf is held.", timeout=WAIT_MS)


def test_a_cancelled_pdf_leaves_nothing(
    page: ReportPage, tmp_path: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page.export, "choose_target", lambda _code: tmp_path / "есеп.pdf")
    hand_in(page, "kk")
    QTest.mouseClick(page.notice._action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.export.is_busy(), timeout=WAIT_MS)
    assert not page.notice.isVisible()
    assert page.export.buttons["kk"].isEnabled()
    assert list(tmp_path.glob("есеп*")) == []


def test_the_proposed_name_suits_every_system(page: ReportPage) -> None:
    from ui.pages.report.exporting import propose_name

    name = propose_name('Жоба: «Ауыл»/қала? "2024" ' + "ө" * 200, page._form, "kk")
    assert name.endswith(" – Қорытынды есеп.pdf")
    assert not set(name) & set('<>:"/\\|?*«»')
    assert len(name) < 110


# ---------------------------------------------------------------------- findings


def make_findings(page: ReportPage, *words: str) -> list[Finding]:
    section = page._editor().section.id
    return [Finding("completeness.text", "warning", message(word), section) for word in words]


def shown_findings(page: ReportPage) -> list[FindingCard]:
    """The cards below the section, from above."""
    end = page._editor()._end
    return [end.itemAt(place).widget() for place in range(end.count())]


def test_a_finding_that_stays_keeps_its_card(page: ReportPage) -> None:
    editor = page._editor()
    editor.set_findings(make_findings(page, "One", "Two", "Three"))
    one, _two, three = shown_findings(page)
    editor.set_findings(make_findings(page, "Three", "One", "Four"))
    shown = shown_findings(page)
    assert [card._sentence.msgid for card in shown] == ["Three", "One", "Four"]
    assert shown[:2] == [three, one]
    editor.set_findings([])
    assert shown_findings(page) == []


def test_findings_that_were_stopped_half_way_come_whole(page: ReportPage) -> None:
    editor = page._editor()
    editor.set_findings([])
    found = make_findings(page, "One", "Two")
    showing = editor.showing_findings(found)
    next(showing)
    showing.close()
    assert shown_findings(page) == []
    # The next count finds the same.
    editor.set_findings(list(found))
    assert [card._sentence.msgid for card in shown_findings(page)] == ["One", "Two"]


def test_the_same_finding_twice_has_two_cards(page: ReportPage) -> None:
    page._editor().set_findings(make_findings(page, "One", "One"))
    assert len(set(shown_findings(page))) == 2


# ---------------------------------------------------------------------- what is ready


def test_nothing_of_an_empty_project_is_ready(
    open_window: Callable[[Workspace], MainWindow], empty_workspace: Workspace, qtbot
) -> None:
    organization = Organization(name=Bilingual(kk="«Бастау» ҚБ"))
    empty_workspace.records.add_organization(organization)
    empty_workspace.records.add_project(organization.id, Bilingual(kk="Жоба"))
    window = open_window(empty_workspace)
    page = window.report_page
    assert page is not None

    def list_ready() -> set[str]:
        states = page.sections._model.states
        return {section for section, state in states.items() if state.is_complete}

    qtbot.waitUntil(lambda: bool(page.sections._model.states), timeout=WAIT_MS)
    assert list_ready() == set()
    # Her name on the page of the organisation is all that the last section waits for.
    window.open_step("organization")
    settle(window)
    assert window.view is not None
    profile = window.view.page()
    assert isinstance(profile, OrganizationPage)
    profile.show_field("head", "kk")
    type_text(profile.card_of("head").form.editor("head", "kk").focus_target(), "Омарова Әсел")
    window.open_step("report")
    qtbot.waitUntil(lambda: list_ready() == {"signature"}, timeout=WAIT_MS)


def test_the_sections_of_the_sample_that_are_made_of_records_are_ready(
    page: ReportPage, qtbot
) -> None:
    wanted = {"cover", "narrative", "statistics", "signature"}
    qtbot.waitUntil(lambda: bool(page.sections._model.states), timeout=WAIT_MS)
    states = page.sections._model.states
    assert wanted <= {section for section, state in states.items() if state.is_complete}
