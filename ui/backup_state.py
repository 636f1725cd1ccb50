"""How the backups stand, in one or two lines for the foot of the side bar."""

from __future__ import annotations

from grantee_app.store.safety.backup import SecondState
from ui.backup_keeper import BackupKeeper
from ui.backup_words import say_moment
from ui.screen_language import ScreenLanguage


def say_state(words: ScreenLanguage, keeper: BackupKeeper) -> tuple[str, bool]:
    """Return the lines, and whether somebody should look at them."""
    if keeper.problem is not None:
        return "▲ " + words.gettext("No backup was made"), True
    if keeper.last is None:
        line = words.gettext("Backup: none yet")
    else:
        line = words.gettext("Backup: {moment}", moment=say_moment(words, keeper.last.made_at))
    if keeper.second.state == SecondState.ABSENT:
        return f"{line}\n▲ " + words.gettext("The second place is not connected"), True
    if keeper.second.state == SecondState.FAILED:
        return f"{line}\n▲ " + words.gettext("The second place took no copy"), True
    return line, False
