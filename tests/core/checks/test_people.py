"""People by name: whom no column holds, on either basis, and never named where it is printed."""

from __future__ import annotations

from datetime import date

from grantee_app.checks import Finding, check_project
from grantee_app.language.catalogue import Language
from grantee_app.records import Activity, Evidence, Indicator, Participant
from grantee_app.records.activity import ParticipantCounts
from grantee_app.workspace import Workspace
from tests.core.store.people_data import (
    BAKYT,
    CHILD,
    FAIR,
    FIRST,
    KIM,
    NAME,
    SEMINAR,
    TWIN,
    make_activity,
    make_file,
)

LATER = date(2026, 1, 1)
SOON = date(2024, 7, 1)


def find(*held: Activity, code: str, today: date = LATER, **fields) -> list[Finding]:
    fields.setdefault("ends_on", date(2024, 12, 1))
    with Workspace.in_memory() as workspace:
        workspace.save_project(make_file(*held, **fields))
        found = check_project(workspace, "project", today=today)
    return [finding for finding in found if finding.code == code]


def say(finding: Finding, code: str = "kk") -> str:
    return Language.load(code).say(finding.message).replace("\u00a0", " ")


def test_the_unknown_are_named_on_the_screen_alone() -> None:
    found = find(FAIR, SEMINAR, code="people.unknown")
    assert [say(finding) for finding in found] == [
        "Тізімдегі 1 адамның жынысы белгісіз.",
        "Тізімдегі 3 адамның санаты жоқ.",
    ]
    assert [finding.people for finding in found] == [
        ("Калиева Бакыт",),
        ("Калиева Бакыт", "Ким Роман", "Оспанова Әлия"),
    ]
    assert {finding.severity for finding in found} == {"error"}
    told = Language.load("kk").say(found[0].told)
    assert "Калиева Бакыт" in told
    assert "Калиева" not in "".join(map(say, found))


def test_before_the_report_is_due_the_unknown_are_a_note() -> None:
    found = find(FAIR, SEMINAR, code="people.unknown", today=SOON)
    assert {finding.severity for finding in found} == {"note"}
    assert find(SEMINAR, code="totals.gender", today=SOON) == []


def test_many_are_not_all_named() -> None:
    crowd = tuple(Participant(id=f"p{n}", name=f"Адам {n}") for n in range(9))
    (finding,) = [
        finding
        for finding in find(make_activity("a", FIRST, *crowd), code="people.unknown", people=crowd)
        if "санаты" in say(finding)
    ]
    assert finding.people == (*(f"Адам {n}" for n in range(5)), "…")


def test_someone_too_young_is_named() -> None:
    (finding,) = find(FAIR, SEMINAR, code="people.outside")
    assert finding.people == (CHILD.name,)
    assert "13-16" in say(finding)


def test_a_category_that_the_age_rules_out() -> None:
    grown = KIM.model_copy(update={"category": "children"})
    held = make_activity("a", FIRST, grown)
    (finding,) = find(held, code="people.category_age", people=(grown,))
    assert "46-58" in say(finding)
    young = BAKYT.model_copy(update={"category": "children", "born_on": date(2010, 1, 1)})
    assert find(make_activity("a", FIRST, young), code="people.category_age", people=(young,)) == []


def test_tables_add_up_on_either_basis() -> None:
    whole = tuple(
        person.model_copy(
            update={"gender": "female", "category": "youth", "birth_year": 1995, "born_on": None}
        )
        for person in (BAKYT, TWIN)
    )
    held = (make_activity("a", FIRST, *whole), make_activity("b", FIRST, whole[0]))
    for basis in ("visits", "people"):
        for code in ("totals.gender", "totals.category", "totals.age", "totals.beneficiaries"):
            assert find(*held, code=code, people=whole, counting_basis=basis) == []
    # One of them without gender came twice.
    unknown = (whole[0].model_copy(update={"gender": ""}), whole[1])
    held = (make_activity("a", FIRST, *unknown), make_activity("b", FIRST, unknown[0]))
    (visits,) = find(*held, code="totals.gender", people=unknown)
    (people,) = find(*held, code="totals.gender", people=unknown, counting_basis="people")
    assert "1" in say(visits)
    assert "3" in say(visits)
    assert "2" in say(people)


def test_people_are_at_most_only_where_heads_have_no_name() -> None:
    whole = make_activity("a", FIRST, BAKYT)
    assert find(whole, code="totals.people_basis", counting_basis="people") == []
    (finding,) = find(FAIR, SEMINAR, code="totals.people_basis", counting_basis="people")
    assert "18" in say(finding)


def test_consent_is_asked_for() -> None:
    (finding,) = find(FAIR, code="people.consent")
    assert (finding.severity, "3" in say(finding)) == ("note", True)
    agreed = BAKYT.model_copy(update={"consent_on": FIRST})
    assert find(make_activity("a", FIRST, agreed), code="people.consent", people=(agreed,)) == []


def test_a_list_is_asked_for_where_people_were_only_counted() -> None:
    asked = {"indicators": [Indicator(title=NAME, evidence_kind="participant_list")]}
    counted = Activity(id="a", starts_on=FIRST, participants=ParticipantCounts(total=5))
    assert len(find(counted, code="people.no_list", planned=asked)) == 1
    assert find(counted, code="people.no_list", planned=asked, today=SOON) == []
    assert find(counted, code="people.no_list") == []
    proof = {"evidence": [Evidence(kind="participant_list")]}
    assert find(counted.model_copy(update=proof), code="people.no_list", planned=asked) == []
    assert find(FAIR, code="people.no_list", planned=asked) == []


def test_what_is_only_agreed_on_is_not_judged() -> None:
    agreed = FAIR.model_copy(update={"is_held": False})
    for code in ("people.unknown", "people.outside", "totals.age", "totals.gender"):
        assert find(agreed, code=code) == []
