"""The side bar: whose project this is, the steps of the work, and the language of the screen.

Folds into a rail where the window is narrow. Knows projects by id and title only, and steps by
name; where a step leads is the main window's business.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from grantee_app.language.message import LanguageCode
from grantee_app.records.base import NO_TEXT, Bilingual
from ui.screen_language import ScreenLanguage
from ui.theme import Theme, set_role
from ui.widgets.labels import make_label, make_rule
from ui.widgets.language_switch import LanguageSwitch
from ui.widgets.side_note import SideNote
from ui.widgets.signs import draw_sign
from ui.widgets.wrapped_button import WrappedButton

WIDE = 232
RAIL = 64


@dataclass(frozen=True, slots=True)
class NamedProject:
    """A project as the switcher shows it."""

    id: str
    title: Bilingual
    organization: Bilingual


class SideBar(QFrame):
    """Emits what a person asks for: another project, a project from a file, another language."""

    project_chosen = Signal(str)
    import_wanted = Signal()
    language_chosen = Signal(str)
    fold_wanted = Signal(bool)
    report_wanted = Signal()
    backups_wanted = Signal()

    def __init__(self, words: ScreenLanguage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._projects: list[NamedProject] = []
        self._current: NamedProject | None = None
        self._is_rail = False
        self._is_fixed = True
        self._findings = (0, "")
        self.setProperty("role", "side")
        self._menu_button = QToolButton()
        self._menu_button.setProperty("role", "bare")
        self._menu_button.clicked.connect(lambda: self.fold_wanted.emit(not self._is_rail))
        self._organization = make_label("secondary")
        self._title = WrappedButton(theme, arrow="menu", on_side=True, padding=4)
        self._menu = QMenu(self)
        self._title.clicked.connect(self._open_menu)
        self._rule_above = make_rule()
        self._step = QPushButton()
        self._step.setCheckable(True)
        self._step.setChecked(True)
        self._step.setProperty("role", "step")
        self._step.clicked.connect(self._want_report)
        self._badge = QLabel(self._step)
        self._badge.setProperty("role", "badge")
        self._rule_below = make_rule()
        self.backup_note = SideNote(theme)
        self.backup_note.clicked.connect(self.backups_wanted)
        self.backup_note.hide()
        self._language = LanguageSwitch(words.code)
        self._language.chosen.connect(self.language_chosen)
        self._lay_out()
        words.changed.connect(self.retranslate)
        theme.changed.connect(self._paint_signs)
        self.retranslate()
        self._paint_signs()
        self.set_rail(is_rail=False)

    def _lay_out(self) -> None:
        inside = QHBoxLayout(self._step)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addStretch()
        inside.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        self._column.addWidget(self._menu_button, 0, Qt.AlignmentFlag.AlignHCenter)
        names = QVBoxLayout()
        names.setContentsMargins(4, 0, 0, 0)
        names.setSpacing(0)
        self._organization.setContentsMargins(4, 0, 4, 0)
        names.addWidget(self._organization)
        names.addWidget(self._title)
        self._column.addLayout(names)
        self._column.addWidget(self._rule_above)
        self._column.addWidget(self._step)
        self._column.addStretch()
        self._column.addWidget(self._rule_below)
        self._column.addWidget(self.backup_note)
        self._column.addWidget(self._language)

    # ------------------------------------------------------------------ content

    def set_projects(self, projects: list[NamedProject], current: str) -> None:
        """Show the projects of the workspace; `current` is the open one, "" for none."""
        self._projects = projects
        self._current = next((found for found in projects if found.id == current), None)
        self.retranslate()
        self._show_parts()

    def _want_report(self) -> None:
        self._step.setChecked(True)
        self.report_wanted.emit()

    def set_report_here(self, is_here: bool) -> None:
        """Show whether the report is the page that is seen."""
        self._step.setChecked(is_here)

    def show_backups(self, text: str, *, is_alarm: bool) -> None:
        """Show at the foot how the backups stand."""
        hint = self._words.gettext("See the backups and restore one")
        self.backup_note.set_words(text, hint, is_alarm=is_alarm)
        self.backup_note.show()

    def set_findings(self, count: int, tone: str) -> None:
        """Show how many findings the report has beside its step."""
        self._findings = (count, tone)
        set_role(self._badge, "badge", tone=tone)
        self.retranslate()
        self._paint_signs()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        code = self._words.code
        self._language.set_value(code)
        self._language.setAccessibleName(self._words.gettext("Language of the screen"))
        self._menu_button.setToolTip(self._words.gettext("Show or hide the side bar"))
        self._menu_button.setAccessibleName(self._words.gettext("Show or hide the side bar"))
        current = self._current
        self._organization.setText((current.organization if current else NO_TEXT).spoken_in(code))
        self._title.set_words(current.title.spoken_in(code) if current else "Bastama")
        self._title.setToolTip(self._words.gettext("Other projects"))
        count, _ = self._findings
        step = self._words.gettext("&Report")
        self._step.setText("" if self._is_rail else f" {step}")
        plain = step.replace("&", "")
        said = self._words.ngettext("{count} finding", "{count} findings", count)
        self._step.setAccessibleName(f"{plain}, {said}" if count else plain)
        self._step.setToolTip(self._step.accessibleName() if self._is_rail else "")
        self._badge.setText(str(count))
        self._badge.setVisible(bool(count) and not self._is_rail)

    def _paint_signs(self) -> None:
        tokens = self._theme.tokens
        is_done = not self._findings[0]
        sign = draw_sign("done", "#3E9E74") if is_done else draw_sign("ring", tokens.side_sign)
        self._step.setIcon(sign if self._current else QIcon())
        self._menu_button.setIcon(draw_sign("menu", tokens.side_ink))

    def _open_menu(self) -> None:
        self._menu.clear()
        for project in self._projects:
            action = QAction(project.title.spoken_in(self._words.code).replace("&", "&&"), self)
            action.setCheckable(True)
            action.setChecked(project == self._current)
            action.triggered.connect(lambda _on=False, found=project: self._choose(found))
            self._menu.addAction(action)
        self._menu.addSeparator()
        add = self._menu.addAction(self._words.gettext("Add a project from a file…"))
        add.triggered.connect(self.import_wanted)
        self._menu.popup(self._title.mapToGlobal(self._title.rect().bottomLeft()))

    def _choose(self, project: NamedProject) -> None:
        if project != self._current:
            self.project_chosen.emit(project.id)

    # ------------------------------------------------------------------ rail

    def is_rail(self) -> bool:
        """Tell whether the bar is folded."""
        return self._is_rail

    def set_rail(self, *, is_rail: bool, can_fold: bool = False) -> None:
        """Fold into a rail or unfold; `can_fold` shows the button that does either."""
        self._is_rail = is_rail
        self._is_fixed = not can_fold
        self.setFixedWidth(RAIL if is_rail else WIDE)
        margin = 8 if is_rail else 12
        self._column.setContentsMargins(margin, 12, margin, 16)
        self._language.set_upright(is_rail)
        self.backup_note.set_rail(is_rail)
        self._step.setProperty("rail", is_rail)
        self._step.style().unpolish(self._step)
        self._step.style().polish(self._step)
        self._show_parts()
        self.retranslate()

    def _show_parts(self) -> None:
        has_project = self._current is not None
        self._menu_button.setVisible(not self._is_fixed)
        self._organization.setVisible(has_project and not self._is_rail)
        self._title.setVisible(not self._is_rail)
        self._title.setEnabled(has_project)
        self._title.set_arrow("menu" if has_project else "")
        self._rule_above.setVisible(has_project)
        self._step.setVisible(has_project)

    def set_language(self, code: LanguageCode) -> None:
        """Show which language is on."""
        self._language.set_value(code)
