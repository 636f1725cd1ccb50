"""The pre-check of the law, the charter and the call: what holds, what is missing, what to ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from grantee_app.checks.application.eligibility import (
    EligibilityLine,
    count_states,
    eligibility_path,
    list_eligibility,
)
from grantee_app.checks.application.territory import read_place, read_territory
from grantee_app.checks.leading import Lead
from grantee_app.form.eligibility_rules import load_eligibility
from grantee_app.form.filled import FilledForm
from grantee_app.language.catalogue import Language
from grantee_app.records import ApplicationDocument, Attachment, Organization
from grantee_app.records.base import Bilingual
from tests.core.checks.filled import fill, find, make_subject, plain, read_idea, read_shipped
from tests.core.checks.states import BIN

STATE = "kz-state-grant/application"
DAY = date(2024, 5, 2)
NGO = Organization(
    name=Bilingual(kk="Бірлестік", ru="Объединение"),
    bin=BIN,
    territorial_status="regional",
    territory=Bilingual(kk="Жетісу облысы", ru="область Жетісу"),
    charter_purposes=Bilingual(kk="2.1. Жастарға көмек", ru="2.1. Помощь молодёжи"),
    is_in_ngo_database=True,
)
DECLARED = dict.fromkeys(
    (
        "not_in_liquidation",
        "not_bankrupt",
        "no_enforcement_debt",
        "not_unfair_supplier",
        "no_arrest",
        "not_suspended",
        "no_close_relatives",
        "not_in_terrorism_lists",
    ),
    "1",
)
FILE = Attachment(name="a.pdf", media_type="application/pdf", size=4, sha256="0" * 64)


def document(path: str) -> ApplicationDocument:
    return ApplicationDocument(path=path, title=Bilingual(kk=path, ru=path), attachments=[FILE])


def judge(
    values: dict[str, Any] | None = None,
    organization: Organization = NGO,
    asked: dict[str, str] | None = None,
    **call: Any,
) -> dict[str, EligibilityLine]:
    told = {
        "grant_kind": "short",
        "charter_match": "Жарғының 2.1-тармағы: жастарға көмек",
        "sum_asked": "2000000",
        **DECLARED,
        **(values or {}),
    }
    activities = [{"title": "Сабақ", "place": "Жетісу облысы, Қаратал ауданы"}]
    filled = fill(read_shipped(STATE), told, {"activities": activities})
    answers = dict(filled.answers)
    for key, value in (asked or {"charter_stamp": "1", "charter_annexes": "1"}).items():
        answers[eligibility_path(key), ""] = value
    call = {
        "deadline_on": date(2024, 6, 3),
        "most_amount": 2_000_000,
        "documents": [document("charter"), document("registration")],
    } | call
    subject = make_subject(replace(filled, answers=answers), organization, DAY, **call)
    return {line.item.key: line for line in list_eligibility(subject)}


def say(line: EligibilityLine) -> str:
    return plain(Language.load("ru").say(line.said))


def test_an_organisation_that_may_apply():
    lines = judge()
    assert {key: line.state for key, line in lines.items()} == dict.fromkeys(lines, "holds")
    assert set(lines) == {item.key for item in load_eligibility().items}
    assert count_states(list(lines.values())) == {
        "holds": len(lines),
        "missing": 0,
        "unknown": 0,
    }


@pytest.mark.parametrize("key", list(DECLARED))
def test_each_declaration_of_the_law(key):
    line = judge({key: "0"})[key]
    assert (line.state, line.lead) == ("missing", Lead("application", "declarations", key))
    assert judge({key: ""})[key].state == "unknown"
    assert line.item.explanation.kk
    assert line.item.source_name.ru == "Закон от 12.04.2005 № 36"


def test_what_is_asked_is_kept_with_the_application():
    line = judge(asked={"charter_annexes": "0"})["charter_stamp"]
    assert (line.state, line.is_asked, line.path) == ("unknown", True, "eligibility/charter_stamp")
    assert judge(asked={"charter_annexes": "0"})["charter_annexes"].state == "missing"


def test_the_profile():
    bare = Organization(name=Bilingual(kk="Бірлестік"))
    lines = judge(organization=bare)
    states = {key: lines[key].state for key in ("bin", "territorial_status")}
    assert set(states.values()) == {"missing"}
    assert lines["ngo_database"].state == "unknown"
    assert lines["charter_purposes"].state == "missing"
    assert lines["territory"].state == "unknown"
    # The form has no field of the purposes: they are mended in the profile.
    assert lines["charter_purposes"].lead == Lead("organization", bare.id, "charter_purposes")
    wrong = judge(organization=NGO.model_copy(update={"bin": "140340999997"}))["bin"]
    assert wrong.state == "missing"
    fund = NGO.model_copy(update={"legal_form": "public_foundation", "territorial_status": ""})
    assert judge(organization=fund)["territorial_status"].state == "holds"


def test_places_outside_the_charter():
    other = NGO.model_copy(update={"territory": Bilingual(kk="Абай облысы")})
    line = judge(organization=other)["territory"]
    assert line.state == "missing"
    assert line.lead is not None
    assert (line.lead.step, line.lead.field) == ("application", "activities/activities1/place")
    assert say(line) == (
        "В уставе – «Абай облысы», вне этой территории: Жетісу облысы, Қаратал ауданы."
    )
    whole = other.model_copy(update={"territorial_status": "republican"})
    assert judge(organization=whole)["territory"].state == "holds"
    vague = NGO.model_copy(update={"territory": Bilingual(kk="біздің өңір")})
    assert judge(organization=vague)["territory"].state == "unknown"


def test_the_clause_of_the_charter():
    assert judge({"charter_match": ""})["charter_cited"].state == "missing"
    assert judge({"charter_match": "Жарғыға сай келеді"})["charter_cited"].state == "missing"
    for text in ("п. 3 устава", "14-бап", "Пункт 2.4 устава", "жарғының 3.2-тармағында"):
        assert judge({"charter_match": text})["charter_cited"].state == "holds", text


def test_documents_of_the_charter():
    lines = judge(documents=[])
    assert lines["charter_attached"].state == "missing"
    assert lines["registration_attached"].lead == Lead("application", "attachments", "registration")


def test_the_call():
    assert judge(deadline_on=date(2024, 5, 1))["deadline"].state == "missing"
    assert judge(deadline_on=None)["deadline"].state == "unknown"
    assert judge(most_amount=1_999_999)["sum"].state == "missing"
    assert judge(least_amount=2_000_001)["sum"].state == "missing"
    assert "sum" not in judge(most_amount=None)


def test_a_group_is_asked_for_little():
    subject = make_subject(fill(read_idea(), {"applicant_kind": "group", "grant_kind": "small"}))
    keys = {line.item.key for line in list_eligibility(subject)}
    assert keys == {"applicant_kind", "deadline"}
    state = make_subject(
        fill(read_shipped(STATE)),
        Organization(name=Bilingual(kk="Топ"), legal_form="initiative_group"),
    )
    refused = next(line for line in list_eligibility(state) if line.item.key == "applicant_kind")
    assert refused.state == "missing"


def test_a_form_without_declarations_asks_the_user():
    form = FilledForm(read_shipped("private-donor/project-proposal"))
    lines = list_eligibility(make_subject(form, NGO, kind="short"))
    declared = [line for line in lines if line.item.group == "law"]
    assert len(declared) == 8
    assert all(line.is_asked and line.state == "unknown" for line in declared)


@pytest.mark.parametrize(
    ("text", "codes", "is_republic"),
    [
        ("Жетісу облысы, Қаратал ауданы", ["zhetysu.karatal"], False),
        ("Жетісу және Абай облыстары", ["zhetysu", "abai"], False),
        ("Алматинская область; г. Алматы", ["almaty-oblast", "almaty"], False),
        ("Түркістан облысы, Шымкент қаласы", ["turkistan", "shymkent"], False),
        ("Қазақстан Республикасы", [], True),
        ("вся территория Республики Казахстан", [], True),
        ("мектеп залы", [], False),
        ("онлайн", [], False),
        ("", [], False),
    ],
)
def test_reading_a_territory(text, codes, is_republic):
    territory = read_territory(Bilingual(kk=text), DAY)
    assert [unit.code for unit in territory.units] == codes
    assert territory.is_republic is is_republic
    assert bool(territory) is (bool(codes) or is_republic)


def test_what_a_territory_covers():
    region = read_territory(Bilingual(kk="Жетісу облысы"), DAY)
    (district,) = read_place(Bilingual(kk="Қаратал ауданы"), DAY)
    assert region.covers(district)
    assert not read_territory(Bilingual(kk="Абай облысы"), DAY).covers(district)
    narrow = read_territory(Bilingual(kk="Қаратал ауданы"), DAY)
    assert not narrow.covers(region.units[0])


def test_what_is_missing_is_told_among_the_findings():
    other = NGO.model_copy(
        update={"territory": Bilingual(kk="Абай облысы"), "is_in_ngo_database": False}
    )
    activities = [{"title": "Сабақ", "place": "Жетісу облысы"}]
    filled = fill(read_shipped(STATE), {"grant_kind": "short"}, {"activities": activities})
    found = find(make_subject(filled, other, DAY), "application.eligibility")
    (early,) = found
    assert early.severity == "note"
    assert early.place.partition("/")[2] == "activities/activities1/place"
    told = plain(Language.load("ru").say(early.message))
    assert told.startswith("Предварительная проверка, «Места проекта лежат на территории")
    late = find(make_subject(filled, other, DAY, is_handed_in=True), "application.eligibility")
    assert {one.severity for one in late} == {"warning"}
    assert [one.place.partition("/")[2] for one in late] == [
        "is_in_ngo_database",
        "activities/activities1/place",
    ]
    assert find(make_subject(filled, NGO, DAY, is_handed_in=True), "application.eligibility") == []


@pytest.mark.parametrize(
    ("told", "state", "said"),
    [
        (True, "holds", "отмечено"),
        (False, "missing", "сказано, что нет"),
        (None, "unknown", "ничего не сказано"),
    ],
)
def test_no_is_not_the_same_as_not_told(told, state, said):
    line = judge(organization=NGO.model_copy(update={"is_in_ngo_database": told}))["ngo_database"]
    assert line.state == state
    assert said in say(line)
    # What nobody answered is asked for by the form itself, before it is handed in.
    profile = {} if told is None else {"is_in_ngo_database": str(int(told))}
    filled = fill(read_shipped(STATE), {"grant_kind": "short"}, profile=profile)
    asked = find(make_subject(filled, NGO, DAY), "application.required")
    places = [one.place.partition("/")[2] for one in asked]
    assert ("is_in_ngo_database" in places) is (told is None)
