"""The steps of the work: their names, and the page of each, loaded when it is first wanted."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from grantee_app.language.message import N_

if TYPE_CHECKING:
    from ui.pages.page import Page
    from ui.places import Step

# The letter after & goes there together with Alt.
NAMES: Final[dict[Step, str]] = {
    "home": N_("&Home"),
    "application": N_("App&lication"),
    "plan": N_("&Plan"),
    "activities": N_("A&ctivities"),
    "participants": N_("Partic&ipants"),
    "money": N_("&Money"),
    "report": N_("&Report"),
    "organization": N_("&Organisation"),
}
_PAGES: Final[dict[Step, str]] = {
    "home": "ui.pages.home_page:HomePage",
    "application": "ui.pages.application_page:ApplicationPage",
    "plan": "ui.pages.plan_page:PlanPage",
    "activities": "ui.pages.activities_page:ActivitiesPage",
    "participants": "ui.pages.participants_page:ParticipantsPage",
    "money": "ui.pages.money_page:MoneyPage",
    "report": "ui.pages.report_page:ReportPage",
    "organization": "ui.pages.organization_page:OrganizationPage",
}


def name_module(step: Step) -> str:
    """Return the name of the module that a step's page is in."""
    return _PAGES[step].split(":")[0]


def load_page(step: Step) -> type[Page]:
    """Return the class of a step's page."""
    module, name = _PAGES[step].split(":")
    page: type[Page] = getattr(import_module(module), name)
    return page
