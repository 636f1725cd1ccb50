"""What a change did, in words.

Knows change sets and the language of the screen; no widget.
"""

from __future__ import annotations

from typing import Final

from grantee_app.language.message import N_
from grantee_app.language.quoting import quote
from grantee_app.store.history.undoing import ChangedRow
from grantee_app.store.history.versions import Change
from ui.screen_language import ScreenLanguage

# A table by the one thing a row of it is; what is not named here is a detail of its record.
_THINGS: Final[dict[str, str]] = {
    "organization": N_("organisation"),
    "project": N_("project"),
    "grant": N_("grant"),
    "task": N_("task"),
    "planned_activity": N_("planned activity"),
    "indicator": N_("indicator"),
    "activity": N_("activity held"),
    "participant_count": N_("number of participants"),
    "participant": N_("participant"),
    "attendance": N_("attendance"),
    "evidence": N_("evidence"),
    "attachment": N_("attached file"),
    "partner": N_("partner"),
    "staff_member": N_("staff member"),
    "expense": N_("expense"),
    "budget_line": N_("line of the budget"),
    "winner": N_("winner of the contest"),
    "deadline": N_("date not to be missed"),
    "answer": N_("text of a form"),
    "application": N_("application"),
    "application_document": N_("document of an application"),
    "answer_row": N_("row of a table"),
}
_DETAIL: Final = N_("detail")
_KINDS: Final[dict[str, str]] = {
    "undo": N_("Undone"),
    "redo": N_("Redone"),
    "erase": N_("Erased for good"),
    "migration": N_("Bastama was updated"),
}
_DONE: Final[dict[str, str]] = {
    "insert": N_("added"),
    "update": N_("changed"),
    "delete": N_("removed"),
}
_MOST_NAMED: Final = 2


def say_change(words: ScreenLanguage, change: Change) -> str:
    """Return what a change set was, on one line: its label, or what happened to which things."""
    label = change.label or _KINDS.get(change.kind, "")
    return words.gettext(label) if label else say_counts(words, change)


def say_counts(words: ScreenLanguage, change: Change) -> str:
    """Return the things a change set touched, with how many of each."""
    parts = []
    for done, tables in (
        ("insert", change.inserted),
        ("update", change.updated),
        ("delete", change.deleted),
    ):
        named = [
            f"{say_thing(words, table)}{f' ({count})' if count > 1 else ''}"
            for table, count in sorted(tables.items(), key=lambda pair: -pair[1])
            if table in _THINGS
        ]
        if not named and tables:
            named = [words.gettext(_DETAIL)]
        if len(named) > _MOST_NAMED:
            named = [*named[:_MOST_NAMED], "…"]
        if named:
            parts.append(f"{words.gettext(_DONE[done])}: {', '.join(named)}")
    return "; ".join(parts)


def say_row(words: ScreenLanguage, row: ChangedRow, name: str) -> str:
    """Return what happened to one record."""
    thing = say_thing(words, row.table)
    shown = f"{thing} {quote(name)}" if name else thing
    return f"{words.gettext(_DONE[row.action])}: {shown}"


def say_thing(words: ScreenLanguage, table: str) -> str:
    """Return what a row of a table is."""
    return words.gettext(_THINGS.get(table, _DETAIL))


def is_told(row: ChangedRow) -> bool:
    """Tell whether a row is a thing that a person knows."""
    return row.table in _THINGS
