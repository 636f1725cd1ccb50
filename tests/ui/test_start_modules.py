"""What a start does not load, measure or build before the first page can be used."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QFont, QPainter

from ui.widgets.painted_button import PaintedButton

ROOT = Path(__file__).resolve().parents[2]
# Home is counted, checked and shown without any of these.
LATER = (
    "holidays.countries",
    "num2words",
    "openpyxl",
    "PIL",
    "pypdfium2",
    "reportlab",
    "grantee_app.report",
    "ui.backup_keeper",
    "ui.editors.kinds",
    "ui.help_text",
    "ui.last_words",
    "ui.leaving",
    "ui.mistakes",
    "ui.obstacles",
    "ui.over_pages",
    "ui.pages.report_page",
    "ui.pages.settings_page",
    "ui.record_form",
    "ui.widgets.help_panel",
    "ui.widgets.letter_palette",
)
# The window is painted without a workspace and all it is made of.
AFTER_THE_FIRST_PAINT = ("pydantic", "sqlite_utils", "grantee_app.records", "ui.project_deeds")
START = """
import gc, json, linecache, os, sys
from main import main
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

def watch():
    window = next(one for one in QApplication.topLevelWidgets() if hasattr(one, "ready"))
    first = sorted(sys.modules)
    window.ready.connect(lambda: tell(window, first))

def tell(window, first):
    told = [
        window.view.step(), gc.isenabled(), sorted(sys.modules), first, sorted(linecache.cache)
    ]
    print(json.dumps(told), flush=True)
    os._exit(0)

app = QApplication([])
QTimer.singleShot(0, watch)
main(["--sample"])
"""


def test_home_starts_with_what_it_shows_alone(tmp_path: Path) -> None:
    settings = tmp_path / "settings.json"
    done = subprocess.run(
        [sys.executable, "-c", START],
        env=os.environ
        | {
            "BASTAMA_SETTINGS": str(settings),
            "PYTHONPATH": str(ROOT),
            "QT_QPA_PLATFORM": "offscreen",
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    step, is_collecting, modules, first, sources = json.loads(done.stdout.splitlines()[-1])
    assert step == "home"
    assert not is_collecting
    assert "grantee_app.checks.next_steps" in modules, "Home is counted"
    assert "holidays" in modules, "the working days are known"
    assert not set(LATER).intersection(modules)
    assert "ui.main_window" in first
    assert not set(AFTER_THE_FIRST_PAINT).intersection(first)
    assert set(AFTER_THE_FIRST_PAINT) <= set(modules)
    # What PySide would read of every module, and keep. After another PySide: see unread_sources.
    assert not [path for path in sources if path.startswith(str(ROOT / "grantee_app"))]
    assert not [path for path in sources if "pydantic" in path]


AHEAD = """
import sys
from PySide6.QtWidgets import QApplication
from ui.preloading import Preloading

app = QApplication([])
loading = Preloading()
loading.begin()
while not loading.is_done:
    app.processEvents()
print(*sorted(sys.modules))
loading.end()
"""
# Wanted with a file, a search for doubles or a page of paper, and not by a page that is seen.
ON_DEMAND = {"openpyxl", "pypdfium2", "python_calamine", "rapidfuzz", "reportlab", "xlsxwriter"}


def test_what_is_loaded_ahead_leaves_out_what_few_ask_for() -> None:
    done = subprocess.run(
        [sys.executable, "-c", AHEAD],
        env=os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    modules = set(done.stdout.split())
    assert "ui.pages.participants.second_part" in modules
    assert not ON_DEMAND.intersection(modules)


class _Counting(PaintedButton):
    """Counts how often it is measured."""

    measured = 0

    def measure_height(self, width: float) -> float:
        self.measured += 1
        return self.height_of("Бір сөйлем", self.font(), width)

    def paint_inside(self, painter: QPainter, width: float) -> None:
        """Paint nothing."""


def test_a_height_is_measured_once_a_width_until_words_or_font_change(qtbot, words, theme) -> None:
    button = _Counting(words, theme)
    qtbot.addWidget(button)
    heights = [button.heightForWidth(width) for width in (300, 30, 300, 30)]
    assert button.measured == 2
    assert heights[1] > heights[0]
    button.tell("Other words")
    button.heightForWidth(300)
    assert button.measured == 3
    larger = QFont(button.font())
    larger.setPointSizeF(40)
    button.setFont(larger)
    assert button.heightForWidth(300) > heights[0]
