"""What an error of a form's model means to the person who wrote the file, and the cure.

Pydantic speaks of types; here every kind of its errors becomes a sentence, with the names that
would have been right where the model knows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from grantee_app.form.application_form import OPTION_LISTS
from grantee_app.form.form_faults import suggest_name
from grantee_app.form.toml_lines import Path
from grantee_app.language.message import N_, Message, message

_QUOTED: Final = re.compile(r"'([^']*)'")
_SHORT: Final = 60


def explain_error(
    model: type[BaseModel], content: Any, error: ErrorDetails
) -> tuple[Path, Message, Message | None]:
    """Return where in the `content` of a file an error of its `model` is, what, and the cure.

    The place of what is missing is the table that lacks it, with the missing name behind.
    """
    path, missing = follow_steps(content, error["loc"])
    said, cure = _say_error(model, error, path, missing)
    return (*path, missing) if missing else path, said, cure


def follow_steps(content: Any, steps: tuple[int | str, ...]) -> tuple[Path, str]:
    """Return the place in the file that pydantic's steps lead to, and what is missing there.

    What is missing is "" where all is there.
    """
    path: list[int | str] = []
    here = content
    for place, step in enumerate(steps):
        if isinstance(here, dict):
            if step in here:
                here = here[step]
                path.append(step)
            elif step != here.get("kind") and place == len(steps) - 1:
                return tuple(path), str(step)
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
            path.append(step)
    return tuple(path), ""


def _say_error(  # noqa: PLR0911 (one return a kind)
    model: type[BaseModel], error: ErrorDetails, path: Path, missing: str
) -> tuple[Message, Message | None]:
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        known = _list_names(model, error["loc"][:-1])
        return message("«{name}» is not known here.", name=name), suggest_name(name, known) or (
            message("Known here: {names}.", names=", ".join(known)) if known else None
        )
    if kind == "missing":
        return (
            message("«{name}» is missing.", name=missing or name),
            message("Add {example}", example=_EXAMPLES.get(missing, f'{missing} = "…"')),
        )
    if kind == "union_tag_not_found":
        return message("«{name}» is missing.", name="kind"), message(
            "Add {example}", example='kind = "text"'
        )
    if kind in {"union_tag_invalid", "literal_error"}:
        return _say_unknown_word(error, context)
    if kind == "language_missing":
        return _LANGUAGES_MISSING[str(context.get("language", "kk"))], message(
            "A text stands in both languages: {example}", example='{ kk = "…", ru = "…" }'
        )
    told = _SAID.get(kind) or _SAID.get(kind.split("_")[0])
    if told is not None:
        return Message(told[0], {"name": name}), Message(told[1], {"name": name})
    if kind == "string_pattern_mismatch":
        return _say_pattern(name, error)
    if kind in _BOUNDS:
        bound = next(iter(context.values()), "")
        return Message(_BOUNDS[kind], {"name": name, "bound": str(bound)}), None
    return message("«{name}» does not fit here.", name=name or missing), None


def _say_unknown_word(error: ErrorDetails, context: Mapping[str, Any]) -> tuple[Message, Message]:
    wrong = str(context.get("tag", error["input"]))[:_SHORT]
    known = _QUOTED.findall(str(context.get("expected_tags", context.get("expected", ""))))
    return (
        message("There is no «{name}» here.", name=wrong),
        suggest_name(wrong, known) or message("Known here: {names}.", names=", ".join(known)),
    )


def _say_pattern(name: str, error: ErrorDetails) -> tuple[Message, Message | None]:
    written = str(error["input"])[:_SHORT]
    if name == "options_from":
        return (
            message("There is no list of options «{name}».", name=written),
            suggest_name(written, OPTION_LISTS)
            or message("Known here: {names}.", names=", ".join((*OPTION_LISTS, "table:<table>"))),
        )
    said = message("«{name}» cannot be written as «{written}».", name=name, written=written)
    return said, Message(_PATTERNS.get(name, _NAME_PATTERN))


_NAME_PATTERN: Final = N_("A name has small Latin letters, digits and _, and begins with a letter.")
_PATTERNS: Final[dict[str, str]] = {
    "id": N_("An id is «funder/form» in small Latin letters, digits and -."),
    "version": N_("A version is a year or another word of Latin letters, digits, dots and -."),
    "currencies": N_("A currency is three capital letters: KZT, USD."),
    "left": N_("Name a field, or the column of a table as table.column."),
    "right": N_("Name a field, or the column of a table as table.column."),
    "part": N_("Name a field, or the column of a table as table.column."),
    "of": N_("Name a field, or the column of a table as table.column."),
    "value": N_("Name a field, or the column of a table as table.column."),
    "dates": N_("Name a field, or the column of a table as table.column."),
    "by": N_("Name the column of a table as table.column."),
}
_LANGUAGES_MISSING: Final[dict[str, Message]] = {
    "kk": message("The Kazakh text is missing."),
    "ru": message("The Russian text is missing."),
}
_BOTH: Final = '{ kk = "…", ru = "…" }'
_EXAMPLES: Final[dict[str, str]] = {
    **{name: f"{name} = {_BOTH}" for name in ("label", "name", "title", "text", "looks_for")},
    "kind": 'kind = "application"',
    "sections": "[[sections]]",
    "columns": f'columns = [ {{ kind = "text", key = "…", label = {_BOTH} }} ]',
    "grant_kinds": 'grant_kinds = ["small"]',
    "provenance": '[provenance] kk = "ours", ru = "ours"',
}
# What a kind of pydantic's errors means to a person, and the cure. By its first word where all of
# its kin mean the same.
_SAID: Final[dict[str, tuple[str, str]]] = {
    "text_missing": (N_("The text of «{name}» is empty."), N_("Write it in both languages.")),
    "options_missing": (
        N_("What may be chosen is missing, or told twice."),
        N_('Write either options = [ … ] or options_from = "…".'),
    ),
    "computed_wrong": (
        N_("How the column is computed is not told rightly."),
        N_("Write one of product, sum, difference with two columns or more."),
    ),
    "bounds_missing": (
        N_("The bounds are missing, or told twice."),
        N_("Write min and max, or from_call = true."),
    ),
    "condition_wrong": (
        N_("A condition says exactly one thing."),
        N_("Write one of is, one_of, more_than."),
    ),
    "model": (N_("«{name}» is a table with names of its own."), N_("Write { … = … }.")),
    "dict": (N_("«{name}» is a table with names of its own."), N_("Write { … = … }.")),
    "tuple": (N_("«{name}» is a list."), N_("Write it in brackets: [ … ].")),
    "list": (N_("«{name}» is a list."), N_("Write it in brackets: [ … ].")),
    "bool": (N_("«{name}» is yes or no."), N_("Write true or false, without quotation marks.")),
    "int": (N_("«{name}» is a whole number."), N_("Write digits without quotation marks.")),
    "float": (N_("«{name}» is a number."), N_("Write digits without quotation marks.")),
    "too_short": (N_("«{name}» is empty."), N_("Write at least one.")),
    "string_type": (N_("«{name}» is a text."), N_("Put it in quotation marks.")),
    "string_too": (N_("«{name}» is too long or empty."), N_("Write it shorter.")),
    "value_error": (
        N_("The text of «{name}» has braces that nothing fills."),
        N_("Keep the {…} of the example, and no other."),
    ),
}
_BOUNDS: Final[dict[str, str]] = {
    "greater_than": N_("«{name}» must be more than {bound}."),
    "greater_than_equal": N_("«{name}» must be {bound} or more."),
    "less_than": N_("«{name}» must be less than {bound}."),
    "less_than_equal": N_("«{name}» must be {bound} or less."),
}


# ---------------------------------------------------------------- names that a model knows


def _list_names(model: type[BaseModel], steps: Iterable[int | str]) -> list[str]:
    """Return the names that the table at pydantic's `steps` may have, [] where nobody can tell."""
    here: Any = model
    for step in steps:
        here = _enter(here, step)
        if here is None:
            return []
    found = _unwrap(here)
    if not (isinstance(found, type) and issubclass(found, BaseModel)):
        return []
    return [field.alias or name for name, field in found.model_fields.items()]


def _enter(annotation: Any, step: int | str) -> Any:
    here = _unwrap(annotation)
    if isinstance(here, type) and issubclass(here, BaseModel):
        field = next(
            (field for name, field in here.model_fields.items() if step in {name, field.alias}),
            None,
        )
        return field.annotation if field else None
    if isinstance(step, int):
        arguments = get_args(here)
        return arguments[0] if get_origin(here) in {tuple, list} and arguments else None
    for one in get_args(here):
        model = _unwrap(one)
        if isinstance(model, type) and issubclass(model, BaseModel):
            kinds = model.model_fields.get("kind")
            if kinds is not None and step in get_args(kinds.annotation):
                return model
    return None


def _unwrap(annotation: Any) -> Any:
    """Return what a type is without its limits and without «or nothing»."""
    if get_origin(annotation) is Annotated:
        return _unwrap(get_args(annotation)[0])
    parts = [part for part in get_args(annotation) if part is not type(None)]
    if len(parts) == 1 and type(None) in get_args(annotation):
        return _unwrap(parts[0])
    return annotation
