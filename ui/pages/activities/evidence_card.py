"""The evidence passport of an event: what is asked for, what is there, and how to bring the rest.

Files are copied on a worker and hung on the right kind of evidence as one step of undo. Which kind
a file probably is, the core guesses; a person may say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from grantee_app.errors import BastamaError
from grantee_app.figures.evidence_list import EvidenceRow, FileRow, read_files, read_of_event
from grantee_app.language.dates import format_date
from grantee_app.language.message import Message
from ui.attaching import copy_files, show_copying
from ui.editors.field_editor import today
from ui.editors.link_editor import read_link
from ui.jobs import Job, JobRunner
from ui.joined_words import join_parts
from ui.pages.activities.activity_words import read_day, tell_evidence
from ui.pages.activities.evidence_form import EvidenceForm, find_network
from ui.pages.activities.files_grid import FilesGrid
from ui.turns import Turns
from ui.widgets.labels import make_label, make_line_label
from ui.widgets.ledger import Ledger
from ui.widgets.ledger_rows import Cell, LedgerColumn
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from grantee_app.figures.activity_list import ActivityRow
    from grantee_app.figures.passport import PassportLine
    from grantee_app.records.activity import EvidenceKind
    from grantee_app.store.attachments.files import KeptFile
    from grantee_app.store.texts import RecordPlace
    from ui.desk import Desk
    from ui.pages.activities.activity_actions import ActivityActions


class PassportCard(QWidget):
    """`files_wanted` and `link_wanted` follow the buttons."""

    files_wanted = Signal()
    link_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        self.lines: list[PassportLine] = []
        self._is_held = True
        self.head = make_label("group", self)
        self.about = make_label("secondary", self)
        self._rows = QGridLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(10)
        self._rows.setVerticalSpacing(8)
        self._rows.setColumnStretch(1, 1)
        self.files_button = QPushButton(self)
        self.link_button = QPushButton(self)
        self.files_button.clicked.connect(self.files_wanted)
        self.link_button.clicked.connect(self.link_wanted)
        self.hint = make_label("secondary", self)
        tools = QWidget(self)
        row = WrappingRow(tools, gap=8, line_gap=8)
        row.add(self.files_button, weight=0)
        row.add(self.link_button, weight=0)
        self._tools = tools
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.about)
        column.addLayout(self._rows)
        column.addWidget(tools)
        column.addWidget(self.hint)
        column.addStretch()

    def show_lines(self, lines: list[PassportLine], *, is_held: bool) -> None:
        """Show what is asked for and there."""
        if lines != self.lines or is_held != self._is_held:
            self.lines, self._is_held = lines, is_held
            self._build_rows()
        self._say_about()

    def set_read_only(self, is_read_only: bool) -> None:
        """Let it be read, and nothing else."""
        self._tools.setVisible(not is_read_only)
        self.hint.setVisible(not is_read_only)

    def _build_rows(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, line in enumerate(self.lines):
            pill = make_line_label("pill", self)
            pill.setProperty("tone", "ok" if line.is_done else "bad")
            pill.setText("✓" if line.is_done else "–")
            pill.setAccessibleName(
                self.words.gettext("there") if line.is_done else self.words.gettext("missing")
            )
            label = make_label("", self)
            label.setText(self._tell_line(line))
            top = Qt.AlignmentFlag.AlignTop
            self._rows.addWidget(pill, place, 0, top)
            self._rows.addWidget(label, place, 1, top)

    def _tell_line(self, line: PassportLine) -> str:
        words = self.words
        name = tell_evidence(line.kind, words)
        if line.asked > 1:
            name = words.gettext(
                "{name}: {there} of {asked}", name=name, there=line.there, asked=line.asked
            )
        elif not line.is_done:
            name = words.gettext("{name} – missing", name=name)
        if line.of == "event":
            return name
        if line.asked == 1:
            return join_parts((name, words.gettext("one for all events")))
        return join_parts((name, words.gettext("of all events together")))

    def _say_about(self) -> None:
        words = self.words
        if not self._is_held:
            self.about.setText(words.gettext("Nothing is due before it is held."))
        elif not self.lines:
            self.about.setText(words.gettext("The indicators ask for no evidence here."))
        else:
            there = sum(line.is_done for line in self.lines)
            self.about.setText(
                words.gettext("needed {asked}, there {there}", asked=len(self.lines), there=there)
            )

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self.words
        self.head.setText(words.gettext("Evidence"))
        self.files_button.setText(words.gettext("Add &files…"))
        self.link_button.setText(words.gettext("Add a lin&k"))
        self.hint.setText(
            words.gettext("Photos, scans and videos can be dropped anywhere on this card.")
        )
        self._build_rows()
        self._say_about()


class EvidencePanel(QWidget):
    """The files as pictures, the records, and the one that is chosen.

    `changed` follows a deed, `grown` fields made late.
    """

    changed = Signal()
    grown = Signal()

    def __init__(self, desk: Desk, actions: ActivityActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        self._actions = actions
        self.activity: ActivityRow | None = None
        self.rows: list[EvidenceRow] = []
        self._repeats: dict[str, list[str]] = {}
        self._waiting: list[Path] = []
        self._problems: list[Message] = []
        self._note = ""
        self._runner = JobRunner(self, name="evidence")
        self._job: Job | None = None
        self.grid = FilesGrid(desk, self)
        self.table = Ledger(desk.theme, self)
        self.table.setSizeAdjustPolicy(Ledger.SizeAdjustPolicy.AdjustIgnored)
        self._form: EvidenceForm | None = None
        self._making = Turns(None, self)
        self._is_read_only = False
        self.bar = QProgressBar(self)
        self.stop_button = QPushButton(self)
        self.stop_button.clicked.connect(self._stop)
        self.note = make_label("secondary", self)
        self.note.hide()
        self.error = make_label("secondary", self, tone="bad")
        self.error.hide()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._work = QWidget(self)
        work = QHBoxLayout(self._work)
        work.setContentsMargins(0, 0, 0, 0)
        work.addWidget(self.bar, 1)
        work.addWidget(self.stop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self._work, self.note, self.error, self.grid, self.table):
            column.addWidget(widget)
        words = self.words
        self.table.set_columns(
            [
                LedgerColumn("title", lambda: words.gettext("Evidence"), weight=3, least=140),
                LedgerColumn("date", lambda: words.gettext("Date"), "00.00.0000"),
                LedgerColumn("count", lambda: words.gettext("Pcs"), "000", is_number=True),
                LedgerColumn("sign", lambda: "", " ▲ ×2 "),
            ]
        )
        self._work.hide()

    def _connect(self) -> None:
        self.grid.opened.connect(self._open)
        self.grid.removed.connect(self._remove_files)
        self.grid.chosen.connect(self.table.choose)
        self.table.chosen.connect(self._show_record)
        self.table.wanted.connect(self._do)

    @property
    def form(self) -> EvidenceForm:
        """The fields of the chosen evidence, made when the first is chosen."""
        if self._form is None:
            self._form = form = EvidenceForm(self.desk, self)
            form.hide()
            form.removed.connect(lambda: self._remove([form.record_id]))
            form.changed.connect(self.changed)
            form.set_read_only(self._is_read_only)
            form.retranslate()
            column = self.layout()
            assert column is not None  # noqa: S101 (laid out in the beginning)
            column.addWidget(form)
            self.grown.emit()
        return self._form

    # ------------------------------------------------------------------ filling

    def show_event(self, event: ActivityRow | None, repeats: dict[str, list[str]]) -> None:
        """Show the evidence of an event; `repeats` name where a record's link or file is too."""
        before = self.activity.event_id if self.activity else ""
        is_other = (event.event_id if event else "") != before
        self.activity, self._repeats = event, repeats
        if is_other:
            self._problems, self._note = [], ""
            self.table.clear_choice()
            self._say_state()
        self.refill()

    def refill(self) -> None:
        """Show what is stored now."""
        if self.activity is None or not self.activity.event_id:
            self.rows = []
            files: list[FileRow] = []
        else:
            where = self.activity.event_id, self.activity.planned.planned_id
            self.rows = read_of_event(self.desk.workspace.db, *where)
            files = read_files(self.desk.workspace.db, *where)
        self.grid.fill(files)
        self.table.fill([row.evidence_id for row in self.rows], self._tell_cell)
        self._fit_table()
        self.table.setVisible(bool(self.rows))
        self._show_record(self.table.current())

    def _tell_changed(self) -> None:
        """Show what a deed has done, and tell; the page follows in its turns."""
        self.refill()
        self.changed.emit()

    def refill_fields(self) -> None:
        """Show in the fields of the chosen record what is stored now."""
        if self._form is not None and self.desk.workspace.records.has(
            "evidence", self._form.record_id
        ):
            self._form.refill()

    def show_field(self, place: RecordPlace, language: str, position: int | None) -> bool:
        """Put the cursor into a text of the chosen record; tell whether it is of that one."""
        return (
            self._form is not None
            and self._form.isVisible()
            and self._form.record_id == place.record_id
            and self._form.show_field(place.column, language, position)
        )

    def _fit_table(self) -> None:
        line = self.table.verticalHeader().defaultSectionSize()
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + line * max(1, min(len(self.rows), 5)) + 4)

    def _tell_cell(self, place: int, key: str) -> Cell:
        row, words, code = self.rows[place], self.words, self.words.code
        match key:
            case "title":
                name = tell_evidence(row.kind, words)
                parts = [row.title.spoken_in(code), row.medium, _bare(row.link), row.file]
                if not row.event_id:
                    parts.insert(0, words.gettext("for all events"))
                return Cell(name, join_parts(parts))
            case "date":
                day = read_day(row.dated_on)
                return Cell(format_date(day, code) if day else "")
            case "count":
                return Cell(str(row.quantity))
        return self._tell_sign(row)

    def _tell_sign(self, row: EvidenceRow) -> Cell:
        words = self.words
        others = self._repeats.get(row.evidence_id)
        if others:
            names = "; ".join(others)
            said = words.gettext("the same link or file stands at: {names}", names=names)
            return Cell(f"▲ ×{len(others) + 1}", tone="bad", pill=True, said=said)
        if row.lacks_page:
            said = words.gettext("no picture of the page is kept")
            return Cell("▲", tone="warn", pill=True, said=said)
        if row.files:
            said = words.ngettext("{count} file", "{count} files", row.files)
            return Cell("✓", tone="ok", pill=True, said=said)
        return Cell()

    def _show_record(self, record_id: str) -> None:
        row = next((row for row in self.rows if row.evidence_id == record_id), None)
        if self._form is None:
            if row is not None:
                # Making the fields takes longer than a key may.
                self._making.begin_anew(self._making_form())
            return
        self.form.setVisible(row is not None)
        if row is None:
            self.form.show_row(None, [])
        elif row.evidence_id == self.form.record_id:
            self.form.show_row(row, self._repeats.get(record_id, []))
            self.form.refill()
        else:
            self.form.show_row(row, self._repeats.get(record_id, []))

    def _making_form(self) -> Iterator[None]:
        yield
        _ = self.form
        yield
        self._show_record(self.table.current())

    def show_evidence(
        self, record_id: str, column: str = "", language: str = "", position: int | None = None
    ) -> bool:
        """Bring a record into sight, and a field of it; tell whether it is here."""
        if not self.table.choose(record_id):
            return False
        self._making.finish()
        if not column or not self.form.show_field(column, language, position):
            self.table.setFocus()
        return True

    # ------------------------------------------------------------------ adding

    def is_closed(self) -> bool:
        """Tell whether nothing can be added."""
        has_event = self.activity is not None and bool(self.activity.event_id)
        return self.desk.autosave.is_read_only or not has_event

    def choose_files(self) -> None:
        """Ask for files and add them."""
        chosen, _ = QFileDialog.getOpenFileNames(self, self.words.gettext("Add files…"))
        self.add_files([Path(name) for name in chosen])

    def add_files(self, paths: list[Path]) -> None:
        """Copy files into the workspace and hang them on the event."""
        if self.is_closed() or not paths:
            return
        self.desk.autosave.end_step()
        self._waiting += paths
        if self._job is None:
            self._copy_next()

    def is_busy(self) -> bool:
        """Tell whether files are being copied."""
        return self._job is not None

    def _copy_next(self) -> None:
        paths, self._waiting = self._waiting, []
        event = self.activity
        workspace = self.desk.workspace
        self._problems, self._note = [], ""
        show_copying(self.bar, 0, len(paths))
        self._job = self._runner.submit(
            lambda job: copy_files(workspace, paths, job),
            lambda outcome: self._take(event, *outcome),
            lambda problem: self._take(event, [], [problem]),
            lambda done, total: show_copying(self.bar, done, total),
        )
        self._say_state()

    def _take(
        self, event: ActivityRow | None, kept: list[KeptFile], problems: list[Message]
    ) -> None:
        self._job = None
        ids: list[str] = []
        if kept and event is not None:
            missing = frozenset(line.kind for line in event.passport if not line.is_done)
            try:
                ids, known = self._actions.add_files(event.event_id, kept, missing)
            except BastamaError as problem:
                problems = [*problems, problem.message]
            else:
                self._note = self._tell_added(len(kept) - known, known)
        self._problems = problems
        if self._waiting:
            self._copy_next()
            return
        self._say_state()
        self._tell_changed()
        if ids and self.activity and event and self.activity.event_id == event.event_id:
            self.table.choose(ids[-1])

    def _tell_added(self, added: int, known: int) -> str:
        words = self.words
        said = words.ngettext("{count} file added", "{count} files added", added) if added else ""
        if known:
            again = words.ngettext(
                "{count} file was here already", "{count} files were here already", known
            )
            said = f"{said}; {again}" if said else again
        return said

    def _stop(self) -> None:
        self._waiting = []
        self._runner.cancel()
        self._job = None
        self._say_state()

    def _say_state(self) -> None:
        self._work.setVisible(self._job is not None)
        self.note.setText(self._note)
        self.note.setVisible(bool(self._note))
        said = "\n".join(f"! {self.words.say(problem)}" for problem in self._problems)
        self.error.setText(said)
        self.error.setVisible(bool(said))

    def add_link(self, link: str = "") -> None:
        """Begin a publication; a link in the clipboard is taken over."""
        if self.is_closed() or self.activity is None:
            return
        event_id = self.activity.event_id
        self.desk.autosave.end_step()
        if not link:
            text = QApplication.clipboard().text().strip()
            link = read_link(text).value or "" if len(text) < 2000 and "." in text else ""
        is_elsewhere = bool(link) and not find_network(link)
        kind: EvidenceKind = "media_publication" if is_elsewhere else "social_post"
        added = self._try(lambda: self._actions.add_link(event_id, link, kind, today()))
        self._tell_changed()
        if added:
            self.show_evidence(str(added), "link")

    def take_drop(self, data: QMimeData) -> bool:
        """Add dropped files and links; tell whether there were any."""
        urls = data.urls()
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        files = [path for path in paths if path.is_file()]
        for folder in (path for path in paths if path.is_dir()):
            files += sorted(path for path in folder.iterdir() if path.is_file())
        links = [url.toString() for url in urls if url.scheme() in {"http", "https"}]
        self.add_files(files)
        for link in links:
            self.add_link(link)
        return bool(files or links)

    # ------------------------------------------------------------------ deeds

    def _do(self, deed: str) -> None:
        if deed == "edit":
            self._making.finish()
            self.form.form.focus_first()
        elif deed == "remove":
            self._remove(self.table.selected())
        elif deed == "new":
            self.add_link()

    def _remove(self, ids: list[str]) -> None:
        if self.is_closed() or not any(ids):
            return
        self.desk.autosave.end_step()
        self._try(lambda: self._actions.remove_evidence([found for found in ids if found]))
        self._tell_changed()
        self.table.setFocus()

    def _remove_files(self, rows: list[FileRow]) -> None:
        if self.is_closed():
            return
        self.desk.autosave.end_step()
        pairs = [(row.attachment.id, row.evidence_id) for row in rows]
        self._try(lambda: self._actions.remove_files(pairs))
        self._tell_changed()
        self.grid.setFocus()

    def _open(self, row: FileRow) -> None:
        path = self._try(lambda: self.desk.workspace.attachments.open(row.attachment))
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _try(self, act: object) -> object:
        assert callable(act)  # noqa: S101 (every caller passes a deed)
        self._problems = []
        try:
            done = act()
        except BastamaError as problem:
            self._problems = [problem.message]
            done = None
        self._say_state()
        return done

    # ------------------------------------------------------------------ words

    def set_read_only(self, is_read_only: bool) -> None:
        """Let it be read, and nothing else."""
        self.grid.is_read_only = is_read_only
        self._is_read_only = is_read_only
        if self._form is not None:
            self._form.set_read_only(is_read_only)

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self.words
        self.grid.setAccessibleName(words.gettext("Files of the activity"))
        self.table.setAccessibleName(words.gettext("Evidence of the activity"))
        self.bar.setAccessibleName(words.gettext("Files are being copied"))
        self.stop_button.setText(words.gettext("Cancel"))
        self.table.retranslate()
        if self._form is not None:
            self._form.retranslate()
        self._say_state()

    def end_workers(self) -> None:
        """End the copying and the making of pictures."""
        self._making.drop()
        self._runner.close()
        self._job = None
        self.grid.end_workers()
        if self._form is not None:
            self._form.end_workers()


def _bare(link: str) -> str:
    return link.partition("://")[2].removeprefix("www.") if "://" in link else link
