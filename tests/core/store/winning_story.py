"""An application in a workspace, written as a group would: for the tests of winning and reusing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grantee_app.records import Application, Bilingual
from grantee_app.records.application import cell_path
from grantee_app.store import answer_rows
from grantee_app.workspace import Workspace

TITLE = Bilingual(kk="Алаң", ru="Площадка")
VALUES = {
    "applicant_kind": "group",
    "leader": "Айгүл Серік",
    "settlement": "Ақбұлақ",
    "contact": "+7 701 234 56 78",
    "title": "Балалар алаңы",
    "goal": "Балалар қауіпсіз ойнайтын жер",
    "period": "2031-04-01/2031-06-30",
    "grant_kind": "small",
    "sum_asked": "300000",
}
TABLES: dict[str, list[dict[str, Any]]] = {
    "members": [
        {"name": "Айгүл Серік", "role": "жетекші", "born_on": "1985-02-01"},
        {"name": "Болат Жұмабай", "role": "ұста"},
    ],
    "tasks": [
        {"title": "Алаң салу", "effect": "Балалар көшеде ойнамайды"},
        {"title": "Күзет ұйымдастыру"},
    ],
    "activities": [
        {"title": "Сенбілік", "task": "@tasks0", "kind": "community_action",
         "when": "2031-05-01/2031-05-03", "place": "Ақбұлақ", "people": "40",
         "responsible": "@members1"},
        {"title": "Ашылу", "task": "@tasks0", "when": "2031-05-01/2031-05-31/m"},
        {"title": "Кезекшілік", "task": "@tasks1", "when": "жазда", "people": "12"},
    ],
    "indicators": [
        {"title": "Қатысушылар", "activity": "@activities0", "plan": "кемінде 40 адам",
         "evidence": "participant_list"},
        {"title": "Фото/бейнеесеп", "activity": "@activities0", "plan": "әр шарадан 4/1",
         "evidence": "photo,video"},
        {"title": "Көңіл", "activity": "@activities1", "plan": "жоғары"},
        {"title": "Жетім көрсеткіш", "plan": "1"},
    ],
    "partners": [{"name": "Ауыл мектебі", "role": "зал береді"}],
    "budget": [
        {"block": "direct", "title": "Тақтай", "activity": "@activities0", "unit": "дана",
         "quantity": "10", "price": "20000", "grant": "200000"},
        {"block": "material", "title": "Құрал", "quantity": "1.5", "price": "40000",
         "own": "10000", "grant": "50000"},
        {"block": "administrative", "title": "Ұстаның еңбекақысы", "quantity": "1",
         "price": "50000", "grant": "50000"},
    ],
}  # fmt: skip


def begin(
    workspace: Workspace,
    values: Mapping[str, Any] | None = None,
    tables: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    **call: Any,
) -> tuple[str, str, dict[str, list[str]]]:
    """Begin a project with a written application; return their ids and those of its rows.

    «@tasks0» in a cell is the id of the first row of the tasks.
    """
    told: dict[str, Any] = {
        "form": "steppe-fund/idea",
        "version": "2031",
        "kind": "small",
        "funder": Bilingual(kk="«Дала»", ru="«Дала»"),
    }
    application = Application(**(told | call))
    project_id, application_id = workspace.applications.begin_project("org", TITLE, application)
    opened = workspace.applications.load(application_id)
    rows: dict[str, list[str]] = {}
    with workspace.change("write"):
        for key, value in (VALUES if values is None else values).items():
            write(workspace, opened, key, opened.filled.languages_of(key), value)
        for table, entries in (TABLES if tables is None else tables).items():
            rows[table] = [workspace.applications.add_row(application_id, table) for _ in entries]
            for row_id, entry in zip(rows[table], entries, strict=True):
                for column, value in entry.items():
                    text = str(value)
                    if text.startswith("@"):
                        text = rows[text[1:-1]][int(text[-1])]
                    languages = opened.filled.languages_of(table, column)
                    path = cell_path(table, row_id, column)
                    write(workspace, opened, path, languages, text)
    return project_id, application_id, rows


def write(
    workspace: Workspace, opened: Any, path: str, languages: Sequence[str], text: str
) -> None:
    """Write an answer, words in Kazakh alone."""
    language = "kk" if "kk" in languages else ""
    answer_rows.write_answer(workspace.db, opened.form_place, path, language, text)
