"""The parts of a page in one place, each made when it is first wanted.

What nobody looks at costs neither time nor memory. Knows no part: a page makes them, with this as
their parent, and hands them in.
"""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget


class PartStack(QStackedWidget):
    """Parts by name; one of them is seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._named: dict[str, QWidget] = {}

    def take_in(self, name: str, part: QWidget) -> None:
        """Take a part that was just made; which one is seen stays."""
        self._named[name] = part
        self.addWidget(part)

    def show_part(self, name: str, part: QWidget) -> None:
        """Show a part, whether it has been seen before or not."""
        if self._named.get(name) is not part:
            self.take_in(name, part)
        self.setCurrentWidget(part)

    def shown(self) -> str:
        """Return the name of the part that is seen, "" before there is one."""
        seen = self.currentWidget()
        return self.name_of(seen) if seen is not None else ""

    def name_of(self, part: QWidget) -> str:
        """Return the name of a part, "" for one that is not here."""
        return next((name for name, known in self._named.items() if known is part), "")

    def made(self) -> list[QWidget]:
        """Return all parts that have been made."""
        return list(self._named.values())
