"""The least that six pages can be: bare trees of a thousand lines in a stack, gone round."""

import os
from time import perf_counter

from measuring import read_memory
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
)

PAGES, LINES, ROUNDS, REST_MS = 6, 1000, 20, 20

app = QApplication([])
window = QMainWindow()
stack = QStackedWidget()
for _ in range(PAGES):
    tree = QTreeWidget()
    tree.setColumnCount(4)
    tree.addTopLevelItems([QTreeWidgetItem([f"{line}", "a", "b", "c"]) for line in range(LINES)])
    stack.addWidget(tree)
window.setCentralWidget(stack)
window.resize(1366, 768)
window.show()
QTest.qWait(500)
times = []
for _ in range(ROUNDS):
    for page in range(PAGES):
        began_at = perf_counter()
        stack.setCurrentIndex(page)
        stack.currentWidget().repaint()
        app.processEvents()
        times.append(perf_counter() - began_at)
        QTest.qWait(REST_MS)
print("seconds", sorted(times)[int(len(times) * 0.95)])
print("slowest", max(times) * 1000)
print("memory", read_memory(), flush=True)
os._exit(0)
