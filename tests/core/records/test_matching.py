"""People who may be one, measured on labelled pairs and tried one by one."""

from __future__ import annotations

from datetime import date

import pytest

from grantee_app.language.message import Message
from grantee_app.records import NotSame, Participant
from grantee_app.records.matching import (
    LIKELY,
    MatchingCancelled,
    Pair,
    Register,
    compare_people,
    find_pairs,
    group_pairs,
)
from tools.measure_name_pairs import Labelled, measure, read_pairs


@pytest.fixture(scope="module")
def labelled() -> list[Labelled]:
    return list(read_pairs())


@pytest.mark.parametrize("half", ["tune", "held_out", "by_hand", "fresh"])
def test_precision_and_recall(labelled: list[Labelled], half: str) -> None:
    precision, recall, _ = measure([pair for pair in labelled if pair.half == half])
    assert precision >= 0.98
    assert recall >= 0.95


def test_labelled_set_is_large_and_has_both_verdicts(labelled: list[Labelled]) -> None:
    verdicts = [pair.verdict for pair in labelled]
    assert min(verdicts.count("same"), verdicts.count("different")) >= 400


def test_what_nobody_could_tell_is_never_likely(labelled: list[Labelled]) -> None:
    unclear = [pair for pair in labelled if pair.verdict == "unclear"]
    assert len(unclear) >= 40
    assert not [p for p in unclear if compare_people(p.first, p.second).is_likely]


def test_a_scan_finds_what_comparing_finds(labelled: list[Labelled]) -> None:
    """The keys lose few pairs: of the likely ones at least 99 in 100 share one."""
    same = [pair for pair in labelled if pair.verdict == "same"]
    likely = [pair for pair in same if compare_people(pair.first, pair.second).is_likely]
    found = [pair for pair in likely if find_pairs([pair.first, pair.second])]
    assert len(found) >= 0.99 * len(likely)


def say(pair: Pair) -> list[str]:
    return [str(reason) for reason in pair.reasons]


def test_reasons_tell_what_is_alike() -> None:
    pair = compare_people(
        Participant(name="Қалиева Бақыт", birth_year=1971, place="Бақанас", contact="87990000001"),
        Participant(name="Калиева Бакыт", age=53, age_on=date(2024, 6, 1), place="Баканас а.",
                    contact="+7 799 000 00 01"),
    )  # fmt: skip
    assert pair.is_likely
    assert all(isinstance(reason, Message) for reason in pair.reasons)
    assert say(pair) == [
        "The names sound alike, their spelling differs.",
        "The year of birth is the same: 1971.",
        "The contact is the same.",
        "The place is the same.",
    ]


def test_years_far_apart_are_two_people_whatever_else_is_alike() -> None:
    father = Participant(name="Серіков Болат", birth_year=1961, place="Іле", contact="87990000001")
    son = Participant(name="Серіков Болат", birth_year=1992, place="Іле", contact="87990000001")
    assert not compare_people(father, son).is_likely


def test_twins_are_two_people() -> None:
    one = Participant(name="Асанов Асан", born_on=date(2001, 2, 3), contact="87990000001")
    other = Participant(name="Асанов Үсен", born_on=date(2001, 2, 3), contact="87990000001")
    assert compare_people(one, other).score < 0.01


def test_mark_of_the_iin_decides() -> None:
    one = Participant(name="Асанова Айгүл", iin_mark="a1", birth_year=1980)
    married = Participant(name="Бекова Айгуль", iin_mark="a1")
    namesake = Participant(name="Асанова Айгүл", iin_mark="b2", birth_year=1980)
    assert compare_people(one, married).is_likely
    assert compare_people(one, namesake).score < 0.01
    assert [pair.second_id for pair in find_pairs([one, married, namesake])] == [married.id]


def test_a_name_frequent_in_the_register_tells_less() -> None:
    def twice(size: int) -> float:
        people = [Participant(name="Досмағамбетова Күлзира", place="Іле") for _ in range(size)]
        return find_pairs(people)[0].score if find_pairs(people) else 0.0

    assert twice(2) > LIKELY > twice(40)


def test_not_same_is_kept() -> None:
    one = Participant(name="Жүсіпов Ерлан", birth_year=1980)
    other = Participant(name="Жусупов Ерлан", birth_year=1980)
    said = NotSame(first_id=other.id, second_id=one.id)
    assert len(find_pairs([one, other])) == 1
    assert find_pairs([one, other], [said]) == []


def test_groups_never_bind_those_who_are_not_the_same() -> None:
    pairs = [Pair("a", "b", 0.99), Pair("b", "c", 0.95), Pair("d", "e", 0.9), Pair("e", "f", 0.2)]
    assert sorted(map(sorted, group_pairs(pairs))) == [["a", "b", "c"], ["d", "e"]]
    said = [NotSame(first_id="a", second_id="c")]
    assert sorted(map(sorted, group_pairs(pairs, said))) == [["a", "b"], ["d", "e"]]


def test_progress_and_cancel() -> None:
    people = [Participant(name="Қалиева Бақыт", birth_year=1971) for _ in range(3)]
    told: list[tuple[int, int]] = []
    find_pairs(people, progress=lambda done, total: told.append((done, total)))
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1] > 0
    with pytest.raises(MatchingCancelled):
        find_pairs(people, is_cancelled=lambda: True)


def test_register_finds_the_known_person() -> None:
    known = Participant(name="Қалиева Бақыт", birth_year=1971, place="Бақанас")
    register = Register([known, Participant(name="Ахметова Роза", birth_year=1971)])
    found = register.find_like(Participant(name="Bakyt Kaliyeva", birth_year=1971))
    assert [pair.first_id for pair in found] == [known.id]
    assert register.find_like(known) == []


def test_many_of_one_name_do_not_take_for_ever() -> None:
    people = [Participant(name="Ахметов Марат") for _ in range(1500)]
    assert not [pair for pair in find_pairs(people) if pair.is_likely]


def test_nobody_is_her_own_double():
    alone = [Participant(name="Тілеубердіұлы Бекзат", birth_year=1990)]
    assert list(find_pairs(alone)) == []
