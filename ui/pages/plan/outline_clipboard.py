"""Lines of the plan on the clipboard: as a table for Word and Excel, and as themselves for here.

What another program put there is read as cells.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData

from grantee_app.language.message import LanguageCode
from ui.pages.plan.plan_words import NOTHING, iterate_lines, tell_days, tell_plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grantee_app.store.plan_outline import PlanLine
    from ui.screen_language import ScreenLanguage

COPIED: Final = "application/x-bastama-copied-lines"
_TABLES: Final = ("task", "planned_activity", "indicator")


def copy_lines(
    words: ScreenLanguage, top: PlanLine, ids: Sequence[str], numbers: dict[str, str]
) -> QMimeData:
    """Return the chosen lines with what hangs on them: a table as text, as HTML, and the ids."""
    rows = [_head(words), *_list_rows(top, set(ids), words.code, numbers)]
    mime = QMimeData()
    mime.setText("\n".join("\t".join(map(_plain, row)) for row in rows) + "\n")
    cells = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    mime.setHtml(f'<meta charset="utf-8"><table border="1">{cells}</table>')
    mime.setData(COPIED, "\n".join(ids).encode())
    return mime


def read_copied(mime: QMimeData) -> list[str]:
    """Return the ids of lines that were copied here, none when something else was copied."""
    if not mime.hasFormat(COPIED):
        return []
    return [found for found in bytes(mime.data(COPIED).data()).decode().split("\n") if found]


def read_cells(mime: QMimeData) -> list[list[str]]:
    """Return the cells of a pasted table, or lines as cells; empty when there is no text."""
    from grantee_app.records.pasted_table import read_pasted_cells  # noqa: PLC0415 (on pasting)

    html = mime.html() if mime.hasHtml() else ""
    text = mime.text() if mime.hasText() else ""
    return read_pasted_cells(html, text)


def guess_language(cells: Sequence[Sequence[str]]) -> LanguageCode:
    """Return the language that a pasted table is written in, by its Kazakh letters."""
    letters = "".join(cell for row in cells for cell in row).lower()
    return "kk" if any(letter in letters for letter in "әіңғүұқөһ") else "ru"


def _head(words: ScreenLanguage) -> list[str]:
    return [
        words.gettext("Task"),
        words.gettext("Activity"),
        words.gettext("Dates"),
        words.gettext("Place"),
        words.gettext("Indicator"),
        words.gettext("Plan"),
    ]


def _list_rows(
    top: PlanLine, chosen: set[str], code: LanguageCode, numbers: dict[str, str]
) -> list[list[str]]:
    rows: list[list[str]] = []
    for task in top.children:
        for activity in _or_none(task.children):
            for indicator in _or_none(activity.children if activity else []):
                # A line is taken along when it is chosen, or anything it hangs on is.
                line = [task, activity, indicator]
                known = [found for found in line if found is not None]
                if not any(found.record_id in chosen for found in known):
                    continue
                rows.append(_row(task, activity, indicator, code, numbers))
    return rows


def _or_none(lines: list[PlanLine]) -> list[PlanLine | None]:
    """Return the lines, or one gap: a task without activities has a row too."""
    return [*lines] or [None]


def _row(
    task: PlanLine,
    activity: PlanLine | None,
    indicator: PlanLine | None,
    code: LanguageCode,
    numbers: dict[str, str],
) -> list[str]:
    return [
        _title(task, code, numbers),
        _title(activity, code, numbers) if activity else "",
        tell_days(activity, code) if activity else "",
        activity.place.spoken_in(code) if activity else "",
        indicator.title.spoken_in(code) if indicator else "",
        _plan(indicator, code) if indicator else "",
    ]


def _title(line: PlanLine, code: LanguageCode, numbers: dict[str, str]) -> str:
    number = numbers.get(line.record_id, "")
    return f"{number}. {line.title.spoken_in(code)}".strip()


def _plan(line: PlanLine, code: LanguageCode) -> str:
    written = line.plan_text.spoken_in(code).strip()
    told = written or tell_plan(line, code)
    return "" if told == NOTHING else told


def _plain(cell: str) -> str:
    return " ".join(cell.split())


def find_top_lines(top: PlanLine, ids: Sequence[str]) -> list[PlanLine]:
    """Return the chosen lines without those that hang on another chosen one."""
    chosen = set(ids)
    found: list[PlanLine] = []

    def walk(line: PlanLine) -> None:
        for child in line.children:
            if child.record_id in chosen:
                found.append(child)
            else:
                walk(child)

    walk(top)
    return found


def find_line(top: PlanLine, record_id: str) -> PlanLine | None:
    """Return the line of a record, None when it has none."""
    return next((line for line in iterate_lines(top) if line.record_id == record_id), None)
