"""The side bar: whose project this is, the steps of the work, and the language of the screen.

Folds into a rail where the window is narrow. Knows projects by id and title only, and steps by
name; where a step leads is the main window's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QToolButton, QVBoxLayout, QWidget

from grantee_app.frozen import frozen
from grantee_app.language.message import LanguageCode
from grantee_app.records.base import NO_TEXT, Bilingual
from ui.places import ALL_STEPS, STEPS
from ui.screen_language import ScreenLanguage
from ui.theme import Theme
from ui.widgets.labels import make_label, make_rule
from ui.widgets.language_switch import LanguageSwitch
from ui.widgets.side_note import SideNote
from ui.widgets.side_ways import SideWays
from ui.widgets.signs import draw_sign
from ui.widgets.step_button import StepButton
from ui.widgets.wrapped_button import WrappedButton

if TYPE_CHECKING:
    from grantee_app.checks.progress import StepProgress

WIDE = 232
RAIL = 64


@frozen
class NamedProject:
    """A project as the switcher shows it."""

    id: str
    title: Bilingual
    organization: Bilingual
    organization_id: str


class SideBar(QFrame):
    """Emits what a person asks for: another project, a project from a file, another language."""

    project_chosen = Signal(str)
    import_wanted = Signal()
    language_chosen = Signal(str)
    fold_wanted = Signal(bool)
    step_wanted = Signal(str)
    new_project_wanted = Signal()
    other_project_wanted = Signal()
    removal_wanted = Signal()
    sample_wanted = Signal()
    folder_wanted = Signal(str)
    folders_cleared = Signal()
    settings_wanted = Signal()
    help_wanted = Signal()
    backups_wanted = Signal()
    lock_wanted = Signal()
    calls_wanted = Signal()

    def __init__(self, words: ScreenLanguage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._projects: list[NamedProject] = []
        self._current: NamedProject | None = None
        self._folders: tuple[str, ...] = ()
        self._is_rail = False
        self._is_fixed = True
        self.setProperty("role", "side")
        self._menu_button = QToolButton()
        self._menu_button.setProperty("role", "bare")
        self._menu_button.clicked.connect(lambda: self.fold_wanted.emit(not self._is_rail))
        self._organization = make_label("secondary")
        self._title = WrappedButton(theme, arrow="menu", on_side=True, padding=4)
        self._menu = QMenu(self)
        self._folder_menu = QMenu(self._menu)
        self._title.clicked.connect(self._open_menu)
        self._rule_above = make_rule()
        self._ways = SideWays(self)
        self.steps = {step: StepButton(words, theme, step) for step in ALL_STEPS}
        for step, button in self.steps.items():
            button.clicked.connect(lambda _on=False, wanted=step: self._want_step(wanted))
        self._settings = StepButton(words, theme, "settings")
        self._settings.clicked.connect(self._want_settings)
        self._help = StepButton(words, theme, "help")
        self._help.clicked.connect(self._want_help)
        self._here = ""
        self._rule_below = make_rule()
        self.backup_note = SideNote(theme)
        self.backup_note.clicked.connect(self.backups_wanted)
        self.backup_note.hide()
        self.lock_note = SideNote(theme, sign="lock")
        self.lock_note.clicked.connect(self.lock_wanted)
        self.lock_note.hide()
        self._language = LanguageSwitch(words.code)
        self._language.chosen.connect(self.language_chosen)
        self._lay_out()
        words.changed.connect(self.retranslate)
        theme.changed.connect(self._paint_signs)
        theme.changed.connect(self._fit_width)
        self.retranslate()
        self._paint_signs()
        self._fold()

    def _lay_out(self) -> None:
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
        self._ways.put(
            [self.steps[step] for step in STEPS],
            [self.steps["organization"], self._settings, self._help],
        )
        self._column.addWidget(self._ways, 1)
        self._column.addWidget(self._rule_below)
        self._column.addWidget(self.backup_note)
        self._column.addWidget(self.lock_note)
        self._column.addWidget(self._language)

    # ------------------------------------------------------------------ content

    def set_projects(self, projects: list[NamedProject], current: str) -> None:
        """Show the projects of the workspace; `current` is the open one, "" for none."""
        self._projects = projects
        self._current = next((found for found in projects if found.id == current), None)
        self.retranslate()
        self._show_parts()

    def _want_step(self, step: str) -> None:
        self.set_step(self._here)
        self.step_wanted.emit(step)

    def _want_settings(self) -> None:
        self.set_step(self._here)
        self.settings_wanted.emit()

    def _want_help(self) -> None:
        self.set_step(self._here)
        self.help_wanted.emit()

    def set_step(self, step: str) -> None:
        """Show which step is seen, "" for none of them, "settings" for the settings."""
        self._here = step
        for name, button in [*self.steps.items(), ("settings", self._settings), ("", self._help)]:
            button.setChecked(bool(step) and name == step)
            if button.isChecked():
                self._ways.show_whole(button)

    def show_backups(self, text: str, *, is_alarm: bool) -> None:
        """Show at the foot how the backups stand."""
        hint = self._words.gettext("See the backups and restore one")
        self.backup_note.set_words(text, hint, is_alarm=is_alarm)
        self.backup_note.show()

    def show_lock(self, *, is_shown: bool) -> None:
        """Show at the foot that the workspace has a password, and how it is locked now."""
        self.lock_note.setVisible(is_shown)
        self._say_lock()

    def _say_lock(self) -> None:
        words = self._words
        self.lock_note.set_words(
            words.gettext("Protected by a password"), words.gettext("Lock now (Ctrl+L)")
        )

    def set_progress(self, progress: Mapping[str, StepProgress]) -> None:
        """Show how far each step is and how many findings lead to it."""
        for step, button in self.steps.items():
            button.set_progress(progress.get(step))

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        code = self._words.code
        self._language.set_value(code)
        self._language.setAccessibleName(self._words.gettext("Language of the screen"))
        self._menu_button.setToolTip(self._words.gettext("Show or hide the side bar"))
        self._menu_button.setAccessibleName(self._words.gettext("Show or hide the side bar"))
        current = self._current
        self._organization.setText((current.organization if current else NO_TEXT).spoken_in(code))
        title = (
            current.title.spoken_in(code) or self._words.gettext("Untitled project")
            if current
            else ""
        )
        self._title.set_words(title or "Bastama")
        self._title.setToolTip(self._words.gettext("Other projects"))
        for button in (*self.steps.values(), self._settings, self._help):
            button.retranslate()
        self._say_lock()

    def _paint_signs(self) -> None:
        self._menu_button.setIcon(draw_sign("menu", self._theme.tokens.side_ink))

    def set_folders(self, folders: tuple[str, ...]) -> None:
        """Offer the folders of other workspaces, the last opened one first."""
        self._folders = folders

    def _open_menu(self) -> None:
        self.fill_menu()
        self._menu.popup(self._title.mapToGlobal(self._title.rect().bottomLeft()))

    def fill_menu(self) -> QMenu:
        """Fill the menu of projects and folders anew and return it."""
        words = self._words
        self._menu.clear()
        groups = self._group_projects()
        for projects in groups:
            if len(groups) > 1:
                self._add_heading(projects[0])
            for project in projects:
                self._add_project(project)
        self._menu.addSeparator()
        entries = (
            (words.gettext("All calls and applications"), self.calls_wanted),
            (words.gettext("Begin a new project"), self.new_project_wanted),
            (words.gettext("Begin a project of another organisation"), self.other_project_wanted),
            (words.gettext("Add a project from a file…"), self.import_wanted),
            (words.gettext("Look at the sample"), self.sample_wanted),
            (words.gettext("Throw this project away"), self.removal_wanted),
        )
        for text, signal in entries:
            self._menu.addAction(text).triggered.connect(signal)
        self._menu.addSeparator()
        self._add_folders()
        return self._menu

    def _group_projects(self) -> list[list[NamedProject]]:
        """Return the projects by organisation, the one of the open project first."""
        groups: dict[str, list[NamedProject]] = {}
        if self._current is not None:
            groups[self._current.organization_id] = []
        for project in self._projects:
            groups.setdefault(project.organization_id, []).append(project)
        return list(groups.values())

    def _add_heading(self, project: NamedProject) -> None:
        name = project.organization.spoken_in(self._words.code)
        heading = self._menu.addAction(
            (name or self._words.gettext("Unnamed organisation")).replace("&", "&&")
        )
        heading.setEnabled(False)

    def _add_project(self, project: NamedProject) -> None:
        title = project.title.spoken_in(self._words.code) or self._words.gettext("Untitled project")
        action = self._menu.addAction(title.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(project == self._current)
        action.triggered.connect(lambda _on=False, found=project: self._choose(found))

    def _add_folders(self) -> None:
        words = self._words
        menu = self._folder_menu
        menu.clear()
        menu.setTitle(words.gettext("Other folders of projects"))
        self._menu.addMenu(menu)
        for folder in self._folders:
            # The name of a folder tells enough, and nothing of what is in it.
            name = PurePath(folder).name or folder
            action = menu.addAction(name.replace("&", "&&"))
            action.triggered.connect(
                lambda _on=False, wanted=folder: self.folder_wanted.emit(wanted)
            )
        if self._folders:
            menu.addSeparator()
        choose = menu.addAction(words.gettext("Choose a folder…"))
        choose.triggered.connect(lambda: self.folder_wanted.emit(""))
        if self._folders:
            menu.addAction(words.gettext("Forget these folders")).triggered.connect(
                self.folders_cleared
            )

    def _choose(self, project: NamedProject) -> None:
        if project != self._current:
            self.project_chosen.emit(project.id)

    # ------------------------------------------------------------------ rail

    def is_rail(self) -> bool:
        """Tell whether the bar is folded."""
        return self._is_rail

    def set_rail(self, *, is_rail: bool, can_fold: bool = False) -> None:
        """Fold into a rail or unfold; `can_fold` shows the button that does either."""
        if (is_rail, not can_fold) == (self._is_rail, self._is_fixed):
            # Asked at every step while somebody drags the edge of the window.
            return
        self._is_rail = is_rail
        self._is_fixed = not can_fold
        self._fold()

    def _fold(self) -> None:
        is_rail = self._is_rail
        margin = 8 if is_rail else 12
        self._column.setContentsMargins(margin, 12, margin, 16)
        self._language.set_upright(is_rail)
        self.backup_note.set_rail(is_rail)
        self.lock_note.set_rail(is_rail)
        for button in (*self.steps.values(), self._settings, self._help):
            button.set_rail(is_rail)
        self._show_parts()
        self.retranslate()
        # Last: each part that comes has Qt lay out the window, and the page beside it with it.
        self._fit_width()

    def _fit_width(self) -> None:
        # Larger letters need more room, smaller ones no less than the picture of the bar.
        self.setFixedWidth(self._theme.measure.grow(RAIL if self._is_rail else WIDE))

    def _show_parts(self) -> None:
        has_project = self._current is not None
        self._menu_button.setVisible(not self._is_fixed)
        self._organization.setVisible(has_project and not self._is_rail)
        self._title.setVisible(not self._is_rail)
        self._title.setEnabled(has_project)
        self._title.set_arrow("menu" if has_project else "")
        self._rule_above.setVisible(has_project)
        for button in self.steps.values():
            button.setVisible(has_project)

    def set_language(self, code: LanguageCode) -> None:
        """Show which language is on."""
        self._language.set_value(code)
