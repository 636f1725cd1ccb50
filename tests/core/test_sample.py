"""The sample project, counted again by hand.

Plain loops over the JSON, without a line of the program: what they find is what the program has
to find. The numbers asserted here are those of a public report of 2024, never computed.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

Tree = dict[str, Any]
FILE = Path(__file__).parents[2] / "resources" / "sample" / "project.json"

UUID7 = r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"

# Section texts of the report, in words; the two short ones stand in the table's section.
SECTION_WORDS = {
    "achieved_result": (60, 100),
    "deviation": (60, 120),
    "goal_evidence": (100, 300),
    "changes": (100, 300),
    "results.target_groups": (100, 300),
    "results.long_term": (100, 300),
    "results.sustainability": (100, 300),
    "results.socio_economic": (100, 300),
    "partners_analysis": (100, 300),
}
STORY = ("story.start", "story.influence", "story.result")

# Title of the planned activity in Russian → its indicators in their order: plan, whole, fact.
FACTS: dict[str, list[tuple[str, int | tuple[int, int], int | tuple[int, int]]]] = {
    "Открытая презентация проекта": [
        ("1", 1, 1),
        ("1", 1, 1),
        ("1", 1, 6),
        ("4/1", (4, 1), (4, 1)),
    ],
    "Семинары по правовой грамотности": [
        ("1", 1, 1),
        ("10", 10, 10),
        ("10", 10, 10),
        ("10", 10, 10),
        ("1", 1, 1),
        ("по 6/1 с каждого мероприятия", (60, 10), (60, 10)),
        ("по 2 с каждого мероприятия", 20, 21),
        ("1", 1, 1),
        ("не менее 80 %", 80, 84),
    ],
    "Ярмарки правовой грамотности": [
        ("1", 1, 1),
        ("10", 10, 10),
        ("10", 10, 10),
        ("10", 10, 10),
        ("всего не менее 400 человек", 400, 424),
        ("1 (1 000 экз.)", 1, 1),
        ("по 4/1 с каждого мероприятия", (40, 10), (40, 10)),
        ("1", 1, 1),
        ("1", 1, 1),
        ("не менее 80 %", 80, 86),
    ],
    "Опрос о качестве государственных услуг": [
        ("1", 1, 1),
        ("1", 1, 1),
        ("2", 2, 2),
        ("1", 1, 1),
    ],
    "Страницы проекта в социальных сетях": [
        ("3", 3, 3),
        ("10", 10, 10),
        ("20", 20, 20),
        ("10", 10, 10),
        ("1", 1, 1),
    ],
    "Информирование общественности о проекте": [("5", 5, 5), ("5", 5, 5)],
    "Конкурс малых грантов": [
        ("1", 1, 1),
        ("1", 1, 1),
        ("3", 3, 3),
        ("не менее 12", 12, 14),
        ("1", 1, 1),
        ("3", 3, 3),
        ("1", 1, 1),
        ("10", 10, 10),
        ("не менее 20 мероприятий", 20, 20),
        ("10", 10, 10),
        ("20", 20, 20),
        ("по 4/1 с каждого победителя", (40, 10), (40, 10)),
        ("1", 1, 1),
        ("не менее 80 %", 80, 88),
    ],
    "Итоговый форум": [
        ("1", 1, 1),
        ("2", 2, 2),
        ("1", 1, 1),
        ("1/не менее 50", 50, 50),
        ("1", 1, 1),
        ("10", 10, 10),
        ("2", 2, 2),
        ("1", 1, 1),
        ("не менее 80 %", 80, 90),
        ("1", 1, 1),
    ],
    "Публичная презентация результатов проекта": [
        ("1", 1, 1),
        ("1", 1, 1),
        ("1", 1, 1),
        ("1", 1, 1),
    ],
    "Информационная работа о ходе проекта": [
        ("не менее 20", 20, 70),
        ("не менее 20 000", 20_000, 20_000),
        ("не менее 75 %", 75, 78),
    ],
}


@pytest.fixture(scope="module")
def sample() -> Tree:
    return json.loads(FILE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def project(sample: Tree) -> Tree:
    return sample["project"]


def planned_activities(project: Tree) -> list[Tree]:
    found = []
    for task in project["tasks"]:
        found += task["activities"]
    return found


def find_planned(project: Tree, title_ru: str) -> Tree:
    (found,) = [a for a in planned_activities(project) if a["title"]["ru"] == title_ru]
    return found


def held_activities(project: Tree) -> list[Tree]:
    found = []
    for planned in planned_activities(project):
        found += planned["held"]
    return found


def all_evidence(project: Tree) -> list[Tree]:
    found = []
    for planned in planned_activities(project):
        found.extend(planned["evidence"])
        for activity in planned["held"]:
            found.extend(activity["evidence"])
    return found


def count_evidence(planned: Tree, kind: str) -> int:
    total = 0
    for evidence in planned["evidence"]:
        if evidence["kind"] == kind:
            total += evidence["quantity"]
    for activity in planned["held"]:
        for evidence in activity["evidence"]:
            if evidence["kind"] == kind:
                total += evidence["quantity"]
    return total


def count_heads(planned: Tree) -> int:
    total = 0
    for activity in planned["held"]:
        total += activity["participants"]["total"] or 0
    return total


def count_share(planned: Tree) -> float:
    surveyed = satisfied = 0
    for activity in planned["held"]:
        surveyed += activity["surveyed"] or 0
        satisfied += activity["satisfied"] or 0
    return 100 * satisfied / surveyed


def counted_fact(project: Tree, planned: Tree, indicator: Tree) -> Any:
    fact: Any = None
    match indicator["counted_from"]:
        case "events":
            fact = len(planned["held"])
        case "people":
            fact = count_heads(planned)
        case "satisfaction":
            fact = count_share(planned)
        case "winners":
            fact = len(project["winners"])
        case "evidence":
            fact = count_evidence(planned, indicator["evidence_kind"])
            if indicator["second_evidence_kind"] is not None:
                fact = fact, count_evidence(planned, indicator["second_evidence_kind"])
    return fact


def reported_fact(project: Tree, planned: Tree, indicator: Tree) -> Any:
    if indicator["fact"]["value"] is not None:
        return indicator["fact"]["value"]
    return counted_fact(project, planned, indicator)


def planned_whole(indicator: Tree) -> Any:
    plan = indicator["plan"]
    times = plan["events"] if plan["per_event"] else 1
    if plan["second_target"] is None:
        return plan["target"] * times
    return plan["target"] * times, plan["second_target"] * times


def answer_texts(project: Tree, path: str) -> dict[str, str]:
    return {a["language"]: a["value"] for a in project["answers"] if a["path"] == path}


def words_of(text: str) -> list[str]:
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    text = re.sub(r"(?m)^ *(## |- |\d+\. )", "", text).replace("|", " ")
    return text.split()


def walk(node: Any, trail: str = "") -> list[tuple[str, Any]]:
    """Every value of the tree with the way that leads to it."""
    found = [(trail, node)]
    if isinstance(node, dict):
        for key, value in node.items():
            found += walk(value, f"{trail}.{key}")
    if isinstance(node, list):
        for number, value in enumerate(node):
            found += walk(value, f"{trail}[{number}]")
    return found


# ------------------------------------------------------------------ the file


def test_is_readable_by_people_and_by_machines():
    text = FILE.read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"
    assert "«Жетісу бастамасы»" in text
    assert "\r" not in text


def test_ids_are_unique_and_look_like_uuid7(sample):
    ids = [value for trail, value in walk(sample) if trail.endswith(".id")]
    assert len(ids) > 400
    assert len(set(ids)) == len(ids)
    for each in ids:
        assert re.fullmatch(UUID7, each)


def test_every_text_is_told_in_both_languages(sample):
    pairs = [(t, v) for t, v in walk(sample) if isinstance(v, dict) and set(v) == {"kk", "ru"}]
    assert len(pairs) > 400
    half = [t for t, v in pairs if bool(v["kk"].strip()) != bool(v["ru"].strip())]
    assert half == []
    must_be_told = ("title", "narrative", "result", "place", "short_term_result", "name", "role")
    must_be_told += ("long_term_result", "plan_text", "goal", "head", "address", "funder", "payee")
    empty = [t for t, v in pairs if t.rsplit(".", 1)[-1] in must_be_told and not v["kk"].strip()]
    assert empty == []


def test_kazakh_texts_are_not_russian_and_the_other_way_round(sample):
    kazakh_letters = set("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
    long_pairs = 0
    for trail, value in walk(sample):
        if isinstance(value, dict) and set(value) == {"kk", "ru"} and len(value["kk"]) > 120:
            long_pairs += 1
            assert kazakh_letters & set(value["kk"]), trail
            # names in guillemets may keep their Kazakh spelling
            russian = re.sub(r"«[^»]*»|\[[^\]]*\]\([^)]*\)|Жетісу", "", value["ru"])
            assert not kazakh_letters & set(russian), trail
    assert long_pairs > 50


def test_nothing_leads_to_a_real_person_or_page(sample):
    for trail, value in walk(sample):
        if isinstance(value, str):
            for address in re.findall(r"https?://([^/\s)]+)", value):
                assert address == "example.org", trail
            for mail in re.findall(r"[\w.-]+@([\w.-]+)", value):
                assert mail == "example.org", trail
            for phone in re.findall(r"\+7[\d ]+", value):
                assert phone.startswith("+7 700 000 00 "), trail


# ------------------------------------------------------------------ people


def test_people_of_the_activities_that_count(project):
    assert count_heads(find_planned(project, "Семинары по правовой грамотности")) == 602
    assert count_heads(find_planned(project, "Ярмарки правовой грамотности")) == 424
    assert count_heads(find_planned(project, "Итоговый форум")) == 50
    total = 0
    for activity in held_activities(project):
        if activity["counts_towards_beneficiaries"]:
            total += activity["participants"]["total"]
    assert total == 1076


def test_the_presentation_is_attended_and_not_counted(project):
    (presentation,) = find_planned(project, "Открытая презентация проекта")["held"]
    assert presentation["participants"]["total"] == 5
    assert presentation["counts_towards_beneficiaries"] is False


def test_every_split_sums_to_its_total(project):
    for activity in held_activities(project):
        people = activity["participants"]
        for split in ("gender", "category", "age"):
            if people["total"] is None:
                assert people[split] == {}
            else:
                assert sum(people[split].values()) == people["total"], activity["title"]["ru"]
            assert 0 not in people[split].values()


def test_demographics_of_the_whole_project(project):
    sums: dict[str, dict[str, int]] = {"gender": {}, "category": {}, "age": {}}
    for activity in held_activities(project):
        if activity["counts_towards_beneficiaries"]:
            for split, keys in sums.items():
                for key, heads in activity["participants"][split].items():
                    keys[key] = keys.get(key, 0) + heads
    assert sums["gender"] == {"male": 689, "female": 387}
    assert sums["category"] == {
        "youth": 128,
        "civil_servants": 79,
        "public_sector_workers": 395,
        "older_people": 202,
        "unemployed": 109,
        "ngo_representatives": 127,
        "business": 10,
        "other": 26,
    }
    assert sums["age"] == {
        "17-22": 27,
        "23-27": 38,
        "28-32": 63,
        "33-45": 346,
        "46-58": 597,
        "59+": 5,
    }


def test_young_and_older_people_agree_with_their_ages(project):
    for activity in held_activities(project):
        if not activity["counts_towards_beneficiaries"]:
            continue
        age = activity["participants"]["age"]
        category = activity["participants"]["category"]
        young = age.get("17-22", 0) + age.get("23-27", 0) + age.get("28-32", 0)
        assert category.get("youth", 0) == young
        assert category.get("older_people", 0) <= age.get("46-58", 0) + age.get("59+", 0)


def test_surveys(project):
    seminars = find_planned(project, "Семинары по правовой грамотности")["held"]
    assert sum(a["surveyed"] for a in seminars) == 500
    assert sum(a["satisfied"] for a in seminars) == 420
    for activity in held_activities(project):
        if activity["satisfied"] is not None:
            assert activity["satisfied"] <= activity["surveyed"]
        if activity["surveyed"] is not None and activity["participants"]["total"] is not None:
            assert activity["surveyed"] <= activity["participants"]["total"]
    asked = find_planned(project, "Опрос о качестве государственных услуг")["held"]
    assert sum(a["surveyed"] for a in asked) == 50


# ------------------------------------------------------------------ plan and fact


def test_the_table_has_its_tasks_and_activities(project):
    assert [len(task["activities"]) for task in project["tasks"]] == [4, 2, 1, 1, 1, 1]
    assert [task["is_contractual"] for task in project["tasks"]] == [False] * 4 + [True] * 2
    assert [a["title"]["ru"] for a in planned_activities(project)] == list(FACTS)


@pytest.mark.parametrize("title", list(FACTS))
def test_indicators(project, title):
    planned = find_planned(project, title)
    told = [
        (i["plan_text"]["ru"], planned_whole(i), reported_fact(project, planned, i))
        for i in planned["indicators"]
    ]
    assert told == FACTS[title]


def test_only_one_typed_fact_stands_beside_a_countable_one_and_says_why(project):
    beside = []
    for planned in planned_activities(project):
        for indicator in planned["indicators"]:
            if indicator["fact"]["value"] is not None:
                assert indicator["fact"]["reason"]["kk"]
                if indicator["counted_from"] != "typed":
                    beside.append((indicator["title"]["ru"], indicator["fact"]["value"]))
                    assert counted_fact(project, planned, indicator) == 10
            else:
                assert indicator["counted_from"] != "typed"
    assert beside == [("Список участников", 1)]


def test_a_fact_far_from_its_plan_is_justified(project):
    justified = []
    for planned in planned_activities(project):
        for indicator in planned["indicators"]:
            whole = planned_whole(indicator)
            fact = reported_fact(project, planned, indicator)
            if isinstance(whole, tuple):
                assert fact == whole
            elif fact < whole or fact > whole * 1.2:
                assert indicator["deviation"]["kk"]
                justified.append((whole, fact))
    assert justified == [(1, 6), (20, 70)]


def test_ten_seminars_and_ten_fairs_in_ten_places(project):
    for title in ("Семинары по правовой грамотности", "Ярмарки правовой грамотности"):
        held = find_planned(project, title)["held"]
        assert len(held) == 10
        assert len({a["place"]["kk"] for a in held}) == 10
        assert len({a["starts_on"] for a in held}) == 10


def test_no_narrative_is_used_twice(project):
    for language in ("kk", "ru"):
        narratives = [a["narrative"][language] for a in held_activities(project)]
        assert len(set(narratives)) == len(narratives)
    seminars = find_planned(project, "Семинары по правовой грамотности")["held"]
    for activity in seminars:
        for language in ("kk", "ru"):
            assert 40 <= len(words_of(activity["narrative"][language])) <= 80
            assert str(activity["participants"]["total"]) in activity["narrative"][language]
            assert activity["result"][language]


def test_no_link_and_no_file_is_used_twice(project):
    links = [e["link"] for e in all_evidence(project) if e["link"]]
    files = [e["file"] for e in all_evidence(project) if e["file"]]
    assert len(links) > 100
    assert len(set(links)) == len(links)
    assert len(set(files)) == len(files)
    for evidence in all_evidence(project):
        assert evidence["link"] or evidence["file"]


def test_people_are_counted_only_where_a_list_is_kept(project):
    for activity in held_activities(project):
        kinds = [e["kind"] for e in activity["evidence"]]
        assert ("participant_list" in kinds) is (activity["participants"]["total"] is not None)


def test_everything_happens_inside_the_project(project):
    first, last = date(2024, 5, 27), date(2024, 11, 30)
    assert project["starts_on"] == first.isoformat()
    assert project["ends_on"] == last.isoformat()
    dated = ("starts_on", "ends_on", "dated_on", "paid_on")
    for trail, value in walk(project):
        if trail.rsplit(".", 1)[-1] in dated and value is not None:
            assert first <= date.fromisoformat(value) <= last, trail


def test_short_and_long_results_have_their_length(project):
    for task in project["tasks"]:
        for language in ("kk", "ru"):
            assert 40 <= len(words_of(task["long_term_result"][language])) <= 80
        for planned in task["activities"]:
            for language in ("kk", "ru"):
                assert 25 <= len(words_of(planned["short_term_result"][language])) <= 60
                assert 60 <= len(words_of(planned["narrative"][language])) <= 150


# ------------------------------------------------------------------ money, winners, answers


def test_money_sums_to_the_grant(project):
    sums = {"payroll": 0, "tax": 0, "purchase": 0}
    for expense in project["expenses"]:
        sums[expense["kind"]] += expense["amount_tenge"]
    assert sums == {"payroll": 840_000, "tax": 38_100, "purchase": 6_121_900}
    assert sum(sums.values()) == project["grant"]["amount"] == 7_000_000
    assert len({e["document_number"] for e in project["expenses"]}) == len(project["expenses"])


def test_winners_are_paid_as_the_expenses_say(project):
    winners = project["winners"]
    assert len(winners) == 10
    assert sum(w["is_organization"] for w in winners) == 4
    assert {w["amount_tenge"] for w in winners} == {300_000}
    paid = [e["payee"]["ru"] for e in project["expenses"] if e["title"]["ru"].startswith("Малый")]
    assert sorted(paid) == sorted(w["name"]["ru"] for w in winners)
    districts = {w["settlement"]["ru"].split(",")[0] for w in winners}
    assert len(districts) == 10


def test_staff_and_partners(project):
    assert sum(s["is_on_staff"] for s in project["staff"]) == 4
    assert sum(not s["is_on_staff"] for s in project["staff"]) == 2
    assert len(project["partners"]) == 2


def test_planned_levels_of_the_socio_economic_table(project):
    levels = {a["path"]: a["value"] for a in project["answers"] if a["path"].startswith("socio.")}
    assert levels == {
        "socio.direct_beneficiaries.plan": "1000",
        "socio.indirect_beneficiaries.plan": "20000",
        "socio.indirect_beneficiaries.fact": "20000",
        "socio.staff.plan": "4",
        "socio.specialists.plan": "2",
        "socio.ngos.plan": "2",
        "socio.ngos.fact": "2",
        "socio.payroll.plan": "840000",
        "socio.taxes.plan": "38100",
        "socio.purchases.plan": "6121900",
        "socio.partners.plan": "2",
    }
    assert {a["language"] for a in project["answers"] if a["path"] in levels} == {""}


def test_answers_belong_to_one_form_and_stand_once(project):
    assert {(a["form"], a["version"]) for a in project["answers"]} == {
        ("kz-state-grant/final-report", "2024")
    }
    places = [(a["path"], a["language"]) for a in project["answers"]]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("path", SECTION_WORDS)
def test_section_texts_have_their_length(project, path):
    fewest, most = SECTION_WORDS[path]
    texts = answer_texts(project, path)
    assert set(texts) == {"kk", "ru"}
    for text in texts.values():
        assert fewest <= len(words_of(text)) <= most


def test_the_success_story_has_five_to_eight_sentences(project):
    for language in ("kk", "ru"):
        told = " ".join(answer_texts(project, path)[language] for path in STORY)
        assert 5 <= len(re.findall(r"[.!?](?=\s+[«\dА-ЯӘҒҚҢӨҰҮҺІ]|$)", told)) <= 8
        assert answer_texts(project, "story.feedback")[language]
        assert answer_texts(project, "story.contact")[language]


def test_long_texts_use_every_mark(project):
    texts = [a["value"] for a in project["answers"]]
    for planned in planned_activities(project):
        texts += planned["narrative"].values()
    everything = "\n".join(texts)
    for mark in (r"^## \S", r"^- \S", r"^1\. \S", r"^  - \S", r"^\| .* \|$", r"\[[^\]]+\]\(https:"):
        assert re.search(mark, everything, re.MULTILINE), mark


def test_the_same_numbers_stand_in_both_languages(project):
    """A sentence that says 602 in one language and 620 in the other would be a slip of the pen."""

    def numbers_of(text: str) -> list[str]:
        text = re.sub(r"\([^)]*example\.org[^)]*\)", "", text)
        return sorted(re.findall(r"\d+(?: \d{3})*(?:,\d+)?", text))

    pairs = [answer_texts(project, path) for path in SECTION_WORDS]
    pairs += [answer_texts(project, path) for path in STORY]
    for task in project["tasks"]:
        pairs.append(task["long_term_result"])
        for planned in task["activities"]:
            pairs += [planned["narrative"], planned["short_term_result"]]
    for activity in held_activities(project):
        pairs += [activity["narrative"], activity["result"]]
    for pair in pairs:
        assert numbers_of(pair["kk"]) == numbers_of(pair["ru"]), pair["ru"][:60]
