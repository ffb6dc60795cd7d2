"""Files that are offered as they are."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from catalog.load import offered_files
from catalog.load.offered_files import check_offered_file

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
PDF = b"%PDF-1.7\n1 0 obj\n"
HTML = "<!DOCTYPE html><html><title>見つかりません</title></html>".encode()
POINT = json.dumps({"type": "Point", "coordinates": [133.9, 34.6]}).encode()


def docx() -> bytes:
    """Return an archive with the part that makes it a Word document."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", PDF),
        ("a.png", PNG),
        ("a.PNG", PNG),
        ("a.docx", docx()),
        ("a.geojson", POINT),
        ("a.json", POINT),
        ("a.txt", "名称,数\n北,1\n南,2\n".encode("cp932")),
        ("a.ttl", b"@prefix a: <http://a/> .\na:b a:c 1, 2, 3 .\n"),
        ("a.xml", HTML),
        ("a.jsonld", b'{"@id": "a"}'),
        ("a.pdf", b"\x01\x02\x03 unknown"),
    ],
)
def test_what_is_as_it_is_called(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert check_offered_file(tmp_path / name, name) == ()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.pdf", HTML, "HTML"),
        ("a.pdf", docx(), "DOCX"),
        ("a.jpg", PNG, "PNG"),
        ("a.docx", PDF, "PDF"),
        ("a.geojson", b'{"a": 1}', "JSON"),
        ("a.txt", PDF, "PDF"),
        ("a.pdf", "ただの文章です。\n".encode(), "TEXT"),
    ],
)
def test_what_is_called_something_else(name: str, data: bytes, kind: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    (finding,) = check_offered_file(tmp_path / name, name)
    assert (finding.code, finding.params) == ("file-kind", {"kind": kind, "extension": name.rpartition(".")[2]})


def zipped(name: str, text: bytes = b"a,b\n1,2\n") -> bytes:
    """Return an archive with one member."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.zip", zipped("../../a.csv"), "archive-name"),
        ("a.zip", zipped("/etc/a.csv"), "archive-name"),
        ("a.zip", zipped("a.csv")[:-30], "archive-broken"),
        ("a.zip", zipped("a.csv", b"\0" * 60_000_000), "archive-too-large"),
        ("a.json", b'[{"a": 1},\n{"a": 2},\n{"a":', "json-syntax"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [', "json-syntax"),
        ("a.zip", zipped("a.csv"), None),
    ],
)
def test_what_would_harm_those_who_open_it(name: str, data: bytes, code: str | None, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert [finding.code for finding in check_offered_file(tmp_path / name, name)] == ([code] if code else [])


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"")
    assert [finding.code for finding in check_offered_file(tmp_path / "a.pdf", "a.pdf")] == ["file-empty"]


def test_what_can_t_be_looked_at_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_offered_file(tmp_path / "none.pdf", "none.pdf") == ()
    monkeypatch.setattr(offered_files, "MAX_BYTES", 10)
    (tmp_path / "a.pdf").write_bytes(HTML)
    assert check_offered_file(tmp_path / "a.pdf", "a.pdf") == ()


def test_zips_in_a_zip_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped("A-27_33.zip", zipped("a.csv")))
    [finding] = check_offered_file(tmp_path / "a.zip", "a.zip")
    assert (finding.code, finding.params) == ("archive-inside", {"files": "A-27_33.zip"})
