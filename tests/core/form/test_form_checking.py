"""A form file is checked for the person who writes it: every mistake, its line, its cure."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.errors import FileProblem
from grantee_app.folders import forms_folder
from grantee_app.form import read_application_form, read_form
from grantee_app.form.catalogue import tell_kind
from grantee_app.form.form_checking import FormProblem, check_form, check_text
from grantee_app.form.new_form import create_form, write_starter
from grantee_app.form.toml_lines import find_line, find_lines
from grantee_app.language.catalogue import Language
from grantee_app.language.message import LANGUAGES
from tests.core.invented_form import IDEA

TEXT = IDEA.read_text(encoding="utf-8")
SHIPPED = sorted(forms_folder().glob("*/*/*.toml"))


def say(problem: FormProblem, language: str = "ru") -> str:
    words = Language.load(language)  # type: ignore[arg-type]
    return words.say(problem.said) + (f" {words.say(problem.cure)}" if problem.cure else "")


def spoil(right: str, wrong: str) -> tuple[str, int]:
    """Return the invented form with one replacement, and the line it begins on."""
    assert right in TEXT
    return TEXT.replace(right, wrong, 1), TEXT[: TEXT.index(right)].count("\n") + 1


# ------------------------------------------------------------------ sound forms


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: "/".join(path.parts[-3:]))
def test_every_form_that_ships_passes(path):
    assert [say(problem) for problem in check_form(path) if not problem.is_advice] == []


def test_the_invented_form_passes():
    assert check_form(IDEA) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_we_start_with_passes_and_is_loaded(tmp_path, language):
    path = tmp_path / "forms" / "aul" / "small-grant" / "2031.toml"
    create_form(path, language)
    assert check_form(path) == []
    form = read_application_form(path)
    assert (form.id, form.version) == ("aul/small-grant", "2031")
    assert check_text(write_starter(language)) == []
    assert ("түсініктеме" in path.read_text(encoding="utf-8")) == (language == "kk")


def test_a_new_form_takes_no_other_s_place(tmp_path):
    path = tmp_path / "2031.toml"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(FileProblem, match="already"):
        create_form(path, "ru")
    assert path.read_text(encoding="utf-8") == "mine"
    for name in ("2031.txt", "my form.toml", ".toml"):
        with pytest.raises(FileProblem):
            create_form(tmp_path / name, "ru")
    create_form(tmp_path / "elsewhere" / "2032.toml", "ru")
    assert all(problem.is_advice for problem in check_form(tmp_path / "elsewhere" / "2032.toml"))


# ------------------------------------------------------------------ one mistake

NGO = '{ field = "applicant_kind", is = "ngo" }'
LIST = 'options_from = "applicant_kinds"\n'
OWN = 'key = "spheres"\n'
SIGNED = "[[signatures]]\n"
MISTAKES = [
    # misspelt, missing, of another kind
    ("requird = true", "required = true", "«requird»", "«required»"),
    ('lable = { kk = "БСН"', 'label = { kk = "БСН"', "«lable»", "«label»"),
    ('kind = "long_txt"\nkey', 'kind = "long_text"\nkey', "long_txt", "«long_text»"),
    ("key", 'kind = "long_text"\nkey', "«kind»", "kind ="),
    ('label = { kk = "БСН" }', 'label = { kk = "БСН", ru = "БИН" }', "русского", "kk"),
    ('label = { ru = "БИН" }', 'label = { kk = "БСН", ru = "БИН" }', "казахского", "kk"),
    ('label = "БСН"', 'label = { kk = "БСН", ru = "БИН" }', "«label»", "{"),
    ('max_characters = "көп"', "max_characters = 120", "«max_characters»", "кавычек"),
    ("max_characters = -1", "max_characters = 120", "«max_characters»", ""),
    ('required = "maybe"\nidentifies', "required = true\nidentifies", "«required»", "true"),
    ('totals = "total"', 'totals = ["total", "own", "other", "grant"]', "«totals»", "["),
    ('key = "Goal"', 'key = "goal"', "«Goal»", "латинские"),
    ('["smal"]', '["small", "short", "medium"]', "«smal»", "«small»"),
    ('currencies = ["тенге"]', 'currencies = ["KZT", "USD"]', "тенге", "KZT"),
    ('options_from = "sphere"', 'options_from = "applicant_kinds"', "«sphere»", "«spheres»"),
    ("[page]\norientation = 3\n[words]", "[words]", "«3»", "portrait"),
    (
        'page = { kk = "{n}", ru = "{n" }\n',
        'total = { kk = "Жиыны", ru = "Всего" }\n',
        "«page»",
        "{…}",
    ),
    # nothing to choose, to compute, to compare
    ("", 'options_from = "applicant_kinds"\n', "ариант", "options_from"),
    ('product = ["quantity"]', 'product = ["quantity", "price"]', "столбец", "product"),
    ("from_call = false", "from_call = true", "раницы", "from_call"),
    ('{ field = "applicant_kind", is = "ngo", one_of = ["x"] }', NGO, "словие", "one_of"),
    # names that nothing has
    ('{ field = "applicant_knd", is = "ngo" }', NGO, "applicant_knd", "«applicant_kind»"),
    ('left = "budget.grnt"', 'left = "budget.grant"', "«grnt»", "«grant»"),
    ('"kz-state-grant"', '"kz-state-grants"', "kz-state-grant", "«kz-state-grants»"),
    # a part of a list, and who signs
    (f'{LIST}only = ["ngo", "grup"]\n', LIST, "«grup»", "«group»"),
    (f'{OWN}only = ["sport"]\n', OWN, "«only»", "options_from"),
    (f'{SIGNED}seal_when = {{ field = "knd", is = "ngo" }}\n', SIGNED, "«knd»", ""),
    (
        f'{SIGNED}shown_when = {{ field = "applicant_kind", is = "ngos" }}\n',
        SIGNED,
        "«ngos»",
        "«ngo»",
    ),
    (f"{SIGNED}seal = true\n", SIGNED, "«seal»", ""),
]


@pytest.mark.parametrize(("wrong", "right", "said", "cure"), MISTAKES)
def test_a_mistake_is_told_on_its_line_with_its_cure(wrong, right, said, cure):
    text, line = spoil(right, wrong)
    problems = check_text(text)
    found = [problem for problem in problems if said in say(problem) and cure in say(problem)]
    assert found, [say(problem) for problem in problems]
    # What is missing is told where the field or the rule begins.
    assert abs(found[0].line - line) <= 6
    for language in LANGUAGES:
        words = Language.load(language)
        for problem in problems:
            for sentence in (problem.said, problem.cure):
                assert sentence is None or words.say(sentence) != str(sentence)


@pytest.mark.parametrize(
    ("wrong", "right", "cure"),
    [
        ('version = 2031"', 'version = "2031"', "кавыч"),
        ('version "2031"', 'version = "2031"', "="),
        ("version = дом", 'version = "2031"', "text"),
        ('version = "2031" "2032"', 'version = "2031"', "«»"),
        ('версия = "2031"', 'version = "2031"', "латинск"),
        ('version = "2031"\nversion = "2032"', 'version = "2031"', "Удалите"),
        ('version = "20\\31"', 'version = "2031"', "\\\\"),
        ("[provenance]\n[provenance]", "[provenance]", "[[sections]]"),
        ("[provenance", "[provenance]", "["),
    ],
)
def test_what_is_no_toml_is_told_on_its_line(wrong, right, cure):
    text, line = spoil(right, wrong)
    (problem,) = check_text(text)
    assert line <= problem.line <= line + 2
    assert cure in say(problem)


# ------------------------------------------------------------------ a whole file


def test_all_mistakes_are_told_in_one_run(tmp_path):
    text = TEXT
    for wrong, right, _said, _cure in (MISTAKES[0], MISTAKES[1], MISTAKES[11], MISTAKES[-1]):
        text = text.replace(right, wrong, 1)
    path = tmp_path / "2030.toml"
    path.write_text(text, encoding="utf-8")
    problems = check_form(path)
    assert len(problems) >= 6  # the name of the file and its place too
    assert [problem.line for problem in problems] == sorted(problem.line for problem in problems)
    assert any("2031.toml" in say(problem) for problem in problems)
    assert any(problem.is_advice for problem in problems)


def test_files_that_are_no_forms(tmp_path):
    path = tmp_path / "2031.toml"
    for data in (
        b"",
        b"\xef\xbb\xbf",
        "kind".encode("utf-16"),
        b"x = 1",
        b"sections = 3",
        b"kind = 4",
        b'kind = "poem"',
        b"a = " + b"[" * 5000,
        b"\x00\x01",
    ):
        path.write_bytes(data)
        assert check_form(path), data[:20]
    path.write_bytes(b"# " + b"x" * 5_000_000)
    assert len(check_form(path)) == 1
    with pytest.raises(FileProblem):
        check_form(tmp_path / "nothing.toml")
    with pytest.raises(FileProblem):
        check_form(tmp_path)


def test_a_form_from_the_future_is_told_alone():
    (problem,) = check_text(TEXT.replace("kind =", "format = 9\nnew_thing = 3\nkind =", 1))
    assert "новой Бастамы" in say(problem)


def test_a_report_is_checked_as_a_report(tmp_path):
    path = next(path for path in SHIPPED if tell_kind(path) == "report")
    text = path.read_text(encoding="utf-8").replace("is_printed", "is_printd", 1)
    (problem,) = check_text(text)
    assert "«is_printed»" in say(problem)
    assert read_form(path)


# Whatever is deleted, the check ends, and tells it when the form cannot be loaded.
@given(st.integers(0, TEXT.count("\n")), st.integers(1, 6))
def test_the_check_and_the_loading_agree(first, count):
    lines = TEXT.splitlines()
    text = "\n".join(lines[:first] + lines[first + count :])
    problems = check_text(text)
    # A piece of advice stops no form.
    mistakes = [problem for problem in problems if not problem.is_advice]
    path = Path("2031.toml")
    try:
        _load(text)
    except Exception:  # noqa: BLE001 (whatever it is, the check said so)
        assert mistakes
    else:
        assert mistakes == []
    assert all(1 <= problem.line <= len(lines) for problem in problems), path


def _load(text: str) -> None:
    from grantee_app.form.application_form import ApplicationForm
    from grantee_app.form.catalogue import add_words
    from grantee_app.form.form_faults import find_faults

    content = tomllib.loads(text)
    ApplicationForm.model_validate(add_words(content))
    assert not find_faults(content)


# ------------------------------------------------------------------ lines


def test_every_place_has_its_line():
    text = '''# a remark
a = 1
"b c".d = { e = 2, f = [
    3, # three
    { g = "#", h = """
]
""" },
] }
[t]
x.y = 'it''s not'
[[s]]
k = [[1], [2,
3]]
[[s.n]]
v = 2031-01-02T03:04:05Z
[[s.n]]
[s.n.deep]
w = true
[[s]]
'''.replace("'it''s not'", '"it"')
    lines = find_lines(text)
    expected = {
        ("a",): 2,
        ("b c",): 3,
        ("b c", "d"): 3,
        ("b c", "d", "e"): 3,
        ("b c", "d", "f", 0): 4,
        ("b c", "d", "f", 1, "g"): 5,
        ("b c", "d", "f", 1, "h"): 5,
        ("t",): 9,
        ("t", "x", "y"): 10,
        ("s",): 11,
        ("s", 0): 11,
        ("s", 0, "k"): 12,
        ("s", 0, "k", 1, 0): 12,
        ("s", 0, "k", 1, 1): 13,
        ("s", 0, "n", 0, "v"): 15,
        ("s", 0, "n", 1): 16,
        ("s", 0, "n", 1, "deep", "w"): 18,
        ("s", 1): 19,
    }
    assert {path: lines.get(path) for path in expected} == expected
    assert find_line(lines, ("s", 0, "k", "nothing")) == 12
    assert find_line(lines, ("nothing",)) == 1


@pytest.mark.parametrize("path", [*SHIPPED, IDEA], ids=lambda path: "/".join(path.parts[-3:]))
def test_no_place_of_a_form_is_without_its_line(path):
    text = path.read_text(encoding="utf-8")
    lines = find_lines(text)
    written = text.splitlines()

    def walk(here: object, place: tuple[str | int, ...]) -> None:
        items = here.items() if isinstance(here, dict) else enumerate(here)  # type: ignore[arg-type]
        for step, value in items:
            assert (*place, step) in lines
            if isinstance(step, str):
                assert step in written[lines[*place, step] - 1]
            if isinstance(value, dict | list):
                walk(value, (*place, step))

    walk(tomllib.loads(text), ())


def test_a_condition_asks_for_no_option_that_the_form_left_out():
    narrowed = TEXT.replace(LIST, LIST + 'only = ["group", "person"]\n', 1)
    found = [say(problem) for problem in check_text(narrowed)]
    assert any("«ngo»" in said for said in found)
