"""A report with its evidence as a folder: what goes in, where to, made on a worker.

Shown over the report page. Knows the report by its project and form, not how it is composed.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from grantee_app.language.message import LanguageCode
from ui.jobs import Job, JobRunner, JobStopped
from ui.theme import set_role
from ui.widgets.assembly_result import AssemblyResult
from ui.widgets.folder_options import FolderOptions, lay_out_folder_page, list_common_choices
from ui.widgets.labels import make_label

if TYPE_CHECKING:
    from grantee_app.language.message import Message
    from grantee_app.report.assembly.handing import Assembly
    from ui.desk import Desk
    from ui.widgets.notice_strip import NoticeStrip


class ReportFolder(QScrollArea):
    """`left` goes back to the report."""

    left = Signal()

    def __init__(self, desk: Desk, notice: NoticeStrip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._words = words = desk.words
        self._notice = notice
        self._form = ("", "")
        self._runner = JobRunner(self, name="report folder")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.title = make_label("heading")
        self.lead = make_label("secondary")
        self.result = AssemblyResult(words, can_hand_in=False)
        self.options = FolderOptions(
            words,
            desk.memory,
            (
                (
                    "personal",
                    lambda: words.gettext("With evidence that names villagers"),
                    lambda: words.gettext(
                        "Lists of participants, contracts with winners and the like; left out "
                        "unless the funder wants them."
                    ),
                    False,
                ),
                *list_common_choices(words),
            ),
        )
        self.assemble_button, self.back_button = QPushButton(), QPushButton()
        set_role(self.assemble_button, "primary")
        self.assemble_button.clicked.connect(self.assemble)
        self.back_button.clicked.connect(self.left)
        parts = (self.title, self.lead, self.result, self.options)
        buttons = (self.assemble_button, self.back_button)
        self.setWidget(lay_out_folder_page(parts, buttons))
        self.result.hide()
        notice.cancelled.connect(self._cancel)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)
        words.changed.connect(self.retranslate)
        self.retranslate()

    def open(self, form_id: str, version: str, code: LanguageCode) -> None:
        """Show the choices for a report."""
        self._form = (form_id, version)
        self.options.set_code(code)
        self.options.refresh_drives()
        self.result.hide()
        self.verticalScrollBar().setValue(0)
        self.assemble_button.setFocus()

    def assemble(self) -> None:
        """Make the folder as it was chosen; one at a time."""
        if self._runner.is_busy():
            return
        from grantee_app.report.assembly.handing import AssemblyOptions  # noqa: PLC0415 (rare)

        self._desk.autosave.flush()
        words, chosen = self._words, self.options
        options = AssemblyOptions(
            chosen.folder(),
            chosen.most_megabytes(),
            with_zip=chosen.is_on("zip"),
            with_whole=chosen.is_on("whole"),
            with_files=chosen.is_on("files"),
        )
        workspace, project_id = self._desk.workspace, self._desk.project_id
        form, code, is_personal = self._form, chosen.code(), chosen.is_on("personal")
        self.assemble_button.setEnabled(False)
        self._notice.show_progress(lambda: words.gettext("The folder is being made…"))

        def work(job: Job) -> Assembly:
            from grantee_app.report.assembly.assembling import assemble  # noqa: PLC0415 (heavy)
            from grantee_app.report.assembly.report import gather_report  # noqa: PLC0415
            from grantee_app.report.making import ReportOptions  # noqa: PLC0415
            from grantee_app.report.pdf.render import Cancelled  # noqa: PLC0415

            # A workspace in memory has no second view, and closing it would be its end.
            opened = workspace.open_reader() if workspace.path else nullcontext(workspace)
            with opened as reader:
                handing = gather_report(
                    reader,
                    project_id,
                    code,
                    ReportOptions(form_id=form[0], form_version=form[1]),
                    with_personal=is_personal,
                )
                try:
                    return assemble(handing, options, job.tell_progress, job.is_cancelled)
                except Cancelled as stop:
                    raise JobStopped from stop

        self._runner.submit(work, self._take, self._fail, self._notice.set_progress)

    def close_workers(self) -> None:
        """End the worker."""
        self._runner.close()

    def _take(self, assembly: Assembly) -> None:
        words = self._words
        self.assemble_button.setEnabled(True)
        self.result.show_assembly(assembly)
        self.result.show()
        self.verticalScrollBar().setValue(0)
        self.result.open_button.setFocus()
        self._notice.show_success(
            lambda: words.gettext("The folder {name} is ready.", name=assembly.folder.name)
        )

    def _fail(self, sentence: Message) -> None:
        self.assemble_button.setEnabled(True)
        self._notice.show_problem(lambda: self._words.say(sentence))

    def _cancel(self) -> None:
        self._runner.cancel()
        self.assemble_button.setEnabled(True)

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._words
        self.title.setText(words.gettext("The report with its evidence"))
        self.lead.setText(
            words.gettext(
                "The report and the evidence of every activity under numbers, in one folder: on a "
                "flash drive or on this computer."
            )
        )
        self.assemble_button.setText(words.gettext("Assemble the folder"))
        self.back_button.setText(words.gettext("&Back"))
