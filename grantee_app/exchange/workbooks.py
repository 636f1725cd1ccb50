"""Excel workbooks of people: the register, who was where, tables such as those of section 4.

Takes plain data and writes it whole or not at all. No cell is ever a formula: what begins as one
(= + - @) is a text with Excel's own mark of a text, so that it stays one when typed over or saved
as CSV. Masked lists name nobody. Nothing is laid down in a temporary folder, since the workspace
may have a password.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from grantee_app.frozen import frozen
from grantee_app.language.catalogue import Language
from grantee_app.records.ages import find_age
from grantee_app.records.base import Bilingual
from grantee_app.records.participant import Participant
from grantee_app.records.personal import mask_name
from grantee_app.store.output_files import write_output_file

Value = str | int | float | date | None

_LONGEST_CELL: Final = 32_767
_LONGEST_TITLE: Final = 31
_LEAST_WIDTH: Final = 6
_MOST_WIDTH: Final = 48
# Widths are looked for in as many rows: beyond, nothing changes for the eye.
_MEASURED_ROWS: Final = 300
_AS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_NOT_IN_TITLE: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@frozen
class Table:
    """A sheet of a workbook: heads, rows of equal length, and how many rows below are totals.

    `turned` columns have long heads that are written upright, as the activities of a matrix.
    """

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]
    totals: int = 0
    turned: Collection[int] = ()
    frozen_columns: int = 0


@frozen
class ActivityColumn:
    """An activity as a column of the attendance matrix."""

    id: str
    title: str
    held_on: date | None = None


def export_register(
    path: Path,
    people: Iterable[Participant],
    language: Language,
    *,
    on: date,
    categories: Mapping[str, Bilingual],
    masked: bool = False,
) -> None:
    """Write the register to `path`; `on` is the day of the ages, `categories` the form's labels.

    FileProblem when it cannot be written. A masked one has initials, gender, age and category.
    """
    rows = [
        _tell_person(place, person, language, on=on, categories=categories, masked=masked)
        for place, person in enumerate(people, 1)
    ]
    heads = [
        language.gettext("No."),
        language.gettext("Surname and name"),
        language.gettext("Gender"),
        language.gettext("Age, years"),
        language.gettext("Category"),
    ]
    if not masked:
        heads += [
            language.gettext("Birthday"),
            language.gettext("Year of birth"),
            language.gettext("Tags"),
            language.gettext("Disability"),
            language.gettext("Place of living"),
            language.gettext("Contact"),
            language.gettext("Consent given on"),
            language.gettext("Remarks"),
        ]
    write_workbook(
        path, [Table(language.gettext("Register of participants"), heads, rows, frozen_columns=2)]
    )


def export_attendance(
    path: Path,
    people: Sequence[Participant],
    activities: Sequence[ActivityColumn],
    attended: Iterable[tuple[str, str]],
    language: Language,
    *,
    masked: bool = False,
) -> None:
    """Write people × activities to `path`, a 1 where somebody was, with both totals.

    `attended` holds pairs (activity id, participant id). FileProblem when it cannot be written.
    """
    column_of = {activity.id: place for place, activity in enumerate(activities)}
    visits: dict[str, list[Value]] = {person.id: [None] * len(activities) for person in people}
    for activity_id, person_id in attended:
        if activity_id in column_of and person_id in visits:
            visits[person_id][column_of[activity_id]] = 1
    rows: list[list[Value]] = [
        [place, _name(person, masked), *visits[person.id], sum(v == 1 for v in visits[person.id])]
        for place, person in enumerate(people, 1)
    ]
    by_activity = [sum(row[place] == 1 for row in visits.values()) for place in column_of.values()]
    rows.append([None, language.gettext("Visits in all"), *by_activity, sum(by_activity)])
    heads = [
        language.gettext("No."),
        language.gettext("Surname and name"),
        *(_name_activity(activity) for activity in activities),
        language.gettext("Visits"),
    ]
    turned = range(2, 2 + len(activities))
    title = language.gettext("Attendance")
    write_workbook(path, [Table(title, heads, rows, 1, turned, frozen_columns=2)])


def write_workbook(path: Path, tables: Sequence[Table]) -> None:
    """Write tables to `path`, a sheet each; FileProblem when it cannot be written."""
    write_output_file(make_workbook(tables), path)


def make_workbook(tables: Sequence[Table]) -> bytes:
    """Return the bytes of a workbook with a sheet for each table."""
    data = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(data, options) as book:
        book.set_properties({"title": tables[0].title if tables else "", "author": ""})
        styles = _Styles(
            head=book.add_format(
                {
                    "bold": True,
                    "text_wrap": True,
                    "valign": "top",
                    "bottom": 1,
                    "bg_color": "#EEF2EF",
                }
            ),
            turned=book.add_format(
                {
                    "bold": True,
                    "text_wrap": True,
                    "rotation": 90,
                    "bottom": 1,
                    "bg_color": "#EEF2EF",
                }
            ),
            day=book.add_format({"num_format": "dd.mm.yyyy", "align": "left"}),
            literal=book.add_format({"quote_prefix": True}),
            total=book.add_format({"bold": True, "top": 1}),
        )
        taken: set[str] = set()
        for table in tables:
            _write_table(book.add_worksheet(_name_sheet(table.title, taken)), table, styles)
    return data.getvalue()


# ---------------------------------------------------------------------- people


def _tell_person(
    place: int,
    person: Participant,
    language: Language,
    *,
    on: date,
    categories: Mapping[str, Bilingual],
    masked: bool,
) -> list[Value]:
    age = find_age(person, on)
    category = categories.get(person.category)
    told: list[Value] = [
        place,
        _name(person, masked),
        _tell_gender(person, language),
        age if age is not None and age >= 0 else None,
        category.spoken_in(language.code) if category is not None else person.category,
    ]
    if masked:
        return told
    disability = {"yes": language.gettext("yes"), "no": language.gettext("no")}
    return [
        *told,
        person.born_on,
        person.birth_year,
        person.tags,
        disability.get(person.disability, ""),
        person.place,
        person.contact,
        person.consent_on,
        person.note,
    ]


def _name(person: Participant, masked: bool) -> str:
    return mask_name(person.name) if masked else person.name


def _tell_gender(person: Participant, language: Language) -> str:
    words = {"male": language.gettext("man"), "female": language.gettext("woman")}
    return words.get(person.gender, "")


def _name_activity(activity: ActivityColumn) -> str:
    if activity.held_on is None:
        return activity.title
    return f"{activity.held_on:%d.%m.%Y} {activity.title}".strip()


# ---------------------------------------------------------------------- sheets


@frozen
class _Styles:
    head: Format
    turned: Format
    day: Format
    literal: Format
    total: Format


def _name_sheet(title: str, taken: set[str]) -> str:
    """Return a name that Excel takes: 31 signs, none of its own, no name twice."""
    plain = _NOT_IN_TITLE.sub(" ", title).strip(" '")[:_LONGEST_TITLE].strip(" '") or "1"
    name, number = plain, 2
    while name.casefold() in taken:
        tail = f" {number}"
        name, number = plain[: _LONGEST_TITLE - len(tail)] + tail, number + 1
    taken.add(name.casefold())
    return name


def _write_table(sheet: Worksheet, table: Table, styles: _Styles) -> None:
    for column, head in enumerate(table.heads):
        style = styles.turned if column in table.turned else styles.head
        sheet.write_string(0, column, head[:_LONGEST_CELL], style)
    if table.turned:
        sheet.set_row(0, 150)
    first_total = len(table.rows) - table.totals
    for place, row in enumerate(table.rows):
        for column, value in enumerate(row):
            style = styles.total if place >= first_total else None
            _write_value(sheet, (place + 1, column), value, styles, style)
    for column in range(len(table.heads)):
        sheet.set_column(column, column, _find_width(table, column))
    sheet.freeze_panes(1, table.frozen_columns)
    if table.rows and table.heads and not table.totals:
        sheet.autofilter(0, 0, len(table.rows), len(table.heads) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_value(
    sheet: Worksheet, place: tuple[int, int], value: Value, styles: _Styles, style: Format | None
) -> None:
    row, column = place
    if isinstance(value, str):
        if value.startswith(_AS_FORMULA):
            style = styles.literal
        if value:
            sheet.write_string(row, column, value[:_LONGEST_CELL], style)
    elif isinstance(value, date):
        # Excel counts days from 1900 on.
        if value.year >= 1900:
            sheet.write_datetime(row, column, value, styles.day)
        else:
            sheet.write_string(row, column, value.isoformat(), style)
    elif value is not None:
        sheet.write_number(row, column, value, style)


def _find_width(table: Table, column: int) -> float:
    if column in table.turned:
        return _LEAST_WIDTH
    cells = [row[column] for row in table.rows[:_MEASURED_ROWS] if column < len(row)]
    lengths = [10 if isinstance(cell, date) else len(str(cell)) for cell in cells if cell]
    head = max((len(word) for word in table.heads[column].split()), default=0)
    return max(_LEAST_WIDTH, min(max([*lengths, head]) + 2, _MOST_WIDTH))
