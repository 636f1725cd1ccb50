"""Forms of applications: checked for the person who writes one, begun from an example, listed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from grantee_app.cli.failures import ExitCode
from grantee_app.cli.output import write_bytes, write_line
from grantee_app.cli.session import Session
from grantee_app.cli.transfer import STANDARD_OUTPUT, choose_folder
from grantee_app.errors import BastamaError
from grantee_app.folders import forms_folder
from grantee_app.form.catalogue import list_forms, read_application_form, read_form
from grantee_app.form.form_checking import FormProblem, check_form
from grantee_app.form.new_form import create_form, write_starter
from grantee_app.language.catalogue import Language
from grantee_app.language.message import message, plural_message
from grantee_app.workspace.applications import OWN_FORMS


def check_files(session: Session, files: Iterable[str], *, as_json: bool) -> int:
    """Print what is wrong with each form file; HAS_ERRORS when one of them cannot be used."""
    found = {name: check_form(Path(name)) for name in files}
    has_errors = any(not problem.is_advice for told in found.values() for problem in told)
    if as_json:
        write_bytes(_format_problems(found))
    else:
        for name, problems in found.items():
            _write_problems(session.language, name, problems)
    return ExitCode.HAS_ERRORS if has_errors else ExitCode.FINE


def write_new_form(session: Session, file: str) -> int:
    """Write a form to start from to `file`, or to standard output for «-»."""
    code = session.language.code
    if file == STANDARD_OUTPUT:
        write_bytes(write_starter(code).encode())
        return ExitCode.FINE
    create_form(Path(file), code)
    write_line(file)
    return ExitCode.FINE


def show_forms(session: Session) -> int:
    """Print every form: its name, id and version, what it is for, and where it lies."""
    for text in _list_forms(session):
        write_line(text)
    return ExitCode.FINE


def _write_problems(language: Language, name: str, problems: list[FormProblem]) -> None:
    for problem in problems:
        line = str(problem.line)
        where = (
            message("{name}, line {line}, advice:", name=name, line=line)
            if problem.is_advice
            else message("{name}, line {line}:", name=name, line=line)
        )
        write_line(f"{language.say(where)} {language.say(problem.said)}")
        if problem.cure is not None:
            write_line(f"    {language.say(problem.cure)}")
    count = sum(not problem.is_advice for problem in problems)
    said = (
        plural_message(
            "{count} mistake in {name}.", "{count} mistakes in {name}.", count, name=name
        )
        if count
        else message("{name}: the form can be used.", name=name)
    )
    write_line(language.say(said))


def _format_problems(found: dict[str, list[FormProblem]]) -> bytes:
    kazakh, russian = Language.load("kk"), Language.load("ru")
    rows = [
        {
            "file": name,
            "line": problem.line,
            "severity": "advice" if problem.is_advice else "error",
            **{
                language.code: {
                    "said": language.say(problem.said),
                    "cure": language.say(problem.cure) if problem.cure else "",
                }
                for language in (kazakh, russian)
            },
        }
        for name, problems in found.items()
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2).encode() + b"\n"


def _list_forms(session: Session) -> Iterator[str]:
    language = session.language
    own = choose_folder(session) / OWN_FORMS
    for root, is_own in ((forms_folder(), False), (own, True)):
        for form_id, version in list_forms(root, kind="application"):
            path = root.joinpath(*form_id.split("/"), f"{version}.toml")
            try:
                name = read_application_form(path).name.spoken_in(language.code)
            except BastamaError as error:
                name = language.say(error.message)
            kind = language.gettext("application")
            yield from _describe(language, (name, form_id, version), kind, is_own=is_own)
        if not is_own:
            for form_id, version in list_forms(root):
                path = root.joinpath(*form_id.split("/"), f"{version}.toml")
                name = read_form(path).name.spoken_in(language.code)
                kind = language.gettext("report")
                yield from _describe(language, (name, form_id, version), kind, is_own=False)


def _describe(
    language: Language, form: tuple[str, str, str], kind: str, *, is_own: bool
) -> Iterator[str]:
    name, form_id, version = form
    yield name
    parts = [kind, form_id, version]
    if is_own:
        parts.append(language.gettext("your own"))
    yield f"  {' · '.join(parts)}"
