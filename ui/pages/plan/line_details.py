"""The details of a task, of a planned activity and of a member of the staff."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from grantee_app.language.message import message
from ui.editors.choice_editor import ReferenceEditor
from ui.joined_words import join_parts
from ui.pages.plan.detail import Detail
from ui.pages.plan.plan_words import (
    PlanFigures,
    count_reached,
    name_nameless,
    tell_held,
)
from ui.widgets.labels import make_label


class TaskDetail(Detail):
    """What a task is called, and whether the contract asks for it."""

    TABLE = "task"

    def build(self) -> None:
        """Add title and mark."""
        words = self.words
        self.form.add_text(
            "title",
            lambda: words.gettext("Task"),
            lambda: words.gettext(
                "What will change, and for whom. A task is reached by several activities."
            ),
            example=message("Raise the knowledge of residents"),
        )
        self.form.add(
            "is_contractual",
            None,
            lambda: words.gettext("Does every contract ask for this task?"),
            lambda: words.gettext(
                "The report prints such a task under its own title, without a number."
            ),
        )

    def tell_head(self) -> tuple[str, str]:
        """Return the number of the task and how much hangs on it."""
        if self.node is None:
            return "", ""
        activities = len(self.node.children)
        indicators = sum(len(child.children) for child in self.node.children)
        words = self.words
        about = join_parts(
            (
                words.ngettext("{count} activity", "{count} activities", activities),
                words.ngettext("{count} indicator", "{count} indicators", indicators),
            )
        )
        return words.gettext("Task {number}", number=self.node.number), about


class ActivityDetail(Detail):
    """When, where and who; what was told of it stands in the report."""

    TABLE = "planned_activity"

    def build(self) -> None:
        """Add the fields."""
        words = self.words
        self.form.add_text(
            "title",
            lambda: words.gettext("Activity"),
            example=message("Seminars in villages"),
        )
        self.form.add(
            "kind",
            None,
            lambda: words.gettext("Kind"),
            lambda: words.gettext("What is held for it begins with this kind."),
        )
        self.form.add(
            "dates",
            None,
            lambda: words.gettext("Dates"),
            lambda: words.gettext(
                "As you would write them: «11.07–09.09.2024», or only months: «June – October»."
            ),
        )
        self.form.add_text(
            "place",
            lambda: words.gettext("Place"),
            example=message("eight districts"),
        )
        self.person = ReferenceEditor(
            words, self._list_people, say_none=lambda: words.gettext("nobody yet")
        )
        self.form.add(
            "responsible_id",
            self.person,
            lambda: words.gettext("Who answers for it"),
            lambda: words.gettext("People are added under «People», above the outline."),
        )

    def _list_people(self) -> list[tuple[str, str]]:
        rows = self.desk.workspace.db.query(
            "SELECT id, name_kk, name_ru FROM staff_member WHERE project_id = ? "
            "ORDER BY position, id",
            [self.desk.project_id],
        )
        kk, ru = ("name_kk", "name_ru") if self.words.code == "kk" else ("name_ru", "name_kk")
        return [
            (row["id"], row[kk] or row[ru] or name_nameless(self.words, "staff_member"))
            for row in rows
        ]

    def tell_head(self) -> tuple[str, str]:
        """Return the number of the activity, how many were held, what was reached."""
        if self.node is None:
            return "", ""
        words, line = self.words, self.node.line
        parts = [tell_held(words, line)]
        state = self.desk.state
        if state is not None:
            reached = count_reached(line, PlanFigures(facts=state.figures.facts))
            if reached.planned:
                parts.append(
                    words.gettext(
                        "{reached} of {count} indicators reached",
                        reached=reached.reached,
                        count=reached.planned,
                    )
                )
        head = words.gettext("Activity {number}", number=self.node.number)
        return head, join_parts(parts)


class PersonDetail(Detail):
    """A member of the staff, and the activities that he or she answers for.

    `activity_wanted` brings the id of an activity to go to.
    """

    TABLE = "staff_member"
    activity_wanted = Signal(str)

    def build(self) -> None:
        """Add the fields."""
        words = self.words
        self.form.add_text(
            "name",
            lambda: words.gettext("Surname and first name"),
            example=message("Omarova Aigul"),
        )
        self.form.add_text(
            "role",
            lambda: words.gettext("Role in the project"),
            example=message("coordinator"),
        )
        self.form.add_row(
            self.form.add(
                "is_on_staff",
                None,
                lambda: words.gettext("Is this person on the staff?"),
                lambda: words.gettext("«No» means a specialist invited for a time."),
            ),
            self.form.add(
                "monthly_wage_tenge",
                None,
                lambda: words.gettext("Wage a month"),
                lambda: words.gettext("Before taxes; may stay empty."),
            ),
        )

    def build_more(self) -> None:
        """Add the list of activities."""
        self._title = make_label("group")
        self._nothing = make_label("secondary")
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._nothing)
        column.addLayout(self._list)
        self.column.addWidget(box)
        self._shown: list[tuple[str, str]] = []

    def set_activities(self, activities: list[tuple[str, str]]) -> None:
        """Show for which activities (id, title) the person answers."""
        self._nothing.setVisible(not activities)
        if activities == self._shown:
            return
        self._shown = activities
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row_id, title in activities:
            button = QPushButton(title.replace("&", "&&"))
            button.setProperty("role", "link")
            button.clicked.connect(
                lambda _on=False, wanted=row_id: self.activity_wanted.emit(wanted)
            )
            self._list.addWidget(button)

    def follow(self) -> None:
        """Say the words below the form."""
        words = self.words
        self._title.setText(words.gettext("Answers for"))
        self._nothing.setText(
            words.gettext("No activity yet. Open an activity and choose who answers for it.")
        )

    def tell_head(self) -> tuple[str, str]:
        """Return the name, and what the table of the report counts the person as."""
        words = self.words
        if not self.record_id or not self.desk.workspace.records.has(self.TABLE, self.record_id):
            return "", ""
        row = self.desk.workspace.records.read_row(self.TABLE, self.record_id)
        kk, ru = row["name_kk"], row["name_ru"]
        name = (kk or ru) if words.code == "kk" else (ru or kk)
        on_staff, invited = words.gettext("on the staff"), words.gettext("invited specialist")
        return (
            name or name_nameless(words, self.TABLE),
            on_staff if row["is_on_staff"] else invited,
        )
