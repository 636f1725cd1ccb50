"""The documents: each that is asked for has its file, no field more files than it takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from grantee_app.checks.application.subject import ApplicationSubject
from grantee_app.checks.finding import Finding
from grantee_app.checks.naming import name_title
from grantee_app.form.application_form import FileField
from grantee_app.language.message import message, plural_message
from grantee_app.records import ApplicationDocument


def check_files(subject: ApplicationSubject) -> Iterator[Finding]:
    """Every field for files that is shown and asked for has one at least."""
    for _, part in subject.fields():
        if not isinstance(part, FileField):
            continue
        documents = subject.opened.documents.get(part.key, [])
        files = sum(len(document.attachments) for document in documents)
        is_wanted = subject.values.is_required(part.key)
        if documents:
            is_wanted = any(document.is_required for document in documents)
        if is_wanted and not files:
            yield Finding(
                "application.document",
                "error" if subject.is_due else "note",
                message("{name}: no file is attached.", name=subject.name(part.key)),
                subject.place(part.key),
            )
        elif part.max_files and files > part.max_files:
            yield Finding(
                "application.files",
                "warning",
                plural_message(
                    "{name}: {count} file is attached, at most {most} are taken.",
                    "{name}: {count} files are attached, at most {most} are taken.",
                    files,
                    name=subject.name(part.key),
                    most=part.max_files,
                ),
                subject.place(part.key),
            )


def check_wanted(subject: ApplicationSubject) -> Iterator[Finding]:
    """So has every document that the call alone wants."""
    known = {part.key for part in subject.form.fields() if isinstance(part, FileField)}
    for document in subject.application.documents:
        if document.path in known or not document.is_required or document.attachments:
            continue
        yield Finding(
            "application.document",
            "error" if subject.is_due else "note",
            message("«{title}»: no file is attached.", title=name_title(document.title)),
            place_document(subject, document),
        )


RULES: Final = (check_files, check_wanted)


def place_document(subject: ApplicationSubject, document: ApplicationDocument) -> str:
    """Return the place of a document: the section that asks for files, and the document itself."""
    sections = (
        section.id
        for section in subject.form.sections
        if any(isinstance(part, FileField) for part in section.fields)
    )
    return f"{next(sections, subject.form.sections[-1].id)}/{document.id}"
