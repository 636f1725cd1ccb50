"""Form files are found and read; a wrong one is refused in a sentence that names the place."""

from __future__ import annotations

from pathlib import Path

import pytest

from grantee_app.errors import DataProblem, FileProblem
from grantee_app.folders import forms_folder
from grantee_app.form import STATE_FINAL_REPORT, list_forms, load_form, read_form
from grantee_app.form.catalogue import latest_version
from grantee_app.language.catalogue import Language
from tests.core.invented_form import FORMS

STATE = forms_folder() / "kz-state-grant" / "final-report" / "2024.toml"


def spoil(folder: Path, wrong: str, right: str) -> Path:
    """Return a copy of the state's form in which `right` was replaced by `wrong` once."""
    text = STATE.read_text(encoding="utf-8")
    assert right in text
    path = folder / "2031.toml"
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(("form_id", "version"), list_forms())
def test_every_form_that_ships_can_be_read(form_id, version):
    form = load_form(form_id, version)
    assert (form.id, form.version) == (form_id, version)
    assert form.title.kk
    assert form.title.ru


def test_the_state_s_report_is_there():
    assert (STATE_FINAL_REPORT, "2024") in list_forms()
    assert latest_version(STATE_FINAL_REPORT) == max(
        version for form, version in list_forms() if form == STATE_FINAL_REPORT
    )


@pytest.mark.parametrize(
    ("wrong", "right", "place"),
    [
        # a misspelt key, a language that is none
        ("is_printd = false", "is_printed = false", "sections.goal.blocks.goal_evidence.is_printd"),
        (
            'label = { kz = "Ерлер"',
            'label = { kk = "Ерлер"',
            "sections.statistics.blocks.#1.tables.#1.groups.male.label.kz",
        ),
        # kinds, sources, figures and columns are closed lists
        ('kind = "winner"', 'kind = "winners"', "sections.narrative.blocks.#2"),
        (
            'source = "organisation_name"',
            'source = "organization_name"',
            "sections.cover.blocks.#1.items.org_name.source",
        ),
        (
            'figure = "npos"',
            'figure = "ngos"',
            "sections.socio_economic.blocks.#1.rows.#5.figure",
        ),
        (
            '{ key = "phone", width = 7',
            '{ key = "contacts", width = 7',
            "sections.partners.blocks.#2.columns.phone.key",
        ),
        ('orientation = "upright"', 'orientation = "landscape"', "page.orientation"),
        # a label or a word that is missing
        ("", 'title = { kk = "Гендерлік', "statistics"),
        ("", 'nothing = { kk = "-", ru = "-" }', "words.nothing"),
        # what would break on paper
        (
            '{ key = "fact", width = 0',
            '{ key = "fact", width = 6.4',
            "sections.indicators.blocks.#1.columns.fact.width",
        ),
        ('{ key = "date", width', '{ key = "place", width', "sections.indicators.blocks.#1"),
        ('"{page} / {total} бет"', '"{page} / {pages} бет"', "words.page"),
        ('"{page / {pages} бет"', '"{page} / {pages} бет"', "words.page"),
        ('"{number.real}-міндет."', '"{number}-міндет."', "words.task"),
        ("№ {contract}", "№ {number}", "header"),
        # two texts of one path, two sections of one name
        ('path = "goal_evidence"', 'path = "changes"', "sections"),
        ('id = "goal"', 'id = "changes"', "sections"),
        ('level = "two"', "level = 2", "sections.narrative.level"),
    ],
)
def test_a_wrong_form_names_the_place(tmp_path, wrong, right, place):
    if not wrong:
        # The whole line goes.
        text = STATE.read_text(encoding="utf-8")
        right = next(line for line in text.splitlines() if right in line)
    path = spoil(tmp_path, wrong, right)
    with pytest.raises(DataProblem) as caught:
        read_form(path)
    assert place in caught.value.place
    for language in ("kk", "ru"):
        said = Language.load(language).say(caught.value.message)
        assert "2031.toml" in said
        assert caught.value.place in said
        assert said != str(caught.value.message), "the sentence is not translated"


@pytest.mark.parametrize("content", [b"id = ", b"\xff\xfe", b"id = 1\nid = 2", b"[sections\n"])
def test_what_is_no_toml_is_said_to_be_none(tmp_path, content):
    path = tmp_path / "2031.toml"
    path.write_bytes(content)
    with pytest.raises(DataProblem, match="is not valid TOML"):
        read_form(path)


@pytest.mark.parametrize("content", [b"", b"x = 1", b"sections = 3", b"words = []"])
def test_what_is_no_form_is_refused(tmp_path, content):
    path = tmp_path / "2031.toml"
    path.write_bytes(content)
    with pytest.raises(DataProblem) as caught:
        read_form(path)
    assert caught.value.place


def test_what_is_not_there(tmp_path):
    with pytest.raises(FileProblem, match=r"2031\.toml cannot be read"):
        read_form(tmp_path / "2031.toml")
    with pytest.raises(FileProblem):
        read_form(tmp_path)
    with pytest.raises(FileProblem):
        load_form(STATE_FINAL_REPORT, "1999")
    with pytest.raises(FileProblem, match="no form named"):
        latest_version("nobody/nothing")


def test_a_form_that_calls_itself_otherwise_is_refused(tmp_path, monkeypatch):
    """Its answers would be kept under one name and looked for under another."""
    folder = tmp_path / "village" / "story"
    folder.mkdir(parents=True)
    (folder / "2031.toml").write_bytes(STATE.read_bytes())
    monkeypatch.setattr("grantee_app.form.catalogue.forms_folder", lambda: tmp_path)
    load_form.cache_clear()
    try:
        with pytest.raises(DataProblem) as caught:
            load_form("village/story", "2031")
        assert caught.value.place == "id"
    finally:
        load_form.cache_clear()


def test_only_forms_are_listed(tmp_path):
    for name in ("a/b/2030.toml", "a/b/2031.toml", "a/loose.toml", "rules/x.toml", "a/b/c/d.toml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "a" / "b" / "notes.md").touch()
    assert list_forms(tmp_path) == [("a/b", "2030"), ("a/b", "2031")]
    assert list_forms(tmp_path / "nothing") == []


def test_the_invented_form_of_the_tests_can_be_read():
    ((form_id, version),) = list_forms(FORMS)
    assert read_form(FORMS / form_id / f"{version}.toml").page.orientation == "portrait"
