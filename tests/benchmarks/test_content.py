"""All contenders print the same words, and enough of them."""

from dataclasses import replace
from datetime import date

import pytest


@pytest.fixture
def large():
    from large_project import make_large_project

    return make_large_project()


@pytest.fixture
def document(beside_benchmarks):
    from grantee_app.report.making import ReportOptions, make_document
    from grantee_app.workspace import Workspace

    with Workspace.with_sample() as workspace:
        (project,) = workspace.list_projects()
        return make_document(
            workspace, project.id, "kk", ReportOptions(printed_on=date(2024, 12, 20))
        )


def test_the_large_project_is_large_and_always_the_same(large):
    from large_project import make_large_project

    activities = [activity for task in large.project.tasks for activity in task.activities]
    assert len(activities) == 200
    assert {len(activity.indicators) for activity in activities} == {5}
    assert all(activity.held and activity.title.kk and activity.title.ru for activity in activities)
    assert make_large_project() == large


def test_markup_holds_every_word_of_the_report(document, tmp_path):
    from html_markup import write_html
    from typst_markup import write_typst

    from grantee_app.report.document import iter_paragraphs

    for written in (write_typst(document), write_html(document, tmp_path)):
        plain = written.replace("\u00ad", "")
        for block in iter_paragraphs(document):
            for span in block.spans:
                for word in span.text.split():
                    assert word.strip("\"'<>&") in plain


def test_spans_cover_the_rows_they_stand_beside(document):
    from plain_shapes import flatten_rows

    from grantee_app.report.document import Table

    tables = [block for block in document.blocks if isinstance(block, Table)]
    table = max(tables, key=lambda found: len(found.widths))
    rows = list(flatten_rows(table.rows))
    covered = sum(flat.rowspan for row in rows for flat in row)
    assert covered == len(rows) * len(table.widths)


def test_words_of_a_pdf_are_found_and_missed(document, tmp_path):
    from pdf_words import check_words, gather_words

    from grantee_app.report.pdf.render import render_pdf

    pdf = tmp_path / "sample.pdf"
    pdf.write_bytes(render_pdf(document).data)
    found = check_words(pdf, document, "жалғасы")
    # A word may end on another page than it began on.
    assert found.missing.total() < 5
    assert found.words > gather_words(document).total()
    blocks = document.blocks[:5] + document.blocks[8:]
    pdf.write_bytes(render_pdf(replace(document, blocks=blocks)).data)
    assert check_words(pdf, document, "жалғасы").missing.total() > 5


@pytest.fixture
def application(beside_benchmarks, tmp_path):
    from large_application import make_application

    from grantee_app.workspace import Workspace

    application_id = make_application(tmp_path / "workspace")
    with Workspace.open_read_only(tmp_path / "workspace") as workspace:
        yield workspace, application_id


def test_the_large_application_is_filled_to_its_limits(application):
    from large_application import TODAY

    from grantee_app.checks.application import check_application, make_subject

    workspace, application_id = application
    opened = workspace.applications.load(application_id)
    assert len(opened.filled.rows_of("budget")) == 500
    codes = {finding.code for finding in check_application(make_subject(opened, TODAY))}
    # As long as may be and no longer, and everything can be read.
    assert not codes & {"application.long", "application.value", "application.rows"}
    values = opened.read_values(TODAY)
    for part in opened.form.fields():
        if part.kind not in {"note", "file"} and not opened.filled.is_profile(part.key):
            assert not values.is_empty(part.key), part.key
    limited = [part for part in opened.form.fields() if getattr(part, "max_characters", 0) > 500]
    assert limited
    for part in limited:
        assert len(opened.filled.text(part.key, "kk")) > part.max_characters - 30


def test_the_budget_stands_in_the_markup_with_every_cell_in_its_column(application, tmp_path):
    from html_markup import write_html
    from longest_table import keep_longest_table
    from typst_markup import write_typst

    from grantee_app.report.assembly import ApplicationChoices, compose_papers

    workspace, application_id = application
    choices = ApplicationChoices(language="kk", printed_on=date(2024, 12, 20))
    budget = keep_longest_table(compose_papers(workspace, application_id, choices))
    (table,) = budget.blocks
    assert len(table.rows) > 500
    for row in table.rows:
        assert sum(cell.columns for cell in row.cells.values()) == len(table.widths)
    html = write_html(budget, tmp_path)
    assert html.count("<tr>") == len(table.rows) + 1
    assert "colspan=" in html
    assert "colspan:" in write_typst(budget)
