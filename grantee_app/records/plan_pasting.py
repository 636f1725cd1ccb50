"""A plan pasted as a table or as lines: tasks, their activities, dates, places and indicators.

Reads the cells of `pasted_table` into records of the plan; nothing is stored and nothing of what
could not be read is lost silently: every such cell is told in a sentence. A merged or empty cell
continues the one above. Numbering («1-міндет.», «Задача 1.», «1.2.») is left out, since the report
numbers anew. The kind of an activity is guessed from its title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from grantee_app.frozen import frozen
from grantee_app.language.folding import fold_text
from grantee_app.language.message import LanguageCode, Message, message
from grantee_app.language.reading_dates import DateRange, read_date_range
from grantee_app.records.activity_guess import guess_activity_kind
from grantee_app.records.base import Bilingual
from grantee_app.records.plan import Indicator, PlannedActivity, PlannedValue, Task
from grantee_app.records.plan_columns import Role, find_columns
from grantee_app.records.plan_phrase import read_plan

_SHOWN: Final = 60

_TASK: Final = r"(?:міндет|мiндет|миндет|задача)"
_ACTIVITY: Final = r"(?:іс-шара|iс-шара|ис-шара|шара|мероприятие)"
_ANY: Final = rf"(?:{_TASK}|{_ACTIVITY})"
_DIGITS: Final = r"\d+(?:\.\d+)*"
_END: Final = r"\s*[.:)–—-]*\s*"
_NUMBERED: Final = re.compile(
    rf"^\s*(?:№\s*)?(?:{_DIGITS}\s*[-–.]?\s*(?:[іы]?н?[шс][іы]\s+)?{_ANY}\b{_END}"
    rf"|{_ANY}\s*№?\s*{_DIGITS}{_END}|{_ANY}\s*:\s*|\d+(?:\.\d+)+[.)]?\s+|\d+[.)](?!\d)\s*|[-–•·▪]\s+)",
    re.IGNORECASE,
)
_TASK_LINE: Final = re.compile(
    rf"^\s*(?:{_DIGITS}\s*[-–.]?\s*(?:[іы]?н?[шс][іы]\s+)?{_TASK}\b|{_TASK}\s*(?:№?\s*\d|:))",
    re.IGNORECASE,
)
_SINGLE_NUMBER: Final = re.compile(r"^\s*\d+[.)](?!\d)")
_DOUBLE_NUMBER: Final = re.compile(r"^\s*\d+\.\d+")
_CONTRACTUAL: Final = re.compile(r"шарт талаптарына сай|шарттын талап|требовани\w+ договора")
_TOLD_PLAN: Final = re.compile(r"(?P<title>.*?\D)\s*[–—:-]\s+(?P<plan>\S.*)", re.DOTALL)


@frozen
class PastedPlan:
    """The tasks of a pasted plan, and sentences on what could not be read."""

    tasks: list[Task]
    problems: list[Message]


@dataclass(slots=True)
class _Activity:
    title: str
    place: str = ""
    days: DateRange | None = None
    result: str = ""
    indicators: list[Indicator] = field(default_factory=list)


@dataclass(slots=True)
class _Task:
    title: str
    result: str = ""
    activities: list[_Activity] = field(default_factory=list)


class _Draft:
    """The plan while its rows are read: what the next row continues stands last."""

    def __init__(self, language: LanguageCode, today: date, within: DateRange | None) -> None:
        self.tasks: list[_Task] = []
        self.problems: list[Message] = []
        self._language: LanguageCode = language
        self._today = today
        self._within = within

    def read_row(self, number: int, cells: dict[Role, str]) -> None:
        """Take one row in; `number` is counted from 1 as the author sees it."""
        if task := _clean_title(cells.get("task", "")):
            self._open_task(task)
        if activity := _clean_title(cells.get("activity", "")):
            self._open_activity(number, activity)
        if not self.tasks:
            self._refuse(number, cells)
            return
        task_now = self.tasks[-1]
        task_now.result = _append(task_now.result, cells.get("long_term_result", ""))
        rest = {role: cell for role, cell in cells.items() if role in _OF_ACTIVITY}
        if not task_now.activities:
            self._refuse(number, rest)
            return
        self._fill_activity(number, task_now.activities[-1], rest)

    def _open_task(self, title: str) -> None:
        if not self.tasks or self.tasks[-1].title != title:
            self.tasks.append(_Task(title))

    def _open_activity(self, number: int, title: str) -> None:
        if not self.tasks:
            self.tasks.append(_Task(""))
            self.problems.append(
                message(
                    "Row {row}: «{title}» stands under no task. Name the task.",
                    row=number,
                    title=_shorten(title),
                )
            )
        activities = self.tasks[-1].activities
        if not activities or activities[-1].title != title:
            activities.append(_Activity(title))

    def _fill_activity(self, number: int, activity: _Activity, cells: dict[Role, str]) -> None:
        activity.place = _append(activity.place, cells.get("place", ""))
        activity.result = _append(activity.result, cells.get("short_term_result", ""))
        if typed := cells.get("dates", ""):
            self._fill_days(number, activity, _join(typed))
        for title, plan in _pair_indicators(cells.get("indicator", ""), cells.get("plan", "")):
            self._add_indicator(number, activity, title, plan)

    def _fill_days(self, number: int, activity: _Activity, typed: str) -> None:
        reading = read_date_range(typed, today=self._today, within=self._within)
        if reading.problem is not None:
            self.problems.append(
                message(
                    "Row {row}: «{typed}» – {problem}",
                    row=number,
                    typed=_shorten(typed),
                    problem=reading.problem,
                )
            )
        activity.days = _span(activity.days, reading.value)

    def _add_indicator(self, number: int, activity: _Activity, title: str, plan: str) -> None:
        if not title:
            self.problems.append(
                message(
                    "Row {row}: the plan «{typed}» has no indicator beside it.",
                    row=number,
                    typed=_shorten(plan),
                )
            )
            return
        value = read_plan(plan)
        if plan and value is None:
            self.problems.append(
                message(
                    "Row {row}: the plan «{typed}» is kept in words. Write its number.",
                    row=number,
                    typed=_shorten(plan),
                )
            )
        activity.indicators.append(
            Indicator(
                title=self._tell(title), plan_text=self._tell(plan), plan=value or PlannedValue()
            )
        )

    def _refuse(self, number: int, cells: dict[Role, str]) -> None:
        typed = next((cell for role, cell in cells.items() if role != "number"), "")
        if typed:
            self.problems.append(
                message(
                    "Row {row}: «{typed}» belongs to no activity and was left out.",
                    row=number,
                    typed=_shorten(_join(typed)),
                )
            )

    def finish(self) -> list[Task]:
        """Return the records."""
        return [self._finish_task(task) for task in self.tasks]

    def _finish_task(self, task: _Task) -> Task:
        return Task(
            title=self._tell(task.title),
            is_contractual=bool(_CONTRACTUAL.search(fold_text(task.title))),
            long_term_result=self._tell(task.result),
            activities=[self._finish_activity(activity) for activity in task.activities],
        )

    def _finish_activity(self, activity: _Activity) -> PlannedActivity:
        days = activity.days
        has_end = days is not None and (days.as_months or days.end != days.start)
        title = self._tell(activity.title)
        return PlannedActivity(
            title=title,
            kind=guess_activity_kind(title),
            place=self._tell(activity.place),
            starts_on=days.start if days is not None else None,
            ends_on=days.end if days is not None and has_end else None,
            dates_as="months" if days is not None and days.as_months else "days",
            short_term_result=self._tell(activity.result),
            indicators=activity.indicators,
        )

    def _tell(self, text: str) -> Bilingual:
        return Bilingual(kk=text) if self._language == "kk" else Bilingual(ru=text)


_OF_ACTIVITY: Final = frozenset({"place", "dates", "indicator", "plan", "short_term_result"})


def read_pasted_plan(
    cells: list[list[str]],
    language: LanguageCode,
    *,
    today: date,
    within: DateRange | None = None,
) -> PastedPlan:
    """Return the plan in `cells`, its texts taken to be in `language`.

    `within` is the project's term, where dates without a year are looked for.
    """
    draft = _Draft(language, today, within)
    if cells and len(cells[0]) == 1:
        _read_outline(draft, cells)
    elif cells:
        _read_table(draft, cells, today)
    tasks = draft.finish()
    if not any(task.activities for task in tasks):
        draft.problems.append(
            message(
                "No activities were found in what was pasted. Give the table columns for task,"
                " activity, date and indicator."
            )
        )
    return PastedPlan(tasks, draft.problems)


def _read_table(draft: _Draft, cells: list[list[str]], today: date) -> None:
    columns = find_columns(cells, today)
    for head in columns.unused_heads:
        draft.problems.append(
            message(
                "The column «{title}» has no place in the plan and was left out.",
                title=_shorten(head),
            )
        )
    for place, row in enumerate(cells[columns.first_row :], columns.first_row):
        told: dict[Role, str] = {}
        for role, cell in zip(columns.roles, row, strict=True):
            if role not in {"number", "unused"} and re.search(r"\w", cell):
                told[role] = f"{told[role]}\n{cell}" if role in told else cell
        if len(told) == 1 and _TASK_LINE.match(alone := next(iter(told.values()))):
            # A task that runs over the whole width stands above its activities.
            told = {"task": alone}
        draft.read_row(place + 1, told)


def _read_outline(draft: _Draft, cells: list[list[str]]) -> None:
    """Read lines: a task by its word or its single number, everything else as an activity."""
    lines = [row[0] for row in cells]
    has_levels = any(map(_DOUBLE_NUMBER.match, lines))
    for place, line in enumerate(lines, 1):
        is_task = _TASK_LINE.match(line) or (has_levels and _SINGLE_NUMBER.match(line))
        draft.read_row(place, {"task" if is_task else "activity": line})


def _span(one: DateRange | None, other: DateRange | None) -> DateRange | None:
    """Return the period that holds both: an activity may have a row for each of its days."""
    if one is None or other is None:
        return one or other
    return DateRange(
        min(one.start, other.start), max(one.end, other.end), one.as_months and other.as_months
    )


def _pair_indicators(titles: str, plans: str) -> list[tuple[str, str]]:
    """Return indicators with their plans: line by line where a cell lists several."""
    title_lines, plan_lines = titles.split("\n"), plans.split("\n")
    if not plans:
        return [_split_plan(line) for line in title_lines if line]
    if len(title_lines) != len(plan_lines):
        return [(_clean_title(titles), _join(plans))]
    return [(_clean_title(one), two) for one, two in zip(title_lines, plan_lines, strict=True)]


def _split_plan(line: str) -> tuple[str, str]:
    """Return «Отзывы – не менее 20» as an indicator and its plan."""
    told = _TOLD_PLAN.fullmatch(line)
    if told is not None and read_plan(told["plan"]) is not None:
        return _clean_title(told["title"]), told["plan"]
    return _clean_title(line), ""


def _clean_title(cell: str) -> str:
    """Return a title in one line, without the numbering in front of it."""
    title = _join(cell)
    while (stripped := _NUMBERED.sub("", title, count=1)) != title and stripped:
        title = stripped
    return title.rstrip(" ;") if re.search(r"[^\W\d_]", title) else ""


def _append(text: str, more: str) -> str:
    more = _join(more)
    return f"{text} {more}" if text and more and more not in text else text or more


def _join(cell: str) -> str:
    return " ".join(cell.split())


def _shorten(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"
