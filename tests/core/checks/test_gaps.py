"""Whatever a project lacks, the checks say it in words and lead somewhere."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from pydantic import ValidationError

from grantee_app.records import ProjectFile
from tests.core.checks.soundness import AFTER, FORM, Data, check, make_sound, say

SECTIONS = {section.id for section in FORM.sections}


def list_keys(value: object, path: tuple = ()) -> Iterator[tuple]:
    """Every key of the project but those of the answers, which other tests empty."""
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    for key, entry in entries:
        yield (*path, key)
        if isinstance(entry, dict | list) and key != "answers":
            yield from list_keys(entry, (*path, key))


def drop(data: Data, path: tuple) -> Data:
    dropped = copy.deepcopy(data)
    parent = dropped
    for key in path[:-1]:
        parent = parent[key]
    del parent[path[-1]]
    return dropped


def test_a_project_with_any_one_thing_missing_is_checked_to_the_end():
    data = make_sound()
    seen = 0
    for path in list_keys(data):
        try:
            spoilt = drop(data, path)
            ProjectFile.model_validate(spoilt)
        except ValidationError:
            continue
        for found in check(spoilt, AFTER):
            seen += 1
            assert found.section in SECTIONS
            assert all(sentence and "{" not in sentence for sentence in say(found)), path
    assert seen > 50
