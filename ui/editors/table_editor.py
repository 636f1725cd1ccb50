"""A small table of records that is typed into: a row a record, a typed editor a cell.

Each row is a card whose cells stand beside each other as far as the width allows, every one under
its name. The last row is always empty: typing there makes a record. Rows are added, taken away,
moved and pasted from a sheet, each as one step of undo. For lists of some dozens; the journal has
its own.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from grantee_app.errors import BastamaError
from grantee_app.frozen import frozen
from grantee_app.language.message import LanguageCode, Message, message
from grantee_app.records import Bilingual
from grantee_app.records.base import Record
from grantee_app.store.editing import Parent
from grantee_app.store.fields import find_field
from grantee_app.store.texts import RecordPlace
from ui.desk import Desk
from ui.editors.editor import Editor
from ui.editors.kinds import make_editor
from ui.editors.number_editors import NumberEditor
from ui.editors.text_editor import TextEditor
from ui.tab_order import order_tabs
from ui.theme import set_role
from ui.turns import Turns
from ui.widgets.labels import make_label
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from ui.screen_language import Label

MOST_PASTED: Final = 500
# Rows that are seen at first; the others come while somebody reads.
AT_ONCE: Final = 6
_ALT: Final = Qt.KeyboardModifier.AltModifier
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier


@frozen
class TableColumn:
    """A column: a value of the record, or a text in one language; `make` for another editor.

    Where fewer than `letters` of it would be in sight its cell takes a line of its own.
    """

    name: str
    label: Label
    language: LanguageCode | str = ""
    make: Callable[[QWidget], Editor] | None = None
    letters: int = 17


class TableEditor(QWidget):
    """The rows of `table` that hang on `owner`; `make_record` gives a new one its start.

    `edited` follows what a person does, `left` when a cell is left, `ordered` when rows came, went
    or changed places. `new` names the empty row and the button that leads there.
    """

    edited = Signal()
    left = Signal()
    ordered = Signal()

    def __init__(  # noqa: PLR0917 (what a list of records is)
        self,
        desk: Desk,
        table: str,
        owner: Parent,
        columns: Sequence[TableColumn],
        make_record: Callable[[], Record],
        parent: QWidget | None = None,
        *,
        new: Label | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._table = table
        self._owner = owner
        self._columns = tuple(columns)
        self._make_record = make_record
        self._new = new or message("New row")
        self._name = ""
        self._is_read_only = desk.autosave.is_read_only
        self._is_adding = False
        self._current: _Row | None = None
        self._told: tuple[Message, ...] = ()
        self.rows: list[_Row] = []
        # Records whose rows are not made yet, and what makes them.
        self._coming: list[str] = []
        self._growing = Turns(None, self)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        self.error = make_label("secondary", self, tone="bad")
        self.error.hide()
        self._tools = QWidget(self)
        self.buttons = {name: QPushButton(self._tools) for name in ("add", "remove", "up", "down")}
        row = WrappingRow(self._tools, gap=8, line_gap=8)
        for button in self.buttons.values():
            row.add(button, weight=0)
        self.buttons["add"].clicked.connect(self.go_to_new)
        self.buttons["remove"].clicked.connect(self.remove_current)
        self.buttons["up"].clicked.connect(self._move_up)
        self.buttons["down"].clicked.connect(self._move_down)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._cards)
        column.addWidget(self.error)
        column.addWidget(self._tools)
        desk.words.changed.connect(self.retranslate)
        self.retranslate()

    # ------------------------------------------------------------------ rows in and out

    def begin(self) -> Iterator[None]:
        """Make the first rows; rest at every `yield`. The others follow by themselves.

        Whoever makes the table goes through it, or asks for `refill` where nobody types meanwhile.
        """
        self._coming = self._list_wanted()
        while len(self.rows) < AT_ONCE and self.add_next():
            yield
        if self._coming:
            # A table that goes while it grows is kept by nobody.
            self._growing.begin_anew(_grow(weakref.proxy(self)))
        else:
            self.refill()

    def add_next(self) -> bool:
        """Make the next row that is coming, at the end; False when none is."""
        if not self._coming:
            return False
        row = _Row(self, self._coming.pop(0))
        self.rows.append(row)
        self._place(len(self.rows) - 1)
        row.fill()
        row.name(len(self.rows), self._name)
        return True

    def finish(self) -> None:
        """Make now all rows that are still to come."""
        if not self._growing.is_over():
            self._growing.drop()
            self.refill()

    def set_owner(self, owner: Parent) -> None:
        """Show the list of another record; what was typed is written first."""
        if owner != self._owner:
            self._desk.autosave.end_step()
            self._owner = owner
            self._current = None
            self._tell()
        self.refill()

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the rows be read and copied, and nothing else."""
        self._is_read_only = is_read_only or self._desk.autosave.is_read_only
        self.refill()

    def set_language(self, code: LanguageCode) -> None:
        """Show and take the texts in another language; the cursor stays in its cell."""
        self._desk.autosave.end_step()
        self._columns = tuple(
            replace(column, language=code) if column.language else column
            for column in self._columns
        )
        for row in self.rows:
            for cell, column in zip(row.cells, self._columns, strict=True):
                if column.language and isinstance(cell, TextEditor):
                    cell.set_language(code)
        self.refill()

    def set_name(self, name: str) -> None:
        """Tell screen readers what the table is of."""
        self._name = name
        self.retranslate()

    def refill(self) -> None:
        """Show the rows that are there now; cells that stayed as they were keep their cursor.

        Of a table that is still growing those alone that have come.
        """
        if self._is_adding:
            return
        wanted = self._list_wanted()
        if self._coming and not self._growing.is_over():
            here = max(len(self.rows), AT_ONCE)
            wanted, self._coming = wanted[:here], wanted[here:]
        else:
            self._coming = []
        known = {row.record_id: row for row in self.rows}
        empty = known.pop("", None)
        focus = self._find_focus()
        rows = [
            known.pop(record_id) if record_id in known else _Row(self, record_id)
            for record_id in wanted
        ]
        if not self._is_read_only and not self._coming:
            rows.append(empty or _Row(self, ""))
        elif empty is not None:
            known[""] = empty
        is_same = rows == self.rows
        self.rows = rows
        for gone in known.values():
            gone.let_go()
        if not is_same:
            self._lay_out()
        for row in self.rows:
            row.fill()
        self._name_rows()
        if focus is not None and focus[0] in known.values():
            # The row under the cursor went: the cursor stays where it stood.
            place = min(focus[1], len(self.rows) - 1)
            if place >= 0:
                self.rows[place].cells[focus[2]].focus_target().setFocus()
        self._judge_buttons()

    def _list_wanted(self) -> list[str]:
        return self._desk.workspace.records.list_ids(self._table, self._owner)

    def _lay_out(self) -> None:
        held = (self._cards.itemAt(place) for place in range(self._cards.count()))
        same = [
            item is not None and item.widget() is row
            for item, row in zip(held, self.rows, strict=False)
        ]
        # Those that stand where they belong stay; hundreds would be felt.
        first = same.index(False) if False in same else len(same)
        for place in range(first, len(self.rows)):
            self._place(place)
        stops = [cell.focus_target() for row in self.rows for cell in row.cells]
        if stops:
            order_tabs(stops[0], [*stops[1:], *self.buttons.values()])
        self.ordered.emit()

    def _place(self, place: int) -> None:
        row = self.rows[place]
        self._cards.removeWidget(row)
        self._cards.insertWidget(place, row)
        # Whoever orders the whole page by what stands behind what finds it in order.
        row.raise_()
        self._tools.raise_()
        row.show()

    def _find_focus(self) -> tuple[_Row, int, int] | None:
        focus = QApplication.focusWidget()
        for place, row in enumerate(self.rows):
            for number, cell in enumerate(row.cells):
                if cell.focus_target() is focus:
                    return row, place, number
        return None

    # ------------------------------------------------------------------ typing

    def note(self, row: _Row, number: int) -> None:
        """Take note of an edit in a cell; typing in the empty row makes a record first."""
        if not row.record_id and not self._add_record(row):
            return
        column, cell = self._columns[number], row.cells[number]
        place = RecordPlace(self._table, row.record_id, column.name)
        self._desk.autosave.note(place, column.language, cell.value)
        row.follow()
        self.edited.emit()

    def _add_record(self, row: _Row) -> bool:
        entry = self._make_record()
        row.record_id = entry.id
        self._is_adding = True
        try:
            self._desk.workspace.records.add(self._table, self._owner, entry)
        except BastamaError as problem:
            row.record_id = ""
            row.is_refused = True
            self._tell(problem.message)
            return False
        finally:
            self._is_adding = False
        row.is_refused = False
        self._tell()
        self.rows.append(_Row(self, ""))
        self._lay_out()
        self._name_rows()
        self._judge_buttons()
        # What the record begins with is shown in the cells nobody types into.
        for number, (cell, column) in enumerate(zip(row.cells, self._columns, strict=True)):
            if not cell.focus_target().hasFocus():
                row.fill_cell(number, column)
        return True

    def leave(self, row: _Row) -> None:
        """Write what was typed in a cell that is left, and say what is wrong with it."""
        if row.record_id:
            row.judge()
        self._desk.autosave.end_step()
        self.left.emit()

    def enter(self, row: _Row) -> None:
        """Remember which row is worked at."""
        if self._current is not row and self._current in self.rows:
            set_role(self._current, tone="")
        self._current = row
        set_role(row, tone="focus")
        self._judge_buttons()

    # ------------------------------------------------------------------ whole rows

    def go_to_new(self) -> None:
        """Put the cursor into the empty row."""
        self.finish()
        if self.rows and not self._is_read_only:
            self.rows[-1].cells[0].focus_target().setFocus()

    def remove_current(self) -> None:
        """Take away the row that is worked at; undo brings it back."""
        self.finish()
        row = self._current
        if row is None or not row.record_id or self._is_read_only:
            return
        place = self.rows.index(row)
        self._desk.autosave.end_step()
        self._change(lambda: self._desk.workspace.records.remove(self._table, row.record_id))
        self.refill()
        if self.rows:
            self.rows[min(place, len(self.rows) - 1)].cells[0].focus_target().setFocus()
        self.edited.emit()

    def move_current(self, step: int) -> None:
        """Move the row that is worked at up (-1) or down (1)."""
        self.finish()
        row = self._current
        if row is None or not row.record_id or self._is_read_only:
            return
        place = self.rows.index(row) + step
        if not 0 <= place < len([known for known in self.rows if known.record_id]):
            return
        self._desk.autosave.end_step()
        records = self._desk.workspace.records
        self._change(lambda: records.move(self._table, row.record_id, place))
        self.refill()
        self.edited.emit()

    def _move_up(self) -> None:
        self.move_current(-1)

    def _move_down(self) -> None:
        self.move_current(1)

    def _change(self, act: Callable[[], None]) -> bool:
        """Do it, or tell why it cannot be done; tell whether it was done."""
        try:
            act()
        except BastamaError as problem:
            self._tell(problem.message)
            return False
        self._tell()
        return True

    def _tell(self, *told: Message) -> None:
        self._told = told
        self.error.setText("\n".join(f"! {self._desk.words.say(one)}" for one in told))
        self.error.setVisible(bool(told))

    # ------------------------------------------------------------------ pasting

    def paste(self, cells: list[list[str]], row: _Row, number: int) -> None:
        """Put the cells of a sheet into this cell, those to its right, and the rows below."""
        from grantee_app.records.pasted_table import drop_frame  # noqa: PLC0415 (rare)

        self.finish()
        self._desk.autosave.end_step()
        first = self.rows.index(row)
        if number == 0:
            cells = drop_frame(cells, [_both(column.label) for column in self._columns])
        if self._change(lambda: self._write_cells(cells[:MOST_PASTED], first, number)):
            self._tell(*self._find_unwritten(cells, number))
        self.refill()
        self.edited.emit()

    def _find_unwritten(self, cells: list[list[str]], number: int) -> list[Message]:
        """Return sentences about what was pasted and has no place here."""
        from grantee_app.records.pasted_table import tell_unread  # noqa: PLC0415 (rare)

        unread = tell_unread(cells, MOST_PASTED)
        told = [unread] if unread is not None else []
        room = len(self._columns) - number
        beyond = next((cell for line in cells for cell in line[room:] if cell), "")
        if beyond:
            told.append(message("Left out: {names}", names=beyond))
        return told

    def _write_cells(self, cells: list[list[str]], first: int, number: int) -> None:
        workspace = self._desk.workspace
        ids = [known.record_id for known in self.rows if known.record_id]
        with workspace.change(message("Rows pasted").msgid):
            place = first
            for texts in cells:
                if place >= len(ids):
                    if not any(texts):
                        # A gap empties the row that it falls on and makes none.
                        continue
                    entry = self._make_record()
                    workspace.records.add(self._table, self._owner, entry)
                    ids.append(entry.id)
                for text, column, cell in zip(
                    texts, self._columns[number:], self.rows[-1].cells[number:], strict=False
                ):
                    where = RecordPlace(self._table, ids[place], column.name)
                    stored = cell.take_words(" ".join(text.split()))
                    workspace.write_text(where, column.language, stored)
                place += 1

    # ------------------------------------------------------------------ keys

    def take_key(self, row: _Row, number: int, event: QKeyEvent) -> bool:
        """Act on a key of the table; tell whether it was one."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and held == _CONTROL:
            self.go_to_new()
        elif key == Qt.Key.Key_Delete and held == _ALT:
            self.remove_current()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and held == _ALT:
            self.move_current(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not held:
            return self._go_beside(row, number, 1 if key == Qt.Key.Key_Down else -1)
        elif event.matches(QKeySequence.StandardKey.Paste) and not self._is_read_only:
            return self._paste_clipboard(row, number)
        else:
            return False
        return True

    def _go_beside(self, row: _Row, number: int, step: int) -> bool:
        target = row.cells[number].focus_target()
        if target.inherits("QComboBox") or target.inherits("QAbstractButton"):
            return False
        if isinstance(target, QTextEdit) and target.document().size().height() > 2 * (
            target.fontMetrics().lineSpacing() + 4
        ):
            # Lines of its own to go through.
            return False
        place = self.rows.index(row) + step
        if not 0 <= place < len(self.rows):
            return False
        self.rows[place].cells[number].focus_target().setFocus()
        return True

    def _paste_clipboard(self, row: _Row, number: int) -> bool:
        from grantee_app.records.pasted_table import read_pasted_cells  # noqa: PLC0415 (rare)

        data = QApplication.clipboard().mimeData()
        html = data.html() if data.hasHtml() else ""
        cells = read_pasted_cells(html, data.text(), keeps_gaps=True)
        if len(cells) <= 1 and (not cells or len(cells[0]) <= 1):
            # One text: the cell itself pastes it.
            return False
        self.paste(cells, row, number)
        return True

    # ------------------------------------------------------------------ places and words

    def show_field(self, record_id: str, column: str = "", language: str = "") -> bool:
        """Put the cursor into a cell, the first one of its row by default; tell if it is here."""
        if record_id in self._coming:
            self.finish()
        for row in self.rows:
            if row.record_id != record_id or not record_id:
                continue
            for told, cell in zip(self._columns, row.cells, strict=True):
                is_here = told.name == column and (not language or told.language == language)
                if is_here or not column:
                    cell.focus_target().setFocus()
                    return True
        return False

    def record_ids(self) -> list[str]:
        """Return the records of the table in their order, also those whose rows are coming."""
        return [row.record_id for row in self.rows if row.record_id] + self._coming

    def find_problems(self) -> list[tuple[str, str]]:
        """Return the record and the column of every text that cannot be taken as it stands."""
        self.finish()
        return [
            (row.record_id, column.name)
            for row in self.rows
            for column, cell in zip(self._columns, row.cells, strict=True)
            if row.record_id and cell.problem() is not None
        ]

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._desk.words
        for name, word, keys in (
            ("add", words.name(self._new), "Ctrl+Enter"),
            ("remove", words.gettext("Delete the row"), "Alt+Del"),
            ("up", words.gettext("Move up"), "Alt+↑"),
            ("down", words.gettext("Move down"), "Alt+↓"),
        ):
            button = self.buttons[name]
            button.setText(word)
            button.setToolTip(f"{word} ({keys})")
            button.setAccessibleName(f"{self._name}: {word}" if self._name else word)
            button.setAccessibleDescription(keys)
        for row in self.rows:
            row.retranslate()
        self.setAccessibleName(self._name)
        self._name_rows()
        self._tell(*self._told)

    def _name_rows(self) -> None:
        for number, row in enumerate(self.rows, 1):
            row.name(number, self._name)

    def _judge_buttons(self) -> None:
        self._tools.setVisible(not self._is_read_only)
        rows = [row for row in self.rows if row.record_id]
        place = rows.index(self._current) if self._current in rows else -1
        can = {"remove": place >= 0, "up": place > 0, "down": 0 <= place < len(rows) - 1}
        for name, is_on in can.items():
            if not is_on and place >= 0 and self.buttons[name].hasFocus():
                # Qt would send the focus to whatever comes next.
                rows[place].cells[0].focus_target().setFocus()
        for name, is_on in can.items():
            self.buttons[name].setEnabled(is_on)

    # ------------------------------------------------------------------ for its rows

    def make_cell(self, column: TableColumn, parent: QWidget) -> Editor:
        """Return the editor of a cell."""
        words = self._desk.words
        if column.make is not None:
            editor = column.make(parent)
        elif column.language:
            editor = TextEditor(words, parent, language=column.language)
        elif find_field(self._table, column.name).kind == "money":
            editor = make_editor(words, self._table, column.name, parent, unit="")
        else:
            editor = make_editor(words, self._table, column.name, parent)
        if isinstance(editor, NumberEditor):
            editor.keep_narrow()
        return editor

    def read(self, record_id: str, column: TableColumn) -> str:
        """Return what is stored in a cell, "" in the empty row."""
        if not record_id:
            return ""
        place = RecordPlace(self._table, record_id, column.name)
        return self._desk.autosave.read_text(place, column.language)

    @property
    def columns(self) -> tuple[TableColumn, ...]:
        """The columns from left to right."""
        return self._columns

    @property
    def new(self) -> Label:
        """What the empty row is called."""
        return self._new

    @property
    def desk(self) -> Desk:
        """What the page received."""
        return self._desk

    @property
    def is_read_only(self) -> bool:
        """Whether rows can only be read."""
        return self._is_read_only


def _grow(table: TableEditor) -> Iterator[None]:
    """Make the rows that are still to come, then the empty one; rest at every `yield`."""
    while table.add_next():
        yield
    table.refill()


def _both(label: Label) -> list[str]:
    """Return what a column is called in either language, where that is known."""
    return [label.kk, label.ru] if isinstance(label, Bilingual) else []


class _Row(QFrame):
    """One record's cells, and the line under them that says what is wrong."""

    def __init__(self, table: TableEditor, record_id: str) -> None:
        super().__init__(table)
        # It stands in the table, which knows it: each would keep the other.
        self._owner = weakref.proxy(table)
        self.record_id = record_id
        # What was typed could not be made a record yet: it stands nowhere but here.
        self.is_refused = False
        self.setProperty("role", "card")
        self.number = make_label("label", self)
        self.captions: list[QLabel] = []
        self.cells: list[Editor] = []
        line = WrappingRow(gap=12, line_gap=8)
        for number, column in enumerate(table.columns):
            line.add(self._make_cell(table, number, column), self._measure_least(column))
        self.error: QLabel = make_label("secondary", self, tone="bad")
        self.error.hide()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(12, 8, 12, 12)
        inside.setSpacing(4)
        inside.addWidget(self.number)
        inside.addLayout(line)
        inside.addWidget(self.error)

    def _make_cell(self, table: TableEditor, number: int, column: TableColumn) -> QWidget:
        holder = QWidget(self)
        caption, cell = make_label("secondary", holder), table.make_cell(column, holder)
        caption.setBuddy(cell.focus_target())
        cell.edited.connect(lambda: self._owner.note(self, number))
        cell.left.connect(lambda: self._owner.leave(self))
        cell.focus_target().installEventFilter(self)
        self.captions.append(caption)
        self.cells.append(cell)
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(caption)
        # Where the name beside takes two lines, the cells still stand in one.
        inside.addStretch()
        inside.addWidget(cell)
        return holder

    def _measure_least(self, column: TableColumn) -> int:
        return self.fontMetrics().averageCharWidth() * column.letters

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand the keys of the table to it."""
        kind = event.type()
        if kind == QEvent.Type.FocusIn:
            self._owner.enter(self)
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            for number, cell in enumerate(self.cells):
                if cell.focus_target() is watched:
                    return self._owner.take_key(self, number, event)
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        """Return the least width; its height follows from the width alone.

        Names that wrap claim the height of a word a line: hundreds of rows would leave a page empty
        below them.
        """
        return QSize(super().minimumSizeHint().width(), 0)

    def let_go(self) -> None:
        """Go for good."""
        self.hide()
        self.deleteLater()

    def fill(self) -> None:
        """Show what is stored; what the record could not be made of stays as it was typed."""
        for number, (cell, column) in enumerate(zip(self.cells, self._owner.columns, strict=True)):
            cell.set_read_only(self._owner.is_read_only)
            cell.refresh()
            if not self.record_id and (self.is_refused or cell.focus_target().hasFocus()):
                continue
            self.fill_cell(number, column)
        if not any(cell.focus_target().hasFocus() for cell in self.cells):
            self.judge()

    def fill_cell(self, number: int, column: TableColumn) -> None:
        """Show what is stored in one cell."""
        stored = self._owner.read(self.record_id, column)
        if self.cells[number].value() != stored:
            self.cells[number].set_value(stored)

    def judge(self) -> None:
        """Say what is wrong with the row; the empty one is never wrong."""
        words = self._owner.desk.words
        said = []
        for column, cell in zip(self._owner.columns, self.cells, strict=True):
            problem = cell.problem() if self.record_id else None
            cell.mark(is_wrong=problem is not None)
            sentence = words.say(problem) if problem else ""
            cell.focus_target().setAccessibleDescription(sentence)
            if sentence:
                said.append(f"! {words.name(column.label)}: {sentence}")
        self.error.setText("\n".join(said))
        self.error.setVisible(bool(said))

    def follow(self) -> None:
        """Follow typing: an error goes as soon as it is mended, a new one waits for the end."""
        if self.error.text():
            self.judge()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        for cell in self.cells:
            cell.retranslate()
        self.follow()

    def name(self, number: int, table_name: str) -> None:
        """Say which row it is, in sight and to screen readers."""
        words = self._owner.desk.words
        self.number.setText(str(number) if self.record_id else words.name(self._owner.new))
        for column, caption, cell in zip(
            self._owner.columns, self.captions, self.cells, strict=True
        ):
            label = words.name(column.label)
            # «ұйымның атауы/Серіктестің ТАӘ» may break behind the stroke.
            caption.setText(label.replace("&", "&&").replace("/", "/\u200b"))
            said = words.gettext("{column}, row {number}", column=label, number=number)
            name = f"{table_name}: {said}" if table_name else said
            cell.focus_target().setAccessibleName(name)
            cell.name_parts(name)
