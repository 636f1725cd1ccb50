"""Three seminars from paper, one from an ugly sheet, a fair only counted, a person under two names.

Then section 4 and the indicators of both PDFs say what was entered, on either basis: the numbers
were added up by hand.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from grantee_app.records import Indicator
from grantee_app.store.heads import HeadsPlace
from grantee_app.store.texts import RecordPlace
from grantee_app.workspace import Workspace
from tests.core.report.projects import both, print_project
from tests.core.report.test_figures_on_paper import read_cells
from tests.core.store.people_data import make_activity, make_file
from tests.ui.conftest import WAIT_MS
from tests.ui.test_participants_page import press, read_list, scan
from tests.ui.typing import type_text
from ui.pages.participants_page import ParticipantsPage

PAPER = {
    "first": [
        ("Қалиева Бақыт", "1990", "female", "youth"),
        ("Сейітов Ерлан", "1975", "male", "business"),
        ("Ким Роман", "1962", "male", "older_people"),
    ],
    # The same woman, as somebody on a Russian keyboard writes her.
    "second": [("Калиева Бакыт", "1990", "female", "youth")],
    "third": [("Петрова Ольга", "1985", "female", "public_sector_workers")],
}
FAIR = {
    ("gender", "male"): "6",
    ("gender", "female"): "8",
    ("category", "youth"): "14",
    # Of one nobody asked how old.
    ("age", "17-22"): "13",
}
STATISTICS = {
    "visits": [
        ("22", "10", "12"),
        ("22", "-", "17", "-", "1", "-", "2", "-", "-", "2", "-"),
        ("21", "-", "14", "-", "-", "3", "2", "2"),
    ],
    "people": [
        ("20", "9", "11"),
        ("20", "-", "16", "-", "1", "-", "2", "-", "-", "1", "-"),
        ("19", "-", "14", "-", "-", "2", "1", "2"),
    ],
}
BENEFICIARIES = {"visits": "22", "people": "20"}


def make_project():
    events = [
        make_activity(name, date(2024, 7, day))
        for day, name in enumerate(("first", "second", "third", "excel", "fair"), 9)
    ]
    indicators = [
        Indicator(title=both("Қатысушылар"), counted_from="people"),
        Indicator(title=both("Шаралар"), counted_from="events"),
    ]
    return make_file(*events, people=(), planned={"indicators": indicators})


def write_sheet(path: Path) -> None:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 0, 4, "«Жарық жол» қоғамдық қоры")
    sheet.merge_range(1, 0, 1, 4, "Қатысушылар тізімі, 12.07.2024")
    rows = [
        ["№", "Аты-жөні", "Туған жылы / жасы", "Жынысы", "Мәртебесі"],
        [1, "АХМЕТОВ  Данияр", "2003 ж.т.", "ер", "студент"],
        [2, "Омарова Гүлнар", "60 жас", "ә", "зейнеткер"],
        ["", "Барлығы: 2", "", "", ""],
        ["", "оның ішінде әйелдер – 1", "", "", ""],
    ]
    for place, row in enumerate(rows, 3):
        sheet.write_row(place, 0, row)
    book.close()


def type_person(page: ParticipantsPage, name: str, year: str, gender: str, group: str) -> None:
    line = page.entry.line
    line.name.setFocus()
    type_text(line.name, name)
    press(line.name, Qt.Key.Key_Tab)
    type_text(line.born, year)
    for box, code in ((line.gender, gender), (line.category, group)):
        box.set_code(code)
        box.chosen.emit()
    press(line.born, Qt.Key.Key_Return)


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_both_papers_say_what_was_entered(
    qtbot, open_window, words, empty_workspace: Workspace, tmp_path: Path, code: str
) -> None:
    words.switch(code)
    workspace = empty_workspace
    workspace.save_project(make_project())
    window = open_window(workspace)
    page = window.view.open_step("participants")
    assert isinstance(page, ParticipantsPage)
    qtbot.waitUntil(lambda: page.desk.state is not None, timeout=WAIT_MS)
    # Three seminars from paper; who came again is offered after a few letters.
    for event, people in PAPER.items():
        page.choose_part("entry")
        assert page.entry.show_activity(event)
        for person in people:
            type_person(page, *person)
        if event == "second":
            type_text(page.entry.line.name, "сей")
            press(page.entry.line.name, Qt.Key.Key_Down)
            press(page.entry.line.name, Qt.Key.Key_Return)
    # One from a sheet.
    write_sheet(tmp_path / "list.xlsx")
    page.choose_part("sheet")
    page.sheet.show_activity("excel")
    read_list(page, tmp_path / "list.xlsx", qtbot)
    page.sheet.show_activity("excel")
    assert len(page.sheet.preview.rows) == 2
    QTest.mouseClick(page.sheet.accept_button, Qt.MouseButton.LeftButton)
    # One only counted.
    workspace.write_text(RecordPlace("activity", "fair", "participants_total"), "", "14")
    for (dimension, group), heads in FAIR.items():
        workspace.write_text(HeadsPlace("fair", dimension, group), "", heads)
    # The woman under two spellings.
    scan(page, qtbot)
    assert len(page.doubles.pairs) == 1
    press(page.doubles, Qt.Key.Key_1)
    assert len(workspace.people.load_all("project")) == 6
    for basis in ("visits", "people"):
        workspace.write_text(RecordPlace("project", "project", "counting_basis"), "", basis)
        content = workspace.load_project("project")
        paper = print_project(content, code)
        statistics = [
            tuple(table.rows[1])
            for table in paper.tables
            if re.match("Жобаға қатысушылардың|Всего участников", table.columns[0][0])
        ]
        assert statistics == STATISTICS[basis]
        levels = [
            row[4] for table in paper.tables if len(table.columns) == 5 for row in table.rows[1:]
        ]
        assert levels[0] == BENEFICIARIES[basis]
        assert read_cells(paper, 8) == ["22", "5"]
        # The page of figures says the same.
        page.choose_part("figures")
        qtbot.waitUntil(
            lambda basis=basis: (
                page.figures.found is not None and page.figures.found.people.basis == basis
            ),
            timeout=WAIT_MS,
        )
        assert str(page.figures.found.people.beneficiaries) == BENEFICIARIES[basis]
        assert [(found.dimension, found.count) for found in page.figures.found.untold] == [
            ("age", 1)
        ]
