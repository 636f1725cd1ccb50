"""A line that offers what was written before: people's names, places.

Looks for every word anywhere in the offer, whatever keyboard it was typed on; anything else may be
written too. Down shows all offers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from grantee_app.language.folding import fold_text
from grantee_app.language.message import LanguageCode
from ui.editors.line_editor import LineEditor
from ui.screen_language import ScreenLanguage

if TYPE_CHECKING:
    from grantee_app.workspace import Workspace

_MOST_SHOWN: Final = 12


class OfferingEditor(LineEditor):
    """A line in one language with offers; `list_offers` is asked when the cursor comes."""

    def __init__(
        self,
        words: ScreenLanguage,
        list_offers: Callable[[], Sequence[str]],
        parent: QWidget | None = None,
        *,
        language: LanguageCode | str = "",
    ) -> None:
        super().__init__(words, parent, language=language, letters=14)
        self._list_offers = list_offers
        self._offers: list[tuple[str, str]] = []
        self._model = QStringListModel(self)
        # Made when the cursor comes: a list of its own for each line of a page takes long.
        self._completer: QCompleter | None = None
        self.line.installEventFilter(self)

    def _make_completer(self) -> QCompleter:
        completer = QCompleter(self._model, self)
        # Which offers fit is decided here, by people's spelling.
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(_MOST_SHOWN)
        view = QListView()
        view.setProperty("role", "offers")
        completer.setPopup(view)
        completer.activated.connect(self._note_edit)
        self.line.setCompleter(completer)
        return completer

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for the offers when the cursor comes; Down shows all of them."""
        if watched is self.line:
            if event.type() == QEvent.Type.FocusIn:
                self._completer = self._completer or self._make_completer()
                self._offers = [(fold_text(offer), offer) for offer in self._list_offers()]
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
                if event.key() == Qt.Key.Key_Down and is_plain and not self.line.isReadOnly():
                    self._offer("")
                    self._completer = self._completer or self._make_completer()
                    self._completer.complete()
                    return True
        return super().eventFilter(watched, event)

    def offers(self) -> list[str]:
        """Return what is on offer for the text as it stands."""
        return self._model.stringList()

    def _note_edit(self) -> None:
        self._offer(self.line.text())
        super()._note_edit()

    def _offer(self, typed: str) -> None:
        wanted = fold_text(typed).split()
        exact = typed.strip()
        fitting = [
            offer
            for folded, offer in self._offers
            if offer != exact and all(word in folded for word in wanted)
        ]
        self._model.setStringList(fitting[: 200 if not wanted else _MOST_SHOWN])


class PersonEditor(OfferingEditor):
    """A person's name."""


class PlaceEditor(OfferingEditor):
    """A settlement, a district, an address."""


def used_texts(
    workspace: Workspace, column: str, language: LanguageCode, *tables: str
) -> Callable[[], list[str]]:
    """Return what lists the texts written before in `column` of the tables."""

    def list_texts() -> list[str]:
        from grantee_app.store.used_texts import list_used_texts  # noqa: PLC0415 (when asked for)

        found: dict[str, None] = {}
        for table in tables:
            found.update(dict.fromkeys(list_used_texts(workspace.db, table, column, language)))
        return list(found)

    return list_texts
