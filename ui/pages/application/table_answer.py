"""A table of the form: rows to look at, one of them open to type into, what can be done with rows.

Rows are added by typing into the one to come, moved, copied, taken away and pasted from a sheet,
each as one step of undo. Knows the sheet, not the section around it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from grantee_app.errors import BastamaError
from grantee_app.form.application_form import NUMBER_KINDS, Column, TableField
from ui.pages.application.answer_field import AnswerField
from ui.pages.application.row_editor import RowEditor
from ui.pages.application.table_rows import TableRows
from ui.pages.application.table_view import TableView
from ui.tab_order import order_tabs
from ui.widgets.labels import STAR, make_label
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding
    from grantee_app.language.message import Message
    from ui.pages.application.sheet import Sheet

FOLLOW_MS: Final = 60
_MOST_SAID: Final = 4
# More columns than these are a card: under their heads nobody could read them.
_MOST_INLINE: Final = 6
_ACROSS: Final = Qt.Orientation.Horizontal


class TableAnswer(AnswerField):
    """`grown` when the table became higher; `failed` brings a sentence."""

    grown = Signal()
    failed = Signal(object)
    paste_wanted = Signal(str, str)

    def __init__(self, sheet: Sheet, key: str, parent: QWidget | None = None) -> None:
        super().__init__(sheet, key, parent)
        part = self.part
        assert isinstance(part, TableField)  # noqa: S101 (made for nothing else)
        self.table: TableField = part
        self.editor: RowEditor | None = None
        # The language of the screen in which the cells are told.
        self._told_in = self.words.code
        self.label = make_label("label")
        self.help = make_label("secondary")
        self.error = make_label("secondary", tone="bad")
        self.error.hide()
        self.rows = TableRows(sheet, part, self)
        self.view = TableView(self.rows, self.words, sheet.desk.theme)
        self.view.set_least(self._ask_least())
        self.extra = QVBoxLayout()
        self.extra.setSpacing(8)
        self.buttons = {name: QPushButton() for name in ("add", "copy", "remove", "up", "down")}
        self._tools = QWidget()
        self._lay_out()
        self._following = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._following.timeout.connect(self._follow_sums)
        self._connect()
        self.fill()
        self.retranslate()

    def _lay_out(self) -> None:
        tools = WrappingRow(self._tools, gap=8, line_gap=8)
        for button in self.buttons.values():
            tools.add(button, weight=0)
        self.tools = tools
        self.column.setSpacing(6)
        for widget in (self.label, self.help, self.view, self.error, self.warning, self._tools):
            self.column.addWidget(widget)
        self.column.addLayout(self.extra)

    def _connect(self) -> None:
        self.view.opened.connect(self.open_row)
        self.view.wanted.connect(self.act)
        self.view.resized.connect(self._fit_editor)
        self.sheet.desk.theme.changed.connect(self._take_measure)
        self.view.selectionModel().currentChanged.connect(self._judge_buttons)
        for name, deed in (
            ("add", "new"),
            ("copy", "double"),
            ("remove", "remove"),
            ("up", "up"),
            ("down", "down"),
        ):
            self.buttons[name].clicked.connect(lambda _on=False, wanted=deed: self.act(wanted))

    # ------------------------------------------------------------------ rows in and out

    def fill(self) -> None:
        """Show the rows as they are now; a cell that is typed into keeps its cursor."""
        editor = self.editor
        ids = list(self.sheet.filled.rows_of(self.key))
        if editor is not None and editor.row_id and editor.row_id not in ids:
            self._close_editor()
            editor = None
        is_first = not ids and editor is None and self._is_asked()
        self.rows.has_new = (editor is not None and not editor.row_id) or is_first
        self.rows.forget()
        self.rows.follow() if self.rows.lines else self.rows.refill()
        if is_first and not self.sheet.is_read_only():
            self._make_editor("")
        elif editor is not None:
            editor.fill()
        self._number_editor()
        self._show_head()
        self.view.setVisible(bool(self.rows.lines))
        self.view.fit()
        self._judge_buttons()
        self.show_findings()

    def _show_head(self) -> None:
        """Show the names of the columns, unless a card has them and there is nothing else."""
        is_lone = self.editor is not None and self.editor.is_card and len(self.rows.lines) == 1
        self.view.show_head(is_shown=not is_lone)

    def _is_asked(self) -> bool:
        """Tell whether an empty table shows its first row at once."""
        return self.sheet.values.is_required(self.key) and not self.sheet.is_read_only()

    def follow_values(self) -> None:
        """Show anew what follows from other fields."""
        self._say_label()
        if self.editor is None and not self.rows.lines and self._is_asked():
            self.fill()
        self.rows.follow()
        if self.editor is not None:
            self.editor.follow()
        self.view.fit()

    def show_language(self) -> None:
        """Show the texts of the cells in the language that is written now."""
        editor = self.editor
        self.rows.forget()
        if editor is not None:
            row_id, column = editor.row_id, editor.focused()
            self._close_editor()
            self._make_editor(row_id)
            if column:
                self._focus(column)
        self.rows.tell_anew()
        self.view.fit()

    # ------------------------------------------------------------------ the open row

    def open_row(self, row_id: str, column: str = "") -> None:
        """Open a row with the cursor in a cell of it, the first one by default."""
        if self.sheet.is_read_only():
            return
        if self.editor is None or self.editor.row_id != row_id:
            self.sheet.desk.autosave.end_step()
            left = self.editor.row_id if self.editor is not None else ""
            self.rows.has_new = not row_id
            self._close_editor()
            if left:
                self.rows.forget(left)
            self.rows.relist()
            self._make_editor(row_id)
        self._show_head()
        self.view.show()
        self.view.fit()
        self._focus(column)
        self.show_findings()
        self._judge_buttons()
        self.grown.emit()

    def _focus(self, column: str) -> None:
        if self.editor is not None:
            self.editor.focus_cell(column)

    def _make_editor(self, row_id: str) -> None:
        editor = RowEditor(
            self.sheet,
            self.table,
            row_id,
            is_card=self.is_card(),
            find_widths=self._find_widths,
        )
        editor.noted.connect(self._note)
        editor.deed.connect(self.act)
        editor.left.connect(self._leave)
        editor.grown.connect(self._grow)
        editor.pasted.connect(self._paste)
        self.editor = editor
        self.view.open_row(row_id, editor)
        self._show_head()
        self._fit_editor()
        self._number_editor()
        self._order_tabs()

    def _close_editor(self) -> None:
        if self.editor is not None:
            self.editor = None
            self.view.close_row()

    def close_row(self) -> None:
        """Show the open row like the others, with the keyboard at it."""
        row_id = self.editor.row_id if self.editor is not None else ""
        self.sheet.desk.autosave.end_step()
        self._close_editor()
        self.rows.has_new = False
        self.rows.refill()
        if not self.rows.lines:
            self.fill()
            self.buttons["add"].setFocus()
            return
        self.view.fit()
        self.view.setFocus()
        self.view.choose(row_id or self.rows.row_ids()[-1])
        self._judge_buttons()

    def is_card(self) -> bool:
        """Tell whether a row is typed into as a card: its cells do not fit under their heads."""
        table = self.table
        kinds = {column.kind for column in table.columns}
        if (
            table.layout == "cards"
            or table.subtotal_by is not None
            or len(table.columns) > _MOST_INLINE
            or kinds & {"long_text", "choices"}
        ):
            return True
        return self.view.least_width() > max(self.view.viewport().width(), 1)

    def _ask_least(self) -> dict[str, int]:
        """Return how wide the editors of the columns are, where a row can be typed into in line."""
        table = self.table
        if table.subtotal_by is not None or len(table.columns) > _MOST_INLINE:
            return {}
        return {column.key: self._editor_width(column) for column in table.columns}

    def _take_measure(self) -> None:
        """Take the widths anew from the font, which the person may have made larger."""
        self.view.set_least(self._ask_least())
        self.view.fit()
        self._fit_editor()

    def _editor_width(self, column: Column) -> int:
        metrics = self.fontMetrics()
        if column.kind in NUMBER_KINDS:
            sample = "0 000 000 000" if column.kind == "money" else "0 000 000"
            return metrics.horizontalAdvance(sample) + 28
        match column.kind:
            case "date":
                return metrics.horizontalAdvance("00.00.0000") + 68
            case "date_range":
                return metrics.horizontalAdvance("00.00.0000 – 00.00.0000") + 68
            case "yes_no":
                return 160
            case _:
                return metrics.averageCharWidth() * 16 + 12

    def _find_widths(self) -> dict[str, int]:
        widths = self.view.widths()
        return {column.key: widths[place] for place, column in enumerate(self.rows.columns, 1)}

    def _fit_editor(self) -> None:
        editor = self.editor
        if editor is None:
            return
        if editor.is_card != self.is_card():
            row_id, column = editor.row_id, editor.focused()
            self._close_editor()
            self._make_editor(row_id)
            if column:
                self._focus(column)
            return
        editor.fit()
        self.view.fit()

    def _grow(self) -> None:
        before = self.view.height()
        self.view.fit()
        if self.view.height() != before:
            self.grown.emit()

    def _number_editor(self) -> None:
        if self.editor is not None:
            place = self.rows.find(self.editor.row_id)
            if place >= 0:
                self.editor.set_number(self.rows.lines[place].number)

    def _order_tabs(self) -> None:
        if self.window() is self or self.parentWidget() is None:
            # Whoever takes it in orders all of them.
            return
        targets = self.editor.targets() if self.editor is not None else []
        order_tabs(self.view, [*targets, *self.buttons.values()])

    # ------------------------------------------------------------------ typing

    def _note(self, column: str) -> None:
        editor = self.editor
        if editor is None:
            return
        if not editor.row_id and not self._begin_row(editor):
            return
        cell = editor.cells[column]
        self.sheet.note(
            self.key, cell.language, editor.read(column), row_id=editor.row_id, column=column
        )
        if editor.has_problem(column):
            editor.judge(column)
        self._following.start()
        self.edited.emit()

    def _begin_row(self, editor: RowEditor) -> bool:
        """Make a row of the one to come; what it begins with is typed at once."""
        typed = {
            key: cell.editor.value()
            for key, cell in editor.cells.items()
            if cell.editor is not None and cell.editor.value()
        }
        row_id = self._change(lambda: self._add_row(typed))
        if not row_id:
            return False
        editor.row_id = row_id
        self.rows.has_new = False
        self.view.rename_open(row_id)
        self.sheet.reload()
        self.rows.refill()
        self._judge_buttons()
        return True

    def _add_row(self, typed: dict[str, str]) -> str:
        assert self.editor is not None  # noqa: S101 (asked while it is open)
        cells = {(key, self.editor.cells[key].language): text for key, text in typed.items()}
        applications = self.sheet.desk.workspace.applications
        return applications.add_row(self.sheet.application_id, self.key, cells)

    def _leave(self) -> None:
        self.is_visited = True
        self.show_findings()
        self.left.emit()

    def _follow_sums(self) -> None:
        editor = self.editor
        self.rows.follow(editor.row_id if editor is not None else "")
        if editor is not None:
            editor.follow()
            self._number_editor()
        self.view.fit()

    # ------------------------------------------------------------------ whole rows

    def act(self, deed: str) -> None:
        """Do what keys or buttons ask for."""
        deeds: dict[str, Callable[[], None]] = {
            "new": self.go_to_new,
            "remove": self.remove_current,
            "double": self.copy_current,
            "up": lambda: self.move_current(-1),
            "down": lambda: self.move_current(1),
            "row up": lambda: self._go_beside(-1),
            "row down": lambda: self._go_beside(1),
            "back": self.close_row,
            "paste": lambda: self._paste(""),
        }
        act = deeds.get(deed)
        if act is not None and not self.sheet.is_read_only():
            act()

    def current(self) -> str:
        """Return the id of the row that is worked at, "" for none."""
        if self.editor is not None and (self.editor.focused() or not self.view.hasFocus()):
            return self.editor.row_id
        return self.view.current_row()

    def go_to_new(self) -> None:
        """Put the cursor into the row to come."""
        if self.table.max_rows and len(self.rows.row_ids()) >= self.table.max_rows:
            words = self.words
            self.say_error(
                words.ngettext(
                    "The form has room for {count} row here.",
                    "The form has room for {count} rows here.",
                    self.table.max_rows,
                )
            )
            return
        self.open_row("")

    def remove_current(self) -> None:
        """Take away the row that is worked at; undo brings it back."""
        row_id = self.current()
        if not row_id:
            return
        ids = self.rows.row_ids()
        place = ids.index(row_id)
        has_editor = self.editor is not None
        self.sheet.desk.autosave.end_step()
        self._change(
            lambda: self.sheet.desk.workspace.applications.remove_rows(
                self.sheet.application_id, [row_id]
            )
        )
        self._close_editor()
        self._show_stored()
        left = self.rows.row_ids()
        if not left:
            self.fill()
            self._focus("")
        elif has_editor:
            self.open_row(left[min(place, len(left) - 1)])
        else:
            self.view.setFocus()
            self.view.choose(left[min(place, len(left) - 1)])

    def copy_current(self) -> None:
        """Put a copy of the row right after it, and the cursor into it."""
        row_id = self.current()
        if not row_id:
            return
        self.sheet.desk.autosave.end_step()
        copied = self._change(
            lambda: self.sheet.desk.workspace.applications.copy_row(
                self.sheet.application_id, self.key, row_id
            )
        )
        if copied:
            self._show_stored()
            self.open_row(copied)

    def move_current(self, step: int) -> None:
        """Move the row that is worked at up (-1) or down (1) among those of its block."""
        row_id = self.current()
        other = self._find_beside(row_id, step)
        if not row_id or not other:
            return
        place = list(self.sheet.filled.rows_of(self.key)).index(other)
        self.sheet.desk.autosave.end_step()
        self._change(
            lambda: self.sheet.desk.workspace.applications.move_row(
                self.sheet.application_id, self.key, row_id, place
            )
        )
        column = self.editor.focused() if self.editor is not None else ""
        self._show_stored()
        if self.editor is not None:
            self._focus(column)
        else:
            self.view.choose(row_id)
        self._judge_buttons()

    def _find_beside(self, row_id: str, step: int) -> str:
        """Return the row above or below within the same block, "" for none."""
        place = self.rows.find(row_id) + step
        lines = self.rows.lines
        if not row_id or not 0 <= place < len(lines):
            return ""
        return lines[place].row_id if lines[place].kind == "row" else ""

    def _go_beside(self, step: int) -> None:
        editor = self.editor
        if editor is None:
            return
        column = editor.focused()
        rows = [line.row_id for line in self.rows.lines if line.kind == "row"]
        place = rows.index(editor.row_id) + step if editor.row_id in rows else -1
        if 0 <= place < len(rows):
            self.open_row(rows[place], column)

    def _change(self, act: Callable[[], str | None]) -> str:
        try:
            return act() or ""
        except BastamaError as problem:
            self._tell(problem.message)
            return ""

    def _tell(self, sentence: Message) -> None:
        self.failed.emit(sentence)

    def _show_stored(self) -> None:
        self.sheet.reload()
        self.fill()
        self.edited.emit()

    def show_added(self, row_ids: Sequence[str]) -> None:
        """Show rows that came at once, with the keyboard at the first of them."""
        self._close_editor()
        self.rows.has_new = False
        self.rows.refill()
        self.fill()
        self.view.setFocus()
        if row_ids:
            self.view.choose(row_ids[0])
        self.edited.emit()

    # ------------------------------------------------------------------ pasting

    def _paste(self, column: str) -> None:
        """Ask for what was copied from a sheet to be put here, from the open row down."""
        row_id = self.editor.row_id if self.editor is not None and column else ""
        self.paste_wanted.emit(row_id, column)

    # ------------------------------------------------------------------ what was found

    def show_cell(self, row_id: str, column: str) -> bool:
        """Put the cursor into a cell, or into the row to come where no row is meant."""
        if row_id and self.rows.find(row_id) < 0:
            return False
        ids = self.rows.row_ids()
        self.open_row(row_id or (ids[0] if ids else ""), column)
        return True

    def focus_target(self) -> QWidget | None:
        """Return the cell or the table that has the cursor first."""
        if self.editor is not None:
            targets = self.editor.targets()
            return targets[0] if targets else self.view
        return self.view if self.rows.lines else self.buttons["add"]

    def show_findings(self) -> None:
        """Show errors of rows under the table, those of the open row inside it."""
        if not hasattr(self, "view"):
            return
        by_row = self._sort_findings()
        self.rows.set_wrong(frozenset(row for row, found in by_row.items() if row and found))
        open_id = self.editor.row_id if self.editor is not None else ""
        lines = []
        for row_id, found in by_row.items():
            if row_id and row_id == open_id:
                continue
            lines += [self._say(one) for one in found]
        if self.editor is not None:
            said: dict[str, str] = {}
            open_row = by_row.get(open_id, []) if open_id else []
            # A cell tells its length itself.
            for one in (found for found in open_row if found.code != "application.long"):
                column = _split(one)[1]
                said.setdefault(column if column in self.editor.cells else "", self._say(one))
            self.editor.set_findings(said)
        more = len(lines) - _MOST_SAID
        text = "\n".join(f"! {line}" for line in lines[:_MOST_SAID])
        if more > 0:
            text += "\n" + self.words.ngettext(
                "and {count} more finding", "and {count} more findings", more
            )
        self.error.setText(text)
        self.error.setVisible(bool(lines))
        warnings = [
            self._say(one)
            for one in self._findings
            # The row that is being written is not scolded for what is still to come.
            if one.severity == "warning"
            and not (self.is_missing(one) and open_id and _split(one)[0] == open_id)
        ]
        self.warning.setText("\n".join(f"▲ {said}" for said in warnings[:_MOST_SAID]))
        self.warning.setVisible(bool(warnings))
        self.view.fit()

    def _sort_findings(self) -> dict[str, list[Finding]]:
        """Return the errors by row in the order of the rows, "" the table as a whole."""
        found: dict[str, list[Finding]] = {"": []}
        found |= {row_id: [] for row_id in self.rows.row_ids()}
        for one in self._findings:
            if one.severity != "error" or (not self.is_visited and self.is_missing(one)):
                continue
            row_id = _split(one)[0]
            found[row_id if row_id in found else ""].append(one)
        return found

    def _say(self, finding: Finding) -> str:
        return self.words.say(finding.told)

    def say_error(self, sentence: str) -> None:
        """Show a sentence under the table."""
        self.error.setText(f"! {sentence}" if sentence else "")
        self.error.setVisible(bool(sentence))

    # ------------------------------------------------------------------ words

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self.words
        self._say_label()
        row_name = words.name(self.table.row_name)
        add = f"+ {row_name}" if row_name else words.gettext("+ Row")
        for name, word, keys in (
            ("add", add, "Ctrl+Enter"),
            ("copy", words.gettext("Copy the row"), "Ctrl+D"),
            ("remove", words.gettext("Delete the row"), "Alt+Del"),
            ("up", words.gettext("Move up"), "Alt+↑"),
            ("down", words.gettext("Move down"), "Alt+↓"),
        ):
            button = self.buttons[name]
            button.setText(word.replace("&", "&&"))
            button.setToolTip(f"{word} ({keys})")
            button.setAccessibleName(f"{words.name(self.table.label)}: {word}")
            button.setAccessibleDescription(keys)
        if self.editor is not None:
            self.editor.retranslate()
        if words.code != self._told_in:
            self._told_in = words.code
            self.rows.refill()
        self._number_editor()
        self.rows.headerDataChanged.emit(_ACROSS, 0, self.rows.columnCount() - 1)
        self.view.fit()
        self.show_findings()

    def _say_label(self) -> None:
        words, table = self.words, self.table
        label = words.name(table.label)
        if table.number:
            label = f"{table.number} {label}"
        star = STAR if self.sheet.values.is_required(self.key) else ""
        self.label.setText(f"{label}{star}")
        self.help.setText(words.name(table.help))
        self.help.setVisible(bool(table.help))
        self.view.setAccessibleName(label)
        self.view.setAccessibleDescription(words.name(table.help))

    def _judge_buttons(self) -> None:
        is_closed = self.sheet.is_read_only()
        self._tools.setVisible(not is_closed)
        ids = self.rows.row_ids()
        row_id = self.current()
        for name in ("copy", "remove", "up", "down"):
            self.buttons[name].setVisible(bool(ids))
        can = {
            "copy": bool(row_id),
            "remove": bool(row_id),
            "up": bool(self._find_beside(row_id, -1)),
            "down": bool(self._find_beside(row_id, 1)),
        }
        for name, is_on in can.items():
            button = self.buttons[name]
            if not is_on and button.hasFocus():
                # Qt would send the focus to whatever comes next.
                (self.focus_target() or self.view).setFocus()
            button.setEnabled(is_on)


def _split(finding: Finding) -> tuple[str, str]:
    """Return row and column of a finding's place («section/field/row/column»), "" for none."""
    parts: Sequence[str] = finding.place.split("/")
    return (parts[2] if len(parts) > 2 else "", parts[3] if len(parts) > 3 else "")


def read_clipboard(*, keeps_gaps: bool = False) -> list[list[str]]:
    """Return the cells that were copied from a sheet or a document."""
    from grantee_app.records.pasted_table import read_pasted_cells  # noqa: PLC0415 (rare)

    data = QApplication.clipboard().mimeData()
    html = data.html() if data.hasHtml() else ""
    return read_pasted_cells(html, data.text(), keeps_gaps=keeps_gaps)
