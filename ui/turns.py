"""Long work of the window done a piece at a time, one a turn of the event loop.

Between two pieces the window paints, and hears keys and clicks. The work is a generator: every
`yield` is a place where it may rest. Where several works go on beside each other – a page is built
while another one follows a change – they share the turns: Qt calls all timers that are due before
it looks for keys again. Knows nothing of what is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

# Not 0: a timer of no time at all may come again before those of others that are due. And started
# after each piece: one that repeats is due again while a long piece is still being done, and comes
# before others that became due meanwhile.
_REST_MS: Final = 1


class _Turn(QObject):
    """Whether a piece was done in this turn of the event loop already."""

    _over = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._is_taken = False
        # What is queued is heard when the next turn begins.
        self._over.connect(self._begin, Qt.ConnectionType.QueuedConnection)

    def take(self) -> bool:
        """Take the turn; False when somebody else has it."""
        if self._is_taken:
            return False
        self._is_taken = True
        self._over.emit()
        return True

    def _begin(self) -> None:
        self._is_taken = False


class Turns(QObject):
    """Goes through `work`; `over` follows its last piece, `broken` one that could not be done.

    Without work it is over from the beginning, and says nothing.
    """

    over = Signal()
    broken = Signal()

    def __init__(self, work: Iterator[None] | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        # Whose piece is being done right now.
        self._at_work: Iterator[None] | None = None
        # Somebody waits for the end: nothing that comes by itself may be waited for.
        self.is_hurried = False
        self._timer = QTimer(self, singleShot=True, interval=_REST_MS)
        self._timer.timeout.connect(self._take_turn)

    def begin(self) -> None:
        """Do the first piece now, and another one in every turn from now on."""
        if self._work is not None and not self._timer.isActive():
            self._go_on()
        if self._work is not None:
            self._timer.start()

    def begin_anew(self, work: Iterator[None]) -> None:
        """Do this work instead of what is left of the one before; its first piece now."""
        self.drop()
        self.is_hurried = False
        self._work = work
        self.begin()

    def finish(self) -> None:
        """Do now all that is left; a piece that asks for it goes on by itself."""
        self.is_hurried = True
        while self._work is not None and self._work is not self._at_work:
            self._go_on()

    def drop(self) -> None:
        """Do nothing more of it, and tell nobody."""
        self._timer.stop()
        self._work = None

    def is_over(self) -> bool:
        """Tell whether nothing is left to do."""
        return self._work is None

    def _take_turn(self) -> None:
        if find_turn().take():
            self._go_on()
        if self._work is not None:
            # Who waits for the end is spared the rests.
            self._timer.start(0 if self.is_hurried else _REST_MS)

    def _go_on(self) -> None:
        work = self._work
        if work is None or work is self._at_work:
            return
        # A piece may begin another work, whose first piece is then done within it.
        before, self._at_work = self._at_work, work
        is_through = False
        try:
            next(work)
        except StopIteration:
            is_through = True
        except Exception:
            self.drop()
            self.broken.emit()
            raise
        finally:
            self._at_work = before
        # Whoever dropped it, or began another one, does not wait for its end.
        if is_through and self._work is work:
            self.drop()
            self.over.emit()


@cache
def find_turn() -> _Turn:
    """Return the turn that all works of the window share."""
    return _Turn()
