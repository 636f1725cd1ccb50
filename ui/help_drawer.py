"""Where the help is: opens and closes the drawer, gives it room at the right of the window.

Takes its room from the page by the margins of the window, and covers the page where too little
would be left. Loads the guide when it is first wanted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from ui.screen_language import ScreenLanguage
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.widgets.help_panel import HelpPanel

WIDTH: Final = 380
NARROWEST: Final = 300
# What a page and the rail need beside the drawer, at letters of the usual size.
LEAST_BESIDE: Final = 820
_CONTENTS: Final = "contents"
_MEMORY: Final = "help/width"


class HelpDrawer(QObject):
    """F1 opens the help of what is seen, and closes it; `find_topic` names its page.

    `fit` is called when the page has more or less room than before.
    """

    def __init__(
        self,
        window: QMainWindow,
        words: ScreenLanguage,
        theme: Theme,
        memory: QSettings,
        *,
        find_topic: Callable[[], str],
        fit: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._words = words
        self._theme = theme
        self._memory = memory
        self._find_topic = find_topic
        self._fit = fit
        self._topic = ""
        self._came_from: QWidget | None = None
        self.panel: HelpPanel | None = None
        shortcut = QShortcut(QKeySequence("F1"), window)
        shortcut.activated.connect(self.toggle)
        theme.changed.connect(self.lay_out)

    def is_open(self) -> bool:
        """Tell whether the drawer is seen."""
        return self.panel is not None and not self.panel.isHidden()

    def covers(self) -> bool:
        """Tell whether the drawer lies over the page."""
        return self.is_open() and self._window.width() - self._wanted_width() < self._least()

    def room(self) -> int:
        """Return how much of the window's width the drawer takes from the page."""
        return self._wanted_width() if self.is_open() and not self.covers() else 0

    def toggle(self) -> None:
        """Open the help of the page; close it when that is what is read."""
        topic = self._find_topic() or _CONTENTS
        if self.is_open() and (self._has_focus() or topic == self._topic):
            self.close()
        else:
            self.open_page(topic)

    def show_contents(self) -> None:
        """Open the questions and the list of pages."""
        self.open_page(_CONTENTS)

    def open_page(self, name: str) -> None:
        """Open a page of the guide; the focus goes to its text."""
        panel = self.panel or self._make_panel()
        if not self._has_focus():
            self._came_from = QApplication.focusWidget()
        self._topic = name
        panel.show()
        self.lay_out()
        panel.open_page(name)
        panel.focus_text()

    def close(self) -> None:
        """Close the drawer; the focus goes back to where it was."""
        if self.panel is None or not self.is_open():
            return
        had_focus = self._has_focus()
        self.panel.hide()
        self.lay_out()
        before, self._came_from = self._came_from, None
        if had_focus:
            self._give_back_focus(before)

    def _give_back_focus(self, before: QWidget | None) -> None:
        try:
            if before is not None and before.isVisible():
                before.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        except RuntimeError:
            pass  # the page it was on is gone
        central = self._window.centralWidget()
        if central is not None:
            central.setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return self.panel is not None and focus is not None and self.panel.isAncestorOf(focus)

    def _make_panel(self) -> HelpPanel:
        from ui.widgets.help_panel import HelpPanel  # noqa: PLC0415

        panel = HelpPanel(self._words, self._theme, self._window)
        panel.hide()
        panel.closed.connect(self.close)
        panel.widened.connect(self._widen)
        self.panel = panel
        return panel

    # ------------------------------------------------------------------ room

    def _least(self) -> int:
        return self._theme.measure.grow(LEAST_BESIDE)

    def _wanted_width(self) -> int:
        stored = str(self._memory.value(_MEMORY, ""))
        width = int(stored) if stored.isdecimal() else self._theme.measure.grow(WIDTH)
        return max(NARROWEST, min(width, round(self._window.width() * 0.6)))

    def _widen(self, by: int) -> None:
        width = max(NARROWEST, self._wanted_width() + by)
        # Pulled over the edge where it would cover the page, it would jump: it stops before.
        if not self.covers():
            width = min(width, max(NARROWEST, self._window.width() - self._least()))
        self._memory.setValue(_MEMORY, width)
        self.lay_out()

    def lay_out(self) -> None:
        """Give the drawer its place; called when the window has another size or other content."""
        panel = self.panel
        if panel is None:
            return
        room, window = self.room(), self._window
        margins = window.contentsMargins()
        if margins.right() != room:
            window.setContentsMargins(0, 0, room, 0)
        self._fit()
        if not self.is_open():
            return
        is_over = self.covers()
        panel.setProperty("lies_over", is_over)
        left = self._cover_from() if is_over else window.width() - room
        panel.setGeometry(left, 0, window.width() - left, window.height())
        panel.grip.setVisible(not is_over)
        panel.raise_()

    def _cover_from(self) -> int:
        """Return where the page begins: beside the side bar, which stays in sight."""
        side = getattr(self._window, "side", None)
        return side.width() if isinstance(side, QWidget) and side.isVisible() else 0
