"""The call that the application answers: who gives what to whom until when, and what it wants.

A form over the application's own record. Knows no field of the form that is filled in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from grantee_app.errors import BastamaError
from grantee_app.form.options import CURRENCIES
from grantee_app.records.base import NO_TEXT
from grantee_app.records.terms_of_fields import GRANT_KINDS
from grantee_app.store.attachments.records import AttachedTo
from grantee_app.store.fields import Field as StoredField
from ui.editors.choice_editor import ChoiceEditor
from ui.editors.files_editor import FilesEditor
from ui.editors.kinds import make_editor
from ui.editors.number_editors import NumberEditor
from ui.pages.application.answer_editors import CURRENCY_SIGNS
from ui.pages.application.deadline_words import say_deadline
from ui.pages.application.version_card import VersionCard
from ui.record_form import RecordForm
from ui.theme import set_role
from ui.widgets.labels import make_label
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from grantee_app.records import ApplicationDocument
    from ui.pages.application.sheet import Sheet


class CallPart(QScrollArea):
    """`edited` follows a person, `stepped` goes on to the form."""

    edited = Signal()
    stepped = Signal(int)
    failed = Signal(object)
    # The application stands in a newer edition of its form.
    carried = Signal()

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self._desk = sheet.desk
        self._words = sheet.desk.words
        self.documents: dict[str, DocumentCard] = {}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.form = RecordForm(self._desk, "application", sheet.application_id)
        self.form.edited.connect(self._note_edit)
        self.setWidget(self._build())
        self._words.changed.connect(self.retranslate)
        self.fill()
        self.retranslate()

    def _build(self) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        self.title = make_label("heading")
        self.help = make_label("secondary")
        self.left_days = make_label("secondary")
        self._build_form()
        self.version = VersionCard(self.sheet)
        self.version.carried.connect(self.carried)
        self.version.failed.connect(self.failed)
        self._documents_title = make_label("label")
        self._documents_help = make_label("secondary")
        self._documents = QVBoxLayout()
        self._documents.setSpacing(10)
        self.add_button = QPushButton()
        self.add_button.clicked.connect(self._add_document)
        self.next_button = QPushButton()
        set_role(self.next_button, "primary")
        self.next_button.clicked.connect(lambda: self.stepped.emit(1))
        foot = QWidget()
        ways = WrappingRow(foot, gap=12, line_gap=8)
        ways.add(QWidget(), weight=1)
        ways.add(self.next_button, weight=0)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(18, 16, 18, 18)
        inside.setSpacing(8)
        for widget in (self.title, self.help):
            inside.addWidget(widget)
        inside.addWidget(self.version)
        inside.addSpacing(6)
        inside.addWidget(self.form)
        inside.addSpacing(10)
        inside.addWidget(self._documents_title)
        inside.addWidget(self._documents_help)
        inside.addLayout(self._documents)
        inside.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addSpacing(10)
        inside.addWidget(foot)
        inside.addStretch()
        return card

    def _build_form(self) -> None:
        words, form = self._words, self.form
        form.add_text(
            "call_title",
            lambda: words.gettext("Title of the call"),
            lambda: words.gettext("As the funder writes it in the announcement."),
        )
        form.add_text("funder", lambda: words.gettext("Who gives the grant"))
        form.add_row(
            form.add(
                "deadline_on",
                None,
                lambda: words.gettext("Applications are taken until"),
                lambda: words.gettext("The last day; Home counts the working days left."),
            ),
            form.add(
                "language",
                None,
                lambda: words.gettext("Language of the application"),
                lambda: words.gettext("The one it is handed in."),
            ),
        )
        form.add_widget(self.left_days)
        own = self.sheet.form
        kinds: dict[str, str] = {kind: GRANT_KINDS[kind] for kind in own.grant_kinds}
        currencies = {code: CURRENCIES[code] for code in own.currencies}
        self._currency = ChoiceEditor(words, _choice("currency", currencies), currencies)
        form.add_row(
            form.add(
                "kind",
                ChoiceEditor(words, _choice("kind", kinds), kinds),
                lambda: words.gettext("Kind of the grant"),
            ),
            form.add("currency", self._currency, lambda: words.gettext("Currency")),
        )
        self._sums = [
            make_editor(words, "application", name) for name in ("least_amount", "most_amount")
        ]
        form.add_row(
            form.add("least_amount", self._sums[0], lambda: words.gettext("Sums from")),
            form.add("most_amount", self._sums[1], lambda: words.gettext("Sums up to")),
            form.add(
                "most_megabytes",
                make_editor(words, "application", "most_megabytes", unit="МБ"),
                lambda: words.gettext("Files no larger than"),
            ),
        )
        form.add(
            "is_blind",
            None,
            lambda: words.gettext("A copy without the applicant is wanted"),
            lambda: words.gettext(
                "Some funders let experts read without knowing whose application it is."
            ),
        )

    # ------------------------------------------------------------------ records

    def fill(self) -> None:
        """Show the record and its documents as they are now."""
        self.form.set_record(self.sheet.application_id)
        self.version.fill()
        self._fill_documents()
        self._follow()

    def _fill_documents(self) -> None:
        wanted = {one.id: one for one in self.sheet.opened.documents.get("", [])}
        for gone in [known for known in self.documents if known not in wanted]:
            card = self.documents.pop(gone)
            card.hide()
            self._documents.removeWidget(card)
            card.deleteLater()
        for document_id, document in wanted.items():
            if document_id in self.documents:
                self.documents[document_id].fill()
                continue
            card = DocumentCard(self.sheet, document)
            card.removed.connect(self._remove_document)
            card.edited.connect(self.edited)
            self.documents[document_id] = card
            self._documents.addWidget(card)
        self.add_button.setVisible(not self.sheet.is_read_only())

    def _add_document(self) -> None:
        applications = self._desk.workspace.applications
        self._desk.autosave.end_step()
        try:
            document_id = applications.add_document(self.sheet.application_id, NO_TEXT)
        except BastamaError as problem:
            self.failed.emit(problem.message)
            return
        self.sheet.reload()
        self._fill_documents()
        self.documents[document_id].form.show_field("title")
        self.edited.emit()

    def _remove_document(self, document_id: str) -> None:
        self._desk.autosave.end_step()
        try:
            self._desk.workspace.applications.remove_document(document_id)
        except BastamaError as problem:
            self.failed.emit(problem.message)
            return
        self.sheet.reload()
        self._fill_documents()
        self.add_button.setFocus()
        self.edited.emit()

    def _note_edit(self) -> None:
        self._follow()
        self.edited.emit()

    def _follow(self) -> None:
        """Show the sign of the currency, and the days left until the deadline."""
        code = self._currency.value() or "KZT"
        for editor in self._sums:
            if isinstance(editor, NumberEditor):
                editor.set_unit(CURRENCY_SIGNS.get(code, code))
        text = self.form.editor("deadline_on").value()
        said, tone = say_deadline(self._words, text, self.sheet.today)
        self.left_days.setText(said)
        self.left_days.setVisible(bool(said))
        set_role(self.left_days, "secondary", tone=tone)

    # ------------------------------------------------------------------ places and words

    def show_field(self, column: str) -> bool:
        """Put the cursor into a field of the call."""
        return self.form.show_field(column or "call_title")

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        self.form.show_field("call_title")

    def set_neighbours(self, _before: str, after: str) -> None:
        """Name the section that follows."""
        self.next_button.setText(f"{after} →".replace("&", "&&"))

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._words
        self.title.setText(words.gettext("The call"))
        self.help.setText(
            words.gettext(
                "What the announcement says. The checks keep the application to these sums and "
                "days; nothing of it is printed but the title."
            )
        )
        self._documents_title.setText(words.gettext("What else the call wants"))
        self._documents_help.setText(
            words.gettext(
                "Documents of the form have their place in its sections. Add here what only this "
                "call asks for: a letter, a certificate, a photo of the place."
            )
        )
        self.add_button.setText(words.gettext("+ Document"))
        self._follow()


class DocumentCard(QFrame):
    """A document that the call alone wants, with its files."""

    removed = Signal(str)
    edited = Signal()

    def __init__(self, sheet: Sheet, document: ApplicationDocument) -> None:
        super().__init__()
        self.setProperty("role", "fold")
        self._words = sheet.desk.words
        self._id = document.id
        words = self._words
        self.form = RecordForm(sheet.desk, "application_document", document.id)
        self.form.add_text("title", lambda: words.gettext("Which document"))
        self.form.add("is_required", None, lambda: words.gettext("Must come with it"))
        self.form.edited.connect(self.edited)
        self.files = FilesEditor(sheet.desk, AttachedTo("application_document", document.id))
        self.files.changed.connect(self.edited)
        self.remove_button = QPushButton()
        set_role(self.remove_button, "link")
        self.remove_button.clicked.connect(lambda: self.removed.emit(self._id))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(14, 12, 14, 12)
        inside.setSpacing(8)
        inside.addWidget(self.form)
        inside.addWidget(self.files)
        inside.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignLeft)
        words.changed.connect(self.retranslate)
        self.retranslate()

    def fill(self) -> None:
        """Show the record and the files as they are now."""
        self.form.refill()
        self.files.refill()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        self.remove_button.setText(self._words.gettext("Take this document off the list"))
        self.files.set_name(self.form.editor("title", self._words.code).value())


def _choice(name: str, terms: dict[str, str]) -> StoredField:
    codes = tuple(terms)
    return StoredField("application", name, "choice", codes, may_be_empty=False, empty=codes[0])
