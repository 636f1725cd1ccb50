"""Starts the window: settings, look, language, workspace, and what must happen at the end.

The window is shown first and furnished after its first paint. No error of ours ends the app: it is
written to the log and told in a sentence.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from grantee_app.settings import (
    Settings,
    default_workspace,
    load_settings,
    save_settings,
    settings_path,
)
from ui.c_memory import use_one_heap
from ui.collector import Collector
from ui.main_window import MainWindow
from ui.preloading import Preloading
from ui.screen_language import ScreenLanguage
from ui.session import Session
from ui.theme import Theme
from ui.turn_watch import TurnWatch
from ui.turns import Turns
from ui.window_memory import WindowMemory

if TYPE_CHECKING:
    from grantee_app.settings import Look, Who
    from grantee_app.workspace import Workspace


SETTLE_MS: Final = 300
# Where the first page never says that it can be used.
SETTLE_AT_LAST_MS: Final = 5000
# How long a worker may keep the interpreter to itself. Python's own 5 ms are waited for again and
# again while the window draws, and add up to stutters.
TURN_SECONDS: Final = 0.0005


def run(*, is_sample: bool = False) -> int:
    """Show the window until it is closed and return the exit code.

    `is_sample` opens a fresh copy of the sample project, which goes with the window.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101 (a core application has no windows)
    app.setApplicationName("Bastama")
    app.setDesktopFileName("bastama")
    start = Start(app, load_settings(), is_sample=is_sample)
    start.window.show()
    code = app.exec()
    start.clear_up()
    return code


class Start(QObject):
    """Shows an empty window at once and furnishes it after it has been painted."""

    def __init__(self, app: QApplication, settings: Settings, *, is_sample: bool) -> None:
        super().__init__(app)
        self._app = app
        self._settings = settings
        use_one_heap()
        self._collector = Collector(self)
        self._preloading = Preloading(self)
        self._turns = TurnWatch(self)
        self._usual_turn = sys.getswitchinterval()
        sys.setswitchinterval(TURN_SECONDS)
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        if is_sample:
            self._folder = tempfile.TemporaryDirectory(
                prefix="bastama-", ignore_cleanup_errors=True
            )
        self._ends: list[Callable[[], None]] = []
        self._is_settled = False
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self._settle)
        self._settling_in = Turns(None, self)
        self._memory = WindowMemory(settings_path().parent / "window.ini", self)
        self.words = ScreenLanguage(settings.language, self)
        self.theme = theme = Theme(app, settings.look, settings.text_percent)
        self.window = MainWindow(self.words, theme, self._memory)
        self.window.who = settings.who
        chosen = self._folder.name if self._folder else settings.workspace
        self.session = Session(
            self.window,
            self.words,
            theme,
            Path(chosen) if chosen else default_workspace(),
            settings.second_place,
            is_sample=is_sample,
            folders=settings.folders,
            lock_minutes=settings.lock_minutes,
        )
        self.session.taken_over.connect(self.window.close)
        self.session.folder_chosen.connect(self._remember_folder)
        self.session.second_chosen.connect(self._remember_second_place)
        self.window.painted.connect(self._furnish)
        self.window.ready.connect(self._settle_soon)
        self.session.folders_changed.connect(self._remember_folders)
        self.session.look_chosen.connect(self._remember_look)
        self.session.size_chosen.connect(self._remember_size)
        self.session.lock_minutes_chosen.connect(self._remember_lock_minutes)
        self.window.language_chosen.connect(self._remember_language)
        self.window.who_chosen.connect(self._remember_who)
        self.window.place_on(app.primaryScreen())
        app.aboutToQuit.connect(self.window.save_all)
        app.commitDataRequest.connect(self._save_session)

    def clear_up(self) -> None:
        """Close the workspace, take the sample's copy away, leave the process as it was."""
        # The last backup is waited for in an event loop: nothing may settle in it any more.
        self._is_settled = True
        self._settling.stop()
        self._settling_in.drop()
        for end in self._ends:
            end()
        self._ends = []
        self._preloading.end()
        self._turns.end()
        self._collector.end()
        sys.setswitchinterval(self._usual_turn)
        self.session.close()
        self._memory.sync()
        if self._folder is not None:
            self._folder.cleanup()

    @property
    def workspace(self) -> Workspace | None:
        """The open workspace."""
        return self.session.workspace

    def _furnish(self) -> None:
        self.session.begin()
        if not self._is_settled and not self._settling.isActive():
            self._settling.start(SETTLE_AT_LAST_MS)

    def _settle_soon(self) -> None:
        """Settle in a moment: the first page can be used."""
        if not self._is_settled:
            # Workers stay out of the way of who is quick; pages that she clicks come in turns.
            self._turns.begin()
            self._preloading.stand_by()
            self._settling.start(SETTLE_MS)

    def _settle(self) -> None:
        """Do what the start has no time for, between keys and clicks."""
        self._is_settled = True
        self._turns.begin()
        self._settling_in.begin_anew(self._settle_in())

    def _settle_in(self) -> Iterator[None]:
        from ui.last_words import keep_log, watch_errors, watch_signals  # noqa: PLC0415
        from ui.mistakes import tell_mistake  # noqa: PLC0415

        yield
        self._ends += [
            keep_log(settings_path().parent / "bastama.log"),
            watch_errors(partial(tell_mistake, self.window, self.words)),
            watch_signals(self._save_and_quit, self),
        ]
        yield
        self._add_palette()
        yield
        self._collector.begin()
        yield
        yield from self.session.settling()
        # Not before: modules that two threads load at once make each wait for the other, the one
        # that draws too.
        self._preloading.begin()

    def _add_palette(self) -> None:
        from ui.widgets.letter_palette import LetterPalette  # noqa: PLC0415

        palette = LetterPalette(self.words, self._memory, self)
        self._ends.append(palette.end)

    def _remember_language(self, code: str) -> None:
        self._settings = self._settings.with_language("ru" if code == "ru" else "kk")
        save_settings(self._settings)

    def _remember_who(self, who: Who) -> None:
        self._settings = replace(self._settings, who=who)
        save_settings(self._settings)

    def _remember_look(self, look: Look) -> None:
        self._settings = replace(self._settings, look=look)
        save_settings(self._settings)

    def _remember_size(self, percent: int) -> None:
        self._settings = replace(self._settings, text_percent=percent)
        save_settings(self._settings)

    def _remember_lock_minutes(self, minutes: int) -> None:
        self._settings = replace(self._settings, lock_minutes=minutes)
        save_settings(self._settings)

    def _remember_folders(self, folders: tuple[str, ...]) -> None:
        self._settings = replace(self._settings, folders=folders)
        save_settings(self._settings)

    def _remember_folder(self, folder: str) -> None:
        self._settings = replace(self._settings, workspace=folder)
        save_settings(self._settings)

    def _remember_second_place(self, folder: str) -> None:
        self._settings = self._settings.with_second_place(folder)
        save_settings(self._settings)

    def _save_session(self, _session: object) -> None:
        # The system ends and waits for nobody: no time for a backup.
        self.session.is_hurried = True
        self.window.save_all()

    def _save_and_quit(self) -> None:
        self.session.is_hurried = True
        self.window.save_all()
        self._app.quit()
