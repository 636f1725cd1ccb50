"""Who came, by name and only counted, as both PDFs tell it on either basis: counted by hand."""

from __future__ import annotations

import re

import pytest

from grantee_app.records import Indicator
from grantee_app.records.activity import SurveyTally
from tests.core.report.projects import both, print_project
from tests.core.report.test_figures_on_paper import read_cells
from tests.core.store.people_data import BAKYT, CHILD, FAIR, KIM, SEMINAR, TWIN, make_file

# Total, then the columns of the form, by the basis: at the fair 14 were only counted and three
# are named, of whom one came to the seminar as well; the child has no band, one has no gender.
STATISTICS = {
    "visits": [
        ("18", "7", "11"),
        ("16", "-", "16", *["-"] * 8),
        ("17", "-", "13", "-", "-", "3", "1", "-"),
    ],
    "people": [
        ("17", "7", "10"),
        ("15", "-", "15", *["-"] * 8),
        ("16", "-", "13", "-", "-", "2", "1", "-"),
    ],
}
BENEFICIARIES = {"visits": "19", "people": "18"}


def make_content(basis: str):
    indicators = [
        Indicator(title=both("Қатысушылар"), counted_from="people"),
        Indicator(title=both("Қанағаттану"), counted_from="satisfaction"),
        Indicator(title=both("Шаралар"), counted_from="events"),
    ]
    tally = SurveyTally(very_satisfied=5, satisfied=3, neither=1, dissatisfied=1)
    agreed = FAIR.model_copy(update={"id": "agreed", "is_held": False, "attendances": []})
    return make_file(
        FAIR.model_copy(update={"tally": tally}),
        SEMINAR,
        agreed,
        counting_basis=basis,
        planned={"indicators": indicators},
    )


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("basis", ["visits", "people"])
def test_section_4_and_the_indicators_say_what_was_entered(basis: str, language: str) -> None:
    paper = print_project(make_content(basis), language)
    statistics = [
        tuple(table.rows[1])
        for table in paper.tables
        if re.match("Жобаға қатысушылардың|Всего участников", table.columns[0][0])
    ]
    assert statistics == STATISTICS[basis]
    levels = [row[4] for table in paper.tables if len(table.columns) == 5 for row in table.rows[1:]]
    assert levels[0] == BENEFICIARIES[basis]
    assert [cell for cell in read_cells(paper, 4) if cell] == ["19"]
    facts = [fact.replace("\u00a0", " ").replace(" %", "%") for fact in read_cells(paper, 8)]
    assert facts == ["19", "80%", "2"]
    # Section 1.1 counts whoever came, on a list or not.
    assert re.findall(r", (\d+)[\s\u00a0](?:адам|чел)", paper.text) == ["17", "2"]
    assert not any(person.name in paper.text for person in (BAKYT, TWIN, KIM, CHILD))
