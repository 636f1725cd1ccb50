"""Languages: what is written in one of the two only, and so is printed marked in the other.

A text of the form is told by itself; the many short texts of the records are told together, one
finding for a section. A project that is written in one language throughout is told once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from grantee_app.checks.finding import Finding, Severity
from grantee_app.checks.naming import is_written, name_each, name_text, shorten
from grantee_app.checks.subject import Subject
from grantee_app.form.definition import Section, TextField
from grantee_app.language.message import LANGUAGES, LanguageCode, message, plural_message
from grantee_app.records import Bilingual


class PrintedText(NamedTuple):
    """A text of a record with its section and the record it belongs to."""

    section: str
    about: str
    text: Bilingual


def check_languages(subject: Subject) -> Iterator[Finding]:
    """Every text is written in both languages, or in neither; until then nothing is overdue.

    A project in one language throughout is told so once; else each text of the form by itself, and
    the titles, places and results of the records together.
    """
    form_texts = [
        (section, field, subject.answers.text(field.path)) for section, field in subject.form_texts
    ]
    # A title typed a minute ago is no translation overdue.
    if not (subject.is_report_due or any(is_written(text) for _, _, text in form_texts)):
        return
    records = list(_printed_texts(subject))
    texts = [text for _, _, text in form_texts] + [entry.text for entry in records]
    only = _find_only_language(texts)
    if only is not None:
        yield _tell_project(subject, only)
        return
    for section, field, text in form_texts:
        language = _only_language(text)
        if language is not None:
            yield _tell_text(subject, section, field, language)
    yield from _tell_records(subject, records)


RULES: Final = (check_languages,)


def _tell_project(subject: Subject, language: LanguageCode) -> Finding:
    return Finding(
        "languages.project",
        _gravity(subject),
        message("Everything is written in Kazakh only. A Russian report prints it so, marked.")
        if language == "kk"
        else message(
            "Everything is written in Russian only. A Kazakh report prints it so, marked."
        ),
        subject.form.sections[0].id,
    )


def _tell_text(
    subject: Subject, section: Section, field: TextField, language: LanguageCode
) -> Finding:
    text = name_text(section, field)
    return Finding(
        "languages.text",
        _gravity(subject),
        message(
            "{text} is written in Kazakh only: the Russian report prints it so, marked.",
            text=text,
        )
        if language == "kk"
        else message(
            "{text} is written in Russian only: the Kazakh report prints it so, marked.",
            text=text,
        ),
        subject.text_place(field.path),
    )


def _tell_records(subject: Subject, records: list[PrintedText]) -> Iterator[Finding]:
    found: dict[tuple[str, LanguageCode], list[PrintedText]] = {}
    for entry in records:
        language = _only_language(entry.text)
        if language is not None:
            found.setdefault((entry.section, language), []).append(entry)
    for (section, language), entries in found.items():
        rows = name_each(entries, lambda entry: shorten(entry.text))
        sentence = (
            plural_message(
                "{count} text is written in Kazakh only: {rows}.",
                "{count} texts are written in Kazakh only: {rows}.",
                len(entries),
                rows=rows,
            )
            if language == "kk"
            else plural_message(
                "{count} text is written in Russian only: {rows}.",
                "{count} texts are written in Russian only: {rows}.",
                len(entries),
                rows=rows,
            )
        )
        place = f"{section}/{entries[0].about}"
        yield Finding("languages.records", _gravity(subject), sentence, place)


def _gravity(subject: Subject) -> Severity:
    # Whoever is still writing translates later.
    return "warning" if subject.is_report_due else "note"


def _only_language(text: Bilingual) -> LanguageCode | None:
    if bool(text.kk) and bool(text.ru) and not text.kk.isspace() and not text.ru.isspace():
        return None
    written = [code for code in LANGUAGES if text.written_in(code).strip()]
    return written[0] if len(written) == 1 else None


def _find_only_language(texts: list[Bilingual]) -> LanguageCode | None:
    found: LanguageCode | None = None
    count = 0
    for text in texts:
        if not is_written(text):
            continue
        language = _only_language(text)
        if language is None or found not in {None, language}:
            return None
        found, count = language, count + 1
    # One text alone says nothing about the project.
    return found if count > 1 else None


def _printed_texts(subject: Subject) -> Iterator[PrintedText]:
    for kind, about, text in _record_texts(subject):
        if text and subject.has_block(kind):
            yield PrintedText(subject.place(kind), about, text)


def _record_texts(subject: Subject) -> Iterator[tuple[str, str, Bilingual]]:
    yield from _cover_texts(subject)
    yield "indicator_table", "goal", subject.project.goal
    for task in subject.project.tasks:
        yield "indicator_table", task.id, task.title
        yield "indicator_table", task.id, task.long_term_result
    yield from _activity_texts(subject)
    for partner in subject.project.partners:
        for text in (partner.name, partner.role, partner.contacts, partner.note):
            yield "partners", partner.id, text
    for winner in subject.project.winners:
        yield "winners", winner.id, winner.name
        yield "winners", winner.id, winner.settlement


def _cover_texts(subject: Subject) -> Iterator[tuple[str, str, Bilingual]]:
    organization, project = subject.content.organization, subject.project
    texts = {
        "organization_name": organization.name,
        "organization_head": organization.head,
        "organization_address_phone": organization.address,
        "project_title": project.title,
        "funder": project.grant.funder,
    }
    for item in subject.cover_items:
        if item.source in texts:
            yield "cover", item.key, texts[item.source]


def _activity_texts(subject: Subject) -> Iterator[tuple[str, str, Bilingual]]:
    for planned in subject.planned:
        for text in (planned.title, planned.place, planned.short_term_result):
            yield "indicator_table", planned.id, text
        yield "activity_narrative", planned.id, planned.narrative
        for indicator in planned.indicators:
            yield "indicator_table", indicator.id, indicator.title
            yield "indicator_table", indicator.id, indicator.note
            if indicator.plan.target is None:
                # With numbers the report writes the plan in the other language itself.
                yield "indicator_table", indicator.id, indicator.plan_text
        for activity in planned.held_events:
            for text in (activity.title, activity.place, activity.narrative, activity.result):
                yield "activity_narrative", activity.id, text
