"""A report with its evidence, ready to be assembled: the same as an application."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from grantee_app.figures.reporting_period import limit_content
from grantee_app.form.application_form import ApplicationWords
from grantee_app.form.catalogue import load_words
from grantee_app.form.definition import FormDefinition
from grantee_app.language.catalogue import Language
from grantee_app.language.dates import format_date
from grantee_app.language.message import LanguageCode
from grantee_app.records import PlannedActivity, Project
from grantee_app.records.activity import Evidence, EvidenceKind
from grantee_app.records.evidence_terms import name_evidence
from grantee_app.report.assembly.attached import enclose
from grantee_app.report.assembly.handing import EnclosedDocument, Handing, Paper
from grantee_app.report.making import ReportOptions, choose_form_of, choose_period, make_document
from grantee_app.workspace import Workspace

# Evidence that names villagers: it is handed in where the funder wants it, and only then.
PERSONAL_KINDS: Final[frozenset[EvidenceKind]] = frozenset(
    {
        "participant_list",
        "winner_list",
        "award_list",
        "commission",
        "contract",
        "application",
        "questionnaire",
        "consultation",
    }
)
# The edition that the project is written into, of today.
AS_WRITTEN: Final = ReportOptions()


def gather_report(
    workspace: Workspace,
    project_id: str,
    language: LanguageCode,
    options: ReportOptions = AS_WRITTEN,
    *,
    with_personal: bool = False,
) -> Handing:
    """Return everything a report is handed in with; errors as `make_report`.

    What names villagers is named in the contents, and taken along where it is wanted.
    """
    with workspace.snapshot():
        content = workspace.load_project(project_id, with_people=False)
        form = choose_form_of(content.project, options)
        document = make_document(workspace, project_id, language, options, form)
    # An interim report has evidence of its own days alone.
    content = limit_content(content, choose_period(content, form, options))
    words = ApplicationWords.model_validate(load_words())
    project = content.project
    return Handing(
        title=project.title.spoken_in(language) or form.title.spoken_in(language),
        author=content.organization.name.spoken_in(language),
        language=language,
        words=words,
        papers=(
            Paper(
                form.name.spoken_in(language),
                document,
                sections=tuple(_list_sections(form, language)),
            ),
        ),
        enclosed=tuple(
            _list_evidence(workspace, project, language, words, with_personal=with_personal)
        ),
        printed_on=options.printed_on or datetime.now().astimezone().date(),
    )


def _list_sections(form: FormDefinition, language: LanguageCode) -> Iterator[tuple[str, str]]:
    for section in form.sections:
        # Titles of this form are whole paragraphs.
        title = section.name.spoken_in(language)
        if section.level == 1 and section.number:
            yield section.id, f"{section.number}. {title}"


def _list_evidence(
    workspace: Workspace,
    project: Project,
    language: LanguageCode,
    words: ApplicationWords,
    *,
    with_personal: bool,
) -> Iterator[EnclosedDocument]:
    for task in project.tasks:
        for planned in task.activities:
            for evidence in _iter_evidence(planned):
                if not evidence.attachments and not evidence.link:
                    continue
                is_hidden = evidence.kind in PERSONAL_KINDS and not with_personal
                files = () if is_hidden else evidence.attachments
                note = evidence.link
                if is_hidden and evidence.attachments:
                    note = words.left_out.spoken_in(language)
                yield EnclosedDocument(
                    _name_evidence(evidence, language),
                    tuple(enclose(workspace, one) for one in files),
                    group=planned.title.spoken_in(language),
                    note=note,
                )


def _iter_evidence(planned: PlannedActivity) -> Iterator[Evidence]:
    yield from planned.evidence
    for event in planned.held_events:
        yield from event.evidence


def _name_evidence(evidence: Evidence, language: LanguageCode) -> str:
    kind = Language.load(language).say(name_evidence(evidence.kind))
    title = evidence.title.spoken_in(language) or kind[:1].upper() + kind[1:]
    if evidence.dated_on is None:
        return title
    return f"{title}, {format_date(evidence.dated_on, language)}"
