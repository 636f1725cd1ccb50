"""Arbitrary records, drawn from the models themselves: a new field is drawn as it appears."""

from __future__ import annotations

import types
import typing
from datetime import UTC, date, datetime
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Le
from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from grantee_app.records import Answer, Project, ProjectFile

# Everything a keyboard, a clipboard or a broken program may leave behind; halves of characters
# cannot be stored and have a test of their own.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ["a\x00b", "'; DROP TABLE task; --", "😀\u200d", "й\u0306", " \n\t", "«№ 7»", "%_"]
)
MOST = 2**63 - 1


def records(model: type[BaseModel]) -> st.SearchStrategy[Any]:
    """Return a strategy of records of `model`, lists in them short, ids fresh."""
    fields = {
        name: _values(model, name, field)
        for name, field in model.model_fields.items()
        if not (name == "id" and field.default_factory is not None)
    }
    return st.builds(model, **fields)


def project_files() -> st.SearchStrategy[ProjectFile]:
    """Return a strategy of whole project files."""
    return records(ProjectFile)


def _values(model: type[BaseModel], name: str, field: FieldInfo) -> st.SearchStrategy[Any]:
    special = {
        ("Grant", "currency"): st.sampled_from(["KZT", "USD", "EUR", "XAF"]),
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
    low = next((limit.ge for limit in metadata if isinstance(limit, Ge)), -MOST)
    high = next((limit.le for limit in metadata if isinstance(limit, Le)), MOST)
    plain = {
        str: texts,
        bool: st.booleans(),
        int: st.integers(low, high),
        float: st.floats(allow_nan=False, allow_infinity=False),
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
