"""Text to records: the fast way gives what Python's strict reader gives, or nothing."""

from __future__ import annotations

import csv
import io

import polars
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.load import columns, csv_records
from catalog.load.columns import RecordFrames
from catalog.load.csv_proof import read_proven
from catalog.load.text_records import read_text_records
from catalog.model.records import Records

CELLS = st.text(st.sampled_from('aあ𠮷1 \t;\'#"",\n\r\ufeff'), max_size=14)
PLAIN_CELLS = st.text(st.sampled_from("aあ𠮷1 \t;'#"), max_size=14)
ROWS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS | PLAIN_CELLS, min_size=width, max_size=width), min_size=1, max_size=6)
)
SLIPS = st.sampled_from(['"', '""', ",", ",,", "\n", "\r", "\r\n", "\n\n", "a", "\ufeff", "\0", "#"])


@st.composite
def almost_csv(draw: st.DrawFn) -> str:
    """Draw what a CSV writer writes, and then some slips of the pen in it."""
    text = io.StringIO(newline="")
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]))
    csv.writer(text, quoting=quoting, lineterminator=draw(st.sampled_from(["\n", "\r\n"]))).writerows(draw(ROWS))
    written = text.getvalue()
    for slip in draw(st.lists(SLIPS, max_size=3)):
        place = draw(st.integers(0, len(written)))
        written = written[:place] + slip + written[place + draw(st.integers(0, 1)) :]
    return written


def strictly(text: str) -> list[list[str]] | None:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        return None


def cells(records: Records) -> list[list[str]]:
    rows = [[cell for cell in row if cell is not None] for row in records.frame.iter_rows()]
    return [[*row, *records.extra_cells.get(index, ())] for index, row in enumerate(rows)]


@given(almost_csv())
def test_what_is_proven_is_what_the_strict_reader_reads(text: str) -> None:
    if not text.endswith("\n"):
        text += "\n"
    frame = read_proven(text.encode(), b",", 1_000)
    if frame is not None:
        assert [list(row) for row in frame.iter_rows()] == strictly(text)


@given(st.binary(max_size=60))
def test_text_that_isn_t_utf_8_is_never_proven(data: bytes) -> None:
    frame = read_proven(data + b"\n", b",", 1_000)
    if frame is not None:
        data.decode()


@pytest.mark.parametrize(
    "text",
    [
        "a,b\nc,d\n",
        "a,b\r\nc,\r\n",
        '"a","b"\n"","d"\n',
        'a,"b"\n1,"x,y"\n2,"x\n\ny"\n',
        '"a ""b""",c\n"""",""""""\n',
        "あ,𠮷\n,\n",
    ],
)
def test_ordinary_text_is_proven(text: str) -> None:
    frame = read_proven(text.encode(), b",", 1_000)
    assert frame is not None
    assert [list(row) for row in frame.iter_rows()] == strictly(text)


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1\n",  # Polars fills short rows up
        "a,b\n\n1,2\n",
        "a,b\n1,2,\n3\n",
        "a\r,b\n",  # and drops this carriage return
        "a,b\rc,d\n",
        'a,b"c\n',
        'a,"b"c\n',
        '"a\n',
        "\ufeffa,b\n",  # A second mark in a file; Polars drops it
        "a\nb\n",
        f"a,{'b' * 1_001}\n",
    ],
)
def test_what_polars_reads_in_another_way_isn_t_proven(text: str) -> None:
    assert read_proven(text.encode(), b",", 1_000) is None


@given(almost_csv(), st.sampled_from([1, 9, 40]), st.sampled_from(["utf-8", "cp932"]))
def test_a_file_in_pieces_is_read_as_a_whole(text: str, piece_bytes: int, codec: str) -> None:
    text = text.replace("𠮷", "吉").replace("\ufeff", "")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_records, "FAST_BYTES", 0)
        patch.setattr(csv_records, "_PIECE_BYTES", piece_bytes)
        patch.setattr(csv_records, "_FIRST_PIECE_BYTES", piece_bytes)
        patch.setattr(csv_records, "_BATCH_ROWS", 2)
        data = text.encode(codec)
        records, findings = read_text_records(data, "list", encoding=codec)
        line_ends = csv_records.read_csv_records(data, codec, ",")[1] if records is not None else None
    rows = strictly(text)
    if records is not None:
        assert cells(records) == rows
        assert line_ends == csv_records.line_end_counts(data)
    else:
        assert rows is None or "\0" in text or not text.strip("\n\r\t ,;")
        assert len(findings) == 1


@given(st.lists(st.lists(st.sampled_from(["", "x"]), max_size=9), min_size=1, max_size=30), st.integers(1, 7))
def test_overlong_rows_lose_nothing(rows: list[list[str]], batch_rows: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "_ROOMY_CELLS", 20)
        patch.setattr(columns, "_ROOM_FACTOR", 1)
        frames = RecordFrames(10_000)
        for start in range(0, len(rows), batch_rows):
            frames.add_rows(rows[start : start + batch_rows])
        frame, extra_cells = frames.finish()
    assert cells(Records(frame, extra_cells)) == rows


def test_one_overlong_row_doesn_t_widen_all() -> None:
    data = b"a,b\n" * 30_000 + b"," * 9_000 + b"\n"
    records, _ = read_text_records(data, "list")
    assert records is not None
    assert records.frame.shape == (30_001, 2)
    assert [len(tail) for tail in records.extra_cells.values()] == [8_999]


def test_an_empty_cell_is_no_missing_cell() -> None:
    records, _ = read_text_records(b'a,b,c\n1,,""\n1\n\n', "list")
    assert records is not None
    assert records.frame.rows() == [("a", "b", "c"), ("1", "", ""), ("1", None, None), (None, None, None)]


@pytest.mark.parametrize(
    ("text", "newline"),
    [
        ("a,b", None),
        ("a\nb", "lf"),
        ("a\r\nb\r\n", "crlf"),
        ("a\rb", "cr"),
        ("a\nb\r\n", "mixed"),
        ('"a\r\nb"\nc\n', "lf"),
        ('"a\nb",c\r\nd,e\r\n', "crlf"),
        ('"a\nb"', None),
    ],
)
def test_the_line_ends_of_records_are_told(text: str, newline: str | None) -> None:
    records, _ = read_text_records(text.encode(), "list")
    assert records is not None and records.text_format is not None
    assert records.text_format.newline == newline


def test_a_large_file_with_titles_and_notes_is_read_fast_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    read_strictly = csv_records._CsvFile._read_strictly
    slow: list[int] = []

    def spy(self: csv_records._CsvFile, text: str) -> bool:
        slow.append(len(text))
        return read_strictly(self, text)

    monkeypatch.setattr(csv_records, "_PIECE_BYTES", 100_000)
    monkeypatch.setattr(csv_records._CsvFile, "_read_strictly", spy)
    body = "".join(f'{number},"第{number}, 公民館"\r\n' for number in range(40_000))
    records, _ = read_text_records(f"施設一覧\r\n\r\n番号,名称\r\n{body}\r\n※ 注記".encode("cp932"), "list")
    assert records is not None
    assert records.record_count == 40_005
    assert records.frame.row(39_999 + 3) == ("39999", "第39999, 公民館")
    assert sum(slow) < 200_000


def test_cells_beyond_the_limit_are_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_records, "MAX_CELLS", 10)
    _, [finding] = read_text_records(b"a,b\n" * 6, "list")
    assert finding.code == "too-many-cells"


def test_text_of_a_million_columns_is_refused_before_they_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_records, "_MAX_RECORD_CHARS", 50_000)
    monkeypatch.setattr(csv_records, "_PIECE_BYTES", 30_000)
    _, [finding] = read_text_records(b"a,b\n1,2\n" + b"," * 100_000 + b"\n3,4\n", "list")
    assert (finding.code, finding.location.row, finding.location.line) == ("too-many-columns", 3, 3)


def test_one_endless_cell_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_records, "_MAX_RECORD_CHARS", 50_000)
    monkeypatch.setattr(csv_records, "_PIECE_BYTES", 30_000)
    _, [finding] = read_text_records(b"a,b\n1,2\n3," + b"x" * 100_000 + b"\n", "list")
    assert (finding.code, finding.location.row, finding.location.line) == ("cell-too-large", 3, 3)


@pytest.mark.parametrize(
    ("first", "then", "line"), [("utf-8", "cp932", 8), ("cp932", "utf-8", 8)], ids=["utf-8 first", "cp932 first"]
)
def test_the_line_is_told_at_which_the_encoding_changes(first: str, then: str, line: int) -> None:
    data = ("名称,北公民館\n" * 6 + "a\n").encode(first) + ("南公民館,東\n" * 6).encode(then)
    _, [finding] = read_text_records(data, "list")
    assert (finding.code, finding.location.line) == ("encoding-mixed", line)
    assert finding.params == {"before": first, "after": then}


def test_half_a_character_of_utf_16_is_a_finding() -> None:
    _, [finding] = read_text_records(b"\xff\xfea\x00\n\x00\x00\xd8b\x00", "list")
    assert finding.code == "encoding-unknown"


def test_unicode_text_of_excel_is_read() -> None:
    records, _ = read_text_records("番号\t名称\r\n1\t北\r\n".encode("utf-16"), "list", delimiter="\t")
    assert records is not None and records.text_format is not None
    assert records.frame.rows() == [("番号", "名称"), ("1", "北")]
    assert (records.text_format.encoding, records.text_format.has_bom) == ("utf-16", True)


def test_columns_are_text() -> None:
    records, _ = read_text_records(b"007,1.50,null\n", "list")
    assert records is not None
    assert set(records.frame.dtypes) == {polars.String}
    assert records.frame.row(0) == ("007", "1.50", "null")
