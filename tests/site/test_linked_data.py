"""The linked data of a whole site, read as other catalogs do."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.publish.dcat.reading import DCAT, DCT, FORMATS, read, violations
from tests.site.building import SITE_URL

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def site(gis_project: Path) -> Path:
    """A site with GIS files."""
    return gis_project / "site"


def test_one_graph_in_three_syntaxes_that_keeps_the_rules_of_dcat_ap(site: Path) -> None:
    turtle, *others = (read((site / f"catalog.{ending}").read_bytes(), ending) for ending in FORMATS)
    assert all(other == turtle for other in others)
    assert violations(turtle) == []
    # Withdrawn datasets and those with errors aren't in it, all others are.
    published = json.loads((site / "catalog.json").read_text("utf-8"))["datasets"]
    assert {str(each) for each in turtle.objects(None, DCAT.dataset)} == {each["identifier"] for each in published}


def test_every_file_that_is_named_is_there(site: Path) -> None:
    graph = read((site / "catalog.ttl").read_bytes(), "ttl")
    addresses = {str(each) for name in (DCAT.downloadURL, DCT.isReferencedBy) for each in graph.objects(None, name)}
    assert len(addresses) > 20
    assert [each for each in addresses if not (site / unquote(each.removeprefix(SITE_URL))).is_file()] == []


def test_pages_name_the_linked_data_about_them(site: Path) -> None:
    for page, stem in (("ja", "catalog"), ("en/datasets/fictitious-city/buses", "data/fictitious-city/buses/dcat")):
        html = (site / page / "index.html").read_text("utf-8")
        linked = re.findall(r'<link rel="alternate describedby" type="([^"]+)" title="DCAT" href="([^"]+)">', html)
        assert [address for _, address in linked] == [f"{SITE_URL}{stem}.{ending}" for ending in FORMATS]
        assert all((site / address.removeprefix(SITE_URL)).is_file() for _, address in linked)


def test_the_identifier_of_a_body_leads_to_its_page(site: Path) -> None:
    html = (site / "id/fictitious-city/index.html").read_text("utf-8")
    assert f'href="{SITE_URL}ja/municipalities/fictitious-city/"' in html
