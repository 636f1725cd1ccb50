"""The activities page: what happens when she looks, holds, counts, repeats and drops files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from grantee_app.figures.activity_list import ActivityFilter, ActivityRow
from grantee_app.figures.evidence_list import read_of_event
from grantee_app.form.catalogue import STATE_FINAL_REPORT, load_form
from grantee_app.language.message import LANGUAGES, LanguageCode
from grantee_app.records import Bilingual, Organization
from grantee_app.records.occasions import MOST_LINES
from grantee_app.records.plan import Indicator, PlannedActivity, PlannedValue, Task
from grantee_app.store.editing import Parent
from grantee_app.store.heads import read_heads
from grantee_app.store.texts import RecordPlace
from grantee_app.workspace import Workspace
from tests.ui.conftest import WAIT_MS
from tests.ui.typing import type_text
from tools.settling import wait_for_layout
from ui.main_window import MainWindow
from ui.pages.activities_page import ActivitiesPage
from ui.places import Place
from ui.screen_language import ScreenLanguage

CONTROL = Qt.KeyboardModifier.ControlModifier
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _activities_first(memory) -> None:
    memory.setValue("window/step", "activities")


@pytest.fixture
def activities(window: MainWindow, qtbot) -> ActivitiesPage:
    """The page of the sample, with its bands there."""
    return find_page(window, qtbot)


def find_page(window: MainWindow, qtbot) -> ActivitiesPage:
    assert window.view is not None
    found = window.view.open_step("activities")
    assert isinstance(found, ActivitiesPage)
    qtbot.waitUntil(lambda: found.detail.people.heads is not None, timeout=WAIT_MS)
    return found


@pytest.fixture
def planned_page(open_window: Callable[[Workspace], MainWindow], empty_workspace, qtbot):
    """A project whose plan promises two seminars and a forum, nothing of it held."""
    organization = Organization(name=Bilingual(kk="«Бастау» ҚБ", ru="ОО «Бастау»"))
    records = empty_workspace.records
    records.add_organization(organization)
    project_id = records.add_project(organization.id, Bilingual(kk="Жоба", ru="Проект"))
    photos = Indicator(
        title=Bilingual(kk="Фото"),
        plan=PlannedValue(target=2, per_event=True, events=2),
        counted_from="evidence",
        evidence_kind="photo",
    )
    seminars = PlannedActivity(
        title=Bilingual(kk="Құқық семинары", ru="Семинар о праве"),
        place=Bilingual(kk="Текелі қаласы", ru="город Текели"),
        indicators=[photos],
    )
    forum = PlannedActivity(title=Bilingual(kk="Форум", ru="Форум"))
    task = Task(title=Bilingual(kk="Міндет", ru="Задача"), activities=[seminars, forum])
    records.add("task", Parent("project", project_id), task)
    return find_page(open_window(empty_workspace), qtbot)


def event_of(page: ActivitiesPage, number: str, place: int = 0) -> ActivityRow:
    return [row for row in page.log.rows if row.planned.number == number][place]


def choose(page: ActivitiesPage, row: ActivityRow) -> None:
    assert page.list.choose(row.row_id)
    assert page.detail.record_id == row.event_id


def shown_titles(page: ActivitiesPage) -> list[str]:
    return [row.title.kk for row in page.list.shown if not isinstance(row, str)]


def header(page: ActivitiesPage) -> str:
    return page.header._note.text()


def pill(page: ActivitiesPage, row: ActivityRow) -> str:
    place = page.list.table.rows.place(row.row_id)
    index = page.list.table.rows.index(place, 3)
    return page.list.table.rows.cell(index).text


def make_photo(path: Path, hue: int) -> Path:
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor.fromHsv(hue % 360, 150, 200))
    assert image.save(str(path))
    return path


def add_files(page: ActivitiesPage, paths: list[Path], qtbot) -> None:
    page.detail.evidence.add_files(paths)
    qtbot.waitUntil(lambda: not page.detail.evidence.is_busy(), timeout=WAIT_MS)
    page.catch_up()


# ---------------------------------------------------------------------- looking


def test_the_log_is_told_in_both_languages(activities, words) -> None:
    assert (
        header(activities).replace("\u202f", " ").replace("\u2009", " ").replace("\u00a0", " ")
        == "28 / 28 өтті · 1 081 келу"
    )
    words.switch("ru")
    assert header(activities).replace("\u00a0", " ").startswith("28 из 28 · 1")
    assert header(activities).endswith("посещение")
    assert len(shown_titles(activities)) == 31


@pytest.mark.parametrize("typed", ["текели жармен", "Текелі жәрмең", "26.09.2024"])
def test_search_finds_what_any_keyboard_types(activities, qtbot, typed) -> None:
    activities.list.table.setFocus()
    QTest.keyClick(activities.list.table, Qt.Key.Key_F, CONTROL)
    assert activities.list.search.hasFocus()
    type_text(activities.list.search, typed)
    qtbot.waitUntil(lambda: len(shown_titles(activities)) < 10, timeout=WAIT_MS)
    assert shown_titles(activities) == ["Құқықтық сауаттылық жәрмеңкесі, Текелі"]
    QTest.keyClick(activities.list.search, Qt.Key.Key_Return)
    assert activities.list.table.hasFocus()
    assert activities.detail.record_id == event_of(activities, "1.3", 1).event_id


def test_filters_tell_what_is_missing(activities, workspace) -> None:
    row = event_of(activities, "1.2", 3)
    for found in read_of_event(workspace.db, row.event_id, ""):
        if found.kind == "feedback":
            workspace.records.remove("evidence", found.evidence_id)
    activities.refresh()
    activities.list.look_for(ActivityFilter(missing="evidence"))
    assert shown_titles(activities) == [row.title.kk]
    assert pill(activities, row) == "9/10"
    activities.list.show_all()
    assert len(shown_titles(activities)) == 31


def test_a_column_sorts_both_ways(activities) -> None:
    activities.list.sort_by("people")
    assert [row.heads for row in activities.list.shown][:2] == [72, 64]
    activities.list.sort_by("people")
    assert activities.list.shown[-1].heads == 72


# ---------------------------------------------------------------------- holding


def test_a_planned_activity_waits_until_it_is_held(planned_page, empty_workspace) -> None:
    page = planned_page
    assert [row if isinstance(row, str) else row.title.kk for row in page.list.shown] == [
        "Өтуі тиіс · 2",
        "Құқық семинары",
        "Форум",
    ]
    assert page.card() == "waiting"
    QTest.mouseClick(page.waiting.hold_button, Qt.MouseButton.LeftButton)
    assert page.card() == "detail"
    row = event_of(page, "1.1")
    assert (row.kind, row.place.ru, row.is_held) == ("seminar", "город Текели", True)
    assert page.detail.form.editor("dates").focus_target().hasFocus()
    assert "Өтті · 1" in page.list.shown
    empty_workspace.undo()
    page.refresh()
    assert not event_of(page, "1.1").event_id


def test_an_event_begins_with_the_kind_and_the_place_of_its_plan(
    planned_page, empty_workspace
) -> None:
    forum, seminars = event_of(planned_page, "1.2"), event_of(planned_page, "1.1")
    kind = RecordPlace("planned_activity", seminars.planned.planned_id, "kind")
    empty_workspace.write_text(kind, "", "training")
    planned_page.refresh()
    assert event_of(planned_page, "1.1").kind == "training"
    planned = event_of(planned_page, "1.1").planned
    held = planned_page.deeds.hold(planned, date(2024, 7, 1))
    entry = empty_workspace.records.load("activity", held)
    assert (entry.kind, entry.place.kk) == ("training", "Текелі қаласы")
    # What was changed at one event says nothing against the plan.
    empty_workspace.write_text(RecordPlace("activity", held, "kind"), "", "fair")
    second = planned_page.deeds.hold(planned, date(2024, 7, 2))
    assert empty_workspace.records.load("activity", second).kind == "training"
    # Where the plan does not tell, the title does.
    third = planned_page.deeds.hold(forum.planned, date(2024, 7, 3))
    assert empty_workspace.records.load("activity", third).kind == "forum"


def test_the_button_asks_what_was_held(planned_page) -> None:
    menu = planned_page.make_menu()
    titles = [action.text() for action in menu.actions()]
    assert [title[:3] for title in titles] == ["1.1", "1.2"]
    menu.actions()[1].trigger()
    assert planned_page.detail.head.text() == "Форум"
    menu.close()


def test_half_a_date_outlives_another_language(activities, words, workspace) -> None:
    row = event_of(activities, "1.2")
    choose(activities, row)
    line = activities.detail.form.editor("dates").focus_target()
    line.setFocus()
    line.selectAll()
    type_text(line, "11-12 шіл")
    words.switch("ru")
    assert line.text() == "11-12 шіл"
    type_text(line, "де 2024")
    activities.autosave.end_step()
    stored = workspace.records.read_row("activity", row.event_id)
    assert (stored["starts_on"], stored["ends_on"]) == ("2024-07-11", "2024-07-12")


def test_a_place_is_filled_in_in_the_other_language(planned_page, empty_workspace) -> None:
    page = planned_page
    page.waiting.hold_button.click()
    for code in ("kk", "ru"):
        editor = page.detail.form.editor("place", code).focus_target()
        editor.setFocus()
        editor.selectAll()
        QTest.keyClick(editor, Qt.Key.Key_Delete)
    line = page.detail.form.editor("place", "kk").focus_target()
    line.setFocus()
    type_text(line, "Көксу ауданы")
    page.detail.form.editor("dates").focus_target().setFocus()
    row = empty_workspace.records.read_row("activity", page.detail.record_id)
    assert (row["place_ru"], row["place_code"]) == ("Коксуский район", "zhetysu.koksu")
    assert page.detail.form.editor("place", "ru").value() == "Коксуский район"


def test_keys_go_in_and_back_and_delete(activities, workspace) -> None:
    choose(activities, event_of(activities, "1.2"))
    table = activities.list.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    line = activities.detail.form.editor("dates").focus_target()
    assert line.hasFocus()
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert table.hasFocus()
    row = activities.log.find(table.current())
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert activities.log.find(row.row_id) is None
    assert len(activities.log.rows) == 30
    workspace.undo()
    activities.refresh()
    assert activities.log.find(row.row_id) == row


# ---------------------------------------------------------------------- counting


@pytest.mark.parametrize(("code", "missing"), [("kk", "2 жетіспейді"), ("ru", "не хватает 2")])
def test_counted_heads_are_held_against_their_total(
    planned_page, empty_workspace, words, code, missing
) -> None:
    words.switch(code)
    page = planned_page
    page.waiting.hold_button.click()
    people = page.detail.people
    people.buttons["numbers"].click()
    total = people.form.editor("participants_total").focus_target()
    assert total.hasFocus()
    type_text(total, "62")
    genders = next(block for block in people.heads.blocks if block.table.dimension == "gender")
    male, female = (editor.focus_target() for editor in genders.editors.values())
    male.setFocus()
    type_text(male, "38")
    female.setFocus()
    type_text(female, "22")
    assert genders.pill.text() == missing
    page.autosave.end_step()
    female.selectAll()
    type_text(female, "24")
    assert genders.pill.text() == "= 62"
    page.autosave.end_step()
    event_id = page.detail.record_id
    assert read_heads(empty_workspace.db, event_id)["gender"] == {"male": 38, "female": 24}
    assert empty_workspace.records.read_row("activity", event_id)["participants_total"] == 62
    undone = empty_workspace.undo()
    page.refresh()
    assert page.show_changed(undone)
    assert read_heads(empty_workspace.db, event_id)["gender"] == {"male": 38, "female": 22}
    assert female.text() == "22"


@pytest.mark.parametrize("text_percent", [100, 150])
@pytest.mark.parametrize("by", ["key", "finding"])
def test_the_fields_of_counted_heads_come_into_sight(activities, theme, by, text_percent) -> None:
    page, window = activities, activities.window()
    theme.choose_size(text_percent)
    try:
        row = event_of(page, "1.2")
        choose(page, row)
        people = page.detail.people
        wait_for_layout(window)
        assert people.numbers.isHidden()
        if by == "key":
            press_button(people.buttons["numbers"])
            field = people.form.editor("participants_total").focus_target()
        else:
            assert page.show_place(Place("activities", row.event_id, "heads/age/46-58"))
            ages = next(b for b in people.heads.blocks if b.table.dimension == "age")
            field = ages.editors["46-58"].focus_target()
        wait_for_layout(window)
        assert field.hasFocus()
        assert field.visibleRegion().boundingRect() == field.rect()
        if by == "key" and text_percent == 100:
            # The groups that follow are there to be seen as well.
            assert not people.heads.blocks[0].visibleRegion().isEmpty()
    finally:
        theme.choose_size(100)


def walk(start: QWidget, key: Qt.Key, end: QWidget) -> list[QWidget]:
    """Return where Tab goes from `start` until it meets `end`, or goes in a circle."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    way = [start]
    while way[-1] is not end:
        QTest.keyClick(way[-1], key)
        here = QApplication.focusWidget()
        if here in way:
            break
        way.append(here)
    return way


def head_lines(page: ActivitiesPage) -> list[QWidget]:
    return [
        editor.focus_target()
        for block in page.detail.people.heads.blocks
        for editor in block.editors.values()
    ]


@pytest.mark.parametrize("after", ["opening", "other bands", "language"])
def test_tab_goes_through_the_counted_heads_where_they_are_seen(activities, words, after) -> None:
    page = activities
    choose(page, event_of(page, "1.2"))
    detail, people = page.detail, page.detail.people
    press_button(people.buttons["numbers"])
    if after == "other bands":
        before = people.heads
        form = load_form(STATE_FINAL_REPORT, "2024").model_copy(deep=True)
        table = next(table for table in form.demographic_tables if table.dimension == "age")
        table.groups.pop()
        detail.set_bands(form)
        assert people.heads is not before
    if after == "language":
        words.switch("ru")
        words.switch("kk")
    wait_for_layout(page.window())
    total = people.form.editor("participants_total").focus_target()
    way = [
        *(people.buttons[name] for name in ("names", "sheet", "numbers")),
        total,
        *head_lines(page),
        detail.passport.files_button,
        detail.passport.link_button,
        detail.evidence.table,
    ]
    assert walk(way[0], Qt.Key.Key_Tab, way[-1]) == way
    assert walk(way[-1], Qt.Key.Key_Backtab, way[0]) == way[::-1]
    # What stands behind the fields of an evidence, which are made last of all, is met as well.
    last = detail.survey.form.editor("satisfied").focus_target()
    texts = [detail.texts.editor("result", code).focus_target() for code in LANGUAGES]
    met = walk(detail.evidence.table, Qt.Key.Key_Tab, last)
    assert met[-1] is last
    assert met.index(detail.evidence.form.files.add_button) < met.index(texts[0])
    # And from the last one on out of the card, never back into it.
    QTest.keyClick(last, Qt.Key.Key_Tab)
    assert not detail.isAncestorOf(QApplication.focusWidget())


def press_button(button: QWidget) -> None:
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_what_is_no_number_is_kept_and_explained(planned_page, empty_workspace, words) -> None:
    page = planned_page
    page.waiting.hold_button.click()
    assert page.show_place(Place("activities", page.detail.record_id, "heads/age/33-45"))
    line = QApplication.focusWidget()
    type_text(line, "он шақты")
    page.detail.people.form.editor("participants_total").focus_target().setFocus()
    block = next(b for b in page.detail.people.heads.blocks if b.table.dimension == "age")
    assert block._errors["33-45"].text().startswith("!")
    page.refresh()
    assert line.text() == "он шақты"
    assert read_heads(empty_workspace.db, page.detail.record_id)["age"] == {}
    line.setFocus()
    line.selectAll()
    type_text(line, "10")
    page.autosave.end_step()
    assert read_heads(empty_workspace.db, page.detail.record_id)["age"] == {"33-45": 10}
    drafts = empty_workspace.db.execute("SELECT count(*) FROM draft").fetchone()[0]
    assert drafts == 0


def test_a_tally_becomes_the_percentage(activities, workspace) -> None:
    row = event_of(activities, "1.2")
    choose(activities, row)
    survey = activities.detail.survey
    for level, count in (("very_satisfied", "20"), ("satisfied", "15"), ("neither", "5")):
        line = survey.form.editor(f"tally_{level}").focus_target()
        line.setFocus()
        type_text(line, count)
    activities.list.table.setFocus()
    stored = workspace.records.read_row("activity", row.event_id)
    assert (stored["surveyed"], stored["satisfied"]) == (40, 35)
    assert "87,5" in survey.outcome.text()
    assert not survey.whole.isVisible()


# ---------------------------------------------------------------------- same again


def test_a_series_of_ten_is_a_minute_of_keys(activities, workspace, qtbot) -> None:
    choose(activities, event_of(activities, "1.3", 1))
    before = len(activities.log.rows)
    lines = [
        f"{place} {day}.10"
        for day, place in enumerate(
            (
                "Ескелді",
                "Көксу",
                "Қаратал",
                "Кербұлақ",
                "Ақсу",
                "Сарқан",
                "Алакөл",
                "Панфилов",
                "Текелі",
                "Талдықорған",
            ),
            10,
        )
    ]
    keys = 0
    activities.list.table.setFocus()
    QTest.keyClick(activities.list.table, Qt.Key.Key_D, CONTROL)
    keys += 1
    assert activities.card() == "repeat"
    assert activities.repeat.lines.hasFocus()
    text = "\n".join(lines)
    type_text(activities.repeat.lines, text)
    keys += len(text)
    QTest.keyClick(activities.repeat.lines, Qt.Key.Key_Return, CONTROL)
    keys += 1
    # A slow typist makes three letters a second.
    assert keys <= 180
    assert len(activities.log.rows) == before + 10
    added = [row for row in activities.log.rows if row.place.kk == "Көксу"]
    assert [(row.starts_on, row.title.kk) for row in added] == [
        ("2024-10-11", "Құқықтық сауаттылық жәрмеңкесі, Көксу")
    ]
    assert added[0].heads is None
    assert added[0].there < added[0].asked
    assert activities.card() == "detail"
    workspace.undo()
    activities.refresh()
    assert len(activities.log.rows) == before


def test_a_line_that_is_not_understood_adds_nothing(activities) -> None:
    choose(activities, event_of(activities, "1.3"))
    activities.begin_repeating()
    activities.repeat.lines.setPlainText("Көксу 15.10\nСарқан")
    assert not activities.repeat.add_button.isEnabled()
    assert activities.repeat.problem.text().startswith("! 2-жол")
    QTest.keyClick(activities.repeat.lines, Qt.Key.Key_Escape)
    assert activities.card() == "detail"
    assert len(activities.log.rows) == 31


def test_lines_beyond_what_is_read_at_once_are_told(activities) -> None:
    choose(activities, event_of(activities, "1.3"))
    activities.begin_repeating()
    activities.repeat.lines.setPlainText("Көксу 15.10\n" * (MOST_LINES + 3))
    assert activities.repeat.add_button.isEnabled()
    assert "тағы 3 жол оқылмай қалды" in activities.repeat.problem.text()
    assert activities.repeat.problem.isVisibleTo(activities)


# ---------------------------------------------------------------------- evidence


def test_files_find_their_kind(planned_page, empty_workspace, tmp_path, qtbot) -> None:
    page = planned_page
    page.waiting.hold_button.click()
    photos = [make_photo(tmp_path / f"IMG_{number}.jpg", 40 * number) for number in range(2)]
    scan = tmp_path / "Қатысушылар тізімі.pdf"
    scan.write_bytes(PDF)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in (*photos, scan)])
    assert page.detail.evidence.take_drop(data)
    qtbot.waitUntil(lambda: not page.detail.evidence.is_busy(), timeout=WAIT_MS)
    page.catch_up()
    rows = page.detail.evidence.rows
    assert [(row.kind, row.quantity, row.files) for row in rows] == [
        ("photo", 2, 2),
        ("participant_list", 1, 1),
    ]
    assert [(line.kind, line.there, line.is_done) for line in page.detail.passport.lines] == [
        ("photo", 2, True)
    ]
    assert pill(page, event_of(page, "1.1")) == "✓"
    # The same photo dropped again is told and not added.
    add_files(page, photos[:1], qtbot)
    assert page.detail.evidence.note.text() == "1 файл бұрыннан бар"
    grid = page.detail.evidence.grid
    grid.setFocus()
    grid.setCurrentIndex(grid.files.index(0, 0))
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    page.catch_up()
    assert page.detail.evidence.rows[0].quantity == 1
    assert pill(page, event_of(page, "1.1")) == "0/1"
    empty_workspace.undo()
    page.refresh()
    assert page.detail.evidence.rows[0].quantity == 2


def test_one_photo_at_two_activities_is_shown(activities, tmp_path, qtbot) -> None:
    photo = make_photo(tmp_path / "IMG_1.jpg", 10)
    first, second = event_of(activities, "1.2"), event_of(activities, "1.2", 1)
    for row in (first, second):
        choose(activities, row)
        add_files(activities, [photo], qtbot)
    form = activities.detail.evidence.form
    assert form.repeats.isVisible()
    assert first.title.kk in form.repeats.text()
    choose(activities, first)
    activities.detail.evidence.table.choose(activities.detail.evidence.rows[-3].evidence_id)
    table = activities.detail.evidence.table
    signs = [table.rows.cell(table.rows.index(at, 3)).text for at in range(len(table.rows.ids))]
    assert signs.count("▲ ×2") == 1


def test_a_link_tells_where_it_came_out(activities, workspace) -> None:
    choose(activities, event_of(activities, "1.1"))
    QGuiApplication.clipboard().setText("қайырлы күн")
    activities.detail.passport.link_button.click()
    link = activities.detail.evidence.form.link.focus_target()
    assert link.hasFocus()
    type_text(link, "instagram.com/p/abc")
    activities.list.table.setFocus()
    evidence_id = activities.detail.evidence.form.record_id
    row = workspace.records.read_row("evidence", evidence_id)
    assert (row["link"], row["medium"], row["kind"]) == (
        "https://instagram.com/p/abc",
        "Instagram",
        "social_post",
    )
    assert activities.detail.evidence.form.page_note.isVisible()
    activities.refresh()
    activities.open_part("publications")
    assert activities.publications.show_evidence(evidence_id)
    assert any(
        entry.evidence_id == evidence_id and entry.medium == "Instagram"
        for entry in activities.publications.shown
    )


@pytest.mark.parametrize("code", LANGUAGES)
def test_details_of_a_publication_have_room_in_the_smallest_window(
    window: MainWindow, activities: ActivitiesPage, code: LanguageCode
) -> None:
    window.resize(1000, 700)
    window.switch_language(code)
    activities.open_part("publications")
    wait_for_layout(window)
    details = activities.publications.details
    assert details.widget().width() == details.viewport().width()
    assert activities.publications.open_button.text().endswith("…")


def test_the_same_link_twice_is_marked_in_the_register(activities, words) -> None:
    for place in (0, 1):
        choose(activities, event_of(activities, "1.2", place))
        activities.detail.evidence.add_link(f"https://{'www.' * place}azattyq-ruhy.kz/news/7/")
    activities.catch_up()
    activities.open_part("publications")
    activities.publications.search.setText("azattyq-ruhy")
    activities.publications._fill()
    table = activities.publications.table
    assert [table.rows.tell(at, "sign").text for at in (0, 1)] == ["▲ ×2", "▲ ×2"]
    words.switch("ru")
    activities.catch_up()
    assert activities.publications.total.text() == "2 публикации"


def test_titles_of_publications_are_whole_unless_there_are_very_many(
    activities, monkeypatch
) -> None:
    from ui.pages.activities import publications_part

    activities.open_part("publications")
    part = activities.publications
    columns = {column.key: column for column in part.table.rows.columns}
    assert columns["title"].wraps
    assert columns["medium"].wraps
    usual = part.table.verticalHeader().defaultSectionSize()
    assert max(part.table.rowHeight(row) for row in range(len(part.shown))) > usual
    monkeypatch.setattr(publications_part, "MOST_WRAPPED", len(part.all_rows) - 1)
    part.fill(part.all_rows, {})
    assert not any(column.wraps for column in part.table.rows.columns)
    assert {part.table.rowHeight(row) for row in range(len(part.shown))} == {usual}


def test_reach_has_a_column_as_soon_as_somebody_told_it(activities, workspace) -> None:
    activities.open_part("publications")
    part = activities.publications
    assert "reach" not in [column.key for column in part.table.rows.columns]
    part.table.choose(part.shown[0].evidence_id)
    line = part.form.form.editor("reach").focus_target()
    line.setFocus()
    type_text(line, "1200")
    part.table.setFocus()
    activities.refresh()
    assert "reach" in [column.key for column in part.table.rows.columns]
    assert part.table.rows.tell(0, "reach").text == "1\u00a0200"


def test_how_many_came_is_told_under_the_title_where_a_column_has_no_room(
    window: MainWindow, activities, theme, words
) -> None:
    table = activities.list.table
    known = event_of(activities, "1.2", 0)
    at = activities.list.shown.index(known)
    assert "people" in [column.key for column in table.rows.columns]
    theme.choose_size(150)
    try:
        wait_for_layout(window)
        assert "people" not in [column.key for column in table.rows.columns]
        assert table.rows.tell(at, "title").detail.endswith(f"{known.heads} адам")
    finally:
        theme.choose_size(100)
    wait_for_layout(window)
    assert "people" in [column.key for column in table.rows.columns]
    assert "адам" not in table.rows.tell(at, "title").detail


def test_only_what_is_seen_of_two_thousand_photos_is_made(
    activities, workspace, tmp_path, qtbot, monkeypatch
) -> None:
    from grantee_app.store.attachments.files import KeptFile

    row = event_of(activities, "1.2")
    choose(activities, row)
    made: list[str] = []
    monkeypatch.setattr(
        activities.detail.evidence.grid.thumbnails,
        "_read",
        lambda attachment: made.append(attachment.sha256),
    )
    kept = [KeptFile(f"{n}.jpg", "image/jpeg", 1000, f"{n:064x}") for n in range(2000)]
    activities.deeds.add_files(row.event_id, kept, frozenset())
    activities.refresh()
    grid = activities.detail.evidence.grid
    assert grid.files.rowCount() == 2000
    activities.area.ensureWidgetVisible(grid)
    qtbot.waitUntil(lambda: len(made) > 3, timeout=WAIT_MS)
    qtbot.wait(200)
    assert len(made) < 80
    assert grid.height() < 300


# ---------------------------------------------------------------------- places, closed, empty


def test_places_lead_to_records(activities) -> None:
    row = event_of(activities, "1.3", 4)
    assert activities.show_place(Place("activities", row.event_id, "result"))
    assert activities.detail.record_id == row.event_id
    target = activities.detail.texts.editor("result", "kk").focus_target()
    assert target.hasFocus()
    evidence = activities.detail.evidence.rows[0]
    choose(activities, event_of(activities, "1.1"))
    assert activities.show_place(Place("activities", evidence.evidence_id))
    assert activities.detail.record_id == row.event_id
    assert activities.show_place(Place("activities", row.planned.planned_id))
    assert not activities.show_place(Place("activities", "no such record"))


def test_undo_shows_the_text_it_changed(window, activities, workspace) -> None:
    row = event_of(activities, "1.2", 2)
    choose(activities, row)
    text = activities.detail.texts.editor("result", "kk").focus_target()
    text.setFocus()
    type_text(text, "Ия. ")
    activities.autosave.end_step()
    choose(activities, event_of(activities, "1.1"))
    undone = workspace.undo()
    assert window.view.show_undone(undone)
    assert activities.detail.record_id == row.event_id
    assert text.hasFocus()


def test_a_closed_workspace_is_only_read(open_window, workspace, tmp_path, qtbot) -> None:
    folder = workspace.folder
    with Workspace.open_read_only(folder) as closed:
        page = find_page(open_window(closed), qtbot)
        assert not page.add_button.isVisible()
        page.act("new")
        page.act("double")
        page.act("remove")
        assert page.card() == "detail"
        assert len(page.log.rows) == 31
        assert not page.detail.again_button.isVisible()
        assert page.detail.form.editor("dates").focus_target().isReadOnly()


def test_without_a_plan_the_page_teaches(open_window, empty_workspace, qtbot, words) -> None:
    organization = Organization(name=Bilingual(kk="«Бастау» ҚБ", ru="ОО «Бастау»"))
    empty_workspace.records.add_organization(organization)
    empty_workspace.records.add_project(organization.id, Bilingual(kk="Жоба", ru="Проект"))
    window = open_window(empty_workspace)
    page = find_page(window, qtbot)
    assert page.views.currentWidget() is page.teaching
    assert not page.add_button.isEnabled()
    assert page.teaching.buttons["plan"].text() == "Жоспарды ашу"
    page.teaching.buttons["plan"].click()
    assert window.view.step() == "plan"


def test_languages_can_be_switched_without_end(activities, words: ScreenLanguage) -> None:
    choose(activities, event_of(activities, "1.2"))
    activities.detail.people.open_numbers(is_open=True)
    for code in ("ru", "kk", "ru"):
        words.switch(code)
    # The cards follow the page by a turn.
    activities.catch_up()
    assert activities.add_button.text() == "&Добавить мероприятие"
    assert activities.detail.passport.head.text() == "Подтверждения"
    assert activities.switch.buttons["publications"].text() == "П&убликации"


def test_long_titles_are_shown_whole(activities, words, qtbot) -> None:
    activities.window().resize(1366, 768)
    table = activities.list.table
    for code in ("kk", "ru"):
        words.switch(code)
        qtbot.wait(150)
        width = table.columnWidth(1)
        column = table.rows.columns[1]
        needed = [
            table._delegate.measure(table.rows.tell(place, "title"), column, width)
            for place, row in enumerate(table.rows.ids)
            if row
        ]
        heights = [table.rowHeight(place) for place, row in enumerate(table.rows.ids) if row]
        assert all(height >= least for height, least in zip(heights, needed, strict=True))
        # Some of them need more than two lines here, or nothing is proved.
        assert max(heights) > table.verticalHeader().defaultSectionSize()
