"""What goes wrong with one dataset stays with it."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from catalog.load.folders import DatasetFolder, FoundFile
from catalog.model.ids import DatasetId, Slug
from catalog.pipeline import worker
from catalog.pipeline.options import BuildOptions
from catalog.pipeline.parallel import work_side_by_side
from catalog.pipeline.results import DatasetTask, WorkResult
from catalog.pipeline.whole import build_catalog, check_catalog

DATASETS = Path(__file__).resolve().parent.parent / "site/data/datasets"


def fail(*_: object) -> None:
    raise RuntimeError("a bug")


def test_a_bug_in_one_dataset_is_a_finding_without_its_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(DATASETS, tmp_path / "datasets")
    monkeypatch.setattr(worker, "publish_dataset", fail)
    build = build_catalog(tmp_path, BuildOptions(jobs=1))
    failures = [finding for finding in build.findings if finding.code == "dataset-failed"]
    assert [finding.params for finding in failures] == [{"kind": "RuntimeError"}] * 2
    assert len(build.left_out) == 3


def die_at_the_third(task: DatasetTask) -> WorkResult:
    """Do what a reader does that runs out of memory."""
    if task.folder.id.name == "d3":
        os._exit(9)
    return task.folder.id, task.key, {"findings": []}


def test_a_task_that_kills_its_process_costs_no_other_task(tmp_path: Path) -> None:
    tasks = [make_task(tmp_path, f"d{number}") for number in range(1, 7)]
    results = list(work_side_by_side(tasks, die_at_the_third, 2, worker.failed_result))
    assert [dataset_id.name for dataset_id, _, _ in results] == ["d1", "d2", "d3", "d4", "d5", "d6"]
    codes = [[finding["code"] for finding in value["findings"]] for _, _, value in results]
    assert codes == [[], [], ["dataset-failed"], [], [], []]


def make_task(root: Path, name: str) -> DatasetTask:
    dataset_id = DatasetId(Slug("city"), Slug(name))
    folder = DatasetFolder(dataset_id, f"datasets/{dataset_id}", FoundFile("datapackage.yaml", 0, 0), ())
    return DatasetTask(root, folder, None, None, "key", root, check_only=True, today=date(2026, 4, 1))


def test_a_bug_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(DATASETS, tmp_path / "datasets")
    with monkeypatch.context() as patch:
        patch.setattr(worker, "publish_dataset", fail)
        build_catalog(tmp_path, BuildOptions(jobs=1))
    build = build_catalog(tmp_path, BuildOptions(jobs=1))
    assert len(build.published) == 2


def test_a_table_without_a_schema_is_published_as_text(tmp_path: Path) -> None:
    shutil.copytree(DATASETS, tmp_path / "datasets")
    descriptor = tmp_path / "datasets/fictitious-city/budget/datapackage.yaml"
    text = descriptor.read_text("utf-8")
    descriptor.write_text(text[: text.index("    schema:")], "utf-8")
    build = build_catalog(tmp_path, BuildOptions(jobs=1))
    budget = next(result for result in build.published if result.id.name == "budget")
    place = next(file for file in budget.files if file.uri.endswith("budget.json"))
    json = Path(build.store.file_path("fictitious-city/budget", budget.key, place.number)).read_text("utf-8")
    assert '"年度":"2024"' in json.replace(": ", ":")


def test_a_dataset_that_takes_the_address_of_another_is_left_out(tmp_path: Path) -> None:
    shutil.copytree(DATASETS, tmp_path / "datasets")
    descriptor = tmp_path / "datasets/fictitious-city/offices/datapackage.yaml"
    descriptor.write_text(descriptor.read_text("utf-8").replace("[old-offices]", "[budget]"), "utf-8")
    build = build_catalog(tmp_path, BuildOptions(jobs=1))
    assert [result.id.name for result in build.published] == ["budget"]
    assert "alias-taken" in {finding.code for finding in build.findings}


def test_findings_of_a_check_are_kept_and_what_was_compared_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(DATASETS, tmp_path / "datasets")
    first = check_catalog(tmp_path, BuildOptions(jobs=1), lambda _: True)
    with monkeypatch.context() as patch:
        patch.setattr(worker, "check_dataset", fail)
        again = check_catalog(tmp_path, BuildOptions(jobs=1), lambda _: True)
        compared = check_catalog(tmp_path, BuildOptions(jobs=1), lambda _: True, earlier=tmp_path)
    assert again.findings == first.findings
    assert {finding.code for finding in compared.findings} >= {"dataset-failed"}


def test_a_check_goes_through_where_nothing_can_be_written(tmp_path: Path) -> None:
    shutil.copytree(DATASETS, tmp_path / "datasets")
    (tmp_path / ".catalog").write_text("not a folder")
    kept_nowhere = check_catalog(tmp_path, BuildOptions(jobs=1), lambda _: True)
    assert "dataset-failed" not in {finding.code for finding in kept_nowhere.findings}


def test_what_another_day_makes_of_the_same_files_is_printed_anew(tmp_path: Path) -> None:
    remarks = DATASETS.parent / "remarks/fictitious-city"
    shutil.copytree(remarks / "shelters", tmp_path / "datasets/fictitious-city/shelters")
    shutil.copy(DATASETS / "catalog.yaml", tmp_path / "datasets")
    shutil.copy(DATASETS / "fictitious-city/municipality.yaml", tmp_path / "datasets/fictitious-city")

    def result_on(day: date) -> tuple[str, str]:
        build = build_catalog(tmp_path, BuildOptions(jobs=1, today=day))
        [shelters] = build.published
        return shelters.key, shelters.digest

    before, same, after = (result_on(date(year, 1, 1)) for year in (2026, 2027, 2100))
    assert before == same
    assert after[0] == before[0]
    assert after[1] != before[1]
