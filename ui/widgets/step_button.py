"""A step in the side bar: its name, how far it is, and how many findings wait there.

The sign differs in form as well as in colour: a ticked disk, a ring, a dot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from grantee_app.language.message import N_
from ui.screen_language import ScreenLanguage
from ui.steps import NAMES
from ui.theme import Theme, set_role
from ui.widgets.signs import draw_sign

if TYPE_CHECKING:
    from grantee_app.checks.progress import StepProgress

DONE_GREEN: Final = "#3E9E74"
# What is no step of the work has a sign of its own.
_SIGNS: Final[dict[str, str]] = {
    "organization": "building",
    "settings": "sliders",
    "help": "question",
}
# What the steps look like where there is no room for their names.
_RAIL_SIGNS: Final[dict[str, str]] = {
    "home": "house",
    "application": "application",
    "plan": "plan",
    "activities": "activities",
    "participants": "people",
    "money": "money",
    "report": "report",
}
SIGN_SIDE: Final = 16
RAIL_SIGN_SIDE: Final = 22
_NAMES: Final[dict[str, str]] = {
    **{str(step): name for step, name in NAMES.items()},
    "settings": N_("&Settings"),
    "help": N_("Help (F1)"),
}
_STATES: Final = {"done": N_("done"), "begun": N_("begun"), "empty": N_("not begun")}


class StepButton(QPushButton):
    """Checked where the step is the page that is seen."""

    def __init__(
        self, words: ScreenLanguage, theme: Theme, step: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._step = step
        self._progress: StepProgress | None = None
        self._is_rail = False
        self.setCheckable(True)
        self.setProperty("role", "step")
        self._badge = QLabel(self)
        self._badge.setProperty("role", "badge")
        self._badge.hide()
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addStretch()
        inside.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._paint_sign)
        self._paint_sign()
        self.retranslate()

    def set_progress(self, progress: StepProgress | None) -> None:
        """Show how far the step is; None while nobody has counted."""
        if progress == self._progress:
            return
        self._progress = progress
        if progress is not None:
            set_role(self._badge, "badge", tone=progress.tone)
        self._paint_sign()
        self.retranslate()

    def set_rail(self, is_rail: bool) -> None:
        """Show the sign alone."""
        self._is_rail = is_rail
        self.setProperty("rail", is_rail)
        self._paint_sign()
        self.style().unpolish(self)
        self.style().polish(self)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words, progress = self._words, self._progress
        name = words.gettext(_NAMES[self._step])
        plain = name.replace("&", "")
        self.setText("" if self._is_rail else f" {name}")
        said = [plain]
        count = progress.findings if progress is not None else 0
        if progress is not None and self._step not in _SIGNS:
            said.append(words.gettext(_STATES[progress.state]))
        if count:
            said.append(words.ngettext("{count} finding", "{count} findings", count))
        self.setAccessibleName(", ".join(said))
        self.setToolTip(", ".join(said) if self._is_rail or len(said) > 1 else "")
        self._badge.setText(str(count))
        self._badge.setVisible(bool(count) and not self._is_rail)

    def _paint_sign(self) -> None:
        tokens = self._theme.tokens
        side = self._theme.measure.grow(RAIL_SIGN_SIDE if self._is_rail else SIGN_SIDE)
        self.setIconSize(QSize(side, side))
        sign = _SIGNS.get(self._step)
        state = self._state_sign()
        if sign is not None:
            self.setIcon(draw_sign(sign, tokens.side_secondary))
        elif self._is_rail:
            mark = (*state, tokens.side) if state[0] != "dot" else None
            self.setIcon(draw_sign(_RAIL_SIGNS[self._step], tokens.side_ink, mark))
        else:
            self.setIcon(draw_sign(*state))

    def _state_sign(self) -> tuple[str, str]:
        """Return the sign and the colour of how far the step is; in a rail findings come first."""
        tokens, progress = self._theme.tokens, self._progress
        state = progress.state if progress is not None else ""
        if self._is_rail and progress is not None and progress.findings:
            return "alarm", tokens.side_sign
        if state == "done":
            return "done", DONE_GREEN
        if state == "begun":
            return "ring", tokens.side_sign
        return "dot", tokens.side_secondary
