"""The guide names every code of the checks, and no code that is gone."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from grantee_app import checks
from grantee_app.checks import application
from grantee_app.checks.registry import RULES
from grantee_app.form.meanings import FIELD_MEANINGS

ROOM = Path(checks.__file__).parent
GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guide"
ROW = re.compile(
    r"^\| `(?P<code>[a-z_.]+)` \| (?P<meaning>[^|]+) \| (?P<advice>[^|]+) \|$", re.MULTILINE
)
THEMES = {path.stem for path in ROOM.glob("*.py")} | {
    path.parent.name for path in ROOM.glob("*/*.py")
}

# What a field of a form means looks like a code, and one of them is one.
WORDS = set(FIELD_MEANINGS) - {"organization.bin", "organization.iban"}


def read_codes() -> set[str]:
    """Every string of the room that looks like a code: a theme's name, a dot, a word."""
    strings = [
        node.value
        for path in ROOM.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    found = {text for text in strings if re.fullmatch(r"[a-z_]+\.[a-z_]+", text)}
    return {text for text in found if text.partition(".")[0] in THEMES} - WORDS


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_guide_and_the_code_name_the_same_codes(language):
    rows = list(ROW.finditer((GUIDE / language / "checks.md").read_text(encoding="utf-8")))
    named = [row["code"] for row in rows]
    assert len(named) == len(set(named))
    assert set(named) == read_codes()
    for row in rows:
        assert len(row["meaning"]) > 15
        assert row["advice"].strip()


def test_every_rule_is_registered_once():
    """A rule is a public function `check_…` of a theme; one left out would never fire."""
    written = [
        node.name
        for path in ROOM.rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("check_")
        if path.stem != "__init__"
    ]
    registered = [*RULES, *application.RULES]
    assert sorted(rule.__name__ for rule in registered) == sorted(written)
