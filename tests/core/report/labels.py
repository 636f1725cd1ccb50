"""The labels that a form prints, in the order in which a reader meets them.

Written from the form alone, without a look at how the report is composed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from grantee_app.form.definition import (
    CoverBlock,
    DemographicsBlock,
    ExpenseLinesBlock,
    ExpenseListBlock,
    FormDefinition,
    HeldActivitiesBlock,
    IndicatorTableBlock,
    PartnersBlock,
    PeriodBlock,
    Section,
    SignatureBlock,
    SocioEconomicBlock,
    TextField,
    TextGroup,
    UpcomingActivitiesBlock,
    WinnersBlock,
)
from grantee_app.records import Bilingual


@dataclass(frozen=True)
class Label:
    """A printed label; one of a table's head may come again on the table's later pages."""

    text: Bilingual
    is_head: bool = False


def printed_labels(form: FormDefinition) -> Iterator[Label]:
    """Yield the labels of `form`, its title first."""
    yield Label(form.title)
    if form.words.unofficial_layout:
        yield Label(form.words.unofficial_layout)
    for section in form.sections:
        if section.title:
            number = f"{section.number}. " if section.number else ""
            yield Label(_prefix(number, section.title))
        yield from _block_labels(section)


def _block_labels(section: Section) -> Iterator[Label]:  # noqa: C901, PLR0912 (a case a kind)
    for block in section.blocks:
        match block:
            case CoverBlock():
                for number, item in enumerate(block.items, start=1):
                    yield Label(_prefix(f"{number}. ", item.label))
            case TextField() if block.is_printed:
                yield Label(_prefix(f"{block.number}) " if block.number else "", block.label))
            case TextGroup():
                yield Label(block.label)
            case IndicatorTableBlock():
                yield Label(block.goal_label)
                yield Label(block.result_label)
                yield Label(block.title)
                yield from _heads(block.columns)
            case WinnersBlock():
                yield from _heads(block.columns)
            case SocioEconomicBlock():
                yield from _heads(block.columns)
                keys = {column.key for column in block.columns}
                for row in block.rows:
                    yield Label(row.label)
                    if "unit" in keys:
                        yield Label(row.unit)
            case DemographicsBlock():
                for table in block.tables:
                    yield Label(table.title)
                    yield Label(table.total_label)
                    yield from (Label(group.label) for group in table.groups)
            case PartnersBlock():
                yield Label(block.title)
                yield from _heads(block.columns)
            case PeriodBlock():
                yield Label(block.label)
            case HeldActivitiesBlock():
                yield from _heads(block.columns)
            case UpcomingActivitiesBlock() | ExpenseLinesBlock() | ExpenseListBlock():
                yield Label(block.title)
                yield from _heads(block.columns)
            case SignatureBlock():
                yield from map(Label, (block.head, block.date, block.seal))


def _heads(columns) -> Iterator[Label]:
    yield from (Label(column.label, is_head=True) for column in columns)


def _prefix(lead: str, text: Bilingual) -> Bilingual:
    return Bilingual(kk=lead + text.kk if text.kk else "", ru=lead + text.ru if text.ru else "")
