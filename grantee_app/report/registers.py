"""The tables that print a register: levels, participants, winners, partners; and the signature."""

from __future__ import annotations

from collections.abc import Iterator

from grantee_app.figures import socio_levels
from grantee_app.form.definition import (
    DemographicsBlock,
    DemographicTable,
    PartnersBlock,
    SignatureBlock,
    SocioEconomicBlock,
    WinnersBlock,
)
from grantee_app.language.numbers import group_digits
from grantee_app.records.legal_forms import UNREGISTERED
from grantee_app.report.cells import (
    PLAIN_TABLE_SIZE,
    center_cell,
    head_cell,
    make_plain_table,
    or_nothing,
)
from grantee_app.report.document import Block, Gap, Heading, Row, Signature, Span, Table
from grantee_app.report.source import Source
from grantee_app.report.told import Told

WIDE_TABLE_SIZE = 9.0


def compose_winners(source: Source, block: WinnersBlock) -> Iterator[Block]:
    """Yield the table of winners; nothing where there are none."""
    winners = source.content.project.winners
    if not winners:
        return
    rows = [
        {
            "number": Told(str(number), source.language),
            "name": source.tell(winner.name),
            "settlement": source.tell(winner.settlement),
            "amount": Told(group_digits(winner.amount_tenge), source.language),
        }
        for number, winner in enumerate(winners, start=1)
    ]
    yield Gap(0.5)
    yield make_plain_table(source, block.columns, rows, centered={"number", "amount"})
    yield Gap(0.5)


def compose_socio_economic(source: Source, block: SocioEconomicBlock) -> Iterator[Block]:
    """Yield the table of planned and actual levels."""
    rows = []
    for number, row in enumerate(block.rows, start=1):
        levels = socio_levels(row.figure, source.figures, source.answers)
        rows.append(
            {
                "number": Told(str(number), source.language),
                "indicator": Told(source.say(row.label), source.language),
                "unit": Told(source.say(row.unit), source.language),
                "plan": Told(_write_level(source, levels.plan), source.language),
                "fact": Told(_write_level(source, levels.fact), source.language),
            }
        )
    centered = {"number", "unit", "plan", "fact"}
    yield make_plain_table(source, block.columns, rows, centered=centered)


def _write_level(source: Source, level: int | None) -> str:
    return source.nothing if level is None else group_digits(level)


def compose_demographics(source: Source, block: DemographicsBlock) -> Iterator[Block]:
    """Yield a table for each split of the participants."""
    for table in block.tables:
        title = source.say(table.title)
        yield Heading((Span(title, is_bold=True),), source.language, "activity")
        yield _make_demographic_table(source, table)


def _make_demographic_table(source: Source, table: DemographicTable) -> Table:
    heads = source.figures.demographics.get(table.dimension, {})
    # Heads of a group the form does not know have no column; the checks name them.
    known = [heads.get(group.key, 0) for group in table.groups]
    cells = [center_cell(source, _write_heads(source, number)) for number in (sum(known), *known)]
    labels = [table.total_label, *(group.label for group in table.groups)]
    return Table(
        widths=(1.25, *(1.0 for _ in table.groups)),
        head=tuple(head_cell(source, label) for label in labels),
        rows=(Row(dict(enumerate(cells))),),
        language=source.language,
        size=WIDE_TABLE_SIZE if len(labels) > 6 else PLAIN_TABLE_SIZE,
    )


def _write_heads(source: Source, heads: int) -> str:
    return group_digits(heads) if heads else source.nothing


def compose_partners(source: Source, block: PartnersBlock) -> Iterator[Block]:
    """Yield the table of partners, with one empty row where there are none."""
    title = source.say(block.title)
    yield Heading((Span(title, is_bold=True),), source.language, "activity")
    rows = [
        {
            "name": source.tell(partner.name),
            "role": source.tell(partner.role),
            "contacts": source.tell(partner.contacts),
            "note": or_nothing(source, source.tell(partner.note)),
        }
        for partner in source.content.project.partners
    ]
    blank: dict[str, Told] = {
        column.key: Told(source.nothing, source.language) for column in block.columns
    }
    yield make_plain_table(source, block.columns, rows or [blank])


def compose_signature(source: Source, block: SignatureBlock) -> Iterator[Block]:
    """Yield the lines to sign on."""
    organization = source.content.organization
    head = source.tell(organization.head).marked
    yield Signature(
        rows=((source.say(block.head), head), (source.say(block.date), "")),
        # Nobody gives a seal to a group or a person.
        seal="" if organization.legal_form in UNREGISTERED else source.say(block.seal),
        language=source.language,
    )
