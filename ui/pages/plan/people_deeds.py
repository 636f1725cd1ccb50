"""The people of the plan: read for the list, added, moved and removed."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

from ui.joined_words import join_parts
from ui.pages.plan.people_list import PersonLine
from ui.pages.plan.plan_words import iterate_lines, name_nameless

if TYPE_CHECKING:
    from grantee_app.store.plan_outline import PlanLine
    from ui.pages.plan_page import PlanPage


class PeopleDeeds:
    """The deeds on the person that is chosen on `page`."""

    def __init__(self, page: PlanPage) -> None:
        # Weakly: the page has this, and both would outlive being dropped.
        self._page: PlanPage = weakref.proxy(page)

    def read_names(self) -> dict[str, str]:
        """Return the names of the staff in the language of the screen, by id."""
        rows = self._page.desk.workspace.db.query(
            "SELECT id, name_kk, name_ru FROM staff_member WHERE project_id = ?",
            [self._page.desk.project_id],
        )
        kk = self._page.desk.words.code == "kk"
        return {
            row["id"]: (row["name_kk"] or row["name_ru"])
            if kk
            else (row["name_ru"] or row["name_kk"])
            for row in rows
        }

    def list_people(self, top: PlanLine) -> list[PersonLine]:
        """Return the people with how many activities of the plan each answers for."""
        from grantee_app.language.numbers import group_digits  # noqa: PLC0415 (after the words)

        words = self._page.desk.words
        order = ("kk", "ru") if words.code == "kk" else ("ru", "kk")
        answers: dict[str, int] = {}
        for line in iterate_lines(top):
            if line.responsible_id:
                answers[line.responsible_id] = answers.get(line.responsible_id, 0) + 1
        rows = self._page.desk.workspace.db.query(
            "SELECT * FROM staff_member WHERE project_id = ? ORDER BY position, id",
            [self._page.desk.project_id],
        )
        people = []
        for row in rows:
            name, role = (
                next(filter(None, (row[f"{field}_{code}"] for code in order)), "")
                for field in ("name", "role")
            )
            kind = (
                words.gettext("on the staff")
                if row["is_on_staff"]
                else words.gettext("invited specialist")
            )
            wage = row["monthly_wage_tenge"]
            people.append(
                PersonLine(
                    row["id"],
                    name or name_nameless(words, "staff_member"),
                    join_parts((role, kind)),
                    f"{group_digits(wage)} ₸" if wage else "",
                    answers.get(row["id"], 0),
                    not name,
                )
            )
        return people

    def do(self, deed: str) -> None:
        """Do what the keys of the list ask for."""
        if deed == "edit":
            self._page.edit()
        elif self._page.desk.workspace.is_read_only:
            return
        elif deed == "after":
            self.add()
        elif deed == "remove":
            self._remove_person()
        elif deed in {"up", "down"}:
            self._step_person(-1 if deed == "up" else 1)

    def add(self) -> None:
        """Add a person and let the name be typed."""
        added = self._page.change(self._page.plan_actions.add_person)
        if added:
            self._page.people.choose(str(added))
            self._page.show_person(str(added))
            self._page.edit()

    def _remove_person(self) -> None:
        row_id, words = self._page.people.current(), self._page.desk.words
        people = self._page.people.people.people
        place = next((at for at, found in enumerate(people) if found.record_id == row_id), -1)
        if place < 0:
            return
        name = people[place].name

        def remove() -> bool:
            self._page.plan_actions.remove("staff_member", [row_id])
            return True

        if self._page.change(remove):
            left = self._page.people.people.people
            if left:
                self._page.people.choose(left[min(place, len(left) - 1)].record_id)
            self._page.show_person(self._page.people.current())
            self._page.notice.show_success(
                lambda: words.gettext("«{title}» is removed. Ctrl+Z brings it back.", title=name)
            )

    def _step_person(self, by: int) -> None:
        people, row_id = self._page.people.people.people, self._page.people.current()
        place = next((at for at, found in enumerate(people) if found.record_id == row_id), -1)
        if 0 <= place + by < len(people) and place >= 0:
            self._page.change(
                lambda: self._page.desk.workspace.records.move("staff_member", row_id, place + by)
            )
