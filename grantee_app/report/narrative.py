"""Tasks and activities told one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from grantee_app.form.definition import ActivityNarrativeBlock
from grantee_app.language.catalogue import Language
from grantee_app.language.dates import format_short_range
from grantee_app.language.numbers import group_digits
from grantee_app.records import PlannedActivity, Task
from grantee_app.records.activity import Activity
from grantee_app.records.terms import ACTIVITY_KINDS
from grantee_app.report.document import Block, Heading, Paragraph, Span
from grantee_app.report.source import Source
from grantee_app.report.told import Told, make_blocks


def number_tasks(tasks: list[Task]) -> Iterator[tuple[Task, int | None]]:
    """Yield every task with its number; those of the contract bear a title of their own."""
    number = 0
    for task in tasks:
        if task.is_contractual:
            yield task, None
        else:
            number += 1
            yield task, number


def tells_of_task(source: Source, task: Task) -> bool:
    """Tell whether a report of a period has anything to say of a task: an empty one is told."""
    return not task.activities or any(map(source.tells_of, task.activities))


def lead_task(source: Source, number: int | None) -> str:
    """Return what numbers a task («1-міндет.»), "" for one that has no number."""
    return "" if number is None else source.say(source.form.words.task).format(number=number)


def compose_narrative(source: Source, _block: ActivityNarrativeBlock) -> Iterator[Block]:
    """Yield every task and activity with what is told of it."""
    if not source.content.project.tasks:
        yield _compose_nothing(source)
    for task, number in number_tasks(source.content.project.tasks):
        if not tells_of_task(source, task):
            continue
        told = source.tell(task.title)
        lead = lead_task(source, number)
        outline = f"{lead} {told.text}".strip()
        yield Heading(_head_spans(lead, told), told.language, "task", outline=outline, level=2)
        for position, planned in enumerate(task.activities, start=1):
            if source.tells_of(planned):
                yield from _compose_planned_activity(source, planned, position)
        if not task.activities:
            yield _compose_nothing(source)


def _head_spans(number: str, told: Told, *, is_italic: bool = False) -> tuple[Span, ...]:
    lead = (Span(f"{number} ", True, is_italic),) if number else ()
    return (*lead, *told.spans(is_bold=True, is_italic=is_italic))


def _compose_planned_activity(
    source: Source, planned: PlannedActivity, position: int
) -> Iterator[Block]:
    told = source.tell(planned.title)
    lead = source.say(source.form.words.activity).format(number=position)
    yield Heading(_head_spans(lead, told, is_italic=True), told.language, "activity")
    yield from make_blocks(source.tell(planned.narrative))
    for number, activity in enumerate(planned.held_events, start=1):
        mark = f"{number})" if len(planned.held_events) > 1 else ""
        yield from _compose_activity(source, activity, mark)
    if not planned.narrative and not planned.held_events:
        yield _compose_nothing(source)


def _compose_nothing(source: Source) -> Paragraph:
    return Paragraph((Span(source.nothing),), source.language, align="left")


def _compose_activity(source: Source, activity: Activity, mark: str) -> Iterator[Block]:
    yield Paragraph(
        _tell_occasion(source, activity),
        source.language,
        align="left",
        mark=mark,
        keeps_with_next=bool(activity.narrative or activity.result),
    )
    yield from make_blocks(source.tell(activity.narrative))
    yield from make_blocks(source.tell(activity.result))


def _tell_occasion(source: Source, activity: Activity) -> tuple[Span, ...]:
    """Date, place, form, topic and heads of one event, as section 1.1 asks for."""
    days = format_short_range(activity.starts_on, activity.ends_on or activity.starts_on)
    kind = Language.load(source.language).gettext(ACTIVITY_KINDS[activity.kind])
    heads = source.count_heads(activity)
    counted = source.form.words.heads
    topic = source.tell(activity.title)
    parts = [
        Told(days, source.language),
        source.tell(activity.place),
        Told(kind, source.language),
        Told(_quote(topic.text), topic.language, topic.mark),
    ]
    if heads is not None:
        told = source.say(counted).format(count=group_digits(heads))
        parts.append(Told(told, source.language))
    return tuple(_join_parts(part for part in parts if part.text))


def _join_parts(parts: Iterable[Told]) -> Iterator[Span]:
    for index, part in enumerate(parts):
        if index:
            yield Span(", ", is_bold=True)
        yield from part.spans(is_bold=True)


def _quote(title: str) -> str:
    return f"«{title}»" if title and "«" not in title else title
