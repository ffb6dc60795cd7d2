from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.findings import Finding
from catalog.load import json_records
from catalog.load.json_records import read_json_records, read_ndjson_records
from catalog.model.records import Records

Read = Callable[..., tuple[Records | None, tuple[Finding, ...]]]


def rows(text: str, read: Read = read_json_records, **options: str) -> list[list[str]]:
    records, findings = read(text.encode(), "list", **options)
    assert records is not None and findings == ()
    return [list(row) for row in records.frame.iter_rows()]


def refusal(text: str, read: Read = read_json_records) -> Finding:
    records, [finding] = read(text.encode(), "list")
    assert records is None
    return finding


def test_keys_become_headings_in_the_order_in_which_they_appear() -> None:
    text = '[{"b": "x", "a": null}, {"c": true, "b": ""}]'
    assert rows(text) == [["b", "a", "c"], ["x", "", ""], ["", "", "true"]]


def test_digits_stay_as_they_were_written() -> None:
    text = '[{"a": 1.50, "b": 123456789012345678901234567890, "c": 1E5, "d": "007", "e": -0}]'
    assert rows(text)[1] == ["1.50", "123456789012345678901234567890", "1E5", "007", "-0"]


def test_what_is_nested_stays_json() -> None:
    text = '[{"a": {"名": [1.50, "x\\n", null, false]}}]'
    assert rows(text)[1] == ['{"名":[1.50,"x\\n",null,false]}']


def test_rows_as_arrays_have_their_headings_first() -> None:
    assert rows('[["番号", "名称"], [1, "北"]]') == [["番号", "名称"], ["1", "北"]]


def test_the_list_may_be_inside() -> None:
    assert rows('{"result": {"items": [{"a": 1}]}}', property_name="result.items") == [["a"], ["1"]]


def test_one_record_a_line() -> None:
    assert rows('{"a": 1}\r\n\r\n{"a": "x"}\r\n', read_ndjson_records) == [["a"], ["1"], ["x"]]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_the_encoding_is_found(codec: str) -> None:
    records, _ = read_json_records('[\n{"名称": "施設"}\n]'.encode(codec), "list")
    assert records is not None and records.text_format is not None
    assert records.frame.rows() == [("名称",), ("施設",)]
    assert (records.text_format.encoding, records.text_format.newline) == (codec, "lf")


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('[\n{"a": 1},\n]', "json-syntax", 3),
        ('[{"a": 1}]\n\nx', "json-syntax", 3),
        ('[{"a": NaN}]', "json-syntax", None),
        ('[{"a": "\\ud83d"}]', "json-syntax", None),
        ('[{"a": ["\\ud83d"]}]', "json-syntax", None),
        ("[" * 100_000, "json-syntax", 1),
        ('[{"a": ' + "[" * 200 + "]" * 200 + "}]", "json-syntax", None),
        ('[{"a": 1, "a": 2}]', "json-duplicate-key", None),
        ('{"a": 1}', "json-not-records", None),
        ('{"a": {"b": [{"c": 1}]}}', "json-inside", None),
        ("[1, 2]", "json-not-records", None),
        ('[{"a": 1}, [2]]', "json-not-records", None),
        ("[]", "json-not-records", None),
        ('"x"', "json-not-records", None),
        (" \n", "file-empty", None),
        ("[[" + "1," * 10_000 + "1]]", "too-many-columns", None),
    ],
)
def test_what_is_no_list_of_records_is_a_finding(text: str, code: str, line: int | None) -> None:
    finding = refusal(text)
    assert (finding.code, finding.location.line) == (code, line)


def test_a_line_that_is_wrong_is_named() -> None:
    finding = refusal('{"a": 1}\n{"a": 1} x\n', read_ndjson_records)
    assert (finding.code, finding.location.line) == ("json-syntax", 2)


def test_a_file_that_memory_can_t_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_records, "MAX_BYTES", 5)
    assert refusal('[{"a": 1}]').code == "file-too-large"


@given(st.lists(st.dictionaries(st.text(max_size=3), st.text(max_size=5), min_size=1), min_size=1, max_size=5))
def test_texts_are_read_as_they_were(written: list[dict[str, str]]) -> None:
    text = json.dumps(written)
    if any("\ud800" <= char <= "\udfff" for item in written for pair in item.items() for cell in pair for char in cell):
        return
    header, *found = rows(text)
    assert [dict(zip(header, row, strict=True)) for row in found] == [
        {key: item.get(key, "") for key in header} for item in written
    ]


@given(st.binary(max_size=100))
def test_no_bytes_whatever_are_an_exception(data: bytes) -> None:
    for read in (read_json_records, read_ndjson_records):
        records, findings = read(data, "list")
        assert (records is None) == bool(findings)
