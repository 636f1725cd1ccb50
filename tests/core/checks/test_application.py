"""Findings of an application: each rule fires on what is wrong and is silent on what is right."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from grantee_app.checks.application import check_application, check_field
from grantee_app.checks.application.subject import ApplicationSubject
from grantee_app.records import ApplicationDocument, Attachment, Organization
from grantee_app.records.base import Bilingual
from grantee_app.records.identifiers import check_iin
from tests.core.checks.filled import (
    TODAY,
    fill,
    find,
    find_one,
    make_subject,
    read_idea,
    read_shipped,
    say,
)

PROBLEM = (
    "Ауылда екі жүз қырық бала бар. Бірақ бірде-бір үйірме жоқ, сондықтан олар жазда далада "
    "ойнайды. Былтыр отыз бір бала жарақат алды, соның тоғызы жол бойында."
)
FILE = Attachment(name="хат.pdf", media_type="application/pdf", size=4, sha256="0" * 64)
MEMBERS = [
    {"name": "Айгүл Серік", "role": "жетекші", "phone": "+7 701 234 56 78"},
    {"name": "Болат Жұмабай", "role": "ұста"},
    {"name": "Гүлнар Асқар", "role": "есепші"},
]
BUDGET = [
    {"block": "direct", "title": "Тақтай", "quantity": "10", "price": "25000", "grant": "250000"},
    {"block": "material", "title": "Құрал", "quantity": "1", "price": "30000", "own": "10000",
     "grant": "20000"},
]  # fmt: skip
VALUES = {
    "applicant_kind": "group",
    "leader": "Айгүл Серік",
    "settlement": "Ақбұлақ ауылы",
    "title": "Балалар алаңы",
    "problem": PROBLEM,
    "goal": "Балалар қауіпсіз ойнайтын жер салу",
    "people": "240",
    "hours": "2.5",
    "spheres": "sport,books",
    "period": "2031-04-01/2031-06-30",
    "grant_kind": "small",
    "sum_asked": "270000",
    "agrees": "1",
}
TABLES: dict[str, list[dict[str, Any]]] = {
    "members": MEMBERS,
    "tasks": [{"title": "Алаң салу", "effect": "Балалар көшеде ойнамайды"}],
    "activities": [
        {"title": "Сенбілік", "task": "tasks1", "kind": "community_action",
         "when": "2031-05-01/2031-05-03", "place": "Ақбұлақ", "people": "40"},
    ],
    "indicators": [
        {"title": "Қатысушылар", "activity": "activities1", "plan": "кемінде 40",
         "evidence": "participant_list"},
    ],
    "budget": BUDGET,
}  # fmt: skip
PROFILE = {"name": "Ақбұлақ бастамашыл тобы", "legal_form": "initiative_group"}
LETTER = ApplicationDocument(path="letter", title=Bilingual(kk="Хат", ru="Письмо"))


def make(
    values: dict[str, Any] | None = None,
    tables: dict[str, list[dict[str, Any]]] | None = None,
    profile: dict[str, Any] | None = None,
    today: date = TODAY,
    *,
    is_handed_in: bool = True,
    organization: Organization | None = None,
    documents: list[ApplicationDocument] | None = None,
    **call: Any,
) -> ApplicationSubject:
    """Return a sound application, changed by what is given; it is judged as handed in."""
    told = {key: value for key, value in (VALUES | (values or {})).items() if value is not None}
    filled = fill(read_idea(), told, TABLES | (tables or {}), PROFILE | (profile or {}))
    letter = LETTER.model_copy(update={"attachments": [FILE]})
    call = {"documents": [letter] if documents is None else documents, "kind": "small"} | call
    return make_subject(filled, organization, today, is_handed_in=is_handed_in, **call)


def codes(subject: ApplicationSubject) -> set[str]:
    return {found.code for found in check_application(subject)}


def test_a_sound_application_has_no_findings():
    assert check_application(make()) == []


def test_an_empty_draft_is_not_scolded():
    subject = make_subject(fill(read_idea()))
    found = check_application(subject)
    assert {one.severity for one in found} == {"note"}
    assert {one.code for one in found} == {"application.required"}


@pytest.mark.parametrize("state", ["submitted", "won", "lost", "withdrawn"])
def test_what_was_handed_in_is_judged_no_more(state):
    subject = make({"title": None}, is_handed_in=False, state=state)
    assert check_application(subject) == []


# ---------------------------------------------------------------- what is asked for


def test_a_field_that_is_asked_for_and_empty():
    found = find_one(make({"title": None}), "application.required")
    assert (found.severity, found.place) == ("error", "idea/title")
    assert say(found) == (
        "«Идеяның атауы» толтырылмаған.",
        "«Название идеи» не заполнено.",
    )


def test_before_the_deadline_is_near_it_is_a_note():
    far = make({"title": None}, is_handed_in=False, deadline_on=date(2031, 9, 1))
    assert find_one(far, "application.required").severity == "note"
    near = make({"title": None}, is_handed_in=False, deadline_on=date(2031, 2, 12))
    assert find_one(near, "application.required").severity == "error"


def test_what_is_hidden_is_not_asked_for():
    as_person = make({"applicant_kind": "person", "leader": None}, {"members": []})
    assert "application.required" not in codes(as_person)
    as_group = make({"leader": None}, {"members": []})
    places = {found.place for found in find(as_group, "application.required")}
    assert places == {"applicant/leader", "applicant/members"}


def test_an_empty_other_is_asked_for_once_it_is_chosen():
    found = find_one(make({"spheres": "other"}), "application.required")
    assert found.place == "idea/other_sphere"


def test_too_few_and_too_many_rows():
    few = find_one(make(tables={"members": MEMBERS[:2]}), "application.rows")
    assert say(few)[1] == "«Участники группы»: 2 строки, а нужно не меньше 3."
    many = find_one(make(tables={"members": MEMBERS * 4}), "application.rows")
    assert say(many)[1] == "«Участники группы»: 12 строк, а можно не больше 10."
    assert many.place == "applicant/members"


def test_an_empty_row_is_no_row():
    assert codes(make(tables={"members": [*MEMBERS, {}]})) == set()


def test_a_begun_row_without_what_it_needs():
    subject = make(tables={"budget": [*BUDGET, {"unit": "дана"}]}, is_handed_in=False)
    found = find_one(subject, "application.cells")
    assert (found.severity, found.place) == ("warning", "money/budget/budget3/block")
    assert say(found) == (
        "«Шығыстар сметасы», 3-жол «дана»: толтырылмаған: Бөлім; Шығыстар бабы.",
        "«Смета расходов», строка 3 «дана»: не заполнено: Раздел; Статья расходов.",
    )


def test_a_declaration_answered_no():
    found = find_one(make({"agrees": "0"}), "application.declaration")
    assert (found.severity, found.place) == ("error", "papers/agrees")
    assert "application.declaration" not in codes(make({"agrees": "1"}))


# ---------------------------------------------------------------- what was typed


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("people", "көп", "«Скольким людям поможет»: Напишите одно число цифрами"),
        ("sum_asked", "около 300", "«Запрашиваемая сумма»: Напишите одно точное число"),
        ("period", "32.05.2031", "«Срок»:"),
        ("grant_kind", "long", "«Вид гранта»:"),
        ("spheres", "sport,dance", "«Направления»:"),
    ],
)
def test_what_cannot_be_read(key, typed, said):
    found = next(
        one for one in find(make({key: typed}), "application.value") if one.place.endswith(key)
    )
    assert found.severity == "error"
    assert say(found)[1].startswith(said)


def test_a_wrong_cell_names_its_row():
    rows = [BUDGET[0] | {"price": "бір мың"}, BUDGET[1]]
    found = find_one(make(tables={"budget": rows}), "application.value")
    assert found.place == "money/budget/budget1/price"
    assert say(found)[0].startswith("«Шығыстар сметасы», 1-жол «Тақтай», «Бағасы»: ")


def test_a_row_that_is_gone_is_no_choice():
    rows = [TABLES["activities"][0] | {"task": "removed"}]
    assert find_one(make(tables={"activities": rows}), "application.value").place == (
        "idea/activities/activities1/task"
    )


def test_many_wrong_cells_are_told_together():
    rows = [BUDGET[0] | {"unit": "дана", "own": "аз"} for _ in range(200)]
    found = find(make(tables={"budget": rows}), "application.value")
    assert len(found) == 21
    assert say(found[-1])[1] == "«Смета расходов», «Своё»: неверное значение ещё в 180 строках."


def test_numbers_out_of_bounds():
    found = find_one(make({"hours": "0.25"}), "application.bounds")
    assert say(found)[1] == "«Часов в неделю»: 0,25 меньше 0,5."
    high = find_one(make({"people": "100001"}), "application.bounds")
    assert say(high)[1] == "«Скольким людям поможет»: 100 001 больше 100 000 чел."
    assert "application.bounds" not in codes(make({"people": "100000", "hours": "0.5"}))


def test_too_many_choices():
    found = find_one(
        make({"spheres": "sport,books,other", "other_sphere": "Ән"}), "application.choices"
    )
    assert say(found)[1] == "«Направления»: выбрано 3, можно не больше 2."


def test_a_text_that_is_too_long():
    found = find_one(make({"title": "а" * 121}), "application.long")
    assert (found.severity, found.place) == ("error", "idea/title")
    assert say(found)[1] == ("«Название идеи»: 121 знак, можно не больше 120, лишних 1.")
    assert "application.long" not in codes(make({"title": "а" * 120}))


def test_the_other_language_may_be_too_long_for_now():
    subject = make({"title": {"kk": "Алаң", "ru": "а" * 121}})
    assert find_one(subject, "application.long").severity == "note"


def test_every_measure():
    long = " ".join(["Сөз."] * 250)
    kinds = [say(found)[1] for found in find(make({"problem": long}), "application.long")]
    assert len(kinds) == 2  # words and sentences: 1250 signs are no page and a half
    pages = find(make({"problem": "ұзындау сөздер " * 190 + ". Соңы."}), "application.long")
    assert any("1,6" in say(found)[1] for found in pages)
    short = find(make({"problem": "Жол жоқ"}), "application.short")
    assert [say(found)[1] for found in short] == [
        "«Какую проблему решает»: всего 2 слова, а нужно не меньше 20.",
        "«Какую проблему решает»: всего 1 предложение, а нужно не меньше 2.",
    ]


def test_one_field_is_judged_by_itself_while_it_is_typed():
    subject = make({"title": "а" * 130, "people": "көп"})
    assert [found.code for found in check_field(subject, "title")] == ["application.long"]
    assert [found.code for found in check_field(subject, "people")] == ["application.value"]
    assert check_field(subject, "goal") == []
    rows = [BUDGET[0] | {"price": "бір мың"}]
    cell = check_field(make(tables={"budget": rows}), "budget", "budget1", "price")
    assert [found.place for found in cell] == ["money/budget/budget1/price"]


# ---------------------------------------------------------------- rules of the form


def test_the_budget_is_what_is_asked():
    found = find_one(make({"sum_asked": "300000"}), "application.equal")
    assert (found.severity, found.place) == ("error", "money/budget")
    assert say(found) == (
        "«Шығыстар сметасы», «Грант»: 270 000, ал «Сұралатын сома»: 300 000. 30 000 жетпейді.",
        "«Смета расходов», «Грант»: 270 000, а «Запрашиваемая сумма»: 300 000. Не хватает 30 000.",
    )
    less = find_one(make({"sum_asked": "260000"}), "application.equal")
    assert say(less)[1].endswith("260 000. Лишних 10 000.")


def test_the_sources_of_a_row_make_its_total():
    rows = [BUDGET[0] | {"grant": "240000"}, BUDGET[1]]
    found = find_one(make({"sum_asked": "260000"}, {"budget": rows}), "application.rows_equal")
    # The total is computed: a share is typed.
    assert found.place == "money/budget/budget1/grant"
    assert say(found)[1] == (
        "«Смета расходов», строка 1 «Тақтай»: «Всего» – 250 000, а по частям выходит 240 000: "
        "не хватает 10 000."
    )


def test_a_row_that_nobody_pays_yet_is_told_when_it_is_due():
    rows = [{key: value for key, value in BUDGET[0].items() if key != "grant"}, BUDGET[1]]
    early = make({"sum_asked": "20000"}, {"budget": rows}, is_handed_in=False)
    assert "application.rows_equal" not in codes(early)
    late = make({"sum_asked": "20000"}, {"budget": rows})
    assert "250 000" in say(find_one(late, "application.rows_equal"))[1]


def test_a_share_with_its_source():
    rows = [
        BUDGET[0],
        {
            "block": "material",
            "title": "Құрал",
            "quantity": "1",
            "price": "30000",
            "grant": "30000",
        },
    ]
    values = {"sum_asked": "280000", "grant_kind": "short"}
    found = find_one(make(values, {"budget": rows}), "application.percent")
    assert say(found) == (
        (
            "«Шығыстар сметасы», «Грант» (жабдық пен материалдар): 30 000, бұл – 10,7% "
            "(«Сұралатын сома» – 280 000); шегі – 10% (28 000): 2 000 артық. Ереже: Ойдан "
            "шығарылған заң, 1-бап, 2031."
        ),
        (
            "«Смета расходов», «Грант» (оборудование и материалы): 30 000 – это 10,7 % от 280 000 "
            "(«Запрашиваемая сумма»), можно не больше 10 % (28 000): лишних 2 000. Правило: "
            "Выдуманный закон, ст. 1, 2031."
        ),
    )
    # The rule is for two kinds of grants only.
    assert "application.percent" not in codes(
        make(values | {"grant_kind": "small"}, {"budget": rows})
    )


def test_a_share_on_the_limit_is_right():
    rows = [
        BUDGET[0] | {"quantity": "9", "grant": "225000"},
        {
            "block": "material",
            "title": "Құрал",
            "quantity": "1",
            "price": "25000",
            "grant": "25000",
        },
    ]
    values = {"sum_asked": "250000", "grant_kind": "short"}
    assert "application.percent" not in codes(make(values, {"budget": rows}))


def test_overheads_above_the_direct_costs():
    rows = [
        {"block": "administrative", "title": "Байланыс", "quantity": "1", "price": "150000",
         "grant": "150000"},
        {"block": "direct", "title": "Тақтай", "quantity": "1", "price": "100000",
         "grant": "100000"},
    ]  # fmt: skip
    found = find_one(make({"sum_asked": "250000"}, {"budget": rows}), "application.not_above")
    assert found.severity == "warning"
    assert say(found)[1] == (
        "«Смета расходов», «Грант» (административные затраты): 150 000, а «Смета расходов», "
        "«Грант» (прямые расходы; оборудование и материалы): 100 000. Первое не должно быть "
        "больше второго, разница – 50 000."
    )
    assert "application.not_above" not in codes(make())


def test_a_rule_nobody_read_says_so():
    form = read_shipped("kz-state-grant/application")
    rows = [
        {"block": "administrative", "grant": "150"},
        {"block": "direct", "grant": "100"},
    ]
    subject = make_subject(fill(form, {}, {"budget": rows}))
    told = say(find_one(subject, "application.not_above"))
    assert told[1].endswith(
        "Правило: ответы оператора государственных грантов, 2024; в самом источнике мы его ещё не "
        "сверили."
    )


def test_the_limits_of_the_call():
    most = find_one(make(most_amount=200_000), "application.between")
    assert say(most)[1] == (
        "«Запрашиваемая сумма»: 270 000, а конкурс даёт не больше 200 000: лишних 70 000."
    )
    least = find_one(make(least_amount=300_000), "application.between")
    assert "от 300 000" in say(least)[1]
    assert "application.between" not in codes(make(least_amount=270_000, most_amount=270_000))


def test_the_bounds_of_the_form_itself():
    assert say(find_one(make({"people": "9"}), "application.between"))[1] == (
        "«Скольким людям поможет»: 9, нужно не меньше 10: не хватает 1."
    )


def test_an_amount_outside_the_band_of_its_kind():
    # 2031 has no index yet: nothing is judged. In 2024 it is.
    assert "application.amount" not in codes(make({"grant_kind": "short"}))
    subject = make({"grant_kind": "short"}, today=date(2024, 2, 1))
    assert "73,1 МРП" in say(find_one(subject, "application.amount"))[1]
    assert "application.amount" not in codes(
        make({"grant_kind": "short"}, today=date(2024, 2, 1), currency="USD")
    )


def test_a_term_too_short_for_its_kind():
    subject = make({"grant_kind": "medium"})
    assert "12" in say(find_one(subject, "application.term"))[1]
    assert "application.term" not in codes(make({"grant_kind": "short"}))


def test_days_outside_the_period_name_their_row():
    rows = [TABLES["activities"][0] | {"when": "2031-06-29/2031-07-01"}]
    found = find_one(make(tables={"activities": rows}), "application.within")
    assert found.place == "idea/activities/activities1/when"
    assert say(found)[0] == (
        "«Іс-шаралар», 1-жол «Сенбілік»: 29.06.2031 – 01.07.2031 жобаның мерзімінен "
        "(01.04.2031 – 30.06.2031) тыс тұр."
    )


def test_a_task_without_an_activity():
    tables = {"tasks": [*TABLES["tasks"], {"title": "Күзет", "effect": "Тыныш"}]}
    found = find_one(make(tables=tables), "application.unused")
    assert (found.severity, found.place) == ("warning", "idea/tasks/tasks2")
    assert say(found)[1] == (
        "«Задачи», строка 2 «Күзет»: в таблице «Мероприятия» к ней не относится ни одна строка."
    )


def test_an_activity_without_an_indicator_is_told_by_what_the_tables_mean():
    # The form states no such rule.
    rows = [TABLES["indicators"][0] | {"activity": None}]
    rows = [{key: value for key, value in rows[0].items() if value is not None}]
    found = find_one(make(tables={"indicators": rows}), "application.unused")
    assert found.place == "idea/activities/activities1"
    early = make(tables={"indicators": []}, is_handed_in=False)
    assert "application.unused" not in codes(early)


def test_numbers_of_the_organisation():
    values = {"applicant_kind": "ngo", "leader": None}
    wrong = make(values, {"members": []}, {"bin": "140340999997"})
    assert find_one(wrong, "application.pattern").place == "applicant/bin"
    right = make(values, {"members": []}, {"bin": "140340999996"})
    assert "application.pattern" not in codes(right)


def test_a_pattern_in_a_column():
    rows = [MEMBERS[0] | {"phone": "12"}, *MEMBERS[1:]]
    found = find_one(make(tables={"members": rows}), "application.pattern")
    assert (found.severity, found.place) == ("note", "applicant/members/members1/phone")


# ---------------------------------------------------------------- the call


def test_the_deadline_has_passed():
    found = find_one(make(deadline_on=date(2031, 2, 2)), "application.deadline")
    assert found.severity == "error"
    assert say(found)[1].startswith("Приём заявок закончился 02.02.2031")


def test_the_deadline_is_near():
    found = find_one(make(deadline_on=date(2031, 2, 10)), "application.deadline")
    assert found.severity == "warning"
    assert say(found) == (
        "Өтінім қабылдау 10.02.2031 аяқталады: 5 жұмыс күні қалды.",
        "Приём заявок заканчивается 10.02.2031: осталось 5 рабочих дней.",
    )
    off = find_one(make(deadline_on=date(2031, 2, 9)), "application.deadline")
    assert "07.02.2031" in say(off)[0]
    assert "application.deadline" not in codes(make(deadline_on=date(2031, 3, 30)))


def test_a_project_that_begins_before_the_call_closes():
    assert find_one(make(deadline_on=date(2031, 4, 1)), "application.start").place == "idea/period"
    assert "application.start" not in codes(make(deadline_on=date(2031, 3, 31)))


def test_the_currency_of_the_call():
    form = read_shipped("private-donor/project-proposal")
    key = form.by_meaning["project.currency"].key
    subject = make_subject(fill(form, {key: "USD"}), currency="KZT")
    found = find_one(subject, "application.currency")
    assert found.severity == "error"
    assert say(found)[1].endswith("USD, а конкурс в валюте KZT.")
    assert (
        find(make_subject(fill(form, {key: "USD"}), currency="USD"), "application.currency") == []
    )
    assert find(make_subject(fill(form), currency="USD"), "application.currency") == []


# ---------------------------------------------------------------- language, privacy, documents


def test_a_text_in_the_other_language_only():
    values = {"goal": {"ru": "Построить площадку"}}
    found = find_one(make(values), "application.language")
    assert (found.severity, found.place) == ("error", "idea/goal")
    assert say(found)[0] == ("«Мақсат» тек орысша жазылған, ал өтінім қазақша тапсырылады.")
    assert codes(make(values, language="ru")) == set()


def test_cells_in_the_other_language_are_told_together():
    rows = [MEMBERS[0] | {"role": {"ru": "швея"}}, MEMBERS[1] | {"role": {"ru": "плотник"}},
            MEMBERS[2]]  # fmt: skip
    found = find_one(make(tables={"members": rows}), "application.language")
    assert found.place == "applicant/members/members1/role"
    assert (
        say(found)[1] == "«Участники группы»: 2 ячейки заполнены только по-русски: швея; плотник."
    )


def test_personal_numbers_in_a_text():
    number = next(f"85010130001{end}" for end in range(10) if check_iin(f"85010130001{end}").value)
    found = find_one(make({"problem": f"{PROBLEM} ЖСН {number}."}), "application.personal")
    assert (found.severity, found.place) == ("warning", "idea/problem")
    phone = find_one(make({"goal": "Алаң салу, тел. 8 701 234 56 78"}), "application.personal")
    assert phone.severity == "note"
    assert "application.personal" not in codes(make({"goal": "2031 жылы 120 000 000 000 теңге"}))


def test_the_applicant_in_a_blind_copy():
    organization = Organization(name=Bilingual(kk="«Ақ қайың» ҚҚ", ru="ОФ «Ақ қайың»"))
    goal = {"goal": "«Ақ қайыңның» алаңын салу"}
    found = find_one(make(goal, organization=organization, is_blind=True), "application.blind")
    assert (found.severity, found.place) == ("warning", "idea/goal")
    assert "application.blind" not in codes(make(goal, organization=organization))
    leader = {"goal": "Айгүл Серік бастаған топ алаң салады"}
    assert "application.blind" in codes(make(leader, is_blind=True))
    # People are known by their surname, with any ending.
    told = {"leader": "Қалиева Бақыт Серікқызы", "applicant_kind": "group"}
    by_surname = make({**told, "goal": "Қалиеваның тобы бастайды"}, is_blind=True)
    assert "application.blind" in codes(by_surname)
    by_name = make({**told, "goal": "Бақытты балалар"}, is_blind=True)
    assert "application.blind" not in codes(by_name)
    assert "application.blind" not in codes(make(is_blind=True))
    # «Бастау» is a name and a word.
    bastau = Organization(name=Bilingual(kk="«Бастау» ҚҚ", ru="ОФ «Бастау»"))
    for goal, is_told in (
        ("Жобаны ертерек бастау керек", False),
        ("Оны «Бастау» қоры салады", True),
        ("Бастау балаларды көреді", True),
    ):
        subject = make({"goal": goal}, organization=bastau, is_blind=True)
        assert ("application.blind" in codes(subject)) is is_told, goal


def test_documents_without_files():
    found = find_one(make(documents=[LETTER]), "application.document")
    assert (found.severity, found.place) == ("error", "papers/letter")
    assert say(found)[1] == "«Письмо поддержки»: файл не приложен."
    unwanted = LETTER.model_copy(update={"is_required": False})
    assert "application.document" not in codes(make(documents=[unwanted]))
    own = ApplicationDocument(title=Bilingual(kk="Түйіндеме", ru="Резюме"))
    letter = LETTER.model_copy(update={"attachments": [FILE]})
    assert (
        find_one(make(documents=[letter, own]), "application.document").place == f"papers/{own.id}"
    )


def test_too_many_files():
    letter = LETTER.model_copy(
        update={"attachments": [FILE.model_copy(update={"id": str(n)}) for n in range(4)]}
    )
    assert say(find_one(make(documents=[letter]), "application.files"))[1] == (
        "«Письмо поддержки»: приложено 4 файла, можно не больше 3."
    )


def test_an_indicator_that_measures_nothing():
    rows = [TABLES["indicators"][0] | {"plan": "көп"}]
    found = find_one(make(tables={"indicators": rows}), "application.measure")
    assert (found.severity, found.place) == ("warning", "idea/indicators/indicators1/plan")


def test_an_indicator_without_evidence():
    rows = [{key: value for key, value in TABLES["indicators"][0].items() if key != "evidence"}]
    assert find_one(make(tables={"indicators": rows}), "application.evidence").severity == "note"


@pytest.mark.parametrize(
    "form_id",
    [
        "kz-state-grant/application",
        "small-grant/application",
        "private-donor/concept-note",
        "private-donor/project-proposal",
    ],
)
def test_an_empty_shipped_form_has_only_what_is_asked_for(form_id):
    form = read_shipped(form_id)
    early = check_application(make_subject(fill(form)))
    assert {found.severity for found in early} == {"note"}
    late = check_application(make_subject(fill(form), is_handed_in=True))
    assert {found.code for found in late} <= {
        "application.required",
        "application.document",
        "application.eligibility",
    }
    known = {section.id for section in form.sections}
    assert {found.section for found in late} <= known
