"""Applications in a workspace: begun, written into, their tables, documents, undo and copies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from grantee_app.errors import DataProblem, FileProblem
from grantee_app.exchange.project_files import copy_with_new_ids, format_project
from grantee_app.records import Application, Bilingual
from grantee_app.store.attachments.records import AttachedTo
from grantee_app.store.texts import AnswerPlace, RecordPlace
from grantee_app.workspace import Workspace
from tests.core.invented_form import TITLE, make_idea, open_workspace

IDEA = ("steppe-fund/idea", "2031")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(tmp_path / "жұмыс") as opened:
        yield opened


@pytest.fixture
def begun(workspace: Workspace) -> str:
    return workspace.applications.begin_project("org", TITLE, make_idea())[1]


def write(workspace: Workspace, begun: str, text: str, *where: str, language: str = "") -> None:
    found = workspace.applications.load(begun).find_place(*where)
    assert language in found.languages
    workspace.write_text(found.place, language, text)


def cells(
    workspace: Workspace, begun: str, table: str, column: str, language: str = ""
) -> list[str]:
    filled = workspace.applications.load(begun).filled
    return [filled.cell(table, row, column, language) for row in filled.rows_of(table)]


# ------------------------------------------------------------------ begun and opened


def test_an_application_is_begun_with_its_project_and_its_documents(workspace):
    project, begun = workspace.applications.begin_project("org", TITLE, make_idea(language="ru"))
    opened = workspace.applications.load(begun)
    assert (opened.project_id, opened.project_title) == (project, TITLE)
    assert opened.organization.id == "org"
    assert [document.path for document in opened.application.documents] == ["letter"]
    assert opened.documents["letter"][0].title.ru == "Письмо поддержки"
    assert workspace.applications.find(project) == begun
    (summary,) = workspace.applications.list_all()
    assert (summary.id, summary.state, summary.is_newest) == (begun, "draft", True)
    workspace.undo()
    assert workspace.list_projects() == []
    workspace.redo()
    assert workspace.applications.find(project) == begun


def test_the_forms_of_the_workspace_are_offered_beside_ours(workspace):
    assert IDEA in workspace.applications.list_forms()
    with pytest.raises(FileProblem):
        workspace.applications.begin_project("org", TITLE, Application(form="a/b", version="1"))
    assert workspace.list_projects() == []


def test_a_form_is_not_begun_twice_in_one_project(workspace, begun):
    project = workspace.applications.load(begun).project_id
    with pytest.raises(DataProblem, match="already has an application"):
        workspace.applications.begin(project, make_idea())


def test_what_is_gone_is_said_to_be_gone(workspace, begun):
    for deed in (
        lambda: workspace.applications.load("nothing"),
        lambda: workspace.applications.set_state("nothing", "won"),
        lambda: workspace.applications.add_row("nothing", "budget"),
        lambda: workspace.applications.move_row(begun, "budget", "nothing", 0),
        lambda: workspace.applications.copy_row(begun, "budget", "nothing"),
        lambda: workspace.applications.begin("nothing", make_idea()),
    ):
        with pytest.raises(DataProblem):
            deed()


# ------------------------------------------------------------------ fields


def test_every_field_and_column_has_a_place_and_keeps_what_was_written(workspace, begun):
    opened = workspace.applications.load(begun)
    rows = {table: workspace.applications.add_row(begun, table) for table in opened.form.tables}
    wheres = [
        (field.key,)
        for field in opened.form.fields()
        if field.kind not in {"table", "note", "file"} and not opened.filled.is_profile(field.key)
    ]
    wheres += [
        (table.key, rows[table.key], column.key)
        for table in opened.form.tables.values()
        for column in table.columns
    ]
    written = {}
    for where in wheres:
        for language in opened.find_place(*where).languages:
            text = written[where, language] = f"жазылған {len(written)}"
            write(workspace, begun, text, *where, language=language)
    filled = workspace.applications.load(begun).filled
    for (where, language), text in written.items():
        found = filled.text(*where, language) if len(where) == 1 else filled.cell(*where, language)
        assert found == text


def test_words_are_written_once_a_language_and_values_once(workspace, begun):
    opened = workspace.applications.load(begun)
    assert opened.find_place("problem").languages == ("kk", "ru")
    assert opened.find_place("contact").languages == ("",)
    assert opened.find_place("sum_asked").languages == ("",)
    assert opened.find_place("members", "r", "name").languages == ("kk", "ru")
    assert opened.find_place("members", "r", "phone").languages == ("",)
    assert opened.find_place("sum_asked").place == AnswerPlace(
        opened.project_id, *IDEA, "sum_asked", "money"
    )
    with pytest.raises(KeyError):
        opened.find_place("nothing")
    with pytest.raises(KeyError):
        opened.find_place("budget", "r", "nothing")
    with pytest.raises(KeyError):
        opened.find_place("budget")
    with pytest.raises(ValueError, match="letter"):
        opened.find_place("letter")


def test_the_profile_is_asked_once_and_edited_where_it_is(workspace, begun):
    opened = workspace.applications.load(begun)
    assert opened.filled.told("name").kk == "«Бастау» ҚБ"
    assert opened.find_place("name").place == RecordPlace("organization", "org", "name")
    assert opened.find_place("name").languages == ("kk", "ru")
    assert opened.find_place("bin").languages == ("",)
    write(workspace, begun, "«Өрлеу» ҚБ", "name", language="kk")
    write(workspace, begun, "10.07.2020", "registered_on")
    write(workspace, begun, "кеше емес", "registered_on")
    write(workspace, begun, "1", "in_database")
    opened = workspace.applications.load(begun)
    assert opened.organization.name.kk == "«Өрлеу» ҚБ"
    assert opened.organization.registered_on == date(2020, 7, 10)
    assert opened.filled.text("registered_on") == "кеше емес"  # half-typed stays
    assert opened.filled.text("in_database") == "1"
    assert opened.filled.told("legal_form").ru == "public_association"


def test_typing_at_one_cell_is_one_step_of_undo(workspace, begun):
    row = workspace.applications.add_row(begun, "budget")
    workspace.end_step()
    for typed in ("1", "12", "120"):
        write(workspace, begun, typed, "budget", row, "price")
    assert cells(workspace, begun, "budget", "price") == ["120"]
    workspace.undo()
    assert cells(workspace, begun, "budget", "price") == [""]
    workspace.undo()
    assert cells(workspace, begun, "budget", "price") == []


# ------------------------------------------------------------------ rows


def test_rows_keep_their_order_whatever_is_done_to_them(workspace, begun):
    deeds = workspace.applications
    first = deeds.add_row(begun, "tasks", {("title", "kk"): "бір"})
    third = deeds.add_row(begun, "tasks", {("title", "kk"): "үш"})
    deeds.add_row(begun, "tasks", {("title", "kk"): "екі"}, 1)
    deeds.add_row(begun, "budget", {("title", "kk"): "басқа кесте"})
    assert cells(workspace, begun, "tasks", "title", "kk") == ["бір", "екі", "үш"]
    deeds.move_row(begun, "tasks", third, 0)
    assert cells(workspace, begun, "tasks", "title", "kk") == ["үш", "бір", "екі"]
    copy = deeds.copy_row(begun, "tasks", third)
    assert copy not in {first, third}
    assert cells(workspace, begun, "tasks", "title", "kk") == ["үш", "үш", "бір", "екі"]
    deeds.remove_rows(begun, [first, third])
    assert cells(workspace, begun, "tasks", "title", "kk") == ["үш", "екі"]
    # Removed, copied, moved, the row of the other table, and the one in between.
    for expected in (4, 3, 3, 3, 2):
        workspace.undo()
        assert len(cells(workspace, begun, "tasks", "title", "kk")) == expected
    assert cells(workspace, begun, "tasks", "title", "kk") == ["бір", "үш"]


def test_a_row_that_goes_takes_its_cells_and_is_named_nowhere(workspace, begun):
    deeds = workspace.applications
    task = deeds.add_row(begun, "tasks", {("title", "kk"): "міндет"})
    other = deeds.add_row(begun, "tasks")
    activity = deeds.add_row(begun, "activities", {("task", ""): task})
    deeds.add_row(begun, "activities", {("task", ""): other, ("title", "kk"): task})
    deeds.add_row(begun, "activities", {("task", ""): f"{other},{task}"})
    deeds.remove_rows(begun, [task])
    assert cells(workspace, begun, "activities", "task") == ["", other, other]
    assert cells(workspace, begun, "activities", "title", "kk")[1] == task  # words stay
    opened = workspace.applications.load(begun)
    assert not any(task in path for path, _ in opened.filled.answers)
    workspace.undo()
    assert cells(workspace, begun, "activities", "task") == [task, other, f"{other},{task}"]
    assert workspace.applications.load(begun).filled.cell("tasks", task, "title", "kk") == "міндет"
    assert activity


def test_pasted_rows_are_one_step_and_overwrite_from_a_row_down(workspace, begun):
    deeds = workspace.applications
    rows = deeds.fill_rows(begun, "budget", [{("price", ""): str(n)} for n in range(3)])
    again = [{("price", ""): "10"}, {("price", ""): "20"}, {("title", "ru"): "новая"}]
    assert deeds.fill_rows(begun, "budget", again, rows[1])[:2] == rows[1:]
    assert cells(workspace, begun, "budget", "price") == ["0", "10", "20", ""]
    assert cells(workspace, begun, "budget", "title", "ru") == ["", "", "", "новая"]
    workspace.undo()
    assert cells(workspace, begun, "budget", "price") == ["0", "1", "2"]
    workspace.undo()
    assert cells(workspace, begun, "budget", "price") == []


# ------------------------------------------------------------------ state, documents, whole


def test_the_state_goes_its_way_and_back(workspace, begun):
    deeds = workspace.applications
    deeds.set_state(begun, "submitted", date(2031, 3, 1))
    deeds.set_state(begun, "lost", date(2031, 4, 1), Bilingual(ru="мало партнёров"))
    told = deeds.load(begun).application
    assert (told.submitted_on, told.decided_on) == (date(2031, 3, 1), date(2031, 4, 1))
    assert (told.state, told.lost_reason.ru, told.is_open) == ("lost", "мало партнёров", False)
    deeds.set_state(begun, "draft")
    told = deeds.load(begun).application
    assert (told.state, told.submitted_on, told.decided_on) == ("draft", None, None)


def test_files_are_added_to_a_document(workspace, begun, tmp_path):
    (document,) = workspace.applications.load(begun).application.documents
    source = tmp_path / "хат.txt"
    source.write_text("Қолдаймыз", encoding="utf-8")
    owner = AttachedTo("application_document", document.id)
    added = workspace.attachments.attach(owner, source)
    opened = workspace.applications.load(begun)
    assert opened.documents["letter"][0].attachments == [added]
    assert workspace.attachments.read(owner) == [added]
    workspace.applications.remove_document(document.id)
    assert workspace.attachments.read() == []
    workspace.undo()
    assert workspace.attachments.read(owner) == [added]
    extra = workspace.applications.add_document(begun, Bilingual(kk="Жарғы"), is_required=False)
    assert workspace.applications.load(begun).documents[""][0].id == extra


def test_a_project_goes_out_and_comes_back_with_its_application(workspace, begun):
    deeds = workspace.applications
    task = deeds.add_row(begun, "tasks", {("title", "kk"): "міндет"})
    deeds.add_row(begun, "budget", {("price", ""): "300"})
    deeds.add_row(begun, "activities", {("task", ""): task})
    content = workspace.load_project(deeds.load(begun).project_id)
    assert len(content.project.applications) == 1
    copied = copy_with_new_ids(content)
    with Workspace.in_memory() as other:
        other.save_project(content)
        again = other.load_project(content.project.id)
        assert sorted(again.project.answer_rows, key=lambda row: row.id) == sorted(
            content.project.answer_rows, key=lambda row: row.id
        )
    workspace.save_project(copied)
    newer = deeds.find(copied.project.id)
    opened = deeds.load(newer)
    (fresh,) = opened.filled.rows_of("tasks")
    assert fresh != task
    assert opened.filled.cell("tasks", fresh, "title", "kk") == "міндет"
    assert cells(workspace, newer, "activities", "task") == [fresh]
    assert task not in format_project(copied).decode()


def test_an_application_goes_with_all_that_was_written(workspace, begun):
    deeds = workspace.applications
    write(workspace, begun, "мақсат", "goal", language="kk")
    deeds.add_row(begun, "budget", {("price", ""): "300"})
    project = deeds.load(begun).project_id
    deeds.remove(begun)
    content = workspace.load_project(project).project
    assert (content.answers, content.answer_rows, content.applications) == ([], [], [])
    workspace.undo()
    assert cells(workspace, begun, "budget", "price") == ["300"]


def test_erasing_a_project_leaves_nothing(workspace, begun):
    deeds = workspace.applications
    write(workspace, begun, "құпия сөз", "goal", language="kk")
    project = deeds.load(begun).project_id
    erased = workspace.erase_record("project", project)
    assert {"application", "application_document", "answer"} <= set(erased.rows)
    assert deeds.list_all() == []
    assert not workspace.can_undo


# ------------------------------------------------------------------ erased for good


def is_anywhere(workspace: Workspace, text: str) -> bool:
    """Tell whether the bytes of the database or its log hold a text."""
    assert workspace.path is not None
    files = workspace.path.parent.glob(f"{workspace.path.name}*")
    return any(text.encode() in file.read_bytes() for file in files)


def test_a_member_is_erased_with_her_cells_and_named_nowhere(workspace, begun):
    deeds = workspace.applications
    person = deeds.add_row(begun, "members", {("name", "kk"): "Бірінші Атауова"})
    other = deeds.add_row(begun, "members", {("name", "kk"): "Екінші Атауова"})
    deeds.add_row(begun, "activities", {("responsible", ""): person})
    write(workspace, begun, "Үшінші Атауова", "members", person, "name", language="kk")
    assert is_anywhere(workspace, "Бірінші Атауова")
    erased = workspace.erase_record("answer_row", person)
    assert erased.rows["answer"] == 1
    assert not is_anywhere(workspace, "Бірінші Атауова")
    assert not is_anywhere(workspace, "Үшінші Атауова")
    assert cells(workspace, begun, "members", "name", "kk") == ["Екінші Атауова"]
    assert cells(workspace, begun, "activities", "responsible") == [""]
    # One that was removed before is erased too.
    deeds.remove_rows(begun, [other])
    workspace.erase_record("answer_row", other)
    assert not is_anywhere(workspace, "Екінші Атауова")


def test_an_application_is_erased_with_all_that_was_written(workspace, begun):
    deeds = workspace.applications
    write(workspace, begun, "Құпия мақсат", "goal", language="kk")
    removed = deeds.add_row(begun, "budget", {("title", "kk"): "Құпия шығын"})
    deeds.remove_rows(begun, [removed])
    deeds.add_row(begun, "tasks", {("title", "ru"): "Тайная задача"})
    project = deeds.load(begun).project_id
    workspace.erase_record("application", begun)
    for text in ("Құпия мақсат", "Құпия шығын", "Тайная задача"):
        assert not is_anywhere(workspace, text)
    content = workspace.load_project(project).project
    assert (content.applications, content.answers, content.answer_rows) == ([], [], [])
