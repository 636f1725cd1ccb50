"""The application as it will be printed, over the page: built on a worker, anew with each change.

Knows the sheet; how a page is composed and drawn is the report's business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from grantee_app.language.message import LanguageCode
from ui.jobs import Job, JobRunner, JobStopped
from ui.report_building import ShownReport
from ui.widgets.labels import make_line_label
from ui.widgets.language_switch import LanguageSwitch
from ui.widgets.preview import Preview

if TYPE_CHECKING:
    from datetime import date

    from grantee_app.workspace.open_application import OpenApplication
    from ui.pages.application.sheet import Sheet

BUILD_MS = 300


class PreviewPart(QWidget):
    """A bar with the way back and the language, the pages below."""

    left = Signal()

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self._words = sheet.desk.words
        self.code: LanguageCode = sheet.application.language
        self.back_button = QPushButton()
        self.back_button.clicked.connect(self.left)
        self.language = make_line_label("secondary")
        self.switch = LanguageSwitch(self.code)
        self.switch.chosen.connect(self.set_language)
        self.preview = Preview(self._words, sheet.desk.theme)
        self._builder = JobRunner(self, name="application")
        bar = QHBoxLayout()
        bar.setContentsMargins(24, 12, 24, 12)
        bar.setSpacing(12)
        bar.addWidget(self.back_button)
        bar.addStretch()
        bar.addWidget(self.language)
        bar.addWidget(self.switch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.preview, 1)
        self._waiting = QTimer(self, singleShot=True, interval=BUILD_MS)
        self._waiting.timeout.connect(self.build)
        sheet.changed.connect(self._note_changed)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)
        self._words.changed.connect(self.retranslate)
        self.retranslate()

    def set_language(self, code: LanguageCode | str) -> None:
        """Show the papers of the other language."""
        self.code = "ru" if code == "ru" else "kk"
        self.switch.set_value(self.code)
        self.build()

    def build(self) -> None:
        """Build the papers anew on the worker."""
        opened, code = self.sheet.opened, self.code
        day = self.sheet.today
        self._builder.submit(
            lambda job: build_papers(opened, code, day, job),
            self._take,
            self.preview.show_problem,
        )

    def _take(self, shown: ShownReport) -> None:
        self.preview.show_report(shown)

    def _note_changed(self) -> None:
        if self.isVisible():
            self._waiting.start()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._words
        self.back_button.setText(words.gettext("← Back to the application"))
        self.language.setText(words.gettext("Language of the papers"))
        self.switch.setAccessibleName(words.gettext("Language of the papers"))

    def close_pages(self) -> None:
        """End the workers."""
        self._waiting.stop()
        self._builder.close()
        self.preview.close_pages()


def build_papers(opened: OpenApplication, code: LanguageCode, day: date, job: Job) -> ShownReport:
    """Return the application alone as a PDF, personal data left out; JobStopped when not wanted."""
    from grantee_app.report.application import (  # noqa: PLC0415 (heavy, on the worker)
        ApplicationSource,
        PrintOptions,
        compose_application,
    )
    from grantee_app.report.pdf.render import Cancelled, render_pdf  # noqa: PLC0415

    values = opened.read_values(day)
    source = ApplicationSource(values, code, PrintOptions(), opened.application)
    document = compose_application(source, day)
    try:
        pdf = render_pdf(document, job.tell_progress, job.is_cancelled)
    except Cancelled as stop:
        raise JobStopped from stop
    return ShownReport(pdf.data, pdf.page_count, pdf.section_pages)
