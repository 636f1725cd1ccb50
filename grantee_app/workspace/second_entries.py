"""The second entries of a workspace: typed, decided and thrown away in steps of undo.

How two entries are compared is the business of `exchange.second_entry`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from grantee_app.language.message import message
from grantee_app.store import second_entry, typed_lines

if TYPE_CHECKING:
    from grantee_app.records.second_row import SecondRow
    from grantee_app.store.second_entry import SecondList
    from grantee_app.store.typed_lines import Reading
    from grantee_app.workspace.workspace import Workspace


class SecondEntries:
    """What a workspace can do with second entries, and with rows that are half typed.

    StoreFailure when nothing could be written, DataProblem when a record is gone meanwhile.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def begin(self, activity_id: str) -> str:
        """Begin the second entry of a list, or go on with it; return its id."""
        with self._workspace.change(message("Second entry begun").msgid):
            return second_entry.begin_second_list(self._workspace.db, activity_id)

    def load(self, activity_id: str) -> SecondList | None:
        """Return the second entry of a list, None where nobody began one."""
        return second_entry.load_second_list(self._workspace.db, activity_id)

    def add(self, list_id: str, row: SecondRow) -> None:
        """Put a row at the end."""
        with self._workspace.change(message("Row of the second entry typed").msgid):
            second_entry.add_second_row(self._workspace.db, list_id, row)

    def remove(self, row_ids: Sequence[str]) -> None:
        """Take rows out."""
        with self._workspace.change(message("Row of the second entry removed").msgid):
            second_entry.remove_second_rows(self._workspace.db, row_ids)

    def set_order(self, row_ids: Sequence[str]) -> None:
        """Let the rows stand in this order."""
        with self._workspace.change(message("List put in order").msgid):
            second_entry.order_second_rows(self._workspace.db, row_ids)

    def decide(self, list_id: str, choices: Mapping[str, Mapping[str, str]]) -> None:
        """Remember what was decided between the two entries."""
        with self._workspace.change(message("Decided between two entries").msgid):
            second_entry.write_choices(self._workspace.db, list_id, choices)

    def close(self, list_id: str, day: date, compared: int, differences: int) -> None:
        """Drop the rows of an entry that was applied, and keep that it was."""
        with self._workspace.change(message("Second entry applied").msgid):
            second_entry.close_second_list(self._workspace.db, list_id, day, compared, differences)

    def drop(self, list_id: str) -> None:
        """Throw an entry away."""
        with self._workspace.change(message("Second entry thrown away").msgid):
            second_entry.drop_second_list(self._workspace.db, list_id)

    # ------------------------------------------------------------------ half a row

    def read_line(self, activity_id: str, reading: Reading) -> dict[str, str]:
        """Return the fields of the row that somebody began to type, empty when nobody did."""
        return typed_lines.read_line(self._workspace.db, activity_id, reading)

    def clear_line(self, activity_id: str, reading: Reading) -> None:
        """Forget the row that was being typed."""
        with self._workspace.change():
            typed_lines.clear_line(self._workspace.db, activity_id, reading)
