"""The table of rules that propose a participant's category: changed, ordered, taken back.

Every edit goes into the workspace at once, as a step of undo; half a rule is kept and proposes
nothing yet. What a rule means is the business of `form.category_rules`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from grantee_app.errors import BastamaError
from grantee_app.form.category_rules import RuleRow
from ui.editors.editor import keep_text
from ui.editors.flag_editor import CheckBox
from ui.pages.participants.long_choice import LongChoice
from ui.theme import set_role
from ui.widgets.field import Field
from ui.widgets.labels import make_label, make_rule
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grantee_app.records.base import Bilingual
    from grantee_app.workspace import Changed, Workspace
    from ui.screen_language import ScreenLanguage
    from ui.theme import Theme


class RuleLine(QWidget):
    """One rule; `edited` follows every change, `moved` brings -1, 1, or 0 to take it away."""

    edited = Signal()
    moved = Signal(int)

    def __init__(
        self, words: ScreenLanguage, theme: Theme, groups: Sequence[tuple[str, Bilingual]]
    ) -> None:
        super().__init__()
        self.words = words
        self._groups = groups
        self._row = RuleRow()
        self.category = LongChoice(words, theme)
        self.from_age, self.to_age, self.keywords = QLineEdit(), QLineEdit(), QLineEdit()
        self.disability = CheckBox()
        self.up, self.down, self.remove = QPushButton("↑"), QPushButton("↓"), QPushButton("✕")
        self.fields = {
            "category": Field(self.category),
            "from": Field(self.from_age),
            "to": Field(self.to_age),
            "words": Field(self.keywords),
        }
        self._lay_out()
        self.category.chosen.connect(self.edited)
        for line in (self.from_age, self.to_age, self.keywords):
            keep_text(line)
            line.textEdited.connect(lambda _text: self.edited.emit())
        self.disability.clicked.connect(lambda _on: self.edited.emit())
        for button, step in ((self.up, -1), (self.down, 1), (self.remove, 0)):
            set_role(button, "quiet")
            button.clicked.connect(lambda _on=False, by=step: self.moved.emit(by))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.fields["category"], 1)
        for button in (self.up, self.down, self.remove):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        fields = QWidget()
        row = WrappingRow(fields, gap=12, line_gap=8)
        row.add(self.fields["from"], 84, 1)
        row.add(self.fields["to"], 84, 1)
        row.add(self.fields["words"], 260, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(6)
        column.addWidget(make_rule())
        column.addLayout(head)
        column.addWidget(fields)
        column.addWidget(self.disability)

    def show_row(self, row: RuleRow, place: int, count: int) -> None:
        """Show a rule as it is kept; the cursor stays where the text is the same."""
        self._row = row
        self.category.set_choices(
            [("", self.words.gettext("not told"))]
            + [(key, label.spoken_in(self.words.code)) for key, label in self._groups]
        )
        if not self.category.set_code(row.category):
            self.category.set_code("")
        for line, text in (
            (self.from_age, row.from_age),
            (self.to_age, row.to_age),
            (self.keywords, row.words),
        ):
            if line.text() != text:
                line.setText(text)
        self.disability.setChecked(row.disability)
        self.up.setEnabled(place > 0)
        self.down.setEnabled(place < count - 1)
        self._say(place)

    def read_row(self) -> RuleRow:
        """Return the rule as it stands."""
        return replace(
            self._row,
            category=self.category.code() or "",
            from_age=self.from_age.text(),
            to_age=self.to_age.text(),
            disability=self.disability.isChecked(),
            words=self.keywords.text(),
        )

    def judge(self) -> None:
        """Say where it proposes nothing yet, and why."""
        row, words = self.read_row(), self.words
        said = ""
        if row.make_rule() is None:
            said = words.gettext(
                "This rule proposes nothing yet: choose a category and give an age, words or the "
                "disability."
            )
        self.fields["category"].set_error(said)

    def set_read_only(self, is_read_only: bool) -> None:
        """Let it be read."""
        for line in (self.from_age, self.to_age, self.keywords):
            line.setReadOnly(is_read_only)
        self.category.set_read_only(is_read_only)
        self.disability.setEnabled(not is_read_only)
        for button in (self.up, self.down, self.remove):
            button.setVisible(not is_read_only)

    def _say(self, place: int) -> None:
        words = self.words
        name = words.gettext("Rule {number}", number=place + 1)
        for key, label in (
            ("category", words.gettext("Category")),
            ("from", words.gettext("From age")),
            ("to", words.gettext("To age")),
            ("words", words.gettext("Or a further word that begins so")),
        ):
            shown = f"{name}: {label}" if key == "category" else label
            self.fields[key].set_words(shown, "", f"{name}: {label}")
        self.disability.setText(words.gettext("or a disability is noted"))
        self.disability.setAccessibleName(f"{name}: {self.disability.text()}")
        for button, said in (
            (self.up, words.gettext("Earlier")),
            (self.down, words.gettext("Later")),
            (self.remove, words.gettext("Take the rule away")),
        ):
            button.setAccessibleName(f"{name}: {said}")
            button.setToolTip(said)
        self.judge()


class CategoryTable(QWidget):
    """`failed` brings the sentence of what could not be written."""

    failed = Signal(object)

    def __init__(
        self,
        words: ScreenLanguage,
        theme: Theme,
        workspace: Workspace,
        project_id: str,
        groups: Sequence[tuple[str, Bilingual]],
    ) -> None:
        super().__init__()
        self.words = words
        self._theme = theme
        self._workspace = workspace
        self._project_id = project_id
        self._groups = groups
        self.lines: list[RuleLine] = []
        self._is_writing = False
        end = workspace.subscribe(self._follow)
        self.destroyed.connect(lambda _gone: end())
        self.add_button, self.back_button = QPushButton(), QPushButton()
        self.apply_button = QPushButton()
        set_role(self.back_button, "link")
        self.told = make_label("secondary")
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        buttons = QWidget()
        row = WrappingRow(buttons, gap=12, line_gap=8)
        for button in (self.add_button, self.apply_button, self.back_button):
            row.add(button, weight=0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addLayout(self._column)
        whole.addWidget(buttons)
        whole.addWidget(self.told)
        self.add_button.clicked.connect(self.add_rule)
        self.back_button.clicked.connect(self.take_ours)
        self.apply_button.clicked.connect(self.apply)
        self.refresh()

    # ------------------------------------------------------------------ rows

    def refresh(self) -> None:
        """Show the table as it is kept."""
        self._show(self._workspace.people.read_rule_rows())

    def _follow(self, changed: Changed) -> None:
        """Show what an undo brought back; what is typed here stands here already."""
        if "setting" in changed and not self._is_writing:
            self.refresh()

    def _show(self, rows: list[RuleRow]) -> None:
        while len(self.lines) > len(rows):
            line = self.lines.pop()
            line.hide()
            line.deleteLater()
        while len(self.lines) < len(rows):
            self._add_line()
        for place, (line, row) in enumerate(zip(self.lines, rows, strict=True)):
            line.show_row(row, place, len(rows))
            line.set_read_only(self._workspace.is_read_only)
        self._say_standing()

    def _add_line(self) -> None:
        line = RuleLine(self.words, self._theme, self._groups)
        line.edited.connect(lambda: self._keep(line))
        line.moved.connect(lambda step: self._move(line, step))
        self.lines.append(line)
        self._column.addWidget(line)

    def _read(self) -> list[RuleRow]:
        return [line.read_row() for line in self.lines]

    def _keep(self, line: RuleLine) -> None:
        line.judge()
        self._write(self._read())

    def _write(self, rows: list[RuleRow]) -> bool:
        return self._try(lambda: self._workspace.people.write_rule_rows(rows))

    def _try(self, act: Callable[[], object]) -> bool:
        self._is_writing = True
        try:
            act()
        except BastamaError as problem:
            self.failed.emit(problem.message)
            return False
        finally:
            self._is_writing = False
        self._say_standing()
        return True

    def _move(self, line: RuleLine, step: int) -> None:
        rows, place = self._read(), self.lines.index(line)
        self._workspace.end_step()
        if not step:
            del rows[place]
        elif 0 <= place + step < len(rows):
            rows[place], rows[place + step] = rows[place + step], rows[place]
        if self._write(rows):
            self._workspace.end_step()
            self._show(rows)
            near = min(max(place + step, 0), len(self.lines) - 1)
            if self.lines:
                target = self.lines[near]
                button = {-1: target.up, 1: target.down, 0: target.remove}[step]
                (button if button.isEnabled() else target.keywords).setFocus()

    def add_rule(self) -> None:
        """Put an empty rule at the end."""
        rows = [*self._read(), RuleRow()]
        self._workspace.end_step()
        if self._write(rows):
            self._show(rows)
            self.lines[-1].category.focus_target().setFocus()

    def take_ours(self) -> None:
        """Let the rules that come with the program hold again."""
        self._workspace.end_step()
        if self._try(lambda: self._workspace.people.write_category_rules(None)):
            self.refresh()
            self.add_button.setFocus()

    def apply(self) -> None:
        """Give everybody the category of the rules whom nobody gave one by hand."""
        self._workspace.end_step()
        done: list[int] = []
        people = self._workspace.people
        if self._try(lambda: done.append(people.propose_categories(self._project_id))):
            self.told.setText(
                "✓ "
                + self.words.ngettext(
                    "{count} person has another category now; Ctrl+Z takes it back.",
                    "{count} people have another category now; Ctrl+Z takes it back.",
                    done[0],
                )
            )
            self.told.show()

    # ------------------------------------------------------------------ words

    def _say_standing(self) -> None:
        words, workspace = self.words, self._workspace
        self.apply_button.setText(words.gettext("Let them decide where nobody chose by hand"))
        may_write = not workspace.is_read_only
        self.apply_button.setVisible(bool(self._project_id) and may_write)
        self.add_button.setVisible(may_write)
        self.back_button.setVisible(workspace.people.has_own_rules() and may_write)
        self.told.hide()

    def retranslate(self) -> None:
        """Say everything again."""
        self.add_button.setText(self.words.gettext("Add a rule"))
        self.back_button.setText(self.words.gettext("Back to the rules of Bastama"))
        self._show(self._read() if self.lines else self._workspace.people.read_rule_rows())
