"""The layer definition for QGIS as XML; that QGIS opens it was tried with QGIS 3.22."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import shapely

from catalog.model.text import LocalizedText
from catalog.publish.layers.qgis import LayerReference, render_layer_definition
from tests.publish.layers.factory import LOT, ROAD, STOP, make_content

REFERENCE = LayerReference(
    id="okayama-city_lots_lots",
    title=LocalizedText("区画"),
    description=LocalizedText("説明"),
    url="https://catalog.example/data/okayama-city/lots/lots.fgb",
    page_url="https://catalog.example/ja/datasets/okayama-city/lots/",
    attribution="「区画」（岡山市）をCC BY 4.0のもとで利用しています。",
    licence="CC BY 4.0",
)


def parse(content: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(content)


def test_it_leads_to_the_published_layer() -> None:
    tree = parse(render_layer_definition(make_content([LOT]), REFERENCE))
    (layer,) = tree.iter("maplayer")
    (node,) = tree.iter("layer-tree-layer")
    assert layer.findtext("datasource") == f"/vsicurl/{REFERENCE.url}" == node.get("source")
    assert layer.findtext("id") == node.get("id") == "okayama-city_lots_lots_polygon"
    assert layer.findtext("attribution") == REFERENCE.attribution
    assert layer.findtext("srs/spatialrefsys/authid") == "EPSG:4326"
    symbol = layer.find("renderer-v2/symbols/symbol")
    assert symbol is not None
    assert symbol.get("type") == "fill"


def test_points_lines_and_polygons_are_layers_of_their_own() -> None:
    tree = parse(render_layer_definition(make_content([LOT, STOP, ROAD]), REFERENCE))
    sources = [layer.findtext("datasource", "").rpartition("|")[2] for layer in tree.iter("maplayer")]
    assert sources == [f"geometrytype={kind}" for kind in ("Point", "LineString", "Polygon")]
    collection = make_content([shapely.GeometryCollection([LOT, STOP])])
    assert len(list(parse(render_layer_definition(collection, REFERENCE)).iter("maplayer"))) == 3


def test_hostile_words_are_no_markup() -> None:
    title = LocalizedText('</layername> "&\x00\n]]>')
    hostile = replace(REFERENCE, title=title, attribution="<script>", description=title)
    (layer,) = parse(render_layer_definition(make_content([STOP]), hostile)).iter("maplayer")
    assert layer.findtext("layername") == '</layername> "&␀ ]]>'
    assert layer.findtext("attribution") == "<script>"


def test_of_an_empty_layer_there_is_one() -> None:
    assert len(list(parse(render_layer_definition(make_content([]), REFERENCE)).iter("maplayer"))) == 1
