"""Per cent in our own Kazakh words: without a space, as on the screen."""

from __future__ import annotations

import re

from grantee_app.folders import forms_folder

# The Kazakh half of a text: kk = "…".
_KAZAKH = re.compile(r'\bkk = "((?:[^"\\\\]|\\\\.)*)"')
_OURS = ("looks_for", "good", "weak", "{ title")


def test_per_cent_stands_without_a_space_in_what_we_say_in_kazakh() -> None:
    wrong = [
        f"{path.name}:{number}: {text[:80]}"
        for path in sorted(forms_folder().rglob("*.toml"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if line.strip().startswith(_OURS)
        for text in _KAZAKH.findall(line)
        if re.search(r"\d[ \u00a0]%", text)
    ]
    assert wrong == []
