"""The three questions of the first start, each with large answers.

A question knows its answer and how it is asked, not what comes of it.
"""

from __future__ import annotations

from typing import Final, get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QVBoxLayout, QWidget

from grantee_app.language.message import LANGUAGES, N_, LanguageCode
from grantee_app.records.base import NO_TEXT, Bilingual
from grantee_app.settings import Who
from ui.editors.editor import TEXT_LANGUAGE
from ui.screen_language import ScreenLanguage
from ui.theme import Theme
from ui.widgets.choice_card import ChoiceCard
from ui.widgets.field import Field
from ui.widgets.labels import make_label
from ui.widgets.language_switch import OWN_NAMES

# Each language speaks for itself: whoever reads only one of them must find it.
_ASKED_FOR_LANGUAGE: Final = "Экран тілі  ·  Язык экрана"
_ABOUT_LANGUAGES: Final[dict[LanguageCode, str]] = {
    "kk": "Терезе қазақша сөйлейді. Кез келген сәтте ауыстыра аласыз.",
    "ru": "Окно будет говорить по-русски. Переключить можно в любую минуту.",
}
_WHO: Final[dict[Who, tuple[str, str]]] = {
    "ngo": (
        N_("Non-governmental organisation"),
        N_("Registered, with a BIN; writes applications and reports."),
    ),
    "group": (
        N_("Initiative group"),
        N_("Neighbours without a legal entity, often with their first project."),
    ),
    "coordinator": (
        N_("Coordinator"),
        N_("Leads projects in several districts or for several organisations."),
    ),
}


class Question(QWidget):
    """A heading, a sentence, the answers; `answered` when a person is done with it."""

    answered = Signal()

    def __init__(self, words: ScreenLanguage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._heading = make_label("title")
        self._lead = make_label("secondary")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.column.addWidget(self._heading)
        self.column.addWidget(self._lead)

    def ask(self, heading: str, lead: str) -> None:
        """Say the question."""
        self._heading.setText(heading)
        self._lead.setText(lead)
        self._lead.setVisible(bool(lead))

    def focus_first(self) -> None:
        """Put the cursor where the answer is given."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        raise NotImplementedError


class _CardQuestion(Question):
    """A question with cards of which one is chosen."""

    chosen = Signal(str)

    def __init__(self, words: ScreenLanguage, theme: Theme, codes: tuple[str, ...]) -> None:
        super().__init__(words)
        self.cards: dict[str, ChoiceCard] = {}
        self._group = QButtonGroup(self)
        for code in codes:
            card = ChoiceCard(theme)
            card.clicked.connect(lambda _on=False, wanted=code: self.chosen.emit(wanted))
            card.taken.connect(self.answered)
            self._group.addButton(card)
            self.column.addWidget(card)
            self.cards[code] = card

    def code(self) -> str:
        """Return the code of the chosen card, "" while there is none."""
        return next((code for code, card in self.cards.items() if card.isChecked()), "")

    def focus_first(self) -> None:
        """Stand on the chosen card, or on the first one."""
        self.cards[self.code() or next(iter(self.cards))].setFocus()


class LanguageQuestion(_CardQuestion):
    """Which language the window speaks; asked in both."""

    def __init__(self, words: ScreenLanguage, theme: Theme) -> None:
        super().__init__(words, theme, LANGUAGES)
        for code in LANGUAGES:
            self.cards[code].set_words(OWN_NAMES[code], _ABOUT_LANGUAGES[code])
        self.ask(_ASKED_FOR_LANGUAGE, "")
        self.retranslate()

    def retranslate(self) -> None:
        """Show which language is on."""
        self.cards[self._words.code].setChecked(True)


class WhoQuestion(_CardQuestion):
    """Who works here."""

    def __init__(self, words: ScreenLanguage, theme: Theme, who: Who) -> None:
        super().__init__(words, theme, tuple(_WHO))
        if who:
            self.cards[who].setChecked(True)
        self.retranslate()

    def value(self) -> Who:
        """Return who it is, "" while nobody has told."""
        code = self.code()
        return next((who for who in get_args(Who) if who == code), "")

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._words
        self.ask(
            words.gettext("Who are you?"),
            words.gettext("The answer decides what is asked and which page opens first."),
        )
        for who, (name, about) in _WHO.items():
            self.cards[who].set_words(words.gettext(name), words.gettext(about))


class NameLine(QLineEdit):
    """A name in the language it was begun in, whichever the screen speaks later."""

    entered = Signal()

    def __init__(self, words: ScreenLanguage) -> None:
        super().__init__()
        self._words = words
        self._code: LanguageCode = words.code
        self.textEdited.connect(self._note_language)
        self._note_language()

    def value(self) -> Bilingual:
        """Return the name in its language."""
        text = self.text().strip()
        if not text:
            return NO_TEXT
        return Bilingual(kk=text) if self._code == "kk" else Bilingual(ru=text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, and only here: a line edit leaves the key to the page as well."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def _note_language(self) -> None:
        if len(self.text()) <= 1:
            self._code = self._words.code
        self.setProperty(TEXT_LANGUAGE, self._code)


class NamesQuestion(Question):
    """The names of whoever does it and of what is done; either may wait."""

    def __init__(self, words: ScreenLanguage) -> None:
        super().__init__(words)
        self._who: Who = ""
        self.organization_line = NameLine(words)
        self.title_line = NameLine(words)
        self._organization_field = Field(self.organization_line)
        self._title_field = Field(self.title_line)
        self._about_several = make_label("secondary")
        self.column.addWidget(self._organization_field)
        self.column.addWidget(self._title_field)
        self.column.addWidget(self._about_several)
        self.organization_line.entered.connect(self.title_line.setFocus)
        self.title_line.entered.connect(self.answered)
        self.retranslate()

    def set_who(self, who: Who) -> None:
        """Ask in the words for whoever it is."""
        self._who = who
        self.retranslate()

    def organization(self) -> Bilingual:
        """Return the name of the organisation or group as it was typed."""
        return self.organization_line.value()

    def title(self) -> Bilingual:
        """Return the title of the project as it was typed."""
        return self.title_line.value()

    def focus_first(self) -> None:
        """Put the cursor into the first empty line."""
        lines = (self.organization_line, self.title_line)
        next((line for line in lines if not line.text()), self.title_line).setFocus()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words, is_group = self._words, self._who == "group"
        self.ask(
            words.gettext("Your first project"),
            words.gettext(
                "Two names are enough to begin, and even they can wait: everything can be changed "
                "later."
            ),
        )
        self._organization_field.set_words(
            words.gettext("Name of the group")
            if is_group
            else words.gettext("Name of the organisation"),
            "",
        )
        self.organization_line.setPlaceholderText(
            words.gettext("for example: Initiative group «Bright yard»")
            if is_group
            else words.gettext("for example: public fund «Good neighbours»")
        )
        self._title_field.set_words(words.gettext("Title of the project"), "")
        self.title_line.setPlaceholderText(words.gettext("for example: Light in our yard"))
        self._about_several.setVisible(self._who == "coordinator")
        self._about_several.setText(
            words.gettext(
                "Projects live side by side: add the next ones in the menu under the project's "
                "title at the top left. Each keeps its own plan, money and report."
            )
        )
