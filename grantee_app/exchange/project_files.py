"""The project file: one project and its organisation, read, written, described and copied.

Every field is written, empty ones too: whoever opens the file sees what can be filled in, and what
is read and written again stays the same to the byte. A file is refused whole or taken whole, but
for numbers of people (IIN), which are kept nowhere.
"""

from __future__ import annotations

import json
import stat
from collections import defaultdict
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from grantee_app.errors import DataProblem, FileProblem
from grantee_app.exchange.file_outline import count_signs
from grantee_app.exchange.file_problems import explain_invalid, explain_stranger
from grantee_app.exchange.file_rules import MAX_NUMBER, refuse_faults
from grantee_app.language.message import message
from grantee_app.records import Answer, ProjectFile, new_id
from grantee_app.records.application import rename_rows
from grantee_app.records.base import Entry, Record
from grantee_app.records.personal import bare_person
from grantee_app.records.references import REFERENCES
from grantee_app.store.output_files import write_output_file

# Measured on CPython 3.11: a file of 38 MB with 139 000 groups and 452 000 values (a hundred
# projects as large as the sample) takes 1.4 s and 233 MB at its peak to read, 243 MB to store. The
# worst file these limits let through, 599 000 unknown fields, takes 1.6 s and 722 MB to refuse.
MEGABYTE: Final = 1024 * 1024
MAX_MEGABYTES: Final = 50
MAX_GROUPS: Final = 200_000
MAX_VALUES: Final = 600_000

AnyEntry = TypeVar("AnyEntry", bound=Entry)


def read_project_file(path: Path) -> ProjectFile:
    """Return the project in the file `path`.

    FileProblem when it cannot be read, DataProblem naming the place when it is no project file.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise FileProblem(
                message("{name} is a folder: add the name of a file to it.", name=str(path))
            )
        # A pipe or a device may never end.
        if not stat.S_ISREG(status.st_mode):
            raise FileProblem(message("{name} is not a file: choose a file.", name=str(path)))
        _refuse_large(status.st_size, path.name)
        with path.open("rb") as file:
            data = file.read(MAX_MEGABYTES * MEGABYTE + 1)
    except FileNotFoundError as error:
        raise FileProblem(
            message("There is no file {name}: check its name and its folder.", name=str(path))
        ) from error
    except PermissionError as error:
        raise FileProblem(
            message(
                "The file {name} may not be read: close the program that holds it open, "
                "or copy it into a folder of yours.",
                name=str(path),
            )
        ) from error
    except OSError as error:
        raise FileProblem(
            message("The file {name} cannot be read: copy it to another disk.", name=str(path))
        ) from error
    return parse_project(data, path.name)


def parse_project(data: bytes, name: str) -> ProjectFile:
    """Return the project in `data`, JSON in UTF-8 or UTF-16; `name` is for the sentences.

    DataProblem naming the place when it is no project file, or larger than the limits above.
    """
    _refuse_large(len(data), name)
    text = _to_utf8(data, name)
    if not text.strip():
        raise DataProblem(message("The file {name} is empty: choose another one.", name=name))
    if not text.lstrip().startswith(b"{"):
        raise explain_stranger(name)
    signs = count_signs(text)
    if signs.groups > MAX_GROUPS or signs.commas >= MAX_VALUES:
        raise DataProblem(
            message(
                "The file {name} holds more than {groups} entries or {values} values: "
                "no single project is so large, so check what wrote it.",
                name=name,
                groups=MAX_GROUPS,
                values=MAX_VALUES,
            )
        )
    try:
        content = ProjectFile.model_validate_json(text, strict=True)
    except ValidationError as error:
        raise explain_invalid(error, text, name) from error
    refuse_faults(content, text, signs.names, name)
    return _drop_numbers(content)


def _drop_numbers(content: ProjectFile) -> ProjectFile:
    """Leave out the numbers of people (IIN) that stand in what is told of them."""
    people = content.project.participants
    bare = [bare_person(person) for person in people]
    if all(one is other for one, other in zip(people, bare, strict=True)):
        return content
    project = content.project.model_copy(update={"participants": bare})
    return content.model_copy(update={"project": project})


def format_project(content: ProjectFile) -> bytes:
    """Return the text of a project file: UTF-8, two spaces a level, a line feed at each end."""
    return content.model_dump_json(indent=2).encode() + b"\n"


def write_project_file(content: ProjectFile, path: Path) -> None:
    """Write a project file whole or not at all; FileProblem when `path` cannot be written."""
    write_output_file(format_project(content), path)


def project_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a project file."""
    schema = ProjectFile.model_json_schema()
    _add_number_limits(schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "Bastama project file",
    }


def format_schema() -> bytes:
    """Return the text of the JSON Schema, written as a project file is."""
    return json.dumps(project_schema(), ensure_ascii=False, indent=2).encode() + b"\n"


def copy_with_new_ids(content: ProjectFile) -> ProjectFile:
    """Return the same project as another one: every record but the organisation has a new id."""
    # A record may be named before it stands: its list may come later in the project.
    fresh: dict[tuple[str, str], str] = defaultdict(new_id)
    project = _renew(content.project, "project", fresh)
    rows = {old: new for (kind, old), new in fresh.items() if kind == "answer_rows"}
    answers = [_rename_rows(answer, rows) for answer in project.answers] if rows else None
    if answers is not None:
        project = project.model_copy(update={"answers": answers})
    return content.model_copy(update={"project": project})


def _rename_rows(answer: Answer, rows: dict[str, str]) -> Answer:
    """Let an answer of a table stand in the new rows, and name them where it names rows."""
    path, value = rename_rows(answer.path, "" if answer.language else answer.value, rows)
    value = value or answer.value
    return answer.model_copy(update={"path": path, "value": value})


def _renew(entry: AnyEntry, kind: str, fresh: dict[tuple[str, str], str]) -> AnyEntry:
    """Return `entry` with the ids of `fresh`, which stand by the list they are in and the old id.

    Ids are told apart within a kind of record only, so two kinds may share one.
    """
    changes: dict[str, Any] = {}
    if isinstance(entry, Record):
        changes["id"] = fresh[kind, entry.id]
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if name in REFERENCES and value is not None:
            changes[name] = fresh[REFERENCES[name], value]
        elif isinstance(value, Entry):
            changes[name] = _renew(value, name, fresh)
        elif isinstance(value, list):
            changes[name] = [_renew(item, name, fresh) for item in value]
    return entry.model_copy(update=changes)


def _refuse_large(size: int, name: str) -> None:
    if size > MAX_MEGABYTES * MEGABYTE:
        raise FileProblem(
            message(
                "The file {name} is larger than {limit} MB: no project file is, so choose another.",
                name=name,
                limit=MAX_MEGABYTES,
            )
        )


def _to_utf8(data: bytes, name: str) -> bytes:
    # What Notepad calls UTF-8 begins with a mark, and what it calls Unicode is UTF-16.
    encoding = json.detect_encoding(data)
    if encoding == "utf-8":
        return data
    if encoding == "utf-8-sig":
        return data[3:]
    try:
        return data.decode(encoding).encode()
    except UnicodeError as error:
        raise explain_stranger(name) from error


def _add_number_limits(node: object) -> None:
    """State in the schema what `file_rules` asks of numbers that their models leave open."""
    if isinstance(node, dict):
        if node.get("type") in ("integer", "number"):
            node.setdefault("minimum", 0)
            node.setdefault("maximum", MAX_NUMBER)
        for child in node.values():
            _add_number_limits(child)
    elif isinstance(node, list):
        for child in node:
            _add_number_limits(child)
