"""The sample's report, made once for all tests that only read it."""

from __future__ import annotations

import pytest

from grantee_app.language.message import LANGUAGES, LanguageCode
from grantee_app.report.making import ReportOptions, make_report
from grantee_app.workspace import Workspace
from tests.core.report.projects import PRINTED_ON
from tests.core.report.reading import Paper, read_pdf


@pytest.fixture(scope="session")
def sample_pdfs() -> dict[LanguageCode, bytes]:
    with Workspace.with_sample() as workspace:
        (project,) = workspace.list_projects()
        options = ReportOptions(printed_on=PRINTED_ON)
        return {
            language: make_report(workspace, project.id, language, options).data
            for language in LANGUAGES
        }


@pytest.fixture(scope="session")
def sample_papers(sample_pdfs: dict[LanguageCode, bytes]) -> dict[LanguageCode, Paper]:
    return {language: read_pdf(data) for language, data in sample_pdfs.items()}
