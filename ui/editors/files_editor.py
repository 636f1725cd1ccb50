"""The files of a record: added by a dialog or by dropping them, opened, taken away.

Copying goes on a worker with its progress; the rows are written on the main thread, as one step of
undo. Knows the record, not what its files are for.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from grantee_app.errors import BastamaError
from grantee_app.language.message import Message, message
from grantee_app.language.numbers import group_digits
from grantee_app.records.attachment import Attachment
from grantee_app.store.attachments.files import KeptFile
from grantee_app.store.attachments.records import AttachedTo
from ui.attaching import copy_files, show_copying
from ui.desk import Desk
from ui.jobs import Job, JobRunner
from ui.tab_order import order_tabs
from ui.theme import set_role
from ui.widgets.labels import make_label, make_line_label

_KILO: Final = 1024
_LEAST_NAME: Final = 160
# A row is a widget: of two thousand photos only so many are listed at once.
MOST_ROWS: Final = 12
MORE_ROWS: Final = 30


class FilesEditor(QFrame):
    """The list of files of one record; `changed` when a file came or went by a person's hand.

    No `Editor`: files are records of their own, and nothing of them is typed.
    """

    changed = Signal()

    def __init__(
        self, desk: Desk, owner: AttachedTo | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._owner = owner
        self._is_read_only = False
        self._name = ""
        self._rows: dict[str, _FileRow] = {}
        self._most = MOST_ROWS
        self._left_out = 0
        self._waiting: list[Path] = []
        self._problems: list[Message] = []
        self._runner = JobRunner(self, name="files")
        self._job: Job | None = None
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        self._hint = make_label("secondary", self)
        self.error = make_label("secondary", self, tone="bad")
        self.error.hide()
        self.add_button = QPushButton(self)
        self.add_button.clicked.connect(self._choose)
        self.stop_button = QPushButton(self)
        self.stop_button.clicked.connect(self._stop)
        self.more_button = QPushButton(self)
        set_role(self.more_button, "link")
        self.more_button.clicked.connect(self._show_more)
        self._bar = QProgressBar(self)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.add_button)
        foot.addWidget(self.stop_button)
        foot.addWidget(self._hint, 1, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(8)
        column.addLayout(self._list)
        column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(foot)
        column.addWidget(self._bar)
        column.addWidget(self.error)
        self._show_work()
        desk.words.changed.connect(self.retranslate)
        self.retranslate()
        self.refill()

    # ------------------------------------------------------------------ what is shown

    def set_owner(self, owner: AttachedTo | None) -> None:
        """Show the files of another record; None shows none."""
        if owner != self._owner:
            self._owner = owner
            self._most = MOST_ROWS
            self._show_problems([])
        self.refill()

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the files be opened, and nothing else."""
        self._is_read_only = is_read_only
        self.refill()

    def set_name(self, name: str) -> None:
        """Tell screen readers what the files are for."""
        self._name = name
        self.retranslate()

    def refill(self) -> None:
        """Show the files that are there now."""
        found = self._desk.workspace.attachments.read(self._owner) if self._owner else []
        self._left_out = max(len(found) - self._most, 0)
        found = found[: self._most]
        kept = {attachment.id for attachment in found}
        for file_id in [known for known in self._rows if known not in kept]:
            gone = self._rows.pop(file_id)
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        is_same = True
        for place, attachment in enumerate(found):
            row = self._rows.get(attachment.id)
            if row is None:
                is_same = False
                row = _FileRow(self._desk, attachment)
                row.opened.connect(lambda shown=attachment: self._open(shown))
                row.removed.connect(lambda shown=attachment: self._remove(shown))
                self._rows[attachment.id] = row
            self._list.insertWidget(place, row)
            row.set_read_only(self._is_closed())
        if not is_same:
            self._order_tabs([self._rows[attachment.id] for attachment in found])
        self._say_more()
        self.add_button.setVisible(not self._is_closed())
        self._hint.setVisible(not self._is_closed())
        self.setAcceptDrops(not self._is_closed())

    def _order_tabs(self, rows: list[_FileRow]) -> None:
        """Let Tab go through the files before it comes to what adds more of them."""
        tools = (self.more_button, self.add_button, self.stop_button)
        # Whoever orders the whole page by what stands behind what finds it in order.
        for widget in (*rows, *tools):
            widget.raise_()
        stops = [*(stop for row in rows for stop in row.stops()), *tools]
        before = self._find_before()
        if before is None:
            order_tabs(stops[0], stops[1:])
        else:
            order_tabs(before, stops)

    def _find_before(self) -> QWidget | None:
        """Return what Tab stops at before it comes in here, None where there is nothing else."""
        before = self.add_button.previousInFocusChain()
        while before is not None and before is not self.add_button:
            is_stop = before.focusPolicy() & Qt.FocusPolicy.TabFocus
            if is_stop and not self.isAncestorOf(before):
                return before
            before = before.previousInFocusChain()
        return None

    def _show_more(self) -> None:
        self._most += MORE_ROWS
        before = set(self._rows)
        self.refill()
        fresh = next((row for key, row in self._rows.items() if key not in before), None)
        if fresh is not None:
            fresh.open_button.setFocus()

    def _say_more(self) -> None:
        count = self._left_out
        said = self._desk.words.ngettext(
            "Show more: {number} file is not listed",
            "Show more: {number} files are not listed",
            count,
            number=group_digits(count),
        )
        self.more_button.setText(said)
        self.more_button.setVisible(bool(count))

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._desk.words
        self._say_more()
        self.add_button.setText(words.gettext("Add files…"))
        self.add_button.setAccessibleName(
            f"{self._name}: {self.add_button.text()}" if self._name else self.add_button.text()
        )
        self.stop_button.setText(words.gettext("Cancel"))
        self._hint.setText(words.gettext("or drop them here"))
        self.setAccessibleName(self._name)
        self._bar.setAccessibleName(words.gettext("Files are being copied"))
        for row in self._rows.values():
            row.retranslate()
        self._show_problems(self._problems)

    def is_busy(self) -> bool:
        """Tell whether files are being copied."""
        return self._job is not None

    def end_workers(self) -> None:
        """End the copying; what is not copied yet is left out."""
        self._runner.close()
        self._job = None

    def _is_closed(self) -> bool:
        return self._is_read_only or self._desk.autosave.is_read_only or self._owner is None

    def _show_problems(self, problems: list[Message]) -> None:
        self._problems = problems
        said = "\n".join(f"! {self._desk.words.say(problem)}" for problem in problems)
        self.error.setText(said)
        self.error.setVisible(bool(said))

    # ------------------------------------------------------------------ adding

    def add_files(self, paths: list[Path]) -> None:
        """Copy files into the workspace and add them to the record."""
        if self._is_closed() or not paths:
            return
        self._waiting += paths
        if self._job is None:
            self._copy_next()

    def _choose(self) -> None:
        title = self._desk.words.gettext("Add files…")
        chosen, _ = QFileDialog.getOpenFileNames(self, title)
        self.add_files([Path(name) for name in chosen])

    def _copy_next(self) -> None:
        paths, self._waiting = self._waiting, []
        owner, workspace = self._owner, self._desk.workspace
        self._show_problems([])
        self._bar.setRange(0, 0)
        self._job = self._runner.submit(
            lambda job: copy_files(workspace, paths, job),
            lambda outcome: self._take(owner, *outcome),
            lambda problem: self._take(owner, [], [problem]),
            lambda done, total: show_copying(self._bar, done, total),
        )
        self._show_work()

    def _take(
        self, owner: AttachedTo | None, kept: list[KeptFile], problems: list[Message]
    ) -> None:
        self._job = None
        workspace = self._desk.workspace
        if kept and owner is not None:
            try:
                with workspace.change(message("Files added").msgid):
                    for file in kept:
                        workspace.attachments.record(owner, file)
            except BastamaError as problem:
                problems = [*problems, problem.message]
        self._show_problems(problems)
        self._finish()

    def _finish(self) -> None:
        if self._waiting:
            self._copy_next()
            return
        self._show_work()
        self.refill()
        self.changed.emit()

    def _stop(self) -> None:
        self._waiting = []
        self._runner.cancel()
        self._job = None
        self._show_work()

    def _show_work(self) -> None:
        is_busy = self._job is not None
        self._bar.setVisible(is_busy)
        self.stop_button.setVisible(is_busy)

    # ------------------------------------------------------------------ one file

    def _open(self, attachment: Attachment) -> None:
        try:
            path = self._desk.workspace.attachments.open(attachment)
        except BastamaError as problem:
            self._show_problems([problem.message])
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _remove(self, attachment: Attachment) -> None:
        try:
            self._desk.workspace.attachments.remove(attachment.id)
        except BastamaError as problem:
            self._show_problems([problem.message])
            return
        self.add_button.setFocus()
        self.refill()
        self.changed.emit()

    # ------------------------------------------------------------------ dropping, pasting

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            set_role(self, tone="focus")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        set_role(self, tone="")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        set_role(self, tone="")
        self.add_files(_list_files(event.mimeData().urls()))
        event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add the files that were copied in a file manager."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.add_files(_list_files(QApplication.clipboard().mimeData().urls()))
            return
        super().keyPressEvent(event)


class _FileRow(QWidget):
    """One file: its name and size, and what can be done with it."""

    opened = Signal()
    removed = Signal()

    def __init__(self, desk: Desk, attachment: Attachment) -> None:
        super().__init__()
        self._desk = desk
        self._attachment = attachment
        self._name = make_label()
        self._name.setText(break_name(attachment.name))
        self._name.setMinimumWidth(_LEAST_NAME // 2)
        self._size: QLabel = make_line_label("secondary")
        self.open_button = QPushButton()
        self.open_button.clicked.connect(self.opened)
        self.remove_button = QPushButton()
        self.remove_button.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._name, 1)
        row.addWidget(self._size, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.open_button)
        row.addWidget(self.remove_button)
        self.retranslate()

    def stops(self) -> list[QWidget]:
        return [self.open_button, self.remove_button]

    def set_read_only(self, is_read_only: bool) -> None:
        self.remove_button.setVisible(not is_read_only)

    def retranslate(self) -> None:
        words, name = self._desk.words, self._attachment.name
        self._size.setText(say_size(self._attachment.size, words.code))
        for button, word in (
            (self.open_button, words.gettext("Open")),
            (self.remove_button, words.gettext("Remove")),
        ):
            button.setText(word)
            button.setAccessibleName(f"{word}: {name}")


def say_size(size: int, code: str) -> str:
    """Return a size in bytes as people read it: «240 КБ», «1,4 МБ»."""
    unit = {"kk": ("КБ", "МБ"), "ru": ("КБ", "МБ")}[code]
    if size < _KILO * _KILO:
        return f"{group_digits(max(1, round(size / _KILO)))}\u00a0{unit[0]}"
    tenths = round(10 * size / _KILO / _KILO)
    return f"{group_digits(tenths // 10)},{tenths % 10}\u00a0{unit[1]}"


def break_name(name: str) -> str:
    """Return a file's name that can be wrapped behind its dashes, underscores and dots."""
    for sign in "_-.":
        name = name.replace(sign, f"{sign}\u200b")
    return name


def _list_files(urls: list[QUrl]) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return [path for path in paths if path.is_file()]
