"""The example that the guidance tells passes the program's own checks and becomes a plan.

Whoever writes as the guidance shows must not be scolded for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from grantee_app.checks.application import check_application, make_subject
from grantee_app.form.application_form import LongTextField, YesNoField
from grantee_app.form.conditions import YES
from grantee_app.form.project_drawing import draw_project
from grantee_app.form.proposed_indicators import propose_indicators
from grantee_app.form.values import FormValues
from grantee_app.language.message import LANGUAGES
from grantee_app.records import Bilingual, Organization
from tests.core.checks.filled import fill, open_filled, read_shipped

TODAY = date(2024, 5, 1)
Cells = dict[str, str | tuple[str, str]]

SMALL_FIELDS: Cells = {
    "applicant_kind": "group",
    "applicant_name": ("«Ақбұлақ» бастамашыл тобы", "Инициативная группа «Акбулак»"),
    "leader": ("Серікова Айнұр Болатқызы", "Серикова Айнур Болатовна"),
    "settlement": ("Жетісу облысы, Ақсу ауданы, Ақбұлақ ауылы", "Аксуский район, село Акбулак"),
    "phone": "+7 700 000 00 00",
    "direct_beneficiaries": "120",
    "project_title": ("Жарық аула", "Светлый двор"),
    "period": "2024-06-03/2024-10-30",
    "sum_asked": "296000",
}
SMALL_TABLES: dict[str, list[Cells]] = {
    "members": [
        {"name": ("Серікова Айнұр", "Серикова Айнур"), "role": ("чектер", "чеки")},
        {"name": ("Омаров Ерлан", "Омаров Ерлан"), "role": ("ағаш ұстасы", "столяр")},
    ],
    "tasks": [
        {"title": ("Алаңның орнын тазалау", "Расчистить место")},
        {"title": ("Құрылғылар мен шам орнату", "Установить снаряды и фонари")},
    ],
    "activities": [
        {
            "title": ("Сенбілік", "Субботник"),
            "task": "tasks1",
            "kind": "community_action",
            "when": "2024-06-08",
            "place": ("Мектеп көшесі, 4-үй", "ул. Школьная, 4"),
            "responsible": ("Айнұр С.", "Айнур С."),
            "participants": "30",
        },
        {
            "title": ("Орнату және ашылу", "Установка и открытие"),
            "task": "tasks2",
            "kind": "presentation",
            "when": "2024-08-05/2024-08-16",
            "place": ("Мектеп көшесі, 4-үй", "ул. Школьная, 4"),
            "responsible": ("Ерлан О.", "Ерлан О."),
            "participants": "60",
        },
    ],
    "indicators": [
        {
            "title": ("Сенбілікке шыққандар", "Вышли на субботник"),
            "activity": "activities1",
            "plan": ("кемінде 30 адам", "не менее 30 человек"),
            "evidence": "participant_list",
        },
        {
            "title": ("Орнатылған құрылғылар", "Установлено снарядов"),
            "activity": "activities2",
            "plan": ("4", "4"),
            "evidence": "photo",
        },
    ],
    "budget": [
        {
            "title": ("Күн шамы, 60 Вт", "Фонарь на солнечной батарее, 60 Вт"),
            "unit": ("дана", "шт."),
            "quantity": "2",
            "price": "28000",
            "grant": "56000",
        },
        {
            "title": ("Ойын құрылғысы", "Игровой снаряд"),
            "unit": ("дана", "шт."),
            "quantity": "4",
            "price": "60000",
            "grant": "240000",
        },
        {
            "title": ("Бағана орнату, еңбек", "Установка столбов, труд"),
            "unit": ("адам-күн", "чел.-день"),
            "quantity": "3",
            "price": "8000",
            "own": "24000",
            "grant": "0",
        },
    ],
}

STATE_FIELDS: Cells = {
    "project_title": ("Үш қызмет – бір телефон", "Три услуги – один телефон"),
    "sphere": "9",
    "topic": ("Егде адамдарды қолдау", "Поддержка пожилых"),
    "grant_kind": "short",
    "manager": ("Омарова Гүлнар", "Омарова Гульнар"),
    "period": "2024-05-27/2024-11-30",
    "socio_direct_beneficiaries": "600",
    "socio_indirect_beneficiaries": "20000",
    "socio_staff": "2",
    "socio_specialists": "1",
    "socio_ngos": "2",
    "socio_payroll": "900000",
    "socio_taxes": "100000",
    "socio_purchases": "1000000",
    "socio_partners": "1",
    "sum_asked": "2000000",
}
STATE_TABLES: dict[str, list[Cells]] = {
    "target_groups": [
        {
            "group": ("50 жастан асқан тұрғындар", "Жители старше 50"),
            "where": ("10 ауыл", "10 сёл"),
            "heads": "570",
            "gets": ("үш қызметті үйренеді", "научатся трём услугам"),
        },
        {
            "group": ("Волонтер-кеңесшілер", "Волонтёры-консультанты"),
            "where": ("10 ауыл", "10 сёл"),
            "heads": "30",
            "gets": ("оқудан өтеді", "пройдут обучение"),
        },
    ],
    "tasks": [
        {
            "title": ("30 волонтер даярлау", "Подготовить 30 волонтёров"),
            "long_term_result": ("әр ауылда кеңесші бар", "в каждом селе есть консультант"),
        },
        {
            "title": ("570 тұрғынды үйрету", "Научить 570 жителей"),
            "long_term_result": ("анықтаманы өзі алады", "получают справки сами"),
        },
    ],
    "partners": [
        {
            "name": ("Аудандық кітапхана", "Районная библиотека"),
            "role": ("тегін бөлме береді", "бесплатно даёт комнату"),
            "has_letter": YES,
        }
    ],
    "team": [
        {
            "name": ("Омарова Гүлнар", "Омарова Гульнар"),
            "role": ("тренер", "тренер"),
            "qualification": ("информатика мұғалімі, 14 жыл", "учитель информатики, 14 лет"),
        }
    ],
    "activities": [
        {
            "task": "tasks1",
            "title": ("Волонтерлерге тренинг", "Тренинг для волонтёров"),
            "kind": "training",
            "when": "2024-06-03/2024-06-05",
            "place": ("Қарабұлақ ауылы", "село Карабулак"),
            "participants": "30",
            "responsible": ("Г. Омарова", "Г. Омарова"),
            "result": ("30 волонтер дайын", "готовы 30 волонтёров"),
        },
        {
            "task": "tasks2",
            "title": ("Сабақтар, 20 сабақ", "Занятия, 20 занятий"),
            "kind": "seminar",
            "when": "2024-06-10/2024-07-25",
            "place": ("10 ауылдың кітапханасы", "библиотеки 10 сёл"),
            "participants": "570",
            "responsible": ("Г. Омарова", "Г. Омарова"),
            "result": ("400 адам анықтама алады", "400 человек получат справку"),
        },
    ],
    "budget": [
        {
            "block": "administrative",
            "title": (
                "Жоба жетекшісінің жалақысы, салықтарымен",
                "Зарплата руководителя с налогами",
            ),
            "unit": ("ай", "месяц"),
            "quantity": "5",
            "price": "100000",
            "grant": "500000",
        },
        {
            "block": "material",
            "title": ("Роутер", "Роутер"),
            "unit": ("дана", "шт."),
            "quantity": "2",
            "price": "50000",
            "grant": "100000",
        },
        {
            "block": "direct",
            "title": ("Тренер қызметі", "Услуги тренера"),
            "activity": "activities2",
            "unit": ("сабақ", "занятие"),
            "quantity": "20",
            "price": "56500",
            "grant": "1130000",
        },
        {
            "block": "direct",
            "title": ("Нұсқаулық басу, 24 бет", "Печать памятки, 24 стр."),
            "activity": "activities2",
            "unit": ("дана", "экз."),
            "quantity": "600",
            "price": "450",
            "grant": "270000",
        },
    ],
}


def propose_rows(activities: Iterable[tuple[str, str, int]]) -> list[Cells]:
    """Return the rows of indicators that are proposed for (row, kind, people)."""
    return [
        {
            "activity": row_id,
            "title": (item.title.kk, item.title.ru),
            "plan": (item.plan.kk, item.plan.ru),
            "evidence": item.evidence,
        }
        for row_id, kind, people in activities
        for item in propose_indicators(kind, people)
    ]


def open_example(form_id: str, fields: Cells, tables: dict[str, list[Cells]], **call):
    """Return an application with the good answers of its guidance, `fields` and `tables`."""
    form = read_shipped(form_id)
    told: dict[str, object] = {}
    for part in form.fields():
        if isinstance(part, LongTextField):
            good = (part.guidance.good.written_in(language) for language in LANGUAGES)
            told[part.key] = tuple(text.removeprefix("«").removesuffix("»") for text in good)
        elif isinstance(part, YesNoField) and part.is_declaration:
            told[part.key] = YES
    filled = fill(form, told | fields, tables, {"bin": "240540012344", "is_in_ngo_database": YES})
    organization = Organization(name=Bilingual(kk="«Жетісу бастамасы» ҚБ"))
    return open_filled(filled, organization, language="kk", **call)


def errors_of(opened, *, spared: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return (code, place) of the errors that are not about a missing file or the profile."""
    form = opened.filled.form
    files = {part.key for part in form.fields() if part.kind == "file"}
    profile = set(opened.filled.profile_columns)
    return [
        (found.code, found.place)
        for found in check_application(make_subject(opened, TODAY))
        if found.severity == "error"
        and not {found.place.split("/")[1]} & (files | profile | set(spared))
    ]


def test_the_small_grant_of_the_guidance_has_no_errors_and_becomes_a_plan():
    opened = open_example(
        "small-grant/application", SMALL_FIELDS, SMALL_TABLES, kind="small", most_amount=300_000
    )
    assert errors_of(opened) == []
    drawn = draw_project(FormValues(opened.filled, TODAY))
    assert drawn.title.ru == "Светлый двор"
    assert [len(task.activities) for task in drawn.tasks] == [1, 1]
    (first,), (second,) = (task.activities for task in drawn.tasks)
    assert (first.title.kk, str(first.starts_on)) == ("Сенбілік", "2024-06-08")
    planned = [indicator.plan.target for indicator in first.indicators]
    assert 30 in planned
    assert second.ends_on == date(2024, 8, 16)
    assert sum(line.grant_tenge for line in drawn.budget_lines) == 296_000
    assert sum(line.own_tenge for line in drawn.budget_lines) == 24_000


@pytest.mark.parametrize(
    ("changed", "code_of"),
    [
        ({"sum_asked": "290000"}, "budget"),
        ({"sum_asked": "310000"}, "sum_asked"),
        ({"period": "2024-06-03/2024-08-10"}, "activities"),
    ],
)
def test_a_mistake_in_the_small_grant_is_told_where_it_is(changed, code_of):
    opened = open_example(
        "small-grant/application",
        SMALL_FIELDS | changed,
        SMALL_TABLES,
        kind="small",
        most_amount=300_000,
    )
    assert any(code_of in place for _code, place in errors_of(opened))


def test_the_state_grant_of_the_guidance_has_no_errors_and_becomes_a_plan():
    indicators = propose_rows([("activities1", "training", 30), ("activities2", "seminar", 570)])
    opened = open_example(
        "kz-state-grant/application",
        STATE_FIELDS,
        STATE_TABLES | {"indicators": indicators},
        kind="short",
        most_amount=2_000_000,
    )
    assert errors_of(opened) == []
    drawn = draw_project(FormValues(opened.filled, TODAY))
    assert [len(task.activities) for task in drawn.tasks] == [1, 1]
    proofs = {item.evidence_kind for task in drawn.tasks for item in task.activities[0].indicators}
    assert {"participant_list", "programme", "photo"} <= proofs
    assert {line.block for line in drawn.budget_lines} == {"administrative", "material", "direct"}
    assert [partner.name.ru for partner in drawn.partners] == ["Районная библиотека"]


@pytest.mark.parametrize(
    ("line", "grant", "place"),
    [
        # 10 % of 2 000 000 are 200 000.
        (1, ("5", "50000", "250000"), "budget"),
        # More administration than direct costs.
        (0, ("5", "300000", "1500000"), "budget"),
    ],
)
def test_the_caps_of_the_law_hold(line, grant, place):
    budget = [dict(row) for row in STATE_TABLES["budget"]]
    budget[line] |= dict(zip(("quantity", "price", "grant"), grant, strict=True))
    opened = open_example(
        "kz-state-grant/application", STATE_FIELDS, STATE_TABLES | {"budget": budget}, kind="short"
    )
    before = open_example("kz-state-grant/application", STATE_FIELDS, STATE_TABLES, kind="short")
    told = set(errors_of(opened)) - set(errors_of(before))
    assert any(place in where for _code, where in told)
