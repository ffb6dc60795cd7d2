"""JMP 2.0 (日本版メタデータプロファイル): the form in which the Geospatial Information Authority takes metadata.

The order of elements is that of its schema; codes are three-digit numbers. Japanese only. What is handed in is
published by the authority, so that there are organisations in it, and no person or mail address.
"""

from __future__ import annotations

import calendar

from catalog.model.dataset import Period
from catalog.model.layer import BBox, ReferenceSystem
from catalog.publish.metadata.iso19139 import decimal
from catalog.publish.metadata.statements import lineage, steps
from catalog.publish.metadata.subject import LayerSubject
from catalog.publish.metadata.xml import Element, element, render_xml, text_element
from catalog.standards.datums import Datum, datum_of_crs

_NAMESPACES = {
    "xmlns": "http://zgate.gsi.go.jp/ch/jmp/",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://zgate.gsi.go.jp/ch/jmp/ http://zgate.gsi.go.jp/ch/jmp/JMP20.xsd",
}
_UTF8, _DATASET, _COMPLETED, _VECTOR, _THEME, _PLACE = "004", "005", "001", "001", "005", "002"
_CREATION, _PUBLICATION, _REVISION = "001", "002", "003"
_POINT_OF_CONTACT = "007"

_DATUM_NAMES = {Datum.TOKYO: "TD", Datum.JGD2000: "JGD2000", Datum.JGD2011: "JGD2011", Datum.WGS84: "WGS84"}


def render_jmp20(subject: LayerSubject) -> bytes | None:
    """Return the document, or ``None`` for a dataset that bears no date, which the schema asks for.

    Source: 国土地理院技術資料 E・1-No.281「JMP2.0仕様書」; JMP20.xsd.
    """
    if subject.date_stamp is None:
        return None
    root = element(
        "MD_Metadata",
        element("identificationInfo", _identification(subject, subject.date_stamp)),
        element("dataQualityInfo", _quality(subject)),
        _distribution(subject),
        element("referenceSystemInfo", element("MD_ReferenceSystem", _system(subject, "referenceSystemIdentifier"))),
        text_element("fileIdentifier", subject.id),
        _language(),
        text_element("characterSet", _UTF8),
        text_element("hierarchyLevel", _DATASET),
        _party(subject, "contact"),
        text_element("dateStamp", subject.date_stamp),
        text_element("metadataStandardName", "JMP"),
        text_element("metadataStandardVersion", "2.0"),
    )
    return render_xml(Element(root.name, root.content, _NAMESPACES))


def system_name(system: ReferenceSystem) -> str:
    """Return a system as Japanese metadata name it: ``JGD2011 / 5(X,Y)``, ``JGD2011 / (B,L)``; else its code."""
    datum = datum_of_crs(system.code)
    if datum is None or (system.zone is None and system.unit != "degree"):
        return system.code
    return f"{_DATUM_NAMES[datum]} / {f'{system.zone}(X,Y)' if system.zone else '(B,L)'}"


def _identification(subject: LayerSubject, date_stamp: str) -> Element:
    scale = subject.layer.declaration.scale
    return element(
        "MD_DataIdentification",
        element("citation", text_element("title", subject.title.ja), _dates(subject, date_stamp)),
        text_element("abstract", subject.abstract.ja),
        _purpose(subject),
        text_element("status", _COMPLETED),
        _party(subject, "pointOfContact"),
        element("resourceConstraints", _constraints(subject)),
        element("descriptiveKeywords", _keywords(subject)),
        text_element("spatialRepresentationType", _VECTOR),
        _resolution(scale) if scale and scale > 0 else None,
        _language(),
        text_element("characterSet", _UTF8),
        text_element("topicCategory", subject.topic.jmp),
        _extent(subject),
    )


def _purpose(subject: LayerSubject) -> Element | None:
    basis = subject.layer.declaration.legal_basis
    return text_element("purpose", f"{basis.ja}に基づく。") if basis else None


def _dates(subject: LayerSubject, date_stamp: str) -> list[Element]:
    """Return publication, revision, and the survey where its day is known: a month can't be written."""
    dataset, surveyed = subject.dataset, subject.layer.declaration.surveyed
    known = [
        (dataset.issued.isoformat() if dataset.issued else None, _PUBLICATION),
        (dataset.modified.isoformat() if dataset.modified else None, _REVISION),
        (surveyed if surveyed and len(surveyed) == len(date_stamp) else None, _CREATION),
    ]
    return [
        element("date", text_element("date", day), text_element("dateType", kind))
        for day, kind in known
        if day is not None
    ]


def _party(subject: LayerSubject, name: str) -> Element:
    online = element("onlineResource", text_element("linkage", subject.contact_url)) if subject.contact_url else None
    info = element("contactInfo", online) if online else None
    organisation = text_element("organisationName", subject.organisation.ja)
    return element(name, organisation, info, text_element("role", _POINT_OF_CONTACT))


def _constraints(subject: LayerSubject) -> Element:
    licence, restrictions = subject.dataset.licence, subject.layer.declaration.restrictions
    texts = [restrictions.ja] if restrictions else []
    texts.append(f"{licence.label.ja} {licence.url}")
    return element("MD_Constraints", [text_element("useLimitation", text) for text in texts])


def _keywords(subject: LayerSubject) -> list[Element]:
    groups = (
        ([word.ja for word in subject.keywords()] or [theme.label.ja for theme in subject.dataset.themes], _THEME),
        ([subject.municipality.name.ja], _PLACE),
    )
    return [
        element("MD_Keywords", [text_element("keyword", word) for word in words], text_element("type", kind))
        for words, kind in groups
        if words
    ]


def _resolution(scale: int) -> Element:
    return element("spatialResolution", element("equivalentScale", text_element("denominator", str(scale))))


def _language() -> Element:
    return element("language", text_element("isoCode", "jpn"))


def _extent(subject: LayerSubject) -> Element:
    layer, dataset = subject.layer, subject.dataset
    boxes = [
        _box("EX_GeographicBoundingBox", ("Longitude", "Latitude"), "WGS84 / (B,L)", layer.bbox_wgs84),
        _box("EX_CoordinateBoundingBox", ("Coordinate", "Coordinate"), system_name(layer.reference_system), layer.bbox),
    ]
    known = [box for box in boxes[: 2 if layer.reference_system.unit == "metre" else 1] if box is not None]
    place = element("EX_GeographicDescription", _code("geographicIdentifier", subject.municipality.code))
    return element(
        "extent",
        text_element("description", subject.municipality.name.ja),
        _temporal(dataset.temporal),
        element("geographicElement", [*known, place]),
    )


def _box(name: str, axes: tuple[str, str], system: str, box: BBox | None) -> Element | None:
    if box is None:
        return None
    edges = {f"westBound{axes[0]}": box.west, f"eastBound{axes[0]}": box.east}
    edges_across = {f"southBound{axes[1]}": box.south, f"northBound{axes[1]}": box.north}
    parts = [text_element(key, decimal(edge)) for key, edge in [*edges.items(), *edges_across.items()]]
    return element(name, _code("extentReferenceSystem", system), parts)


def _code(name: str, code: str) -> Element:
    return element(name, text_element("code", code))


def _system(subject: LayerSubject, name: str) -> Element:
    return _code(name, system_name(subject.layer.reference_system))


def _temporal(period: Period | None) -> Element | None:
    """Return the time that the data is about, where both ends are known: an open one can't be written."""
    if period is None or period.start is None or period.end is None:
        return None
    ends = element(
        "beginEnd", text_element("begin", _first_day(period.start)), text_element("end", _last_day(period.end))
    )
    return element("temporalElement", element("EX_TemporalExtent", element("extent", ends)))


def _first_day(date: str) -> str:
    return date + "-01" * (2 - date.count("-"))


def _last_day(date: str) -> str:
    date += "-12" if "-" not in date else ""
    year, month, *day = date.split("-")
    return date if day else f"{date}-{calendar.monthrange(int(year), int(month))[1]}"


def _quality(subject: LayerSubject) -> Element:
    """Return where the positions came from, how good they are and what was done to them, in sentences."""
    declaration = subject.layer.declaration
    source = lineage(subject)
    sentences = [source.ja] if source else []
    sentences += [f"位置の精度は{declaration.accuracy_metres:g} m。"] if declaration.accuracy_metres else []
    sentences += [f"測量・撮影の時期は{declaration.surveyed}。"] if declaration.surveyed else []
    sentences += [step.ja for step in steps(subject.layer)]
    statement = element("lineage", element("LI_Lineage", text_element("statement", "\n".join(sentences))))
    return element("DQ_DataQuality", element("scope", text_element("level", _DATASET)), statement)


def _distribution(subject: LayerSubject) -> Element:
    types = dict.fromkeys(file.file_type for file in subject.files)
    formats = [
        element("MD_Format", text_element("name", name.upper()), text_element("version", "不明")) for name in types
    ]
    links = [
        element("onLine", text_element("linkage", url), text_element("description", words))
        for url, words in (
            (subject.page_url("ja"), "レイヤーの説明とダウンロード"),
            *((subject.url(file), file.uri.rpartition("/")[2]) for file in subject.files),
        )
    ]
    options = element("transferOptions", element("MD_DigitalTransferOptions", links))
    return element("distributionInfo", element("MD_Distribution", element("distributionFormat", formats), options))
