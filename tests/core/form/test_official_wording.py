"""The Kazakh labels of the state's report are the official ones, letter for letter."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from grantee_app.folders import forms_folder
from grantee_app.form import load_form

DATA = Path(__file__).parents[2] / "data"
FORM = ("kz-state-grant/final-report", "2024")

# Words of this program: what only the screen shows, what the layout needs, what we added.
OURS = {"name", "edition", "words", "header"}


def read_official() -> list[str]:
    lines = (DATA / "official-labels-kk.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


def read_toml() -> dict[str, Any]:
    path = forms_folder().joinpath(*FORM[0].split("/"), f"{FORM[1]}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def gather_kazakh(part: Any) -> list[str]:
    """Return every Kazakh text below `part` that claims to be official, in the file's order."""
    if isinstance(part, list):
        return [text for item in part for text in gather_kazakh(item)]
    if not isinstance(part, dict) or part.get("provenance") == "ours":
        return []
    if "kk" in part:
        return [part["kk"]]
    # A field whose label is not printed is named and explained by us.
    is_ours = part.get("is_printed") is False
    # The story's own label is ours: the form asks for it in the help alone.
    hidden = {"label"} if part.get("kind") == "text_group" else set()
    return [
        text
        for key, value in part.items()
        if key not in OURS | hidden and not (is_ours and key in {"label", "help"})
        for text in gather_kazakh(value)
    ]


def order_title_first(form: dict[str, Any]) -> list[str]:
    sections = gather_kazakh(form["sections"])
    return [form["title"]["kk"], *sections, *gather_kazakh(form["contract_tasks"])]


def test_every_official_label_is_there_and_none_else():
    said, official = order_title_first(read_toml()), read_official()
    for ours, theirs in zip(said, official, strict=False):
        assert ours == theirs
    assert len(said) == len(official) > 90


def test_the_header_of_the_annex():
    header = load_form(*FORM).header.kk
    blank = header.format(date="20__ жылғы «__» ______", number="__")
    assert (
        blank == "Мемлекеттік грант беру туралы 20__ жылғы «__» ______ № __ Шарттың № 7 қосымшасы"
    )


def test_numbers_and_spelling_of_the_two_registers():
    """Official labels keep «отчет»; what the screen says is spelled «отчёт»."""
    form = load_form(*FORM)
    assert [section.number for section in form.sections if section.number] == [
        *("1", "1.1", "1.2", "1.3"),
        *("2", "3", "4", "5", "6"),
    ]
    assert "отчет " in form.title.ru
    assert "отчёт" in form.name.ru
    assert (form.provenance.kk, form.provenance.ru) == ("official", "working")


def test_both_contract_tasks():
    assert [task.key for task in load_form(*FORM).contract_tasks] == [
        "public_presentation",
        "information_work",
    ]
