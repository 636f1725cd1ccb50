"""The open workspace of the window: opens it, guards it, exchanges it for a backup.

Meets everything that may stand in the way of opening with a page that offers a way on. What is in
a workspace is the pages' business.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from grantee_app.errors import BastamaError
from grantee_app.language.message import Message, message
from grantee_app.settings import USUAL_LOCK_MINUTES, put_first
from ui.password_keeper import PasswordKeeper
from ui.screen_language import ScreenLanguage
from ui.theme import Theme

if TYPE_CHECKING:
    from grantee_app.store.encryption.keys import DataKey
    from grantee_app.store.history.undoing import Undone
    from grantee_app.store.lock import WorkspaceInUse
    from grantee_app.store.opening import DamagedDatabase
    from grantee_app.store.safety.backup import BackupInfo, Restored
    from grantee_app.store.safety.damage import Health
    from grantee_app.workspace import Workspace
    from ui.autosave import Key
    from ui.backup_keeper import BackupKeeper
    from ui.earlier_versions import EarlierVersions
    from ui.jobs import JobRunner
    from ui.main_window import MainWindow
    from ui.one_window import OneWindow
    from ui.pages.recovery_page import RecoveryPage
    from ui.place_watch import PlaceWatch

# A full check of a large file waits until the window is at rest, and is over within a minute.
FULL_CHECK_AFTER_MS: Final = 15_000
# Whatever fails asks for a check; one a minute is enough.
CHECK_EVERY_SECONDS: Final = 60.0
_log = logging.getLogger(__name__)


class Session(QObject):
    """`taken_over` says that another window has the workspace and has come forward.

    All other signals bring what the settings should remember.
    """

    taken_over = Signal()
    folders_changed = Signal(object)
    folder_chosen = Signal(str)
    second_chosen = Signal(str)
    look_chosen = Signal(str)
    size_chosen = Signal(int)
    lock_minutes_chosen = Signal(int)

    def __init__(
        self,
        window: MainWindow,
        words: ScreenLanguage,
        theme: Theme,
        folder: Path,
        second_place: str = "",
        *,
        is_sample: bool = False,
        folders: tuple[str, ...] = (),
        lock_minutes: int = USUAL_LOCK_MINUTES,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._words = words
        self._theme = theme
        self.folder = folder
        self._second = second_place
        self._is_sample = is_sample
        # Of the workspaces opened lately, the last one first.
        self._folders = folders
        self._is_settled = False
        self.is_hurried = False
        self.workspace: Workspace | None = None
        self.keeper: BackupKeeper | None = None
        self.watch: PlaceWatch | None = None
        self._one: OneWindow | None = None
        self._versions: EarlierVersions | None = None
        self._damage: DamagedDatabase | None = None
        self._recovery: RecoveryPage | None = None
        self._runner: JobRunner | None = None
        # Typed words that no database would take yet.
        self._held: dict[Key, str] = {}
        self._checked_at = -CHECK_EVERY_SECONDS
        self._full_check = QTimer(self, singleShot=True, interval=FULL_CHECK_AFTER_MS)
        self._full_check.timeout.connect(self.check_fully)
        window.damage_suspected.connect(self.check_fully)
        self.passwords = PasswordKeeper(self, window, words, theme, lock_minutes)
        window.backups_wanted.connect(self.show_backups)
        window.settings_wanted.connect(self.show_settings)
        window.calls_wanted.connect(self.show_calls)
        window.found_backup_wanted.connect(lambda: self.show_backups(elsewhere=True))
        window.folder_wanted.connect(self.open_folder_of_projects)
        window.folders_cleared.connect(self.forget_folders)
        window.before_import = self._back_up_before_import
        window.before_end = self._back_up_at_the_end

    # ------------------------------------------------------------------ opening

    def begin(self, *, is_read_only: bool = False, is_new: bool = False) -> None:
        """Open the workspace and furnish the window, or show why that cannot be.

        A folder that was opened before and holds nothing now begins anew only with `is_new`.
        """
        if is_new or not self._show_gone():
            self._open(is_read_only=is_read_only)

    def _open(self, *, is_read_only: bool) -> None:
        from grantee_app.store.lock import WorkspaceInUse  # noqa: PLC0415
        from grantee_app.store.newer import NewerDatabase  # noqa: PLC0415
        from grantee_app.store.opening import DamagedDatabase  # noqa: PLC0415
        from grantee_app.workspace import Workspace, read_sample  # noqa: PLC0415
        from grantee_app.workspace.protection import WorkspaceLocked  # noqa: PLC0415

        if not is_read_only and self.passwords.needs_finishing():
            self.passwords.finish(self.begin)
            return
        open_it = Workspace.open_read_only if is_read_only else Workspace.open
        try:
            workspace = open_it(self.folder, self.passwords.key)
            if self._is_sample and not workspace.list_projects():
                workspace.save_project(read_sample())
        except WorkspaceLocked:
            self.passwords.ask(is_read_only=is_read_only)
        except WorkspaceInUse as problem:
            self._meet_holder(problem)
        except DamagedDatabase as damage:
            self.meet_damage(damage)
        except NewerDatabase as problem:
            if problem.is_readable and not is_read_only:
                self.begin(is_read_only=True)
            else:
                self._show_refusal(problem.message, is_readable=problem.is_readable)
        except BastamaError as problem:
            self._show_refusal(problem.message)
        else:
            self._damage = self._recovery = None
            self._furnish(workspace)

    def _furnish(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._bring_back_words(workspace)
        self._window.furnish(workspace)
        self._remember_folder()
        if workspace.is_read_only:
            self._say_read_only(workspace.notice)
        else:
            self._offer_versions(workspace)
        if self._is_settled:
            self.settle()
        self.passwords.watch(workspace)

    def _offer_versions(self, workspace: Workspace) -> None:
        from ui.earlier_versions import EarlierVersions  # noqa: PLC0415

        self._versions = EarlierVersions(
            workspace,
            self._window,
            self._words,
            self._theme,
            save_all=self._window.save_all,
            show=self._show_brought_back,
            tell=self._window.tell_problem,
        )

    def _show_brought_back(self, undone: Undone) -> None:
        self._window.show_undone(undone, is_back=True)
        notice, words = self._window.notice(), self._words
        if notice is not None:
            notice.show_success(
                lambda: words.gettext("The earlier text is back."),
                lambda: words.gettext("Ctrl+Z goes a step back, Ctrl+Y a step forward."),
            )

    def _say_read_only(self, newer: Message | None) -> None:
        words = self._words
        if newer is not None:
            self._window.stand(
                lambda: words.say(newer),
                lambda: words.gettext("Another &folder…"),
                self.choose_folder,
            )
            return
        self._window.stand(
            lambda: words.gettext(
                "This window is for reading only: what is in another window is not changed here."
            ),
            lambda: words.gettext("&Try to write"),
            self.open_again,
        )

    @property
    def second_place(self) -> str:
        """The second place for backups, "" for none; it may not be connected."""
        return "" if self._is_sample else self._second

    def open_again(self) -> None:
        """Close the workspace and open it anew, for writing."""
        self.release()
        self.begin()

    def settle(self) -> None:
        """Begin what a start has no time for: backups, a look at the place, second starts."""
        self._is_settled = True
        workspace = self.workspace
        if workspace is None:
            return
        from ui.place_watch import PlaceWatch  # noqa: PLC0415

        if not workspace.is_read_only:
            self._keep_backups(workspace)
            self._listen()
        self.watch = PlaceWatch(self.folder, self._window, self._words)
        self.watch.look()
        health = workspace.health
        if health is not None and not health.is_full:
            self._full_check.start()
        if health is not None and health.findings:
            self._tell_doubt(health)

    def _keep_backups(self, workspace: Workspace) -> None:
        from ui.backup_keeper import BackupKeeper  # noqa: PLC0415

        place = Path(self._second) if self._second and not self._is_sample else None
        self.keeper = BackupKeeper(workspace, place, self)
        self.keeper.changed.connect(self._show_state)
        self._words.changed.connect(self._show_state)
        self._show_state()
        self.keeper.look()

    def _listen(self) -> None:
        from ui.one_window import OneWindow  # noqa: PLC0415

        self._one = OneWindow(self.folder, self)
        self._one.called.connect(self._window.come_forward)
        self._one.listen()

    def _tell_doubt(self, health: Health) -> None:
        notice, words = self._window.notice(), self._words
        if notice is not None and not notice.is_running():
            notice.show_warning(
                lambda: words.gettext(
                    "Something in the database contradicts itself: {what} All backups are kept "
                    "until it is put right.",
                    what=" ".join(words.say(finding) for finding in health.findings[:2]),
                ),
                lambda: words.gettext("See the backups"),
                self.show_backups,
            )

    # ------------------------------------------------------------------ what stands in the way

    def _meet_holder(self, problem: WorkspaceInUse) -> None:
        from ui.one_window import call_first_window  # noqa: PLC0415

        if call_first_window(self.folder, problem.holder.pid if problem.holder else None):
            self.taken_over.emit()
            return
        from ui.pages.message_page import MessagePage, Way  # noqa: PLC0415

        words = self._words
        self._window.show_alone(
            MessagePage(
                words,
                lambda: words.gettext("Bastama is already open"),
                lambda: words.say(problem.message),
                (
                    Way(lambda: words.gettext("&Try again"), self.begin),
                    Way(
                        lambda: words.gettext("Open for &reading only"),
                        lambda: self.begin(is_read_only=True),
                    ),
                    Way(lambda: words.gettext("&Close"), self._close_window),
                ),
            )
        )

    def _show_refusal(self, sentence: Message, *, is_readable: bool = True) -> None:
        from grantee_app.store.opening import is_begun  # noqa: PLC0415
        from grantee_app.workspace import DATABASE_NAME  # noqa: PLC0415
        from ui.pages.message_page import MessagePage, Way  # noqa: PLC0415

        words = self._words
        ways = [
            Way(lambda: words.gettext("&Try again"), self.begin),
            Way(lambda: words.gettext("Another &folder…"), self.choose_folder),
            Way(lambda: words.gettext("&Close"), self._close_window),
        ]
        if is_readable and is_begun(self.folder / DATABASE_NAME):
            ways.insert(
                1,
                Way(
                    lambda: words.gettext("Open for &reading only"),
                    lambda: self.begin(is_read_only=True),
                ),
            )
        self._window.show_alone(
            MessagePage(
                words,
                lambda: words.gettext("Your projects cannot be opened"),
                lambda: words.say(sentence),
                tuple(ways),
            )
        )

    def _show_gone(self) -> bool:
        """Say that a known folder holds nothing: its drive is missing, or it was moved or renamed.

        Tell whether that is so.
        """
        from grantee_app.store.opening import is_begun  # noqa: PLC0415
        from grantee_app.workspace import DATABASE_NAME  # noqa: PLC0415

        if str(self.folder) not in self._folders or is_begun(self.folder / DATABASE_NAME):
            return False
        from ui.pages.message_page import MessagePage, Way  # noqa: PLC0415

        words, folder = self._words, str(self.folder)
        self._window.show_alone(
            MessagePage(
                words,
                lambda: words.gettext("Your projects cannot be opened"),
                lambda: words.gettext(
                    "Your projects are no longer in {folder}. Connect the drive they are on, or "
                    "show the folder if it was moved or renamed.",
                    folder=folder,
                ),
                (
                    Way(lambda: words.gettext("&Try again"), self.begin),
                    Way(lambda: words.gettext("Another &folder…"), self.choose_folder),
                    Way(
                        lambda: words.gettext("&Begin anew here"),
                        lambda: self.begin(is_new=True),
                    ),
                    Way(lambda: words.gettext("&Close"), self._close_window),
                ),
            )
        )
        return True

    def choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self._window, self._words.gettext("The folder of your projects")
        )
        if chosen:
            self._go_to_folder(Path(chosen))

    def open_folder_of_projects(self, folder: str = "") -> None:
        """Open the workspace in another folder, one that is asked for where "" is given."""
        if not folder:
            self.choose_folder()
        elif Path(folder).is_dir():
            self._go_to_folder(Path(folder))
        else:
            self._window.tell_problem(
                message(
                    "The folder {name} is not there now: connect its drive and choose it again.",
                    name=Path(folder).name or folder,
                )
            )

    def _go_to_folder(self, folder: Path) -> None:
        if self.workspace is not None:
            if folder == self.folder or not self._window.save_all():
                return
            self._back_up_at_the_end()
        self.release()
        self._damage = self._recovery = None
        self.passwords.forget()
        self.folder = folder
        self._is_sample = False
        self.folder_chosen.emit(str(folder))
        self.begin()

    def _remember_folder(self) -> None:
        """Remember the open folder, and offer the others."""
        here = str(self.folder)
        folders = self._folders if self._is_sample else put_first(self._folders, here)
        if folders != self._folders:
            self._folders = folders
            self.folders_changed.emit(folders)
        if self._window.side is not None:
            self._window.side.set_folders(tuple(path for path in folders if path != here))

    def forget_folders(self) -> None:
        """Forget the folders opened lately, except the one that is open."""
        self._folders = ()
        self._remember_folder()

    def _close_window(self) -> None:
        self._window.close()

    # ------------------------------------------------------------------ damage

    def check_fully(self) -> None:
        """Read every page of the database on a worker; damage leads to the page of recovery."""
        from grantee_app.store.safety.damage import HealthState, check_database  # noqa: PLC0415

        workspace = self.workspace
        if workspace is None or workspace.path is None or self._damage is not None:
            return
        path = workspace.path
        if monotonic() - self._checked_at < CHECK_EVERY_SECONDS:
            return
        self._checked_at = monotonic()

        def take(health: Health) -> None:
            if self.workspace is workspace and health.state == HealthState.DAMAGED:
                self._note_damage(path, health)

        key = workspace.key
        self._run(lambda: check_database(path, key, full=True), take, lambda _sentence: None)

    def _note_damage(self, path: Path, health: Health) -> None:
        from grantee_app.store.opening import DamagedDatabase  # noqa: PLC0415

        self.meet_damage(DamagedDatabase(path, health, None))

    def meet_damage(self, damage: DamagedDatabase) -> None:
        """Save what can be saved of the typed words, close, and show the ways back."""
        self._held |= self._window.hold_words()
        if self.workspace is not None:
            # Closing tidies up, and tidies nothing up where damage is suspected.
            self.workspace.health = damage.health
        self.release()
        self._damage = damage
        words = self._words
        self._show_busy(
            lambda: words.gettext("The database is damaged"),
            lambda: words.gettext("Bastama looks for the newest good backup…"),
        )
        self._run(self._look_for_backups, self._show_recovery, self._show_refusal)

    def _look_for_backups(self) -> tuple[BackupInfo | None, list[BackupInfo]]:
        from grantee_app.store.safety.backup import (  # noqa: PLC0415
            BACKUP_FOLDER,
            find_good_backup,
            list_backups,
            second_folder,
        )

        damage, key = self._damage, self.passwords.key
        assert damage is not None  # noqa: S101 (asked by nobody else)
        folders = [self.folder / BACKUP_FOLDER]
        if self._second:
            folders.append(second_folder(damage.path, Path(self._second)))
        good = damage.backup
        for folder in folders:
            good = good or find_good_backup(folder, key)
        found = {
            info.path.name: info
            for folder in reversed(folders)
            for info in list_backups(folder, key=key)
        }
        others = sorted(found.values(), key=lambda info: info.sequence, reverse=True)
        return good, others

    def _show_recovery(
        self, found: tuple[BackupInfo | None, list[BackupInfo]], problem: Message | None = None
    ) -> None:
        from grantee_app.store.opening import DamagedDatabase  # noqa: PLC0415
        from ui.pages.recovery_page import RecoveryPage  # noqa: PLC0415

        known = self._damage
        if known is None:
            return
        good, others = found
        damage = DamagedDatabase(known.path, known.health, good)
        page = RecoveryPage(self._words, self._theme, damage, others)
        page.restore_wanted.connect(self.restore)
        page.salvage_wanted.connect(lambda: self._salvage(good))
        page.take_wanted.connect(self._take_salvaged)
        page.folder_wanted.connect(self.open_folder)
        self._recovery = page
        self._window.show_alone(page)
        if problem is not None:
            page.notice.show_problem(lambda: self._words.say(problem))

    def _salvage(self, donor: BackupInfo | None) -> None:
        from grantee_app.workspace import salvage_workspace  # noqa: PLC0415

        page, words = self._recovery, self._words
        if page is None:
            return
        page.salvage_button.setEnabled(False)
        page.notice.show_progress(lambda: words.gettext("The damaged file is being read…"))

        def fail(sentence: Message) -> None:
            page.salvage_button.setEnabled(True)
            page.notice.show_problem(lambda: words.say(sentence))

        key = self.passwords.key
        self._run(lambda: salvage_workspace(self.folder, donor, key), page.show_salvaged, fail)

    def _take_salvaged(self) -> None:
        from grantee_app.workspace import take_salvaged_workspace  # noqa: PLC0415

        words = self._words
        self._exchange(
            lambda: take_salvaged_workspace(self.folder),
            lambda aside: words.gettext(
                "You go on with the saved rows. The damaged file lies in {folder}.",
                folder=f"{aside.parent.name}/{aside.name}",
            ),
        )

    def open_folder(self) -> None:
        """Show the folder of the workspace in the system's own window."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder)))

    def _bring_back_words(self, workspace: Workspace) -> None:
        """Write the words that the damaged database would not take."""
        held, self._held = self._held, {}
        for (place, language), text in held.items():
            try:
                workspace.write_text(place, language, text)
            except (BastamaError, KeyError):
                self._keep_in_file(text)

    def _keep_in_file(self, text: str) -> None:
        # Its record is not in the restored database: a plain file is better than nothing.
        try:
            with (self.folder / "last-words.txt").open("a", encoding="utf-8") as file:
                file.write(f"{text}\n\n")
        except OSError:
            _log.warning("last words could not be kept")

    # ------------------------------------------------------------------ backups

    def show_backups(self, *, elsewhere: bool = False) -> None:
        """Show the page of the backups over the open page; `elsewhere` asks for their folder."""
        from ui.pages.backups_page import BackupsPage  # noqa: PLC0415

        if self.keeper is None or isinstance(self._window.over_page(), BackupsPage):
            return
        self._window.save_all()
        self._window.leave_over()
        page = BackupsPage(self._words, self._theme, self.keeper, key=self.passwords.key)
        page.restore_wanted.connect(lambda info: self.restore(info, page.find_key(info)))
        page.second_chosen.connect(self._choose_second)
        page.changes_wanted.connect(self.show_changes)
        page.left.connect(self._window.leave_over)
        self._window.show_over(page, page.notice, page.close_page)
        page.focus_first()
        if elsewhere:
            page.elsewhere_button.click()

    def show_settings(self, part: str = "") -> None:
        """Show the settings over the page that is open, at one part of them if it is named."""
        from ui.pages.settings_page import SettingsPage  # noqa: PLC0415

        workspace = self.workspace
        if workspace is None or self._window.side is None:
            return
        self._window.save_all()
        self._window.leave_over()
        view = self._window.view
        page = SettingsPage(
            self._words,
            self._theme,
            workspace,
            project_id=view.project_id if view is not None else "",
            second_place=self.second_place,
            lock_minutes=self.passwords.minutes,
            may_protect=not self._is_sample,
        )

        def refuse(problem: Message) -> None:
            if self._window.over_page() is page:
                page.refuse_password(problem)

        page.language_chosen.connect(self._window.switch_language)
        page.look_chosen.connect(self.look_chosen)
        page.size_chosen.connect(self.size_chosen)
        page.minutes_chosen.connect(self._choose_lock_minutes)
        page.backups_wanted.connect(self.show_backups)
        page.password_set.connect(self.passwords.protect)
        page.password_changed.connect(lambda old, new: self.passwords.change(old, new, refuse))
        page.code_renewed.connect(lambda old: self.passwords.renew_code(old, refuse))
        page.password_removed.connect(lambda old: self.passwords.remove(old, refuse))
        page.lock_wanted.connect(self.passwords.lock)
        page.left.connect(self._window.leave_over)
        self._window.show_over(page, page.notice, page.close_page)
        self._window.side.set_step("settings")
        page.show_part(part)

    def show_calls(self) -> None:
        """Show all calls and applications, over the page that is open."""
        from ui.pages.calls_page import CallsPage  # noqa: PLC0415

        workspace, deeds = self.workspace, self._window.deeds
        if workspace is None or deeds is None or not self._window.save_all():
            return
        self._window.leave_over()
        page = CallsPage(self._words, self._theme, workspace)
        page.left.connect(self._window.leave_over)
        page.opened.connect(self._window.open_application)
        page.new_wanted.connect(deeds.begin_application)
        self._window.show_over(page, page.notice, page.close_page)
        page.focus_first()

    def _choose_lock_minutes(self, minutes: int) -> None:
        self.passwords.set_minutes(minutes)
        self.lock_minutes_chosen.emit(minutes)

    def show_changes(self) -> None:
        """Show what changed lately, over the page that is open; Back leads to the backups."""
        from ui.pages.changes_page import ChangesPage  # noqa: PLC0415

        workspace = self.workspace
        if workspace is None or not self._window.save_all():
            return
        self._window.leave_over()
        last = self.keeper.last if self.keeper is not None else None
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
        words, notice = self._words, self._window.notice()
        if self.workspace is None or notice is None:
            return
        try:
            self.workspace.restore_record(table, row_id, change_set)
        except BastamaError as problem:
            self._window.tell_problem(problem.message)
            return
        notice.show_success(
            lambda: words.gettext("The record is as it was before that step."),
            lambda: words.gettext("Ctrl+Z goes a step back, Ctrl+Y a step forward."),
        )

    def _choose_second(self, place: Path | None) -> None:
        self._second = str(place) if place else ""
        self.second_chosen.emit(self._second)
        if self.keeper is not None:
            self.keeper.choose_second(place)

    def _show_state(self) -> None:
        from ui.backup_state import say_state  # noqa: PLC0415

        if self.keeper is not None and self._window.side is not None:
            text, is_alarm = say_state(self._words, self.keeper)
            self._window.side.show_backups(text, is_alarm=is_alarm)

    def restore(self, info: BackupInfo, backup_key: DataKey | None = None) -> None:
        """Put a backup in the place of the database and show what is in it.

        `backup_key` opens one with another password than the workspace, or than none.
        """
        from grantee_app.workspace import restore_workspace  # noqa: PLC0415
        from ui.backup_words import say_moment  # noqa: PLC0415

        words = self._words
        if self.workspace is not None and not self._window.save_all():
            notice = self._window.notice()
            if notice is not None:
                notice.show_problem(
                    lambda: words.gettext(
                        "The last words are not saved yet: restore when they are."
                    )
                )
            return
        key = self.passwords.key

        def work() -> Restored:
            restored = restore_workspace(self.folder, info, key, backup_key)
            if key is None:
                # A workspace without a password takes over that of the backup.
                self.passwords.key = backup_key
            return restored

        self._exchange(
            work,
            lambda restored: words.gettext(
                "Restored: {moment}. The state before is set aside in {folder}.",
                moment=say_moment(words, info.made_at),
                folder=f"{restored.aside.parent.name}/{restored.aside.name}",
            ),
        )

    def _back_up_before_import(self, go_on: Callable[[], None]) -> None:
        from grantee_app.store.safety.backup import Reason  # noqa: PLC0415

        if self.keeper is None or self.workspace is None or not self.workspace.list_projects():
            go_on()
        else:
            # Undo takes an import back too: one backup that cannot be made is no reason to refuse.
            self.keeper.make(Reason.IMPORT, go_on)

    def _back_up_at_the_end(self) -> None:
        if self.keeper is not None and not (self._is_sample or self.is_hurried):
            self.keeper.make_last(self._tell_waiting)

    def _tell_waiting(self) -> None:
        words, notice = self._words, self._window.notice()
        if notice is not None:
            notice.show_busy(lambda: words.gettext("The last backup is being made…"))

    # ------------------------------------------------------------------ exchanging, closing

    def _exchange(self, work: Callable[[], Any], say_done: Callable[[Any], str]) -> None:
        """Close the workspace, let `work` exchange its database on a worker, and open it again."""
        words, damage = self._words, self._damage
        found_before = self._recovery
        self.release()
        self._show_busy(
            lambda: words.gettext("One moment"),
            lambda: words.gettext(
                "The database is being exchanged, and the present one set aside…"
            ),
        )

        def end(outcome: Any) -> None:
            self.begin()
            notice = self._window.notice()
            if notice is not None and self.workspace is not None:
                notice.show_success(lambda: say_done(outcome))

        def fail(sentence: Message) -> None:
            if damage is not None and found_before is not None:
                self._damage = damage
                self._run(
                    self._look_for_backups,
                    lambda found: self._show_recovery(found, sentence),
                    self._show_refusal,
                )
                return
            self.begin()
            self._window.tell_problem(sentence)

        self._run(work, end, fail)

    def _show_busy(self, say_title: Callable[[], str], say: Callable[[], str]) -> None:
        from ui.pages.message_page import MessagePage  # noqa: PLC0415

        self._window.show_alone(MessagePage(self._words, say_title, say, is_busy=True))

    def _run(
        self,
        work: Callable[[], Any],
        take: Callable[[Any], None],
        fail: Callable[[Message], None],
    ) -> None:
        from ui.jobs import JobRunner  # noqa: PLC0415

        if self._runner is None:
            self._runner = JobRunner(self, name="session", keeps_all=True)
        self._runner.submit(lambda _job: work(), take, fail)

    def release(self) -> None:
        """Let go of the workspace and of everything that looks at it."""
        self.passwords.end_watch()
        self._full_check.stop()
        if self.watch is not None:
            self.watch.close()
        if self._one is not None:
            self._one.close()
        if self.keeper is not None:
            self._words.changed.disconnect(self._show_state)
            self.keeper.close()
        if self._versions is not None:
            self._versions.end()
        self.watch = self._one = self.keeper = self._versions = None
        self._window.unfurnish()
        if self.workspace is not None:
            self.workspace.close()
        self.workspace = None

    def close(self) -> None:
        """Let go of everything; the window is closed already."""
        self.release()
        self.passwords.close()
        if self._runner is not None:
            self._runner.close()
