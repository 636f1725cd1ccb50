"""One activity: when and where, who came, what proves it, what came of it.

Puts the cards of an activity together and hands each its record. Where values go is autosave's
business, what a card shows its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from grantee_app.language.message import LANGUAGES, LanguageCode, message
from grantee_app.store.texts import RecordPlace
from ui.editors.offering_editor import OfferingEditor, used_texts
from ui.pages.activities.activity_words import read_day, tell_place_in_plan
from ui.pages.activities.evidence_card import EvidencePanel, PassportCard
from ui.pages.activities.people_card import PeopleCard
from ui.pages.activities.place_filling import find_code, find_other_name, list_offers
from ui.pages.activities.survey_card import SurveyCard
from ui.pages.money.findings_box import FindingsBox
from ui.record_form import RecordForm
from ui.tab_order import list_tab_stops, order_tabs
from ui.theme import set_role
from ui.widgets.labels import make_label, make_rule
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grantee_app.checks.finding import Finding
    from grantee_app.figures.activity_list import ActivityRow
    from grantee_app.form.definition import FormDefinition
    from ui.desk import Desk
    from ui.pages.activities.activity_actions import ActivityActions

_LEAST_CARD: Final = 264
_LEAST_PASSPORT: Final = 220
_SURVEYS: Final = frozenset({"surveyed", "satisfied"})


class ActivityDetail(QFrame):
    """`wanted` brings "double" or "remove", `way_wanted` "names" or "sheet".

    There is much in it: whoever makes it goes through `building` before anything else is asked.
    """

    wanted = Signal(str)
    way_wanted = Signal(str)
    changed = Signal()

    def __init__(
        self,
        desk: Desk,
        actions: ActivityActions,
        *,
        has_register: Callable[[], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        self.row: ActivityRow | None = None
        self.setProperty("role", "drop-ground")
        self.setAcceptDrops(True)
        self.head = make_label("heading", self)
        self.about = make_label("secondary", self)
        self.again_button, self.remove_button = QPushButton(self), QPushButton(self)
        self.again_button.clicked.connect(lambda: self.wanted.emit("double"))
        self.remove_button.clicked.connect(lambda: self.wanted.emit("remove"))
        self.remove_button.setProperty("role", "link")
        self._actions = actions
        self._has_register = has_register

    def building(self) -> Iterator[None]:
        """Make the cards one after another; rest at every `yield`."""
        desk = self.desk
        self.findings = FindingsBox(desk.words, self)
        self.form = RecordForm(desk, "activity", "", self)
        self._build_form()
        yield
        self.people = PeopleCard(desk, has_register=self._has_register, parent=self)
        yield
        self.passport = PassportCard(desk, self)
        self.evidence = EvidencePanel(desk, self._actions, self)
        yield
        self.texts = RecordForm(desk, "activity", "", self)
        self._build_texts()
        yield
        self.survey = SurveyCard(desk, self)
        self._lay_out()
        self._connect()
        self._order_tabs()
        yield
        self.retranslate()

    def _build_form(self) -> None:
        words, form = self.words, self.form
        day = form.add("dates", None, lambda: words.gettext("Date"))
        kind = form.add("kind", None, lambda: words.gettext("Kind"))
        form.add_row(day, kind, least=200)
        form.add_text(
            "place",
            lambda: words.gettext("Place"),
            make=lambda code, parent: OfferingEditor(
                words, list_offers(self.desk.workspace, code), parent, language=code
            ),
        )
        how = form.add("format", None, lambda: words.gettext("Format"))
        held = form.add("is_held", None, lambda: words.gettext("Was it held?"))
        counts = form.add(
            "counts_towards_beneficiaries",
            None,
            lambda: words.gettext("Do its people count as beneficiaries?"),
        )
        form.add_row(how, held, counts, least=140)

    def _build_texts(self) -> None:
        words, form = self.words, self.texts
        form.add_text(
            "result",
            lambda: words.gettext("What came of it (short-term result)"),
            long=True,
            lines=3,
        )
        form.add_text(
            "narrative",
            lambda: words.gettext("How it went"),
            lambda: words.gettext("The report prints it under this activity."),
            long=True,
            lines=4,
        )
        form.add_text("title", lambda: words.gettext("Title"))
        form.add_text("topic", lambda: words.gettext("Topic"))
        form.add_text(
            "speakers",
            lambda: words.gettext("Speakers, trainers"),
            make=lambda code, parent: OfferingEditor(
                words,
                used_texts(self.desk.workspace, "speakers", code, "activity"),
                parent,
                language=code,
            ),
        )

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.head)
        names.addWidget(self.about)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addLayout(names, 1)
        top.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignTop)
        pair = QWidget(self)
        row = WrappingRow(pair, gap=24, line_gap=18)
        row.add(self.people, _LEAST_CARD)
        row.add(self.passport, _LEAST_PASSPORT)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 24)
        column.setSpacing(14)
        column.addLayout(top)
        column.addWidget(self.findings)
        column.addWidget(self.form)
        column.addWidget(make_rule(self))
        column.addWidget(pair)
        column.addWidget(self.people.numbers)
        column.addWidget(self.evidence)
        column.addWidget(make_rule(self))
        column.addWidget(self.texts)
        column.addWidget(make_rule(self))
        column.addWidget(self.survey)
        column.addStretch()

    def _connect(self) -> None:
        self.people.way_wanted.connect(self.way_wanted)
        self.passport.files_wanted.connect(self.evidence.choose_files)
        self.passport.link_wanted.connect(self.evidence.add_link)
        self.evidence.changed.connect(self.changed)
        self.people.grown.connect(self._order_tabs)
        self.evidence.grown.connect(self._order_tabs)
        for code in LANGUAGES:
            self.form.editor("place", code).left.connect(
                lambda language=code: self._fill_place(cast("LanguageCode", language))
            )

    def _order_tabs(self) -> None:
        """Let Tab go as the eye does: Qt puts new widgets last, and the counted heads apart."""
        parts = (self.form, self.people, self.people.numbers, self.passport, self.evidence,
                 self.texts, self.survey)  # fmt: skip
        stops = [stop for part in parts for stop in list_tab_stops(part)]
        order_tabs(stops[0], stops[1:])

    def forms(self) -> list[RecordForm]:
        """Return the forms of the activity's own row."""
        return [self.form, self.people.form, self.texts, self.survey.form]

    # ------------------------------------------------------------------ the record

    @property
    def record_id(self) -> str:
        """The event that is shown, "" for none."""
        return self.form.record_id

    def show_row(self, row: ActivityRow, repeats: dict[str, list[str]]) -> None:
        """Show an event; what was typed before is written first."""
        self.row = row
        record_id = row.event_id
        if record_id != self.form.record_id:
            self.findings.show_findings([])
        self.form.set_record(record_id)
        self.texts.set_record(record_id)
        self.people.show_record(record_id)
        self.survey.show_record(record_id)
        self.passport.show_lines(list(row.passport), is_held=row.is_held)
        self.evidence.show_event(row, repeats)
        self.say_head()

    def refill_fields(self) -> None:
        """Show in the fields what is stored now."""
        for form in (self.form, self.texts, self.people, self.survey):
            form.refill()
        self.evidence.refill_fields()

    def show_row_again(self, row: ActivityRow, repeats: dict[str, list[str]]) -> None:
        """Show beside the fields what is stored now."""
        self.row = row
        self.passport.show_lines(list(row.passport), is_held=row.is_held)
        self.evidence.show_event(row, repeats)
        self.say_head()

    def show_text(self, place: RecordPlace, language: str, position: int | None) -> bool:
        """Put the cursor into a text of the event or its evidence that is seen; tell if it is."""
        if place.table == "activity" and place.record_id == self.record_id:
            return self.show_field(place.column, language, position)
        return place.table == "evidence" and self.evidence.show_field(place, language, position)

    def take_findings(self, found: list[Finding]) -> None:
        """Show what was found in the event."""
        self.findings.show_findings(found)

    def set_bands(self, form: FormDefinition) -> None:
        """Show the bands for the form of the project's report."""
        self.people.set_bands(form)

    def _fill_place(self, code: LanguageCode) -> None:
        """Fill in the other language, and the unit, once a place is told."""
        place = self.form.editor("place", code).value().strip()
        if not place or self.desk.autosave.is_read_only or not self.record_id:
            return
        record_id, workspace = self.record_id, self.desk.workspace
        other: LanguageCode = "ru" if code == "kk" else "kk"
        on = read_day(self.row.starts_on) if self.row else None
        texts: dict[tuple[str, str], str] = {}
        if not self.form.editor("place", other).value().strip():
            name = find_other_name(workspace, place, code, on)
            if name:
                texts["place", other] = name
        unit = find_code(place, on)
        stored = workspace.read_text(RecordPlace("activity", record_id, "place_code"), "")
        if unit and unit != stored:
            texts["place_code", ""] = unit
        if not texts:
            return
        with workspace.change(message("Place filled in").msgid):
            self.desk.autosave.flush()
            for (column, language), text in texts.items():
                workspace.write_text(RecordPlace("activity", record_id, column), language, text)
        self.form.refill()

    # ------------------------------------------------------------------ fields

    def focus_first(self) -> None:
        """Put the cursor where typing begins."""
        self.form.focus_first()

    def show_field(self, column: str, language: str = "", position: int | None = None) -> bool:
        """Put the cursor into a field; tell whether it is here."""
        column = {"starts_on": "dates", "ends_on": "dates"}.get(column, column)
        if column == "evidence":
            self.evidence.table.setFocus()
            self.passport.files_button.setFocus()
            return True
        if column == "participants_total":
            self.people.open_numbers(is_open=True)
        if column.startswith("heads/"):
            _, dimension, group = column.split("/", 2)
            return self.people.show_band(dimension, group)
        if column in _SURVEYS and self.survey.tally() is not None:
            column = "tally_very_satisfied"
        return any(form.show_field(column, language, position) for form in self.forms())

    # ------------------------------------------------------------------ dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer, and links."""
        urls = event.mimeData().urls()
        if urls and not self.evidence.is_closed():
            set_role(self, tone="focus")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        set_role(self, tone="")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hang what was dropped on the activity."""
        set_role(self, tone="")
        if self.evidence.take_drop(event.mimeData()):
            event.acceptProposedAction()

    # ------------------------------------------------------------------ words

    def say_head(self) -> None:
        """Say what is shown."""
        if self.row is None:
            return
        title = self.row.title.spoken_in(self.words.code)
        self.head.setText(title or self.words.gettext("An activity without a title"))
        self.about.setText(tell_place_in_plan(self.row.planned, self.words))

    def set_read_only(self, is_read_only: bool) -> None:
        """Let it be read, and nothing else."""
        for form in self.forms():
            form.set_read_only(is_read_only)
        self.people.set_read_only(is_read_only)
        self.passport.set_read_only(is_read_only)
        self.evidence.set_read_only(is_read_only)
        self.again_button.setVisible(not is_read_only)
        self.remove_button.setVisible(not is_read_only)
        self.setAcceptDrops(not is_read_only)

    def retranslate(self) -> None:
        """Say everything again; the forms do so by themselves."""
        words = self.words
        self.again_button.setText(words.gettext("Same again…"))
        self.again_button.setToolTip("Ctrl+D")
        self.remove_button.setText(words.gettext("Delete"))
        self.remove_button.setAccessibleName(words.gettext("Delete the activity"))
        self.people.retranslate()
        self.passport.retranslate()
        self.evidence.retranslate()
        self.survey.retranslate()
        self.say_head()

    def end_workers(self) -> None:
        """End the copying and the making of pictures."""
        self.evidence.end_workers()
