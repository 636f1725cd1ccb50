"""«Check and assemble»: what is missing first, then the folder that is handed in.

Nothing here stops anybody. The work goes on a worker; the page owns it and its progress. Knows the
sheet and what the checks say of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from ui.widgets.assembly_result import AssemblyResult
from ui.widgets.finding_groups import FindingGroups
from ui.widgets.folder_options import FolderOptions, lay_out_folder_page, list_common_choices
from ui.widgets.labels import make_label

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding
    from grantee_app.report.assembly.application import ApplicationChoices
    from grantee_app.report.assembly.handing import Assembly, AssemblyOptions
    from ui.pages.application.sheet import Sheet


class AssemblePart(QScrollArea):
    """`assemble_wanted` follows the button, `place_wanted` brings a finding, `left` goes back.

    `handed_in_wanted` notes that the folder left the house.
    """

    assemble_wanted = Signal()
    place_wanted = Signal(object)
    handed_in_wanted = Signal()
    left = Signal()

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self._words = sheet.desk.words
        self._findings: Sequence[Finding] = ()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        words = self._words
        self.title = make_label("heading")
        self.lead = make_label("secondary")
        self.groups = FindingGroups(words)
        self.groups.place_wanted.connect(self.place_wanted)
        self.options = FolderOptions(
            words,
            sheet.desk.memory,
            (
                (
                    "other",
                    lambda: words.gettext("Also in the other language"),
                    str,
                    True,
                ),
                (
                    "blind",
                    lambda: words.gettext("Also a copy without the applicant"),
                    lambda: words.gettext("Names, contacts and documents that tell who you are."),
                    False,
                ),
                (
                    "personal",
                    lambda: words.gettext("With personal data"),
                    lambda: words.gettext(
                        "Telephones, days of birth and the like; left out unless the call wants "
                        "them."
                    ),
                    False,
                ),
                *list_common_choices(words),
            ),
        )
        self.assemble_button, self.back_button = QPushButton(), QPushButton()
        self.assemble_button.clicked.connect(self.assemble_wanted)
        self.back_button.clicked.connect(self.left)
        self.result = AssemblyResult(words)
        self.result.handed_in_wanted.connect(self.handed_in_wanted)
        parts = (self.title, self.lead, self.result, self.groups, self.options)
        buttons = (self.assemble_button, self.back_button)
        self.setWidget(lay_out_folder_page(parts, buttons))
        self.result.hide()
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)
        words.changed.connect(self.retranslate)
        self.retranslate()

    # ------------------------------------------------------------------ what is shown

    def open(self, findings: Sequence[Finding]) -> None:
        """Show what was found, with the choices as the call wants them."""
        application = self.sheet.application
        self._findings = findings
        self.options.set_code(application.language)
        self.options.set_on("blind", is_on=application.is_blind)
        self.options.set_limit(application.most_megabytes)
        self.options.refresh_drives()
        self.result.hide()
        self.groups.set_findings(findings)
        self.retranslate()
        self.verticalScrollBar().setValue(0)

    def show_assembly(self, assembly: Assembly) -> None:
        """Show the folder that was made."""
        self.result.show_assembly(assembly)
        self.result.show()
        self.verticalScrollBar().setValue(0)
        self.result.open_button.setFocus()

    def set_busy(self, *, is_busy: bool) -> None:
        """Let one folder be made at a time."""
        self.assemble_button.setEnabled(not is_busy)

    def choices(self) -> ApplicationChoices:
        """Return how the application is handed in."""
        from grantee_app.report.assembly.application import ApplicationChoices  # noqa: PLC0415

        options = self.options
        return ApplicationChoices(
            language=options.code(),
            with_other_language=options.is_on("other"),
            with_personal=options.is_on("personal"),
            is_blind=options.is_on("blind"),
        )

    def folder_options(self) -> AssemblyOptions:
        """Return where the folder is made and how."""
        from grantee_app.report.assembly.handing import AssemblyOptions  # noqa: PLC0415

        options = self.options
        return AssemblyOptions(
            options.folder(),
            options.most_megabytes(),
            with_zip=options.is_on("zip"),
            with_whole=options.is_on("whole"),
            with_files=options.is_on("files"),
        )

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._words
        self.title.setText(words.gettext("Check and assemble"))
        self.lead.setText(
            words.gettext(
                "The commission reads with the same questions. Put right what you can, or assemble "
                "it as it is: nothing here stops you."
            )
            if self._findings
            else words.gettext("The checks found nothing.")
        )
        self.groups.retranslate()
        self.assemble_button.setText(words.gettext("Assemble the folder"))
        self.back_button.setText(words.gettext("&Back"))
