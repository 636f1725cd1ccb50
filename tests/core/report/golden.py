"""Pictures of characteristic pages of the sample, to be seen at a glance and compared loosely.

`python -m tests.core.report.golden` makes them anew: look at each of them before you commit.
They are small and grey, so that another version of the rasterizer changes nothing that matters.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from grantee_app.language.message import LANGUAGES
from grantee_app.report.making import ReportOptions, make_report
from grantee_app.workspace import Workspace
from tests.core.report.projects import PRINTED_ON

FOLDER = Path(__file__).parents[2] / "data" / "golden"
DPI = 40
# From the first page of which section on, the first that holds which words.
PAGES = {
    "cover": ("cover", "7 000 000"),
    "indicators": ("indicators", "23.09-"),
    "statistics": ("statistics", "395"),
}


def draw_pages() -> Iterator[tuple[str, Image.Image]]:
    """Yield the name and the picture of every golden page, in both languages."""
    with Workspace.with_sample() as workspace:
        (project,) = workspace.list_projects()
        for language in LANGUAGES:
            report = make_report(
                workspace, project.id, language, ReportOptions(printed_on=PRINTED_ON)
            )
            document = pdfium.PdfDocument(report.data)
            for name, (section, words) in PAGES.items():
                page = _find_page(document, report.section_pages[section], words)
                bitmap = page.render(scale=DPI / 72, grayscale=True)
                yield f"{name}-{language}", bitmap.to_pil().convert("L")
            document.close()


def _find_page(document: pdfium.PdfDocument, start: int, words: str) -> pdfium.PdfPage:
    pages = (document[number] for number in range(start, len(document)))
    return next(page for page in pages if words in page.get_textpage().get_text_range())


def write_pages() -> None:
    """Write the golden pictures anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, picture in draw_pages():
        buffer = io.BytesIO()
        picture.quantize(16).save(buffer, "PNG", optimize=True)
        (FOLDER / f"{name}.png").write_bytes(buffer.getvalue())


if __name__ == "__main__":
    write_pages()
