"""What GeoDCAT-AP says of a dataset's layers.

Source: GeoDCAT-AP 2 and 3 (SEMIC); W3C, Data Quality Vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.model.described import DescribedDataset
from catalog.model.layer import BBox
from catalog.model.site import Municipality, Site
from catalog.model.text import LocalizedText
from catalog.publish.addresses import identifier
from catalog.publish.dcat.graph import Node, Value, iri, many, node, plain, texts
from catalog.publish.dcat.terms import PREFIXES, REFERENCE_SYSTEM, RESOURCE_TYPE, TOPIC
from catalog.publish.metadata.ogc_record import crs_url
from catalog.publish.metadata.statements import steps
from catalog.publish.metadata.subject import LayerSubject


def layer_properties(
    described: DescribedDataset, municipality: Municipality, site: Site
) -> Iterator[tuple[str, Value]]:
    """Yield reference systems, topics, scales and lineage of all layers; nothing where there is none."""
    subjects = [
        LayerSubject(site, municipality, described.dataset, each, each.layer)
        for each in described.resources
        if each.layer is not None
    ]
    if not subjects:
        return
    yield "dct:type", iri(f"{RESOURCE_TYPE}/dataset")
    yield from many("dct:subject", (iri(f"{TOPIC}/{subject.topic.id}") for subject in subjects))
    systems = dict.fromkeys(subject.layer.reference_system.code for subject in subjects)
    yield from many("dct:conformsTo", (_system_node(code) for code in systems))
    scales = [subject.layer.declaration.scale for subject in subjects]
    yield from many("dqv:hasQualityMeasurement", (_scale_node(scale) for scale in scales if scale))
    yield from many("dct:provenance", _statements(subjects))


def _system_node(code: str) -> Node:
    return node(
        crs_url(code),
        ("dct:Standard",),
        texts("dct:title", LocalizedText(f"座標参照系 {code}", f"Coordinate reference system {code}")),
        [("dct:type", iri(REFERENCE_SYSTEM)), ("dct:identifier", plain(code))],
    )


def _scale_node(denominator: int) -> Node:
    """Return the spatial resolution as an equivalent scale: 1:2500 is 0.0004."""
    scale = f"{1 / denominator:.12f}".rstrip("0")
    return node(
        None,
        ("dqv:QualityMeasurement",),
        [("dqv:isMeasurementOf", iri(f"{PREFIXES['geodcatap']}spatialResolutionAsScale"))],
        [("dqv:value", plain(scale, "xsd:decimal"))],
    )


def _statements(subjects: list[LayerSubject]) -> Iterator[Node]:
    """Yield a statement for each layer: where its positions came from, and what was done to them."""
    for subject in subjects:
        source = subject.layer.declaration.lineage
        sentences = [*([source] if source is not None else []), *steps(subject.layer)]
        japanese = "\n".join(each.ja for each in sentences)
        english = "\n".join(each.en or "" for each in sentences) if all(each.en for each in sentences) else None
        yield statement_node(LocalizedText(japanese, english))


def statement_node(text: LocalizedText) -> Node:
    """Return a statement on where data came from."""
    return node(None, ("dct:ProvenanceStatement",), texts("rdfs:label", text))


def extent_node(described: DescribedDataset, site: Site) -> Node | None:
    """Return the box around all places of a dataset, longitude before latitude; ``None`` where there are none."""
    box = described.bbox_wgs84
    if box is None:
        return None
    centre = f"POINT({_degrees((box.west + box.east) / 2)} {_degrees((box.south + box.north) / 2)})"
    return node(
        f"{identifier(site, described.dataset.id)}#extent",
        ("dct:Location",),
        [("dcat:bbox", plain(_box(box), "gsp:wktLiteral")), ("dcat:centroid", plain(centre, "gsp:wktLiteral"))],
    )


def _box(box: BBox) -> str:
    """Return the box as a polygon, counter-clockwise; of a single place the point, of places in a row the line."""
    west, south, east, north = (_degrees(side) for side in (box.west, box.south, box.east, box.north))
    corners = [f"{x} {y}" for x, y in ((west, south), (east, south), (east, north), (west, north), (west, south))]
    if corners[0] == corners[2]:
        return f"POINT({corners[0]})"
    if west == east or south == north:
        return f"LINESTRING({corners[0]},{corners[2]})"
    return f"POLYGON(({','.join(corners)}))"


def _degrees(number: float) -> str:
    return f"{number:.7f}".rstrip("0").rstrip(".")
