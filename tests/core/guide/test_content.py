"""The guide itself: whole in both languages, every link leads somewhere, every key exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from grantee_app.folders import guide_folder
from grantee_app.guide.markup import KEY, Heading, iterate_texts, read_blocks, read_spans
from grantee_app.guide.pages import CONTENTS, list_pages, list_targets, read_page, read_target

ROOT = Path(__file__).resolve().parents[3]
LANGUAGES = ("kk", "ru")
PAGES = sorted({path.stem for path in guide_folder().glob("*/*.md")})
KAZAKH = set("әіңғүұқөһӘІҢҒҮҰҚӨҺ")


def read_source(name: str, language: str) -> str:
    return (guide_folder() / language / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_there_in_both_languages_with_the_same_headings(name: str) -> None:
    levels = {
        language: [section.level for section in read_page(name, language).sections]
        for language in LANGUAGES
    }
    assert levels["kk"] == levels["ru"]
    assert levels["kk"][0] == 1
    assert levels["kk"].count(1) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name: str, language: str) -> None:
    page = read_page(name, language)
    links = [
        span.target
        for section in page.sections
        for text in iterate_texts(section.blocks)
        for span in read_spans(text)
        if span.target
    ]
    assert [link for link in links if not leads_somewhere(link, name, language)] == []


def leads_somewhere(link: str, name: str, language: str) -> bool:
    target = read_target(link, name)
    if target is None:
        here = guide_folder() / language
        return link.startswith("https://") or (here / link.partition("#")[0]).resolve().is_file()
    if target.page not in PAGES:
        return False
    page = read_page(target.page, language)
    return not target.anchor or any(part.anchor == target.anchor for part in page.sections)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_name_every_page(language: str) -> None:
    named = {target.page for target in list_targets(read_page(CONTENTS, language))}
    assert named | {CONTENTS} == set(PAGES)
    assert list_pages(language)[0] == CONTENTS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_uses_only_the_marks_that_are_understood(name: str, language: str) -> None:
    source = read_source(name, language)
    assert not re.search(r"<\w|!\[|^ *> |^\* |^ *\+ |^\t", source, re.MULTILINE)
    for block in read_blocks(source):
        texts = [block.text] if isinstance(block, Heading) else iterate_texts((block,))
        left = [
            "".join(span.text for span in read_spans(text) if not span.is_code) for text in texts
        ]
        for text in left:
            assert not re.search(r"\*\*|\]\(|`|^#|^\|", text), text


@pytest.mark.parametrize("name", PAGES)
def test_the_languages_are_not_mixed(name: str) -> None:
    assert KAZAKH & set(read_source(name, "kk"))
    # A form holds its words in both languages.
    source = re.sub(r'kk = "[^"]*"', "", read_source(name, "ru"))
    russian = [word for word in re.findall(r"\w+", source) if KAZAKH & set(word)]
    # Single letters are shown, «Қаз» is on a button, and a search is explained by a Kazakh word.
    assert [w for w in russian if len(w) > 1 and w not in ("Қаз", "көшірме", "Қалиева")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_ten_questions_are_answered(language: str) -> None:
    questions = [part for part in read_page(CONTENTS, language).sections if part.level == 3]
    assert len(questions) >= 10
    assert all(part.blocks for part in questions)


def test_every_page_of_the_window_has_its_help() -> None:
    named = {
        value.value
        for path in (ROOT / "ui").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.Assign, ast.AnnAssign))
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and target.id == "HELP"
        if isinstance(value := node.value, ast.Constant) and value.value
    }
    assert {"home", "plan", "report", "first-start"} <= named
    assert named <= set(PAGES)


# ---------------------------------------------------------------- keys

# Keys that Qt itself gives to every list, field and button.
_OF_QT = {"Tab", "Shift+Tab", "Enter", "Esc", "Ctrl+C", "Ctrl+V", "Backspace", "Ctrl+A", "Ctrl+X"}
_NAMES = {
    "PageDown": "PgDown",
    "PageUp": "PgUp",
    "←": "Left",
    "→": "Right",
    "↑": "Up",
    "↓": "Down",
    "Insert": "Insert",
    "Delete": "Delete",
    "Esc": "Escape",
}
_MODIFIERS = {"Control": "Ctrl", "Alt": "Alt", "Shift": "Shift"}


def read_keys_of_the_window() -> set[str]:
    """Return the keys the sources name: as sequences, or as a key and a modifier in one file."""
    known = set(_OF_QT)
    for path in (ROOT / "ui").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        keys = {name.replace("Page", "Pg") for name in re.findall(r"Key\.Key_(\w+)", source)}
        held = {_MODIFIERS[name] for name in re.findall(r"\b(Control|Alt|Shift)Modifier", source)}
        known |= keys | {f"{modifier}+{key}" for modifier in held for key in keys}
        known |= set(re.findall(r'"((?:(?:Ctrl|Alt|Shift)\+)+\w+|F\d+|Esc|Del)"', source))
    return known


def spell(key: str) -> str:
    *modifiers, last = key.split("+")
    return "+".join([*modifiers, _NAMES.get(last, last)])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_key_that_is_named_exists(name: str, language: str) -> None:
    known = read_keys_of_the_window()
    assert "Ctrl+J" not in known
    named = set(KEY.findall(read_source(name, language)))
    unknown = {key for key in named if key not in known and spell(key) not in known}
    # A letter of the alphabet after Alt is the underlined one of a button: said as an example.
    assert {key for key in unknown if not re.fullmatch(r"Alt\+[А-ЯӘІҢҒҮҰҚӨҺ]", key)} == set()
