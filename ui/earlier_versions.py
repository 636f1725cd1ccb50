"""Earlier versions of the text the cursor stands in, wherever that is: one action of the window.

A widget around a text tells by `kept_place()` which text of the workspace it shows. Where a text
that was brought back is shown is the window's business.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from grantee_app.errors import BastamaError
from grantee_app.language.message import Message
from grantee_app.store.history.undoing import ChangedText, Undone
from grantee_app.store.texts import TextPlace
from ui.screen_language import ScreenLanguage
from ui.theme import Theme

if TYPE_CHECKING:
    from grantee_app.store.history.versions import Version
    from grantee_app.workspace import Workspace

ACTION_NAME: Final = "earlier_versions"
KEYS: Final = "Ctrl+Shift+E"


@runtime_checkable
class KeepsText(Protocol):
    """A widget that shows one text of the workspace."""

    def kept_place(self) -> tuple[TextPlace, str]:
        """Return the place of the text and the language it is shown in."""
        ...


class EarlierVersions(QObject):
    """The action, its keys and what they lead to, as long as the workspace is open."""

    def __init__(
        self,
        workspace: Workspace,
        window: QWidget,
        words: ScreenLanguage,
        theme: Theme,
        *,
        save_all: Callable[[], bool],
        show: Callable[[Undone], None],
        tell: Callable[[Message], None],
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window
        self._words = words
        self._theme = theme
        self._save_all = save_all
        self._show = show
        self._tell = tell
        self.action = QAction(window)
        self.action.setObjectName(ACTION_NAME)
        self.action.setShortcut(QKeySequence(KEYS))
        self.action.triggered.connect(lambda _on=False: self.open_for(window.focusWidget()))
        window.addAction(self.action)
        words.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the name of the action in the language of the screen."""
        self.action.setText(self._words.gettext("Earlier versions…"))

    def end(self) -> None:
        """Let go of the workspace and the keys."""
        self._window.removeAction(self.action)
        self.action.deleteLater()
        self.deleteLater()

    def open_for(self, widget: QWidget | None) -> None:
        """Show the earlier versions of the text that `widget` belongs to, if it does."""
        keeper = find_keeper(widget)
        # What is being typed is a version too.
        if keeper is None or not self._save_all():
            return
        from ui.widgets.versions_panel import VersionsPanel  # noqa: PLC0415 (when it is wanted)

        place, language = keeper.kept_place()
        try:
            versions = self._workspace.history_of_text(place, language)
        except BastamaError as problem:
            self._tell(problem.message)
            return
        panel = VersionsPanel(self._words, self._theme, versions, self._window)
        panel.wanted.connect(lambda version: self.bring_back(place, language, version))
        panel.open()

    def bring_back(self, place: TextPlace, language: str, version: Version) -> None:
        """Write an earlier version again, as one step of undo, and show it."""
        try:
            self._workspace.restore_text(place, language, version)
        except BastamaError as problem:
            self._tell(problem.message)
            return
        text = ChangedText(place, language, version.text, len(version.text))
        self._show(Undone(version.change_set, "edit", "", (), (text,)))


def find_keeper(widget: QWidget | None) -> KeepsText | None:
    """Return the widget around `widget` that shows one text of the workspace."""
    while widget is not None:
        if isinstance(widget, KeepsText):
            return widget
        widget = widget.parentWidget()
    return None


def find_action(widget: QWidget) -> QAction | None:
    """Return the action of the window that `widget` is in, None where nothing can be changed."""
    for action in widget.window().actions():
        if action.objectName() == ACTION_NAME:
            return action
    return None
