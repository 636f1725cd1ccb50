"""The part of the style sheet that editors need: closed lists, check boxes, calendars, grids.

Goes behind the rest, which says what every widget has in common.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.style_sheet import Measure, Tokens


def write_editor_style(t: Tokens, m: Measure) -> str:
    """Return the rules."""
    inner = m.target - 2  # the border is outside
    return f"""
QComboBox {{
    background: {t.card}; border: 1px solid {t.edge}; border-radius: 8px;
    min-height: {inner}px; padding: 0 28px 0 9px;
}}
QComboBox:hover {{ background: {t.hover}; }}
QComboBox:focus {{
    border: 2px solid {t.accent}; padding: 0 27px 0 8px; min-height: {inner - 2}px;
}}
QComboBox:disabled {{ color: {t.secondary}; border-color: {t.line}; }}
QComboBox[tone="bad"] {{ border-color: {t.bad}; }}
QComboBox::drop-down {{ border: 0; width: 26px; }}
QComboBox::down-arrow {{ image: none; width: 0; height: 0; }}
QComboBox QAbstractItemView {{
    background: {t.card}; border: 1px solid {t.edge}; padding: 4px; outline: 0;
    selection-background-color: {t.accent_soft}; selection-color: {t.ink};
}}
QComboBox QAbstractItemView::item {{ min-height: {m.target}px; padding: 0 8px; }}
QCheckBox {{
    min-height: {inner - 2}px; spacing: 8px; border: 2px solid transparent; padding: 0 4px;
}}
QCheckBox::indicator {{
    width: 18px; height: 18px; border: 1px solid {t.secondary}; border-radius: 4px;
    background: {t.card};
}}
QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; }}
QCheckBox::indicator:disabled {{ border-color: {t.edge}; background: {t.paper}; }}
QCheckBox::indicator:checked:disabled {{ background: {t.edge}; }}
QCheckBox:focus {{ border: 2px solid {t.accent}; border-radius: 8px; }}
QCheckBox:disabled {{ color: {t.secondary}; }}
QLineEdit:read-only {{ background: {t.paper}; }}
QListView[role="offers"] {{
    background: {t.card}; border: 1px solid {t.edge}; padding: 4px; outline: 0;
}}
QListView[role="offers"]::item {{ min-height: {m.target}px; padding: 0 8px; }}
QListView[role="offers"]::item:selected {{ background: {t.accent_soft}; color: {t.ink}; }}
QFrame[role="popup"] {{ background: {t.card}; border: 1px solid {t.edge}; border-radius: 8px; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {t.card}; }}
QCalendarWidget QToolButton {{
    background: transparent; color: {t.ink}; border: 1px solid transparent;
    border-radius: 6px;
    min-height: 30px; min-width: 30px; padding: 0 8px;
}}
QCalendarWidget QToolButton:hover {{ background: {t.hover}; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; width: 0; }}
QCalendarWidget QSpinBox {{ background: {t.card}; color: {t.ink}; border: 1px solid {t.edge}; }}
QCalendarWidget QAbstractItemView {{
    background: {t.card}; outline: 0;
    selection-background-color: {t.accent}; selection-color: {t.on_accent};
}}
QFrame[role="palette"] {{ background: {t.card}; border: 1px solid {t.edge}; border-radius: 8px; }}
QFrame[role="drop"] {{
    background: {t.card}; border: 1px dashed {t.edge}; border-radius: 8px;
}}
QFrame[role="drop"][tone="focus"] {{ border: 2px dashed {t.accent}; }}
"""
