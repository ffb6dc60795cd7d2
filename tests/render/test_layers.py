"""A layer in words: on its dataset's page, and on its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalog.model.dataset import LayerService, LayerStyle, ServiceType, StyleClass, StyleKind
from catalog.model.described import METADATA_ROLES, DescribedDataset
from catalog.model.geometry_repair import GeometryDefect, GeometryRepair, RepairOutcome
from catalog.model.layer import Layer, ReferenceSystem
from catalog.model.text import LANGS, Lang, LocalizedText
from catalog.render.layer_legend import legend_view, range_words
from catalog.render.layer_page import render_layer_pages
from catalog.render.layer_repairs import LISTED_REPAIRS
from catalog.render.layers import LayerView, layer_views, zone_words
from tests.render import samples
from tests.render.reading import Html

EVIL = "\"><script>alert(1)</script>'&{{ 777*3 }}"
ZONES = {
    5: ("平面直角座標系 第V系（兵庫県・鳥取県・岡山県）", "Hyogo, Tottori, Okayama"),
    9: ("東京都の一部", "part of Tokyo"),
    19: ("第XIX系（東京都の一部）", "zone XIX (part of Tokyo)"),
}


def polygons(**changes: object) -> Layer:
    """Return a layer from a GIS file of which everything is known."""
    layer = samples.layer()
    declaration = replace(
        layer.declaration,
        accuracy_metres=2.5,
        surveyed="2023-10",
        legal_basis=LocalizedText("都市計画法", "City Planning Act"),
        restrictions=LocalizedText("証明には使えません。", "Not for certification."),
        topic="planningCadastre",
        services=(
            LayerService(ServiceType.XYZ, "https://tiles.example/{z}/{x}/{y}.png"),
            LayerService(ServiceType.WMS, "https://maps.example/wms", "offices"),
        ),
        style=LayerStyle(StyleKind.CATEGORIES, "#767676", "名称", (StyleClass("#0072b2", "甲"),)),
    )
    repairs = (
        GeometryRepair(2, GeometryDefect.SELF_INTERSECTION, RepairOutcome.REPAIRED),
        GeometryRepair(1_234, None, RepairOutcome.UNCHECKED),
    )
    found = replace(
        layer,
        declaration=declaration,
        geometry_type="MultiPolygon",
        vertex_count=12_345,
        missing_count=3,
        unreachable_count=1,
        repairs=repairs,
        encoding="cp932",
        source_name="用途地域",
    )
    return replace(found, **changes)  # type: ignore[arg-type]


def described(layer: Layer | None = None) -> DescribedDataset:
    resource = samples.resource()
    uri = "data/fictitious-city/sample/offices"
    files = [samples.distribution(f"{uri}.{role}", role, "xml") for role in METADATA_ROLES]
    found = replace(resource, layer=layer or polygons(), distributions=(*resource.distributions, *files))
    return samples.described(resources=[found])


def view(layer: Layer | None = None, lang: Lang = "ja") -> LayerView:
    (found,) = layer_views(described(layer), samples.SITE, lang)
    return found


def facts(layer: Layer | None = None, lang: Lang = "ja") -> dict[str, str]:
    return {label: value.striptags() for label, value in view(layer, lang).facts}


def page(lang: Lang = "ja", sample: DescribedDataset | None = None) -> Html:
    pages = render_layer_pages(sample or described(), samples.CITY, samples.SITE, attribution=samples.ATTRIBUTION)
    ((_, by_lang),) = pages.items()
    return Html(by_lang[lang].body_html)


@pytest.mark.parametrize("zone", ZONES)
def test_a_zone_is_told_with_its_prefectures(zone: int) -> None:
    assert ZONES[zone][0] in zone_words(zone, "ja")
    assert ZONES[zone][1] in zone_words(zone, "en")


def test_everything_that_is_known_is_told() -> None:
    told = facts()
    assert told["測地系"] == "世界測地系（JGD2011。新しい名前はJGD2024）"
    assert told["頂点の数"] == "12,345個"
    assert told["件数"] == "2件 · 位置のないもの2件 · 座標が地球上の位置にならないもの1件"
    assert told["位置の精度"].startswith("2.5 m")
    assert told["測量・撮影の時期"] == "2023年10月"
    assert told["もとになる法令・計画"] == "都市計画法"
    assert told["使うときの制限"] == "証明には使えません。"
    assert told["分類（ISO 19115）"] == "計画・地籍"
    assert told["文字コード"] == "Shift_JIS (CP932)"
    assert facts(lang="en")["Restrictions"] == "Not for certification."


def test_a_system_is_known_by_its_code_whatever_its_name() -> None:
    renamed = ReferenceSystem("EPSG:6668", "JGD2024", "Japanese Geodetic Datum 2024", "degree", None)
    assert facts(polygons(reference_system=renamed))["測地系"].startswith("世界測地系（JGD2011")
    other = ReferenceSystem("EPSG:4267", "NAD27", "North American Datum 1927", "degree", None)
    assert facts(polygons(reference_system=other))["測地系"] == "North American Datum 1927"


def test_a_table_says_nothing_of_shapes() -> None:
    told = view(samples.layer())
    assert told.repairs is None
    assert "頂点の数" not in facts(samples.layer())


def test_repairs_are_told_in_words_and_one_by_one() -> None:
    repairs = view().repairs
    assert repairs is not None
    assert repairs.sentences[0].startswith("図形1件の形に誤りがあり、")
    assert repairs.items == ("2番目の図形：線が自分自身と交わっている", "1,234番目の図形：複雑すぎて確かめられない")
    none = view(polygons(repairs=())).repairs
    assert none is not None and none.sentences == ("形に誤りのある図形はありませんでした。",)


def test_of_many_repairs_the_first_are_named() -> None:
    each = GeometryRepair(1, GeometryDefect.OTHER, RepairOutcome.REPAIRED)
    repairs = view(polygons(repairs=(each,) * (LISTED_REPAIRS + 7))).repairs
    assert repairs is not None
    assert (len(repairs.items), repairs.more) == (LISTED_REPAIRS, "ほかに7件あります。")


@pytest.mark.parametrize(
    ("at_least", "below", "words"),
    [
        (None, 1000.0, "1,000未満"),
        (1000.0, 5000.5, "1,000以上 5000.5未満"),
        (-3.0, None, "-3以上"),
        (None, None, "すべて"),
    ],
)
def test_ranges_in_words(at_least: float | None, below: float | None, words: str) -> None:
    assert range_words(at_least, below, "ja") == words


def test_a_legend_ends_with_what_belongs_to_no_class() -> None:
    classes = (StyleClass("#dce9f5", below=10.0), StyleClass("#0b3c74", at_least=10.0, title=LocalizedText("多い")))
    style = LayerStyle(StyleKind.CHOROPLETH, "#767676", "人数", classes)
    schema = samples.resource().resource.schema
    whole = legend_view(style, schema, "MultiPolygon", "ja")
    assert whole is not None
    assert [str(words) for _, words in whole.entries] == ["10未満", "多い"]
    part = legend_view(replace(style, classes=classes[:1]), schema, "Point", "ja")
    assert part is not None and part.entries[-1] == ("#767676", "その他")
    assert legend_view(None, schema, "Point", "ja") is None


def test_services_can_be_copied_and_added_in_three_steps() -> None:
    services = view().services
    assert [service.url for service in services] == [
        "https://tiles.example/{z}/{x}/{y}.png",
        "https://maps.example/wms",
        "https://catalog.example/base/data/fictitious-city/sample/offices.geojson",
    ]
    assert all(len(service.steps) == 3 for service in services)
    assert "「offices」" in services[1].steps[2]


@pytest.mark.parametrize("lang", LANGS)
def test_a_layer_has_its_own_page(lang: Lang) -> None:
    html = page(lang)
    anchors = [anchor for level, anchor in html.headings if level == 2]
    assert anchors == ["get", "map", "legend", "about", "repairs", "see", "columns", "services", "licence"]
    assert len(html.ids) == len(set(html.ids))
    assert html.unclosed == []
    assert list(html.dangers()) == []


def test_the_two_pages_lead_to_one_another() -> None:
    pages = render_layer_pages(described(), samples.CITY, samples.SITE, attribution=samples.ATTRIBUTION)
    uri = pages[described().resources[0].resource.name]["ja"].uri
    assert uri == "ja/datasets/fictitious-city/sample/layers/offices/"
    whole = samples.pages(described())["ja"].body_html
    assert f'href="../../../../{uri}"' in whole
    assert 'href="../../../../../../ja/datasets/fictitious-city/sample/"' in str(
        pages[described().resources[0].resource.name]["ja"].body_html
    )


def test_metadata_files_are_a_group_of_their_own() -> None:
    for body in (samples.pages(described())["ja"].body_html, page().text):
        assert "JMP 2.0" in body and "ISO 19139" in body


def test_no_text_of_a_layer_becomes_markup() -> None:
    text = LocalizedText(EVIL, EVIL)
    layer = polygons(source_name=EVIL, encoding=EVIL)
    declaration = replace(
        layer.declaration,
        legal_basis=text,
        restrictions=text,
        services=(LayerService(ServiceType.WFS, "https://maps.example/?" + EVIL, EVIL),),
        style=LayerStyle(StyleKind.CATEGORIES, "#767676", EVIL, (StyleClass("#0072b2", EVIL, title=text),)),
    )
    for lang in LANGS:
        html = page(lang, described(replace(layer, declaration=declaration)))
        assert list(html.dangers()) == []
        assert html.unclosed == []
        assert "2331" not in html.text
