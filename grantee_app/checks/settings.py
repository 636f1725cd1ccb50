"""What a workspace decides about its checks: the rules of the funder, how far a fact may stray.

A text that makes no sense counts as none: the default stands, and nobody is kept from work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Final

from sqlite_utils import Database

from grantee_app.form.rules import GrantRules, apply_overrides, load_rules
from grantee_app.frozen import frozen
from grantee_app.store.settings import list_settings

SHORTFALL_KEY: Final = "checks.shortfall_percent"
EXCESS_KEY: Final = "checks.excess_percent"
# Any shortfall asks for a word, and more than a fifth above the plan.
DEFAULT_SHORTFALL_PERCENT: Final = 0
DEFAULT_EXCESS_PERCENT: Final = 20
MAX_SHORTFALL_PERCENT: Final = 100
MAX_EXCESS_PERCENT: Final = 1000


@frozen
class CheckSettings:
    """`shortfall_percent` below its plan and `excess_percent` above it a fact needs no word."""

    rules: GrantRules = field(default_factory=load_rules)
    shortfall_percent: int = DEFAULT_SHORTFALL_PERCENT
    excess_percent: int = DEFAULT_EXCESS_PERCENT


def read_check_settings(db: Database) -> CheckSettings:
    """Return what the workspace in `db` decides about its checks."""
    settings = list_settings(db)
    return CheckSettings(
        apply_overrides(load_rules(), settings),
        _read_percent(settings, SHORTFALL_KEY, DEFAULT_SHORTFALL_PERCENT, MAX_SHORTFALL_PERCENT),
        _read_percent(settings, EXCESS_KEY, DEFAULT_EXCESS_PERCENT, MAX_EXCESS_PERCENT),
    )


def _read_percent(settings: Mapping[str, str], key: str, default: int, most: int) -> int:
    text = settings.get(key, "").strip()
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(most)):
        return default
    return int(text) if int(text) <= most else default
