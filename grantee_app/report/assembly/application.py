"""An application with its documents, ready to be assembled; what is missing is said first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from grantee_app.checks.application import check_application, make_subject
from grantee_app.checks.finding import Finding
from grantee_app.checks.settings import read_check_settings
from grantee_app.form.application_form import FieldBase
from grantee_app.frozen import frozen
from grantee_app.language.message import LanguageCode
from grantee_app.records import ApplicationDocument
from grantee_app.report.application import (
    ApplicationSource,
    PrintOptions,
    compose_application,
    compose_declarations,
    compose_signature_sheet,
)
from grantee_app.report.application.answers import tell_field
from grantee_app.report.application.compose import list_section_titles
from grantee_app.report.application.sheets import name_author
from grantee_app.report.assembly.attached import enclose
from grantee_app.report.assembly.handing import EnclosedDocument, Handing, Paper
from grantee_app.report.document import Document
from grantee_app.workspace import Workspace
from grantee_app.workspace.applications import OpenApplication


@frozen
class ApplicationChoices:
    """How an application is handed in.

    `language` "" and `is_blind` None are as the call wants it. `printed_on` None is today.
    """

    language: LanguageCode | None = None
    with_other_language: bool = True
    with_personal: bool = False
    is_blind: bool | None = None
    printed_on: date | None = None


USUAL_CHOICES: Final = ApplicationChoices()


def what_is_missing(
    workspace: Workspace,
    application_id: str,
    choices: ApplicationChoices = USUAL_CHOICES,
) -> list[Finding]:
    """Return what the checks find, were it handed in now: errors first.

    Fields and documents that are missing, what cannot be read, texts over their limits, and for a
    copy without the applicant every place that names her. DataProblem when it is gone.
    """
    opened = _open(workspace, application_id, choices)
    settings = read_check_settings(workspace.db)
    subject = make_subject(opened, _choose_day(choices), settings, is_handed_in=True)
    return check_application(subject)


def compose_papers(
    workspace: Workspace,
    application_id: str,
    choices: ApplicationChoices = USUAL_CHOICES,
) -> Document:
    """Return the application alone, in one language; blind where the choices say so."""
    opened = _open(workspace, application_id, choices)
    source = _make_source(opened, choices, is_blind=bool(choices.is_blind))
    return compose_application(source, _choose_day(choices))


def gather_application(
    workspace: Workspace,
    application_id: str,
    choices: ApplicationChoices = USUAL_CHOICES,
) -> Handing:
    """Return everything an application is handed in with; DataProblem when it is gone.

    Errors also as `Applications.load`. Nothing but files is read afterwards.
    """
    opened = _open(workspace, application_id, choices)
    day = _choose_day(choices)
    source = _make_source(opened, choices)
    words = source.words
    return Handing(
        title=_name_handing(source, opened),
        author=name_author(source),
        language=source.language,
        words=words,
        papers=tuple(_list_papers(source, opened, choices, day)),
        enclosed=tuple(_enclose(workspace, source, one) for one in source.enclosed),
        printed_on=day,
    )


def _open(
    workspace: Workspace, application_id: str, choices: ApplicationChoices
) -> OpenApplication:
    with workspace.snapshot():
        opened = workspace.applications.load(application_id)
    application = opened.application
    is_blind = application.is_blind if choices.is_blind is None else choices.is_blind
    language = choices.language or application.language
    changed = application.model_copy(update={"is_blind": is_blind, "language": language})
    return replace(opened, application=changed)


def _choose_day(choices: ApplicationChoices) -> date:
    return choices.printed_on or datetime.now().astimezone().date()


def _make_source(
    opened: OpenApplication,
    choices: ApplicationChoices,
    *,
    language: LanguageCode | None = None,
    is_blind: bool = False,
) -> ApplicationSource:
    application = opened.application
    values = opened.read_values(_choose_day(choices))
    options = PrintOptions(with_personal=choices.with_personal, is_blind=is_blind)
    return ApplicationSource(values, language or application.language, options, application)


def _list_papers(
    source: ApplicationSource, opened: OpenApplication, choices: ApplicationChoices, day: date
) -> Iterator[Paper]:
    words = source.words
    title = source.say(words.application)
    sections = tuple(list_section_titles(source))
    yield Paper(title, compose_application(source, day), sections=sections)
    if choices.with_other_language:
        other: LanguageCode = "ru" if source.language == "kk" else "kk"
        translated = _make_source(opened, choices, language=other)
        paper = compose_application(translated, day)
        yield Paper(translated.say(words.application), paper, in_whole=False)
    if opened.application.is_blind:
        blind = _make_source(opened, choices, is_blind=True)
        yield Paper(source.say(words.blind_copy), compose_application(blind, day), in_whole=False)
    sheets = (
        (words.declarations, compose_declarations(source, day)),
        (words.signature_sheet, compose_signature_sheet(source, day)),
    )
    for label, sheet in sheets:
        if sheet is not None:
            yield Paper(source.say(label), sheet, in_whole=False)


def _name_handing(source: ApplicationSource, opened: OpenApplication) -> str:
    part = source.form.by_meaning.get("project.title")
    told = tell_field(source, part).text if isinstance(part, FieldBase) else ""
    titles = (opened.project_title, opened.application.call_title, source.form.name)
    return told or next(filter(None, map(source.say, titles)), "")


def _enclose(
    workspace: Workspace, source: ApplicationSource, document: ApplicationDocument
) -> EnclosedDocument:
    title = source.name_document(document)
    files = tuple(enclose(workspace, one) for one in document.attachments)
    return EnclosedDocument(title, files)
