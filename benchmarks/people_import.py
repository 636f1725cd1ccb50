"""A list of 10 000 invented people as a village writes it, and a register of 100 000.

The same on every machine and on every run. Every twentieth person of the list stands in it twice,
the second time as somebody else would spell the name.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import xlsxwriter

from grantee_app.language.given_names import KAZAKH
from grantee_app.records import Organization, Project, ProjectFile
from grantee_app.records.base import Bilingual
from grantee_app.workspace import Workspace

ROWS: Final = 10_000
REGISTER: Final = 100_000
PROJECT_ID: Final = "bench-import"
HEADS: Final = ["№", "Аты-жөні", "Жынысы", "Туған күні", "Санаты", "Мекенжайы", "Телефон"]
_CATEGORIES: Final = ("жастар", "зейнеткер", "жұмыссыз", "мұғалім", "кәсіпкер", "")
_OTHER_HAND: Final = str.maketrans("құүіғңөәҚҰҮІҒҢӨӘ", "куиигноаКУИИГНОА")


def make_list() -> list[list[str]]:
    """Return head and rows."""
    deal = random.Random(20241121)  # noqa: S311 (a benchmark keeps no secrets)
    rows: list[list[str]] = []
    while len(rows) < ROWS:
        row = _make_row(deal)
        rows.append(row)
        if len(rows) % 20 == 0:
            rows.append([row[0].translate(_OTHER_HAND), *row[1:]])
    return [HEADS, *([str(place), *row] for place, row in enumerate(rows[:ROWS], 1))]


def _make_row(deal: random.Random) -> list[str]:
    gender = deal.choice(("ер", "әйел"))
    father = deal.choice(KAZAKH)
    surname = f"{father}{'ев' if father[-1] in 'аеиуыя' else 'ов'}{'а' if gender == 'әйел' else ''}"
    born = f"{deal.randint(1, 28):02}.{deal.randint(1, 12):02}.{deal.randint(1945, 2010)}"
    return [
        f"{surname} {deal.choice(KAZAKH)}".title(),
        gender,
        deal.choice((born, born[-4:], f"{2024 - int(born[-4:])} жас")),
        deal.choice(_CATEGORIES),
        f"{deal.randint(1, 40)}-аудан, {deal.choice(KAZAKH).capitalize()} ауылы",
        f"8 799 {deal.randrange(10**7):07}" if deal.random() < 0.4 else "",
    ]


def prepare_import(folder: Path) -> None:
    """Write the list as .csv and .xlsx, an empty workspace, and the register as JSON."""
    with Workspace.open(folder / "import-empty") as workspace:
        workspace.save_project(make_empty_project())
    register = list(make_register())
    (folder / "register.json").write_text(json.dumps(register), encoding="utf-8")
    rows = make_list()
    with (folder / "people.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    with xlsxwriter.Workbook(folder / "people.xlsx") as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)


def make_register() -> Iterator[dict[str, object]]:
    """Return people as JSON; one in five has neither year nor age."""
    deal = random.Random(20241122)  # noqa: S311
    for number in range(REGISTER):
        name, gender, _, _, place, contact = _make_row(deal)
        told: dict[str, object] = {"id": f"p{number}", "name": name, "place": place}
        told |= {"gender": {"ер": "male", "әйел": "female"}[gender], "contact": contact}
        if deal.random() < 0.8:
            told["birth_year"] = deal.randint(1945, 2010)
        yield told


def make_empty_project() -> ProjectFile:
    """Return a project without people."""
    return ProjectFile(
        format="bastama-project",
        schema_version=1,
        organization=Organization(id="bench-import-org", name=Bilingual(kk="Ұйым")),
        project=Project(id=PROJECT_ID, title=Bilingual(kk="Тізім")),
    )
