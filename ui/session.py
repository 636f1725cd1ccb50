"""The open workspace of the window: opens it, guards it, exchanges it for a backup, closes it.

What may stand in the way of opening is met in `obstacles`, damage in `recovery`, a password in
`password_keeper`. What is in a workspace is the pages' business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from grantee_app.errors import BastamaError
from grantee_app.language.message import Message
from grantee_app.settings import USUAL_LOCK_MINUTES
from ui.password_keeper import PasswordKeeper
from ui.screen_language import ScreenLanguage
from ui.theme import Theme

if TYPE_CHECKING:
    from grantee_app.store.encryption.keys import DataKey
    from grantee_app.store.history.undoing import Undone
    from grantee_app.store.safety.backup import BackupInfo, Restored
    from grantee_app.store.safety.damage import Health
    from grantee_app.workspace import Workspace
    from ui.backup_keeper import BackupKeeper
    from ui.earlier_versions import EarlierVersions
    from ui.jobs import JobRunner
    from ui.main_window import MainWindow
    from ui.obstacles import Obstacles
    from ui.one_window import OneWindow
    from ui.over_pages import OverPages
    from ui.place_watch import PlaceWatch
    from ui.recent_folders import RecentFolders
    from ui.recovery import Recovery

# ruff: noqa: PLW0108 (a room is loaded when it is asked for, not when it is connected)


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
        self.is_sample = is_sample
        self._known_folders = folders
        self._is_settled = False
        self.is_hurried = False
        self.workspace: Workspace | None = None
        self.keeper: BackupKeeper | None = None
        self.watch: PlaceWatch | None = None
        self._one: OneWindow | None = None
        self._versions: EarlierVersions | None = None
        self._runner: JobRunner | None = None
        self.passwords = PasswordKeeper(self, window, words, theme, lock_minutes)
        window.damage_suspected.connect(lambda: self.recovery.check_fully())
        window.backups_wanted.connect(lambda: self.over.show_backups())
        window.found_backup_wanted.connect(lambda: self.over.show_backups(elsewhere=True))
        window.settings_wanted.connect(lambda: self.over.show_settings())
        window.calls_wanted.connect(lambda: self.over.show_calls())
        window.folder_wanted.connect(lambda folder: self.folders.open_folder(folder))
        window.folders_cleared.connect(lambda: self.folders.forget_others())
        window.before_import = self._back_up_before_import
        window.before_end = self._back_up_at_the_end

    # ------------------------------------------------------------------ its rooms
    # Each is loaded when it is first needed: the window is painted without them.

    @cached_property
    def obstacles(self) -> Obstacles:
        """What stands in the way of opening."""
        from ui.obstacles import Obstacles  # noqa: PLC0415

        return Obstacles(self, self._window, self._words)

    @cached_property
    def recovery(self) -> Recovery:
        """What is done about a damaged database."""
        from ui.recovery import Recovery  # noqa: PLC0415

        return Recovery(self, self._window, self._words, self._theme)

    @cached_property
    def folders(self) -> RecentFolders:
        """The folders of the workspaces opened lately."""
        from ui.recent_folders import RecentFolders  # noqa: PLC0415

        return RecentFolders(self, self._window, self._words, self._known_folders)

    @cached_property
    def over(self) -> OverPages:
        """The pages shown over the one that is open."""
        from ui.over_pages import OverPages  # noqa: PLC0415

        return OverPages(self, self._window, self._words, self._theme)

    # ------------------------------------------------------------------ opening

    def begin(self, *, is_read_only: bool = False, is_new: bool = False) -> None:
        """Open the workspace and furnish the window, or show why that cannot be.

        A folder that was opened before and holds nothing now begins anew only with `is_new`.
        """
        if not is_new and self._is_gone():
            self.obstacles.show_gone()
        else:
            self._open(is_read_only=is_read_only)

    def _is_gone(self) -> bool:
        """Tell whether a known folder holds nothing."""
        from grantee_app.store.opening import is_begun  # noqa: PLC0415
        from grantee_app.workspace import DATABASE_NAME  # noqa: PLC0415

        return self.folders.is_known(self.folder) and not is_begun(self.folder / DATABASE_NAME)

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
            if self.is_sample and not workspace.list_projects():
                workspace.save_project(read_sample())
        except WorkspaceLocked:
            self.passwords.ask(is_read_only=is_read_only)
        except WorkspaceInUse as problem:
            self.obstacles.meet_holder(problem)
        except DamagedDatabase as damage:
            self.recovery.meet_damage(damage)
        except NewerDatabase as problem:
            if problem.is_readable and not is_read_only:
                self.begin(is_read_only=True)
            else:
                self.obstacles.show_refusal(problem.message, is_readable=problem.is_readable)
        except BastamaError as problem:
            self.obstacles.show_refusal(problem.message)
        else:
            self.recovery.forget()
            self._furnish(workspace)

    def _furnish(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.recovery.bring_back_words(workspace)
        self._window.furnish(workspace)
        self.folders.remember_open()
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
                self.folders.choose_folder,
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
        return "" if self.is_sample else self._second

    def open_again(self) -> None:
        """Close the workspace and open it anew, for writing."""
        self.release()
        self.begin()

    def settle(self) -> None:
        """Begin what a start has no time for: backups, a look at the place, second starts."""
        for _rest in self.settling():
            pass

    def settling(self) -> Iterator[None]:
        """Settle; rest at every `yield`."""
        self._is_settled = True
        workspace = self.workspace
        if workspace is None:
            return
        if not workspace.is_read_only:
            self._keep_backups(workspace)
            yield
            if workspace is not self.workspace:
                # Another one was opened meanwhile, and settled in by itself.
                return
            # Qt's part for sockets is large enough for a turn of its own.
            from PySide6 import QtNetwork  # noqa: F401, PLC0415

            yield
            if workspace is not self.workspace:
                return
            self._listen()
            yield
            if workspace is not self.workspace:
                return
        from ui.place_watch import PlaceWatch  # noqa: PLC0415

        self.watch = PlaceWatch(self.folder, self._window, self._words)
        self.watch.look()
        health = workspace.health
        if health is not None and not health.is_full:
            self.recovery.check_later()
        if health is not None and health.findings:
            self._tell_doubt(health)

    def _keep_backups(self, workspace: Workspace) -> None:
        from ui.backup_keeper import BackupKeeper  # noqa: PLC0415

        place = Path(self._second) if self._second and not self.is_sample else None
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
                self.over.show_backups,
            )

    def go_to_folder(self, folder: Path) -> None:
        """Leave the workspace for the one in another folder, if it can be left now."""
        if self.workspace is not None:
            if folder == self.folder or not self._window.save_all():
                return
            self._back_up_at_the_end()
        self.release()
        self.recovery.forget()
        self.passwords.forget()
        self.folder = folder
        self.is_sample = False
        self.folder_chosen.emit(str(folder))
        self.begin()

    # ------------------------------------------------------------------ backups

    def choose_second(self, place: Path | None) -> None:
        """Keep backups in a second place from now on, or in none."""
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

        self.exchange(
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
        if self.keeper is not None and not (self.is_sample or self.is_hurried):
            self.keeper.make_last(self._tell_waiting)

    def _tell_waiting(self) -> None:
        words, notice = self._words, self._window.notice()
        if notice is not None:
            notice.show_busy(lambda: words.gettext("The last backup is being made…"))

    # ------------------------------------------------------------------ exchanging, closing

    def exchange(self, work: Callable[[], Any], say_done: Callable[[Any], str]) -> None:
        """Close the workspace, let `work` exchange its database on a worker, and open it again."""
        words, damage = self._words, self.recovery.offered()
        self.release()
        self.show_busy(
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
            if damage is not None:
                self.recovery.offer_again(damage, sentence)
                return
            self.begin()
            self._window.tell_problem(sentence)

        self.run(work, end, fail)

    def show_busy(self, say_title: Callable[[], str], say: Callable[[], str]) -> None:
        """Say what is being done while there is no workspace."""
        from ui.pages.message_page import MessagePage  # noqa: PLC0415

        self._window.show_alone(MessagePage(self._words, say_title, say, is_busy=True))

    def run(
        self,
        work: Callable[[], Any],
        take: Callable[[Any], None],
        fail: Callable[[Message], None],
    ) -> None:
        """Do `work` on a worker, after what it does already."""
        from ui.jobs import JobRunner  # noqa: PLC0415

        if self._runner is None:
            self._runner = JobRunner(self, name="session", keeps_all=True)
        self._runner.submit(lambda _job: work(), take, fail)

    def release(self) -> None:
        """Let go of the workspace and of everything that looks at it."""
        self.passwords.end_watch()
        self.recovery.stop_waiting()
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
