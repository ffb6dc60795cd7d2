"""``layer``: what a descriptor says of a GIS layer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from catalog.check.layer_style import parse_style
from catalog.check.node import Node, parse_number, parse_partial_date, parse_web_url
from catalog.check.words import nearest
from catalog.codes import has_errors
from catalog.findings import Finding, Findings, shown
from catalog.model.attribute import AttributeWords
from catalog.model.dataset import LayerDeclaration, LayerService, Resource, Schema, ServiceType
from catalog.model.marked import MarkedYaml
from catalog.model.text import LocalizedText
from catalog.standards.topics import read_topics

KEYS = (
    *("crs", "x", "y", "geometry", "scale", "accuracy", "surveyed", "lineage", "lineage@en"),
    *("legalBasis", "legalBasis@en", "restrictions", "restrictions@en", "topic", "layer", "style", "services"),
    "attributes",
)
ATTRIBUTE_KEYS = ("name", "title", "title@en", "description", "description@en")
ONLY_TABLES, ONLY_FILES = ("x", "y", "geometry"), ("layer", "attributes")
"""What tells nothing of a GIS file, and what tells nothing of a table."""

SERVICE_KEYS = ("type", "url", "layer")
GEOMETRY_MEANINGS = {"点": "Point", "ポイント": "Point", "線": "LineString", "ライン": "LineString", "面": "Polygon"}
GEOMETRIES = ("Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection")

TOPIC_MEANINGS = {
    **{topic.label.ja: topic.id for topic in read_topics().values()},
    **{topic.label.en or "": topic.id for topic in read_topics().values()},
    **{"行政界": "boundaries", "学区": "boundaries", "都市計画": "planningCadastre", "地籍": "planningCadastre"},
    **{"道路": "transportation", "河川": "inlandWaters", "防災": "environment", "公共施設": "structure"},
    **{"上下水道": "utilitiesCommunication", "人口": "society", "医療": "health"},
}
"""What people may write for a topic category, and the one that they may mean."""

_CRS = re.compile(r"EPSG:([0-9]{4,6})", re.ASCII)
_TILE_NUMBER = re.compile(r"\{(?:z|x|-?y|TileMatrix|TileRow|TileCol|TileMatrixSet|Style)\}")
_LARGEST_ACCURACY = 10_000.0


def parse_layer(node: Node, schema: Schema | None, is_table: bool) -> LayerDeclaration | None:
    """Return the layer at *node*, or ``None`` where it has errors, which are reported on *node*.

    A table needs the system and the columns of its coordinates; a GIS file tells them, and has ``""`` for what isn't
    written here.

    Codes: key-missing, unknown-key, crs-form, unknown-word, layer-column, layer-same-column, layer-without-schema,
    expected-whole-number, layer-accuracy, layer-key-unused, duplicate-field, bad-date, bad-url, and those of a style.
    """
    before = len(node.findings)
    node.check_keys(KEYS)
    crs = node.text("crs", required=is_table)
    if crs is not None and not _CRS.fullmatch(crs):
        node.report("crs-form", "crs", value=shown(crs))
    x, y = (_parse_column(node, key, schema) if is_table else "" for key in ("x", "y"))
    if is_table and x and x == y:
        node.report("layer-same-column", "y", name=shown(x))
    geometry = node.word("geometry", {name: name for name in GEOMETRIES}, meanings=GEOMETRY_MEANINGS)
    scale = node.whole("scale")
    lineage = node.localized("lineage")
    services = [_parse_service(service) for service in node.nodes("services")]
    style_node = node.node("style")
    style = parse_style(style_node, schema) if style_node is not None else None
    accuracy = node.parsed("accuracy", _parse_accuracy, "layer-accuracy")
    surveyed = node.parsed("surveyed", parse_partial_date, "bad-date")
    legal_basis, restrictions = node.localized("legalBasis"), node.localized("restrictions")
    topic = node.word("topic", {name: name for name in read_topics()}, meanings=TOPIC_MEANINGS)
    source_layer = node.text("layer")
    attributes = _parse_attributes(node)
    _check_unused(node, schema, is_table)
    if has_errors(node.findings[before:]) or (crs is None and is_table):
        return None
    usable = tuple(service for service in services if service is not None)
    return LayerDeclaration(
        *(crs or "", x, y, geometry or "Point", scale, lineage, usable),
        *(accuracy, surveyed, legal_basis, restrictions, topic, source_layer, style),
        attributes=attributes,
    )


def _check_unused(node: Node, schema: Schema | None, is_table: bool) -> None:
    """Report what has no effect: a GIS file tells its geometries itself, and a table's columns are in its schema.

    Codes: layer-key-unused.
    """
    unused = ONLY_FILES if is_table else (*ONLY_TABLES, *(("attributes",) if schema is not None else ()))
    for key in unused:
        if node.has(key):
            node.report("layer-key-unused", key, key=key)


def _parse_attributes(node: Node) -> dict[str, AttributeWords]:
    """Return words for attributes of a GIS file, by name; whether it has them, only the file tells.

    Codes: key-missing, unknown-key, duplicate-field, and those of texts and lists.
    """
    words: dict[str, AttributeWords] = {}
    for each in node.nodes("attributes"):
        each.check_keys(ATTRIBUTE_KEYS)
        name = each.text("name", required=True)
        if name in words:
            each.report("duplicate-field", "name", name=shown(name))
        title, english = each.text("title"), each.text("title@en")
        if name is not None:
            titled = LocalizedText(title or name, english) if title or english else None
            words.setdefault(name, AttributeWords(titled, each.localized("description")))
    return words


def _parse_accuracy(text: str) -> float | None:
    """Return the metres that *text* writes; more than ten kilometres can only be a slip."""
    metres = parse_number(text)
    return metres if metres is not None and 0 < metres <= _LARGEST_ACCURACY else None


def _parse_column(node: Node, key: str, schema: Schema | None) -> str:
    name = node.text(key, required=True) or ""
    if schema is None or not name:
        return name
    names = [field.name for field in schema.fields]
    if name not in names:
        node.report("layer-column", key, key=key, name=shown(name), candidates=nearest(name, names))
    return name


def _parse_service(node: Node) -> LayerService | None:
    node.check_keys(SERVICE_KEYS)
    for key in ("type", "url"):
        if not node.has(key):
            node.report("key-missing", key=key)
    kind, layer = node.member("type", ServiceType), node.text("layer")
    url = node.parsed("url", _parse_service_url, "bad-url")
    return LayerService(kind, url, layer) if kind is not None and url is not None else None


def _parse_service_url(text: str) -> str | None:
    """Return *text* if it is a web address, in which the places of a tile's numbers may stand: ``{z}/{x}/{y}``."""
    return text if parse_web_url(_TILE_NUMBER.sub("0", text)) is not None else None


def check_layer(resource: Resource, source: MarkedYaml, pointer: str, can_be_converted: bool = True) -> Findings:
    """Return what is wrong with the declared CRS of *resource*, whose place in *source* is *pointer*.

    Arguments:
        resource: With or without a layer.
        source: The descriptor.
        pointer: To the resource.
        can_be_converted: Whether there is a way from the CRS to WGS 84 whose accuracy is known.

    Codes: crs-unknown, crs-not-horizontal, crs-without-way.
    """
    if resource.layer is None or not resource.layer.crs:
        return ()
    code = _crs_problem(resource.layer.crs) or (None if can_be_converted else "crs-without-way")
    if code is None:
        return ()
    return (Finding(code, source.location(f"{pointer}/layer/crs"), {"crs": resource.layer.crs}),)


def check_style_field(resource: Resource, labels: Sequence[str], source: MarkedYaml, pointer: str) -> Findings:
    """Return what is wrong with the column that colours a layer from a GIS file, whose columns no schema tells.

    Arguments:
        resource: With or without a layer.
        labels: Names of the attributes, as the file has them.
        source: The descriptor.
        pointer: To the resource.

    Codes: layer-column.
    """
    style = resource.layer.style if resource.layer else None
    if style is None or style.field is None or style.field in labels:
        return ()
    params = {"key": "style: field", "name": shown(style.field), "candidates": nearest(style.field, labels)}
    return (Finding("layer-column", source.location(f"{pointer}/layer/style/field"), params),)


def check_attributes(resource: Resource, labels: Sequence[str], source: MarkedYaml, pointer: str) -> Findings:
    """Return which attributes that the descriptor has words for aren't in the file.

    Arguments:
        resource: With or without a layer.
        labels: Names of the attributes of all its layers, as the file has them.
        source: The descriptor.
        pointer: To the resource.

    Codes: layer-column.
    """
    declared = resource.layer.attributes if resource.layer else {}
    return tuple(
        Finding(
            "layer-column",
            source.location(f"{pointer}/layer/attributes/{position}/name"),
            {"key": "attributes", "name": shown(name), "candidates": nearest(name, labels)},
        )
        for position, name in enumerate(declared)
        if name not in labels
    )


def check_place_columns(resource: Resource, source: MarkedYaml, pointer: str) -> Findings:
    """Return what the layer of a table lacks, for a file of which only its content tells that it is a table.

    Codes: key-missing.
    """
    if resource.layer is None:
        return ()
    stated = {"crs": resource.layer.crs, "x": resource.layer.easting_field, "y": resource.layer.northing_field}
    place = source.location(f"{pointer}/layer")
    return tuple(Finding("key-missing", place, {"key": key}) for key, value in stated.items() if not value)


@cache
def _crs_problem(crs: str) -> str | None:
    import pyproj

    try:
        system = pyproj.CRS.from_user_input(crs)
    except pyproj.exceptions.CRSError:
        return "crs-unknown"
    is_horizontal = (system.is_geographic or system.is_projected) and len(system.axis_info) == 2
    return None if is_horizontal else "crs-not-horizontal"
