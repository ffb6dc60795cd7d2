"""Tables of many bodies merged into one: ``tests/golden/merge/<case>``, files in, the merged tables and reports out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import orjson
import pytest

from catalog.pipeline import merge_worker
from catalog.pipeline.merged_documents import merged_documents
from catalog.pipeline.merging import read_fragment
from catalog.pipeline.options import BuildOptions
from catalog.pipeline.whole import CatalogBuild, build_catalog
from tests.check.test_golden import GOLDEN_PATH as CHECK_PATH
from tests.shapes import hold

GOLDEN_PATH = CHECK_PATH.parent
CASES = sorted(path.name for path in (GOLDEN_PATH / "merge").iterdir())


def files(build: CatalogBuild) -> dict[str, bytes]:
    """Return every file of the merged tables, and the reports, by address."""
    kept = {
        file.uri: build.store.read_file(each.place, each.key, file.number)
        for each in build.merged
        for file in each.files
    }
    assert build.site is not None
    return kept | dict(merged_documents(build, build.site))


def brief(report: bytes) -> list[dict[str, Any]]:
    """Return what a report says of bodies, without what doesn't depend on the merge."""
    bodies: list[dict[str, Any]] = json.loads(report)["bodies"]
    shown = ("state", "dataset", "resource", "reason", "edition", "rows", "rows_with_coordinates", "fields_used")
    more = ("missing_required", "extra_fields", "rows_with_other_codes", "fictitious")
    remarks = {"unread", "odd"}
    return [
        {"body": each["municipality"]["id"]}
        | {key: each[key] for key in (*shown, *more) if key in each}
        | {"remarks": [field for field in each.get("fields", []) if remarks & set(field)]}
        for each in bodies
    ]


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, CatalogBuild]:
    """A case, and its catalog."""
    folder = GOLDEN_PATH / "merge" / request.param
    store = tmp_path_factory.mktemp("store")
    return folder, build_catalog(folder, BuildOptions(jobs=1, store=store))


def test_merged_tables_and_reports(case: tuple[Path, CatalogBuild]) -> None:
    folder, build = case
    made = files(build)
    for expected in sorted(folder.glob("expected/*.csv")):
        name = expected.stem
        assert made[f"data/standards/{name}/{name}.csv"].decode() == expected.read_text("utf-8"), name
    assert len(list(folder.glob("expected/*.csv"))) == len([each for each in build.merged if each.files])
    for expected in sorted(folder.glob("expected/*.json")):
        report = made[f"data/standards/{expected.stem}/report.json"]
        hold("standard-report", json.loads(report))
        assert brief(report) == json.loads(expected.read_text("utf-8")), expected.stem


def test_packages_name_every_source_and_leave_out_what_may_not_be_mixed(case: tuple[Path, CatalogBuild]) -> None:
    _, build = case
    made = files(build)
    for each in build.merged:
        package = orjson.loads(made[f"data/{each.table.id}/datapackage.json"])
        hold("datapackage", package)
        merged = [(str(part.dataset), part.resource) for part in each.table.merged_parts]
        assert [(source["dataset"], source["resource"]) for source in package["sources"]] == merged
        assert package["resources"][0]["rows"] == sum(source["rows"] for source in package["sources"])
        assert all(source["attribution"] in package["attribution"] for source in package["sources"])
        assert not any("-SA-" in source["license"] or "ODbL" in source["license"] for source in package["sources"])
        assert package.get("fictitious", False) == each.table.is_fictitious
        assert {f"data/{each.table.id}/{each.table.id.name}.{ending}" for ending in ("xlsx", "parquet", "zip")} <= set(
            made
        )


def test_nothing_is_merged_twice(case: tuple[Path, CatalogBuild], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, build = case
    monkeypatch.setattr(merge_worker, "work_on_merge", None)
    again = build_catalog(folder, BuildOptions(jobs=1, store=build.store.folder.parent))
    assert again.merged == build.merged
    assert all('id="merged' in read_fragment(again.store, each, "en") for each in again.merged)


def test_a_bug_costs_no_more_than_the_merged_table(
    case: tuple[Path, CatalogBuild], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, build = case
    monkeypatch.setattr(merge_worker, "align_rows", None)
    task = merge_worker.MergeTask(
        "preschool",
        is_fictitious=False,
        followers=tuple(each for each in build.published if each.standard == "preschool"),
        bodies={each.id: each for each in build.municipalities},
        site=build.site,  # type: ignore[arg-type]
        store=build.store,
        key="key",
    )
    _, value = merge_worker.work_on_merge(task)
    assert [part["left_out"] for part in value["parts"]] == ["failed", "failed"]
    assert value["files"] == []
    assert build.store.read(task.place, "key") is None
