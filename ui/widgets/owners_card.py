"""The other organisations of the workspace, and whose the open project is.

Shown only where there are several. Knows names and ids; giving a project away is the page's work.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.screen_language import ScreenLanguage
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.field import Field
from ui.widgets.labels import make_label

if TYPE_CHECKING:
    from grantee_app.records import Bilingual
    from grantee_app.workspace import Workspace

_LETTERS = 20


class OwnersCard(QFrame):
    """`chosen` brings the id of the organisation that the project shall belong to."""

    chosen = Signal(str)

    def __init__(self, words: ScreenLanguage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._owner = ""
        self._names: dict[str, Bilingual] = {}
        self._projects: dict[str, list[Bilingual]] = {}
        self.setProperty("role", "card")
        self._heading = make_label("heading")
        self._others = make_label()
        self.box = ChoiceBox(letters=_LETTERS)
        self.box.chosen.connect(lambda: self.chosen.emit(self.box.code() or ""))
        self._field = Field(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 18)
        column.setSpacing(12)
        column.addWidget(self._heading)
        column.addWidget(self._others)
        column.addWidget(self._field)
        self.hide()

    def show_organizations(self, workspace: Workspace, owner: str, *, is_closed: bool) -> None:
        """Show all organisations of the workspace beside the owner of the open project."""
        self._owner = owner
        self._names = {found.id: found.name for found in workspace.records.list_organizations()}
        projects = defaultdict(list)
        for project in workspace.list_projects():
            projects[project.organization_id].append(project.title)
        self._projects = dict(projects)
        self.box.setEnabled(not is_closed)
        self.retranslate()
        self.box.set_code(owner)
        self.setVisible(len(self._names) > 1)

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words, code = self._words, self._words.code
        unnamed, untitled = words.gettext("Unnamed organisation"), words.gettext("Untitled project")
        named = {found: name.spoken_in(code) or unnamed for found, name in self._names.items()}
        self._heading.setText(words.gettext("Several organisations"))
        lines = []
        for found, name in named.items():
            if found != self._owner:
                titles = [
                    title.spoken_in(code) or untitled for title in self._projects.get(found, [])
                ]
                lines.append(f"{name}: {'; '.join(titles)}" if titles else name)
        self._others.setText("\n".join(lines))
        self._field.set_words(
            words.gettext("This project belongs to"),
            words.gettext(
                "If you choose another one, its name and address go onto the cover. Ctrl+Z takes "
                "it back."
            ),
        )
        self.box.set_choices(list(named.items()))
