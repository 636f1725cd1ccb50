"""One of a closed list: a code with its words, or another record of the project."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from grantee_app.language.folding import fold_text
from grantee_app.language.message import Message, message
from grantee_app.store.fields import Field
from ui.editors.editor import Editor
from ui.screen_language import ScreenLanguage
from ui.theme import set_role
from ui.widgets.choice_box import ChoiceBox

_REFERENCE_LETTERS = 14


class ChoiceEditor(Editor):
    """A code of a field; `terms` has its words, as sentences of the catalogue."""

    def __init__(
        self,
        words: ScreenLanguage,
        field: Field,
        terms: Mapping[str, str],
        parent: QWidget | None = None,
        *,
        say_none: Callable[[], str] | None = None,
        letters: int = 0,
        offered: Sequence[str] | None = None,
    ) -> None:
        super().__init__(words, parent)
        self.field = field
        # Another code may stand there: it is shown, and whoever offers fewer says what is wrong.
        self._offered = offered
        self._terms = terms
        self._say_none = say_none
        self._unknown = ""
        self.box = ChoiceBox(self, letters=letters)
        self.box.chosen.connect(self._choose)
        self.box.left.connect(self.left)
        self.row.addWidget(self.box, 1)
        self.setFocusProxy(self.box)
        self.retranslate()

    def value(self) -> str:
        """Return the code, or the unknown text that stands there."""
        return self._unknown or self.box.code() or ""

    def set_value(self, text: str) -> None:
        """Show a stored code; an empty one is what an empty field stores."""
        wanted = text or str(self.field.empty or "")
        self._unknown = "" if self.box.set_code(wanted) else text
        if self._unknown:
            self.box.setPlaceholderText(self._say_unknown())

    def problem(self) -> Message | None:
        """Return that the stored text is none of the list."""
        return message("Choose one of the list.") if self._unknown else None

    def focus_target(self) -> QWidget:
        """Return the box."""
        return self.box

    def take_words(self, text: str) -> str:
        """Return the code that the words stand for, or the words."""
        return _find_code(self._list_choices(), text)

    def retranslate(self) -> None:
        """Offer the words in the language of the screen."""
        self.box.set_choices(self._list_choices())
        if self._unknown:
            self.box.setPlaceholderText(self._say_unknown())

    def _list_choices(self) -> Sequence[tuple[str, str]]:
        words = self._words
        known = [
            (code, words.gettext(self._terms[code]))
            for code in self.field.choices
            if code and (self._offered is None or code in self._offered)
        ]
        if "" in self.field.choices or self.field.empty is None:
            none = self._say_none() if self._say_none else words.gettext("not told")
            return [("", none), *known]
        return known

    def _say_unknown(self) -> str:
        known = self._terms.get(self._unknown)
        return self._words.gettext(known) if known else self._unknown

    def _choose(self) -> None:
        self._unknown = ""
        self.edited.emit()


class ReferenceEditor(Editor):
    """Another record by its id; `list_records` tells the ids and names that are on offer."""

    def __init__(
        self,
        words: ScreenLanguage,
        list_records: Callable[[], Sequence[tuple[str, str]]],
        parent: QWidget | None = None,
        *,
        say_none: Callable[[], str] | None = None,
    ) -> None:
        super().__init__(words, parent)
        self._list_records = list_records
        self._say_none = say_none
        self._missing = ""
        self.box = ChoiceBox(self, letters=_REFERENCE_LETTERS)
        self.box.chosen.connect(self._choose)
        self.box.left.connect(self.left)
        self.box.asked.connect(self.refresh)
        self.row.addWidget(self.box, 1)
        self.setFocusProxy(self.box)
        self.refresh()
        self.box.set_code("")

    def value(self) -> str:
        """Return the id, "" for none."""
        return self._missing or self.box.code() or ""

    def set_value(self, text: str) -> None:
        """Show a stored id."""
        self._missing = ""
        if not self.box.set_code(text):
            self.refresh()
            self._missing = "" if self.box.set_code(text) else text

    def problem(self) -> Message | None:
        """Return that the record is gone."""
        return message("Choose one of the list.") if self._missing else None

    def focus_target(self) -> QWidget:
        """Return the box."""
        return self.box

    def take_words(self, text: str) -> str:
        """Return the id of the record of that name, or the words."""
        return _find_code(self._list_records(), text)

    def refresh(self) -> None:
        """Offer the records as they are now."""
        none = self._say_none() if self._say_none else self._words.gettext("nobody and nothing")
        self.box.set_choices([("", none), *self._list_records()])

    def retranslate(self) -> None:
        """Name the records in the language of the screen."""
        self.refresh()

    def mark(self, *, is_wrong: bool) -> None:
        """Show by the edge whether something is wrong."""
        set_role(self.box, tone="bad" if is_wrong else "")

    def _choose(self) -> None:
        self._missing = ""
        self.edited.emit()


def _find_code(choices: Sequence[tuple[str, str]], text: str) -> str:
    wanted = fold_text(text)
    return next((code for code, word in choices if wanted and fold_text(word) == wanted), text)
