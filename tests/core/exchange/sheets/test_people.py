"""Columns guessed and rows read from sheets as ugly as they come."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grantee_app.exchange.sheets.cells import Categories, read_birth, read_disability, read_gender
from grantee_app.exchange.sheets.columns import guess_columns
from grantee_app.exchange.sheets.people import (
    PreviewRow,
    ReadingCancelled,
    SheetPreview,
    read_people,
)
from grantee_app.exchange.sheets.sheet import Cell, Sheet
from grantee_app.form import STATE_FINAL_REPORT, load_form
from grantee_app.form.catalogue import latest_version
from grantee_app.form.definition import DemographicGroup
from grantee_app.records import Participant
from grantee_app.records.identifiers import check_iin
from grantee_app.records.matching import Register

TODAY = date(2024, 12, 1)
# Excel knows no time zones.
MAY, MARCH = datetime(1985, 5, 6), datetime(1971, 3, 2)  # noqa: DTZ001
# Valid check digits; the people are invented.
IIN = "710302400016"


def find_groups() -> list[DemographicGroup]:
    form = load_form(STATE_FINAL_REPORT, latest_version(STATE_FINAL_REPORT))
    return next(
        table.groups
        for section in form.sections
        for block in section.blocks
        if block.kind == "demographics"
        for table in block.tables
        if table.dimension == "category"
    )


GROUPS = find_groups()


def read(rows: list[list[Cell]], register: Register | None = None, **more: object) -> SheetPreview:
    return read_people(
        Sheet("", rows),
        guess_columns(rows),
        GROUPS,
        TODAY,
        register,
        **more,  # type: ignore[arg-type]
    )


def only(rows: list[list[Cell]]) -> PreviewRow:
    (row,) = read(rows).rows
    return row


def said(row: PreviewRow) -> str:
    return " ".join(map(str, row.problems))


# ---------------------------------------------------------------------- columns


def test_ugly_sheet() -> None:
    rows: list[list[Cell]] = [
        ["«Бастама» жобасы аясындағы семинарға қатысушылар тізімі", "", "", "", "", "", ""],
        ["10 шілде 2024 ж.", "", "", "Бақанас ауылы", "", "", ""],
        [],
        ["№", "Аты-жөні", "", "", "Туған жылы, айы, күні", "Жынысы", "Байланыс телефоны", "Қолы"],
        ["", "Тегі", "Аты", "Әкесінің аты", "", "", "", ""],
        ["1", "2", "3", "4", "5", "6", "7", "8"],
        [1.0, "Қалиева", "Бақыт", "Серікқызы", "02.03.1971", "әйел", "8 799 000 00 01", ""],
        [2.0, "Жүсіпов", "Ерлан", "", MAY, "ер", "", ""],
        ["Бақанас мектебі"],
        [3.0, "Әбенова", "Күлән", "", "1962 ж.т.", "Ә", "", ""],
        [4.0, "", "", "", "", "", "", ""],
        ["Барлығы:", "", "", "", 3.0],
        ["Жауапты: ________ Асанова Р."],
    ]
    preview = read(rows)
    people = [row.participant for row in preview.rows]
    assert [person and person.name for person in people] == [
        "Қалиева Бақыт Серікқызы",
        "Жүсіпов Ерлан",
        "Әбенова Күлән",
    ]
    assert [row.row_number for row in preview.rows] == [7, 8, 10]
    first, second, third = (person for person in people if person is not None)
    assert (first.born_on, first.gender, first.contact) == (
        date(1971, 3, 2),
        "female",
        "+7 799 000 00 01",
    )
    assert (second.born_on, second.gender) == (date(1985, 5, 6), "male")
    assert (third.birth_year, third.born_on, third.gender) == (1962, None, "female")
    assert preview.skipped == (9, 12, 13)
    assert [str(note) for note in preview.notes] == [
        "3 rows are no people (headings, totals, signatures) and were left out."
    ]
    assert (preview.ready, preview.with_problems, preview.doubled, preview.refused) == (3, 0, 0, 0)


@pytest.mark.parametrize(
    ("heads", "roles"),
    [
        (["№ п/п", "Ф.И.О.", "Возраст", "Пол", "Место жительства", "Телефон", "Подпись"],
         ["number", "name", "age", "gender", "place", "contact", "unused"]),
        (["р/с №", "Тегі, аты, әкесінің аты", "ЖСН", "Мекенжайы", "Санаты"],
         ["number", "name", "iin", "place", "category"]),
        (["Фамилия", "Имя", "Отчество", "Год рождения", "Инвалидность", "Должность"],
         ["surname", "given", "patronymic", "birth", "disability", "tags"]),
        (["Аты - жөні", "Ер", "Әйел", "Жасы", "Әлеуметтік мәртебесі", "Ескерту"],
         ["name", "is_male", "is_female", "age", "category", "note"]),
        (["Т.А.Ә.", "Туған күні", "Жұмыс орны", "Аудан", "Ауыл", "Келісім күні"],
         ["name", "birth", "tags", "place", "place", "consent"]),
        (["ФИО участника", "м/ж", "г.р.", "E-mail"], ["name", "gender", "birth", "contact"]),
    ],
)  # fmt: skip
def test_heads(heads: list[str], roles: list[str]) -> None:
    rows: list[list[Cell]] = [[*heads], ["Асанова Роза"] * len(heads)]
    assert list(guess_columns(rows).columns) == roles


def test_own_words_go_first() -> None:
    rows: list[list[Cell]] = [["Ұялы №", "Кім келді", "Кіші аудан"], ["1", "Асанова Роза", "5"]]
    guess = guess_columns(rows, {"кім келді": "name", "Ұялы №": "number"})
    assert guess.columns == ("number", "name", "place")


def test_without_a_head() -> None:
    rows: list[list[Cell]] = [
        [1.0, "Қалиева Бақыт", "02.03.1971", "ж", "87990000001"],
        [2.0, "Жүсіпов Ерлан Серікұлы", "1985", "м", ""],
        [3.0, "Асанова Р.", "35 лет", "ж", "8 (799) 000-00-02"],
    ]
    guess = guess_columns(rows)
    assert guess.columns == ("number", "name", "birth", "gender", "contact")
    assert (guess.header_row, guess.first_row) == (None, 0)
    assert len(read(rows).rows) == 3


def test_no_names_is_one_sentence() -> None:
    preview = read([["Смета", "Сумма"], ["Кофе", 7000.0]])
    assert preview.rows == ()
    assert [str(note) for note in preview.notes] == [
        "No column with names was found: choose it above the table."
    ]


# ---------------------------------------------------------------------- cells


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("02.03.1971", date(1971, 3, 2)),
        ("2.3.71", date(1971, 3, 2)),
        ("12.05.65", date(1965, 5, 12)),
        ("1971-03-02", date(1971, 3, 2)),
        ("2 наурыз 1971 ж.", date(1971, 3, 2)),
        ("2 марта 1971 года", date(1971, 3, 2)),
        ("02/03/1971", date(1971, 3, 2)),
        ("02031971", date(1971, 3, 2)),
        (MARCH, date(1971, 3, 2)),
        (25994.0, date(1971, 3, 2)),
        ("1989", 1989), ("1989 г.р.", 1989), ("1989 ж.т.", 1989), (1989.0, 1989),
        ("1989 жылы туған", 1989), ("май 1989", 1989), ("1989ж.", 1989),
        ("35", -35), ("35 жас", -35), ("35 лет", -35), ("35 жаста", -35), (35.0, -35),
        ("41 год", -41), ("", None),
    ],
)  # fmt: skip
def test_births(cell: Cell, told: date | int | None) -> None:
    """A negative number stands for an age."""
    birth = read_birth(cell, TODAY)
    assert birth.problem is None
    age = -birth.age if birth.age is not None else None
    assert (birth.born_on or birth.year or age) == told


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("-5", "Nobody is -5"), (-5.0, "Nobody is -5"), ("300 жас", "Nobody is 300"),
        ("01.01.2050", "still to come"), ("2050", "still to come"), (date(2025, 1, 1), "to come"),
        ("1812", "too long ago"), (date(1850, 1, 1), "too long ago"), ("31.02.1980", "neither"),
        ("white", "neither"), ("12.05", "lacks its year"), (True, "neither"), ("#REF!", "neither"),
    ],
)  # fmt: skip
def test_births_that_cannot_be(cell: Cell, words: str) -> None:
    birth = read_birth(cell, TODAY)
    assert words in str(birth.problem)
    assert (birth.born_on, birth.year, birth.age) == (None, None, None)


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.datetimes(), st.booleans()))
@settings(max_examples=300)
def test_any_cell_reads(cell: Cell) -> None:
    birth = read_birth(cell, TODAY)
    told = [birth.born_on, birth.year, birth.age, birth.problem]
    assert sum(value is not None for value in told) <= 1
    if birth.born_on is not None:
        assert birth.born_on <= TODAY
    read_gender(cell)
    read_disability(cell)


@pytest.mark.parametrize(
    ("word", "gender"),
    [("ер", "male"), ("Ер адам", "male"), ("М", "male"), ("муж.", "male"), ("Мужской", "male"),
     ("ерлер", "male"), ("әйел", "female"), ("əйел", "female"), ("Ж", "female"), ("жен", "female"),
     ("қыз", "female"), ("Ә", "female"), ("female", "female")],
)  # fmt: skip
def test_genders(word: str, gender: str) -> None:
    assert read_gender(word) == (gender, None)


def test_unknown_gender_stays_empty_and_is_told() -> None:
    gender, problem = read_gender("көк")
    assert not gender
    assert "көк" in str(problem)


@pytest.mark.parametrize(
    ("word", "key"),
    [("жастар", "youth"), ("Молодёжь", "youth"), ("студент", "youth"),
     ("мұғалім", "public_sector_workers"),
     ("зейнеткер", "older_people"), ("пенсионер", "older_people"), ("жұмыссыз", "unemployed"),
     ("Жумыссыздар", "unemployed"), ("госслужащий", "civil_servants"),
     ("ҮЕҰ өкілі", "ngo_representatives"),
     ("кәсіпкер", "business"), ("оқушы", "children"),
     ("мүгедектігі бар", "people_with_disabilities"),
     ("басқа", "other"), ("Бюджеттік ұйымдар жұмысшылары", "public_sector_workers")],
)  # fmt: skip
def test_categories(word: str, key: str) -> None:
    assert Categories(GROUPS).read(word) == (key, None)


def test_categories_that_are_unclear_are_kept_as_words() -> None:
    row = only([["ФИО", "Категория"], ["Асанова Роза", "зейнеткер, кәсіпкер"]])
    assert row.participant is not None
    assert (row.participant.category, row.participant.tags) == ("", "зейнеткер, кәсіпкер")
    assert "several groups" in said(row)
    own = Categories(GROUPS, {"шопан": "other", "жоқ кілт": "nothing"})
    assert own.read("Шопан") == ("other", None)
    assert own.read("жоқ кілт")[0] == ""


@pytest.mark.parametrize(
    ("word", "answer"),
    [("иә", "yes"), ("2 топ", "yes"), ("III группа", "yes"), ("+", "yes"), ("бар", "yes"),
     ("жоқ", "no"), ("Нет", "no"), ("-", "no"), ("", "")],
)  # fmt: skip
def test_disability(word: str, answer: str) -> None:
    assert read_disability(word) == (answer, None)


# ---------------------------------------------------------------------- people


def test_age_is_of_the_day_it_was_told() -> None:
    rows: list[list[Cell]] = [["ФИО", "Жасы"], ["Асанова Роза", "35 жас"]]
    person = read(rows, age_on=date(2024, 7, 10)).rows[0].participant
    assert person is not None
    assert (person.age, person.age_on, person.birth_year) == (35, date(2024, 7, 10), None)


def test_age_against_the_year() -> None:
    row = only([["ФИО", "Год рождения", "Возраст"], ["Асанова Роза", 1971.0, 35.0]])
    assert row.participant is not None
    assert (row.participant.birth_year, row.participant.age) == (1971, None)
    assert "does not fit" in said(row)


def test_iin_fills_and_is_dropped() -> None:
    rows: list[list[Cell]] = [["ФИО", "ИИН", "Пол"], ["Асанова Роза", float(IIN), ""]]
    row = only(rows)
    assert row.problems == ()
    assert row.participant is not None
    assert (row.participant.born_on, row.participant.gender) == (date(1971, 3, 2), "female")
    assert IIN not in repr(row)
    marked = read(rows, mark_iin=lambda number: f"mark{len(number)}").rows[0].participant
    assert marked is not None
    assert marked.iin_mark == "mark12"


def test_wrong_iin_and_another_birthday() -> None:
    wrong = only([["ФИО", "ИИН"], ["Асанова Роза", IIN[:-1] + "9"]])
    assert "The IIN is wrong" in said(wrong)
    other = only([["ФИО", "ИИН", "Дата рождения"], ["Асанова Роза", IIN, "05.05.1990"]])
    assert "another" in said(other)
    assert other.participant is not None
    assert other.participant.born_on == date(1990, 5, 5)


def test_marks_in_two_columns_of_gender() -> None:
    rows: list[list[Cell]] = [
        ["Аты-жөні", "Ер", "Әйел"],
        ["Асанов Марат", "+", ""],
        ["Асанова Роза", "", "v"],
        ["Асан Ораз", "+", "+"],
    ]
    preview = read(rows)
    assert [row.participant and row.participant.gender for row in preview.rows] == [
        "male", "female", "",
    ]  # fmt: skip
    assert "Both genders" in said(preview.rows[2])


def test_gender_of_an_ending_is_a_proposal_alone() -> None:
    row = only([["ФИО", "Пол"], ["Асанова Роза Маратовна", ""]])
    assert row.participant is not None
    assert (row.participant.gender, row.proposed_gender) == ("", "female")


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+7 799", "12345", "-", "А" * 300])
def test_no_name_no_row(name: str) -> None:
    preview = read([["ФИО", "Возраст"], [name, "35"]])
    (row,) = preview.rows
    assert row.participant is None
    assert len(row.problems) == 1
    assert preview.list_people() == []


def test_total_that_differs_is_told() -> None:
    rows: list[list[Cell]] = [["ФИО", "Пол"], ["Асанова Роза", "ж"], ["Итого: 5 человек", ""]]
    assert "tells 5 people" in str(read(rows).notes[0])


def test_repeated_head_of_the_next_page_is_no_person() -> None:
    head: list[Cell] = ["№", "ФИО", "Пол"]
    rows = [head, ["1", "Асанова Роза", "ж"], head, ["2", "Асанов Марат", "м"]]
    assert [row.row_number for row in read(rows).rows] == [2, 4]


def test_doubles_in_sheet_and_register() -> None:
    known = Participant(name="Қалиева Бақыт", birth_year=1971)
    rows: list[list[Cell]] = [
        ["ФИО", "Год рождения"],
        ["Калиева Бакыт", 1971.0],
        ["Жүсіпов Ерлан", 1985.0],
        ["Ерлан Жусупов", 1985.0],
        ["Досова Роза", 1990.0],
    ]
    preview = read(rows, Register([known]))
    assert [double.person_id for double in preview.rows[0].in_register] == [known.id]
    assert [double.row_number for double in preview.rows[1].in_sheet] == [4]
    assert [double.row_number for double in preview.rows[2].in_sheet] == [3]
    assert (preview.doubled, preview.ready) == (3, 1)
    assert [person.name for person in preview.list_people()] == ["Жүсіпов Ерлан", "Досова Роза"]
    assert len(preview.list_people(without_doubles=False)) == 4


def test_cancel_and_progress() -> None:
    rows: list[list[Cell]] = [["ФИО"], *[[f"Асанова Роза {at}"] for at in range(1200)]]
    with pytest.raises(ReadingCancelled):
        read(rows, is_cancelled=lambda: True)
    told: list[tuple[int, int]] = []
    read([["ФИО"], ["Асанова Роза"]], progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (2, 2)


@given(
    st.lists(
        st.lists(
            st.one_of(
                st.sampled_from(["№", "ФИО", "Пол", "Жасы", "Асанова Роза", "Итого", "35", ""]),
                st.text(max_size=12),
                st.floats(),
                st.dates(),
            ),
            max_size=6,
        ),
        max_size=12,
    )
)
@settings(max_examples=200, deadline=None)
def test_any_sheet_reads(rows: list[list[Cell]]) -> None:
    preview = read(rows)
    assert preview.ready <= len(preview.rows)


def test_a_head_of_two_rows_below_a_merged_cell() -> None:
    preview = read(
        [
            ["Семинарға қатысушылар тізімі", "", "", ""],
            ["№", "Қатысушының Т.А.Ә.", "Туған", ""],
            ["", "", "күні", "жасы"],
            [1, "Қалиева Бақыт", "12.05.1988", ""],
            [2, "Сейітов Ерлан", "", "35 жас"],
            [3, "Әлиева Сара", "", "-5"],
            [4, "Базарбай Нұр", "", "230"],
        ]
    )
    people = [row.participant for row in preview.rows]
    assert people[0].born_on == date(1988, 5, 12)
    assert people[1].age == 35
    assert [bool(row.problems) for row in preview.rows] == [False, False, True, True]


@pytest.mark.parametrize(
    "line",
    ["оның ішінде әйелдер – 4", "соның ішінде ерлер: 6", "в том числе женщин 4", "из них дети - 2"],
)
def test_a_part_of_the_total_is_no_person(line: str) -> None:
    preview = read([["№", "Аты-жөні"], [1, "Қалиева Бақыт"], ["", line]])
    assert [row.participant.name for row in preview.rows] == ["Қалиева Бақыт"]


@pytest.mark.parametrize(
    ("cell", "name", "told"),
    [
        ("1. Қалиева Бақыт, 1988 ж., Үштөбе, 8701 000 00 00", "Қалиева Бақыт", (1988, None)),
        ("2) Сейітов Ерлан (1975)", "Сейітов Ерлан", (1975, None)),
        ("– Петрова Ольга – 45 лет", "Петрова Ольга", (None, 45)),
        ("-Садыков Нұрлан", "Садыков Нұрлан", (None, None)),
        ("Қосанова (Бекова) Жанылсын", "Қосанова (Бекова) Жанылсын", (None, None)),
        ("Ким-Омарова Виктория", "Ким-Омарова Виктория", (None, None)),
    ],
)
def test_everything_in_the_cell_of_the_name(
    cell: str, name: str, told: tuple[int | None, int | None]
) -> None:
    (row,) = read([["Аты-жөні"], [cell]]).rows
    assert row.participant is not None
    assert row.participant.name == name
    assert (row.participant.birth_year, row.participant.age) == told


def test_a_list_of_whole_lines_needs_no_head() -> None:
    preview = read(
        [["1. Қалиева Бақыт, 1988 ж., Үштөбе, 8701 000 00 00"], ["2) Сейітов Ерлан (1975)"]]
    )
    first = preview.rows[0].participant
    assert (first.place, first.contact) == ("Үштөбе", "+7 701 000 00 00")
    assert [row.participant.birth_year for row in preview.rows] == [1988, 1975]


@pytest.mark.parametrize("column", ["Аты-жөні", "Ескерту", "Телефон", "Мекенжайы"])
def test_a_number_of_a_person_is_dropped_wherever_it_stands(column: str) -> None:
    number = next(
        text
        for text in (f"8805123{last:05}" for last in range(100))
        if check_iin(text).value is not None
    )
    heads = ["№", "Аты-жөні"] if column == "Аты-жөні" else ["№", "Аты-жөні", column]
    cells = [1, "Қалиева Бақыт"]
    if column == "Аты-жөні":
        cells[1] = f"Қалиева Бақыт {number[:6]} {number[6:]}"
    else:
        cells.append(f"{number} Капал")
    (row,) = read([heads, cells]).rows
    assert row.participant is not None
    assert row.participant.name == "Қалиева Бақыт"
    told = repr(row.participant.model_dump()) + repr(row.problems)
    assert number not in told.replace(" ", "")
    assert row.problems
