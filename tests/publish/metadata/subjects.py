"""Layers whose metadata is tried: an ordinary one, one with everything, one with next to nothing, a hostile one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from catalog.model.dataset import LayerService, Period, Publisher, ServiceType
from catalog.model.geometry_repair import GeometryDefect, GeometryRepair, RepairOutcome
from catalog.model.layer import BBox, CoordinateOperation
from catalog.model.text import LocalizedText
from catalog.publish.metadata.subject import LayerSubject
from tests.publish.factory import CITY, SITE, make_offices

EVIL = "</gco:CharacterString>]]>&amp;<!--\x00\x0b\ufffe\U0001f600\" onload='x' \r\n<?php ?>"


def ordinary(**changes: Any) -> LayerSubject:
    """Return a layer of a table, its dataset with *changes*."""
    described, _ = make_offices(**changes)
    resource = described.resources[0]
    assert resource.layer is not None
    return LayerSubject(SITE, CITY, described.dataset, resource, resource.layer)


def full() -> LayerSubject:
    """Return a layer of which everything is known."""
    subject = ordinary(temporal=Period("2024-04", "2025"))
    services = (
        LayerService(ServiceType.XYZ, "https://tiles.example/{z}/{x}/{y}.png"),
        LayerService(ServiceType.WMS, "https://maps.example/wms?map=a&b=c", "offices"),
    )
    declaration = replace(
        subject.layer.declaration,
        accuracy_metres=2.5,
        surveyed="2023-10",
        legal_basis=LocalizedText("都市計画法第14条", "City Planning Act, article 14"),
        restrictions=LocalizedText("証明には使えません。", "Not for certification."),
        topic="planningCadastre",
        services=services,
    )
    repairs = (
        GeometryRepair(2, GeometryDefect.SELF_INTERSECTION, RepairOutcome.REPAIRED),
        GeometryRepair(3, GeometryDefect.TOO_FEW_POINTS, RepairOutcome.LOST),
        GeometryRepair(4, None, RepairOutcome.UNCHECKED),
    )
    operation = CoordinateOperation("Inverse of zone V", 9.0, "9", LocalizedText("補正なし。", "Not corrected."))
    layer = replace(
        subject.layer,
        declaration=declaration,
        repairs=repairs,
        unreachable_count=1,
        operation=operation,
        geometry_type="MultiPolygon",
    )
    return replace(subject, layer=layer)


def bare() -> LayerSubject:
    """Return a layer of which nothing is known that a descriptor may leave out, without any place."""
    subject = ordinary(
        publisher=Publisher(),
        themes=(),
        keywords={},
        frequency=None,
        issued=None,
        modified=None,
        temporal=None,
        sources=(),
    )
    declaration = replace(subject.layer.declaration, scale=None, lineage=None)
    operation = replace(subject.layer.operation, accuracy_metres=None)
    layer = replace(subject.layer, declaration=declaration, bbox=None, bbox_wgs84=None, operation=operation)
    city = replace(CITY, homepage=None, name=LocalizedText("岡山市"))
    return replace(subject, layer=layer, municipality=city)


def hostile() -> LayerSubject:
    """Return a layer whose every text is an attack, and whose place is one point at the edge of the earth."""
    text = LocalizedText(EVIL, EVIL)
    subject = ordinary(title=text, description=text, keywords={"ja": (EVIL,), "en": (EVIL,)})
    declaration = replace(
        subject.layer.declaration,
        lineage=text,
        legal_basis=text,
        restrictions=text,
        services=(LayerService(ServiceType.WFS, "https://maps.example/?a=<b>&c", EVIL),),
    )
    point = BBox(-180.0, 1e-7, -180.0, 1e-7)
    return replace(subject, layer=replace(subject.layer, declaration=declaration, bbox=point, bbox_wgs84=point))


SUBJECTS = {"ordinary": ordinary, "full": full, "bare": bare, "hostile": hostile}
