"""The open project: its pages, one autosave for all of them, and the state they live on.

Makes a page when it is first wanted and keeps it; goes to places; hears of every change and tells
the pages. Whoever clicks sees the page at once and what takes long to build a moment later; whoever
calls gets it whole. What a page does is its own business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.autosave import Autosave
from ui.desk import Desk
from ui.pages.page import Page
from ui.places import ALL_STEPS, STEPS, Place, Step
from ui.preloading import Preloading
from ui.project_watch import ProjectWatch
from ui.screen_language import ScreenLanguage
from ui.steps import load_page, name_module
from ui.theme import Theme
from ui.turns import Turns
from ui.widgets.taking_away import take_away

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grantee_app.checks.state import ProjectState
    from grantee_app.store.history.undoing import Undone
    from grantee_app.workspace import Workspace
    from ui.undoing import Undoing

REFRESH_MS: Final = 120


class ProjectView(QStackedWidget):
    """`step_changed` names the page that is seen now, `judged` brings how far each step is."""

    ready = Signal()
    damage_suspected = Signal()
    project_wanted = Signal(str, object)
    calls_wanted = Signal()
    step_changed = Signal(str)
    judged = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        project_id: str,
        *,
        words: ScreenLanguage,
        theme: Theme,
        memory: QSettings,
        undoing: Undoing | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._undoing = undoing
        self._memory = memory
        self.project_id = project_id
        # What is typed is written between two keys: the window does not wait for the disk.
        workspace.durability.sync_late()
        self.autosave = Autosave(workspace, self)
        self.autosave.damaged.connect(self.damage_suspected)
        self.watch = ProjectWatch(workspace, project_id, self)
        self.watch.counted.connect(self._take_state)
        self.watch.failed.connect(self.damage_suspected)
        self.desk = Desk(
            workspace,
            project_id,
            words,
            theme,
            memory,
            self.autosave,
            self.visit_place,
            shelf=self,
            watch=self.watch,
        )
        self._pages: dict[Step, Page] = {}
        # The state that each page shows already.
        self._told: dict[Step, ProjectState] = {}
        self._stale: set[Step] = set()
        self._changed: set[str] = set()
        # What a page that was clicked waits for: its modules, or its words.
        self._loading = Turns(None, self)
        self._is_ready = False
        self._is_ended = False
        self._refreshing = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._refreshing.timeout.connect(self._refresh)
        self._unsubscribe = workspace.subscribe(self._note_changed)

    # ------------------------------------------------------------------ pages

    def open_first(self) -> None:
        """Show the page that was open last, and begin to count."""
        stored = str(self._memory.value("window/step", ""))
        step = next((step for step in ALL_STEPS if step == stored), STEPS[0])
        turns = self._show(step).turns
        # The start waits for it.
        turns.is_hurried = True
        turns.begin()
        # The page can be painted first.
        QTimer.singleShot(0, self.watch, self.watch.count)

    def open_step(self, step: Step) -> Page:
        """Show the page of a step, whole; what is typed on the one before is saved."""
        page = self._show(step)
        page.turns.finish()
        page.catch_up()
        return page

    def visit(self, step: Step) -> None:
        """Show the page of a step as `open_step`, built in turns while it is seen already."""

        def visit() -> None:
            self._show(step).turns.begin()

        self._when_ready(step, visit)

    def visit_place(self, place: Place) -> None:
        """Show a place as `go`, on a page built in turns."""

        def visit() -> None:
            page = self._show(place.step)
            page.when_whole(lambda: self._show_place(page, place))
            page.turns.begin()

        self._when_ready(place.step, visit)

    def _show_place(self, page: Page, place: Place) -> None:
        page.catch_up()
        page.show_place(place)

    def _when_ready(self, step: Step, act: Callable[[], None]) -> None:
        """Do something that needs the page of a step, once it can be shown or built."""
        self._loading.drop()
        page, preloading = self._pages.get(step), Preloading.current
        if page is not None and page is not self.page() and page.is_unsaid():
            work = self._saying(page)
        elif page is None and preloading is not None:
            work = preloading.bring(name_module(step))
        else:
            act()
            return
        self._loading.deleteLater()
        self._loading = Turns(work, self)
        self._loading.over.connect(act)
        self._loading.begin()

    def _saying(self, page: Page) -> Iterator[None]:
        """Say a page in the language that was chosen meanwhile, a turn before it is shown."""
        from ui.record_form import RecordForm  # noqa: PLC0415 (not at the start)

        page.say_anew()
        yield
        for form in page.findChildren(RecordForm):
            if form.isVisibleTo(page):
                form.say_anew()
                yield
        while page.is_speaking():
            yield

    def _show(self, step: Step) -> Page:
        # Whatever was wanted before is not wanted any more.
        self._loading.drop()
        before = self.page()
        if before is not None and before is self._pages.get(step):
            return before
        self.autosave.end_step()
        page = self._pages.get(step) or self._make_page(step)
        if page.is_whole():
            self._catch_up(step, page)
        self.setCurrentWidget(page)
        self._memory.setValue("window/step", step)
        self.step_changed.emit(step)
        return page

    def _catch_up(self, step: Step, page: Page) -> None:
        """Show on a page what happened while nobody saw it."""
        if step in self._stale:
            self._stale.discard(step)
            page.renew()
        self._tell_state(step, page)

    def _tell_state(self, step: Step, page: Page) -> None:
        """Hand the newest state to a page that has not seen it; one being built gets it then."""
        state = self.watch.state
        if state is not None and page.is_whole() and self._told.get(step) is not state:
            self._told[step] = state
            page.take_state(state)

    def page(self) -> Page | None:
        """Return the page that is seen."""
        page = self.currentWidget()
        return page if isinstance(page, Page) else None

    def step(self) -> Step:
        """Return which step is seen."""
        page = self.currentWidget()
        return next((step for step, found in self._pages.items() if found is page), STEPS[0])

    def find_page(self, step: Step) -> Page | None:
        """Return the page of a step if it was made already."""
        return self._pages.get(step)

    def go(self, place: Place) -> None:
        """Show a place: its page, and on it the record or the field."""
        self.open_step(place.step).show_place(place)

    def _make_page(self, step: Step) -> Page:
        try:
            page = load_page(step)(self.desk)
        except Exception:
            self._clear_unfinished()
            raise
        page.turns.broken.connect(lambda: self._drop_broken(step))
        page.ready.connect(self._note_ready)
        page.damage_suspected.connect(self.damage_suspected)
        page.project_wanted.connect(self.project_wanted)
        page.calls_wanted.connect(self.calls_wanted)
        if self._undoing is not None:
            from ui.widgets.undo_buttons import UndoButtons  # noqa: PLC0415

            buttons = UndoButtons(self.desk.words, self.desk.theme, self._undoing)
            page.header.add_tools(buttons)
            self.autosave.began.connect(buttons.note_typing)
        self._pages[step] = page
        self.addWidget(page)
        if page.is_whole():
            page.retranslate()
        else:
            page.status.show()
            page.say_title()
            page.when_whole(lambda: self._catch_up(step, page) if self.page() is page else None)
        return page

    def _clear_unfinished(self) -> None:
        """Take away what a page left behind that could not be built."""
        known = set(self._pages.values())
        for page in self.findChildren(Page, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if page not in known:
                take_away(page)

    def _note_ready(self) -> None:
        if not self._is_ready:
            self._is_ready = True
            self.ready.emit()

    def _drop_broken(self, step: Step) -> None:
        """Let go of a page that could not be built to its end; the next visit tries again."""
        if step in self._pages:
            self._drop_page(step)
        self.step_changed.emit(self.step())

    def _drop_page(self, step: Step) -> None:
        page = self._pages.pop(step)
        page.stop_turns()
        self._told.pop(step, None)
        self._stale.discard(step)
        page.end_workers()
        page.fall_silent()
        self.removeWidget(page)
        page.deleteLater()

    # ------------------------------------------------------------------ changes

    def _note_changed(self, tables: frozenset[str]) -> None:
        self._changed |= tables
        self._refreshing.start()

    def _refresh(self) -> None:
        changed, self._changed = self._changed, set()
        seen = self.step()
        for step, page in tuple(self._pages.items()):
            if page.is_concerned(changed):
                # Whatever it was built of until now may have changed.
                page.turns.finish()
            if step != seen and page.is_outdated(changed):
                self._drop_page(step)
            elif page.is_concerned(changed):
                if step == seen:
                    page.renew()
                else:
                    self._stale.add(step)

    def _take_state(self, state: ProjectState) -> None:
        # An old state is not kept alive for pages that are not seen.
        self._told.clear()
        page = self.page()
        if page is not None:
            self._tell_state(self.step(), page)
        self.judged.emit(state.progress)

    def show_undone(self, undone: Undone) -> bool:
        """Show what undo or redo changed, on this page if it is here; False when it is nowhere."""
        self._note_changed(undone.tables)
        self._refreshing.stop()
        if any(row.table == "project" and row.action != "update" for row in undone.rows):
            # The whole project came back: there is no one place to show.
            self._refresh()
            return True
        seen = self.page()
        if seen is not None:
            seen.turns.finish()
        if seen is not None and seen.is_outdated(undone.tables) and not undone.texts:
            step = self.step()
            self._drop_page(step)
            seen = self.open_step(step)
        self._refresh()
        if seen is not None:
            if seen.show_changed_here(undone):
                return True
            seen.catch_up()
            if seen.show_changed(undone):
                return True
        here = self.step()
        for step in ALL_STEPS:
            is_concerned = not load_page(step).TABLES.isdisjoint(undone.tables)
            # A page may be built of a table and still not show the row that changed.
            if step != here and is_concerned and self.open_step(step).show_changed(undone):
                return True
        self.open_step(here)
        return False

    # ------------------------------------------------------------------ end

    def save_all(self) -> bool:
        """Write what is not on the disk yet, and wait for it; tell whether all of it is there."""
        return self.autosave.settle()

    def end_workers(self) -> None:
        """End the threads of all pages; asking twice is no mistake."""
        if self._is_ended:
            return
        self._is_ended = True
        self._loading.drop()
        self._refreshing.stop()
        self._unsubscribe()
        self.watch.close()
        for page in self._pages.values():
            page.stop_turns()
            page.end_workers()
            page.fall_silent()
