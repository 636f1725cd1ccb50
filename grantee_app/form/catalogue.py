"""Finds and reads form files: `<funder>/<form>/<version>.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from grantee_app.errors import DataProblem, FileProblem
from grantee_app.folders import forms_folder
from grantee_app.form.data_files import (
    fit_content,
    name_place,
    read_content,
    read_data_file,
    refuse_place,
)
from grantee_app.form.definition import FormDefinition
from grantee_app.language.message import message
from grantee_app.records.project import Answer, Project

if TYPE_CHECKING:
    from grantee_app.form.application_form import ApplicationForm

STATE_FINAL_REPORT = "kz-state-grant/final-report"
FormKind = Literal["report", "application"]
_APPLICATION: Final = re.compile(r"""^\s*["']?kind["']?\s*=\s*["']application["']""", re.MULTILINE)
_TABLE: Final = re.compile(r"^\s*\[", re.MULTILINE)
_WORDS: Final = "application-words.toml"


def list_forms(folder: Path | None = None, *, kind: FormKind = "report") -> list[tuple[str, str]]:
    """Return (form id, version) of every form file of a kind under `folder`, sorted."""
    root = folder or forms_folder()
    return sorted(
        (path.parent.relative_to(root).as_posix(), path.stem)
        for path in find_form_files(root)
        if tell_kind(path) == kind
    )


def find_form_files(root: Path) -> Iterator[Path]:
    """Yield the form files under `root`, none where there is no such folder.

    Exactly three levels: what lies higher, such as `rules/`, is no form.
    """
    yield from root.glob("*/*/*.toml")


def tell_kind(path: Path) -> FormKind:
    """Return what a form file is for by its first lines, so that a broken one is told too."""
    try:
        return _tell_kind(path, path.stat().st_mtime_ns)
    except OSError:
        return "report"


@lru_cache(maxsize=64)
def _tell_kind(path: Path, stamp: int) -> FormKind:  # noqa: ARG001 (a key)
    text = path.read_bytes().decode("utf-8", "replace")
    table = _TABLE.search(text)
    return (
        "application" if _APPLICATION.search(text[: table.start() if table else None]) else "report"
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


def choose_form(answers: Iterable[Answer], form_id: str, version: str = "") -> FormDefinition:
    """Return the edition of a form that a project is written into.

    That is `version` where it is given, else the newest edition with answers in the project, so
    that a newer form file never hides what was written, else the newest. FileProblem when there
    is no such form. Which form it is tells `choose_report_form`.
    """
    return _choose_edition(list_forms(), answers, form_id, version)


def _choose_edition(
    known: list[tuple[str, str]], answers: Iterable[Answer], form_id: str, version: str = ""
) -> FormDefinition:
    editions = {found for form, found in known if form == form_id}
    begun = {answer.version for answer in answers if answer.form == form_id and answer.value}
    return load_form(
        form_id,
        version or max(editions & begun, default="") or max(editions, default="") or "-",
    )


def list_report_forms(project: Project) -> list[FormDefinition]:
    """Return the reports that a project can hand in, the usual one of its kind of grant first.

    Each in the edition that the project is written into. A form for other kinds of grants is there
    once something was written into it or it was chosen.
    """
    kind = project.grant.kind
    kept = {answer.form for answer in project.answers if answer.value} | {project.report_form}
    known = list_forms()
    found = [
        _choose_edition(known, project.answers, form_id)
        for form_id in dict.fromkeys(form_id for form_id, _version in known)
    ]
    offered = [
        form
        for form in found
        if not form.grant_kinds or kind in form.grant_kinds or form.id in kept
    ]
    return sorted(
        offered,
        key=lambda form: (kind not in form.grant_kinds, form.id != STATE_FINAL_REPORT, form.id),
    )


def choose_report_form(project: Project) -> FormDefinition:
    """Return the report that a project is judged by, in the edition it is written into.

    The one that was chosen for it, else the usual one of its kind of grant. An interim report is
    written beside it: what the whole project lacks is told by the last one.
    """
    forms = [form for form in list_report_forms(project) if form.due == "final"]
    chosen = (form for form in forms if form.id == project.report_form)
    return next(chosen, None) or forms[0]


def find_counting_form(form: FormDefinition) -> FormDefinition:
    """Return the form in whose groups people are counted: `form`, if it has tables of them.

    Else the final report of a state grant, so that who came can still be seen by gender, category
    and age; a screen tells that these groups are not the project's own.
    """
    if form.demographic_tables:
        return form
    return load_form(STATE_FINAL_REPORT, latest_version(STATE_FINAL_REPORT))


def read_form(path: Path) -> FormDefinition:
    """Return the form in the TOML file `path`; errors as `read_data_file`."""
    return read_data_file(path, FormDefinition)


# ---------------------------------------------------------------- forms of applications


def find_application_form(form_id: str, version: str, own_folder: Path | None = None) -> Path:
    """Return the file of a form; `own_folder` holds the workspace's own forms.

    Ours go before a file of the same name in the workspace: a released form never changes under an
    application. FileProblem when there is none such.
    """
    from grantee_app.form.application_form import ID_PATTERN, VERSION_PATTERN  # noqa: PLC0415

    # The name may come out of a project file: it leads nowhere but into these folders.
    is_name = re.fullmatch(ID_PATTERN, form_id) and re.fullmatch(VERSION_PATTERN, version)
    for root in (forms_folder(), own_folder) if is_name else ():
        path = root.joinpath(*form_id.split("/"), f"{version}.toml") if root else None
        if path is not None and path.is_file() and tell_kind(path) == "application":
            return path
    raise FileProblem(
        message("There is no form {name} of {version}.", name=form_id, version=version)
    )


def list_application_forms(own_folder: Path | None = None) -> list[tuple[str, str]]:
    """Return (form id, version) of every form of an application, ours and the workspace's own."""
    roots = [forms_folder()] + ([own_folder] if own_folder else [])
    return sorted({form for root in roots for form in list_forms(root, kind="application")})


def load_application_form(
    form_id: str, version: str, own_folder: Path | None = None
) -> ApplicationForm:
    """Return one version of a form of an application, read anew when its file has changed.

    Errors as `find_application_form` and `read_application_form`; DataProblem also when the file
    calls itself otherwise: answers are kept under the name inside the file.
    """
    path = find_application_form(form_id, version, own_folder)
    try:
        stamp = path.stat().st_mtime_ns
    except OSError as error:
        raise FileProblem(
            message("The form file {name} cannot be read.", name=path.name)
        ) from error
    form = _load_application_form(path, stamp)
    for place, said, wanted in (("id", form.id, form_id), ("version", form.version, version)):
        if said != wanted:
            raise refuse_place(path, place)
    return form


@lru_cache(maxsize=16)
def _load_application_form(path: Path, stamp: int) -> ApplicationForm:  # noqa: ARG001 (a key)
    return read_application_form(path)


def latest_application_version(form_id: str, own_folder: Path | None = None) -> str:
    """Return the newest version of a form; FileProblem when the form is unknown."""
    versions = [
        version for known, version in list_application_forms(own_folder) if known == form_id
    ]
    if not versions:
        raise FileProblem(message("There is no form named {name}.", name=form_id))
    return versions[-1]


def read_application_form(path: Path) -> ApplicationForm:
    """Return the form of an application in the TOML file `path`.

    FileProblem when it cannot be read, DataProblem naming the first place that is wrong;
    `form_checking` tells them all.
    """
    # The language of these forms is large, and a start reads none of them.
    from grantee_app.form.application_form import FORMAT, ApplicationForm  # noqa: PLC0415
    from grantee_app.form.form_faults import find_faults  # noqa: PLC0415

    content = read_content(path)
    if isinstance(content.get("format"), int) and content["format"] > FORMAT:
        raise DataProblem(
            message("The form file {name} was written for a newer Bastama.", name=path.name),
            "format",
        )
    form = fit_content(path, add_words(content), ApplicationForm)
    faults = find_faults(content)
    if faults:
        raise refuse_place(path, name_place(content, faults[0].path) or "kind")
    return form


def add_words(content: dict[str, Any]) -> dict[str, Any]:
    """Return the content of a form with the words of ours that it does not give itself."""
    own = content.get("words", {})
    return content | {"words": load_words() | own} if isinstance(own, dict) else content


@lru_cache(maxsize=1)
def load_words() -> dict[str, Any]:
    """Return the words that pages of an application need; errors as `read_data_file`."""
    from grantee_app.form.application_form import ApplicationWords  # noqa: PLC0415

    words = read_data_file(forms_folder() / "rules" / _WORDS, ApplicationWords)
    return words.model_dump()
