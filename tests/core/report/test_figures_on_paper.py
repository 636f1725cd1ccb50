"""The numbers of the sample's report, as a person counted them, in the cells of the PDF."""

from __future__ import annotations

import re

import pytest

from tests.core.report.reading import Paper, ReadTable

# Section 4, by hand: 1 076 people, 689 men and 387 women, in ten categories and seven ages.
STATISTICS = (
    ("1 076", "689", "387"),
    ("1 076", "-", "128", "79", "395", "-", "202", "109", "127", "10", "26"),
    ("1 076", "-", "27", "38", "63", "346", "597", "5"),
)
# The socio-economic table: planned and actual level of its nine rows.
LEVELS = [
    ("1 000", "1 076"),
    ("20 000", "20 000"),
    ("4", "4"),
    ("2", "2"),
    ("2", "2"),
    ("840 000", "840 000"),
    ("38 100", "38 100"),
    ("6 121 900", "6 121 900"),
    ("2", "2"),
]
# Plan and fact of every indicator in its order, an activity a line.
ONES = ("1", "1")
PLAN_AND_FACT = [
    *(ONES, ONES, ("1", "6"), ("4/1", "4/1")),
    *(ONES, ("10", "10"), ("10", "10"), ("10", "10"), ("1", "1 (602)")),
    *(("по 6/1 с каждого мероприятия", "60/10"), ("по 2 с каждого мероприятия", "21")),
    *(ONES, ("не менее 80 %", "84 %")),
    *(ONES, ("10", "10"), ("10", "10"), ("10", "10"), ("всего не менее 400 человек", "424")),
    *(("1 (1 000 экз.)", "1 (1 000 экз.)"), ("по 4/1 с каждого мероприятия", "40/10")),
    *(ONES, ONES, ("не менее 80 %", "86 %")),
    *(ONES, ONES, ("2", "2"), ONES),
    *(("3", "3"), ("10", "10"), ("20", "20"), ("10", "10"), ONES),
    *(("5", "5"), ("5", "5")),
    *(ONES, ONES, ("3", "3"), ("не менее 12", "14"), ONES, ("3", "3"), ONES, ("10", "10")),
    *(("не менее 20 мероприятий", "20"), ("10", "10"), ("20", "20")),
    *(("по 4/1 с каждого победителя", "40/10"), ONES, ("не менее 80 %", "88 %")),
    *(ONES, ("2", "2"), ONES, ("1/не менее 50", "50"), ONES, ("10", "10"), ("2", "2"), ONES),
    *(("не менее 80 %", "90 %"), ONES),
    *(ONES, ONES, ONES, ONES),
    *(("не менее 20", "70"), ("не менее 20 000", "20 000"), ("не менее 75 %", "78 %")),
]
DATES = {
    "kk": [
        *("10.07.24", "11.07-09.09.24", "23.09-18.10.24", "Маусым-қазан, 2024"),
        *("Мамыр-қараша, 2024", "Маусым-қараша, 2024", "Шілде-қараша, 2024", "20.11.24"),
        *("20.11.24", "Мамыр-қараша, 2024"),
    ],
    "ru": [
        *("10.07.24", "11.07-09.09.24", "23.09-18.10.24", "Июнь-октябрь, 2024"),
        *("Май-ноябрь, 2024", "Июнь-ноябрь, 2024", "Июль-ноябрь, 2024", "20.11.24"),
        *("20.11.24", "Май-ноябрь, 2024"),
    ],
}
HEADS = ["5", "602", "424", "-", "-", "-", "-", "50", "-", "-"]


def read_indicator_tables(paper: Paper) -> list[ReadTable]:
    return [table for table in paper.tables if len(table.columns) == 10]


def read_cells(paper: Paper, column: int) -> list[str]:
    """Return the cells of a column of the indicator table over all its pages, heads left out."""
    return [cell for table in read_indicator_tables(paper) for cell in table.columns[column][1:]]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_statistics_of_the_participants(sample_papers, language):
    rows = [
        table.rows[1]
        for table in sample_papers[language].tables
        if re.match("Жобаға қатысушылардың|Всего участников", table.columns[0][0])
    ]
    assert tuple(rows) == STATISTICS


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_socio_economic_levels(sample_papers, language):
    rows = [
        row
        for table in sample_papers[language].tables
        if len(table.columns) == 5
        for row in table.rows[1:]
    ]
    assert [row[0] for row in rows] == list("123456789")
    assert [(row[3], row[4]) for row in rows] == LEVELS


def test_plan_and_fact_of_every_indicator(sample_papers):
    paper = sample_papers["ru"]
    plans, facts = read_cells(paper, 7), read_cells(paper, 8)
    assert list(zip(plans, facts, strict=True)) == PLAN_AND_FACT
    assert len(PLAN_AND_FACT) == 65


def test_facts_in_kazakh_are_the_same_numbers(sample_papers):
    facts = [fact.replace("дана", "экз.") for fact in read_cells(sample_papers["kk"], 8)]
    assert facts == [fact.replace(" %", "%") for _plan, fact in PLAN_AND_FACT]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_days_and_heads_of_every_activity(sample_papers, language):
    paper = sample_papers[language]
    # On the pages an activity runs on to, its days are not told again.
    days = [cell for cell in read_cells(paper, 2) if cell]
    heads = [cell for cell in read_cells(paper, 4) if cell]
    assert days == DATES[language]
    assert heads == HEADS


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_number_is_torn_between_its_groups(sample_papers, language):
    for run in sample_papers[language].body:
        assert not re.search(r"\d$", run.text) or not _goes_on(sample_papers[language], run), run


def _goes_on(paper: Paper, run) -> bool:
    """Tell whether the line below `run`, in the same column, begins with a group of three."""
    body = paper.body
    after = body[body.index(run) + 1 :][:1]
    is_next_line = bool(after) and 0 < run.baseline - after[0].baseline < 16
    return is_next_line and re.match(r"000\b", after[0].text) is not None


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", "7 000 000 (жеті миллион) теңге"),
        ("kk", "27.05.2024-30.11.2024 ж."),
        ("kk", "2024 жылғы «28» мамыр № ҮЛГІ-2024/17"),
        ("ru", "7 000 000 (семь миллионов) тенге"),
        ("ru", "27.05.2024-30.11.2024 г."),
        ("ru", "от «28» мая 2024 года № ҮЛГІ-2024/17"),
    ],
)
def test_the_cover_s_sums_and_dates(sample_papers, language, words):
    assert words in sample_papers[language].pages[0].text


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_ten_winners_stand_in_their_table(sample_papers, language):
    rows = [
        row
        for table in sample_papers[language].tables
        if len(table.columns) == 3 and table.rows[0][0] == "№"
        for row in table.rows[1:]
    ]
    assert [row[0] for row in rows] == [str(number) for number in range(1, 11)]
    assert len({row[2] for row in rows}) == 10
