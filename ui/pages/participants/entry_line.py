"""The line that a row of a paper list is typed into: a name, and of a new person what else she is.

Two letters of a name bring the people who are known; the arrows go among them. What becomes of the
row is the entry part's business.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from grantee_app.exchange.sheets.cells import Birth, read_birth
from grantee_app.frozen import frozen
from grantee_app.language.name_folding import guess_gender
from grantee_app.records.participant import Participant
from grantee_app.records.personal import drop_iins, drop_number, take_iin
from ui.editors.editor import keep_text
from ui.joined_words import join_parts
from ui.pages.participants.people_words import GENDERS, say_proposal, tell_birth
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.field import Field
from ui.widgets.labels import make_label
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from grantee_app.form.category_rules import Proposal
    from grantee_app.records.base import Bilingual
    from grantee_app.store.people import OfferedName
    from ui.desk import Desk

_IIN_DIGITS: Final = 12
_ENTER: Final = frozenset({int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter)})
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
# V and D with the letters that share their keys on the Kazakh and the Russian keyboard.
_PASTE_KEYS: Final = frozenset({int(Qt.Key.Key_V), ord("М"), ord("м")})
_SAME_KEYS: Final = frozenset({int(Qt.Key.Key_D), ord("В"), ord("в")})


class NameLine(QLineEdit):
    """A line that hands a pasted column over instead of joining it."""

    pasted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look at what is pasted before it is joined into one line."""
        is_paste = event.matches(QKeySequence.StandardKey.Paste) or (
            int(event.key()) in _PASTE_KEYS and event.modifiers() == _CONTROL
        )
        text = clipboard_text() if is_paste else ""
        if "\n" in text.strip():
            self.pasted.emit(text)
            return
        super().keyPressEvent(event)


@frozen
class TypedRow:
    """A row of the line as it stands: the draft of a person."""

    name: str
    gender: str
    birth: Birth
    category: str
    place: str
    birth_text: str = ""
    is_category_set: bool = False

    def make_person(self, on: date | None, consent_on: date | None) -> Participant:
        """Return the person; an age that was told is hers on the day of the activity."""
        return Participant.model_validate(
            {
                "name": self.name,
                "gender": self.gender,
                "born_on": self.birth.born_on,
                "birth_year": self.birth.year,
                "age": self.birth.age,
                "age_on": on if self.birth.age is not None else None,
                "category": self.category,
                "is_category_set": self.is_category_set,
                "place": self.place,
                "consent_on": consent_on,
            }
        )


class EntryLine(QWidget):
    """`entered` says that a new person stands in it, `known` brings the id of one who is known.

    `pasted` brings several lines at once, `edited` the name of a field whose text is another one.
    """

    edited = Signal(str)
    entered = Signal()
    known = Signal(str)
    pasted = Signal(str)

    def __init__(
        self,
        desk: Desk,
        find_offers: Callable[[str], list[OfferedName]],
        today: date,
        over: QWidget,
        propose: Callable[[TypedRow], Proposal | None] = lambda _row: None,
    ) -> None:
        """`find_offers` finds known people, `propose` the category that rules see in a row."""
        super().__init__()
        self._over = over
        self._propose = propose
        self.desk = desk
        self.words = desk.words
        self._find_offers = find_offers
        self._today = today
        self._offered: list[OfferedName] = []
        self._above: Participant | None = None
        self._is_gender_chosen = False
        self._is_category_chosen = False
        self._proposal: Proposal | None = None
        self.name = NameLine()
        keep_text(self.name)
        self.born = QLineEdit()
        self.place = QLineEdit()
        self.gender = ChoiceBox()
        self.category = ChoiceBox(letters=8)
        self.add_button = QPushButton()
        self.offers = QListWidget(over)
        self.problem = make_label("secondary", tone="bad")
        self.problem.hide()
        self.fields = {
            "name": Field(self.name),
            "born": Field(self.born),
            "gender": Field(self.gender),
            "category": Field(self.category),
            "place": Field(self.place),
        }
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row_widget = QWidget()
        row = WrappingRow(row_widget, gap=8, line_gap=8)
        for key, least, weight in (
            ("name", 230, 4), ("born", 96, 1), ("gender", 110, 1), ("category", 210, 2),
            ("place", 130, 2),
        ):  # fmt: skip
            # A label of two lines would push its field below the others of the line.
            self.fields[key].label.setWordWrap(False)
            row.add(self.fields[key], least, weight)
        foot = Field(self.add_button)
        foot.label.setText(" ")
        foot.label.show()
        row.add(foot, weight=0)
        self.offers.setProperty("role", "offers")
        self.offers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.offers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.offers.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.offers.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(row_widget)
        column.addWidget(self.problem)

    def _connect(self) -> None:
        self.name.textEdited.connect(self._offer)
        self.born.textEdited.connect(self._take_number)
        for key in ("name", "born", "place"):
            line: QLineEdit = getattr(self, key)
            line.textChanged.connect(lambda _text, what=key: self.edited.emit(what))
        for key in ("gender", "category"):
            box: ChoiceBox = getattr(self, key)
            box.currentIndexChanged.connect(lambda _row, what=key: self.edited.emit(what))
        self.name.pasted.connect(self.pasted)
        self.add_button.clicked.connect(self._enter)
        self.offers.itemClicked.connect(lambda _item: self._take_offer())
        self.gender.chosen.connect(self._note_gender)
        self.category.chosen.connect(self._note_category)
        for widget in (self.name, self.born, self.gender, self.category, self.place):
            widget.installEventFilter(self)

    # ------------------------------------------------------------------ keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter ends the row, F4 takes group and place from the row above, arrows choose."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(watched, event)
        if watched is self.name and event.type() == QEvent.Type.FocusOut:
            self._propose_gender()
            self.offers.hide()
        if watched is self.born and event.type() == QEvent.Type.FocusOut:
            self._propose_category()
        return super().eventFilter(watched, event)

    def _press(self, watched: QObject, event: QKeyEvent) -> bool:
        key = int(event.key())
        is_same = key in _SAME_KEYS and event.modifiers() & _CONTROL
        if key in _ENTER and not event.modifiers() & _CONTROL:
            if watched is self.name and self.offers.isVisible() and self.offers.currentRow() >= 0:
                self._take_offer()
            else:
                self._enter()
            return True
        if key == int(Qt.Key.Key_F4) or is_same:
            self.repeat_above()
            return True
        if key == int(Qt.Key.Key_Escape) and (self.offers.isVisible() or self.is_begun()):
            if self.offers.isVisible():
                self.offers.hide()
            else:
                self.clear()
            return True
        step = {int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_Up): -1}.get(key, 0)
        if step and watched is self.name and self.offers.isVisible():
            row = self.offers.currentRow() + step
            self.offers.setCurrentRow(max(-1, min(row, self.offers.count() - 1)))
            return True
        return False

    # ------------------------------------------------------------------ known people

    def _offer(self, typed: str) -> None:
        self._say_problem("")
        self._offered = self._find_offers(typed)
        self.offers.clear()
        for offered in self._offered:
            self.offers.addItem(self._tell_offer(offered))
        self.offers.setCurrentRow(-1)
        self.offers.setVisible(bool(self._offered))
        self._place_offers()

    def _tell_offer(self, offered: OfferedName) -> str:
        words, person = self.words, offered.person
        parts = [person.name, tell_birth(person, words), person.place]
        if offered.is_there:
            parts.append(words.gettext("is on this list already"))
        else:
            parts.append(words.ngettext("{count} visit", "{count} visits", offered.visits))
        return join_parts(parts)

    def _place_offers(self) -> None:
        """Lay the offers over what is below, so that nothing moves while somebody types."""
        over = self._over
        corner = self.name.mapTo(over, QPoint(0, self.name.height() + 2))
        height = sum(self.offers.sizeHintForRow(row) for row in range(self.offers.count()))
        width = max(self.name.width(), 460)
        room = max(over.height() - corner.y() - 4, 60)
        self.offers.setGeometry(
            corner.x(), corner.y(), min(width, over.width() - corner.x() - 4),
            min(height + 4, room),
        )  # fmt: skip
        self.offers.raise_()

    def _take_offer(self) -> None:
        row = self.offers.currentRow()
        if 0 <= row < len(self._offered):
            person_id = self._offered[row].person.id
            self.offers.hide()
            self.known.emit(person_id)

    # ------------------------------------------------------------------ the row

    def is_begun(self) -> bool:
        """Tell whether anything is typed that is in no list yet."""
        return bool(self.name.text().strip() or self.born.text().strip())

    def read(self) -> TypedRow | None:
        """Return the row, None while something in it cannot be taken: then it says what."""
        name = drop_iins(" ".join(self.name.text().split()))
        if not name:
            self._say_problem(self.words.gettext("Type the name first."))
            self.name.setFocus()
            return None
        birth = read_birth(self.born.text().strip(), self._today)
        if birth.problem is not None:
            self._say_problem(self.words.say(birth.problem))
            self.born.setFocus()
            self.born.selectAll()
            return None
        return TypedRow(
            name,
            self.gender.code() or "",
            birth,
            self.category.code() or "",
            drop_iins(self.place.text().strip()),
            self.born.text().strip(),
            self._is_category_chosen and bool(self.category.code()),
        )

    def read_text(self, key: str) -> str:
        """Return one field as it stands, without what may be a number."""
        if key in {"gender", "category"}:
            return getattr(self, key).code() or ""
        return drop_number(getattr(self, key).text())

    def fill(self, texts: Mapping[str, str]) -> None:
        """Show a row that was begun before; nothing is emitted."""
        with QSignalBlocker(self):
            self.clear()
            for key in ("name", "born", "place"):
                getattr(self, key).setText(texts.get(key, ""))
            gender = texts.get("gender", "")
            self.gender.set_code(gender)
            self._is_gender_chosen = bool(gender) and gender != guess_gender(self.name.text())
            self.category.set_code(texts.get("category", ""))
            # A category that a rule proposed is proposed anew.
            self._is_category_chosen = bool(texts.get("category", ""))
            self._propose_category(is_restored=True)

    def clear(self) -> None:
        """Begin the next row."""
        for line in (self.name, self.born, self.place):
            line.clear()
        self.gender.set_code("")
        self.category.set_code("")
        for key in ("gender", "category"):
            self.edited.emit(key)
        self._is_gender_chosen = self._is_category_chosen = False
        self._proposal = None
        self.offers.hide()
        for key in ("gender", "born", "category"):
            self.fields[key].set_note("")
        self._say_problem("")

    def set_above(self, person: Participant | None) -> None:
        """Know the row above, whose group and place one key repeats."""
        self._above = person

    def repeat_above(self) -> None:
        """Take the group and the place of the row above."""
        if self._above is None:
            return
        if not (self._is_category_chosen and self.category.code()) and self._above.category:
            self.category.set_code(self._above.category)
            self._note_category()
            self.edited.emit("category")
        if not self.place.text().strip():
            self.place.setText(self._above.place)

    def _enter(self) -> None:
        if self.desk.autosave.is_read_only:
            return
        self.offers.hide()
        self._propose_category()
        self.entered.emit()

    def _take_number(self, typed: str) -> None:
        """Let a whole number (IIN) tell birthday and gender, and drop it before it is kept."""
        if sum(map(str.isdigit, typed)) != _IIN_DIGITS:
            self._say_problem("")
            return
        taken = take_iin(typed)
        if taken.value is None:
            self._say_problem(self.words.say(taken.problem) if taken.problem else "")
            return
        born = taken.value.born_on
        self.born.setText(born.strftime("%d.%m.%Y") if born else "")
        if taken.value.gender:
            self.gender.set_code(taken.value.gender)
            self._note_gender()
            self.edited.emit("gender")
        self._say_problem("")
        self.fields["born"].set_note(self.words.gettext("taken from the IIN, which is dropped"))

    def _note_gender(self) -> None:
        self._is_gender_chosen = True
        self.fields["gender"].set_note("")

    def _propose_gender(self) -> None:
        """Show the gender that the ending of the name tells; whoever types sees and changes it."""
        if self._is_gender_chosen:
            return
        found = guess_gender(self.name.text())
        self.gender.set_code(found)
        self.edited.emit("gender")
        said = self.words.gettext("by the name") if found else ""
        self.fields["gender"].set_note(said)

    def _note_category(self) -> None:
        self._is_category_chosen = True
        self._proposal = None
        self.fields["category"].set_note("")

    def _propose_category(self, *, is_restored: bool = False) -> None:
        """Show the category that the rules see in the row, and why; a person's own stands above."""
        birth = read_birth(self.born.text().strip(), self._today)
        row = TypedRow(self.name.text(), "", birth, "", "")
        found = self._propose(row) if birth.problem is None else None
        if is_restored:
            code = self.category.code()
            self._is_category_chosen = bool(code) and (found is None or found.category != code)
        if self._is_category_chosen:
            return
        before = self.category.code()
        self._proposal = found
        self.category.set_code(found.category if found else "")
        if self.category.code() is None:
            # A rule names a category that this form does not have.
            self.category.set_code("")
            self._proposal = None
        if self.category.code() != before:
            self.edited.emit("category")
        self._say_proposal()

    def _say_proposal(self) -> None:
        said = say_proposal(self._proposal, self.words) if self._proposal else ""
        self.fields["category"].set_note(said)

    def _say_problem(self, sentence: str) -> None:
        self.problem.setText(f"! {sentence}" if sentence else "")
        self.problem.setVisible(bool(sentence))

    def tell(self, sentence: str) -> None:
        """Say something about the row that was typed."""
        self._say_problem(sentence)

    # ------------------------------------------------------------------ words

    def set_categories(self, groups: Sequence[tuple[str, Bilingual]]) -> None:
        """Offer the groups of the form."""
        words = self.words
        self.category.set_choices(
            [("", words.gettext("not told"))]
            + [(key, label.spoken_in(words.code)) for key, label in groups]
        )
        if self.category.code() is None:
            self.category.set_code("")

    def set_read_only(self, is_read_only: bool) -> None:
        """Close the line."""
        self.setVisible(not is_read_only)

    def retranslate(self) -> None:
        """Say the words again; a half-typed row stays."""
        words = self.words
        for key, label in (
            ("name", words.gettext("Surname and name")),
            ("born", words.gettext("Year or age")),
            ("gender", words.gettext("Gender")),
            ("category", words.gettext("Category")),
            ("place", words.gettext("Place")),
        ):
            self.fields[key].set_words(label, "")
        self.gender.set_choices(
            [("", words.gettext("not told"))]
            + [(key, words.gettext(word)) for key, word in GENDERS.items()]
        )
        if self.gender.code() is None:
            self.gender.set_code("")
        if self.fields["gender"].note.text():
            self.fields["gender"].set_note(words.gettext("by the name"))
        if self.fields["born"].note.text():
            self.fields["born"].set_note(words.gettext("taken from the IIN, which is dropped"))
        self._say_proposal()
        self.add_button.setText(words.gettext("Next row"))
        self.add_button.setAccessibleDescription(words.gettext("Enter does the same"))
        self.offers.setAccessibleName(words.gettext("Known people"))
        if self.offers.isVisible():
            self._offer(self.name.text())


def read_clipboard_lines(text: str) -> list[str]:
    """Return the names of a pasted column: the first cell of every line that has letters."""
    found = []
    for line in text.splitlines():
        cells = [drop_iins(" ".join(cell.split())) for cell in line.split("\t")]
        name = next((cell for cell in cells if any(map(str.isalpha, cell))), "")
        if name:
            found.append(name)
    return found


def clipboard_text() -> str:
    """Return what is on the clipboard."""
    return QApplication.clipboard().text()
