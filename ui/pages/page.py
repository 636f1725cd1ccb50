"""What every page of a project has: a top bar, a strip for what happened, a body.

A page shows records and the state counted from them, and owns its work. Which page is open is the
business of the project's view. What takes long to build comes after the page is seen, in turns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.editors.editor import Editor
from ui.saving_status import SavingStatus
from ui.turns import Turns
from ui.widgets.hidden_size import tell_size
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.page_header import PageHeader

if TYPE_CHECKING:
    from grantee_app.checks.state import ProjectState
    from grantee_app.store.history.undoing import Undone
    from ui.places import Place


class Page(QWidget):
    """A page of the open project; subclasses fill the body and say their words.

    `ready` says that it can be used, `damage_suspected` that something could not be read.
    """

    ready = Signal()
    damage_suspected = Signal()
    # Another project is to be shown, at a place of it.
    project_wanted = Signal(str, object)
    # The list of all calls and applications.
    calls_wanted = Signal()

    # Tables whose rows it is built of: when others change them, it is refreshed.
    TABLES: ClassVar[frozenset[str]] = frozenset()
    # The page of the guide that F1 opens.
    HELP: ClassVar[str] = ""
    # Whether it can be used as soon as it is whole; else it says by itself when.
    IS_READY_WHOLE: ClassVar[bool] = True

    def __init__(self, desk: Desk) -> None:
        # From the first moment where it will stand: whatever changes its parent later is styled
        # anew with all that is in it. What a page is built of is made the same way, from above.
        super().__init__(desk.shelf)
        self.desk = desk
        self.autosave = desk.autosave
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.header = PageHeader()
        self.notice = NoticeStrip(desk.words, desk.theme)
        self.status = SavingStatus(desk.autosave, desk.words, self.header, self.notice, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.header)
        self._column.addWidget(self.notice)
        # The language that everything is said in, "" before it is whole: what changes while nobody
        # looks is said when somebody does.
        self._said_in = ""
        desk.words.changed.connect(self._say_again)
        desk.theme.changed.connect(self._fit_again)
        # What shows again what changed, while it does.
        self._renewing = Turns(None, self)
        # What says the rest of it in another language, while it does.
        self._speaking = Turns(None, self)
        opening = self.opening()
        self._is_whole = opening is None
        if self._is_whole:
            self._said_in = desk.words.code
        self.turns = Turns(self._unfold(opening) if opening is not None else None, self)
        # Keeps the top bar at the top as long as there is no body.
        self._room = self._column.count()
        self._column.addStretch(0 if self.is_whole() else 1)
        self._content: QWidget | None = None
        self._last: QAbstractScrollArea | None = None
        self._when_whole: list[Callable[[], object]] = []
        self.turns.over.connect(self._note_whole)
        if self.is_whole():
            self._tell_ready()
        # Whoever is quicker than the turns gets what she pressed for.
        self.header.touched.connect(self.turns.finish)

    def set_body(self, body: QWidget, last: QAbstractScrollArea | None = None) -> None:
        """Put the content of the page under its top bar; it is seen when it is whole.

        `last` is what takes longest to lay out, a long list for one: it is shown after the rest.
        """
        self._content, self._last = body, last
        self._column.addWidget(body, 1)
        if not self.is_whole():
            body.hide()

    # ------------------------------------------------------------------ opening

    def opening(self) -> Iterator[None] | None:
        """Build what takes long, after what the constructor built; rest at every `yield`.

        A generator: nothing of it may run before the constructor is through. No piece may hold the
        window for long. Until the end nobody asks anything of the page; then it says its words and
        learns the state. None for a page that is quickly built.
        """
        return None

    def is_whole(self) -> bool:
        """Tell whether everything is built."""
        return self._is_whole

    def when_whole(self, act: Callable[[], object]) -> None:
        """Do something as soon as everything is built, at once if it is."""
        if self.is_whole():
            act()
        else:
            self._when_whole.append(act)

    def add_shortcut(
        self, keys: Iterable[str], act: Callable[[], object], *, is_of_window: bool = False
    ) -> None:
        """Do something on keys; pressed before the page is whole, as soon as it is.

        They hold while the cursor is in the page, or as long as the page is seen where they are of
        the window.
        """
        shortcut = QShortcut(self)
        shortcut.setKeys([QKeySequence(key) for key in keys])
        shortcut.activated.connect(lambda: self.when_whole(lambda: self.isVisible() and act()))
        if not is_of_window:
            # Before there is nothing that the cursor could be in.
            inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
            self.when_whole(lambda: shortcut.setContext(inside))

    def _unfold(self, opening: Iterator[None]) -> Iterator[None]:
        yield from opening
        yield
        self._said_in = self.desk.words.code
        self.retranslate()
        yield
        yield from self.speaking()
        yield
        if self._content is not None:
            # Apart from the laying out that comes with being shown.
            self._content.ensurePolished()
        yield
        self.fit_room()
        if self._content is not None:
            self._column.setStretch(self._room, 0)
            yield from self._showing_body(self._content)
        yield

    def _showing_body(self, body: QWidget) -> Iterator[None]:
        last = self._last
        if last is None or last.isHidden():
            body.show()
            return
        policy = last.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        last.setSizePolicy(policy)
        last.hide()
        body.show()
        yield
        for widget in (last, last.viewport()):
            tell_size(widget)
        yield
        yield from self.measuring()
        yield
        last.show()
        policy.setRetainSizeWhenHidden(False)
        last.setSizePolicy(policy)

    def measuring(self) -> Iterator[None]:
        """Measure what is shown last, whose room is known now; rest at every `yield`."""
        return iter(())

    def _note_whole(self) -> None:
        self._is_whole = True
        # Between the last pieces another language may have been chosen, or another size.
        if self.is_unsaid():
            self._say()
        self.fit_room()
        acts, self._when_whole = self._when_whole, []
        for act in acts:
            act()
        self._tell_ready()

    def _tell_ready(self) -> None:
        if self.IS_READY_WHOLE:
            QTimer.singleShot(0, self, self.ready.emit)

    def _say_again(self) -> None:
        """Say everything again, now or when the page is seen next; not before it is whole."""
        if self.isVisible():
            self.say_anew()

    def _say(self) -> None:
        self._said_in = self.desk.words.code
        self.retranslate()
        self._speaking.begin_anew(self.speaking())

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with the language of the screen."""
        self.say_anew()
        super().showEvent(event)

    def is_unsaid(self) -> bool:
        """Tell whether another language was chosen since the page was said."""
        return self.is_whole() and self._said_in != self.desk.words.code

    def is_speaking(self) -> bool:
        """Tell whether some of it is still to be said in the language of the screen."""
        return not self._speaking.is_over()

    def say_anew(self) -> None:
        """Say everything in the language of the screen, unless that is done."""
        if self.is_unsaid():
            self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._fit_again()

    def _fit_again(self) -> None:
        if self.is_whole():
            self.fit_room()

    # ------------------------------------------------------------------ what a page may do

    def say_title(self) -> None:
        """Say the words of the top bar, which is seen before the page is whole."""

    def is_narrower_than(self, width: int) -> bool:
        """Tell whether there is less room than `width`, meant for letters of the usual size."""
        return self.width() < self.desk.theme.measure.grow(width)

    def fit_room(self) -> None:
        """Lay out anew what depends on the room there is; called for other letters too."""

    def retranslate(self) -> None:
        """Say everything again in the language of the screen, but for what `speaking` says."""
        self.status.show()

    def speaking(self) -> Iterator[None]:
        """Say what takes long in another language, after `retranslate`; rest at every `yield`."""
        return iter(())

    def refreshing(self) -> Iterator[None]:
        """Show the records as they are now; rest at every `yield`, as `opening` does.

        The first piece brings what somebody may be typing into. Between two pieces anything may
        happen: other words, other rows chosen, a change after which all of it begins anew.
        """
        return iter(())

    def refresh(self) -> None:
        """Show the records as they are now, all at once."""
        self._renewing.drop()
        for _rest in self.refreshing():
            pass

    def renew(self) -> None:
        """Show the records as they are now in turns: the first piece now, the others later."""
        self._renewing.begin_anew(self.refreshing())

    def catch_up(self) -> None:
        """Do now whatever is left of showing what changed."""
        self._renewing.finish()
        self._speaking.finish()

    def is_renewed(self) -> bool:
        """Tell whether the records are shown as they were when the page heard of them last."""
        return self._renewing.is_over() and not self.is_speaking()

    def stop_turns(self) -> None:
        """Build and show nothing more: the page goes."""
        self.turns.drop()
        self._renewing.drop()
        self._speaking.drop()

    def take_state(self, state: ProjectState) -> None:
        """Show what was counted and found; called on every new count while the page is seen."""

    def show_place(self, place: Place) -> bool:  # noqa: ARG002 (pages with places use it)
        """Bring a record or a field into sight; tell whether it is here."""
        return True

    def show_changed_here(self, undone: Undone) -> bool:  # noqa: ARG002 (pages with fields use it)
        """Show what undo or redo changed if it is in what is seen already; tell whether it is.

        Asked after the first piece of `refreshing`: the rest may still be on its way.
        """
        return False

    def show_changed(self, undone: Undone) -> bool:
        """Show what undo or redo changed; tell whether it can be seen here."""
        return self.is_concerned(undone.tables)

    def is_concerned(self, tables: Iterable[str]) -> bool:
        """Tell whether the page is built of any of the tables."""
        return not self.TABLES.isdisjoint(tables)

    def is_outdated(self, tables: Iterable[str]) -> bool:  # noqa: ARG002 (most can be refreshed)
        """Tell whether a change made elsewhere asks for a new page instead of a refresh."""
        return False

    def end_workers(self) -> None:
        """End the threads; nothing may be drawn afterwards."""

    def fall_silent(self) -> None:
        """Hear and tell nothing more: the page goes, and its workspace may be closed before it.

        A field that goes with its page is left as well, and would write and judge once more.
        """
        self.desk.words.changed.disconnect(self._say_again)
        self.desk.theme.changed.disconnect(self._fit_again)
        for editor in self.findChildren(Editor):
            editor.blockSignals(True)
        for notice in self.findChildren(NoticeStrip):
            notice.forget()
