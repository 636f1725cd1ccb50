"""A bare window typed into for a while: the gaps that the machine itself makes.

Argument: the seconds of use.
"""

import os
import sys
from time import perf_counter

from event_gaps import GapRecorder
from measuring import read_memory, read_peak
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

app = QApplication([])
editor = QTextEdit()
editor.resize(1366, 768)
editor.show()
recorder = GapRecorder(app)
recorder.begin()
end_at = perf_counter() + float(sys.argv[1])
while perf_counter() < end_at:
    editor.insertPlainText("қ")
    QTest.qWait(50)
recorder.end()
print("seconds", recorder.longest)
print("gaps", len(recorder.over(0.1)))
print("busy", max((gap.busy for gap in recorder.gaps), default=0.0) * 1000)
print("memory", read_memory())
print("peak", read_peak(), flush=True)
os._exit(0)
