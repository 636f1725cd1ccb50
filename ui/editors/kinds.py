"""Which editor suits which field: by the kind that the store knows of it.

Lines that have a shape of their own – a BIN, an account – are named here too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from grantee_app.language.reading import Reading
from grantee_app.records import identifiers
from grantee_app.records.terms_of_fields import FIELD_TERMS
from grantee_app.store.fields import FieldKind, find_field
from ui.editors.choice_editor import ChoiceEditor
from ui.editors.date_editors import DateEditor, DateRangeEditor, MonthEditor
from ui.editors.editor import Editor
from ui.editors.flag_editor import FlagEditor
from ui.editors.line_editor import LineEditor
from ui.editors.link_editor import read_link
from ui.editors.number_editors import MoneyEditor, NumberEditor, WholeNumberEditor
from ui.editors.yes_no_editor import YesNoEditor
from ui.screen_language import ScreenLanguage

_EDITORS: Final[dict[FieldKind, Callable[..., Editor]]] = {
    "whole": WholeNumberEditor,
    "number": NumberEditor,
    "money": MoneyEditor,
    "date": DateEditor,
    "month": MonthEditor,
    "dates": DateRangeEditor,
    "flag": FlagEditor,
}
# What reads a line, and how many letters of it are always in sight.
_LINES: Final[dict[tuple[str, str], tuple[Callable[[str], Reading[str]], int]]] = {
    ("organization", "bin"): (identifiers.check_bin, 14),
    ("organization", "iban"): (identifiers.check_iban, 28),
    ("organization", "bic"): (identifiers.check_bic, 14),
    ("organization", "phone"): (identifiers.read_phone, 20),
    ("organization", "email"): (identifiers.check_email, 24),
    ("organization", "website"): (read_link, 24),
    ("evidence", "link"): (read_link, 24),
}


def make_editor(
    words: ScreenLanguage, table: str, column: str, parent: QWidget | None = None, **settings: Any
) -> Editor:
    """Return the editor of a field that holds a value; ValueError when there is none such.

    `settings` are passed on to it: `unit` of a number, `say_none` of a choice. A reference needs
    to know what it may name: make its editor by hand.
    """
    field = find_field(table, column)
    if field.kind == "line":
        read, letters = _LINES.get((table, column), (None, 12))
        return LineEditor(words, parent, **{"read": read, "letters": letters, **settings})
    if field.kind == "choice":
        return ChoiceEditor(words, field, FIELD_TERMS[table, column], parent, **settings)
    if field.kind == "flag" and field.empty is None:
        return YesNoEditor(words, field, parent, **settings)
    if field.kind == "reference":
        raise ValueError(f"{table}.{column} refers to a record")
    return _EDITORS[field.kind](words, field, parent, **settings)
