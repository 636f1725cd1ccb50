"""Finds and reads form files: `<funder>/<form>/<version>.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from grantee_app.errors import DataProblem, FileProblem
from grantee_app.folders import forms_folder
from grantee_app.form.definition import FormDefinition
from grantee_app.language.message import message

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
    """Return one version of a form of `forms/`; FileProblem when there is none such."""
    path = forms_folder().joinpath(*form_id.split("/"), f"{version}.toml")
    return read_form(path)


def latest_version(form_id: str) -> str:
    """Return the newest version of a form; FileProblem when the form is unknown."""
    versions = [version for known, version in list_forms() if known == form_id]
    if not versions:
        raise FileProblem(message("There is no form named {name}.", name=form_id))
    return versions[-1]


def read_form(path: Path) -> FormDefinition:
    """Return the form in the TOML file `path`.

    FileProblem when it cannot be read, DataProblem naming the place when it is no form.
    """
    try:
        with path.open("rb") as file:
            content = tomllib.load(file)
    except OSError as error:
        raise FileProblem(
            message("The form file {name} cannot be read.", name=path.name)
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataProblem(
            message("The form file {name} is not valid TOML.", name=path.name)
        ) from error
    try:
        return FormDefinition.model_validate(content)
    except ValidationError as error:
        place = ".".join(str(step) for step in error.errors()[0]["loc"])
        raise DataProblem(
            message("The form file {name} is wrong at {place}.", name=path.name, place=place), place
        ) from error
