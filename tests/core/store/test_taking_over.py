"""Nothing known is asked again: the profile, the plan, earlier applications, older versions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from grantee_app.form.eligibility_rules import eligibility_path
from grantee_app.records import (
    Application,
    Bilingual,
    BudgetLine,
    Grant,
    Indicator,
    Organization,
    Partner,
    PlannedActivity,
    Project,
    ProjectFile,
    StaffMember,
    Task,
)
from grantee_app.store import answer_rows
from grantee_app.store.attachments.records import AttachedTo
from grantee_app.workspace import Workspace
from tests.core.invented_form import IDEA, TITLE, add_form, make_idea, open_workspace

TODAY = date(2031, 3, 1)

# Another funder's form: other keys, other kinds, the same meanings.
OTHER = """
kind = "application"
id = "bright-fund/note"
version = "2031"
name = { kk = "Хат", ru = "Письмо" }
title = { kk = "Хат", ru = "Письмо" }
source = "Invented for the tests"
grant_kinds = ["private"]
currencies = ["USD"]
provenance = { kk = "official", ru = "official" }

[[sections]]
id = "all"
name = { kk = "Бәрі", ru = "Всё" }

[[sections.fields]]
kind = "long_text"
key = "why"
label = { kk = "Неге", ru = "Зачем" }
meaning = "project.problem"

[[sections.fields]]
kind = "text"
key = "called"
label = { kk = "Аты", ru = "Название" }
meaning = "project.title"

[[sections.fields]]
kind = "money"
key = "asked"
label = { kk = "Сома", ru = "Сумма" }
meaning = "project.sum_asked"

[[sections.fields]]
kind = "yes_no"
key = "promise"
label = { kk = "Келісемін", ru = "Согласен" }
is_declaration = true

[[sections.fields]]
kind = "table"
key = "steps"
label = { kk = "Қадамдар", ru = "Шаги" }
meaning = "activities"
columns = [
    { kind = "text", key = "what", label = { kk = "Не", ru = "Что" }, meaning = "title" },
    { kind = "text", key = "purpose", label = { kk = "Міндет", ru = "Задача" }, meaning = "task" },
    { kind = "date_range", key = "dates", label = { kk = "Күн", ru = "Срок" }, meaning = "when" },
    { kind = "text", key = "people", label = { kk = "Кім", ru = "Кто" } },
]

[[sections.fields]]
kind = "table"
key = "money"
label = { kk = "Смета", ru = "Смета" }
meaning = "budget"
columns = [
    { kind = "text", key = "what", label = { kk = "Не", ru = "Что" }, meaning = "title" },
    { kind = "money", key = "whole", label = { kk = "Барлығы", ru = "Всего" }, meaning = "total" },
]

[[sections.fields]]
kind = "table"
key = "before"
label = { kk = "Тәжірибе", ru = "Опыт" }
meaning = "experience"
columns = [
    { kind = "text", key = "who", label = { kk = "Кім", ru = "Кто" }, meaning = "customer" },
    { kind = "text", key = "what", label = { kk = "Не", ru = "Что" }, meaning = "title" },
    { kind = "money", key = "sum", label = { kk = "Сома", ru = "Сумма" }, meaning = "sum" },
    { kind = "text", key = "years", label = { kk = "Жылдар", ru = "Годы" }, meaning = "years" },
]
"""


def idea(**told: object) -> Application:
    return make_idea(kind="small", **told)


def note() -> Application:
    return Application(form="bright-fund/note", version="2031", kind="private", currency="USD")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    group = Organization(
        name=Bilingual(kk="«Бастау» тобы"),
        legal_form="initiative_group",
        head=Bilingual(kk="Айгүл Сейітова", ru="Айгуль Сеитова"),
    )
    with open_workspace(tmp_path / "жұмыс", group) as opened:
        add_form(opened.folder, OTHER)
        yield opened


def write(workspace: Workspace, begun: str, texts: dict[str, str], table: str = "") -> str:
    """Write «goal kk» or «sum_asked» into fields, or into a new row of a table."""
    row = workspace.applications.add_row(begun, table) if table else ""
    opened = workspace.applications.load(begun)
    for name, text in texts.items():
        key, _, language = name.partition(" ")
        where = (table, row, key) if table else (key,)
        workspace.write_text(opened.find_place(*where).place, language, text)
    return row


def fill(workspace: Workspace) -> str:
    """Return a filled application of the invented form."""
    begun = workspace.applications.begin_project("org", TITLE, idea())[1]
    write(
        workspace,
        begun,
        {
            "problem kk": "Кітап жоқ",
            "sum_asked": "300 мың",
            "agrees": "1",
            "spheres": "sport,books",
        },
    )
    task = write(workspace, begun, {"title kk": "Оқыту", "title ru": "Учить"}, "tasks")
    write(
        workspace,
        begun,
        {"title kk": "Кеш", "task": task, "when": "10.07.2031", "people": "20"},
        "activities",
    )
    write(workspace, begun, {"title kk": "Кітап", "quantity": "10", "price": "2500"}, "budget")
    return begun


# ------------------------------------------------------------------ from the records


def test_a_new_application_knows_the_profile_and_the_plan(workspace):
    member = StaffMember(name=Bilingual(kk="Дана"), role=Bilingual(ru="Тренер"))
    activity = PlannedActivity(
        title=Bilingual(kk="Оқу кеші"),
        starts_on=date(2031, 6, 1),
        ends_on=date(2031, 7, 31),
        dates_as="months",
        responsible_id=member.id,
        indicators=[Indicator(title=Bilingual(kk="Фото"), evidence_kind="photo")],
    )
    project = Project(
        title=TITLE,
        goal=Bilingual(ru="Чтобы читали"),
        starts_on=date(2031, 5, 1),
        ends_on=date(2031, 9, 30),
        staff=[member],
        partners=[Partner(name=Bilingual(kk="Әкімдік"))],
        tasks=[Task(title=Bilingual(kk="Оқыту"), activities=[activity])],
        budget_lines=[
            BudgetLine(
                title=Bilingual(kk="Кітап"),
                block="direct",
                quantity=1.5,
                price_tenge=2000,
                grant_tenge=3000,
                planned_activity_id=activity.id,
            )
        ],
    )
    organization = workspace.records.list_organizations()[0]
    workspace.save_project(
        ProjectFile(
            format="bastama-project", schema_version=1, organization=organization, project=project
        )
    )
    begun = workspace.applications.begin(project.id, idea())
    values = workspace.applications.load(begun).read_values(TODAY)
    filled = values.filled
    assert values.value("applicant_kind") == "group"
    assert filled.told("leader").ru == "Айгуль Сеитова"
    assert filled.told("title") == TITLE
    assert filled.told("goal").ru == "Чтобы читали"
    assert filled.text("period") == "2031-05-01/2031-09-30"
    assert values.value("grant_kind") == "small"
    (task,), (activity_row,) = values.rows("tasks"), values.rows("activities")
    (person,) = values.rows("members")
    assert values.cell("activities", activity_row, "task") == task
    assert values.cell("activities", activity_row, "responsible") == person
    assert filled.cell("activities", activity_row, "when") == "2031-06-01/2031-07-31/m"
    (line,) = values.rows("budget")
    assert values.cell("budget", line, "activity") == activity_row
    assert values.cell("budget", line, "total") == 3000
    assert filled.cell("budget", line, "own") == ""
    (indicator,) = values.rows("indicators")
    assert values.cell("indicators", indicator, "evidence") == ("photo",)
    workspace.undo()
    assert workspace.applications.find(project.id) == ""
    assert workspace.load_project(project.id).project.answers == []


def test_experience_is_what_was_contracted_before(workspace):
    organization = workspace.records.list_organizations()[0]
    for year, number in ((2029, "7"), (2030, "")):
        project = Project(
            title=Bilingual(kk=f"Жоба {year}"),
            starts_on=date(year, 3, 1),
            ends_on=date(year + 1, 2, 1),
            grant=Grant(contract_number=number, amount=500_000, funder=Bilingual(kk="Қор")),
        )
        workspace.save_project(
            ProjectFile(
                format="bastama-project",
                schema_version=1,
                organization=organization,
                project=project,
            )
        )
    begun = workspace.applications.begin_project("org", TITLE, note())[1]
    values = workspace.applications.load(begun).read_values(TODAY)
    (row,) = values.rows("before")
    assert values.filled.told_cell("before", row, "what").kk == "Жоба 2029"
    assert values.cell("before", row, "sum") == 500_000
    assert values.filled.told_cell("before", row, "years").ru == "2029–2030"


def test_what_somebody_wrote_is_left_alone(workspace):
    begun = workspace.applications.begin_project("org", TITLE, idea())[1]
    write(workspace, begun, {"title kk": "Басқа атау", "applicant_kind": "person"})
    workspace.applications.prefill(begun)
    filled = workspace.applications.load(begun).filled
    assert filled.told("title") == Bilingual(kk="Басқа атау", ru=TITLE.ru)
    assert filled.text("applicant_kind") == "person"


# ------------------------------------------------------------------ from an earlier application


def test_an_earlier_application_of_any_form_is_copied_by_meaning(workspace):
    earlier = fill(workspace)
    begun = workspace.applications.begin_project("org", Bilingual(ru="Новая"), note())[1]
    write(workspace, begun, {"why ru": "Уже написано"})
    found = workspace.applications.copy_from(begun, earlier, TODAY)
    values = workspace.applications.load(begun).read_values(TODAY)
    # What was typed stays, what was empty is filled.
    assert values.filled.told("why") == Bilingual(kk="Кітап жоқ", ru="Уже написано")
    assert values.filled.told("called") == Bilingual(kk="Ауыл кітапханасы", ru="Новая")
    assert values.value("asked") == 300_000
    assert values.value("promise") is None  # a declaration is made anew
    (step,) = values.rows("steps")
    assert values.filled.told_cell("steps", step, "what").kk == "Кеш"
    assert values.filled.told_cell("steps", step, "purpose") == Bilingual(kk="Оқыту", ru="Учить")
    assert values.filled.cell("steps", step, "dates") == "2031-07-10"
    (line,) = values.rows("money")
    assert values.cell("money", line, "whole") == 25_000  # what was computed there is typed here
    gone = {(part.key, part.column): part.written for part in found.gone}
    assert gone["spheres", ""].ru == "Спорт, Книги"
    assert gone["activities", "people"].kk == "20"
    assert ("sum_asked", "") not in gone
    # One step, and the earlier one is as it was.
    workspace.undo()
    assert workspace.applications.load(begun).filled.rows_of("steps") == ()
    assert workspace.applications.load(earlier).filled.text("sum_asked") == "300000"


def test_words_become_a_choice_where_they_are_one(workspace):
    earlier = workspace.applications.begin_project("org", TITLE, note())[1]
    write(workspace, earlier, {"what kk": "Кеш", "purpose kk": "Оқыту"}, "steps")
    begun = workspace.applications.begin_project("org", TITLE, idea())[1]
    found = workspace.applications.copy_from(begun, earlier, TODAY)
    filled = workspace.applications.load(begun).filled
    assert len(filled.rows_of("activities")) == 1
    # The other form's tasks are words, and this one's are rows that do not exist.
    assert [(part.key, part.column) for part in found.gone] == [("steps", "purpose")]


def test_files_go_along_in_the_same_form(workspace, tmp_path):
    earlier = fill(workspace)
    source = tmp_path / "хат.txt"
    source.write_text("Қолдаймыз", encoding="utf-8")
    (document,) = workspace.applications.load(earlier).application.documents
    workspace.attachments.attach(AttachedTo("application_document", document.id), source)
    begun = workspace.applications.begin_project("org", TITLE, idea())[1]
    workspace.applications.copy_from(begun, earlier, TODAY)
    opened = workspace.applications.load(begun)
    assert opened.documents["letter"][0].attachments[0].name == "хат.txt"
    assert opened.filled.text("agrees") == ""
    assert workspace.applications.load(earlier).documents["letter"][0].attachments
    task = opened.filled.rows_of("tasks")[0]
    (activity,) = opened.filled.rows_of("activities")
    assert opened.filled.cell("activities", activity, "task") == task


# ------------------------------------------------------------------ to another version


def add_version(workspace: Workspace, *changes: tuple[str, str]) -> None:
    text = IDEA.read_text(encoding="utf-8").replace('version = "2031"', 'version = "2032"')
    for right, wrong in changes:
        assert right in text
        text = text.replace(right, wrong, 1)
    add_form(workspace.folder, text)


HALL = '{ kind = "text", key = "hall", label = { kk = "Зал", ru = "Зал" } }'
CHANGES = (
    ('key = "problem"', 'key = "trouble"\nrenamed_from = ["problem"]'),
    # Gone: the hours; new: a field and a column.
    ('kind = "number"\nkey = "hours"', 'kind = "text"\nkey = "motto"'),
    ("min = 0.5\n", ""),
    ('key = "spheres"', 'key = "areas"'),
    ('{ field = "spheres"', '{ field = "areas"'),
    (
        '{ kind = "place", key = "place"',
        f'{HALL}, {{ kind = "place", key = "place"',
    ),
    ('{ kind = "whole_number", key = "people"', '{ kind = "whole_number", key = "crowd"'),
    ('meaning = "participants"', 'renamed_from = ["people"]'),
    ('key = "letter"', 'key = "support"\nrenamed_from = ["letter"]'),
)


def test_a_draft_is_carried_to_a_new_version_and_nothing_is_lost(workspace):
    begun = fill(workspace)
    write(workspace, begun, {"hours": "1,5"})
    add_version(workspace, *CHANGES)
    newer = workspace.applications.find_newer_version("steppe-fund/idea", "2031")
    assert newer == "2032"
    assert workspace.applications.find_newer_version("steppe-fund/idea", "2032") == ""
    preview = workspace.applications.preview_version(begun, "2032", TODAY)
    assert workspace.applications.load(begun).form.version == "2031"
    found = workspace.applications.carry_to_version(begun, "2032", TODAY)
    assert found == preview
    opened = workspace.applications.load(begun)
    values = opened.read_values(TODAY)
    assert opened.form.version == opened.application.version == "2032"
    assert values.filled.told("trouble").kk == "Кітап жоқ"
    assert values.value("agrees") is True  # the same words, the same application
    (activity,), (task,) = values.rows("activities"), values.rows("tasks")
    assert values.cell("activities", activity, "task") == task
    assert values.cell("activities", activity, "crowd") == 20
    assert [document.path for document in opened.application.documents] == ["support"]
    assert {(part.key, part.column) for part in found.new} == {
        ("motto", ""),
        ("areas", ""),
        ("activities", "hall"),
    }
    gone = {part.key: part.written.ru for part in found.gone}
    assert gone == {"hours": "1.5", "spheres": "Спорт, Книги"}
    assert found.gone[0].label.ru == "Часов в неделю"
    # It is still there, and told again whenever somebody asks.
    assert workspace.applications.list_left_behind(begun, TODAY) == found.gone
    workspace.undo()
    assert workspace.applications.load(begun).form.version == "2031"
    assert workspace.applications.load(begun).filled.text("hours") == "1.5"


def test_what_the_pre_check_was_told_goes_along(workspace):
    begun = fill(workspace)
    path = eligibility_path("charter_stamp")
    place = workspace.applications.load(begun).form_place
    answer_rows.write_answer(workspace.db, place, path, "", "1")
    add_version(workspace, *CHANGES)
    workspace.applications.carry_to_version(begun, "2032", TODAY)
    assert workspace.applications.load(begun).filled.text(path) == "1"


def test_there_and_back_keeps_what_only_stands_in_one_version(workspace):
    begun = fill(workspace)
    write(workspace, begun, {"hours": "1,5"})
    add_version(workspace, *CHANGES)
    workspace.applications.carry_to_version(begun, "2032", TODAY)
    write(workspace, begun, {"trouble kk": "Жаңа мәтін", "motto kk": "Ұран"})
    workspace.applications.carry_to_version(begun, "2031", TODAY)
    filled = workspace.applications.load(begun).filled
    assert filled.told("problem").kk == "Жаңа мәтін"
    assert filled.text("hours") == "1.5"
    assert len(filled.rows_of("activities")) == 1
    assert [part.key for part in workspace.applications.list_left_behind(begun, TODAY)] == ["motto"]


def test_a_changed_declaration_is_made_anew(workspace):
    begun = fill(workspace)
    add_version(workspace, ('ru = "Согласен на обработку', 'ru = "Полностью согласен на обработку'))
    workspace.applications.carry_to_version(begun, "2032", TODAY)
    assert workspace.applications.load(begun).filled.text("agrees") == ""


def test_what_was_left_is_told_when_the_old_file_is_gone(workspace):
    begun = fill(workspace)
    add_version(workspace, *CHANGES)
    workspace.applications.carry_to_version(begun, "2032", TODAY)
    (workspace.folder / "forms" / "steppe-fund" / "idea" / "2031.toml").unlink()
    left = {
        part.key: part.written.kk for part in workspace.applications.list_left_behind(begun, TODAY)
    }
    assert left["spheres"] == "sport,books"
