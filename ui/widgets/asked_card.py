"""What is still asked for, each a link to its field; or that nothing is.

Knows names and codes of fields, not what they hold.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ui.screen_language import ScreenLanguage
from ui.theme import set_role
from ui.widgets.labels import make_label
from ui.widgets.wrapping_row import WrappingRow

Named = list[tuple[str, str]]


class AskedCard(QFrame):
    """`wanted` brings the code of the field that a person wants to fill in."""

    wanted = Signal(str)

    def __init__(self, words: ScreenLanguage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._shown: tuple[Named, Named] | None = None
        self.setProperty("role", "card")
        self._done = make_label("label", tone="ok")
        self._report = make_label("label")
        self._more = make_label("label")
        self._report_links = QWidget()
        self._more_links = QWidget()
        self.links: dict[str, QPushButton] = {}
        self._rows = {
            holder: WrappingRow(holder, gap=4, line_gap=0)
            for holder in (self._report_links, self._more_links)
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 18, 12)
        column.setSpacing(4)
        for widget in (
            self._done,
            self._report,
            self._report_links,
            self._more,
            self._more_links,
        ):
            column.addWidget(widget)

    def show_missing(self, for_report: Named, for_more: Named) -> None:
        """Name what the report's cover asks for, and what everything else does."""
        words = self._words
        self._done.setText("✓ " + words.gettext("The cover of the report has all it needs."))
        self._done.setVisible(not for_report)
        self._report.setText("▲ " + words.gettext("The cover of the report still needs:"))
        self._report.setVisible(bool(for_report))
        self._more.setText(words.gettext("Applications and contracts will ask for:"))
        self._more.setVisible(bool(for_more))
        if (for_report, for_more) == self._shown:
            return
        self._shown = (for_report, for_more)
        for link in self.links.values():
            link.hide()
        for holder, named in ((self._report_links, for_report), (self._more_links, for_more)):
            holder.setVisible(bool(named))
            for code, name in named:
                self._link(holder, code, name).show()

    def _link(self, holder: QWidget, code: str, name: str) -> QPushButton:
        link = self.links.get(code)
        if link is None:
            link = QPushButton()
            set_role(link, "link")
            link.clicked.connect(lambda: self.wanted.emit(code))
            self.links[code] = link
            self._rows[holder].add(link, 0, 0)
        link.setText(name.replace("&", "&&"))
        return link
