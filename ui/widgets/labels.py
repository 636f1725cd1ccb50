"""Labels that wrap and never cut a word, and the thin lines between things."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

# Behind the name of what must be answered, on the line of its last word.
STAR: Final = "\N{NO-BREAK SPACE}*"


def make_label(role: str = "", parent: QWidget | None = None, *, tone: str = "") -> QLabel:
    """Return an empty label that wraps its words; plain text, never markup."""
    label = QLabel(parent)
    label.setProperty("role", role)
    label.setProperty("tone", tone)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    return label


def make_line_label(role: str = "", parent: QWidget | None = None) -> QLabel:
    """Return an empty label of one line, as wide as its words."""
    label = make_label(role, parent)
    label.setWordWrap(False)
    label.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
    return label


def make_rule(parent: QWidget | None = None) -> QFrame:
    """Return a thin line across."""
    rule = QFrame(parent)
    rule.setProperty("role", "rule")
    rule.setFixedHeight(1)
    return rule
