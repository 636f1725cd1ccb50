"""Hangs 2 000 real photos on one activity, scrolls through them, and watches the window meanwhile.

Arguments: the settings to be written, beside which photos and workspace are made, and how many
photos. They are made beforehand, each another one, as large as a messenger sends them. `seconds` is
the longest stretch in which a timer of 5 ms did not come, attaching and scrolling; `memory` what
the process holds at the end.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from time import perf_counter

os.environ["BASTAMA_SETTINGS"] = sys.argv[1]

from event_gaps import GapRecorder
from measuring import read_memory
from PIL import Image, ImageDraw
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from grantee_app.workspace import Workspace, read_sample
from main import main

SETTINGS = Path(sys.argv[1])
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
SIZE = (1280, 960)
STEP_PX, STEP_MS = 40, 16
WAIT_SECONDS = 3600


def make_photos(folder: Path) -> list[Path]:
    """Make the photos that are not there yet: noise like that of a sensor, a number on each."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"IMG_{number:04}.jpg" for number in range(COUNT)]
    ground = Image.effect_noise(SIZE, 12).convert("RGB")
    for number, path in enumerate(paths):
        if path.exists():
            continue
        photo = ground.rotate(90 * (number % 4), expand=True)
        draw = ImageDraw.Draw(photo)
        colour = (number * 37 % 256, number * 91 % 256, number * 53 % 256)
        draw.rectangle((200, 200, 1000, 900), fill=colour)
        draw.text((300, 300), str(number), fill="white", font_size=200)
        photo.save(path, quality=70)
    return paths


def make_workspace() -> None:
    """Make a workspace with the sample, and the settings that name it."""
    target = SETTINGS.with_name("photo-workspace")
    shutil.rmtree(target, ignore_errors=True)
    with Workspace.open(target) as workspace:
        workspace.save_project(read_sample())
    settings = {"language": "kk", "workspace": str(target)}
    SETTINGS.write_text(json.dumps(settings), encoding="utf-8")


def wait(milliseconds: int) -> None:
    """Let the window live for a while, as the app does.

    QTest.qWait keeps Python's lock while it waits: the workers would stand still and be measured as
    slow, ten times and more.
    """
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def attach(window: QWidget, card: QWidget, paths: list[Path]) -> GapRecorder:
    """Hang all photos on the activity that is shown; return the gaps meanwhile."""
    gaps = GapRecorder(window)
    gaps.doing = "attaching"
    gaps.begin()
    began_at = perf_counter()
    card.add_files(paths)
    while card.is_busy() and perf_counter() - began_at < WAIT_SECONDS:
        wait(50)
    print("attached", perf_counter() - began_at)
    wait(1000)
    gaps.end()
    return gaps


def scroll(window: QWidget, grid: QWidget) -> GapRecorder:
    """Scroll down and up again until the pictures in sight are there; return the gaps meanwhile."""
    gaps = GapRecorder(window)
    gaps.doing = "scrolling"
    gaps.begin()
    bar = grid.verticalScrollBar()
    for step in (STEP_PX, -STEP_PX):
        end = bar.maximum() if step > 0 else bar.minimum()
        while bar.value() != end:
            bar.setValue(bar.value() + step)
            wait(STEP_MS)
    began_at = perf_counter()
    shown = grid.files.rows[0].attachment
    while grid.thumbnails.find(shown) is None:
        wait(10)
    print("arrived", (perf_counter() - began_at) * 1000)
    gaps.end()
    return gaps


def measure(window: QWidget, paths: list[Path]) -> None:
    """Attach, scroll, print and end."""
    page = window.view.open_step("activities")
    wait(1500)
    row = next(found for found in page.log.rows if found.event_id)
    page.list.choose(row.row_id)
    wait(500)
    card = page.detail.evidence
    attaching = attach(window, card, paths)
    page.area.ensureWidgetVisible(card.grid)
    wait(1000)
    print("photos", card.grid.files.rowCount())
    scrolling = scroll(window, card.grid)
    print("seconds", max(attaching.longest, scrolling.longest))
    print("attaching", attaching.longest * 1000)
    print("scrolling", scrolling.longest * 1000)
    every = attaching.gaps + scrolling.gaps
    print("busy", max((gap.busy for gap in every), default=0.0) * 1000)
    print("gaps", len(attaching.over(0.1)) + len(scrolling.over(0.1)))
    print("memory", read_memory())
    sys.stdout.flush()
    os._exit(0)


def watch(paths: list[Path]) -> None:
    """Begin as soon as the window can be used."""
    window = next(found for found in QApplication.topLevelWidgets() if hasattr(found, "ready"))
    window.ready.connect(lambda: QTimer.singleShot(0, lambda: measure(window, paths)))


if __name__ == "__main__":
    SETTINGS.parent.mkdir(parents=True, exist_ok=True)
    photos = make_photos(SETTINGS.with_name("photos"))
    make_workspace()
    app = QApplication(sys.argv[:1])
    QTimer.singleShot(0, lambda: watch(photos))
    sys.exit(f"The window ended before it was used: {main([])}")
