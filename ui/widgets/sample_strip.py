"""The strip above the sample: that it is one, and how to be rid of it."""

from __future__ import annotations

from ui.screen_language import ScreenLanguage
from ui.widgets.standing_strip import StandingStrip


class SampleStrip(StandingStrip):
    """`pressed` asks to throw the sample away."""

    def __init__(self, words: ScreenLanguage) -> None:
        super().__init__(
            words,
            lambda: words.gettext(
                "This is the sample: an invented project. Try whatever you like, nothing of "
                "yours is touched."
            ),
            lambda: words.gettext("&Throw the sample away"),
            is_quiet=True,
        )
