"""The invented form on paper, as it is read back."""

from __future__ import annotations

from grantee_app.form.application_form import ApplicationForm
from grantee_app.form.values import FormValues
from grantee_app.records.application import Application
from grantee_app.report.application import (
    ApplicationSource,
    PrintOptions,
    compose_application,
    compose_empty_form,
)
from grantee_app.report.pdf.render import render_pdf
from tests.core.form.filling import TODAY, fill
from tests.core.report.reading import Paper, read_pdf

GROUP = {
    "applicant_kind": "group",
    "leader kk": "Қалиева Бақыт Серікқызы",
    "settlement kk": "Қарабұлақ ауылы",
    "settlement ru": "село Карабулак",
    "contact": "+7 700 000 00 00",
    "title kk": "Ауыл кітапханасын қайта ашу",
    "problem kk": "Ауылда 240 бала бар.\n\n- кітап жоқ\n- орын жоқ",
    "goal ru": "Открыть библиотеку, в которую ходят 240 детей.",
    "people": "1240",
    "hours": "12.5",
    "spheres": "books,other",
    "other_sphere kk": "Шахмат",
    "period": "2031-04-01/2031-10-30",
    "grant_kind": "small",
    "sum_asked": "1250000",
    "agrees": "1",
}
TABLES = {
    "members": [
        {
            "name kk": "Қалиева Бақыт",
            "role kk": "жетекші",
            "born_on": "1990-03-12",
            "phone": "+7 700 111 11 11",
            "is_adult": "1",
        },
        {"name kk": "Ерғалиев Нұрлан", "role ru": "мастер", "is_adult": "0"},
        {"name kk": "Смағұлова Айгерім"},
    ],
    "tasks": [{"title kk": "Бөлмені жөндеу"}, {"title kk": "Балаларды тарту"}],
    "activities": [
        {
            "title kk": "Жөндеу",
            "task": "tasks0",
            "when": "2031-04-01/2031-04-30",
            "responsible": "members1",
            "people": "12",
        },
        {"title kk": "Ашылу", "task": "tasks1", "when": "2031-05-12", "people": "1500"},
    ],
    "budget": [
        {
            "block": "material",
            "title kk": "Сөрелер",
            "quantity": "12",
            "price": "25000",
            "grant": "300000",
        },
        {
            "block": "direct",
            "title kk": "Кітаптар",
            "quantity": "450",
            "price": "2111",
            "own": "99950",
            "grant": "850000",
        },
        {
            "block": "direct",
            "title kk": "Бояу",
            "quantity": "10",
            "price": "10000",
            "grant": "100000",
        },
    ],
}


def fill_group(currency: str = "KZT", **changes) -> FormValues:
    """Return the form of a group; a field is changed by «goal_kk», a table by its rows."""
    fields, tables = dict(GROUP), dict(TABLES)
    for name, value in changes.items():
        if isinstance(value, list):
            tables[name] = value
        else:
            base, _, language = name.rpartition("_")
            fields[f"{base} {language}" if language in {"kk", "ru"} else name] = value
    return fill(fields, currency, **tables)


def make_source(values: FormValues, language: str = "kk", application=None, **options):
    return ApplicationSource(values, language, PrintOptions(**options), application)


def print_values(
    values: FormValues, language: str = "kk", application: Application | None = None, **options
) -> Paper:
    source = make_source(values, language, application, **options)
    return read_pdf(render_pdf(compose_application(source, TODAY)).data)


def print_empty(form: ApplicationForm, language: str = "kk") -> Paper:
    return read_pdf(render_pdf(compose_empty_form(form, language, TODAY)).data)
