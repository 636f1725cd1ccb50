"""Two small buttons of the top bar: one step back, one step forward.

They show whether there is a step and what it was. What a step is, `ui.undoing` knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from grantee_app.language.message import N_
from ui.screen_language import ScreenLanguage
from ui.theme import Theme
from ui.widgets.signs import draw_sign

if TYPE_CHECKING:
    from ui.undoing import Undoing


class UndoButtons(QWidget):
    """Undo and redo; both keep the focus where it is."""

    def __init__(
        self, words: ScreenLanguage, theme: Theme, undoing: Undoing, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._undoing = undoing
        self._is_unsaved = False
        self.undo_button = QToolButton()
        self.redo_button = QToolButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for button, act in ((self.undo_button, undoing.undo), (self.redo_button, undoing.redo)):
            button.setProperty("role", "bare")
            # The cursor stays in the text: what comes back is seen where it belongs.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _on=False, step=act: step())
            row.addWidget(button)
        # Every page has them, and each asks the database: those that nobody sees ask when seen.
        self._is_behind = False
        undoing.changed.connect(self._follow)
        words.changed.connect(self._follow)
        theme.changed.connect(self._paint_signs)
        self._paint_signs()
        self.refresh()

    def note_typing(self) -> None:
        """Typed words can be taken back before they are written."""
        self._is_unsaved = True
        self.undo_button.setEnabled(True)

    def _follow(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._is_behind = True

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was done meanwhile."""
        if self._is_behind:
            self.refresh()
        super().showEvent(event)

    def refresh(self) -> None:
        """Show what can be undone and redone now, in the language of the screen."""
        self._is_behind = False
        words = self._words
        for button, label, plain, named, keys in (
            (
                self.undo_button,
                self._undoing.undo_label(),
                words.gettext("Undo"),
                N_("Undo: {what}"),
                "Ctrl+Z",
            ),
            (
                self.redo_button,
                self._undoing.redo_label(),
                words.gettext("Redo"),
                N_("Redo: {what}"),
                "Ctrl+Y",
            ),
        ):
            said = words.gettext(named, what=words.gettext(label)) if label else plain
            button.setEnabled(label is not None)
            button.setAccessibleName(said)
            button.setToolTip(f"{said} ({keys})")

    def _paint_signs(self) -> None:
        tokens = self._theme.tokens
        for button, name in ((self.undo_button, "undo"), (self.redo_button, "redo")):
            icon = draw_sign(name, tokens.secondary)
            faint = draw_sign(name, tokens.edge).pixmap(20, 20)
            icon.addPixmap(faint, icon.Mode.Disabled)
            button.setIcon(icon)
