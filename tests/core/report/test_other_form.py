"""Another donor's form is a TOML file and nothing else: here is one, printed.

It leaves out what the state asks for, turns the sheet, renames everything and orders it anew.
"""

from __future__ import annotations

from datetime import date

import pytest

from grantee_app.form import read_form
from grantee_app.form.catalogue import list_forms
from grantee_app.form.definition import FormDefinition
from grantee_app.language.message import LANGUAGES
from grantee_app.records import Answer, Bilingual, ProjectFile
from grantee_app.report.making import ReportOptions, make_document
from grantee_app.report.pdf.render import render_pdf
from grantee_app.workspace import Workspace, read_sample
from tests.core.invented_form import FORMS
from tests.core.report.labels import printed_labels
from tests.core.report.reading import Paper, read_pdf, squeeze
from tests.core.report.tidiness import find_flaws

FORM = FORMS / "village-fund" / "story" / "2031.toml"
TEXTS = {
    ("motto", "kk"): "Бірлесе көтерген жүк жеңіл",
    ("motto", "ru"): "Вместе и ноша легка",
    ("people", ""): "312",
    ("truth", "kk"): "Көпір салынды.",
    ("truth", "ru"): "Мост построен.",
    ("hardest", "kk"): "Қысқы жол.\n- боран\n- аяз",
    ("letter.begin", "ru"): "Спасибо фонду.",
}


@pytest.fixture(scope="module")
def form() -> FormDefinition:
    return read_form(FORM)


@pytest.fixture(scope="module")
def papers(form: FormDefinition) -> dict[str, Paper]:
    content = with_answers(read_sample(), form)
    with Workspace.in_memory() as workspace:
        workspace.save_project(content)
        options = ReportOptions(printed_on=date(2031, 1, 2))
        return {
            language: read_pdf(
                render_pdf(
                    make_document(workspace, content.project.id, language, options, form)
                ).data
            )
            for language in LANGUAGES
        }


def with_answers(content: ProjectFile, form: FormDefinition) -> ProjectFile:
    """Return the sample with answers to this form beside those to the state's."""
    answers = [
        *content.project.answers,
        *(
            Answer(form=form.id, version=form.version, path=path, language=language, value=text)
            for (path, language), text in TEXTS.items()
        ),
    ]
    project = content.project.model_copy(update={"answers": answers})
    return content.model_copy(update={"project": project})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_is_printed_in_the_form_s_own_order(papers, form, language):
    text = squeeze(papers[language].text)
    place = 0
    for label in printed_labels(form):
        said = squeeze(label.text.spoken_in(language))
        found = text.find(said, place)
        assert found >= 0, f"{label.text.spoken_in(language)!r} is missing or out of order"
        place = found + len(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_a_tidy_portrait_of_the_same_project(papers, language):
    paper = papers[language]
    assert find_flaws(paper) == []
    assert all(round(page.width) == 595 for page in paper.pages)
    pattern = {"kk": "{pages} беттің {page}-беті", "ru": "лист {page} ({pages})"}[language]
    assert paper.pages[1].number == pattern.format(page=2, pages=len(paper.pages))


def test_its_own_words_are_used(papers):
    kazakh, russian = papers["kk"].text, papers["ru"].text
    assert kazakh.startswith("Ауыл қорына 2024 жылғы «28» мамыр, келісім ҮЛГІ-2024/17")
    assert "Жобаның ұраны: Бірлесе көтерген жүк жеңіл" in kazakh
    assert "Сколько в селе дворов: 312" in russian
    assert "[написано по-казахски] Қысқы жол. – боран – аяз" in russian
    assert "[орысша жазылған] Спасибо фонду." in kazakh
    assert "1) бағыт Облыс тұрғындарының" in kazakh
    assert "Дело 2) Семинары по правовой грамотности" in russian
    assert "келгені 72" in kazakh


def test_its_tables_hold_the_counted_figures(papers):
    tables = papers["ru"].tables
    (ages,) = [table for table in tables if table.columns[0][0] == "Все вместе"]
    # 27 + 5: whoever has no column in this form is not in its total.
    assert ages.rows[1] == ("32", "27", "5")
    (money,) = [table for table in tables if table.columns[0][0] == "Счёт"]
    assert money.rows[1] == ("6 121 900", "Ушло в лавку")
    rows = [row for table in tables if table.columns[0][0] == "Обещано" for row in table.columns[0]]
    assert len(rows) - rows.count("Обещано") == 65
    winners = [
        row for table in tables if table.columns[0][0] == "Сколько получил" for row in table.rows
    ]
    assert sum(row[0] == "300 000" for row in winners) == 10


def test_nothing_of_the_state_s_form_remains(papers):
    for paper, words in (
        (papers["kk"], "Әлеуметтік жобаны іске асыру"),
        (papers["ru"], "Задача 1"),
    ):
        assert words not in paper.text


def test_it_is_found_beside_the_state_s(form):
    assert list_forms(FORMS) == [(form.id, form.version)]
    assert isinstance(form.title, Bilingual)
