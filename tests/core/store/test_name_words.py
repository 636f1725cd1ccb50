"""The words of names: kept by the database itself, and made anew whenever they are not whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.records import Bilingual, Organization, Participant, Project, ProjectFile
from grantee_app.store.name_words import split_words
from grantee_app.workspace import Workspace
from tests.core.store.arbitrary import texts

NAMES = ["Қалиева Бақыт", "Ким А.-С.", "Оспанова-Ли Әлия", "", "  ", 'Жүсіп "Жора" \\ О', "а\x00б"]


def make_file(names: list[str]) -> ProjectFile:
    project = Project(
        title=Bilingual(kk="ж"), participants=[Participant(name=name) for name in names]
    )
    return ProjectFile(
        format="bastama-project",
        schema_version=1,
        organization=Organization(name=Bilingual(kk="ұ")),
        project=project,
    )


def read_words(workspace: Workspace) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, word in workspace.db.execute(
        "SELECT name, word FROM participant_word JOIN participant ON participant.id = "
        "participant_id AND participant.project_id = participant_word.project_id"
    ):
        found.setdefault(name, set()).add(word)
    return found


def expected(names: list[str]) -> dict[str, set[str]]:
    return {name: words for name in names if (words := set(split_words(name)))}


@given(st.lists(texts, max_size=6, unique=True))
def test_words_are_those_of_the_names(names: list[str]) -> None:
    with Workspace.in_memory() as workspace:
        workspace.save_project(make_file(names))
        assert read_words(workspace) == expected(names)


def test_words_follow_every_change_and_its_undo() -> None:
    with Workspace.in_memory() as workspace:
        workspace.save_project(make_file(NAMES))
        before = read_words(workspace)
        assert before == expected(NAMES)
        assert before["Ким А.-С."] == {"ким", "а", "с"}
        person = workspace.db.execute("SELECT id FROM participant WHERE name LIKE 'Ким%'")
        (person_id,) = person.fetchone()
        with workspace.change("x"):
            workspace.db.execute(
                "UPDATE participant SET name = 'Цой', name_key = 'цой' WHERE id = ?", [person_id]
            )
        assert read_words(workspace)["Цой"] == {"цой"}
        workspace.undo()
        assert read_words(workspace) == before
        with workspace.change("x"):
            workspace.db.execute("DELETE FROM participant")
        assert workspace.db.execute("SELECT count(*) FROM participant_word").fetchone() == (0,)
        workspace.undo()
        assert read_words(workspace) == before


@pytest.mark.parametrize(
    "spoil",
    [
        "DELETE FROM participant_word WHERE participant_id = (SELECT max(id) FROM participant)",
        "DROP TRIGGER words_of_participant_insert",
    ],
)
def test_what_is_not_whole_is_made_anew_at_the_opening(tmp_path: Path, spoil: str) -> None:
    names = ["Қалиева Бақыт", "", "Цой Роман"]
    with Workspace.open(tmp_path) as workspace:
        content = make_file(names)
        workspace.save_project(content)
        workspace.db.execute(spoil)
        row = workspace.db.execute("SELECT * FROM participant WHERE name = 'Цой Роман'").fetchone()
        workspace.db.execute(
            f"INSERT INTO participant VALUES ({', '.join('?' * len(row))})",
            ["new", *row[1:3], "Пак Юрий", "пак юрий", *row[5:]],
        )
    with Workspace.open(tmp_path) as workspace:
        assert read_words(workspace) == expected([*names, "Пак Юрий"])
