"""The one style sheet, written from colours and measures.

Knows roles (`role="primary"`, `tone="bad"`), not which widgets bear them.
"""

from __future__ import annotations

from grantee_app.frozen import frozen
from ui.editor_style import write_editor_style
from ui.list_style import write_list_style


@frozen
class Tokens:
    """The colours by what they mean."""

    ink: str
    secondary: str
    line: str
    edge: str
    paper: str
    card: str
    desk: str
    hover: str
    accent: str
    accent_soft: str
    accent_hover: str
    on_accent: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    side: str
    side_line: str
    side_ink: str
    side_secondary: str
    side_here: str
    side_sign: str

    def tone(self, name: str) -> tuple[str, str]:
        """Return the strong and the soft colour of a tone ("ok", "warn", "bad" or plain)."""
        return {
            "ok": (self.ok, self.ok_soft),
            "warn": (self.warn, self.warn_soft),
            "bad": (self.bad, self.bad_soft),
        }.get(name, (self.secondary, self.hover))


@frozen
class Measure:
    """Sizes in logical pixels: a line of text, and the least side of what is pressed.

    `share` is how much larger the letters are than the usual ones, 1.0 at the least.
    """

    points: float
    line: int
    target: int
    share: float = 1.0

    def grow(self, pixels: float) -> int:
        """Return a width that is right for letters of the usual size, for the letters there are."""
        return round(pixels * self.share)


def write_style(t: Tokens, m: Measure) -> str:
    """Return the style sheet."""
    small, title, heading = m.points * 0.92, m.points * 1.36, m.points * 1.12
    inner = m.target - 2  # the border is outside
    return (
        f"""
QMainWindow, QDialog, QWidget[role="page"] {{ background: {t.paper}; }}
QToolTip {{ background: {t.ink}; color: {t.card}; border: 0; padding: 6px 8px; }}
QMenu {{ background: {t.card}; border: 1px solid {t.edge}; border-radius: 8px; padding: 4px; }}
QMenu::item {{ padding: 8px 16px; border-radius: 6px; min-height: {m.line}px; }}
QMenu::item:selected {{ background: {t.accent_soft}; }}
QMenu::item:disabled {{ color: {t.secondary}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}

QLabel[role="title"] {{ font-size: {title:.2f}pt; font-weight: 700; }}
QLabel[role="heading"] {{ font-size: {heading:.2f}pt; font-weight: 700; }}
QLabel[role="group"] {{ font-family: "Inter Semi Bold", "Inter"; font-weight: 600; }}
QLabel[role="label"] {{ font-family: "Inter Semi Bold", "Inter"; font-weight: 600; }}
QLabel[role="secondary"] {{ color: {t.secondary}; font-size: {small:.2f}pt; }}
QLabel[role="status"] {{ color: {t.secondary}; font-size: {small:.2f}pt; }}
QLabel[tone="ok"] {{ color: {t.ok}; }}
QLabel[tone="warn"] {{ color: {t.warn}; }}
QLabel[tone="bad"] {{ color: {t.bad}; }}
QLabel[role="pill"] {{
    border-radius: 10px; padding: 2px 8px; font-size: {small:.2f}pt;
    font-family: "Inter Semi Bold", "Inter"; font-weight: 600;
    background: {t.hover}; color: {t.secondary};
}}
QLabel[role="pill"][tone="ok"] {{ background: {t.ok_soft}; color: {t.ok}; }}
QLabel[role="pill"][tone="warn"] {{ background: {t.warn_soft}; color: {t.warn}; }}
QLabel[role="pill"][tone="bad"] {{ background: {t.bad_soft}; color: {t.bad}; }}
QLabel[role="badge"] {{
    background: {t.bad}; color: {t.card}; border-radius: 9px; padding: 1px 7px;
    font-size: {small:.2f}pt; font-family: "Inter Semi Bold", "Inter"; font-weight: 600;
}}
QLabel[role="badge"][tone="warn"] {{ background: {t.side_sign}; color: {t.side}; }}

QFrame[role="bar"] {{ background: {t.card}; border: 0; border-bottom: 1px solid {t.line}; }}
QFrame[role="rule"] {{ background: {t.line}; border: 0; max-height: 1px; min-height: 1px; }}
QFrame[role="card"] {{ background: {t.card}; border: 1px solid {t.line}; border-radius: 12px; }}
QFrame[role="card"][tone="focus"] {{ border-color: {t.accent}; }}
QFrame[role="guide"] {{ background: {t.accent_soft}; border: 0; border-radius: 12px; }}
QFrame[role="finding"] {{
    background: {t.card}; border: 1px solid {t.edge}; border-radius: 12px;
}}
QFrame[role="finding"][tone="bad"] {{ border-color: {t.bad}; }}
QFrame[role="finding"][tone="warn"] {{ border-color: {t.warn}; }}
QFrame[role="notice"] {{ background: {t.accent_soft}; border: 0; }}
QFrame[role="notice"][tone="ok"] {{ background: {t.ok_soft}; }}
QFrame[role="notice"][tone="warn"] {{ background: {t.warn_soft}; }}
QFrame[role="notice"][tone="bad"] {{ background: {t.bad_soft}; }}
QFrame[role="list"] {{ background: {t.card}; border: 0; border-right: 1px solid {t.line}; }}

QPushButton, QToolButton[role="quiet"] {{
    background: {t.card}; border: 1px solid {t.edge}; border-radius: 8px;
    min-height: {inner}px; padding: 0 14px;
    font-family: "Inter Medium", "Inter";
}}
QPushButton:hover, QToolButton[role="quiet"]:hover {{ background: {t.hover}; }}
QPushButton:pressed {{ background: {t.accent_soft}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {t.accent}; padding: 0 13px; }}
QPushButton:focus {{ min-height: {inner - 2}px; }}
QPushButton:disabled {{ color: {t.secondary}; border-color: {t.line}; }}
QPushButton[role="primary"] {{
    background: {t.accent}; color: {t.on_accent}; border-color: {t.accent};
    font-family: "Inter Semi Bold", "Inter"; font-weight: 600;
}}
QPushButton[role="primary"]:hover {{ background: {t.accent_hover}; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {t.ink}; }}
QPushButton[role="primary"]:disabled {{ background: {t.edge}; border-color: {t.edge}; }}
QPushButton[role="bare"], QToolButton[role="bare"] {{
    background: transparent; border: 1px solid transparent; border-radius: 8px;
    min-height: 30px; min-width: 30px; padding: 0;
}}
QPushButton[role="bare"]:hover, QToolButton[role="bare"]:hover {{ background: {t.hover}; }}
QToolButton[role="bare"]:checked {{ background: {t.accent_soft}; }}
QPushButton[role="bare"]:focus, QToolButton[role="bare"]:focus {{
    border: 2px solid {t.accent}; min-height: 28px; min-width: 28px; padding: 0;
}}
QPushButton[role="link"] {{
    background: transparent; border: 0; border-radius: 4px; color: {t.accent};
    padding: 0 4px; min-height: 32px; text-align: left;
}}
QPushButton[role="link"]:hover {{ text-decoration: underline; }}
QPushButton[role="link"]:focus {{ border: 2px solid {t.accent}; padding: 0 2px; min-height: 28px; }}

QPushButton[role="segment"] {{
    background: transparent; color: {t.secondary}; border: 1px solid {t.edge};
    border-radius: 0; min-height: 30px; padding: 0 10px; font-size: {small:.2f}pt;
}}
QPushButton[role="segment"][edge="first"] {{
    border-top-left-radius: 8px; border-bottom-left-radius: 8px;
}}
QPushButton[role="segment"][edge="last"] {{
    border-left: 0; border-top-right-radius: 8px; border-bottom-right-radius: 8px;
}}
QPushButton[role="segment"][edge="first"][upright="true"] {{
    border-radius: 0; border-top-left-radius: 8px; border-top-right-radius: 8px; padding: 0;
}}
QPushButton[role="segment"][edge="last"][upright="true"] {{
    border-radius: 0; border-bottom-left-radius: 8px; border-bottom-right-radius: 8px; padding: 0;
}}
QPushButton[role="segment"]:hover {{ background: {t.hover}; }}
QPushButton[role="segment"]:checked {{
    background: {t.accent_soft}; color: {t.ink}; font-family: "Inter Semi Bold", "Inter";
}}
QPushButton[role="segment"]:focus {{
    border: 2px solid {t.accent}; min-height: 28px; padding: 0 9px;
}}

QLineEdit, QFrame[role="text"] {{
    background: {t.card}; border: 1px solid {t.edge}; border-radius: 8px;
}}
QLineEdit {{
    min-height: {inner}px; padding: 0 9px;
    selection-background-color: {t.accent}; selection-color: {t.on_accent};
}}
QLineEdit:focus {{
    border: 2px solid {t.accent}; padding: 0 8px; min-height: {inner - 2}px;
}}
QLineEdit[tone="bad"] {{ border-color: {t.bad}; }}
QFrame[role="text"][tone="focus"] {{ border: 2px solid {t.accent}; }}
QTextEdit {{
    background: transparent; border: 0;
    selection-background-color: {t.accent}; selection-color: {t.on_accent};
}}

QFrame[role="fold"] {{ background: {t.card}; border: 1px solid {t.line}; border-radius: 12px; }}

QFrame[role="help"] {{ background: {t.card}; border: 0; border-left: 1px solid {t.line}; }}

QListView[role="sections"] {{ background: {t.card}; border: 0; outline: 0; padding: 8px 6px; }}
QListWidget[role="choices"] {{ background: transparent; border: 0; outline: 0; }}
QListWidget[role="choices"]::item {{ border-bottom: 1px solid {t.line}; }}
QListWidget[role="choices"]::item:hover {{ background: {t.hover}; }}
QListWidget[role="choices"]::item:selected {{ background: {t.accent_soft}; }}
QListWidget[role="choices"]:focus {{ border: 2px solid {t.accent}; border-radius: 8px; }}
QScrollArea {{ background: transparent; border: 0; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar::handle:vertical {{
    background: {t.edge}; border-radius: 3px; min-height: 32px; margin: 2px 3px;
}}
QScrollBar::handle:vertical:hover {{ background: {t.secondary}; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle:horizontal {{
    background: {t.edge}; border-radius: 3px; min-width: 32px; margin: 3px 2px;
}}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {t.line}; }}
QSplitter::handle:hover {{ background: {t.accent}; }}
QProgressBar {{
    background: {t.card}; border: 0; border-radius: 3px; min-height: 6px; max-height: 6px;
}}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
QWidget[role="desk"] {{ background: {t.desk}; }}

QFrame[role="side"] {{ background: {t.side}; border: 0; }}
QFrame[role="side"] QLabel {{ color: {t.side_ink}; }}
QFrame[role="side"] QLabel[role="secondary"] {{ color: {t.side_secondary}; }}
QFrame[role="side"] QLabel[role="badge"] {{ color: #FFFFFF; background: #B23A2E; }}
QFrame[role="side"] QLabel[role="badge"][tone="warn"] {{
    background: {t.side_sign}; color: #12303F;
}}
QFrame[role="side"] QFrame[role="rule"] {{ background: {t.side_line}; }}
QFrame[role="side"] QScrollBar:vertical {{ width: 6px; }}
QFrame[role="side"] QScrollBar::handle:vertical {{ margin: 0; background: {t.side_line}; }}
QPushButton[role="step"] {{
    background: transparent; color: {t.side_ink}; border: 2px solid transparent;
    border-radius: 8px; text-align: left; padding: 0 6px; min-height: {m.target}px;
}}
QPushButton[role="step"][rail="true"] {{ text-align: center; padding: 0; }}
QPushButton[role="step"]:hover {{ background: {t.side_line}; }}
QPushButton[role="step"]:checked {{
    background: {t.side_here}; font-family: "Inter Semi Bold", "Inter"; font-weight: 600;
}}
QPushButton[role="step"]:focus {{ border-color: {t.side_secondary}; }}
QFrame[role="side"] QPushButton[role="segment"] {{
    color: {t.side_ink}; border: 1px solid {t.side_secondary};
}}
QFrame[role="side"] QPushButton[role="segment"][edge="last"] {{ border-left: 0; }}
QFrame[role="side"] QPushButton[role="segment"][edge="last"][upright="true"] {{
    border: 1px solid {t.side_secondary}; border-top: 0; min-height: 31px;
}}
QFrame[role="side"] QPushButton[role="segment"][edge="first"][upright="true"] {{
    border-radius: 0; border-top-left-radius: 8px; border-top-right-radius: 8px; padding: 0;
}}
QPushButton[role="segment"][edge="last"][upright="true"] {{
    border-radius: 0; border-bottom-left-radius: 8px; border-bottom-right-radius: 8px; padding: 0;
}}
QPushButton[role="segment"]:hover {{ background: {t.side_line}; }}
QFrame[role="side"] QPushButton[role="segment"]:checked {{
    background: #FFFFFF; color: #12303F; border-color: #FFFFFF;
}}
QFrame[role="side"] QPushButton[role="segment"]:focus {{ border: 2px solid {t.side_sign}; }}
QFrame[role="side"] QToolButton[role="bare"] {{ color: {t.side_ink}; }}
QFrame[role="side"] QToolButton[role="bare"]:hover {{ background: {t.side_line}; }}
QFrame[role="side"] QToolButton[role="bare"]:focus {{ border-color: {t.side_secondary}; }}
"""
        + write_editor_style(t, m)
        + write_list_style(t, m)
    )
