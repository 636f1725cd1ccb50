"""Reads a TOML file of `forms/` into its model, or says where it is wrong."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from grantee_app.errors import DataProblem, FileProblem
from grantee_app.language.message import message

AnyModel = TypeVar("AnyModel", bound=BaseModel)


def read_data_file(path: Path, model: type[AnyModel]) -> AnyModel:
    """Return the content of the TOML file `path` as a `model`.

    FileProblem when it cannot be read, DataProblem naming the place when it does not fit.
    """
    return fit_content(path, read_content(path), model)


def read_content(path: Path) -> dict[str, Any]:
    """Return what the TOML file `path` holds; errors as `read_data_file`."""
    try:
        # Notepad may put a byte order mark in front, which TOML does not know.
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise FileProblem(
            message("The form file {name} cannot be read.", name=path.name)
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DataProblem(
            message("The form file {name} is not valid TOML.", name=path.name)
        ) from error


def fit_content(path: Path, content: dict[str, Any], model: type[AnyModel]) -> AnyModel:
    """Return the content of the file `path` as a `model`; DataProblem naming what does not fit."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise refuse_place(path, name_place(content, error.errors()[0]["loc"])) from error


def refuse_place(path: Path, place: str) -> DataProblem:
    """Return the error that says where the file `path` is wrong."""
    return DataProblem(
        message("The form file {name} is wrong at {place}.", name=path.name, place=place), place
    )


def name_place(content: Any, steps: tuple[int | str, ...]) -> str:
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
