"""The way to a record of the plan: into the part, the line and the field where it stands.

Whoever undid something, or follows a finding, is led there.
"""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Final

from grantee_app.language.message import LANGUAGES
from grantee_app.store.texts import RecordPlace
from ui.pages.plan.project_detail import ProjectDetail

if TYPE_CHECKING:
    from grantee_app.store.history.undoing import Undone
    from ui.pages.plan_page import PlanPage

# What is written on the report page, though it is a field of a record of the plan.
_TOLD_ELSEWHERE: Final = frozenset(
    {"narrative", "short_term_result", "long_term_result", "deviation", "report_form"}
)
_FROM_ABOVE: Final = (
    "task",
    "planned_activity",
    "indicator",
    "staff_member",
    "report_date",
    "grant",
    "project",
)
OWN_TABLES: Final = frozenset(_FROM_ABOVE)


class PlanPlaces:
    """Shows records, and what undo and redo changed, on `page`."""

    def __init__(self, page: PlanPage) -> None:
        # Weakly: the page has this, and both would outlive being dropped.
        self._page: PlanPage = weakref.proxy(page)

    def show(
        self, record_id: str, field: str = "", language: str = "", position: int | None = None
    ) -> bool:
        """Show a record of the plan, and a field of it; False when there is none such."""
        self._page.pasting.leave()
        if self._page.desk.workspace.records.has("staff_member", record_id):
            if self._page.part() != "people":
                self._page.choose_part("people")
            self._page.people.choose(record_id)
            self._page.show_person(record_id)
        elif self._page.outline.outline.find(record_id) is not None:
            if self._page.part() != "outline":
                self._page.choose_part("outline")
            self._page.outline.choose(record_id)
            self._page.show_line(record_id)
        else:
            return self._show_grant(record_id, field, language, position)
        detail = self._page.panel.current()
        if field and detail is not None:
            detail.show_field(field, language, position)
        return True

    def _show_grant(self, record_id: str, field: str, language: str, position: int | None) -> bool:
        """Show a field of the grant or of a report date: both stand with the project."""
        self._page.outline.choose(self._page.desk.project_id)
        if self._page.part() != "outline":
            self._page.choose_part("outline")
        detail = self._page.panel.current()
        if not isinstance(detail, ProjectDetail):
            return False
        if detail.grant.record_id == record_id:
            if field:
                detail.show_grant_field(field, language, position)
            return True
        form = detail.reports.find_form(record_id)
        if form is None:
            return False
        form.show_field(field or "due_on", language, position)
        return True

    def show_changed_here(self, undone: Undone) -> bool:
        """Put the cursor into the text that undo or redo changed, if its record is seen."""
        if self._page.pasting.is_pasting() or any(row.action != "update" for row in undone.rows):
            return False
        text, detail = _find_text(undone), self._page.panel.current()
        if text is None or detail is None:
            return False
        record, column, language, position = text
        return record == (detail.TABLE, detail.record_id) and detail.show_field(
            column, language, position
        )

    def show_changed(self, undone: Undone) -> bool:
        """Show what undo or redo changed; what is written on the report page is shown there."""
        rows = [row for row in undone.rows if row.table in OWN_TABLES and row.action != "delete"]
        # What came back whole is shown by its uppermost record.
        rows.sort(key=lambda row: _FROM_ABOVE.index(row.table))
        back = [row.row_id for row in rows if row.action == "insert"]
        if any(self.show(row_id) for row_id in back):
            self._page.go_back()
            return True
        if self._show_text(undone):
            return True
        if OWN_TABLES.isdisjoint(undone.tables) or (undone.texts and not self._has_gone(undone)):
            return False
        if any(self.show(row.row_id) for row in rows):
            self._page.go_back()
        elif "staff_member" in undone.tables and self._page.part() != "people":
            self._page.choose_part("people")
        return True

    def _show_text(self, undone: Undone) -> bool:
        """Show the first text that is written on this page."""
        text = _find_text(undone)
        if text is None:
            return False
        (_table, record_id), column, language, position = text
        return self.show(record_id, column, language, position)

    def _has_gone(self, undone: Undone) -> bool:
        """Tell whether a record of the plan went: it took its name out of other records."""
        return any(row.table in OWN_TABLES and row.action == "delete" for row in undone.rows)


def _find_text(undone: Undone) -> tuple[tuple[str, str], str, str, int | None] | None:
    """Return the first text written on this page: record, column, language, place of the cursor."""
    for text in undone.texts:
        place = text.place
        if not isinstance(place, RecordPlace) or place.table not in OWN_TABLES:
            continue
        if place.column not in _TOLD_ELSEWHERE:
            language = text.language if text.language in LANGUAGES else ""
            position = text.position if language else None
            return (place.table, place.record_id), place.column, language, position
    return None
