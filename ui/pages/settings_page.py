"""The page of the settings: one part seen at a time, in the order of how often they are wanted.

Shown over the page that is open. The parts own what is set; here they are only arranged.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from grantee_app.form.catalogue import STATE_FINAL_REPORT, choose_form, choose_report_form
from grantee_app.form.rules import load_rules
from grantee_app.language.message import Message
from ui.pages.settings.backups_part import BackupsPart
from ui.pages.settings.form_part import FormPart
from ui.pages.settings.look_part import LookPart
from ui.pages.settings.part import SettingsPart
from ui.pages.settings.password_part import PasswordPart, State
from ui.pages.settings.rules_part import RulesPart
from ui.screen_language import ScreenLanguage
from ui.theme import Theme, set_role
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.page_header import PageHeader
from ui.widgets.part_switch import PartSwitch

if TYPE_CHECKING:
    from grantee_app.form.definition import FormDefinition
    from grantee_app.workspace import Workspace

PARTS: Final = ("look", "backups", "password", "rules", "form")


class SettingsPage(QWidget):
    """The signals bring what should be remembered or done elsewhere; `left` goes back."""

    HELP = "settings"

    language_chosen = Signal(str)
    look_chosen = Signal(str)
    size_chosen = Signal(int)
    minutes_chosen = Signal(int)
    backups_wanted = Signal()
    password_set = Signal(str)
    password_changed = Signal(str, str)
    code_renewed = Signal(str)
    password_removed = Signal(str)
    lock_wanted = Signal()
    left = Signal()

    def __init__(
        self,
        words: ScreenLanguage,
        theme: Theme,
        workspace: Workspace,
        *,
        project_id: str = "",
        second_place: str = "",
        lock_minutes: int = 0,
        may_protect: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._workspace = workspace
        self._project_id = project_id
        self._second = second_place
        self._minutes = lock_minutes
        self._may_protect = may_protect
        self.parts: dict[str, SettingsPart] = {}
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.notice = NoticeStrip(words, theme)
        self.header = PageHeader()
        self.back_button = QPushButton()
        self.back_button.clicked.connect(self.left)
        self.header.add_button(self.back_button)
        set_role(self.back_button, "quiet")
        gettext = words.gettext
        names: dict[str, Callable[[], str]] = {
            "look": lambda: gettext("&Language and look"),
            "backups": lambda: gettext("&Backups"),
            "password": lambda: gettext("&Password"),
            "rules": lambda: gettext("Rules by &year"),
            "form": lambda: gettext("&Ages and categories"),
        }
        self.switch = PartSwitch(theme, [(part, names[part]) for part in PARTS])
        self.switch.chosen.connect(self._show)
        self._stack = QStackedWidget()
        self._lay_out()
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)
        words.changed.connect(self.retranslate)
        self.retranslate()
        self._show("look")

    def _lay_out(self) -> None:
        row = QVBoxLayout()
        row.setContentsMargins(24, 16, 24, 0)
        row.addWidget(self.switch)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self.notice)
        whole.addLayout(row)
        whole.addWidget(self._stack, 1)

    # ------------------------------------------------------------------ parts

    def show_part(self, name: str = "") -> None:
        """Show a part and put the cursor into it."""
        if name in PARTS:
            self._show(name)
        found = self.parts[self.switch.value()].first_control()
        (found or self.back_button).setFocus()

    def _show(self, name: str) -> None:
        part = self.parts.get(name)
        if part is None:
            part = self.parts[name] = self._make(name)
            self._stack.addWidget(part)
        self.switch.set_value(name)
        self._stack.setCurrentWidget(part)

    def _make(self, name: str) -> SettingsPart:
        words, theme = self._words, self._theme
        if name == "look":
            look = LookPart(words, theme)
            look.language_chosen.connect(self.language_chosen)
            look.look_chosen.connect(self.look_chosen)
            look.size_chosen.connect(self.size_chosen)
            return look
        if name == "backups":
            backups = BackupsPart(words, theme, self._find_backup_folder(), self._second)
            backups.backups_wanted.connect(self.backups_wanted)
            return backups
        if name == "password":
            return self._make_password()
        if name == "rules":
            rules = RulesPart(words, theme, self._workspace)
            rules.failed.connect(self._tell)
            return rules
        form = FormPart(
            words,
            theme,
            self._find_form(),
            load_rules(),
            workspace=self._workspace,
            project_id=self._project_id,
        )
        form.failed.connect(self._tell)
        return form

    def _make_password(self) -> PasswordPart:
        state: State = "protected" if self._workspace.key is not None else "none"
        if self._workspace.is_read_only or not self._may_protect or self._workspace.path is None:
            state = "impossible"
        part = PasswordPart(self._words, self._theme, state, self._minutes)
        part.password_set.connect(self.password_set)
        part.password_changed.connect(self.password_changed)
        part.code_renewed.connect(self.code_renewed)
        part.password_removed.connect(self.password_removed)
        part.minutes_chosen.connect(self.minutes_chosen)
        part.lock_wanted.connect(self.lock_wanted)
        return part

    def _find_backup_folder(self) -> Path | None:
        from grantee_app.store.safety.backup import BACKUP_FOLDER  # noqa: PLC0415

        path = self._workspace.path
        return path.parent / BACKUP_FOLDER if path is not None else None

    def _find_form(self) -> FormDefinition:
        if not self._project_id:
            return choose_form([], STATE_FINAL_REPORT)
        project = self._workspace.load_project(self._project_id, with_people=False)
        return choose_report_form(project.project)

    def refuse_password(self, problem: Message) -> None:
        """Say that the present password is another one."""
        part = self.parts.get("password")
        if isinstance(part, PasswordPart):
            part.refuse(problem)

    def _tell(self, problem: Message) -> None:
        self.notice.show_problem(lambda: self._words.say(problem))

    def close_page(self) -> None:
        """Forget what was typed of a password."""
        part = self.parts.get("password")
        if isinstance(part, PasswordPart):
            part.forget()

    # ------------------------------------------------------------------ words

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._words
        self.header.set_words(words.gettext("Settings"), "")
        self.back_button.setText(words.gettext("&Back"))
        self.switch.retranslate()
        self.switch.setAccessibleName(words.gettext("Parts of the settings"))
        for part in self.parts.values():
            part.retranslate()
