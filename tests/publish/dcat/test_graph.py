"""The linked data of a catalog: three syntaxes of one graph, as DCAT-AP and GeoDCAT-AP ask for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
import rdflib
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import to_isomorphic

from catalog.model.dataset import LayerService, Period, Publication, Publisher, ServiceType
from catalog.model.described import DescribedDataset
from catalog.model.layer import BBox
from catalog.model.text import LocalizedText
from catalog.publish.dcat.files import MEDIA_TYPES, catalog_nodes, head_of, join_records, record_uri, render_records
from catalog.publish.dcat.graph import node, plain, texts
from catalog.publish.dcat.json_ld import FOOT as JSON_FOOT
from catalog.publish.dcat.json_ld import render_head, render_json_ld
from catalog.publish.dcat.paging import modified_nodes, paging_nodes
from catalog.publish.dcat.rdf_xml import FOOT, HEAD, render_rdf_xml
from catalog.publish.dcat.turtle import HEAD as TURTLE_HEAD
from catalog.publish.dcat.turtle import render_turtle
from tests.publish.dcat.reading import DCAT, DCT, FOAF, read, violations
from tests.publish.factory import CITY, SITE, VOCABULARIES, make_dataset, make_declaration, make_offices, make_resource

DATASET = rdflib.URIRef("https://catalog.example/id/okayama-city/ward-offices")
EU = "http://publications.europa.eu/resource/authority/"
OPENGIS = "http://www.opengis.net/"
ADMS, SKOS = rdflib.Namespace("http://www.w3.org/ns/adms#"), rdflib.SKOS


def records(described: DescribedDataset) -> dict[str, bytes]:
    return {uri.rpartition(".")[2]: content for uri, content in render_records(described, CITY, SITE).items()}


def whole(*described: DescribedDataset) -> dict[str, bytes]:
    nodes = catalog_nodes(SITE, [CITY], VOCABULARIES)
    rendered = [records(each) for each in described]
    own = modified_nodes(SITE, "2026-04-01")
    return {
        ending: join_records(ending, head_of(ending, nodes), own, (each[ending] for each in rendered))
        for ending in MEDIA_TYPES
    }


def offices(**changes: object) -> DescribedDataset:
    return make_offices(**changes)[0]


def graph_of(described: DescribedDataset) -> rdflib.Graph:
    return read(records(described)["ttl"], "ttl")


def test_three_syntaxes_of_one_graph() -> None:
    for files in (records(offices()), whole(offices())):
        turtle, *others = (read(content, ending) for ending, content in files.items())
        assert len(turtle) > 100
        assert all(other == turtle for other in others)


def test_the_catalog_is_the_sum_of_its_records() -> None:
    described = offices()
    other = replace(described, dataset=replace(described.dataset, title=LocalizedText("別の題")))
    for ending, content in whole(described, other).items():
        joined = read(content, ending)
        for each in (described, other):
            record = read(records(each)[ending], ending)
            named = {triple for triple in record if not any(isinstance(part, rdflib.BNode) for part in triple)}
            assert named <= set(joined)


def test_a_catalog_of_nothing() -> None:
    turtle, *others = (read(content, ending) for ending, content in whole().items())
    assert all(other == turtle for other in others)
    assert (rdflib.URIRef(SITE.site_url), rdflib.RDF.type, DCAT.Catalog) in turtle


def test_the_same_bytes_for_the_same_data() -> None:
    assert whole(offices()) == whole(offices())


def test_it_keeps_the_rules_of_dcat_ap() -> None:
    service = LayerService(ServiceType.XYZ, "https://tiles.example/{z}/{x}/{y}.png")
    layer = replace(make_declaration(), services=(service, replace(service, type=ServiceType.WMS, layer="区")))
    described = offices(resources=(make_resource(layer=layer),), conforms_to="public-facility", aliases=("a/b",))
    assert violations(read(whole(described)["ttl"], "ttl")) == []


def test_the_rules_would_find_what_is_missing() -> None:
    text = whole(offices())["ttl"].decode().replace("dcat:accessURL", "dcat:endpointURL")
    assert any("accessURL" in each for each in violations(read(text.encode(), "ttl")))


def test_a_dataset_in_both_languages() -> None:
    graph = graph_of(offices())
    assert set(graph.objects(DATASET, DCT.title)) == {
        rdflib.Literal("区役所一覧", "ja"),
        rdflib.Literal("Ward offices", "en"),
    }
    assert set(graph.objects(DATASET, DCAT.keyword)) == {
        rdflib.Literal("区役所", "ja"),
        rdflib.Literal("ward office", "en"),
    }
    themes = {str(theme) for theme in graph.objects(DATASET, DCAT.theme)}
    assert themes == {f"{SITE.site_url}#theme-administration", f"{EU}data-theme/GOVE"}
    assert graph.value(DATASET, DCT.accrualPeriodicity) == rdflib.URIRef(f"{EU}frequency/ANNUAL")
    assert graph.value(DATASET, DCT.license) == rdflib.URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert str(graph.value(DATASET, DCT.identifier)) == str(DATASET)
    assert (rdflib.URIRef(SITE.site_url), DCAT.dataset, DATASET) in graph


def test_former_names_of_datasets_and_files_are_in_the_graph() -> None:
    renamed = replace(make_resource(), aliases=("halls", "庁舎 1.csv"))
    described = offices(resources=(renamed,), aliases=("okayama-city/halls", "a/b"))
    graph, *others = (read(content, ending) for ending, content in records(described).items())
    assert all(other == graph for other in others)
    former = [f"{SITE.site_url}id/okayama-city/halls", f"{SITE.site_url}id/a/b"]
    identifiers = [graph.value(each, SKOS.notation) for each in graph.objects(DATASET, ADMS.identifier)]
    assert {str(each) for each in identifiers} == {*former}
    assert {str(each) for each in graph.objects(DATASET, rdflib.OWL.sameAs)} == {*former}
    files = {str(each) for each in graph.objects(DATASET + "#offices.csv", rdflib.OWL.sameAs)}
    expected = {f"{each}#{name}.csv" for each in (DATASET, *former) for name in ("offices", "halls")}
    assert {f"{DATASET}#offices.csv", *files} == expected and len(files) == 5
    archives = {str(each) for each in graph.objects(DATASET + "#ward-offices.zip", rdflib.OWL.sameAs)}
    assert archives == {f"{former[0]}#halls.zip", f"{former[1]}#b.zip"}


def test_what_geodcat_asks_of_a_layer() -> None:
    graph = graph_of(offices())
    assert rdflib.URIRef(f"{OPENGIS}def/crs/EPSG/0/6673") in set(graph.objects(DATASET, DCT.conformsTo))
    [box] = [shapely.from_wkt(str(each)) for each in graph.objects(None, DCAT.bbox)]
    described = offices()
    assert described.bbox_wgs84 is not None
    sides = described.bbox_wgs84
    assert box.bounds == pytest.approx((sides.west, sides.south, sides.east, sides.north), abs=1e-7)
    assert box.exterior.is_ccw
    scale = next(graph.objects(None, rdflib.URIRef("http://www.w3.org/ns/dqv#value")))
    assert float(str(scale)) == 1 / 2500
    labels = [str(label) for label in graph.objects(None, rdflib.RDFS.label)]
    assert any(label.startswith("From a map\n") for label in labels)
    assert "出典：台帳" in labels
    topics = {str(topic) for topic in graph.objects(DATASET, DCT.subject)}
    assert topics == {"http://inspire.ec.europa.eu/metadata-codelist/TopicCategory/society"}


def test_a_table_without_places_has_no_extent() -> None:
    graph = graph_of(offices(resources=(make_resource(),)))
    assert list(graph.objects(None, DCAT.bbox)) == []
    assert [str(place).rpartition("/")[2] for place in graph.objects(DATASET, DCT.spatial)] == ["okayama-city#area"]


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        (BBox(133.5, 34.5, 133.5, 34.5), "POINT(133.5 34.5)"),
        (BBox(133.5, 34.5, 133.5, 34.75), "LINESTRING(133.5 34.5,133.5 34.75)"),
        (BBox(133, 34, 134, 35), "POLYGON((133 34,134 34,134 35,133 35,133 34))"),
    ],
)
def test_boxes(box: BBox, expected: str) -> None:
    graph = graph_of(replace(offices(), bbox_wgs84=box))
    assert [str(each) for each in graph.objects(None, DCAT.bbox)] == [expected]


def test_files_have_size_digest_and_type() -> None:
    described = offices()
    graph = graph_of(described)
    csv = next(file for file in described.resources[0].distributions if file.role == "csv")
    node_of_csv = next(graph.subjects(DCAT.downloadURL, rdflib.URIRef(f"{SITE.site_url}{csv.uri}")))
    assert graph.value(node_of_csv, DCAT.byteSize) == rdflib.Literal(
        str(csv.size_bytes), datatype=rdflib.XSD.nonNegativeInteger
    )
    checksum = graph.value(node_of_csv, rdflib.URIRef("http://spdx.org/rdf/terms#checksum"))
    value = graph.value(checksum, rdflib.URIRef("http://spdx.org/rdf/terms#checksumValue"))
    assert str(value).lower() == csv.sha256
    assert graph.value(node_of_csv, DCT["format"]) == rdflib.URIRef(f"{EU}file-type/CSV")
    assert str(graph.value(node_of_csv, DCAT.mediaType)).endswith("/text/csv")
    geojson = next(each for each in graph.subjects(DCAT.downloadURL, None) if str(each).endswith(".geojson"))
    assert graph.value(geojson, DCT.conformsTo) == rdflib.URIRef(f"{OPENGIS}def/crs/OGC/1.3/CRS84")


def test_what_was_compiled_is_not_the_bodys() -> None:
    graph = graph_of(offices(publication=Publication.COMPILED))
    publisher = graph.value(DATASET, DCT.publisher)
    assert set(graph.objects(publisher, FOAF.name)) == {
        rdflib.Literal(text, lang) for text, lang in ((SITE.operator.name.ja, "ja"), (SITE.operator.name.en, "en"))
    }


def test_periods_of_every_length_and_open_ends() -> None:
    for start, datatype in (("2024-04-01", "date"), ("2024-04", "gYearMonth"), ("2024", "gYear")):
        graph = graph_of(offices(temporal=Period(start, None)))
        period = graph.value(DATASET, DCT.temporal)
        assert graph.value(period, DCAT.startDate) == rdflib.Literal(start, datatype=rdflib.XSD[datatype])
        assert graph.value(period, DCAT.endDate) is None


def test_nothing_that_was_left_out_is_made_up() -> None:
    dataset = make_dataset(
        *(make_resource(),),
        frequency=None,
        issued=None,
        modified=None,
        temporal=None,
        themes=(),
        keywords={},
        sources=(),
        publisher=Publisher(),
    )
    described = replace(offices(), dataset=dataset)
    graph = graph_of(described)
    for name in (DCT.accrualPeriodicity, DCT.issued, DCT.modified, DCT.temporal, DCAT.theme, DCAT.keyword):
        assert graph.value(DATASET, name) is None
    turtle, *others = (read(content, ending) for ending, content in records(described).items())
    assert all(other == turtle for other in others)


@settings(max_examples=50, deadline=None)
@given(st.text(), st.text())
def test_any_text_is_the_same_in_every_syntax(japanese: str, english: str) -> None:
    nodes = [
        node(
            f"https://catalog.example/{japanese}",
            ("dcat:Dataset",),
            texts("dct:title", LocalizedText(japanese, english)),
            [("dct:identifier", plain(japanese))],
        )
    ]
    files = {
        "ttl": TURTLE_HEAD + render_turtle(nodes),
        "jsonld": render_head() + render_json_ld(nodes) + JSON_FOOT,
        "rdf": HEAD + render_rdf_xml(nodes) + FOOT,
    }
    turtle, *others = (read(text.encode(), ending) for ending, text in files.items())
    titles = texts("dct:title", LocalizedText(japanese, english))
    assert len(turtle) == 2 + len(titles)
    assert all(other == turtle for other in others)


def test_addresses_that_are_none() -> None:
    evil = 'https://example.jp/a b"<>{}|^`\\c'
    layer = replace(make_declaration(), services=(LayerService(ServiceType.WFS, evil),))
    described = offices(resources=(make_resource(layer=layer),), publisher=Publisher(None, None, evil))
    turtle, *others = (read(content, ending) for ending, content in records(described).items())
    assert all(other == turtle for other in others)
    assert any("%22%3C%3E" in str(each) for each in turtle.objects())


def test_records_lie_beside_the_data() -> None:
    assert list(render_records(offices(), CITY, SITE)) == [
        record_uri(offices().dataset.id, ending) for ending in ("ttl", "jsonld", "rdf")
    ]
    assert record_uri(offices().dataset.id, "ttl") == "data/okayama-city/ward-offices/dcat.ttl"


def page(number: int, count: int, *described: DescribedDataset) -> dict[str, rdflib.Graph]:
    nodes = catalog_nodes(SITE, [CITY], VOCABULARIES)
    day = modified_nodes(SITE, "2026-04-01") if number == 1 else []
    return {
        ending: read(
            join_records(
                ending,
                head_of(ending, nodes),
                [*paging_nodes(SITE, ending, number, count, 3 * count), *day],
                [records(each)[ending] for each in described],
            ),
            ending,
        )
        for ending in MEDIA_TYPES
    }


def next_page(graph: rdflib.Graph, kind: str, term: str) -> str | None:
    """Return the address of the next page as harvesters find it."""
    for view in graph.subjects(rdflib.RDF.type, HYDRA[kind]):
        for address in graph.objects(view, HYDRA[term]):
            return str(address)
    return None


HYDRA = rdflib.Namespace("http://www.w3.org/ns/hydra/core#")


@pytest.mark.parametrize(("kind", "term"), [("PagedCollection", "nextPage"), ("PartialCollectionView", "next")])
def test_harvesters_find_every_page(kind: str, term: str) -> None:
    """As ckanext-dcat does it, in its present version and in those before."""
    for ending in MEDIA_TYPES:
        seen, address = [], f"{SITE.site_url}catalog.{ending}"
        for number in range(1, 5):
            seen.append(address)
            graph = page(number, 4)[ending]
            assert list(graph.objects(rdflib.URIRef(address), HYDRA.totalItems)) == [rdflib.Literal(12)]
            address = next_page(graph, kind, term) or ""
        assert address == ""
        rest = [f"{SITE.site_url}catalog-{number}.{ending}" for number in (2, 3, 4)]
        assert seen == [f"{SITE.site_url}catalog.{ending}", *rest]


def test_a_page_is_one_graph_that_keeps_the_rules_of_dcat_ap() -> None:
    graphs = page(2, 3, offices())
    assert violations(graphs["ttl"]) == []
    for ending, graph in graphs.items():  # where the next page is differs by syntax, and nothing else
        for view in list(graph.subjects(rdflib.RDF.type, HYDRA.PagedCollection)):
            graph.remove((view, None, None))
            graph.remove((None, HYDRA.view, view))
        graphs[ending] = graph
    turtle, *others = (to_isomorphic(graph) for graph in graphs.values())
    assert all(other == turtle for other in others)
    assert turtle.value(rdflib.URIRef(SITE.site_url), DCT.modified) is None, "a page changes with its own datasets"


def test_a_small_catalog_has_no_pages() -> None:
    assert paging_nodes(SITE, "ttl", 1, 1, 29) == []
