"""The password of the open workspace: asked for, locked, set, changed, removed.

Keeps the key while a workspace is open or is being opened, and nowhere is it or a password written
down. Everything slow is done on a worker, with the workspace closed. What is encrypted is the
core's business, what is asked the pages'.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog

from grantee_app.language.message import Message, message
from ui.idle_watch import IdleWatch
from ui.jobs import Job, JobRunner
from ui.screen_language import ScreenLanguage
from ui.theme import Theme

if TYPE_CHECKING:
    from grantee_app.store.encryption.keys import DataKey
    from grantee_app.store.encryption.recovery_code import RecoveryCode
    from grantee_app.store.safety.backup import BackupInfo
    from grantee_app.workspace import Workspace
    from ui.main_window import MainWindow
    from ui.pages.code_page import CodePage
    from ui.pages.progress_page import ProgressPage
    from ui.pages.unlock_page import UnlockPage
    from ui.session import Session

# The key L of a Cyrillic keyboard bears Д, in Kazakh and in Russian.
LOCK_KEYS: Final = ("Ctrl+L", "Ctrl+Д")
# A dialog that was closed takes a moment to go.
MOST_DIALOGS: Final = 20


class PasswordKeeper(QObject):
    """`key` opens the workspace of the session, None while it is locked or has no password."""

    def __init__(
        self,
        session: Session,
        window: MainWindow,
        words: ScreenLanguage,
        theme: Theme,
        minutes: int,
    ) -> None:
        super().__init__(session)
        self._session = session
        self._window = window
        self._words = words
        self._theme = theme
        self.minutes = minutes
        self.key: DataKey | None = None
        self.unlock_page: UnlockPage | None = None
        self.code_page: CodePage | None = None
        self.progress_page: ProgressPage | None = None
        self._unlocker: JobRunner | None = None
        self._runner = JobRunner(self, name="password", keeps_all=True)
        self._old_copies: list[BackupInfo] = []
        self._has_finished = False
        # What is to be said and shown when the workspace is open again.
        self._afterwards: Callable[[], None] | None = None
        self._idle = IdleWatch(self)
        self._idle.idle.connect(self._lock_untouched)
        for keys in LOCK_KEYS:
            QShortcut(QKeySequence(keys), window).activated.connect(self.lock)
        window.lock_wanted.connect(self.lock)
        window.may_close = self.may_leave

    # ------------------------------------------------------------------ asking

    def ask(self, *, is_read_only: bool) -> None:
        """Show the page that asks for the password."""
        from ui.backup_words import say_moment  # noqa: PLC0415
        from ui.pages.unlock_page import UnlockPage  # noqa: PLC0415

        self.forget()
        page = UnlockPage(
            self._words,
            self._theme,
            is_read_only=is_read_only,
            list_old_copies=lambda: [
                say_moment(self._words, info.made_at) for info in self._old_copies
            ],
        )
        page.language_chosen.connect(self._window.switch_language)
        page.folder_wanted.connect(self._session.folders.choose_folder)
        page.password_given.connect(lambda password: self._try_password(password, is_read_only))
        page.code_given.connect(lambda code, new: self._try_code(code, new, is_read_only))
        self.unlock_page = page
        self._unlocker = JobRunner(self, name="unlock")
        self._window.show_alone(page)
        self._look_for_old_copies()

    def _try_password(self, password: str, is_read_only: bool) -> None:
        folder = self._session.folder

        def work(_job: Job) -> DataKey:
            from grantee_app.workspace.protection import unlock  # noqa: PLC0415

            return unlock(folder, password)

        self._try(work, is_read_only)

    def _try_code(self, code: str, new: str, is_read_only: bool) -> None:
        folder, second = self._session.folder, self._session.second_place

        def work(_job: Job) -> DataKey:
            from grantee_app.workspace import protection  # noqa: PLC0415

            key = protection.unlock_with_recovery_code(folder, code)
            if new:
                protection.change_password(folder, key, new, second=find_place(second))
            return key

        self._try(work, is_read_only)

    def _try(self, work: Callable[[Job], DataKey], is_read_only: bool) -> None:
        from grantee_app.workspace.protection import seconds_to_wait  # noqa: PLC0415

        page, folder, unlocker = self.unlock_page, self._session.folder, self._unlocker
        if page is None or unlocker is None:
            return
        page.set_busy(is_busy=True, seconds=seconds_to_wait(folder))

        def take(key: DataKey) -> None:
            page.forget()
            self._end_asking()
            self.key = key
            self._session.begin(is_read_only=is_read_only)

        unlocker.submit(work, take, lambda problem: page.refuse(problem, seconds_to_wait(folder)))

    def _look_for_old_copies(self) -> None:
        folder, second, page = self._session.folder, self._session.second_place, self.unlock_page
        self._old_copies = []

        def take(found: list[BackupInfo]) -> None:
            if self.unlock_page is page and page is not None:
                self._old_copies = found
                page.retranslate()

        self._runner.submit(lambda _job: find_plain_backups(folder, second), take)

    def _end_asking(self) -> None:
        if self._unlocker is not None:
            # An attempt that is held back is waited for by nobody.
            self._unlocker.close(0.0)
        self._unlocker = self.unlock_page = None

    def forget(self) -> None:
        """Drop the key: the workspace is locked, or it is another one's turn."""
        self._end_asking()
        self.key = None
        self._has_finished = False

    # ------------------------------------------------------------------ opening

    def needs_finishing(self) -> bool:
        """Tell whether setting or removing the password was cut short and must go on first."""
        from grantee_app.workspace.protection import needs_finishing  # noqa: PLC0415

        return (
            self.key is not None
            and not self._has_finished
            and needs_finishing(self._session.folder)
        )

    def finish(self, then: Callable[[], None]) -> None:
        """Encrypt what was left plain, with progress; what cannot be now is left for later."""
        words, folder, key = self._words, self._session.folder, self.key
        second = self._session.second_place
        self._has_finished = True
        page = self._show_progress(
            lambda: words.gettext("The password is being finished"),
            lambda: words.gettext(
                "Setting or removing the password was cut short. Nothing is lost: what is still "
                "readable is being encrypted now."
            ),
        )

        def work(job: Job) -> bool:
            from grantee_app.workspace.protection import finish_protection  # noqa: PLC0415

            assert key is not None  # noqa: S101 (asked first)
            return finish_protection(folder, key, job.tell_progress, second=find_place(second))

        def end(_outcome: object) -> None:
            self.progress_page = None
            then()

        self._runner.submit(work, end, end, page.set_progress)

    def watch(self, workspace: Workspace) -> None:
        """Show that the open workspace has a password, and lock it when nobody touches it."""
        is_protected = workspace.key is not None
        if self._window.side is not None:
            self._window.side.show_lock(is_shown=is_protected)
        if is_protected:
            self._idle.begin(self.minutes)
        afterwards, self._afterwards = self._afterwards, None
        if afterwards is not None:
            QTimer.singleShot(0, self, afterwards)

    def end_watch(self) -> None:
        """The workspace is being closed."""
        self._idle.end()

    def set_minutes(self, minutes: int) -> None:
        """Lock after so many minutes, 0 for never."""
        self.minutes = minutes
        workspace = self._session.workspace
        if workspace is not None and workspace.key is not None:
            self._idle.begin(minutes)

    # ------------------------------------------------------------------ locking

    def _lock_untouched(self) -> None:
        notice = self._window.notice()
        if notice is None or not notice.is_running():
            # A report being printed is not stopped because somebody watches it.
            self.lock()

    def lock(self, dialogs_left: int = MOST_DIALOGS) -> None:
        """Save, close, forget the key and ask for the password; or say why that cannot be yet."""
        workspace = self._session.workspace
        if workspace is None or workspace.key is None:
            return
        if dialogs_left and close_dialog():
            QTimer.singleShot(0, self, lambda: self.lock(dialogs_left - 1))
            return
        if not self._save():
            return
        self._when_quiet(self._lock_now)

    def _lock_now(self) -> None:
        workspace = self._session.workspace
        # Somebody may have typed on while a backup was made.
        if workspace is None or not self._save():
            return
        is_read_only = workspace.is_read_only and workspace.notice is None
        self._session.release()
        self.ask(is_read_only=is_read_only)

    def _save(self) -> bool:
        """Tell whether everything is on disk; words that are not are never put at risk."""
        if self._window.save_all():
            return True
        self._window.tell_problem(
            message(
                "Not locked yet: the last words are not saved. As soon as they are, press Ctrl+L "
                "again."
            )
        )
        return False

    def _when_quiet(self, go_on: Callable[[], None]) -> None:
        """Go on when no backup is being made: closing would wait for it with a frozen window."""
        keeper = self._session.keeper
        if keeper is None or not keeper.is_making:
            go_on()
            return
        notice, words = self._window.notice(), self._words
        if notice is not None:
            notice.show_busy(lambda: words.gettext("One moment: a backup is being finished…"))

        def look() -> None:
            if not keeper.is_making:
                keeper.changed.disconnect(look)
                QTimer.singleShot(0, self, go_on)

        keeper.changed.connect(look)

    # ------------------------------------------------------------------ setting, changing

    def protect(self, password: str) -> None:
        """Set a password, and show the recovery code."""
        words, folder, second = self._words, self._session.folder, self._session.second_place
        stop = threading.Event()

        def work(job: Job) -> Any:
            from grantee_app.store.attachments.files import AttachingCancelled  # noqa: PLC0415
            from grantee_app.workspace.protection import protect_workspace  # noqa: PLC0415

            # Not the job's own cancelling: once the exchange is decided the code must arrive.
            try:
                return protect_workspace(
                    folder, password, job.tell_progress, stop.is_set, second=find_place(second)
                )
            except AttachingCancelled:
                return None

        def take(made: Any) -> None:
            if made is None:
                self._return(
                    lambda: words.gettext("Cancelled: nothing was changed, there is no password."),
                    is_good=False,
                )
                return
            self.key = made.key
            self._show_code(made.code, is_renewed=False)

        def begin() -> None:
            page = self._show_progress(
                lambda: words.gettext("The password is being set"),
                lambda: words.gettext(
                    "Texts, files and backups are being encrypted. Should the power fail, nothing "
                    "is lost: Bastama goes on at the next start."
                ),
                can_cancel=True,
            )
            page.cancelled.connect(stop.set)
            self._runner.submit(work, take, self._return_with, self._note_far)

        self._close_for(begin)

    def change(self, old: str, new: str, refuse: Callable[[Message], None]) -> None:
        """Change the password, if the old one is right; else `refuse` says so."""
        folder, second = self._session.folder, self._session.second_place

        def work(key: DataKey) -> None:
            from grantee_app.workspace.protection import change_password  # noqa: PLC0415

            change_password(folder, key, new, second=find_place(second))

        def take(_nothing: object) -> None:
            self._return(
                lambda: self._words.gettext(
                    "The password is changed. The recovery code stays the same."
                )
            )

        self._check(old, refuse, lambda key: self._change(lambda: work(key), take))

    def renew_code(self, old: str, refuse: Callable[[Message], None]) -> None:
        """Make a new recovery code, if the password is right, and show it."""
        folder, second = self._session.folder, self._session.second_place

        def work(key: DataKey) -> RecoveryCode:
            from grantee_app.workspace.protection import make_new_recovery_code  # noqa: PLC0415

            return make_new_recovery_code(folder, key, second=find_place(second))

        def take(code: RecoveryCode) -> None:
            self._show_code(code, is_renewed=True)

        self._check(old, refuse, lambda key: self._change(lambda: work(key), take))

    def remove(self, old: str, refuse: Callable[[Message], None]) -> None:
        """Decrypt everything, if the password is right."""
        words, folder, second = self._words, self._session.folder, self._session.second_place
        stop = threading.Event()

        def work(job: Job, key: DataKey) -> bool:
            from grantee_app.store.attachments.files import AttachingCancelled  # noqa: PLC0415
            from grantee_app.workspace.protection import remove_password  # noqa: PLC0415

            try:
                remove_password(
                    folder, key, job.tell_progress, stop.is_set, second=find_place(second)
                )
            except AttachingCancelled:
                return False
            return True

        def take(is_removed: bool) -> None:
            if is_removed:
                self.key = None
                self._return(lambda: words.gettext("The password is removed."))
            else:
                self._return(
                    lambda: words.gettext("Cancelled: the password is still in force."),
                    is_good=False,
                )

        def begin(key: DataKey) -> None:
            page = self._show_progress(
                lambda: words.gettext("The password is being removed"),
                lambda: words.gettext(
                    "Texts, files and backups are being decrypted. Until the end the password "
                    "opens everything."
                ),
                can_cancel=True,
            )
            page.cancelled.connect(stop.set)
            self._runner.submit(
                lambda job: work(job, key), take, self._return_with, page.set_progress
            )

        self._check(old, refuse, lambda key: self._close_for(lambda: begin(key)))

    def _check(
        self, password: str, refuse: Callable[[Message], None], go_on: Callable[[DataKey], None]
    ) -> None:
        folder = self._session.folder

        def work(_job: Job) -> DataKey:
            from grantee_app.workspace.protection import unlock  # noqa: PLC0415

            return unlock(folder, password)

        self._runner.submit(work, go_on, refuse)

    def _change(self, work: Callable[[], Any], take: Callable[[Any], None]) -> None:
        def begin() -> None:
            self._show_progress(
                lambda: self._words.gettext("One moment"),
                lambda: self._words.gettext("The key file is being written anew…"),
            )
            self._runner.submit(lambda _job: work(), take, self._return_with)

        self._close_for(begin)

    def _close_for(self, begin: Callable[[], None]) -> None:
        def close() -> None:
            if self._session.workspace is None or not self._save():
                return
            self._session.release()
            self._has_finished = False
            begin()

        self._when_quiet(close)

    # ------------------------------------------------------------------ pages alone

    def _show_progress(
        self, say_title: Callable[[], str], say: Callable[[], str], *, can_cancel: bool = False
    ) -> ProgressPage:
        from ui.pages.progress_page import ProgressPage  # noqa: PLC0415

        page = ProgressPage(self._words, self._theme, say_title, say, can_cancel=can_cancel)
        page.language_chosen.connect(self._window.switch_language)
        self.progress_page = page
        self._window.show_alone(page)
        return page

    def _note_far(self, done: int, total: int) -> None:
        if self.progress_page is not None:
            # The exchange is decided: from here on everything can only be finished.
            self.progress_page.keep_going()
            self.progress_page.set_progress(done, total)

    def _show_code(self, code: RecoveryCode, *, is_renewed: bool) -> None:
        from ui.pages.code_page import CodePage  # noqa: PLC0415

        page = CodePage(self._words, self._theme, code, self._session.folder, is_renewed=is_renewed)
        page.language_chosen.connect(self._window.switch_language)
        page.kept.connect(self._leave_code)
        self.progress_page = None
        self.code_page = page
        self._window.show_alone(page)

    def _leave_code(self) -> None:
        if self.code_page is not None:
            self.code_page.close_page()
        self.code_page = None
        self._return(
            lambda: self._words.gettext("Everything in this workspace is protected now."),
        )

    def _return_with(self, problem: Message) -> None:
        self._return(lambda: self._words.say(problem), is_good=False)

    def _return(self, say: Callable[[], str], *, is_good: bool = True) -> None:
        """Open the workspace again, on the page of the settings, and tell what happened."""

        def tell() -> None:
            self._session.over.show_settings("password")
            notice = self._window.notice()
            if notice is None:
                return
            if is_good:
                notice.show_success(say)
            else:
                notice.show_warning(say)

        self.progress_page = None
        self._afterwards = tell
        self._session.begin()

    def may_leave(self) -> bool:
        """Tell whether the window may close now, and say why if not."""
        if self._session.is_hurried:
            return True
        if self.code_page is not None and not self.code_page.is_kept():
            self.code_page.remind()
            return False
        page, words = self.progress_page, self._words
        if page is not None:
            page.notice.show_warning(
                lambda: words.gettext("Bastama closes when this is done: it does not take long.")
            )
            return False
        return True

    def close(self) -> None:
        """End the workers; a conversion that is cut short goes on at the next start."""
        self._idle.end()
        self._end_asking()
        if self.code_page is not None:
            self.code_page.close_page()
        self._runner.close()


def close_dialog() -> bool:
    """Close the menu or dialog that is open, as Esc would; tell whether there was one."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
        return True
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QDialog):
        dialog.reject()
        return True
    return False


def find_place(second: str) -> Path | None:
    """Return the second place if it is connected; may take its time, so not for the window."""
    place = Path(second) if second else None
    return place if place is not None and place.is_dir() else None


def find_plain_backups(folder: Path, second: str) -> list[BackupInfo]:
    """Return the backups of a workspace that open without its password, the newest first."""
    from grantee_app.store.engine import is_plain  # noqa: PLC0415
    from grantee_app.store.safety.backup import (  # noqa: PLC0415
        BACKUP_FOLDER,
        list_backups,
        second_folder,
    )
    from grantee_app.workspace import DATABASE_NAME  # noqa: PLC0415

    places = [folder / BACKUP_FOLDER]
    place = find_place(second)
    if place is not None:
        places.append(second_folder(folder / DATABASE_NAME, place))
    found = []
    for where in places:
        for info in list_backups(where, look_inside=False):
            try:
                if is_plain(info.path):
                    found.append(info)
            except OSError:
                continue
    return sorted(found, key=lambda info: info.made_at, reverse=True)
