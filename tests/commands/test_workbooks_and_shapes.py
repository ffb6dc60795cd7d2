"""`catalog new` and `catalog diff` with workbooks and with files that have several parts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl.worksheet.worksheet import Worksheet

from catalog.cli import main
from tests.load.workbooks import saved
from tests.pipeline.test_changes import git

BASE_PATH = Path(__file__).resolve().parents[1] / "golden" / "check" / "_base"
ROWS = [["番号", "名称", "定員"], ["0001", "みほん館", 30], ["0002", "ひがし館", 40]]


def fill(sheet: Worksheet) -> None:
    """Write the table below a title, and notes on a sheet of their own."""
    sheet.append(["公民館一覧"])
    for row in ROWS:
        sheet.append(row)
    notes = sheet.parent.create_sheet("説明", 0)  # type: ignore[union-attr]
    notes.append(["この表は公民館の一覧です。"])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A catalog with one body, in git."""
    root = tmp_path / "catalog"
    shutil.copytree(BASE_PATH, root)
    git(tmp_path, "init", "--initial-branch=main", str(root))
    return root


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--root", str(root), "--lang", "en"])


def test_the_sheet_with_the_records_is_named(root: Path) -> None:
    content = saved(fill)
    (root.parent / "公民館 (1).XLSX").write_bytes(content)
    made = run(root, "new", "machi/halls", "--from", str(root.parent / "公民館 (1).XLSX"))
    assert made.exit_code == 0, made.output
    text = (root / "datasets/machi/halls/datapackage.yaml").read_text("utf-8")
    assert "    path: halls.xlsx\n" in text
    assert "    dialect: {headerRows: [2], sheetName: 施設}\n" in text
    assert "title: 公民館一覧\n" in text
    assert (root / "datasets/machi/halls/halls.xlsx").read_bytes() == content


def test_a_sheet_of_codes_tells_what_they_mean(root: Path) -> None:
    def write(sheet: Worksheet) -> None:
        for row in (["名称", "種別コード"], ["みほん館", "01"], ["ひがし館", "02"]):
            sheet.append(row)
        codes = sheet.parent.create_sheet("種別コード表")  # type: ignore[union-attr]
        for row in (["コード", "名称"], ["01", "公民館"], ["02", "集会所"]):
            codes.append(row)

    (root.parent / "halls.xlsx").write_bytes(saved(write))
    made = run(root, "new", "machi/halls", "--from", str(root.parent / "halls.xlsx"))
    assert made.exit_code == 0, made.output
    text = (root / "datasets/machi/halls/datapackage.yaml").read_text("utf-8")
    assert '            - {value: "01", label: 公民館}\n            - {value: "02", label: 集会所}\n' in text


def test_a_workbook_is_compared_by_its_table(root: Path) -> None:
    (root.parent / "halls.xlsx").write_bytes(saved(fill))
    assert run(root, "new", "machi/halls", "--from", str(root.parent / "halls.xlsx")).exit_code == 0
    git(root, "add", "-A")
    git(root, "commit", "-m", "published")
    folder = root / "datasets/machi/halls"
    (folder / "halls.xlsx").unlink()
    lines = "\n".join(",".join(map(str, row)) for row in ROWS).replace("ひがし館", "にし館")
    (folder / "halls.csv").write_bytes(f"{lines}\n".encode("cp932"))
    descriptor = folder / "datapackage.yaml"
    text = descriptor.read_text("utf-8").replace("halls.xlsx", "halls.csv\n    encoding: cp932")
    descriptor.write_text(text.replace("    dialect: {headerRows: [2], sheetName: 施設}\n", ""), "utf-8")
    told = json.loads(run(root, "diff", "main", "--format", "json").stdout)["datasets"][0]
    (table,) = told["tables"]
    assert (table["added"], table["removed"], table["changed"]) == (0, 0, 1)
    (cell,) = table["cells"][0]["examples"]
    assert (cell["row"], cell["key"], cell["before"], cell["after"]) == (3, ["0002"], "ひがし館", "にし館")
    assert [(file["uri"].rpartition("/")[2], file["state"]) for file in told["files"]] == [
        ("halls.csv", "added"),
        ("halls.xlsx", "removed"),
    ]


def test_all_parts_of_a_shapefile_get_their_names(root: Path) -> None:
    shapely, pyogrio = pytest.importorskip("shapely"), pytest.importorskip("pyogrio.raw")
    numpy = pytest.importorskip("numpy")
    points = numpy.array([shapely.to_wkb(shapely.Point(133.9, 34.6))], dtype=object)
    names = numpy.array(["sample"], dtype=object)
    file = root.parent / "避難所.shp"
    pyogrio.write(
        file,
        points,
        [names],
        ["name"],
        driver="ESRI Shapefile",
        geometry_type="Point",
        crs="EPSG:6668",
        encoding="UTF-8",
    )
    made = run(root, "new", "machi/shelters", "--from", str(file))
    assert made.exit_code == 0, made.output
    found = {part.name for part in (root / "datasets/machi/shelters").iterdir()}
    assert {"datapackage.yaml", "shelters.shp", "shelters.shx", "shelters.dbf", "shelters.prj"} <= found
    assert all(name.startswith("shelters.") for name in found - {"datapackage.yaml"})


def test_a_revision_that_git_does_not_know_is_exit_code_2(root: Path) -> None:
    for revision in ("no-such-branch", "--output=x"):
        result = run(root, "diff", "--", revision) if revision.startswith("-") else run(root, "diff", revision)
        assert (result.exit_code, result.stdout) == (2, "")
