"""Composes a report: the form says what stands where, records and figures fill it.

Every block kind of a form has one composer here; no label stands in Python.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from grantee_app.figures import ProjectFigures, socio_levels
from grantee_app.form.answers import Answers
from grantee_app.form.definition import (
    ActivityNarrativeBlock,
    Column,
    CoverBlock,
    CoverItem,
    DemographicsBlock,
    DemographicTable,
    FormDefinition,
    IndicatorTableBlock,
    PartnersBlock,
    Section,
    SignatureBlock,
    SocioEconomicBlock,
    TextField,
    TextGroup,
    WinnersBlock,
)
from grantee_app.language.catalogue import Language
from grantee_app.language.dates import (
    format_contract_date,
    format_date,
    format_months,
    format_period,
    format_short_date,
    format_short_range,
)
from grantee_app.language.message import LanguageCode
from grantee_app.language.numbers import format_sum, group_digits
from grantee_app.records import Bilingual, Indicator, PlannedActivity, ProjectFile, Task
from grantee_app.records.activity import Activity, Evidence
from grantee_app.records.terms import ACTIVITY_KINDS
from grantee_app.report.document import (
    Align,
    Anchor,
    Block,
    Cell,
    Document,
    Gap,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    Signature,
    Span,
    Table,
)
from grantee_app.report.phrases import phrase_fact, tell_plan
from grantee_app.report.told import (
    Told,
    make_blocks,
    make_cell,
    make_cell_paragraphs,
    plain_cell,
    tell_text,
)

PLAIN_TABLE_SIZE = 10.0
INDICATOR_TABLE_SIZE = 9.0
WIDE_TABLE_SIZE = 9.0


@dataclass(frozen=True, slots=True)
class Source:
    """Everything a report is made of, at one moment and for one language."""

    form: FormDefinition
    content: ProjectFile
    figures: ProjectFigures
    answers: Answers
    language: LanguageCode

    def say(self, text: Bilingual) -> str:
        """Return a label of the form in the language of the report."""
        return text.spoken_in(self.language)

    def tell(self, text: Bilingual) -> Told:
        """Return a text of the project, marked where it is in the other language."""
        return tell_text(text, self.language, self.form.words)

    @property
    def nothing(self) -> str:
        """What stands where there is nothing to tell."""
        return self.say(self.form.words.nothing)


def compose_report(
    source: Source, printed_on: date, *, with_annex: bool = False, files: Path | None = None
) -> Document:
    """Return the whole report; `files` is the folder that photos of the annex are looked for in."""
    form, project = source.form, source.content.project
    blocks: list[Block] = [*_compose_opening(source)]
    for section in form.sections:
        blocks += _compose_section(source, section)
    if with_annex:
        blocks += _compose_annex(source, files)
    return Document(
        title=f"{source.say(form.title)}. {project.title.spoken_in(source.language)}",
        author=source.content.organization.name.spoken_in(source.language),
        language=source.language,
        is_landscape=form.page.orientation == "landscape",
        page_label=source.say(form.words.page),
        printed_on=printed_on,
        blocks=tuple(blocks),
    )


def _compose_opening(source: Source) -> Iterator[Block]:
    grant, words = source.content.project.grant, source.form.words
    header = source.say(source.form.header).format(
        date=format_contract_date(grant.contract_on, source.language)
        if grant.contract_on
        else source.say(words.blank_date),
        number=grant.contract_number or source.say(words.blank_number),
    )
    yield Paragraph((Span(header),), source.language, "header", "right")
    title = source.say(source.form.title)
    yield Heading((Span(title, is_bold=True),), source.language, "title")


def _compose_section(source: Source, section: Section) -> Iterator[Block]:
    content = [block for part in section.blocks for block in _compose_block(source, part)]
    title = source.say(section.title)
    if title:
        numbered = f"{section.number}. {title}" if section.number else title
        yield Heading(
            (Span(numbered, is_bold=True),),
            source.language,
            "section" if section.level == 1 else "subsection",
            outline=numbered
            if len(numbered) < 90
            else f"{section.number}. {_name(source, section)}",
            level=section.level - 1,
            section=section.id,
        )
    elif content:
        yield Anchor(section.id)
    yield from content


def _name(source: Source, section: Section) -> str:
    return source.say(section.name)


def _compose_block(source: Source, part: Any) -> Iterable[Block]:
    composer: Callable[[Source, Any], Iterable[Block]] = COMPOSERS[part.kind]
    return composer(source, part)


# ---------------------------------------------------------------------------- cover


def _compose_cover(source: Source, block: CoverBlock) -> Iterator[Block]:
    for number, item in enumerate(block.items, start=1):
        told = _tell_cover_value(source, item)
        spans = (
            Span(f"{source.say(item.label)}: "),
            *(told or (Span(source.nothing),)),
        )
        yield Paragraph(spans, source.language, align="left", mark=f"{number}.")


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
    parts = [part for part in (told.text, organization.phone, organization.email) if part]
    return Told(", ".join(parts), told.language, told.mark)


def _tell_period(source: Source) -> Told:
    project = source.content.project
    if project.starts_on is None or project.ends_on is None:
        return Told("", source.language)
    return Told(format_period(project.starts_on, project.ends_on, source.language), source.language)


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
    "grant_sum": _tell_sum,
    "funder": lambda source: source.tell(source.content.project.grant.funder),
    "contract": _tell_contract,
}


# ---------------------------------------------------------------------------- texts


def _compose_text(source: Source, field: TextField) -> Iterator[Block]:
    if field.is_printed and field.label:
        label = source.say(field.label)
        if field.number:
            label = f"{field.number}) {label}"
        yield Heading((Span(label, is_bold=True),), source.language, "activity")
    told = source.tell(source.answers.text(field.path))
    if told.text.strip():
        yield from make_blocks(told)
    elif field.required or field.is_printed:
        yield Paragraph((Span(source.nothing),), source.language, align="left")


def _compose_text_group(source: Source, group: TextGroup) -> Iterator[Block]:
    """A group reads as one text; what is personal stays out of the paper."""
    yield Heading((Span(source.say(group.label), is_bold=True),), source.language, "activity")
    told = [
        source.tell(source.answers.text(field.path))
        for field in group.fields
        if not field.is_personal
    ]
    blocks = [block for text in told if text.text.strip() for block in make_blocks(text)]
    yield from blocks or [Paragraph((Span(source.nothing),), source.language, align="left")]


# ---------------------------------------------------------------------------- narrative


def number_tasks(tasks: list[Task]) -> Iterator[tuple[Task, int | None]]:
    """Yield every task with its number; those of the contract bear a title of their own."""
    number = 0
    for task in tasks:
        if task.is_contractual:
            yield task, None
        else:
            number += 1
            yield task, number


def _head_spans(number: str, told: Told, *, is_italic: bool = False) -> tuple[Span, ...]:
    lead = (Span(f"{number} ", True, is_italic),) if number else ()
    return (*lead, *told.spans(is_bold=True, is_italic=is_italic))


def _task_number(source: Source, number: int | None) -> str:
    return "" if number is None else source.say(source.form.words.task).format(number=number)


def _compose_narrative(source: Source, _block: ActivityNarrativeBlock) -> Iterator[Block]:
    for task, number in number_tasks(source.content.project.tasks):
        told = source.tell(task.title)
        lead = _task_number(source, number)
        outline = f"{lead} {told.text}".strip()
        yield Heading(_head_spans(lead, told), told.language, "task", outline=outline, level=2)
        for position, planned in enumerate(task.activities, start=1):
            yield from _compose_planned_activity(source, planned, position)


def _compose_planned_activity(
    source: Source, planned: PlannedActivity, position: int
) -> Iterator[Block]:
    told = source.tell(planned.title)
    lead = source.say(source.form.words.activity).format(number=position)
    yield Heading(_head_spans(lead, told, is_italic=True), told.language, "activity")
    yield from make_blocks(source.tell(planned.narrative))
    for number, activity in enumerate(planned.held, start=1):
        mark = f"{number})" if len(planned.held) > 1 else ""
        yield from _compose_activity(source, activity, mark)
    if not planned.narrative and not planned.held:
        yield Paragraph((Span(source.nothing),), source.language, align="left")


def _compose_activity(source: Source, activity: Activity, mark: str) -> Iterator[Block]:
    yield Paragraph(
        (Span(_tell_occasion(source, activity), is_bold=True),),
        source.language,
        align="left",
        mark=mark,
        keeps_with_next=bool(activity.narrative or activity.result),
    )
    yield from make_blocks(source.tell(activity.narrative))
    yield from make_blocks(source.tell(activity.result))


def _tell_occasion(source: Source, activity: Activity) -> str:
    """Date, place, form, topic and heads of one event, as section 1.1 asks for."""
    days = format_short_range(activity.starts_on, activity.ends_on or activity.starts_on)
    kind = Language.load(source.language).gettext(ACTIVITY_KINDS[activity.kind])
    heads = activity.participants.total
    counted = source.form.words.heads
    parts = [
        days,
        source.tell(activity.place).text,
        kind,
        _quote(source.tell(activity.title).text),
        source.say(counted).format(count=group_digits(heads)) if heads is not None else "",
    ]
    return ", ".join(part for part in parts if part)


def _quote(title: str) -> str:
    return f"«{title}»" if title and "«" not in title else title


def _compose_winners(source: Source, block: WinnersBlock) -> Iterator[Block]:
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
    yield _make_plain_table(source, block.columns, rows, centered={"number", "amount"})
    yield Gap(0.5)


# ---------------------------------------------------------------------------- indicators


def _compose_indicators(source: Source, block: IndicatorTableBlock) -> Iterator[Block]:
    yield _make_goal_table(source, block)
    yield Heading((Span(source.say(block.title), is_bold=True),), source.language, "subsection")
    columns: dict[str, int] = {column.key: index for index, column in enumerate(block.columns)}
    tasks = number_tasks(source.content.project.tasks)
    yield Table(
        widths=tuple(column.width for column in block.columns),
        head=tuple(_head_cell(source, column.label) for column in block.columns),
        rows=tuple(_make_task_row(source, columns, task, number) for task, number in tasks),
        continued=source.say(source.form.words.continued),
        language=source.language,
        size=INDICATOR_TABLE_SIZE,
    )


def _make_goal_table(source: Source, block: IndicatorTableBlock) -> Table:
    texts = (
        (block.goal_label, source.content.project.goal),
        (block.result_label, source.answers.text(block.result_path)),
    )
    rows = tuple(
        Row({0: _label_cell(source, label), 1: _text_cell(source, text)}) for label, text in texts
    )
    return Table((1.0, 3.6), (), rows, language=source.language, size=PLAIN_TABLE_SIZE)


def _keep_columns(columns: dict[str, int], cells: dict[str, Cell]) -> dict[int, Cell]:
    return {columns[key]: cell for key, cell in cells.items() if key in columns}


def _make_task_row(source: Source, columns: dict[str, int], task: Task, number: int | None) -> Row:
    told = source.tell(task.title)
    lead = _task_number(source, number)
    name = Told(f"{lead} {told.text}".strip(), told.language, told.mark)
    cells = {
        "task": make_cell(name, repeats=True),
        "long_term_result": _text_cell(source, task.long_term_result),
    }
    activities = tuple(
        _make_activity_row(source, columns, planned, f"{position}. ")
        for position, planned in enumerate(task.activities, start=1)
    )
    return Row(
        _keep_columns(columns, cells),
        activities or (Row(_keep_columns(columns, _blank_activity(source))),),
    )


def _blank_activity(source: Source) -> dict[str, Cell]:
    keys = (*_ACTIVITY_KEYS, *_INDICATOR_KEYS)
    return {key: plain_cell(source.nothing, source.language, align="center") for key in keys}


_ACTIVITY_KEYS = ("activity", "date", "place", "participants", "short_term_result")
_INDICATOR_KEYS = ("indicator", "plan", "fact")


def _make_activity_row(
    source: Source, columns: dict[str, int], planned: PlannedActivity, lead: str
) -> Row:
    told = source.tell(planned.title)
    heads = source.figures.activity_heads.get(planned.id)
    counted = source.nothing if heads is None or not heads.heads else group_digits(heads.heads)
    result = planned.short_term_result
    cells = {
        "activity": make_cell(Told(lead + told.text, told.language, told.mark), repeats=True),
        "date": _center(source, _tell_dates(planned, source)),
        "place": make_cell(_tell_place(source, planned)),
        "participants": _center(source, counted),
        "short_term_result": _text_cell(source, result),
    }
    rows = tuple(
        Row(_keep_columns(columns, _indicator_cells(source, indicator)))
        for indicator in planned.indicators
    )
    blank = {
        key: plain_cell(source.nothing, source.language, align="center") for key in _INDICATOR_KEYS
    }
    return Row(_keep_columns(columns, cells), rows or (Row(_keep_columns(columns, blank)),))


def _indicator_cells(source: Source, indicator: Indicator) -> dict[str, Cell]:
    fact = source.figures.facts[indicator.id]
    words = source.form.words
    plan = tell_plan(indicator, source.language, words)
    return {
        "indicator": make_cell(source.tell(indicator.title)),
        "plan": Cell(make_cell_paragraphs(_or_nothing(source, plan), align="center"), "center"),
        "fact": _center(source, phrase_fact(indicator, fact, source.language, words)),
    }


def _or_nothing(source: Source, told: Told) -> Told:
    return told if told.text.strip() else Told(source.nothing, source.language)


def _tell_dates(planned: PlannedActivity, source: Source) -> str:
    """Return the days it was held on, or the months it ran over; planned ones if not held yet."""
    held = [
        day for event in planned.held for day in (event.starts_on, event.ends_on) if day is not None
    ]
    days = [day for day in (planned.starts_on, planned.ends_on) if day is not None]
    if planned.dates_as == "months":
        days = days or held
        if not days:
            return source.nothing
        return format_months(min(days), max(days), source.language)
    days = held or days
    if not days:
        return source.nothing
    first, last = min(days), max(days)
    return format_short_date(first) if first == last else format_short_range(first, last)


def _tell_place(source: Source, planned: PlannedActivity) -> Told:
    """Return the place as planned, or every place where it was held."""
    told = source.tell(planned.place)
    if told.text:
        return told
    places = dict.fromkeys(source.tell(event.place).text for event in planned.held)
    return _or_nothing(source, Told(", ".join(filter(None, places)), source.language))


# ---------------------------------------------------------------------------- plain tables


def _compose_socio_economic(source: Source, block: SocioEconomicBlock) -> Iterator[Block]:
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
    yield _make_plain_table(source, block.columns, rows, centered=centered)


def _write_level(source: Source, level: int | None) -> str:
    return source.nothing if level is None else group_digits(level)


def _compose_demographics(source: Source, block: DemographicsBlock) -> Iterator[Block]:
    for table in block.tables:
        title = source.say(table.title)
        yield Heading((Span(title, is_bold=True),), source.language, "activity")
        yield _make_demographic_table(source, table)


def _make_demographic_table(source: Source, table: DemographicTable) -> Table:
    heads = source.figures.demographics.get(table.dimension, {})
    # Heads of a group the form does not know have no column; the checks name them.
    known = [heads.get(group.key, 0) for group in table.groups]
    cells = [_center(source, _write_heads(source, number)) for number in (sum(known), *known)]
    labels = [table.total_label, *(group.label for group in table.groups)]
    return Table(
        widths=(1.25, *(1.0 for _ in table.groups)),
        head=tuple(_head_cell(source, label) for label in labels),
        rows=(Row(dict(enumerate(cells))),),
        language=source.language,
        size=WIDE_TABLE_SIZE if len(labels) > 6 else PLAIN_TABLE_SIZE,
    )


def _write_heads(source: Source, heads: int) -> str:
    return group_digits(heads) if heads else source.nothing


def _compose_partners(source: Source, block: PartnersBlock) -> Iterator[Block]:
    title = source.say(block.title)
    yield Heading((Span(title, is_bold=True),), source.language, "activity")
    rows = [
        {
            "name": source.tell(partner.name),
            "role": source.tell(partner.role),
            "contacts": source.tell(partner.contacts),
            "note": _or_nothing(source, source.tell(partner.note)),
        }
        for partner in source.content.project.partners
    ]
    blank = {column.key: Told(source.nothing, source.language) for column in block.columns}
    yield _make_plain_table(source, block.columns, rows or [blank])


def _make_plain_table(
    source: Source,
    columns: list[Column],
    rows: list[dict[str, Told]],
    centered: Iterable[str] = (),
) -> Table:
    aligns: dict[str, Align] = dict.fromkeys(centered, "center")
    return Table(
        widths=tuple(column.width for column in columns),
        head=tuple(_head_cell(source, column.label) for column in columns),
        rows=tuple(
            Row(
                {
                    index: make_cell(
                        _or_nothing(source, row[column.key]),
                        align=aligns.get(column.key, "left"),
                    )
                    for index, column in enumerate(columns)
                }
            )
            for row in rows
        ),
        language=source.language,
        size=PLAIN_TABLE_SIZE,
    )


def _compose_signature(source: Source, block: SignatureBlock) -> Iterator[Block]:
    head = source.tell(source.content.organization.head).text
    yield Signature(
        rows=((source.say(block.head), head), (source.say(block.date), "")),
        seal=source.say(block.seal),
        language=source.language,
    )


def _head_cell(source: Source, label: Bilingual) -> Cell:
    words = Paragraph((Span(source.say(label), is_bold=True),), source.language, "cell", "center")
    return Cell((words,), "center")


def _label_cell(source: Source, label: Bilingual) -> Cell:
    words = Paragraph((Span(source.say(label), is_bold=True),), source.language, "cell", "left")
    return Cell((words,))


def _text_cell(source: Source, text: Bilingual) -> Cell:
    return make_cell(_or_nothing(source, source.tell(text)))


def _center(source: Source, text: str) -> Cell:
    return plain_cell(text, source.language, align="center")


# ---------------------------------------------------------------------------- annex


def _compose_annex(source: Source, files: Path | None) -> Iterator[Block]:
    """Links and photos of the evidence, activity by activity."""
    words = source.form.words
    annex = source.say(words.annex)
    yield PageBreak()
    yield Heading((Span(annex, is_bold=True),), source.language, outline=annex, section="annex")
    for planned in _iter_planned(source):
        evidence = [*planned.evidence, *(item for event in planned.held for item in event.evidence)]
        if not evidence:
            continue
        told = source.tell(planned.title)
        yield Heading(told.spans(is_bold=True), told.language, "activity")
        for item in evidence:
            yield from _compose_evidence(source, item, files)


def _iter_planned(source: Source) -> Iterator[PlannedActivity]:
    for task in source.content.project.tasks:
        yield from task.activities


def _compose_evidence(source: Source, item: Evidence, files: Path | None) -> Iterator[Block]:
    told = source.tell(item.title)
    day = f"{format_short_date(item.dated_on)}. " if item.dated_on else ""
    name = Span(f"{day}{told.text or item.file}")
    if item.file and files is not None and item.kind == "photo":
        yield Picture(files / item.file, (name,), source.language)
    link = (Span(" "), Span(item.link, link=item.link)) if item.link else ()
    yield Paragraph((name, *link), told.language, align="left", mark="–")


COMPOSERS: dict[str, Callable[[Source, Any], Iterable[Block]]] = {
    "cover": _compose_cover,
    "text": _compose_text,
    "text_group": _compose_text_group,
    "activity_narrative": _compose_narrative,
    "winners": _compose_winners,
    "indicator_table": _compose_indicators,
    "socio_economic_table": _compose_socio_economic,
    "demographics": _compose_demographics,
    "partners": _compose_partners,
    "signature": _compose_signature,
}
