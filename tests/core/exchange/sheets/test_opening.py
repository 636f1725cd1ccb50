"""Files of every kind: those that read, and those that must end in one sentence."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from grantee_app.errors import FileProblem
from grantee_app.exchange.sheets import opening as opening_module
from grantee_app.exchange.sheets.opening import choose_sheet, open_clipboard, open_sheets
from grantee_app.exchange.sheets.sheet import MAX_ROWS, write_cell

sys.path.insert(0, str(Path(__file__).parent))
from sheet_files import (
    ods_row,
    write_ods,
    write_ole,
    write_raw_xlsx,
    write_xls,
    write_xlsx,
)

HEAD = ["№", "Аты-жөні", "Туған жылы"]
ROSA = [1, "Асанова Роза", 1971]


def texts(path: Path) -> list[list[str]]:
    return [[write_cell(cell) for cell in row] for row in open_sheets(path)[0].rows]


def refuse(path: Path) -> str:
    """The one sentence; the file stays as it was."""
    before = path.read_bytes()
    with pytest.raises(FileProblem) as caught:
        open_sheets(path)
    assert path.read_bytes() == before
    assert path.name in str(caught.value)
    return str(caught.value)


# ---------------------------------------------------------------------- what reads


def test_xlsx(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [HEAD, [1, "Асанова Роза", date(1971, 3, 2)]])
    assert texts(path) == [["№", "Аты-жөні", "Туған жылы"], ["1", "Асанова Роза", "02.03.1971"]]


def test_rows_keep_their_numbers(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [[], [], HEAD, ROSA])
    assert open_sheets(path)[0].rows[:2] == [[], []]
    assert texts(path)[3][1] == "Асанова Роза"


def test_xls(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "a.xls", [["№", "Аты-жөні"], [1.0, "Қалиева Бақыт"]])
    assert texts(path) == [["№", "Аты-жөні"], ["1", "Қалиева Бақыт"]]


def test_ods_with_a_million_empty_rows_below(tmp_path: Path) -> None:
    below = (
        '<table:table-row table:number-rows-repeated="1048573">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    path = write_ods(tmp_path / "a.ods", ods_row(*HEAD) + ods_row("1", "Асанова Роза") + below)
    assert texts(path)[1][:2] == ["1", "Асанова Роза"]


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [
        ("utf-8", ";"),
        ("utf-8-sig", ","),
        ("utf-16", "\t"),
        ("utf-16-le", ";"),
        ("cp1251", ";"),
        ("kz1048", ";"),
        ("utf-8", "|"),
    ],
)
def test_text_in_every_encoding(tmp_path: Path, encoding: str, separator: str) -> None:
    name = "Асанова Роза" if encoding == "cp1251" else "Әбенова Қымбат"
    lines = [["№", "ФИО", "Адрес"], ["1", name, f'"Іле{separator} 5"'.replace("І", "И")]]
    path = tmp_path / "a.csv"
    path.write_bytes("\r\n".join(separator.join(line) for line in lines).encode(encoding))
    assert texts(path)[1] == ["1", name, f"Иле{separator} 5"]


def test_excels_hint_of_its_separator_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=|\nАты|Жасы\nРоза|35\n", encoding="utf-8")
    assert texts(path) == [[], ["Аты", "Жасы"], ["Роза", "35"]]


def test_page_that_calls_itself_xls(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text(
        "<html><table><tr><td>ФИО<td>Пол<tr><td>Асанова Роза<td>ж</table>", encoding="utf-8"
    )
    assert texts(path) == [["ФИО", "Пол"], ["Асанова Роза", "ж"]]


def test_wrong_extension_is_read_by_content(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.csv", [HEAD, ROSA])
    assert texts(path)[1][1] == "Асанова Роза"
    text = tmp_path / "b.xlsx"
    text.write_text("ФИО;Жасы\nАсанова Роза;35", encoding="utf-8")
    assert texts(text)[1] == ["Асанова Роза", "35"]
    assert "no workbook" in str(open_sheets(text)[0].notes[0])


def test_clipboard() -> None:
    assert open_clipboard("", "ФИО\tЖасы\nАсанова Роза\t35").rows[1] == ["Асанова Роза", "35"]


def test_macros_are_not_run_and_noted(tmp_path: Path) -> None:
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>Асанова Роза</t></is></c></row>'
    path = write_raw_xlsx(tmp_path / "a.xlsm", row, xl__vbaProject_bin=b"\0")
    assert texts(path) == [["Асанова Роза"]]
    assert "macros" in str(open_sheets(path)[0].notes[0])


def test_formulas_give_their_last_value(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["ФИО"], ["=F:A1"]])
    assert texts(path)[1] == ["Асанова Роза"]
    assert "last counted" in str(open_sheets(path)[0].notes[0])


def test_formulas_that_nobody_counted_are_told(tmp_path: Path) -> None:
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c><c r="B1"><f>A1</f></c></row>'
    path = write_raw_xlsx(tmp_path / "a.xlsx", row)
    assert "never counted" in str(open_sheets(path)[0].notes[0])


def test_of_two_sheets_the_list_is_chosen_and_empty_ones_go(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "a.xlsx",
        [["Смета", "Сумма"], ["Кофе", 7000]],
        [],
        [HEAD, ROSA],
        names=("Смета", "Бос", "Тізім"),
    )
    sheets = open_sheets(path)
    assert [sheet.name for sheet in sheets] == ["Смета", "Тізім"]
    assert choose_sheet(sheets) == 1


# ---------------------------------------------------------------------- what does not


def test_empty(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"")
    assert "empty" in refuse(tmp_path / "a.xlsx")
    assert "empty" in refuse(write_xlsx(tmp_path / "b.xlsx", []))


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods"])
def test_damaged(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    whole = write_xlsx(tmp_path / "whole.xlsx", [HEAD, ROSA]).read_bytes()
    for data in (whole[: len(whole) // 2], b"PK\x03\x04" + b"\1" * 300,
                 whole.replace(b"xl/worksheets", b"xl/worksheetz")):  # fmt: skip
        path.write_bytes(data)
        assert "damaged" in refuse(path)
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert "damaged" in refuse(path)


def test_every_truncation_of_a_workbook_is_a_sentence(tmp_path: Path) -> None:
    xls = write_xls(tmp_path / "a.xls", [["ФИО"], ["Асанова Роза"]])
    xlsx = write_xlsx(tmp_path / "a.xlsx", [HEAD, ROSA])
    for path, cuts in ((xls, 8), (xlsx, 60)):
        whole = path.read_bytes()
        for end in range(9, len(whole), max(len(whole) // cuts, 1)):
            path.write_bytes(whole[:end])
            try:
                open_sheets(path)
            except FileProblem:
                continue


def test_password(tmp_path: Path) -> None:
    assert "password" in refuse(write_ole(tmp_path / "a.xlsx", "EncryptedPackage"))
    locked = "<manifest><encryption-data/></manifest>"
    assert "password" in refuse(write_ods(tmp_path / "a.ods", ods_row("ФИО"), locked))


def test_two_cells_at_opposite_corners_do_not_end_the_program(tmp_path: Path) -> None:
    cells = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="90000"><c r="XFD90000"><v>1</v></c></row>'
    )
    assert "too wide" in refuse(write_raw_xlsx(tmp_path / "a.xlsx", cells))
    repeated = (
        '<table:table-row table:number-rows-repeated="90000"><table:table-cell'
        ' office:value-type="string" table:number-columns-repeated="16000"><text:p>x</text:p>'
        "</table:table-cell></table:table-row>"
    )
    assert "too wide" in refuse(write_ods(tmp_path / "a.ods", repeated))


def test_a_million_rows(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{at}"><c r="A{at}"><v>1</v></c></row>' for at in range(1, 1048577, 8))
    assert "more than 100000 rows" in refuse(write_raw_xlsx(tmp_path / "a.xlsx", rows))
    path = tmp_path / "a.csv"
    path.write_text("Роза;1\n" * (MAX_ROWS + 1), encoding="utf-8")
    assert "more than 100000 rows" in refuse(path)


def test_cells_that_are_only_coloured_to_the_end_do_not_count(tmp_path: Path) -> None:
    row = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Асанова Роза</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    )
    assert texts(write_raw_xlsx(tmp_path / "a.xlsx", row)) == [["Асанова Роза"]]


def test_zip_bomb(tmp_path: Path) -> None:
    path = write_raw_xlsx(tmp_path / "a.xlsx", "", xl__media__a_bin=b"\0" * (251 * 1024 * 1024))
    assert path.stat().st_size < 1024 * 1024
    assert "unpacks to more" in refuse(path)


def test_larger_than_any_list(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    with pytest.raises(FileProblem, match="larger than 50 MB"):
        open_sheets(path)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"\0\1\2\3" * 50, "not a list"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4, "not a list"),
        (b'a;b\n"open;1\n' + b"x" * 40_000, "quotation mark"),
    ],
)
def test_no_list_at_all(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert said in refuse(path)


def test_a_document_of_word(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "not a list" in refuse(path)


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.xlsx", tmp_path):
        with pytest.raises(FileProblem):
            open_sheets(path)


def test_a_panic_of_the_reader_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PanicException(BaseException):
        pass

    def panic(_data: object) -> None:
        raise PanicException

    reader = type("Reader", (), {"from_filelike": staticmethod(panic)})
    monkeypatch.setattr(opening_module, "CalamineWorkbook", reader)
    assert "damaged" in refuse(write_xlsx(tmp_path / "a.xlsx", [HEAD, ROSA]))


def test_an_xls_that_aborts_its_reader_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "aborting.py"
    script.write_text("import os; os.abort()", encoding="utf-8")
    monkeypatch.setattr(opening_module, "_READER", script)
    assert "damaged" in refuse(write_xls(tmp_path / "a.xls", [["ФИО"], ["Асанова Роза"]]))


def test_a_long_xls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening_module, "MAX_ROWS", 2)
    rows: list[list[str | float]] = [["ФИО"], ["Асанова Роза"], ["Асанов Марат"]]
    assert "rows" in refuse(write_xls(tmp_path / "a.xls", rows))
