"""Layouts of description files: the same every time, and never another meaning."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.convert.descriptor_layout import LayoutUnsure, format_descriptor
from catalog.convert.descriptor_order import DATASET, MUNICIPALITY, SITE, Order
from catalog.load.marked_yaml import parse_marked_yaml

MESSY = """\
# yaml-language-server: $schema=x
# 公園の台帳から

title: 公園   # 題名
resources:
# 一覧
- path: list.csv
  # 名前は変えない
  name: list
  schema:
      fields:
          - {type: string, name: 番号}
          -   type: integer
              name: 面積
              description: |
                一行目

                # これは文


      primaryKey: [番号,
         面積]
  # 表の終わり
name: parks


description: "長い
  文"
licenses: [{name: CC0-1.0}]
# おわり
"""
TIDY = """\
# yaml-language-server: $schema=x
# 公園の台帳から

name: parks
title: 公園   # 題名

description: "長い
  文"
licenses: [{name: CC0-1.0}]
resources:
  # 一覧
  # 名前は変えない
  - name: list
    path: list.csv
    schema:
      fields:
        - {type: string, name: 番号}
        - name: 面積
          type: integer
          description: |
            一行目

            # これは文

      primaryKey: [番号,
         面積]
    # 表の終わり
# おわり
"""


def test_keys_stand_in_order_and_comments_go_with_them() -> None:
    assert format_descriptor(MESSY, DATASET) == TIDY
    assert format_descriptor(TIDY, DATASET) == TIDY


def test_line_breaks_stay_what_they_are() -> None:
    assert format_descriptor(MESSY.replace("\n", "\r\n"), DATASET) == TIDY.replace("\n", "\r\n")


@pytest.mark.parametrize(
    "text",
    ["- a\n", "{a: 1}\n", "text\n", "? a\n: b\n? [c]\n: d\n", "a: 1\na: 2\n", "resources:\n  -\n    name: x\n"],
)
def test_what_can_t_be_moved_for_sure_is_left_alone(text: str) -> None:
    with pytest.raises(LayoutUnsure):
        format_descriptor(text, DATASET)


def schema_keys(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the properties of an object, or of the objects in a list."""
    found: Mapping[str, Any] = schema.get("properties") or schema.get("items", {}).get("properties") or {}
    return found


def missing(order: Order, schema: Mapping[str, Any], place: str) -> list[str]:
    """Return the keys that a schema has and *order* doesn't know."""
    keys = schema_keys(schema)
    found = [f"{place}/{key}" for key in keys if key not in order.keys]
    for key, inner in keys.items():
        if schema_keys(inner) and key not in ("contributors",):
            assert key in order.inner, f"{place}/{key}"
            found += missing(order.inner[key], inner, f"{place}/{key}")
    return found


@pytest.mark.parametrize(("name", "order"), [("dataset", DATASET), ("municipality", MUNICIPALITY), ("catalog", SITE)])
def test_every_key_has_its_place(name: str, order: Order) -> None:
    schema = json.loads((files("catalog.load") / "schemas" / f"{name}.schema.json").read_text("utf-8"))
    assert missing(order, schema, "") == []


WORDS = st.sampled_from(["公園", "a b", "'x: y'", '"#"', "2020-03-31", "～", "''"])
COMMENTS = st.sampled_from(["", "", "", "# 注", "  # 深い注", "#"])
KEYS = ("name", "title", "path", "resources", "schema", "fields", "type", "layer", "x", "知らない鍵")


@st.composite
def blocks(draw: st.DrawFn, depth: int, level: int = 0) -> list[str]:
    """Return lines of a mapping at *depth*, laid out by chance."""
    lines: list[str] = []
    for key in draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True)):
        comment = draw(COMMENTS)
        if comment:
            lines.append(" " * depth + comment)
        if draw(st.integers(0, 5)) == 0:
            lines.append(draw(st.sampled_from(["", "   "])))
        lines += draw(values(key, depth, level))
    return lines


@st.composite
def values(draw: st.DrawFn, key: str, depth: int, level: int) -> list[str]:
    """Return the lines of one key and its value."""
    kind = draw(st.sampled_from(["word", "word", "flow", "text", "mapping", "list", "words"]))
    start, more = " " * depth + f"{key}:", draw(st.integers(1, 4))
    inner = " " * (depth + more)
    if kind == "flow":
        return [f"{start} [{{a: 1}},", f"{inner}b]  "]
    if kind == "text":
        mark = draw(st.sampled_from(["|", ">", "|-", "|+"]))
        return [f"{start} {mark}", f"{inner}一行目", "", f"{inner}# 文", f"{inner}  深い行"]
    if kind == "mapping" and level < 3:
        return [start, *draw(blocks(depth + more, level + 1))]
    if kind in ("list", "words"):
        dash = depth + draw(st.integers(0, 3))
        lines = [start + draw(st.sampled_from(["", "  # 後ろの注"]))]
        for _ in range(draw(st.integers(1, 3))):
            if kind == "words" or level >= 3:
                lines.append(f"{' ' * dash}-  {draw(WORDS)}")
                continue
            gap = draw(st.integers(1, 3))
            item = draw(blocks(dash + 1 + gap, level + 1))
            first = next(n for n, line in enumerate(item) if line.strip() and not line.lstrip().startswith("#"))
            item = item[first:]
            lines.append(f"{' ' * dash}-{' ' * gap}{item[0].lstrip()}")
            lines += item[1:]
        return lines
    return [f"{start} {draw(WORDS)}" + draw(st.sampled_from(["", "  # 注", "   "]))]


@given(blocks(0), st.sampled_from(["\n", "\n\n\n", ""]))
def test_formatting_twice_is_formatting_once_and_the_meaning_stays(lines: list[str], end: str) -> None:
    text = "\n".join(lines) + end
    value, findings = parse_marked_yaml(text, "")
    if value is None or findings:
        return
    try:
        once = format_descriptor(text, DATASET)
    except LayoutUnsure:
        return
    assert format_descriptor(once, DATASET) == once
    after, _ = parse_marked_yaml(once, "")
    assert after is not None and after.value == value.value
    assert sorted(comments(text)) == sorted(comments(once))


def comments(text: str) -> list[str]:
    """Return what stands behind ``#``; the line before it may have become the first of its item."""
    return [line.partition("#")[2].strip() for line in text.split("\n") if "#" in line]


@given(blocks(0))
def test_most_files_can_be_formatted(lines: list[str]) -> None:
    text = "\n".join(line for line in lines if not line.lstrip().startswith("|+")).replace("|+", "|") + "\n"
    value, findings = parse_marked_yaml(text, "")
    if value is not None and not findings and not any(line.startswith("   #") for line in lines):
        format_descriptor(text, DATASET)
