"""Laws of the repairs of text files: they say the truth, touch nothing else, and leave nothing for a second time."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.convert.repairs import text_table
from catalog.convert.repairs.descriptor import set_encoding, set_header_rows
from catalog.convert.repairs.spans import join_cells, split_cells, split_records
from catalog.convert.repairs.subject import Description
from catalog.convert.repairs.text_table import NotProven, RepairedText, derive_text_repairs
from catalog.model.dataset import Dialect, Field, Schema
from catalog.model.layer import BBox
from catalog.model.repair import RepairKind, RepairPlan
from catalog.model.text import LocalizedText

NAMES = ("全国地方公共団体コード", "名称", "定員", "開設日", "緯度", "経度")
TYPES = ("string", "string", "integer", "date", "number", "number")
ODD_CELLS = (
    *("", " ", "　", "-", "32018", "３２０１８", "331007", " 331007", "33100", "みほん　館", "　ためし館 ", '"引用"'),
    *("1,200", "１，２００", "△5", "約300", "1,2", "令和6年4月1日", "R1.4.1", "2024/4/1", " 2024-04-01", "4/1/2024"),
    *("34.66", "133.93", "１３３．９３", "34.66 ", "二階\n建て", "二階\r\n建て ", "a,b", "\u200b120", "\xa0"),
)
EXTENT = BBox(133.5, 34.4, 134.2, 35.0)


def described(*, has_schema: bool = True) -> Description:
    fields = tuple(
        Field(name, LocalizedText(name), None, kind, "default", {"name": name, "type": kind})
        for name, kind in zip(NAMES, TYPES, strict=True)
    )
    schema = Schema(fields, (), ("", "-"), {}) if has_schema else None
    return Description(Dialect(), None, schema, None, EXTENT)


def quoted(text: str, *, always: bool) -> str:
    if always or any(character in text for character in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Files whose headings are more or less those of the schema, in one of the encodings and with any line ends."""
    headings = [draw(st.sampled_from((name, f" {name}", "　".join(name)))) for name in NAMES]
    cell = st.sampled_from(ODD_CELLS)
    rows = draw(st.lists(st.lists(cell, min_size=4, max_size=8), max_size=6))
    blank = draw(st.lists(st.sampled_from(([], [""] * 7, ["　", ""])), max_size=3))
    above = draw(st.lists(st.sampled_from(([], ["", ""], ["施設の一覧"])), max_size=2))
    ends = draw(st.sampled_from((("\r\n",), ("\n",), ("\r\n", "\n"), ("\r", "\n"))))
    lines = [
        ",".join(quoted(text, always=draw(st.booleans())) for text in row) + draw(st.sampled_from(ends))
        for row in [*above, headings, *rows, *blank]
    ]
    encoding = draw(st.sampled_from(("utf-8", "utf-8-sig", "cp932", "utf-16")))
    text = "".join(lines)
    if encoding == "cp932":
        text = text.replace("\u200b", "").replace("\xa0", "")
    return text.encode(encoding)


def repaired(data: bytes, description: Description) -> RepairedText:
    found, findings = derive_text_repairs(data, "x.csv", ",", description)
    assert found is not None, findings
    return found


def cells_of(data: bytes) -> list[list[str]]:
    """Return what Python's own reader sees."""
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp932"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    raise AssertionError


@given(files(), st.booleans())
def test_a_second_time_there_is_nothing_left(data: bytes, has_schema: bool) -> None:
    description = described(has_schema=has_schema)
    once = repaired(data, description)
    if once.header_rows is not None:
        description = description.with_header_rows(once.header_rows)
    again = repaired(once.data, description)
    assert (again.data, again.plan, again.header_rows) == (once.data, RepairPlan(), None)


@given(files(), st.booleans())
def test_every_cell_is_as_it_was_or_as_it_is_told(data: bytes, has_schema: bool) -> None:
    once = repaired(data, described(has_schema=has_schema))
    edits = {(edit.row, edit.column): edit for edit in once.plan.edits}
    expected = []
    for number, row in enumerate(cells_of(data), start=1):
        for column, cell in enumerate(row):
            assert (number, column) not in edits or edits[number, column].before == cell
        cells = [edits[number, column].after if (number, column) in edits else cell for column, cell in enumerate(row)]
        if number not in once.plan.rows:
            expected.append(cells[: once.plan.width])
    assert cells_of(once.data) == expected


@given(files())
def test_bytes_of_cells_that_are_not_named_stay(data: bytes) -> None:
    description = replace(described(), encoding="utf-8")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return
    once = repaired(data, description)
    mark = b"\xef\xbb\xbf"
    before, after = (
        [split_cells(span.cells, ",") for span in split_records(text.removeprefix(mark), ",")]
        for text in (data, once.data)
    )
    assert data.startswith(mark) == once.data.startswith(mark)
    edited = {(edit.row, edit.column) for edit in once.plan.edits}
    kept = [(number, cells) for number, cells in enumerate(before, start=1) if number not in once.plan.rows]
    for (number, cells), found in zip(kept, after, strict=True):
        same = [cell for column, cell in enumerate(cells[: once.plan.width]) if (number, column) not in edited]
        assert same == [cell for column, cell in enumerate(found) if (number, column) not in edited]


@given(st.text(alphabet='ab,"\r\n　', max_size=40))
def test_records_and_cells_joined_are_the_file_again(text: str) -> None:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        return
    spans = list(split_records(text.encode(), ","))
    assert b"".join(span.cells + span.end for span in spans) == text.encode()
    assert [len(split_cells(span.cells, ",")) for span in spans] == [len(row) for row in rows]
    assert all(join_cells(split_cells(span.cells, ","), ",") == span.cells for span in spans if span.cells)


@pytest.mark.parametrize(("mark", "codec"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_utf_16_that_is_declared_stays_with_its_order_of_bytes(mark: bytes, codec: str) -> None:
    data = mark + "名称,定員\r\nみほん館 ,1\r\n".encode(codec)
    once = repaired(data, Description(Dialect(), "utf-16"))
    assert once.data == mark + "名称,定員\r\nみほん館,1\r\n".encode(codec)


def test_a_file_in_which_the_encoding_changes_is_left_alone() -> None:
    data = "名称,定員\nみほん館 ,1\n".encode() + "ためし館 ,2\n".encode("cp932")
    found, findings = derive_text_repairs(data, "x.csv", ",", Description())
    assert (found, [finding.code for finding in findings]) == (None, ["encoding-mixed"])


def test_a_repair_that_would_change_anything_else_is_no_repair(monkeypatch: pytest.MonkeyPatch) -> None:
    right = text_table.repair_text_file
    monkeypatch.setattr(text_table, "repair_text_file", lambda *given: right(*given).replace(b"2", b"3"))
    with pytest.raises(NotProven):
        derive_text_repairs("名称,定員\nみほん館 ,1\n別館,2\n".encode(), "x.csv", ",", Description(Dialect()))


def test_a_column_with_too_many_different_odd_cells_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog.convert.repairs.subject.MAX_DIFFERENT", 2)
    data = "名称,定員\n一 ,1\n二 ,2\n三 ,3\n".encode()
    assert repaired(data, Description(Dialect())).plan == RepairPlan()


def test_a_prefecture_s_extent_decides_and_not_a_guess() -> None:
    data = "緯度,経度\n133.93,34.66\n".encode()
    assert {edit.kind for edit in repaired(data, described()).plan.edits} == {RepairKind.SWAPPED}
    assert repaired(data, replace(described(), extent=None)).plan == RepairPlan()
    elsewhere = "緯度,経度\n141.35,43.06\n".encode()
    assert repaired(elsewhere, described()).plan == RepairPlan()


# Descriptors

YAML = """\
resources:
- name: a # 一
  path: a.csv
- {name: b, path: b.csv, encoding: 'cp932'}
- path: c.csv
  dialect: {}
"""


@pytest.mark.parametrize(
    ("resource", "old", "new"),
    [
        (0, "  path: a.csv", "  dialect: {headerRows: [3]}\n  path: a.csv"),
        (1, "path: b.csv", "dialect: {headerRows: [3]}, path: b.csv"),
        (2, "dialect: {}", "dialect: {headerRows: [3]}"),
    ],
)
def test_a_descriptor_changes_in_one_place(resource: int, old: str, new: str) -> None:
    assert set_header_rows(YAML, resource, (3,)) == YAML.replace(old, new)


def test_line_ends_of_a_descriptor_stay() -> None:
    text = YAML.replace("\n", "\r\n")
    changed = set_header_rows(text, 0, (3,))
    assert changed is not None
    assert changed.count("\r\n") == changed.count("\n") == YAML.count("\n") + 1


def test_an_encoding_is_replaced_where_there_is_one() -> None:
    assert set_encoding(YAML, 1, "utf-8") == YAML.replace("'cp932'", "utf-8")
    assert set_encoding(YAML, 0, "utf-8") is None


@pytest.mark.parametrize(
    "text", ["resources: [{name: a}]", "resources: 1", "a: b", "resources: [{path: x, dialect: 1}]"]
)
def test_a_descriptor_of_another_form_is_left_alone(text: str) -> None:
    assert set_header_rows(text, 0, (2,)) is None
