"""A plan as its author phrases it («әр шарадан 4/1», «не менее 80 %»), read as numbers.

Reads what is sure and returns None for the rest, so that an editor can ask for the numbers
apart: a range, a number a month, an «about». Says back how a plan was understood. Ours:

- «астам», «более», «от» are at least the number, «до», «дейін» at most it.
- «1/≥50», «1/50-ден кем емес» is one list with at least 50 people in it: the people count.
- «1 (1 000 дана)»: what stands in brackets explains the number and is no plan.
- «по 4 фото» and «әр шарадан» hold for each event. How many events there will be is rarely in
  the phrase: `events` gives the number known from elsewhere, the phrase's own goes before it.
- A unit that the phrase does not name is the one the caller knows (`unit`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from grantee_app.frozen import frozen
from grantee_app.language.folding import fold_text
from grantee_app.language.message import Message, MessageValue, message, plural_message
from grantee_app.language.numbers import group_digits
from grantee_app.language.reading import LONGEST_TYPED
from grantee_app.language.reading_numbers import read_number, read_whole_number
from grantee_app.records.base import Number
from grantee_app.records.plan import Comparison, PlannedValue, Unit

# Everything below is written as fold_text leaves it.
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_VAGUE: Final = re.compile(
    r"жуык|шамамен|шамасында|около|примерно|\bай сайын|\bайына\b|\bапта|\bкун сайын|ежемесяч"
    r"|еженедел|в месяц|в неделю|кажды[йе] (?:месяц|недел)|каждую неделю"
)
_PERCENT: Final = re.compile(r"%|пайыз|процент|\bпроц\b")
_PEOPLE: Final = re.compile(
    r"\bадам|\bкиси|\bчел\b|\bчеловек|катысушы|участник|бенефициар|тургын|жител|слушател|тындаушы"
)
_AT_MOST: Final = re.compile(
    r"(?:артык|коп|жогары) емес|аспай|аспау|асырмай|артпай|ен коби|дейин|не (?:более|больше|выше)"
    r"|максимум|\bдо\b|<=|≤|<"
)
_AT_LEAST: Final = re.compile(
    r"\bкем\b(?: \S+)?? емес|\b(?:томен|аз) емес|кем дегенде|кеминде|кем болмай|ен аз|минимум"
    r"|не (?:менее|меньше|ниже)|\bот\b|астам|\bаса\b|артык|жогары|одан (?:да )?коп|более|больше"
    r"|свыше|>=|≥|>|[0-9]\+(?! ?[0-9])"
)
_EACH: Final = re.compile(
    r"\bар(?: ?бир| 1)?\b|\bаркайсы\w*|\bсайын\b|\bкажд\w+|\bпо (?=[0-9])"
    r"|\b(?:на|за) мероприятие|\b(?:с|на|за) (?:одного|одно|один|1) (?=[^\W\d_])"
    r"|\b(?:бир|1) (?:ис-)?шара(?:дан|га|да)\b"
)
_NUMBER: Final = r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]+(?:[.,][0-9]+)?"
_EVENTS: Final = re.compile(
    rf"(?P<number>{_NUMBER}) (?:ис-)?(?:шара|мероприят|семинар|тренинг|лекци|жарменке|ярмар"
    r"|кездесу|встреч|форум|женимпаз|победител)\w*"
)
_TIMES: Final = re.compile(r"(?P<number>[0-9]+) ?[x×х*] ?(?=[0-9])")
_TOTAL: Final = re.compile(
    r"(?:барлыгы|всего|итого|жалпы|жиыны)[^0-9]{0,12}"
    rf"(?P<number>{_NUMBER})(?: ?/ ?(?:{_NUMBER}))?"
)
_COPIES: Final = re.compile(rf"(?<=[^\W\d_])[ ,]+(?:{_NUMBER}) ?(?:экз|дана|шт|тираж|бет|стр)\w*")
_FOUND: Final = re.compile(rf"(?<![^\W\d_])(?P<number>{_NUMBER})(?P<scale> ?(?:мын|тыс|млн)\w*)?")
_SLASH: Final = re.compile(r"[^0-9/]*/[^0-9/]*|(?: ?\+ ?)")
_JOINER: Final = re.compile(r"[^\W\d_](?:[^0-9/]*[ ,+])?(?:,| и| жане| мен| бен| пен| \+) ?$")
_NOUN: Final = re.compile(r"\S* ?[^\W\d_]{2}")
_WORDS: Final = {
    "бир": 1, "еки": 2, "уш": 3, "торт": 4, "бес": 5, "алты": 6, "жети": 7, "сегиз": 8,
    "тогыз": 9, "он": 10, "один": 1, "одна": 1, "одно": 1, "два": 2, "две": 2, "три": 3,
    "одному": 1, "одной": 1, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7,
    "восемь": 8, "девять": 9, "десять": 10,
}  # fmt: skip
_WORD: Final = re.compile(r"(?<![\w-])(?:" + "|".join(_WORDS) + r")(?![\w-])")


@frozen
class _Phrase:
    """A phrase under reading: what is left of it and what was found in the rest."""

    left: str
    unit: Unit
    comparison: Comparison
    per_event: bool = False
    events: int | None = None
    total: Number | None = None


def read_plan(text: str, *, unit: Unit = "count", events: int | None = None) -> PlannedValue | None:
    """Return the plan that `text` says, None for empty text and what cannot be told for sure."""
    folded = _BRACKETS.sub(" ", fold_text(text)) if len(text) <= LONGEST_TYPED else ""
    if not folded.strip() or _VAGUE.search(folded):
        return None
    phrase = _find_events(_Phrase(folded, _find_unit(folded, unit), _find_comparison(folded)))
    numbers = _find_numbers(phrase)
    if numbers is None:
        return None
    phrase, target, second = numbers
    if phrase.per_event and phrase.total is not None and phrase.events is None and target:
        share = phrase.total / target
        phrase = replace(phrase, events=int(share) if share == int(share) else None)
    return PlannedValue(
        target=target,
        second_target=second,
        unit=phrase.unit,
        comparison=phrase.comparison,
        per_event=phrase.per_event,
        events=(phrase.events or events) if phrase.per_event else None,
    )


def _find_unit(folded: str, known: Unit) -> Unit:
    if _PERCENT.search(folded):
        return "percent"
    return "people" if _PEOPLE.search(folded) else known


def _find_comparison(folded: str) -> Comparison:
    if _AT_MOST.search(folded):
        return "at_most"
    return "at_least" if _AT_LEAST.search(folded) else "exactly"


def _find_events(phrase: _Phrase) -> _Phrase:
    """Take «each» and the numbers that tell of all events together out of the phrase."""
    times = _TIMES.search(phrase.left)
    if times is not None:
        left = phrase.left[: times.start()] + phrase.left[times.end() :]
        phrase = replace(phrase, left=left, per_event=True, events=int(times["number"]))
    left = _WORD.sub(lambda match: str(_WORDS[match[0]]), phrase.left)
    left, times_each = _EACH.subn(" ", left)
    phrase = replace(phrase, left=left, per_event=phrase.per_event or times_each > 0)
    if not phrase.per_event:
        return phrase
    total = _TOTAL.search(phrase.left)
    if total is not None and _has_other_number(phrase.left, total):
        left = phrase.left[: total.start()] + " " + phrase.left[total.end() :]
        phrase = replace(phrase, left=left, total=_read(total["number"], phrase.unit))
    told = _EVENTS.search(phrase.left)
    if told is not None and _has_other_number(phrase.left, told):
        left = phrase.left[: told.start()] + " " + phrase.left[told.end() :]
        phrase = replace(phrase, left=left, events=read_whole_number(told["number"]).value)
    return phrase


def _has_other_number(text: str, match: re.Match[str]) -> bool:
    return re.search(r"[0-9]", text[: match.start()] + text[match.end() :]) is not None


def _find_numbers(phrase: _Phrase) -> tuple[_Phrase, Number, Number | None] | None:
    """Return the number or the pair that is left of a phrase, None where it is neither."""
    left = _COPIES.sub("", phrase.left)
    found = list(_FOUND.finditer(left))
    values = [_read(match["number"] + (match["scale"] or ""), phrase.unit) for match in found]
    numbers = [value for value in values if value is not None]
    if len(numbers) != len(values) or not 1 <= len(numbers) <= 2:
        return None
    if len(numbers) == 1:
        return phrase, numbers[0], None
    if phrase.unit == "percent":
        return None
    between, behind = left[found[0].end() : found[1].start()], left[found[1].end() :]
    if _SLASH.fullmatch(between):
        behind_slash = between.partition("/")[2]
        has_sign = bool(_AT_LEAST.search(behind_slash) or _AT_MOST.search(behind_slash))
        return _read_pair(phrase, numbers[0], numbers[1], has_sign=has_sign)
    if phrase.unit == "count" and _JOINER.search(between) and _NOUN.match(behind):
        return phrase, numbers[0], numbers[1]
    return None


def _read_pair(
    phrase: _Phrase, first: Number, second: Number, *, has_sign: bool
) -> tuple[_Phrase, Number, Number | None] | None:
    """Return «4/1» as a pair, «1/≥50» as the people in one list."""
    if phrase.comparison != "exactly" and first == 1 and second > 1:
        return replace(phrase, unit="people"), second, None
    if phrase.comparison != "exactly" and has_sign:
        return None
    return phrase, first, second


def _read(written: str, unit: Unit) -> Number | None:
    """Return a number; three digits behind a dot are thousands where a count is meant."""
    whole = None if unit == "percent" else read_whole_number(written).value
    return read_number(written).value if whole is None else whole


# ---------------------------------------------------------------------- saying it back


def describe_plan(
    value: PlannedValue, *, first: MessageValue | None = None, second: MessageValue | None = None
) -> Message:
    """Return the sentence that tells how a plan was understood, for the line under its field.

    `first` and `second` name what is counted («photos», «videos»), as the evidence kinds do.
    """
    if value.target is None:
        return message("No number is planned yet.")
    amount = _describe_amount(value, first, second)
    if not value.per_event:
        return message("Understood: {plan}", plan=amount)
    if not value.events:
        return message("Understood: {plan} from each event", plan=amount)
    if value.unit == "percent":
        return message("Understood: {plan} at each event", plan=amount)
    return plural_message(
        "Understood: {plan} from each event, {count} event: {total} in all",
        "Understood: {plan} from each event, {count} events: {total} in all",
        value.events,
        plan=amount,
        total=_write_total(value, value.events),
    )


def _describe_amount(
    value: PlannedValue, first: MessageValue | None, second: MessageValue | None
) -> MessageValue:
    target = value.target or 0
    quantity = _describe_quantity(target, value.unit, value.comparison)
    if value.second_target is None:
        return _name(quantity, first)
    if first is None or second is None:
        pair = f"{_write(target)}/{_write(value.second_target)}"
        return _compare(pair, value.comparison)
    other = _describe_quantity(value.second_target, value.unit, value.comparison)
    return message("{one} and {other}", one=_name(quantity, first), other=_name(other, second))


def _name(quantity: MessageValue, name: MessageValue | None) -> MessageValue:
    # Russian cannot put a name of any number behind its count: it writes «фото: 4».
    return quantity if name is None else message("{quantity} {name}", quantity=quantity, name=name)


def _describe_quantity(number: Number, unit: Unit, comparison: Comparison) -> MessageValue:
    if unit == "percent":
        return _describe_percent(_write(number), comparison)
    if unit == "people" and number == int(number):
        return _describe_people(int(number), comparison)
    return _compare(_write(number), comparison)


def _compare(number: str, comparison: Comparison) -> MessageValue:
    if comparison == "at_least":
        return message("at least {number}", number=number)
    if comparison == "at_most":
        return message("at most {number}", number=number)
    return number


def _describe_percent(number: str, comparison: Comparison) -> Message:
    if comparison == "at_least":
        return message("at least {number} per cent", number=number)
    if comparison == "at_most":
        return message("at most {number} per cent", number=number)
    return message("{number} per cent", number=number)


def _describe_people(count: int, comparison: Comparison) -> Message:
    if comparison == "at_least":
        return plural_message("at least {count} person", "at least {count} people", count)
    if comparison == "at_most":
        return plural_message("at most {count} person", "at most {count} people", count)
    return plural_message("{count} person", "{count} people", count)


def _write(number: Number) -> str:
    return group_digits(number if isinstance(number, int) else Decimal(repr(number)))


def _write_total(value: PlannedValue, events: int) -> str:
    whole = _write((value.target or 0) * events)
    if value.second_target is None:
        return whole
    return f"{whole}/{_write(value.second_target * events)}"
