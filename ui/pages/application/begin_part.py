"""No application yet: which form it has, which call it answers, what it starts from.

Choosing is all there is to do here; what the call says is typed when it has begun, where nothing
is lost. Knows forms and calls, not the project.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from grantee_app.errors import BastamaError, DataProblem
from grantee_app.form.options import APPLICANT_KINDS
from grantee_app.form.prefilling import judge_applicant, rank_form
from grantee_app.frozen import frozen
from ui.joined_words import join_parts
from ui.pages.money.wrapped_choice import WrappedChoiceEditor
from ui.theme import set_role
from ui.widgets.cell_grid import CellGrid
from ui.widgets.choice_card import ChoiceCard
from ui.widgets.field import Field
from ui.widgets.labels import make_label
from ui.widgets.most_width import MostWidth

if TYPE_CHECKING:
    from grantee_app.form.application_form import ApplicantKind, ApplicationForm
    from grantee_app.store.applications import ApplicationSummary
    from grantee_app.workspace.applications import Applications
    from ui.desk import Desk

WIDEST: Final = 900


@frozen
class Beginning:
    """A form, the application whose call is answered, and the one to copy from ("" for none)."""

    form_id: str
    version: str
    call: str = ""
    source: str = ""


class BeginPart(QScrollArea):
    """`begin_wanted` brings what was chosen."""

    begin_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._words = desk.words
        self.cards: dict[tuple[str, str], ChoiceCard] = {}
        self._forms: dict[tuple[str, str], ApplicationForm] = {}
        self._broken: list[BastamaError] = []
        self._known: list[ApplicationSummary] = []
        self._applicant: ApplicantKind = "ngo"
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._build())
        self._words.changed.connect(self.retranslate)

    def _build(self) -> QWidget:
        self.title = make_label("heading")
        self.lead = make_label()
        self.path = make_label("secondary")
        self._form_title = make_label("group")
        self._form_help = make_label("secondary")
        self._grid_box = QWidget()
        line = self._desk.theme.measure.line
        self._grid = CellGrid(self._grid_box, least=line * 17, most=2, gap=10)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.problem = make_label("secondary", tone="bad")
        words, theme = self._words, self._desk.theme
        self.call = WrappedChoiceEditor(
            words, theme, self._list_calls, lambda: words.gettext("a new call")
        )
        self.source = WrappedChoiceEditor(
            words, theme, self._list_sources, lambda: words.gettext("nothing: begin empty")
        )
        self._call_field, self._source_field = Field(self.call), Field(self.source)
        self.begin_button = QPushButton()
        set_role(self.begin_button, "primary")
        self.begin_button.clicked.connect(self.begin)
        card = QFrame()
        card.setProperty("role", "card")
        MostWidth(card, self._desk.theme, WIDEST)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(24, 20, 24, 24)
        inside.setSpacing(8)
        for label in (self.title, self.lead, self.path):
            inside.addWidget(label)
        inside.addSpacing(10)
        parts: list[QWidget] = [self._form_title, self._form_help, self._grid_box, self.problem]
        for widget in parts:
            inside.addWidget(widget)
        inside.addSpacing(10)
        inside.addWidget(self._call_field)
        inside.addSpacing(4)
        inside.addWidget(self._source_field)
        inside.addSpacing(10)
        inside.addWidget(self.begin_button, 0, Qt.AlignmentFlag.AlignLeft)
        page = QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(24, 20, 24, 24)
        whole.addWidget(card)
        whole.addStretch()
        return page

    # ------------------------------------------------------------------ what is on offer

    def refresh(self) -> None:
        """Read forms and earlier applications anew; what was chosen stays chosen."""
        self._read_forms()
        self._known = self._desk.workspace.applications.list_all()
        wanted = self.chosen()
        if list(self.cards) != list(self._forms):
            # Made anew in their order, which is that of Tab too.
            self._remove_cards()
            for key in self._forms:
                self._add_card(key)
        if wanted in self.cards:
            self.cards[wanted].setChecked(True)
        elif len(self.cards) == 1:
            next(iter(self.cards.values())).setChecked(True)
        self.call.refresh()
        self.source.refresh()
        self.retranslate()

    def _remove_cards(self) -> None:
        for card in self.cards.values():
            self._group.removeButton(card)
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = {}

    def _add_card(self, key: tuple[str, str]) -> None:
        card = ChoiceCard(self._desk.theme, self._grid_box)
        self._group.addButton(card)
        card.clicked.connect(self._follow)
        card.taken.connect(self._follow)
        QWidget.setTabOrder(next(reversed(self.cards.values()), self), card)
        self.cards[key] = card
        self._grid.addWidget(card)
        card.show()

    def _read_forms(self) -> None:
        """Read the newest edition of every form, those for whoever works here first.

        A file that is wrong is told, not hidden.
        """
        applications = self._desk.workspace.applications
        forms: dict[tuple[str, str], ApplicationForm] = {}
        self._broken = []
        for form_id, version in list_newest_forms(applications):
            try:
                forms[form_id, version] = applications.load_form(form_id, version)
            except BastamaError as problem:
                self._broken.append(problem)
        records = self._desk.workspace.records
        # Undo may have taken the project: the page is shown once more before the window follows.
        with suppress(DataProblem):
            owner = records.read_row("project", self._desk.project_id)["organization_id"]
            for organization in records.list_organizations():
                if organization.id == owner:
                    self._applicant = judge_applicant(organization)
        kind = self._applicant
        self._forms = dict(sorted(forms.items(), key=lambda one: rank_form(one[1], kind)))

    def _list_calls(self) -> list[tuple[str, str]]:
        """Return the calls that other applications answer, each once."""
        code = self._words.code
        found: dict[str, tuple[str, str]] = {}
        for one in self._known:
            title = one.call_title.spoken_in(code)
            if title:
                funder = one.funder.spoken_in(code)
                found.setdefault(title, (one.id, join_parts((title, funder))))
        return list(found.values())

    def _list_sources(self) -> list[tuple[str, str]]:
        code, words = self._words.code, self._words
        return [
            (
                one.id,
                join_parts(
                    part
                    for part in (
                        one.project.spoken_in(code) or words.gettext("Untitled project"),
                        one.call_title.spoken_in(code),
                    )
                    if part
                ),
            )
            for one in self._known
        ]

    # ------------------------------------------------------------------ choosing

    def chosen(self) -> tuple[str, str] | None:
        """Return the form that is chosen."""
        return next((key for key, card in self.cards.items() if card.isChecked()), None)

    def choose_form(self, form_id: str) -> None:
        """Choose the newest edition of a form."""
        for key, card in self.cards.items():
            if key[0] == form_id:
                card.setChecked(True)
        self._follow()

    def begin(self) -> None:
        """Begin with what is chosen."""
        key = self.chosen()
        if key is not None:
            self.begin_wanted.emit(Beginning(*key, self.call.value(), self.source.value()))

    def _follow(self) -> None:
        self.begin_button.setEnabled(
            self.chosen() is not None and not self._desk.autosave.is_read_only
        )

    # ------------------------------------------------------------------ words

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._words
        self.title.setText(words.gettext("Begin the application"))
        self.lead.setText(
            words.gettext(
                "Write it section by section: beside each question stands what the commission "
                "looks for, with a good and a weak answer. What the profile knows is filled in "
                "already."
            )
        )
        self.path.setText(
            words.gettext(
                "When you win, one press turns its activities into the plan, its money into the "
                "budget and its people into the team."
            )
        )
        self._form_title.setText(words.gettext("1. Which form"))
        self._form_help.setText(
            words.gettext(
                "The call says which one; forms that fit you stand first. For a first try take the "
                "small grant: it is the shortest."
            )
        )
        for key, card in self.cards.items():
            form = self._forms[key]
            who = ", ".join(words.gettext(APPLICANT_KINDS[one]) for one in form.applicants)
            told = words.gettext("For: {who}", who=who)
            if self._applicant not in form.applicants:
                mine = words.gettext(APPLICANT_KINDS[self._applicant])
                told = words.gettext("Not for you ({mine}). For: {who}", mine=mine, who=who)
            edition = words.name(form.edition)
            card.set_words(words.name(form.name), f"{told}. {edition}" if edition else told)
        self.problem.setText("\n".join(f"! {words.say(one.message)}" for one in self._broken))
        self.problem.setVisible(bool(self._broken))
        self.call.retranslate()
        self.source.retranslate()
        self._call_field.set_words(
            words.gettext("2. Which call"),
            words.gettext("Sums, days and documents of a known call are taken over."),
        )
        self._source_field.set_words(
            words.gettext("3. Copy from"),
            words.gettext("Answers of an earlier application are carried over, whatever its form."),
        )
        has_known = bool(self._known)
        self._call_field.setVisible(bool(self._list_calls()))
        self._source_field.setVisible(has_known)
        self.begin_button.setText(words.gettext("Begin the application"))
        self._follow()


def list_newest_forms(applications: Applications) -> list[tuple[str, str]]:
    """Return (form id, version) of the newest edition of every form."""
    return list(dict(applications.list_forms()).items())
