"""The page that shows a recovery code, once: to be printed, saved or copied by hand.

It is left only by saying that the code is kept: after it nobody, Bastama neither, can show it
again. The code is on this page and on the sheet, nowhere else.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from grantee_app.language.message import Message, message
from ui.jobs import Job, JobRunner
from ui.pages.card_page import CardPage
from ui.screen_language import ScreenLanguage
from ui.theme import Theme, set_role, tabular
from ui.widgets.labels import make_label, make_line_label
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from grantee_app.language.message import LanguageCode
    from grantee_app.store.encryption.recovery_code import RecoveryCode

FILE_NAME: Final = "bastama-recovery.pdf"


class CodePage(CardPage):
    """`kept` when the person says that she has the code; `is_new` after an earlier sheet."""

    HELP = "password"

    kept = Signal()

    def __init__(
        self,
        words: ScreenLanguage,
        theme: Theme,
        code: RecoveryCode,
        folder: Path,
        *,
        is_renewed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, theme, parent)
        self._code = code
        self._folder = folder
        self._is_renewed = is_renewed
        self._worker = JobRunner(self, name="sheet", keeps_all=True)
        self._title = make_label("title")
        self._about = make_label()
        self._how = make_label("secondary")
        self.lines = [make_line_label("title") for _ in range(2)]
        self.save_button = QPushButton()
        self.save_button.clicked.connect(self.save_sheet)
        self.print_button = QPushButton()
        self.print_button.clicked.connect(self.print_sheet)
        self.kept_box = QCheckBox()
        self.kept_box.toggled.connect(self._follow_box)
        self.go_button = QPushButton()
        set_role(self.go_button, "primary")
        self.go_button.clicked.connect(self.leave)
        self._honest = make_label("secondary")
        self.notice.cancelled.connect(self._worker.cancel)
        self._fill()
        self._follow_box()
        self.retranslate()
        self.print_button.setFocus()

    def _fill(self) -> None:
        paper = QFrame()
        paper.setProperty("role", "guide")
        inside = QVBoxLayout(paper)
        inside.setContentsMargins(16, 14, 16, 14)
        inside.setSpacing(6)
        groups = self._code.groups
        half = (len(groups) + 1) // 2
        for label, part in zip(self.lines, (groups[:half], groups[half:]), strict=True):
            label.setText(" · ".join(part))
            label.setFont(tabular(label.font()))
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            inside.addWidget(label)
        buttons = QWidget()
        row = WrappingRow(buttons, gap=12, line_gap=8)
        row.add(self.print_button, weight=0)
        row.add(self.save_button, weight=0)
        for widget in (self._title, self._about, paper, self._how, buttons, self._honest):
            self.column.addWidget(widget)
        self.column.addWidget(self.kept_box, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.go_button, 0, Qt.AlignmentFlag.AlignLeft)

    # ------------------------------------------------------------------ the sheet

    def save_sheet(self) -> None:
        """Ask where to put the sheet and write it there."""
        target = self.choose_target()
        if target is None:
            return
        if self._folder.resolve() in target.resolve().parents:
            self.notice.show_problem(
                lambda: self.words.gettext(
                    "Choose another folder: the sheet must not lie beside what it opens."
                )
            )
            return
        code, folder, speech = self._code, self._folder, self.words.code

        def work(_job: Job) -> str:
            from grantee_app.store.output_files import write_output_file  # noqa: PLC0415

            write_output_file(make_sheet(code, folder, speech), target)
            return target.name

        self._run(work, self._note_saved)

    def print_sheet(self) -> None:
        """Ask for a printer and print the sheet; no file of it is left."""
        printer = self.ask_for_printer()
        if printer is None:
            return
        code, folder, speech = self._code, self._folder, self.words.code

        def work(job: Job) -> str:
            from ui.printing import print_pdf  # noqa: PLC0415

            print_pdf(make_sheet(code, folder, speech), printer, job)
            return ""

        self._run(work, self._note_printed)

    def choose_target(self) -> Path | None:
        """Ask for the file to write; None when the person thinks better of it."""
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.words.gettext("Where to put the sheet"), FILE_NAME, "PDF (*.pdf)"
        )
        if not chosen:
            return None
        return Path(chosen) if chosen.lower().endswith(".pdf") else Path(f"{chosen}.pdf")

    def ask_for_printer(self) -> QPrinter | None:
        """Ask for the printer; None when the person thinks better of it."""
        from ui.printing import ask_for_printer  # noqa: PLC0415

        return ask_for_printer(self.words, 1, self, self.words.gettext("Print the sheet"))

    def _run(self, work: object, take: object) -> None:
        self.notice.show_busy(lambda: self.words.gettext("The sheet is being made…"))
        self._worker.submit(work, take, self._fail)  # type: ignore[arg-type]

    def _note_saved(self, name: str) -> None:
        self.notice.show_success(
            lambda: self.words.gettext("{name} is ready.", name=name),
            lambda: self.words.gettext("Print it, then delete the file."),
        )

    def _note_printed(self, _nothing: str) -> None:
        self.notice.show_success(
            lambda: self.words.gettext("The sheet was sent to the printer."),
            lambda: self.words.gettext("Look at it before you go on: all seven groups are there."),
        )

    def _fail(self, problem: Message) -> None:
        self.notice.show_problem(lambda: self.words.say(problem))

    # ------------------------------------------------------------------ leaving

    def is_kept(self) -> bool:
        """Tell whether the person has said that she has the code."""
        return self.kept_box.isChecked()

    def leave(self) -> None:
        """Go on, if the code is kept."""
        if self.is_kept():
            self.kept.emit()
        else:
            self.remind()

    def remind(self) -> None:
        """Say why the page cannot be left yet."""
        self.notice.show_warning(
            lambda: self.words.say(
                message(
                    "Print the sheet or copy the code first, then tick that you have it: it is not "
                    "shown again."
                )
            )
        )
        self.kept_box.setFocus()

    def close_page(self) -> None:
        """End the worker."""
        self._worker.close()

    def _follow_box(self) -> None:
        self.go_button.setEnabled(self.is_kept())
        if self.is_kept() and not self.notice.is_running():
            self.notice.close_notice()

    # ------------------------------------------------------------------ words

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        super().retranslate()
        words = self.words
        self._title.setText(words.gettext("The recovery code"))
        self._about.setText(
            words.gettext(
                "The new code; the sheet printed before opens nothing any more. It is shown this "
                "once."
            )
            if self._is_renewed
            else words.gettext(
                "The password is set. If it is ever forgotten, only this code opens the projects. "
                "It is shown this once."
            )
        )
        self._how.setText(
            words.gettext(
                "Print the sheet and put it where the seal and the contracts lie, not beside the "
                "laptop. Without a printer copy the code by hand and compare it twice; 0 is a zero "
                "and 1 a one. Do not photograph it and do not send it by a messenger."
            )
        )
        self.print_button.setText(words.gettext("&Print the sheet…"))
        self.save_button.setText(words.gettext("&Save as PDF…"))
        self.kept_box.setText(words.gettext("I have the code on paper, and it is right"))
        self.go_button.setText(words.gettext("&Go on"))
        self._honest.setText(
            words.gettext(
                "Without the password and without the sheet nobody can open the projects: not the "
                "authors of Bastama, not a programmer, not a repair shop. What remains is what was "
                "printed or exported before."
            )
        )
        for number, label in enumerate(self.lines):
            label.setAccessibleName(
                words.gettext("Recovery code, line {number}", number=number + 1)
            )
        self.setAccessibleName(self._title.text())


def make_sheet(code: RecoveryCode, folder: Path, language: LanguageCode) -> bytes:
    """Return the sheet as a PDF, on any thread."""
    from grantee_app.report.recovery_sheet import make_recovery_sheet  # noqa: PLC0415

    today = datetime.now().astimezone().date()
    return make_recovery_sheet(code, folder, language, today).data
