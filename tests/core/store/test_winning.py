"""A won application becomes the project in one step, and nothing is doubled or lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from grantee_app.checks.application.differences import list_differences
from grantee_app.form.table_pasting import read_pasted_into
from grantee_app.language.catalogue import Language
from grantee_app.records import Bilingual, Partner, PlannedActivity, Project, Task
from grantee_app.records.application import cell_path
from grantee_app.records.pasted_table import read_pasted_cells
from grantee_app.records.plan import PlannedValue
from grantee_app.store.editing import Parent
from grantee_app.store.texts import RecordPlace
from grantee_app.workspace import Workspace
from grantee_app.workspace.winning import Contract, WinningPlan, apply_winning, plan_winning
from tests.core.invented_form import open_workspace
from tests.core.store.winning_story import TABLES, VALUES, begin, write

TODAY = date(2031, 3, 1)
CONTRACT = Contract(
    number="17",
    signed_on=date(2031, 3, 20),
    starts_on=date(2031, 4, 5),
    ends_on=date(2031, 6, 30),
    amount=270_000,
)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(tmp_path / "w") as opened:
        yield opened


def load(workspace: Workspace, project_id: str) -> Project:
    return workspace.load_project(project_id).project


def plan(workspace: Workspace, application_id: str, **told: Any) -> WinningPlan:
    contract = told.pop("contract", CONTRACT)
    return plan_winning(workspace, application_id, contract, today=TODAY, **told)


def win(workspace: Workspace, **told: Any) -> tuple[Project, str, dict[str, list[str]]]:
    project_id, application_id, rows = begin(workspace, **told)
    apply_winning(workspace, plan(workspace, application_id))
    return load(workspace, project_id), application_id, rows


def test_a_plan_is_only_a_plan(workspace):
    project_id, application_id, _ = begin(workspace)
    before = load(workspace, project_id)
    found = plan(workspace, application_id)
    assert load(workspace, project_id) == before
    made = [change.table for change in found.list("make")]
    assert made.count("task") == 2
    assert made.count("planned_activity") == 3
    assert made.count("budget_line") == 3
    assert made.count("staff_member") == 2
    assert made.count("partner") == 1
    assert not found.is_idle


def test_the_whole_application_becomes_the_project(workspace):
    project, application_id, rows = win(workspace)
    assert project.goal.kk == "Балалар қауіпсіз ойнайтын жер"
    assert (project.starts_on, project.ends_on) == (date(2031, 4, 5), date(2031, 6, 30))
    grant = project.grant
    assert (grant.amount, grant.contract_number, grant.contract_on) == (
        270_000,
        "17",
        date(2031, 3, 20),
    )
    assert (grant.kind, grant.funder.kk) == ("small", "«Дала»")
    first, second = project.tasks
    assert (first.title.kk, first.long_term_result.kk) == ("Алаң салу", "Балалар көшеде ойнамайды")
    subbotnik, opening = first.activities
    assert (subbotnik.title.kk, subbotnik.place.kk) == ("Сенбілік", "Ақбұлақ")
    assert (subbotnik.starts_on, subbotnik.ends_on) == (date(2031, 5, 1), date(2031, 5, 3))
    assert subbotnik.responsible_id == rows["members"][1]
    assert opening.dates_as == "months"
    (duty,) = second.activities
    assert duty.starts_on is None
    application = workspace.applications.load(application_id).application
    assert (application.state, application.decided_on) == ("won", date(2031, 3, 20))


def test_indicators_bring_their_numbers_and_evidence(workspace):
    project, _, _ = win(workspace)
    people, photos = project.tasks[0].activities[0].indicators
    assert people.plan == PlannedValue(target=40, unit="people", comparison="at_least")
    assert (people.counted_from, people.evidence_kind) == ("people", "participant_list")
    assert (photos.plan.target, photos.plan.second_target, photos.plan.per_event) == (4, 1, True)
    assert (photos.evidence_kind, photos.second_evidence_kind) == ("photo", "video")
    assert photos.counted_from == "evidence"
    # A number of participants without an indicator gets one; a plan in words stays in words.
    (heads,) = project.tasks[1].activities[0].indicators
    assert (heads.plan.target, heads.plan.unit, heads.counted_from) == (12, "people", "people")
    assert heads.title == Bilingual(kk="Қатысушылар саны", ru="Количество участников")
    (mood,) = project.tasks[0].activities[1].indicators
    assert (mood.plan_text.kk, mood.plan.target, mood.counted_from) == ("жоғары", None, "typed")


def test_the_kind_of_an_activity_goes_along_and_is_asked_about_where_the_plan_says_otherwise(
    workspace,
):
    project_id, application_id, rows = begin(workspace)
    planned = PlannedActivity(title=Bilingual(kk="Ашылу"), kind="fair")
    task = Task(title=Bilingual(kk="Алаң салу"), activities=[planned])
    workspace.records.add("task", Parent("project", project_id), task)
    opened = workspace.applications.load(application_id)
    kind = cell_path("activities", rows["activities"][1], "kind")
    write(workspace, opened, kind, [""], "forum")
    found = plan(workspace, application_id)
    (asked,) = [change for change in found.list("ask") if change.table == "planned_activity"]
    assert [(told.name, told.before, told.after) for told in asked.fields] == [
        ("kind", "fair", "forum")
    ]
    apply_winning(workspace, found)
    kinds = [entry.kind for entry in load(workspace, project_id).tasks[0].activities]
    assert kinds == ["fair", "community_action"]
    apply_winning(workspace, plan(workspace, application_id), frozenset({asked.key}))
    assert load(workspace, project_id).tasks[0].activities[0].kind == "forum"


def test_the_budget_knows_its_activity_and_what_it_pays(workspace):
    project, _, rows = win(workspace)
    boards, tools, wage = project.budget_lines
    assert (boards.title.kk, boards.block, boards.unit.kk) == ("Тақтай", "direct", "дана")
    assert (boards.quantity, boards.price_tenge, boards.grant_tenge) == (10, 20_000, 200_000)
    assert boards.planned_activity_id == rows["activities"][0]
    assert (tools.quantity, tools.own_tenge, tools.grant_tenge) == (1.5, 10_000, 50_000)
    assert (boards.kind, wage.kind) == ("purchase", "payroll")
    assert [member.name.kk for member in project.staff] == ["Айгүл Серік", "Болат Жұмабай"]
    assert project.partners[0].role.kk == "зал береді"


def test_what_became_no_record_is_told(workspace):
    _, application_id, _ = begin(workspace)
    say = Language.load("ru").say
    told = [say(remark) for remark in plan(workspace, application_id).remarks]
    assert told == [
        "«Көңіл»: план «жоғары» оставлен словами. Впишите его число в плане.",
        "Показатель «Жетім көрсеткіш» не относится ни к одному мероприятию, и в плане его нет.",
        "«Кезекшілік»: срок «жазда» не прочитан. Впишите его в плане.",
    ]


def test_it_is_one_step_of_undo(workspace):
    project_id, application_id, _ = begin(workspace)
    before = load(workspace, project_id)
    result = apply_winning(workspace, plan(workspace, application_id))
    after = load(workspace, project_id)
    assert (result.made, result.changed) == (15, 2)
    workspace.undo()
    assert load(workspace, project_id) == before
    assert workspace.applications.load(application_id).application.state == "draft"
    workspace.redo()
    assert load(workspace, project_id) == after


def test_again_changes_nothing(workspace):
    project, application_id, _ = win(workspace)
    again = plan(workspace, application_id)
    assert again.is_idle
    assert {change.action for change in again.changes} <= {"keep", "ask"}
    assert apply_winning(workspace, again).made == 0
    assert load(workspace, project.id) == project


def test_what_somebody_changed_in_the_plan_is_asked_about(workspace):
    project, application_id, _ = win(workspace)
    activity = project.tasks[0].activities[0]
    place = RecordPlace("planned_activity", activity.id, "title")
    workspace.write_text(place, "kk", "Үлкен сенбілік")
    days = RecordPlace("planned_activity", activity.id, "dates")
    workspace.write_text(days, "", "10.05.2031")
    again = plan(workspace, application_id)
    (asked,) = [change for change in again.list("ask") if change.table == "planned_activity"]
    assert [told.name for told in asked.fields] == ["starts_on", "ends_on", "dates_as", "title"]
    apply_winning(workspace, again)
    assert load(workspace, project.id).tasks[0].activities[0].title.kk == "Үлкен сенбілік"
    apply_winning(workspace, again, overwrite=frozenset({asked.key}))
    kept = load(workspace, project.id).tasks[0].activities[0]
    assert (kept.title.kk, kept.starts_on, kept.ends_on) == (
        "Сенбілік",
        date(2031, 5, 1),
        date(2031, 5, 3),
    )


def test_what_was_typed_before_is_found_by_its_title_and_filled_in(workspace):
    project_id, application_id, _ = begin(workspace)
    planned = PlannedActivity(title=Bilingual(ru="Субботник", kk="сенбілік"))
    task = Task(title=Bilingual(kk="АЛАҢ САЛУ"), activities=[planned])
    workspace.records.add("task", Parent("project", project_id), task)
    school = Partner(name=Bilingual(kk="Ауыл мектебі"))
    workspace.records.add("partner", Parent("project", project_id), school)
    apply_winning(workspace, plan(workspace, application_id))
    project = load(workspace, project_id)
    assert project.tasks[0].id == task.id
    assert len(project.tasks) == 2
    first = project.tasks[0].activities[0]
    assert (first.id, first.place.kk, first.starts_on) == (
        planned.id,
        "Ақбұлақ",
        date(2031, 5, 1),
    )
    assert first.title.ru == "Субботник"
    assert len(first.indicators) == 2
    assert [partner.role.kk for partner in project.partners] == ["зал береді"]
    # What names the activity names the one that stood there.
    assert project.budget_lines[0].planned_activity_id == planned.id


def test_the_project_keeps_its_title_unless_it_is_wanted_otherwise(workspace):
    project_id, application_id, _ = begin(workspace)
    found = plan(workspace, application_id)
    (asked,) = [change for change in found.list("ask") if change.table == "project"]
    assert [told.name for told in asked.fields] == ["title"]
    apply_winning(workspace, found, overwrite=frozenset({asked.key}))
    assert load(workspace, project_id).title.kk == "Балалар алаңы"


def test_what_the_contract_leaves_out_is_not_planned(workspace):
    project_id, application_id, rows = begin(workspace)
    left_out = frozenset({rows["activities"][0]})
    apply_winning(workspace, plan(workspace, application_id, left_out=left_out))
    project = load(workspace, project_id)
    titles = [entry.title.kk for task in project.tasks for entry in task.activities]
    assert titles == ["Ашылу", "Кезекшілік"]
    assert project.budget_lines[0].planned_activity_id is None


def test_a_contract_told_later_is_taken(workspace):
    project, application_id, _ = win(workspace)
    later = Contract(number="17-А", amount=280_000, ends_on=date(2031, 7, 15))
    found = plan(workspace, application_id, contract=later)
    assert {change.table for change in found.list("take")} == {"project", "grant"}
    apply_winning(workspace, found)
    grant = load(workspace, project.id).grant
    assert (grant.contract_number, grant.amount, grant.starts_on) == (
        "17-А",
        280_000,
        date(2031, 4, 5),
    )


def test_without_a_contract_the_application_speaks(workspace):
    project_id, application_id, _ = begin(workspace)
    apply_winning(workspace, plan(workspace, application_id, contract=Contract()), on=TODAY)
    project = load(workspace, project_id)
    assert project.grant.amount == 300_000
    assert (project.starts_on, project.ends_on) == (date(2031, 4, 1), date(2031, 6, 30))
    assert workspace.applications.load(application_id).application.decided_on == TODAY


def test_a_budget_in_dollars_is_not_taken_for_tenge(workspace):
    project_id, application_id, _ = begin(workspace, currency="USD")
    found = plan(workspace, application_id, contract=Contract(amount=900))
    apply_winning(workspace, found)
    project = load(workspace, project_id)
    assert project.budget_lines == []
    assert (project.grant.currency, project.grant.amount) == ("USD", 900)
    assert any("USD" in str(remark) for remark in found.remarks)


def test_activities_without_a_task_get_one(workspace):
    activities = [{"title": "Сабақ", "when": "2031-05-01"}]
    project_id, application_id, _ = begin(workspace, VALUES, {"activities": activities})
    apply_winning(workspace, plan(workspace, application_id))
    (task,) = load(workspace, project_id).tasks
    assert task.title == Bilingual(kk="Жобаның іс-шаралары", ru="Мероприятия проекта")
    assert plan(workspace, application_id).is_idle


def test_an_activity_of_a_task_without_a_title_is_not_lost(workspace):
    tables = TABLES | {"tasks": [{"effect": "Балалар көшеде ойнамайды"}, {"title": "Күзет"}]}
    project_id, application_id, rows = begin(workspace, VALUES, tables)
    apply_winning(workspace, plan(workspace, application_id))
    project = load(workspace, project_id)
    planned = [entry.id for task in project.tasks for entry in task.activities]
    assert set(planned) == set(rows["activities"])
    # What pays for it names it as before.
    assert project.budget_lines[0].planned_activity_id == rows["activities"][0]


def test_an_empty_application_makes_nothing(workspace):
    project_id, application_id, _ = begin(workspace, {}, {})
    result = apply_winning(workspace, plan(workspace, application_id, contract=Contract()))
    assert result.made == 0
    assert load(workspace, project_id).tasks == []


def differences(workspace: Workspace, application_id: str, project_id: str) -> list[str]:
    opened = workspace.applications.load(application_id)
    found = list_differences(opened, load(workspace, project_id), TODAY)
    say = Language.load("ru").say
    return [say(one.said).replace("\u00a0", " ") for one in found]


def test_the_application_against_the_contract(workspace):
    project_id, application_id, rows = begin(workspace)
    left_out = frozenset({rows["activities"][2]})
    contract = Contract(
        amount=200_000, starts_on=date(2031, 5, 2), ends_on=date(2031, 6, 30), number="1"
    )
    apply_winning(workspace, plan(workspace, application_id, contract=contract, left_out=left_out))
    assert differences(workspace, application_id, project_id) == [
        "Запрошено 300 000, по договору – 200 000: на 100 000 меньше.",
        "Смета распределяет 300 000 гранта, а по договору – 200 000: перепишите её строки.",
        "Начало: в заявке 01.04.2031, в договоре 02.05.2031.",
        "«Сенбілік» запланировано вне срока договора.",
        "«Ашылу» запланировано вне срока договора.",
        "«Кезекшілік» – в плане этого нет.",
    ]


def test_no_differences_where_there_are_none(workspace):
    project_id, application_id, _ = begin(workspace)
    apply_winning(workspace, plan(workspace, application_id, contract=Contract(number="1")))
    assert differences(workspace, application_id, project_id) == []


@pytest.mark.parametrize(
    ("form", "table", "told"),
    [
        ("steppe-fund/idea", "members", {"born_on": "1985-02-01", "phone": "+7 700 000 00 00"}),
        ("kz-state-grant/application", "team", {"contacts": "+7 700 000 00 00"}),
    ],
)
def test_of_the_team_names_and_roles_go_along_and_the_rest_stays_in_the_application(
    workspace, form, table, told
):
    member = {"name": "Айгүл Серік", "role": "жетекші"}
    version = "2031" if table == "members" else "2024"
    values = {"applicant_kind": "group"} if table == "members" else {}
    project, application_id, rows = win(
        workspace, values=values, tables={table: [member | told]}, form=form, version=version
    )
    (carried,) = project.staff
    assert (carried.name.kk, carried.role.kk) == ("Айгүл Серік", "жетекші")
    apart = project.model_dump(mode="json", exclude={"answers"})
    assert not any(text in str(apart) for text in told.values())
    filled = workspace.applications.load(application_id).filled
    for column, text in told.items():
        assert filled.told_cell(table, rows[table][0], column).kk == text


def test_contacts_of_a_partner_go_along(workspace):
    told = {"name": "Ауыл мектебі", "role": "зал береді", "contacts": "8 (72835) 0-00-00"}
    project, _, _ = win(
        workspace,
        values={},
        tables={"partners": [told]},
        form="kz-state-grant/application",
        version="2024",
    )
    (partner,) = project.partners
    assert (partner.role.kk, partner.contacts.kk) == (told["role"], told["contacts"])


def test_many_rows_stay_two(workspace):
    twice = [TABLES["partners"][0], TABLES["partners"][0]]
    project, application_id, _ = win(workspace, tables={"partners": twice})
    assert len(project.partners) == 2
    assert plan(workspace, application_id).is_idle


def test_a_row_taken_out_of_the_plan_is_made_again_beside_its_namesake(workspace):
    twins = [TABLES["partners"][0], TABLES["partners"][0]]
    project, application_id, rows = win(workspace, tables={"partners": twins})
    workspace.records.remove("partner", rows["partners"][0])
    again = plan(workspace, application_id)
    assert [change.record_id for change in again.list("make")] == [rows["partners"][0]]
    apply_winning(workspace, again)
    assert len(load(workspace, project.id).partners) == 2


def test_what_was_moved_in_the_plan_stays_where_it_is(workspace):
    project, application_id, rows = win(workspace)
    first, second = project.tasks
    workspace.records.move("planned_activity", rows["activities"][0], 0, Parent("task", second.id))
    opening = first.activities[1]
    workspace.records.move(
        "indicator", rows["indicators"][0], 0, Parent("planned_activity", opening.id)
    )
    again = plan(workspace, application_id)
    assert again.is_idle
    before = load(workspace, project.id)
    apply_winning(workspace, again)
    assert load(workspace, project.id) == before


def test_a_pasted_plan_and_budget_become_the_project(workspace):
    """From Word and Excel to the plan, without typing: each paste is one step of undo."""
    project_id, application_id, _ = begin(workspace, {"period": VALUES["period"]}, {})
    paste(workspace, application_id, "tasks", "Міндет\nАлаң салу\n")
    plan_text = "Міндет\tІс-шара\tМерзімі\tОрны\nАлаң салу\tСенбілік\t1-3 мамыр\tАқбұлақ\n"
    paste(workspace, application_id, "activities", plan_text)
    budget = (
        "Шығыстар бабы\tІс-шара\tБірлігі\tСаны\tБағасы\tГрант\n"
        "Тікелей шығыстар\nТақтай\tСенбілік\tдана\t10\t25 000\t250 000\nЖиыны\t\t\t\t\t250 000\n"
    )
    paste(workspace, application_id, "budget", budget)
    workspace.undo()
    assert workspace.applications.load(application_id).filled.rows_of("budget") == ()
    workspace.redo()
    apply_winning(workspace, plan(workspace, application_id))
    project = load(workspace, project_id)
    (task,) = project.tasks
    (activity,) = task.activities
    assert (activity.title.kk, activity.starts_on, activity.ends_on) == (
        "Сенбілік",
        date(2031, 5, 1),
        date(2031, 5, 3),
    )
    (line,) = project.budget_lines
    assert (line.block, line.quantity, line.price_tenge, line.grant_tenge) == (
        "direct",
        10,
        25_000,
        250_000,
    )
    assert line.planned_activity_id == activity.id


def paste(workspace: Workspace, application_id: str, table: str, text: str) -> None:
    opened = workspace.applications.load(application_id)
    values = opened.read_values(TODAY)
    cells = read_pasted_cells("", text)
    pasted = read_pasted_into(cells, values, opened.form.tables[table], "kk")
    assert pasted.problems == []
    workspace.applications.fill_rows(application_id, table, pasted.rows)
