"""A damaged database: noticed, words held back, and the ways on: a backup, or what can be read.

What is damage and what can be saved of a file is the store's business; closing and opening the
session's.
"""

from __future__ import annotations

import logging
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from grantee_app.errors import BastamaError
from grantee_app.language.message import Message
from ui.screen_language import ScreenLanguage
from ui.theme import Theme

if TYPE_CHECKING:
    from grantee_app.store.opening import DamagedDatabase
    from grantee_app.store.safety.backup import BackupInfo
    from grantee_app.store.safety.damage import Health
    from grantee_app.workspace import Workspace
    from ui.autosave import Key
    from ui.main_window import MainWindow
    from ui.pages.recovery_page import RecoveryPage
    from ui.session import Session

# A full check of a large file waits until the window is at rest, and is over within a minute.
FULL_CHECK_AFTER_MS: Final = 15_000
# Whatever fails asks for a check; one a minute is enough.
CHECK_EVERY_SECONDS: Final = 60.0
_log = logging.getLogger(__name__)


class Recovery(QObject):
    """Looks for damage in the workspace of `session` and leads out of it."""

    def __init__(
        self, session: Session, window: MainWindow, words: ScreenLanguage, theme: Theme
    ) -> None:
        super().__init__(session)
        self._session = session
        self._window = window
        self._words = words
        self._theme = theme
        self._damage: DamagedDatabase | None = None
        self._page: RecoveryPage | None = None
        # Typed words that no database would take yet.
        self._held: dict[Key, str] = {}
        self._checked_at = -CHECK_EVERY_SECONDS
        self._full_check = QTimer(self, singleShot=True, interval=FULL_CHECK_AFTER_MS)
        self._full_check.timeout.connect(self.check_fully)

    # ------------------------------------------------------------------ looking for it

    def check_later(self) -> None:
        """Check fully when the window has come to rest."""
        self._full_check.start()

    def stop_waiting(self) -> None:
        """Give up the check that was to come; the workspace is let go."""
        self._full_check.stop()

    def check_fully(self) -> None:
        """Read every page of the database on a worker; damage leads to the page of recovery."""
        from grantee_app.store.safety.damage import HealthState, check_database  # noqa: PLC0415

        workspace = self._session.workspace
        if workspace is None or workspace.path is None or self._damage is not None:
            return
        path = workspace.path
        if monotonic() - self._checked_at < CHECK_EVERY_SECONDS:
            return
        self._checked_at = monotonic()

        def take(health: Health) -> None:
            if self._session.workspace is workspace and health.state == HealthState.DAMAGED:
                self._note_damage(path, health)

        key = workspace.key
        self._session.run(
            lambda: check_database(path, key, full=True), take, lambda _sentence: None
        )

    def _note_damage(self, path: Path, health: Health) -> None:
        from grantee_app.store.opening import DamagedDatabase  # noqa: PLC0415

        self.meet_damage(DamagedDatabase(path, health, None))

    # ------------------------------------------------------------------ ways out of it

    def meet_damage(self, damage: DamagedDatabase) -> None:
        """Save what can be saved of the typed words, close, and show the ways back."""
        self._hold_words()
        session, words = self._session, self._words
        if session.workspace is not None:
            # Closing tidies up, and tidies nothing up where damage is suspected.
            session.workspace.health = damage.health
        session.release()
        self._damage = damage
        session.show_busy(
            lambda: words.gettext("The database is damaged"),
            lambda: words.gettext("Bastama looks for the newest good backup…"),
        )
        session.run(self._look_for_backups, self._show_ways, session.obstacles.show_refusal)

    def offered(self) -> DamagedDatabase | None:
        """Return the damage that a person is just choosing a way out of."""
        return self._damage if self._page is not None else None

    def offer_again(self, damage: DamagedDatabase, problem: Message) -> None:
        """Show the ways out once more: the one that was taken failed."""
        self._damage = damage
        self._session.run(
            self._look_for_backups,
            lambda found: self._show_ways(found, problem),
            self._session.obstacles.show_refusal,
        )

    def forget(self) -> None:
        """Forget the damage: a good database is open, or another folder is wanted."""
        self._damage = self._page = None

    def _look_for_backups(self) -> tuple[BackupInfo | None, list[BackupInfo]]:
        from grantee_app.store.safety.backup import (  # noqa: PLC0415
            BACKUP_FOLDER,
            find_good_backup,
            list_backups,
            second_folder,
        )

        damage, key = self._damage, self._session.passwords.key
        assert damage is not None  # noqa: S101 (asked by nobody else)
        folders = [self._session.folder / BACKUP_FOLDER]
        if self._session.second_place:
            folders.append(second_folder(damage.path, Path(self._session.second_place)))
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

    def _show_ways(
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
        page.restore_wanted.connect(self._session.restore)
        page.salvage_wanted.connect(lambda: self._salvage(good))
        page.take_wanted.connect(self._take_salvaged)
        page.folder_wanted.connect(self._show_folder)
        self._page = page
        self._window.show_alone(page)
        if problem is not None:
            page.notice.show_problem(lambda: self._words.say(problem))

    def _salvage(self, donor: BackupInfo | None) -> None:
        from grantee_app.workspace import salvage_workspace  # noqa: PLC0415

        page, words = self._page, self._words
        if page is None:
            return
        page.salvage_button.setEnabled(False)
        page.notice.show_progress(lambda: words.gettext("The damaged file is being read…"))

        def fail(sentence: Message) -> None:
            page.salvage_button.setEnabled(True)
            page.notice.show_problem(lambda: words.say(sentence))

        folder, key = self._session.folder, self._session.passwords.key
        self._session.run(lambda: salvage_workspace(folder, donor, key), page.show_salvaged, fail)

    def _take_salvaged(self) -> None:
        from grantee_app.workspace import take_salvaged_workspace  # noqa: PLC0415

        words = self._words
        self._session.exchange(
            lambda: take_salvaged_workspace(self._session.folder),
            lambda aside: words.gettext(
                "You go on with the saved rows. The damaged file lies in {folder}.",
                folder=f"{aside.parent.name}/{aside.name}",
            ),
        )

    def _show_folder(self) -> None:
        """Show the folder of the workspace in the system's own window."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._session.folder)))

    # ------------------------------------------------------------------ the last words

    def _hold_words(self) -> None:
        """Hold the typed words back that cannot be written."""
        view = self._window.view
        if view is not None and not self._window.save_all():
            self._held |= view.autosave.unsaved()

    def bring_back_words(self, workspace: Workspace) -> None:
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
            with (self._session.folder / "last-words.txt").open("a", encoding="utf-8") as file:
                file.write(f"{text}\n\n")
        except OSError:
            _log.warning("last words could not be kept")
