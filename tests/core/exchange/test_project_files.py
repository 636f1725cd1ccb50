"""A project file read, written, described and copied: nothing is lost on the way."""

import json
import os
import re
from datetime import UTC, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from grantee_app.errors import DataProblem, FileProblem
from grantee_app.exchange import (
    copy_with_new_ids,
    format_project,
    parse_project,
    project_schema,
    read_project_file,
    write_project_file,
)
from grantee_app.exchange.project_files import MAX_MEGABYTES, MEGABYTE
from grantee_app.records import Attachment, Organization, Project, ProjectFile
from grantee_app.records.activity import Activity, Evidence, ParticipantCounts
from grantee_app.records.application import AnswerRow, Application, ApplicationDocument
from grantee_app.records.identifiers import check_iin
from grantee_app.records.participant import Attendance, NotSame, Participant
from grantee_app.records.plan import Indicator, PlannedActivity, PlannedValue, Task, TypedFact
from grantee_app.records.project import (
    Answer,
    BudgetLine,
    Deadline,
    Expense,
    Grant,
    Partner,
    StaffMember,
    Winner,
)
from grantee_app.store.disk import MOVE_ATTEMPTS
from grantee_app.store.output_files import write_output_file
from grantee_app.workspace import Workspace, read_sample, sample_path

DOC = Path(__file__).parents[3] / "docs" / "project-file.md"

# --- the round trip -------------------------------------------


def test_sample_round_trip_through_file_and_database(tmp_path: Path) -> None:
    first = tmp_path / "Жоба файлы" / "біздің жоба.json"
    first.parent.mkdir()
    write_project_file(read_sample(), first)
    with Workspace.open(tmp_path / "жұмыс қалтасы") as workspace:
        content = read_project_file(first)
        workspace.save_project(content)
        loaded = workspace.load_project(content.project.id)
    assert loaded == content
    assert format_project(loaded) == first.read_bytes()


def test_sample_file_is_what_export_writes() -> None:
    assert format_project(read_sample()) == sample_path().read_bytes()


def test_file_is_readable_text() -> None:
    text = format_project(read_sample()).decode("utf-8")
    assert '"name": {\n      "kk": "«Жетісу бастамасы» қоғамдық бірлестігі",' in text
    assert text.endswith("}\n")
    assert "\\u" not in text


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
texts = st.fixed_dictionaries({}, optional={"kk": words, "ru": words})
days = st.dates().map(str)
heads = st.integers(0, 10**9)
rates = st.none() | st.integers(0, 10**15) | st.floats(0, 1e15)
kinds = st.sampled_from(["photo", "video", "press_release", "other"])
zones = st.sampled_from([UTC, timezone(timedelta(hours=5))])
moments = st.datetimes(timezones=zones).map(
    lambda moment: moment.isoformat().replace("+00:00", "Z")
)
attachments = st.lists(
    st.fixed_dictionaries(
        {
            "name": words,
            "media_type": st.sampled_from(["image/jpeg", "application/pdf"]),
            "size": heads,
            "sha256": st.binary(min_size=32, max_size=32).map(bytes.hex),
        },
        optional={"added_at": st.none() | moments},
    ),
    max_size=2,
)
evidence = st.fixed_dictionaries(
    {"kind": kinds},
    optional={
        "title": texts,
        "link": words,
        "dated_on": st.none() | days,
        "quantity": heads,
        "attachments": attachments,
    },
)
held = st.fixed_dictionaries(
    {"starts_on": days},
    optional={
        "title": texts,
        "ends_on": st.none() | days,
        "counts_towards_beneficiaries": st.booleans(),
        "surveyed": st.none() | heads,
        "participants": st.fixed_dictionaries(
            {}, optional={"total": st.none() | heads, "age": st.dictionaries(words, heads)}
        ),
        "evidence": st.lists(evidence, max_size=2),
    },
)
indicators = st.fixed_dictionaries(
    {"title": texts},
    optional={
        "plan": st.fixed_dictionaries({}, optional={"target": rates, "per_event": st.booleans()}),
        "fact": st.fixed_dictionaries({}, optional={"value": rates, "reason": texts}),
        "evidence_kind": st.none() | kinds,
    },
)
activities = st.fixed_dictionaries(
    {"title": texts},
    optional={
        "narrative": texts,
        "indicators": st.lists(indicators, max_size=2),
        "held": st.lists(held, max_size=2),
        "evidence": st.lists(evidence, max_size=2),
    },
)
tasks = st.fixed_dictionaries(
    {"title": texts}, optional={"activities": st.lists(activities, max_size=2)}
)
answers = st.lists(
    st.fixed_dictionaries(
        {"form": words, "version": words, "path": words, "language": st.sampled_from(["", "kk"])},
        optional={"value": words},
    ),
    max_size=3,
    unique_by=lambda answer: tuple(answer[key] for key in ("form", "version", "path", "language")),
)
project_files = st.fixed_dictionaries(
    {
        "format": st.just("bastama-project"),
        "schema_version": st.just(1),
        "organization": st.fixed_dictionaries({"name": texts}, optional={"bin": words}),
        "project": st.fixed_dictionaries(
            {"title": texts},
            optional={
                "starts_on": st.none() | days,
                "grant": st.fixed_dictionaries({}, optional={"amount": st.integers(0, 10**15)}),
                "tasks": st.lists(tasks, max_size=2),
                "answers": answers,
                "attachments": attachments,
            },
        ),
    }
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(project_files)
def test_any_project_comes_back_the_same(tree: dict[str, Any]) -> None:
    content = parse_project(json.dumps(tree, ensure_ascii=False).encode(), "x.json")
    exported = format_project(content)
    with Workspace.in_memory() as workspace:
        workspace.save_project(parse_project(exported, "x.json"))
        loaded = workspace.load_project(content.project.id)
    assert loaded == content
    assert format_project(loaded) == exported
    # What was given is in the export as it was given.
    assert _holds(json.loads(exported), tree)


def _holds(whole: Any, part: Any) -> bool:
    if isinstance(part, dict):
        return all(name in whole and _holds(whole[name], part[name]) for name in part)
    if isinstance(part, list):
        return len(whole) == len(part) and all(map(_holds, whole, part))
    return type(whole) is type(part) and whole == part


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_of_notepad_are_read(encoding: str) -> None:
    content = read_sample()
    windows_text = format_project(content).decode().replace("\n", "\r\n")
    assert parse_project(windows_text.encode(encoding), "x.json") == content


def test_odd_texts_are_kept_exactly() -> None:
    odd = "  қос бос орын \t\n\u00a0соңы\u2028 \u200b🙂 ﻿"
    content = read_sample()
    project = content.project.model_copy(
        update={"goal": content.project.goal.model_copy(update={"kk": odd})}
    )
    exported = format_project(content.model_copy(update={"project": project}))
    assert parse_project(exported, "x.json").project.goal.kk == odd


def test_end_before_start_is_no_mistake_of_the_file() -> None:
    data = format_project(read_sample()).replace(
        b'"ends_on": "2024-11-30"', b'"ends_on": "2020-01-01"'
    )
    assert str(parse_project(data, "x.json").project.ends_on) == "2020-01-01"


# --- the same project twice -------------------------------------------


def test_copy_is_another_project_of_the_same_organisation() -> None:
    content = read_sample()
    copy = copy_with_new_ids(content)
    assert copy.organization == content.organization
    assert not _ids(copy.project) & _ids(content.project)
    assert len(_ids(copy.project)) == len(_ids(content.project))
    assert _without_ids(copy) == _without_ids(content)
    with Workspace.with_sample() as workspace:
        workspace.save_project(copy)
        assert len(workspace.list_projects()) == 2
        assert workspace.load_project(content.project.id) == content
        assert workspace.load_project(copy.project.id) == copy


def _ids(model: BaseModel) -> set[str]:
    return set(re.findall(r'"id":"([^"]+)"', model.model_dump_json()))


def _without_ids(content: ProjectFile) -> str:
    return re.sub(r'"(\w+_)?id":"[^"]+"', '"id":""', content.model_dump_json())


def test_references_of_a_copy_lead_to_records_of_the_copy() -> None:
    content = read_sample()
    copy = copy_with_new_ids(content)
    assert _responsible(copy.project) == _responsible(content.project)
    assert _paid_from(copy.project) == _paid_from(content.project)
    assert not {line.id for line in copy.project.budget_lines} & {
        expense.budget_line_id for expense in content.project.expenses
    }


def _responsible(project: Project) -> list[str]:
    names = {member.id: member.name.ru for member in project.staff}
    planned = [activity for task in project.tasks for activity in task.activities]
    return [names[activity.responsible_id or ""] for activity in planned]


def _paid_from(project: Project) -> list[str]:
    titles = {line.id: line.title.ru for line in project.budget_lines}
    return [titles[expense.budget_line_id or ""] for expense in project.expenses]


# --- what is said of the file -------------------------------------------


def test_schema_states_what_the_reader_asks() -> None:
    schema = project_schema()
    assert schema["title"] == "Bastama project file"
    assert "$id" not in schema
    assert schema["required"] == ["format", "schema_version", "organization", "project"]
    assert set(schema["$defs"]) >= {"Project", "Task", "Indicator", "Evidence", "Answer"}
    assert all(part["description"] for part in schema["$defs"].values())
    numbers = [part for part in _parts(schema) if part.get("type") in ("integer", "number")]
    assert numbers
    assert all(0 <= part["minimum"] < part["maximum"] <= 10**15 for part in numbers)
    groups = [part for part in _parts(schema) if "properties" in part]
    assert all(part["additionalProperties"] is False for part in groups)
    # There is a sentence for each kind of text with a pattern, and no other.
    patterns = {part["pattern"] for part in _parts(schema) if "pattern" in part}
    assert patterns == {"^[A-Z]{3}$", "^[0-9a-f]{64}$"}


def _parts(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, dict):
        return [node, *(part for child in node.values() for part in _parts(child))]
    return [part for child in node for part in _parts(child)] if isinstance(node, list) else []


def test_example_of_the_document_is_taken() -> None:
    example = re.search(r"```json\n(.*?)```", DOC.read_text(encoding="utf-8"), re.DOTALL)
    assert example
    content = parse_project(example[1].encode(), "example.json")
    with Workspace.in_memory() as workspace:
        workspace.save_project(content)
        assert workspace.load_project(content.project.id) == content
    assert content.project.tasks[0].activities[0].held[0].participants.total == 24


SECTIONS: dict[str, type[BaseModel]] = {
    "The file": ProjectFile,
    "organization": Organization,
    "project": Project,
    "grant": Grant,
    "tasks": Task,
    "activities": PlannedActivity,
    "indicators": Indicator,
    "plan": PlannedValue,
    "fact": TypedFact,
    "held": Activity,
    "participants": ParticipantCounts,
    "attendances": Attendance,
    "evidence": Evidence,
    "attachments": Attachment,
    "partners": Partner,
    "staff": StaffMember,
    "budget_lines": BudgetLine,
    "expenses": Expense,
    "winners": Winner,
    "deadlines": Deadline,
    "register": Participant,
    "not_same": NotSame,
    "answers": Answer,
    "applications": Application,
    "application_documents": ApplicationDocument,
    "answer_rows": AnswerRow,
}


@pytest.mark.parametrize("heading", SECTIONS)
def test_document_lists_every_field(heading: str) -> None:
    model = SECTIONS[heading]
    document = DOC.read_text(encoding="utf-8")
    section = re.search(rf"^##+ {heading}\n(.*?)(?=^##)", document, re.DOTALL | re.MULTILINE)
    assert section
    rows = re.findall(r"^\| `([a-z_0-9]+)` \| ([^|]*)", section[1], re.MULTILINE)
    said = {name: "**must**" in value for name, value in rows}
    assert list(said.items()) == [
        (name, field.is_required()) for name, field in model.model_fields.items()
    ]


def test_document_lists_every_word() -> None:
    document = DOC.read_text(encoding="utf-8")
    words = {word for part in _parts(project_schema()) for word in part.get("enum", [])}
    assert len(words) > 50
    assert [word for word in words if word and f"`{word}`" not in document] == []


# --- reading and writing files -------------------------------------------


def test_failed_write_leaves_the_old_file_and_no_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "жоба.json"
    path.write_bytes(b"old")

    def refuse(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(FileProblem, match="The disk is full"):
        write_output_file(b"new", path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_interrupted_write_leaves_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_output_file(b"new", tmp_path / "жоба.json")
    assert list(tmp_path.iterdir()) == []


def test_rename_waits_for_a_file_that_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "жоба.json"
    path.write_bytes(b"old")
    replace, held = Path.replace, 3
    pauses: list[float] = []

    def replace_later(self: Path, target: Path) -> Path:
        if len(pauses) < held:
            raise PermissionError(13, "held")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", replace_later)
    write_output_file(b"new", path, pauses.append)
    assert path.read_bytes() == b"new"
    assert len(pauses) == held

    pauses.clear()
    held = MOVE_ATTEMPTS + 1
    with pytest.raises(FileProblem, match="close the program that holds it open"):
        write_output_file(b"newer", path, pauses.append)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_writing_into_a_folder_or_nowhere(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="is a folder"):
        write_output_file(b"", tmp_path)
    with pytest.raises(FileProblem, match="There is no folder"):
        write_output_file(b"", tmp_path / "жоқ" / "жоба.json")


def test_large_file_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "үлкен.json"
    with path.open("wb") as file:
        file.truncate(200 * MEGABYTE)

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("opened")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileProblem, match=f"larger than {MAX_MEGABYTES} MB"):
        read_project_file(path)


def test_file_that_grew_is_still_refused() -> None:
    with pytest.raises(FileProblem, match="larger than"):
        parse_project(b" " * (MAX_MEGABYTES * MEGABYTE + 1), "x.json")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileProblem, match="is not a file"):
        read_project_file(tmp_path / "pipe")


def test_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "жабық.json"
    path.write_bytes(b"{}")

    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileProblem, match="may not be read"):
        read_project_file(path)


def test_many_rows_are_refused_before_they_are_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr(ProjectFile, "model_validate_json", refuse)
    rows = ",".join(["{}"] * 1_000_000)
    with pytest.raises(DataProblem, match="holds more than"):
        parse_project(f'{{"project": {{"tasks": [{rows}]}}}}'.encode(), "x.json")
    with pytest.raises(DataProblem, match="holds more than"):
        parse_project(f'{{"x": [{",".join("1" * 1_000_000)}]}}'.encode(), "x.json")
    # Inside a text they are just letters.
    with pytest.raises(AssertionError, match="parsed"):
        parse_project(b'{"x": "' + b"{,:" * 1_000_000 + b'"}', "x.json")


def test_a_number_of_a_person_is_left_out() -> None:
    sample = read_sample()
    number = next(n for n in (f"90071040001{d}" for d in range(10)) if check_iin(n).value)
    people = [
        Participant(id="bakyt", name="Қалиева Бақыт", note=f"ЖСН {number}, ақсақал"),
        Participant(id="kim", name="Ким Роман"),
    ]
    project = sample.project.model_copy(update={"participants": people})
    data = format_project(sample.model_copy(update={"project": project}))
    read = parse_project(data, "x.json").project
    assert number not in read.model_dump_json()
    assert read.participants == [people[0].model_copy(update={"note": "ЖСН , ақсақал"}), people[1]]
    assert read.goal == sample.project.goal
