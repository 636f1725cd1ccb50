"""Finds and reads form files: `<funder>/<form>/<version>.toml`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from grantee_app.errors import FileProblem
from grantee_app.folders import forms_folder
from grantee_app.form.data_files import read_data_file, refuse_place
from grantee_app.form.definition import FormDefinition
from grantee_app.language.message import message
from grantee_app.records.project import Answer

STATE_FINAL_REPORT = "kz-state-grant/final-report"


def list_forms(folder: Path | None = None) -> list[tuple[str, str]]:
    """Return (form id, version) of every form file under `folder`, sorted."""
    root = folder or forms_folder()
    # Exactly three levels: what lies higher, such as `rules/`, is no form.
    return sorted(
        (path.parent.relative_to(root).as_posix(), path.stem) for path in root.glob("*/*/*.toml")
    )


@lru_cache(maxsize=16)
def load_form(form_id: str, version: str) -> FormDefinition:
    """Return one version of a form of `forms/`.

    FileProblem when there is none such, DataProblem as `read_form` or when it calls itself
    otherwise: answers are kept under the name inside the file.
    """
    path = forms_folder().joinpath(*form_id.split("/"), f"{version}.toml")
    form = read_form(path)
    for place, said, wanted in (("id", form.id, form_id), ("version", form.version, version)):
        if said != wanted:
            raise refuse_place(path, place)
    return form


def latest_version(form_id: str) -> str:
    """Return the newest version of a form; FileProblem when the form is unknown."""
    versions = [version for known, version in list_forms() if known == form_id]
    if not versions:
        raise FileProblem(message("There is no form named {name}.", name=form_id))
    return versions[-1]


def choose_form(
    answers: Iterable[Answer], form_id: str = STATE_FINAL_REPORT, version: str = ""
) -> FormDefinition:
    """Return the edition of a form that a project is written into.

    That is `version` where it is given, else the newest edition with answers in the project, so
    that a newer form file never hides what was written, else the newest. FileProblem when there
    is no such form.
    """
    known = {found for form, found in list_forms() if form == form_id}
    begun = {answer.version for answer in answers if answer.form == form_id and answer.value}
    return load_form(form_id, version or max(known & begun, default="") or latest_version(form_id))


def read_form(path: Path) -> FormDefinition:
    """Return the form in the TOML file `path`; errors as `read_data_file`."""
    return read_data_file(path, FormDefinition)
