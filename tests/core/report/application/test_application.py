"""An application on paper: every answer is there, in its language, and nothing else is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grantee_app.form import read_application_form
from grantee_app.form.application_form import Signature
from grantee_app.form.catalogue import list_application_forms, load_application_form
from grantee_app.form.conditions import Condition
from grantee_app.form.filled import FilledForm
from grantee_app.form.values import FormValues
from grantee_app.language.message import LANGUAGES
from grantee_app.records import Application, ApplicationDocument, Bilingual
from grantee_app.records.attachment import Attachment
from grantee_app.report.application import compose_declarations, compose_signature_sheet
from grantee_app.report.application.compose import compose_application
from grantee_app.report.application.overflow import part_at_limit
from grantee_app.report.application.sheets import make_signatures
from grantee_app.report.pdf.render import render_pdf
from tests.core.form.filling import TODAY, fill
from tests.core.invented_form import IDEA
from tests.core.report.application.papers import (
    fill_group,
    make_source,
    print_empty,
    print_values,
)
from tests.core.report.reading import read_pdf, squeeze

NBSP = "\u00a0"


def test_sections_labels_and_answers_in_the_language_of_the_call():
    text = print_values(fill_group(), "kk").text
    for words in (
        "«Дала» қорының шағын грантына өтінім",
        "Үлгі ресми емес",
        "1. Өтінім беруші туралы мәлімет",
        "Кім өтінім береді",
        "бастамашыл топ",
        "Қарабұлақ ауылы",
        "Ауыл кітапханасын қайта ашу",
        "12,5",
        "Шахмат",
        "01.04.2031 – 30.10.2031",
        "шағын грант",
        "☑",
    ):
        assert words in text
    assert "Қанша адамға пайдасы тиеді 1 240" in text
    assert "1 250 000 теңге" in text
    # Asked of organisations alone.
    assert "БСН" not in text
    assert "Тіркелген күні" not in text


def test_the_other_language_marks_what_is_written_in_this_one():
    text = print_values(fill_group(), "ru").text
    assert "Заявка на малый грант фонда «Степь»" in text
    assert "село Карабулак" in text
    assert "[на казахском языке] Ауыл кітапханасын қайта ашу" in text
    assert "Открыть библиотеку" in text
    assert "[на русском языке]" not in text
    assert "1 250 000 тенге" in text
    assert "[орыс тілінде] Открыть библиотеку" in print_values(fill_group(), "kk").text


def test_personal_data_stay_out_unless_wanted():
    without = print_values(fill_group()).text
    for words in ("+7 700", "12.03.1990", "Смағұлова"):
        assert words not in without
    # Beside the line that she signs on, and nowhere else.
    assert without.count("Қалиева") == 1
    assert "Ерғалиев" not in without
    # Who is responsible is still told from the others.
    assert "мүше 2" in without
    wanted = print_values(fill_group(), with_personal=True).text
    for words in ("+7 700 111 11 11", "12.03.1990", "Ерғалиев Нұрлан", "Смағұлова Айгерім"):
        assert words in wanted


def test_a_blind_copy_tells_nobody():
    paper = print_values(fill_group(), is_blind=True, with_personal=True)
    for words in ("Қалиева", "Ерғалиев", "Смағұлова", "+7 700"):
        assert words not in paper.text
    assert "көрсетілмейді" in paper.text
    assert paper.author == ""
    assert b"\xd2\x9a\xd0\xb0\xd0\xbb\xd0\xb8\xd0\xb5\xd0\xb2\xd0\xb0" not in paper.data
    assert "Ауыл кітапханасын қайта ашу" in paper.text
    # Nobody signs it.
    assert "М.О." not in paper.text


def test_numbers_of_a_table_are_grouped_to_the_right_and_summed_by_block():
    paper = print_values(fill_group())
    page = next(page for page in paper.pages if "Шығыстар сметасы" in page.text)
    assert page.width > page.height
    text = page.text
    for words in ("Жабдық пен материалдар", "Тікелей шығыстар", "949 950", "1 049 950", "Жиыны"):
        assert words in text
    assert "1 349 950" in text
    assert "1 250 000" in text
    assert "Сомалардың валютасы: теңге" in text
    granted = [
        run.right for run in page.runs if run.text.replace(NBSP, " ") in {"850 000", "1 250 000"}
    ]
    assert len(granted) == 2
    assert max(granted) - min(granted) < 1


def test_a_currency_is_always_told():
    text = print_values(fill_group("USD"), "ru").text
    assert "1 250 000 долларов США" in text
    assert "Валюта сумм: доллары США" in text


def test_pictures_of_the_plan_and_the_budget():
    text = print_values(fill_group()).text
    assert "Іс-шаралар айлар бойынша" in text
    assert "01.04-30.04.31" in text
    assert "12.05.31" in text
    assert "Бөлімдер бойынша, теңге" in text


def test_a_long_name_is_told_once_and_pointed_at_elsewhere():
    title = "Балалар мен жасөспірімдерге арналған жазғы оқу алаңын ашу және жабдықтау"
    tasks = [{"title kk": "Қысқа міндет"}, {"title kk": title}]
    text = print_values(fill_group(tasks=tasks)).text
    assert squeeze(text).count(squeeze(title)) == 1
    assert squeeze("2. Балалар мен жасөспірімдерге") in squeeze(text)
    assert squeeze(text).count(squeeze("Қысқа міндет")) == 2


def test_a_unit_stands_beside_the_label_where_it_need_not_agree_with_the_number():
    form = load_application_form("kz-state-grant/application", "2024")
    filled = FilledForm(form, profile={("employees", ""): "4"})
    paper = print_values(FormValues(filled, TODAY), "ru")
    assert squeeze("сотрудников организации, человек 4 Сведения") in squeeze(paper.text)


@pytest.mark.parametrize("count", range(20, 60, 3))
def test_sums_never_stand_alone_at_the_head_of_a_page(count):
    blocks = ["administrative"] * count + ["direct"] * 2
    budget = [{"block": one, "title kk": "Қағаз", "grant": "1000"} for one in blocks]
    paper = print_values(fill_group(budget=budget))
    pages = [page.text for page in paper.pages if "Шығыстар бабы" in page.text]
    assert len(pages) > 1 or count < 30
    for text in pages:
        rows = text.split("Қалдық", 1)[1].strip()
        assert not rows.startswith(("Бөлім бойынша", "Жиыны"))


def test_what_cannot_be_read_is_printed_as_it_was_typed():
    values = fill_group(
        people="жүздей адам",
        period="көктемде",
        budget=[{"block": "direct", "title kk": "Сөре", "price": "қымбат"}],
    )
    text = print_values(values).text
    for words in ("жүздей адам", "көктемде", "қымбат"):
        assert words in text


def test_a_text_over_its_limit_goes_on_on_a_sheet():
    words = " ".join(f"сөз{number}." for number in range(400))
    paper = print_values(fill_group(problem_kk=words))
    assert squeeze("(жалғасы 1-қосымша парақта)") in squeeze(paper.text)
    last = paper.pages[-1].text
    assert last.startswith("Қосымша парақ 1 Қандай мәселені шешеді (жалғасы)")
    whole = squeeze(paper.text)
    assert all(squeeze(f"сөз{number}.") in whole for number in range(400))
    assert paper.outline[-1][1] == "Қосымша парақ 1"


def test_a_short_line_over_its_limit_goes_on_too():
    title = "Ауыл кітапханасы " * 20
    paper = print_values(fill_group(title_kk=title))
    assert squeeze(paper.text).count(squeeze("Ауыл кітапханасы")) >= 20
    assert "Қосымша парақ 1" in paper.text


def test_a_hundred_thousand_characters():
    paper = print_values(fill_group(goal_kk="мақсат " * 14_000))
    assert squeeze(paper.text).count("мақсат") == 14_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_form_has_every_field_and_room_to_write(language):
    form = read_application_form(IDEA)
    paper = print_empty(form, language)
    whole = squeeze(paper.text)
    for part in form.fields():
        if part.kind != "note":
            assert squeeze(part.label.spoken_in(language)) in whole, part.key
        for column in getattr(part, "columns", ()):
            assert squeeze(column.label.spoken_in(language)) in whole, column.key
    assert whole.count("☐") >= 12
    assert "☑" not in whole
    assert ("заполняется, если" if language == "ru" else "мынадай жағдайда") in paper.text
    assert sum(len(page.level_rules) for page in paper.pages) > 60


@pytest.mark.parametrize(("most", "lines"), [(0, 8), (400, 8), (1200, 15), (90_000, 24)])
def test_a_hand_has_as_many_lines_as_the_limit_takes(most, lines):
    form = read_application_form(IDEA)
    limits = {"max_characters": most, "max_words": 0, "max_pages": 0}
    problem = form.by_key["problem"].model_copy(update=limits)
    section = form.sections[1].model_copy(update={"fields": (problem,)})
    paper = print_empty(form.model_copy(update={"sections": (section,), "signatures": ()}))
    assert sum(len(page.level_rules) for page in paper.pages) == lines


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("form_id", "version"), list_application_forms())
def test_every_shipped_form_is_printed_empty(form_id, version, language):
    form = load_application_form(form_id, version)
    paper = print_empty(form, language)
    whole = squeeze(paper.text)
    for section in form.sections:
        assert squeeze(section.title.spoken_in(language)) in whole
    for part in form.fields():
        if part.kind != "note":
            assert squeeze(part.label.spoken_in(language)) in whole, part.key
    assert {run.face.rpartition("+")[2] for page in paper.pages for run in page.runs} <= {
        "LiberationSerif",
        "LiberationSerif-Bold",
        "LiberationSerif-Italic",
        "LiberationSerif-BoldItalic",
        "DejaVuSans",
    }
    for page in paper.pages:
        assert all(run.left > 30 and run.right < page.width - 20 for run in page.body)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("form_id", "version"), list_application_forms())
def test_every_shipped_form_filled_to_its_limits(form_id, version, language):
    form = load_application_form(form_id, version)
    answers, rows, told = fill_to_limits(form, language)
    values = FormValues(FilledForm(form, answers, rows), TODAY, form.currencies[0])
    paper = print_values(values, language, with_personal=True)
    whole = squeeze(paper.text)
    missing = [
        key for key, text in told.items() if values.is_shown(key) and squeeze(text) not in whole
    ]
    assert not missing
    assert "Қосымша парақ" not in paper.text
    assert "Дополнительный лист" not in paper.text
    for page in paper.pages:
        assert all(run.right < page.width - 20 for run in page.body)


@settings(max_examples=16, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(list_application_forms()),
    st.sampled_from(LANGUAGES),
    st.randoms(use_true_random=False),
)
def test_every_shipped_form_filled_by_chance(named, language, chance):
    form = load_application_form(*named)
    answers, rows, told = fill_to_limits(form, language, lambda most: chance.randint(15, most))
    gone = {key for key in answers if chance.random() < 0.3}
    told = {key: text for key, text in told.items() if not gone & {(key, language), (key, "")}}
    kept = {key: text for key, text in answers.items() if key not in gone}
    values = FormValues(FilledForm(form, kept, rows), TODAY, form.currencies[0])
    for tongue in LANGUAGES:
        paper = print_values(values, tongue, with_personal=True)
        whole = squeeze(paper.text)
        assert not [
            key for key, text in told.items() if values.is_shown(key) and squeeze(text) not in whole
        ]
        assert all(run.right < page.width - 20 for page in paper.pages for run in page.body)


def fill_to_limits(form, language, choose=lambda most: most):
    """Return answers as long as the form lets them be, or as `choose` says; texts by field."""
    answers, rows, told = {}, {}, {}
    for part in form.fields():
        if part.kind in {"text", "long_text"} and part.meaning.partition(".")[0] != "organization":
            text = write_text(part, choose(part.max_characters or 900))
            answers[part.key, "" if getattr(part, "is_code", False) else language] = text
            told[part.key] = text
        elif part.kind in {"whole_number", "money", "number"}:
            answers[part.key, ""] = "987654321"
        elif part.kind == "date_range":
            answers[part.key, ""] = "2031-04-01/2031-10-30"
        elif part.kind == "table":
            rows[part.key] = [f"{part.key}{n}" for n in range(max(part.min_rows, 3))]
            for row_id in rows[part.key]:
                for column in part.columns:
                    path = f"{part.key}/{row_id}/{column.key}"
                    if column.kind in {"money", "number", "whole_number"}:
                        answers[path, ""] = "12345678"
                    elif column.kind in {"text", "long_text"}:
                        language_of = "" if getattr(column, "is_code", False) else language
                        most = choose(column.max_characters or 90)
                        answers[path, language_of] = write_text(column, most)
    return answers, rows, told


def write_text(part, most):
    most = min(most, int(part.max_pages * 1800) or most)
    words, text = 0, f"{part.key[:8]} "
    while len(text) + 12 < most and (not part.max_words or words < part.max_words - 2):
        text += "мәтіні "
        words += 1
    return f"{text}соңы"[:most]


texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from(" \n.-|#"), max_size=900
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts, texts, st.lists(st.tuples(texts, st.integers(0, 10**9)), max_size=4))
def test_any_text_is_printed(problem, title, lines):
    budget = [
        {"block": "direct", "title kk": words, "quantity": "1", "price": str(price)}
        for words, price in lines
    ]
    values = fill({"problem kk": problem, "title kk": title}, budget=budget)
    printed = render_pdf(compose_application(make_source(values), TODAY))
    assert read_pdf(printed.data).pages


@given(texts | st.text("аб .", max_size=3000), st.integers(1, 200))
def test_parting_loses_nothing(text, words):
    part = (
        read_application_form(IDEA)
        .by_key["problem"]
        .model_copy(update={"max_words": words, "min_words": 0, "max_pages": 0, "max_sentences": 0})
    )
    head, rest = part_at_limit(text, part)
    assert "".join((head + rest).split()) == "".join(text.split())


def print_sheet(document):
    return read_pdf(render_pdf(document).data)


def test_everybody_of_a_group_signs_and_the_leader_once():
    paper = print_sheet(compose_signature_sheet(make_source(fill_group()), TODAY))
    (table,) = paper.tables
    assert table.rows[0] == ("№", "", "Тегі, аты, әкесінің аты", "Қолы", "Күні")
    assert [row[1:3] for row in table.rows[1:]] == [
        ("Топ жетекшісі", "Қалиева Бақыт Серікқызы"),
        ("Мүше", "Ерғалиев Нұрлан"),
        ("Мүше", "Смағұлова Айгерім"),
    ]
    assert all(row[3:] == ("", "") for row in table.rows[1:])
    alone = fill_group(applicant_kind="person")
    paper = print_sheet(compose_signature_sheet(make_source(alone), TODAY))
    assert "Ерғалиев" not in paper.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "has_seal"), [("person", 0), ("group", 0), ("ngo", 1)])
def test_only_an_organisation_has_a_place_for_its_seal(kind, has_seal, language):
    form = load_application_form("small-grant/application", "2024")
    filled = FilledForm(form, {("applicant_kind", ""): kind})
    source = make_source(FormValues(filled, TODAY), language)
    words = source.words.seal.spoken_in(language)
    papers = [
        compose_application(source, TODAY),
        compose_signature_sheet(source, TODAY),
        compose_declarations(source, TODAY),
    ]
    for paper in papers:
        assert print_sheet(paper).text.count(words) == has_seal
    # Everybody may print it empty.
    assert words in print_empty(form, language).text


def test_a_line_to_sign_may_be_of_some_applicants_only():
    form = read_application_form(IDEA)
    of_group = Condition(field="applicant_kind", equals="group")
    second = Signature(label=Bilingual(kk="Кеңес төрағасы", ru="Председатель"), shown_when=of_group)
    form = form.model_copy(update={"signatures": (*form.signatures, second)})

    def sign(kind: str, **options) -> list[str]:
        values = fill_group(applicant_kind=kind)
        filled = replace(values.filled, form=form)
        signature = make_signatures(make_source(FormValues(filled, TODAY), **options))
        assert signature is not None
        return [label for label, _ in signature.rows]

    assert sign("group") == ["Топ жетекшісі", "Кеңес төрағасы", "Күні"]
    assert sign("ngo") == ["Топ жетекшісі", "Күні"]
    assert sign("ngo", is_empty=True) == ["Топ жетекшісі", "Кеңес төрағасы", "Күні"]


def test_declarations_are_signed_apart():
    paper = print_sheet(compose_declarations(make_source(fill_group(), "ru"), TODAY))
    assert "☑ Согласен на обработку персональных данных" in paper.text
    assert "Руководитель группы" in paper.text
    paper = print_sheet(compose_declarations(make_source(fill_group(agrees="0")), TODAY))
    assert "☐ Дербес деректерді" in paper.text


def test_attachments_are_listed_under_their_numbers():
    attached = Attachment(name="a.pdf", media_type="application/pdf", size=1, sha256="0" * 64)
    application = Application(
        form="steppe-fund/idea",
        version="2031",
        documents=[
            ApplicationDocument(title=Bilingual(kk="Әкімдіктің хаты"), attachments=[attached]),
            ApplicationDocument(path="letter"),
            ApplicationDocument(title=Bilingual(kk="Керек емес"), is_required=False),
        ],
    )
    text = print_values(fill_group(), application=application).text
    # As the form asks for them, then what the call adds.
    assert "Қосымшалар 1. Қолдау хаты (тіркелмеген) 2. Әкімдіктің хаты" in text
    assert "Керек емес" not in text
