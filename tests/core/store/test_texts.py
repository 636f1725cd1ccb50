"""Single texts, written as somebody types: each in its place and language, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grantee_app.language.message import LANGUAGES
from grantee_app.records import Application, ApplicationDocument
from grantee_app.store.editing import Parent
from grantee_app.store.projects import MODELS
from grantee_app.store.texts import AnswerPlace, RecordPlace, list_texts
from grantee_app.workspace import Workspace, read_sample
from tests.core.store.arbitrary import texts

FORM = ("kz-state-grant/final-report", "2024")


@pytest.fixture
def workspace():
    with Workspace.with_sample() as opened:
        yield opened


def first_record(workspace: Workspace, table: str) -> str:
    if table.startswith("application"):
        # The sample has none.
        application = Application(form="a/b", version="1", documents=[ApplicationDocument()])
        parent = Parent("project", workspace.list_projects()[0].id)
        workspace.records.add("application", parent, application)
    return workspace.db.execute(f'SELECT id FROM "{table}" ORDER BY id').fetchone()[0]


@pytest.mark.parametrize(
    ("table", "column"),
    [(table, column) for table in MODELS for column in sorted(list_texts(table))],
)
def test_every_text_of_a_record_can_be_written_in_each_language(workspace, table, column):
    place = RecordPlace(table, first_record(workspace, table), column)
    others = {language: workspace.read_text(place, language) for language in LANGUAGES}
    for language in LANGUAGES:
        workspace.write_text(place, language, f"жаңа {language}")
        others[language] = f"жаңа {language}"
        assert {code: workspace.read_text(place, code) for code in LANGUAGES} == others


def test_only_one_text_changes(workspace):
    project = read_sample().project
    task = project.tasks[1]
    workspace.write_text(RecordPlace("task", task.id, "title"), "ru", "Иначе")
    loaded = workspace.load_project(project.id).project
    changed = task.model_copy(update={"title": task.title.model_copy(update={"ru": "Иначе"})})
    tasks = [changed if other.id == task.id else other for other in project.tasks]
    assert loaded == project.model_copy(update={"tasks": tasks})


def test_an_answer_is_made_where_there_was_none_and_keeps_its_place(workspace):
    project = read_sample().project
    before = [answer.path for answer in project.answers]
    place = AnswerPlace(project.id, *FORM, "жаңа.жер")
    assert workspace.read_text(place, "kk") == ""
    workspace.write_text(place, "kk", "бір")
    workspace.write_text(place, "kk", "екі")
    workspace.write_text(place, "", "7 000")
    workspace.write_text(AnswerPlace(project.id, *FORM, before[0]), "kk", "түзетілді")
    answers = workspace.load_project(project.id).project.answers
    assert [answer.path for answer in answers] == [*before, "жаңа.жер", "жаңа.жер"]
    assert [(answer.language, answer.value) for answer in answers[-2:]] == [
        ("kk", "екі"),
        ("", "7 000"),
    ]


def test_answers_of_two_forms_do_not_meet(workspace):
    project = read_sample().project.id
    ours, theirs = (AnswerPlace(project, form, "1", "мәтін") for form in ("біздікі", "олардікі"))
    workspace.write_text(ours, "kk", "а")
    workspace.write_text(theirs, "kk", "ә")
    assert (workspace.read_text(ours, "kk"), workspace.read_text(theirs, "kk")) == ("а", "ә")


@settings(max_examples=40)
@given(texts, st.sampled_from(LANGUAGES))
def test_any_text_comes_back_as_typed(text, language):
    with Workspace.with_sample() as workspace:
        project = read_sample().project
        places = (
            RecordPlace("task", project.tasks[0].id, "long_term_result"),
            AnswerPlace(project.id, *FORM, "deviation"),
        )
        for place in places:
            workspace.write_text(place, language, text)
            assert workspace.read_text(place, language) == text


@pytest.mark.parametrize(
    ("typed", "kept"), [("\ud83d\ude00", "😀"), ("а\udc00б", "а\ufffdб"), ("\ud83d", "\ufffd")]
)
def test_half_an_emoji_stops_no_autosave(workspace, typed, kept):
    place = AnswerPlace(read_sample().project.id, *FORM, "deviation")
    workspace.write_text(place, "kk", typed)
    assert workspace.read_text(place, "kk") == kept


@pytest.mark.parametrize(
    ("place", "language", "error"),
    [
        (RecordPlace("task", "no such task", "title"), "kk", KeyError),
        (RecordPlace("task", "x", "is_contractual"), "kk", ValueError),
        (RecordPlace("task; DROP TABLE task", "x", "title"), "kk", ValueError),
        (RecordPlace("task", "x", "title"), "de", ValueError),
        (RecordPlace("task", "x", "title"), "", ValueError),
    ],
)
def test_a_place_that_is_none_is_a_mistake(workspace, place, language, error):
    with pytest.raises(error):
        workspace.write_text(place, language, "мәтін")
    assert workspace.load_project(read_sample().project.id).project == read_sample().project


def test_whoever_listens_is_told_which_table_changed(workspace):
    heard: list[frozenset[str]] = []
    stop = workspace.subscribe(heard.append)
    project = read_sample().project
    workspace.write_text(RecordPlace("project", project.id, "goal"), "kk", "мақсат")
    workspace.write_text(AnswerPlace(project.id, *FORM, "deviation"), "kk", "ауытқу")
    stop()
    workspace.write_text(RecordPlace("project", project.id, "goal"), "ru", "цель")
    assert heard == [frozenset({"project"}), frozenset({"answer"})]
