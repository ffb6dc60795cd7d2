from __future__ import annotations

import json
import random
import sqlite3
import struct
import zlib
from pathlib import Path

import pytest

from catalog.load.traces.attributes import read_attributes
from catalog.load.traces.files import read_traces
from catalog.model.traces import TraceKind, TraceSource
from tests.load.traces import makers
from tests.load.traces.makers import NAME


def told(data: bytes, name: str = "x") -> set[tuple[str, str | None]]:
    return {(trace.kind.value, trace.value.text if trace.value else None) for trace in read_traces(data, name)}


ALL = {("person", NAME), ("device", "SN-4711"), ("position", None)}


@pytest.mark.parametrize("order", ["<", ">"])
def test_exif_in_every_kind_of_picture(order: str) -> None:
    exif = makers.camera(order)
    assert told(makers.jpeg((0xE1, b"Exif\0\0" + exif))) == ALL
    assert told(makers.png((b"eXIf", exif))) == ALL
    assert told(makers.webp((b"EXIF", exif))) == ALL
    assert told(exif) == ALL
    assert told(b"\0\0\0\x18ftypheic" + bytes(80) + b"Exif\0\0" + exif) == ALL


def test_a_picture_that_tells_nothing() -> None:
    for data in (makers.jpeg(), makers.png((b"tEXt", b"Title\0map")), makers.webp(), makers.tiff([])):
        assert told(data) == set()


def test_what_cameras_write_that_know_nothing_is_nothing() -> None:
    unknown = makers.tiff(
        [makers.text(0x013B, "   ")],
        [makers.text(0xA431, "00000000")],
        [makers.degrees(2, 0, 0, 0), makers.degrees(4, 0, 0, 0)],
    )
    assert told(unknown) == set()


def test_xmp_iptc_and_texts() -> None:
    place = makers.xmp("<exif:GPSLatitude>34,39.7N</exif:GPSLatitude>")
    assert told(makers.jpeg((0xE1, b"http://ns.adobe.com/xap/1.0/\0" + makers.xmp_creator()))) == {("person", NAME)}
    assert told(makers.png((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + place))) == {("position", None)}
    assert told(makers.webp((b"XMP ", place))) == {("position", None)}
    assert told(makers.png((b"zTXt", b"Author\0\0" + zlib.compress(b"kaku02")))) == {("person", "kaku02")}
    assert told(makers.png((b"tEXt", b"Author\0kaku02"))) == {("person", "kaku02")}
    raw = b"Raw profile type exif\0\nexif\n 9\n" + (b"Exif\0\0" + makers.camera()).hex().encode()
    assert told(makers.png((b"tEXt", raw))) == ALL
    byline = b"\x1c\x02\x50" + struct.pack(">H", 6) + b"kaku02"
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(byline)) + byline
    assert told(makers.jpeg((0xED, iptc))) == {("person", "kaku02")}


def test_pictures_behind_the_picture() -> None:
    assert told(makers.jpeg(after=makers.photo())) == ALL


def test_documents() -> None:
    assert told(makers.docx()) == {("person", NAME)}
    more = {"word/comments.xml": makers.COMMENTS, "word/people.xml": makers.PEOPLE, "word/media/i.jpg": makers.photo()}
    found = read_traces(makers.docx("", makers.REVISED, more), "x")
    assert {trace.kind for trace in found} == set(TraceKind) - {TraceKind.FOLDER}
    assert told(makers.odt()) == {("person", NAME)}
    changed = f"<text:changed-region><dc:creator>{NAME}</dc:creator></text:changed-region>"
    assert told(makers.odt("", content=changed)) == {("person", NAME), ("changes", None)}
    # A field that shows the author is part of the text.
    assert told(makers.odt("", content=f"<text:creator>{NAME}</text:creator>")) == set()
    workbook = read_traces(makers.odt(kind="spreadsheet"), "x")
    assert {trace.source for trace in workbook} == {TraceSource.WORKBOOK}


def test_old_documents() -> None:
    user = "kaku02"
    access = struct.pack("<HHHB", 0x5C, 3 + len(user), len(user), 0) + user.encode()
    data = makers.compound(
        {
            "\x05SummaryInformation": makers.summary((2, "一覧"), (4, NAME), (8, "kaku03")),
            "Workbook": struct.pack("<HHI", 0x809, 4, 0) + access,
        }
    )
    assert told(data) == {("person", NAME), ("person", "kaku03"), ("person", user)}


def test_pdf() -> None:
    assert told(makers.pdf(b"/Author (kaku\\(02\\) \\101)")) == {("person", "kaku(02) A")}
    assert told(makers.pdf(b"/Author " + makers.pdf_hex())) == {("person", NAME)}
    assert told(makers.pdf(b"/Author(" + NAME.encode("cp932") + b")")) == {("person", NAME)}
    assert told(makers.pdf(b"/Author 9 0 R", b"9 0 obj\n(kaku02)\nendobj")) == {("person", "kaku02")}
    assert told(makers.pdf(b"/Author ()")) == told(makers.pdf(b"/Author 9 0 R")) == set()
    packed = zlib.compress(b"5 0 <</Author (kaku02)>>")
    stream = b"7 0 obj\n<</Type /ObjStm /Filter /FlateDecode>>\nstream\n" + packed + b"\nendstream\nendobj"
    assert told(makers.pdf(more=stream)) == {("person", "kaku02")}
    metadata = b"7 0 obj\n<</Type /Metadata /Subtype /XML>>\nstream\n" + makers.xmp_creator() + b"\nendstream\nendobj"
    assert told(makers.pdf(more=metadata)) == {("person", NAME)}
    # In an encrypted one the text is no text.
    assert told(makers.pdf(b"/Author (x\x99z)", b"<</Encrypt 8 0 R>>")) == set()


def test_descriptions_of_gis_files() -> None:
    assert told(makers.ESRI, "道路.shp.xml") == {("person", NAME), ("folder", "kaku02")}
    qgis = f'<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM"><qgis saveUser="kaku02" saveUserFull="{NAME}"/>'
    assert told(qgis.encode(), "a.qgs") == {("person", NAME), ("person", "kaku02")}
    assert told(makers.zipped({"a.qgs": qgis.encode()}), "a.qgz") == {("person", NAME), ("person", "kaku02")}
    kml = f'<kml xmlns:atom="a"><Document><atom:author><atom:name>{NAME}</atom:name></atom:author></Document></kml>'
    assert told(kml.encode(), "a.kml") == {("person", NAME)}
    assert told("<?xml version='1.0' encoding='shift_jis'?><a>学校</a>".encode("cp932"), "a.xml") == set()


def geopackage(path: Path) -> bytes:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE gpkg_contents (table_name TEXT)")
        database.execute("CREATE TABLE gpkg_metadata (metadata TEXT)")
        database.execute("CREATE TABLE roads (name TEXT, created_user TEXT)")
        database.execute("INSERT INTO gpkg_contents VALUES ('roads')")
        database.execute("INSERT INTO gpkg_metadata VALUES (?)", (makers.ESRI.decode(),))
        database.execute("INSERT INTO roads VALUES ('a', 'kaku02')")
    database.close()
    return path.read_bytes()


def test_a_geopackage(tmp_path: Path) -> None:
    data = geopackage(tmp_path / "a.gpkg")
    assert told(data, "a.gpkg") == {("person", NAME), ("folder", "kaku02")}
    found = read_attributes(data, "a.gpkg", lambda heading: heading == "created_user")
    assert found.columns() == {"created_user": ("kaku02",)}
    assert list(found.headings) == ["name", "created_user"]


def test_attributes_of_layers(tmp_path: Path) -> None:
    table = makers.dbf(["名称", "更新者"], [["北", NAME], ["南", NAME]])
    expected = {"更新者": (NAME,)}
    assert read_attributes(table, "a.dbf", lambda heading: heading == "更新者").columns() == expected
    packed = makers.zipped({"a.shp": b"", "a.dbf": table})
    assert read_attributes(packed, "a.zip", lambda heading: heading == "更新者").columns() == expected
    (tmp_path / "a.dbf").write_bytes(table)
    beside = read_attributes(b"", "a.shp", lambda heading: heading == "更新者", tmp_path / "a.shp")
    assert beside.columns() == expected
    feature = {"type": "Feature", "properties": {"名称": "北", "更新者": NAME}}
    layer = json.dumps({"type": "FeatureCollection", "features": [feature]})
    assert read_attributes(layer.encode(), "a.geojson", lambda heading: heading == "更新者").columns() == expected
    kml = f'<kml><ExtendedData><Data name="更新者"><value>{NAME}</value></Data></ExtendedData></kml>'
    assert read_attributes(kml.encode(), "a.kml", lambda heading: heading == "更新者").columns() == expected


def test_files_in_a_zip_are_named() -> None:
    data = makers.zipped({"写真/園庭.jpg": makers.photo(), "readme.txt": b"x", "計画.docx": makers.docx()})
    found = read_traces(data, "a.zip")
    assert {trace.member for trace in found} == {"写真/園庭.jpg", "計画.docx"}


def samples() -> list[bytes]:
    return [
        makers.photo(),
        makers.png((b"eXIf", makers.camera()), (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + makers.xmp_creator())),
        makers.webp((b"EXIF", makers.camera())),
        makers.camera(),
        makers.docx("", makers.REVISED),
        makers.odt(),
        makers.pdf(b"/Author " + makers.pdf_hex()),
        makers.compound({"\x05SummaryInformation": makers.summary((4, NAME))}),
        makers.ESRI,
        makers.dbf(["更新者"], [[NAME]]),
        makers.zipped({"a.jpg": makers.photo()}),
    ]


def test_broken_files_end_quietly() -> None:
    dice = random.Random(7)
    for data in samples():
        for _ in range(60):
            broken = bytearray(data)
            for _ in range(dice.randrange(1, 6)):
                broken[dice.randrange(len(broken))] = dice.randrange(256)
            cut = bytes(broken[: dice.randrange(len(broken)) + 1])
            for name in ("x.xml", "x.dbf", "x.zip"):
                read_traces(cut, name)
                read_attributes(cut, name, lambda heading: True)


def test_hostile_files_end_soon() -> None:
    loop = b"II*\0" + struct.pack("<IH", 8, 0) + struct.pack("<I", 8)
    assert told(loop) == set()
    many = b"II*\0" + struct.pack("<IH", 8, 65_535) + struct.pack("<HHII", 0x8769, 4, 4_000_000_000, 8) * 60_000
    assert told(many) == set()
    assert told(makers.xmp("<a>" * 5_000)) == set()
    bomb = zlib.compress(bytes(50_000_000))
    assert told(makers.png((b"zTXt", b"Author\0\0" + bomb))) in (set(), {("person", "")})
    told(b"%PDF-1.4\n" + b"/Author (" * 200_000)
    told(b"%PDF-1.4\n" + b"/Author 1 0 R" * 200_000)
    told(b"<" + b"w" * 1_000_000, "a.xml")
    entities = b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 1_000 + b'">]><a><rpIndName>&b;&b;</rpIndName></a>'
    assert told(entities, "a.xml") == set()
