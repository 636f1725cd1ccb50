"""What was chosen once: kept, read back, and worth less than a start when it is damaged."""

from __future__ import annotations

import json
from pathlib import Path

from grantee_app.settings import MOST_FOLDERS, Settings, load_settings, put_first, save_settings
from grantee_app.workspace import SAMPLE_ID, read_sample


def test_what_is_chosen_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    settings = Settings("ru", "а", "б", who="group", folders=put_first(("в", "а"), "а"))
    save_settings(settings, path)
    assert load_settings(path) == settings
    assert load_settings(path).folders == ("а", "в")


def test_a_foreign_file_means_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    foreign = {"language": 7, "workspace": [], "who": "king", "folders": [1, "", "қалта"]}
    path.write_text(json.dumps(foreign), encoding="utf-8")
    assert load_settings(path) == Settings(folders=("қалта",))
    path.write_text(json.dumps({"who": [], "folders": "қалта"}), encoding="utf-8")
    assert load_settings(path) == Settings()


def test_few_folders_are_remembered_and_each_once() -> None:
    folders: tuple[str, ...] = ()
    for number in range(2 * MOST_FOLDERS):
        folders = put_first(folders, f"қалта {number}")
    folders = put_first(folders, f"қалта {MOST_FOLDERS + 3}")
    assert len(folders) == len(set(folders)) == MOST_FOLDERS
    assert folders[0] == f"қалта {MOST_FOLDERS + 3}"


def test_the_sample_is_known_by_its_id() -> None:
    assert read_sample().project.id == SAMPLE_ID
