"""Tables as they come from Excel and Word, read into rows of a form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.form import load_application_form, read_application_form
from grantee_app.form.table_pasting import (
    MOST_ROWS,
    PastedRows,
    RowChoice,
    read_pasted_from,
    read_pasted_into,
    read_pasted_rows,
    summarize_pasting,
)
from grantee_app.language.catalogue import Language
from grantee_app.language.message import LanguageCode
from grantee_app.language.reading_dates import DateRange
from grantee_app.records.base import Bilingual
from grantee_app.records.pasted_table import read_pasted_cells
from tests.core.form.filling import fill
from tests.core.invented_form import IDEA

FORM = read_application_form(IDEA)
TODAY = date(2031, 2, 3)
VALUES = fill(tasks=[{"title kk": "Оқыту", "title ru": "Учить"}])
CHOICES = {
    "tasks": [
        RowChoice("t1", 1, Bilingual(kk="Алаң салу", ru="Построить площадку")),
        RowChoice("t2", 2, Bilingual(kk="Күзет ұйымдастыру", ru="Наладить дежурство")),
    ],
    "members": [
        RowChoice("m1", 1, Bilingual(kk="Айгүл Серік")),
        RowChoice("m2", 2, Bilingual(kk="Болат Жұмабай")),
    ],
    "activities": [RowChoice("a1", 1, Bilingual(kk="Сенбілік", ru="Субботник"))],
}
BUDGET = """№\tНаименование расходов\tЕд. изм.\tКол-во\tЦена, тг\tСумма, тг\tИсточники\t\t
\t\t\t\t\t\tСобственный вклад\tДругие\tСредства гранта
1\t2\t3\t4\t5\t6\t7\t8\t9
Административные затраты
1\tСвязь\tмес.\t6\t5 000\t30 000\t\t\t30 000
2\tАренда зала\tдень\t2\t10000\t25 000\t5000\t\t15000
Прямые расходы
3\tДоски\tшт\t10\t25 000,00\t250 000\t\t\tдвести
Всего\t\t\t\t\t305 000\t\t\t
"""


def read(
    text: str, table: str, language: LanguageCode = "ru", html: str = "", **how: Any
) -> PastedRows:
    cells = read_pasted_cells(html, text)
    return read_pasted_rows(
        cells, FORM, FORM.tables[table], language, today=TODAY, choices=CHOICES, **how
    )


def say(pasted: PastedRows, language: LanguageCode = "ru") -> list[str]:
    told = [Language.load(language).say(problem) for problem in pasted.told_problems]
    return [text.replace("\u00a0", " ") for text in told]


def column(pasted: PastedRows, key: str, language: str = "") -> list[str]:
    return [row.get((key, language), "") for row in pasted.rows]


def test_a_budget_with_two_heads_headings_and_a_total():
    pasted = read(BUDGET, "budget")
    assert pasted.columns.first_row == 3
    assert column(pasted, "title", "ru") == ["Связь", "Аренда зала", "Доски"]
    assert column(pasted, "block") == ["administrative", "administrative", "direct"]
    assert column(pasted, "price") == ["5000", "10000", "25000"]
    assert column(pasted, "own") == ["", "5000", ""]
    # What cannot be read stays; a computed column is compared and never pasted.
    assert column(pasted, "grant") == ["30000", "15000", "двести"]
    assert column(pasted, "total") == ["", "", ""]
    assert say(pasted) == [
        "Строка 2: Всего: в таблице стоит 25 000, а по строке выходит 20 000.",
        "Строка 3: Грант, «двести»: Напишите одно число цифрами, например: 7 000 000.",
    ]
    assert pasted.left_out == []


def test_the_same_budget_as_html_of_word():
    html = (
        "<table><tr><td>Бөлім</td><td>Шығыстар бабы</td><td>Саны</td><td>Бағасы</td><td>Грант</td>"
        "</tr><tr><td rowspan=2>Тікелей шығыстар</td><td>Тақтай</td><td>10</td><td>25 000</td>"
        "<td>250 000</td></tr><tr><td>Шеге</td><td>2</td><td>500</td><td>1000</td></tr></table>"
    )
    pasted = read("", "budget", "kk", html)
    assert column(pasted, "block") == ["direct", "direct"]
    assert column(pasted, "title", "kk") == ["Тақтай", "Шеге"]
    assert say(pasted, "kk") == []


def test_the_calendar_plan():
    text = """Міндет\tІс-шара\tМерзімі\tОрны\tЖауапты\tБюджет
1-міндет. Алаң салу\tСенбілік\tмамыр\tАқбұлақ\tБолат\t100
\tАшылу\t10-12 маусым\tАқбұлақ\tАйгүл Серік\t200
Күзет\tКезекшілік\t31 шілде\tАуыл\tЕшкім\t300
"""
    pasted = read(text, "activities", "kk")
    assert column(pasted, "task") == ["t1", "t1", "t2"]
    assert column(pasted, "when") == [
        "2031-05-01/2031-05-31/m",
        "2031-06-10/2031-06-12",
        "2031-07-31",
    ]
    assert column(pasted, "responsible") == ["m2", "m1", "Ешкім"]  # told, and kept as typed
    assert say(pasted, "kk") == [
        "3-жол: Жауапты: «Ешкім» деген нұсқа тізімде жоқ. Қолмен таңдаңыз."
    ]
    assert pasted.left_out == ["Бюджет"]


def test_days_without_a_year_lie_in_the_project():
    text = "Іс-шара\tМерзімі\nСенбілік\t15 қаңтар\n"
    period = DateRange(date(2032, 1, 1), date(2032, 6, 1))
    assert column(read(text, "activities", "kk", within=period), "when") == ["2032-01-15"]


def test_an_empty_cell_beside_the_leftmost_is_empty():
    text = "Іс-шара\tЖауапты\nСенбілік\tБолат\nАшылу\t\n"
    assert column(read(text, "activities", "kk"), "responsible") == ["m2", ""]


def test_a_list_of_people_without_a_head():
    text = "1\tАйгүл Серік\tжетекші\t01.02.1985\n2\tБолат Жұмабай\tұста\t03.04.1990\n"
    pasted = read(text, "members", "kk")
    assert pasted.columns.keys == ("№", "name", "role", "born_on")
    assert column(pasted, "born_on") == ["1985-02-01", "1990-04-03"]


def test_partners_and_several_choices():
    pasted = read("Наименование партнёра\tВклад\nШкола\tзал\n", "partners")
    assert pasted.rows == [{("name", "ru"): "Школа", ("role", "ru"): "зал"}]
    text = "Показатель\tМероприятие\tПлан\tПодтверждение\nУчастники\tСубботник\t40\tфото, видео\n"
    row = read(text, "indicators").rows[0]
    assert row["activity", ""] == "a1"
    assert row["evidence", ""] == "photo,video"
    assert row["plan", "ru"] == "40"


def test_somebody_chooses_the_columns_otherwise():
    text = "Доски\t10\t25000\n"
    chosen = read(text, "budget", columns=["title", "", "price"])
    assert chosen.rows == [{("title", "ru"): "Доски", ("price", ""): "25000"}]
    assert chosen.left_out == ["10"]


def test_the_shipped_budget_meets_its_own_labels():
    form = load_application_form("kz-state-grant/application", "2024")
    table = form.tables["budget"]
    for language in ("kk", "ru"):
        heads = [part.label.written_in(language) for part in table.columns]  # type: ignore[arg-type]
        cells = [heads, ["1"] * len(heads)]
        pasted = read_pasted_rows(cells, form, table, "kk", today=TODAY)
        assert pasted.columns.keys == tuple(part.key for part in table.columns)


def test_nothing_and_the_sentence_above_a_preview():
    assert read("", "budget").rows == []
    say_kk = Language.load("kk").say
    assert "табылмады" in say_kk(summarize_pasting(read("", "budget")))
    assert say_kk(summarize_pasting(read("Тақтай\t10\t25000\n", "budget"))) == (
        "1 жол оқылды, бәрі түсінікті."
    )
    assert say_kk(summarize_pasting(read(BUDGET, "budget"))) == (
        "3 жол оқылды, 2 ұяшық түсініксіз, сол күйінде қалады."
    )


def test_rows_beyond_what_one_paste_takes_are_told():
    head = "Шығыстар бабы\tСаны\n"
    most = head + "".join(f"Шеге {number}\t{number}\n" for number in range(MOST_ROWS))
    pasted = read(most, "budget", "kk")
    assert (len(pasted.rows), say(pasted, "kk")) == (MOST_ROWS, [])
    pasted = read(most + "Бояу\t7\nҚылқалам\t8\n", "budget", "kk")
    assert len(pasted.rows) == MOST_ROWS
    assert say(pasted, "kk") == [
        (
            "Алғашқы 5 000 жол ғана оқылды, тағы 2 жол оқылмай қалды. "
            "Қалғанын осылардан кейін «Бояу» деген жолдан бастап қойыңыз."
        )
    ]
    assert say(pasted, "ru") == [
        (
            "Прочитаны только первые 5 000 строк, ещё 2 строки не прочитаны. "
            "Вставьте их после этих: они начинаются с «Бояу»."
        )
    ]


@pytest.mark.parametrize("table", list(FORM.tables))
@given(cells=st.lists(st.lists(st.text(max_size=12), min_size=4, max_size=4), max_size=5))
def test_no_table_breaks_the_reader(table: str, cells: Sequence[list[str]]):
    pasted = read_pasted_rows(
        [list(row) for row in cells], FORM, FORM.tables[table], "kk", today=TODAY, choices=CHOICES
    )
    assert len(pasted.rows) <= len(cells)
    assert all(problem.row < len(pasted.rows) for problem in pasted.problems)


def test_what_is_neither_yes_nor_no_stays_as_it_was_typed() -> None:
    pasted = read("Тегі, аты\tЕсть 18 лет\nА\tда\nБ\tнет\nВ\tскоро будет", "members")
    assert [row.get(("is_adult", "")) for row in pasted.rows] == ["1", "0", "скоро будет"]


# ---------------------------------------------------------------------- from a cell on


def put(cells: list[list[str]], table: str, first_column: str = "") -> PastedRows:
    return read_pasted_from(cells, VALUES, FORM.tables[table], "kk", first_column)


def test_cells_go_into_the_columns_from_where_they_were_pasted():
    pasted = put(
        [["10", "2 500", "25 000", "20 мың"], ["0,5", "1,2 млн тг", "", "қайдам"]],
        "budget",
        "quantity",
    )
    assert not pasted.has_head
    assert pasted.rows == [
        # The third is computed, whatever the sheet says.
        {("quantity", ""): "10", ("price", ""): "2500", ("own", ""): "20000"},
        {("quantity", ""): "0.5", ("price", ""): "1200000", ("own", ""): "қайдам"},
    ]
    assert pasted.left_out == []


def test_cells_beyond_the_last_column_are_named():
    pasted = put([["5", "6", "", "", "менікі"]], "budget", "other")
    assert pasted.rows == [{("other", ""): "5", ("grant", ""): "6"}]
    assert pasted.left_out == ["менікі"]


def test_nothing_is_a_total_or_a_heading_where_cells_are_put():
    pasted = put([["Барлығы"], ["тікелей шығыстар"], ["Шеге"]], "budget", "title")
    assert column(pasted, "title", "kk") == ["Барлығы", "тікелей шығыстар", "Шеге"]
    pasted = put([["тікелей шығыстар"], ["direct"]], "budget", "block")
    assert column(pasted, "block") == ["direct", "direct"]


def test_an_empty_cell_empties_what_it_falls_on():
    pasted = put([["", "жоқ міндет"], ["", ""], ["Кеш", ""]], "activities")
    assert pasted.rows == [
        {("title", "kk"): "", ("task", ""): "жоқ міндет"},
        {("title", "kk"): "", ("task", ""): ""},
        {("title", "kk"): "Кеш", ("task", ""): ""},
    ]


def test_a_head_is_recognised_in_either_language_and_any_order():
    for head in (
        ["Цена", "Статья расходов", "Прочее", "Раздел"],
        ["Бағасы", "шығыстар  бабы", "", "БӨЛІМ:"],
    ):
        cells = [head, ["300", "Кітап", "x", "тікелей шығыстар"], ["", "", "", ""]]
        pasted = read_pasted_into(cells, VALUES, FORM.tables["budget"], "ru")
        assert pasted.has_head
        (row,) = pasted.rows
        assert row["price", ""] == "300"
        assert row["title", "ru"] == "Кітап"
        assert len(row) == 3


def test_words_become_options_and_rows():
    pasted = put([["Кеш", "учить", "Семинар"]], "activities")
    assert pasted.rows == [
        {("title", "kk"): "Кеш", ("task", ""): "tasks0", ("kind", ""): "seminar"}
    ]
    # The keys themselves are read as well.
    pasted = put([["Кеш", "tasks0", "seminar"]], "activities")
    assert pasted.rows == [
        {("title", "kk"): "Кеш", ("task", ""): "tasks0", ("kind", ""): "seminar"}
    ]
    pasted = put([["Фото; видео, сурет емес"]], "indicators", "evidence")
    assert pasted.rows == [{("evidence", ""): "photo,video,сурет емес"}]


def test_a_column_that_only_counts_is_left_out():
    pasted = put([["1.", "Бірінші"], ["2.", "Екінші"]], "tasks")
    assert pasted.rows == [{("title", "kk"): "Бірінші"}, {("title", "kk"): "Екінші"}]
    assert pasted.left_out == []
    # Numbers that are the answer stay.
    assert len(put([["1"], ["2"]], "budget", "quantity").rows) == 2
    assert put([], "tasks").rows == []


def test_cells_beyond_what_one_paste_takes_are_told():
    pasted = put([[str(number)] for number in range(MOST_ROWS + 1)], "budget", "price")
    assert len(pasted.rows) == MOST_ROWS
    assert say(pasted, "kk") == [
        (
            "Алғашқы 5 000 жол ғана оқылды, тағы 1 жол оқылмай қалды. "
            "Оны осылардан кейін қойыңыз: «5000» деген жол."
        )
    ]
