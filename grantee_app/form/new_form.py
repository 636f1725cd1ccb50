"""A form to start from: a small complete application that passes the check."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Final

from grantee_app.errors import FileProblem
from grantee_app.folders import forms_folder
from grantee_app.form.application_form import ID_PATTERN, VERSION_PATTERN
from grantee_app.language.message import LanguageCode, message

_VERSION: Final = "2026"
_ID: Final = "my-fund/my-form"
_FIT_VERSION: Final = re.compile(VERSION_PATTERN)
_FIT_ID: Final = re.compile(ID_PATTERN)


def write_starter(language: LanguageCode, version: str = "", form_id: str = _ID) -> str:
    """Return the text of a new form, with its remarks in `language`.

    `version` is the year unless given. FileProblem when the program's own files are not whole.
    """
    path = forms_folder() / "starters" / f"application.{language}.toml"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise FileProblem(
            message("The form file {name} cannot be read.", name=path.name)
        ) from error
    version = version or str(date.today().year)  # noqa: DTZ011 (the local year)
    return (
        text.replace(f'version = "{_VERSION}"', f'version = "{version}"', 1)
        .replace(f'id = "{_ID}"', f'id = "{form_id}"', 1)
        .replace(f"{_VERSION}.toml", f"{version}.toml", 1)
    )


def create_form(path: Path, language: LanguageCode) -> None:
    """Write a new form to `path`, whose name gives the version and whose folders give the id.

    FileProblem when something is there already, the name is no version, or the file cannot be
    written.
    """
    if path.suffix != ".toml" or not _FIT_VERSION.fullmatch(path.stem):
        raise FileProblem(
            message(
                "A form's file is called by its version: {example}, not {name}.",
                example=f"{date.today().year}.toml",  # noqa: DTZ011 (the local year)
                name=path.name,
            )
        )
    place = path.resolve().parent
    form_id = f"{place.parent.name}/{place.name}"
    lies_right = place.parent.parent.name == "forms" and _FIT_ID.fullmatch(form_id)
    text = write_starter(language, path.stem, form_id if lies_right else _ID)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise FileProblem(
            message(
                "There is a file {name} already: choose another name. Nothing was changed.",
                name=str(path),
            )
        ) from error
    except OSError as error:
        raise FileProblem(
            message("The file {name} cannot be written: choose another folder.", name=str(path))
        ) from error
