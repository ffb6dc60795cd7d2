"""Names of people and places of pictures, beside the content of files, don't reach the site."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from catalog.load.folders import read_dataset_folder
from catalog.model.ids import DatasetId, Slug
from catalog.pipeline.dataset import check_dataset
from catalog.pipeline.inspection import inspect_bytes
from catalog.pipeline.publishing import publish_dataset
from catalog.store.results import ResultStore
from tests.load.traces import makers
from tests.load.traces.makers import NAME
from tests.publish.factory import CITY, SITE, VOCABULARIES

DESCRIPTOR = """\
name: halls
title: 公民館
description: 架空の公民館です。
licenses: [{name: CC-BY-4.0}]
resources:
"""


def workbook() -> bytes:
    made = Workbook()
    made.active.append(["名称"])
    made.active.append(["北公民館"])
    made.properties.creator = made.properties.lastModifiedBy = NAME
    made.properties.created = made.properties.modified = datetime(2025, 4, 1)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def files() -> dict[str, bytes]:
    return {
        "list.xlsx": workbook(),
        "photo.jpg": makers.photo(),
        "map.png": makers.png((b"eXIf", makers.camera())),
        "plan.docx": makers.docx(body=makers.REVISED, more={"word/media/image1.jpeg": makers.photo()}),
        "photos.zip": makers.zipped({"a.jpg": makers.photo(), "b.docx": makers.docx()}),
    }


def publish(tmp_path: Path, given: dict[str, bytes]) -> tuple[Counter[str], dict[str, bytes]]:
    folder_path = tmp_path / "datasets" / "machi" / "halls"
    folder_path.mkdir(parents=True)
    listed = "".join(f"  - {{name: {name.replace('.', '-')}, path: {name}}}\n" for name in given)
    (folder_path / "datapackage.yaml").write_text(DESCRIPTOR + listed, "utf-8")
    for name, data in given.items():
        (folder_path / name).write_bytes(data)
    folder = read_dataset_folder(tmp_path, DatasetId(Slug("machi"), Slug("halls")))
    assert folder is not None
    checked = check_dataset(tmp_path, folder, None, VOCABULARIES, date(2026, 4, 1))
    with ResultStore(tmp_path / "store").stage(str(folder.id), "key") as staged:
        published = publish_dataset(folder, checked, CITY, SITE, staged)
        contents = {uri: b"".join(kept.pieces()) for uri, kept in published.files.items()}
    return Counter(finding.code for finding in checked.findings), contents


def test_no_published_file_names_the_author(tmp_path: Path) -> None:
    codes, published = publish(tmp_path, files())
    for code in ("workbook-author", "document-author", "document-changes", "archive-personal"):
        assert codes[code] == 1, code
    # The two pictures, and the one in the text.
    assert codes["image-position"] == codes["image-author"] == 3
    assert {uri.rpartition("/")[2] for uri in published} >= set(files())
    for uri, content in published.items():
        for inner in members(content):
            assert NAME.encode() not in inner and b"SN-4711" not in inner, uri


def test_what_has_no_names_is_published_byte_by_byte(tmp_path: Path) -> None:
    given = {"photo.jpg": makers.jpeg(), "plan.pdf": makers.pdf(b"/Author(kaku02)"), "plan.docx": makers.docx("")}
    codes, published = publish(tmp_path, given)
    assert codes["pdf-author"] == 1 and not codes["document-author"]
    for name, data in given.items():
        assert [content for uri, content in published.items() if uri.endswith(f"/{name}")] == [data]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.jpg", makers.photo(), {"image-author", "image-position"}),
        ("a.pdf", makers.pdf(b"/Author(kaku02)"), {"pdf-author"}),
        ("a.docx", makers.docx(), {"document-author"}),
        ("a.csv", "名称,更新者\n北,kaku02\n南,kaku02\n".encode(), {"editor-names"}),
    ],
)
def test_a_file_without_a_descriptor_is_told_too(name: str, data: bytes, expected: set[str]) -> None:
    assert expected <= {finding.code for finding in inspect_bytes(data, name).findings}


def members(content: bytes) -> list[bytes]:
    """Return *content*, and what is in it where it is a ZIP, all the way down."""
    if not content.startswith(b"PK"):
        return [content]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [inner for name in archive.namelist() for inner in members(archive.read(name))]
