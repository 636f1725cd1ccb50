"""The budget of an application at a glance: what is asked, who pays, which limits there are.

Limits are shown while they are kept too, with how much room is left and where the rule was read.
Judges nothing that `form_rules` does not judge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, Final, Literal

from grantee_app.checks.application.subject import ApplicationSubject
from grantee_app.checks.application.telling import name_figure, name_source
from grantee_app.figures.money import CURRENCY
from grantee_app.form.application_form import (
    AtMostPercentRule,
    BetweenRule,
    FormRule,
    MciBandRule,
    NotAboveRule,
    find_column,
)
from grantee_app.form.values import Number, Subtotal
from grantee_app.frozen import frozen
from grantee_app.language.message import Message, MessageValue, message

LimitState = Literal["kept", "broken", "unknown"]
_ONE: Final = Decimal(1)


@frozen
class BudgetLimit:
    """One limit: `value` lies from `least` to `most` (None is open), or the limit is broken.

    `of_percent` is the share that is allowed, `share` the one that is taken; None of limits that
    are no shares. `unknown` where the numbers are not there yet.
    """

    name: MessageValue
    value: Number | None
    least: Number | None
    most: Number | None
    state: LimitState
    source: MessageValue
    is_verified: bool
    of_percent: Decimal | None = None
    share: Decimal | None = None

    @property
    def room(self) -> Number | None:
        """How much more may be planned, below 0 for too much; None without a limit or a value."""
        if self.most is None or self.value is None:
            return None
        return _tidy(Decimal(self.most) - Decimal(self.value))


@frozen
class BudgetOverview:
    """The sums of a budget in whole units of the application's currency.

    `asked` is None where the sum asked is not written; `blocks` are the sums of each block.
    """

    asked: Number | None
    grant: Number
    own: Number
    other: Number
    blocks: tuple[Subtotal, ...]
    limits: tuple[BudgetLimit, ...]

    @property
    def total(self) -> Number:
        """All that the project costs, whoever pays."""
        return _tidy(Decimal(self.grant) + Decimal(self.own) + Decimal(self.other))

    @property
    def difference(self) -> Number | None:
        """What the budget takes of the grant beyond the sum asked; below 0 for what is left."""
        return None if self.asked is None else _tidy(Decimal(self.grant) - Decimal(self.asked))

    @property
    def own_percent(self) -> Decimal | None:
        """The applicant's own share of all costs, with one decimal."""
        if not self.total:
            return None
        return (Decimal(self.own) * 100 / Decimal(self.total)).quantize(Decimal("0.1"))

    @property
    def said(self) -> Message:
        """The sentence that compares the budget with the sum asked."""
        difference = self.difference
        if difference is None:
            return message("The budget takes {grant} of the grant.", grant=self.grant)
        if difference > 0:
            return message(
                "The budget takes {grant} of the grant, {asked} are asked: {difference} too much.",
                grant=self.grant,
                asked=self.asked or 0,
                difference=difference,
            )
        if difference < 0:
            return message(
                "The budget takes {grant} of the grant, {asked} are asked: {difference} are left "
                "to plan.",
                grant=self.grant,
                asked=self.asked or 0,
                difference=-difference,
            )
        return message("The budget is exactly what is asked: {grant}.", grant=self.grant)


def sum_budget(subject: ApplicationSubject) -> BudgetOverview | None:
    """Return the budget at a glance, None where the form has none or does not show it."""
    table = subject.form.find_table("budget")
    if table is None or table.key not in subject.shown:
        return None
    sums = {
        meaning: subject.values.total(table.key, column.key)
        for meaning in ("grant", "own", "other", "total")
        if (column := find_column(table, meaning)) is not None
    }
    asked = subject.form.by_meaning.get("project.sum_asked")
    own, other = sums.get("own", 0), sums.get("other", 0)
    rest = Decimal(sums.get("total", 0)) - Decimal(own) - Decimal(other)
    return BudgetOverview(
        asked=subject.values.number(asked.key) if asked is not None else None,
        grant=sums["grant"] if "grant" in sums else _tidy(rest),
        own=own,
        other=other,
        blocks=tuple(subject.values.subtotals(table.key)),
        limits=tuple(list_limits(subject)),
    )


def list_limits(subject: ApplicationSubject) -> Iterator[BudgetLimit]:
    """Yield every limit of money that holds for this application, in the order of the form."""
    for rule in subject.form.rules:
        limit = _LIMITS.get(rule.kind)
        if limit is not None and subject.holds(rule.when):
            found = limit(subject, rule)
            if found is not None:
                yield found


def _limit_share(subject: ApplicationSubject, rule: AtMostPercentRule) -> BudgetLimit:
    value = subject.values.figure(rule.part, rule.where)
    whole = subject.values.figure(rule.of, rule.of_where)
    percent = Decimal(str(rule.percent))
    exact = Decimal(whole) * percent / 100 if whole else None
    share = Decimal(value) * 100 / Decimal(whole) if value is not None and whole else None
    return _make(
        rule,
        name_figure(subject, rule.part, rule.where),
        value,
        most=None if exact is None else int(exact.quantize(_ONE, ROUND_FLOOR)),
        of_percent=percent,
        share=None if share is None else share.quantize(Decimal("0.1"), ROUND_CEILING),
    )


def _limit_other(subject: ApplicationSubject, rule: NotAboveRule) -> BudgetLimit:
    return _make(
        rule,
        name_figure(subject, rule.left, rule.left_where),
        subject.values.figure(rule.left, rule.left_where),
        most=subject.values.figure(rule.right, rule.right_where),
    )


def _limit_bounds(subject: ApplicationSubject, rule: BetweenRule) -> BudgetLimit | None:
    part = subject.form.by_key[rule.value.partition(".")[0]]
    if part.kind not in {"money", "table"}:
        return None
    call = subject.application
    least: Any = call.least_amount if rule.from_call else rule.min
    most: Any = call.most_amount if rule.from_call else rule.max
    if least is None and most is None:
        return None
    return _make(
        rule,
        name_figure(subject, rule.value, rule.where),
        subject.values.figure(rule.value, rule.where),
        least=None if least is None else _tidy(Decimal(str(least))),
        most=None if most is None else _tidy(Decimal(str(most))),
    )


def _limit_band(subject: ApplicationSubject, rule: MciBandRule) -> BudgetLimit | None:
    rules = subject.settings.rules
    band = rules.find_kind(str(subject.values.value(rule.grant_kind) or ""))
    index = rules.find_index((subject.application.deadline_on or subject.today).year)
    if band is None or index is None or subject.application.currency != CURRENCY:
        return None
    return _make(
        rule,
        message("{name}, {kind}", name=name_figure(subject, rule.value, {}), kind=band.name),
        subject.values.figure(rule.value),
        least=None if band.min_mci is None else band.min_mci * index.tenge,
        most=None if band.max_mci is None else band.max_mci * index.tenge,
        is_verified=rule.is_verified and index.is_verified,
    )


_LIMITS: Final[dict[str, Callable[[ApplicationSubject, Any], BudgetLimit | None]]] = {
    "at_most_percent": _limit_share,
    "not_above": _limit_other,
    "between": _limit_bounds,
    "mci_band": _limit_band,
}


def _make(
    rule: FormRule,
    name: MessageValue,
    value: Number | None,
    *,
    least: Number | None = None,
    most: Number | None = None,
    is_verified: bool | None = None,
    of_percent: Decimal | None = None,
    share: Decimal | None = None,
) -> BudgetLimit:
    state: LimitState = "kept"
    if value is None or (least is None and most is None):
        state = "unknown"
    elif (least is not None and value < least) or (most is not None and value > most):
        state = "broken"
    return BudgetLimit(
        name,
        value,
        least,
        most,
        state,
        name_source(rule) or "",
        rule.is_verified if is_verified is None else is_verified,
        of_percent,
        share,
    )


def _tidy(number: Decimal) -> Number:
    return int(number) if number == number.to_integral_value() else number.normalize()
