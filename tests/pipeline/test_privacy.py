"""Names of people in a workbook's properties don't reach the site."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook

from catalog.load.folders import read_dataset_folder
from catalog.model.ids import DatasetId, Slug
from catalog.pipeline.dataset import check_dataset
from catalog.pipeline.publishing import publish_dataset
from catalog.store.results import ResultStore
from tests.publish.factory import CITY, SITE, VOCABULARIES

DESCRIPTOR = """\
name: halls
title: 公民館
description: 架空の公民館です。
licenses: [{name: CC-BY-4.0}]
resources:
  - {name: list, path: list.xlsx}
"""


def workbook() -> bytes:
    made = Workbook()
    made.active.append(["名称"])
    made.active.append(["北公民館"])
    made.properties.creator = made.properties.lastModifiedBy = "架空 一郎"
    made.properties.created = made.properties.modified = datetime(2025, 4, 1)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def test_no_published_file_names_the_author(tmp_path: Path) -> None:
    folder_path = tmp_path / "datasets" / "machi" / "halls"
    folder_path.mkdir(parents=True)
    (folder_path / "datapackage.yaml").write_text(DESCRIPTOR, "utf-8")
    (folder_path / "list.xlsx").write_bytes(workbook())
    folder = read_dataset_folder(tmp_path, DatasetId(Slug("machi"), Slug("halls")))
    assert folder is not None
    checked = check_dataset(tmp_path, folder, None, VOCABULARIES, date(2026, 4, 1))
    assert [finding.code for finding in checked.findings].count("workbook-author") == 1
    with ResultStore(tmp_path / "store").stage(str(folder.id), "key") as staged:
        published = publish_dataset(folder, checked, CITY, SITE, staged)
        for kept in published.files.values():
            for content in members(b"".join(kept.pieces())):
                assert "架空 一郎".encode() not in content


def members(content: bytes) -> list[bytes]:
    """Return *content*, and what is in it where it is a ZIP, all the way down."""
    if not content.startswith(b"PK"):
        return [content]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [inner for name in archive.namelist() for inner in members(archive.read(name))]
