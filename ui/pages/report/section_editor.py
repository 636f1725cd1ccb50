"""The middle column: everything one section asks for, from its help to its findings.

Builds the widgets of a section's entries, fills them from the autosave's texts and hands edits to
it. Knows neither the other sections nor the preview.
"""

from __future__ import annotations

import weakref
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from grantee_app.form.definition import FormDefinition, Section
from grantee_app.language.message import LANGUAGES, N_, LanguageCode
from grantee_app.records.base import NO_TEXT
from grantee_app.store.editing import Parent
from grantee_app.store.texts import RecordPlace
from ui.desk import Desk
from ui.report_entries import (
    Entry,
    FoldEntry,
    GroupEntry,
    HeadingEntry,
    LevelsEntry,
    PeriodEntry,
    PrintedEntry,
    RecordsEntry,
    TextEntry,
    find_guidance,
    iterate_places,
)
from ui.screen_language import ScreenLanguage
from ui.theme import set_role
from ui.widgets.finding_card import LOOKS, FindingCard
from ui.widgets.fold import Fold
from ui.widgets.guide import LONGEST_OPEN, Guide
from ui.widgets.labels import make_label
from ui.widgets.levels_table import LevelsTable, NumberEdit
from ui.widgets.most_width import MostWidth
from ui.widgets.period_field import PeriodField
from ui.widgets.printed_card import PrintedCard
from ui.widgets.taking_away import take_away
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding
    from grantee_app.store.texts import TextPlace
    from ui.pages.report.record_table import RecordTable
    from ui.printed_parts import PrintedRow
    from ui.screen_language import Label

WIDEST: Final = 760
EMPTY: Final = N_("still to be written")
WRITTEN: Final = N_("written")
# A project may have a thousand activities: the first of them are built at once, the others as
# somebody scrolls to them.
AT_ONCE: Final = 24
SLICE: Final = 8
MOST_AT_END: Final = 12


class SectionEditor(QScrollArea):
    """One section. `edited` follows every change, `left` when a field is left, `grown` when new
    fields came. Whoever makes it goes through `building`.
    """

    edited = Signal()
    left = Signal()
    grown = Signal()
    language_chosen = Signal(str)

    def __init__(
        self,
        desk: Desk,
        *,
        form: FormDefinition,
        section: Section,
        entries: list[Entry],
        code: LanguageCode,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.section = section
        self._desk = desk
        self._words = desk.words
        self._theme = desk.theme
        self._autosave = desk.autosave
        self._code: LanguageCode = code
        self._page = QWidget(self.viewport())
        self._findings: list[Finding] = []
        self._more_findings = 0
        self._texts: list[TextField] = []
        self._groups: list[_Group] = []
        self._folds: list[Fold] = []
        self._tables: list[LevelsTable | PeriodField] = []
        self._cards: list[PrintedCard] = []
        self._records: list[RecordTable] = []
        self._guides: list[Guide] = []
        self._labels: list[tuple[QLabel, Label]] = []
        self._finding_cards: list[FindingCard] = []
        self._are_shown = True
        # The language that it is said in, "" while it is built.
        self._said_in = ""
        self.entries = entries
        # Entries that are not built yet.
        self._coming: list[Entry] = list(entries)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(20, 18, 20, 28)
        self._column.setSpacing(12)
        MostWidth(self._page, desk.theme, WIDEST)
        self.setWidget(self._page)
        self._growing = QTimer(self, singleShot=True, interval=0)
        self._growing.timeout.connect(self._grow)
        self._build(find_guidance(form, section))

    # ------------------------------------------------------------------ building

    def _build(self, guidance: Label) -> None:
        head = QVBoxLayout()
        head.setSpacing(4)
        self._title = make_label("heading", self._page)
        self._official = make_label("secondary", self._page)
        head.addWidget(self._title)
        head.addWidget(self._official)
        self._column.addLayout(head)
        if guidance:
            self.add_guide(guidance, self._column)
        self._body = QVBoxLayout()
        self._body.setSpacing(12)
        self._column.addLayout(self._body)
        self._end = QVBoxLayout()
        self._end.setSpacing(12)
        self._column.addLayout(self._end)
        self._more = make_label("secondary", self._page)
        self._more.hide()
        self._column.addWidget(self._more)
        self._column.addStretch()

    def building(self) -> Iterator[None]:
        """Make what is seen first; rest at every `yield`. Nothing is asked of it before the end."""
        made_in = self._words.code
        yield from self._adding(AT_ONCE)
        self.verticalScrollBar().valueChanged.connect(self._look_ahead)
        self.verticalScrollBar().rangeChanged.connect(self._look_ahead)
        self._words.changed.connect(self._say_again)
        self._said_in = made_in
        self._say_own()
        self.say_anew()
        self.refresh()

    def _adding(self, count: int) -> Iterator[None]:
        new, self._coming = self._coming[:count], self._coming[count:]
        for entry in new:
            if isinstance(entry, GroupEntry):
                yield from self._adding_group(entry)
            elif isinstance(entry, RecordsEntry):
                yield from self._adding_records(entry)
            else:
                self._add_entry(entry)
                if not isinstance(entry, (FoldEntry, HeadingEntry)):
                    yield

    def _adding_group(self, entry: GroupEntry) -> Iterator[None]:
        group = _Group(self, entry, self._words, self._page)
        self._groups.append(group)
        self._body.addWidget(group)
        yield from group.adding(self)

    def _add_entries(self, count: int) -> None:
        for _rest in self._adding(count):
            pass

    def _look_ahead(self) -> None:
        """Build more where the end of what is built comes near."""
        bar = self.verticalScrollBar()
        if self._coming and self.isVisible() and bar.maximum() - bar.value() < 2 * bar.pageStep():
            self._growing.start()

    def _grow(self, count: int = SLICE) -> None:
        folds, labels = len(self._folds), len(self._labels)
        self._add_entries(count)
        for fold in self._folds[folds:]:
            fold.set_state(*self._judge_fold(fold.entry))
        for label, text in self._labels[labels:]:
            label.setText(self._words.name(text))
        if not self._coming:
            self.refresh()
        self.grown.emit()
        self._look_ahead()

    def _build_up_to(self, is_wanted: Callable[[TextPlace], bool]) -> None:
        """Build as far as the entry with a wanted place, if it is still to come."""
        for number, entry in enumerate(self._coming):
            if any(is_wanted(place) for place in iterate_places([entry])):
                self._grow(number + SLICE)
                return

    def _add_entry(self, entry: Entry) -> None:
        match entry:
            case TextEntry():
                self.add_text(entry, self._body)
            case HeadingEntry(label, note):
                heading = make_label("group", self._page)
                heading.setContentsMargins(0, 10, 0, 0)
                self._labels.append((heading, label))
                self._body.addWidget(heading)
                if note:
                    quiet = make_label("secondary", self._page)
                    self._labels.append((quiet, note))
                    self._body.addWidget(quiet)
            case FoldEntry():
                self._add_fold(entry)
            case LevelsEntry():
                self._add_numbers(LevelsTable(self._words, entry, self._page))
            case PeriodEntry():
                self.add_guide(entry.help, self._body, is_open=True)
                self._add_numbers(PeriodField(self._words, entry, self._page))
            case PrintedEntry(kind):
                card = PrintedCard(self._words, kind, self._page)
                self._cards.append(card)
                self._body.addWidget(card)

    def add_guide(self, text: Label, column: QVBoxLayout, *, is_open: bool = False) -> None:
        """Add a help text to a column of the page; a long one is folded unless `is_open`."""
        guide = Guide(self._words, text, column.parentWidget())
        guide.set_open(is_open)
        self._guides.append(guide)
        column.addWidget(guide)

    def add_text(self, entry: TextEntry, column: QVBoxLayout) -> TextField:
        """Add a text to a column of the page, filled and connected."""
        long_help = entry.help and len(entry.help.spoken_in(self._words.code)) > LONGEST_OPEN
        if long_help:
            # Good and weak answers are for whoever does not know yet that they are there.
            self.add_guide(entry.help, column, is_open=True)
            entry = replace(entry, help=NO_TEXT)
        field = TextField(self._words, self._theme, entry, self._code, column.parentWidget())
        self._fill_text(field)
        field.edited.connect(lambda: self._note_text(field))
        field.left.connect(self.left)
        field.language_chosen.connect(self.language_chosen)
        field.cursor_moved.connect(lambda rect: self._follow_cursor(field, rect))
        if self._autosave.is_read_only:
            field.set_read_only()
        self._texts.append(field)
        column.addWidget(field)
        # Now and not with all others when the section is shown.
        field.ensurePolished()
        return field

    def _add_fold(self, entry: FoldEntry) -> None:
        # A fold that nobody opens would keep this section, and its page, after they were dropped.
        section = weakref.proxy(self)

        def make_body(fold: QWidget) -> QWidget:
            body = QWidget(fold)
            column = QVBoxLayout(body)
            column.setSpacing(12)
            for text in entry.texts:
                section.add_text(text, column)
            return body

        fold = Fold(self._words, self._theme, entry, make_body, self._page)
        fold.opened.connect(self._show_findings)
        fold.opened.connect(self.grown)
        self._folds.append(fold)
        row = QVBoxLayout()
        row.setContentsMargins(20 if entry.is_inner else 0, 0, 0, 0)
        row.addWidget(fold)
        self._body.addLayout(row)

    def _add_numbers(self, table: LevelsTable | PeriodField) -> None:
        table.edited.connect(self._note_number)
        table.left.connect(self.left)
        if self._autosave.is_read_only:
            table.set_read_only()
        self._tables.append(table)
        self._body.addWidget(table)

    def _adding_records(self, entry: RecordsEntry) -> Iterator[None]:
        from ui.pages.report.record_table import RecordTable  # noqa: PLC0415 (two sections have one)

        if entry.help:
            self.add_guide(entry.help, self._body)
        table = RecordTable(self._desk, entry, self._code, self._page)
        table.edited.connect(self.edited)
        table.left.connect(self.left)
        table.grown.connect(self.grown)
        table.language_chosen.connect(self.language_chosen)
        yield from table.building()
        self._records.append(table)
        self._body.addWidget(table)

    # ------------------------------------------------------------------ edits

    def _note_text(self, field: TextField) -> None:
        self._autosave.note(field.entry.place, field.language(), field.value)
        self.edited.emit()

    def _note_number(self, line: NumberEdit) -> None:
        self._autosave.note(line.place, "", line.text)
        self.edited.emit()

    def _follow_cursor(self, field: TextField, rect: QRect) -> None:
        place = field.mapTo(self._page, rect.center())
        margin = 2 * self._theme.measure.line
        self.ensureVisible(place.x(), place.y(), 0, margin)

    # ------------------------------------------------------------------ texts in and out

    def language(self) -> LanguageCode:
        """Return the language of the document that is shown."""
        return self._code

    def set_language(self, code: LanguageCode) -> None:
        """Show the texts in another language of the document."""
        if code != self._code:
            self._code = code
            for field in self._texts:
                self._fill_text(field)
            for records in self._records:
                records.set_language(code)
            self.refresh()

    def refill(self) -> None:
        """Show what is stored now; texts that stayed as they were keep their cursor."""
        other = next(code for code in LANGUAGES if code != self._code)
        for field in self._texts:
            place = field.entry.place
            if field.value() != self._autosave.read_text(place, self._code):
                self._fill_text(field)
            else:
                field.set_other(self._autosave.read_text(place, other))
        for table in self._tables:
            table.set_values(self._read_numbers(table))
        for records in self._records:
            records.refill()
        self.refresh()

    def show_place(self, place: TextPlace, text: str, position: int) -> bool:
        """Bring the text at `place` into sight with the cursor at `position` of what is stored.

        False when it is not here.
        """
        self._build_up_to(lambda found: found == place)
        for fold in self._folds:
            if any(entry.place == place for entry in fold.entry.texts):
                fold.set_open(True)
        for field in self._texts:
            if field.entry.place == place:
                self._show_cursor_at(field, text, position)
                return True
        for table in self._tables:
            for line in table.lines.values():
                if line.place == place:
                    line.setFocus()
                    line.setCursorPosition(position)
                    self.ensureWidgetVisible(line)
                    return True
        return isinstance(place, RecordPlace) and self._show_row(place.record_id, place.column)

    def _show_row(self, record_id: str, column: str = "") -> bool:
        """Put the cursor into a row of a table of records; False when it is not here."""
        for number, entry in enumerate(self._coming):
            if isinstance(entry, RecordsEntry) and self._has_row(entry, record_id):
                self._grow(number + SLICE)
                break
        for records in self._records:
            row = records.show_record(record_id, column)
            if row is not None:
                # What was made just now has no place on the page yet.
                QTimer.singleShot(0, row, partial(self.ensureWidgetVisible, row))
                return True
        return False

    def _has_row(self, entry: RecordsEntry, record_id: str) -> bool:
        owner = Parent("project", self._desk.project_id)
        return record_id in self._desk.workspace.records.list_ids(entry.table, owner)

    def show_record(self, record: str) -> None:
        """Bring what belongs to a record or an answer into sight; nothing where it has no text."""
        self._build_up_to(
            lambda found: record in (getattr(found, "record_id", ""), getattr(found, "path", ""))
        )
        if self._show_row(record):
            return
        for entry in (field.entry for field in self._texts):
            if record in (getattr(entry.place, "record_id", ""), getattr(entry.place, "path", "")):
                self.show_place(entry.place, "", 0)
                return
        for fold in self._folds:
            for entry in fold.entry.texts:
                if record in (
                    getattr(entry.place, "record_id", ""),
                    getattr(entry.place, "path", ""),
                ):
                    self.show_place(entry.place, "", 0)
                    return

    def _show_cursor_at(self, field: TextField, text: str, position: int) -> None:
        field.editor.setFocus()
        field.editor.place_cursor(text, position)
        # What was opened just now has no place on the page yet.
        QTimer.singleShot(0, field.editor, lambda: self._show_cursor(field))

    def _show_cursor(self, field: TextField) -> None:
        rect = field.editor.cursorRect()
        corner = field.editor.mapTo(field, rect.topLeft())
        self._follow_cursor(field, QRect(corner, rect.size()))

    def _fill_text(self, field: TextField) -> None:
        other = next(code for code in LANGUAGES if code != self._code)
        read, place = self._autosave.read_text, field.entry.place
        field.set_value(self._code, read(place, self._code), read(place, other))

    def refresh(self) -> None:
        """Show anew what follows from the texts: signs of folds, counts, numbers."""
        for table in self._tables:
            if not table.isAncestorOf(self.focusWidget() or self):
                table.set_values(self._read_numbers(table))
        for group in self._groups:
            group.count()
        self._show_fold_states()

    def _read_numbers(self, table: LevelsTable | PeriodField) -> dict[str, str]:
        read = self._autosave.read_text
        return {path: read(line.place, "") for path, line in table.lines.items()}

    # ------------------------------------------------------------------ what was counted

    def set_printed(self, printed: dict[tuple[str, str], list[PrintedRow]]) -> None:
        """Show what the report prints in the parts made from the records."""
        for card in self._cards:
            card.set_rows(printed.get((self.section.id, card.kind), []))

    def set_facts(self, facts: dict[str, int]) -> None:
        """Show the counted facts."""
        for table in self._tables:
            table.set_facts(facts)

    def set_findings(self, findings: list[Finding]) -> None:
        """Show the findings of this section, each beside what it is about."""
        for _rest in self.showing_findings(findings):
            pass

    def showing_findings(self, findings: list[Finding]) -> Iterator[None]:
        """Show them as `set_findings` does; rest at every `yield`."""
        if findings != self._findings:
            self._findings, self._are_shown = findings, False
        # Whoever began before may have been stopped half-way.
        if not self._are_shown:
            yield from self._showing_cards()
            yield
            self._show_fold_states()
            self._are_shown = True

    def _show_findings(self) -> None:
        for _rest in self._showing_cards():
            pass

    def _showing_cards(self) -> Iterator[None]:
        """Put cards where they belong; one that says the same as before is kept."""
        made: list[FindingCard] = []
        known = list(self._finding_cards)
        for _place, finding in self._place_findings():
            if _take_card(known, finding) is None:
                made.append(FindingCard(self._words, finding.severity, finding.told))
                yield
        # All at once, and as it is now: whoever begins anew meanwhile leaves what is shown alone,
        # and a text that was opened takes its findings along.
        known = [*self._finding_cards, *made]
        placed = self._place_findings()
        self._finding_cards = [
            _take_card(known, finding) or FindingCard(self._words, finding.severity, finding.told)
            for _place, finding in placed
        ]
        for card in known:
            take_away(card)
        taken = Counter[QVBoxLayout]()
        for (place, _finding), card in zip(placed, self._finding_cards, strict=True):
            if place.indexOf(card) != taken[place]:
                place.insertWidget(taken[place], card)
            taken[place] += 1
        self._say_more_findings()

    def _place_findings(self) -> list[tuple[QVBoxLayout, Finding]]:
        """Return the findings that have room, each with the layout that it belongs in."""
        placed: list[tuple[QVBoxLayout, Finding]] = []
        at_end = 0
        for finding in self._findings:
            place = self._find_place(finding)
            at_end += place is self._end
            if place is not self._end or at_end <= MOST_AT_END:
                placed.append((place, finding))
        self._more_findings = max(at_end - MOST_AT_END, 0)
        return placed

    def _say_more_findings(self) -> None:
        count = self._more_findings
        self._more.setText(
            self._words.ngettext("and {count} more finding", "and {count} more findings", count)
        )
        self._more.setVisible(count > 0)

    def _find_place(self, finding: Finding) -> QVBoxLayout:
        key = finding.place.partition("/")[2]
        for field in self._texts:
            if key and key in field.entry.keys:
                return field.notes
        for records in self._records:
            if records.has_record(key):
                return records.notes
        return self._end

    def _show_fold_states(self) -> None:
        for fold in self._folds:
            fold.set_state(*self._judge_fold(fold.entry))

    def _judge_fold(self, entry: FoldEntry) -> tuple[str, str, str]:
        words = self._words
        keys = set(entry.keys)
        about = [found for found in self._findings if found.place.partition("/")[2] in keys]
        if about:
            said = words.ngettext("{count} finding", "{count} findings", len(about))
            return str(len(about)), gravest_tone(about), said
        required = [text for text in entry.texts if text.required] or list(entry.texts)
        read = self._autosave.read_text
        if all(read(text.place, self._code).strip() for text in required):
            return "✓", "ok", words.gettext(WRITTEN)
        return "○", "", words.gettext(EMPTY)

    # ------------------------------------------------------------------ words, keys

    def toggle_guides(self) -> None:
        """Open every help of the section and show the first, or fold them again."""
        if not self._guides:
            return
        is_open = not all(guide.is_open() for guide in self._guides)
        for guide in self._guides:
            guide.set_open(is_open)
        if is_open:
            self.ensureWidgetVisible(self._guides[0])

    def focus_first(self) -> None:
        """Put the cursor into the first text or number of the section."""
        for field in self._texts:
            if field.isVisibleTo(self):
                field.editor.setFocus()
                return
        for table in self._tables:
            next(iter(table.lines.values())).setFocus()
            return
        for records in self._records:
            records.focus_first()
            return
        for fold in self._folds:
            fold.head.setFocus()
            return

    def _say_again(self) -> None:
        # A report has a dozen sections with hundreds of parts, of which one is seen.
        if self.isVisible():
            self.say_anew()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with the language of the screen."""
        self.say_anew()
        super().showEvent(event)

    def say_anew(self) -> None:
        """Say everything in the language of the screen, unless that is done."""
        if self._said_in and self._said_in != self._words.code:
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        self._said_in = self._words.code
        for part in (
            *self._folds,
            *self._guides,
            *self._tables,
            *self._cards,
            *self._records,
        ):
            part.retranslate()
        self._say_own()

    def _say_own(self) -> None:
        words, section = self._words, self.section
        number = f"{section.number}. " if section.number else ""
        self._title.setText(f"{number}{words.name(section.name)}")
        self._official.setText(words.name(section.title))
        self._official.setVisible(bool(section.title))
        for label, text in self._labels:
            label.setText(words.name(text))
        for group in self._groups:
            group.retranslate()
        self._say_more_findings()
        self._show_fold_states()


def _take_card(cards: list[FindingCard], finding: Finding) -> FindingCard | None:
    """Take the card that tells of a finding out of a list, None where there is none such."""
    for card in cards:
        if card.tells(finding.severity, finding.told):
            cards.remove(card)
            return card
    return None


class _Group(QWidget):
    """Texts that are read as one: their common help, and how many sentences they have."""

    def __init__(
        self, page: SectionEditor, entry: GroupEntry, words: ScreenLanguage, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._entry = entry
        self._title = make_label("group", self)
        self._hint = make_label("secondary", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._title)
        if entry.help:
            page.add_guide(entry.help, column)
        self._column = column
        self._fields: list[TextField] = []

    def adding(self, page: SectionEditor) -> Iterator[None]:
        """Add the texts one after another."""
        for text in self._entry.texts:
            field = page.add_text(text, self._column)
            field.left.connect(self.count)
            self._fields.append(field)
            yield
        self._column.addWidget(self._hint)

    def count(self) -> None:
        """Tell how many sentences the printed texts of the group have."""
        words, entry = self._words, self._entry
        if not entry.max_sentences:
            self._hint.hide()
            return
        from grantee_app.records.sentences import count_sentences  # noqa: PLC0415 (as above)

        texts = (field.value() for field in self._fields if not field.entry.is_personal)
        count = sum(count_sentences(text) for text in texts)
        is_right = entry.min_sentences <= count <= entry.max_sentences
        said = words.ngettext(
            "{count} sentence together; the form asks for {least}–{most}.",
            "{count} sentences together; the form asks for {least}–{most}.",
            count,
            least=entry.min_sentences,
            most=entry.max_sentences,
        )
        is_begun = count > 0
        set_role(self._hint, "secondary", tone="warn" if is_begun and not is_right else "")
        self._hint.setText(f"▲ {said}" if is_begun and not is_right else said)

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        self._title.setText(self._words.name(self._entry.label))
        self.count()


def gravest_tone(findings: Iterable[Finding]) -> str:
    """Return the tone of the gravest finding, "" for notes alone."""
    tones = {LOOKS[finding.severity][0] for finding in findings}
    return next((tone for tone in ("bad", "warn") if tone in tones), "")
