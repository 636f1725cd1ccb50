"""How everything looks: the colours of day and night, the faces, one style sheet made of them.

Sizes come from font metrics and steps of four, so that scaling and long words hold. Widgets name
their role (`role`, `tone` properties), never a colour; whoever paints by hand asks the theme.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from grantee_app.folders import resources_folder
from ui.style_sheet import Measure, Tokens, write_style

if TYPE_CHECKING:
    from grantee_app.settings import Look

FACES = ("Regular", "Medium", "SemiBold", "Bold")
FAMILY = "Inter"
BOLD_FAMILY = "Inter Semi Bold"
SMALLEST_POINTS = 10.5

DAY = Tokens(
    ink="#16324A",
    secondary="#526475",
    line="#DDE3E8",
    edge="#C3CDD6",
    paper="#F6F7F5",
    card="#FFFFFF",
    desk="#E4E8EB",
    hover="#EEF2F4",
    accent="#0A6E80",
    accent_soft="#E2F1F3",
    accent_hover="#085B6A",
    on_accent="#FFFFFF",
    ok="#2B7A55",
    ok_soft="#E3F2EA",
    warn="#8A5A12",
    warn_soft="#FBF1DC",
    bad="#B23A2E",
    bad_soft="#FAE7E4",
    side="#12303F",
    side_line="#2B4756",
    side_ink="#FFFFFF",
    side_secondary="#A9BFCA",
    side_here="#1F4A5E",
    side_sign="#E0B64F",
)
NIGHT = Tokens(
    ink="#E6EDF2",
    secondary="#A7B6C2",
    line="#2C3A45",
    edge="#4A5B68",
    paper="#121A20",
    card="#19232B",
    desk="#0C1216",
    hover="#22303A",
    accent="#4FBFD0",
    accent_soft="#15363F",
    accent_hover="#79D2DF",
    on_accent="#06222A",
    ok="#6FCB9D",
    ok_soft="#16342A",
    warn="#E6BC6A",
    warn_soft="#3A2E15",
    bad="#F29488",
    bad_soft="#43231F",
    side="#0B151B",
    side_line="#24343E",
    side_ink="#F2F6F8",
    side_secondary="#9DB2BD",
    side_here="#17394A",
    side_sign="#E6BC6A",
)

_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


class Theme(QObject):
    """The look of the running app; `changed` is emitted with other colours or another size.

    `text_percent` is the size of the text, 100 for what the system asks for.
    """

    changed = Signal()

    def __init__(self, app: QApplication, look: Look = "system", text_percent: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self.look: Look = look
        self.text_percent = text_percent
        self._usual_points = max(app.font().pointSizeF(), SMALLEST_POINTS)
        self.tokens = DAY
        _load_faces()
        app.setStyle(QStyleFactory.create("Fusion"))
        self.measure = self._size_text()
        if look != "system":
            app.styleHints().setColorScheme(_SCHEMES[look])
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        self.wear(self._choose_tokens())

    def choose_look(self, look: Look) -> None:
        """Show day, night, or what the system shows."""
        self.look = look
        # The frame of the window and the system's own dialogs follow this.
        self._app.styleHints().setColorScheme(_SCHEMES[look])
        self.wear(self._choose_tokens())

    def choose_size(self, text_percent: int) -> None:
        """Show all text in another size, at once."""
        self.text_percent = text_percent
        self.measure = self._size_text()
        self.wear(self.tokens)

    def _size_text(self) -> Measure:
        font = QFont(FAMILY)
        font.setPointSizeF(self._usual_points * self.text_percent / 100)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self._app.setFont(font)
        return _take_measure(font)

    def _choose_tokens(self) -> Tokens:
        if self.look == "system":
            is_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        else:
            is_dark = self.look == "dark"
        return NIGHT if is_dark else DAY

    def _follow_system(self, _scheme: Qt.ColorScheme) -> None:
        if self._choose_tokens() is not self.tokens:
            self.wear(self._choose_tokens())

    def wear(self, tokens: Tokens) -> None:
        """Put on these colours."""
        self.tokens = tokens
        self._app.setPalette(make_palette(tokens))
        self._app.setStyleSheet(write_style(tokens, self.measure))
        self.changed.emit()


def _load_faces() -> None:
    for face in FACES:
        QFontDatabase.addApplicationFont(str(resources_folder() / "fonts" / f"Inter-{face}.otf"))


def _take_measure(font: QFont) -> Measure:
    metrics = QFontMetricsF(font)
    line = metrics.height()
    return Measure(
        points=font.pointSizeF(),
        line=round(line),
        # Never smaller than a finger or a trembling mouse needs.
        target=max(32, 4 * round(line * 2.1 / 4)),
        share=max(font.pointSizeF() / SMALLEST_POINTS, 1.0),
    )


def make_palette(tokens: Tokens) -> QPalette:
    """Return the palette of `tokens`, for everything that no style sheet reaches."""
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in {
        roles.Window: tokens.paper,
        roles.WindowText: tokens.ink,
        roles.Base: tokens.card,
        roles.AlternateBase: tokens.accent_soft,
        roles.Text: tokens.ink,
        roles.PlaceholderText: tokens.secondary,
        roles.Button: tokens.card,
        roles.ButtonText: tokens.ink,
        roles.BrightText: tokens.bad,
        roles.ToolTipBase: tokens.ink,
        roles.ToolTipText: tokens.card,
        roles.Highlight: tokens.accent,
        roles.HighlightedText: tokens.on_accent,
        roles.Accent: tokens.accent,
        roles.Link: tokens.accent,
        roles.LinkVisited: tokens.accent,
        roles.Light: tokens.card,
        roles.Midlight: tokens.line,
        roles.Mid: tokens.edge,
        roles.Dark: tokens.edge,
        roles.Shadow: tokens.edge,
    }.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.secondary))
    return palette


def set_role(widget: QWidget, role: str = "", *, tone: str | None = None) -> None:
    """Give a widget its role and tone, and paint it anew when they changed."""
    wanted = {"role": role or widget.property("role"), "tone": tone}
    if tone is None:
        wanted["tone"] = widget.property("tone")
    if all(widget.property(name) == value for name, value in wanted.items()):
        return
    for name, value in wanted.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def bold(font: QFont) -> QFont:
    """Return the same font in the semi-bold face."""
    heavier = QFont(font)
    heavier.setFamilies([BOLD_FAMILY, FAMILY])
    heavier.setWeight(QFont.Weight.DemiBold)
    return heavier


def tabular(font: QFont) -> QFont:
    """Return the same font with figures of one width, for columns of numbers."""
    even = QFont(font)
    even.setFeature(QFont.Tag("tnum"), 1)
    return even
