"""A state grant's application filled to its limits: what is opened, checked, printed and assembled.

The same on every machine and on every run. The words are the sample's own, every text as long as
the form lets it be, every table as full; the budget has the form's own 500 rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path

from grantee_app.form.application_form import (
    ApplicationForm,
    Chosen,
    Column,
    FormField,
    TableField,
    is_bilingual,
)
from grantee_app.form.options import list_options
from grantee_app.form.value_reading import tidy_text
from grantee_app.records import Application, Bilingual, Organization
from grantee_app.records.application import cell_path
from grantee_app.store import answer_rows
from grantee_app.store.attachments.records import AttachedTo
from grantee_app.workspace import Workspace, sample_path

FORM = ("kz-state-grant/application", "2024")
TODAY = date(2024, 2, 1)
MONEY = 1_000_000
PHOTOS = 40
PHOTO_SIZE = (4000, 3000)
# Where a table has no limit of its own.
ROWS = 12
UNLIMITED_CHARACTERS = 900
CELL_CHARACTERS = 60
PAGE_CHARACTERS = 1800
WORDS_A_SENTENCE = 14
# Texts that must be what they are: business numbers, accounts, addresses.
CODES = {"bin": "010140000001", "iban": "KZ000000000000000000", "email": "bastau@example.org"}


def make_application(folder: Path) -> str:
    """Make a workspace with the application in `folder`; return the application's id."""
    with Workspace.open(folder) as workspace:
        name = Bilingual(kk="«Бастау» ҚБ", ru="ОО «Бастау»")
        organization = Organization(id="bench-org", name=name, legal_form="public_association")
        workspace.records.add_organization(organization)
        application = Application(form=FORM[0], version=FORM[1], kind="short")
        _, begun = workspace.applications.begin_project(
            organization.id, Bilingual(kk="Жоба", ru="Проект"), application
        )
        _Writer(workspace, begun).write_all()
        return begun


class _Writer:
    """Writes one application, all of it as one change."""

    def __init__(self, workspace: Workspace, application_id: str) -> None:
        self._workspace = workspace
        opened = workspace.applications.load(application_id)
        self._form: ApplicationForm = opened.form
        self._place = opened.form_place
        self._is_profile: Callable[[str], bool] = opened.filled.is_profile
        self._words = {code: cycle(_read_words(code)) for code in ("kk", "ru")}
        self._rows: dict[str, list[str]] = {}

    def write_all(self) -> None:
        db = self._workspace.db
        with self._workspace.change("bench"):
            # Their own rows first: cells name rows of other tables.
            answer_rows.clear_form(db, self._place)
            for table in self._form.tables.values():
                count = table.max_rows or max(table.min_rows, ROWS)
                self._rows[table.key] = [
                    answer_rows.add_row(db, self._place, table.key, {}) for _ in range(count)
                ]
            for part in self._form.fields():
                if isinstance(part, TableField):
                    self._write_table(part)
                elif part.kind not in {"note", "file"} and not self._is_profile(part.key):
                    self._write(part.key, part, 0)

    def _write_table(self, table: TableField) -> None:
        for number, row_id in enumerate(self._rows[table.key]):
            for column in table.columns:
                if getattr(column, "computed", None) is None:
                    self._write(cell_path(table.key, row_id, column.key), column, number)

    def _write(self, path: str, part: FormField | Column, number: int) -> None:
        for language in ("kk", "ru") if is_bilingual(part) else ("",):
            text = self._make_text(path, part, number, language)
            stored = tidy_text(part.kind, text, TODAY)
            answer_rows.write_answer(self._workspace.db, self._place, path, language, stored)

    def _make_text(  # noqa: PLR0911 (one return a kind)
        self, path: str, part: FormField | Column, number: int, language: str
    ) -> str:
        day = TODAY + timedelta(days=60 + number % 120)
        match part.kind:
            case "text" | "long_text" if language:
                return self._fill(part, language, is_cell="/" in path)
            case "place" | "person" | "organization":
                return " ".join(next(self._words[language]) for _ in range(3))
            case "text" | "long_text":
                return next((code for end, code in CODES.items() if path.endswith(end)), "1")
            case "money":
                return str(MONEY + number)
            case "whole_number" | "number":
                return str(number % 9 + 1)
            case "date":
                return day.isoformat()
            case "date_range":
                return f"{day.isoformat()}/{(day + timedelta(days=3)).isoformat()}"
            case "yes_no":
                return "1"
            case _:
                return self._choose(part, number)

    def _choose(self, part: FormField | Column, number: int) -> str:
        if not isinstance(part, Chosen):
            return ""
        known = self._rows.get(part.options_table) or [
            option.key for option in list_options(self._form, part)
        ]
        return known[number % len(known)]

    def _fill(self, part: FormField | Column, language: str, *, is_cell: bool) -> str:
        """Return sentences that are as long as the part lets them be."""
        most = getattr(part, "max_characters", 0)
        pages = int(getattr(part, "max_pages", 0) * PAGE_CHARACTERS)
        limits = [limit for limit in (most, pages) if limit]
        room = min(limits, default=CELL_CHARACTERS if is_cell else UNLIMITED_CHARACTERS)
        # A title of 300 letters is nobody's: the cells of a row are as long as people write them.
        room = min(room, CELL_CHARACTERS) if is_cell else room
        most_words = getattr(part, "max_words", 0) or room
        most_sentences = getattr(part, "max_sentences", 0) or room
        text = ""
        for count, word in enumerate(self._words[language], 1):
            ends = count % WORDS_A_SENTENCE == 0 and count // WORDS_A_SENTENCE < most_sentences
            longer = f"{text} {word}{'.' if ends else ''}".strip()
            if len(longer) >= room or count > most_words:
                break
            text = longer
        return text or next(self._words[language])[:room]


def _read_words(language: str) -> list[str]:
    found = re.findall(
        rf'"{language}": ?"((?:[^"\\]|\\.)*)"', sample_path().read_text(encoding="utf-8")
    )
    return [word for text in found for word in re.findall(r"[^\W\d_]{2,20}", text)]


def make_photos(folder: Path) -> list[Path]:
    """Make the photos of 12 megapixels that are not there yet: grain of a sensor, each another."""
    from PIL import Image, ImageChops  # noqa: PLC0415 (only where photos are wanted)

    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"IMG_{number:04}.jpg" for number in range(PHOTOS)]
    if all(path.exists() for path in paths):
        return paths
    ground = Image.effect_noise(PHOTO_SIZE, 24).convert("RGB")
    tint = Image.linear_gradient("L").resize(PHOTO_SIZE)
    ground = ImageChops.add(ground, Image.merge("RGB", (tint, tint.rotate(180), tint)), scale=2)
    for number, path in enumerate(paths):
        ImageChops.offset(ground, 97 * number, 61 * number).save(path, quality=88)
    return paths


def attach_photos(workspace: Workspace, application_id: str, photos: Iterable[Path]) -> None:
    """Hang the photos on the first document that the application wants, as its files."""
    document = workspace.applications.load(application_id).application.documents[0]
    for photo in photos:
        workspace.attachments.attach(AttachedTo("application_document", document.id), photo)
