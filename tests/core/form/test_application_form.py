"""Forms of applications are read strictly; every kind of field and rule, and their faults."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest

from grantee_app.errors import DataProblem, FileProblem
from grantee_app.form import application_form as model
from grantee_app.form import (
    list_application_forms,
    list_forms,
    load_application_form,
    read_application_form,
)
from grantee_app.form.application_form import is_bilingual
from grantee_app.form.form_faults import find_faults
from tests.core.invented_form import FORMS, IDEA

ID = "steppe-fund/idea"


def kinds(union: Any) -> set[str]:
    """Return the kinds of a union that is told apart by them."""
    return {
        get_args(one.model_fields["kind"].annotation)[0] for one in get_args(get_args(union)[0])
    }


def spoil(folder: Path, right: str, wrong: str) -> Path:
    """Return a copy of the invented form in which `right` was replaced by `wrong` once."""
    text = IDEA.read_text(encoding="utf-8")
    assert right in text
    path = folder / "2031.toml"
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    return path


def test_the_invented_form_uses_everything_there_is():
    form = read_application_form(IDEA)
    assert {field.kind for field in form.fields()} == kinds(model.FormField)
    columns = {column.kind for table in form.tables.values() for column in table.columns}
    assert columns == kinds(model.Column)
    assert {rule.kind for rule in form.rules} == kinds(model.FormRule)
    assert find_faults(tomllib.loads(IDEA.read_text(encoding="utf-8"))) == []


def test_what_a_form_says_is_found_by_key_and_by_meaning():
    form = read_application_form(IDEA)
    assert form.by_meaning["project.goal"].key == "goal"
    budget = form.find_table("budget")
    assert budget is not None
    assert budget.by_key["total"].computed.columns == ("quantity", "price")
    assert form.section_of["budget"].id == "money"
    assert form.words.total.ru == "Всего"  # the form's own
    assert form.words.yes.kk == "иә"  # ours
    assert form.page.orientation == "portrait"
    assert is_bilingual(form.by_key["settlement"])
    assert not is_bilingual(form.by_key["contact"])
    assert not is_bilingual(form.by_key["people"])


def test_reports_and_applications_are_listed_apart(tmp_path):
    assert (ID, "2031") in list_forms(FORMS, kind="application")
    assert (ID, "2031") not in list_forms(FORMS)
    assert all("steppe" not in form for form, _ in list_forms())
    assert (ID, "2031") in list_application_forms(FORMS)
    assert (ID, "2031") not in list_application_forms()
    assert list_application_forms(tmp_path / "nothing") == list_application_forms()


def test_a_form_of_the_workspace_is_loaded_and_read_anew_when_it_changes(tmp_path):
    folder = tmp_path / "steppe-fund" / "idea"
    folder.mkdir(parents=True)
    path = spoil(folder, "Идея села", "Идея аула")
    assert load_application_form(ID, "2031", tmp_path).name.ru == "Идея аула"
    path.write_text(IDEA.read_text(encoding="utf-8"), encoding="utf-8")
    assert load_application_form(ID, "2031", tmp_path).name.ru == "Идея села"
    with pytest.raises(FileProblem):
        load_application_form(ID, "2032", tmp_path)
    with pytest.raises(FileProblem):
        load_application_form("nobody/nothing", "1", tmp_path)
    path.rename(folder / "2032.toml")
    with pytest.raises(DataProblem) as caught:
        load_application_form(ID, "2032", tmp_path)
    assert caught.value.place == "version"


@pytest.mark.parametrize(
    ("form_id", "version"),
    [("../../outside", "1"), ("a/b/../../..", "1"), ("steppe-fund/idea", "../idea/2031"), ("", "")],
)
def test_a_name_leads_nowhere_but_into_the_folders_of_forms(tmp_path, form_id, version):
    (tmp_path / "forms").mkdir()
    for place in (tmp_path / "outside", tmp_path / "forms" / "steppe-fund" / "idea"):
        place.mkdir(parents=True)
        (place / "1.toml").write_bytes(IDEA.read_bytes())
        (place / "2031.toml").write_bytes(IDEA.read_bytes())
    with pytest.raises(FileProblem):
        load_application_form(form_id, version, tmp_path / "forms")


def test_a_byte_order_mark_of_notepad_is_no_fault(tmp_path):
    path = tmp_path / "2031.toml"
    path.write_bytes(b"\xef\xbb\xbf" + IDEA.read_bytes())
    assert read_application_form(path).id == ID


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("required = true", "requird = true", "sections.applicant.fields.applicant_kind.requird"),
        ('kind = "person"\nkey', 'kind = "human"\nkey', "sections.applicant.fields.leader"),
        (
            'label = { kk = "БСН", ru = "БИН" }',
            'label = { kk = "БСН" }',
            "sections.applicant.fields.bin.label",
        ),
        ('key = "goal"', 'key = "Goal"', "sections.idea.fields.Goal.key"),
        ('key = "goal"', 'key = "problem"', "sections.idea.fields.problem.key"),
    ],
)
def test_a_wrong_form_names_the_place(tmp_path, right, wrong, place):
    with pytest.raises(DataProblem) as caught:
        read_application_form(spoil(tmp_path, right, wrong))
    assert caught.value.place == place


def test_a_form_from_the_future_says_so(tmp_path):
    path = spoil(tmp_path, 'kind = "application"', 'format = 2\nkind = "application"')
    with pytest.raises(DataProblem, match="newer Bastama"):
        read_application_form(path)


@pytest.mark.parametrize(
    ("right", "wrong", "place", "said"),
    [
        # conditions
        ('is = "group" }\nrequired_when', 'is = "grup" }\nrequired_when', "is", "option «grup»"),
        (
            '{ field = "spheres", is = "other" }',
            '{ field = "sphere", is = "other" }',
            "field",
            "no field «sphere»",
        ),
        (
            '{ field = "spheres", is = "other" }',
            '{ field = "letter", is = "x" }',
            "field",
            "no val",
        ),
        (
            '{ field = "sum_asked", more_than = 300000 }',
            '{ field = "title", more_than = 300000 }',
            "more_than",
            "needs a number",
        ),
        (
            '{ field = "sum_asked", more_than = 300000 }',
            '{ field = "why_so_much", is = "x" }',
            "shown_when",
            "wait for each other",
        ),
        (
            '{ field = "sum_asked", more_than = 0 }',
            '{ field = "agrees", is = true }',
            "shown_when",
            "wait for each other",
        ),
        (
            '{ field = "sum_asked", more_than = 0 }',
            '{ field = "in_database", is = "maybe" }',
            "is",
            "yes or no",
        ),
        # meanings
        ('"project.problem"', '"project.problm"', "meaning", "no meaning"),
        ('"project.goal"', '"project.problem"', "meaning", "the same meaning"),
        ('"project.problem"', '"project.sum_asked"', "meaning", "cannot mean"),
        ('meaning = "budget"', 'meaning = "budjet"', "meaning", "no meaning «budjet»"),
        ('meaning = "quantity"', 'meaning = "amount"', "meaning", "no meaning «amount»"),
        ('meaning = "own"', 'meaning = "grant"', "meaning", "Two columns"),
        ('meaning = "applicant.leader"\n', "", "", ""),
        # options and tables
        ('"table:tasks"', '"table:task"', "options_from", "no table «task»"),
        ('"table:tasks"', '"table:activities"', "options_from", "its own"),
        ('key = "books"', 'key = "sport"', "key", "stands twice"),
        ('["quantity", "price"]', '["quantity", "cost"]', "product", "no column «cost»"),
        ('["quantity", "price"]', '["quantity", "title"]', "product", "is no number"),
        ('["quantity", "price"]', '["quantity", "rest"]', "computed", "from each other"),
        ('totals = ["total"', 'totals = ["totl"', "totals", "no column «totl»"),
        ('totals = ["total"', 'totals = ["title"', "totals", "is no number"),
        ('subtotal_by = "block"', 'subtotal_by = "part"', "subtotal_by", "no column «part»"),
        # limits, names
        ("max_words = 200", "max_words = 10", "max_words", "is less than"),
        ('renamed_from = ["aim"]', 'renamed_from = ["title"]', "renamed_from", "still in the form"),
        (
            'unofficial_layout = { kk = "Үлгі ресми емес", ru = "Макет неофициальный" }\n',
            "",
            "",
            "say so",
        ),
        # rules
        ('left = "budget.grant"\nright', 'left = "budgt.grant"\nright', "left", "no field «budgt»"),
        ('left = "budget.grant"\nright', 'left = "title"\nright', "left", "is no number"),
        ('sum_of = ["own"', 'sum_of = ["mine"', "sum_of", "no column «mine»"),
        ('{ block = "material" }', '{ blok = "material" }', "blok", "no column «blok»"),
        ('dates = "activities.when"', 'dates = "activities.title"', "dates", "does not fit"),
        ('by = "activities.task"', 'by = "activities.kind"', "by", "does not choose"),
        ('rules_file = "kz-state-grants"\n', "", "", "names none"),
        ('period = "period"', 'period = "people"', "period", "does not fit"),
    ],
)
def test_a_fault_is_told_where_it_stands(right, wrong, place, said):
    text = IDEA.read_text(encoding="utf-8")
    assert right in text
    faults = find_faults(tomllib.loads(text.replace(right, wrong, 1)))
    if not said:
        assert faults == []
        return
    fault = next(found for found in faults if said in str(found.said))
    assert not place or place in fault.path
    assert fault.cure is not None


def test_every_fault_of_a_file_is_found_at_once():
    text = IDEA.read_text(encoding="utf-8")
    for right, wrong in (
        ('"project.problem"', '"project.problm"'),
        ('"table:tasks"', '"table:task"'),
        ('sum_of = ["own"', 'sum_of = ["mine"'),
        ('renamed_from = ["aim"]', 'renamed_from = ["title"]'),
    ):
        text = text.replace(right, wrong, 1)
    assert len(find_faults(tomllib.loads(text))) >= 4


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"sections": 3, "rules": "x", "provenance": []},
        {"sections": [1, {"fields": [2, {"key": 3, "columns": [4], "options": {"a": 1}}]}]},
        {"sections": [{"fields": [{"key": "a", "kind": [], "shown_when": 4, "meaning": {}}]}]},
        {"rules": [{"kind": "equal", "left": 4, "where": 1}, {"kind": ["x"]}]},
    ],
)
def test_what_is_no_form_raises_nothing(content):
    assert isinstance(find_faults(content), list)
