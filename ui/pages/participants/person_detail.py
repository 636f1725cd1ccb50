"""One person: who she is as she wrote it, what she agreed to, and where she was.

Where values go is autosave's business. A number (IIN) that is typed here tells birthday and gender
and is dropped: it is neither saved nor shown again.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from grantee_app.errors import BastamaError
from grantee_app.language.dates import format_date
from grantee_app.language.message import message
from grantee_app.language.reading import Reading
from grantee_app.language.reading_numbers import read_whole_number
from grantee_app.records.base import Bilingual
from grantee_app.records.personal import mask_name, take_iin
from grantee_app.store.fields import find_field
from grantee_app.store.texts import RecordPlace
from ui.editors.choice_editor import ChoiceEditor, ReferenceEditor
from ui.editors.flag_editor import CheckBox
from ui.editors.line_editor import LineEditor
from ui.editors.person_text import PersonOffering, PersonText
from ui.joined_words import join_parts
from ui.pages.money.findings_box import FindingsBox
from ui.pages.participants.erasing_box import ErasingBox
from ui.pages.participants.people_words import (
    GENDERS,
    YES_NO,
    say_proposal,
    tell_birth,
    tell_gender,
    tell_group,
)
from ui.record_form import RecordForm
from ui.theme import set_role
from ui.widgets.field import Field
from ui.widgets.labels import make_label, make_rule

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding
    from grantee_app.language.message import LanguageCode
    from ui.desk import Desk
    from ui.pages.participants.people_words import FormGroups

_DIGITS: Final = 12
_VISITS: Final = """
SELECT activity.id, activity.starts_on, activity.title_kk, activity.title_ru,
       planned_activity.title_kk, planned_activity.title_ru, activity.place_kk, activity.place_ru
FROM attendance JOIN activity ON activity.id = activity_id
JOIN planned_activity ON planned_activity.id = planned_activity_id
WHERE participant_id = ? ORDER BY activity.starts_on, activity.id LIMIT 60
"""


class PersonDetail(QFrame):
    """`export_wanted` and `remove_wanted` follow the buttons."""

    export_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, desk: Desk, groups: FormGroups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        self.groups = groups
        self.is_masked = False
        self._is_closed = False
        self.head = make_label("heading")
        self.masked = make_label("secondary")
        self.findings = FindingsBox(desk.words)
        self.export_button, self.remove_button = QPushButton(), QPushButton()
        for button in (self.export_button, self.remove_button):
            set_role(button, "link")
        self.export_button.clicked.connect(self.export_wanted)
        self.remove_button.clicked.connect(self.remove_wanted)
        self.form = RecordForm(desk, "participant", "", self)
        self.reason = make_label("secondary")
        self.take_button = QPushButton()
        set_role(self.take_button, "link")
        self.take_button.clicked.connect(self._take_proposal)
        self._proposed = ""
        self._texts: list[PersonText] = []
        self._build_iin()
        self._build_form()
        self.visits_head = make_label("group")
        self._visits = QVBoxLayout()
        self._visits.setSpacing(4)
        self.erasing = ErasingBox(desk)
        self.form.left.connect(self._follow_left)
        self._lay_out()

    def _build_iin(self) -> None:
        self.iin = QLineEdit()
        self.iin.setMaxLength(40)
        self.iin.textEdited.connect(self._read_iin)
        self.iin.editingFinished.connect(self._leave_iin)
        self.iin_field = Field(self.iin)
        self.mark_box = CheckBox()

    def _build_form(self) -> None:
        words, form = self.words, self.form
        form.add(
            "name",
            self._make_text(),
            lambda: words.gettext("Surname and name"),
            lambda: words.gettext("As it is written on the list: nothing is corrected."),
        )
        gender = form.add(
            "gender",
            ChoiceEditor(words, find_field("participant", "gender"), GENDERS),
            lambda: words.gettext("Gender"),
        )
        disability = form.add(
            "disability",
            ChoiceEditor(words, find_field("participant", "disability"), YES_NO),
            lambda: words.gettext("A person with a disability"),
        )
        form.add_row(gender, disability, least=150)
        born = form.add("born_on", None, lambda: words.gettext("Birthday"))
        year = form.add(
            "birth_year",
            LineEditor(words, read=_read_year, letters=6),
            lambda: words.gettext("or the year of birth"),
        )
        age = form.add("age", None, lambda: words.gettext("or the age"))
        form.add_row(born, year, age, least=130)
        form.add_widget(self.iin_field)
        form.add_widget(self.mark_box)
        form.add(
            "category",
            ReferenceEditor(
                words, self._list_categories, say_none=lambda: words.gettext("not told")
            ),
            lambda: words.gettext("Category of the form"),
            lambda: words.gettext("One for everybody: the report counts by it."),
        )
        form.editor("category").edited.connect(self._note_category)
        form.add_widget(self.reason)
        form.add_widget(self.take_button)
        form.add(
            "tags",
            self._make_text(),
            lambda: words.gettext("Further words"),
            lambda: words.gettext("Whatever is true of the person, parted by commas."),
        )
        place = form.add(
            "place",
            self._keep_text(PersonOffering(words, self._list_places)),
            lambda: words.gettext("Place of living"),
        )
        contact = form.add("contact", self._make_text(), lambda: words.gettext("Contact"))
        form.add_row(place, contact, least=180)
        form.add(
            "consent_on",
            None,
            lambda: words.gettext("Consent given on"),
            lambda: words.gettext("The day on which the person agreed to be written down."),
        )
        form.add("note", self._make_text(), lambda: words.gettext("Remarks"))

    def _make_text(self) -> PersonText:
        return self._keep_text(PersonText(self.words))

    def _keep_text(self, text: PersonText) -> PersonText:
        self._texts.append(text)
        return text

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.head, 1)
        top.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignTop)
        self._rule = make_rule()
        self._visits_box = QWidget()
        self._visits_box.setLayout(self._visits)
        self._visits.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 24)
        column.setSpacing(14)
        column.addLayout(top)
        column.addWidget(self.masked)
        column.addWidget(self.findings)
        column.addWidget(self.form)
        column.addWidget(self._rule)
        column.addWidget(self.visits_head)
        column.addWidget(self._visits_box)
        column.addWidget(self.export_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.erasing)
        column.addStretch()
        self.masked.hide()

    # ------------------------------------------------------------------ the record

    @property
    def record_id(self) -> str:
        """Who is shown, "" for nobody."""
        return self.form.record_id

    def show_record(self, record_id: str) -> None:
        """Show a person; what was typed before is written first, a typed number is dropped."""
        if record_id != self.form.record_id:
            self.iin.clear()
            self.iin_field.set_note("")
            self.iin_field.set_error("")
            for text in self._texts:
                text.forget()
            self.findings.show_findings([])
        self.form.set_record(record_id)
        self.erasing.set_person(record_id)
        self._say_person()

    def refill(self) -> None:
        """Show what is stored now."""
        self.form.refill()
        self._say_person()

    def take_findings(self, found: list[Finding]) -> None:
        """Show what was found about the person."""
        self.findings.show_findings(found)

    def set_masked(self, is_masked: bool) -> None:
        """Show who she is to a monitor: initials, gender and year, nothing else."""
        self.is_masked = is_masked
        self._say_person()

    def _say_person(self) -> None:
        words = self.words
        name = self.form.editor("name").value()
        shown = mask_name(name) if self.is_masked else name
        self.head.setText(shown or words.gettext("A person without a name"))
        self.form.setVisible(not self.is_masked)
        self.findings.setVisible(not self.is_masked and bool(self.findings.findings()))
        self.masked.setVisible(self.is_masked)
        self.remove_button.setVisible(not self.is_masked and not self._is_closed)
        self.export_button.setVisible(not self.is_masked)
        may_mark = self.desk.workspace.people.may_mark_iin
        self.iin_field.setVisible(not self._is_closed)
        self.mark_box.setVisible(may_mark and not self._is_closed)
        if self.is_masked and self.record_id:
            try:
                person = self.desk.workspace.people.load(self.record_id)
            except BastamaError:
                return
            parts = (tell_gender(person.gender, words), tell_birth(person, words))
            self.masked.setText(join_parts(parts))
        self._show_visits()
        self._say_reason()

    # ------------------------------------------------------------------ why this category

    def _follow_left(self) -> None:
        # A window that closes leaves its fields too, when there is nothing to ask any more.
        QTimer.singleShot(0, self, lambda: self._say_reason() if self.isVisible() else None)

    def _say_reason(self) -> None:
        """Tell what the table of rules says of the person, and which rule it is."""
        self._proposed = ""
        said = ""
        if self.record_id and not self.is_masked:
            try:
                said = self._explain()
            except BastamaError:
                # Somebody took her out of the register meanwhile.
                said = ""
        self.reason.setText(said)
        self.reason.setVisible(bool(said))
        self.take_button.setVisible(bool(self._proposed) and not self._is_closed)

    def _explain(self) -> str:
        words, people = self.words, self.desk.workspace.people
        if not self.groups.tables:
            # The words of a group are those of the form, which is known once the project is read.
            return ""
        person, found = people.load(self.record_id), people.explain_category(self.record_id)
        if found is None:
            return "" if person.category else words.gettext("No rule fits: choose it yourself.")
        why = say_proposal(found, words)
        if found.category == person.category:
            if person.is_category_set:
                return words.gettext("Chosen by hand; the rules say the same ({why}).", why=why)
            return words.gettext("Proposed, {why}.", why=why)
        self._proposed = found.category
        name = tell_group(found.category, self.groups.list_groups("category"), words)
        if person.is_category_set:
            return words.gettext(
                "Chosen by hand; the rules would say «{category}» ({why}).", category=name, why=why
            )
        return words.gettext("The rules say «{category}» ({why}).", category=name, why=why)

    def _take_proposal(self) -> None:
        """Let the rules decide for this person."""
        if not self._proposed or self.desk.autosave.is_read_only:
            return
        self.desk.autosave.end_step()
        with self.desk.workspace.change(message("Categories proposed").msgid):
            self._write("category", self._proposed)
            self._write("is_category_set", "")
        self.form.refill()
        self._say_reason()
        self.form.editor("category").focus_target().setFocus()

    def _show_visits(self) -> None:
        while (item := self._visits.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        words, code = self.words, self.words.code
        rows = self.desk.workspace.db.execute(_VISITS, [self.record_id]).fetchall()
        self.visits_head.setText(
            words.ngettext("Was at {count} activity", "Was at {count} activities", len(rows))
            if rows
            else words.gettext("On no list yet")
        )
        for row in rows:
            title = Bilingual(kk=row[2], ru=row[3]).spoken_in(code)
            title = title or Bilingual(kk=row[4], ru=row[5]).spoken_in(code)
            parts = (_say_day(row[1], code), title, Bilingual(kk=row[6], ru=row[7]).spoken_in(code))
            said = join_parts(parts)
            label = make_label()
            label.setText(said)
            self._visits.addWidget(label)

    # ------------------------------------------------------------------ what is offered

    def _list_categories(self) -> list[tuple[str, str]]:
        code = self.words.code
        return [(key, label.spoken_in(code)) for key, label in self.groups.list_groups("category")]

    def _list_places(self) -> list[str]:
        rows = self.desk.workspace.db.execute(
            "SELECT place FROM participant WHERE project_id = ? AND place <> '' "
            "GROUP BY place ORDER BY count(*) DESC LIMIT 300",
            [self.desk.project_id],
        )
        return [place for (place,) in rows.fetchall()]

    def _note_category(self) -> None:
        # Somebody chose it: no rule proposes over that.
        place = RecordPlace("participant", self.record_id, "is_category_set")
        is_set = "1" if self.form.editor("category").value() else ""
        self.desk.autosave.note(place, "", lambda: is_set)

    # ------------------------------------------------------------------ the number

    def _read_iin(self, text: str) -> None:
        digits = "".join(letter for letter in text if letter.isdigit())
        self.iin_field.set_error("")
        if len(digits) < _DIGITS or not self.record_id or self.desk.autosave.is_read_only:
            return
        read = take_iin(digits)
        if read.value is None:
            self.iin_field.set_error(self.words.say(read.problem) if read.problem else "")
            return
        self._take_iin(digits, read.value.born_on, read.value.gender)

    def _take_iin(self, digits: str, born_on: date | None, gender: str) -> None:
        workspace, words = self.desk.workspace, self.words
        self.desk.autosave.end_step()
        try:
            with workspace.change(message("Birthday and gender filled in").msgid):
                if born_on is not None:
                    self._write("born_on", born_on.isoformat())
                if gender:
                    self._write("gender", gender)
                if self.mark_box.isVisible() and self.mark_box.isChecked():
                    workspace.people.mark_iin(self.record_id, digits)
        except BastamaError as problem:
            self.iin_field.set_error(words.say(problem.message))
            return
        finally:
            self.iin.clear()
        self.form.refill()
        self.iin_field.set_note(
            words.gettext("The number is right. Birthday and gender are filled in, the number "
                          "itself is not kept.")
        )  # fmt: skip

    def _write(self, column: str, text: str) -> None:
        place = RecordPlace("participant", self.record_id, column)
        self.desk.workspace.write_text(place, "", text)

    def _leave_iin(self) -> None:
        text = self.iin.text().strip()
        if text:
            self.iin_field.set_error(
                self.words.gettext("An IIN has 12 digits. What was typed is not kept.")
            )

    # ------------------------------------------------------------------ words

    def set_read_only(self, is_read_only: bool) -> None:
        """Let it be read, and nothing else."""
        self._is_closed = is_read_only
        self.form.set_read_only(is_read_only)
        self._say_person()

    def retranslate(self) -> None:
        """Say everything again; the form does so by itself."""
        words = self.words
        self.remove_button.setText(words.gettext("Delete"))
        self.remove_button.setAccessibleName(words.gettext("Delete the person"))
        self.export_button.setText(words.gettext("Save this person's data…"))
        self.take_button.setText(words.gettext("Take what the rules say"))
        self.iin_field.set_words(
            words.gettext("IIN, to fill in birthday and gender"),
            words.gettext("Twelve digits. The number is checked and not kept."),
        )
        self.mark_box.setText(words.gettext("Keep a mark that finds the same number again"))
        self.mark_box.setAccessibleName(self.mark_box.text())
        self.erasing.retranslate()
        self._say_person()


def _read_year(text: str) -> Reading[str]:
    """A year is no quantity: its digits are not grouped."""
    read = read_whole_number(text, least=1900, most=2100)
    return Reading(str(read.value)) if read.value is not None else Reading(problem=read.problem)


def _say_day(day: str | None, code: LanguageCode) -> str:
    return format_date(date.fromisoformat(day), code) if day else ""
