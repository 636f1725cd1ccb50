"""Boxes to tick by hand, and one that was ticked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from grantee_app.form.application_form import Chosen, Column, FormField
from grantee_app.language.numbers import NBSP
from grantee_app.report.application.source import ApplicationSource
from grantee_app.report.document import Paragraph, Span

EMPTY_BOX: Final = "☐"
TICKED_BOX: Final = "☑"
# The sign is wider than a mark's letter: a space keeps the words off it.
BOX_MARK: Final = f"{EMPTY_BOX} "


def make_boxes(
    source: ApplicationSource, part: FormField | Column, key: str, column: str = ""
) -> Iterator[Paragraph]:
    """Yield a box for each answer that can be chosen in a field or column, none for other kinds."""
    if part.kind == "yes_no":
        answers = (source.words.yes, source.words.no)
        boxes = [f"{EMPTY_BOX}{NBSP}{source.say(answer)}" for answer in answers]
        yield Paragraph((Span((6 * NBSP).join(boxes)),), source.language, "cell", "left")
    elif part.kind == "file":
        yield Paragraph((Span(EMPTY_BOX),), source.language, "cell", "left")
    elif isinstance(part, Chosen):
        for option in source.values.options(key, column):
            words = (Span(source.say(option.label)),)
            yield Paragraph(words, source.language, "cell", "left", mark=BOX_MARK)
