"""How long a text is beside how long it may be, in words: «412 / 1000 characters».

Knows counts, not what was counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from grantee_app.language.numbers import group_digits
from ui.joined_words import join_parts

if TYPE_CHECKING:
    from grantee_app.form.limits import Usage
    from ui.screen_language import ScreenLanguage


def say_usages(words: ScreenLanguage, usages: Sequence[Usage]) -> str:
    """Return all counts in one line."""
    return join_parts(_say_usage(words, usage) for usage in usages)


def judge_usages(words: ScreenLanguage, usages: Sequence[Usage]) -> tuple[str, str]:
    """Return the tone and the sentence about the first measure that is not kept, ("", "") else."""
    for usage in usages:
        if usage.is_long:
            return "bad", _say_excess(words, usage)
    for usage in usages:
        if usage.is_short:
            return "warn", _say_lack(words, usage)
    return "", ""


def _say_usage(words: ScreenLanguage, usage: Usage) -> str:
    counted, bound = _write(usage.counted), _write(usage.most or usage.least)
    if usage.least and usage.most:
        bound = f"{_write(usage.least)}–{_write(usage.most)}"
    count = int(usage.most or usage.least)
    match usage.measure:
        case "characters":
            return words.ngettext(
                "{counted} / {bound} character", "{counted} / {bound} characters", count,
                counted=counted, bound=bound,
            )  # fmt: skip
        case "words":
            return words.ngettext(
                "{counted} / {bound} word", "{counted} / {bound} words", count,
                counted=counted, bound=bound,
            )  # fmt: skip
        case "sentences":
            return words.ngettext(
                "{counted} / {bound} sentence", "{counted} / {bound} sentences", count,
                counted=counted, bound=bound,
            )  # fmt: skip
        case _:
            return words.ngettext(
                "{counted} / {bound} page", "{counted} / {bound} pages", count,
                counted=counted, bound=bound,
            )  # fmt: skip


def _say_excess(words: ScreenLanguage, usage: Usage) -> str:
    over = usage.counted - usage.most
    count = max(int(over), 1)
    match usage.measure:
        case "characters":
            return words.ngettext(
                "Too long by {count} character.", "Too long by {count} characters.", count
            )
        case "words":
            return words.ngettext("Too long by {count} word.", "Too long by {count} words.", count)
        case "sentences":
            return words.ngettext(
                "Too long by {count} sentence.", "Too long by {count} sentences.", count
            )
        case _:
            return words.gettext("Too long: shorten it to {most} pages.", most=_write(usage.most))


def _say_lack(words: ScreenLanguage, usage: Usage) -> str:
    count = int(usage.least)
    if usage.measure == "words":
        return words.ngettext(
            "At least {count} word is asked for.", "At least {count} words are asked for.", count
        )
    return words.ngettext(
        "At least {count} sentence is asked for.",
        "At least {count} sentences are asked for.",
        count,
    )


def _write(number: Decimal) -> str:
    whole = int(number)
    return group_digits(whole) if number == whole else group_digits(number)
