"""Which one category of the form a participant is proposed for, and why.

The table is data (`forms/rules/participant-categories.toml`) and may be a workspace's own. The
first rule that fits proposes; where none does, nothing is proposed and the category stays unknown.
Knows no storage.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from pydantic import Field, ValidationError, model_validator

from grantee_app.folders import forms_folder
from grantee_app.form.data_files import read_data_file
from grantee_app.form.definition import Part
from grantee_app.frozen import frozen
from grantee_app.language.folding import fold_text
from grantee_app.language.message import Message, message
from grantee_app.records.ages import find_age
from grantee_app.records.participant import Participant

SETTING_KEY: Final = "people.category_rules"
_FILE: Final = "participant-categories.toml"
_SHORT: Final = 4


class CategoryRule(Part):
    """Proposes a category by any one of: the age in whole years, both ends in; disability; words.

    Words are beginnings of words of the tags.
    """

    category: str = Field(min_length=1)
    from_age: int | None = Field(default=None, ge=0, le=125)
    to_age: int | None = Field(default=None, ge=0, le=125)
    disability: bool = False
    words: list[str] = Field(default_factory=list)
    source: str = "ours"

    @model_validator(mode="after")
    def _check_sense(self) -> CategoryRule:
        has_age = self.from_age is not None or self.to_age is not None
        if not (has_age or self.disability or self.words):
            raise ValueError("a rule without a condition")
        if self.from_age is not None and self.to_age is not None and self.from_age > self.to_age:
            raise ValueError("ages that end before they begin")
        return self


class CategoryTable(Part):
    """All rules, the first that fits wins."""

    source: str
    year: int
    rules: list[CategoryRule]


@frozen
class Proposal:
    """A category, the reason to tell for it, and the number of the rule in its table, from 1."""

    category: str
    reason: Message
    number: int = 0


@frozen
class RuleRow:
    """A rule as it is typed: half of one may stand there and proposes nothing yet."""

    category: str = ""
    from_age: str = ""
    to_age: str = ""
    disability: bool = False
    words: str = ""
    source: str = "ours"

    def make_rule(self) -> CategoryRule | None:
        """Return the rule, None while it makes no sense."""
        try:
            return CategoryRule.model_validate(self._list_fields())
        except ValidationError:
            return None

    def _list_fields(self) -> dict[str, object]:
        words = [word.strip() for word in self.words.split(",") if word.strip()]
        return {
            "category": self.category,
            "from_age": self.from_age.strip() or None,
            "to_age": self.to_age.strip() or None,
            "disability": self.disability,
            "words": words,
            "source": self.source,
        }


@lru_cache(maxsize=1)
def load_category_rules() -> tuple[CategoryRule, ...]:
    """Return the rules that come with the program; errors as `read_data_file`."""
    return tuple(read_data_file(forms_folder() / "rules" / _FILE, CategoryTable).rules)


def parse_category_rules(text: str | None) -> tuple[CategoryRule, ...]:
    """Return the rules a workspace wrote, or ours where it wrote none or none that make sense.

    A rule that is half typed is passed over.
    """
    rules = [row.make_rule() for row in list_rule_rows(text)]
    return tuple(rule for rule in rules if rule is not None) or load_category_rules()


def list_rule_rows(text: str | None) -> list[RuleRow]:
    """Return the rules of a workspace as they are typed, ours where it wrote none."""
    try:
        found = json.loads(text) if text else None
        if isinstance(found, list):
            return [_read_row(rule) for rule in found]
    except (ValueError, TypeError, AttributeError):
        pass
    return [_read_row(rule.model_dump()) for rule in load_category_rules()]


def format_rule_rows(rows: Sequence[RuleRow]) -> str:
    """Return typed rules as a workspace keeps them, half-typed ones too."""
    kept = []
    for row in rows:
        rule = row.make_rule()
        kept.append(rule.model_dump(exclude_defaults=True) if rule is not None else _dump_row(row))
    return json.dumps(kept, ensure_ascii=False)


def _read_row(rule: dict[str, object]) -> RuleRow:
    words = rule.get("words") or []
    from_age, to_age = rule.get("from_age"), rule.get("to_age")
    return RuleRow(
        str(rule.get("category") or ""),
        "" if from_age is None else str(from_age),
        "" if to_age is None else str(to_age),
        bool(rule.get("disability")),
        ", ".join(map(str, words)) if isinstance(words, list) else str(words),
        str(rule.get("source") or "ours"),
    )


def _dump_row(row: RuleRow) -> dict[str, object]:
    return {
        "category": row.category,
        "from_age": row.from_age,
        "to_age": row.to_age,
        "disability": row.disability,
        "words": row.words,
    }


def format_category_rules(rules: Sequence[CategoryRule]) -> str:
    """Return the rules as a workspace keeps them."""
    return json.dumps(
        [rule.model_dump(exclude_defaults=True) for rule in rules], ensure_ascii=False
    )


def propose_category(
    person: Participant, on: date | None, rules: Sequence[CategoryRule]
) -> Proposal | None:
    """Return the category that the first fitting rule proposes, None where nothing speaks for one.

    `on` is the day whose age counts; without it only what does not depend on age is asked.
    """
    age = find_age(person, on) if on is not None else None
    words = f" {fold_text(person.tags.replace(',', ' , '))} "
    for number, rule in enumerate(rules, 1):
        reason = _find_reason(rule, person, age, words)
        if reason is not None:
            return Proposal(rule.category, reason, number)
    return None


def _find_reason(
    rule: CategoryRule, person: Participant, age: int | None, words: str
) -> Message | None:
    if rule.disability and person.disability == "yes":
        return message("a disability is noted")
    for word in rule.words:
        # A short word would begin many others: it must stand alone.
        ending = " " if len(word.strip()) <= _SHORT else ""
        if f" {fold_text(word)}{ending}" in words:
            return message("by the word «{word}»", word=word.strip())
    has_age = rule.from_age is not None or rule.to_age is not None
    if has_age and age is not None:
        first = rule.from_age if rule.from_age is not None else 0
        if first <= age and (rule.to_age is None or age <= rule.to_age):
            return message("by the age of {age}", age=age)
    return None
