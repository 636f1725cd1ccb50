"""What an application on paper is made of, at one moment and for one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from grantee_app.form.application_form import (
    ApplicationForm,
    ApplicationWords,
    Column,
    FieldBase,
    FileField,
    FormField,
    NoteField,
)
from grantee_app.form.values import FormValues
from grantee_app.frozen import frozen
from grantee_app.language.catalogue import Language
from grantee_app.language.message import LanguageCode
from grantee_app.records.application import Application, ApplicationDocument
from grantee_app.records.base import Bilingual
from grantee_app.report.document import Block
from grantee_app.report.told import Told, tell_text


@frozen
class PrintOptions:
    """What to leave out. `is_empty` prints every field, to be filled by hand.

    Personal data stay out unless wanted; a copy that `is_blind` does not tell who applies.
    """

    with_personal: bool = False
    is_blind: bool = False
    is_empty: bool = False


USUAL_OPTIONS: Final = PrintOptions()


@dataclass(frozen=True)
class ApplicationSource:
    """Values, language and options of one application on paper.

    `application` is None for a form without a call. `sheets` gathers what runs over its limit: the
    blocks of one sheet after another, in the order in which the composer comes upon them.
    """

    values: FormValues
    language: LanguageCode
    options: PrintOptions = USUAL_OPTIONS
    application: Application | None = None
    sheets: list[list[Block]] = field(default_factory=list)

    @property
    def form(self) -> ApplicationForm:
        """The form."""
        return self.values.form

    @property
    def words(self) -> ApplicationWords:
        """The words beside its labels."""
        return self.form.words

    @cached_property
    def spoken(self) -> Language:
        """The catalogue of the paper's language, for what is said of a form's limits."""
        return Language.load(self.language)

    def say(self, text: Bilingual) -> str:
        """Return a label of the form in the language of the paper."""
        return text.spoken_in(self.language)

    def tell(self, text: Bilingual) -> Told:
        """Return a text of the applicant, marked where it is in the other language."""
        return tell_text(text, self.language, self.words)

    def plain(self, words: str) -> Told:
        """Return words that are in the language of the paper, or in none."""
        return Told(words, self.language)

    @property
    def nothing(self) -> Told:
        """What stands where there is nothing to tell."""
        return self.plain(self.say(self.words.nothing))

    def is_shown(self, part: FormField) -> bool:
        """Tell whether a field is printed: an empty form prints those of every applicant."""
        return self.options.is_empty or self.values.is_shown(part.key)

    def is_left_out(self, part: FormField | Column) -> bool:
        """Tell whether the answer to a field or column must not be on this paper."""
        if self.options.is_empty or isinstance(part, NoteField):
            return False
        hides_person = part.is_personal and not self.options.with_personal
        return hides_person or (self.options.is_blind and part.identifies)

    @cached_property
    def enclosed(self) -> list[ApplicationDocument]:
        """The documents in the order of their numbers, which count from 1."""
        return number_documents(self.values, self.application)

    def find_documents(self, key: str) -> Sequence[tuple[int, ApplicationDocument]]:
        """Return the documents of a file field with their numbers."""
        return [
            (number, document)
            for number, document in enumerate(self.enclosed, start=1)
            if document.path == key
        ]

    def name_document(self, document: ApplicationDocument) -> str:
        """Return what a document is called: as it was named, else as the form asks for it."""
        part = self.form.by_key.get(document.path)
        label = self.say(part.label) if isinstance(part, FieldBase) else ""
        return self.say(document.title) or label


def number_documents(
    values: FormValues, application: Application | None
) -> list[ApplicationDocument]:
    """Return what is handed in under numbers: as the form asks for it, then what the call adds.

    A document that nobody must hand in has a number once it has a file.
    """
    documents = application.documents if application is not None else []
    asked = [part for part in values.form.fields() if isinstance(part, FileField)]
    order = {part.key: place for place, part in enumerate(asked)}
    kept = [
        document
        for document in documents
        if document.attachments or (document.is_required and _is_wanted(values, document))
    ]
    return sorted(kept, key=lambda document: order.get(document.path, len(order)))


def _is_wanted(values: FormValues, document: ApplicationDocument) -> bool:
    part = values.form.by_key.get(document.path)
    return not isinstance(part, FieldBase) or values.is_required(part.key)
