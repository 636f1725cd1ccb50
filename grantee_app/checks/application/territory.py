"""Whether the places of a project lie in the territory that a charter names.

Both are free text; what the list of units does not know is not judged. A region covers its
districts, the republic everything.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from grantee_app.frozen import frozen
from grantee_app.language.folding import fold_text
from grantee_app.records.base import Bilingual
from grantee_app.records.places import REGION_KINDS, Unit, find_units

_REPUBLIC: Final = re.compile(r"республик|казахстан|казакстан|бук[иы]л ел|вся стран|по стране")
_CHUNKS: Final = re.compile(r"[;\n•]+")
_PIECES: Final = re.compile(r"[,–—]+| - ")


@frozen
class Territory:
    """The units that a text names; `is_republic` covers all of them."""

    units: tuple[Unit, ...]
    is_republic: bool = False

    def covers(self, place: Unit) -> bool:
        """Tell whether a unit lies in the territory."""
        codes = {unit.code for unit in self.units}
        return self.is_republic or place.code in codes or place.parent in codes

    def __bool__(self) -> bool:
        return self.is_republic or bool(self.units)


def read_territory(told: Bilingual, on: date) -> Territory:
    """Return the territory that a text tells, in whichever language names more of it."""
    found = [_read(text, on) for text in (told.kk, told.ru) if text.strip()]
    return max(found, key=lambda one: (one.is_republic, len(one.units)), default=Territory(()))


def read_place(told: Bilingual, on: date) -> tuple[Unit, ...]:
    """Return the units that the words of a place name for sure, () where they name none."""
    return read_territory(told, on).units


def _read(text: str, on: date) -> Territory:
    if _REPUBLIC.search(fold_text(text)):
        return Territory((), is_republic=True)
    units: list[Unit] = []
    for chunk in _CHUNKS.split(_keep_joints(text)):
        units += _read_chunk(chunk.strip(), on)
    return Territory(tuple({unit.code: unit for unit in units}.values()))


def _keep_joints(text: str) -> str:
    """Return a text whose «және» and «и» part units, each with the word of its kind."""
    parted = re.sub(r"\s+(?:және|жəне|и)\s+", "; ", text)
    return re.sub(r"(облыс|аудан|қала)(?:тары|дары|лары)", r"\1ы", parted)


def _read_chunk(chunk: str, on: date) -> list[Unit]:
    """Return the narrowest unit of a chunk: «Жетісу облысы, Қаратал ауданы» is the district."""
    whole = _find(chunk, on)
    if whole is not None and whole.kind not in REGION_KINDS:
        return [whole]
    pieces = [_find(piece.strip(), on) for piece in _PIECES.split(chunk)]
    known = [unit for unit in pieces if unit is not None]
    narrow = [unit for unit in known if unit.kind not in REGION_KINDS]
    regions = [unit for unit in known if unit.kind in REGION_KINDS]
    inside = {unit.parent for unit in narrow}
    wide = [unit for unit in regions if unit.code not in inside]
    return narrow + wide or ([whole] if whole is not None else [])


def _find(text: str, on: date) -> Unit | None:
    """Return the only unit that a text names, None where it names none or may name several."""
    if len(fold_text(text)) < 3:
        return None
    found = find_units(text, on)
    if not found:
        return None
    names = {
        fold_text(name) for name in (found[0].name.kk, found[0].name.ru, *found[0].other_names)
    }
    bare = {re.split(r"[ ,]", name)[0] for name in names}
    said = fold_text(text)
    is_named = any(name in said for name in names) or any(
        re.search(rf"\b{re.escape(name)}", said) for name in bare if len(name) > 3
    )
    if not is_named or (len(found) > 1 and _is_open(found[0], found[1], said)):
        return None
    return found[0]


def _is_open(first: Unit, second: Unit, said: str) -> bool:
    """Tell whether two units bear the name that was said: a city and the district around it."""
    same = {first.name.kk, first.name.ru} & {second.name.kk, second.name.ru}
    return bool(same) and first.parent != second.parent and fold_text(first.name.kk) in said
