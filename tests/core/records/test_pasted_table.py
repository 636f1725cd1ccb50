"""Tables that a clipboard brings."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from grantee_app.records.pasted_table import drop_frame, read_pasted_cells

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office">
<head><style>td {color:red}</style>
</head><body><!--StartFragment--><table class=MsoTableGrid border=1>
 <tr><td rowspan=2><p class=MsoNormal>Міндет<o:p></o:p></p></td>
     <td colspan=2><p class=MsoNormal><b>Көрсеткіш</b></p></td></tr>
 <tr><td><p>жоспар</p></td><td><p>факт</p></td></tr>
 <tr><td rowspan=2><p class=MsoNormal>1-міндет.<br>Құқықтық&nbsp;сауаттылық</p><p>арттыру</p></td>
     <td>4/1</td><td>4/1</td></tr>
 <tr><td><p>80%-дан
   кем емес</p></td><td><del>79</del>84</td></tr>
</table><!--EndFragment--></body></html>"""


def test_a_table_of_word_with_merged_cells() -> None:
    assert read_pasted_cells(WORD, "ignored") == [
        ["Міндет", "Көрсеткіш", ""],
        ["", "жоспар", "факт"],
        ["1-міндет.\nҚұқықтық сауаттылық\nарттыру", "4/1", "4/1"],
        ["", "80%-дан кем емес", "84"],
    ]


EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body>
<table border=0><col width=64>
<!--StartFragment--><tr height=20><td class=xl65>Статья</td><td>Сумма</td></tr>
<tr><td>Аренда зала<br>10 дней</td><td x:num="150000">150&#160;000</td></tr>
<tr><td></td><td></td></tr>
<![if supportMisalignedColumns]><tr style='display:none'><td>hidden</td><td></td></tr><![endif]>
<!--EndFragment--></table></body></html>"""


def test_cells_of_excel() -> None:
    assert read_pasted_cells(EXCEL, "") == [
        ["Статья", "Сумма"],
        ["Аренда зала\n10 дней", "150 000"],
    ]


def test_text_of_excel_with_lines_inside_cells() -> None:
    text = 'Статья\tСумма\r\n"Аренда зала\n10 ""больших"" дней"\t150\xa0000\r\n\t\r\n'
    assert read_pasted_cells("", text) == [
        ["Статья", "Сумма"],
        ['Аренда зала\n10 "больших" дней', "150 000"],
    ]


def test_quotes_that_belong_to_a_name_stay() -> None:
    text = '"Жетісу"\t"Бірлік" қоры\t"'
    assert read_pasted_cells("", text) == [['"Жетісу"', '"Бірлік" қоры', '"']]


def test_plain_lines_are_rows_of_one_cell() -> None:
    assert read_pasted_cells("", "1-міндет. Оқыту\n\n  Семинар \n") == [
        ["1-міндет. Оқыту"],
        ["Семинар"],
    ]


def test_html_without_a_table_gives_way_to_text() -> None:
    assert read_pasted_cells("<p>a b</p>", "a\tb") == [["a", "b"]]


@pytest.mark.parametrize(("html", "text"), [("", ""), ("<table></table>", " \n\t\n"), ("<p>", "")])
def test_nothing(html: str, text: str) -> None:
    assert read_pasted_cells(html, text) == []


def test_rows_are_made_alike_long_and_outer_empty_columns_go() -> None:
    assert read_pasted_cells("", "\ta\n\tb\t\tc\t\n") == [["a", "", ""], ["b", "", "c"]]


def test_a_table_inside_a_cell_is_lines_of_it() -> None:
    html = (
        "<table><tr><td>out<table><tr><td>in 1</td><td>in 2</td></tr></table>end</td>"
        "<td>b</td></tr></table>"
    )
    assert read_pasted_cells(html, "") == [["out\nin 1\nin 2\nend", "b"]]


def test_two_tables_follow_each_other() -> None:
    html = "<table><tr><td>a<td>b</table><p>between</p><table><tr><td>c</table>"
    assert read_pasted_cells(html, "") == [["a", "b"], ["c", ""]]


def test_spans_in_both_directions() -> None:
    html = (
        "<table><tr><td colspan=2 rowspan=2>big<td>1</tr><tr><td>2</tr>"
        "<tr><td>x<td>y<td>3</tr></table>"
    )
    assert read_pasted_cells(html, "") == [["big", "", "1"], ["", "", "2"], ["x", "y", "3"]]


def test_a_span_of_millions_is_no_harm() -> None:
    html = "<table><tr><td rowspan=999999999 colspan=999999999>a<tr><td>b</table>"
    cells = read_pasted_cells(html, "")
    assert cells[0][0] == "a"
    assert len(cells[0]) <= 200


words = st.text(alphabet=st.sampled_from('абқ1 "\n'), max_size=6)


@given(st.lists(st.lists(words, min_size=2, max_size=3), min_size=1, max_size=4))
def test_what_excel_copies_is_read_back(rows: list[list[str]]) -> None:
    # Excel leaves a quote at the start of a one-line cell as it is; what follows may look quoted.
    assume(not any(cell.startswith('"') and "\n" not in cell for row in rows for cell in row))

    def quote(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if "\n" in cell else cell

    text = "\r\n".join("\t".join(map(quote, row)) for row in rows)
    lines = [
        [
            "\n".join(filter(None, (" ".join(line.split()) for line in cell.split("\n"))))
            for cell in row
        ]
        for row in rows
    ]
    expected = sorted(cell for row in lines for cell in row if cell)
    assert sorted(cell for row in read_pasted_cells("", text) for cell in row if cell) == expected


@given(st.text(alphabet=st.sampled_from('<>/tablerdh"= \t\n1&;'), max_size=60))
def test_nothing_pasted_raises(text: str) -> None:
    for cells in (read_pasted_cells(text, text), read_pasted_cells("<table>" + text, "")):
        assert len({len(row) for row in cells}) <= 1


# ---------------------------------------------------------------------- gaps


def test_rows_without_a_word_stay_where_each_must_fall_on_its_own() -> None:
    text = "\n1\t2\n\t\n\n3\t4\n\n"
    assert read_pasted_cells("", text) == [["1", "2"], ["3", "4"]]
    kept = read_pasted_cells("", text, keeps_gaps=True)
    assert kept == [["1", "2"], ["", ""], ["", ""], ["3", "4"]]
    assert read_pasted_cells("", "\n \n", keeps_gaps=True) == []


# ---------------------------------------------------------------------- heads and numbers

OURS = [
    ["Ұйымның атауы/ Серіктестің ТАӘ", "Наименование организации/ ФИО партнера"],
    ["Жобадағы рөлі", "Роль в проекте"],
    ["Ескерту", "Примечание"],
]
BODY = [["Школа № 3", "дала зал", ""], ["Акимат", "помог", "письмо"]]


@pytest.mark.parametrize(
    "head",
    [
        ["Наименование организации / ФИО партнёра", "Роль в проекте", "Примечание"],
        ["ҰЙЫМНЫҢ АТАУЫ", "жобадағы рөлі", "ескерту"],
        ["Партнер", "Роль в проекте", "Примечание"],
    ],
)
def test_the_head_of_a_table_is_no_row(head: list[str]) -> None:
    assert drop_frame([head, *BODY], OURS) == BODY


def test_a_column_that_counts_the_rows_is_no_column() -> None:
    counted = [[f"{number}.", *row] for number, row in enumerate(BODY, 1)]
    head = ["№", "Наименование организации/ ФИО партнера", "Роль в проекте", "Примечание"]
    assert drop_frame(counted, OURS) == BODY
    assert drop_frame([head, *counted], OURS) == BODY


@pytest.mark.parametrize(
    "cells",
    [
        BODY,
        [["Роль в проекте", "", ""]],
        # As many columns as we have: what looks like a number is a name.
        [["1", "дала зал", ""], ["2", "помог", ""]],
        [],
    ],
)
def test_what_is_no_frame_stays(cells: list[list[str]]) -> None:
    assert drop_frame(cells, OURS) == cells
