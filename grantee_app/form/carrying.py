"""What was written into one form, as it stands in another: a later version, or any other form.

In a version of the same form fields are the same by their keys, by `renamed_from`, else by meaning;
in another form by meaning alone. What has no place there is told, never dropped silently: it stays
with the form it was written into. Knows no storage.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from grantee_app.form.application_form import (
    NUMBER_KINDS,
    ApplicationForm,
    Chosen,
    Column,
    FieldBase,
    FormField,
    TableField,
    YesNoField,
    is_bilingual,
    is_computed,
)
from grantee_app.form.options import list_options
from grantee_app.form.value_reading import read_value, write_value
from grantee_app.form.values import FormValues
from grantee_app.frozen import frozen
from grantee_app.language.folding import fold_text
from grantee_app.language.message import LANGUAGES
from grantee_app.language.reading_dates import DateRange
from grantee_app.records.application import LIST_SIGN, cell_path
from grantee_app.records.base import Bilingual

# Texts by language, "" the language of a value.
Texts = Mapping[str, str]
_FROM_DAY: Final = frozenset({("date", "date_range")})


@dataclass(slots=True)
class Entries:
    """What is to be written into a form: answers by (path, language), and the rows they stand in.

    Rows have ids of their own here; whoever writes gives them new ones.
    """

    answers: dict[tuple[str, str], str] = field(default_factory=dict)
    rows: dict[str, list[str]] = field(default_factory=dict)


@frozen
class Part:
    """A field, or a column of a table, with its section and what was written there."""

    key: str
    column: str
    section: Bilingual
    label: Bilingual
    written: Bilingual


@dataclass(slots=True)
class Carrying:
    """What one form takes over from another: entries, what is new in it, and what it has not.

    `gone` are parts of the old form with something written into them that has no place in the new
    one; `new` are fields and columns that the old form did not ask; `documents` are the keys of
    file fields, old to new; `matched` are the keys of all fields of the new form that the old one
    has.
    """

    entries: Entries = field(default_factory=Entries)
    new: list[Part] = field(default_factory=list)
    gone: list[Part] = field(default_factory=list)
    documents: dict[str, str] = field(default_factory=dict)
    matched: list[str] = field(default_factory=list)


@frozen
class _Pair:
    old: FormField
    new: FormField
    columns: tuple[tuple[Column, Column], ...] = ()


def carry(old: FormValues, new: ApplicationForm, *, is_same_application: bool = False) -> Carrying:
    """Return what `new` takes over from a filled form.

    Declarations are made anew, save those of the same application whose words have not changed.
    Fields of the organisation's profile need nothing: they show the same record.
    """
    found = Carrying()
    pairs = match_fields(old.form, new)
    tables = {pair.old.key: pair.new.key for pair in pairs if isinstance(pair.old, TableField)}
    for pair in pairs:
        found.matched.append(pair.new.key)
        if pair.old.kind == "file":
            found.documents[pair.old.key] = pair.new.key
        elif isinstance(pair.old, TableField):
            _carry_table(old, new, pair, tables, found)
        elif not _is_profile(pair.new) and _may_be_repeated(pair, is_same_application):
            texts = _convert(old, (pair.old, ""), pair.new, new, tables)
            if texts is None:
                found.gone.append(_tell_field(old, pair.old))
            else:
                _write(found.entries, pair.new.key, texts)
    found.gone += _list_gone(old, pairs)
    found.new = list(_list_new(new, pairs))
    return found


def match_fields(old: ApplicationForm, new: ApplicationForm) -> list[_Pair]:
    """Return the fields of two forms that are the same, in the order of the new one."""
    pairs: list[_Pair] = []
    used: set[str] = set()
    for part in new.fields():
        if not isinstance(part, FieldBase):
            continue
        same = _find_same(part, old, new, used)
        if same is not None:
            used.add(same.key)
            columns: tuple[tuple[Column, Column], ...] = ()
            if isinstance(part, TableField) and isinstance(same, TableField):
                columns = tuple(_match_columns(same, part, is_version=old.id == new.id))
            pairs.append(_Pair(same, part, columns))
    return pairs


def tell_answers(answers: Mapping[tuple[str, str], str]) -> list[Part]:
    """Return what was written into a form whose file is not at hand, by the places alone."""
    found: dict[str, dict[str, str]] = {}
    for (path, language), text in answers.items():
        if text.strip():
            found.setdefault(path, {})[language] = text
    return [
        Part(
            path,
            "",
            Bilingual(),
            Bilingual(kk=path, ru=path),
            Bilingual(kk=texts.get("kk", texts.get("", "")), ru=texts.get("ru", texts.get("", ""))),
        )
        for path, texts in found.items()
    ]


# ---------------------------------------------------------------- what is the same


def _find_same(
    part: FormField, old: ApplicationForm, new: ApplicationForm, used: set[str]
) -> FormField | None:
    meaning = getattr(part, "meaning", "")
    names = [part.key, *getattr(part, "renamed_from", ())] if old.id == new.id else []
    candidates = [old.by_key.get(name) for name in names]
    # On the way back to an earlier version it is the old part that was renamed.
    candidates += [one for one in old.fields() if names and _was_renamed(one, part.key)]
    candidates += [old.by_meaning.get(meaning)] if meaning else []
    for found in candidates:
        if found is not None and found.key not in used and _is_alike(found, part):
            return found
    return None


def _match_columns(
    old: TableField, new: TableField, *, is_version: bool
) -> Iterator[tuple[Column, Column]]:
    used: set[str] = set()
    by_meaning = {column.meaning: column for column in old.columns if column.meaning}
    for column in new.columns:
        names = [column.key, *column.renamed_from] if is_version else []
        candidates = [old.by_key.get(name) for name in names]
        candidates += [one for one in old.columns if is_version and _was_renamed(one, column.key)]
        candidates += [by_meaning.get(column.meaning)] if column.meaning else []
        for found in candidates:
            if found is not None and found.key not in used:
                used.add(found.key)
                yield found, column
                break


def _was_renamed(part: FormField | Column, key: str) -> bool:
    return key in getattr(part, "renamed_from", ())


def _is_alike(old: FormField, new: FormField) -> bool:
    """Tell whether one could be read as the other: a table as a table, files as files."""
    return old.kind != "note" and all(
        (old.kind == kind) == (new.kind == kind) for kind in ("table", "file")
    )


def _is_profile(part: FormField) -> bool:
    return getattr(part, "meaning", "").startswith("organization.")


def _may_be_repeated(pair: _Pair, is_same_application: bool) -> bool:
    if not isinstance(pair.new, YesNoField) or not pair.new.is_declaration:
        return True
    return is_same_application and getattr(pair.old, "label", None) == pair.new.label


# ---------------------------------------------------------------- what is written


def _carry_table(
    old: FormValues, new: ApplicationForm, pair: _Pair, tables: Mapping[str, str], found: Carrying
) -> None:
    table, target = pair.old.key, pair.new.key
    rows = old.filled_rows(table)
    if rows:
        found.entries.rows[target] = list(rows)
    lost: dict[str, Column] = {}
    for row_id in rows:
        for source, column in pair.columns:
            if is_computed(column):
                continue
            texts = _convert(old, (source, row_id), column, new, tables, table)
            if texts is None:
                lost[source.key] = source
            else:
                _write(found.entries, cell_path(target, row_id, column.key), texts)
    found.gone += [_tell_column(old, pair.old, column) for column in lost.values()]


def _write(entries: Entries, path: str, texts: Texts) -> None:
    for language, text in texts.items():
        if text:
            entries.answers[path, language] = text


def _convert(  # noqa: PLR0917 (two forms and a place in each)
    old: FormValues,
    source: tuple[FormField | Column, str],
    target: FormField | Column,
    new: ApplicationForm,
    tables: Mapping[str, str],
    table: str = "",
) -> Texts | None:
    """Return what a field or cell of the old form is in the new one, None where it cannot be.

    `source` is the old part and the row it is read in, `tables` the old tables by the new ones.
    """
    part, row_id = source
    texts = _read_texts(old, part, row_id, table)
    if not any(texts.values()):
        return {}
    if isinstance(part, Chosen) and isinstance(target, Chosen):
        return _convert_choice(part, target, texts.get("", ""), (old, new, tables))
    if isinstance(part, Chosen):
        if not is_bilingual(target):
            return None
        column = part.key if table else ""
        return _label(old, table or part.key, column, texts.get("", ""))
    if isinstance(target, Chosen):
        key = _find_option(target, texts, new)
        return {"": key} if key else None
    return _convert_text(part, target, texts)


def _convert_text(
    part: FormField | Column, target: FormField | Column, texts: Texts
) -> Texts | None:
    if is_bilingual(target):
        if is_bilingual(part):
            return texts
        is_plain = part.kind in NUMBER_KINDS or part.kind == "text"
        return dict.fromkeys(LANGUAGES, texts.get("", "")) if is_plain else None
    text = texts.get("") or next(filter(None, texts.values()), "")
    is_same = part.kind == target.kind or {part.kind, target.kind} <= NUMBER_KINDS
    if is_same or (part.kind, target.kind) in _FROM_DAY or is_bilingual(part):
        return {"": text}
    return None


def _read_texts(
    old: FormValues, part: FormField | Column, row_id: str, table: str
) -> dict[str, str]:
    if table and getattr(part, "computed", None) is not None:
        value = old.cell(table, row_id, part.key)
        return {"": "" if value is None else write_value(value)}
    if table:
        languages = old.filled.languages_of(table, part.key)
        return {one: old.filled.cell(table, row_id, part.key, one) for one in languages}
    return {one: old.filled.text(part.key, one) for one in old.filled.languages_of(part.key)}


def _convert_choice(
    part: Chosen,
    target: Chosen,
    text: str,
    forms: tuple[FormValues, ApplicationForm, Mapping[str, str]],
) -> Texts | None:
    old, new, tables = forms
    keys = [key.strip() for key in text.split(LIST_SIGN) if key.strip()]
    if part.options_table or target.options_table:
        # Rows are written anew, and with them their names.
        is_same = tables.get(part.options_table) == target.options_table != ""
        known = set(old.rows(part.options_table)) if is_same else set()
    else:
        known = {option.key for option in list_options(new, target)}
    kept = [key for key in keys if key in known]
    if getattr(target, "kind", "") == "choice":
        kept = kept[:1]
    return {"": LIST_SIGN.join(kept)} if len(kept) == len(keys) else None


def _label(old: FormValues, key: str, column: str, text: str) -> Texts:
    chosen = [one.strip() for one in text.split(LIST_SIGN) if one.strip()]
    names = [old.label_choice(key, column, one) for one in chosen]
    return {one: ", ".join(name.spoken_in(one) for name in names) for one in LANGUAGES}


def _find_option(target: Chosen, texts: Texts, new: ApplicationForm) -> str:
    wanted = {fold_text(text) for text in texts.values() if text}
    for option in list_options(new, target):
        labels = {fold_text(option.label.kk), fold_text(option.label.ru), option.key}
        if wanted & labels:
            return option.key
    return ""


# ---------------------------------------------------------------- what is new, what is gone


def _list_new(new: ApplicationForm, pairs: Iterable[_Pair]) -> Iterator[Part]:
    known = {pair.new.key: {column.key for _, column in pair.columns} for pair in pairs}
    for part in new.fields():
        if not isinstance(part, FieldBase):
            continue
        section = new.section_of[part.key].name
        if part.key not in known:
            yield Part(part.key, "", section, part.label, Bilingual())
        elif isinstance(part, TableField):
            for column in part.columns:
                if column.key not in known[part.key]:
                    yield Part(part.key, column.key, section, column.label, Bilingual())


def _list_gone(old: FormValues, pairs: Iterable[_Pair]) -> Iterator[Part]:
    known = {pair.old.key: {column.key for column, _ in pair.columns} for pair in pairs}
    for part in old.form.fields():
        if not isinstance(part, FieldBase) or _is_profile(part) or part.kind == "file":
            continue
        if part.key not in known:
            if not old.is_empty(part.key):
                yield _tell_field(old, part)
        elif isinstance(part, TableField):
            for column in part.columns:
                if column.key not in known[part.key] and not is_computed(column):
                    told = _tell_column(old, part, column)
                    if told.written:
                        yield told


def _tell_field(old: FormValues, part: FormField) -> Part:
    section = old.form.section_of[part.key].name
    label = getattr(part, "label", Bilingual())
    if not isinstance(part, TableField):
        return Part(part.key, "", section, label, _tell(old, part, "", ""))
    rows = [
        [_tell(old, column, row_id, part.key) for column in part.columns]
        for row_id in old.filled_rows(part.key)
    ]
    written = {
        one: "\n".join(
            " · ".join(filter(None, (cell.spoken_in(one) for cell in row))) for row in rows
        )
        for one in LANGUAGES
    }
    return Part(part.key, "", section, label, Bilingual(**written))


def _tell_column(old: FormValues, table: FormField, column: Column) -> Part:
    cells = [_tell(old, column, row_id, table.key) for row_id in old.filled_rows(table.key)]
    written = {
        one: "\n".join(filter(None, (cell.spoken_in(one) for cell in cells))) for one in LANGUAGES
    }
    section = old.form.section_of[table.key].name
    return Part(table.key, column.key, section, column.label, Bilingual(**written))


def _tell(old: FormValues, part: FormField | Column, row_id: str, table: str) -> Bilingual:
    """Return what a person reads in a field or cell."""
    texts = _read_texts(old, part, row_id, table)
    if isinstance(part, Chosen):
        texts = dict(_label(old, table or part.key, part.key if table else "", texts.get("", "")))
    elif part.kind == "date_range":
        value = read_value(part.kind, texts.get("", ""), old.today).value
        if isinstance(value, DateRange):
            texts = {one: value.write(one) for one in LANGUAGES}
    plain = texts.get("", "")
    return Bilingual(kk=texts.get("kk", plain), ru=texts.get("ru", plain))
