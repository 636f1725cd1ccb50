"""What changed since a moment: the steps with their records, and a way back for each record.

Reads history; writing back and going to a place are asked of others.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLayout,
    QListWidget,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from grantee_app.language.message import N_
from grantee_app.store.history.undoing import ChangedRow, Undone
from grantee_app.store.history.versions import Change
from grantee_app.workspace import Workspace
from ui.backup_words import say_moment
from ui.change_words import is_told, say_change, say_counts, say_row
from ui.joined_words import join_parts
from ui.screen_language import ScreenLanguage
from ui.theme import Theme, set_role
from ui.widgets.backup_list import add_choice, make_choice
from ui.widgets.labels import make_label
from ui.widgets.most_width import MostWidth
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.page_header import PageHeader

MOST_CHANGES = 300
MOST_ROWS = 30
LIST_WIDTH = 360
WIDEST = 820
SINCE = {
    "today": N_("Today"),
    "yesterday": N_("Since yesterday"),
    "week": N_("In a week"),
    "backup": N_("Since the last backup"),
}


class ChangesPage(QWidget):
    """`left` goes back, `place_wanted` brings the step whose text is to be shown.

    `record_wanted` brings (table, id, change set) of a record to be put back as it was before.
    """

    HELP = "undo"

    left = Signal()
    place_wanted = Signal(object)
    record_wanted = Signal(str, str, int)

    def __init__(
        self,
        words: ScreenLanguage,
        theme: Theme,
        workspace: Workspace,
        backed_up_at: datetime | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._workspace = workspace
        self._backed_up_at = backed_up_at
        self._changes: list[Change] = []
        self._since = "today"
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.notice = NoticeStrip(words, theme)
        self.header = PageHeader()
        self.back_button = QPushButton()
        self.back_button.clicked.connect(self.left)
        self.header.add_button(self.back_button)
        set_role(self.back_button, "quiet")
        self.choices = {name: QPushButton() for name in SINCE}
        self.list = QListWidget()
        self._empty = make_label("secondary")
        self._title = make_label("heading")
        self._when = make_label("secondary")
        self._rows = QVBoxLayout()
        self._build()
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)
        self._unsubscribe = workspace.subscribe(lambda _tables: self.reload())
        words.changed.connect(self.retranslate)
        self.retranslate()

    def _make_spans(self) -> QHBoxLayout:
        group = QButtonGroup(self)
        spans = QHBoxLayout()
        spans.setContentsMargins(12, 12, 12, 4)
        spans.setSpacing(0)
        names = list(self.choices)
        for name, button in self.choices.items():
            button.setCheckable(True)
            button.setProperty("role", "segment")
            edges = {names[0]: "first", names[-1]: "last"}
            button.setProperty("edge", edges.get(name, "middle"))
            button.clicked.connect(lambda _on=False, wanted=name: self.show_since(wanted))
            group.addButton(button)
            spans.addWidget(button)
        spans.addStretch()
        self.choices[self._since].setChecked(True)
        self.choices["backup"].setVisible(self._backed_up_at is not None)
        return spans

    def _make_list(self) -> QFrame:
        self.list.setProperty("role", "choices")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._show_chosen)
        self._empty.setContentsMargins(16, 16, 16, 16)
        left = QFrame()
        left.setProperty("role", "list")
        left.setMinimumWidth(LIST_WIDTH)
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 1, 0)
        inside.addWidget(self._empty)
        inside.addWidget(self.list, 1)
        return left

    def _make_card(self) -> QFrame:
        self.card = QFrame()
        self.card.setProperty("role", "card")
        card = QVBoxLayout(self.card)
        card.setContentsMargins(20, 16, 20, 20)
        card.setSpacing(8)
        card.addWidget(self._title)
        card.addWidget(self._when)
        card.addLayout(self._rows)
        return self.card

    def _build(self) -> None:
        right = QWidget()
        MostWidth(right, self._theme, WIDEST)
        column = QVBoxLayout(right)
        column.setContentsMargins(24, 24, 24, 24)
        column.addWidget(self._make_card())
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(right)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._make_list(), 2)
        row.addWidget(area, 4)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self.notice)
        whole.addLayout(self._make_spans())
        whole.addLayout(row, 1)

    # ------------------------------------------------------------------ what is shown

    def show_since(self, name: str) -> None:
        """Show what changed since one of the moments of `SINCE`."""
        self._since = name
        self.choices[name].setChecked(True)
        self.reload()

    def reload(self) -> None:
        """Read history anew; the chosen change stays chosen."""
        chosen = self.chosen()
        self._changes = [
            change
            for change in self._workspace.changes_since(self._moment())
            if change.inserted or change.updated or change.deleted
        ][:MOST_CHANGES]
        numbers = [change.change_set for change in self._changes]
        row = numbers.index(chosen.change_set) if chosen and chosen.change_set in numbers else 0
        self.list.blockSignals(True)
        self.list.clear()
        for change in self._changes:
            moment = say_moment(self._words, change.made_at)
            body = make_choice(moment, say_change(self._words, change))
            add_choice(self.list, body)
        self.list.setCurrentRow(row if self._changes else -1)
        self.list.blockSignals(False)
        self.list.setVisible(bool(self._changes))
        self._empty.setVisible(not self._changes)
        self._show_chosen(self.list.currentRow())

    def chosen(self) -> Change | None:
        """Return the change that is looked at."""
        row = self.list.currentRow()
        return self._changes[row] if 0 <= row < len(self._changes) else None

    def _moment(self) -> datetime:
        midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        if self._since == "backup" and self._backed_up_at is not None:
            return self._backed_up_at
        days = {"yesterday": 1, "week": 7}.get(self._since, 0)
        return midnight - timedelta(days=days)

    def _show_chosen(self, _row: int) -> None:
        _empty_layout(self._rows)
        change = self.chosen()
        told = self._workspace.describe_change(change.change_set) if change else None
        self.card.setVisible(told is not None)
        if change is None or told is None:
            return
        words = self._words
        self._title.setText(say_change(words, change))
        moment = say_moment(words, change.made_at)
        self._when.setText(join_parts((moment, say_counts(words, change))))
        rows = _join_rows(told)
        for row in rows[:MOST_ROWS]:
            self._rows.addLayout(self._make_row(change, told, row))
        if len(rows) > MOST_ROWS:
            more = make_label("secondary")
            left_out = len(rows) - MOST_ROWS
            more.setText(
                words.ngettext("and {count} record more", "and {count} records more", left_out)
            )
            self._rows.addWidget(more)

    def _make_row(self, change: Change, told: Undone, row: ChangedRow) -> QVBoxLayout:
        words = self._words
        name = self._workspace.name_record(row.table, row.row_id).spoken_in(words.code)
        label = make_label()
        label.setText(say_row(words, row, name))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addSpacing(8)
        column.addWidget(label)
        ways = QHBoxLayout()
        ways.setSpacing(16)
        texts = tuple(
            text
            for text in told.texts
            if getattr(text.place, "record_id", row.row_id) == row.row_id
        )
        if texts and row.action != "delete":
            go = QPushButton(words.gettext("Go there"))
            go.setAccessibleName(f"{go.text()}: {label.text()}")
            set_role(go, "link")
            shown = Undone(told.change_set, told.kind, "", (row,), texts)
            go.clicked.connect(lambda: self.place_wanted.emit(shown))
            ways.addWidget(go)
        if row.action != "insert" and not self._workspace.is_read_only:
            back = QPushButton(words.gettext("Bring back as it was before"))
            back.setAccessibleName(f"{back.text()}: {label.text()}")
            set_role(back, "link")
            back.clicked.connect(
                lambda: self.record_wanted.emit(row.table, row.row_id, change.change_set)
            )
            ways.addWidget(back)
        ways.addStretch()
        column.addLayout(ways)
        return column

    def close_page(self) -> None:
        """Let go of the workspace."""
        self._unsubscribe()

    # ------------------------------------------------------------------ words

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(900, 600)

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._words
        self.header.set_words(
            words.gettext("What changed"), words.gettext("every step, and the way back from it")
        )
        self.back_button.setText(words.gettext("&Back"))
        for name, button in self.choices.items():
            button.setText(words.gettext(SINCE[name]))
        self._empty.setText(words.gettext("Nothing was changed in that time."))
        self.list.setAccessibleName(words.gettext("What changed"))
        self.reload()


def _join_rows(told: Undone) -> list[ChangedRow]:
    """Return one row for each record that a person knows: new, gone, or changed."""
    found: dict[tuple[str, str], ChangedRow] = {}
    for row in told.rows:
        key = (row.table, row.row_id)
        known = found.get(key)
        if is_told(row) and (known is None or row.action != "update"):
            found[key] = row
    return list(found.values())


def _empty_layout(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            _empty_layout(inner)
