"""What the checks say of whole projects: a sound one, the sample, a new one, one under way."""

from __future__ import annotations

from datetime import date

import pytest

from grantee_app.checks import check_project
from grantee_app.checks.finding import SEVERITIES
from grantee_app.errors import DataProblem
from grantee_app.form.definition import FormDefinition
from grantee_app.records import Bilingual, Organization, Project, ProjectFile
from grantee_app.workspace import Workspace, read_sample
from tests.core.checks.soundness import (
    AFTER,
    BEFORE,
    DURING,
    FORM,
    assert_says,
    check,
    find_one,
    held,
    make_sound,
    project,
    write,
)

LATER = date(2025, 1, 15)


@pytest.mark.parametrize("today", [BEFORE, DURING, AFTER])
def test_a_sound_project_has_no_findings(today):
    assert check(make_sound(), today) == []


def test_the_sample_has_no_error_and_only_what_is_true_of_it():
    with Workspace.with_sample() as workspace:
        findings = check_project(workspace, read_sample().project.id, today=LATER)
    assert [(found.code, found.severity) for found in findings] == [
        ("dates.before_contract", "warning"),
        ("plan_fact.disputed", "note"),
    ]
    assert_says(
        findings[0],
        kk="Жоба 27.05.2024 күні басталады, ал шарт одан кейін, 28.05.2024 күні жасалған.",
        ru="Проект начинается 27.05.2024, раньше даты договора – 28.05.2024.",
    )
    assert findings[0].place == "cover/period"


def test_a_new_project_gets_two_notes_and_nothing_else():
    content = ProjectFile(
        format="bastama-project",
        schema_version=1,
        organization=Organization(name=Bilingual(kk="Ұйым")),
        project=Project(title=Bilingual(kk="Жоба")),
    )
    with Workspace.in_memory() as workspace:
        workspace.save_project(content)
        findings = check_project(workspace, content.project.id)
    assert [(found.code, found.severity) for found in findings] == [
        ("completeness.cover", "note"),
        ("completeness.text", "note"),
    ]


def test_a_project_under_way_is_not_asked_for_what_is_to_come():
    data = make_sound()
    project(data)["expenses"] = project(data)["expenses"][:1]
    project(data)["answers"] = []
    project(data)["tasks"][0]["long_term_result"] = {}
    later = {"id": "later", "title": {"kk": "Форум", "ru": "Форум"}, "starts_on": "2024-07-01"}
    project(data)["tasks"][0]["activities"].append(later)
    held(data)["participants"]["category"] = {}
    assert {(found.code, found.severity) for found in check(data, DURING)} == {
        ("completeness.text", "note"),
        ("totals.unsplit", "note"),
    }


def test_findings_come_errors_first_then_in_the_order_of_the_form():
    data = make_sound()
    held(data)["participants"]["gender"] = {"male": 4}
    data["organization"]["phone"] = ""
    project(data)["starts_on"] = "2024-02-01"
    project(data)["grant"]["starts_on"] = "2024-02-01"
    write(data, "results.long_term", "Қысқа.", "kk")
    order = [section.id for section in FORM.sections]
    keys = [(SEVERITIES.index(found.severity), order.index(found.section)) for found in check(data)]
    assert len(set(keys)) > 3
    assert keys == sorted(keys)


def test_every_place_is_a_section_of_the_form():
    data = make_sound()
    project(data)["answers"] = []
    project(data)["expenses"] = []
    held(data)["participants"] = {"total": 3}
    sections = {section.id for section in FORM.sections}
    found = check(data)
    assert len(found) > 15
    assert {entry.section for entry in found} <= sections


def test_another_form_is_checked_for_what_it_prints():
    """A form without tables asks for none; its places are its own."""
    words = FORM.words.model_dump()
    form = FormDefinition.model_validate(
        FORM.model_dump()
        | {
            "id": "donor/short",
            "version": "1",
            "words": words,
            "sections": [
                {
                    "id": "front",
                    "name": {"kk": "Алды"},
                    "blocks": [
                        {
                            "kind": "cover",
                            "items": [
                                {"key": "town", "source": "answer", "label": {"kk": "Ауыл"}},
                                {"key": "days", "source": "project_period", "label": {"kk": "Күн"}},
                            ],
                        }
                    ],
                },
                {
                    "id": "story",
                    "name": {"kk": "Мәтін"},
                    "blocks": [{"kind": "text", "path": "told", "max_words": 2}],
                },
            ],
        }
    )
    data = make_sound()
    held(data)["participants"]["gender"] = {"male": 1}
    project(data)["expenses"] = []
    project(data)["starts_on"] = "2024-02-01"
    told = {"form": "donor/short", "version": "1", "path": "told", "language": "kk"}
    project(data)["answers"] = [{**told, "value": "бір екі үш"}]
    assert [(found.code, found.place) for found in check(data, form=form)] == [
        ("dates.contract_period", "front/days"),
        ("completeness.cover", "front/town"),
        ("dates.before_contract", "front/days"),
        ("completeness.words", "story/told"),
        ("languages.text", "story/told"),
    ]


def test_an_unknown_project_is_one_clear_problem():
    with Workspace.in_memory() as workspace, pytest.raises(DataProblem):
        check_project(workspace, "nobody")


def test_today_is_the_calendar_unless_told():
    """The sample ended in 2024, so that without a day given it is due."""
    data = make_sound()
    write(data, "goal_evidence", "", "kk")
    write(data, "goal_evidence", "", "ru")
    assert find_one(data, "completeness.text").severity == "error"
    with Workspace.in_memory() as workspace:
        workspace.save_project(ProjectFile.model_validate(data))
        found = check_project(workspace, "project")
    assert [(entry.code, entry.severity) for entry in found] == [("completeness.text", "error")]
