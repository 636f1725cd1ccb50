"""The way of the report out of the house: what was found first, then a PDF, a printer or a folder.

Owns the buttons of the top bar, the list before handing in, and the worker that writes. What the
report holds is the page's business.
"""

from __future__ import annotations

import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton, QStackedWidget

from grantee_app.language.message import LANGUAGES, LanguageCode, Message
from ui.jobs import Job, JobRunner
from ui.widgets.hand_in_panel import HandInPanel

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from grantee_app.checks.finding import Finding
    from grantee_app.form import FormDefinition
    from ui.pages.report_page import ReportPage
    from ui.report_folder import ReportFolder
    from ui.screen_language import ScreenLanguage

PDF_NAMES: Final[dict[LanguageCode, str]] = {"kk": "PDF Қаз", "ru": "PDF Рус"}


class ReportExport(QObject):
    """Writes, prints and assembles the report of a page, whose words and notice it uses."""

    def __init__(self, page: ReportPage) -> None:
        super().__init__(page)
        # It stands in the page, which knows it: each would keep the other.
        self._page = weakref.proxy(page)
        self._words = page.desk.words
        self._memory = page.desk.memory
        # Which language is on its way out of the house.
        self._handed_in: LanguageCode = page.document_language()
        self._runner = JobRunner(self, name="pdf")
        self.folder: ReportFolder | None = None
        self.buttons: dict[LanguageCode, QPushButton] = {}

    def build_buttons(self) -> None:
        """Put the buttons into the top bar."""
        for code in LANGUAGES:
            button = QPushButton(PDF_NAMES[code])
            button.clicked.connect(lambda _on=False, wanted=code: self.export_pdf(wanted))
            self.buttons[code] = button
            self._page.header.add_button(button)
        self.folder_button = QPushButton()
        self.folder_button.clicked.connect(self.open_folder)
        self._page.header.add_button(self.folder_button)

    def build_panel(self, body: QStackedWidget) -> None:
        """Make the list of what was found, which lies over the texts before handing in."""
        self._body = body
        self.hand_in = HandInPanel(self._words, body)
        body.addWidget(self.hand_in)
        self.hand_in.write_wanted.connect(self._write_handed_in)
        self.hand_in.print_wanted.connect(self.print_report)
        self.hand_in.place_wanted.connect(self._show_finding)
        self.hand_in.left.connect(self._leave)
        self.hand_in.folder_wanted.connect(self.open_folder)
        self._page.notice.cancelled.connect(self._runner.cancel)
        self._page.notice.closed.connect(self._allow)

    def is_busy(self) -> bool:
        """Tell whether a report is on its way out."""
        return self._runner.is_busy()

    def close(self) -> None:
        """End the threads."""
        self._runner.close()
        if self.folder is not None:
            self.folder.close_workers()

    # ------------------------------------------------------------------ before handing in

    def export_pdf(self, code: LanguageCode) -> None:
        """Show what was found, if anything was, and write the report in `code`."""
        self._page.autosave.flush()
        findings = self._page.find_all()
        self._handed_in = code
        if any(finding.severity != "note" for finding in findings):
            self.show_findings(findings)
            self.hand_in.write_button.setFocus()
        else:
            self.write_pdf(code)

    def show_findings(self, findings: list[Finding]) -> None:
        """Lay the list of what was found over the texts."""
        self.hand_in.set_findings(findings)
        self._body.setCurrentWidget(self.hand_in)

    def _leave(self) -> None:
        self._page.leave_hand_in()

    def _show_finding(self, finding: Finding) -> None:
        from ui.finding_places import find_place  # noqa: PLC0415 (with the findings)

        self._page.leave_hand_in()
        desk = self._page.desk
        desk.go(find_place(finding, desk.state))

    def open_folder(self) -> None:
        """Show how the report and its evidence become a folder."""
        if self.folder is None:
            from ui.report_folder import ReportFolder  # noqa: PLC0415 (when wanted)

            self.folder = ReportFolder(self._page.desk, self._page.notice, self._body)
            self.folder.left.connect(self._leave)
            self._body.addWidget(self.folder)
        self._body.setCurrentWidget(self.folder)
        form = self._page.form()
        self.folder.open(form.id, form.version, self._handed_in)

    # ------------------------------------------------------------------ PDF

    def _write_handed_in(self) -> None:
        self.write_pdf(self._handed_in)

    def write_pdf(self, code: LanguageCode) -> None:
        """Ask where to, and write the report in `code` there."""
        if self.is_busy():
            return
        page, words = self._page, self._words
        page.autosave.flush()
        target = self.choose_target(code)
        if target is None:
            return
        self._memory.setValue("report/folder", str(target.parent))
        self._set_enabled(is_enabled=False)
        process, form = page.process(), page.form()
        page.notice.show_progress(
            lambda: words.gettext("{name} is being written…", name=target.name)
        )
        self._runner.submit(
            lambda job: process.write(code, target, job, form),
            lambda findings: self._note_written(target, findings),
            self._note_failed,
            page.notice.set_progress,
        )

    def choose_target(self, code: LanguageCode) -> Path | None:
        """Ask for the file to write, proposing a name; None when the person thinks better of it."""
        folder = Path(str(self._memory.value("report/folder", "")) or default_folder())
        proposed = folder / propose_name(self._page.title(code), self._page.form(), code)
        chosen, _ = QFileDialog.getSaveFileName(
            self._buttons_parent(),
            self._words.gettext("Where to put the PDF"),
            str(proposed),
            "PDF (*.pdf)",
        )
        if not chosen:
            return None
        return Path(chosen) if chosen.lower().endswith(".pdf") else Path(f"{chosen}.pdf")

    def _note_written(self, target: Path, findings: list[Finding]) -> None:
        words = self._words
        self._set_enabled(is_enabled=True)
        self._page.notice.show_success(
            lambda: words.gettext("{name} is ready.", name=target.name),
            lambda: tell_findings(words, findings),
            lambda: words.gettext("Open"),
            lambda: self.open_file(target),
        )

    def _note_failed(self, sentence: Message) -> None:
        self._set_enabled(is_enabled=True)
        words = self._words
        self._page.notice.show_problem(lambda: words.say(sentence))

    def open_file(self, path: Path) -> None:
        """Open a file with the program that the system has for it."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            words = self._words
            self._page.notice.show_problem(
                lambda: words.gettext(
                    "No program for {name} was found. The file is in the folder {folder}.",
                    name=path.name,
                    folder=str(path.parent),
                )
            )

    # ------------------------------------------------------------------ paper

    def print_report(self) -> None:
        """Ask for a printer and print the report in the language that is being handed in."""
        page, words = self._page, self._words
        if self.is_busy() or not page.is_built():
            return
        page.autosave.flush()
        code, process, form = self._handed_in, page.process(), page.form()
        printer = self.ask_for_printer()
        if printer is None:
            return
        self._set_enabled(is_enabled=False)
        page.notice.show_progress(lambda: words.gettext("The report is being printed…"))

        def work(job: Job) -> None:
            from ui.printing import print_pdf  # noqa: PLC0415

            print_pdf(process.build(code, job, form=form).shown.data, printer, job)

        self._runner.submit(work, self._note_printed, self._note_failed, page.notice.set_progress)

    def print_now(self) -> None:
        """Print the report in the language that it is seen in."""
        self._handed_in = self._page.document_language()
        self.print_report()

    def ask_for_printer(self) -> QPrinter | None:
        """Ask for the printer; None when the person thinks better of it."""
        from ui.printing import ask_for_printer  # noqa: PLC0415

        return ask_for_printer(self._words, self._page.count_pages(), self._buttons_parent())

    def _note_printed(self, _nothing: object) -> None:
        self._set_enabled(is_enabled=True)
        words = self._words
        self._page.notice.show_success(lambda: words.gettext("The report was sent to the printer."))

    # ------------------------------------------------------------------ buttons

    def _buttons_parent(self) -> ReportPage:
        """Return the page itself: Qt takes no stand-in for the parent of a dialog."""
        page: ReportPage = self.parent()  # type: ignore[assignment]
        return page

    def _allow(self) -> None:
        self._set_enabled(is_enabled=True)

    def _set_enabled(self, *, is_enabled: bool) -> None:
        for button in self.buttons.values():
            button.setEnabled(is_enabled)

    def retranslate(self) -> None:
        """Say everything again in the language of the screen, whose PDF comes first."""
        words = self._words
        screen: LanguageCode = words.code
        self._page.header.order_buttons(
            [self.folder_button, self.buttons[other_language(screen)], self.buttons[screen]]
        )
        about = words.gettext("The report with its evidence, as a folder")
        self.folder_button.setText(words.gettext("Folder…"))
        self.folder_button.setToolTip(f"{about} (Ctrl+Shift+P)")
        self.folder_button.setAccessibleName(about)
        hints: dict[LanguageCode, str] = {
            "kk": words.gettext("Write the report in Kazakh as a PDF"),
            "ru": words.gettext("Write the report in Russian as a PDF"),
        }
        for code, hint in hints.items():
            keys = "Ctrl+E" if code == screen else "Ctrl+Shift+E"
            self.buttons[code].setToolTip(f"{hint} ({keys})")
            self.buttons[code].setAccessibleName(hint)


# ---------------------------------------------------------------------- words and names


def tell_findings(words: ScreenLanguage, findings: list[Finding]) -> str:
    """Return how many errors and warnings a finished report has."""
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = sum(finding.severity == "warning" for finding in findings)
    parts = []
    if errors:
        parts.append(words.ngettext("{count} error", "{count} errors", errors))
    if warnings:
        parts.append(words.ngettext("{count} warning", "{count} warnings", warnings))
    if not parts:
        return words.gettext("The checks found nothing.")
    return words.gettext("Before you hand it in: {what}.", what=", ".join(parts))


def other_language(code: LanguageCode) -> LanguageCode:
    """Return the language that `code` is not."""
    return "ru" if code == "kk" else "kk"


def propose_name(title: str, form: FormDefinition, code: LanguageCode) -> str:
    """Return a file name that every system takes, made of the project's title and the form's."""
    clean = "".join(" " if letter in '<>:"/\\|?*«»' or letter < " " else letter for letter in title)
    short = " ".join(clean.split())[:70].strip(" .")
    return f"{short} – {form.name.spoken_in(code)}.pdf".lstrip(" –")


def default_folder() -> Path:
    """Return the folder of the user's documents."""
    from platformdirs import user_documents_path  # noqa: PLC0415

    return user_documents_path()
