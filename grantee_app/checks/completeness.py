"""Completeness: what the form requires is written, long enough, and in both languages.

Until the report is due, empty places are work to come: one note for the cover and one for the
texts, nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from grantee_app.checks.finding import Finding
from grantee_app.checks.naming import (
    is_written,
    name_planned,
    name_rows,
    name_text,
    name_title,
    name_written,
    shorten,
)
from grantee_app.checks.subject import Subject
from grantee_app.figures import socio_levels
from grantee_app.form.answers import socio_fact_path, socio_plan_path
from grantee_app.form.definition import CoverItem, CoverSource, Section, TextField, TextGroup
from grantee_app.language.message import LANGUAGES, Message, message, plural_message
from grantee_app.records import Bilingual
from grantee_app.records.sentences import count_sentences
from grantee_app.records.text import count_words


def check_cover(subject: Subject) -> Iterator[Finding]:
    """Every required line of the cover has its value."""
    missing = [item for item in subject.cover_items if _lacks_value(subject, item)]
    if not missing:
        return
    if not subject.is_form_due:
        yield Finding(
            "completeness.cover",
            "note",
            message(
                "Not on the cover yet: {rows}.",
                rows=name_rows([shorten(item.label) for item in missing]),
            ),
            subject.place("cover"),
        )
        return
    for item in missing:
        yield Finding(
            "completeness.cover",
            "error",
            message("The cover lacks: {label}.", label=shorten(item.label)),
            subject.place("cover", item.key),
        )


def check_contract(subject: Subject) -> Iterator[Finding]:
    """The head of the report names the contract by number and date."""
    grant = subject.project.grant
    if not subject.is_form_due or "{number}" not in subject.form.header.kk:
        return
    place = subject.cover_place("contract")
    if not grant.contract_number.strip():
        sentence = message("The number of the grant contract is not written.")
        yield Finding("completeness.contract", "error", sentence, place)
    if grant.contract_on is None:
        sentence = message("The date of the grant contract is not written.")
        yield Finding("completeness.contract", "error", sentence, place)


def check_plan(subject: Subject) -> Iterator[Finding]:
    """A report that is due tells of at least one activity."""
    if subject.is_report_due and not any(True for _ in subject.planned):
        yield Finding(
            "completeness.plan",
            "error",
            message("The project has no activities, so there is nothing to report."),
            subject.place("activity_narrative"),
        )


def check_tasks(subject: Subject) -> Iterator[Finding]:
    """At report time no task is printed with nothing under it."""
    tasks = subject.project.tasks
    if not subject.is_report_due or not any(task.activities for task in tasks):
        return
    for task in tasks:
        if not task.activities:
            yield Finding(
                "completeness.task",
                "warning",
                message(
                    "«{title}» has no activity: the report prints it with nothing under it.",
                    title=name_title(task.title),
                ),
                subject.place("activity_narrative", task.id),
            )


def check_texts(subject: Subject) -> Iterator[Finding]:
    """Every required text of the form is written, in one language at least."""
    empty = [
        (section, field)
        for section, field in subject.form_texts
        if field.required and not is_written(subject.answers.text(field.path))
    ]
    goal_place = subject.place("indicator_table", "goal")
    lacks_goal = subject.has_block("indicator_table") and not is_written(subject.project.goal)
    if subject.is_form_due:
        if lacks_goal:
            sentence = message("The goal of the project is not written.")
            yield Finding("completeness.goal", "error", sentence, goal_place)
        for section, field in empty:
            yield Finding(
                "completeness.text",
                "error",
                message("The report needs this text: {text}.", text=name_text(section, field)),
                subject.text_place(field.path),
            )
    elif empty:
        yield Finding(
            "completeness.text",
            "note",
            plural_message(
                "{count} text of the report is still to be written.",
                "{count} texts of the report are still to be written.",
                len(empty),
            ),
            empty[0][0].id,
        )


def check_narratives(subject: Subject) -> Iterator[Finding]:
    """At report time each activity that was held is told, and has its short-term result."""
    if not subject.is_report_due:
        return
    for planned in subject.planned:
        if not planned.held_events:
            continue
        texts = [planned.narrative]
        texts += [
            text
            for activity in planned.held_events
            for text in (activity.narrative, activity.result)
        ]
        is_told = any(map(is_written, texts))
        if subject.has_block("activity_narrative") and not is_told:
            yield Finding(
                "completeness.narrative",
                "warning",
                message(
                    "{title} was held, but nothing is told of it.", title=name_planned(planned)
                ),
                subject.place("activity_narrative", planned.id),
            )
        if subject.has_block("indicator_table") and not is_written(planned.short_term_result):
            yield Finding(
                "completeness.short_term",
                "warning",
                message(
                    "{title} was held, but its short-term result is empty.",
                    title=name_planned(planned),
                ),
                subject.place("indicator_table", planned.id),
            )


def check_socio_values(subject: Subject) -> Iterator[Finding]:
    """Every row of the socio-economic table has both levels, written as whole numbers."""
    for row in subject.socio_rows:
        levels = socio_levels(row.figure, subject.figures, subject.answers)
        plan_path, fact_path = socio_plan_path(row.figure), socio_fact_path(row.figure)
        for path, level in ((plan_path, levels.plan), (fact_path, levels.fact)):
            typed = subject.answers.value(path)
            place = subject.place("socio_economic_table", path)
            if typed and subject.answers.number(path) is None:
                sentence = message(
                    "{row}: «{typed}» is not a whole number.",
                    row=shorten(row.label),
                    typed=shorten(Bilingual(kk=typed, ru=typed)),
                )
                yield Finding("completeness.socio_number", "error", sentence, place)
            elif level is None and subject.is_report_due:
                sentence = (
                    message("{row}: the planned level is empty.", row=shorten(row.label))
                    if path == plan_path
                    else message("{row}: the actual level is empty.", row=shorten(row.label))
                )
                yield Finding("completeness.socio_value", "warning", sentence, place)


def check_lengths(subject: Subject) -> Iterator[Finding]:
    """A text keeps to the words that its field asks for, in each language it is written in."""
    for section, field in subject.form_texts:
        for language in LANGUAGES:
            words = count_words(subject.answers.text(field.path).written_in(language))
            named = name_written(name_text(section, field), language)
            if field.max_words and words > field.max_words:
                yield Finding(
                    "completeness.words",
                    "warning",
                    plural_message(
                        "{text} has {count} word, at most {most} are allowed.",
                        "{text} has {count} words, at most {most} are allowed.",
                        words,
                        text=named,
                        most=field.max_words,
                    ),
                    subject.text_place(field.path),
                )
            elif subject.is_form_due and 0 < words < field.min_words:
                yield Finding(
                    "completeness.words",
                    "note",
                    plural_message(
                        "{text} has only {count} word, at least {least} are asked for.",
                        "{text} has only {count} words, at least {least} are asked for.",
                        words,
                        text=named,
                        least=field.min_words,
                    ),
                    subject.text_place(field.path),
                )


def check_sentence_counts(subject: Subject) -> Iterator[Finding]:
    """The success story has its 5 to 8 sentences, in each language it is written in.

    Fewer are told once all that the form requires of it is written; what is personal and so not
    printed does not count.
    """
    for section in subject.form.sections:
        for block in section.blocks:
            if isinstance(block, TextGroup | TextField) and (
                block.min_sentences or block.max_sentences
            ):
                yield from _count_block(subject, section, block)


RULES: Final = (
    check_cover,
    check_contract,
    check_plan,
    check_tasks,
    check_texts,
    check_narratives,
    check_socio_values,
    check_lengths,
    check_sentence_counts,
)


# Whether a line of the cover has its value, by where that value comes from.
_COVER_VALUES: Final[dict[CoverSource, Callable[[Subject], bool]]] = {
    "organization_name": lambda subject: is_written(subject.content.organization.name),
    "organization_head": lambda subject: is_written(subject.content.organization.head),
    "organization_address_phone": lambda subject: (
        is_written(subject.content.organization.address)
        and bool(subject.content.organization.phone.strip())
    ),
    "project_title": lambda subject: is_written(subject.project.title),
    "project_goal": lambda subject: is_written(subject.project.goal),
    "project_period": lambda subject: bool(subject.project.starts_on and subject.project.ends_on),
    # What is not written is proposed.
    "report_period": lambda _subject: True,
    "beneficiaries": lambda subject: subject.figures.beneficiaries > 0,
    # Money spent out of no grant is told among the money.
    "grant_sum": lambda subject: bool(subject.project.grant.amount or subject.figures.money.total),
    "funder": lambda subject: is_written(subject.project.grant.funder),
    "contract": lambda subject: bool(
        subject.project.grant.contract_on and subject.project.grant.contract_number.strip()
    ),
}


def _lacks_value(subject: Subject, item: CoverItem) -> bool:
    if not item.required:
        return False
    if item.source == "answer":
        answers = subject.answers
        return not (answers.value(item.key) or is_written(answers.text(item.key)))
    return not _COVER_VALUES[item.source](subject)


def _count_block(
    subject: Subject, section: Section, block: TextGroup | TextField
) -> Iterator[Finding]:
    fields = block.fields if isinstance(block, TextGroup) else [block]
    for language in LANGUAGES:
        texts = {
            field.path: subject.answers.text(field.path).written_in(language) for field in fields
        }
        count = sum(count_sentences(texts[field.path]) for field in fields if not field.is_personal)
        is_finished = all(texts[field.path].strip() for field in fields if field.required)
        is_short = is_finished and 0 < count < block.min_sentences
        if not is_short and not 0 < block.max_sentences < count:
            continue
        yield Finding(
            "completeness.sentences",
            "warning",
            plural_message(
                "{text} has {count} sentence, the form asks for {limits}.",
                "{text} has {count} sentences, the form asks for {limits}.",
                count,
                text=name_written(name_text(section, block), language),
                limits=_tell_limits(block.min_sentences, block.max_sentences),
            ),
            f"{section.id}/{fields[0].path}",
        )


def _tell_limits(least: int, most: int) -> Message:
    if not most:
        return message("at least {least}", least=least)
    if not least:
        return message("at most {most}", most=most)
    return message("{least} – {most}", least=least, most=most)
