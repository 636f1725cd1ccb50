"""What else a table offers: pasting a sheet, proposed indicators, wages with taxes, a timeline.

Which tools a table has follows from what it means, whatever its form calls it. Each adds its rows
as one step of undo. Knows tables, not the section around them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from grantee_app.errors import BastamaError
from grantee_app.form.application_form import Column, find_column, is_bilingual, is_computed
from grantee_app.language.message import LANGUAGES
from grantee_app.language.reading_dates import DateRange
from grantee_app.records.base import Bilingual
from ui.pages.application.rows_offer import RowsOffer
from ui.pages.application.table_answer import read_clipboard
from ui.pages.application.wage_panel import WagePanel

if TYPE_CHECKING:
    from grantee_app.store.answer_rows import Cells
    from grantee_app.store.plan_outline import PlanLine
    from ui.pages.application.table_answer import TableAnswer
    from ui.pages.plan.timeline import Timeline

Row = dict[tuple[str, str], str]
_MOST_LINES: Final = 12


def equip_table(table: TableAnswer) -> TableTools:
    """Give a table the tools that its meaning has."""
    return TableTools(table)


class TableTools(QObject):
    """The tools of one table; `offer` shows rows before they are added."""

    def __init__(self, table: TableAnswer) -> None:
        super().__init__(table)
        self._table = table
        self._sheet = table.sheet
        self._words = table.words
        self._rows: list[Row] = []
        self._first_row = ""
        self.offer = RowsOffer(self._words)
        self.offer.accepted.connect(self._add)
        self.offer.rejected.connect(self._reject)
        self.buttons: list[tuple[QPushButton, Callable[[], str]]] = []
        self.wages: WagePanel | None = None
        self.timeline: Timeline | None = None
        self._timeline_button: QPushButton | None = None
        table.extra.addWidget(self.offer)
        self.offer.hide()
        table.paste_wanted.connect(self.paste)
        self._add_tools()
        table.edited.connect(self._follow)
        self._words.changed.connect(self.retranslate)
        self.retranslate()

    def _add_tools(self) -> None:
        words = self._words
        self._add_button(lambda: words.gettext("Paste a table"), lambda: self.paste("", ""))
        match self._table.table.meaning:
            case "indicators":
                say = lambda: words.gettext("Propose indicators")  # noqa: E731 (said again)
                self._add_button(say, self.propose)
            case "budget" if self._sheet.application.currency == "KZT":
                self.wages = WagePanel(self._sheet)
                self.wages.accepted.connect(self._add_wage)
                self.wages.rejected.connect(self._close_wages)
                self._table.extra.addWidget(self.wages)
                self.wages.hide()
                self._add_button(lambda: words.gettext("Wage with taxes"), self.open_wages)
            case "activities":
                say = lambda: words.gettext("Timeline")  # noqa: E731 (said again)
                self._timeline_button = self._add_button(say, self.toggle_timeline)

    def _add_button(self, say: Callable[[], str], act: Callable[[], None]) -> QPushButton:
        button = QPushButton()
        button.clicked.connect(lambda _on=False: act())
        self._table.tools.add(button, weight=0)
        self.buttons.append((button, say))
        return button

    # ------------------------------------------------------------------ rows

    def _offer(
        self,
        rows: list[Row],
        tell: Callable[[], tuple[str, Sequence[str], Sequence[str]]],
        first_row: str = "",
    ) -> None:
        self._rows, self._first_row = rows, first_row
        self.offer.offer(len(rows), tell)
        self._table.grown.emit()

    def _add(self) -> None:
        rows, first = self._rows, self._first_row
        self._rows, self._first_row = [], ""
        self.offer.hide()
        self._write(rows, first)

    def _write(self, rows: Sequence[Row], first_row_id: str = "") -> None:
        table, sheet = self._table, self._sheet
        sheet.desk.autosave.end_step()
        cells: list[Cells] = list(rows)
        applications = sheet.desk.workspace.applications
        try:
            written = applications.fill_rows(sheet.application_id, table.key, cells, first_row_id)
        except BastamaError as problem:
            table.failed.emit(problem.message)
            return
        sheet.reload()
        table.is_visited = True
        table.show_added(written)

    def _reject(self) -> None:
        self._rows = []
        self.offer.hide()
        self._table.view.setFocus()

    # ------------------------------------------------------------------ pasting

    def paste(self, row_id: str, column: str) -> None:
        """Put what was copied into the cells from here on, or show what a whole table would be."""
        from grantee_app.form.table_pasting import (  # noqa: PLC0415 (rare)
            read_pasted_from,
            read_pasted_into,
            summarize_pasting,
        )

        cells = read_clipboard()
        table, values, code = self._table, self._sheet.values, self._sheet.code
        words = self._words
        if not cells:
            self._offer([], lambda: (words.gettext("Nothing was copied that is a table."), (), ()))
            return
        found, first_row = read_pasted_into(cells, values, table.table, code), ""
        if column and not found.has_head:
            # Every row falls on its own, those without a word too.
            cells = read_clipboard(keeps_gaps=True)
            found, first_row = read_pasted_from(cells, values, table.table, code, column), row_id
            if found.rows and not found.left_out and found.unread is None:
                self._write(found.rows, row_id)
                return

        def tell() -> tuple[str, Sequence[str], Sequence[str]]:
            problems = [words.say(one) for one in found.told_problems]
            if found.left_out:
                problems.append(words.gettext("Left out: {names}", names=", ".join(found.left_out)))
            return words.say(summarize_pasting(found)), self._tell_rows(found.rows), problems

        self._offer(list(found.rows), tell, first_row)

    def _tell_rows(self, rows: Sequence[Row]) -> list[str]:
        code = self._sheet.code
        told = []
        for number, row in enumerate(rows, 1):
            parts = []
            for column in self._table.table.columns:
                text = row.get((column.key, code)) or row.get((column.key, ""), "")
                if text:
                    parts.append(self._tell_cell(column, text))
            told.append(f"{number}. {' · '.join(parts)}")
        return told

    def _tell_cell(self, column: Column, text: str) -> str:
        from grantee_app.form.value_reading import read_value  # noqa: PLC0415 (rare)
        from ui.pages.application.cell_words import tell_value  # noqa: PLC0415 (rare)

        if is_bilingual(column):
            return text
        value = read_value(column.kind, text, self._sheet.today).value
        return text if value is None else tell_value(self._sheet, self._table.key, column, value)

    # ------------------------------------------------------------------ indicators

    def propose(self) -> None:
        """Offer indicators for the activities that have none yet, by their kinds."""
        rows, lines = self._propose_rows()
        words = self._words

        def tell() -> tuple[str, Sequence[str], Sequence[str]]:
            if not rows:
                said = words.gettext(
                    "Every activity has an indicator already, or no kind is chosen for it."
                )
                return said, (), ()
            head = words.gettext(
                "Proposed by the kinds of the activities; change what does not fit."
            )
            return head, lines(), ()

        self._offer(rows, tell)

    def _propose_rows(self) -> tuple[list[Row], Callable[[], list[str]]]:
        from grantee_app.form.proposed_indicators import propose_indicators  # noqa: PLC0415 (rare)

        sheet, values = self._sheet, self._sheet.values
        activities = sheet.form.find_table("activities")
        table = self._table.table
        kind = find_column(activities, "kind") if activities is not None else None
        link = find_column(table, "activity")
        if activities is None or kind is None:
            return [], list
        people = find_column(activities, "participants")
        told = {
            str(values.cell(table.key, row_id, link.key))
            for row_id in values.rows(table.key)
            if link is not None
        }
        rows: list[Row] = []
        names: list[tuple[Bilingual, Bilingual, Bilingual]] = []
        for row_id in values.rows(activities.key):
            chosen = values.cell(activities.key, row_id, kind.key)
            name = values.name_row(activities.key, row_id)
            if not chosen or row_id in told or not name:
                continue
            heads = values.cell_number(activities.key, row_id, people.key) if people else None
            for one in propose_indicators(chosen, int(heads) if heads else None):  # type: ignore[arg-type]
                row: Row = {}
                _put(row, find_column(table, "title"), one.title)
                _put(row, find_column(table, "plan"), one.plan)
                _put(row, find_column(table, "evidence"), _plain(one.evidence))
                if link is not None:
                    is_choice = link.kind == "choice"
                    _put(row, link, _plain(row_id) if is_choice else name)
                rows.append(row)
                names.append((name, one.title, one.plan))
        code = self._words

        def tell() -> list[str]:
            return [
                f"{name.spoken_in(code.code)}: {title.spoken_in(code.code)} – "
                f"{plan.spoken_in(code.code)}"
                for name, title, plan in names
            ]

        return rows, tell

    # ------------------------------------------------------------------ wages

    def open_wages(self) -> None:
        """Show what a wage costs with its taxes."""
        if self.wages is not None:
            self.wages.open()
            self._table.grown.emit()

    def _close_wages(self) -> None:
        if self.wages is not None:
            self.wages.hide()
            self._table.view.setFocus()

    def _add_wage(self) -> None:
        if self.wages is None:
            return
        table = self._table.table
        rows: list[Row] = []
        for line in self.wages.lines():
            row: Row = {}
            _put(row, find_column(table, "title"), line.title)
            _put(row, find_column(table, "unit"), line.unit)
            _put(row, find_column(table, "quantity"), _plain(str(line.quantity)))
            _put(row, find_column(table, "price"), _plain(str(line.price_tenge)))
            total = find_column(table, "total")
            if total is not None and not is_computed(total):
                _put(row, total, _plain(str(line.total_tenge)))
            _put(row, find_column(table, "grant"), _plain(str(line.total_tenge)))
            block = find_column(table, "block")
            known = {key for key, _name in self._table_options(block)} if block else set()
            if "administrative" in known:
                _put(row, block, _plain("administrative"))
            rows.append(row)
        self.wages.hide()
        self._write(rows)

    def _table_options(self, column: Column) -> list[tuple[str, str]]:
        from ui.pages.application.answer_editors import list_offered  # noqa: PLC0415 (rare)

        return list_offered(self._sheet, self._table.key, column.key)

    # ------------------------------------------------------------------ timeline

    def toggle_timeline(self) -> None:
        """Show the activities over the months, or hide them again."""
        if self.timeline is None:
            from ui.pages.plan.timeline import Timeline  # noqa: PLC0415 (when wanted)

            self.timeline = Timeline(self._words, self._sheet.desk.theme)
            self.timeline.opened.connect(lambda row_id: self._table.show_cell(row_id, ""))
            self._table.extra.addWidget(self.timeline)
        elif self.timeline.isVisible():
            self.timeline.hide()
            return
        self._fill_timeline()
        self.timeline.show()
        self._table.grown.emit()

    def _fill_timeline(self) -> None:
        timeline = self.timeline
        if timeline is None:
            return
        timeline.fill(draw_plan(self._table), [], self._sheet.today)
        # Nothing is held yet: what the signs of a plan mean is not asked here.
        timeline.legend.hide()
        lines = max(timeline.model.rowCount(), 1)
        timeline.setFixedHeight(min(70 + 40 * lines, 480))

    def _follow(self) -> None:
        if self.timeline is not None and self.timeline.isVisible():
            self._fill_timeline()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        label = self._words.name(self._table.table.label)
        for button, say in self.buttons:
            button.setText(say().replace("&", "&&"))
            button.setAccessibleName(f"{label}: {say()}")
        if self.timeline is not None and self.timeline.isVisible():
            self._fill_timeline()


def draw_plan(answer: TableAnswer) -> PlanLine:
    """Return the activities of a table as the lines of a plan, by their tasks where these are told.

    Activities of no task stand together at the end.
    """
    from grantee_app.store.plan_outline import PlanLine  # noqa: PLC0415 (with the picture)

    sheet, table = answer.sheet, answer.table
    values = sheet.values
    top = PlanLine("project", sheet.desk.project_id, sheet.opened.project_title)
    when, task = find_column(table, "when"), find_column(table, "task")
    tasks: dict[str, PlanLine] = {}
    for row_id in values.rows(table.key):
        key = str(values.cell(table.key, row_id, task.key) or "") if task is not None else ""
        if key not in tasks:
            tasks[key] = PlanLine("task", f"task {key}", _name_task(answer, task, key))
        first, last, as_months = _read_days(
            values.cell(table.key, row_id, when.key) if when is not None else None
        )
        tasks[key].children.append(
            PlanLine(
                "planned_activity",
                row_id,
                values.name_row(table.key, row_id),
                starts_on=first,
                ends_on=last,
                dates_as="months" if as_months else "days",
            )
        )
    top.children.extend(tasks[key] for key in sorted(tasks, key=lambda one: not one))
    return top


def _name_task(answer: TableAnswer, task: Column | None, key: str) -> Bilingual:
    if task is None or not key:
        return answer.table.label
    if task.kind == "choice":
        return answer.sheet.values.label_choice(answer.key, task.key, key)
    return Bilingual(kk=key, ru=key)


def _read_days(value: object) -> tuple[date | None, date | None, bool]:
    if isinstance(value, DateRange):
        return value.start, value.end, value.as_months
    return (value, value, False) if isinstance(value, date) else (None, None, False)


def _put(row: Row, column: Column | None, told: Bilingual) -> None:
    if column is None:
        return
    if is_bilingual(column):
        for code in LANGUAGES:
            row[column.key, code] = told.written_in(code)
    else:
        row[column.key, ""] = told.kk or told.ru


def _plain(text: str) -> Bilingual:
    return Bilingual(kk=text, ru=text)
