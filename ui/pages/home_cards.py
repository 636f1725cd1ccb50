"""The words of Home's cards: figures, indicators, groups and places as they are shown.

Turns what was counted into lines in the language of the screen. Knows no widget.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from grantee_app.figures.overview import Overview, PlanFact, choose_indicators
from grantee_app.frozen import frozen
from grantee_app.language.numbers import NBSP, format_percent, group_digits
from grantee_app.records.base import Number
from ui.joined_words import join_parts, join_short
from ui.places import Place
from ui.screen_language import ScreenLanguage
from ui.widgets.bar_table import BarLine
from ui.widgets.place_grid import PlaceCell

if TYPE_CHECKING:
    from grantee_app.checks.state import ProjectState

INDICATORS: Final = 8
PLACES: Final = 24
_SIGNS: Final = {"at_least": "≥ ", "at_most": "≤ ", "exactly": ""}


@frozen
class Figure:
    """A figure as a tile shows it, and where it leads."""

    label: str
    value: str
    behind: str
    detail: str
    share: float | None
    place: Place


def list_figures(overview: Overview, words: ScreenLanguage, state: ProjectState) -> list[Figure]:
    """Return the four figures of the first card."""
    return [
        _tell_beneficiaries(overview, words, place_people(state)),
        _tell_held(overview, words),
        _tell_money(overview, words),
        _tell_evidence(overview, words),
    ]


def place_people(state: ProjectState) -> Place:
    """Return where it is seen who came: in the report, or among the figures of people."""
    if state.form.demographic_tables:
        return Place("report", state.subject.place("demographics"))
    return Place("participants", part="figures")


def _tell_beneficiaries(overview: Overview, words: ScreenLanguage, place: Place) -> Figure:
    found = overview.beneficiaries
    parts, told = [], ""
    if found.plan is not None:
        parts.append(words.gettext("plan {number}", number=found.plan))
    parts.append(words.gettext("visits {number}", number=found.visits))
    value = group_digits(found.count)
    if found.is_at_most and found.count:
        told = words.gettext("at most: lists without names cannot tell who came twice")
        value = f"≤ {value}"
    if not found.visits and found.plan is None:
        parts, told = [], words.gettext("counted from the activities")
    detail = join_parts((join_short(parts), told))
    share = found.count / found.plan if found.plan else None
    return Figure(words.gettext("Direct beneficiaries"), value, "", detail, share, place)


def _tell_held(overview: Overview, words: ScreenLanguage) -> Figure:
    held, places = overview.held, overview.places
    parts = [
        words.ngettext("{count} city", "{count} cities", places.count("city")),
        words.ngettext("{count} district", "{count} districts", places.count("district")),
        words.ngettext("{count} village", "{count} villages", places.count("settlement")),
        words.ngettext("{count} place", "{count} places", places.count("place")),
    ]
    counts = [places.count(kind) for kind in ("city", "district", "settlement", "place")]
    shown = [part for part, count in zip(parts, counts, strict=True) if count]
    detail = ", ".join(shown) or words.gettext("no place yet")
    if not held.planned:
        detail = words.gettext("the plan is not written yet")
    elif held.in_log != held.held:
        # What is planned may be held more often than promised: the log and the backups tell all.
        in_log = words.gettext("{number} in the log", number=held.in_log)
        detail = join_parts((detail, in_log))
    return Figure(
        words.gettext("Activities held"),
        group_digits(held.held),
        f"/ {group_digits(held.planned)}" if held.planned else "",
        detail,
        held.held / held.planned if held.planned else None,
        Place("plan"),
    )


def _tell_money(overview: Overview, words: ScreenLanguage) -> Figure:
    money = overview.money
    label = words.gettext("Money spent")
    if money.percent is None:
        value = f"{group_digits(money.spent)}{NBSP}₸"
        detail = words.gettext("the amount of the grant is not written yet")
        return Figure(label, value, "", detail, None, Place("money"))
    detail = f"{group_digits(money.spent)} / {group_digits(money.grant)}{NBSP}₸"
    value = format_percent(money.percent, words.code)
    return Figure(label, value, "", detail, money.spent / money.grant, Place("money"))


def _tell_evidence(overview: Overview, words: ScreenLanguage) -> Figure:
    incomplete = overview.incomplete
    detail = words.gettext("nothing is missing")
    if incomplete:
        detail = words.ngettext(
            "incomplete for {count} activity", "incomplete for {count} activities", incomplete
        )
    elif not overview.held.in_log:
        detail = words.gettext("photos, lists and links of the activities")
    place = Place("plan", overview.gaps[0].planned.id) if overview.gaps else Place("plan")
    return Figure(
        words.gettext("Evidence"), group_digits(overview.evidence), "", detail, None, place
    )


# ---------------------------------------------------------------------- plan and fact


def list_lines(overview: Overview, words: ScreenLanguage) -> list[BarLine]:
    """Return the indicators that tell most, as lines of plan and fact."""
    return [
        _tell_indicator(row, words) for row in choose_indicators(overview.indicators, INDICATORS)
    ]


def tell_indicators(overview: Overview, words: ScreenLanguage) -> str:
    """Return how many of all indicators meet their plan."""
    met = sum(row.tone == "ok" for row in overview.indicators)
    return words.ngettext(
        "Of {count} indicator, {met} has reached its plan.",
        "Of {count} indicators, {met} have reached their plan.",
        len(overview.indicators),
        met=met,
    )


def _tell_indicator(row: PlanFact, words: ScreenLanguage) -> BarLine:
    sign = _SIGNS[row.indicator.plan.comparison]
    is_percent = row.unit == "percent"
    target, done = float(row.plan[0]), row.fact[0]
    pill, meaning = "–", words.gettext("no fact yet")
    if row.percent is not None:
        share = format_percent(row.percent, words.code)
        meaning = words.gettext("{share} of the plan", share=share)
        # A rate is no share of its plan: 84 % where 80 % was planned is met, not «105 %».
        pill = share
        if is_percent:
            pill = "✓" if row.tone == "ok" else "!" if row.tone == "warn" else "…"
            meaning = words.gettext("the plan is met") if row.tone == "ok" else meaning
    if is_percent:
        filled, mark = float(done or 0) / 100, target / 100
    else:
        filled, mark = (row.percent or 0) / 100, None
    return BarLine(
        key=row.indicator.id,
        name=words.name(row.indicator.title) or words.gettext("untitled"),
        about=words.name(row.planned.title),
        plan=sign + _write_pair(row.plan, words, is_percent=is_percent),
        fact=_write_pair(row.fact, words, is_percent=is_percent),
        pill=pill,
        tone=row.tone,
        meaning=meaning,
        share=filled,
        mark=mark,
    )


def _write_pair(
    pair: tuple[Number | None, Number | None], words: ScreenLanguage, *, is_percent: bool
) -> str:
    first, second = pair
    if first is None:
        return "–"
    if is_percent:
        return format_percent(_exact(first), words.code)
    told = group_digits(_exact(first))
    return told if second is None else f"{told}/{group_digits(_exact(second))}"


def _exact(number: Number) -> int | Decimal:
    return number if isinstance(number, int) else Decimal(str(number))


# ---------------------------------------------------------------------- people and places


def list_groups(overview: Overview, words: ScreenLanguage) -> list[tuple[str, int]]:
    """Return the age groups of the form with their heads."""
    return [(words.name(group.label), group.heads) for group in overview.make_up.ages]


def tell_make_up(overview: Overview, words: ScreenLanguage) -> tuple[str, str, str]:
    """Return the line of the genders, whether the tables agree, and the tone of that.

    Of groups that the report does not ask for only the genders are told.
    """
    make_up = overview.make_up
    genders = join_parts(
        f"{words.name(group.label)} {group_digits(group.heads)}" for group in make_up.genders
    )
    if not make_up.is_asked:
        has_genders = any(group.heads for group in make_up.genders)
        return genders if has_genders else "", "", ""
    if make_up.is_agreed:
        agreed = words.gettext("the same in all tables: {number}", number=make_up.beneficiaries)
        return genders, f"✓ {agreed}", "ok"
    wrong = "; ".join(
        f"{_first_words(words.name(table.label))} {group_digits(table.heads)}"
        for table in make_up.totals
        if table.heads != make_up.beneficiaries
    )
    told = words.gettext(
        "the tables do not add up to {number}: {tables}",
        number=make_up.beneficiaries,
        tables=wrong,
    )
    return genders, f"! {told}", "bad"


def _first_words(label: str) -> str:
    return label.partition(" (")[0]


def list_cells(overview: Overview, words: ScreenLanguage) -> list[PlaceCell]:
    """Return the places with their activities and heads, the fullest first."""
    places = overview.places.places
    most = max((place.heads for place in places), default=0)
    return [
        PlaceCell(
            key=place.activity_id,
            name=words.name(place.name),
            detail=join_short(
                (
                    words.ngettext("{count} activity", "{count} activities", place.activities),
                    words.ngettext("{count} person", "{count} people", place.heads),
                )
            ),
            share=place.heads / most if most else 0.0,
        )
        for place in places[:PLACES]
    ]


def tell_elsewhere(overview: Overview, words: ScreenLanguage) -> str:
    """Return what stands below the places: those without room, and events on no map."""
    parts = []
    more = len(overview.places.places) - PLACES
    if more > 0:
        parts.append(words.ngettext("{count} place more", "{count} places more", more))
    elsewhere = overview.places.elsewhere
    if elsewhere:
        parts.append(
            words.ngettext(
                "{count} activity in no single place: networks, media, several districts",
                "{count} activities in no single place: networks, media, several districts",
                elsewhere,
            )
        )
    return join_parts(parts)
