"""How saving stands, told in the top bar of a page and, when it fails, in its strip.

One autosave serves all pages of a project; each page tells the same.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject

from grantee_app.language.message import N_, Message
from grantee_app.store.failures import FailureKind
from ui.autosave import Autosave
from ui.screen_language import ScreenLanguage
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.page_header import PageHeader

# Beside the title there is room for a few words; the sentence stands in the strip.
REASONS: Final[dict[FailureKind, str]] = {
    FailureKind.FULL: N_("the disk is full"),
    FailureKind.READ_ONLY: N_("writing is not allowed"),
    FailureKind.BUSY: N_("another program holds the file"),
    FailureKind.DEVICE: N_("the disk does not answer"),
    FailureKind.UNREACHABLE: N_("the file is not there"),
    FailureKind.CORRUPT: N_("the database is damaged"),
}


class SavingStatus(QObject):
    """Follows an autosave for one page: «Saved 14:02», or why not."""

    def __init__(
        self,
        autosave: Autosave,
        words: ScreenLanguage,
        header: PageHeader,
        notice: NoticeStrip,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._autosave = autosave
        self._words = words
        self._header = header
        self._notice = notice
        self._saved_at: datetime | None = None
        self._problem: Message | None = None
        autosave.began.connect(self.show)
        autosave.saved.connect(self._note_saved)
        autosave.failed.connect(self._note_unsaved)

    def _note_saved(self, at: datetime) -> None:
        self._saved_at = at
        if self._problem is not None:
            self._problem = None
            self._notice.close_notice()
        self.show()

    def _note_unsaved(self, sentence: Message) -> None:
        is_new = self._problem != sentence
        self._problem = sentence
        self.show()
        if is_new:
            self._notice.show_problem(lambda: self._words.say(sentence))

    def show(self) -> None:
        """Tell the state in the language of the screen."""
        words = self._words
        if self._autosave.is_read_only:
            self._header.set_status(words.gettext("For reading only"), "warn")
        elif self._problem is not None:
            reason = REASONS.get(self._autosave.failure or FailureKind.OTHER)
            said = words.gettext("Not saved")
            if reason is not None:
                said = words.gettext("Not saved: {reason}", reason=words.gettext(reason))
            self._header.set_status(f"! {said}", "bad")
        elif self._autosave.has_unsaved():
            self._header.set_status(words.gettext("Saving…"), "")
        elif self._saved_at is None:
            self._header.set_status("✓ " + words.gettext("Everything is saved"), "ok")
        else:
            time = f"{self._saved_at:%H:%M}"
            self._header.set_status("✓ " + words.gettext("Saved {time}", time=time), "ok")
