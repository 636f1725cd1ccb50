"""The pages shown over the one that is open: backups, what changed lately, settings, calls.

Each is made for the workspace that is open, and left for the page under it. What they show is
their own business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from grantee_app.errors import BastamaError
from grantee_app.language.message import Message
from ui.screen_language import ScreenLanguage
from ui.theme import Theme

if TYPE_CHECKING:
    from grantee_app.store.history.undoing import Undone
    from ui.main_window import MainWindow
    from ui.session import Session


class OverPages:
    """Shows the pages of `session` over the open page of `window`."""

    def __init__(
        self, session: Session, window: MainWindow, words: ScreenLanguage, theme: Theme
    ) -> None:
        self._session = session
        self._window = window
        self._words = words
        self._theme = theme

    def show_backups(self, *, elsewhere: bool = False) -> None:
        """Show the page of the backups over the open page; `elsewhere` asks for their folder."""
        from ui.pages.backups_page import BackupsPage  # noqa: PLC0415

        session = self._session
        if session.keeper is None or isinstance(self._window.over_page(), BackupsPage):
            return
        self._window.save_all()
        self._window.leave_over()
        page = BackupsPage(self._words, self._theme, session.keeper, key=session.passwords.key)
        page.restore_wanted.connect(lambda info: session.restore(info, page.find_key(info)))
        page.second_chosen.connect(session.choose_second)
        page.changes_wanted.connect(self.show_changes)
        page.left.connect(self._window.leave_over)
        self._window.show_over(page, page.notice, page.close_page)
        page.focus_first()
        if elsewhere:
            page.elsewhere_button.click()

    def show_changes(self) -> None:
        """Show what changed lately, over the page that is open; Back leads to the backups."""
        from ui.pages.changes_page import ChangesPage  # noqa: PLC0415

        workspace, keeper = self._session.workspace, self._session.keeper
        if workspace is None or not self._window.save_all():
            return
        self._window.leave_over()
        last = keeper.last if keeper is not None else None
        page = ChangesPage(self._words, self._theme, workspace, last.made_at if last else None)

        def leave() -> None:
            self._window.leave_over()
            self.show_backups()

        page.left.connect(leave)
        page.place_wanted.connect(self._go_to_change)
        page.record_wanted.connect(self._bring_record_back)
        self._window.show_over(page, page.notice, page.close_page)
        page.list.setFocus()

    def _go_to_change(self, undone: Undone) -> None:
        self._window.leave_over()
        self._window.show_undone(undone, is_back=True)

    def _bring_record_back(self, table: str, row_id: str, change_set: int) -> None:
        words, notice, workspace = self._words, self._window.notice(), self._session.workspace
        if workspace is None or notice is None:
            return
        try:
            workspace.restore_record(table, row_id, change_set)
        except BastamaError as problem:
            self._window.tell_problem(problem.message)
            return
        notice.show_success(
            lambda: words.gettext("The record is as it was before that step."),
            lambda: words.gettext("Ctrl+Z goes a step back, Ctrl+Y a step forward."),
        )

    def show_settings(self, part: str = "") -> None:
        """Show the settings over the page that is open, at one part of them if it is named."""
        from ui.pages.settings_page import SettingsPage  # noqa: PLC0415

        session, side = self._session, self._window.side
        workspace, passwords = session.workspace, session.passwords
        if workspace is None or side is None:
            return
        self._window.save_all()
        self._window.leave_over()
        view = self._window.view
        page = SettingsPage(
            self._words,
            self._theme,
            workspace,
            project_id=view.project_id if view is not None else "",
            second_place=session.second_place,
            lock_minutes=passwords.minutes,
            may_protect=not session.is_sample,
        )

        def refuse(problem: Message) -> None:
            if self._window.over_page() is page:
                page.refuse_password(problem)

        page.language_chosen.connect(self._window.switch_language)
        page.look_chosen.connect(session.look_chosen)
        page.size_chosen.connect(session.size_chosen)
        page.minutes_chosen.connect(self._choose_lock_minutes)
        page.backups_wanted.connect(self.show_backups)
        page.password_set.connect(passwords.protect)
        page.password_changed.connect(lambda old, new: passwords.change(old, new, refuse))
        page.code_renewed.connect(lambda old: passwords.renew_code(old, refuse))
        page.password_removed.connect(lambda old: passwords.remove(old, refuse))
        page.lock_wanted.connect(passwords.lock)
        page.left.connect(self._window.leave_over)
        self._window.show_over(page, page.notice, page.close_page)
        side.set_step("settings")
        page.show_part(part)

    def _choose_lock_minutes(self, minutes: int) -> None:
        self._session.passwords.set_minutes(minutes)
        self._session.lock_minutes_chosen.emit(minutes)

    def show_calls(self) -> None:
        """Show all calls and applications, over the page that is open."""
        from ui.pages.calls_page import CallsPage  # noqa: PLC0415

        workspace, deeds = self._session.workspace, self._window.deeds
        if workspace is None or deeds is None or not self._window.save_all():
            return
        self._window.leave_over()
        page = CallsPage(self._words, self._theme, workspace)
        page.left.connect(self._window.leave_over)
        page.opened.connect(self._window.open_application)
        page.new_wanted.connect(deeds.begin_application)
        self._window.show_over(page, page.notice, page.close_page)
        page.focus_first()
