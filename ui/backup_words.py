"""When a backup was made, why, and what is inside, in words.

Knows backups and the language of the screen; no widget.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from grantee_app.language.dates import format_date
from grantee_app.language.quoting import quote
from grantee_app.store.safety.backup import REASON_WORDS, BackupInfo, Contents
from ui.joined_words import join_parts
from ui.screen_language import ScreenLanguage

MEGABYTE = 1_000_000


def say_moment(words: ScreenLanguage, moment: datetime, now: datetime | None = None) -> str:
    """Return «today 14:00», «yesterday 9:05» or the date with the time, all local."""
    local = moment.astimezone()
    today = (now or datetime.now().astimezone()).astimezone().date()
    time = f"{local:%H:%M}"
    if local.date() == today:
        return words.gettext("today {time}", time=time)
    if local.date() == today - timedelta(days=1):
        return words.gettext("yesterday {time}", time=time)
    return words.gettext("{date}, {time}", date=format_date(local.date(), words.code), time=time)


def say_reason(words: ScreenLanguage, info: BackupInfo) -> str:
    """Return why a backup was made and how big it is."""
    size = f"{max(info.size / MEGABYTE, 0.1):.1f}".replace(".", ",")
    return words.gettext(
        "{reason} · {size} MB", reason=words.say(REASON_WORDS[info.reason]), size=size
    )


def list_contents(words: ScreenLanguage, contents: Contents) -> list[str]:
    """Return lines that say what is inside a backup: its projects, and how many records."""
    titles = [quote(title.spoken_in(words.code)) for title in contents.projects]
    rows = contents.rows
    counted = []
    if count := rows.get("activity", 0):
        counted.append(
            words.ngettext("{count} activity in the log", "{count} activities in the log", count)
        )
    if count := rows.get("participant", 0):
        counted.append(words.ngettext("{count} participant", "{count} participants", count))
    if count := rows.get("answer", 0):
        counted.append(words.ngettext("{count} text of forms", "{count} texts of forms", count))
    if count := rows.get("application", 0):
        counted.append(words.ngettext("{count} application", "{count} applications", count))
    if count := rows.get("attachment", 0):
        counted.append(words.ngettext("{count} attached file", "{count} attached files", count))
    if not titles:
        titles = [words.gettext("No projects yet")]
    return titles + ([join_parts(counted)] if counted else [])
