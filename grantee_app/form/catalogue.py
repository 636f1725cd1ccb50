"""Finds and reads form files: `<funder>/<form>/<version>.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

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
    """Return one version of a form of `forms/`.

    FileProblem when there is none such, DataProblem as `read_form` or when it calls itself
    otherwise: answers are kept under the name inside the file.
    """
    path = forms_folder().joinpath(*form_id.split("/"), f"{version}.toml")
    form = read_form(path)
    for place, said, wanted in (("id", form.id, form_id), ("version", form.version, version)):
        if said != wanted:
            raise _refuse(path, place)
    return form


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
        raise _refuse(path, _name_place(content, error.errors()[0]["loc"])) from error


def _refuse(path: Path, place: str) -> DataProblem:
    return DataProblem(
        message("The form file {name} is wrong at {place}.", name=path.name, place=place), place
    )


def _name_place(content: Any, steps: tuple[int | str, ...]) -> str:
    """Return where `steps` lead to: «sections.statistics.blocks.#1.tables.#2.title»."""
    names: list[str] = []
    here = content
    for step in steps:
        if isinstance(here, dict) and step not in here and step == here.get("kind"):
            continue  # pydantic names the kind of a block as if it were a step
        here = _follow(here, step)
        names.append(_name_item(here, step) if isinstance(step, int) else step)
    return ".".join(names)


def _name_item(item: Any, index: int) -> str:
    own = [item.get(key) for key in ("id", "key", "path")] if isinstance(item, dict) else []
    return next((name for name in own if isinstance(name, str)), f"#{index + 1}")


def _follow(here: Any, step: int | str) -> Any:
    try:
        return here[step]
    except (IndexError, KeyError, TypeError):
        return None
