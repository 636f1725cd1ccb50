"""A calm look at a part of the report that is made from the records: nothing to type here.

Says where it comes from. What the rows hold is told from outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from grantee_app.language.message import N_
from ui.screen_language import ScreenLanguage
from ui.theme import tabular
from ui.widgets.labels import make_label, make_rule

if TYPE_CHECKING:
    from ui.printed_parts import PrintedRow

# By kind of part: where it comes from.
SOURCES: Final = {
    "cover": N_("This page fills itself from the project's file: there is nothing to type."),
    "demographics": N_(
        "Counted from the participants of the activities that count towards beneficiaries."
    ),
    "held_activities": N_("The activities that were held, from the log."),
    "upcoming_activities": N_("What of the plan is still ahead: the table fills itself."),
    "expense_lines": N_("The budget and what was paid of it, from the page of money."),
    "expense_list": N_("Every payment with its document, from the page of money."),
    "photos": N_("Photos of the evidence: add them to the activities."),
    "links": N_("Links of the evidence: add them to the activities."),
    "signature": N_("Printed at the end, to be signed by hand."),
}


# Parts whose rows are records: a name and what is told of it.
RECORDS: Final = frozenset(
    {
        "held_activities",
        "upcoming_activities",
        "expense_lines",
        "expense_list",
        "links",
    }
)


class PrintedCard(QFrame):
    """A card of rows; pairs one above the other, numbers at the right."""

    def __init__(self, words: ScreenLanguage, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._words = words
        self._rows: list[PrintedRow] | None = None
        self.setProperty("role", "card")
        self._source = make_label("secondary")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(10)
        column.addWidget(self._source)
        column.addLayout(self._grid)
        self.retranslate()

    def set_rows(self, rows: list[PrintedRow]) -> None:
        """Show these rows in place of those before."""
        if rows == self._rows:
            return
        self._rows = rows
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        line = 0
        for number, row in enumerate(rows):
            if number and row.kind != "title":
                self._grid.addWidget(make_rule(), line, 0, 1, 2)
                line += 1
            line = self._add_row(row, line)

    def _add_row(self, row: PrintedRow, line: int) -> int:
        if row.kind == "title":
            title = _fill("label", row.label)
            title.setContentsMargins(0, 8 if line else 0, 0, 0)
            self._grid.addWidget(title, line, 0, 1, 2)
            return line + 1
        if row.kind == "number":
            number = _fill("label", row.value)
            number.setFont(tabular(number.font()))
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(_fill("", row.label), line, 0)
            self._grid.addWidget(number, line, 1)
            return line + 1
        is_record = self.kind in RECORDS
        self._grid.addWidget(_fill("label" if is_record else "secondary", row.label), line, 0, 1, 2)
        if row.value:
            value = _fill("secondary" if is_record else "", row.value)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(value, line + 1, 0, 1, 2)
        return line + 2

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        self._source.setText(self._words.gettext(SOURCES.get(self.kind, SOURCES["cover"])))


def _fill(role: str, text: str) -> QLabel:
    label = make_label(role)
    label.setText(text)
    return label
