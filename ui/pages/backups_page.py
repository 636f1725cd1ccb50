"""The page of the backups: which there are, what is inside, the second place, and restoring one.

Knows how to look at backups; making and restoring are asked of others.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from grantee_app.store.safety.backup import BackupInfo, SecondState, list_backups
from grantee_app.store.safety.elsewhere import find_backups
from ui.backup_keeper import BackupKeeper
from ui.jobs import JobRunner
from ui.screen_language import ScreenLanguage
from ui.theme import Theme, set_role
from ui.widgets.backup_list import BackupList, ContentsCard
from ui.widgets.labels import make_label
from ui.widgets.most_width import MostWidth
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.page_header import PageHeader

if TYPE_CHECKING:
    from grantee_app.store.encryption.keys import DataKey

LIST_WIDTH = 320
WIDEST = 820


class BackupsPage(QWidget):
    """`restore_wanted` brings a backup, `second_chosen` a folder or None, `left` goes back.

    `changes_wanted` leads to what changed since a moment.
    """

    HELP = "backups"

    restore_wanted = Signal(object)
    changes_wanted = Signal()
    second_chosen = Signal(object)
    left = Signal()

    def __init__(
        self,
        words: ScreenLanguage,
        theme: Theme,
        keeper: BackupKeeper,
        parent: QWidget | None = None,
        *,
        key: DataKey | None = None,
    ) -> None:
        super().__init__(parent)
        self._key = key
        # Keys of backups with other passwords, by their folder: given here, forgotten with it.
        self._keys: dict[Path, DataKey] = {}
        self._opened: dict[Path, DataKey] = {}
        self._words = words
        self._theme = theme
        self._keeper = keeper
        self._reader = JobRunner(self, name="backup list")
        # Apart, or a list that is read again would take the place of a password that waits.
        self._unlocker = JobRunner(self, name="backup unlock", keeps_all=True)
        # The folder whose backups are shown instead of this workspace's own.
        self._elsewhere: Path | None = None
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.notice = NoticeStrip(words, theme)
        self._build()
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)
        words.changed.connect(self.retranslate)
        keeper.changed.connect(self._follow_keeper)
        self.retranslate()
        self.reload()

    def _build(self) -> None:
        self.header = PageHeader()
        self.back_button = QPushButton()
        self.back_button.clicked.connect(self.left)
        self.make_button = QPushButton()
        self.make_button.clicked.connect(self._make_now)
        self.changes_button = QPushButton()
        self.changes_button.clicked.connect(self.changes_wanted)
        self.header.order_buttons([self.back_button, self.changes_button, self.make_button])
        set_role(self.make_button, "quiet")
        self.list = BackupList(self._words)
        self._empty = make_label("secondary")
        self._empty.setContentsMargins(16, 16, 16, 16)
        left = QFrame()
        left.setProperty("role", "list")
        # Not of the frame: what stands under the list may need more.
        self.list.setMinimumWidth(LIST_WIDTH)
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 1, 0)
        inside.addWidget(self._empty)
        inside.addWidget(self.list, 1)
        inside.addLayout(self._make_elsewhere_row())
        self.card = ContentsCard(self._words, self._theme)
        self.card.password_given.connect(self.unlock)
        self.list.backup_chosen.connect(self.card.set_backup)
        self.card.restore_wanted.connect(self.restore_wanted)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(self.card)
        column.addWidget(self._make_second_card())
        column.addStretch()
        MostWidth(right, self._theme, WIDEST)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(right)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(left, 2)
        row.addWidget(area, 5)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self.notice)
        whole.addLayout(row, 1)

    def _make_elsewhere_row(self) -> QVBoxLayout:
        self._where = make_label("secondary")
        self.elsewhere_button = QPushButton()
        self.elsewhere_button.clicked.connect(self._choose_elsewhere)
        set_role(self.elsewhere_button, "link")
        self.own_button = QPushButton()
        self.own_button.clicked.connect(lambda: self.look_into(None))
        set_role(self.own_button, "link")
        row = QVBoxLayout()
        row.setContentsMargins(12, 8, 12, 12)
        row.setSpacing(4)
        row.addWidget(self._where)
        for button in (self.own_button, self.elsewhere_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return row

    def _make_second_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        self._second_title = make_label("heading")
        self._second_about = make_label("secondary")
        self._second_state = make_label("label")
        self.choose_button = QPushButton()
        self.choose_button.clicked.connect(self._choose_second)
        self.forget_button = QPushButton()
        self.forget_button.clicked.connect(lambda: self.second_chosen.emit(None))
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 20)
        column.setSpacing(8)
        for label in (self._second_title, self._second_about, self._second_state):
            column.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.choose_button)
        row.addWidget(self.forget_button)
        row.addStretch()
        column.addSpacing(4)
        column.addLayout(row)
        return card

    # ------------------------------------------------------------------ what there is

    def focus_first(self) -> None:
        """Put the keyboard on the list, or on the way back while there is none."""
        first: QWidget = self.list if self.list.isVisibleTo(self) else self.back_button
        first.setFocus()

    def reload(self) -> None:
        """List the backups at once, and what is inside them as soon as it is read."""
        elsewhere, folder, key = self._elsewhere, self._keeper.folder, self._key
        keys = dict(self._keys)
        if elsewhere is None:
            self._show(list_backups(folder, look_inside=False))
        self._reader.submit(
            lambda _job: look_into_backups(
                list_backups(folder, look_inside=False)
                if elsewhere is None
                else find_backups(elsewhere),
                keys,
                key,
            ),
            lambda found: self._take(*found) if elsewhere == self._elsewhere else None,
        )

    def look_into(self, folder: Path | None) -> None:
        """Show the backups that lie in another folder, or again those of this workspace."""
        self._elsewhere = folder
        self._show([])
        self.retranslate()
        self.reload()

    def unlock(self, info: BackupInfo, password: str) -> None:
        """Open a locked backup, and all others in its folder, by their password."""
        self.card.set_busy(is_busy=True)

        def take(key: DataKey) -> None:
            self._keys[info.path.parent] = key
            self.card.set_busy(is_busy=False)
            self.reload()

        def work(_job: object) -> DataKey:
            from grantee_app.workspace.protection import unlock_backup  # noqa: PLC0415

            return unlock_backup(info, password)

        self._unlocker.submit(work, take, self.card.refuse)

    def find_key(self, info: BackupInfo) -> DataKey | None:
        """Return the key of a backup whose password was given here."""
        return self._opened.get(info.path)

    def _take(self, found: list[BackupInfo], opened: dict[Path, DataKey]) -> None:
        self._opened = opened
        self._show(found)

    def _choose_elsewhere(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self._words.gettext("A folder with backups, of this or another laptop")
        )
        if chosen:
            self.look_into(Path(chosen))

    def _show(self, backups: list[BackupInfo]) -> None:
        self.list.set_backups(backups)
        self.list.setVisible(bool(backups))
        self._empty.setVisible(not backups)

    def _follow_keeper(self) -> None:
        self.retranslate()
        if not self._keeper.is_making:
            self.reload()

    def _make_now(self) -> None:
        from grantee_app.store.safety.backup import Reason  # noqa: PLC0415 (with its page)

        if not self._keeper.is_making:
            self._keeper.make(Reason.BY_HAND)

    def _choose_second(self) -> None:
        chosen = self.ask_for_folder()
        if chosen is not None:
            self.second_chosen.emit(chosen)

    def ask_for_folder(self) -> Path | None:
        """Ask for the second place; None when the person thinks better of it."""
        chosen = QFileDialog.getExistingDirectory(
            self, self._words.gettext("A folder on a flash drive or another disk")
        )
        return Path(chosen) if chosen else None

    def close_page(self) -> None:
        """End the workers."""
        self._keeper.changed.disconnect(self._follow_keeper)
        self._reader.close()
        self._unlocker.close()

    # ------------------------------------------------------------------ words

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(900, 600)

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words, keeper = self._words, self._keeper
        self.header.set_words(
            words.gettext("Backups"), words.gettext("of everything that is in Bastama")
        )
        self.back_button.setText(words.gettext("&Back"))
        self.make_button.setText(words.gettext("&Make a backup now"))
        self.make_button.setEnabled(not keeper.is_making)
        if keeper.is_making:
            self.header.set_status(words.gettext("A backup is being made…"), "")
        elif keeper.problem is not None:
            self.header.set_status("! " + words.gettext("No backup was made"), "bad")
        else:
            self.header.set_status("", "")
        self.changes_button.setText(words.gettext("&What changed…"))
        self._where.setVisible(self._elsewhere is not None)
        self.own_button.setVisible(self._elsewhere is not None)
        self._where.setText(words.gettext("Backups in {folder}", folder=str(self._elsewhere or "")))
        self.own_button.setText(words.gettext("The backups of this laptop"))
        self.elsewhere_button.setText(words.gettext("Open a backup from another folder…"))
        self._empty.setText(
            words.gettext("There are no backups in this folder: choose another one.")
            if self._elsewhere is not None
            else words.gettext(
                "No backups yet. Bastama makes one by itself every half hour of work, before an "
                "import, and when it is closed."
            )
        )
        self._show_second()
        self._show_problem()

    def _show_problem(self) -> None:
        problem = self._keeper.problem
        if problem is not None and not self._keeper.is_making:
            self.notice.show_problem(lambda: self._words.say(problem))
        elif problem is None and self.notice.isVisible():
            self.notice.close_notice()

    def _show_second(self) -> None:
        words, keeper = self._words, self._keeper
        place = keeper.second_place
        self._second_title.setText(words.gettext("A second place"))
        self._second_about.setText(
            words.gettext(
                "If the laptop is lost or breaks, its backups are lost with it. Choose a folder on "
                "a flash drive: every backup is copied there while it is connected."
            )
        )
        self._second_about.setVisible(place is None)
        self._second_state.setVisible(place is not None)
        self.forget_button.setVisible(place is not None)
        self.choose_button.setText(
            words.gettext("&Choose a folder…")
            if place is None
            else words.gettext("&Another folder…")
        )
        self.forget_button.setText(words.gettext("&No second place"))
        if place is None:
            return
        said = keeper.second.said
        if keeper.second.state in {SecondState.ABSENT, SecondState.FAILED}:
            shown = (
                words.say(said)
                if said
                else words.gettext("{place}: not connected", place=str(place))
            )
            self._second_state.setText(f"▲ {shown}")
            set_role(self._second_state, "label", tone="warn")
        elif keeper.second.state == SecondState.WRITTEN:
            self._second_state.setText(
                "✓ " + words.gettext("The last backup is in {place} too.", place=str(place))
            )
            set_role(self._second_state, "label", tone="ok")
        else:
            self._second_state.setText(str(place))
            set_role(self._second_state, "label", tone="")


def look_into_backups(
    backups: list[BackupInfo], keys: dict[Path, DataKey], key: DataKey | None
) -> tuple[list[BackupInfo], dict[Path, DataKey]]:
    """Return the backups with what is inside them, and which of them one of `keys` opens."""
    known: dict[Path, BackupInfo] = {}
    opened: dict[Path, DataKey] = {}
    for folder in {info.path.parent for info in backups}:
        other = keys.get(folder)
        known |= {info.path: info for info in list_backups(folder, key=key)}
        if other is None or not any(found.is_locked for found in known.values()):
            continue
        for info in list_backups(folder, key=other):
            if known[info.path].is_locked and info.contents is not None:
                known[info.path], opened[info.path] = info, other
    return [known.get(info.path, info) for info in backups], opened
