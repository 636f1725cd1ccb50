"""What a person chose once: the screen language, who she is, the folder of the workspace.

Kept as one small JSON file in the system's place for settings. A missing, damaged or foreign file
means the defaults, never an error: settings are worth less than a start.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final, Literal, get_args
from uuid import UUID

import platformdirs
import uuid6

from grantee_app.frozen import frozen
from grantee_app.language.message import LanguageCode

# Who works here, as told at the first start; "" until then.
Who = Literal["", "ngo", "group", "coordinator"]
# By day, by night, or as the system has it.
Look = Literal["system", "light", "dark"]

TEXT_PERCENTS: Final = (90, 100, 110, 120, 130, 140, 150)
# Minutes without a touch after which a workspace with a password is locked; 0 is never.
LOCK_MINUTES: Final = (0, 5, 10, 30)
USUAL_LOCK_MINUTES: Final = 10
MOST_FOLDERS: Final = 6
FILE_NAME = "settings.json"
DEVICE_FILE_NAME = "device.txt"


@frozen
class Settings:
    """`workspace` is a folder, "" for the default one; `second_place`, if any, for more backups.

    `folders` are those of the workspaces opened lately, the last one first: paths and nothing else.
    `text_percent` is the size of the text, `lock_minutes` how long an untouched window stays open.
    """

    language: LanguageCode = "kk"
    workspace: str = ""
    second_place: str = ""
    who: Who = ""
    folders: tuple[str, ...] = ()
    look: Look = "system"
    text_percent: int = 100
    lock_minutes: int = USUAL_LOCK_MINUTES

    def with_language(self, language: LanguageCode) -> Settings:
        """Return the same settings with another screen language."""
        return replace(self, language=language)

    def with_second_place(self, folder: str) -> Settings:
        """Return the same settings with another second place for backups."""
        return replace(self, second_place=folder)


def put_first(folders: tuple[str, ...], folder: str) -> tuple[str, ...]:
    """Return the folders with `folder` as the one opened last; few are kept, each once."""
    others = tuple(known for known in folders if known != folder)
    return (folder, *others)[:MOST_FOLDERS]


def settings_path() -> Path:
    """Return the settings file; `BASTAMA_SETTINGS` names another one (tests use it)."""
    named = os.environ.get("BASTAMA_SETTINGS")
    return Path(named) if named else platformdirs.user_config_path("bastama", False) / FILE_NAME


def default_workspace() -> Path:
    """Return the folder a workspace lives in unless another one is chosen."""
    return platformdirs.user_documents_path() / "Bastama"


def load_settings(path: Path | None = None) -> Settings:
    """Return the settings at `path`, the defaults for whatever is missing or unusable."""
    try:
        stored = json.loads((path or settings_path()).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(stored, dict):
        return Settings()
    language: LanguageCode = "ru" if stored.get("language") == "ru" else "kk"
    known = stored.get("folders")
    return Settings(
        language,
        _read_text(stored.get("workspace")),
        _read_text(stored.get("second_place")),
        who=_read_who(stored.get("who")),
        folders=tuple(filter(None, map(_read_text, known if isinstance(known, list) else [])))[
            :MOST_FOLDERS
        ],
        look=next((look for look in get_args(Look) if look == stored.get("look")), "system"),
        text_percent=_read_one_of(TEXT_PERCENTS, stored.get("text_percent"), 100),
        lock_minutes=_read_one_of(LOCK_MINUTES, stored.get("lock_minutes"), USUAL_LOCK_MINUTES),
    )


def _read_one_of(known: tuple[int, ...], value: object, usual: int) -> int:
    return next((number for number in known if number == value), usual)


def _read_who(value: object) -> Who:
    return next((who for who in get_args(Who) if who == value), "")


def _read_text(value: object) -> str:
    return value if isinstance(value, str) else ""


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Write the settings; a place that cannot be written to is no reason to stop."""
    _write_text(path or settings_path(), json.dumps(asdict(settings), indent=2))


def load_device_id(path: Path | None = None) -> str:
    """Return the id of this device, made once and kept beside the settings, a UUIDv7 as text.

    It lies there and not in the workspace: a workspace carried to another laptop by flash drive
    is then on another device. Where nothing can be kept, every start is a device of its own.
    """
    place = (path or settings_path()).with_name(DEVICE_FILE_NAME)
    try:
        return str(UUID(place.read_text(encoding="utf-8").strip()))
    except (OSError, ValueError):
        device = str(uuid6.uuid7())
        _write_text(place, device)
        return device


def _write_text(target: Path, text: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        part.write_text(text, encoding="utf-8")
        part.replace(target)
    except OSError:
        return
