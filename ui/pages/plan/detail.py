"""The details of one record of the plan: its head, what was found in it, its fields.

Subclasses say which fields there are. Where values go is the form's and autosave's business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.record_form import RecordForm
from ui.widgets.finding_card import FindingCard
from ui.widgets.labels import make_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grantee_app.checks.finding import Finding
    from ui.desk import Desk
    from ui.pages.plan.outline_model import Node

GAP = 14


class Detail(QWidget):
    """A head («2.1-іс-шара»), findings, and the forms of the record that is chosen.

    Whoever makes it goes through `building` before anything else is asked.
    """

    # The table of the records it shows.
    TABLE = ""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        self.record_id = ""
        self.node: Node | None = None
        self._shown_findings: list[Finding] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 16, 20, 24)
        self.column.setSpacing(GAP)
        self.head = make_label("heading", self)
        self.about = make_label("secondary", self)
        names = QVBoxLayout()
        names.setSpacing(4)
        names.addWidget(self.head)
        names.addWidget(self.about)
        self.column.addLayout(names)
        self._findings = QVBoxLayout()
        self._findings.setSpacing(8)
        self.column.addLayout(self._findings)
        self.form = RecordForm(desk, self.TABLE, "", self)

    def building(self) -> Iterator[None]:
        """Make the fields; rest at every `yield`."""
        self.build()
        self.column.addWidget(self.form)
        yield
        self.build_more()
        self.column.addStretch()
        yield

    # ------------------------------------------------------------------ what a subclass says

    def build(self) -> None:
        """Add the fields of the form."""

    def build_more(self) -> None:
        """Add what stands below the form."""

    def tell_head(self) -> tuple[str, str]:
        """Return the head and the quiet line below it."""
        return "", ""

    def follow(self) -> None:
        """Show what depends on the values: called after every refill and on typing."""

    def forms(self) -> Sequence[RecordForm]:
        """Return all forms, the first one first."""
        return [self.form]

    # ------------------------------------------------------------------ the record

    def show_record(self, record_id: str, node: Node | None) -> None:
        """Show a record; what was typed before is written first."""
        self.node = node
        if record_id != self.record_id:
            self.record_id = record_id
            self.set_records()
            self.show_findings([])
        self.follow()
        self.say_head()

    def set_records(self) -> None:
        """Give every form its record."""
        self.form.set_record(self.record_id)

    def refill(self) -> None:
        """Show what is stored now."""
        for form in self.forms():
            form.refill()
        self.follow()
        self.say_head()

    def take_findings(self, found: list[Finding]) -> None:
        """Show what was found, and what was counted anew."""
        self.show_findings(found)
        self.follow()
        self.say_head()

    def show_findings(self, found: list[Finding]) -> None:
        """Show the findings of this record."""
        if found == self._shown_findings:
            return
        self._shown_findings = list(found)
        while (item := self._findings.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for finding in found:
            self._findings.addWidget(FindingCard(self.words, finding.severity, finding.message))

    def say_head(self) -> None:
        """Say the head again."""
        head, about = self.tell_head()
        self.head.setText(head)
        self.about.setText(about)
        self.about.setVisible(bool(about))

    def retranslate(self) -> None:
        """Say everything again; the forms do so by themselves."""
        self.say_head()
        self.follow()

    # ------------------------------------------------------------------ fields

    def focus_first(self) -> None:
        """Put the cursor into the title, in the language of the screen."""
        for column in ("title", "name"):
            if self.form.show_field(column, self.words.code):
                return
        self.form.focus_first()

    def show_field(self, column: str, language: str = "", position: int | None = None) -> bool:
        """Put the cursor into a field; tell whether it is here."""
        return any(form.show_field(column, language, position) for form in self.forms())
