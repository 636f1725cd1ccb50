"""An application that chance has written, in any form: half of it right, the rest as people type.

Texts come from a small pool, so that rows bear the same names; numbers and days are sometimes none;
cells that name a row of another table name one, or none.
"""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Final

from grantee_app.form.application_form import (
    Column,
    FormField,
    TableField,
    is_bilingual,
)
from grantee_app.form.options import list_options
from grantee_app.records import Application, Bilingual, Task
from grantee_app.records.application import cell_path
from grantee_app.store import answer_rows
from grantee_app.store.editing import Parent
from grantee_app.workspace import Workspace
from grantee_app.workspace.winning import Contract

_TEXTS: Final = (
    "",
    "   ",
    "Семинар",
    "семинар",
    "Ауыл кітапханасы",
    "Айгүл Серік",
    "Құқық туралы дәріс, 2-бөлім",
    "  Ярмарка  ",
    "Оплата труда координатора",
    "Социальный налог",
    "көп\n\nмәтін – «тырнақша» \t №7",
    "кемінде 40 адам",
    "әр шарадан 4/1",
    "80 %",
    "1",
    "…",
    "𝕏",
)
_NUMBERS: Final = (
    "0",
    "1",
    "40",
    "2.5",
    "7.1250",
    "250000",
    "999999999999",
    "1000000000000000",
    "-3",
    "көп",
    "1 000 000",
    "300 мың",
)
_PERIODS: Final = (
    "2031-04-01",
    "2031-04-01/2031-06-30",
    "2031-05-01/2031-05-31/m",
    "2031-12-01/2032-02-29/m",
    "2031-06-30/2031-04-01",
    "жазда",
    "31.02.2031",
)
_MOST_ROWS: Final = 4


def begin_by_chance(
    workspace: Workspace, organization: str, form_id: tuple[str, str], chance: Random
) -> tuple[str, str]:
    """Begin a project with an application in a form and write into it; return their ids.

    Sometimes the project has a plan that somebody began by hand.
    """
    form = workspace.applications.load_form(*form_id)
    application = Application(
        form=form.id,
        version=form.version,
        kind=chance.choice(form.grant_kinds),
        currency=chance.choice(form.currencies),
        funder=_say(chance),
    )
    project_id, application_id = workspace.applications.begin_project(
        organization, Bilingual(kk="Жоба"), application
    )
    opened = workspace.applications.load(application_id)
    place = opened.form_place
    with workspace.change("write"):
        rows = {
            table: [
                answer_rows.add_row(workspace.db, place, table, {})
                for _ in range(chance.randint(0, _MOST_ROWS))
            ]
            for table in form.tables
        }
        for part in form.fields():
            if isinstance(part, TableField):
                for row_id in rows[part.key]:
                    for column in part.columns:
                        path = cell_path(part.key, row_id, column.key)
                        _write(workspace, opened, path, column, rows, chance)
            elif part.kind not in {"note", "file"} and not opened.filled.is_profile(part.key):
                _write(workspace, opened, part.key, part, rows, chance)
        for _ in range(chance.choice((0, 0, 1, 2))):
            task = Task(title=Bilingual(kk=chance.choice(_TEXTS)))
            workspace.records.add("task", Parent("project", project_id), task)
    return project_id, application_id


def _write(workspace, opened, path, part: FormField | Column, rows, chance: Random) -> None:
    languages = ("kk", "ru") if is_bilingual(part) else ("",)
    for language in languages:
        if chance.random() < 0.8:
            text = _make_text(opened.form, part, rows, chance)
            answer_rows.write_answer(workspace.db, opened.form_place, path, language, text)


def _make_text(form, part, rows, chance: Random) -> str:
    match part.kind:
        case "text" | "long_text" | "place" | "person" | "organization":
            return chance.choice(_TEXTS)
        case "whole_number" | "number" | "money":
            return chance.choice(_NUMBERS)
        case "date" | "date_range":
            return chance.choice(_PERIODS)
        case "yes_no":
            return chance.choice(("1", "0", "иә"))
        case _:
            known = rows.get(part.options_table) if part.options_table else None
            if known is None:
                known = [option.key for option in list_options(form, part)]
            chosen = chance.sample(known, min(len(known), 1 if part.kind == "choice" else 2))
            return ",".join(chosen) if chance.random() < 0.9 else "белгісіз"


def sign_by_chance(chance: Random) -> Contract:
    """Return a contract that tells everything, something or nothing."""

    def maybe(value):
        return value if chance.random() < 0.5 else None

    return Contract(
        number=maybe("17-Ә/2031") or "",
        signed_on=maybe(date(2031, 3, 20)),
        starts_on=maybe(date(2031, 4, 5)),
        ends_on=maybe(date(2031, 11, 30)),
        amount=maybe(270_000),
    )


def _say(chance: Random) -> Bilingual:
    return Bilingual(kk=chance.choice(("", "«Дала» қоры")), ru=chance.choice(("", "Фонд «Дала»")))
