"""Pictures of every page: both languages, three sizes, 150 %, by day and by night.

    python tools/screens.py FOLDER

Draws the sample's pages without a display, the way the window draws them; somebody then looks.
Needs the environment of the tests (`tools/dev.py test` makes it).
"""

# ruff: noqa: PLC0415 (Qt reads the scale when it is loaded)

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
SIZES = ((1366, 768), (1920, 1080), (1000, 700))
SCALES = ("1", "1.5")
WAIT_MS = 15_000


def main(arguments: list[str]) -> int:
    """Draw all pictures into the folder that is named; 2 without one."""
    if len(arguments) == 2 and arguments[0] == "--one":
        draw_all(Path(arguments[1]))
        return 0
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print(__doc__)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for scale in SCALES:
        # Qt reads the scale once, at the start.
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(folder)],
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale},
            cwd=ROOT,
            check=False,
        )
        if done.returncode:
            return done.returncode
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    return 0


def draw_all(folder: Path) -> None:
    """Draw every page at one scale."""
    sys.path.insert(0, str(ROOT))
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from grantee_app.language.message import LANGUAGES
    from grantee_app.workspace import Workspace, read_sample
    from ui.main_window import MainWindow
    from ui.screen_language import ScreenLanguage
    from ui.theme import DAY, NIGHT, Theme

    app = QApplication([])
    theme = Theme(app)
    words = ScreenLanguage("kk", app)
    scale = os.environ.get("QT_SCALE_FACTOR", "1")
    with tempfile.TemporaryDirectory() as place:
        memory = QSettings(str(Path(place) / "window.ini"), QSettings.Format.IniFormat)
        with Workspace.open(Path(place) / "full") as workspace:
            workspace.save_project(read_sample())
            window = MainWindow(words, theme, memory)
            window.show()
            window.furnish(workspace)
            for code in LANGUAGES:
                words.switch(code)
                for tokens, name in ((DAY, "day"), (NIGHT, "night")):
                    theme.wear(tokens)
                    draw_pages(app, window, folder, f"{code}-{name}-{scale}")
            close(app, window)
        theme.wear(DAY)
        with Workspace.open(Path(place) / "empty") as workspace:
            for code in LANGUAGES:
                words.switch(code)
                window = MainWindow(words, theme, memory)
                window.resize(1366, 768)
                window.show()
                window.furnish(workspace)
                settle(app, window)
                window.grab().save(str(folder / f"first-{code}-day-{scale}-1366.png"))
                close(app, window)


def draw_pages(app: QApplication, window: MainWindow, folder: Path, name: str) -> None:
    """Draw every page of the open project in every size."""
    from tools.scenes import list_scenes

    for width, height in SIZES:
        window.resize(width, height)
        for scene, show in list_scenes(window):
            show(window)
            settle(app, window)
            window.grab().save(str(folder / f"{scene}-{name}-{width}.png"))


def close(app: QApplication, window: MainWindow) -> None:
    """Let the window go before its workspace: it would hear of another language later."""
    window.hide()
    window.unfurnish()
    window.deleteLater()
    app.processEvents()


def settle(app: QApplication, window: MainWindow | None = None) -> None:
    """Let everything that waits happen: the count, the layout, the preview."""
    from PySide6.QtCore import QElapsedTimer, QThread

    from tools.settling import wait_for_layout

    clock = QElapsedTimer()
    clock.start()
    while clock.elapsed() < WAIT_MS:
        app.processEvents()
        QThread.msleep(10)
        view = getattr(window, "view", None)
        if clock.elapsed() > 120 and (view is None or view.watch.state is not None):
            page = getattr(window, "report_page", None)
            if page is None or not page.isVisible() or page.preview.view.page_count() > 0:
                break
    if window is not None:
        wait_for_layout(window)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
