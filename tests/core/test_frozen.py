"""Values made without writing code behave as frozen dataclasses with slots do."""

import copy
import pickle
from dataclasses import asdict, dataclass, field, replace

import pytest

from grantee_app.frozen import frozen


@frozen
class Place:
    name: str
    heads: int = 0
    notes: tuple[str, ...] = ()
    memory: list[str] = field(default_factory=list, compare=False, repr=False)

    @property
    def is_empty(self) -> bool:
        return not self.heads


@frozen
class Village(Place):
    district: str = ""


@frozen
class Name:
    text: str


@frozen
class Nothing:
    pass


@frozen
class Sums:
    name: str
    rows: dict[str, int] = field(default_factory=dict, hash=False)


@frozen
class Loud:
    text: str

    def __repr__(self) -> str:
        return self.text.upper()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Loud) and self.text.lower() == other.text.lower()

    def __hash__(self) -> int:
        return hash(self.text.lower())


@dataclass(frozen=True, slots=True)
class Known:
    name: str
    heads: int = 0
    notes: tuple[str, ...] = ()
    memory: list[str] = field(default_factory=list, compare=False, repr=False)


def test_values_are_compared_and_hashed_by_their_fields() -> None:
    assert Place("Ақжар", 3) == Place("Ақжар", heads=3, memory=["x"])
    assert Place("Ақжар", 3) != Place("Ақжар", 4)
    assert Place("Ақжар") != Village("Ақжар")
    assert Village("Ақжар", district="Ақсу") != Village("Ақжар", district="Май")
    assert Place("Ақжар") != "Ақжар"
    assert Name("Ақжар") != Place("Ақжар")
    assert len({Place("Ақжар"), Place("Ақжар"), Place("Май"), Village("Май")}) == 3
    assert {Name("Май"): 1}[Name("Май")] == 1
    assert Nothing() == Nothing()
    assert len({Nothing(), Nothing()}) == 1


def test_what_cannot_be_hashed_says_so_only_then() -> None:
    assert Place("Ақжар", notes=["a"]) == Place("Ақжар", notes=["a"])  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        hash(Place("Ақжар", notes=["a"]))  # type: ignore[arg-type]


def test_a_field_may_be_compared_and_not_hashed() -> None:
    assert Sums("a", {"x": 1}) != Sums("a", {"x": 2})
    assert hash(Sums("a", {"x": 1})) == hash(Sums("a", {"x": 2}))


def test_values_are_told_as_those_of_a_dataclass() -> None:
    ours, theirs = Place("Ақжар", 3, ("a",)), Known("Ақжар", 3, ("a",))
    assert repr(ours) == repr(theirs).replace("Known", "Place")
    assert repr(Nothing()) == "Nothing()"


def test_a_class_keeps_its_own_ways() -> None:
    assert repr(Loud("май")) == "МАЙ"
    assert Loud("МАЙ") == Loud("май")
    assert len({Loud("МАЙ"), Loud("май")}) == 1


def test_values_have_slots_and_can_be_taken_apart() -> None:
    place = Place("Ақжар", 3)
    assert not hasattr(place, "__dict__")
    assert replace(place, heads=5) == Place("Ақжар", 5)
    assert asdict(place) == {"name": "Ақжар", "heads": 3, "notes": (), "memory": []}
    match place:
        case Place(name, heads):
            assert (name, heads) == ("Ақжар", 3)
    for again in (copy.copy(place), copy.deepcopy(place), pickle.loads(pickle.dumps(place))):
        assert again == place
        assert again is not place
    assert Place("Май").is_empty
    assert Village("Май", 1, district="Ақсу").district == "Ақсу"
