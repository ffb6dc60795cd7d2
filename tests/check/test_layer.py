from __future__ import annotations

import pytest

from catalog.check.layer import check_layer, parse_layer
from catalog.check.node import Node
from catalog.model.dataset import Dialect, LayerDeclaration, Resource
from catalog.model.ids import Slug
from catalog.model.text import LocalizedText
from tests.check.raw import marked

TITLE = LocalizedText("一覧")


def declare(crs: str) -> Resource:
    layer = LayerDeclaration(crs, "経度", "緯度", "Point", None, None, ())
    return Resource(Slug("list"), "list.csv", "csv", TITLE, None, None, Dialect(), None, layer)


@pytest.mark.parametrize(
    "number", [4326, 4301, 4612, 6668, 3857, *range(30161, 30180), *range(2443, 2462), *range(6669, 6693)]
)
def test_the_systems_in_use_in_japan_pass(number: int) -> None:
    assert check_layer(declare(f"EPSG:{number}"), marked({}), "/resources/0") == ()


@pytest.mark.parametrize(
    ("crs", "code"),
    [
        ("EPSG:99999", "crs-unknown"),
        ("EPSG:6695", "crs-not-horizontal"),  # heights
        ("EPSG:6697", "crs-not-horizontal"),  # positions with heights
        ("EPSG:4978", "crs-not-horizontal"),  # geocentric
    ],
)
def test_other_systems_are_findings(crs: str, code: str) -> None:
    [finding] = check_layer(declare(crs), marked({}), "/resources/0")
    assert (finding.code, finding.params) == (code, {"crs": crs})


def test_a_gis_file_needs_no_columns() -> None:
    node = Node(marked({}), "", {"crs": "EPSG:6668"})
    layer = parse_layer(node, None, is_table=False)
    assert (layer and layer.easting_field, node.findings) == ("", [])
