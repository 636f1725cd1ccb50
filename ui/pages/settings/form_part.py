"""The part of the settings about age bands and categories: what the form has, and our rules.

The groups are the form's and are not changed here: another edition is another file. The rules that
propose a category are the workspace's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from grantee_app.form.catalogue import find_counting_form
from grantee_app.language.message import N_
from ui.borrowed_groups import say_borrowed
from ui.pages.settings.category_table import CategoryTable
from ui.pages.settings.part import SettingsPart, heading, quiet
from ui.screen_language import ScreenLanguage
from ui.theme import Theme
from ui.widgets.labels import make_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from grantee_app.form.definition import DemographicTable, FormDefinition
    from grantee_app.form.rules import GrantRules
    from grantee_app.workspace import Workspace

_PROVENANCE = {
    "official": N_("official wording"),
    "working": N_("working translation"),
    "ours": N_("our wording"),
}


class FormPart(SettingsPart):
    """The demographic tables of a form, with what the form is; `failed` as `CategoryTable`."""

    failed = Signal(object)

    def __init__(
        self,
        words: ScreenLanguage,
        theme: Theme,
        form: FormDefinition,
        rules: GrantRules,
        *,
        workspace: Workspace,
        project_id: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, theme, parent)
        self._report = form
        form = find_counting_form(form)
        self._form = form
        self._rules = rules
        self._title = heading()
        self._edition = make_label("label")
        self._wording = quiet()
        self._about = quiet()
        self._borrowed = quiet()
        self.add_card(self._title, self._edition, self._borrowed, self._wording, self._about)
        self._tables: list[tuple[DemographicTable, QLabel, list[tuple[QLabel, QLabel]]]] = []
        for table in form.demographic_tables:
            self._add_table(table)
        self._rules_title, self._rules_about = heading(), quiet()
        column = self.add_card(self._rules_title, self._rules_about)
        groups = next(
            (table.groups for table in form.demographic_tables if table.dimension == "category"), []
        )
        self.table = CategoryTable(
            words, theme, workspace, project_id, [(group.key, group.label) for group in groups]
        )
        self.table.failed.connect(self.failed)
        column.addWidget(self.table)
        self.retranslate()

    def _add_table(self, table: DemographicTable) -> None:
        title = heading()
        column = self.add_card(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        rows = []
        for row, _group in enumerate(table.groups):
            name, ages = make_label(), quiet()
            grid.addWidget(name, row, 0)
            grid.addWidget(ages, row, 1)
            rows.append((name, ages))
        column.addLayout(grid)
        self._tables.append((table, title, rows))

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words, form = self.words, self._form
        self._title.setText(words.name(form.name))
        self._edition.setText(words.name(form.edition))
        borrowed = say_borrowed(words, self._report)
        self._borrowed.setText(borrowed)
        self._borrowed.setVisible(bool(borrowed))
        self._wording.setText(
            words.gettext(
                "Kazakh: {kk}. Russian: {ru}.",
                kk=words.gettext(_PROVENANCE.get(form.provenance.kk, form.provenance.kk)),
                ru=words.gettext(_PROVENANCE.get(form.provenance.ru, form.provenance.ru)),
            )
        )
        self._about.setText(
            words.gettext(
                "Age bands and categories come from the form of the funder, word for word. They "
                "cannot be changed here: the table in the report must agree with the form."
            )
        )
        self._rules_title.setText(words.gettext("Which category is proposed, and why"))
        self._rules_about.setText(
            words.gettext(
                "The first rule that fits proposes; what somebody chose by hand stands above it. "
                "Words are beginnings of the further words of a person, parted by commas."
            )
        )
        self.table.retranslate()
        ages = {category.key: category for category in self._rules.category_ages}
        for table, title, rows in self._tables:
            title.setText(words.name(table.title))
            for group, (name, said) in zip(table.groups, rows, strict=True):
                name.setText(words.name(group.label))
                if table.dimension == "age":
                    said.setText(say_ages(words, group.from_age, group.to_age))
                else:
                    known = ages.get(group.key)
                    said.setText(say_ages(words, known.from_age, known.to_age) if known else "")


def say_ages(words: ScreenLanguage, first: int | None, last: int | None) -> str:
    """Return an age band in words, "" for all ages; both ends belong to it."""
    if not first and last is None:
        return ""
    if last is None:
        return words.gettext("{age} and older", age=first or 0)
    if not first:
        return words.gettext("up to {age}", age=last)
    return words.gettext("from {first} to {last}", first=first, last=last)
