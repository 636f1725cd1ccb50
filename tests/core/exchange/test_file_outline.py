"""The outline of a JSON text: counted signs, found lines, repeated names."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.exchange.file_outline import (
    Signs,
    count_signs,
    find_line,
    find_repeated_name,
)

trees = st.recursive(
    st.none() | st.integers() | st.text(st.sampled_from('{[,:"\\ aқ\n'), max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=12,
)


@given(trees, st.booleans())
def test_signs_are_counted_outside_texts(tree: Any, as_escapes: bool) -> None:
    groups = names = commas = 0
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            groups += 1
            names += len(node)
        if isinstance(node, dict | list):
            commas += max(len(node) - 1, 0)
            waiting += node.values() if isinstance(node, dict) else node
    data = json.dumps(tree, ensure_ascii=as_escapes).encode()
    assert count_signs(data) == Signs(groups, commas, names)


def test_chunks_are_cut_between_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    data = json.dumps([{"a:{": "b,\\", "c": ['":{,"', {}]}] * 50).encode()
    whole = count_signs(data)
    assert whole == Signs(100, 149, 100)
    for size in (1, 2, 3, 7, 64):
        monkeypatch.setattr("grantee_app.exchange.file_outline._CHUNK", size)
        assert count_signs(data) == whole


def test_anything_can_be_counted() -> None:
    assert count_signs(b"") == Signs()
    assert count_signs(b'"') == Signs()
    assert count_signs(b'{"a": "\xff\xfe\\') == Signs(1, 0, 1)


TEXT = """{
  "a": [
    {"b": "x, ]}", "c": 1},
    {
      "b": {},
      "c": [1, 2,
        3]
    }
  ],

  "d": "қ"
}"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ((), 1),
        (("a",), 2),
        (("a", 0, "c"), 3),
        (("a", 1), 4),
        (("a", 1, "b"), 5),
        (("a", 1, "c", 2), 7),
        (("d",), 11),
        (("a", 1, "missing"), 4),
        (("a", 7), 2),
        (("d", "deeper"), 11),
        (("a", "name in a list"), 2),
    ],
)
def test_line_of_a_place(place: tuple[str | int, ...], line: int) -> None:
    assert find_line(TEXT, place) == line


def test_line_in_a_broken_text() -> None:
    assert find_line('\n{"a": [1,\n2 nonsense', ("a", 5)) == 2
    assert find_line("", ("a",)) == 1


def test_repeated_names() -> None:
    assert find_repeated_name(TEXT) is None
    assert find_repeated_name('{"a": {"a": [{"a": 1}, {"a": "a"}]}, "b": "a"}') is None
    assert find_repeated_name('{"a": 1,\n "b": {"c": 1,\n "c": 2}}') == ("c", 3)
    assert find_repeated_name('{"a": "{", \n"\\u0061": "}"}') == ("a", 2)
