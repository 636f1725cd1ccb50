"""Arbitrary records, drawn from the models themselves: a new field is drawn as it appears."""

from __future__ import annotations

import types
import typing
from datetime import UTC, date, datetime
from typing import Any, Literal, TypeVar, get_args, get_origin

from annotated_types import Ge, Le
from hypothesis import strategies as st
from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo

from grantee_app.records import Answer, Project, ProjectFile
from grantee_app.records.base import Entry
from grantee_app.records.participant import Attendance, NotSame
from grantee_app.records.references import REFERENCES, gather_known

AnyEntry = TypeVar("AnyEntry", bound=Entry)

# Everything a keyboard, a clipboard or a broken program may leave behind; halves of characters
# cannot be stored and have a test of their own.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ["a\x00b", "'; DROP TABLE task; --", "😀\u200d", "й\u0306", " \n\t", "«№ 7»", "%_"]
)
MOST = 2**63 - 1
# The bounds of records.base.Number, which a validator keeps.
MOST_NUMBER = 10**15


def records(model: type[BaseModel]) -> st.SearchStrategy[Any]:
    """Return a strategy of records of `model`, lists in them short, ids fresh."""
    fields = {
        name: _values(model, name, field)
        for name, field in model.model_fields.items()
        if not (name == "id" and field.default_factory is not None)
    }
    return st.builds(model, **fields)


@st.composite
def project_files(draw: st.DrawFn) -> ProjectFile:
    """Return a strategy of whole project files, whose references lead to records of the file."""
    content = draw(records(ProjectFile))
    known = {name: sorted(ids) for name, ids in gather_known(content.project).items()}
    return content.model_copy(update={"project": _refer(draw, content.project, known)})


def _refer(draw: st.DrawFn, entry: AnyEntry, known: dict[str, list[str]]) -> AnyEntry:
    changes: dict[str, Any] = {}
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if name in _OF_PEOPLE:
            changes[name] = draw(_OF_PEOPLE[name](known["participants"]))
        elif name in REFERENCES and known[REFERENCES[name]]:
            changes[name] = draw(st.none() | st.sampled_from(known[REFERENCES[name]]))
        elif isinstance(value, list):
            changes[name] = [_refer(draw, item, known) for item in value]
    return entry.model_copy(update=changes)


def _attend(people: list[str]) -> st.SearchStrategy[list[Attendance]]:
    """Return a strategy of who was at one activity, nobody twice."""
    if not people:
        return st.just([])
    there = st.lists(st.sampled_from(people), max_size=3, unique=True)
    return there.flatmap(
        lambda ids: st.tuples(
            *(st.builds(Attendance, participant_id=st.just(one), row_code=texts) for one in ids)
        ).map(list)
    )


def _tell_apart(people: list[str]) -> st.SearchStrategy[list[NotSame]]:
    if not people:
        return st.just([])
    one = st.sampled_from(people)
    return st.lists(st.builds(NotSame, first_id=one, second_id=one), max_size=2)


# Lists of nothing but references.
_OF_PEOPLE = {"attendances": _attend, "not_same": _tell_apart}


def _values(model: type[BaseModel], name: str, field: FieldInfo) -> st.SearchStrategy[Any]:
    # A record alone knows no other; a whole file gets its references at the end.
    if name in REFERENCES:
        return st.none()
    if name in _OF_PEOPLE:
        return st.just([])
    special = {
        ("Grant", "currency"): st.sampled_from(["KZT", "USD", "EUR", "XAF"]),
        ("Application", "currency"): st.sampled_from(["KZT", "USD"]),
        ("Attachment", "sha256"): st.text("0123456789abcdef", min_size=64, max_size=64),
        ("Attachment", "name"): texts.filter(bool),
    }.get((model.__name__, name))
    if special is not None:
        return special
    if (model, name) == (Project, "answers"):
        return st.lists(records(Answer), max_size=4, unique_by=_answer_key)
    return _draw(field.annotation, field.metadata)


def _answer_key(answer: Answer) -> tuple[str, str, str, str]:
    return answer.form, answer.version, answer.path, answer.language


def _draw(  # noqa: PLR0911 (one return a kind)
    kind: Any, metadata: list[Any]
) -> st.SearchStrategy[Any]:
    origin = get_origin(kind)
    if origin is typing.Annotated:
        inner, *more = get_args(kind)
        return _draw(inner, [*metadata, *_flatten(more)])
    if origin is Literal:
        return st.sampled_from(get_args(kind))
    if origin in {typing.Union, types.UnionType}:
        return st.one_of([_draw(part, metadata) for part in get_args(kind)])
    if origin is list:
        return st.lists(_draw(get_args(kind)[0], []), max_size=2)
    if origin is dict:
        return st.dictionaries(texts, _draw(get_args(kind)[1], []), max_size=3)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return records(kind)
    return _draw_plain(kind, metadata)


def _draw_plain(kind: Any, metadata: list[Any]) -> st.SearchStrategy[Any]:
    most = MOST_NUMBER if any(isinstance(limit, AfterValidator) for limit in metadata) else MOST
    low = next((limit.ge for limit in metadata if isinstance(limit, Ge)), -most)
    high = next((limit.le for limit in metadata if isinstance(limit, Le)), most)
    plain = {
        str: texts,
        bool: st.booleans(),
        int: st.integers(low, high),
        float: st.floats(-MOST_NUMBER, MOST_NUMBER),
        date: st.dates(),
        datetime: st.datetimes(timezones=st.just(UTC)),
        type(None): st.none(),
    }
    return plain[kind]


def _flatten(metadata: list[Any]) -> list[Any]:
    """Return the limits that pydantic's Field carries inside it as well."""
    found: list[Any] = []
    for item in metadata:
        found += item.metadata if isinstance(item, FieldInfo) else [item]
    return found
