"""The sheet that people sign at an event: printed before, typed in or imported after.

Each row carries a code of the event and its number, so that what was written comes back in the same
order. Every page stands alone: title, consent and legend are on each. Knows plain records and a
form's groups; neither the workspace nor the screen.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Final

from grantee_app.form.definition import DemographicsBlock, FormDefinition
from grantee_app.frozen import frozen
from grantee_app.language.catalogue import Language
from grantee_app.language.dates import format_typed_range
from grantee_app.language.message import LanguageCode, Message, message
from grantee_app.records import NO_TEXT, Activity, Bilingual, Participant
from grantee_app.records.places import describe_place
from grantee_app.records.sheet_codes import MOST_ROWS, make_event_code, make_row_code
from grantee_app.report.document import (
    Align,
    Block,
    Cell,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Span,
    Style,
    Table,
)
from grantee_app.report.pdf.flow import lines_height
from grantee_app.report.pdf.render import PdfReport, find_frame, render_pdf
from grantee_app.report.pdf.table import TableFlow
from grantee_app.report.pdf.text import STYLES, set_heading, set_paragraph

# Rows of a page, and how high one may be, in points: 7.5 mm is the least to write a name in.
ROWS_UPRIGHT, ROWS_ACROSS = 25, 15
LEAST_ROW, MOST_ROW = 21.0, 30.0
BOX_ROW = 17.0
CELL_SIZE = 9.5
HEAD_SIZE = 8.5
TABLE_GAP = 4.0
# Nothing is measured to the last hair.
RESERVE = 4.0

_TITLE = message("Sign-in sheet of participants")
_COUNTED = message("Those who came and are not on the list: counted only")
_WIDTHS_UPRIGHT = (52, 118, 37, 34, 35, 80, 72, 44, 48)
_WIDTHS_ACROSS = (54, 190, 50, 36, 46, 134, 118, 44, 86)


@frozen
class SheetGroups:
    """The groups of a form, each a key and its words, in the order of the form."""

    gender: tuple[tuple[str, Bilingual], ...] = ()
    category: tuple[tuple[str, Bilingual], ...] = ()
    age: tuple[tuple[str, Bilingual], ...] = ()


@frozen
class SheetOptions:
    """How to print: `rows` in all, on as many pages as they need.

    `printed_on` stands in the PDF's description only; None is the day of SOURCE_DATE_EPOCH, else
    today. `consent` takes the place of our sentence. `with_counts` adds boxes for heads that are
    only counted.
    """

    rows: int = ROWS_UPRIGHT
    is_landscape: bool = False
    with_counts: bool = True
    consent: Bilingual = NO_TEXT
    printed_on: date | None = None


USUAL_OPTIONS: Final = SheetOptions()


def gather_groups(form: FormDefinition) -> SheetGroups:
    """Return the groups that the tables of participants of a form ask for."""
    found: dict[str, tuple[tuple[str, Bilingual], ...]] = {}
    for section in form.sections:
        for block in section.blocks:
            if isinstance(block, DemographicsBlock):
                for table in block.tables:
                    groups = tuple((group.key, group.label) for group in table.groups)
                    found.setdefault(table.dimension, groups)
    return SheetGroups(**found)


def make_sign_in_sheet(
    activity: Activity,
    organizers: Sequence[Bilingual],
    groups: SheetGroups,
    language: LanguageCode,
    options: SheetOptions = USUAL_OPTIONS,
    *,
    people: Sequence[Participant] = (),
    title: Bilingual = NO_TEXT,
) -> PdfReport:
    """Return the sheet of an activity as a PDF.

    `people` are printed in the first rows, as many as there are; their contacts are not, since a
    sheet goes from hand to hand. `title` stands where the activity has none. ValueError for more
    than 9 999 rows.
    """
    sheet = _Sheet(activity, organizers, groups, language, options=options, title=title)
    return render_pdf(sheet.compose(people))


class _Sheet:
    """Composes the pages of one sheet, each measured before it is filled."""

    def __init__(
        self,
        activity: Activity,
        organizers: Sequence[Bilingual],
        groups: SheetGroups,
        language: LanguageCode,
        *,
        options: SheetOptions,
        title: Bilingual,
    ) -> None:
        self.activity = activity
        self.groups = groups
        self.language = language
        self.options = options
        self.speech = Language.load(language)
        self.code = make_event_code(activity.id)
        self.organizer = "; ".join(
            filter(None, (name.spoken_in(language).strip() for name in organizers))
        )
        self.title = (activity.title or title).spoken_in(language).strip()
        self.widths = _WIDTHS_ACROSS if options.is_landscape else _WIDTHS_UPRIGHT
        self.frame = find_frame(self._document(()))
        self.header = tuple(self._compose_header())
        self.head_height = self._height_of(self._table(()))
        # Nothing is kept free above the first line of a page.
        header_height = sum(map(self._text_height, self.header)) - STYLES["title"].above
        self.room = self.frame.height - header_height - TABLE_GAP - self.head_height - RESERVE

    def compose(self, people: Sequence[Participant]) -> Document:
        """Return all pages."""
        count = max(self.options.rows, len(people), 1)
        if count > MOST_ROWS:
            raise ValueError(f"a sheet has at most {MOST_ROWS} rows")
        wanted = ROWS_ACROSS if self.options.is_landscape else ROWS_UPRIGHT
        height = min(max(self.room / wanted, LEAST_ROW), MOST_ROW)
        rows = [
            self._row(number, people[number - 1] if number <= len(people) else None, height)
            for number in range(1, count + 1)
        ]
        pages = list(self._fill_pages(rows))
        blocks: list[Block] = []
        for index, page in enumerate(pages):
            blocks += [PageBreak()] if index else []
            blocks += [*self.header, self._table(page)]
        blocks += self._compose_counts(pages[-1])
        return self._document(tuple(blocks))

    def _document(self, blocks: tuple[Block, ...]) -> Document:
        label = message(
            "Event code {code} · page {page} of {pages}",
            code=self.code,
            page="{page}",
            pages="{pages}",
        )
        return Document(
            title=f"{self.speech.say(_TITLE)}: {self.title}".rstrip(": "),
            author=self.organizer,
            language=self.language,
            is_landscape=self.options.is_landscape,
            page_label=self.speech.say(label),
            printed_on=self.options.printed_on or _find_day(),
            blocks=blocks,
        )

    # ------------------------------------------------------------------ the top of a page

    def _compose_header(self) -> Iterator[Heading | Paragraph]:
        title = (Span(self.speech.say(_TITLE), is_bold=True),)
        yield Heading(title, self.language, "title")
        if self.title:
            yield Paragraph((Span(self.title, is_bold=True),), self.language, "body", "center")
        yield self._note(*self._tell_event())
        if self.groups.category:
            told = "; ".join(
                f"{number}\u00a0–\u00a0{label.spoken_in(self.language)}"
                for number, (_key, label) in enumerate(self.groups.category, 1)
            )
            yield self._note(Span(self._say(message("Group (write its number): {groups}.",
                                                    groups=told))))  # fmt: skip
        yield self._note(*self._tell_consent())

    def _tell_event(self) -> Iterator[Span]:
        activity = self.activity
        days = format_typed_range(
            activity.starts_on, activity.ends_on or activity.starts_on, self.language
        )
        place = describe_place(
            activity.place_code,
            activity.place.spoken_in(self.language),
            self.language,
            activity.starts_on,
            with_region=True,
        )
        facts = [message("Date of the event: {date}", date=days)]
        if place:
            facts.append(message("Place of the event: {place}", place=place))
        if self.organizer:
            facts.append(message("Organiser: {name}", name=self.organizer))
        # First: at the end of the line it would be parted from what it is.
        yield Span(self._say(message("Event code: {code}", code=self.code)), is_bold=True)
        yield Span("".join(f" · {self._say(fact)}" for fact in facts))

    def _tell_consent(self) -> Iterator[Span]:
        if self.options.consent:
            yield Span(f"* {self.options.consent.spoken_in(self.language)}")
            return
        if self.organizer:
            said = message(
                "* With the tick and the signature I consent that the organiser ({organizer}) "
                "collects and processes what stands of me on this sheet, to keep count of the "
                "event and to report to the donor. I may withdraw it in writing at any time.",
                organizer=self.organizer,
            )
        else:
            said = message(
                "* With the tick and the signature I consent that the organiser collects and "
                "processes what stands of me on this sheet, to keep count of the event and to "
                "report to the donor. I may withdraw it in writing at any time."
            )
        yield Span(self._say(said))
        ours = message("(Wording of Bastama, not of an official form.)")
        yield Span(f" {self._say(ours)}", is_italic=True)

    def _note(self, *spans: Span) -> Paragraph:
        return Paragraph(spans, self.language, "note", "left")

    # ------------------------------------------------------------------ the list

    def _table(self, rows: Iterable[Row]) -> Table:
        heads = (
            message("No., row code"),
            message("Surname, first name, patronymic"),
            message("Year of birth"),
            message("Man / woman"),
            message("Group, number"),
            message("Where from"),
            message("Phone, e-mail"),
            message("Consent*"),
            message("Signature of the participant"),
        )
        cells = tuple(self._cell(self._say(head), "center", is_bold=True) for head in heads)
        return Table(self.widths, cells, tuple(rows), language=self.language, size=HEAD_SIZE)

    def _row(self, number: int, person: Participant | None, height: float) -> Row:
        code = make_row_code(self.code, number)
        cells = {
            0: Cell((self._words(str(number)), self._words(code, style="mark"))),
            3: self._cell(self._tell_gender(person), "center"),
            7: self._cell("☐", "center"),
        }
        if person is not None:
            keys = [key for key, _label in self.groups.category]
            is_known = person.category in keys
            year = person.born_on.year if person.born_on else person.birth_year
            filled = {
                1: person.name,
                2: str(year or ""),
                4: str(keys.index(person.category) + 1) if is_known else "",
                5: person.place,
            }
            for column, text in filled.items():
                if text.strip():
                    align: Align = "center" if column in {2, 4} else "left"
                    cells[column] = self._cell(text, align)
        return Row(cells, least_height=height)

    def _tell_gender(self, person: Participant | None) -> str:
        """Return the letter of a known gender, else the letters to put a ring around."""
        letters = {key: label.spoken_in(self.language)[:1] for key, label in self.groups.gender}
        if person is not None and person.gender in letters:
            return letters[person.gender]
        return "   ".join(letters.values()).replace(" ", "\u00a0")

    def _fill_pages(self, rows: Sequence[Row]) -> Iterator[list[Row]]:
        page: list[Row] = []
        left = self.room
        for row in rows:
            height = self._height_of(self._table((row,))) - self.head_height
            if page and height > left + 1e-6:
                yield page
                page, left = [], self.room
            page.append(row)
            left -= height
        yield page

    # ------------------------------------------------------------------ counted only

    def _compose_counts(self, last_page: Sequence[Row]) -> Iterator[Block]:
        columns = [
            (head, labels)
            for head, labels in (
                (message("By gender"), self.groups.gender),
                (message("By group"), self.groups.category),
                (message("By age"), self.groups.age),
            )
            if labels
        ]
        if not self.options.with_counts or not columns:
            return
        total = (Span(self._say(message("Altogether counted")), is_bold=True),)
        heads: list[Cell] = []
        grid: dict[int, list[tuple[Span, ...]]] = {}
        for index, (head, labels) in enumerate(columns):
            heads += [self._cell(self._say(head), "center", is_bold=True)]
            heads += [self._cell(self._say(message("How many")), "center", is_bold=True)]
            told = [(Span(label.spoken_in(self.language)),) for _key, label in labels]
            grid[2 * index] = [*told, total]
        count = max(map(len, grid.values()))
        rows = tuple(
            Row(
                {
                    column: Cell((Paragraph(spans[line], self.language, "cell", "left"),))
                    for column, spans in grid.items()
                    if line < len(spans)
                }
                | {
                    # What has no group is struck out: nobody wonders what to write there.
                    column + side: self._cell("–", "center")
                    for column, spans in grid.items()
                    if line >= len(spans)
                    for side in (0, 1)
                },
                least_height=BOX_ROW,
            )
            for line in range(count)
        )
        table = Table(
            (3.0, 1.0) * len(columns), tuple(heads), rows, language=self.language, size=HEAD_SIZE
        )
        heading = Heading((Span(self._say(_COUNTED), is_bold=True),), self.language, "activity")
        needed = self._text_height(heading) + self._height_of(table) + 2 * TABLE_GAP
        taken = self._height_of(self._table(last_page)) - self.head_height
        if needed > self.room - taken:
            yield PageBreak()
            yield from self.header[:3]
        yield heading
        yield table

    # ------------------------------------------------------------------ words and heights

    def _say(self, said: Message) -> str:
        return self.speech.say(said)

    def _words(
        self, text: str, align: Align = "left", *, style: Style = "cell", is_bold: bool = False
    ) -> Paragraph:
        return Paragraph((Span(text, is_bold=is_bold),), self.language, style, align)

    def _cell(self, text: str, align: Align = "left", *, is_bold: bool = False) -> Cell:
        return Cell((self._words(text, align, is_bold=is_bold),), align)

    def _height_of(self, table: Table) -> float:
        return TableFlow(table, self.frame.width).rest_height()

    def _text_height(self, block: Heading | Paragraph) -> float:
        style = STYLES[block.style]
        if isinstance(block, Heading):
            return style.above + lines_height(set_heading(block, self.frame.width))
        return style.above + style.below + lines_height(set_paragraph(block, self.frame.width))


def _find_day() -> date:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return date.today()  # noqa: DTZ011 (the user's own calendar)
