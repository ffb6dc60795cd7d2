"""What the browser is told of layers, and the page of the map without a script."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from catalog.model.dataset import LayerStyle, Publication, StyleClass, StyleKind
from catalog.model.described import DescribedResource
from catalog.model.text import LANGS, Lang, LocalizedText
from catalog.render.contexts import Contents
from catalog.render.dataset import dataset_entry
from catalog.render.map import LAYERS_URI, map_box, render_layer_details, render_map_files, render_map_pages
from tests.render import samples
from tests.render.reading import Html

EVIL = '"><script>alert(1)</script>'


def styled(style: LayerStyle) -> DescribedResource:
    """Return a layer with a style."""
    found = samples.resource()
    assert found.layer is not None
    return replace(found, layer=replace(found.layer, declaration=replace(found.layer.declaration, style=style)))


def detail(*resources: DescribedResource, publication: Publication = Publication.OFFICIAL) -> dict[str, object]:
    """Return what the browser is told of the first layer of a dataset."""
    described = samples.described(samples.dataset(publication=publication), resources or None)
    layers = json.loads(render_layer_details(described, samples.CITY))["layers"]
    assert isinstance(layers[0], dict)
    return layers[0]


def test_the_browser_is_told_what_it_shows() -> None:
    told = detail()
    assert told["id"] == "fictitious-city/sample/offices"
    assert told["bbox"] == [133.9, 34.6, 134.0, 34.7]
    assert told["data"] == {"geojson": "data/fictitious-city/sample/offices.geojson"}
    assert told["columns"] == [
        {"name": "番号", "title": {"ja": "番号", "en": "Number"}, "type": "string"},
        {"name": "名称", "title": {"ja": "名称", "en": "Name"}, "type": "string"},
        {"name": "人数", "title": {"ja": "人数"}, "type": "integer"},
    ]
    assert told["attribution"] == {
        "ja": "「架空の庁舎」（架空市、CC-BY-4.0）",
        "en": "“Fictitious offices” (Fictitious City, CC-BY-4.0)",
    }


def test_what_the_operator_compiled_is_not_credited_to_the_body() -> None:
    told = detail(publication=Publication.COMPILED)
    assert "架空市" not in str(told["attribution"])


def test_a_style_is_told_with_its_limits() -> None:
    classes = (StyleClass("#dce9f5", None, None, 10.0), StyleClass("#0b3c74", None, 10.0, None, LocalizedText("多い")))
    assert detail(styled(LayerStyle(StyleKind.CHOROPLETH, "#767676", "人数", classes)))["style"] == {
        "kind": "choropleth",
        "colour": "#767676",
        "field": "人数",
        "classes": [
            {"colour": "#dce9f5", "from": None, "to": 10.0, "title": None},
            {"colour": "#0b3c74", "from": 10.0, "to": None, "title": {"ja": "多い"}},
        ],
    }
    categories = LayerStyle(StyleKind.CATEGORIES, "#767676", "名称", (StyleClass("#0072b2", "甲"),))
    told = detail(styled(categories))["style"]
    assert isinstance(told, dict)
    assert told["classes"] == [{"colour": "#0072b2", "value": "甲", "title": None}]


def test_layers_of_one_dataset_have_names_of_their_own() -> None:
    described = samples.described(
        resources=[samples.resource("a"), samples.resource("b", LocalizedText("別館", "Annexe"))]
    )
    layers = json.loads(render_layer_details(described, samples.CITY))["layers"]
    assert [layer["title"]["en"] for layer in layers] == ["Fictitious offices", "Fictitious offices: Annexe"]


def test_a_dataset_without_layers_has_no_map() -> None:
    described = samples.described(resources=[samples.resource(has_layer=False)])
    assert render_layer_details(described, samples.CITY) == ""
    assert map_box(described, "ja") is None
    assert "data-map" not in samples.pages(described)["ja"].body_html


def test_the_index_lists_every_layer_whatever_the_order_of_the_datasets() -> None:
    one, other = samples.dataset("a"), samples.dataset("b")
    files = render_map_files(samples.contents(one, other))
    assert files == render_map_files(samples.contents(other, one))
    assert sorted(files) == ["map/fictitious-city/a.json", "map/fictitious-city/b.json", LAYERS_URI]
    index = json.loads(files[LAYERS_URI])
    assert [layer["id"] for layer in index["layers"]] == ["fictitious-city/a/offices", "fictitious-city/b/offices"]
    assert {layer["details"] for layer in index["layers"]} == set(files) - {LAYERS_URI}
    assert index["themes"] == [{"id": "ict", "title": {"ja": "情報通信", "en": "Information"}}]


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_of_the_map_leads_to_every_layer_without_a_script(lang: Lang) -> None:
    page = Html(render_map_pages(samples.contents(samples.dataset()))[LANGS.index(lang)].body_html)
    assert f"../../{lang}/datasets/fictitious-city/sample/" in page.links
    assert "../../data/fictitious-city/sample/offices.geojson" in page.links
    assert page.unclosed == []
    assert len(page.ids) == len(set(page.ids))


def test_a_catalog_without_layers_says_so_and_leads_on() -> None:
    page = render_map_pages(Contents(samples.SITE, {samples.CITY.id: samples.CITY}, samples.THEMES, ()))[0]
    assert "data-map" not in page.body_html
    assert "../../ja/datasets/" in Html(page.body_html).links


def test_no_title_becomes_markup() -> None:
    sample = samples.dataset(title=LocalizedText(EVIL, EVIL))
    entry = dataset_entry(samples.described(sample), samples.CITY)
    contents = Contents(samples.SITE, {samples.CITY.id: samples.CITY}, samples.THEMES, (entry,))
    for page in render_map_pages(contents):
        assert list(Html(page.body_html).dangers()) == []
    assert list(Html(samples.pages(samples.described(sample))["en"].body_html).dangers()) == []
