"""What a form of an application is: sections, fields, tables and rules.

The classes mirror the TOML of `forms/`. The kinds of fields and of rules are closed lists; a form
chooses among them and brings every word in both languages. What a form says about its own fields –
a rule that names a column, a condition that names a field – is checked in `form_faults`. The room
knows nothing of answers, storage or paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Final, Literal, Self, TypeGuard, get_args

from pydantic import AfterValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from grantee_app.form.conditions import Condition, Option
from grantee_app.form.definition import (
    CountPattern,
    CurrencyPattern,
    NamePattern,
    NumberPattern,
    Page,
    PagePattern,
    Part,
    Provenance,
    ProvenanceByLanguage,
    WhenPattern,
    Width,
)
from grantee_app.language.message import LANGUAGES
from grantee_app.records.base import NO_TEXT, Bilingual
from grantee_app.records.grant_terms import Currency, GrantKind

ID_PATTERN: Final = r"^[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*$"
VERSION_PATTERN: Final = r"^[0-9A-Za-z][0-9A-Za-z.-]*$"
# A form of a later Bastama says a higher number and is refused in a sentence.
FORMAT: Final = 1

ApplicantKind = Literal["ngo", "group", "person"]
OptionList = Literal[
    "spheres",
    "legal_forms",
    "territorial_statuses",
    "activity_kinds",
    "grant_kinds",
    "evidence_kinds",
    "budget_blocks",
    "applicant_kinds",
    "currencies",
]
OPTION_LISTS: Final[tuple[str, ...]] = get_args(OptionList)
TABLE_PREFIX: Final = "table:"
Pattern = Literal["bin", "iban", "email", "phone"]
Severity = Literal["error", "warning", "hint"]


def _check_languages(text: Bilingual) -> Bilingual:
    missing = [language for language in LANGUAGES if not text.written_in(language).strip()]
    if len(missing) == 1:
        raise PydanticCustomError(
            "language_missing", "the text in {language} is missing", {"language": missing[0]}
        )
    return text


def _check_told(text: Bilingual) -> Bilingual:
    if not text:
        raise PydanticCustomError("text_missing", "the text is missing")
    return text


# A text that may be left out, but not in one language only; and one that must be there.
Told = Annotated[Bilingual, AfterValidator(_check_languages)]
Label = Annotated[Told, AfterValidator(_check_told)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Count = Annotated[int, Field(ge=0, le=10**6)]
Bound = Annotated[int | float, Field(ge=-(10**15), le=10**15)]
OptionsFrom = Annotated[
    str,
    Field(pattern=rf"^(?:{'|'.join(OPTION_LISTS)}|{TABLE_PREFIX}[a-z][a-z0-9_]*)$"),
]


# ---------------------------------------------------------------- what a kind may say


class Choice(Part):
    """One option to choose; `key` is what is stored."""

    key: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", max_length=60)]
    label: Label


class TextLimits(Part):
    """How long a text may be; 0 is no limit. A page is a typewritten one of 1800 characters."""

    max_characters: Count = 0
    min_words: Count = 0
    max_words: Count = 0
    min_sentences: Count = 0
    max_sentences: Count = 0
    max_pages: Annotated[float, Field(ge=0, le=1000)] = 0


class Words(TextLimits):
    """A text; `is_code` is one that no language changes: a number, an address of mail."""

    is_code: bool = False


class LongWords(TextLimits):
    """A text of several paragraphs; `lines` are left to fill by hand when it is empty."""

    lines: Count = 5


class Counted(Part):
    """A number with its unit and bounds, both ends in."""

    unit: Told = NO_TEXT
    min: Bound | None = None
    max: Bound | None = None


class Chosen(Part):
    """Options of the form's own, or a list that the app keeps, or the rows of a table.

    `only` are the keys of the kept list that the form offers; () offers all.
    """

    options: tuple[Choice, ...] = ()
    options_from: OptionsFrom | None = None
    only: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _check_options(self) -> Self:
        if bool(self.options) == (self.options_from is not None):
            raise PydanticCustomError("options_missing", "either options or options_from")
        return self

    @property
    def options_table(self) -> str:
        """The key of the table whose rows are the options, "" for none."""
        listed = self.options_from or ""
        return listed.removeprefix(TABLE_PREFIX) if listed.startswith(TABLE_PREFIX) else ""


# ---------------------------------------------------------------- columns of tables


class Computed(Part):
    """How a column follows from others of its row: exactly one of the three.

    `difference` takes all that follow from the first.
    """

    product: tuple[Key, ...] = ()
    sum: tuple[Key, ...] = ()
    difference: tuple[Key, ...] = ()

    @model_validator(mode="after")
    def _check_one(self) -> Self:
        told = [names for names in (self.product, self.sum, self.difference) if names]
        if len(told) != 1 or len(told[0]) < 2:
            raise PydanticCustomError(
                "computed_wrong", "one of product, sum, difference, of two columns or more"
            )
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it is computed from."""
        return self.product or self.sum or self.difference


class ColumnBase(Part):
    """What every column has; `width` is its share of the page."""

    key: Key
    label: Label
    help: Told = NO_TEXT
    width: Width = 1.0
    required: bool = False
    meaning: str = ""
    identifies: bool = False
    is_personal: bool = False
    provenance: Provenance | None = None
    renamed_from: tuple[Key, ...] = ()


class TextColumn(ColumnBase, Words):
    """A short text."""

    kind: Literal["text"]


class LongTextColumn(ColumnBase, TextLimits):
    """A longer text."""

    kind: Literal["long_text"]


class PlaceColumn(ColumnBase):
    """A place, in words."""

    kind: Literal["place"]


class PersonColumn(ColumnBase):
    """The name of a person."""

    kind: Literal["person"]


class OrganizationColumn(ColumnBase):
    """The name of an organisation."""

    kind: Literal["organization"]


class DateColumn(ColumnBase):
    """A day."""

    kind: Literal["date"]


class DateRangeColumn(ColumnBase):
    """A period of days or months."""

    kind: Literal["date_range"]


class YesNoColumn(ColumnBase):
    """Yes or no."""

    kind: Literal["yes_no"]


class ComputedColumn(ColumnBase, Counted):
    """A column of numbers, typed or computed."""

    computed: Computed | None = None


class WholeNumberColumn(ComputedColumn):
    """A count."""

    kind: Literal["whole_number"]


class NumberColumn(ComputedColumn):
    """A number that may have a fraction."""

    kind: Literal["number"]


class MoneyColumn(ComputedColumn):
    """A sum in whole units of the application's currency."""

    kind: Literal["money"]


class ChoiceColumn(ColumnBase, Chosen):
    """One of the options."""

    kind: Literal["choice"]


class ChoicesColumn(ColumnBase, Chosen):
    """Several of the options."""

    kind: Literal["choices"]


Column = Annotated[
    TextColumn
    | LongTextColumn
    | PlaceColumn
    | PersonColumn
    | OrganizationColumn
    | DateColumn
    | DateRangeColumn
    | YesNoColumn
    | WholeNumberColumn
    | NumberColumn
    | MoneyColumn
    | ChoiceColumn
    | ChoicesColumn,
    Field(discriminator="kind"),
]


# ---------------------------------------------------------------- fields


class Guidance(Part):
    """How to answer well: what the commission looks for, a good and a weak answer."""

    looks_for: Told = NO_TEXT
    good: Told = NO_TEXT
    weak: Told = NO_TEXT


class FieldBase(Part):
    """What every field has.

    `label` is printed. `meaning` is one of `meanings`. `identifies` fields are left out of a copy
    without the applicant, `is_personal` ones out of print unless wanted. `renamed_from` are the
    keys that the field had in earlier versions.
    """

    key: Key
    label: Label
    number: str = ""
    help: Told = NO_TEXT
    guidance: Guidance = Guidance()
    required: bool = False
    required_when: Condition | None = None
    shown_when: Condition | None = None
    meaning: str = ""
    identifies: bool = False
    is_personal: bool = False
    provenance: Provenance | None = None
    renamed_from: tuple[Key, ...] = ()


class TextField(FieldBase, Words):
    """A short text on one line."""

    kind: Literal["text"]


class LongTextField(FieldBase, LongWords):
    """A text of several paragraphs."""

    kind: Literal["long_text"]


class WholeNumberField(FieldBase, Counted):
    """A count."""

    kind: Literal["whole_number"]


class NumberField(FieldBase, Counted):
    """A number that may have a fraction."""

    kind: Literal["number"]


class MoneyField(FieldBase, Counted):
    """A sum in whole units of the application's currency."""

    kind: Literal["money"]


class DateField(FieldBase):
    """A day."""

    kind: Literal["date"]


class DateRangeField(FieldBase):
    """A period of days or months."""

    kind: Literal["date_range"]


class YesNoField(FieldBase):
    """Yes or no; a declaration is a sentence that must be agreed to."""

    kind: Literal["yes_no"]
    is_declaration: bool = False


class ChoiceField(FieldBase, Chosen):
    """One of the options."""

    kind: Literal["choice"]


class ChoicesField(FieldBase, Chosen):
    """Several of the options."""

    kind: Literal["choices"]
    max_choices: Count = 0


class PlaceField(FieldBase):
    """A place, in words."""

    kind: Literal["place"]


class PersonField(FieldBase):
    """The name of a person."""

    kind: Literal["person"]


class OrganizationField(FieldBase):
    """The name of an organisation."""

    kind: Literal["organization"]


class FileField(FieldBase):
    """Files to be attached; 0 is no limit."""

    kind: Literal["file"]
    max_files: Count = 0


class TableField(FieldBase):
    """Rows with typed columns; `cards` are shown one below the other, as a repeated group.

    `totals` are the columns that are summed up, `subtotal_by` the column whose values part the rows
    into blocks with sums of their own; `row_name` is what a row is called («участник»).
    """

    kind: Literal["table"]
    layout: Literal["table", "cards"] = "table"
    columns: tuple[Column, ...] = Field(min_length=1)
    row_name: Told = NO_TEXT
    is_numbered: bool = True
    min_rows: Count = 0
    max_rows: Count = 0
    totals: tuple[Key, ...] = ()
    subtotal_by: Key | None = None

    @cached_property
    def by_key(self) -> dict[str, Column]:
        """The columns by key."""
        return {column.key: column for column in self.columns}


class NoteField(Part):
    """Text that is shown and, unless `is_printed` is false, printed; nothing is typed into it."""

    kind: Literal["note"]
    key: Key
    text: Label
    is_printed: bool = True
    shown_when: Condition | None = None


FormField = Annotated[
    TextField
    | LongTextField
    | WholeNumberField
    | NumberField
    | MoneyField
    | DateField
    | DateRangeField
    | YesNoField
    | ChoiceField
    | ChoicesField
    | PlaceField
    | PersonField
    | OrganizationField
    | FileField
    | TableField
    | NoteField,
    Field(discriminator="kind"),
]
# What somebody can answer.
AnsweredField = (
    TextField
    | LongTextField
    | WholeNumberField
    | NumberField
    | MoneyField
    | DateField
    | DateRangeField
    | YesNoField
    | ChoiceField
    | ChoicesField
    | PlaceField
    | PersonField
    | OrganizationField
)

# Kinds whose words differ between Kazakh and Russian, and kinds that can be reckoned with.
TEXT_KINDS: Final = frozenset({"text", "long_text", "place", "person", "organization"})
NUMBER_KINDS: Final = frozenset({"whole_number", "number", "money"})


def is_bilingual(part: FormField | Column) -> bool:
    """Tell whether the answer to a field or column is written once a language."""
    return part.kind in TEXT_KINDS and not getattr(part, "is_code", False)


def is_computed(column: Column) -> TypeGuard[ComputedColumn]:
    """Tell whether a column is counted from others and never typed."""
    return isinstance(column, ComputedColumn) and column.computed is not None


class Section(Part):
    """A section; `name` is its short name on screen, `title` is printed."""

    id: Key
    number: str = ""
    name: Label
    title: Told = NO_TEXT
    help: Told = NO_TEXT
    level: Annotated[int, Field(ge=1, le=3)] = 1
    shown_when: Condition | None = None
    fields: tuple[FormField, ...] = ()


# ---------------------------------------------------------------- rules


class RuleBase(Part):
    """What every rule says of itself.

    `source` is where it was read, `source_name` what a person is told of it. `when` narrows it to
    some applications, `explanation` is a sentence of the form's own.
    """

    severity: Severity = "error"
    source: str = "ours"
    source_name: Told = NO_TEXT
    year: Annotated[int, Field(ge=1990, le=2100)] | None = None
    is_verified: bool = True
    explanation: Told = NO_TEXT
    when: Condition | None = None


# Which rows of a table count: the value of a column, or several of them.
Where = dict[Key, Option | tuple[Option, ...]]
# A field («sum_asked») or the total of a column («budget.grant»).
Figure = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?$")]
TableColumn = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]


class EqualRule(RuleBase):
    """Two figures agree."""

    kind: Literal["equal"]
    left: Figure
    right: Figure
    left_where: Where = Field(default_factory=dict)
    right_where: Where = Field(default_factory=dict)


class RowsEqualRule(RuleBase):
    """In every row of a table one column is the sum of others."""

    kind: Literal["rows_equal"]
    table: Key
    left: Key
    sum_of: tuple[Key, ...] = Field(min_length=1)


class AtMostPercentRule(RuleBase):
    """A part takes no more than `percent` of another figure."""

    kind: Literal["at_most_percent"]
    part: Figure
    where: Where = Field(default_factory=dict)
    of: Figure
    of_where: Where = Field(default_factory=dict)
    percent: Annotated[float, Field(gt=0, le=100)]


class NotAboveRule(RuleBase):
    """One figure is not above another."""

    kind: Literal["not_above"]
    left: Figure
    right: Figure
    left_where: Where = Field(default_factory=dict)
    right_where: Where = Field(default_factory=dict)


class BetweenRule(RuleBase):
    """A figure keeps to its bounds: the form's, or those of the call."""

    kind: Literal["between"]
    value: Figure
    where: Where = Field(default_factory=dict)
    min: Bound | None = None
    max: Bound | None = None
    from_call: bool = False

    @model_validator(mode="after")
    def _check_bounds(self) -> Self:
        if self.from_call == (self.min is not None or self.max is not None):
            raise PydanticCustomError("bounds_missing", "either min and max or from_call")
        return self


class MciBandRule(RuleBase):
    """A sum fits the kind of grant, in monthly calculation indexes of the year."""

    kind: Literal["mci_band"]
    value: Figure
    grant_kind: Key


class TermBandRule(RuleBase):
    """A period is as long as the kind of grant wants."""

    kind: Literal["term_band"]
    value: Key
    grant_kind: Key


class WithinRule(RuleBase):
    """Every date of a column, or of a field, lies in a period."""

    kind: Literal["within"]
    dates: Figure
    period: Key


class EachUsedRule(RuleBase):
    """Every row of a table is chosen in a column of another («each task has an activity»)."""

    kind: Literal["each_used"]
    table: Key
    by: TableColumn


class PatternRule(RuleBase):
    """A text is what it should be: a business number, an account, an address of mail."""

    kind: Literal["pattern"]
    value: Figure
    pattern: Pattern


FormRule = Annotated[
    EqualRule
    | RowsEqualRule
    | AtMostPercentRule
    | NotAboveRule
    | BetweenRule
    | MciBandRule
    | TermBandRule
    | WithinRule
    | EachUsedRule
    | PatternRule,
    Field(discriminator="kind"),
]


# ---------------------------------------------------------------- the form


class ApplicationWords(Part):
    """The words a page needs beside the labels; a form changes those it wants otherwise.

    `blank` is the line to fill by hand, `continued` marks what runs on to the next page,
    `continued_on_sheet` what goes on at the end, `written_in_*` a text that exists in the other
    language only. `fill_when` stands in an empty form beside what only some applicants fill in.
    `{…}` are filled in.
    """

    number: Label
    page: PagePattern
    continued: Label
    continued_on_sheet: NumberPattern
    sheet: Label
    yes: Label
    no: Label
    total: Label
    subtotal: Label
    nothing: Label
    blank: Label
    left_out: Label
    declarations: Label
    signatures: Label
    full_name: Label
    signature: Label
    date: Label
    seal: Label
    attachments: Label
    attachment: NumberPattern
    attachment_pages: CountPattern
    contents: Label
    not_attached: Label
    document_column: Label
    page_column: Label
    separate_file: NamePattern
    whole: Label
    application: Label
    blind_copy: Label
    signature_sheet: Label
    written_in_kk: Label
    written_in_ru: Label
    sums_in: CurrencyPattern
    fill_when: WhenPattern
    budget_chart: Label
    budget_blocks: Label
    timeline: Label


class Signature(Part):
    """A line to sign: whose it is, and the meaning of the field that names them.

    `shown_when` tells whose applications have it, `seal_when` whose have a place for a seal;
    without them all have.
    """

    label: Label
    meaning: str = ""
    shown_when: Condition | None = None
    seal_when: Condition | None = None


class ApplicationForm(Part):
    """One version of one form of an application.

    `rules_file` names the rules of the funder (`forms/rules/`). `unofficial_layout` is the small
    line that a form whose layout is ours prints.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))

    format: Annotated[int, Field(ge=1)] = FORMAT
    kind: Literal["application"]
    id: Annotated[str, Field(pattern=ID_PATTERN)]
    version: Annotated[str, Field(pattern=VERSION_PATTERN, max_length=30)]
    name: Label
    edition: Told = NO_TEXT
    title: Label
    header: Told = NO_TEXT
    source: str
    provenance: ProvenanceByLanguage
    unofficial_layout: Told = NO_TEXT
    applicants: tuple[ApplicantKind, ...] = ("ngo",)
    grant_kinds: tuple[GrantKind, ...] = Field(min_length=1)
    currencies: tuple[Currency, ...] = Field(default=("KZT",), min_length=1)
    rules_file: Annotated[str, Field(pattern=r"^[a-z0-9-]*$")] = ""
    page: Page = Page(orientation="portrait")
    words: ApplicationWords
    sections: tuple[Section, ...] = Field(min_length=1)
    rules: tuple[FormRule, ...] = ()
    signatures: tuple[Signature, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, FormField]:
        """Every field of the form by its key."""
        return {field.key: field for field in self.fields()}

    @cached_property
    def by_meaning(self) -> dict[str, FormField]:
        """The fields and tables that have a meaning, by it; the first where two have the same."""
        found: dict[str, FormField] = {}
        for field in self.fields():
            if not isinstance(field, NoteField) and field.meaning:
                found.setdefault(field.meaning, field)
        return found

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """The section of every field, by the field's key."""
        return {field.key: section for section in self.sections for field in section.fields}

    @cached_property
    def tables(self) -> dict[str, TableField]:
        """The tables by key."""
        return {field.key: field for field in self.fields() if isinstance(field, TableField)}

    def fields(self) -> Iterator[FormField]:
        """Yield every field in the order of the form."""
        for section in self.sections:
            yield from section.fields

    def find_table(self, meaning: str) -> TableField | None:
        """Return the table of a meaning («budget»), None where the form has none."""
        found = self.by_meaning.get(meaning)
        return found if isinstance(found, TableField) else None


def find_column(table: TableField, meaning: str) -> Column | None:
    """Return the column of a meaning inside its table («total»), None where there is none."""
    return next((column for column in table.columns if column.meaning == meaning), None)
