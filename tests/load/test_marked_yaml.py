from __future__ import annotations

import json
import string
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from catalog.codes import CODES
from catalog.load.marked_yaml import MAX_DEPTH, MAX_NODES, parse_marked_yaml, read_marked_yaml

PLAIN = [
    "011002",
    "032018",
    "No",
    "yes",
    "true",
    "on",
    "2020-03-31",
    "1_000",
    "0x1F",
    "1e5",
    "12:30:45",
    ".inf",
    "0o17",
    "３３",
]
TREES = st.recursive(
    st.text(st.characters(exclude_categories=["C", "Zl", "Zp"])),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(string.ascii_letters, min_size=1), inner, max_size=4)
    ),
    max_leaves=20,
)


def value_of(text: str) -> Any:
    raw, findings = parse_marked_yaml(text, "a.yaml")
    assert raw is not None and findings == ()
    return raw.value


@pytest.mark.parametrize("text", PLAIN)
def test_nothing_is_guessed(text: str) -> None:
    assert value_of(f"code: {text}") == {"code": text}


@given(st.text("0123456789", min_size=1, max_size=20))
def test_codes_stay_text(digits: str) -> None:
    assert value_of(f"code: {digits}\nlist: [{digits}]") == {"code": digits, "list": [digits]}


@given(st.dictionaries(st.text(string.ascii_letters, min_size=1), TREES))
def test_what_another_program_writes_is_read_as_it_was(tree: dict[str, Any]) -> None:
    written = yaml.safe_dump(tree, allow_unicode=True, default_style='"')
    assert value_of(written) == tree if tree else True


@given(st.dictionaries(st.text(string.ascii_letters, min_size=1), TREES, min_size=1))
def test_json_is_yaml(tree: dict[str, Any]) -> None:
    assert value_of(json.dumps(tree, ensure_ascii=False)) == tree


@pytest.mark.parametrize("text", ["", "~", "null", "Null"])
def test_an_empty_value_is_none(text: str) -> None:
    assert value_of(f"a: {text}") == {"a": None}


@pytest.mark.parametrize("text", ["''", '"null"', "'~'"])
def test_a_quoted_value_is_text(text: str) -> None:
    assert value_of(f"a: {text}") == {"a": text[1:-1]}


def test_every_value_knows_its_place() -> None:
    raw, _ = parse_marked_yaml("title: x\nresources:\n  - name: a\n    path: b\n  - {name: c}\n'a/b~c': d\n", "a.yaml")
    assert raw is not None
    places = {pointer: (raw.location(pointer).line, raw.location(pointer).column) for pointer in raw.marks}
    assert places["/resources/0/path"] == (4, 5)
    assert places["/resources/1/name"] == (5, 6)
    assert places["/a~1b~0c"] == (6, 1)
    assert raw.location("/resources/0/path/deeper").line == 4


def test_of_two_equal_keys_the_first_counts() -> None:
    raw, findings = parse_marked_yaml("a: 1\nb: {c: 1, c: 2}\na: {d: 3}\n", "a.yaml")
    assert raw is not None and raw.value == {"a": "1", "b": {"c": "1"}}
    assert [(finding.code, finding.location.line) for finding in findings] == [
        ("yaml-duplicate-key", 2),
        ("yaml-duplicate-key", 3),
    ]


@given(st.text())
def test_no_text_whatever_is_an_exception(text: str) -> None:
    raw, findings = parse_marked_yaml(text, "a.yaml")
    assert (raw is None) <= bool(findings)
    for finding in findings:
        assert set(finding.params) == set(CODES[finding.code].params)


@given(st.text("[]{}:,-&*!|>'\"%@`?#\t \na1"))
def test_no_punctuation_whatever_is_an_exception(text: str) -> None:
    raw, findings = parse_marked_yaml(text, "a.yaml")
    assert raw is not None or findings


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "a:\n" + " " * 0 + "".join(" " * n + "- \n" for n in range(900)), "{a: " * 5_000]
)
def test_depth_is_bounded(text: str) -> None:
    _, findings = parse_marked_yaml(text, "a.yaml")
    assert [finding.code for finding in findings] in (["yaml-too-complex"], ["yaml-syntax"])


def test_the_deepest_allowed_is_read() -> None:
    inside = MAX_DEPTH - 1
    assert value_of("a: " + "[" * inside + "]" * inside)


def test_size_is_bounded() -> None:
    _, findings = parse_marked_yaml("a: [" + "x," * MAX_NODES + "]", "a.yaml")
    assert [finding.code for finding in findings] == ["yaml-too-complex"]
    _, findings = parse_marked_yaml("a: " + "x" * 1_000_001, "a.yaml")
    assert [finding.code for finding in findings] == ["file-too-large"]


def test_a_laughing_file_is_refused_at_its_first_reference() -> None:
    laughs = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    _, findings = parse_marked_yaml(laughs, "a.yaml")
    assert [(finding.code, finding.location.line) for finding in findings] == [("yaml-reference", 1)]


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_file_may_have_a_byte_order_mark(tmp_path: Any, bom: bytes) -> None:
    (tmp_path / "a.yaml").write_bytes(bom + "title: 施設\n".encode())
    raw, findings = read_marked_yaml(tmp_path / "a.yaml", "a.yaml")
    assert raw is not None and (raw.value, findings) == ({"title": "施設"}, ())
    assert raw.location("/title").column == 1


@pytest.mark.parametrize(("codec", "name"), [("cp932", "Shift_JIS (CP932)"), ("utf-16", "UTF-16")])
def test_another_encoding_is_named(tmp_path: Any, codec: str, name: str) -> None:
    (tmp_path / "a.yaml").write_bytes("name: a\ntitle: 施設\n".encode(codec))
    _, [finding] = read_marked_yaml(tmp_path / "a.yaml", "a.yaml")
    assert (finding.code, finding.params) == ("yaml-encoding", {"encoding": name})


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\nb:\n\t- c\n", "yaml-tab", 3),
        ("title: 施設: 一覧\n", "yaml-colon", 1),
        ('a: 1\nb: "c\nd: e\n', "yaml-quote", 2),
        ("a: [b, c\n", "yaml-syntax", 2),
        ("a: 1\n---\nb: 2\n", "yaml-several-documents", 2),
    ],
)
def test_frequent_slips_have_names_of_their_own(text: str, code: str, line: int) -> None:
    _, [finding] = parse_marked_yaml(text, "a.yaml")
    assert (finding.code, finding.location.line) == (code, line)
