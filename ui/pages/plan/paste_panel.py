"""What a pasted table will add to the plan, before it is added: the lines, and what was not read.

Nothing is stored until a person says so. Reading tables is the core's business.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from grantee_app.language.message import LanguageCode
from grantee_app.records.base import NO_TEXT
from grantee_app.store.plan_outline import PlanLine
from ui.joined_words import join_parts
from ui.pages.plan.outline_clipboard import guess_language
from ui.pages.plan.outline_model import FACT, SIGN
from ui.pages.plan.outline_view import OutlineView
from ui.widgets.labels import make_label, make_line_label
from ui.widgets.language_switch import LanguageSwitch

if TYPE_CHECKING:
    from grantee_app.language.reading_dates import DateRange
    from grantee_app.records.plan import Task
    from grantee_app.records.plan_pasting import PastedPlan
    from ui.screen_language import ScreenLanguage
    from ui.theme import Theme


class PastePanel(QWidget):
    """`accepted` brings the tasks that a person wants added, `refused` that she does not."""

    accepted = Signal(list)
    refused = Signal()

    def __init__(self, words: ScreenLanguage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._cells: list[list[str]] = []
        self._today = date(2000, 1, 1)
        self._within: DateRange | None = None
        self._target = ""
        self.plan: PastedPlan | None = None
        self.head = make_label("heading")
        self.about = make_label("secondary")
        self._language_words = make_line_label("label")
        self.language = LanguageSwitch(words.code)
        self.language.chosen.connect(self._read_again)
        self.view = OutlineView(words, theme)
        self.view.set_read_only(True)
        for column in (FACT, SIGN):
            self.view.setColumnHidden(column, True)
        self.problems = make_label("secondary", tone="warn")
        self.problems.setContentsMargins(0, 0, 8, 0)
        self.add_button = QPushButton()
        self.add_button.setProperty("role", "primary")
        self.add_button.clicked.connect(self._accept)
        self.cancel_button = QPushButton()
        self.cancel_button.clicked.connect(self.refused)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 20)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.about)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._language_words)
        row.addWidget(self.language)
        row.addStretch()
        column.addLayout(row)
        frame = QFrame()
        frame.setProperty("role", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 6, 1, 6)
        inside.addWidget(self.view)
        column.addWidget(frame, 3)
        self._problem_area = QScrollArea()
        self._problem_area.setWidgetResizable(True)
        self._problem_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._problem_area.setWidget(self.problems)
        column.addWidget(self._problem_area, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch()
        column.addLayout(buttons)

    def show_cells(
        self, cells: list[list[str]], today: date, within: DateRange | None, target: str
    ) -> None:
        """Show what these cells would add; `target` names the task that takes loose activities."""
        self._cells, self._today, self._within, self._target = cells, today, within, target
        self.language.set_value(guess_language(cells))
        self._read_again()

    def set_target(self, target: str) -> None:
        """Name another task that takes activities without one of their own."""
        self._target = target
        self.about.setText(self._tell_about(self.plan.tasks if self.plan else []))

    def _read_again(self, code: str = "") -> None:
        from grantee_app.records.plan_pasting import read_pasted_plan  # noqa: PLC0415 (on pasting)

        if code:
            self.language.set_value("ru" if code == "ru" else "kk")
        language: LanguageCode = self.language.value()
        self.plan = read_pasted_plan(self._cells, language, today=self._today, within=self._within)
        self.view.fill(make_lines(self.plan.tasks), {})
        # The project's own line is none of what is added.
        self.view.setRowHidden(0, QModelIndex(), True)
        self.retranslate()

    def focus_first(self) -> None:
        """Put the cursor on what goes on."""
        (self.add_button if self.add_button.isEnabled() else self.cancel_button).setFocus()

    def is_loose(self) -> bool:
        """Tell whether the activities stand under no task of their own."""
        tasks = self.plan.tasks if self.plan else []
        return bool(self._target) and len(tasks) == 1 and not tasks[0].title

    def _accept(self) -> None:
        if self.plan is not None and self.plan.tasks:
            self.accepted.emit(self.plan.tasks)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves everything as it was."""
        if event.key() == Qt.Key.Key_Escape:
            self.refused.emit()
            return
        super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._words
        self.view.retranslate()
        self.head.setText(words.gettext("What will be added"))
        self._language_words.setText(words.gettext("The table is written in:"))
        self.add_button.setText(words.gettext("A&dd to the plan"))
        tasks = self.plan.tasks if self.plan else []
        self.cancel_button.setText(
            words.gettext("Do &not add") if tasks else words.gettext("Close")
        )
        self.about.setText(self._tell_about(tasks))
        self.add_button.setEnabled(bool(tasks))
        problems = self.plan.problems if self.plan else []
        said = [f"▲ {words.say(problem)}" for problem in problems]
        self.problems.setText("\n".join(said))
        self._problem_area.setVisible(bool(said))
        self._problem_area.setAccessibleName(words.gettext("What was not understood"))
        self._problem_area.setAccessibleDescription("\n".join(said))

    def _tell_about(self, tasks: list[Task]) -> str:
        words = self._words
        activities = [activity for task in tasks for activity in task.activities]
        indicators = sum(len(activity.indicators) for activity in activities)
        told = join_parts(
            (
                words.ngettext("{count} task", "{count} tasks", len(tasks)),
                words.ngettext("{count} activity", "{count} activities", len(activities)),
                words.ngettext("{count} indicator", "{count} indicators", indicators),
            )
        )
        lines = [told]
        if self.is_loose():
            goes = words.gettext("The activities will stand under «{task}».", task=self._target)
            lines.append(goes)
        guessed = sum(1 for activity in activities if activity.kind)
        if guessed:
            said = words.ngettext(
                "The kind of {count} activity is taken from the words of its title.",
                "The kind of {count} activities is taken from the words of their titles.",
                guessed,
            )
            lines.append(said)
        return "\n".join(lines)


def make_lines(tasks: list[Task]) -> PlanLine:
    """Return pasted records as lines of an outline; the project itself is not shown."""
    return PlanLine(
        "project",
        "",
        NO_TEXT,
        children=[
            PlanLine(
                "task",
                task.id,
                task.title,
                is_contractual=task.is_contractual,
                children=[
                    PlanLine(
                        "planned_activity",
                        activity.id,
                        activity.title,
                        place=activity.place,
                        starts_on=activity.starts_on,
                        ends_on=activity.ends_on,
                        dates_as=activity.dates_as,
                        children=[
                            PlanLine(
                                "indicator",
                                indicator.id,
                                indicator.title,
                                plan_text=indicator.plan_text,
                                plan=indicator.plan,
                            )
                            for indicator in activity.indicators
                        ],
                    )
                    for activity in task.activities
                ],
            )
            for task in tasks
        ],
    )
