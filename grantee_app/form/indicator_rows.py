"""Rows of a form's indicators out of what is proposed for the kind of an activity.

Each brings the evidence it will need. What the activity has already is not proposed again; nothing
is written here.
"""

from __future__ import annotations

from typing import cast, get_args

from grantee_app.form.application_form import TableField, find_column, is_bilingual
from grantee_app.form.options import list_options
from grantee_app.form.proposed_indicators import Proposal, propose_indicators
from grantee_app.form.values import FormValues
from grantee_app.language.folding import fold_text
from grantee_app.language.message import LANGUAGES
from grantee_app.records.activity import ActivityKind
from grantee_app.records.application import LIST_SIGN
from grantee_app.records.base import Bilingual

# A row of a table: its texts by (column, language).
Cells = dict[tuple[str, str], str]


def propose_indicator_rows(values: FormValues, activity_id: str) -> list[Cells]:
    """Return rows of the table of indicators for one activity, by its kind and its participants.

    [] where the form has no such tables or the activity has no kind. A title that the activity's
    indicators bear already is left out.
    """
    activities, table = values.form.find_table("activities"), values.form.find_table("indicators")
    if activities is None or table is None:
        return []
    kind_column = find_column(activities, "kind")
    kind = values.cell(activities.key, activity_id, kind_column.key) if kind_column else None
    if kind not in get_args(ActivityKind):
        return []
    people_column = find_column(activities, "participants")
    people = (
        values.cell_number(activities.key, activity_id, people_column.key)
        if people_column
        else None
    )
    known = _list_titles(values, table, activity_id)
    return [
        _make_row(values, table, activity_id, proposal)
        for proposal in propose_indicators(
            cast("ActivityKind", kind), int(people) if people else None
        )
        if not known & _fold(proposal.title)
    ]


def _list_titles(values: FormValues, table: TableField, activity_id: str) -> set[str]:
    """Return the titles of the activity's indicators, folded."""
    by = find_column(table, "activity")
    found: set[str] = set()
    for row_id in values.filled_rows(table.key):
        if by is None or values.cell(table.key, row_id, by.key) == activity_id:
            found |= _fold(values.name_row(table.key, row_id))
    return found


def _fold(told: Bilingual) -> set[str]:
    return {fold_text(text) for text in (told.kk, told.ru) if text.strip()}


def _make_row(values: FormValues, table: TableField, activity_id: str, proposal: Proposal) -> Cells:
    cells: Cells = {}
    for meaning, told in (("title", proposal.title), ("plan", proposal.plan)):
        column = find_column(table, meaning)
        if column is not None and is_bilingual(column):
            for language in LANGUAGES:
                cells[column.key, language] = told.written_in(language)
    by = find_column(table, "activity")
    if by is not None and by.kind == "choice":
        cells[by.key, ""] = activity_id
    evidence = find_column(table, "evidence")
    if evidence is None:
        return cells
    if evidence.kind in {"choice", "choices"}:
        offered = {option.key for option in list_options(values.form, evidence)}
        kinds = [proposal.evidence, proposal.second_evidence]
        keys = [str(kind) for kind in kinds if kind is not None and kind in offered]
        if keys:
            wanted = keys if evidence.kind == "choices" else keys[:1]
            cells[evidence.key, ""] = LIST_SIGN.join(wanted)
    return cells
