"""Whatever is done to the rows of a table, they are what a list would be; undo goes all the way."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.core.invented_form import TITLE, make_idea, open_workspace

places = st.integers(0, 12)
words = st.text("абв", max_size=3)
Row = tuple[str, str]  # a title and a price


class TableOfRows(RuleBasedStateMachine):
    """The budget of an application beside a plain list of its rows."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.workspace = open_workspace(self.folder)
        _, self.begun = self.workspace.applications.begin_project("org", TITLE, make_idea())
        self.model: list[Row] = []
        self.past: list[list[Row]] = []
        self.future: list[list[Row]] = []

    def teardown(self) -> None:
        self.workspace.close()
        shutil.rmtree(self.folder)

    @property
    def deeds(self):
        return self.workspace.applications

    def ids(self) -> list[str]:
        return list(self.deeds.load(self.begun).filled.rows_of("budget"))

    def step(self, model: list[Row]) -> None:
        self.past.append(self.model)
        self.future.clear()
        self.model = model

    @rule(title=words, price=st.integers(0, 9), place=st.none() | places)
    def add(self, title: str, price: int, place: int | None) -> None:
        cells = {("title", "kk"): title, ("price", ""): str(price)}
        self.deeds.add_row(self.begun, "budget", cells, place)
        model = list(self.model)
        model.insert(len(model) if place is None else place, (title, str(price)))
        self.step(model)

    @precondition(lambda self: self.model)
    @rule(which=places, place=places)
    def move(self, which: int, place: int) -> None:
        which %= len(self.model)
        self.deeds.move_row(self.begun, "budget", self.ids()[which], place)
        model = list(self.model)
        row = model.pop(which)
        model.insert(place, row)
        if self.ids() and model != self.model:
            self.step(model)
        elif min(place, len(model) - 1) != which:
            # Rows that look alike changed places: a step without a difference to see.
            self.step(model)

    @precondition(lambda self: self.model)
    @rule(which=places)
    def copy(self, which: int) -> None:
        which %= len(self.model)
        self.deeds.copy_row(self.begun, "budget", self.ids()[which])
        model = list(self.model)
        model.insert(which + 1, model[which])
        self.step(model)

    @precondition(lambda self: self.model)
    @rule(which=st.sets(places, min_size=1, max_size=3))
    def remove(self, which: set[int]) -> None:
        chosen = {one % len(self.model) for one in which}
        ids = self.ids()
        self.deeds.remove_rows(self.begun, [ids[one] for one in chosen])
        self.step([row for place, row in enumerate(self.model) if place not in chosen])

    @rule(prices=st.lists(st.integers(10, 99), min_size=1, max_size=4), which=places)
    def paste(self, prices: list[int], which: int) -> None:
        ids = self.ids()
        start = which % len(ids) if ids else 0
        cells = [{("price", ""): str(price)} for price in prices]
        self.deeds.fill_rows(self.begun, "budget", cells, ids[start] if ids else "")
        model = list(self.model)
        for place, price in enumerate(prices, start):
            if place < len(model):
                model[place] = (model[place][0], str(price))
            else:
                model.append(("", str(price)))
        if model != self.model:
            self.step(model)

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        self.workspace.undo()
        self.future.append(self.model)
        self.model = self.past.pop()

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        self.workspace.redo()
        self.past.append(self.model)
        self.model = self.future.pop()

    @invariant()
    def rows_are_those_of_the_list(self) -> None:
        filled = self.deeds.load(self.begun).filled
        rows = [
            (filled.cell("budget", row, "title", "kk"), filled.cell("budget", row, "price"))
            for row in filled.rows_of("budget")
        ]
        assert rows == self.model

    @invariant()
    def no_cell_is_without_its_row(self) -> None:
        filled = self.deeds.load(self.begun).filled
        known = set(filled.rows_of("budget"))
        assert {path.split("/")[1] for path, _ in filled.answers if "/" in path} <= known


TestTableOfRows = TableOfRows.TestCase
TestTableOfRows.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
