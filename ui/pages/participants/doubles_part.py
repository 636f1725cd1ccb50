"""People who may be one: pair by pair, side by side, with what speaks for it.

The register is searched on a worker. Who is one person is for people to say; what they said («not
the same») is remembered and a merge can be undone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from grantee_app.errors import BastamaError
from grantee_app.language.dates import format_date
from grantee_app.records.participant import NotSame, Participant
from ui.jobs import Job, JobRunner, JobStopped
from ui.joined_words import join_parts
from ui.pages.participants.people_words import YES_NO, tell_birth, tell_gender, tell_group
from ui.theme import set_role
from ui.widgets.labels import make_label
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from grantee_app.language.message import Message
    from grantee_app.records.matching import Pair
    from ui.desk import Desk
    from ui.pages.participants.people_words import FormGroups

FIELDS: Final = (
    "name", "gender", "birth", "category", "tags", "disability", "place", "contact", "consent",
    "note", "visits",
)  # fmt: skip


class DoublesPart(QFrame):
    """`failed` brings why something could not be written."""

    failed = Signal(object)

    def __init__(self, desk: Desk, groups: FormGroups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        self.groups = groups
        self.jobs = JobRunner(self, name="doubles-finder")
        self.pairs: list[Pair] = []
        self.place = 0
        self._is_scanned = False
        self._is_scanning = False
        self._done = (0, 0)
        self.setProperty("role", "card")
        self.head = make_label("heading")
        self.about = make_label("secondary")
        self.scan_button, self.cancel_button = QPushButton(), QPushButton()
        self.left_button, self.right_button = QPushButton(), QPushButton()
        self.apart_button, self.back_button, self.next_button = (
            QPushButton(), QPushButton(), QPushButton(),
        )  # fmt: skip
        self.reasons = make_label()
        self._cells: dict[tuple[str, str], QLabel] = {}
        self._lay_out()
        self.scan_button.clicked.connect(self.scan)
        self.cancel_button.clicked.connect(self.cancel)
        self.left_button.clicked.connect(lambda: self.merge(keep_first=True))
        self.right_button.clicked.connect(lambda: self.merge(keep_first=False))
        self.apart_button.clicked.connect(self.tell_apart)
        self.back_button.clicked.connect(lambda: self.go(-1))
        self.next_button.clicked.connect(lambda: self.go(1))

    def _lay_out(self) -> None:
        self.sides = QWidget()
        grid = QGridLayout(self.sides)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for line, key in enumerate(FIELDS):
            for column, side in enumerate(("label", "first", "second", "sign")):
                label = make_label("secondary" if side == "label" else "")
                if side == "sign":
                    label = make_label("pill", tone="warn")
                    label.setWordWrap(False)
                grid.addWidget(label, line, column, Qt.AlignmentFlag.AlignTop)
                self._cells[key, side] = label
        top, self.deeds = QWidget(), QWidget()
        row = WrappingRow(top, gap=8, line_gap=8)
        for button in (self.scan_button, self.cancel_button):
            row.add(button, weight=0)
        below = WrappingRow(self.deeds, gap=8, line_gap=8)
        for button in (
            self.left_button, self.right_button, self.apart_button, self.back_button,
            self.next_button,
        ):  # fmt: skip
            below.add(button, weight=0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 16, 18, 18)
        whole.setSpacing(12)
        for widget in (self.head, self.about, top, self.reasons, self.sides, self.deeds):
            whole.addWidget(widget)
        whole.addStretch()

    # ------------------------------------------------------------------ searching

    def scan(self) -> None:
        """Search the whole register beside the window."""
        workspace, project_id = self.desk.workspace, self.desk.project_id
        self.desk.autosave.end_step()

        def work(job: Job) -> list[Pair]:
            from grantee_app.records.matching import (  # noqa: PLC0415 (on demand)
                MatchingCancelled,
                find_pairs,
            )

            with workspace.open_reader() as reader:
                people = reader.people.load_all(project_id)
                parted = [
                    NotSame(first_id=first, second_id=second)
                    for first, second in reader.db.execute(
                        "SELECT first_id, second_id FROM not_same WHERE project_id = ?",
                        [project_id],
                    ).fetchall()
                ]
            try:
                return find_pairs(people, parted, job.tell_progress, job.is_cancelled)
            except MatchingCancelled as stop:
                raise JobStopped from stop

        self._is_scanning = True
        self._done = (0, 0)
        self.jobs.submit(work, self._take, self._fail, self._tell_progress)
        self.retranslate()

    def cancel(self) -> None:
        """Stop searching."""
        self.jobs.cancel()
        self._is_scanning = False
        self.retranslate()

    def _take(self, pairs: list[Pair]) -> None:
        self._is_scanning, self._is_scanned = False, True
        self.pairs = [pair for pair in pairs if pair.first_id != pair.second_id]
        self.place = 0
        self.retranslate()
        if self.pairs:
            self.next_button.setFocus()

    def _fail(self, problem: Message) -> None:
        self._is_scanning = False
        self.retranslate()
        self.failed.emit(problem)

    def _tell_progress(self, done: int, total: int) -> None:
        self._done = (done, total)
        self._say_standing()

    # ------------------------------------------------------------------ deciding

    def pair(self) -> Pair | None:
        """Return the pair that is shown."""
        return self.pairs[self.place] if 0 <= self.place < len(self.pairs) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The digits on the buttons press them; Page Down and Page Up go on and back."""
        buttons = {
            int(Qt.Key.Key_1): self.left_button,
            int(Qt.Key.Key_2): self.right_button,
            int(Qt.Key.Key_3): self.apart_button,
            int(Qt.Key.Key_PageUp): self.back_button,
            int(Qt.Key.Key_PageDown): self.next_button,
        }
        button = buttons.get(int(event.key()))
        if button is not None and button.isVisible():
            button.click()
            return
        super().keyPressEvent(event)

    def go(self, step: int) -> None:
        """Look at another pair without deciding."""
        if self.pairs:
            self.place = (self.place + step) % len(self.pairs)
            self._show_pair()

    def merge(self, *, keep_first: bool) -> None:
        """Make the two one person; the other entry's visits come along."""
        pair = self.pair()
        if pair is None or self.desk.autosave.is_read_only:
            return
        keep, gone = pair.first_id, pair.second_id
        if not keep_first:
            keep, gone = gone, keep
        if self._try(lambda: self.desk.workspace.people.merge(keep, [gone])):
            self._drop(lambda other: gone in {other.first_id, other.second_id})

    def tell_apart(self) -> None:
        """Remember that they are two people."""
        pair = self.pair()
        if pair is None or self.desk.autosave.is_read_only:
            return
        people = self.desk.workspace.people
        if self._try(
            lambda: people.set_not_same(self.desk.project_id, pair.first_id, pair.second_id)
        ):
            self._drop(lambda other: other is pair)

    def _drop(self, is_done: Callable[[Pair], bool]) -> None:
        self.pairs = [pair for pair in self.pairs if not is_done(pair)]
        self.place = min(self.place, max(len(self.pairs) - 1, 0))
        self._show_pair()

    def _try(self, act: Callable[[], object]) -> bool:
        self.desk.autosave.end_step()
        try:
            act()
        except BastamaError as problem:
            self.failed.emit(problem.message)
            return False
        return True

    # ------------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Show the pair as it is now; who is gone is compared no longer."""
        ids = {person for pair in self.pairs for person in (pair.first_id, pair.second_id)}
        there = {row.person.id for row in self.desk.workspace.people.load_listed(sorted(ids))}
        self.pairs = [
            pair for pair in self.pairs if pair.first_id in there and pair.second_id in there
        ]
        self.place = min(self.place, max(len(self.pairs) - 1, 0))
        self._show_pair()

    def _show_pair(self) -> None:
        pair = self.pair()
        self._say_standing()
        is_seen = pair is not None and not self._is_scanning
        for widget in (self.reasons, self.sides, self.deeds):
            widget.setVisible(is_seen)
        if pair is None:
            return
        rows = {
            row.person.id: row
            for row in self.desk.workspace.people.load_listed([pair.first_id, pair.second_id])
        }
        if len(rows) < 2:
            return
        words = self.words
        reasons = join_parts(words.say(reason) for reason in pair.reasons)
        sure = (
            words.gettext("Very likely one person")
            if pair.is_likely
            else words.gettext("Maybe one person")
        )
        self.reasons.setText(f"{sure}: {reasons}" if reasons else sure)
        told = [
            self._tell(rows[person].person) | {"visits": str(rows[person].visits)}
            for person in (pair.first_id, pair.second_id)
        ]
        for key in FIELDS:
            first, second = told[0][key], told[1][key]
            self._cells[key, "first"].setText(first or "–")
            self._cells[key, "second"].setText(second or "–")
            is_other = first != second and key != "visits"
            self._cells[key, "sign"].setText(words.gettext("differs") if is_other else "")
            self._cells[key, "sign"].setVisible(is_other)
            is_empty = not first and not second
            for side in ("label", "first", "second"):
                self._cells[key, side].setVisible(not is_empty)

    def _tell(self, person: Participant) -> dict[str, str]:
        words = self.words
        groups = self.groups.list_groups("category")
        born = format_date(person.born_on, words.code) if person.born_on else ""
        consent = format_date(person.consent_on, words.code) if person.consent_on else ""
        return {
            "name": person.name,
            "gender": tell_gender(person.gender, words),
            "birth": born or tell_birth(person, words),
            "category": tell_group(person.category, groups, words),
            "tags": person.tags,
            "disability": words.gettext(YES_NO[person.disability]) if person.disability else "",
            "place": person.place,
            "contact": person.contact,
            "consent": consent,
            "note": person.note,
        }

    def _say_standing(self) -> None:
        words, count = self.words, len(self.pairs)
        if self._is_scanning:
            done, total = self._done
            percent = 100 * done // total if total else 0
            said = words.gettext("Comparing everybody with everybody: {percent} %",
                                 percent=percent)  # fmt: skip
        elif not self._is_scanned:
            said = words.gettext(
                "One person often stands in the register under two spellings and is then counted "
                "twice among the people. Nothing is merged without you."
            )
        elif not count:
            said = words.gettext("Nobody stands here twice, as far as can be seen.")
        else:
            said = words.gettext("Pair {number} of {count}", number=self.place + 1, count=count)
        self.about.setText(said)

    # ------------------------------------------------------------------ words

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the pairs be looked at."""
        for button in (self.left_button, self.right_button, self.apart_button):
            button.setEnabled(not is_read_only)

    def retranslate(self) -> None:
        """Say everything again."""
        words = self.words
        self.head.setText(words.gettext("Who may stand here twice"))
        self.scan_button.setText(words.gettext("Search for doubles"))
        self.scan_button.setVisible(not self._is_scanning)
        set_role(self.scan_button, "plain" if self._is_scanned else "primary")
        self.cancel_button.setText(words.gettext("Cancel"))
        self.cancel_button.setVisible(self._is_scanning)
        self.left_button.setText(words.gettext("1 – one person, keep the left"))
        self.right_button.setText(words.gettext("2 – one person, keep the right"))
        self.apart_button.setText(words.gettext("3 – two people"))
        self.back_button.setText(words.gettext("← Back"))
        self.next_button.setText(words.gettext("Later →"))
        labels = {
            "name": words.gettext("Name"),
            "gender": words.gettext("Gender"),
            "birth": words.gettext("Birthday"),
            "category": words.gettext("Category"),
            "tags": words.gettext("Further words"),
            "disability": words.gettext("Disability"),
            "place": words.gettext("Place"),
            "contact": words.gettext("Contact"),
            "consent": words.gettext("Consent given on"),
            "note": words.gettext("Remarks"),
            "visits": words.gettext("Visits"),
        }
        for key, said in labels.items():
            self._cells[key, "label"].setText(said)
        self._show_pair()

    def end_workers(self) -> None:
        """Stop searching."""
        self.jobs.close()
