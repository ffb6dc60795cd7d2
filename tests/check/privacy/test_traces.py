"""What files tell beside their content; names are never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.check.privacy.editors import check_editors
from catalog.codes import CODES
from catalog.findings import Findings, Severity
from catalog.pipeline.privacy import check_privacy
from tests.load.traces import makers
from tests.load.traces.makers import NAME

PATH = "datasets/machi/halls/"


def codes(data: bytes, name: str) -> list[str]:
    found = check_privacy(data, PATH + name)
    assert NAME not in repr(found) and "kaku02" not in repr(found) and "4711" not in repr(found)
    assert all(CODES[finding.code].severity is not Severity.NOTICE for finding in found)
    return [finding.code for finding in found]


def test_pictures_are_told_once_and_mended() -> None:
    assert codes(makers.photo(), "a.jpg") == ["image-author", "image-position"]
    assert codes(makers.png((b"eXIf", makers.camera())), "a.png") == ["image-author", "image-position"]
    assert codes(makers.jpeg(), "a.jpg") == []


def test_what_cant_be_mended_says_so() -> None:
    assert codes(makers.camera(), "a.tif") == ["image-left-in"]
    cut = makers.photo()[:-12]
    assert codes(cut, "a.jpg") in ([], ["image-left-in"])
    assert codes(makers.pdf(b"/Author " + makers.pdf_hex()), "a.pdf") == ["pdf-author"]
    old = makers.compound({"\x05SummaryInformation": makers.summary((4, NAME))})
    assert codes(old, "a.xls") == ["document-author-left"]
    signed = makers.docx(more={"_xmlsignatures/origin.sigs": b"x"})
    assert codes(signed, "a.docx") == ["document-author-left"]


def test_documents() -> None:
    assert codes(makers.docx(), "a.docx") == ["document-author"]
    assert codes(makers.docx("", makers.REVISED), "a.docx") == ["document-changes", "document-author"]
    assert codes(makers.odt(), "a.odt") == ["document-author"]
    # Workbooks are judged with their tables.
    assert codes(makers.odt(kind="spreadsheet"), "a.ods") == []


def test_departments_and_programs_are_nobody() -> None:
    assert codes(makers.docx("都市計画課"), "a.docx") == []
    assert codes(makers.pdf(b"/Author " + makers.pdf_hex("架空市総務課")), "a.pdf") == []


def test_files_in_a_zip() -> None:
    files = {"a.jpg": makers.photo(), "b.docx": makers.docx(), "c.pdf": makers.pdf(b"/Author(kaku02)"), "d.txt": b"x"}
    found = check_privacy(makers.zipped(files), PATH + "a.zip")
    assert [(finding.code, finding.params) for finding in found] == [
        ("archive-personal", {"count": "2", "files": "a.jpg, b.docx"}),
        ("archive-personal-left", {"count": "1", "files": "c.pdf"}),
    ]


def test_gis_files(tmp_path: Path) -> None:
    kml = f'<kml xmlns:atom="a"><atom:author><atom:name>{NAME}</atom:name></atom:author></kml>'.encode()
    assert codes(kml, "a.kml") == ["layer-author"]
    assert codes(makers.zipped({"a.shp": b"", "a.shp.xml": makers.ESRI}), "a.zip") == ["archive-personal-left"]
    (tmp_path / "a.shp.xml").write_bytes(makers.ESRI)
    (tmp_path / "a.dbf").write_bytes(makers.dbf(["名称", "last_edite"], [["北", "kaku02"]]))
    found = check_privacy(b"\0", "a.shp", file=tmp_path / "a.shp")
    assert [(finding.code, finding.location.field) for finding in found] == [
        ("layer-author", None),
        ("editor-names", "last_edite"),
    ]


def editors(headings: list[str], **columns: str) -> Findings:
    return check_editors({heading: [value] for heading, value in columns.items()}, headings, PATH)


@pytest.mark.parametrize(
    "heading", ["更新者", "最終更新者", "入力者", "created_user", "last_edited_user", "CREATED_BY"]
)
def test_columns_of_those_who_entered_the_data(heading: str) -> None:
    found = editors([heading], **{heading: "kaku02"})
    assert [finding.code for finding in found] == ["editor-names"] and "kaku02" not in repr(found)
    assert editors([heading], **{heading: "都市計画課"}) == editors([heading], **{heading: "sde"}) == ()


def test_a_creator_may_be_an_artist() -> None:
    assert editors(["作成者", "更新日"], 作成者=NAME) != ()
    assert editors(["作成者"], 作成者=NAME) == ()
    assert editors(["作成者", "作品名", "更新日"], 作成者=NAME) == ()
    assert editors(["担当", "更新日"], 担当="福祉課") == ()
