"""The part of the settings for the eyes: the language of the screen, day or night, size of text."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from grantee_app.language.numbers import format_percent
from grantee_app.settings import TEXT_PERCENTS, Look
from ui.pages.settings.part import SettingsPart, heading, quiet
from ui.screen_language import ScreenLanguage
from ui.theme import Theme
from ui.widgets.language_switch import OWN_NAMES
from ui.widgets.part_switch import PartSwitch

LOOKS: tuple[Look, ...] = ("system", "light", "dark")


class LookPart(SettingsPart):
    """The signals bring what should be remembered; look and size are worn at once."""

    language_chosen = Signal(str)
    look_chosen = Signal(str)
    size_chosen = Signal(int)

    def __init__(self, words: ScreenLanguage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(words, theme, parent)
        gettext = words.gettext
        self.language = PartSwitch(
            theme, [(code, partial(str, name)) for code, name in OWN_NAMES.items()]
        )
        self.language.set_value(words.code)
        self.language.chosen.connect(self.language_chosen)
        self.look = PartSwitch(
            theme,
            [
                ("system", lambda: gettext("As the system")),
                ("light", lambda: gettext("Day")),
                ("dark", lambda: gettext("Night")),
            ],
        )
        self.look.set_value(theme.look)
        self.look.chosen.connect(self._wear)
        self.text_size = PartSwitch(
            theme,
            [(str(percent), partial(self._say_percent, percent)) for percent in TEXT_PERCENTS],
        )
        self.text_size.set_value(str(theme.text_percent))
        self.text_size.chosen.connect(self._size)
        self._headings = [heading() for _ in range(3)]
        self._about = [quiet() for _ in range(3)]
        self._switches = (self.language, self.look, self.text_size)
        for title, about, switch in zip(self._headings, self._about, self._switches, strict=True):
            column = self.add_card(title, about)
            column.addWidget(switch)
            column.setAlignment(switch, Qt.AlignmentFlag(0))
        self.retranslate()

    def _wear(self, look: str) -> None:
        found = next(known for known in LOOKS if known == look)
        self.theme.choose_look(found)
        self.look_chosen.emit(found)

    def _say_percent(self, percent: int) -> str:
        return format_percent(percent, self.words.code)

    def _size(self, percent: str) -> None:
        self.theme.choose_size(int(percent))
        self.size_chosen.emit(int(percent))

    def first_control(self) -> QWidget | None:
        """Return the switch of the language."""
        return self.language.buttons[self.words.code]

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self.words
        self.language.set_value(words.code)
        for switch in self._switches:
            switch.retranslate()
        said = (
            (
                words.gettext("Language of the screen"),
                words.gettext(
                    "It changes at once, and nothing you typed is lost. In which language a report "
                    "is handed in is chosen on its own page."
                ),
            ),
            (
                words.gettext("Colours"),
                words.gettext("By night the page is dark and tires the eyes less."),
            ),
            (
                words.gettext("Size of the text"),
                words.gettext("Everywhere in Bastama; reports and their preview stay as they are."),
            ),
        )
        for title, about, switch, (name, sentence) in zip(
            self._headings, self._about, self._switches, said, strict=True
        ):
            title.setText(name)
            about.setText(sentence)
            switch.setAccessibleName(name)
            for button in switch.buttons.values():
                button.setAccessibleName(f"{name}: {button.text()}")
