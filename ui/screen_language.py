"""The language of the screen, switched while the app runs.

Holds the catalogue for our words and Qt's own translator for its buttons and menus. Whoever shows
words listens to `changed` and sets all of them again; doing so twice is harmless. The language of
a document is somebody else's choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from grantee_app.language.catalogue import Language
from grantee_app.language.message import LanguageCode, Message

if TYPE_CHECKING:
    from typing import TypeAlias

    from grantee_app.records.base import Bilingual

    # A label of a form or a record, or a sentence of ours.
    Label: TypeAlias = Bilingual | Message

_LOCALES = {
    "kk": QLocale(QLocale.Language.Kazakh, QLocale.Country.Kazakhstan),
    "ru": QLocale(QLocale.Language.Russian, QLocale.Country.Kazakhstan),
}


class ScreenLanguage(QObject):
    """Says things in the language of the screen; `changed` follows every switch."""

    changed = Signal()

    def __init__(self, code: LanguageCode, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = Language.load(code)
        self._translator: QTranslator | None = None
        self._install_qt_words(code)

    @property
    def code(self) -> LanguageCode:
        """The language of the screen."""
        return self._language.code

    def switch(self, code: LanguageCode) -> None:
        """Speak another language from now on."""
        if code == self.code:
            return
        self._language = Language.load(code)
        self._install_qt_words(code)
        self.changed.emit()

    def gettext(self, msgid: str, /, **values: str | int) -> str:
        """Return the sentence with its {placeholders} filled."""
        return self._language.say(Message(msgid, values))  # extracted where it is written

    def ngettext(self, one: str, many: str, count: int, /, **values: str | int) -> str:
        """Return the sentence that agrees with `count`, which also fills {count}."""
        return self._language.say(Message(one, {"count": count, **values}, many, count))

    def say(self, message: Message) -> str:
        """Return a sentence of the core."""
        return self._language.say(message)

    def name(self, label: Label) -> str:
        """Return a label of a form or a record, or a sentence of ours."""
        if isinstance(label, Message):
            return self.say(label)
        return label.spoken_in(self.code)

    def name_in(self, code: LanguageCode, label: Label) -> str:
        """Return a label or a sentence in a language that need not be the screen's."""
        if isinstance(label, Message):
            return Language.load(code).say(label)
        return label.spoken_in(code)

    def _install_qt_words(self, code: LanguageCode) -> None:
        QLocale.setDefault(_LOCALES[code])
        app = QCoreApplication.instance()
        if app is None:
            return
        translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{code}", folder):
            app.installTranslator(translator)
        if self._translator is not None:
            app.removeTranslator(self._translator)
            # It holds all words of Qt, and would stay as long as this.
            self._translator.deleteLater()
        self._translator = translator
