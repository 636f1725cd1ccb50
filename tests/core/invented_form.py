"""The forms that stand in the tests only, and workspaces that have them among their own."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

from grantee_app.records import Application, Bilingual, Organization
from grantee_app.workspace import Workspace

FORMS = Path(__file__).parents[1] / "data" / "forms"
IDEA = FORMS / "steppe-fund" / "idea" / "2031.toml"

TITLE = Bilingual(kk="Ауыл кітапханасы", ru="Библиотека села")


def make_idea(**told: object) -> Application:
    """Return an application in the invented form; `told` are fields of its record."""
    return Application(form="steppe-fund/idea", version="2031", **told)


def open_workspace(folder: Path, organization: Organization | None = None) -> Workspace:
    """Return a workspace with an organisation, called «org», and the invented forms."""
    shutil.copytree(FORMS, folder / "forms")
    workspace = Workspace.open(folder)
    told = organization or Organization(name=Bilingual(kk="«Бастау» ҚБ", ru="ОО «Бастау»"))
    workspace.records.add_organization(told.model_copy(update={"id": "org"}))
    return workspace


def add_form(folder: Path, text: str) -> Path:
    """Write a form into the folder of a workspace, where its id and version want it."""
    told = tomllib.loads(text)
    path = folder / "forms" / told["id"] / f"{told['version']}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
