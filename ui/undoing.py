"""One undo for the whole window: Ctrl+Z goes to the history, wherever the cursor stands.

The texts' own undo is off. What is typed but not written yet is written first, so it takes part.
Where a step brings the person is the window's business; what a step is, the store's.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QTextEdit, QWidget

from grantee_app.errors import BastamaError
from grantee_app.language.message import Message
from ui.earlier_versions import find_action, find_keeper

if TYPE_CHECKING:
    from grantee_app.store.history.undoing import Undone
    from grantee_app.workspace import Workspace

# Whoever edits a text of the workspace bears this property; other fields undo by themselves.
KEPT_TEXT: Final = "kept_text"
# The letters that share Z's and Y's keys on the Kazakh and the Russian keyboard: some systems tell
# the letter and not the key.
_Z_KEYS: Final = frozenset({int(Qt.Key.Key_Z), ord("Я"), ord("я")})
_Y_KEYS: Final = frozenset({int(Qt.Key.Key_Y), ord("Н"), ord("н")})
# A step may change thousands of rows; some may belong to no project, such as an organisation.
_ROWS_ASKED: Final = 50
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_PLAIN_FLAGS: Final = ~(
    Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier
)


class Undoing(QObject):
    """Undo and redo of the open workspace, for keys, menus and buttons.

    `changed` follows whenever what can be undone may be another step. `show` is called with what
    a step changed and whether it went back, `tell` with the sentence about one that failed.
    """

    changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        window: QWidget,
        *,
        save_all: Callable[[], bool],
        show: Callable[[Undone, bool], None],
        tell: Callable[[Message], None],
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._save_all = save_all
        self._show = show
        self._tell = tell
        self._watched: list[QWidget] = []
        self._unsubscribe = workspace.subscribe(lambda _tables: self.changed.emit())
        self._shortcuts = [
            self._add_shortcut(window, keys, act)
            for keys, act in (
                ("Ctrl+Z", self.undo),
                ("Ctrl+Shift+Z", self.redo),
                ("Ctrl+Y", self.redo),
            )
        ]
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 (there is a window)
        self._app = app
        app.focusChanged.connect(self._follow_focus)
        self._follow_focus(None, app.focusWidget())

    def _add_shortcut(self, window: QWidget, keys: str, act: Callable[[], bool]) -> QShortcut:
        # For the moments when no text has the focus: a text keeps such keys for itself.
        shortcut = QShortcut(QKeySequence(keys), window)
        shortcut.activated.connect(act)
        return shortcut

    def end(self) -> None:
        """Let go of the workspace and of the keys."""
        self._unsubscribe()
        self._app.focusChanged.disconnect(self._follow_focus)
        self._follow_focus(None, None)
        for shortcut in self._shortcuts:
            shortcut.deleteLater()
        self._shortcuts = []
        self.deleteLater()

    # ------------------------------------------------------------------ steps

    def undo(self) -> bool:
        """Take back the last step, typed or written; tell whether there was one."""
        return self._step(self._workspace.undo, is_back=True)

    def redo(self) -> bool:
        """Bring back what was undone last; tell whether there was anything."""
        return self._step(self._workspace.redo, is_back=False)

    def undo_label(self) -> str | None:
        """Return the label of what undo would take back, None when there is nothing."""
        return self._read_label("undo_label")

    def redo_label(self) -> str | None:
        """Return the label of what redo would bring back, None when there is nothing."""
        return self._read_label("redo_label")

    def _step(self, act: Callable[[], Undone | None], *, is_back: bool) -> bool:
        # A text that cannot be written stands above everything in the history.
        if not self._save_all():
            return False
        try:
            undone = act()
        except BastamaError as problem:
            self._tell(problem.message)
            return False
        if undone is not None:
            self._show(undone, is_back)
        self.changed.emit()
        return undone is not None

    def _read_label(self, name: str) -> str | None:
        from grantee_app.store.engine import DATABASE_ERRORS  # noqa: PLC0415 (with the workspace)

        with suppress(*DATABASE_ERRORS, BastamaError):
            label: str | None = getattr(self._workspace, name)
            return label
        return None

    # ------------------------------------------------------------------ keys and menus

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        for widget in self._watched:
            # A widget may be gone by now.
            with suppress(RuntimeError):
                widget.removeEventFilter(self)
        self._watched = []
        if now is None or not now.property(KEPT_TEXT):
            return
        self._watched = [now]
        if isinstance(now, QTextEdit):
            # The mouse asks the viewport for a menu, the keyboard the editor.
            self._watched.append(now.viewport())
        for widget in self._watched:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of undo and redo away from a text, and mend its menu."""
        kind = event.type()
        if kind in {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress}:
            assert isinstance(event, QKeyEvent)  # noqa: S101 (the type says so)
            wanted = read_keys(event)
            if wanted:
                event.accept()
                if kind == QEvent.Type.KeyPress:
                    self.undo() if wanted == "undo" else self.redo()
                return True
        elif kind == QEvent.Type.ContextMenu:
            assert isinstance(event, QContextMenuEvent)  # noqa: S101 (the type says so)
            return self._open_menu(watched, event)
        return super().eventFilter(watched, event)

    def _open_menu(self, watched: QObject, event: QContextMenuEvent) -> bool:
        editor = watched if isinstance(watched, (QTextEdit, QLineEdit)) else watched.parent()
        if not isinstance(editor, (QTextEdit, QLineEdit)):
            return False
        menu = self.make_menu(editor)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
        return True

    def make_menu(self, editor: QTextEdit | QLineEdit) -> QMenu:
        """Return the usual menu of a text whose first two entries and the last are ours."""
        menu = editor.createStandardContextMenu()
        known = {action.objectName(): action for action in menu.actions()}
        for name, act, label in (
            ("edit-undo", self.undo, self.undo_label()),
            ("edit-redo", self.redo, self.redo_label()),
        ):
            action = known.get(name)
            if action is not None:
                self._rewire(menu, action, act, is_possible=label is not None)
        earlier = find_action(editor)
        if earlier is not None and find_keeper(editor) is not None:
            menu.addSeparator()
            menu.addAction(earlier)
        return menu

    def _rewire(
        self, menu: QMenu, theirs: QAction, act: Callable[[], bool], *, is_possible: bool
    ) -> None:
        # Qt's own entry stays connected to the text's own undo: ours takes its words and place.
        ours = QAction(theirs.icon(), theirs.text(), menu)
        ours.setObjectName(theirs.objectName())
        ours.setEnabled(is_possible)
        ours.triggered.connect(lambda _on=False: act())
        menu.insertAction(theirs, ours)
        menu.removeAction(theirs)


def read_keys(event: QKeyEvent) -> str:
    """Return "undo" or "redo" for the keys that mean it, "" for all others."""
    held = event.modifiers() & _PLAIN_FLAGS
    key = int(event.key())
    if held == _CONTROL and key in _Z_KEYS:
        return "undo"
    if (held == _CONTROL and key in _Y_KEYS) or (held == (_CONTROL | _SHIFT) and key in _Z_KEYS):
        return "redo"
    return ""


def find_project(workspace: Workspace, known: list[str], undone: Undone) -> str:
    """Return which of the `known` projects a step changed, "" when that cannot be told."""
    for text in undone.texts:
        project_id = getattr(text.place, "project_id", "")
        if project_id in known:
            return str(project_id)
    rows = [row for row in undone.rows if row.action != "delete"]
    # Whatever one step changes is all of one project.
    for row in rows[:_ROWS_ASKED]:
        project_id = workspace.records.find_project(row.table, row.row_id)
        if project_id in known:
            return project_id
    return ""
