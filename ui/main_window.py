"""The main window: side bar at the left, one page at the right.

It only goes from one page to another; pages own their work. Shown empty at first and furnished
after its first paint, so everything heavy is imported where it is used. Closes nothing that is
not saved.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QEvent, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QScreen,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from grantee_app.errors import BastamaError
from grantee_app.language.message import N_, Message
from grantee_app.records.base import NO_TEXT
from grantee_app.records.organization import Organization
from ui.help_drawer import HelpDrawer
from ui.places import Place, Step
from ui.theme import Theme

if TYPE_CHECKING:
    from grantee_app.records import ProjectFile
    from grantee_app.settings import Who
    from grantee_app.store.history.undoing import Undone
    from grantee_app.workspace import Workspace
    from ui.autosave import Key
    from ui.first_start import FirstAnswers
    from ui.jobs import JobRunner
    from ui.pages.first_run_page import FirstRunPage
    from ui.pages.report_page import ReportPage
    from ui.project_view import ProjectView
    from ui.screen_language import ScreenLanguage
    from ui.undoing import Undoing
    from ui.widgets.notice_strip import NoticeStrip
    from ui.widgets.side_bar import NamedProject, SideBar
    from ui.widgets.standing_strip import StandingStrip

WIDTH: Final = 1366
HEIGHT: Final = 768
RAIL_BELOW: Final = 1120


@dataclass(frozen=True, slots=True)
class _Over:
    """A page shown over the open one, its strip, and what ends its work."""

    page: QWidget
    notice: NoticeStrip
    end: Callable[[], None]


class MainWindow(QMainWindow):
    """`painted` follows the first paint, `ready` when the first page can be used.

    `language_chosen` and `who_chosen` bring what the settings should remember. `backups_wanted`,
    `found_backup_wanted`, `damage_suspected` and the signals of folders are for whoever opened the
    workspace; `folder_wanted` brings "" for one that is still to be chosen.
    """

    painted = Signal()
    ready = Signal()
    language_chosen = Signal(str)
    backups_wanted = Signal()
    settings_wanted = Signal()
    help_wanted = Signal()
    damage_suspected = Signal()
    who_chosen = Signal(str)
    folder_wanted = Signal(str)
    folders_cleared = Signal()
    found_backup_wanted = Signal()
    lock_wanted = Signal()
    calls_wanted = Signal()

    def __init__(
        self,
        words: ScreenLanguage,
        theme: Theme,
        memory: QSettings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._memory = memory
        self._is_painted = False
        self._wants_rail: bool | None = None
        self._workspace: Workspace | None = None
        self._importer: JobRunner | None = None
        self.view: ProjectView | None = None
        self.first_page: FirstRunPage | None = None
        self.side: SideBar | None = None
        self.undoing: Undoing | None = None
        # Set by whoever keeps the backups: a wait before an import, and one before the end.
        self.before_import: Callable[[Callable[[], None]], None] = lambda go_on: go_on()
        self.before_end: Callable[[], None] = lambda: None
        # Tells whether the window may close now; whoever says no says why.
        self.may_close: Callable[[], bool] = lambda: True
        self._is_ending = False
        self._is_alone = False
        self._over: _Over | None = None
        # Who works here, as told before; set by whoever keeps the settings.
        self.who: Who = ""
        self._sample_strip: StandingStrip | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._naming = QTimer(self, singleShot=True, interval=0)
        self._naming.timeout.connect(self._name_projects)
        self._pages = QStackedWidget()
        self.help = HelpDrawer(
            self, words, theme, memory, find_topic=self.find_help_topic, fit=self._fit_side
        )
        self.help_wanted.connect(self.help.show_contents)
        self._words.changed.connect(self.retranslate)
        self.setWindowTitle("Bastama")
        self.setMinimumSize(720, 420)

    def place_on(self, screen: QScreen) -> None:
        """Take the place the window had when it was closed, or a good one on this screen."""
        geometry = self._memory.value("window/geometry")
        if isinstance(geometry, QByteArray) and self.restoreGeometry(geometry):
            return
        room = screen.availableGeometry()
        if room.width() <= WIDTH or room.height() <= HEIGHT:
            self.setGeometry(room)
            self.showMaximized()
        else:
            self.resize(WIDTH, HEIGHT)

    # ------------------------------------------------------------------ furnishing

    def furnish(self, workspace: Workspace) -> None:
        """Fill the empty window: side bar, and the page of the newest project."""
        from ui.jobs import JobRunner  # noqa: PLC0415
        from ui.undoing import Undoing  # noqa: PLC0415
        from ui.widgets.side_bar import SideBar  # noqa: PLC0415

        self._workspace = workspace
        self._importer = JobRunner(self, name="import", keeps_all=True)
        if not workspace.is_read_only:
            self.undoing = Undoing(
                workspace,
                self,
                save_all=self.save_all,
                show=self.show_undone,
                tell=self.tell_problem,
            )
        self.side = SideBar(self._words, self._theme)
        self.side.language_chosen.connect(self.switch_language)
        self.side.project_chosen.connect(self.open_project)
        self.side.import_wanted.connect(self.choose_project_file)
        self.side.fold_wanted.connect(self._fold_side)
        self.side.step_wanted.connect(self.visit_step)
        self.side.new_project_wanted.connect(self.begin_project)
        self.side.other_project_wanted.connect(self.begin_project_of_another)
        self.side.removal_wanted.connect(self.remove_project)
        self.side.settings_wanted.connect(self.settings_wanted)
        self.side.help_wanted.connect(self.help_wanted)
        self.side.backups_wanted.connect(self.backups_wanted)
        self.side.calls_wanted.connect(self.calls_wanted)
        self.side.lock_wanted.connect(self.lock_wanted)
        self.side.sample_wanted.connect(self.open_sample)
        self.side.folder_wanted.connect(self.folder_wanted)
        self.side.folders_cleared.connect(self.folders_cleared)
        self._unsubscribe = workspace.subscribe(self._note_names)
        self._pages = QStackedWidget()
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        self._column = QVBoxLayout()
        self._column.addWidget(self._pages, 1)
        row.addLayout(self._column, 1)
        self._fit_side()
        known = [project.id for project in workspace.list_projects()]
        remembered = str(self._memory.value("window/project", ""))
        if known:
            self.open_project(remembered if remembered in known else known[0])
        else:
            self._show_first_page()
        self.setCentralWidget(content)
        self.help.lay_out()

    def unfurnish(self) -> None:
        """Let go of the workspace: its pages and their workers; the window stands empty."""
        self.leave_over()
        if self.view is not None:
            self.view.end_workers()
        if self.undoing is not None:
            self.undoing.end()
        if self._unsubscribe is not None:
            self._unsubscribe()
        self._naming.stop()
        self._unsubscribe = self._sample_strip = None
        if self._importer is not None:
            self._importer.close()
        self.view = self.first_page = self.undoing = self.side = None
        self._importer = self._workspace = None

    def show_alone(self, page: QWidget) -> None:
        """Show a page without the side bar, while there is no workspace."""
        self._is_alone = True
        self.setCentralWidget(page)
        self.help.lay_out()
        # Else it is seen only after another turn of the events.
        page.show()
        self.retranslate()
        QTimer.singleShot(0, self, self.ready.emit)

    def stand(
        self, say: Callable[[], str], say_action: Callable[[], str], act: Callable[[], None]
    ) -> None:
        """Show a strip above the pages that stays as long as they do."""
        from ui.widgets.standing_strip import StandingStrip  # noqa: PLC0415

        strip = StandingStrip(self._words, say, say_action)
        strip.pressed.connect(act)
        self._column.insertWidget(0, strip)

    def show_over(self, page: QWidget, notice: NoticeStrip, end: Callable[[], None]) -> None:
        """Show a page over the one that is open, until `leave_over`."""
        self._over = _Over(page, notice, end)
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if self.side is not None:
            self.side.set_step("")

    def is_over(self) -> bool:
        """Tell whether a page is shown over the one that is open."""
        return self._over is not None

    def over_page(self) -> QWidget | None:
        """Return the page that is shown over the one that is open."""
        return self._over.page if self._over is not None else None

    def leave_over(self) -> None:
        """Go back to the page that was open."""
        over, self._over = self._over, None
        if over is None:
            return
        over.end()
        self._pages.removeWidget(over.page)
        over.page.deleteLater()
        if self.side is not None:
            self.side.set_step(self.view.step() if self.view is not None else "")

    def come_forward(self) -> None:
        """Show the window in front of all others: somebody started Bastama again."""
        if self.isMinimized():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _show_first_page(self) -> None:
        from ui.pages.first_run_page import FirstRunPage  # noqa: PLC0415

        page = FirstRunPage(self._words, self._theme, who=self.who)
        page.language_chosen.connect(self.switch_language)
        page.who_chosen.connect(self._remember_who)
        page.begin_wanted.connect(self.begin_first_project)
        page.sample_wanted.connect(self.open_sample)
        page.import_wanted.connect(self.choose_project_file)
        page.backup_wanted.connect(self.found_backup_wanted)
        page.folder_wanted.connect(lambda: self.folder_wanted.emit(""))
        self._show_sample_strip(is_sample=False)
        self.first_page = page
        self._show_page(page)
        QTimer.singleShot(0, self, self.ready.emit)

    def _show_page(self, page: QWidget) -> None:
        self.leave_over()
        before = self._pages.currentWidget()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if before is not None:
            self._pages.removeWidget(before)
            before.deleteLater()
        self.retranslate()

    # ------------------------------------------------------------------ projects

    def open_project(self, project_id: str, place: Place | None = None) -> None:
        """Show a project, at `place` if one is meant; the one open before is saved and closed."""
        from ui.project_view import ProjectView  # noqa: PLC0415

        if self._workspace is None or self.side is None or not self.save_all():
            return
        if self.view is not None:
            self.view.end_workers()
        view = ProjectView(
            self._workspace,
            project_id,
            words=self._words,
            theme=self._theme,
            memory=self._memory,
            undoing=self.undoing,
            parent=self._pages,
        )
        view.ready.connect(self.ready)
        view.damage_suspected.connect(self.damage_suspected)
        # The page that asks is still at work: the other project comes when it is done.
        view.project_wanted.connect(self.open_project, Qt.ConnectionType.QueuedConnection)
        view.calls_wanted.connect(self.calls_wanted)
        view.step_changed.connect(self.side.set_step)
        view.judged.connect(self.side.set_progress)
        self.view, self.first_page = view, None
        self._memory.setValue("window/project", project_id)
        self.side.set_projects(self._list_named(), project_id)
        self.side.set_progress({})
        self._show_sample_strip(is_sample=is_sample(project_id))
        if place is not None:
            self._memory.setValue("window/step", place.step)
        view.open_first()
        self._show_page(view)
        if place is not None:
            view.go(place)

    def open_step(self, step: Step) -> None:
        """Show a step of the open project."""
        self.leave_over()
        if self.view is not None:
            self.view.open_step(step)

    def visit_step(self, step: Step) -> None:
        """Show a step as a click asks for it: seen at once, built while it is seen."""
        self.leave_over()
        if self.view is not None:
            self.view.visit(step)

    def go(self, place: Place) -> None:
        """Show a place of the open project."""
        self.leave_over()
        if self.view is not None:
            self.view.go(place)

    def begin_first_project(self, answers: FirstAnswers) -> None:
        """Begin what was told at the first start, and show where the work begins."""
        from ui.first_start import begin_first_project, find_landing  # noqa: PLC0415

        if self._workspace is None:
            return
        try:
            project_id = begin_first_project(self._workspace, answers)
        except BastamaError as problem:
            self.tell_problem(problem.message)
            return
        self._remember_who(answers.who)
        self.open_project(project_id, find_landing(answers))
        words, notice = self._words, self.notice()
        if notice is not None:
            is_one_of_many = answers.who == "coordinator"
            notice.show_success(
                lambda: words.gettext("You can begin: whatever you type is saved by itself."),
                lambda: (
                    words.gettext(
                        "Each project keeps its own plan, money and report; change between them "
                        "here, in the menu at the top left."
                    )
                    if is_one_of_many
                    else ""
                ),
            )

    def _remember_who(self, who: Who) -> None:
        self.who = who
        self.who_chosen.emit(who)

    def begin_project(self) -> None:
        """Begin an empty project of the organisation whose project is open."""
        if self._workspace is None or not self.save_all():
            return
        try:
            organization_id = self._find_organization()
            project_id = self._workspace.records.add_project(organization_id, NO_TEXT)
        except BastamaError as problem:
            self.tell_problem(problem.message)
            return
        self.open_project(project_id, Place("plan", part="project"))

    def open_application(self, project_id: str) -> None:
        """Show the application of a project, which may be the one that is open."""
        self.leave_over()
        place = Place("application")
        if self.view is not None and self.view.project_id == project_id:
            self.view.go(place)
        else:
            self.open_project(project_id, place)

    def begin_application(self) -> None:
        """Begin an empty project to apply with; one that stands empty already is taken."""
        if self._workspace is None or not self.save_all():
            return
        try:
            organization_id = self._find_organization()
            project_id = self._workspace.records.add_project(organization_id, NO_TEXT)
        except BastamaError as problem:
            self.tell_problem(problem.message)
            return
        self.leave_over()
        self.open_project(project_id, Place("application"))

    def begin_project_of_another(self) -> None:
        """Begin an empty project of an organisation that is still to be told."""
        from ui.first_start import FirstAnswers, begin_first_project  # noqa: PLC0415

        if self._workspace is None or not self.save_all():
            return
        try:
            project_id = begin_first_project(self._workspace, FirstAnswers("ngo"))
        except BastamaError as problem:
            self.tell_problem(problem.message)
            return
        self.open_project(project_id, Place("organization", field="name"))

    def _find_organization(self) -> str:
        workspace = self._workspace
        assert workspace is not None  # noqa: S101 (asked while one is open)
        if self.view is not None:
            return workspace.load_project(self.view.project_id, with_people=False).organization.id
        known = workspace.records.list_organizations()
        if known:
            return known[0].id
        organization = Organization(name=NO_TEXT)
        workspace.records.add_organization(organization)
        return organization.id

    def remove_project(self) -> None:
        """Throw the open project away: one step, and one step of undo brings it back."""
        if self._workspace is None or self.view is None or not self.save_all():
            return
        project_id = self.view.project_id
        try:
            self._workspace.records.remove_project(project_id)
        except BastamaError as problem:
            self.tell_problem(problem.message)
            return
        known = self._workspace.list_projects()
        if known:
            self.open_project(known[0].id)
        else:
            self._leave_project()
        words, notice = self._words, self.notice()
        if notice is not None:
            notice.show_success(
                lambda: words.gettext("The project was removed."),
                lambda: words.gettext("Ctrl+Z brings it back."),
            )

    def show_undone(self, undone: Undone, is_back: bool) -> None:
        """Go to what undo or redo changed: the record, its page, its project."""
        workspace = self._workspace
        if workspace is None:
            return
        self.leave_over()
        self._open_changed(workspace, undone)
        if self.side is not None:
            current = self.view.project_id if self.view else ""
            self.side.set_projects(self._list_named(), current)
        notice, words = self.notice(), self._words
        if notice is not None and undone.label:
            notice.show_success(
                lambda: words.gettext(
                    N_("Undone: {what}") if is_back else N_("Redone: {what}"),
                    what=words.gettext(undone.label),
                ),
                lambda: words.gettext("Ctrl+Z goes a step back, Ctrl+Y a step forward."),
            )

    def _open_changed(self, workspace: Workspace, undone: Undone) -> None:
        from ui.undoing import find_project  # noqa: PLC0415

        known = [project.id for project in workspace.list_projects()]
        if not known:
            self._leave_project()
            return
        here = self.view.project_id if self.view else ""
        wanted = find_project(workspace, known, undone) or here
        if wanted != here or here not in known:
            self.open_project(wanted if wanted in known else known[0])
        if self.view is not None:
            self.view.show_undone(undone)

    def _leave_project(self) -> None:
        if self.view is not None:
            self.view.end_workers()
        self.view = None
        if self.side is not None:
            self.side.set_projects([], "")
        self._show_first_page()

    @property
    def report_page(self) -> ReportPage | None:
        """The page of the report, if it has been opened."""
        from ui.pages.report_page import ReportPage  # noqa: PLC0415

        page = self.view.find_page("report") if self.view else None
        return page if isinstance(page, ReportPage) else None

    def _note_names(self, tables: frozenset[str]) -> None:
        if not tables.isdisjoint({"organization", "project"}):
            self._naming.start()

    def _name_projects(self) -> None:
        """Say the names of projects and organisations as they are now."""
        if self.side is not None and self.view is not None:
            self.side.set_projects(self._list_named(), self.view.project_id)
            self.retranslate()

    def _show_sample_strip(self, *, is_sample: bool) -> None:
        from ui.widgets.standing_strip import StandingStrip  # noqa: PLC0415

        words = self._words
        is_sample = is_sample and self._workspace is not None and not self._workspace.is_read_only
        if is_sample and self._sample_strip is None:
            self._sample_strip = StandingStrip(
                words,
                lambda: words.gettext(
                    "This is the sample: an invented project. Try whatever you like, nothing of "
                    "yours is touched."
                ),
                lambda: words.gettext("&Throw the sample away"),
                is_quiet=True,
            )
            self._sample_strip.pressed.connect(self.remove_project)
            self._column.insertWidget(0, self._sample_strip)
        if self._sample_strip is not None:
            self._sample_strip.setVisible(is_sample)

    def _list_named(self) -> list[NamedProject]:
        from ui.widgets.side_bar import NamedProject  # noqa: PLC0415

        found = self._workspace.list_projects() if self._workspace else []
        return [
            NamedProject(project.id, project.title, project.organization, project.organization_id)
            for project in found
        ]

    def open_sample(self) -> None:
        """Put a copy of the sample into the workspace, unless it is there, and open it."""
        from grantee_app.workspace import SAMPLE_ID, read_sample  # noqa: PLC0415

        if self._workspace is None or not self.save_all():
            return
        if any(project.id == SAMPLE_ID for project in self._workspace.list_projects()):
            self.open_project(SAMPLE_ID)
            return
        self._take_project(read_sample())

    def choose_project_file(self) -> None:
        """Ask for a project file and open the project in it."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, self._words.gettext("Choose a project file"), "", "JSON (*.json)"
        )
        if chosen:
            self.read_project(Path(chosen))

    def read_project(self, path: Path) -> None:
        """Read a project file on a worker, store it, and open the project."""
        words, notice = self._words, self.notice()
        if notice is not None:
            notice.show_progress(lambda: words.gettext("{name} is being read…", name=path.name))
            notice.cancelled.connect(self._stop_reading)
        if self._importer is not None:
            self._importer.submit(
                lambda _job: read_file(path), self._take_project, self.tell_problem
            )

    def _stop_reading(self) -> None:
        if self._importer is not None and self._importer.is_busy():
            self._importer.cancel()

    def _take_project(self, content: ProjectFile) -> None:
        self.before_import(lambda: self._store_project(content))

    def _store_project(self, content: ProjectFile) -> None:
        if self._workspace is None:
            return
        try:
            self._workspace.save_project(content)
        except BastamaError as problem:
            self.tell_problem(problem.message)
            return
        self.open_project(content.project.id)

    def notice(self) -> NoticeStrip | None:
        """Return the strip of the page that is shown."""
        if self._over is not None:
            return self._over.notice
        page = (self.view.page() if self.view else None) or self.first_page or self.centralWidget()
        return getattr(page, "notice", None)

    def find_help_topic(self) -> str:
        """Return which page of the guide is about what is seen, "" for none of its own."""
        page = self._over.page if self._over is not None else None
        page = page or (self.view.page() if self.view else None) or self.first_page
        return str(getattr(page or self.centralWidget(), "HELP", ""))

    def tell_problem(self, sentence: Message) -> None:
        """Say on the open page what went wrong."""
        notice = self.notice()
        if notice is not None:
            notice.show_problem(lambda: self._words.say(sentence))

    def tell_mistake(self, sentence: Message, report: str) -> None:
        """Save what is typed and say that Bastama itself failed, with a text that can be sent."""
        words = self._words
        copied: list[str] = []
        # Saving may be what failed.
        with suppress(Exception):
            self.save_all()
        notice = self.notice()
        if notice is None:
            return

        def copy() -> None:
            QGuiApplication.clipboard().setText(report)
            copied.append(report)
            notice.retranslate()

        notice.show_problem(
            lambda: words.say(sentence),
            lambda: words.gettext("✓ Copied") if copied else words.gettext("&Copy the details"),
            copy,
            lambda: words.gettext(
                "The details hold no texts and no names: only what failed and where."
            ),
        )

    # ------------------------------------------------------------------ language

    def switch_language(self, code: str) -> None:
        """Speak another language; what is being written is saved first and stays as it is."""
        self.save_all()
        self._words.switch("ru" if code == "ru" else "kk")
        self.language_chosen.emit(self._words.code)

    def retranslate(self) -> None:
        """Say the title of the window in the language of the screen."""
        here = self.view.project_id if self.view else ""
        shown = [project for project in self._list_named() if project.id == here]
        title = shown[0].title.spoken_in(self._words.code) if shown else ""
        self.setWindowTitle(f"{title} – Bastama" if title else "Bastama")

    # ------------------------------------------------------------------ size, paint

    def _fold_side(self, is_rail: bool) -> None:
        self._wants_rail = is_rail
        self._fit_side()

    def _fit_side(self) -> None:
        if self.side is None:
            return
        is_narrow = self.width() - self.help.room() < RAIL_BELOW
        if not is_narrow:
            self._wants_rail = None
        wanted = is_narrow if self._wants_rail is None else self._wants_rail
        self.side.set_rail(is_rail=wanted, can_fold=is_narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the side bar into a rail where the window is narrow; the help follows the edge."""
        super().resizeEvent(event)
        self._fit_side()
        self.help.lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what an empty window already knows of itself: side bar, top bar, paper."""
        super().paintEvent(event)
        if self._workspace is not None or self._is_alone:
            return
        tokens = self._theme.tokens
        side = 232 if self.width() >= RAIL_BELOW else 64
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.paper))
        painter.fillRect(0, 0, self.width(), 57, QColor(tokens.card))
        painter.fillRect(0, 57, self.width(), 1, QColor(tokens.line))
        painter.fillRect(0, 0, side, self.height(), QColor(tokens.side))

    def event(self, event: QEvent) -> bool:
        """Tell once that the window has been painted."""
        done = super().event(event)
        if event.type() == QEvent.Type.Paint and not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)
        return done

    # ------------------------------------------------------------------ end

    def save_all(self) -> bool:
        """Write what is not on disk yet; tell whether all of it is."""
        return self.view is None or self.view.save_all()

    def hold_words(self) -> dict[Key, str]:
        """Return the typed words that could not be written."""
        if self.save_all() or self.view is None:
            return {}
        return self.view.autosave.unsaved()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close when everything is saved, or when the person gives the last words up."""
        if self._is_ending:
            # The last backup is being made: the window goes as soon as it is there.
            event.ignore()
            return
        if not self.may_close():
            event.ignore()
            return
        while not self.save_all():
            answer = self.ask_about_unsaved()
            if answer == "stay":
                event.ignore()
                return
            if answer == "leave":
                break
        self._is_ending = True
        self.before_end()
        self._is_ending = False
        # Whoever waited for the backup may have typed on.
        self.save_all()
        if self.view is not None:
            self.view.end_workers()
        if self._importer is not None:
            self._importer.close()
        self._memory.setValue("window/geometry", self.saveGeometry())
        event.accept()

    def ask_about_unsaved(self) -> str:
        """Ask what to do with words that cannot be saved: "again", "stay" or "leave"."""
        words = self._words
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(words.gettext("The last words are not saved yet."))
        box.setInformativeText(
            words.gettext("If you close now, they are lost. Everything saved before stays.")
        )
        again = box.addButton(words.gettext("&Try again"), QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton(words.gettext("&Stay"), QMessageBox.ButtonRole.RejectRole)
        leave = box.addButton(
            words.gettext("&Close without them"), QMessageBox.ButtonRole.DestructiveRole
        )
        box.setDefaultButton(again)
        box.setEscapeButton(stay)
        box.exec()
        pressed = box.clickedButton()
        if pressed is again:
            return "again"
        return "leave" if pressed is leave else "stay"


def is_sample(project_id: str) -> bool:
    """Tell whether a project is the sample that comes with the program."""
    from grantee_app.workspace import SAMPLE_ID  # noqa: PLC0415

    return project_id == SAMPLE_ID


def read_file(path: Path) -> ProjectFile:
    """Read a project file; loaded only when somebody asks for it."""
    from grantee_app.exchange import read_project_file  # noqa: PLC0415

    return read_project_file(path)
