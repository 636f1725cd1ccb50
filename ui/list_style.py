"""The part of the style sheet for lists, tables and outlines, and for what divides a page.

Here, not at the widgets: a widget with a style sheet of its own has everything in it styled anew
whenever it, or whatever it stands in, gets a new parent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.style_sheet import Measure, Tokens


def write_list_style(t: Tokens, m: Measure) -> str:
    """Return the rules."""
    small = m.points * 0.92
    return f"""
QTableView[role="ledger"] {{ background: {t.card}; border: 0; outline: 0; }}
QTableView[role="ledger"]::item {{ border: 0; background: transparent; }}
QTreeView[role="outline"] {{
    background: {t.card}; border: 0; outline: 0; selection-background-color: {t.accent_soft};
}}
QTreeView[role="outline"]::item {{ border: 0; background: transparent; }}
QTreeView[role="outline"]::branch {{ background: transparent; }}
QTableView[role="ledger"] QHeaderView, QTreeView[role="outline"] QHeaderView {{
    background: {t.card}; border: 0;
}}
QTableView[role="ledger"] QHeaderView::section {{
    background: {t.card}; color: {t.secondary}; border: 0; border-bottom: 1px solid {t.line};
    padding: 4px 8px; min-height: {m.line}px; font-size: {small:.2f}pt;
}}
QTreeView[role="outline"] QHeaderView::section {{
    background: {t.card}; color: {t.secondary}; border: 0; border-bottom: 1px solid {t.line};
    padding: 6px 4px; min-height: {m.line}px; font-size: {small:.2f}pt;
}}
QTreeView[role="outline"] QHeaderView::section:first {{ padding-left: 12px; }}
QListView[role="people"], QListView[role="timeline"] {{
    background: {t.card}; border: 0; outline: 0;
}}
QListView[role="files"] {{ background: transparent; border: 0; outline: 0; }}
QListView[role="files"]::item {{ border: 0; background: transparent; }}
QPlainTextEdit[role="lines"] {{
    background: {t.card}; border: 1px solid {t.edge}; border-radius: 8px; padding: 4px;
    selection-background-color: {t.accent}; selection-color: {t.on_accent};
}}
QPlainTextEdit[role="lines"]:focus {{ border: 2px solid {t.accent}; padding: 3px; }}

QSplitter[role="gap"]::handle {{ background: transparent; }}
QFrame[role="bar"][edge="none"] {{ border-bottom: 0; }}
QFrame[role="list"][edge="none"] {{ border-right: 0; }}

QPushButton[role="segment"][edge="middle"] {{ border-left: 0; }}
QPushButton[role="segment"][is_part="true"] {{
    background: {t.card}; min-height: {m.target - 2}px; padding: 0 14px;
    font-size: {m.points:.2f}pt;
}}
QPushButton[role="segment"][is_part="true"]:hover {{ background: {t.hover}; }}
QPushButton[role="segment"][is_part="true"]:checked {{
    background: {t.accent_soft}; color: {t.ink}; border-color: {t.accent};
}}
QPushButton[role="segment"][is_part="true"]:focus {{
    border: 2px solid {t.accent}; min-height: {m.target - 4}px; padding: 0 13px;
}}
"""
