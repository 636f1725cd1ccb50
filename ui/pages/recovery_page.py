"""The page of a damaged database: what was found, and the ways back to the texts.

Nothing is deleted by any of them. Restoring and salvaging are asked of others; this page tells
what each of them brings.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from grantee_app.language.message import N_
from grantee_app.store.opening import DamagedDatabase
from grantee_app.store.safety.backup import BackupInfo
from grantee_app.store.safety.salvage import Salvage
from ui.screen_language import ScreenLanguage
from ui.theme import Theme, set_role
from ui.widgets.backup_list import BackupList, ContentsCard
from ui.widgets.labels import make_label
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.page_header import PageHeader

# What stands in the tables that a person knows by name.
TABLE_WORDS: Final[Mapping[str, str]] = {
    "project": N_("projects"),
    "activity": N_("activities in the log"),
    "participant": N_("participants"),
    "attendance": N_("attendances"),
    "expense": N_("expenses"),
    "application": N_("applications"),
    "answer": N_("texts of forms"),
    "attachment": N_("attached files"),
}


class RecoveryPage(QWidget):
    """Emits what a person chose: a backup, salvaging, taking what was salvaged, the folder."""

    HELP = "backups"

    restore_wanted = Signal(object)
    salvage_wanted = Signal()
    take_wanted = Signal()
    folder_wanted = Signal()

    def __init__(
        self,
        words: ScreenLanguage,
        theme: Theme,
        damage: DamagedDatabase,
        others: list[BackupInfo],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._damage = damage
        self._salvage: Salvage | None = None
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.notice = NoticeStrip(words, theme)
        self.header = PageHeader()
        self.folder_button = QPushButton()
        self.folder_button.clicked.connect(self.folder_wanted)
        self.header.add_button(self.folder_button)
        self._found = make_label(tone="bad")
        self._details = make_label("secondary")
        self._calm = make_label()
        self.card = ContentsCard(words)
        self.card.restore_wanted.connect(self.restore_wanted)
        self.card.set_backup(damage.backup)
        self._no_backup = make_label("label")
        self._no_backup.setVisible(damage.backup is None)
        self.list = BackupList(words)
        self.list.setMinimumHeight(3 * 64)
        self._lay_out(others)
        words.changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self, others: list[BackupInfo]) -> None:
        inside = QWidget()
        inside.setMaximumWidth(860)
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 20, 24, 28)
        column.setSpacing(14)
        column.addWidget(self._calm)
        found = QVBoxLayout()
        found.setSpacing(2)
        found.addWidget(self._found)
        found.addWidget(self._details)
        column.addLayout(found)
        column.addWidget(self._no_backup)
        column.addWidget(self.card)
        self.others_button = QPushButton()
        self.others_button.clicked.connect(lambda: self._show_others(others))
        self.others_button.setVisible(len(others) > 1)
        column.addWidget(self.others_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.list)
        self.list.hide()
        column.addWidget(self._make_salvage_card())
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self._area = area
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self.notice)
        whole.addWidget(area, 1)

    def _make_salvage_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        self._salvage_title = make_label("heading")
        self._salvage_about = make_label("secondary")
        self._saved = make_label()
        self.salvage_button = QPushButton()
        self.salvage_button.clicked.connect(self.salvage_wanted)
        self.take_button = QPushButton()
        self.take_button.clicked.connect(self.take_wanted)
        if self._damage.backup is None:
            set_role(self.salvage_button, "primary")
        set_role(self.take_button, "primary")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 20)
        column.setSpacing(8)
        for label in (self._salvage_title, self._salvage_about, self._saved):
            column.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.take_button)
        row.addWidget(self.salvage_button)
        row.addStretch()
        column.addSpacing(4)
        column.addLayout(row)
        return card

    def _show_others(self, others: list[BackupInfo]) -> None:
        self.others_button.hide()
        self.list.set_backups(others)
        self.list.backup_chosen.connect(self.card.set_backup)
        self.list.show()
        self.list.setFocus()

    def show_salvaged(self, saved: Salvage) -> None:
        """Tell what could be read; nothing has changed yet."""
        self._salvage = saved
        # One primary button a page: now it is this one.
        set_role(self.card.button, "quiet")
        set_role(self.salvage_button, "quiet")
        self.notice.close_notice()
        self.retranslate()
        self.take_button.setFocus()
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self.take_button))

    # ------------------------------------------------------------------ words

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words, damage = self._words, self._damage
        self.header.set_words(words.gettext("The database is damaged"), damage.path.name)
        self.folder_button.setText(words.gettext("Open the &folder"))
        self._calm.setText(
            words.gettext(
                "This happens when the power is cut or a disk wears out. Nothing was deleted and "
                "nothing will be: the damaged file is kept whichever way you choose."
            )
        )
        plain, details = self._sort_findings()
        self._found.setText("\n".join(f"! {sentence}" for sentence in plain))
        self._details.setText("\n".join(details))
        self._details.setVisible(bool(details))
        self._no_backup.setText(
            "▲ " + words.gettext("No good backup was found beside the database.")
        )
        self.others_button.setText(words.gettext("Choose an &older backup…"))
        self._salvage_title.setText(words.gettext("Save the rows that can be read"))
        self._salvage_about.setText(
            words.gettext(
                "What was typed after the backup may still be readable in the damaged file. "
                "Bastama writes everything readable into a new file and shows what came out before "
                "anything is exchanged."
            )
        )
        self.salvage_button.setText(words.gettext("&Look for readable rows"))
        self.take_button.setText(words.gettext("&Go on with the saved rows"))
        self.take_button.setVisible(self._salvage is not None)
        self.salvage_button.setVisible(self._salvage is None)
        self._saved.setVisible(self._salvage is not None)
        if self._salvage is not None:
            self._saved.setText("\n".join(self._list_saved(self._salvage)))

    def _sort_findings(self) -> tuple[list[str], list[str]]:
        """Return what was found in plain words, and SQLite's own words, which only experts read."""
        plain, details = [], []
        for finding in self._damage.health.findings[:3]:
            said = finding.values.get("details")
            if said is None:
                plain.append(self._words.say(finding))
            else:
                details.append(str(said))
        if details:
            plain.insert(0, self._words.gettext("A part of the database file cannot be read."))
        return plain, details

    def _list_saved(self, saved: Salvage) -> list[str]:
        words = self._words
        lines = []
        found = {table.table: table for table in saved.tables}
        for key, name in TABLE_WORDS.items():
            table = found.get(key)
            if table is None or not (table.saved or table.lost):
                continue
            line = words.gettext("{what}: {count}", what=words.gettext(name), count=table.saved)
            if table.lost is None:
                line += words.gettext(", nobody can tell how many were lost")
            elif table.lost:
                line += words.gettext(", lost: {count}", count=table.lost)
            lines.append(f"• {line}")
        if saved.loose:
            lines.append(
                words.ngettext(
                    "{count} row belongs to a record that is not there.",
                    "{count} rows belong to records that are not there.",
                    saved.loose,
                )
            )
        return lines
