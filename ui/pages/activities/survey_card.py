"""How content people were: answers counted by level, and what follows from them.

Five numbers from the sheets become «asked», «content» and the percentage that the indicator
counts. Whoever counted only these two writes them as they are. Knows where nothing goes.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from grantee_app.language.numbers import format_percent, group_digits
from ui.pages.activities.heads_table import read_number
from ui.record_form import RecordForm
from ui.theme import set_role
from ui.widgets.labels import make_label

if TYPE_CHECKING:
    from ui.desk import Desk

LEVELS: Final = ("very_satisfied", "satisfied", "neither", "dissatisfied", "very_dissatisfied")
_CONTENT: Final = LEVELS[:2]


class SurveyCard(QWidget):
    """The tally of a questionnaire."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = words = desk.words
        self.head = make_label("group", self)
        self.help = make_label("secondary", self)
        self.outcome = make_label("secondary", self)
        self.form = form = RecordForm(desk, "activity", "", self)
        names = {
            "very_satisfied": lambda: words.gettext("Very content"),
            "satisfied": lambda: words.gettext("Content"),
            "neither": lambda: words.gettext("Neither"),
            "dissatisfied": lambda: words.gettext("Not content"),
            "very_dissatisfied": lambda: words.gettext("Not at all content"),
        }
        levels = [form.add(f"tally_{level}", None, names[level]) for level in LEVELS]
        form.add_row(*levels, least=110)
        surveyed = form.add("surveyed", None, lambda: words.gettext("Answered in all"))
        satisfied = form.add("satisfied", None, lambda: words.gettext("Of them content"))
        self.whole = form.add_group(surveyed, satisfied, least=160)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.head, self.help, self.form, self.outcome):
            column.addWidget(widget)
        form.edited.connect(self._follow)
        form.left.connect(self._take_tally)
        self.retranslate()

    def show_record(self, activity_id: str) -> None:
        """Show the survey of an event."""
        self.form.set_record(activity_id)
        self._follow()

    def refill(self) -> None:
        """Show what is stored now."""
        self.form.refill()
        self._follow()

    def _number(self, column: str) -> int | None:
        return read_number(self.form.editor(column).value())

    def tally(self) -> tuple[int, int] | None:
        """Return how many answered and how many of them are content; None without a tally."""
        counts = [self._number(f"tally_{level}") for level in LEVELS]
        if all(count is None for count in counts):
            return None
        content = sum(count or 0 for count in counts[: len(_CONTENT)])
        return sum(count or 0 for count in counts), content

    def _take_tally(self) -> None:
        # The store let both follow from the levels; what is shown follows it.
        if self.tally() is not None:
            self.form.refill()
        self._follow()

    def _follow(self) -> None:
        words = self.words
        told = self.tally()
        self.whole.setVisible(told is None)
        if told is None:
            asked, content = self._number("surveyed"), self._number("satisfied")
        else:
            asked, content = told
        if not asked:
            self.outcome.setText("")
        elif content is None:
            self.outcome.setText(words.ngettext("{count} answer", "{count} answers", asked))
        elif content > asked:
            self.outcome.setText(words.gettext("▲ More are content than answered."))
        else:
            share = (Decimal(100 * content) / asked).quantize(Decimal("0.1"), ROUND_HALF_UP)
            percent = int(share) if share == int(share) else share
            self.outcome.setText(
                words.gettext(
                    "{content} of {asked} content: {percent}. The indicator counts this.",
                    content=group_digits(content),
                    asked=group_digits(asked),
                    percent=format_percent(percent, words.code),
                )
            )
        is_wrong = bool(asked and content is not None and content > asked)
        set_role(self.outcome, "secondary", tone="bad" if is_wrong else "")
        self.outcome.setVisible(bool(self.outcome.text()))

    def set_read_only(self, is_read_only: bool) -> None:
        """Let it be read, and nothing else."""
        self.form.set_read_only(is_read_only)

    def retranslate(self) -> None:
        """Say everything again; the form does so by itself."""
        words = self.words
        self.head.setText(words.gettext("Questionnaire: how content people were"))
        self.help.setText(
            words.gettext("Count the sheets by their answer; what nobody chose may stay empty.")
        )
        self._follow()
