"""One row of a form's table while it is typed into: its cells under their columns, or as a card.

Where the columns are wide enough the cells stand under their heads; else each has its name above
it and they wrap. Knows the sheet; rows come and go by the table's hand.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from grantee_app.form.application_form import (
    Counted,
    TableField,
    TextLimits,
    is_computed,
)
from grantee_app.form.limits import measure_text
from ui.editors.editor import Editor
from ui.editors.long_text_editor import LongTextEditor
from ui.editors.number_editors import NumberEditor
from ui.editors.offering_editor import OfferingEditor
from ui.editors.text_editor import TextEditor
from ui.editors.yes_no_editor import YesNoEditor
from ui.pages.application.answer_editors import (
    OptionsEditor,
    make_answer_editor,
    tell_language,
)
from ui.pages.application.cell_words import tell_cell
from ui.pages.money.wrapped_choice import WrappedChoiceEditor
from ui.theme import set_role, tabular
from ui.widgets.labels import STAR, make_label, make_line_label
from ui.widgets.length_words import judge_usages, say_usages
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from grantee_app.form.application_form import Column
    from ui.pages.application.sheet import Sheet

GAP: Final = 6
_WHOLE_LINE: Final = 10_000
# Keeps the edges of neighbours in a line apart.
_EDGE_GAP: Final = 4
_LEAST_CELL: Final = 128


class Cell(QWidget):
    """A column of the row: name, editor or what is computed, length, error."""

    def __init__(self, sheet: Sheet, table: TableField, column: Column, *, is_card: bool) -> None:
        super().__init__()
        self.sheet = sheet
        self.table = table
        self.column = column
        self.language = tell_language(sheet, table.key, column.key)
        self.label = make_label("secondary")
        self.error = make_label("secondary", tone="bad")
        self.error.hide()
        self.length = make_label("secondary")
        self.length.hide()
        self.editor: Editor | None = None
        self.shown: QLabel | None = None
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self.label)
        self.label.setVisible(is_card)
        if is_computed(column):
            self.shown = make_line_label()
            self.shown.setFont(tabular(self.shown.font()))
            self.shown.setMinimumHeight(sheet.desk.theme.measure.target)
            side = Qt.AlignmentFlag.AlignLeft if is_card else Qt.AlignmentFlag.AlignRight
            self.shown.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            inside.addWidget(self.shown)
        else:
            self.editor = self._make_editor(is_card=is_card)
            inside.addWidget(self.editor)
        inside.addWidget(self.length)
        inside.addWidget(self.error)
        inside.addStretch()

    def _make_editor(self, *, is_card: bool) -> Editor:
        lines = 2
        editor = make_answer_editor(
            self.sheet, self.table.key, self.language, self.column.key, lines
        )
        if isinstance(editor, NumberEditor):
            editor.keep_narrow()
        if not is_card and isinstance(editor, WrappedChoiceEditor):
            editor.box.setMinimumWidth(96)
        return editor

    def is_wide(self) -> bool:
        """Tell whether the cell needs a line of its own in a card."""
        return isinstance(self.editor, LongTextEditor | OptionsEditor)

    def least(self) -> int:
        """Return how wide the cell must be in a card."""
        if self.is_wide():
            return _WHOLE_LINE
        if isinstance(self.editor, TextEditor | WrappedChoiceEditor | OfferingEditor):
            return round(_LEAST_CELL * 1.6)
        return _LEAST_CELL

    def name(self, said: str) -> None:
        """Tell screen readers which cell this is."""
        if self.editor is not None:
            self.editor.focus_target().setAccessibleName(said)
            self.editor.name_parts(said)
        if self.shown is not None:
            self.shown.setAccessibleName(said)


class RowEditor(QFrame):
    """`noted` brings the column that a person typed into, `deed` what keys of the table ask for.

    `left` when the cursor goes to another row or out of the table, `grown` when the height changed.
    """

    noted = Signal(str)
    deed = Signal(str)
    left = Signal()
    grown = Signal()
    pasted = Signal(str)

    def __init__(
        self,
        sheet: Sheet,
        table: TableField,
        row_id: str,
        *,
        is_card: bool,
        find_widths: Callable[[], dict[str, int]],
    ) -> None:
        super().__init__()
        self.sheet = sheet
        self.table = table
        self.row_id = row_id
        self.is_card = is_card
        self._find_widths = find_widths
        self._number = 0
        self._problems: dict[str, str] = {}
        self._is_told = False
        self.setProperty("lies_over", True)
        self.cells: dict[str, Cell] = {}
        for column in table.columns:
            # What parts the table into blocks has no column to stand under.
            cell = Cell(sheet, table, column, is_card=is_card)
            self.cells[column.key] = cell
        self.errors = make_label("secondary", tone="bad")
        self.errors.hide()
        self._lay_out()
        for key, cell in self.cells.items():
            self._connect(key, cell)
        self.fill()
        self.retranslate()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*((4, 6, 4, 12) if self.is_card else (0, 4, 0, 6)))
        whole.setSpacing(4)
        inside = QWidget()
        if self.is_card:
            wrapping = WrappingRow(inside, gap=10, line_gap=8)
            for cell in self.cells.values():
                wrapping.add(cell, cell.least())
        else:
            row = QHBoxLayout(inside)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(_EDGE_GAP)
            for cell in self.cells.values():
                row.addWidget(cell, 0, Qt.AlignmentFlag.AlignTop)
            row.addStretch()
        whole.addWidget(inside)
        whole.addWidget(self.errors)
        whole.addStretch()

    def _connect(self, key: str, cell: Cell) -> None:
        if cell.editor is None:
            return
        cell.editor.edited.connect(lambda: self._note(key))
        cell.editor.left.connect(lambda: self._leave(key))
        for target in _targets(cell.editor):
            target.installEventFilter(self)
        if self.sheet.is_read_only():
            cell.editor.set_read_only(True)

    def fit(self) -> None:
        """Put the cells under their columns."""
        if not self.is_card:
            widths = self._find_widths()
            for key, cell in self.cells.items():
                cell.setFixedWidth(max(widths.get(key, 0) - _EDGE_GAP, 10))

    # ------------------------------------------------------------------ texts in and out

    def fill(self) -> None:
        """Show what is written now; the cell that is typed into keeps its cursor."""
        for key, cell in self.cells.items():
            editor = cell.editor
            if editor is None:
                continue
            editor.refresh()
            stored = self.sheet.text(self.table.key, cell.language, self.row_id, key)
            is_other = editor.value() != stored
            if is_other and not (not self.row_id and editor.focus_target().hasFocus()):
                editor.set_value(stored)
        self.follow()

    def follow(self) -> None:
        """Show anew what follows from others: computed cells, offers, lengths."""
        for key, cell in self.cells.items():
            if cell.shown is not None:
                said = (
                    tell_cell(self.sheet, self.table.key, self.row_id, cell.column).text
                    if self.row_id
                    else ""
                )
                cell.shown.setText(said or "–")
            elif isinstance(cell.column, TextLimits) and cell.editor is not None:
                self._show_length(cell, cell.column)
            if cell.editor is not None and not cell.editor.focus_target().hasFocus():
                cell.editor.refresh()
            if not self._is_told and key in self._problems:
                self._tell_problems()

    def _show_length(self, cell: Cell, limits: TextLimits) -> None:
        assert cell.editor is not None  # noqa: S101 (asked for texts alone)
        text = cell.editor.value()
        usages = measure_text(text, limits)
        tone, _said = judge_usages(self.sheet.desk.words, usages)
        # In a narrow cell the length is told when it matters.
        is_told = bool(usages) and (tone == "bad" or cell.is_wide())
        cell.length.setText(say_usages(self.sheet.desk.words, usages))
        set_role(cell.length, "secondary", tone="bad" if tone == "bad" else "")
        cell.length.setVisible(is_told)

    def read(self, key: str) -> Callable[[], str]:
        """Return what tells the text of a cell when it is written."""
        editor = self.cells[key].editor
        assert editor is not None  # noqa: S101 (nothing computed is written)
        return editor.value

    def _note(self, key: str) -> None:
        self.noted.emit(key)

    def _leave(self, key: str) -> None:
        self.judge(key)
        self.left.emit()

    # ------------------------------------------------------------------ what is wrong

    def judge(self, key: str) -> None:
        """Say what is wrong with a cell that was left."""
        cell = self.cells[key]
        problem = cell.editor.problem() if cell.editor is not None and self.row_id else None
        if problem is None:
            self._problems.pop(key, None)
        else:
            self._problems[key] = self.sheet.desk.words.say(problem)
        self._tell_problems()

    def set_findings(self, said: dict[str, str]) -> None:
        """Show what was found in the cells, by column; "" is the row as a whole."""
        if said == getattr(self, "_found", None):
            return
        self._found = said
        self._tell_problems()

    def _tell_problems(self) -> None:
        found: dict[str, str] = getattr(self, "_found", {})
        words = self.sheet.desk.words
        lines = []
        for key, cell in self.cells.items():
            sentence = self._problems.get(key) or self._shorten(cell, found.get(key, ""))
            if cell.editor is not None:
                cell.editor.mark(is_wrong=bool(sentence))
                cell.editor.focus_target().setAccessibleDescription(sentence)
            if sentence and self.is_card:
                cell.error.setText(f"! {sentence}")
            elif sentence:
                name = words.name(cell.column.label)
                lines.append(f"! {name}: {sentence}" if key in self._problems else f"! {sentence}")
            cell.error.setVisible(bool(sentence) and self.is_card)
        if found.get(""):
            lines.append(f"! {found['']}")
        self.errors.setText("\n".join(lines))
        self.errors.setVisible(bool(lines))

    def _shorten(self, cell: Cell, said: str) -> str:
        """Return what the cell itself says of its text: it need not name where it stands."""
        problem = cell.editor.problem() if said and cell.editor is not None else None
        return self.sheet.desk.words.say(problem) if problem is not None else said

    def has_problem(self, key: str) -> bool:
        """Tell whether a cell's text cannot be taken as it stands."""
        return key in self._problems

    # ------------------------------------------------------------------ keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the table act from every cell."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = self._find_cell(watched)
            if key:
                return self._take_key(key, watched, event)
        return super().eventFilter(watched, event)

    def _find_cell(self, watched: QObject) -> str:
        for key, cell in self.cells.items():
            if cell.editor is not None and watched in _targets(cell.editor):
                return key
        return ""

    def _take_key(self, key: str, watched: QObject, event: QKeyEvent) -> bool:
        from ui.pages.application.table_view import read_table_deed  # noqa: PLC0415 (a circle)

        pressed, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if pressed == Qt.Key.Key_Escape:
            self.deed.emit("back")
            return True
        if pressed in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not held:
            if not _takes_arrows(watched):
                self.deed.emit("row down" if pressed == Qt.Key.Key_Down else "row up")
                return True
            return False
        deed = read_table_deed(event)
        if deed == "paste":
            return self._paste(key)
        if deed in {"new", "remove", "up", "down", "double"} and held:
            self.deed.emit(deed)
            return True
        return False

    def _paste(self, key: str) -> bool:
        """Paste a table by cells; one text is the cell's own."""
        if not has_table(QApplication.clipboard().mimeData()):
            return False
        self.pasted.emit(key)
        return True

    # ------------------------------------------------------------------ places and words

    def focus_cell(self, key: str) -> bool:
        """Put the cursor into a cell; a computed one has none, so the first takes it."""
        cell = self.cells.get(key)
        if cell is None or cell.editor is None:
            cell = next((one for one in self.cells.values() if one.editor is not None), None)
        if cell is None or cell.editor is None:
            return False
        cell.editor.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def focused(self) -> str:
        """Return the column that has the cursor, "" for none."""
        here = QApplication.focusWidget()
        for key, cell in self.cells.items():
            if here is not None and cell.isAncestorOf(here):
                return key
        return ""

    def targets(self) -> list[QWidget]:
        """Return what Tab goes through."""
        return [cell.editor.focus_target() for cell in self.cells.values() if cell.editor]

    def set_number(self, number: int) -> None:
        """Take note of which row this is."""
        if number != self._number:
            self._number = number
            self._name_cells()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen; half-typed text stays."""
        words = self.sheet.desk.words
        for cell in self.cells.values():
            column = cell.column
            label = words.name(column.label)
            unit = words.name(column.unit) if isinstance(column, Counted) else ""
            star = STAR if column.required else ""
            cell.label.setText(f"{label}, {unit}{star}" if unit else f"{label}{star}")
            cell.label.setToolTip(words.name(column.help))
            if cell.editor is not None:
                cell.editor.retranslate()
        self._name_cells()
        self.follow()

    def _name_cells(self) -> None:
        words = self.sheet.desk.words
        for cell in self.cells.values():
            name = words.name(cell.column.label)
            cell.name(words.gettext("{column}, row {number}", column=name, number=self._number))

    def event(self, event: QEvent) -> bool:
        """Tell the table when a text took another line."""
        if event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self.grown.emit)
        return super().event(event)


def _targets(editor: Editor) -> list[QObject]:
    if isinstance(editor, OptionsEditor):
        return list(editor.boxes.values())
    if isinstance(editor, YesNoEditor):
        return list(editor.segments.buttons.values())
    return [editor.focus_target()]


def _takes_arrows(watched: QObject) -> bool:
    """Tell whether Up and Down mean something in what has the cursor."""
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QTextEdit  # noqa: PLC0415

    if isinstance(watched, QAbstractButton | QComboBox):
        return True
    if isinstance(watched, QTextEdit):
        return watched.document().size().height() > 2 * (watched.fontMetrics().lineSpacing() + 4)
    return False


def has_table(data: object) -> bool:
    """Tell whether what was copied has more than one cell."""
    from grantee_app.records.pasted_table import read_pasted_cells  # noqa: PLC0415 (rare)

    html = data.html() if data.hasHtml() else ""  # type: ignore[attr-defined]
    cells = read_pasted_cells(html, data.text())  # type: ignore[attr-defined]
    return len(cells) > 1 or bool(cells and len(cells[0]) > 1)
