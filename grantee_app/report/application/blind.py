"""Where a copy without the applicant tells who applies all the same, in somebody's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from grantee_app.form.application_form import TEXT_KINDS, Column, FormField, TableField
from grantee_app.language.folding import fold_text
from grantee_app.records.base import Bilingual
from grantee_app.report.application.source import ApplicationSource

# Shorter than this a name is a syllable of other words.
LEAST_NAME: Final = 4
_QUOTED: Final = re.compile(r"[«“\"„]([^«»“”\"„]{3,})[»”\"“]")
_WORD: Final = re.compile(r"[\w@.+-]+")
# What is the applicant's, and names nobody: a district stands in every good description.
_NAMELESS: Final = frozenset(
    {
        "organization.legal_form",
        "organization.territory",
        "organization.territorial_status",
        "organization.registered_on",
        "organization.address",
        "organization.actual_address",
        "organization.head_position",
        "organization.bank",
        "organization.bic",
        "organization.employees",
        "organization.charter_purposes",
        "organization.is_in_ngo_database",
        "applicant.settlement",
        "applicant.kind",
    }
)


@dataclass(frozen=True, slots=True)
class NameLeft:
    """A place where the applicant is named: `place` is «<section>/<field>[/<row>/<column>]».

    `label` is the field's, `found` the name as it is known.
    """

    place: str
    label: Bilingual
    found: str


def find_names_left(source: ApplicationSource) -> list[NameLeft]:
    """Return where texts that stay in a blind copy name the applicant, in the form's order.

    Both languages are looked through, with other endings and spelled with other letters.
    """
    return list(_search(source, _list_names(source)))


def _list_names(source: ApplicationSource) -> list[str]:
    """Return every name that is long enough to be told from other words, each once."""
    told: dict[str, str] = {}
    for name in (*_list_names_in_form(source), *_list_names_in_profile(source)):
        told.setdefault(fold_text(name), name)
    return [name for folded, name in told.items() if len(folded) >= LEAST_NAME]


def _list_names_in_form(source: ApplicationSource) -> Iterator[str]:
    for part in source.form.fields():
        if isinstance(part, TableField):
            yield from _list_names_in_rows(source, part)
        elif _names_applicant(part):
            told = source.values.filled.told(part.key)
            for text in (told.kk, told.ru):
                yield from _split_name(text, is_person=part.kind == "person")


def _names_applicant(part: FormField) -> bool:
    is_name = getattr(part, "identifies", False) and part.kind in TEXT_KINDS
    return is_name and getattr(part, "meaning", "") not in _NAMELESS


def _list_names_in_profile(source: ApplicationSource) -> Iterator[str]:
    for column in ("name", "short_name"):
        for language in ("kk", "ru"):
            text = source.values.filled.profile.get((column, language), "")
            yield from _split_name(text, is_person=False)


def _list_names_in_rows(source: ApplicationSource, part: TableField) -> Iterator[str]:
    for column in part.columns:
        if column.kind != "person" or not (part.identifies or column.identifies):
            continue
        for row_id in source.values.rows(part.key):
            told = source.values.filled.told_cell(part.key, row_id, column.key)
            for text in (told.kk, told.ru):
                yield from _split_name(text, is_person=True)


def _split_name(text: str, *, is_person: bool) -> Iterator[str]:
    """Yield what people call it: the whole, what stands in quotes, a person's surname."""
    words = " ".join(text.split())
    if not words:
        return
    yield words
    yield from _QUOTED.findall(words)
    if is_person:
        yield words.split()[0]


def _search(source: ApplicationSource, names: list[str]) -> Iterator[NameLeft]:
    patterns = [(name, _make_pattern(name)) for name in names]
    for part in source.form.fields():
        if not source.values.is_shown(part.key) or getattr(part, "identifies", False):
            continue
        section = source.form.section_of[part.key].id
        for place, label, told in _list_texts(source, part):
            text = fold_text(f"{told.kk}\n{told.ru}")
            for name, pattern in patterns:
                if pattern.search(text):
                    yield NameLeft(f"{section}/{place}", label, name)
                    break


def _list_texts(
    source: ApplicationSource, part: FormField
) -> Iterator[tuple[str, Bilingual, Bilingual]]:
    if isinstance(part, TableField):
        columns: list[Column] = [
            one for one in part.columns if one.kind in TEXT_KINDS and not one.identifies
        ]
        for row_id in source.values.filled_rows(part.key):
            for column in columns:
                told = source.values.filled.told_cell(part.key, row_id, column.key)
                yield f"{part.key}/{row_id}/{column.key}", column.label, told
    elif part.kind in TEXT_KINDS:
        yield part.key, part.label, source.values.filled.told(part.key)  # type: ignore[union-attr]


def _make_pattern(name: str) -> re.Pattern[str]:
    # A Kazakh or Russian ending may follow, a longer word may not begin with it by chance alone.
    words = (re.escape(word) for word in _WORD.findall(fold_text(name)))
    return re.compile(r"(?<!\w)" + r"\W+".join(words) + r"\w{0,5}(?!\w)")
