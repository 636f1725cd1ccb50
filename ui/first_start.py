"""The first project: what was answered at the first start becomes an organisation and a project.

Knows no widget; where the answers come from is the first page's business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from grantee_app.frozen import frozen
from grantee_app.language.message import message
from grantee_app.records.base import NO_TEXT, Bilingual
from grantee_app.records.legal_forms import UNREGISTERED, guess_legal_form
from grantee_app.records.organization import LegalForm, Organization
from ui.places import Place

if TYPE_CHECKING:
    from grantee_app.settings import Who
    from grantee_app.workspace import Workspace


@frozen
class FirstAnswers:
    """Who works here, and the two names, as far as they were typed."""

    who: Who
    organization: Bilingual = NO_TEXT
    title: Bilingual = NO_TEXT


def begin_first_project(workspace: Workspace, answers: FirstAnswers) -> str:
    """Write the organisation and its project as one step of undo; return the project's id."""
    name = Bilingual(kk=answers.organization.kk.strip(), ru=answers.organization.ru.strip())
    title = Bilingual(kk=answers.title.kk.strip(), ru=answers.title.ru.strip())
    organization = Organization(name=name, legal_form=choose_legal_form(answers))
    with workspace.change(message("Project begun").msgid):
        workspace.records.add_organization(organization)
        return workspace.records.add_project(organization.id, title)


def choose_legal_form(answers: FirstAnswers) -> LegalForm:
    """Return the form that the name tells, as far as it does not contradict who is asked."""
    if answers.who == "group":
        return "initiative_group"
    guessed = guess_legal_form(answers.organization.kk or answers.organization.ru)
    return "public_association" if guessed is None or guessed in UNREGISTERED else guessed


def find_landing(answers: FirstAnswers) -> Place:
    """Return where the work begins: a group applies, an organisation tells who it is first."""
    if answers.who == "coordinator":
        return Place("home")
    if answers.who == "group":
        return Place("application")
    return Place("organization")
