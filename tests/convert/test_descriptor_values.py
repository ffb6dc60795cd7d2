"""One value of a descriptor is set; nothing else in it changes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.convert.descriptor_order import DATASET
from catalog.convert.descriptor_values import Value, set_path, set_value
from catalog.load.marked_yaml import parse_marked_yaml

TEXT = """\
# yaml-language-server: $schema=x
name: parks
title: 公園一覧  # the title
description: |
  一行目
  二行目

# about the licence
licenses: [{name: CC-BY-4.0}]
publisher: {department: 公園課}
keywords:
  - 公園
  # plays
  - 遊具
# when
modified: 2024-04-01

resources:
  - name: parks
    path: parks.csv
"""


def value(text: str) -> dict[str, Any]:
    raw, findings = parse_marked_yaml(text, "")
    assert raw is not None and not findings
    found: dict[str, Any] = raw.value
    return found


@pytest.mark.parametrize(
    ("key", "new", "before", "after"),
    [
        ("title", "公園", "title: 公園一覧  # the title", "title: 公園  # the title"),
        ("title", "a: b", "title: 公園一覧", 'title: "a: b"'),
        ("modified", "2026-04-01", "modified: 2024-04-01", "modified: 2026-04-01"),
        ("publisher", {"department": "緑, 課"}, "{department: 公園課}", '{department: "緑, 課"}'),
        ("description", "一行", "description: |\n  一行目\n  二行目\n", "description: 一行\n"),
        ("description", "い\n\nろ", "  一行目\n  二行目\n", "  い\n\n  ろ\n"),
        ("keywords", ("木",), "keywords:\n  - 公園\n  # plays\n  - 遊具\n", "keywords: [木]\n"),
        ("title@en", "Parks", "description: |", "title@en: Parks\ndescription: |"),
        ("accrualPeriodicity", "annual", "# when\n", "accrualPeriodicity: annual\n# when\n"),
        ("temporal", {"start": "2026-04"}, "\nresources:", "\ntemporal: {start: 2026-04}\nresources:"),
    ],
)
def test_the_rest_stays(key: str, new: Value, before: str, after: str) -> None:
    assert before in TEXT
    assert set_value(TEXT, key, new) == TEXT.replace(before, after)


def test_line_ends_stay() -> None:
    assert set_value(TEXT.replace("\n", "\r\n"), "title", "公園") == TEXT.replace("公園一覧", "公園").replace(
        "\n", "\r\n"
    )


def test_the_path_of_a_resource() -> None:
    assert set_path(TEXT, 0, "parks.xlsx") == TEXT.replace("parks.csv", "parks.xlsx")
    assert set_path(TEXT, 1, "parks.xlsx") is None


@pytest.mark.parametrize("text", ["", "a", "- a\n", "{name: x}", "name: x\ntitle: [", "a: b\n"])
def test_what_cannot_be_changed_alone_is_left(text: str) -> None:
    assert set_value(text, "title", "x") is None


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)


@given(
    st.sampled_from([key for key in DATASET.keys if key not in ("name", "resources")]),
    WORDS | st.lists(WORDS, max_size=4),
)
def test_what_is_set_is_what_is_read(key: str, new: str | list[str]) -> None:
    changed = set_value(TEXT, key, new)
    if changed is not None:
        assert value(changed) == value(TEXT) | {key: new}


@given(st.text(max_size=200))
def test_any_text_of_several_lines_is_read_as_it_was(text: str) -> None:
    changed = set_value(TEXT, "description", text)
    if changed is not None:
        found = value(changed)
        assert {**found, "description": None} == {**value(TEXT), "description": None}
        assert found["description"].rstrip("\n") == text.rstrip("\n")
