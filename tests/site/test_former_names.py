"""A real site whose files were renamed and dropped: every address that it ever had goes on serving, or says why not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.site.building import build, stamps
from tests.site.conftest import Built

pytestmark = pytest.mark.site

DATA = "data/fictitious-city/offices"


@pytest.fixture(scope="module")
def project(built_project: Built, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, frozenset[str]]:
    """A project whose resource and file have other names now, and the addresses that its site had before."""
    root = built_project(tmp_path_factory.mktemp("former"))
    before = frozenset(
        file.relative_to(root / "site").as_posix()
        for folder in ("data", "ja/datasets", "en/datasets", "id")
        for file in (root / "site" / folder).rglob("*.*")
    )
    folder = root / "datasets/fictitious-city/offices"
    (folder / "offices.csv").rename(folder / "places.csv")
    file = folder / "datapackage.yaml"
    text = file.read_text("utf-8").replace("name: offices\n    path: offices.csv", "name: places\n    path: places.csv")
    gone = "withdrawnResources:\n  - {name: map, date: 2026-05-01, reason: 終了, reason@en: Over, successor: places}\n"
    text = text.replace("    title: 庁舎\n", "    aliases: [offices, offices.csv]\n    title: 庁舎\n")
    file.write_text(text.replace("resources:\n", f"{gone}resources:\n", 1), "utf-8")
    assert build(root).returncode == 1  # another dataset of the fixture is broken
    return root, before


def test_no_address_died(project: tuple[Path, frozenset[str]]) -> None:
    root, before = project
    assert f"{DATA}/offices.csv" in before
    assert f"{DATA}/original/offices.csv" in before
    assert [uri for uri in sorted(before) if not (root / "site" / uri).is_file()] == []


def test_a_former_address_has_the_bytes_of_the_present_file_and_takes_no_room(
    project: tuple[Path, frozenset[str]],
) -> None:
    site = project[0] / "site"
    for ending in ("csv", "excel.csv", "json", "parquet", "geojson", "gpkg", "iso19139.xml", "record.en.json"):
        for folder in (DATA, "data/fictitious-city/old-offices"):
            former, present = site / folder / f"offices.{ending}", site / DATA / f"places.{ending}"
            assert former.read_bytes() == present.read_bytes()
    other = site / "data/fictitious-city/old-offices/places.json"
    assert other.samefile(site / DATA / "places.json")
    assert (site / DATA / "original/offices.csv").read_bytes() == (site / DATA / "original/places.csv").read_bytes()


def test_pages_of_layers_lead_on(project: tuple[Path, frozenset[str]]) -> None:
    site = project[0] / "site"
    for name, target in (("offices", "layers/places/"), ("map", "datasets/fictitious-city/offices/")):
        page = (site / f"ja/datasets/fictitious-city/offices/layers/{name}/index.html").read_text("utf-8")
        assert "refresh" in page and target in page


def test_programs_are_told(project: tuple[Path, frozenset[str]]) -> None:
    site = project[0] / "site"
    told = {"name": "map", "date": "2026-05-01", "successor": "places"}
    package = json.loads((site / DATA / "datapackage.json").read_text("utf-8"))
    assert package["resources"][0]["aliases"] == ["offices", "offices.csv"]
    assert package["withdrawnResources"] == [{**told, "reason": "終了", "reason@en": "Over"}]
    index = json.loads((site / "catalog.json").read_text("utf-8"))
    entry = next(each for each in index["datasets"] if each["id"] == "fictitious-city/offices")
    assert entry["resources"][0]["aliases"] == ["offices", "offices.csv"]
    assert entry["withdrawn_resources"] == [{**told, "reason": {"ja": "終了", "en": "Over"}}]
    records = json.loads((site / "records.json").read_text("utf-8"))
    assert not [link for link in records["links"] if "/offices." in link["href"]]


def test_nothing_is_written_again(project: tuple[Path, frozenset[str]]) -> None:
    root, _ = project
    before = stamps(root / "site")
    build(root)
    assert stamps(root / "site") == before


def test_the_table_is_opened_by_its_former_name(project: tuple[Path, frozenset[str]]) -> None:
    page = (project[0] / "site/ja/datasets/fictitious-city/offices/index.html").read_text("utf-8")
    assert 'data-explore="places" data-names="places offices"' in page


def test_people_are_told(project: tuple[Path, frozenset[str]]) -> None:
    for lang, heading, reason in (("ja", "公開をやめたファイル", "終了"), ("en", "no longer published", "Over")):
        page = (project[0] / f"site/{lang}/datasets/fictitious-city/offices/index.html").read_text("utf-8")
        part = page.partition('<details id="withdrawn-files">')[2].partition("</details>")[0]
        assert heading in part and reason in part and "places" in part
