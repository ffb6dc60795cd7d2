from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.codes import CODES
from catalog.findings import Finding
from catalog.load import csv_records
from catalog.load.tables import read_table
from catalog.model.table import Table
from tests.load.resources import declare

# One folder for all examples: each overwrites the file of the one before.
SHARED_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


def read(folder: Path, data: bytes, **declared: object) -> tuple[Table | None, tuple[Finding, ...]]:
    (folder / "list.csv").write_bytes(data)
    return read_table(folder / "list.csv", declare(**declared), "list.csv")  # type: ignore[arg-type]


def rows(folder: Path, data: bytes, **declared: object) -> list[list[str]]:
    table, findings = read(folder, data, **declared)
    assert table is not None and findings == ()
    return [list(table.labels), *table.rows()]


def code(folder: Path, data: bytes, **declared: object) -> str:
    _, [finding] = read(folder, data, **declared)
    assert set(finding.params) == set(CODES[finding.code].params)
    return finding.code


@SHARED_FOLDER
@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=2, max_size=8), st.sampled_from(["\r\n", "\n"]))
def test_what_a_csv_writer_writes_is_read_as_it_was(tmp_path: Path, written: list[list[str]], newline: str) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=newline, quoting=csv.QUOTE_ALL)
    writer.writerow(["見出し", "B"])
    writer.writerows(written)
    table, _ = read(tmp_path, text.getvalue().encode())
    assert table is not None
    assert list(table.rows()) == written


@SHARED_FOLDER
@given(st.binary(max_size=200))
def test_no_bytes_whatever_are_an_exception(tmp_path: Path, data: bytes) -> None:
    table, findings = read(tmp_path, data)
    assert table is not None or findings


def test_rows_beyond_a_batch_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog.load.csv_records._BATCH_ROWS", 3)
    data = "番号,名称\n" + "".join(f"{number},x{',y' * (number == 5)}\n" for number in range(10))
    table, _ = read(tmp_path, data.encode())
    assert table is not None
    assert [row[0] for row in table.rows()] == [str(number) for number in range(10)]
    assert table.extra_cells == {5: ("y",)}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(tmp_path: Path, newline: str) -> None:
    assert rows(tmp_path, newline.join(["番号", "1", "2"]).encode()) == [["番号"], ["1"], ["2"]]


def test_ragged_rows_are_kept(tmp_path: Path) -> None:
    table, _ = read(tmp_path, b"a,b\n1\n\n1,2,3,4\n,\n")
    assert table is not None
    assert list(table.rows()) == [["1"], [], ["1", "2", "3", "4"], ["", ""]]
    assert table.extra_cells == {2: ("3", "4")}


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("名称\nｱ①㈱髙﨑\n".encode("cp932"), "cp932"),
        ("名称\n𠮷\n".encode(), "utf-8"),
        (b"\xef\xbb\xbf" + "名称\n北\n".encode(), "utf-8-sig"),
        ("名称\n北\n".encode("utf-16"), "utf-16"),
    ],
)
def test_the_encoding_is_found_without_guessing(tmp_path: Path, data: bytes, encoding: str) -> None:
    table, findings = read(tmp_path, data)
    assert table is not None and findings == ()
    assert (table.encoding, table.labels) == (encoding, ("名称",))


def test_a_byte_order_mark_is_no_part_of_a_heading(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + "名称\n北\n".encode()
    for encoding in (None, "utf-8", "utf-8-sig"):
        table, _ = read(tmp_path, data, encoding=encoding)
        assert table is not None and (table.labels, table.encoding) == (("名称",), "utf-8-sig")


def test_what_is_declared_is_held_to(tmp_path: Path) -> None:
    _, [finding] = read(tmp_path, "NO\n1\n北\n".encode("cp932"), encoding="utf-8")
    assert (finding.code, finding.location.line) == ("encoding-not-as-declared", 3)
    assert finding.params == {"declared": "utf-8", "detected": "cp932"}


def test_a_mixed_file_is_never_guessed(tmp_path: Path) -> None:
    assert code(tmp_path, "名称\n北".encode() + "公民館".encode("cp932") + b"\xff\n") == "encoding-unknown"


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\n", b",,\n,,\n", b" \t\r\n"])
def test_a_file_without_content_is_empty(tmp_path: Path, data: bytes) -> None:
    assert code(tmp_path, data) == "file-empty"


def test_the_headings_may_stand_further_down(tmp_path: Path) -> None:
    table, _ = read(tmp_path, "施設一覧\n\n番号,名称\n1,北\n".encode(), header_row=3)
    assert table is not None
    assert (table.labels, table.first_data_row, list(table.rows())) == (("番号", "名称"), 4, [["1", "北"]])


def test_another_delimiter_is_declared(tmp_path: Path) -> None:
    assert rows(tmp_path, b"a;b\n1,5;2\n", delimiter=";") == [["a", "b"], ["1,5", "2"]]
    assert rows(tmp_path, b"a\tb\n1\t2\n", file_type="tsv") == [["a", "b"], ["1", "2"]]


def test_a_cell_beyond_the_limit_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_records, "MAX_CELL_CHARS", 100)
    limit = csv.field_size_limit()
    _, [finding] = read(tmp_path, b"a\nb\n" + b"x" * 101 + b"\n")
    assert (finding.code, finding.location.line, finding.location.row) == ("cell-too-large", 3, 3)
    assert csv.field_size_limit() == limit


def test_columns_beyond_the_limit_are_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_records, "MAX_COLUMNS", 3)
    _, [finding] = read(tmp_path, b"a,b,c,d\n1,2,3,4\n")
    assert (finding.code, finding.params) == ("too-many-columns", {"limit": "3"})


def test_a_quote_that_isn_t_closed_is_found_where_it_opens(tmp_path: Path) -> None:
    _, [finding] = read(tmp_path, b'a,b\n1,"x\ny"\n2,"z\n3,4\n5,6\n')
    assert (finding.code, finding.location.row, finding.location.line) == ("csv-quote", 3, 4)


@pytest.mark.parametrize(
    ("start", "kind"), [(b"PK\x03\x04", "ZIP"), (b"%PDF-1.7", "PDF"), (b"<!DOCTYPE html>", "HTML")]
)
def test_other_kinds_of_files_are_named(tmp_path: Path, start: bytes, kind: str) -> None:
    _, [finding] = read(tmp_path, start + b"\x00\x01")
    assert (finding.code, finding.params) == ("file-kind", {"kind": kind, "extension": "csv"})


def test_commas_that_excel_leaves_at_the_ends_of_lines_are_no_columns(tmp_path: Path) -> None:
    assert rows(tmp_path, "名称,町,,\n北公民館,本町,,\n,,,\n".encode())[:2] == [["名称", "町"], ["北公民館", "本町"]]
    table, _ = read(tmp_path, "名称,町,,\n北公民館,本町,,改修中\n".encode())
    assert table is not None
    assert table.labels == ("名称", "町", "", "")
