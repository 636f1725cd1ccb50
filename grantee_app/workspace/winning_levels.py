"""The planned levels an application promised, as answers of the reports that compare them.

Every report that the project can hand in and that has the socio-economic table gets them. Nothing
is written here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from grantee_app.form.answers import gather_answers, parse_whole_number, socio_plan_path
from grantee_app.form.catalogue import list_report_forms
from grantee_app.form.definition import FormDefinition, SocioEconomicBlock, SocioFigure
from grantee_app.records import Project
from grantee_app.store.texts import AnswerPlace
from grantee_app.workspace.winning_changes import ChangeAction, FieldChange, WinningChange

LEVEL_FIELD: Final = "planned_level"


def list_level_changes(
    project: Project, levels: Mapping[SocioFigure, int]
) -> Iterator[WinningChange]:
    """Yield what becomes of the planned level of every row that `levels` tells."""
    if levels:
        for form in list_report_forms(project):
            yield from _compare_levels(project, form, levels)


def _compare_levels(
    project: Project, form: FormDefinition, levels: Mapping[SocioFigure, int]
) -> Iterator[WinningChange]:
    answers = gather_answers(project.answers, form)
    blocks = [block for section in form.sections for block in section.blocks]
    rows = [row for block in blocks if isinstance(block, SocioEconomicBlock) for row in block.rows]
    for row in rows:
        if row.figure not in levels:
            continue
        path = socio_plan_path(row.figure)
        before, level = answers.value(path), levels[row.figure]
        action: ChangeAction = "ask" if before else "fill"
        fields: tuple[FieldChange, ...] = (FieldChange(LEVEL_FIELD, before, str(level)),)
        if parse_whole_number(before) == level:
            action, fields = "keep", ()
        place = AnswerPlace(project.id, form.id, form.version, path)
        name = f"{form.id}/{form.version}/{path}"
        yield WinningChange(action, "answer", name, row.label, fields, place=place)
