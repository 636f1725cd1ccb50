"""The main window: side bar at the left, one page at the right.

It only goes from one page to another; pages own their work, and `project_deeds` what is done with
whole projects. Shown empty at first and furnished after its first paint, so everything heavy is
imported where it is used. Closes nothing that is not saved.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from grantee_app.frozen import frozen
from grantee_app.language.message import N_, Message
from ui.bare_window import RAIL_BELOW, BareWindow
from ui.help_drawer import HelpDrawer
from ui.places import Place, Step
from ui.theme import Theme

if TYPE_CHECKING:
    from grantee_app.settings import Who
    from grantee_app.store.history.undoing import Undone
    from grantee_app.workspace import Workspace
    from ui.pages.first_run_page import FirstRunPage
    from ui.pages.report_page import ReportPage
    from ui.project_deeds import ProjectDeeds
    from ui.project_names import ProjectNames
    from ui.project_view import ProjectView
    from ui.screen_language import ScreenLanguage
    from ui.undoing import Undoing
    from ui.widgets.notice_strip import NoticeStrip
    from ui.widgets.sample_strip import SampleStrip
    from ui.widgets.side_bar import SideBar


@frozen
class _Over:
    """A page shown over the open one, its strip, and what ends its work."""

    page: QWidget
    notice: NoticeStrip
    end: Callable[[], None]


class MainWindow(BareWindow):
    """`ready` follows when the first page can be used.

    `language_chosen` and `who_chosen` bring what the settings should remember. `backups_wanted`,
    `found_backup_wanted`, `damage_suspected` and the signals of folders are for whoever opened the
    workspace; `folder_wanted` brings "" for one that is still to be chosen.
    """

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
        super().__init__(theme, memory, parent)
        self._words = words
        self._wants_rail: bool | None = None
        self._workspace: Workspace | None = None
        self._names: ProjectNames | None = None
        self.deeds: ProjectDeeds | None = None
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
        self._over: _Over | None = None
        # Who works here, as told before; set by whoever keeps the settings.
        self.who: Who = ""
        self._sample_strip: SampleStrip | None = None
        self._pages = QStackedWidget()
        self.help = HelpDrawer(
            self, words, theme, memory, find_topic=self.find_help_topic, fit=self._fit_side
        )
        self.help_wanted.connect(self.help.show_contents)
        self._words.changed.connect(self.retranslate)
        theme.changed.connect(self._fit_side)

    # ------------------------------------------------------------------ furnishing

    def furnish(self, workspace: Workspace) -> None:
        """Fill the empty window: side bar, and the page of the newest project."""
        from ui.project_deeds import ProjectDeeds  # noqa: PLC0415
        from ui.project_names import ProjectNames  # noqa: PLC0415
        from ui.undoing import Undoing  # noqa: PLC0415

        self._workspace = workspace
        self.deeds = ProjectDeeds(self, workspace, self._words)
        self._names = ProjectNames(workspace, self._say_names, self)
        if not workspace.is_read_only:
            self.undoing = Undoing(
                workspace,
                self,
                save_all=self.save_all,
                show=self.show_undone,
                tell=self.tell_problem,
            )
        self.side = self._make_side(self.deeds)
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

    def _make_side(self, deeds: ProjectDeeds) -> SideBar:
        from ui.widgets.side_bar import SideBar  # noqa: PLC0415

        side = SideBar(self._words, self._theme)
        side.language_chosen.connect(self.switch_language)
        side.project_chosen.connect(self.open_project)
        side.step_wanted.connect(self.visit_step)
        side.fold_wanted.connect(self._fold_side)
        side.import_wanted.connect(deeds.choose_project_file)
        side.new_project_wanted.connect(deeds.begin_project)
        side.other_project_wanted.connect(deeds.begin_project_of_another)
        side.removal_wanted.connect(deeds.remove_project)
        side.sample_wanted.connect(deeds.open_sample)
        side.settings_wanted.connect(self.settings_wanted)
        side.help_wanted.connect(self.help_wanted)
        side.backups_wanted.connect(self.backups_wanted)
        side.calls_wanted.connect(self.calls_wanted)
        side.lock_wanted.connect(self.lock_wanted)
        side.folder_wanted.connect(self.folder_wanted)
        side.folders_cleared.connect(self.folders_cleared)
        return side

    def unfurnish(self) -> None:
        """Let go of the workspace: its pages and their workers; the window stands empty."""
        self.leave_over()
        if self.view is not None:
            self.view.end_workers()
        if self.undoing is not None:
            self.undoing.end()
        if self._names is not None:
            self._names.end()
        if self.deeds is not None:
            self.deeds.end()
        self.view = self.first_page = self.undoing = self.side = None
        self.deeds = self._names = self._sample_strip = self._workspace = None

    def show_alone(self, page: QWidget) -> None:
        """Show a page without the side bar, while there is no workspace."""
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

    def _show_first_page(self) -> None:
        from ui.pages.first_run_page import FirstRunPage  # noqa: PLC0415

        deeds = self.deeds
        assert deeds is not None  # noqa: S101 (shown while a workspace is open)
        page = FirstRunPage(self._words, self._theme, who=self.who)
        page.language_chosen.connect(self.switch_language)
        page.who_chosen.connect(self.remember_who)
        page.begin_wanted.connect(deeds.begin_first_project)
        page.sample_wanted.connect(deeds.open_sample)
        page.import_wanted.connect(deeds.choose_project_file)
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
        self._show_names()
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

    def remember_who(self, who: Who) -> None:
        """Remember who works here."""
        self.who = who
        self.who_chosen.emit(who)

    def open_application(self, project_id: str) -> None:
        """Show the application of a project, which may be the one that is open."""
        self.leave_over()
        place = Place("application")
        if self.view is not None and self.view.project_id == project_id:
            self.view.go(place)
        else:
            self.open_project(project_id, place)

    def show_undone(self, undone: Undone, is_back: bool) -> None:
        """Go to what undo or redo changed: the record, its page, its project."""
        workspace = self._workspace
        if workspace is None:
            return
        self.leave_over()
        self._open_changed(workspace, undone)
        self._show_names()
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
            self.leave_project()
            return
        here = self.view.project_id if self.view else ""
        wanted = find_project(workspace, known, undone) or here
        if wanted != here or here not in known:
            self.open_project(wanted if wanted in known else known[0])
        if self.view is not None:
            self.view.show_undone(undone)

    def leave_project(self) -> None:
        """Leave the last project, which is gone: the first page asks for another."""
        if self.view is not None:
            self.view.end_workers()
        self.view = None
        if self.side is not None:
            self.side.set_projects([], "")
        self._show_first_page()

    @property
    def report_page(self) -> ReportPage | None:
        """The page of the report, whole, if it has been opened."""
        from ui.pages.report_page import ReportPage  # noqa: PLC0415

        page = self.view.find_page("report") if self.view else None
        if not isinstance(page, ReportPage):
            return None
        page.turns.finish()
        return page

    def _show_names(self) -> None:
        """Show the projects in the side bar, the open one marked."""
        if self.side is not None and self._names is not None:
            here = self.view.project_id if self.view else ""
            self.side.set_projects(self._names.list_named(), here)

    def _say_names(self) -> None:
        """Say the names of projects and organisations as they are now."""
        if self.view is not None:
            self._show_names()
            self.retranslate()

    def _show_sample_strip(self, *, is_sample: bool) -> None:
        deeds, workspace = self.deeds, self._workspace
        is_sample = is_sample and workspace is not None and not workspace.is_read_only
        if is_sample and self._sample_strip is None and deeds is not None:
            from ui.widgets.sample_strip import SampleStrip  # noqa: PLC0415

            self._sample_strip = SampleStrip(self._words)
            self._sample_strip.pressed.connect(deeds.remove_project)
            self._column.insertWidget(0, self._sample_strip)
        if self._sample_strip is not None:
            self._sample_strip.setVisible(is_sample)

    # ------------------------------------------------------------------ what is seen

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

    # ------------------------------------------------------------------ language

    def switch_language(self, code: str) -> None:
        """Speak another language; what is being written is saved first and stays as it is."""
        if self.view is not None:
            self.view.autosave.flush()
        self._words.switch("ru" if code == "ru" else "kk")
        self.language_chosen.emit(self._words.code)

    def retranslate(self) -> None:
        """Say the title of the window in the language of the screen."""
        here = self.view.project_id if self.view else ""
        title = self._names.say_title(here, self._words.code) if self._names is not None else ""
        self.setWindowTitle(f"{title} – Bastama" if title else "Bastama")

    # ------------------------------------------------------------------ size

    def _fold_side(self, is_rail: bool) -> None:
        self._wants_rail = is_rail
        self._fit_side()

    def _fit_side(self) -> None:
        if self.side is None:
            return
        room = self.width() - self.help.room()
        is_narrow = room < self._theme.measure.grow(RAIL_BELOW)
        if not is_narrow:
            self._wants_rail = None
        wanted = is_narrow if self._wants_rail is None else self._wants_rail
        self.side.set_rail(is_rail=wanted, can_fold=is_narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the side bar into a rail where the window is narrow; the help follows the edge."""
        super().resizeEvent(event)
        self._fit_side()
        self.help.lay_out()

    # ------------------------------------------------------------------ end

    def save_all(self) -> bool:
        """Write what is not on the disk yet, and wait for it; tell whether all of it is there."""
        return self.view is None or self.view.save_all()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close when everything is saved, or when the person gives the last words up."""
        from ui.leaving import settle_last_words  # noqa: PLC0415

        # While the last backup is being made, the window goes as soon as it is there.
        if self._is_ending or not self.may_close() or not settle_last_words(self, self._words):
            event.ignore()
            return
        self._is_ending = True
        self.before_end()
        self._is_ending = False
        # Whoever waited for the backup may have typed on.
        self.save_all()
        if self.view is not None:
            self.view.end_workers()
        if self.deeds is not None:
            self.deeds.end_workers()
        self.remember_place()
        event.accept()


def is_sample(project_id: str) -> bool:
    """Tell whether a project is the sample that comes with the program."""
    from grantee_app.workspace import SAMPLE_ID  # noqa: PLC0415

    return project_id == SAMPLE_ID
