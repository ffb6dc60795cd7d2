from __future__ import annotations

from dataclasses import replace

import pytest

from catalog.check.layer import check_layer, check_style_field, parse_layer
from catalog.check.node import Node
from catalog.model.dataset import Dialect, LayerDeclaration, LayerStyle, Resource, StyleKind
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


def parse(**declared: object) -> tuple[LayerDeclaration | None, list[str]]:
    node = Node(marked({}), "", {"crs": "EPSG:6668", **declared})
    return parse_layer(node, None, is_table=False), [finding.code for finding in node.findings]


def test_everything_that_can_be_said_of_a_layer() -> None:
    layer, codes = parse(
        accuracy="2.5",
        surveyed="2023-10",
        legalBasis="都市計画法",
        restrictions="証明には使えません。",
        topic="planningCadastre",
        layer="用途地域",
    )
    assert codes == []
    assert layer is not None
    assert (layer.accuracy_metres, layer.surveyed, layer.topic) == (2.5, "2023-10", "planningCadastre")
    assert layer.source_layer == "用途地域"
    assert layer.legal_basis == LocalizedText("都市計画法")


@pytest.mark.parametrize("accuracy", ["0", "-1", "10001", "10m", "1e3", "NaN", "１０"])
def test_an_accuracy_is_a_number_of_metres(accuracy: str) -> None:
    assert parse(accuracy=accuracy) == (None, ["layer-accuracy"])


@pytest.mark.parametrize(
    "url", ["https://a.example/{z}/{x}/{y}.png", "https://a.example/{z}/{x}/{-y}.png", "https://a.example/wms?map=1"]
)
def test_addresses_of_tiles_have_places_for_numbers(url: str) -> None:
    layer, codes = parse(services=[{"type": "xyz", "url": url}])
    assert (codes, layer and layer.services[0].url) == ([], url)


@pytest.mark.parametrize("url", ["https://a.example/{evil}", "javascript:{z}", "https://{z}/"])
def test_other_brackets_are_no_address(url: str) -> None:
    assert parse(services=[{"type": "xyz", "url": url}]) == (None, ["bad-url"])


def test_a_simple_style() -> None:
    layer, _ = parse(style={"kind": "simple", "colour": "red"})
    assert layer is not None and layer.style == LayerStyle(StyleKind.SIMPLE, "#d55e00")
    assert parse(style={"kind": "simple", "field": "a"}) == (None, ["key-refused"])


def test_categories_get_the_colours_that_are_left() -> None:
    classes = [{"value": "a"}, {"value": "b", "colour": "blue"}, {"value": "c", "title": "丙"}]
    layer, codes = parse(style={"kind": "categories", "field": "種類", "classes": classes})
    assert codes == []
    assert layer is not None and layer.style is not None
    assert [each.colour for each in layer.style.classes] == ["#e69f00", "#0072b2", "#009e73"]


def test_ranges_go_on_where_the_one_before_ends() -> None:
    classes: list[object] = [{"to": "10"}, {"to": "20.5"}, {}]
    layer, codes = parse(style={"kind": "choropleth", "field": "数", "classes": classes})
    assert codes == []
    assert layer is not None and layer.style is not None
    limits = [(each.at_least, each.below) for each in layer.style.classes]
    assert limits == [(None, 10.0), (10.0, 20.5), (20.5, None)]


@pytest.mark.parametrize(
    "classes",
    [
        [{"to": "10"}, {"to": "5"}],
        [{"from": "0"}, {"from": "5"}],
        [{"to": "10"}, {"from": "9", "to": "20"}],
        [{"to": "10"}, {"to": "10"}],
    ],
)
def test_ranges_that_overlap_or_go_down(classes: list[object]) -> None:
    assert parse(style={"kind": "choropleth", "field": "数", "classes": classes}) == (None, ["style-order"])


@pytest.mark.parametrize(("labels", "candidates"), [(("種類", "名称"), []), (("種別", "名称"), ["種別, 名称"])])
def test_the_column_of_a_style_is_in_the_file(labels: tuple[str, ...], candidates: list[str]) -> None:
    style = LayerStyle(StyleKind.CATEGORIES, "#bdbdbd", "種類")
    resource = declare("EPSG:6668")
    assert resource.layer is not None
    styled = replace(resource, layer=replace(resource.layer, style=style))
    findings = check_style_field(styled, labels, marked({}), "/resources/0")
    assert [finding.params["candidates"] for finding in findings] == candidates
    assert check_style_field(resource, labels, marked({}), "/resources/0") == ()
