"""The benchmark measures what it says: clean data, the same every time, the same pages for everybody."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import shapely

from catalog.codes import has_errors
from catalog.model.text import LANGS, Lang
from catalog.pipeline.options import BuildOptions
from catalog.pipeline.whole import check_catalog
from tests.bench import ours, peers
from tests.bench.check_folder import check_all
from tests.bench.checked import CheckedCost, write_checked
from tests.bench.layer_report import LAYER_MARKERS, render_layers
from tests.bench.layers import LayerTrial, run_layer_trial
from tests.bench.lots import COLUMNS, lot_columns, lot_shapes, write_lots
from tests.bench.map_page import MapCost, add_lots
from tests.bench.measure import CommandFailed, Cost, cpu_seconds_below, run, stamps, written
from tests.bench.report import MARKERS, page_path
from tests.bench.review_report import REVIEW_MARKERS, render_review
from tests.bench.reviewing import ReviewTrial, measure_review
from tests.bench.synthetic import MUNICIPALITY_COUNT, make_catalog
from tests.bench.table_report import TABLE_MARKERS, render_tables
from tests.bench.tables import BAD_ROWS, FIELDS, SCHEMA, TableTrial, make_rows, run_table_trial, with_bad, write_csv
from tests.bench.writing import FORMS, WritingTrial


def test_a_catalog_is_the_same_every_time() -> None:
    assert make_catalog(30) == make_catalog(30)
    names = {(dataset.municipality, dataset.name) for dataset in make_catalog(300).datasets}
    assert len(names) == 300
    assert len({municipality.id for municipality in make_catalog(0).municipalities}) == MUNICIPALITY_COUNT


def test_a_catalog_has_no_mistakes(tmp_path: Path) -> None:
    catalog = make_catalog(5)
    ours.write_project(tmp_path, catalog)
    build = check_catalog(tmp_path, BuildOptions(jobs=1, store=tmp_path / "store"), lambda folder: True)
    assert len(build.results) == 5
    assert build.findings == ()


def test_an_edit_changes_the_descriptor(tmp_path: Path) -> None:
    catalog = make_catalog(1)
    ours.write_project(tmp_path, catalog)
    path = ours.dataset_path(tmp_path, catalog.datasets[0]) / "datapackage.yaml"
    before = path.read_text("utf-8")
    ours.edit_dataset(tmp_path, catalog.datasets[0])
    assert path.read_text("utf-8") != before


def test_every_dataset_has_a_page_in_both_languages() -> None:
    catalog = make_catalog(7)
    uris = [page.uri for page in peers.make_pages(catalog)]
    assert len(uris) == len(set(uris))
    expected = {f"{lang}/datasets/{d.municipality}/{d.name}" for d in catalog.datasets for lang in ("ja", "en")}
    assert expected <= set(uris)


def test_written_files_are_seen_even_with_the_same_bytes(tmp_path: Path) -> None:
    for name in ("kept", "rewritten"):
        (tmp_path / name).write_text("same", "utf-8")
    before = stamps(tmp_path)
    (tmp_path / "beside").write_text("same", "utf-8")
    (tmp_path / "beside").replace(tmp_path / "rewritten")
    (tmp_path / "new").write_text("", "utf-8")
    assert written(before, stamps(tmp_path)) == ["new", "rewritten"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs wait4")
def test_a_failed_command_is_not_a_measurement(tmp_path: Path) -> None:
    cost = run([sys.executable, "-c", "x = bytes(50_000_000)"], tmp_path)
    assert cost.wall_seconds > 0
    assert cost.peak_bytes > 50_000_000
    with pytest.raises(CommandFailed, match="broken"):
        run([sys.executable, "-c", "raise SystemExit('broken')"], tmp_path)


@pytest.mark.parametrize("lang", LANGS)
def test_the_documentation_has_a_place_for_the_table(lang: Lang) -> None:
    text = page_path(lang).read_text("utf-8")
    for begin, end in (MARKERS, TABLE_MARKERS, LAYER_MARKERS):
        assert 0 <= text.find(begin) < text.find(end)


def test_rows_are_the_same_every_time_and_no_key_is_twice() -> None:
    rows = list(make_rows(2_000))
    assert rows == list(make_rows(2_000))
    assert len({row[0] for row in rows}) == 2_000
    assert {len(row) for row in rows} == {len(FIELDS)}
    bad = list(with_bad(make_rows(2_000), 100, BAD_ROWS))
    assert sum(row != other for row, other in zip(rows, bad, strict=True)) == BAD_ROWS


@pytest.mark.skipif(sys.platform == "win32", reason="needs wait4")
def test_both_find_the_mistakes_that_are_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.bench.tables.WIDE_ROWS", 3)
    monkeypatch.setattr("tests.bench.tables.SMALL_TIMES", 3)
    trial = run_table_trial(tmp_path, 200, 1)
    assert trial.huge_bytes > 7 * trial.size_bytes
    assert 0 < trial.small_seconds < trial.utf8.wall_seconds


def test_the_report_says_what_missed_its_target() -> None:
    pytest.importorskip("xlsxwriter")  # Its version is in the report.
    quick, slow = Cost(1.0, 1.0, 300), Cost(100.0, 100.0, 300)
    trial = TableTrial(200, 1, 1, 100, 800, *[quick] * 6, *[slow] * 4, small_seconds=0.001)
    writing = WritingTrial(200, 200, 100, *[quick, slow] * 3, quick, 1.0, 1.0)
    checks = [CheckedCost(10, 0.1, quick, 100), CheckedCost(20_000, 0.1, quick, 100)]
    for lang, reached in zip(LANGS, ("すべての目標に届きました。", "Every target was reached."), strict=True):
        text = render_tables(trial, writing, checks, lang)
        assert reached in text
        assert "0.010 ×" in text
        missed = render_tables(replace(trial, cp932=slow), writing, checks, lang)
        assert reached not in missed
        assert "**100.000 ×**" in missed


def test_every_form_is_written(tmp_path: Path) -> None:
    schema = tmp_path / "written.json"
    schema.write_text(json.dumps(SCHEMA), "utf-8")
    source = tmp_path / "written.csv"
    write_csv(source, FIELDS, make_rows(60))
    for form, write in FORMS.items():
        if form.startswith("xlsxwriter"):
            pytest.importorskip("xlsxwriter")
        write(source, schema, tmp_path / form)
    ours, theirs = (json.loads((tmp_path / form).read_text("utf-8")) for form in ("ours-json", "stdlib-json"))
    assert ours == theirs
    frames = [pl.read_parquet(tmp_path / form) for form in FORMS if "parquet" in form]
    assert all(frame.equals(frames[0], null_equal=True) for frame in frames)


def test_there_is_nothing_wrong_with_the_table_of_all_checks(tmp_path: Path) -> None:
    write_checked(tmp_path, 300)
    (dataset,) = check_all(tmp_path)
    assert dataset.findings == ()
    assert [table.row_count for table in dataset.tables.values()] == [300]


def test_lots_are_the_same_every_time_and_valid_and_apart() -> None:
    shapes = lot_shapes(400)
    assert (shapes == lot_shapes(400)).all()
    assert shapely.is_valid(shapes).all()
    assert shapely.area(shapely.union_all(shapes)) == pytest.approx(shapely.area(shapes).sum())
    for column, again in zip(lot_columns(400), lot_columns(400), strict=True):
        assert (column == again).all()


def test_lots_are_a_shapefile_in_cp932(tmp_path: Path) -> None:
    assert write_lots(tmp_path / "lots.shp", 3) == sum(part.stat().st_size for part in tmp_path.iterdir())
    assert (tmp_path / "lots.cpg").read_text("ascii").strip().upper() == "CP932"
    content = (tmp_path / "lots.dbf").read_bytes()
    for name in COLUMNS:
        assert name.encode("cp932") in content


@pytest.mark.skipif(sys.platform == "win32", reason="needs wait4")
def test_layers_are_converted_by_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.bench.layers.measure_map", lambda *arguments: None)
    trial = run_layer_trial(tmp_path, 50, 100, 1)
    ours = json.loads((tmp_path / "ours.geojson").read_text("utf-8"))["features"]
    assert len(ours) == 50
    assert trial.tiles_bytes > 0
    assert min(trial.ours_seconds, trial.pyproj_seconds, trial.table_seconds) > 0
    assert (trial.ogr2ogr is None) == (trial.gdal_version == "")
    if trial.ogr2ogr is None:
        pytest.skip("ogr2ogr (gdal-bin) isn't installed")
    theirs = json.loads((tmp_path / "theirs.geojson").read_text("utf-8"))["features"]
    for one, other in zip(ours, theirs, strict=True):
        assert one["properties"] == other["properties"]
        places = [np.array(each["geometry"]["coordinates"]) for each in (one, other)]
        assert np.abs(places[0] - places[1]).max() < 2e-7


def test_the_page_of_lots_is_made(tmp_path: Path) -> None:
    ours.write_project(tmp_path, make_catalog(0))
    municipality = next(path for path in (tmp_path / "datasets").iterdir() if path.is_dir())
    add_lots(municipality / "lots", 30)
    build = check_catalog(tmp_path, BuildOptions(jobs=1, store=tmp_path / "store"), lambda folder: True)
    assert len(build.results) == 1 and not has_errors(build.findings)


def test_the_report_of_layers_says_what_was_missed_and_what_wasnt_measured() -> None:
    quick, slow = Cost(1.0, 1.0, 300), Cost(100.0, 100.0, 300)
    page = MapCost(40_000, 500_000, 1.5, 1.9)
    trial = LayerTrial(100, 200, 50, 1, 1, 1, 1, quick, slow, quick, 1.0, 1.0, 1.0, page, "3.6.2")
    for lang, reached, unmeasured in zip(
        LANGS,
        ("すべての目標に届きました。", "Every target was reached."),
        ("測らなかったもの", "Not measured"),
        strict=True,
    ):
        text = render_layers(trial, lang)
        assert reached in text
        assert "ogr2ogr 3.6.2" in text
        assert "0.010 ×" in text
        missed = render_layers(replace(trial, map=replace(page, drawn_seconds=2.5)), lang)
        assert reached not in missed
        assert "**2.50 s**" in missed
        absent = render_layers(replace(trial, ogr2ogr=None, gdal_version="", map=None), lang)
        assert unmeasured in absent
        assert reached not in absent
        assert "gdal-bin" in absent


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_the_time_of_other_processes_is_seen() -> None:
    before = cpu_seconds_below()
    # The one that works is started by the one that waits.
    inner = "sum(range(20_000_000)); print(flush=True); input()"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    with subprocess.Popen([sys.executable, "-c", outer], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert cpu_seconds_below() - before > 0.1
        process.communicate(b"\n")


# Reviews


@pytest.mark.parametrize("lang", LANGS)
def test_a_slow_review_is_said_to_miss_its_target(lang: Lang) -> None:
    quick, slow = Cost(1.0, 1.0, 1_000_000), Cost(61.0, 70.0, 1_000_000)
    table = render_review(ReviewTrial(1_000, quick, quick, quick, quick, 7_000, 300_000), 3, lang)
    assert "| 3.00 s |" in table and "**1.00 s**" not in table
    missed = render_review(ReviewTrial(1_000, slow, quick, quick, quick, 7_000, 300_000), 3, lang)
    assert "**61.00 s**" in missed and "**63.00 s**" in missed


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_has_a_place_for_reviews(lang: Lang) -> None:
    text = page_path(lang).read_text("utf-8")
    assert all(text.count(marker) == 1 for marker in REVIEW_MARKERS)


def test_a_review_is_measured_with_something_to_tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published, build = tmp_path / "published", ours.build_command
    warmed = [sys.executable, "-c", ""]  # The store need not be warm where the time isn't looked at.
    monkeypatch.setattr(ours, "build_command", lambda site: warmed if site == published else build(site))
    trial = measure_review(tmp_path, 6, 1)
    assert trial.comment_characters > 1_000 and trial.preview_bytes > 50_000
    comment = (tmp_path / "review/comment.md").read_text("utf-8")
    assert "all-datasets-gone" in comment  # the last one deletes everything
