"""The answers of one form: texts by language, values without words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from grantee_app.form.definition import (
    FormDefinition,
    IndicatorTableBlock,
    PeriodBlock,
    Section,
    SocioEconomicBlock,
    TextField,
    TextGroup,
)
from grantee_app.frozen import frozen
from grantee_app.records.base import Bilingual
from grantee_app.records.project import Answer


@frozen
class Answers:
    """What was written into one version of one form, by (path, language)."""

    values: dict[tuple[str, str], str]

    def text(self, path: str) -> Bilingual:
        """Return the text at `path` in both languages, "" where nothing was written."""
        return Bilingual(kk=self.values.get((path, "kk"), ""), ru=self.values.get((path, "ru"), ""))

    def value(self, path: str) -> str:
        """Return the wordless value at `path` as typed."""
        return self.values.get((path, ""), "").strip()

    def number(self, path: str) -> int | None:
        """Return the whole number at `path`, None when it is empty or does not parse.

        Digits may be grouped by any space («7 000»).
        """
        return parse_whole_number(self.value(path))


def parse_whole_number(text: str) -> int | None:
    """Return the number a person wrote with or without group spaces, None for anything else."""
    digits = "".join(text.split())
    return int(digits) if digits.isascii() and digits.isdigit() else None


def gather_answers(answers: Iterable[Answer], form: FormDefinition) -> Answers:
    """Return those of `answers` that belong to this version of `form`."""
    return Answers(
        {
            (answer.path, answer.language): answer.value
            for answer in answers
            if (answer.form, answer.version) == (form.id, form.version)
        }
    )


def text_fields(section: Section) -> Iterator[TextField]:
    """Yield the long texts a person writes in `section`, in the order of the form.

    The achieved result, which stands inside the indicator table, is one of them.
    """
    for block in section.blocks:
        if isinstance(block, TextField):
            yield block
        elif isinstance(block, TextGroup):
            yield from block.fields
        elif isinstance(block, IndicatorTableBlock):
            yield TextField(path=block.result_path, label=block.result_label)


def socio_plan_path(figure: str) -> str:
    """Return the path of the planned level of a socio-economic row."""
    return f"socio.{figure}.plan"


def socio_fact_path(figure: str) -> str:
    """Return the path of the typed fact of a socio-economic row that cannot be counted."""
    return f"socio.{figure}.fact"


def value_paths(section: Section) -> Iterator[str]:
    """Yield the paths of the wordless values of `section`."""
    for block in section.blocks:
        if isinstance(block, SocioEconomicBlock):
            for row in block.rows:
                yield socio_plan_path(row.figure)
                yield socio_fact_path(row.figure)
        elif isinstance(block, PeriodBlock):
            yield block.path
