"""Reading inventories of any kind of file, once for each edition, and holding them against the datasets."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import openpyxl
import pytest

from catalog.model.inventory import Inventory
from catalog.pipeline import inventory_reading
from catalog.pipeline.options import BuildOptions
from catalog.pipeline.whole import CatalogBuild, check_catalog

GOLDEN_PATH = Path(__file__).parents[1] / "golden" / "check"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A catalog whose inventory has nothing wrong."""
    for case in ("_base", "inventory"):
        shutil.copytree(GOLDEN_PATH / case, tmp_path / "root", dirs_exist_ok=True)
    return tmp_path / "root"


def checked(root: Path) -> CatalogBuild:
    return check_catalog(root, BuildOptions(jobs=1, store=root.parent / "store"), lambda folder: True)


def inventory_of(root: Path) -> Inventory:
    (found,) = checked(root).inventories
    return found


def test_a_former_name_of_a_dataset_becomes_its_present_one(root: Path) -> None:
    assert [item.places for item in inventory_of(root).items if item.places] == [
        ("facilities",),
        ("https://www.example.jp/bunkazai",),
    ]


def test_a_former_name_is_known_without_looking_at_its_dataset(root: Path) -> None:
    build = check_catalog(root, BuildOptions(jobs=1, store=root.parent / "store"), lambda folder: False)
    assert build.findings == () and len(build.inventories) == 1


def test_what_was_read_is_kept_until_the_file_changes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = inventory_of(root)
    read = []
    monkeypatch.setattr(inventory_reading, "read_inventory", lambda *about: (read.append(about), ((), ()))[1])
    assert inventory_of(root) == before and not read
    file = root / "datasets/machi/inventory.csv"
    file.write_bytes(file.read_bytes() + b"\r\n")
    assert checked(root).inventories == () and len(read) == 1


def test_a_workbook_with_a_title_and_dates_says_the_same(root: Path) -> None:
    file = root / "datasets/machi/inventory.csv"
    rows = [line.split(",") for line in file.read_bytes().decode("cp932").splitlines()]
    expected = inventory_of(root)
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([cell or None for cell in row])  # type: ignore[union-attr]
    content = io.BytesIO()
    book.save(content)
    file.unlink()
    (root / "datasets/machi/保有データ一覧.xlsx").write_bytes(content.getvalue())
    assert inventory_of(root).items == expected.items


def test_an_error_keeps_an_inventory_from_being_published_and_nothing_else(root: Path) -> None:
    file = root / "datasets/machi/inventory.csv"
    file.write_bytes(file.read_bytes().replace("検討中".encode("cp932"), "多分".encode("cp932")))
    build = checked(root)
    assert build.inventories == ()
    assert [finding.code for finding in build.findings] == ["inventory-word"]


def test_damaged_files_are_findings(root: Path) -> None:
    file = root / "datasets/machi/inventory.csv"
    for content in (b"", b"\x00" * 50, b"\xff\xfe\xfd", b'"', b"PK\x03\x04"):
        file.write_bytes(content)
        build = checked(root)
        assert build.inventories == () and build.findings
