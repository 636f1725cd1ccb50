"""All calls and applications of the workspace: till when, how far, for how much, how it ended.

Reads on a worker; opening one and beginning another are asked of the window.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from grantee_app.language.dates import format_date
from grantee_app.language.folding import fold_text
from grantee_app.language.message import N_
from grantee_app.language.numbers import format_percent, group_digits
from grantee_app.workspace import Workspace
from ui.editors.field_editor import today
from ui.jobs import JobRunner
from ui.pages.application.answer_editors import CURRENCY_SIGNS
from ui.pages.application.deadline_words import say_days_left
from ui.pages.application.outcome_part import STATES
from ui.screen_language import ScreenLanguage
from ui.theme import Theme, set_role
from ui.widgets.labels import make_label
from ui.widgets.ledger import Ledger
from ui.widgets.ledger_rows import Cell, LedgerColumn
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.page_header import PageHeader
from ui.widgets.part_switch import PartSwitch

if TYPE_CHECKING:
    from grantee_app.checks.application.calls import CallLine

_TONES: Final = {"won": "ok", "lost": "bad", "submitted": "warn"}
_FILTERS: Final = {
    "all": N_("A&ll"),
    "open": N_("In &work"),
    "won": N_("W&on"),
    "lost": N_("&Not won"),
}
_BELONGS: Final[dict[str, frozenset[str]]] = {
    "open": frozenset({"draft", "submitted"}),
    "won": frozenset({"won"}),
    "lost": frozenset({"lost", "withdrawn"}),
}


class CallsPage(QWidget):
    """`left` goes back, `opened` brings the project of an application, `new_wanted` begins one."""

    HELP = "calls"

    left = Signal()
    opened = Signal(str)
    new_wanted = Signal()

    def __init__(
        self,
        words: ScreenLanguage,
        theme: Theme,
        workspace: Workspace,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._workspace = workspace
        self._lines: list[CallLine] = []
        self._shown: list[CallLine] = []
        self._sorting = ("due", False)
        self._is_read = False
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.notice = NoticeStrip(words, theme)
        self.header = PageHeader()
        self.back_button, self.new_button = QPushButton(), QPushButton()
        self.back_button.clicked.connect(self.left)
        self.new_button.clicked.connect(self.new_wanted)
        set_role(self.new_button, "primary")
        self.header.add_button(self.back_button)
        self.header.add_button(self.new_button)
        self.filter = PartSwitch(theme, [(key, self._say(name)) for key, name in _FILTERS.items()])
        self.filter.set_value("all")
        self.filter.chosen.connect(self._choose_filter)
        self.search = QLineEdit()
        self.search.textChanged.connect(self._show_lines)
        self.table = Ledger(theme, lines=2)
        self.table.wanted.connect(self._act)
        self.table.sort_wanted.connect(self._sort_by)
        self.table.chosen.connect(self._judge_buttons)
        self.open_button = QPushButton()
        self.open_button.clicked.connect(self._open_chosen)
        self.detail = make_label("secondary")
        self.reading = make_label("secondary")
        self._empty = QFrame()
        self._reader = JobRunner(self, name="calls")
        self._lay_out()
        self._set_columns()
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.search.setFocus)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)
        words.changed.connect(self.retranslate)
        self.retranslate()
        self.refresh()

    def _lay_out(self) -> None:
        self._empty.setProperty("role", "card")
        self.empty_title = make_label("heading")
        self.empty_words = make_label()
        self.empty_button = QPushButton()
        self.empty_button.clicked.connect(self.new_wanted)
        inside = QVBoxLayout(self._empty)
        inside.setContentsMargins(24, 20, 24, 24)
        inside.setSpacing(10)
        inside.addWidget(self.empty_title)
        inside.addWidget(self.empty_words)
        inside.addWidget(self.empty_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._card = QFrame()
        self._card.setProperty("role", "card")
        tools = QHBoxLayout()
        tools.setSpacing(12)
        tools.addWidget(self.filter, 1)
        tools.addWidget(self.search)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.detail, 1)
        foot.addWidget(self.open_button)
        body = QVBoxLayout(self._card)
        body.setContentsMargins(16, 14, 16, 14)
        body.setSpacing(12)
        body.addLayout(tools)
        body.addWidget(self.reading, 0, Qt.AlignmentFlag.AlignTop)
        body.addWidget(self.table, 1)
        body.addLayout(foot)
        middle = QVBoxLayout()
        middle.setContentsMargins(24, 20, 24, 20)
        middle.addWidget(self._empty)
        middle.addWidget(self._card, 1)
        self._stretch = QWidget()
        middle.addWidget(self._stretch, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.notice)
        column.addLayout(middle, 1)
        self._empty.hide()
        self._stretch.hide()

    def _say(self, msgid: str) -> Callable[[], str]:
        return lambda: self._words.gettext(msgid)

    def _set_columns(self) -> None:
        say = self._say
        self.table.set_columns(
            [
                LedgerColumn("title", say(N_("Application")), weight=4, can_sort=True, wraps=True),
                LedgerColumn("call", say(N_("Call")), weight=3, can_sort=True, wraps=True),
                LedgerColumn("due", say(N_("Deadline")), weight=2, can_sort=True, wraps=True),
                LedgerColumn("state", say(N_("State")), weight=2, can_sort=True, wraps=True),
                LedgerColumn("percent", say(N_("Ready")), "100 %", is_number=True, can_sort=True),
                LedgerColumn("sum", say(N_("Asked")), "000 000 000 ₸", is_number=True,
                             can_sort=True),
            ]
        )  # fmt: skip

    # ------------------------------------------------------------------ what is shown

    def refresh(self) -> None:
        """Read all applications anew on the worker."""
        workspace = self._workspace

        def read(_job: Any) -> list[CallLine]:
            from grantee_app.checks.application.calls import list_calls  # noqa: PLC0415 (heavy)

            with workspace.open_reader() as reader:
                return list_calls(reader)

        if workspace.path is None:
            from grantee_app.checks.application.calls import list_calls  # noqa: PLC0415 (heavy)

            # A workspace in memory has no second view: it is small, too.
            self._take(list_calls(workspace))
            return
        self._reader.submit(read, self._take, self._tell)

    def _take(self, lines: list[CallLine]) -> None:
        self._lines, self._is_read = lines, True
        self._show_lines()
        if not QWidget.hasFocus(self.search):
            self.focus_first()

    def _tell(self, sentence: Any) -> None:
        self.notice.show_problem(lambda: self._words.say(sentence))

    def _choose_filter(self, key: str) -> None:
        self.filter.set_value(key)
        self._show_lines()

    def _sort_by(self, key: str) -> None:
        before, is_down = self._sorting
        self._sorting = (key, not is_down if before == key else False)
        self._show_lines()

    def _show_lines(self) -> None:
        wanted = fold_text(self.search.text()).split()
        states = _BELONGS.get(self.filter.value())
        shown = [
            line
            for line in self._lines
            if (states is None or line.state in states)
            and all(word in fold_text(self._all_words(line)) for word in wanted)
        ]
        key, is_down = self._sorting
        self._shown = sorted(shown, key=lambda line: self._sort_key(line, key), reverse=is_down)
        chosen = self.table.current()
        self.table.fill([line.application_id for line in self._shown], self._tell_cell)
        self.table.set_sorting(key, is_descending=is_down)
        if chosen:
            self.table.choose(chosen)
        self.reading.setVisible(not self._is_read)
        self.table.setVisible(self._is_read)
        self.open_button.setVisible(self._is_read)
        is_empty = self._is_read and not self._lines
        self._empty.setVisible(is_empty)
        self._stretch.setVisible(is_empty)
        self._card.setVisible(not is_empty)
        self._judge_buttons()

    def _all_words(self, line: CallLine) -> str:
        told = (line.title, line.call_title, line.funder, line.organization, line.form_name)
        return " ".join(f"{one.kk} {one.ru}" for one in told)

    def _sort_key(self, line: CallLine, key: str) -> tuple[bool, Any]:
        code = self._words.code
        if key == "due":
            day = line.due.due_on if line.due is not None else None
            # What is still open comes first, the nearest deadline on top.
            return (not line.is_open or day is None, day or date.max)
        if key == "percent":
            return (line.percent is None, line.percent or 0)
        if key == "sum":
            return (line.sum_asked is None, line.sum_asked or 0)
        if key == "state":
            return (False, list(STATES).index(line.state))
        told = line.call_title if key == "call" else line.title
        return (not told, fold_text(told.spoken_in(code)))

    def _tell_cell(self, place: int, key: str) -> Cell:  # noqa: PLR0911 (one return a column)
        line, words = self._shown[place], self._words
        code = words.code
        match key:
            case "title":
                title = line.title.spoken_in(code) or words.gettext("Untitled project")
                return Cell(title, line.organization.spoken_in(code))
            case "call":
                told = line.call_title.spoken_in(code) or line.form_name.spoken_in(code)
                return Cell(told or "–", line.funder.spoken_in(code))
            case "due":
                return self._tell_due(line)
            case "state":
                name, _told = STATES[line.state]
                day = line.decided_on or line.submitted_on
                detail = format_date(day, code) if day and line.state != "draft" else ""
                return Cell(words.gettext(name), detail, tone=_TONES.get(line.state, ""))
            case "percent":
                if line.problem is not None:
                    return Cell("!", tone="bad", pill=True, said=words.say(line.problem))
                return Cell("–" if line.percent is None else format_percent(line.percent, code))
        sign = CURRENCY_SIGNS.get(line.currency, line.currency)
        asked = line.sum_asked
        return Cell("–" if asked is None else f"{group_digits(asked)} {sign}")

    def _tell_due(self, line: CallLine) -> Cell:
        if line.due is None:
            return Cell("–")
        day = line.due.due_on
        said = format_date(day, self._words.code)
        if line.state != "draft":
            return Cell(said, quiet=True)
        left, tone = say_days_left(self._words, day, today())
        return Cell(said, left, tone=tone)

    # ------------------------------------------------------------------ choosing

    def _act(self, deed: str) -> None:
        if deed == "edit":
            self._open_chosen()
        elif deed == "new":
            self.new_wanted.emit()

    def _open_chosen(self) -> None:
        line = self._chosen()
        if line is not None:
            self.opened.emit(line.project_id)

    def _chosen(self) -> CallLine | None:
        chosen = self.table.current()
        return next((line for line in self._shown if line.application_id == chosen), None)

    def _judge_buttons(self) -> None:
        line = self._chosen()
        self.open_button.setEnabled(line is not None)
        words = self._words
        told = ""
        if line is not None and line.problem is not None:
            told = words.say(line.problem)
        elif line is not None and line.lost_reason:
            told = words.gettext("Reason: {reason}", reason=line.lost_reason.spoken_in(words.code))
        elif line is not None and not line.is_newest:
            told = words.gettext("An earlier application of this project.")
        self.detail.setText(told)

    def focus_first(self) -> None:
        """Put the keyboard to the list, or to what begins the first application."""
        if self._lines:
            self.table.setFocus()
        else:
            self.empty_button.setFocus()

    # ------------------------------------------------------------------ words, end

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._words
        self.header.set_words(words.gettext("Calls and applications"), "")
        self.back_button.setText(words.gettext("&Back"))
        self.new_button.setText(words.gettext("New &application"))
        self.open_button.setText(words.gettext("&Open"))
        self.reading.setText(words.gettext("The applications are being read…"))
        self.search.setPlaceholderText(words.gettext("Find (Ctrl+F)"))
        self.search.setAccessibleName(words.gettext("Find (Ctrl+F)"))
        self.filter.retranslate()
        self.table.setAccessibleName(words.gettext("Calls and applications"))
        self.table.retranslate()
        self.empty_title.setText(words.gettext("No applications yet"))
        self.empty_words.setText(
            words.gettext(
                "Each application has a project of its own. Begin one, and it stands here with its "
                "deadline, how far it is and how it ended, so that no day is missed and none has "
                "to be written from nothing again."
            )
        )
        self.empty_button.setText(words.gettext("Begin the application"))
        self._show_lines()

    def close_page(self) -> None:
        """End the worker."""
        self._reader.close()
