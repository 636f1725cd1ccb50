"""The register: found as somebody types, filtered, sorted; one person beside it.

The ids of the list are read at once, its people a page at a time as they come into sight, so that
a hundred thousand cost no more than a screenful. What a field means is the detail's business.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from grantee_app.language.numbers import group_digits
from grantee_app.records.personal import mask_name
from grantee_app.store.people import NO_FILTER, PeopleFilter
from ui.editors.flag_editor import CheckBox
from ui.joined_words import join_parts
from ui.pages.participants.people_words import (
    GENDERS,
    list_events,
    tell_birth,
    tell_gender,
    tell_group,
)
from ui.pages.participants.person_detail import PersonDetail
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.labels import make_label
from ui.widgets.ledger import Ledger
from ui.widgets.ledger_rows import Cell, LedgerColumn
from ui.widgets.search_line import SearchLine
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from grantee_app.records.participant import Gender, Participant
    from grantee_app.store.people import ListedPerson, Order
    from ui.desk import Desk
    from ui.pages.participants.people_words import FormGroups

PAGE: Final = 200
SEARCH_MS: Final = 90
FILTERS: Final = ("activity", "category", "gender", "place", "lacks")
WIDE: Final = 620


class RegisterPart(QSplitter):
    """`wanted` brings a deed: "new", "remove", "export"."""

    wanted = Signal(str)

    def __init__(self, desk: Desk, groups: FormGroups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        self.groups = groups
        self.query = ""
        self.narrowed = NO_FILTER
        self.order: Order = "name"
        self.ids: list[str] = []
        self._pages: dict[int, list[ListedPerson]] = {}
        self._is_wide = False
        self.search = SearchLine()
        self.fold_button = QPushButton()
        self.fold_button.setCheckable(True)
        self.filters = {name: ChoiceBox(letters=10) for name in FILTERS}
        self.mask_box = CheckBox()
        self.table = Ledger(desk.theme)
        # What to do where there is no row.
        self.nobody = make_label("secondary")
        self.total = make_label("secondary")
        self.clear_button = QPushButton()
        self.clear_button.setProperty("role", "link")
        self._searching = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._searching.timeout.connect(self._look)
        self._lay_out()
        self._connect()
        self._set_columns(is_wide=False)

    def _lay_out(self) -> None:
        left, right = QFrame(self), QFrame(self)
        head = QWidget(left)
        column = QVBoxLayout(head)
        column.setContentsMargins(14, 12, 14, 10)
        column.setSpacing(8)
        line = WrappingRow(gap=8, line_gap=8)
        line.add(self.search)
        line.add(self.fold_button, weight=0)
        column.addLayout(line)
        self._boxes = QWidget(head)
        row = WrappingRow(self._boxes, gap=8, line_gap=8)
        for box in self.filters.values():
            row.add(box, 160)
        row.add(self.mask_box, weight=0)
        column.addWidget(self._boxes)
        self._boxes.hide()
        self._foot = QWidget(left)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(14, 4, 14, 6)
        foot.addWidget(self.total, 1)
        foot.addWidget(self.clear_button)
        self._left = left
        left.setProperty("role", "card")
        inside = QVBoxLayout(left)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(head)
        inside.addWidget(self.table, 1)
        self.nobody.setContentsMargins(14, 6, 14, 14)
        self.nobody.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self.nobody, 1)
        inside.addWidget(self._foot)
        left.setMinimumWidth(280)
        self.area = QScrollArea(right)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        right.setProperty("role", "card")
        beside = QVBoxLayout(right)
        beside.setContentsMargins(1, 1, 1, 1)
        beside.addWidget(self.area)
        right.setMinimumWidth(320)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(16)
        self.setProperty("role", "gap")
        self.addWidget(left)
        self.addWidget(right)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 1)
        self.setSizes([560, 500])

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._searching.start())
        self.search.returnPressed.connect(self._go_to_found)
        for box in self.filters.values():
            box.chosen.connect(self._look)
        self.fold_button.toggled.connect(self._open_filters)
        self.clear_button.clicked.connect(self.show_all)
        self.mask_box.clicked.connect(lambda on: self.set_masked(bool(on)))
        self.table.chosen.connect(self._show_person)
        self.table.wanted.connect(self._do)
        self.table.sort_wanted.connect(self.sort_by)
        self.table.menu_wanted.connect(self._open_menu)
        self.table.resized.connect(
            lambda width: self._set_columns(is_wide=width >= self.desk.theme.measure.grow(WIDE))
        )

    @cached_property
    def detail(self) -> PersonDetail:
        """The fields of a person, made when they are first wanted."""
        detail = self._make_detail()
        self._put_in(detail)
        return detail

    def building(self) -> Iterator[None]:
        """Make now what is made when it is first wanted; rest at every `yield`."""
        detail = self._make_detail()
        yield
        self._put_in(detail)
        self.detail = detail

    def _make_detail(self) -> PersonDetail:
        return PersonDetail(self.desk, self.groups, self.area.viewport())

    def _put_in(self, detail: PersonDetail) -> None:
        self.area.setWidget(detail)
        detail.export_wanted.connect(lambda: self.wanted.emit("export"))
        detail.remove_wanted.connect(lambda: self.wanted.emit("remove"))

    def _set_columns(self, *, is_wide: bool) -> None:
        words = self.words
        self._is_wide = is_wide
        columns = [
            LedgerColumn("name", lambda: words.gettext("Name"), weight=5, can_sort=True, least=140),
            LedgerColumn("born", lambda: words.gettext("Year"), "00 000000"),
        ]
        if is_wide:
            columns += [
                LedgerColumn("gender", lambda: words.gettext("Gender"), "00000000"),
                LedgerColumn(
                    "category", lambda: words.gettext("Category"), weight=3, can_sort=True
                ),
                LedgerColumn("place", lambda: words.gettext("Place"), weight=3, can_sort=True),
            ]
        columns.append(
            LedgerColumn(
                "visits", lambda: words.gettext("Visits"), "000", is_number=True, can_sort=True
            )
        )
        self.table.set_columns(columns)

    # ------------------------------------------------------------------ filling

    def refresh(self) -> None:
        """Show the records as they are now."""
        for _rest in self.refreshing():
            pass

    def refreshing(self) -> Iterator[None]:
        """Show the records as they are now, the fields first; rest at every `yield`."""
        if self.desk.workspace.records.has("participant", self.detail.record_id):
            # Undo may have changed what somebody types on in.
            self.detail.refill()
            yield
        yield from self._filling(self.detail.record_id)
        yield
        self.detail.refill()

    def _fill(self, keep: str = "") -> None:
        for _rest in self._filling(keep):
            pass

    def _filling(self, keep: str = "") -> Iterator[None]:
        """Show who is looked for; rest at every `yield`: thousands are read, then laid out."""
        people = self.desk.workspace.people
        asked = (self.query, self.narrowed, self.order)
        ids = people.list_ids(self.desk.project_id, *asked)
        yield
        if asked != (self.query, self.narrowed, self.order):
            # Somebody looks for others meanwhile, and has them already.
            return
        if keep and keep not in ids and people.load_listed([keep]):
            # Who is being written stays in sight, though she fits no longer what was looked for.
            ids.insert(0, keep)
        self.ids = ids
        self._pages.clear()
        self.table.set_sorting(self.order, is_descending=self.order == "visits")
        self.table.fill(self.ids, self._tell_cell)
        self._say_total()
        if self.ids and not self.table.current():
            self.table.choose(self.ids[0])
        elif not self.ids:
            self._show_person("")

    def person_at(self, place: int) -> ListedPerson | None:
        """Return the person of a row, reading the page that she stands on."""
        page = place // PAGE
        if page not in self._pages:
            start = page * PAGE
            ids = self.ids[start : start + PAGE]
            found = {
                listed.person.id: listed for listed in self.desk.workspace.people.load_listed(ids)
            }
            self._pages[page] = [found[person] for person in ids if person in found]
        rows = self._pages[page]
        at = place % PAGE
        wanted = self.ids[place] if place < len(self.ids) else ""
        if at < len(rows) and rows[at].person.id == wanted:
            return rows[at]
        return next((row for row in rows if row.person.id == wanted), None)

    def _tell_cell(self, place: int, key: str) -> Cell:
        listed = self.person_at(place)
        if listed is None:
            return Cell("")
        if key == "name":
            return self._tell_name(listed.person)
        if key == "visits":
            return Cell(str(listed.visits) if listed.visits else "–", quiet=not listed.visits)
        if key == "place":
            return Cell("" if self.detail.is_masked else listed.person.place)
        said = self._describe(listed.person)[key]
        return Cell(said) if said else Cell("–", quiet=True, said=self.words.gettext("not told"))

    def _describe(self, person: Participant) -> dict[str, str]:
        groups = self.groups.list_groups("category")
        return {
            "born": tell_birth(person, self.words),
            "gender": tell_gender(person.gender, self.words),
            "category": tell_group(person.category, groups, self.words),
        }

    def _tell_name(self, person: Participant) -> Cell:
        name, place = person.name, person.place
        if self.detail.is_masked:
            name, place = mask_name(name), ""
        said = self._describe(person)
        parts = [said["category"] or said["gender"], place]
        detail = "" if self._is_wide else join_parts(parts)
        shown = name or self.words.gettext("A person without a name")
        return Cell(shown, detail, quiet=not name)

    def _fill_filters(self) -> None:
        words, code = self.words, self.words.code
        choices: dict[str, list[tuple[str, str]]] = {
            "activity": [
                ("", words.gettext("All activities")),
                *((event.id, event.say(words)) for event in list_events(self.desk)),
            ],
            "category": [
                ("", words.gettext("All categories")),
                *((k, label.spoken_in(code)) for k, label in self.groups.list_groups("category")),
            ],
            "gender": [
                ("", words.gettext("Men and women")),
                *((key, words.gettext(word)) for key, word in GENDERS.items()),
            ],
            "place": [
                ("", words.gettext("All places")),
                *((place, place) for place in self.detail._list_places()),  # noqa: SLF001
            ],
            "lacks": [
                ("", words.gettext("Complete or not")),
                ("gender", words.gettext("no gender")),
                ("category", words.gettext("no category")),
                ("age", words.gettext("no year and no age")),
                ("consent", words.gettext("no consent")),
            ],
        }
        for name, box in self.filters.items():
            box.set_choices(choices[name])
            if box.code() is None:
                box.set_code("")

    def take_groups(self) -> None:
        """Show the groups of the form, once they are known."""
        if self._boxes.isVisibleTo(self):
            self._fill_filters()
        self.detail.refill()
        self.table.retranslate()

    def _say_total(self) -> None:
        words, count = self.words, len(self.ids)
        is_open = self.query == "" and self.narrowed == NO_FILTER
        said = words.ngettext("{number} person", "{number} people", count,
                              number=group_digits(count))  # fmt: skip
        self.total.setText(said if is_open else words.gettext("Found: {shown}", shown=said))
        self.clear_button.setVisible(not is_open)
        self.nobody.setText(
            words.gettext(
                "Nobody is in the register by name yet. Type who came under «Lists of activities», "
                "or bring in a table from Excel: whoever is written there stands here at once, "
                "with all her visits."
            )
            if is_open
            else words.gettext(
                "Nobody fits what you look for. Look for fewer letters, or press «Show all»."
            )
        )
        self.table.setVisible(bool(self.ids))
        self.nobody.setVisible(not self.ids)

    # ------------------------------------------------------------------ looking and sorting

    def _open_filters(self, is_open: bool) -> None:
        if is_open:
            self._fill_filters()
        self._boxes.setVisible(is_open)
        self._keep_room()

    def _keep_room(self) -> None:
        # A splitter does not know that filters on several lines need more height.
        is_high = self.orientation() == Qt.Orientation.Vertical and self.fold_button.isChecked()
        self._left.setMinimumHeight(self.desk.theme.measure.target * 10 if is_high else 0)

    def _look(self) -> None:
        self._searching.stop()
        code = {name: box.code() or "" for name, box in self.filters.items()}
        narrowed = PeopleFilter(
            gender=cast("Gender", code["gender"]) if code["gender"] else None,
            category=code["category"],
            place=code["place"],
            activity_id=code["activity"],
            lacks=cast('Literal["", "gender", "category", "age", "consent"]', code["lacks"]),
        )
        query = self.search.text().strip()
        if (query, narrowed) != (self.query, self.narrowed):
            self.query, self.narrowed = query, narrowed
            self._fill()

    def look_for(self, query: str = "", narrowed: PeopleFilter = NO_FILTER) -> None:
        """Show only whom a query and a filter find."""
        self._fill_filters()
        self.search.setText(query)
        for name in FILTERS:
            column = "activity_id" if name == "activity" else name
            self.filters[name].set_code(getattr(narrowed, column) or "")
        if narrowed != NO_FILTER:
            self.fold_button.setChecked(True)
        self._look()

    def show_all(self) -> None:
        """Look for nobody in particular."""
        self.look_for()

    def sort_by(self, key: str) -> None:
        """Sort by a column."""
        self.order = cast("Order", key)
        self._fill()

    def focus_search(self) -> None:
        """Put the cursor into the search."""
        self.search.setFocus()
        self.search.selectAll()

    def _go_to_found(self) -> None:
        self._look()
        self.table.setFocus()

    def set_masked(self, is_masked: bool) -> None:
        """Show initials in place of names, for a monitor at the desk."""
        self.mask_box.setChecked(is_masked)
        self.detail.set_masked(is_masked)
        self.table.viewport().update()

    # ------------------------------------------------------------------ choosing

    def _show_person(self, person_id: str) -> None:
        if person_id != self.detail.record_id:
            self.detail.show_record(person_id)
            self.area.verticalScrollBar().setValue(0)
        self.detail.setEnabled(bool(person_id))
        # Fields of nobody are nothing to look at.
        self.area.setVisible(bool(person_id))

    def show_person(
        self, person_id: str, column: str = "", language: str = "", position: int | None = None
    ) -> bool:
        """Bring a person into sight, and a field of hers; tell whether she is in the register."""
        if not self.desk.workspace.people.load_listed([person_id]):
            return False
        if not self.table.choose(person_id):
            self.show_all()
            self._fill()
            if not self.table.choose(person_id):
                return False
        self._show_person(person_id)
        if not column or not self.detail.form.show_field(column, language, position):
            self.table.setFocus()
        return True

    def _do(self, deed: str) -> None:
        if deed == "edit":
            if not self.detail.is_masked:
                self.detail.form.focus_first()
        elif deed == "copy":
            self._copy_out()
        else:
            self.wanted.emit(deed)

    def _copy_out(self) -> None:
        lines = []
        for person_id in self.table.selected():
            listed = self.person_at(self.table.rows.place(person_id))
            if listed is not None:
                person = listed.person
                name = mask_name(person.name) if self.detail.is_masked else person.name
                category = tell_group(
                    person.category, self.groups.list_groups("category"), self.words
                )
                cells = (name, tell_birth(person, self.words),
                         tell_gender(person.gender, self.words), category,
                         "" if self.detail.is_masked else person.place)  # fmt: skip
                lines.append("\t".join(cells))
        QApplication.clipboard().setText("\n".join(lines))

    def _open_menu(self, place: QPoint) -> None:
        words = self.words
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_closed = self.desk.autosave.is_read_only
        for deed, word, keys in (
            ("new", words.gettext("Write down who came"), "Ctrl+N"),
            ("copy", words.gettext("Copy the rows for Excel"), "Ctrl+C"),
            ("remove", words.gettext("Delete the person"), "Del"),
        ):
            action = menu.addAction(f"{word}\t{keys}")
            action.setEnabled(deed == "copy" or not is_closed)
            action.triggered.connect(lambda _on=False, what=deed: self._do(what))
        menu.popup(place)

    # ------------------------------------------------------------------ words and room

    def set_read_only(self, is_read_only: bool) -> None:
        """Let it be read, and nothing else."""
        self.detail.set_read_only(is_read_only)

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Put the person under the list where there is no room beside it."""
        wanted = Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal
        if self.orientation() != wanted:
            self.setOrientation(wanted)
            self.setSizes([280, 360] if is_narrow else [560, 500])
            self._keep_room()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self.words
        self.search.setPlaceholderText(words.gettext("Search: how a name begins…"))
        self.search.setAccessibleName(words.gettext("Search in the register"))
        self.fold_button.setText(words.gettext("Filters"))
        self.fold_button.setAccessibleName(words.gettext("Show the filters"))
        for name, said in (
            ("activity", words.gettext("Show one activity")),
            ("category", words.gettext("Show one category")),
            ("gender", words.gettext("Show one gender")),
            ("place", words.gettext("Show one place")),
            ("lacks", words.gettext("Show what is incomplete")),
        ):
            self.filters[name].setAccessibleName(said)
        self.mask_box.setText(words.gettext("Without names, for a monitor"))
        self.mask_box.setAccessibleName(self.mask_box.text())
        self.table.setAccessibleName(words.gettext("Register of participants"))
        self.clear_button.setText(words.gettext("Show all"))
        if self._boxes.isVisibleTo(self):
            self._fill_filters()
        self.detail.retranslate()
        self.table.retranslate()
        self._say_total()

    def end_workers(self) -> None:
        """Stop looking."""
        self._searching.stop()
