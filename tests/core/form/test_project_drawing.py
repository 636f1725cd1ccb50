"""What the shipped forms become: every table that has a meaning makes records of the project."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest

from grantee_app.form import load_application_form
from grantee_app.form.application_form import Chosen, TableField, find_column
from grantee_app.form.options import list_options
from grantee_app.form.project_drawing import draw_project, guess_expense_kind
from grantee_app.form.values import FormValues
from grantee_app.records.activity import EvidenceKind
from grantee_app.records.base import Bilingual
from grantee_app.records.project import BudgetBlock
from tests.core.checks.filled import fill

TODAY = date(2026, 3, 1)
FORMS = [
    "kz-state-grant/application",
    "small-grant/application",
    "private-donor/project-proposal",
    "private-donor/concept-note",
]
# What stands in a column of a meaning, whatever the form calls it.
CELLS: dict[str, dict[str, Any]] = {
    "tasks": {"title": "Ауылда кітапхана ашу", "long_term_result": "Балалар кітап оқиды"},
    "activities": {
        "title": "Ашылу",
        "task": "tasks",
        "kind": "presentation",
        "when": "2026-05-01/2026-05-02",
        "place": "Ақбұлақ",
        "responsible": "Болат Жұмабай",
        "participants": "50",
        "result": "50 адам келді",
    },
    "indicators": {
        "title": "Қатысушылар",
        "activity": "activities",
        "plan": "кемінде 50 адам",
        "evidence": "participant_list",
    },
    "budget": {
        "block": "direct",
        "title": "Кітап",
        "activity": "activities",
        "unit": "дана",
        "quantity": "100",
        "price": "1500",
        "total": "150000",
        "own": "50000",
        "other": "0",
        "grant": "100000",
    },
    "team": {"name": "Болат Жұмабай", "role": "үйлестіруші", "contacts": "+7 701 234 56 78"},
    "partners": {"name": "Мектеп", "role": "зал", "contacts": "мектеп"},
}


def fill_tables(form_id: str) -> FormValues:
    form = load_application_form(form_id, "2024")
    tables: dict[str, list[dict[str, Any]]] = {}
    for meaning, cells in CELLS.items():
        table = form.find_table(meaning)
        if table is None:
            continue
        row: dict[str, Any] = {}
        for wanted, value in cells.items():
            column = find_column(table, wanted)
            if column is None or getattr(column, "computed", None) is not None:
                continue
            names_row = isinstance(column, Chosen) and column.options_table
            row[column.key] = f"{column.options_table}1" if names_row else value
        tables[table.key] = [row]
    values = {
        part.key: "group"
        for part in form.fields()
        if getattr(part, "meaning", "") == "applicant.kind"
    }
    return FormValues(fill(form, values, tables), TODAY)


@pytest.mark.parametrize("form_id", FORMS)
def test_a_row_of_every_table_becomes_a_record(form_id):
    values = fill_tables(form_id)
    form, drawing = values.form, draw_project(values)
    assert [str(remark) for remark in drawing.remarks] == []
    has = {meaning: form.find_table(meaning) is not None for meaning in CELLS}
    assert bool(drawing.tasks) is (has["tasks"] or has["activities"])
    assert bool(drawing.budget_lines) is has["budget"]
    assert bool(drawing.staff) is has["team"]
    assert bool(drawing.partners) is has["partners"]
    if has["activities"]:
        (task,) = drawing.tasks
        (activity,) = task.activities
        assert (activity.title.kk, activity.starts_on) == ("Ашылу", date(2026, 5, 1))
        assert any(entry.plan.target == 50 for entry in activity.indicators)
        table = form.find_table("activities")
        if has["team"] and table is not None and find_column(table, "responsible"):
            assert activity.responsible_id == drawing.staff[0].id
    if has["budget"]:
        (line,) = drawing.budget_lines
        assert (line.grant_tenge, line.block) == (100_000, "direct")
        assert (line.quantity, line.price_tenge) == (100, 1500)


@pytest.mark.parametrize("form_id", FORMS)
def test_the_options_of_shipped_forms_are_those_of_the_records(form_id):
    form = load_application_form(form_id, "2024")
    for table, column, known in (
        ("budget", "block", get_args(BudgetBlock)),
        ("indicators", "evidence", get_args(EvidenceKind)),
    ):
        found = form.find_table(table)
        part = find_column(found, column) if isinstance(found, TableField) else None
        if isinstance(part, Chosen):
            assert {option.key for option in list_options(form, part)} <= set(known)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Үйлестірушінің еңбекақысы", "payroll"),
        ("Заработная плата бухгалтера", "payroll"),
        ("Әлеуметтік салық", "tax"),
        ("Отчисления ОСМС", "tax"),
        ("Налоги и отчисления (ОПВР, СО): Координатор", "tax"),
        ("Аренда зала", "purchase"),
        ("Услуги тренера", "purchase"),
        ("Аударма қызметі", "purchase"),
        ("Айлық жол билеті", "purchase"),
        ("Бухгалтердің айлығы", "payroll"),
    ],
)
def test_what_a_line_pays(title, kind):
    assert guess_expense_kind(Bilingual(ru=title)) == kind
