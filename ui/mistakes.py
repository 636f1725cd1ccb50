"""What the window says when Bastama itself failed: a sentence, and a text that can be sent.

What that text may hold is the business of `crash_report`, who notices a mistake that of
`last_words`.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from grantee_app.language.message import Message
from ui.screen_language import ScreenLanguage

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def tell_mistake(window: MainWindow, words: ScreenLanguage, sentence: Message, report: str) -> None:
    """Save what is typed and say that Bastama itself failed, with a text that can be sent."""
    copied: list[str] = []
    # Saving may be what failed.
    with suppress(Exception):
        window.save_all()
    notice = window.notice()
    if notice is None:
        return

    def copy() -> None:
        QGuiApplication.clipboard().setText(report)
        copied.append(report)
        notice.retranslate()

    notice.show_problem(
        lambda: words.say(sentence),
        lambda: words.gettext("✓ Copied") if copied else words.gettext("&Copy the details"),
        copy,
        lambda: words.gettext(
            "The details hold no texts and no names: only what failed and where."
        ),
    )
