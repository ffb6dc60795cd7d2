"""Where the records are in a JSON object."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.load.json_places import find_property

RECORDS = [{"番号": 1, "名称": "北公民館"}, {"番号": 2, "名称": "南公民館"}]
PEOPLE = [{"name": "a", "role": "b", "mail": "c", "phone": "d"}] * 3


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"records": RECORDS}, "records"),
        ({"success": True, "result": {"fields": [{"id": "番号"}], "records": RECORDS}}, "result.records"),
        ({"title": "施設", "施設": RECORDS}, "施設"),
        ({"contacts": PEOPLE, "data": RECORDS}, "data"),
        ({"contacts": PEOPLE, "施設": RECORDS}, "contacts"),
        ({"columns": ["番号", "名称"], "data": [[1, "北公民館"]]}, None),
        ({"a.b": RECORDS}, None),
        ({"a": [1, 2]}, None),
        ({"a": []}, None),
        ([RECORDS], None),
        (1, None),
    ],
)
def test_the_list_of_records_is_found(value: Any, expected: str | None) -> None:
    assert find_property(value) == expected


def test_what_is_too_deep_is_not_looked_into() -> None:
    value: Any = RECORDS
    for _ in range(20):
        value = {"a": value}
    assert find_property(value) is None
