"""What a form of an application says wrongly about itself: names that nothing has, circles, limits.

Works on the content of the TOML as it was read, not on the models, so that every fault is found in
one run whatever else is wrong with the file. What is no table or no text is passed over here: the
models say that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from difflib import get_close_matches
from typing import Any, Final, TypeGuard

from grantee_app.form.application_form import (
    NUMBER_KINDS,
    TABLE_PREFIX,
    TEXT_KINDS,
)
from grantee_app.form.conditions import NO, YES, find_circle
from grantee_app.form.meanings import FIELD_MEANINGS, TABLE_MEANINGS
from grantee_app.form.options import list_known
from grantee_app.frozen import frozen
from grantee_app.language.message import Message, message

Path = tuple[str | int, ...]
_LIMITS: Final = (
    ("min_words", "max_words"),
    ("min_sentences", "max_sentences"),
    ("min", "max"),
    ("min_rows", "max_rows"),
)


@frozen
class Fault:
    """What is wrong at a place of the file, and what to do about it."""

    path: Path
    said: Message
    cure: Message | None = None


@frozen
class _Piece:
    """A field, a column or an option of the file: its place and what it says."""

    path: Path
    content: Mapping[str, Any]
    columns: dict[str, _Piece] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return _text(self.content.get("kind"))

    @property
    def key(self) -> str:
        return _text(self.content.get("key"))


@frozen
class _Outline:
    """The fields of a form by key, and its sections with their places."""

    fields: dict[str, _Piece]
    sections: list[_Piece]
    content: Mapping[str, Any]


def find_faults(content: Mapping[str, Any]) -> list[Fault]:
    """Return everything that a form says wrongly about itself, in the order of the checks."""
    faults: list[Fault] = []
    outline = _outline(content, faults)
    for check in (
        _check_conditions,
        _check_meanings,
        _check_options,
        _check_tables,
        _check_limits,
        _check_renaming,
        _check_layout,
        _check_rules,
    ):
        faults += check(outline)
    return faults


def suggest_name(wrong: str, known: Iterable[str]) -> Message | None:
    """Return the sentence that proposes the nearest of the known names, None if none is near."""
    near = get_close_matches(wrong, [name for name in known if name], n=1, cutoff=0.6)
    return message("Did you mean «{name}»?", name=near[0]) if near else None


def _name_all(known: Iterable[str]) -> Message | None:
    names = [name for name in known if name]
    return message("Known here: {names}.", names=", ".join(names)) if names else None


def _propose(wrong: str, known: Iterable[str]) -> Message | None:
    names = list(known)
    return suggest_name(wrong, names) or _name_all(names)


# ---------------------------------------------------------------- reading loosely


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _tables(value: object) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for place, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, Mapping):
            yield place, item


def _texts(value: object) -> Iterator[tuple[int, str]]:
    for place, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, str):
            yield place, item


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _outline(content: Mapping[str, Any], faults: list[Fault]) -> _Outline:
    fields: dict[str, _Piece] = {}
    sections: list[_Piece] = []
    section_ids: dict[str, _Piece] = {}
    for place, section in _tables(content.get("sections")):
        piece = _Piece(("sections", place), section)
        sections.append(piece)
        _note(section_ids, _text(section.get("id")), piece, (*piece.path, "id"), faults)
        for at, told in _tables(section.get("fields")):
            found = _Piece((*piece.path, "fields", at), told)
            _note(fields, found.key, found, (*found.path, "key"), faults)
            for number, column in _tables(told.get("columns")):
                inner = _Piece((*found.path, "columns", number), column)
                _note(found.columns, inner.key, inner, (*inner.path, "key"), faults)
                _check_option_keys(inner, faults)
            _check_option_keys(found, faults)
    return _Outline(fields, sections, content)


def _check_option_keys(piece: _Piece, faults: list[Fault]) -> None:
    seen: dict[str, _Piece] = {}
    for place, option in _tables(piece.content.get("options")):
        path = (*piece.path, "options", place)
        _note(seen, _text(option.get("key")), _Piece(path, option), (*path, "key"), faults)


def _note(
    known: dict[str, _Piece], name: str, piece: _Piece, path: Path, faults: list[Fault]
) -> None:
    if not name:
        return
    if name in known:
        faults.append(
            Fault(
                path,
                message("The name «{name}» stands twice.", name=name),
                message("Give one of the two another name."),
            )
        )
        return
    known[name] = piece


def _option_keys(piece: _Piece) -> list[str]:
    listed = list_known(_text(piece.content.get("options_from")))
    only = {key for _, key in _texts(piece.content.get("only"))}
    if only:
        listed = tuple(option for option in listed if option.key in only)
    own = _tables(piece.content.get("options"))
    return [option.key for option in listed] + [_text(option.get("key")) for _, option in own]


# ---------------------------------------------------------------- conditions


def _check_conditions(outline: _Outline) -> Iterator[Fault]:
    waits: dict[str, set[str]] = {}
    places: dict[str, Path] = {}
    for section in outline.sections:
        shown = section.content.get("shown_when")
        yield from _check_condition(outline, shown, (*section.path, "shown_when"))
        for _, told in _tables(section.content.get("fields")):
            key = _text(told.get("key"))
            waits.setdefault(key, set()).update(_waits_for(shown))
            places.setdefault(key, (*section.path, "shown_when"))
    for key, piece in outline.fields.items():
        for name in ("shown_when", "required_when"):
            path = (*piece.path, name)
            yield from _check_condition(outline, piece.content.get(name), path)
        own = _waits_for(piece.content.get("shown_when"))
        if own:
            waits.setdefault(key, set()).update(own)
            places[key] = (*piece.path, "shown_when")
    for place, rule in _tables(outline.content.get("rules")):
        yield from _check_condition(outline, rule.get("when"), ("rules", place, "when"))
    for place, signature in _tables(outline.content.get("signatures")):
        for name in ("shown_when", "seal_when"):
            path = ("signatures", place, name)
            yield from _check_condition(outline, signature.get(name), path)
    circle = find_circle(waits)
    if circle:
        yield Fault(
            places[circle[0]],
            message(
                "These fields wait for each other and would never be shown: {names}.",
                names=" → ".join((*circle, circle[0])),
            ),
            message("Let one of them be shown always."),
        )


def _waits_for(condition: object) -> set[str]:
    name = _text(_table(condition).get("field"))
    return {name} if name else set()


def _check_condition(outline: _Outline, condition: object, path: Path) -> Iterator[Fault]:
    told = _table(condition)
    name = _text(told.get("field"))
    if not name:
        return
    known = outline.fields.get(name)
    path_of_field = (*path, "field")
    if known is None:
        yield _unknown_field(outline, name, path_of_field)
        return
    if known.kind in {"table", "file", "note"}:
        yield Fault(
            path_of_field,
            message("A condition cannot ask the field «{name}»: it has no value.", name=name),
            message("Name a field with a choice, a yes/no or a number."),
        )
        return
    if "more_than" in told and known.kind not in NUMBER_KINDS:
        yield Fault(
            (*path, "more_than"),
            message("«more_than» needs a number, and the field «{name}» is none.", name=name),
            message("Name a field of the kind whole_number, number or money."),
        )
    yield from _check_options_asked(known, told.get("is"), (*path, "is"))
    for place, option in enumerate(told["one_of"] if isinstance(told.get("one_of"), list) else ()):
        yield from _check_options_asked(known, option, (*path, "one_of", place))


def _check_options_asked(piece: _Piece, value: object, path: Path) -> Iterator[Fault]:
    """Check that a value is one that the field or column can have."""
    if isinstance(value, bool):
        value = YES if value else NO
    if not isinstance(value, str):
        return
    if piece.kind == "yes_no":
        known = [YES, NO]
        if value not in known:
            yield Fault(
                path,
                message("The field «{name}» is yes or no.", name=piece.key),
                message("Write true or false, without quotation marks."),
            )
        return
    known = _option_keys(piece)
    if known and value not in known:
        yield Fault(
            path,
            message("The field «{name}» has no option «{option}».", name=piece.key, option=value),
            _propose(value, known),
        )


def _unknown_field(outline: _Outline, name: str, path: Path) -> Fault:
    return Fault(
        path,
        message("The form has no field «{name}».", name=name),
        _propose(name, outline.fields),
    )


# ---------------------------------------------------------------- meanings


def _check_meanings(outline: _Outline) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for key, piece in outline.fields.items():
        name = _text(piece.content.get("meaning"))
        path = (*piece.path, "meaning")
        if name:
            yield from _check_meaning_of_field(piece, name, path)
            if name in seen:
                yield Fault(
                    path,
                    message(
                        "The fields «{first}» and «{second}» have the same meaning «{name}».",
                        first=seen[name],
                        second=key,
                        name=name,
                    ),
                    message("Leave the meaning with one of them."),
                )
            seen.setdefault(name, key)
        yield from _check_meanings_of_columns(piece, name)
    for place, signature in _tables(outline.content.get("signatures")):
        name = _text(signature.get("meaning"))
        if name and name not in FIELD_MEANINGS:
            yield _unknown_meaning(name, FIELD_MEANINGS, ("signatures", place, "meaning"))


def _check_meaning_of_field(piece: _Piece, name: str, path: Path) -> Iterator[Fault]:
    if piece.kind == "table":
        if name not in TABLE_MEANINGS:
            yield _unknown_meaning(name, TABLE_MEANINGS, path)
        return
    known = FIELD_MEANINGS.get(name)
    if known is None:
        yield _unknown_meaning(name, FIELD_MEANINGS, path)
    elif piece.kind and piece.kind not in known.kinds:
        yield _unfit_meaning(name, known.kinds, path)


def _check_meanings_of_columns(piece: _Piece, table: str) -> Iterator[Fault]:
    known = TABLE_MEANINGS.get(table, {})
    seen: set[str] = set()
    for column in piece.columns.values():
        name = _text(column.content.get("meaning"))
        path = (*column.path, "meaning")
        if not name:
            continue
        if table not in TABLE_MEANINGS:
            yield Fault(
                path,
                message("A column has a meaning only in a table that has one."),
                _name_all(TABLE_MEANINGS),
            )
        elif name not in known:
            yield _unknown_meaning(name, known, path)
        elif name in seen:
            yield Fault(
                path,
                message("Two columns of one table have the meaning «{name}».", name=name),
                message("Leave the meaning with one of them."),
            )
        elif column.kind and column.kind not in known[name].kinds:
            yield _unfit_meaning(name, known[name].kinds, path)
        seen.add(name)


def _unknown_meaning(name: str, known: Iterable[str], path: Path) -> Fault:
    return Fault(path, message("There is no meaning «{name}».", name=name), _propose(name, known))


def _unfit_meaning(name: str, kinds: Iterable[str], path: Path) -> Fault:
    return Fault(
        path,
        message("A field of this kind cannot mean «{name}».", name=name),
        message("Kinds that can: {kinds}.", kinds=", ".join(sorted(kinds))),
    )


# ---------------------------------------------------------------- options and tables


def _check_options(outline: _Outline) -> Iterator[Fault]:
    tables = [key for key, piece in outline.fields.items() if piece.kind == "table"]
    for key, piece in outline.fields.items():
        for part in (piece, *piece.columns.values()):
            listed = _text(part.content.get("options_from"))
            yield from _check_only(part, listed)
            table = listed.removeprefix(TABLE_PREFIX)
            if not listed.startswith(TABLE_PREFIX):
                continue
            path = (*part.path, "options_from")
            if table not in tables:
                yield Fault(
                    path,
                    message("The form has no table «{name}».", name=table),
                    _propose(table, tables),
                )
            elif table == key:
                yield Fault(
                    path,
                    message("A row of the table «{name}» cannot choose among its own.", name=table),
                    message("Name another table, or write the options out."),
                )


def _check_only(part: _Piece, listed: str) -> Iterator[Fault]:
    """Check that `only` takes what the list has, and that there is a list to take from."""
    if "only" not in part.content:
        return
    known = [option.key for option in list_known(listed)]
    if not known:
        yield Fault(
            (*part.path, "only"),
            message("«only» takes a part of a list that Bastama keeps, and there is none here."),
            message("Name a list by options_from, or leave «only» out."),
        )
        return
    for place, key in _texts(part.content.get("only")):
        if key not in known:
            yield Fault(
                (*part.path, "only", place),
                message("The list «{list}» has no option «{option}».", list=listed, option=key),
                _propose(key, known),
            )


def _check_tables(outline: _Outline) -> Iterator[Fault]:
    for piece in outline.fields.values():
        if piece.kind != "table":
            continue
        for name, place, path in _list_columns_named(piece):
            column = piece.columns.get(name)
            if column is None:
                yield Fault(
                    path,
                    message(
                        "The table «{table}» has no column «{name}».", table=piece.key, name=name
                    ),
                    _propose(name, piece.columns),
                )
            elif place == "number" and column.kind not in NUMBER_KINDS:
                yield _no_number(name, path)
        circle = find_circle(
            {key: [name for name, _ in _computed_from(col)] for key, col in piece.columns.items()}
        )
        if circle:
            yield Fault(
                (*piece.columns[circle[0]].path, "computed"),
                message(
                    "These columns are computed from each other: {names}.",
                    names=" → ".join((*circle, circle[0])),
                ),
                message("Let one of them be typed."),
            )


def _list_columns_named(piece: _Piece) -> Iterator[tuple[str, str, Path]]:
    """Yield the columns that a table names: name, what it must be ("" anything), place."""
    for place, name in _texts(piece.content.get("totals")):
        yield name, "number", (*piece.path, "totals", place)
    name = _text(piece.content.get("subtotal_by"))
    if name:
        yield name, "", (*piece.path, "subtotal_by")
    for column in piece.columns.values():
        for name, path in _computed_from(column):
            yield name, "number", path


def _computed_from(column: _Piece) -> Iterator[tuple[str, Path]]:
    computed = _table(column.content.get("computed"))
    for way in ("product", "sum", "difference"):
        for place, name in _texts(computed.get(way)):
            yield name, (*column.path, "computed", way, place)


def _no_number(name: str, path: Path) -> Fault:
    return Fault(
        path,
        message("«{name}» is no number and cannot be reckoned with.", name=name),
        message("Let its kind be whole_number, number or money."),
    )


# ---------------------------------------------------------------- limits, names, layout


def _check_limits(outline: _Outline) -> Iterator[Fault]:
    for piece in outline.fields.values():
        for part in (piece, *piece.columns.values()):
            for least, most in _LIMITS:
                low, high = part.content.get(least), part.content.get(most)
                if not _is_number(low) or not _is_number(high):
                    continue
                if (high or most == "max") and low > high:
                    yield Fault(
                        (*part.path, most),
                        message("«{most}» is less than «{least}».", most=most, least=least),
                        message("Change one of the two numbers."),
                    )


def _is_number(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _check_renaming(outline: _Outline) -> Iterator[Fault]:
    yield from _check_renamed(outline.fields)
    for piece in outline.fields.values():
        yield from _check_renamed(piece.columns)


def _check_renamed(pieces: Mapping[str, _Piece]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for key, piece in pieces.items():
        for place, name in _texts(piece.content.get("renamed_from")):
            path = (*piece.path, "renamed_from", place)
            if name in pieces:
                yield Fault(
                    path,
                    message("«{name}» is still in the form: nothing was renamed.", name=name),
                    message("Take it out of renamed_from, or take the old field out of the form."),
                )
            elif name in seen:
                yield Fault(
                    path,
                    message(
                        "«{first}» and «{second}» are both renamed from «{name}».",
                        first=seen[name],
                        second=key,
                        name=name,
                    ),
                    message("Leave it with one of them."),
                )
            seen.setdefault(name, key)


def _check_layout(outline: _Outline) -> Iterator[Fault]:
    content = outline.content
    is_ours = "ours" in _table(content.get("provenance")).values()
    if is_ours and "unofficial_layout" not in content:
        yield Fault(
            (),
            message("A form whose layout is our own must say so in print."),
            message("Add unofficial_layout = { kk = …, ru = … } near the top."),
        )


# ---------------------------------------------------------------- rules


def _check_rules(outline: _Outline) -> Iterator[Fault]:
    has_file = bool(_text(outline.content.get("rules_file")))
    for place, rule in _tables(outline.content.get("rules")):
        path: Path = ("rules", place)
        kind = _text(rule.get("kind"))
        for name, wanted in _RULE_NAMES.get(kind, {}).items():
            yield from _check_rule_name(outline, rule, path, (name, wanted))
        for name, figure in _WHERES.items():
            yield from _check_where(outline, rule, path, (name, figure))
        if kind in {"mci_band", "term_band"} and not has_file:
            yield Fault(
                path,
                message("This rule needs the rules of the funder, and the form names none."),
                message('Add rules_file = "kz-state-grants" near the top.'),
            )


# What each key of a rule must name: a number, a text, a period, a choice, dates; "table" a table,
# "column" one of the rule's table, "use" a column that chooses among its rows.
_RULE_NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "equal": {"left": "number", "right": "number"},
    "rows_equal": {"table": "table", "left": "column", "sum_of": "column"},
    "at_most_percent": {"part": "number", "of": "number"},
    "not_above": {"left": "number", "right": "number"},
    "between": {"value": "number"},
    "mci_band": {"value": "number", "grant_kind": "choice"},
    "term_band": {"value": "period", "grant_kind": "choice"},
    "within": {"dates": "dates", "period": "period"},
    "each_used": {"table": "table", "by": "use"},
    "pattern": {"value": "text"},
}
_KINDS_WANTED: Final[Mapping[str, frozenset[str]]] = {
    "number": NUMBER_KINDS,
    "text": TEXT_KINDS,
    "choice": frozenset({"choice"}),
    "period": frozenset({"date_range"}),
    "dates": frozenset({"date", "date_range"}),
}
_WHERES: Final[Mapping[str, str]] = {
    "where": "part value",
    "of_where": "of",
    "left_where": "left",
    "right_where": "right",
}


def _check_rule_name(
    outline: _Outline, rule: Mapping[str, Any], path: Path, key: tuple[str, str]
) -> Iterator[Fault]:
    name, wanted = key
    value = rule.get(name)
    listed = list(_texts(value)) if isinstance(value, list) else [(-1, _text(value))]
    for place, told in listed:
        here = (*path, name) if place < 0 else (*path, name, place)
        if told:
            yield from _check_reference(outline, rule, told, (wanted, here))


def _check_reference(
    outline: _Outline, rule: Mapping[str, Any], name: str, wanted: tuple[str, Path]
) -> Iterator[Fault]:
    kind, path = wanted
    if kind == "table":
        yield from _check_table_named(outline, name, path)
        return
    if kind == "column":
        table = outline.fields.get(_text(rule.get("table")))
        if table is not None:
            yield from _check_column(table, name, ("number", path))
        return
    key, _, column = name.partition(".")
    piece = outline.fields.get(key)
    if piece is None:
        yield _unknown_field(outline, key, path)
    elif column:
        if piece.kind != "table":
            yield from _check_table_named(outline, key, path)
        else:
            yield from _check_column(piece, column, (kind, path))
            if kind == "use":
                yield from _check_use(piece, column, _text(rule.get("table")), path)
    elif kind in _KINDS_WANTED:
        yield from _check_kind(piece, kind, path)


def _check_table_named(outline: _Outline, name: str, path: Path) -> Iterator[Fault]:
    piece = outline.fields.get(name)
    if piece is None or piece.kind != "table":
        tables = [key for key, found in outline.fields.items() if found.kind == "table"]
        yield Fault(
            path,
            message("The form has no table «{name}».", name=name),
            _propose(name, tables),
        )


def _check_column(table: _Piece, name: str, wanted: tuple[str, Path]) -> Iterator[Fault]:
    kind, path = wanted
    column = table.columns.get(name)
    if column is None:
        yield Fault(
            path,
            message("The table «{table}» has no column «{name}».", table=table.key, name=name),
            _propose(name, table.columns),
        )
    elif kind in _KINDS_WANTED:
        yield from _check_kind(column, kind, path)


def _check_kind(piece: _Piece, wanted: str, path: Path) -> Iterator[Fault]:
    if not piece.kind or piece.kind in _KINDS_WANTED[wanted]:
        return
    if wanted == "number":
        yield _no_number(piece.key, path)
        return
    yield Fault(
        path,
        message(
            "«{name}» does not fit here: it is of the kind {kind}.", name=piece.key, kind=piece.kind
        ),
        message("Kinds that can: {kinds}.", kinds=", ".join(sorted(_KINDS_WANTED[wanted]))),
    )


def _check_use(piece: _Piece, column: str, table: str, path: Path) -> Iterator[Fault]:
    known = piece.columns.get(column)
    if known is not None and _text(known.content.get("options_from")) != TABLE_PREFIX + table:
        yield Fault(
            path,
            message(
                "The column «{name}» does not choose among the rows of «{table}».",
                name=column,
                table=table,
            ),
            message('Give it options_from = "table:{table}".', table=table),
        )


def _check_where(
    outline: _Outline, rule: Mapping[str, Any], path: Path, key: tuple[str, str]
) -> Iterator[Fault]:
    name, figures = key
    where = _table(rule.get(name))
    figure = next((_text(rule.get(told)) for told in figures.split() if rule.get(told)), "")
    table = outline.fields.get(figure.partition(".")[0])
    if not where or table is None:
        return
    if table.kind != "table":
        yield Fault(
            (*path, name),
            message("«{name}» is no table: its rows cannot be chosen.", name=table.key),
            message("Name the column of a table: table.column."),
        )
        return
    for column, value in where.items():
        here = (*path, name, column)
        yield from _check_column(table, column, ("", here))
        known = table.columns.get(column)
        if known is not None:
            for option in value if isinstance(value, list) else [value]:
                yield from _check_options_asked(known, option, here)
