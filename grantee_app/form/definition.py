"""What a form is: its sections, blocks, labels and the words its pages need.

The classes mirror the TOML of `forms/`. Every word that a form prints stands there, in both
languages with its provenance; Python holds only the closed list of block kinds. The room knows
nothing of records, figures or paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from grantee_app.records.base import NO_TEXT, Bilingual
from grantee_app.records.grant_terms import GrantKind

Provenance = Literal["official", "working", "ours"]


class Part(BaseModel):
    """A strict piece of a form file: a misspelt key is an error, not a silent default."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ProvenanceByLanguage(Part):
    """Whose words these are: official, a working translation, or ours."""

    kk: Provenance
    ru: Provenance


CoverSource = Literal[
    "organization_name",
    "organization_head",
    "organization_address_phone",
    "project_title",
    "project_period",
    "grant_sum",
    "funder",
    "contract",
    "project_goal",
    "report_period",
    "beneficiaries",
    "answer",
]
IndicatorColumnKey = Literal[
    "task",
    "activity",
    "date",
    "place",
    "participants",
    "short_term_result",
    "indicator",
    "plan",
    "fact",
    "long_term_result",
]
SocioFigure = Literal[
    "direct_beneficiaries",
    "indirect_beneficiaries",
    "staff",
    "specialists",
    "ngos",
    "payroll",
    "taxes",
    "purchases",
    "partners",
]
Dimension = Literal["gender", "category", "age"]


def fill_only(*names: str) -> Callable[[Bilingual], Bilingual]:
    """Return a check that a pattern holds none but the {places} that will be filled."""

    def check(pattern: Bilingual) -> Bilingual:
        for text in (pattern.kk, pattern.ru):
            try:
                text.format(**dict.fromkeys(names, ""))
            except (AttributeError, IndexError, KeyError, ValueError) as error:
                raise ValueError(f"{text!r} can be filled with {names} alone") from error
        return pattern

    return check


def check_unique(names: Iterable[str]) -> None:
    """Raise ValueError over the first name that stands twice."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"{name!r} stands twice")
        seen.add(name)


HeaderPattern = Annotated[Bilingual, AfterValidator(fill_only("date", "number"))]
NumberPattern = Annotated[Bilingual, AfterValidator(fill_only("number"))]
PagePattern = Annotated[Bilingual, AfterValidator(fill_only("page", "pages"))]
ValuePattern = Annotated[Bilingual, AfterValidator(fill_only("value"))]
CountPattern = Annotated[Bilingual, AfterValidator(fill_only("count"))]
NamePattern = Annotated[Bilingual, AfterValidator(fill_only("name"))]
CurrencyPattern = Annotated[Bilingual, AfterValidator(fill_only("currency"))]
WhenPattern = Annotated[Bilingual, AfterValidator(fill_only("field", "value"))]

Width = Annotated[float, Field(gt=0, le=1000)]


class Column(Part):
    """A column of a plain table; `width` is its share of the page."""

    key: str
    label: Bilingual
    width: Width = 1.0


class SocioEconomicColumn(Column):
    """A column of the socio-economic table."""

    key: Literal["number", "indicator", "unit", "plan", "fact"]


class WinnersColumn(Column):
    """A column of the table of winners."""

    key: Literal["number", "name", "settlement", "amount"]


class PartnersColumn(Column):
    """A column of the table of partners."""

    key: Literal["name", "role", "contacts", "note"]


class HeldColumn(Column):
    """A column of the table of activities that were held."""

    key: Literal["number", "title", "kind", "date", "place", "participants", "result"]


class UpcomingColumn(Column):
    """A column of the table of activities that are still ahead."""

    key: Literal["number", "title", "date", "place", "responsible"]


class ExpenseLinesColumn(Column):
    """A column of the table of the budget's lines: planned, spent, left."""

    key: Literal["number", "title", "plan", "fact", "left"]


class ExpenseListColumn(Column):
    """A column of the table of expenses, one row a payment."""

    key: Literal["number", "title", "date", "document", "payee", "amount"]


class Columned(Part):
    """A block with columns, each there once."""

    @model_validator(mode="after")
    def _check_columns(self) -> Self:
        check_unique(column.key for column in getattr(self, "columns", ()))
        return self


class CoverItem(Part):
    """One line of the cover: a label and where its value comes from."""

    key: str
    label: Bilingual
    source: CoverSource
    required: bool = True


class CoverBlock(Part):
    """The numbered list that opens a report."""

    kind: Literal["cover"]
    items: list[CoverItem]


class TextField(Part):
    """One long text to be written; `path` is its place among the answers.

    `label` is printed above it unless `is_printed` is false, when it names the field on screen
    only. `is_personal` texts stay out of the PDF unless asked for.
    """

    kind: Literal["text"] = "text"
    path: str
    label: Bilingual = NO_TEXT
    number: str = ""
    is_printed: bool = True
    help: Bilingual = NO_TEXT
    required: bool = True
    is_personal: bool = False
    min_words: int = 0
    max_words: int = 0
    min_sentences: int = 0
    max_sentences: int = 0


class TextGroup(Part):
    """Several short fields that are read as one text (the success story)."""

    kind: Literal["text_group"]
    path: str
    label: Bilingual
    help: Bilingual = NO_TEXT
    min_sentences: int = 0
    max_sentences: int = 0
    fields: list[TextField]


class ActivityNarrativeBlock(Part):
    """Tasks and activities told one by one."""

    kind: Literal["activity_narrative"]


class IndicatorColumn(Part):
    """A column of the indicator table, with its share of the page."""

    key: IndicatorColumnKey
    label: Bilingual
    width: Width


class IndicatorTableBlock(Columned):
    """Plan against fact, with spans: a task over its activities, an activity over its rows."""

    kind: Literal["indicator_table"]
    goal_label: Bilingual
    result_label: Bilingual
    result_path: str
    title: Bilingual
    columns: list[IndicatorColumn] = Field(min_length=1)


class SocioEconomicRow(Part):
    """A numbered row whose fact is a figure and whose plan is an answer."""

    figure: SocioFigure
    label: Bilingual
    unit: Bilingual


class SocioEconomicBlock(Columned):
    """The socio-economic table; columns: number, indicator, unit, plan, fact."""

    kind: Literal["socio_economic_table"]
    columns: list[SocioEconomicColumn] = Field(min_length=1)
    rows: list[SocioEconomicRow]


class DemographicGroup(Part):
    """A group people are counted in; an age group says its first and last year of age."""

    key: str
    label: Bilingual
    from_age: int | None = None
    to_age: int | None = None


class DemographicTable(Part):
    """One independent split of everyone who took part."""

    dimension: Dimension
    title: Bilingual
    total_label: Bilingual
    groups: list[DemographicGroup] = Field(min_length=1)


class DemographicsBlock(Part):
    """The tables of participants."""

    kind: Literal["demographics"]
    tables: list[DemographicTable]


class WinnersBlock(Columned):
    """The winners of a small-grants contest, printed when there are any."""

    kind: Literal["winners"]
    columns: list[WinnersColumn] = Field(min_length=1)


class PartnersBlock(Columned):
    """The table of partners."""

    kind: Literal["partners"]
    title: Bilingual
    help: Bilingual = NO_TEXT
    columns: list[PartnersColumn] = Field(min_length=1)


class PeriodBlock(Part):
    """The days the report tells of, an answer at `path`: a form that has it counts these alone."""

    kind: Literal["period"]
    path: str = "period"
    label: Bilingual
    help: Bilingual = NO_TEXT


class HeldActivitiesBlock(Columned):
    """A table of the activities that were held, one row an event, with the sum of who came."""

    kind: Literal["held_activities"]
    total_label: Bilingual
    columns: list[HeldColumn] = Field(min_length=1)


class UpcomingActivitiesBlock(Columned):
    """A table of planned activities that are still ahead when the period ends."""

    kind: Literal["upcoming_activities"]
    title: Bilingual = NO_TEXT
    columns: list[UpcomingColumn] = Field(min_length=1)


class ExpenseLinesBlock(Columned):
    """What was planned and spent by line of the budget, with the sum of all."""

    kind: Literal["expense_lines"]
    title: Bilingual = NO_TEXT
    total_label: Bilingual
    columns: list[ExpenseLinesColumn] = Field(min_length=1)


class ExpenseListBlock(Columned):
    """Every payment with its document, with the sum of all."""

    kind: Literal["expense_list"]
    title: Bilingual = NO_TEXT
    total_label: Bilingual
    columns: list[ExpenseListColumn] = Field(min_length=1)


class PhotosBlock(Part):
    """Photos of the evidence with their captions, at most `most` of an activity; 0 is all."""

    kind: Literal["photos"]
    most: int = Field(default=0, ge=0)


class LinksBlock(Part):
    """Links of the evidence: publications, pages, videos."""

    kind: Literal["links"]


class SignatureBlock(Part):
    """Who signs, when, and the place of the seal."""

    kind: Literal["signature"]
    provenance: Provenance = "ours"
    head: Bilingual
    date: Bilingual
    seal: Bilingual


Block = Annotated[
    CoverBlock
    | TextField
    | TextGroup
    | ActivityNarrativeBlock
    | IndicatorTableBlock
    | SocioEconomicBlock
    | DemographicsBlock
    | WinnersBlock
    | PartnersBlock
    | PeriodBlock
    | HeldActivitiesBlock
    | UpcomingActivitiesBlock
    | ExpenseLinesBlock
    | ExpenseListBlock
    | PhotosBlock
    | LinksBlock
    | SignatureBlock,
    Field(discriminator="kind"),
]


class Section(Part):
    """A section of the form; `name` is its short name on screen, `title` is printed."""

    id: str
    number: str = ""
    name: Bilingual
    title: Bilingual = NO_TEXT
    help: Bilingual = NO_TEXT
    level: int = 1
    blocks: list[Block] = []


class Page(Part):
    """The paper."""

    size: Literal["A4"] = "A4"
    orientation: Literal["landscape", "portrait"] = "landscape"


class Words(Part):
    """The words a page needs beside the labels; `{…}` are filled in.

    `task` and `activity` number the headings, `continued` marks a group that runs on to the next
    page, `written_in_*` marks a text that exists in one language only, `blank_*` stand where the
    contract's date or number is not known yet.
    """

    task: NumberPattern
    activity: NumberPattern
    continued: Bilingual
    page: PagePattern
    written_in_kk: Bilingual
    written_in_ru: Bilingual
    nothing: Bilingual
    plan_at_least: ValuePattern
    plan_at_most: ValuePattern
    plan_percent_at_least: ValuePattern
    plan_percent_at_most: ValuePattern
    plan_per_event: ValuePattern
    plan_per_event_at_least: ValuePattern
    blank_date: Bilingual
    blank_number: Bilingual
    heads: CountPattern
    annex: Bilingual
    annex_photos: Bilingual
    annex_links: Bilingual
    unofficial_layout: Bilingual = NO_TEXT


class ContractTask(Part):
    """A task that stands in every contract of this form."""

    key: str
    title: Bilingual


class FormDefinition(Part):
    """One version of one form of a report.

    `due` tells which of the grant's report dates it is due on, `grant_kinds` whose usual report it
    is.
    """

    kind: Literal["report"] = "report"
    id: str
    version: str
    name: Bilingual
    edition: Bilingual
    title: Bilingual
    header: HeaderPattern
    source: str
    provenance: ProvenanceByLanguage
    due: Literal["final", "interim"] = "final"
    grant_kinds: list[GrantKind] = []
    page: Page = Page()
    words: Words
    contract_tasks: list[ContractTask] = []
    sections: list[Section] = Field(min_length=1)

    @field_validator("sections")
    @classmethod
    def _check_places(cls, sections: list[Section]) -> list[Section]:
        # Two sections of one name, or two texts of one path, would be one on screen.
        check_unique(section.id for section in sections)
        check_unique(path for section in sections for path in _text_paths(section))
        check_unique(
            block.kind
            for section in sections
            for block in section.blocks
            if isinstance(block, PeriodBlock)
        )
        return sections

    @property
    def period_block(self) -> PeriodBlock | None:
        """Where the days that the report tells of are written; None: it tells of the project."""
        return next(
            (
                block
                for section in self.sections
                for block in section.blocks
                if isinstance(block, PeriodBlock)
            ),
            None,
        )

    @property
    def demographic_tables(self) -> list[DemographicTable]:
        """The tables of participants that the form prints, in its order."""
        return [
            table
            for section in self.sections
            for block in section.blocks
            if isinstance(block, DemographicsBlock)
            for table in block.tables
        ]


def _text_paths(section: Section) -> Iterator[str]:
    for block in section.blocks:
        if isinstance(block, TextField):
            yield block.path
        elif isinstance(block, TextGroup):
            yield from (field.path for field in block.fields)
        elif isinstance(block, IndicatorTableBlock):
            yield block.result_path
        elif isinstance(block, PeriodBlock):
            yield block.path
