"""What must not be printed: a person's number or phone in a text, the applicant in a blind copy.

Fields that ask for such data are left alone; a text of the form is not the place for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final

from grantee_app.checks.application.subject import ApplicationSubject
from grantee_app.checks.finding import Finding
from grantee_app.checks.naming import shorten
from grantee_app.form.application_form import FieldBase, TableField, is_bilingual
from grantee_app.language.folding import fold_text
from grantee_app.language.message import MessageValue, message
from grantee_app.records.base import Bilingual
from grantee_app.records.identifiers import check_iin, read_phone

_NUMBER: Final = re.compile(r"(?<!\d)\d{12}(?!\d)")
_PHONE: Final = re.compile(
    r"(?<![\d-])(?:\+?7|8)[\s\u00a0(-]*7\d\d[\s\u00a0)-]*(?:\d[\s\u00a0-]*){7}(?!\d)"
)
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
# Whom a reader of the application may call.
_CONTACTS: Final = re.compile(r"байланыс|контакт|телефон|почта|e-?mail|мекенжай|адрес")
_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORTEST_NAME: Final = 4


@dataclass(frozen=True)
class _Text:
    """A text that will be printed, with its place; `takes_contacts` where they are expected."""

    place: str
    tell_name: Callable[[], MessageValue]
    told: Bilingual
    identifies: bool
    takes_contacts: bool

    @property
    def name(self) -> MessageValue:
        return self.tell_name()

    @cached_property
    def texts(self) -> list[str]:
        return list(dict.fromkeys(filter(None, (self.told.kk, self.told.ru))))


def check_numbers(subject: ApplicationSubject) -> Iterator[Finding]:
    """No number of a person stands in a text that is printed, and no phone outside contacts."""
    for text in _printed(subject):
        if any(_has_iin(one) for one in text.texts):
            yield Finding(
                "application.personal",
                "warning",
                message(
                    "{name}: the number of a person (IIN) stands in the text and will be printed. "
                    "Take it out.",
                    name=text.name,
                ),
                text.place,
            )
        if not text.takes_contacts and any(_has_contact(one) for one in text.texts):
            yield Finding(
                "application.personal",
                "note",
                message(
                    "{name}: a phone or an e-mail stands in the text and will be printed.",
                    name=text.name,
                ),
                text.place,
            )


def check_blind_copy(subject: ApplicationSubject) -> Iterator[Finding]:
    """Where the funder judges blind, no text tells who applies."""
    if not subject.application.is_blind:
        return
    names = _list_names(subject)
    for text in _printed(subject):
        if text.identifies:
            continue
        found = next(
            (
                name
                for name, folded in names
                if any(_names(one, name, folded) for one in text.texts)
            ),
            None,
        )
        if found is not None:
            yield Finding(
                "application.blind",
                "warning",
                message(
                    "{name}: «{found}» stands in the text, and the funder wants a copy that does "
                    "not tell who applies. Write «our organisation».",
                    name=text.name,
                    found=shorten(Bilingual(kk=found, ru=found)),
                ),
                text.place,
            )


RULES: Final = (check_numbers, check_blind_copy)


def _printed(subject: ApplicationSubject) -> Iterator[_Text]:
    """Yield the words that are printed; what is personal by itself is left out of print anyway."""
    for _, part in subject.fields():
        if isinstance(part, TableField):
            for column in part.columns:
                if not is_bilingual(column) or column.is_personal or part.is_personal:
                    continue
                contacts = column.meaning == "contacts" or _asks_contacts(column.label)
                identifies = column.identifies or part.identifies
                for number, row_id in subject.rows(part):
                    told = subject.told(part.key, row_id, column.key)
                    if told:
                        name = partial(subject.name_cell, part, number, row_id, column.key)
                        place = subject.place(part.key, row_id, column.key)
                        yield _Text(place, name, told, identifies, contacts)
        elif isinstance(part, FieldBase) and is_bilingual(part) and not part.is_personal:
            told = subject.told(part.key)
            if told:
                yield _Text(
                    subject.place(part.key),
                    partial(subject.name, part.key),
                    told,
                    part.identifies,
                    subject.filled.is_profile(part.key) or _asks_contacts(part.label),
                )


def _asks_contacts(label: Bilingual) -> bool:
    return bool(_CONTACTS.search(fold_text(label.kk)) or _CONTACTS.search(fold_text(label.ru)))


def _has_iin(text: str) -> bool:
    return any(check_iin(found).value is not None for found in _NUMBER.findall(text))


def _has_contact(text: str) -> bool:
    if _MAIL.search(text):
        return True
    return any(read_phone(found.strip()).value for found in _PHONE.findall(text))


def _list_names(subject: ApplicationSubject) -> list[tuple[str, str]]:
    """Return the names that tell who applies, as they are written and folded."""
    organization = subject.organization
    told = [organization.name, organization.short_name, organization.head]
    for part in subject.form.fields():
        meaning = getattr(part, "meaning", "")
        if meaning in {"applicant.leader", "project.manager"} and part.kind in {"person", "text"}:
            told.append(subject.told(part.key))
    team = subject.form.find_table("team")
    if team is not None and team.key in subject.shown:
        told += [subject.values.name_row(team.key, row_id) for _, row_id in subject.rows(team)]
    names = [name for one in told for name in (one.kk, one.ru) if name.strip()]
    people = [organization.head, *told[3:]]
    names += [_take_quoted(name) for name in names]
    names += [name.split()[0] for one in people for name in (one.kk, one.ru) if name.strip()]
    names += [organization.phone, organization.email, organization.website]
    pairs = ((name.strip(), fold_text(name)) for name in dict.fromkeys(names))
    return [(name, folded) for name, folded in pairs if len(folded) >= _SHORTEST_NAME]


def _take_quoted(name: str) -> str:
    """Return what stands in quotes: «Жастар тынысы» of ««Жастар тынысы» ҚБ»."""
    quoted = re.search(r"[«\"“](.+?)[»\"”]", name)
    return quoted[1] if quoted else ""


def _names(text: str, name: str, folded: str) -> bool:
    """Tell whether a text names somebody, in any case of the noun and on any keyboard.

    A name of one word («Бастау») may be a word like any other: it counts with its capital alone.
    """
    if " " in folded or not name[0].isupper():
        return re.search(rf"(?<!\w){re.escape(folded)}", fold_text(text)) is not None
    words = (word for word in _WORD.findall(text) if word[0].isupper())
    return any(fold_text(word).startswith(folded) for word in words)
