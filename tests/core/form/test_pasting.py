"""Cells out of Excel land in the columns they mean."""

from __future__ import annotations

from grantee_app.form.pasting import read_pasted_rows
from tests.core.form.filling import fill

VALUES = fill(tasks=[{"title kk": "Оқыту", "title ru": "Учить"}])


def test_cells_go_into_the_columns_from_where_they_were_pasted():
    pasted = [["10", "2 500", "25 000", "20 мың"], ["0,5", "1,2 млн тг", "", "қайдам"]]
    read = read_pasted_rows(VALUES, "budget", pasted, "kk", "quantity")
    assert not read.has_head
    assert read.rows == [
        # The third is computed, whatever the sheet says.
        {("quantity", ""): "10", ("price", ""): "2500", ("own", ""): "20000"},
        {("quantity", ""): "0.5", ("price", ""): "1200000", ("own", ""): "қайдам"},
    ]


def test_a_head_is_recognised_in_either_language_and_any_order():
    for head in (
        ["Цена", "Статья расходов", "Прочее", "Раздел"],
        ["Бағасы", "шығыстар  бабы", "", "БӨЛІМ:"],
    ):
        pasted = [head, ["300", "Кітап", "x", "тікелей шығыстар"], ["", "", "", ""]]
        read = read_pasted_rows(VALUES, "budget", pasted, "ru")
        assert read.has_head
        (row,) = read.rows
        assert row["price", ""] == "300"
        assert row["title", "ru"] == "Кітап"
        assert len(row) == 3


def test_words_become_options_and_rows():
    read = read_pasted_rows(VALUES, "activities", [["Кеш", "учить", "Семинар"]], "kk")
    assert read.rows == [{("title", "kk"): "Кеш", ("task", ""): "tasks0", ("kind", ""): "seminar"}]
    read = read_pasted_rows(VALUES, "indicators", [["Фото; видео, сурет емес"]], "kk", "evidence")
    assert read.rows == [{("evidence", ""): "photo,video,сурет емес"}]
    assert read_pasted_rows(VALUES, "activities", [["", "жоқ міндет"]], "kk").rows == [
        {("title", "kk"): "", ("task", ""): "жоқ міндет"}
    ]


def test_a_column_that_only_counts_is_left_out():
    pasted = [["1.", "Бірінші"], ["2.", "Екінші"]]
    read = read_pasted_rows(VALUES, "tasks", pasted, "kk")
    assert read.rows == [{("title", "kk"): "Бірінші"}, {("title", "kk"): "Екінші"}]
    # Numbers that are the answer stay.
    pasted = [["1"], ["2"]]
    assert len(read_pasted_rows(VALUES, "budget", pasted, "kk", "quantity").rows) == 2
    assert read_pasted_rows(VALUES, "tasks", [], "kk").rows == []
