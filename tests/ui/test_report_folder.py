"""A report with its evidence as a folder: made from the window, told of, left as it was."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.core.report.reading import read_pdf
from tests.ui.conftest import WAIT_MS
from tests.ui.test_application_page import click
from ui.drives import is_flash
from ui.pages.report_page import ReportPage

SHIFT_CONTROL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def test_the_report_and_its_evidence_become_a_folder(
    page: ReportPage, tmp_path: Path, qtbot
) -> None:
    page.sections.setFocus()
    QTest.keyClick(page.sections, Qt.Key.Key_P, SHIFT_CONTROL)
    folder = page.export.folder
    assert folder is not None
    assert page._body.currentWidget() is folder
    folder.options.set_folder(tmp_path)
    folder.options.set_on("zip", is_on=True)
    click(folder.assemble_button)
    assert page.notice.is_running()
    qtbot.waitUntil(lambda: folder.result.assembly() is not None, timeout=WAIT_MS)
    made = folder.result.assembly()
    assert made is not None
    assert made.folder.parent == tmp_path
    assert made.zip is not None
    assert folder.result.isVisibleTo(page)
    assert not folder.result.hand_in_button.isVisibleTo(folder)
    own = next(path for path in made.folder.iterdir() if path.name.startswith("00"))
    assert page._words.name(page._form.title)[:12].split()[0] in read_pdf(own.read_bytes()).text
    QTest.keyClick(folder.result.open_button, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert page._body.currentWidget() is page.splitter


def test_a_button_leads_to_the_folder_whatever_was_found(page: ReportPage) -> None:
    assert page.export.folder_button.isVisibleTo(page)
    assert page.export.folder_button.text() == "Қалта…"
    click(page.export.folder_button)
    assert page._body.currentWidget() is page.export.folder


def test_what_hangs_where_systems_put_flash_drives_is_one() -> None:
    assert is_flash("/media/aigul/KINGSTON", "vfat", "linux")
    assert is_flash("/run/media/aigul/FOTO", "exfat", "linux")
    assert not is_flash("/", "ext4", "linux")
    assert not is_flash("/home", "ext4", "linux")
    assert is_flash("/Volumes/FOTO", "msdos", "darwin")
    assert is_flash("E:/", "FAT32", "win32")
    assert not is_flash("D:/", "NTFS", "win32")
