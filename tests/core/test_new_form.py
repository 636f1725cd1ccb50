"""A form that exists nowhere but in this test goes from its file to a project, without Python.

TOML → checked → offered → filled by typing as people type → values → the project file and back.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from grantee_app.cli import main
from grantee_app.exchange import read_project_file
from grantee_app.exchange.project_files import write_project_file
from grantee_app.records import Application, Bilingual, Organization
from grantee_app.workspace import Workspace
from tests.core.form.filling import TODAY
from tests.core.invented_form import add_form

FORM = """
kind = "application"
id = "river-fund/clean-bank"
version = "2031-spring"
name = { kk = "Таза жаға", ru = "Чистый берег" }
title = { kk = "«Өзен» қорына өтінім", ru = "Заявка в фонд «Река»" }
source = "Invented for the tests"
provenance = { kk = "ours", ru = "ours" }
unofficial_layout = { kk = "Үлгі ресми емес", ru = "Макет неофициальный" }
applicants = ["group"]
grant_kinds = ["small"]

[[sections]]
id = "river"
name = { kk = "Өзен", ru = "Река" }

[[sections.fields]]
kind = "person"
key = "who"
label = { kk = "Кім бастайды", ru = "Кто начинает" }
meaning = "applicant.leader"
required = true

[[sections.fields]]
kind = "yes_no"
key = "is_polluted"
label = { kk = "Өзен лас па", ru = "Река грязная?" }

[[sections.fields]]
kind = "long_text"
key = "how"
label = { kk = "Қалай ластанған", ru = "Чем загрязнена" }
shown_when = { field = "is_polluted", is = true }
required = true
meaning = "project.problem"

[[sections.fields]]
kind = "date_range"
key = "weeks"
label = { kk = "Қашан", ru = "Когда" }
meaning = "project.period"

[[sections.fields]]
kind = "table"
key = "days"
label = { kk = "Сенбіліктер", ru = "Субботники" }
meaning = "activities"
columns = [
    { kind = "text", key = "what", label = { kk = "Не", ru = "Что" }, meaning = "title" },
    { kind = "date", key = "when", label = { kk = "Күні", ru = "День" }, meaning = "when" },
    { kind = "whole_number", key = "hands", label = { kk = "Адам", ru = "Людей" }, meaning = "participants" },
    { kind = "number", key = "bags", label = { kk = "Қап", ru = "Мешков" } },
    { kind = "money", key = "bag", label = { kk = "Қап бағасы", ru = "Цена мешка" } },
    { kind = "money", key = "cost", label = { kk = "Құны", ru = "Стоимость" }, computed = { product = ["bags", "bag"] } },
]
totals = ["hands", "cost"]

[[sections.fields]]
kind = "money"
key = "asked"
label = { kk = "Сұралатын сома", ru = "Запрашиваемая сумма" }
meaning = "project.sum_asked"

[[rules]]
kind = "equal"
left = "days.cost"
right = "asked"
"""  # noqa: E501 (a form is written as forms are)


def test_a_form_goes_from_its_file_to_a_project(tmp_path: Path) -> None:
    folder = tmp_path / "жұмыс"
    path = add_form(folder, FORM)
    assert main(["form", "check", str(path)]) == 0

    with Workspace.open(folder) as workspace:
        deeds = workspace.applications
        assert ("river-fund/clean-bank", "2031-spring") in deeds.list_forms()
        workspace.records.add_organization(
            Organization(
                id="org",
                name=Bilingual(kk="Көршілер"),
                legal_form="initiative_group",
                head=Bilingual(kk="Ержан Қасымов"),
            )
        )
        application = Application(
            form="river-fund/clean-bank", version="2031-spring", kind="small", language="kk"
        )
        project, begun = deeds.begin_project("org", Bilingual(kk="Таза өзен"), application)
        values = deeds.load(begun).read_values(TODAY)
        assert values.filled.told("who").kk == "Ержан Қасымов"  # nothing known is asked again
        assert not values.is_shown("how")

        def type_into(text: str, *where: str, language: str = "") -> None:
            workspace.write_text(deeds.load(begun).find_place(*where).place, language, text)

        type_into("иә", "is_polluted")
        type_into("Қоқыс көп", "how", language="kk")
        type_into("сәуір - мамыр 2031", "weeks")
        type_into("100 мың тг", "asked")
        for day, hands, bags in (("12.04.31", "15 адам", "30"), ("3 мамыр 2031", "көп", "20,5")):
            row = deeds.add_row(begun, "days")
            type_into("Жағаны тазалау", "days", row, "what", language="kk")
            type_into(day, "days", row, "when")
            type_into(hands, "days", row, "hands")
            type_into(bags, "days", row, "bags")
            type_into("200", "days", row, "bag")

        values = deeds.load(begun).read_values(TODAY)
        assert values.is_required("how")
        assert values.value("asked") == 100_000
        first, second = values.rows("days")
        assert values.cell("days", first, "when") == date(2031, 4, 12)
        assert values.cell("days", second, "when") == date(2031, 5, 3)
        assert values.cell("days", second, "cost") == 4100
        # What cannot be read stays as it was typed, is told, and counts nothing.
        assert values.filled.cell("days", second, "hands") == "көп"
        assert values.read_cell("days", second, "hands").problem is not None
        assert values.totals("days") == {"hands": 15, "cost": 10_100}
        assert values.figure("days.cost") != values.figure("asked")

        out = tmp_path / "жоба.json"
        write_project_file(workspace.load_project(project), out)

    other = tmp_path / "басқа"
    with Workspace.open(other) as workspace:
        workspace.save_project(read_project_file(out))
        # The form itself is a file of its own: with it all is as it was.
        add_form(other, FORM)
        again = workspace.applications.load(workspace.applications.find(project))
        assert again.read_values(TODAY).totals("days") == {"hands": 15, "cost": 10_100}
        assert dict(again.filled.answers) == dict(values.filled.answers)
