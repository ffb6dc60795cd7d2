from __future__ import annotations

import io
import sqlite3
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.load.delimiters import detect_split
from catalog.load.file_kinds import FileKind, detect_file_kind
from catalog.load.zip_names import member_names

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 504
SHAPES = b"\x00\x00\x27\x0a" + b"\0" * 24 + b"\xe8\x03\0\0" + b"\0" * 71
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
TABLE = "番号,名称\n1,北公民館\n2,南公民館\n"


def packed(*names: str, content: bytes = b"x") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), content)  # no time, so that the data are always the same
    return stream.getvalue()


def packed_in_japan(name: str) -> bytes:
    """Return a ZIP as Windows packs it: names in CP932, without a mark."""
    placeholder = "x" * len(name.encode("cp932"))
    return packed(placeholder).replace(placeholder.encode(), name.encode("cp932"))


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (TABLE.encode(), "a.csv", ("csv", "csv", True, ",")),
        (TABLE.encode("cp932"), "a.csv", ("csv", "csv", True, ",")),
        (TABLE.encode("euc_jp"), "a.csv", ("csv", "csv", True, ",")),
        (TABLE.encode(), "a.xlsx", ("csv", "csv", False, ",")),
        (TABLE.encode(), "a.txt", ("csv", "csv", True, ",")),
        (TABLE.replace(",", "\t").encode(), "a.csv", ("tsv", "tsv", False, "\t")),
        (TABLE.replace(",", "\t").encode("utf-16"), "a.txt", ("tsv", "tsv", True, "\t")),
        (TABLE.replace(",", ";").encode(), "a.csv", ("csv", "csv", True, ";")),
        ("名称\n北公民館\n".encode(), "a.csv", ("csv", "csv", True, ",")),
        ("名称\n北公民館\n".encode(), "a.txt", ("other", "text", True, None)),
        ("番号,名称\n1,北\0\n".encode(), "a.csv", ("csv", "csv", True, ",")),
        ("これは、文章です。\nHello, world.\n二行目, 三, 四\n".encode(), "README.md", ("other", "text", True, None)),
        (b"", "a.csv", ("empty", "empty", True, None)),
        (b"\xef\xbb\xbf\r\n", "a.xlsx", ("empty", "empty", False, None)),
        (b"<html><table>", "a.xls", ("html", "html", False, None)),
        (b"\xef\xbb\xbf\n<!-- x -->\n<TABLE border=1>", "a.csv", ("html", "html", False, None)),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', "a.html", ("html", "html", True, None)),
        (b'<?xml version="1.0"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">', "a.kml", ("kml", "kml", True, None)),
        (b'<?xml version="1.0"?>\n<list/>', "a.xml", ("other", "xml", True, None)),
        (
            b'<?xml version="1.0"?>\n<GI xmlns="http://www.gsi.go.jp/GIS/jpgis/standardSchemas" version="1.0">',
            "a.xml",
            ("other", "jpgis", True, None),
        ),
        (b"G00,01,x,\r\nZ00,y,\r\nA00,\r\nA01,1,T1,-147234.1,-3.4,3.2,\r\n", "a.sim", ("other", "sima", True, None)),
        (b'{"type": "FeatureCollection", "features": []}', "a.json", ("geojson", "geojson", True, None)),
        (b'{"features": [], "type": "FeatureCollection"}', "a.geojson", ("geojson", "geojson", True, None)),
        (b'{"a": {"type": "Point"}}', "a.json", ("other", "json", True, None)),
        (b'[{"a": 1}]', "a.csv", ("other", "json", False, None)),
        (b'{"a": 1}\n{"a": 2}\n', "a.ndjson", ("other", "ndjson", True, None)),
        (b"[a],[b]\n1,2\n3,4\n", "a.csv", ("csv", "csv", True, ",")),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "a.csv", ("xlsx", "xlsx", False, None)),
        (packed("xl/workbook.xml")[:60], "a.xlsx", ("xlsx", "xlsx", True, None)),
        (packed("word/document.xml"), "a.docx", ("other", "docx", True, None)),
        (packed("a/町.shp", "a/町.dbf"), "a.zip", ("shapefile", "shapefile", True, None)),
        (packed_in_japan("避難所.shp"), "a.zip", ("shapefile", "shapefile", True, None)),
        (packed("f/stops.txt", "f/routes.txt", "f/trips.txt"), "a.zip", ("gtfs", "gtfs", True, None)),
        (packed("a/stops.txt", "b/routes.txt", "trips.txt"), "a.zip", ("zip", "zip", True, None)),
        (packed("doc.kml"), "a.kmz", ("kml", "kmz", True, None)),
        (packed("datapackage.json", "a.csv"), "a.zip", ("zip", "datapackage", True, None)),
        (packed(), "a.zip", ("zip", "zip", True, None)),
        (packed("mimetype", content=SPREADSHEET), "a.ods", ("other", "ods", True)),
        (OLE + "Workbook".encode("utf-16-le"), "a.xlsx", ("xls", "xls", False, None)),
        (OLE + "WordDocument".encode("utf-16-le"), "a.doc", ("other", "doc", True, None)),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", ("xlsx", "encrypted", True, None)),
        (b"%PDF-1.7", "a.csv", ("other", "pdf", False, None)),
        (b"\x89PNG\r\n\x1a\n", "a.png", ("other", "png", True, None)),
        (b"\xff\xd8\xff\xe0", "a.jpg", ("other", "jpeg", True, None)),
        (SHAPES + b"\x01", "a.shp", ("shapefile", "shapefile", True)),
        (SHAPES + b"\x32", "a.shx", ("other", "shx", True)),
        (b"\x01\x02\x03", "a.bin", ("other", "other", True, None)),
        (b"\x01\x02\x03", "a.csv", ("other", "other", False, None)),
    ],
)  # fmt: skip
def test_a_file_is_what_is_in_it(data: bytes, name: str, expected: tuple[str, str, bool, str | None]) -> None:
    assert detect_file_kind(data, name) == FileKind(*expected)


def test_a_database_is_a_geopackage_or_not(tmp_path: Path) -> None:
    for name, table, kind in (("a.gpkg", "gpkg_contents", "gpkg"), ("a.db", "list", "sqlite")):
        with sqlite3.connect(tmp_path / name) as database:
            database.execute(f"CREATE TABLE {table} (id)")
        database.close()
        assert detect_file_kind((tmp_path / name).read_bytes(), name).kind == kind


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.xlsx", "a", "a.json"]))
def test_no_bytes_whatever_are_an_exception(data: bytes, name: str) -> None:
    detect_file_kind(data, name)


@given(st.sampled_from([b"PK\x03\x04", b"PK\x05\x06", OLE, b"{", b"[", b"<", b"SQLite format 3\0"]), st.binary())
def test_no_beginning_makes_it_one(start: bytes, data: bytes) -> None:
    detect_file_kind(start + data, "a.zip")


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1,2\n", ","),
        ("a\tb\nx,y\tz\nx,y\tz\n", "\t"),
        ('"a;b",c\n"1;2",3\n', ","),
        ("施設一覧\n\n番号;名称\n1;北\n2;南\n3;東\n", ";"),
        ("備考\n赤,青\n黄\n緑\n白\n", ","),
        ("備考\n赤;青\n黄\n緑\n白\n", ","),
    ],
)
def test_the_delimiter_is_found_by_counting(text: str, delimiter: str) -> None:
    assert detect_split(text).delimiter == delimiter


def test_names_in_a_zip_are_read_as_they_were_written() -> None:
    assert member_names(packed_in_japan("避難所/一覧表.csv")) == ("避難所/一覧表.csv",)
    assert member_names(packed("避難所/一覧.csv")) == ("避難所/一覧.csv",)


def test_a_zip_with_a_huge_list_of_members_isn_t_opened() -> None:
    data = bytearray(packed("a.csv"))
    data[-10:-6] = (1 << 31).to_bytes(4, "little")
    assert member_names(bytes(data)) is None


def test_a_workbook_that_was_cut_off_is_still_one() -> None:
    data = packed("docProps/app.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml")
    assert detect_file_kind(data[: len(data) // 2], "a.xlsx").kind == "xlsx"


def test_a_few_control_characters_make_no_other_file_of_a_table() -> None:
    data = "番号,名称\r\n1,北\x02公民館\r\n2,南\x1f公民館\r\n".encode()
    assert detect_file_kind(data, "a.csv").kind == "csv"
    assert detect_file_kind(bytes(range(1, 128)) * 20, "a.csv").kind == "other"


def test_broken_json_is_no_table_of_commas() -> None:
    data = b'[{"a":1,"b":2},\n{"a":1,"b":2},\n{"a":3,"b":'
    assert detect_file_kind(data, "a.json").kind == "text"
