"""Looks at the folder of the workspace now and then and tells what is odd about it, once.

A network drive, a synced folder, a full disk, a drive that was pulled out: what each means, the
store knows. The looking is done on a worker, for a drive that is gone may take its time.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from ui.jobs import JobRunner
from ui.screen_language import ScreenLanguage

if TYPE_CHECKING:
    from grantee_app.store.places import PlaceNotice
    from ui.main_window import MainWindow

LOOK_EVERY_MS: Final = 60_000


class PlaceWatch(QObject):
    """Tells every oddity when it begins; one that went away and came again is told again."""

    def __init__(self, folder: Path, window: MainWindow, words: ScreenLanguage) -> None:
        super().__init__(window)
        self._folder = folder
        self._window = window
        self._words = words
        self._known: set[str] = set()
        self._runner = JobRunner(self, name="place")
        self._clock = QTimer(self, interval=LOOK_EVERY_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()

    def look(self) -> None:
        """Look at the place now."""
        from grantee_app.store.places import look_at_place  # noqa: PLC0415 (not at the start)

        folder = self._folder
        self._runner.submit(lambda _job: look_at_place(folder), self.take)

    def take(self, notices: list[PlaceNotice]) -> None:
        """Tell what is new among these; what cannot be told now is told next time."""
        strip = self._window.notice()
        new = [notice for notice in notices if notice.kind not in self._known]
        if not new:
            self._known = {notice.kind for notice in notices}
            return
        if strip is None or strip.is_running():
            return
        self._known = {notice.kind for notice in notices}
        strip.show_warning(lambda: "\n".join(self._words.say(notice.said) for notice in new))

    def close(self) -> None:
        """Look no more."""
        self._clock.stop()
        self._runner.close(0.5)
        self.deleteLater()
