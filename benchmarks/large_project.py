"""A large project made of the sample's own words: the content that every contender prints.

The same on every machine and on every run. Sentences, titles and indicators are dealt out in
turn from lists of different lengths, so that no two activities read alike.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle, islice
from typing import Any

from grantee_app.records import ProjectFile
from grantee_app.workspace import sample_path

TASKS = 10
ACTIVITIES_PER_TASK = 20
INDICATORS_PER_ACTIVITY = 5
INDICATOR_LETTERS = 28
RESULT_LETTERS = 100
# Every third event is told in words, as in a real report of so many.
TOLD_EVERY = 3
FIRST_DAY = date(2024, 1, 8)
PROJECT_ID = "bench-project"

_SENTENCE_END = re.compile(r"(?<=[.!?]) +(?=[«А-ЯӘҒҚҢӨҰҮҺІ\d])")
_MARKUP = ("- ", "  - ", "## ", "| ")

Tree = dict[str, Any]


def make_large_project() -> ProjectFile:
    """Return a project of 200 planned activities with dense indicators, both languages told."""
    sample = json.loads(sample_path().read_text(encoding="utf-8"))
    words = _Words(sample["project"])
    project = sample["project"] | {
        "id": PROJECT_ID,
        "tasks": [_make_task(words, number) for number in range(TASKS)],
    }
    for record in project.get("budget_lines", ()):
        # The sample's activities are not among these.
        record.pop("planned_activity_id", None)
    sample["project"] = project
    return ProjectFile.model_validate_json(json.dumps(sample))


class _Words:
    """Endless supplies of titles, places, sentences and indicators."""

    def __init__(self, project: Tree) -> None:
        planned = [activity for task in project["tasks"] for activity in task["activities"]]
        held = [event for activity in planned for event in activity["held"]]
        self.tasks = cycle([(task["title"], task["long_term_result"]) for task in project["tasks"]])
        self.titles = cycle(_distinct(entry["title"] for entry in (*planned, *held)))
        self.places = cycle(_distinct(event["place"] for event in held))
        self.kinds = cycle([event["kind"] for event in held])
        self.heads = cycle([event["participants"] for event in held])
        self.indicators = cycle(
            [
                indicator
                for activity in planned
                for indicator in activity["indicators"]
                if len(indicator["title"]["kk"]) <= INDICATOR_LETTERS
            ]
        )
        self.results = cycle(_sentences(activity["short_term_result"] for activity in planned))
        self.sentences = cycle(_sentences(event["narrative"] for event in held))


def _make_task(words: _Words, number: int) -> Tree:
    title, long_term_result = next(words.tasks)
    first = number * ACTIVITIES_PER_TASK
    return {
        "id": f"bench-task-{number:02}",
        "title": title,
        "long_term_result": long_term_result,
        "activities": [
            _make_activity(words, first + position) for position in range(ACTIVITIES_PER_TASK)
        ],
    }


def _make_activity(words: _Words, number: int) -> Tree:
    key = f"bench-{number:03}"
    title, place = next(words.titles), next(words.places)
    day = FIRST_DAY + timedelta(days=number)
    indicators = [
        indicator | {"id": f"{key}-i{position}"}
        for position, indicator in enumerate(islice(words.indicators, INDICATORS_PER_ACTIVITY))
    ]
    event = {
        "id": f"{key}-held",
        "title": title,
        "starts_on": day.isoformat(),
        "ends_on": (day + timedelta(days=number % 3)).isoformat(),
        "place": place,
        "kind": next(words.kinds),
        "narrative": next(words.sentences) if number % TOLD_EVERY == 0 else {},
        "surveyed": 40 + number,
        "satisfied": 35 + number,
        "participants": next(words.heads),
        "evidence": list(_make_evidence(key, indicators)),
    }
    return {
        "id": key,
        "title": title,
        "place": place,
        "starts_on": event["starts_on"],
        "ends_on": event["ends_on"],
        "short_term_result": _join_up_to(words.results, RESULT_LETTERS),
        "indicators": indicators,
        "held": [event],
    }


def _make_evidence(key: str, indicators: list[Tree]) -> Iterator[Tree]:
    for indicator in indicators:
        for name, field in (("evidence_kind", "target"), ("second_evidence_kind", "second_target")):
            kind = indicator[name]
            if kind:
                yield {
                    "id": f"{indicator['id']}-{field}",
                    "kind": kind,
                    "title": indicator["title"],
                    "link": f"https://example.org/bench/{key}/{kind}",
                    "quantity": int(indicator["plan"][field] or 1),
                }


def _join_up_to(sentences: Iterator[Tree], letters: int) -> Tree:
    joined = {"kk": "", "ru": ""}
    while len(joined["kk"]) < letters:
        sentence = next(sentences)
        joined = {code: f"{joined[code]} {sentence[code]}".strip() for code in joined}
    return joined


def _distinct(texts: Any) -> list[Tree]:
    return list({text["kk"]: text for text in texts}.values())


def _sentences(texts: Any) -> list[Tree]:
    """Return the sentences that both languages tell one by one."""
    found: list[Tree] = []
    for text in texts:
        kazakh, russian = (list(_split_sentences(text[code])) for code in ("kk", "ru"))
        found += [{"kk": kk, "ru": ru} for kk, ru in zip(kazakh, russian, strict=False)]
    return found


def _split_sentences(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if not line.startswith(_MARKUP):
            yield from _SENTENCE_END.split(line)
