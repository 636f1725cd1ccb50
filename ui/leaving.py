"""The way out of the window when the last words cannot be saved: again, stay, or without them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox, QWidget

from ui.screen_language import ScreenLanguage

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def settle_last_words(window: MainWindow, words: ScreenLanguage) -> bool:
    """Save what is typed, or let the person give it up; tell whether she may leave."""
    while not window.save_all():
        answer = ask_about_unsaved(window, words)
        if answer != "again":
            return answer == "leave"
    return True


def ask_about_unsaved(parent: QWidget, words: ScreenLanguage) -> str:
    """Ask what to do with words that cannot be saved: "again", "stay" or "leave"."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(words.gettext("The last words are not saved yet."))
    box.setInformativeText(
        words.gettext("If you close now, they are lost. Everything saved before stays.")
    )
    again = box.addButton(words.gettext("&Try again"), QMessageBox.ButtonRole.AcceptRole)
    stay = box.addButton(words.gettext("&Stay"), QMessageBox.ButtonRole.RejectRole)
    leave = box.addButton(
        words.gettext("&Close without them"), QMessageBox.ButtonRole.DestructiveRole
    )
    box.setDefaultButton(again)
    box.setEscapeButton(stay)
    box.exec()
    pressed = box.clickedButton()
    if pressed is again:
        return "again"
    return "leave" if pressed is leave else "stay"
