"""Pictures of everything that can be seen: pages, their parts, what lies over them, help, start.

Draws the sample without a display, the way the window draws it; somebody then looks. The default is
every scene in both languages, by day and by night, in the sizes below, with text of 100 and 150 %;
911x512 is what a laptop of 1366x768 shows where Windows enlarges everything to 150 %.
Needs the environment of the tests (`tools/dev.py test` makes it).
"""

# ruff: noqa: PLC0415 (Qt and the window are loaded when the arguments are known)

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.app import Start
    from ui.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
SIZES = ("1366x768", "1920x1080", "1000x700", "911x512")
TEXTS = (100, 150)
WAIT_MS = 15_000

Show = Callable[[], object]


def main(arguments: list[str]) -> int:
    """Draw the pictures that are asked for and tell where they are."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scenes", nargs="+", default=[""], metavar="BEGINNING")
    parser.add_argument("--languages", nargs="+", default=["kk", "ru"], choices=["kk", "ru"])
    parser.add_argument("--looks", nargs="+", default=["day", "night"], choices=["day", "night"])
    parser.add_argument("--sizes", nargs="+", default=SIZES, metavar="WxH")
    parser.add_argument("--texts", nargs="+", default=TEXTS, type=int, metavar="PERCENT")
    wanted = parser.parse_args(arguments)
    wanted.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        os.environ["BASTAMA_SETTINGS"] = str(Path(place) / "settings.json")
        os.environ["XDG_DOCUMENTS_DIR"] = str(Path(place) / "documents")
        sys.path.insert(0, str(ROOT))
        draw_all(wanted)
    print(f"{len(list(wanted.folder.glob('*.png')))} pictures in {wanted.folder}")
    return 0


def draw_all(wanted: argparse.Namespace) -> None:
    """Draw the open sample, and the first start of an empty workspace."""
    from PySide6.QtWidgets import QApplication

    from grantee_app.settings import Settings
    from ui.app import Start

    app = QApplication([])
    for is_sample, list_shown in ((True, list_of_sample), (False, list_of_first_start)):
        start = Start(app, Settings(wanted.languages[0]), is_sample=is_sample)
        start.window.show()
        settle(app, start.window)
        draw_start(app, start, wanted, list_shown)
        # The next start takes the letters of the application for those of the system.
        start.theme.choose_size(100)
        start.window.close()
        start.clear_up()
        start.deleteLater()
        app.processEvents()


def draw_start(
    app: QApplication,
    start: Start,
    wanted: argparse.Namespace,
    list_shown: Callable[[Start], Iterator[tuple[str, Show]]],
) -> None:
    """Draw what a start shows in every look, language, size of text and of the window."""
    from ui.places import ALL_STEPS
    from ui.theme import DAY, NIGHT

    window = start.window
    for code in wanted.languages:
        window.switch_language(code)
        for look in wanted.looks:
            start.theme.wear(NIGHT if look == "night" else DAY)
            for percent in wanted.texts:
                start.theme.choose_size(percent)
                for size in wanted.sizes:
                    window.resize(*map(int, size.split("x")))
                    for scene, show in list_shown(start):
                        is_wanted = scene.startswith(tuple(wanted.scenes))
                        if is_wanted or scene in ALL_STEPS:
                            # The parts of a page come when it has been shown.
                            show()
                        if not is_wanted:
                            continue
                        settle(app, window)
                        name = f"{scene}-{code}-{look}-{percent}-{size}.png"
                        window.grab().save(str(wanted.folder / name))
                    window.leave_over()
                    window.help.close()


def list_of_sample(start: Start) -> Iterator[tuple[str, Show]]:
    """Yield what can be seen of the sample, by name."""
    from tools.scenes import OVER_SCENES, list_scenes
    from ui.places import ALL_STEPS

    window = start.window
    for name, show in list_scenes(window):
        yield name, partial(show, window)
    for step in ALL_STEPS:
        yield f"help-{step}", partial(show_help, window, step)
    window.help.close()
    for name, show_over in OVER_SCENES.items():
        yield name, partial(show_over, start)


def show_help(window: MainWindow, step: str) -> None:
    """Show a page with the help beside it that F1 opens there."""
    window.open_step(step)  # type: ignore[arg-type]
    window.help.open_page(window.find_help_topic())


def list_of_first_start(start: Start) -> Iterator[tuple[str, Show]]:
    """Yield the three questions of a first start."""
    first = start.window.first_page
    if first is not None:
        for number in range(3):
            yield f"first-{number + 1}", partial(first.show_question, number)


def settle(app: QApplication, window: MainWindow) -> None:
    """Let everything that waits happen: the count, the layout, the preview."""
    from PySide6.QtCore import QElapsedTimer, QThread

    from tools.settling import wait_for_layout

    clock = QElapsedTimer()
    clock.start()
    while clock.elapsed() < WAIT_MS:
        app.processEvents()
        QThread.msleep(10)
        view = window.view
        if window.is_bare() or (view is not None and view.watch.state is None):
            continue
        page = window.report_page
        if page is None or not page.isVisible() or page.preview.view.page_count() > 0:
            break
    wait_for_layout(window)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    raise SystemExit(main(sys.argv[1:]))
