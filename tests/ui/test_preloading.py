"""Modules of the pages are loaded in the rests, each once, and none that fails ends anything."""

from __future__ import annotations

import sys
from importlib import import_module

import pytest

from tests.ui.conftest import WAIT_MS
from ui.preloading import Preloading, list_modules
from ui.steps import load_page


def test_every_part_of_every_page_is_loaded_ahead() -> None:
    names = list(list_modules())
    assert len(names) == len(set(names))
    for step in ("home", "plan", "activities", "participants", "money", "report", "organization"):
        assert load_page(step).__module__ in names
    assert "ui.pages.participants.entry_part" in names
    assert names.index("ui.pages.money.journal_part") < names.index("ui.pages.money_page")


def test_it_loads_until_there_is_nothing_left(qtbot) -> None:
    loading = Preloading()
    loading.begin()
    qtbot.waitUntil(lambda: loading.is_done, timeout=WAIT_MS)
    assert "ui.pages.money_page" in sys.modules


def test_a_module_that_cannot_be_loaded_is_left_out(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str) -> object:
        if name == "ui.pages.money_page":
            raise ImportError(name)
        return import_module(name)

    monkeypatch.setattr("ui.preloading.import_module", load)
    loading = Preloading()
    loading.begin()
    qtbot.waitUntil(lambda: loading.is_done, timeout=WAIT_MS)
