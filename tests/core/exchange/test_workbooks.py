"""Workbooks read back by another library than the one that wrote them."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from grantee_app.errors import FileProblem
from grantee_app.exchange.sheets.columns import guess_columns
from grantee_app.exchange.sheets.opening import open_sheets
from grantee_app.exchange.sheets.people import read_people
from grantee_app.exchange.workbooks import (
    ActivityColumn,
    Table,
    export_attendance,
    export_register,
    make_workbook,
    write_workbook,
)
from grantee_app.language.catalogue import Language
from grantee_app.records import Participant
from grantee_app.records.base import Bilingual

KAZAKH, RUSSIAN = Language.load("kk"), Language.load("ru")
CATEGORIES = {"youth": Bilingual(kk="Жастар", ru="Молодежь")}
ON = date(2024, 12, 1)
ROSA = Participant(
    name="Асанова Роза Маратқызы",
    gender="female",
    born_on=date(2001, 3, 2),
    category="youth",
    disability="no",
    place="Бақанас",
    contact="+7 799 000 00 01",
    consent_on=date(2024, 7, 10),
    note="ескертпе",
    iin_mark="f00d",
)
MARAT = Participant(name="Асанов Марат", gender="male", birth_year=1970)


def load(data: bytes | Path) -> Any:
    return openpyxl.load_workbook(BytesIO(data) if isinstance(data, bytes) else data)


def read(path: Path) -> list[list[object]]:
    return [[cell.value for cell in row] for row in load(path).worksheets[0].iter_rows()]


@pytest.mark.parametrize(
    "text", ["=1+1", "+7 799 000 00 01", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=HYPERLINK(1)"]
)
def test_nothing_becomes_a_formula(text: str) -> None:
    data = make_workbook([Table(text, [text, "x"], [[text, 1]])])
    sheet = load(data).worksheets[0]
    assert [cell.data_type for row in sheet.iter_rows() for cell in row] == ["s", "s", "s", "n"]
    assert sheet["A2"].quotePrefix
    assert b"<f" not in zipfile.ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml")


def test_register(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    export_register(path, [ROSA, MARAT], RUSSIAN, on=ON, categories=CATEGORIES)
    rows = read(path)
    assert rows[0][:5] == ["№", "ФИО", "Пол", "Возраст, лет", "Категория"]
    assert rows[1][:5] == [1, "Асанова Роза Маратқызы", "женщина", 23, "Молодежь"]
    assert rows[2][1:4] == ["Асанов Марат", "мужчина", 54]
    assert rows[1][10] == "+7 799 000 00 01"
    sheet = load(path).worksheets[0]
    assert sheet.freeze_panes == "C2"
    assert sheet.column_dimensions["B"].width >= len("Асанова Роза Маратқызы")
    assert "f00d" not in str(rows)


def test_heads_in_kazakh(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    export_register(path, [ROSA], KAZAKH, on=ON, categories=CATEGORIES)
    assert read(path)[0][:3] == ["№", "Аты-жөні", "Жынысы"]
    assert read(path)[1][2:5] == ["әйел", 23, "Жастар"]


@pytest.mark.parametrize("language", [KAZAKH, RUSSIAN])
def test_what_we_write_we_read(tmp_path: Path, language: Language) -> None:
    path = tmp_path / "a.xlsx"
    export_register(path, [ROSA, MARAT], language, on=ON, categories=CATEGORIES)
    (sheet,) = open_sheets(path)
    preview = read_people(sheet, guess_columns(sheet.rows), [], ON)
    for row, person in zip(preview.rows, [ROSA, MARAT], strict=True):
        read_back = row.participant
        assert read_back is not None
        kept = {"name", "gender", "born_on", "place", "contact", "consent_on", "note", "disability"}
        assert read_back.model_dump(include=kept) == person.model_dump(include=kept)


def test_masked_names_nobody(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    export_register(path, [ROSA], RUSSIAN, on=ON, categories=CATEGORIES, masked=True)
    assert read(path)[1] == [1, "А. Р. М.", "женщина", 23, "Молодежь"]
    inside = "".join(
        zipfile.ZipFile(path).read(name).decode("utf-8")
        for name in zipfile.ZipFile(path).namelist()
    )
    for personal in ("Асанова", "799", "Бақанас", "ескертпе", "36952"):
        assert personal not in inside


def test_attendance_matrix(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    activities = [
        ActivityColumn("a", "Семинар", date(2024, 7, 10)),
        ActivityColumn("b", "=Жәрмеңке"),
    ]
    attended = [("a", ROSA.id), ("b", ROSA.id), ("a", MARAT.id), ("a", ROSA.id), ("z", "y")]
    export_attendance(path, [ROSA, MARAT], activities, attended, RUSSIAN)
    assert read(path) == [
        ["№", "ФИО", "10.07.2024 Семинар", "=Жәрмеңке", "Посещения"],
        [1, "Асанова Роза Маратқызы", 1, 1, 2],
        [2, "Асанов Марат", 1, None, 1],
        [None, "Всего посещений", 2, 1, 3],
    ]
    export_attendance(path, [ROSA], activities, attended, RUSSIAN, masked=True)
    assert read(path)[1][1] == "А. Р. М."


def test_several_tables_with_odd_names(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    long = "Санаттар бойынша әлеуметтік дәрежесі [1/2]"
    write_workbook(path, [Table(long, ["a"], [[1]]), Table(long, ["a"], [[2]]), Table("", [], [])])
    names = load(path).sheetnames
    assert len({name.casefold() for name in names}) == 3
    assert all(len(name) <= 31 for name in names)


def test_values_at_the_edges() -> None:
    rows = [["x" * 40_000, date(1899, 1, 1), None, 1.5, "a\x00b\x0b"]]
    cells = [
        cell.value for cell in load(make_workbook([Table("t", list("abcde"), rows)])).active[2]
    ]
    assert len(cells[0]) == 32_767
    assert cells[1:4] == ["1899-01-01", None, 1.5]


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(FileProblem):
        write_workbook(tmp_path / "none" / "a.xlsx", [Table("t", ["a"], [["b"]])])
    with pytest.raises(FileProblem):
        write_workbook(tmp_path, [Table("t", ["a"], [["b"]])])
