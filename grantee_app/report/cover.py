"""The numbered list that opens a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from grantee_app.form.definition import CoverBlock, CoverItem, PeriodBlock
from grantee_app.language.dates import format_date, format_period
from grantee_app.language.message import LanguageCode
from grantee_app.language.numbers import NBSP, format_sum, group_digits
from grantee_app.report.document import Block, Paragraph, Span
from grantee_app.report.source import Source
from grantee_app.report.told import Told


def compose_cover(source: Source, block: CoverBlock) -> Iterator[Block]:
    """Yield the numbered labels of the cover with their values."""
    for number, item in enumerate(block.items, start=1):
        told = _tell_cover_value(source, item)
        spans = (
            Span(f"{source.say(item.label)}: "),
            *(told or (Span(source.nothing),)),
        )
        yield Paragraph(spans, source.language, align="left", mark=f"{number}.")


def compose_period(source: Source, block: PeriodBlock) -> Iterator[Block]:
    """Yield the days that the report tells of, under their label."""
    told = _tell_report_period(source)
    spans = (
        Span(f"{source.say(block.label)}: "),
        *(told.spans(is_bold=True) if told.text else (Span(source.nothing),)),
    )
    yield Paragraph(spans, source.language, align="left")


def _tell_cover_value(source: Source, item: CoverItem) -> tuple[Span, ...]:
    if item.source == "answer":
        value = source.answers.value(item.key)
        told = Told(value, source.language) if value else source.tell(source.answers.text(item.key))
    else:
        told = COVER_SOURCES[item.source](source)
    return told.spans(is_bold=True) if told.text else ()


def _tell_address_phone(source: Source) -> Told:
    organization = source.content.organization
    told = source.tell(organization.address)
    # A number that goes on in the next line is hard to dial.
    phone = organization.phone.replace(" ", NBSP)
    parts = [part for part in (told.text, phone) if part]
    return Told(", ".join(parts), told.language, told.mark)


def _tell_period(source: Source) -> Told:
    project = source.content.project
    if project.starts_on is None or project.ends_on is None:
        return Told("", source.language)
    return Told(format_period(project.starts_on, project.ends_on, source.language), source.language)


def _tell_report_period(source: Source) -> Told:
    period = source.period
    if period.first is None or period.last is None:
        return _tell_period(source)
    return Told(format_period(period.first, period.last, source.language), source.language)


def _tell_beneficiaries(source: Source) -> Told:
    heads = source.figures.beneficiaries
    if not heads:
        return Told("", source.language)
    told = source.say(source.form.words.heads).format(count=group_digits(heads))
    return Told(told, source.language)


def _tell_sum(source: Source) -> Told:
    grant = source.content.project.grant
    if not grant.amount:
        return Told("", source.language)
    return Told(_write_sum(grant.amount, grant.currency, source.language), source.language)


def _write_sum(amount: int, currency: str, language: LanguageCode) -> str:
    if currency in ("KZT", "USD", "EUR"):
        return format_sum(amount, currency, language)  # type: ignore[arg-type]
    return f"{group_digits(amount)} {currency}"


def _tell_contract(source: Source) -> Told:
    grant = source.content.project.grant
    day = format_date(grant.contract_on, source.language) if grant.contract_on else ""
    number = f"№ {grant.contract_number}" if grant.contract_number else ""
    return Told(", ".join(part for part in (day, number) if part), source.language)


COVER_SOURCES: dict[str, Callable[[Source], Told]] = {
    "organization_name": lambda source: source.tell(source.content.organization.name),
    "organization_head": lambda source: source.tell(source.content.organization.head),
    "organization_address_phone": _tell_address_phone,
    "project_title": lambda source: source.tell(source.content.project.title),
    "project_goal": lambda source: source.tell(source.content.project.goal),
    "project_period": _tell_period,
    "report_period": _tell_report_period,
    "beneficiaries": _tell_beneficiaries,
    "grant_sum": _tell_sum,
    "funder": lambda source: source.tell(source.content.project.grant.funder),
    "contract": _tell_contract,
}
