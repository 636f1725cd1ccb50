"""Typing becomes saved: nobody presses Save.

A text is written 400 ms after the last keystroke, once a second while somebody types on, or at
once when the cursor leaves, the page or the language changes, and at the end. What cannot be
written stays here and is tried again. «Saved» is said when the disk has it, for which the window
does not wait. A pause or a leave ends a step of undo. Knows places and texts, not widgets.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from grantee_app.errors import BastamaError
from grantee_app.language.message import Message, message
from grantee_app.store.engine import DATABASE_ERRORS
from grantee_app.store.failures import FailureKind, StoreFailure, explain_failure, say_failure
from grantee_app.store.texts import TextPlace
from grantee_app.workspace import Workspace

SILENCE_MS: Final = 400
LONGEST_MS: Final = 900
RETRY_MS: Final = 3000
# How often the disk is asked whether it has what was written.
DISK_MS: Final = 15
PAUSE_MS: Final = 1500
# Whatever keeps a text from the disk; the text stays.
_WRITING_ERRORS: Final[tuple[type[Exception], ...]] = (BastamaError, *DATABASE_ERRORS, OSError)

Key = tuple[TextPlace, str]
_log = logging.getLogger(__name__)


class Autosave(QObject):
    """Holds what is typed until it is on the disk.

    `began` says that something waits to be written, `written` that others can read it now, `saved`
    brings the time when the disk had it, `failed` the sentence that explains why it has it not;
    `damaged` says that the database is no longer one.
    """

    began = Signal()
    written = Signal()
    saved = Signal(object)
    failed = Signal(object)
    damaged = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._path = workspace.path
        self.is_read_only = workspace.is_read_only
        # Why the last write failed, None when it did not.
        self.failure: FailureKind | None = None
        # A text is asked for when it is written; one that failed is kept as it was.
        self._waiting: dict[Key, Callable[[], str]] = {}
        # Texts that are written and that the disk may not have yet.
        self._on_the_way: dict[Key, str] = {}
        self._silence = QTimer(self, singleShot=True, interval=SILENCE_MS)
        self._silence.timeout.connect(self.flush)
        # Whoever types without a break loses no more than a second either.
        self._longest = QTimer(self, singleShot=True, interval=LONGEST_MS)
        self._longest.timeout.connect(self.flush)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.end_step)
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._retry.timeout.connect(self.flush)
        self._disk = QTimer(self, singleShot=True, interval=DISK_MS)
        self._disk.timeout.connect(self._ask_disk)

    def note(self, place: TextPlace, language: str, read: Callable[[], str]) -> None:
        """Remember that the text at `place` changed; `read` tells it when the time comes."""
        is_first = not self._waiting
        self._waiting[place, language] = read
        self._silence.start()
        self._pause.start()
        if not self._longest.isActive() and not self._retry.isActive():
            self._longest.start()
        if is_first:
            self.began.emit()

    def read_text(self, place: TextPlace, language: str) -> str:
        """Return the text at `place` as it is known here, written or not."""
        waiting = self._waiting.get((place, language))
        return waiting() if waiting else self._workspace.read_text(place, language)

    def unsaved(self) -> dict[Key, str]:
        """Return the texts that are not on the disk yet."""
        return self._on_the_way | {key: read() for key, read in self._waiting.items()}

    def has_unsaved(self) -> bool:
        """Tell whether anything is not on the disk yet."""
        return bool(self._waiting or self._on_the_way)

    def settle(self) -> bool:
        """Write everything that waits, and wait for the disk; tell whether it has all of it."""
        if not self.flush():
            return False
        try:
            self._workspace.durability.bring_to_disk()
        except _WRITING_ERRORS as error:
            self._tell_refusal(self._explain(error))
            return False
        self._ask_disk()
        return True

    def flush(self) -> bool:
        """Write everything that waits, now; tell whether that could be done.

        The disk may have it a moment later, as `saved` tells.
        """
        for timer in (self._silence, self._longest, self._retry):
            timer.stop()
        self.failure = None
        problem: Message | None = None
        has_written = False
        for key, read in tuple(self._waiting.items()):
            text = read()
            found = self._write(key, text)
            if found is None:
                has_written = True
                self._on_the_way[key] = text
                # Unless writing led to another edit of the same text.
                if self._waiting.get(key) is read:
                    del self._waiting[key]
            else:
                problem = found
                self._waiting[key] = _keep(text)
        if problem is not None:
            if self.failure == FailureKind.CORRUPT:
                # Nothing gets better by itself, and every write may make it worse.
                self.damaged.emit()
            else:
                self._retry.start()
            self.failed.emit(problem)
        elif has_written:
            self.written.emit()
        if problem is None and self._on_the_way:
            self._ask_disk()
        return self.failure is None

    def _ask_disk(self) -> None:
        """Say that all is saved if the disk has it, else ask again in a moment."""
        self._disk.stop()
        if not self._on_the_way:
            return
        try:
            is_there = self._workspace.durability.is_on_disk()
        except _WRITING_ERRORS as error:
            self._tell_refusal(self._explain(error))
            return
        if is_there:
            self._on_the_way.clear()
            if self.failure is None:
                self.saved.emit(datetime.now().astimezone())
        else:
            self._disk.start()

    def _tell_refusal(self, problem: Message) -> None:
        """Say that the disk did not take what was written, and ask it again later."""
        self._retry.start()
        self.failed.emit(problem)

    def end_step(self) -> bool:
        """Write what waits and let the next words be a step of undo of their own; as `flush`."""
        self._pause.stop()
        is_saved = self.flush()
        self._workspace.end_step()
        return is_saved

    def _write(self, key: Key, text: str) -> Message | None:
        place, language = key
        try:
            self._workspace.write_text(place, language, text)
        except _WRITING_ERRORS as error:
            return self._explain(error)
        except KeyError:
            _log.warning("the record of %s is gone", place)
            self.failure = FailureKind.OTHER
            return message("The record that this text belongs to is no longer there.")
        return None

    def _explain(self, error: Exception) -> Message:
        """Return what to tell about an error, and remember of which kind it is."""
        _log.warning("not saved: %s", type(error).__name__)
        known = error if isinstance(error, BastamaError) else _explain(error, self._path)
        self.failure = known.kind if isinstance(known, StoreFailure) else FailureKind.OTHER
        return known.message


def _keep(text: str) -> Callable[[], str]:
    return lambda: text


def _explain(error: Exception, path: Path | None) -> BastamaError:
    if isinstance(error, DATABASE_ERRORS):
        return explain_failure(error, path)
    return say_failure(FailureKind.DEVICE, path)
