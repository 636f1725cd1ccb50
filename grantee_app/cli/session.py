"""What one run of the command line knows: its language, and the folder of the workspace."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grantee_app.language.catalogue import Language
from grantee_app.language.message import LANGUAGES, LanguageCode
from grantee_app.settings import load_settings, settings_path


@dataclass(slots=True)
class Session:
    """What the command line named: the workspace, and a file with its password; None if not."""

    language: Language
    folder: Path | None = None
    password_file: Path | None = None


def choose_language(
    words: Sequence[str], environment: Mapping[str, str] = os.environ
) -> LanguageCode:
    """Return the language to speak before the words are parsed: help pages need it.

    What `--language` names, else what the settings say if there are any, else Russian where the
    system speaks Russian, else Kazakh.
    """
    named = [word for word in _named_languages(words) if word in LANGUAGES]
    if named:
        return "ru" if named[-1] == "ru" else "kk"
    if settings_path().is_file():
        return load_settings().language
    locale = environment.get("LC_ALL") or environment.get("LANG") or ""
    return "ru" if locale.lower().startswith("ru") else "kk"


def _named_languages(words: Sequence[str]) -> Iterator[str]:
    for position, word in enumerate(words):
        if word == "--language":
            yield from words[position + 1 : position + 2]
        elif word.startswith("--language="):
            yield word.partition("=")[2]
