"""Places that are offered while somebody types, and their name in the other language.

What was written before goes first, then the register of districts and cities. Knows no widget.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from grantee_app.language.message import LanguageCode
from grantee_app.records.places import find_units, list_regions, list_units
from grantee_app.store.repeating import find_twins
from ui.editors.offering_editor import used_texts

if TYPE_CHECKING:
    from grantee_app.workspace import Workspace


def list_offers(workspace: Workspace, code: LanguageCode) -> Callable[[], list[str]]:
    """Return what lists the places to offer in a language."""
    used = used_texts(workspace, "place", code, "activity", "planned_activity")

    def list_places() -> list[str]:
        units = [unit for region in list_regions() for unit in (region, *list_units(region.code))]
        return list(dict.fromkeys([*used(), *(unit.name.spoken_in(code) for unit in units)]))

    return list_places


def find_other_name(workspace: Workspace, place: str, code: LanguageCode, on: date | None) -> str:
    """Return how a place is called in the other language, "" where that is not known."""
    known = find_twins(workspace.db, [place], code).get(place, "")
    if known or "," in place:
        return known
    units = find_units(place, on)
    exact = [unit for unit in units if unit.name.written_in(code) == place.strip()]
    found = exact or (units if len(units) == 1 else [])
    return found[0].name.written_in("ru" if code == "kk" else "kk") if found else ""


def find_code(place: str, on: date | None) -> str:
    """Return the code of the one unit that a place lies in, "" where that is not plain."""
    units = find_units(place, on)
    return units[0].code if len(units) == 1 else ""
