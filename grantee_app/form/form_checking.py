"""Everything that is wrong with a form file, for the person who writes it: line, problem, cure.

One run tells all of it, except that a text which is no TOML at all is told up to its first mistake.
What passes here is what the app loads.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from grantee_app.errors import FileProblem
from grantee_app.folders import forms_folder
from grantee_app.form.application_form import FORMAT, ID_PATTERN, ApplicationForm
from grantee_app.form.catalogue import add_words
from grantee_app.form.definition import FormDefinition
from grantee_app.form.form_errors import explain_error, follow_steps
from grantee_app.form.form_faults import find_faults, suggest_name
from grantee_app.form.toml_lines import Path, find_line, find_lines
from grantee_app.frozen import frozen
from grantee_app.language.message import N_, Message, message

# A form is a few hundred lines; what is larger is no form.
MOST_BYTES: Final = 4 * 1024 * 1024
_AT: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


@frozen
class FormProblem:
    """What is wrong on a line of a form file and what to do; advice does not keep it from use."""

    line: int
    said: Message
    cure: Message | None = None
    is_advice: bool = False


def check_form(path: FilePath) -> list[FormProblem]:
    """Return everything that is wrong with the form file `path`, by line; [] for a sound one.

    FileProblem when it cannot be read.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            return [FormProblem(1, message("The file is too large for a form."))]
        data = path.read_bytes()
    except OSError as error:
        raise FileProblem(
            message("The form file {name} cannot be read.", name=path.name)
        ) from error
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return [
            FormProblem(
                line,
                message("The file is not written in UTF-8."),
                message("In Notepad choose «Save as» and the encoding UTF-8."),
            )
        ]
    problems = [*check_text(text), *_check_names(path, text)]
    return sorted(problems, key=lambda problem: problem.line)


def check_text(text: str) -> list[FormProblem]:
    """Return everything that is wrong with the text of a form, whatever file it stands in."""
    if not text.strip():
        return [
            FormProblem(
                1,
                message("The file is empty."),
                message("Start from an example: {command}", command="bastama form new"),
            )
        ]
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return [_explain_toml(str(error), text)]
    except RecursionError:
        return [FormProblem(1, message("The brackets are nested too deeply."))]
    return _check_content(content, find_lines(text))


def _check_content(content: dict[str, Any], lines: dict[Path, int]) -> list[FormProblem]:
    version = content.get("format", FORMAT)
    if isinstance(version, int) and version > FORMAT:
        return [
            FormProblem(
                find_line(lines, ("format",)),
                message("The form was written for a newer Bastama."),
                message("Update Bastama."),
            )
        ]
    model, problems = _choose_model(content, lines)
    is_application = model is ApplicationForm
    told: set[Path] = set()
    try:
        model.model_validate(add_words(content) if is_application else content)
    except ValidationError as error:
        for found in error.errors():
            if _is_echo(content, found):
                continue
            place, said, cure = explain_error(model, content, found)
            # A value that may be one of two things is refused twice.
            if place not in told:
                told.add(place)
                problems.append(FormProblem(find_line(lines, place), said, cure))
    if is_application:
        problems += [
            FormProblem(find_line(lines, fault.path), fault.said, fault.cure)
            for fault in find_faults(content)
            if fault.path not in told
        ]
        problems += _check_sources(content, lines)
    return problems


def _is_echo(content: Any, error: ErrorDetails) -> bool:
    """Tell whether a list is called too short only because none of its items is right."""
    if error["type"] != "too_short":
        return False
    path, missing = follow_steps(content, error["loc"])
    here = content
    for step in path:
        here = here[step]
    return not missing and isinstance(here, list) and bool(here)


def _choose_model(
    content: Mapping[str, Any], lines: dict[Path, int]
) -> tuple[type[BaseModel], list[FormProblem]]:
    kind = content.get("kind")
    if kind == "application":
        return ApplicationForm, []
    sections = content.get("sections")
    has_fields = isinstance(sections, list) and any(
        isinstance(section, dict) and "fields" in section for section in sections
    )
    if kind in {None, "report"} and not has_fields:
        return FormDefinition, []
    if kind is None:
        # The model tells that the line is missing.
        return ApplicationForm, []
    said = message("There are forms of the kinds application and report.")
    cure = message('Write kind = "application" at the top.')
    return FormDefinition if not has_fields else ApplicationForm, [
        FormProblem(find_line(lines, ("kind",)), said, cure)
    ]


# ---------------------------------------------------------------- names and sources


def _check_names(path: FilePath, text: str) -> Iterator[FormProblem]:
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    lines = find_lines(text)
    version, form_id = content.get("version"), content.get("id")
    if isinstance(version, str) and version != path.stem:
        yield FormProblem(
            find_line(lines, ("version",)),
            message(
                "The version is «{version}», and the file is called {name}.",
                version=version,
                name=path.name,
            ),
            message("Call the file {name}.", name=f"{version}.toml"),
        )
    place = path.resolve().parent
    is_fit = isinstance(form_id, str) and re.fullmatch(ID_PATTERN, form_id) is not None
    if is_fit and form_id != f"{place.parent.name}/{place.name}":
        yield FormProblem(
            find_line(lines, ("id",)),
            message("Bastama will not find the file where it lies now."),
            message(
                "Put it into the folder of the workspace: {path}",
                path=f"forms/{form_id}/{path.name}",
            ),
            is_advice=True,
        )


def _check_sources(content: Mapping[str, Any], lines: dict[Path, int]) -> Iterator[FormProblem]:
    name = content.get("rules_file")
    folder = forms_folder() / "rules"
    if isinstance(name, str) and name and not (folder / f"{name}.toml").is_file():
        yield FormProblem(
            find_line(lines, ("rules_file",)),
            message("There are no rules called «{name}».", name=name),
            suggest_name(name, [path.stem for path in folder.glob("*.toml")])
            or message('Write rules_file = "kz-state-grants", or leave the line out.'),
        )
    rules = content.get("rules")
    for place, rule in enumerate(rules if isinstance(rules, list) else ()):
        if isinstance(rule, dict) and rule.get("source", "ours") != "ours" and "year" not in rule:
            yield FormProblem(
                find_line(lines, ("rules", place)),
                message("The rule names its source, but not the year."),
                message("Add the year in which it was read: year = 2026."),
                is_advice=True,
            )


# ---------------------------------------------------------------- what is no TOML

_TOML_SAID: Final[tuple[tuple[str, str, str], ...]] = (
    (
        "Cannot overwrite a value",
        N_("This name has stood in the same table already."),
        N_("Delete one of the two lines."),
    ),
    (
        "Duplicate inline table key",
        N_("This name has stood in the same braces already."),
        N_("Delete one of the two."),
    ),
    (
        "Cannot declare",
        N_("This table has stood in the file already."),
        N_("For one more section or field write double brackets: [[sections]]."),
    ),
    (
        "Expected '=' after a key",
        N_("There is no = behind the name."),
        N_('Write the line as name = "value".'),
    ),
    (
        "Invalid value",
        N_("This is no value: a text stands in quotation marks."),
        N_('Write "text", 12, true, [ … ] or { … }.'),
    ),
    ("Unclosed array", N_("A list is not closed."), N_("Put ] at its end.")),
    (
        "Unclosed inline table",
        N_("Braces are not closed, or a comma is missing inside them."),
        N_('Write { kk = "…", ru = "…" } on one line.'),
    ),
    (
        "Unterminated string",
        N_("A text is not closed."),
        N_("Put a quotation mark at its end; a quotation mark inside it is written «»."),
    ),
    (
        "Illegal character",
        N_("A text is not closed on its line."),
        N_('Put a quotation mark at its end, or write a long text between """ and """.'),
    ),
    (
        "Unescaped",
        N_("The sign \\ means something else in a text."),
        N_("Write \\\\ for it, or put the text between single quotation marks."),
    ),
    (
        "Expected newline",
        N_("Something stands behind the end of the value."),
        N_("Put each value on a line of its own; in a text write «» for quotation marks."),
    ),
    (
        "Expected ']'",
        N_("The bracket of a table is not closed."),
        N_("Write [[sections]] or [provenance]."),
    ),
    (
        "Invalid initial character for a key",
        N_("A name cannot begin so."),
        N_("Write names in Latin letters, digits and _."),
    ),
    (
        "Invalid statement",
        N_("This line is neither a value nor a table."),
        N_("Write names in Latin letters, and # in front of a remark."),
    ),
)


def _explain_toml(problem: str, text: str) -> FormProblem:
    at = _AT.search(problem)
    last = text.rstrip("\n").count("\n") + 1
    line = int(at[1]) if at and at[1] else last
    for beginning, said, cure in _TOML_SAID:
        if problem.startswith(beginning):
            return FormProblem(min(line, last), Message(said), Message(cure))
    return FormProblem(
        min(line, last),
        message("This line is not TOML."),
        message("Compare it with the example: {command}", command="bastama form new"),
    )
