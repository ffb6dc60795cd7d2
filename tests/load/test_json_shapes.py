"""Tables in JSON of other shapes than a list of objects."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.load.json_shapes import find_beside_names, find_shaped


@pytest.mark.parametrize(
    ("value", "place", "rows"),
    [
        ({"columns": ["a", "b"], "rows": [[1, 2]]}, "rows", [["a", "b"], [1, 2]]),
        ({"x": {"header": ["a"], "data": [[1], [2]]}}, "x.data", [["a"], [1], [2]]),
        ({"fields": [{"name": "a"}, {"name": "b"}], "records": [[1, 2]]}, "records", [["a", "b"], [1, 2]]),
    ],
)
def test_names_beside_rows_are_headings(value: Any, place: str, rows: list[list[Any]]) -> None:
    shaped = find_beside_names(value)
    assert shaped is not None
    assert (shaped.place, list(map(list, shaped.rows))) == (place, rows)


@pytest.mark.parametrize(
    ("value", "place", "rows"),
    [
        ({"data": [["a", "b"], [1, 2]]}, "data", [["a", "b"], [1, 2]]),
        ({"a": [1, 2], "b": [3, 4]}, "{…}", [["a", "b"], [1, 3], [2, 4]]),
        ({"date": "x", "a": [1, 2], "b": [3, 4]}, "{…}", [["a", "b"], [1, 3], [2, 4]]),
        ({"x": {"A": {"a": 1}, "B": {"a": 2}}}, "x", [["key", "a"], ["A", 1], ["B", 2]]),
        ({"A": {"key": 1}, "B": {"key": 2}}, "{…}", [["key_", "key"], ["A", 1], ["B", 2]]),
    ],
)
def test_the_largest_table_is_found(value: Any, place: str, rows: list[list[Any]]) -> None:
    shaped = find_shaped(value)
    assert shaped is not None
    assert (shaped.place, list(map(list, shaped.rows))) == (place, rows)


@pytest.mark.parametrize(
    "value",
    [
        {},
        [1, 2],
        {"a": 1},
        {"rows": [[1, 2]], "columns": ["a"]},
        {"title": {"ja": "x"}, "licence": {"name": "y", "path": "z"}},
        {"a": [1, 2], "b": [3]},
        {"a": [[1, [2]], [3, 4]]},
    ],
)
def test_what_is_no_table_is_none(value: Any) -> None:
    assert find_beside_names(value) is None
    assert find_shaped(value) is None
