"""A pasted table read into rows of a form's table: a budget from Excel, a plan from Word, a team.

Nothing is stored: whoever pastes shows the rows and the problems first and writes them as one step.
What cannot be read stays as it was typed and is told in a sentence. Ours:

- «Барлығы», «Итого» are no rows; a computed column is not pasted but compared.
- A row of one cell that names an option («Административные затраты») is the heading of the rows
  below it: they get that option.
- An empty cell of the leftmost column goes on with the choice above it, as merged cells do.

Cells put into a table from one of its cells on (`read_pasted_from`) are none of this: each goes
into the column that it falls on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from decimal import Decimal
from typing import Final

from grantee_app.form.application_form import (
    NUMBER_KINDS,
    ApplicationForm,
    ChoiceColumn,
    ChoicesColumn,
    Chosen,
    Column,
    ComputedColumn,
    TableField,
    is_bilingual,
    is_computed,
)
from grantee_app.form.conditions import NO, YES
from grantee_app.form.options import list_options
from grantee_app.form.table_columns import NUMBER, FoundColumns, find_table_columns
from grantee_app.form.value_reading import TENGE, Value, read_value, write_value
from grantee_app.form.values import FormValues
from grantee_app.frozen import frozen
from grantee_app.language.folding import fold_text
from grantee_app.language.message import LanguageCode, Message, message, plural_message
from grantee_app.language.reading import Reading
from grantee_app.language.reading_dates import DateRange, read_date, read_date_range
from grantee_app.records.application import LIST_SIGN
from grantee_app.records.base import Bilingual
from grantee_app.records.pasted_table import tell_unread

# A row of a table: its texts by (column, language).
Cells = dict[tuple[str, str], str]
MOST_ROWS: Final = 5000
_SHOWN: Final = 60
_TOTAL: Final = re.compile(
    r"^(?:барлыгы|жиыны|жалпы(?: сома\w*)?|всего|итого|общий итог|total)\b[^0-9]{0,60}$"
)
_ORDER: Final = re.compile(r"^(?:#|№)?\s*(\d{1,3})(?:-|[.)]|\b)")
_LIST: Final = re.compile(r"[,;\n]+")
_YES: Final = frozenset({"иа", "да", "yes", "+", "бар", "есть", "1", "v", "х", "x"})
_NO: Final = frozenset({"жок", "нет", "no", "-", "0"})


@frozen
class RowChoice:
    """A row of another table that a cell can name: its id, its place from 1, its title."""

    row_id: str
    number: int
    title: Bilingual


@frozen
class PastedProblem:
    """What was wrong with a cell of the `row` (from 0 among those read); it was kept as typed."""

    row: int
    column: str
    said: Message


@frozen
class PastedRows:
    """The rows as they would be written, with what was found.

    `columns` tells for every pasted column which one of the form it is: whoever shows a preview
    lets a person choose otherwise and reads again. `left_out` names pasted columns without a place,
    `unread` tells of the rows that are too many for one paste.
    """

    columns: FoundColumns
    rows: list[Cells] = field(default_factory=list)
    problems: list[PastedProblem] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    unread: Message | None = None

    @property
    def has_head(self) -> bool:
        """Whether the first of what was pasted names the columns."""
        return any(self.columns.heads)

    @property
    def told_problems(self) -> list[Message]:
        """All problems in words, the rows counted from 1; first the rows that were not read."""
        unread = [self.unread] if self.unread is not None else []
        return unread + [
            message("Row {row}: {problem}", row=problem.row + 1, problem=problem.said)
            for problem in self.problems
        ]


def read_pasted_rows(
    cells: list[list[str]],
    form: ApplicationForm,
    table: TableField,
    language: LanguageCode,
    *,
    today: date,
    choices: Mapping[str, Sequence[RowChoice]] | None = None,
    within: DateRange | None = None,
    columns: Sequence[str] | None = None,
    currency: str = TENGE,
) -> PastedRows:
    """Return the rows in `cells` (`records.pasted_table`) as rows of `table`.

    `choices` are the rows of other tables by the table's key. `columns` are the keys that somebody
    chose for the pasted columns ("" leaves one out) instead of those that were found. Texts are
    taken to be in `language`.
    """
    found = find_table_columns(cells[:MOST_ROWS], table, today)
    if columns is not None:
        found = replace(found, keys=tuple(columns))
    reader = _Reader(form, table, language, today, choices or {}, within, currency)
    body = cells[found.first_row :]
    for row in body[:MOST_ROWS]:
        reader.read_row(found.keys, row)
    return _gather(reader, found, cells, body)


def read_pasted_into(
    cells: list[list[str]],
    values: FormValues,
    table: TableField,
    language: LanguageCode,
    columns: Sequence[str] | None = None,
) -> PastedRows:
    """Return the rows in `cells` as rows of a table of a form that is being filled.

    What names rows of other tables is looked for among those that are there, days without their
    year in the project's period; otherwise as `read_pasted_rows`.
    """
    return read_pasted_rows(
        cells,
        values.form,
        table,
        language,
        today=values.today,
        choices=list_row_choices(values),
        within=_find_period(values),
        columns=columns,
        currency=values.currency,
    )


def read_pasted_from(
    cells: list[list[str]],
    values: FormValues,
    table: TableField,
    language: LanguageCode,
    first_column: str = "",
) -> PastedRows:
    """Return the rows that `cells` mean from `first_column` on ("" for the leftmost), row by row.

    Every cell goes into its column as it stands, so nothing is a heading or a total here, and an
    empty one empties what it falls on. A computed column is passed over. Cells under a head are
    for `read_pasted_into`.
    """
    keys = [column.key for column in table.columns]
    start = keys.index(first_column) if first_column in keys else 0
    width = len(cells[0]) if cells else 0
    counted = [NUMBER] if start == 0 and _only_counts(cells) else []
    placed = [*counted, *keys[start:], *[""] * width][:width]
    found = FoundColumns(tuple(placed), ("",) * width)
    reader = _Reader(
        values.form,
        table,
        language,
        values.today,
        list_row_choices(values),
        _find_period(values),
        values.currency,
    )
    for row in cells[:MOST_ROWS]:
        reader.put_row(placed, row)
    return _gather(reader, found, cells, cells)


def _gather(
    reader: _Reader, found: FoundColumns, cells: list[list[str]], body: list[list[str]]
) -> PastedRows:
    """Return what was read, with what has no place of its own."""
    left_out = _name_left_out(cells, found)
    unread = tell_unread(body, MOST_ROWS)
    return PastedRows(found, reader.rows, reader.problems, left_out, unread)


def _only_counts(cells: list[list[str]]) -> bool:
    """Whether the first of several columns is nothing but the numbers of the rows."""
    counted = [row[0].strip(" .)") for row in cells if len(row) > 1]
    return len(counted) > 1 and counted == [str(number) for number in range(1, len(counted) + 1)]


def _name_left_out(cells: list[list[str]], found: FoundColumns) -> list[str]:
    """Return the heads, or the first words, of the pasted columns that have no place."""
    names = [
        head or next((row[place] for row in cells if row[place]), "")
        for place, (key, head) in enumerate(zip(found.keys, found.heads, strict=True))
        if not key
    ]
    return [name for name in names if name]


def _find_period(values: FormValues) -> DateRange | None:
    period = values.form.by_meaning.get("project.period")
    within = values.value(period.key) if period is not None else None
    return within if isinstance(within, DateRange) else None


def list_row_choices(values: FormValues) -> dict[str, list[RowChoice]]:
    """Return the rows of every table that have a name, as a pasted cell may name them."""
    return {
        key: [
            RowChoice(row_id, number, name)
            for number, row_id in enumerate(values.rows(key), 1)
            if (name := values.name_row(key, row_id))
        ]
        for key in values.form.tables
    }


class _Reader:
    """Reads row after row; what a heading or a merged cell said holds for the rows below."""

    def __init__(  # noqa: PLR0917 (as read_pasted_rows)
        self,
        form: ApplicationForm,
        table: TableField,
        language: LanguageCode,
        today: date,
        choices: Mapping[str, Sequence[RowChoice]],
        within: DateRange | None,
        currency: str,
    ) -> None:
        self.rows: list[Cells] = []
        self.problems: list[PastedProblem] = []
        self._form = form
        self._table = table
        self._language = language
        self._today = today
        self._choices = choices
        self._within = within
        self._currency = currency
        self._above: dict[str, str] = {}
        self._headings: set[str] = set()

    def read_row(self, keys: Sequence[str], row: Sequence[str]) -> None:
        """Take one pasted row in."""
        told: dict[str, str] = {}
        for key, cell in zip(keys, row, strict=False):
            if key and key != NUMBER and cell and key in self._table.by_key:
                told[key] = f"{told[key]}\n{cell}" if key in told else cell
        words = [cell for cell in row if re.search(r"[^\W\d_]", cell)]
        if words and _TOTAL.match(fold_text(words[0]).strip(" :")):
            return
        is_alone = len(words) == 1 and len([cell for cell in row if cell]) <= 2
        if is_alone and self._take_heading(words[0]):
            return
        if told:
            first = next(key for key in keys if key and key != NUMBER)
            self._add_row(told, first)

    def put_row(self, keys: Sequence[str], row: Sequence[str]) -> None:
        """Take one pasted row in as it stands, its empty cells too."""
        cells = Cells()
        for key, typed in zip(keys, row, strict=False):
            column = self._table.by_key.get(key)
            if column is not None and not is_computed(column):
                text = self._read_cell(len(self.rows), column, typed)
                cells[column.key, self._language if is_bilingual(column) else ""] = text
        self.rows.append(cells)

    def _take_heading(self, words: str) -> bool:
        """Take a row of one cell that names an option as the heading of the rows below."""
        for column in self._table.columns:
            if isinstance(column, Chosen) and not column.options_table:
                key = self._find_option(column, words)
                if key:
                    self._above[column.key] = key
                    self._headings.add(column.key)
                    return True
        return False

    def _add_row(self, told: Mapping[str, str], first: str) -> None:
        """Add a row; `first` is the leftmost column, which merged cells part into groups."""
        number, cells = len(self.rows), Cells()
        for column in self._table.columns:
            typed = told.get(column.key, "")
            if is_computed(column):
                continue
            text = self._read_cell(number, column, typed)
            if isinstance(column, ChoiceColumn):
                if not typed and (column.key == first or column.key in self._headings):
                    text = self._above.get(column.key, "")
                self._above[column.key] = text
            if text:
                cells[column.key, self._language if is_bilingual(column) else ""] = text
        self.rows.append(cells)
        for column in self._table.columns:
            typed = told.get(column.key, "")
            if is_computed(column) and typed:
                self._compare(number, column, typed, cells)

    # ------------------------------------------------------------------ cells

    def _read_cell(self, number: int, column: Column, typed: str) -> str:
        """Return what is written for a typed cell; what cannot be read stays as it is."""
        if not typed:
            return ""
        if isinstance(column, ChoiceColumn | ChoicesColumn):
            return self._read_choice(number, column, typed)
        if column.kind == "yes_no":
            folded = fold_text(typed)
            return YES if folded in _YES else NO if folded in _NO else " ".join(typed.split())
        if column.kind == "long_text":
            return typed
        if column.kind not in {*NUMBER_KINDS, "date", "date_range"}:
            return " ".join(typed.split())
        reading = self._read(column.kind, typed)
        if reading.problem is not None:
            self._tell(
                number,
                column.key,
                message(
                    "{column}, «{typed}»: {problem}",
                    column=column.label,
                    typed=_shorten(typed),
                    problem=reading.problem,
                ),
            )
        return typed if reading.value is None else write_value(reading.value)

    def _read_choice(self, number: int, column: ChoiceColumn | ChoicesColumn, typed: str) -> str:
        parts = _LIST.split(typed) if column.kind == "choices" else [typed]
        keys: list[str] = []
        for part in filter(None, (part.strip() for part in parts)):
            key = self._find_option(column, part)
            kept = key or " ".join(part.split())
            if kept not in keys:
                keys.append(kept)
            if not key:
                self._tell(
                    number,
                    column.key,
                    message(
                        "{column}: «{typed}» is none of the choices. Choose one by hand.",
                        column=column.label,
                        typed=_shorten(part),
                    ),
                )
        return LIST_SIGN.join(keys)

    def _read(self, kind: str, typed: str) -> Reading[Value]:
        """Read a value; days without their year are looked for in the project's period."""
        if kind == "date":
            day = read_date(typed, today=self._today, within=self._within)
            return Reading(day.value, day.problem)
        if kind == "date_range":
            days = read_date_range(typed, today=self._today, within=self._within)
            return Reading(days.value, days.problem)
        return read_value(kind, typed, self._today, self._currency)

    def _find_option(self, column: Chosen, typed: str) -> str:
        """Return the key of the option that was typed, "" for none: its label or its beginning.

        A row of another table is named by its number as well.
        """
        wanted = fold_text(typed).strip(" .:;")
        rows = self._choices.get(column.options_table, ()) if column.options_table else ()
        named = [(row.row_id, row.title) for row in rows]
        if not column.options_table:
            named = [(option.key, option.label) for option in list_options(self._form, column)]
        labels = [(key, fold_text(label)) for key, name in named for label in (name.kk, name.ru)]
        by_key = {fold_text(key): key for key, _ in named}
        found = _find_alike(wanted, labels) or by_key.get(wanted, "")
        order = _ORDER.match(wanted)
        if found or order is None:
            return found
        return next((row.row_id for row in rows if row.number == int(order[1])), "")

    def _compare(self, number: int, column: ComputedColumn, typed: str, cells: Cells) -> None:
        """Tell where the pasted total is not what its row makes."""
        made = self._compute(column, cells)
        reading = self._read("money", typed)
        if made is None or not isinstance(reading.value, int | Decimal):
            return
        if abs(Decimal(reading.value) - made) >= 1:
            self._tell(
                number,
                column.key,
                message(
                    "{column}: {typed} was pasted, but the row makes {made}.",
                    column=column.label,
                    typed=reading.value,
                    made=made,
                ),
            )

    def _compute(self, column: ComputedColumn, cells: Cells) -> int | Decimal | None:
        """Return the product of typed columns, None where one of them is missing."""
        if column.computed is None or not column.computed.product:
            return None
        made = Decimal(1)
        for key in column.computed.product:
            part = self._table.by_key.get(key)
            text = cells.get((key, ""), "")
            reading = self._read(part.kind, text) if part and text else None
            if reading is None or not isinstance(reading.value, int | Decimal):
                return None
            made *= Decimal(reading.value)
        return int(made) if made == made.to_integral_value() else made

    def _tell(self, row: int, column: str, said: Message) -> None:
        self.problems.append(PastedProblem(row, column, said))


def _find_alike(wanted: str, labels: Sequence[tuple[str, str]]) -> str:
    """Return the key whose label is `wanted`, or the only one that it begins or that begins it."""
    for key, label in labels:
        if label and label == wanted:
            return key
    near = {
        key
        for key, label in labels
        if min(len(label), len(wanted)) >= 4 and (label.startswith(wanted) or wanted in label)
    } or {key for key, label in labels if len(label) >= 4 and label in wanted}
    return near.pop() if len(near) == 1 else ""


def summarize_pasting(pasted: PastedRows) -> Message:
    """Return the sentence above a preview: how many rows there are and how much is unclear."""
    if not pasted.rows:
        return message("No rows were found. Copy the table with the heads of its columns.")
    rows = plural_message("{count} row", "{count} rows", len(pasted.rows))
    if not pasted.problems:
        return message("{rows} read, everything is clear.", rows=rows)
    return plural_message(
        "{rows} read, {count} cell is unclear and stays as it is.",
        "{rows} read, {count} cells are unclear and stay as they are.",
        len(pasted.problems),
        rows=rows,
    )


def _shorten(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1].rstrip()}…"
