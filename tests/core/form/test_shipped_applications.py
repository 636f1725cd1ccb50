"""Every form of an application that ships is complete in both languages and helps to answer."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from grantee_app.folders import forms_folder
from grantee_app.form import load_form
from grantee_app.form.application_form import (
    ApplicationForm,
    ChoiceField,
    FileField,
    LongTextField,
    NoteField,
    TableField,
    YesNoField,
)
from grantee_app.form.catalogue import list_application_forms, load_application_form
from grantee_app.form.definition import SocioEconomicBlock
from grantee_app.form.form_faults import find_faults
from grantee_app.form.limits import measure_text
from grantee_app.form.options import list_known, list_options
from grantee_app.records.base import Bilingual
from grantee_app.records.legal_forms import UNREGISTERED
from grantee_app.records.organization import LegalForm

SHIPPED = [
    ("kz-state-grant/application", "2024"),
    ("private-donor/concept-note", "2024"),
    ("private-donor/project-proposal", "2024"),
    ("small-grant/application", "2024"),
]
# Words that both languages have.
SAME = {"Смета", "Бюджет", "Грант", "Донор", "Валюта", "Идея", "Бухгалтер", "индикатор"}
KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
# Names that Russian texts write in Kazakh.
NAMES = re.compile("Жетісу")
LATIN_WORDS = re.compile(r"eGov|ISO|WhatsApp|Instagram|Facebook|KZ|IBAN|А5|IT")
MIXED = re.compile(r"[A-Za-z][а-яёәғқңөұүһі]|[а-яёәғқңөұүһі][A-Za-z]", re.IGNORECASE)
LONGEST_HELP = 330
SENTENCE = 40


@pytest.fixture(params=SHIPPED, ids=lambda found: found[0])
def form(request) -> ApplicationForm:
    return load_application_form(*request.param)


def read_content(form: ApplicationForm) -> dict[str, Any]:
    path = forms_folder().joinpath(*form.id.split("/"), f"{form.version}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def iterate_texts(part: Any) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield every text of a file in both languages, with the name it stands under."""
    found = part.items() if isinstance(part, dict) else enumerate(part)
    for key, value in found:
        if isinstance(value, dict) and value.keys() & {"kk", "ru"} and key != "provenance":
            yield str(key), value
        elif isinstance(value, (dict, list)):
            yield from iterate_texts(value)


def guided(form: ApplicationForm) -> list[LongTextField | TableField]:
    return [field for field in form.fields() if isinstance(field, (LongTextField, TableField))]


def test_these_forms_ship_and_no_other():
    assert list_application_forms() == SHIPPED


def test_a_form_says_nothing_wrong_about_itself(form):
    assert find_faults(read_content(form)) == []


def test_both_languages_are_complete_and_differ(form):
    texts = list(iterate_texts(read_content(form)))
    assert len(texts) > 50
    for name, text in texts:
        assert text.keys() == {"kk", "ru"}, (name, text)
        assert text["kk"].strip(), (name, text)
        assert text["ru"].strip(), (name, text)
        assert text["kk"] != text["ru"] or text["kk"] in SAME, (name, text)


def test_kazakh_is_kazakh_and_russian_is_russian(form):
    for _name, text in iterate_texts(read_content(form)):
        if len(text["kk"]) > SENTENCE:
            assert KAZAKH.search(text["kk"]), text
        assert not KAZAKH.search(NAMES.sub("", text["ru"])), text


def test_a_text_is_set_as_a_careful_typist_would(form):
    for _name, text in iterate_texts(read_content(form)):
        for said in text.values():
            assert said == " ".join(said.split()), said
            assert said.count("«") == said.count("»"), said
            assert said.count("(") + len(re.findall(r"(?<![0-9])[0-9]\)", said)) >= said.count(")")
            assert not re.search(r"[\"“”'—]| - |\.\.\.", said), said
            assert not MIXED.search(LATIN_WORDS.sub("", said)), said


def test_every_long_text_and_table_tells_how_to_answer_well(form):
    assert guided(form)
    for field in guided(form):
        for part in (field.guidance.looks_for, field.guidance.good, field.guidance.weak):
            assert part.kk, field.key
            assert part.ru, field.key
        assert field.guidance.good.kk.startswith("«"), field.key
        assert field.guidance.weak.ru.startswith("«"), field.key


def test_a_good_answer_has_a_number_and_keeps_to_the_limits_of_its_field(form):
    numbers = 0
    for field in guided(form):
        good = field.guidance.good
        numbers += bool(re.search("[0-9]", good.ru))
        if isinstance(field, LongTextField):
            for language in ("kk", "ru"):
                said = good.written_in(language).strip("«»")
                for usage in measure_text(said, field):
                    assert not usage.is_long, (field.key, language, usage)
                    assert not usage.is_short, (field.key, language, usage)
    # A few good answers need no number: a risk, a weak point, what a partner gives.
    assert numbers >= 0.75 * len(guided(form))


def test_every_field_has_a_label_and_help_stays_short(form):
    for field in form.fields():
        label: Bilingual = field.text if isinstance(field, NoteField) else field.label
        assert label.kk, field.key
        assert label.ru, field.key
        if not isinstance(field, NoteField):
            assert max(len(field.help.kk), len(field.help.ru)) <= LONGEST_HELP, field.key
        if isinstance(field, TableField):
            assert field.row_name.kk, field.key
            assert all(column.label.kk and column.label.ru for column in field.columns)
            assert any(column.required for column in field.columns), field.key


def test_every_rule_says_where_it_was_read_and_when(form):
    assert form.rules
    for rule in form.rules:
        assert rule.source.strip(), rule
        assert rule.source_name.kk, rule
        assert rule.source_name.ru, rule
        assert rule.year is not None, rule


def test_a_form_that_is_ours_says_so_in_print(form):
    assert (form.provenance.kk, form.provenance.ru) == ("ours", "ours")
    assert form.unofficial_layout


def test_a_blind_copy_names_nobody(form):
    """What means the applicant is marked, so that a copy can be made without it."""
    named = {
        "organization.name",
        "organization.head",
        "organization.phone",
        "organization.email",
        "organization.bin",
        "applicant.leader",
        "project.manager",
        "team",
    }
    for field in form.fields():
        if not isinstance(field, NoteField) and field.meaning in named:
            assert field.identifies, field.key


def test_what_becomes_the_project_is_asked_for(form):
    """A won application is turned into a project: title, goal, period, sum."""
    asked = set(form.by_meaning)
    assert {"project.title", "project.goal", "project.period", "project.sum_asked"} <= asked
    if form.id != "private-donor/concept-note":
        assert {"tasks", "activities", "indicators", "budget"} <= asked


# ---------------------------------------------------------------------- the state's application


def state() -> ApplicationForm:
    return load_application_form("kz-state-grant/application", "2024")


def test_the_two_labels_that_the_operator_published():
    official = [
        field.label
        for field in state().fields()
        if not isinstance(field, NoteField) and field.provenance == "official"
    ]
    assert [label.kk for label in official] == [
        "Ұсынылған әлеуметтік жобаның ұйымның жарғылық қызметіне сәйкестігін негіздеу",
        (
            "Ұйымның тұрақтылықты қамтамасыз етудегі және (немесе) нәтижелерді одан әрі"
            " ілгерілетудегі рөлі"
        ),
    ]
    assert [label.ru for label in official] == [
        (
            "Обоснование соответствия предлагаемого социального проекта уставной деятельности"
            " организации"
        ),
        "Роль организации в обеспечении устойчивости и (или) дальнейшем продвижении результатов",
    ]


def test_the_eight_declarations_of_the_law():
    section = next(section for section in state().sections if section.id == "declarations")
    declared = [field for field in section.fields if isinstance(field, YesNoField)]
    assert len(declared) == 8
    assert all(field.is_declaration and field.required for field in declared)


def test_the_plan_of_the_socio_economic_table_has_the_rows_of_the_final_report():
    report = load_form("kz-state-grant/final-report", "2024")
    (table,) = [
        block
        for section in report.sections
        for block in section.blocks
        if isinstance(block, SocioEconomicBlock)
    ]
    asked = {
        field.key.removeprefix("socio_"): field.label
        for field in state().fields()
        if field.key.startswith("socio_") and not isinstance(field, NoteField)
    }
    assert asked == {row.figure: row.label for row in table.rows}


def test_caps_follow_the_kind_of_the_grant():
    percents = {
        rule.percent: rule.when.options if rule.when else ()
        for rule in state().rules
        if rule.kind == "at_most_percent"
    }
    assert percents == {10: ("short", "medium"), 5: ("long",)}


# ---------------------------------------------------------------------- small grants


def test_a_small_grant_asks_little_of_each_kind_of_applicant():
    form = load_application_form("small-grant/application", "2024")
    typed = [
        field
        for field in form.fields()
        if not isinstance(field, (FileField, NoteField, YesNoField))
    ]
    for kind in ("person", "group", "ngo"):
        shown = [
            field for field in typed if field.shown_when is None or kind in field.shown_when.options
        ]
        assert len(shown) <= 23
    members = form.by_key["members"]
    assert isinstance(members, TableField)
    assert members.shown_when is not None
    assert members.shown_when.options == ("group",)


def test_the_state_offers_the_legal_forms_of_organisations_alone():
    form = load_application_form("kz-state-grant/application", "2024")
    part = form.by_key["legal_form"]
    assert isinstance(part, ChoiceField)
    offered = {option.key for option in list_options(form, part)}
    assert offered == set(get_args(LegalForm)) - UNREGISTERED
    assert offered < {option.key for option in list_known("legal_forms")}


def test_spheres_bear_the_number_that_the_law_gives_them():
    form = load_application_form("kz-state-grant/application", "2024")
    part = form.by_key["sphere"]
    assert isinstance(part, ChoiceField)
    options = list_options(form, part)
    assert len(options) > 12
    for option in options:
        for words in (option.label.kk, option.label.ru):
            assert words.startswith(f"{option.key}) ")
    late = next(option for option in options if option.key == "13-1")
    assert late.label.ru.startswith("13-1) ")
