"""An address on the web: completed when it is left, opened by the browser beside it."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QWidget

from grantee_app.language.message import message
from grantee_app.language.reading import Reading
from ui.editors.line_editor import LineEditor
from ui.screen_language import ScreenLanguage

_FRAME: Final = re.compile(r"^[\s<«\"(]+|[\s>»\",;]+$")
_SCHEME: Final = re.compile(r"^(?P<scheme>https?)[:;]?/{1,2}", re.IGNORECASE)
_HOST: Final = re.compile(
    r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*[^\W_](?::\d{1,5})?(?:[/?#]\S*)?"
)


def read_link(text: str) -> Reading[str]:
    """Read a web address; what begins without https:// gets it."""
    address = _FRAME.sub("", text)
    if not address:
        return Reading()
    scheme = _SCHEME.match(address)
    rest = _SCHEME.sub("", address)
    if any(letter.isspace() for letter in rest):
        return Reading(problem=message("A link has no spaces: one address belongs here."))
    if not _HOST.fullmatch(rest):
        return Reading(problem=message("A link looks like instagram.com/name: check the spelling."))
    return Reading(f"{scheme['scheme'].lower() if scheme else 'https'}://{rest}")


class LinkEditor(LineEditor):
    """A line for a link with a button that opens it."""

    def __init__(self, words: ScreenLanguage, parent: QWidget | None = None) -> None:
        super().__init__(words, parent, read=read_link)
        self.button = QPushButton()
        self.button.clicked.connect(self._open)
        self.row.addWidget(self.button)
        self.line.textChanged.connect(self._judge_button)
        self._judge_button()
        self.retranslate()

    def retranslate(self) -> None:
        """Say the button in the language of the screen."""
        self.button.setText(self._words.gettext("Open the link"))

    def _judge_button(self) -> None:
        self.button.setEnabled(read_link(self.value()).value is not None)

    def _open(self) -> None:
        address = read_link(self.value()).value
        if address:
            QDesktopServices.openUrl(QUrl(address))
