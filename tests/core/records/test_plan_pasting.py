"""Plans pasted as tables and as lines."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.folders import resources_folder
from grantee_app.language.catalogue import Language
from grantee_app.language.message import LANGUAGES, LanguageCode
from grantee_app.language.reading_dates import DateRange
from grantee_app.records.pasted_table import read_pasted_cells
from grantee_app.records.plan import PlannedActivity, PlannedValue
from grantee_app.records.plan_pasting import PastedPlan, read_pasted_plan

TODAY = date(2024, 4, 1)
PROJECT = DateRange(date(2024, 5, 27), date(2024, 11, 30))


def paste(text: str, code: LanguageCode = "kk", html: str = "") -> PastedPlan:
    cells = read_pasted_cells(html, text)
    return read_pasted_plan(cells, code, today=TODAY, within=PROJECT)


def outline(plan: PastedPlan, code: LanguageCode = "kk") -> list[tuple[str, list[str]]]:
    return [
        (task.title.written_in(code), [item.title.written_in(code) for item in task.activities])
        for task in plan.tasks
    ]


def only(plan: PastedPlan) -> PlannedActivity:
    [activity] = [activity for task in plan.tasks for activity in task.activities]
    return activity


def told(plan: PastedPlan) -> list[str]:
    return [str(problem) for problem in plan.problems]


CALENDAR_PLAN = """№\tМіндет\tІс-шара\tМерзімі\tОрны\tЖауапты\tКүтілетін нәтиже
1\t1-міндет. Сауаттылықты арттыру\t1.1. Ашық презентация\t10.07.24\tТалдықорған\tА.\tТаныстырылды
2\t\t1.2. Семинарлар\t11.07-09.09.24\t2 қала, 8 аудан\t-\t600 адам оқыды
3\t2-міндет: Ақпараттандыру\tІс-шара 1. Мақалалар\tМаусым-қараша\tБАҚ\t\t
"""


def test_a_calendar_plan() -> None:
    plan = paste(CALENDAR_PLAN)
    assert outline(plan) == [
        ("Сауаттылықты арттыру", ["Ашық презентация", "Семинарлар"]),
        ("Ақпараттандыру", ["Мақалалар"]),
    ]
    opening, seminars = plan.tasks[0].activities
    assert (opening.starts_on, opening.ends_on) == (date(2024, 7, 10), None)
    assert opening.place.kk == "Талдықорған"
    assert opening.short_term_result.kk == "Таныстырылды"
    assert opening.place.ru == ""
    assert (seminars.starts_on, seminars.ends_on) == (date(2024, 7, 11), date(2024, 9, 9))
    assert seminars.dates_as == "days"
    articles = plan.tasks[1].activities[0]
    assert articles.dates_as == "months"
    assert (articles.starts_on, articles.ends_on) == (date(2024, 6, 1), date(2024, 11, 30))
    assert [item.kind for task in plan.tasks for item in task.activities] == [
        "presentation",
        "seminar",
        None,
    ]
    assert told(plan) == ["The column «Жауапты» has no place in the plan and was left out."]


INDICATORS = """<table>
<tr><td rowspan=2>Задача</td><td rowspan=2>Мероприятия в рамках задачи</td>
<td rowspan=2>Дата проведения</td><td rowspan=2>Место проведения</td>
<td rowspan=2>Количество участников</td><td colspan=3>Индикаторы</td>
<td rowspan=2>Долгосрочные результаты (по задачам)</td></tr>
<tr><td>Количественные и качественные показатели</td><td>план</td><td>факт</td></tr>
<tr><td>1</td><td>2</td><td>3</td><td>4</td><td>5</td><td>6</td><td>7</td><td>8</td><td>9</td></tr>
<tr><td rowspan=3>Задача 1. Повысить грамотность</td><td rowspan=3>Семинары</td>
<td rowspan=3>11.07-09.09.24</td><td rowspan=3>10 районов</td><td rowspan=3>600</td>
<td>Программа</td><td>1</td><td></td><td rowspan=3>Люди знают права</td></tr>
<tr><td>Фото/видеоотчёт</td><td>по 6/1 с каждого мероприятия</td><td></td></tr>
<tr><td>Уровень удовлетворённости</td><td>не менее 80 %</td><td></td></tr>
<tr><td colspan=9>Задача 2. Информационная работа в соответствии с требованиями договора</td></tr>
<tr><td></td><td>Посты</td><td>май-ноябрь 2024</td><td>-</td><td>-</td>
<td>Посты<br>Охват</td><td>не менее 20<br>сколько получится</td><td></td><td></td></tr>
</table>"""


def test_the_table_of_indicators_with_merged_cells() -> None:
    plan = paste("", "ru", INDICATORS)
    assert outline(plan, "ru") == [
        ("Повысить грамотность", ["Семинары"]),
        ("Информационная работа в соответствии с требованиями договора", ["Посты"]),
    ]
    assert [task.is_contractual for task in plan.tasks] == [False, True]
    assert plan.tasks[0].long_term_result.ru == "Люди знают права"
    seminars = plan.tasks[0].activities[0]
    assert [
        (item.title.ru, item.plan_text.ru, item.plan.target, item.plan.second_target)
        for item in seminars.indicators
    ] == [
        ("Программа", "1", 1, None),
        ("Фото/видеоотчёт", "по 6/1 с каждого мероприятия", 6, 1),
        ("Уровень удовлетворённости", "не менее 80 %", 80, None),
    ]
    assert seminars.indicators[2].plan.comparison == "at_least"
    posts = plan.tasks[1].activities[0]
    assert posts.place.ru == ""
    assert [(item.title.ru, item.plan_text.ru) for item in posts.indicators] == [
        ("Посты", "не менее 20"),
        ("Охват", "сколько получится"),
    ]
    assert posts.indicators[1].plan == PlannedValue()
    assert told(plan) == [
        "The column «Количество участников» has no place in the plan and was left out.",
        "The column «факт» has no place in the plan and was left out.",
        "Row 8: the plan «сколько получится» is kept in words. Write its number.",
    ]


def test_a_table_without_heads_is_read_by_what_stands_in_it() -> None:
    plan = paste(
        "1\tПовысить грамотность\tСеминары\t11.07-09.09.24\tТекели\tОтзывы\t20\n"
        "2\t\tЯрмарка\t23.09.24\tСаркан\tПосты\tне менее 10\n",
        "ru",
    )
    assert outline(plan, "ru") == [("Повысить грамотность", ["Семинары", "Ярмарка"])]
    fair = plan.tasks[0].activities[1]
    assert (fair.starts_on, fair.place.ru) == (date(2024, 9, 23), "Саркан")
    assert [(item.title.ru, item.plan.target) for item in fair.indicators] == [("Посты", 10)]
    assert told(plan) == []


def test_two_columns_without_heads() -> None:
    plan = paste("Сауаттылық\tСеминар\n\tЖәрмеңке\nАқпарат\tМақала\n")
    assert outline(plan) == [("Сауаттылық", ["Семинар", "Жәрмеңке"]), ("Ақпарат", ["Мақала"])]


def test_a_column_too_many_without_heads_is_told() -> None:
    plan = paste("а1\tб1\tв1\tтүсінік\nа2\tб2\tв2\tқосымша\n")
    assert told(plan) == ["The column «түсінік» has no place in the plan and was left out."]


@pytest.mark.parametrize(
    "text",
    [
        "1-міндет. Сауаттылық\n1.1. Семинар\n1.2. Жәрмеңке\n2-міндет. Ақпарат\n2.1. Мақала",
        "Міндет 1. Сауаттылық\n- Семинар\n- Жәрмеңке\nМіндет 2: Ақпарат\n• Мақала",
        "1. Сауаттылық\n1.1 Семинар\n1.2 Жәрмеңке\n2. Ақпарат\n2.1 Мақала",
        "1-ші міндет: Сауаттылық\n1-іс-шара. Семинар\nЖәрмеңке\nЗадача 2. Ақпарат\nМақала",
    ],
)
def test_lines_are_tasks_and_activities(text: str) -> None:
    plan = paste(text)
    assert outline(plan) == [("Сауаттылық", ["Семинар", "Жәрмеңке"]), ("Ақпарат", ["Мақала"])]
    assert told(plan) == []


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("1-міндет. Оқыту", "Оқыту"),
        ("Міндет №2: Оқыту", "Оқыту"),
        ("Задача 1. Обучить", "Обучить"),
        ("Задача: обучить", "обучить"),
        ("1) Обучить", "Обучить"),
        ("1. Задача 1. Обучить", "Обучить"),
        ("Задачник для школ", "Задачник для школ"),
        ("10 семинар", "10 семинар"),
        ("Міндетті оқыту", "Міндетті оқыту"),
    ],
)
def test_numbering_is_left_out_of_titles(typed: str, title: str) -> None:
    plan = paste(f"Міндет\tІс-шара\n{typed}\tСеминар")
    assert outline(plan) == [(title, ["Семинар"])]


def test_an_indicator_may_tell_its_plan_itself() -> None:
    activity = only(
        paste("Іс-шара\tКөрсеткіш\nСеминар\tПікір – кемінде 20\n\tФото/бейне: 4/1\n\tБағдарлама")
    )
    assert [(item.title.kk, item.plan_text.kk) for item in activity.indicators] == [
        ("Пікір", "кемінде 20"),
        ("Фото/бейне", "4/1"),
        ("Бағдарлама", ""),
    ]


def test_rows_with_a_day_each_make_one_period() -> None:
    activity = only(
        paste("Іс-шара\tКүні\nСеминар\t11.07.24\n\t15.07.24\nСеминар\t9 қыркүйек 2024\n")
    )
    assert (activity.starts_on, activity.ends_on) == (date(2024, 7, 11), date(2024, 9, 9))


def test_what_is_not_understood_is_told() -> None:
    plan = paste(
        "Міндет\tІс-шара\tМерзімі\tКөрсеткіш\tЖоспар\n"
        "\t\t10.07.24\t\t\n"
        "\tСеминар\t31.06.24\tПікір\tай сайын 2\n"
        "\t\t\t\t5\n"
        "Ақпарат\t\t\tМақала\t\n"
    )
    assert told(plan) == [
        "Row 2: «10.07.24» belongs to no activity and was left out.",
        "Row 3: «Семинар» stands under no task. Name the task.",
        ("Row 3: «31.06.24» – There is no day 31 in this month: its last day is 2024-06-30."),
        "Row 3: the plan «ай сайын 2» is kept in words. Write its number.",
        "Row 4: the plan «5» has no indicator beside it.",
        "Row 5: «Мақала» belongs to no activity and was left out.",
    ]
    assert outline(plan) == [("", ["Семинар"]), ("Ақпарат", [])]


@pytest.mark.parametrize("text", ["", "Міндет\tІс-шара\n", "1\t2\n"])
def test_nothing_to_read_is_told(text: str) -> None:
    plan = paste(text)
    assert told(plan)[-1].startswith("No activities were found")


def sample_tasks() -> list[dict[str, Any]]:
    path = resources_folder() / "sample" / "project.json"
    tasks: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["project"]["tasks"]
    return tasks


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_plan_of_the_sample_comes_back(code: LanguageCode) -> None:
    heads = {
        "kk": ["Міндет", "Іс-шара", "Мерзімі", "Орны", "Көрсеткіш", "жоспар"],
        "ru": ["Задача", "Мероприятие", "Срок", "Место", "Индикатор", "план"],
    }
    rows = [heads[code]]
    expected = []
    for number, task in enumerate(sample_tasks(), 1):
        title = f"{number}-міндет. " if code == "kk" else f"Задача {number}. "
        title += task["title"][code]
        for activity in task["activities"]:
            day, end = activity["starts_on"], activity["ends_on"]
            days = f"{day} – {end}" if end else day or ""
            lead = [title, activity["title"][code], days, activity["place"][code]]
            for indicator in activity["indicators"]:
                rows.append([*lead, indicator["title"][code], indicator["plan_text"][code]])
                lead, title = [""] * 4, ""
                target = indicator["plan"]["target"]
                expected.append((activity["title"][code], day, end, target))
    plan = paste("\n".join("\t".join(row) for row in rows), code)
    assert told(plan) == []
    assert [task.title.written_in(code) for task in plan.tasks] == [
        task["title"][code] for task in sample_tasks()
    ]
    found = [
        (
            activity.title.written_in(code),
            activity.starts_on and activity.starts_on.isoformat(),
            activity.ends_on and activity.ends_on.isoformat(),
            indicator.plan.target,
        )
        for task in plan.tasks
        for activity in task.activities
        for indicator in activity.indicators
    ]
    assert found == expected
    assert len(found) > 50


@pytest.mark.parametrize("code", LANGUAGES)
def test_problems_are_said(code: LanguageCode) -> None:
    plan = paste("Міндет\tІс-шара\tКүні\tЖауапты\tЖоспар\n\t\tx\n\tА\tx\tб\t5\n\tБ\n\t\t\t\tжиі")
    assert len(plan.problems) >= 4
    for problem in [*plan.problems, *paste("").problems]:
        said = Language.load(code).say(problem)
        assert said != str(problem)
        assert "{" not in said


cells = st.text(alphabet=st.sampled_from("1.-аб \n/%"), max_size=6) | st.sampled_from(
    ["Міндет", "Іс-шара", "1-міндет. А", "10.07.24", "4/1", "План", "№"]
)


@given(
    st.integers(1, 5).flatmap(
        lambda wide: st.lists(st.lists(cells, min_size=wide, max_size=wide), max_size=5)
    )
)
def test_no_table_raises(table: list[list[str]]) -> None:
    plan = read_pasted_plan(table, "kk", today=TODAY)
    assert plan.problems or any(task.activities for task in plan.tasks)
