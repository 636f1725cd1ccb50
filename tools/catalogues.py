"""Keeps locale/{kk,ru} in step with the sentences in the code.

`update` collects the sentences and merges them into both catalogues, `check` says what a user
would meet untranslated, `compile` writes the .mo that a checkout starts quicker with. Knows
gettext's calls and .po files; the labels of forms live in their TOML and are checked with them.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PLURAL_FORMS = {"kk": 2, "ru": 3}
KEYWORDS = {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "Message": (1,),
    "message": (1,),
    "plural_message": (1, 2),
    "N_": None,
}
PLACEHOLDER = re.compile(r"\{(\w*)[^{}]*\}")


def main(arguments: list[str] | None = None) -> int:
    """Run one task; the exit code is 1 when something is missing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("task", choices=["update", "check", "compile"])
    task = parser.parse_args(arguments).task
    if task == "compile":
        compile_catalogues(ROOT)
        return 0
    template = extract_sentences(ROOT)
    if task == "update":
        for language in PLURAL_FORMS:
            path = catalogue_path(ROOT, language)
            merged = merge_catalogue(template, read_catalogue(path, language))
            write_catalogue(merged, path)
            print(f"{path.relative_to(ROOT)}: {len(merged)}")
        return 0
    problems = [
        f"{language}: {problem}"
        for language in PLURAL_FORMS
        for problem in find_problems(
            template, read_catalogue(catalogue_path(ROOT, language), language)
        )
    ]
    print("\n".join(problems) or f"Both catalogues are complete: {len(template)} messages.")
    return 1 if problems else 0


def compile_catalogues(root: Path) -> None:
    """Write each language's .mo beside its .po where it is missing or older."""
    for language in PLURAL_FORMS:
        source = catalogue_path(root, language)
        target = source.with_suffix(".mo")
        if target.is_file() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with target.open("wb") as file:
            write_mo(file, read_catalogue(source, language))


def catalogue_path(root: Path, language: str) -> Path:
    """Return the place of a language's .po below `root`."""
    return root / "locale" / language / "LC_MESSAGES" / "bastama.po"


def extract_sentences(root: Path) -> Catalog:
    """Collect every sentence that the code below `root` hands to gettext."""
    template = Catalog(domain="bastama", project="Bastama", charset="utf-8", fuzzy=False)
    found = [
        hit[1:]
        for room in ("grantee_app", "ui")
        for hit in extract_from_dir(
            root / room, [("**.py", "python")], keywords=KEYWORDS, comment_tags=("TRANSLATORS:",)
        )
    ]
    found += extract_from_file("python", root / "main.py", KEYWORDS, ("TRANSLATORS:",))
    for _line, sentence, comments, context in found:
        template.add(sentence, auto_comments=comments, context=context)
    return template


def read_catalogue(path: Path, language: str) -> Catalog:
    """Read a .po, or start an empty one."""
    if path.exists():
        with path.open("rb") as file:
            return read_po(file, locale=language, domain="bastama")
    return _empty_catalogue(language, datetime.now(UTC))


def _empty_catalogue(language: str, created_at: datetime | str) -> Catalog:
    # The same head at every update: dates and names there would differ in every branch.
    return Catalog(
        locale=language,
        domain="bastama",
        header_comment="# The words of Bastama. A sentence here is a sentence in the code.",
        project="Bastama",
        creation_date=created_at,
        revision_date=created_at,
        last_translator="Bastama contributors",
        language_team=language,
        charset="utf-8",
        fuzzy=False,
    )


def write_catalogue(catalogue: Catalog, path: Path) -> None:
    """Write a .po without line numbers, sorted, so that its diffs are about words only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(
            file, catalogue, width=100, sort_output=True, no_location=True, ignore_obsolete=True
        )


def merge_catalogue(template: Catalog, translated: Catalog) -> Catalog:
    """Return `translated` with the sentences of `template`, no more and no fewer.

    A sentence that was reworded starts untranslated: a guessed translation is a wrong one.
    """
    merged = _empty_catalogue(str(translated.locale), translated.creation_date)
    for sentence in _sentences(template):
        known = translated.get(_key(sentence), sentence.context)
        same_kind = known is not None and known.pluralizable == sentence.pluralizable
        merged.add(
            sentence.id,
            known.string if known is not None and same_kind else None,
            auto_comments=sentence.auto_comments,
            user_comments=known.user_comments if known is not None else (),
            context=sentence.context,
        )
    return merged


def find_problems(template: Catalog, translated: Catalog) -> Iterator[str]:
    """Say, one line each, what a reader of this language would meet wrong or missing."""
    locale = translated.locale
    if locale is None or translated.num_plurals != PLURAL_FORMS[locale.language]:
        yield f"the header names {translated.num_plurals} plural forms"
    for sentence in _sentences(template):
        known = translated.get(_key(sentence), sentence.context)
        name = repr(_key(sentence))
        if known is None:
            yield f"not in the catalogue: {name}"
        elif known.fuzzy:
            yield f"fuzzy: {name}"
        elif known.id != sentence.id:
            yield f"plural in one place, plain in the other: {name}"
        else:
            yield from (f"{fault}: {name}" for fault in _find_faults(known, translated))
    for known in _sentences(translated):
        if template.get(_key(known), known.context) is None:
            yield f"no longer in the code: {_key(known)!r}"
    for known in translated.obsolete.values():
        yield f"obsolete: {_key(known)!r}"


def _find_faults(known: Message, catalogue: Catalog) -> Iterator[str]:
    ids, forms = _originals(known), _wordings(known)
    wanted = catalogue.num_plurals if known.pluralizable else 1
    if len(forms) != wanted:
        yield f"{len(forms)} plural forms instead of {wanted}"
        return
    for place, form in enumerate(forms):
        allowed = [_placeholders(ids[-1])]
        # Kazakh's first form is said of 1 alone; Russian's also of 21 and must show its number.
        if place == 0 and wanted == PLURAL_FORMS["kk"]:
            allowed.append(_placeholders(ids[0]))
        yield from _compare_wording(ids[-1], form, allowed)


def _compare_wording(original: str, wording: str, allowed: list[list[str]]) -> Iterator[str]:
    if not wording.strip():
        yield "untranslated"
    elif _placeholders(wording) not in allowed:
        yield "other placeholders"
    elif _edges(wording) != _edges(original):
        yield "other spaces at an edge"


def _placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def _sentences(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _key(message: Message) -> str:
    return _originals(message)[0]


def _originals(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def _wordings(message: Message) -> list[str]:
    if isinstance(message.string, str):
        return [message.string]
    return list(message.string or [""])


if __name__ == "__main__":
    sys.exit(main())
