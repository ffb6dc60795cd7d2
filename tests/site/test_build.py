"""A real build of a small site: complete, repeatable, careful with what is there."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.site.building import REPOSITORY, build, digests, make_project, run, stamps
from tests.site.conftest import Built

pytestmark = pytest.mark.site

ENDINGS = ("ttl", "jsonld", "rdf")
"""Of linked data."""


@pytest.fixture(scope="module")
def project(built_project: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose site was built once, with one dataset left out."""
    return built_project(tmp_path_factory.mktemp("project"))


def test_a_dataset_with_an_error_is_left_out_and_named_and_the_others_are_built(project: Path) -> None:
    result = build(project, "--lang", "en")
    assert result.returncode == 1
    assert "fictitious-city/broken was left out" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr
    assert not (project / "site/ja/datasets/fictitious-city/broken").exists()
    for lang in ("ja", "en"):
        for name in ("offices", "budget"):
            assert (project / f"site/{lang}/datasets/fictitious-city/{name}/index.html").is_file()


def test_every_address_of_the_design_is_there(project: Path) -> None:
    site = project / "site"
    for uri in (
        "index.html",
        "404.html",
        "robots.txt",
        "sitemap.xml",
        "catalog.json",
        "api/3/action/package_search",
        "open_data_list.csv",
        "catalog.ttl",
        "catalog.jsonld",
        "catalog.rdf",
        "data/fictitious-city/offices/dcat.ttl",
        "data/fictitious-city/old-offices/dcat.rdf",
        "id/fictitious-city/index.html",
        "id/fictitious-city/offices/index.html",
        "id/fictitious-city/old-offices/index.html",
        "ja/datasets/fictitious-city/old-offices/index.html",
        "data/fictitious-city/offices/datapackage.json",
        "data/fictitious-city/offices/offices.zip",
        "data/fictitious-city/offices/offices.csv",
        "data/fictitious-city/offices/offices.excel.csv",
        "data/fictitious-city/offices/offices.en.csv",
        "data/fictitious-city/offices/offices.json",
        "data/fictitious-city/offices/offices.geojson",
        "data/fictitious-city/old-offices/offices.csv",
        "data/fictitious-city/old-offices/old-offices.zip",
        "ja/themes/administration/index.html",
        "en/municipalities/fictitious-city/index.html",
        "ja/findings/index.html",
        "ja/map/index.html",
        "ja/search/index.html",
        "search/index.json",
        "search/ja.json",
        "search/synonyms.json",
        "map/layers.json",
        "map/fictitious-city/offices.json",
        "en/about/index.html",
    ):
        assert (site / uri).is_file(), uri


def test_the_same_input_gives_the_same_bytes_whatever_the_circumstances(project: Path, tmp_path: Path) -> None:
    other = make_project(tmp_path / "elsewhere")
    build(other, "--jobs", "1", PYTHONHASHSEED="4711", TZ="Asia/Tokyo", LC_ALL="C", SOURCE_DATE_EPOCH="86400")
    assert digests(other / "site") == digests(project / "site")


def test_a_bare_mkdocs_build_gives_the_same_site(project: Path, tmp_path: Path) -> None:
    other = make_project(tmp_path / "bare")
    result = run(other, "mkdocs", "build", "--quiet")
    assert result.returncode == 0, result.stderr
    assert digests(other / "site") == digests(project / "site")


def test_a_strict_build_without_mistakes_has_no_warning_and_twice_the_same_bytes(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    for name in ("broken", "budget"):
        shutil.rmtree(root / "datasets/fictitious-city" / name)
    result = run(root, "mkdocs", "build", "--strict")
    assert result.returncode == 0, result.stderr
    assert "WARNING  -" not in result.stderr
    guide = (root / "site/ja/guides/readable-tables/index.html").read_text("utf-8")
    assert 'href="../../findings/L1-12/"' in guide  # Its page isn't one that MkDocs knows.
    assert (root / "site/ja/findings/L1-12/index.html").is_file()
    first = digests(root / "site")
    shutil.rmtree(root / "site")
    assert build(root, "--strict").returncode == 0
    assert digests(root / "site") == first


def test_a_build_without_changes_writes_nothing(project: Path) -> None:
    build(project)
    before = stamps(project / "site")
    build(project)
    assert stamps(project / "site") == before


def test_an_edit_changes_only_what_shows_it(built_project: Built, tmp_path: Path) -> None:
    root = built_project(tmp_path)
    build(root)  # here, where it is now
    before = stamps(root / "site")
    descriptor = root / "datasets/fictitious-city/budget/datapackage.yaml"
    descriptor.write_text(descriptor.read_text("utf-8").replace("単位は千円です。", "単位は百万円です。"), "utf-8")
    build(root)
    after = stamps(root / "site")
    changed = {uri for uri in after if before.get(uri) != after[uri]}
    assert changed == {
        "ja/datasets/fictitious-city/budget/index.html",
        "en/datasets/fictitious-city/budget/index.html",
        "data/fictitious-city/budget/datapackage.json",
        "data/fictitious-city/budget/budget.parquet",  # bears the descriptions of its columns
        "data/fictitious-city/budget/budget.xlsx",
        "data/fictitious-city/budget/budget.zip",
        "catalog.json",
        "api/3/action/package_search",
        *(f"{stem}.{ending}" for stem in ("catalog", "data/fictitious-city/budget/dcat") for ending in ENDINGS),
    }
    guide = root / "docs/ja/about.md"
    guide.write_text(guide.read_text("utf-8") + "\n加えた文です。\n", "utf-8")
    build(root)
    assert {uri for uri, stamp in stamps(root / "site").items() if after[uri] != stamp} == {"ja/about/index.html"}
    assert "加えた文です。" in (root / "site/ja/about/index.html").read_text("utf-8")


def test_a_strict_build_refuses_what_has_mistakes_and_keeps_the_last_site(project: Path) -> None:
    build(project)
    before = digests(project / "site")
    result = build(project, "--strict", "--lang", "en")
    assert result.returncode == 1
    assert "No site was built" in result.stdout
    assert digests(project / "site") == before


def test_a_strict_build_refuses_a_broken_link_in_a_guide(built_project: Built, tmp_path: Path) -> None:
    root = built_project(tmp_path)
    for name in ("broken", "budget"):
        shutil.rmtree(root / "datasets/fictitious-city" / name)
    assert build(root, "--strict").returncode == 0
    guide = root / "docs/ja/about.md"
    guide.write_text(guide.read_text("utf-8") + "\n[link](nowhere.md)\n", "utf-8")
    assert build(root).returncode == 0
    result = build(root, "--strict")
    assert result.returncode == 1
    assert "nowhere.md" in result.stderr


def test_a_file_edited_in_the_site_comes_back_as_it_was(built_project: Built, tmp_path: Path) -> None:
    root = built_project(tmp_path)
    before = digests(root / "site")
    with (root / "site/data/fictitious-city/budget/budget.csv").open("ab") as file:
        file.write(b"9999,1\n")
    build(root)
    assert digests(root / "site") == before


def test_an_interrupted_build_leaves_the_last_good_site(project: Path) -> None:
    build(project)
    before = digests(project / "site")
    extra = project / "datasets/fictitious-city/budget/budget.csv"
    original = extra.read_bytes()
    extra.write_text("年度,額\n2030,1\n", "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stderr=subprocess.DEVNULL,
    )
    staging = project / ".site.building"
    deadline = time.monotonic() + 60
    while not staging.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert digests(project / "site") == before
    extra.write_bytes(original)
    build(project)
    assert digests(project / "site") == before
    assert not staging.exists()


def test_a_catalog_that_cannot_be_used_is_a_finding_and_keeps_the_last_site(
    built_project: Built, tmp_path: Path
) -> None:
    root = built_project(tmp_path)
    before = digests(root / "site")
    (root / "datasets/catalog.yaml").write_text("title: [\n", "utf-8")
    result = build(root, "--lang", "en")
    assert result.returncode == 1
    assert "Traceback" not in result.stdout + result.stderr
    assert "datasets/catalog.yaml" in result.stdout
    assert digests(root / "site") == before


def test_a_broken_configuration_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    (root / "mkdocs.yml").unlink()
    result = build(root, "--lang", "en")
    assert result.returncode == 2
    assert len(result.stderr.strip().splitlines()) == 1
    result = run(root, "catalog", "check", "no/such/place")
    assert result.returncode == 2
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("environment", [{"CATALOG_JOBS": "many"}, {"CATALOG_STORE": "mkdocs.yml"}])
def test_what_the_machine_lacks_is_one_line_without_a_traceback(tmp_path: Path, environment: dict[str, str]) -> None:
    root = make_project(tmp_path)
    for command in (("catalog", "build"), ("mkdocs", "build", "--quiet")):
        result = run(root, *command, **environment, NO_MKDOCS_2_WARNING="1")
        assert result.returncode == 2
        assert len(result.stderr.strip().splitlines()) == 1, result.stderr
        assert result.stderr.startswith("catalog: ")
        assert result.stdout == ""


def test_a_folder_with_other_files_is_never_emptied(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/dear.txt").write_text("dear")
    result = build(root, "--lang", "en", "--site-dir", str(tmp_path / "letters"))
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert [file.name for file in (tmp_path / "letters").iterdir()] == ["dear.txt"]


def test_check_tells_machines_the_same(project: Path) -> None:
    result = run(project, "catalog", "check", "--format", "json")
    assert result.returncode == 1
    report = json.loads(result.stdout)
    errors = [finding for finding in report["findings"] if finding["severity"] == "error"]
    assert [error["location"]["path"] for error in errors] == ["datasets/fictitious-city/broken/broken.csv"]
    assert errors[0]["location"]["row"] == 3
    clean = run(project, "catalog", "check", "datasets/fictitious-city/offices")
    assert clean.returncode == 0, clean.stdout
