"""The folder of an application made on a worker: asked for, told of, stopped.

Owns its worker and the part that is seen; the page shows it. Knows neither sections nor fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from grantee_app.errors import BastamaError
from ui.jobs import Job, JobRunner, JobStopped
from ui.pages.application.assemble_part import AssemblePart
from ui.pages.application.judging import judge_sheet

if TYPE_CHECKING:
    from grantee_app.language.message import Message
    from grantee_app.report.assembly.handing import Assembly
    from ui.pages.application.sheet import Sheet
    from ui.widgets.notice_strip import NoticeStrip


class Assembling(QObject):
    """`part` is what is seen; `failed` brings a sentence."""

    failed = Signal(object)

    def __init__(self, sheet: Sheet, notice: NoticeStrip, shelf: QWidget) -> None:
        super().__init__(shelf)
        self._sheet = sheet
        self._notice = notice
        self._runner = JobRunner(self, name="assembly")
        self.part = AssemblePart(sheet, shelf)
        self.part.assemble_wanted.connect(self.assemble)
        notice.cancelled.connect(self._cancel)

    def open(self) -> None:
        """Show what is missing, were it handed in now."""
        self.part.open(judge_sheet(self._sheet, is_handed_in=True).findings)

    def assemble(self) -> None:
        """Make the folder as it was chosen; one at a time."""
        from grantee_app.report.assembly.application import gather_application  # noqa: PLC0415

        sheet, words = self._sheet, self._sheet.desk.words
        if self._runner.is_busy():
            return
        sheet.desk.autosave.flush()
        options, choices = self.part.folder_options(), self.part.choices()
        try:
            handing = gather_application(sheet.desk.workspace, sheet.application_id, choices)
        except BastamaError as problem:
            self.failed.emit(problem.message)
            return
        self.part.set_busy(is_busy=True)
        self._notice.show_progress(lambda: words.gettext("The folder is being made…"))

        def work(job: Job) -> Assembly:
            from grantee_app.report.assembly.assembling import assemble  # noqa: PLC0415 (heavy)
            from grantee_app.report.pdf.render import Cancelled  # noqa: PLC0415

            try:
                return assemble(handing, options, job.tell_progress, job.is_cancelled)
            except Cancelled as stop:
                raise JobStopped from stop

        self._runner.submit(work, self._take, self._fail, self._notice.set_progress)

    def is_busy(self) -> bool:
        """Tell whether a folder is being made."""
        return self._runner.is_busy()

    def close(self) -> None:
        """End the worker."""
        self._runner.close()

    def _take(self, assembly: Assembly) -> None:
        words = self._sheet.desk.words
        self.part.set_busy(is_busy=False)
        self.part.show_assembly(assembly)
        self._notice.show_success(
            lambda: words.gettext("The folder {name} is ready.", name=assembly.folder.name)
        )

    def _fail(self, sentence: Message) -> None:
        self.part.set_busy(is_busy=False)
        self.failed.emit(sentence)

    def _cancel(self) -> None:
        self._runner.cancel()
        self.part.set_busy(is_busy=False)
