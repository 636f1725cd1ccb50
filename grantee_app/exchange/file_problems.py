"""Says in one sentence what is wrong with a project file, and where.

A table turns the words of pydantic and of its JSON reader into ours; what the table does not know
gets a general sentence. Nothing here decides what is wrong.
"""

from __future__ import annotations

import math
import re
from typing import Any, Final

from pydantic import ValidationError

from grantee_app.errors import DataProblem
from grantee_app.exchange.file_outline import Place, find_line
from grantee_app.language.message import N_, Message, MessageValue, message

# More mistakes than this are not told apart: naming them would take more memory than the file.
MAX_MISTAKES: Final = 10_000
_MAX_SHOWN: Final = 40
_MAX_WORDS_LISTED: Final = 10

# The syntax mistakes of jiter, pydantic's JSON reader, by the beginning of what it says.
_SYNTAX: Final[tuple[tuple[str, str], ...]] = (
    ("EOF while parsing", N_("the file breaks off here; copy or export it again.")),
    ("trailing comma", N_("there is a comma before a closing bracket; delete it.")),
    ("trailing characters", N_("something stands after the end of the project; delete it.")),
    (
        "expected `,`",
        N_("a comma or a bracket is missing here, or there is a space inside a number."),
    ),
    ("expected `:`", N_("a colon is missing after a field's name; add it.")),
    ("key must be a string", N_("a field's name must stand in straight quotation marks.")),
    ("expected double quote", N_("a field's name must stand in straight quotation marks.")),
    (
        "control character",
        N_("a text runs over the end of its line; write \\n where a new line begins in it."),
    ),
    ("invalid escape", N_("there is a single backslash in a text; write two of them.")),
    (
        "recursion limit",
        N_("brackets stand in brackets too many times; no project file is so deep."),
    ),
    ("number out of range", N_("the number is too long; correct it.")),
    ("invalid number", N_("the number is not written in plain digits; correct it.")),
    ("lone leading surrogate", N_("there is half a character in a text; type it anew.")),
    ("unexpected end of hex escape", N_("there is half a character in a text; type it anew.")),
    (
        "",
        N_("this is not valid JSON; look for a missing quotation mark, comma or bracket."),
    ),
)

# Pydantic's error types; {value} is what stands there, {limit} what its model allows.
_NOT_A_NUMBER: Final = N_("{value} is not a number; write it in digits, without quotation marks.")
_NOT_A_DATE: Final = N_("{value} is not a date that exists; write it as 2024-07-10.")
_NOT_A_MOMENT: Final = N_("{value} is not a moment; write it as 2024-07-10T14:02:00Z.")
_NOT_A_SHA256: Final = N_(
    "{value} is no SHA-256: it has 64 digits and letters from a to f; export the project again."
)
_NOT_A_GROUP: Final = N_("a group of fields in braces must stand here.")
NOT_FINITE: Final = N_("{value} is not a number that can be kept; correct it.")
TOO_LARGE: Final = N_("{value} is too large; the largest number here is {limit}.")
_MISTAKES: Final[dict[str, str]] = {
    "missing": N_("this field must be in the file; add it."),
    "extra_forbidden": N_("there is no field of this name here; correct its name or delete it."),
    "string_type": N_("a text in quotation marks must stand here."),
    "string_too_short": N_("this text may not be empty."),
    "string_too_long": N_("this text is too long; at most {limit} characters fit here."),
    "string_pattern_mismatch": N_("{value} is no currency; write three letters, such as KZT."),
    "int_type": _NOT_A_NUMBER,
    "float_type": _NOT_A_NUMBER,
    "finite_number": NOT_FINITE,
    "int_from_float": N_("{value} is not a whole number; correct it."),
    "greater_than_equal": N_("{value} is too small; the smallest number here is {limit}."),
    "less_than_equal": TOO_LARGE,
    "bool_type": N_("true or false, without quotation marks, must stand here."),
    "date_type": _NOT_A_DATE,
    "date_parsing": _NOT_A_DATE,
    "date_from_datetime_parsing": _NOT_A_DATE,
    "date_from_datetime_inexact": _NOT_A_DATE,
    "datetime_type": _NOT_A_MOMENT,
    "datetime_parsing": _NOT_A_MOMENT,
    "datetime_from_date_parsing": _NOT_A_MOMENT,
    "list_type": N_("a list in square brackets must stand here."),
    "dict_type": _NOT_A_GROUP,
    "model_type": _NOT_A_GROUP,
    "model_attributes_type": _NOT_A_GROUP,
}
_SOME_MISTAKE: Final = N_(
    "this cannot be taken; compare it with the description of the project file."
)
_LIMITS: Final = ("ge", "le", "min_length", "max_length")


def explain_invalid(error: ValidationError, data: bytes, name: str) -> DataProblem:
    """Return the first mistake that pydantic found in the UTF-8 text `data` of the file `name`."""
    if error.error_count() > MAX_MISTAKES:
        return DataProblem(
            message(
                "The file {name} has more than {count} mistakes: it is not a project file of "
                "Bastama.",
                name=name,
                count=MAX_MISTAKES,
            )
        )
    first: dict[str, Any] = dict(error.errors(include_url=False)[0])
    if first["type"] == "json_invalid":
        return _explain_syntax(str(first["ctx"]["error"]), data, name)
    place = _place_of(error, first)
    if place in ((), ("format",)):
        return explain_stranger(name)
    if place == ("schema_version",):
        return _explain_version(first, name)
    return explain_place(_explain_mistake(first), data, name, place)


def explain_stranger(name: str) -> DataProblem:
    """Return what to say of a file that is something else altogether."""
    return DataProblem(
        message("The file {name} is not a project file of Bastama: choose another one.", name=name)
    )


def explain_place(problem: Message, data: bytes, name: str, place: Place) -> DataProblem:
    """Return `problem` with the line and the place that it stands at in the file `name`."""
    text = data.decode("utf-8", errors="replace")
    shown = write_place(place)
    return DataProblem(
        message(
            "The file {name}, line {line}, {place}: {problem}",
            name=name,
            line=str(find_line(text, place)),
            place=shown,
            problem=problem,
        ),
        shown,
    )


def explain_line(problem: Message, name: str, line: int) -> DataProblem:
    """Return `problem` with the line of the file `name` that it stands on."""
    return DataProblem(
        message(
            "The file {name}, line {line}: {problem}", name=name, line=str(line), problem=problem
        ),
        str(line),
    )


def write_place(place: Place) -> str:
    """Return a place as people find it: items are counted from 1."""
    return " → ".join(str(step + 1) if isinstance(step, int) else step for step in place)


def show_value(value: object) -> str:
    """Return a value as it stands in a file, cut where it is long."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, list | dict):
        return "[…]" if isinstance(value, list) else "{…}"
    # An int of more than 4 300 digits has no str.
    if isinstance(value, int) and value.bit_length() > 4 * _MAX_SHOWN:
        return "…"
    shown = str(value)
    if len(shown) > _MAX_SHOWN:
        shown = shown[:_MAX_SHOWN].rstrip() + "…"
    return f'"{shown}"' if isinstance(value, str) else shown


def _explain_syntax(said: str, data: bytes, name: str) -> DataProblem:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return explain_line(
            message(
                "the letters are not in UTF-8; open the file in Notepad and save it again "
                "with the encoding UTF-8."
            ),
            name,
            data.count(b"\n", 0, error.start) + 1,
        )
    found = re.search(r" at line (\d+) column \d+$", said)
    line = int(found[1]) if found else 1
    sentence = next(ours for theirs, ours in _SYNTAX if said.startswith(theirs))
    return explain_line(Message(sentence), name, line)


def _place_of(error: ValidationError, first: dict[str, Any]) -> Place:
    place: Place = tuple(first["loc"])
    # A number may be whole or not: pydantic tries both and names its branches as if they were
    # fields.
    if error.error_count() > 1 and place[-1:] == ("int",):
        second = error.errors(include_url=False)[1]["loc"]
        if second == (*place[:-1], "float"):
            return place[:-1]
    # A name that may not be used is told as a field below itself.
    return place[:-1] if place[-1:] == ("[key]",) else place


def _explain_version(first: dict[str, Any], name: str) -> DataProblem:
    version = first.get("input")
    if isinstance(version, int) and version > 1:
        return DataProblem(
            message(
                "The file {name} was written by a newer Bastama (schema_version {version}): "
                "update Bastama to read it.",
                name=name,
                version=show_value(version),
            ),
            "schema_version",
        )
    return DataProblem(
        message(
            "The file {name} does not say which edition it is: its schema_version must be 1.",
            name=name,
        ),
        "schema_version",
    )


def _explain_mistake(first: dict[str, Any]) -> Message:
    value: object = first.get("input")
    if first["type"] == "literal_error":
        return _explain_word(value, str(first["ctx"]["expected"]))
    values: dict[str, MessageValue] = {"value": show_value(value)}
    for key in _LIMITS:
        if key in first.get("ctx", {}):
            values["limit"] = first["ctx"][key]
    sentence = _MISTAKES.get(first["type"], _SOME_MISTAKE)
    if first["type"] == "string_pattern_mismatch" and first["loc"][-1] == "sha256":
        sentence = _NOT_A_SHA256
    if first["type"] == "int_type" and isinstance(value, float):
        sentence = _MISTAKES["int_from_float"] if math.isfinite(value) else NOT_FINITE
    return Message(sentence, values)


def _explain_word(value: object, expected: str) -> Message:
    # Pydantic writes: 'a', 'b' or 'c'.
    words = re.findall(r"'([^']*)'", expected)
    if len(words) > _MAX_WORDS_LISTED:
        return message(
            "{value} is not known here; bastama schema lists the words that are.",
            value=show_value(value),
        )
    return message(
        "{value} is not known here; write one of these: {words}.",
        value=show_value(value),
        words=", ".join(f'"{word}"' for word in words),
    )
