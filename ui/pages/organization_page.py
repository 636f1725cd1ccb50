"""The profile of the organisation whose project is open, told once and used everywhere.

Shows what the legal form has, names what the open project's form still asks for, and lets a
project go to another organisation. What the fields are is told in `organization_cards`.
"""

from __future__ import annotations

import weakref
from itertools import chain
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from grantee_app.errors import BastamaError, DataProblem
from grantee_app.language.message import LANGUAGES, message
from grantee_app.records.legal_forms import has_part, read_legal_form
from grantee_app.records.organization import LegalForm
from grantee_app.store.texts import RecordPlace
from ui.desk import Desk
from ui.pages.organization_cards import LEFT, NUMBERS, RIGHT, TABLE, Card
from ui.pages.page import Page
from ui.theme import set_role
from ui.widgets.asked_card import AskedCard
from ui.widgets.labels import make_label
from ui.widgets.owners_card import OwnersCard
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grantee_app.checks.state import ProjectState
    from grantee_app.form.definition import CoverSource
    from grantee_app.store.history.undoing import Undone
    from ui.places import Place

# The fields behind the lines of a cover.
_COVER_COLUMNS: Final[dict[CoverSource, tuple[str, ...]]] = {
    "organization_name": ("name",),
    "organization_head": ("head",),
    "organization_address_phone": ("address", "phone"),
}
GAP: Final = 18
_LEAST_LETTERS: Final = 58


class OrganizationPage(Page):
    """Cards in two columns, one below the other where the window is narrow."""

    TABLES: ClassVar[frozenset[str]] = frozenset({"organization", "project", "draft"})
    HELP: ClassVar[str] = "organization"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.organization_id = ""
        self.asked: tuple[str, ...] = ()
        self.cards: list[Card] = []
        self._shown_form: LegalForm | None = None
        self.fill_button = QPushButton()
        set_role(self.fill_button, "primary")
        self.fill_button.clicked.connect(self.show_first_missing)
        self.fill_button.hide()
        self.header.add_button(self.fill_button)

    # ------------------------------------------------------------------ building

    def opening(self) -> Iterator[None]:
        """Build card after card, then fill them."""
        yield
        yield from self._build()
        for card in self.cards:
            card.form.edited.connect(self._follow_typing)
        yield
        self.refresh()

    def _build(self) -> Iterator[None]:
        self.same_button = QPushButton()
        set_role(self.same_button, "link")
        self.same_button.clicked.connect(self._copy_address)
        desk = self.desk
        self.area = area = QScrollArea(self)
        ground = QWidget(area.viewport())
        self.asked_card = AskedCard(desk.words, ground)
        self.asked_card.wanted.connect(self.show_field)
        columns = QWidget(ground)
        row = WrappingRow(columns, gap=GAP, line_gap=GAP)
        least = self.fontMetrics().averageCharWidth() * _LEAST_LETTERS
        # Cards that ask the page would keep it after it was dropped.
        page = weakref.proxy(self)

        def ask_form() -> LegalForm:
            return page.legal_form()

        for plans in (LEFT, RIGHT):
            holder = QWidget(columns)
            cards = []
            for plan in plans:
                cards.append(Card(desk, plan, ask_form, holder))
                yield
            _stack(cards, holder)
            self.cards += cards
            row.add(holder, least)
        self._put_same_button()
        last = QWidget(ground)
        self.owners_card = OwnersCard(desk.words, last)
        self.owners_card.chosen.connect(self._give_project)
        end = WrappingRow(last, gap=GAP, line_gap=GAP)
        for card in (self._make_use_card(), self.owners_card):
            end.add(card, least)
        # The height follows from the width alone: hints of wrapped labels are far too high.
        ground.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        column = QVBoxLayout(ground)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(GAP)
        column.addWidget(self.asked_card)
        column.addWidget(columns)
        column.addWidget(last)
        column.addStretch()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        self.set_body(area)
        self._order_tabs()

    def _put_same_button(self) -> None:
        card = self.card_of("actual_address")
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.same_button)
        row.addStretch()
        place = card.form.column.indexOf(card.fields["actual_address"])
        card.form.column.insertWidget(place + 1, holder)
        self._same_holder = holder

    def _order_tabs(self) -> None:
        """Let Tab come to the button between the two addresses, though it was built later."""
        form = self.card_of("actual_address").form
        above, below = form.editor("address", "ru"), form.editor("actual_address", "kk")
        QWidget.setTabOrder(above.focus_target(), self.same_button)
        QWidget.setTabOrder(self.same_button, below.focus_target())

    def _make_use_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "guide")
        self._use_title = make_label("group")
        self._use_text = make_label()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(18, 14, 18, 14)
        inside.setSpacing(6)
        inside.addWidget(self._use_title)
        inside.addWidget(self._use_text)
        return card

    def card_of(self, column: str) -> Card:
        """Return the card that a column of the record stands on; KeyError for none."""
        for card in self.cards:
            if column in card.fields:
                return card
        raise KeyError(column)

    # ------------------------------------------------------------------ the record

    def legal_form(self) -> LegalForm:
        """Return the legal form as it is chosen now."""
        if not self.organization_id:
            return "public_association"
        place = RecordPlace(TABLE, self.organization_id, "legal_form")
        return read_legal_form(self.autosave.read_text(place, "")) or "public_association"

    def read(self, column: str, language: str = "") -> str:
        """Return a text or value of the organisation, written or not yet."""
        place = RecordPlace(TABLE, self.organization_id, column)
        return self.autosave.read_text(place, language).strip()

    def refreshing(self) -> Iterator[None]:
        """Show the organisation of the open project as it is stored now."""
        try:
            row = self.desk.workspace.records.read_row("project", self.desk.project_id)
        except DataProblem:
            # Undo took the project away; the window leaves it.
            return
        self.organization_id = str(row["organization_id"])
        for card in self.cards:
            card.form.set_record(self.organization_id)
        yield
        self.owners_card.show_organizations(
            self.desk.workspace, self.organization_id, is_closed=self.autosave.is_read_only
        )
        self._show_parts()

    def _follow_typing(self) -> None:
        for column, number in NUMBERS.items():
            card = self.card_of(column)
            editor = card.form.editor(column)
            if editor.focus_target().hasFocus() and number.is_whole(editor.value()):
                # Whole: there is nothing to wait for.
                card.fields[column].judge(self.desk.words)
        self._show_parts()

    def _show_parts(self) -> None:
        legal_form = self.legal_form()
        if legal_form != self._shown_form:
            self._shown_form = legal_form
            for card in self.cards:
                card.show_form(legal_form)
        self._show_same_button()
        self._show_missing()

    # ------------------------------------------------------------------ what is asked for

    def take_state(self, state: ProjectState) -> None:
        """Learn what the form of the open project asks for."""
        asked: list[str] = []
        for item in state.subject.cover_items:
            if item.required:
                asked += _COVER_COLUMNS.get(item.source, ())
        self.asked = tuple(dict.fromkeys(asked))
        self._show_missing()

    def find_missing(self) -> list[str]:
        """Return the columns that the form of the open project asks for and nobody has told."""
        return [column for column in self.asked if not self._is_told(column)]

    def _is_told(self, column: str) -> bool:
        is_value = column in {"phone", "bin"}
        languages = ("",) if is_value else LANGUAGES
        return any(self.read(column, language) for language in languages)

    def _show_missing(self) -> None:
        if not self.asked or not self.organization_id:
            self.asked_card.hide()
            self.fill_button.hide()
            return
        missing = self.find_missing()
        wanted = list(missing)
        if has_part(self.legal_form(), "bin") and not self._is_told("bin"):
            wanted.append("bin")
        names = {
            column: self.card_of(column).fields[column].label.text().replace("&&", "&")
            for column in wanted
        }
        self.asked_card.show_missing(
            [(column, names[column]) for column in missing],
            [(column, names[column]) for column in wanted if column not in missing],
        )
        self.asked_card.show()
        self.fill_button.setVisible(bool(wanted) and not self.autosave.is_read_only)
        self._wanted = wanted

    def show_first_missing(self) -> None:
        """Put the cursor into the first field that is still asked for."""
        if self._wanted:
            self.show_field(self._wanted[0])

    # ------------------------------------------------------------------ addresses, owners

    def _show_same_button(self) -> None:
        legal = [self.read("address", code) for code in LANGUAGES]
        actual = [self.read("actual_address", code) for code in LANGUAGES]
        is_useful = any(legal) and legal != actual and not self.autosave.is_read_only
        self._same_holder.setVisible(is_useful and has_part(self.legal_form(), "actual_address"))

    def _copy_address(self) -> None:
        workspace = self.desk.workspace
        if not self.autosave.end_step():
            return
        legal = {code: self.read("address", code) for code in LANGUAGES}
        try:
            with workspace.change(message("Address copied").msgid):
                for code in LANGUAGES:
                    place = RecordPlace(TABLE, self.organization_id, "actual_address")
                    workspace.write_text(place, code, legal[code])
        except BastamaError as problem:
            sentence = problem.message
            self.notice.show_problem(lambda: self.desk.words.say(sentence))
            return
        self.refresh()
        self.show_field("actual_address")

    def _give_project(self, organization_id: str) -> None:
        if not self.autosave.end_step():
            return
        try:
            self.desk.workspace.records.give_project(self.desk.project_id, organization_id)
        except BastamaError as problem:
            sentence = problem.message
            self.notice.show_problem(lambda: self.desk.words.say(sentence))
        self.refresh()

    # ------------------------------------------------------------------ places

    def show_field(self, column: str, language: str = "", position: int | None = None) -> bool:
        """Put the cursor into a field; tell whether this organisation has it."""
        if not has_part(self.legal_form(), column):
            return False
        try:
            form = self.card_of(column).form
        except KeyError:
            return False
        return form.show_field(column, language, position)

    def show_place(self, place: Place) -> bool:
        """Put the cursor into the field, or into the first one that is asked for."""
        return self.show_field(place.field or self._find_first_empty())

    def _find_first_empty(self) -> str:
        """Return the first field from the top that needs an answer, the name where none does."""
        # A page that has just been opened does not know yet what the form asks for.
        wanted = self.asked or tuple(chain.from_iterable(_COVER_COLUMNS.values()))
        empty = (column for column in (*wanted, "bin") if not self._is_told(column))
        return next((column for column in empty if has_part(self.legal_form(), column)), "name")

    def show_changed(self, undone: Undone) -> bool:
        """Show what undo or redo changed, with the cursor where it was."""
        if not self.is_concerned(undone.tables):
            return False
        self.refresh()
        for text in undone.texts:
            place = text.place
            if isinstance(place, RecordPlace) and place.record_id == self.organization_id:
                # A field that the legal form lacks is changed as well, and seen by nobody.
                self.show_field(place.column, text.language, text.position)
                return True
        return any(row.table == TABLE or "organization_id" in row.columns for row in undone.rows)

    # ------------------------------------------------------------------ words

    def say_title(self) -> None:
        """Say the words of the top bar."""
        words = self.desk.words
        self.header.set_words(
            words.gettext("Organisation"), words.gettext("Told once, used everywhere")
        )

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self.desk.words
        self.say_title()
        self.fill_button.setText(words.gettext("&Fill in what is missing"))
        self.same_button.setText(words.gettext("The same as the one &above"))
        self._use_title.setText(words.gettext("Where this is used"))
        self._use_text.setText(
            words.gettext(
                "Name, head, address and telephone go onto the cover of the report; the rest goes "
                "into applications and contracts. What you change here changes everywhere."
            )
        )
        for card in self.cards:
            card.retranslate()
        self.owners_card.retranslate()
        self._show_missing()
        super().retranslate()


def _stack(cards: list[Card], holder: QWidget) -> None:
    """Put cards below each other."""
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP)
    for card in cards:
        column.addWidget(card)
    column.addStretch()
