"""ISO 19115 metadata as XML (ISO/TS 19139, gmd): what GIS programs and clearing houses of the world read.

The schema is that of 2006-05-04 (``gml`` in the namespace without a version), which the file names. Japanese is the
language of the file, English the one of its locale (PT_FreeText).
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from catalog.model.dataset import LayerService, Period, Publication, ServiceType
from catalog.model.layer import BBox
from catalog.model.text import LocalizedText
from catalog.publish.metadata.statements import lineage, steps
from catalog.publish.metadata.subject import LayerSubject
from catalog.publish.metadata.xml import Element, Part, element, render_xml, text_element

_SCHEMA = "http://schemas.opengis.net/iso/19139/20060504"
_CODE_LISTS = f"{_SCHEMA}/resources/codeList/gmxCodelists.xml"
_NAMESPACES = {
    "xmlns:gmd": "http://www.isotc211.org/2005/gmd",
    "xmlns:gco": "http://www.isotc211.org/2005/gco",
    "xmlns:gml": "http://www.opengis.net/gml",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"http://www.isotc211.org/2005/gmd {_SCHEMA}/gmd/gmd.xsd",
}
_METRE = "http://www.opengis.net/def/uom/EPSG/0/9001"

# MD_MaintenanceFrequencyCode, by the EU's code; what ISO has no word for is irregular.
_FREQUENCIES = {
    **{"UPDATE_CONT": "continual", "HOURLY": "continual", "DAILY": "daily", "WEEKLY": "weekly"},
    **{"BIWEEKLY": "fortnightly", "MONTHLY": "monthly", "QUARTERLY": "quarterly", "ANNUAL_2": "biannually"},
    **{"ANNUAL": "annually", "AS_NEEDED": "asNeeded", "NOT_PLANNED": "notPlanned", "UNKNOWN": "unknown"},
}
_SHAPES = {"Point": "point", "LineString": "curve", "Polygon": "surface"}
_PROTOCOLS = {
    ServiceType.XYZ: "XYZ",
    ServiceType.WMS: "OGC:WMS",
    ServiceType.WMTS: "OGC:WMTS",
    ServiceType.WFS: "OGC:WFS",
    ServiceType.OGC_API: "OGC:API",
}


def render_iso19139(subject: LayerSubject) -> bytes:
    """Return the document, valid against the schema that it names.

    Source: ISO 19115:2003, ISO/TS 19139:2007.
    """
    root = element(
        "gmd:MD_Metadata",
        _text("gmd:fileIdentifier", subject.id),
        element("gmd:language", _code("gmd:LanguageCode", "jpn")),
        element("gmd:characterSet", _code("gmd:MD_CharacterSetCode", "utf8")),
        _text("gmd:parentIdentifier", str(subject.dataset.id).replace("/", ".")),
        element("gmd:hierarchyLevel", _code("gmd:MD_ScopeCode", "dataset")),
        element("gmd:contact", _party(subject, "pointOfContact")),
        _date("gmd:dateStamp", subject.date_stamp),
        _text("gmd:metadataStandardName", "ISO 19115:2003/19139"),
        _text("gmd:metadataStandardVersion", "1.0"),
        _text("gmd:dataSetURI", subject.identifier),
        element("gmd:locale", _locale()),
        element("gmd:spatialRepresentationInfo", _vector(subject)),
        element("gmd:referenceSystemInfo", _reference_system(subject)),
        element("gmd:identificationInfo", _identification(subject)),
        element("gmd:distributionInfo", _distribution(subject)),
        element("gmd:dataQualityInfo", _quality(subject)),
    )
    return render_xml(Element(root.name, root.content, _NAMESPACES))


def _text(name: str, text: str) -> Element:
    return element(name, text_element("gco:CharacterString", text))


def _localized(name: str, text: LocalizedText | None) -> Element | None:
    """Return a text with its English where there is one."""
    if text is None:
        return None
    japanese = text_element("gco:CharacterString", text.ja)
    if not text.en:
        return element(name, japanese)
    english = text_element("gmd:LocalisedCharacterString", text.en, locale="#locale-en")
    free = element("gmd:PT_FreeText", element("gmd:textGroup", english))
    return element(name, japanese, free, **{"xsi:type": "gmd:PT_FreeText_PropertyType"})


def _code(name: str, value: str) -> Element:
    return text_element(name, value, codeList=f"{_CODE_LISTS}#{name.partition(':')[2]}", codeListValue=value)


def _date(name: str, day: str | None) -> Element:
    if day is None:
        return element(name, **{"gco:nilReason": "missing"})
    return element(name, text_element("gco:Date", day))


def _locale() -> Element:
    return element(
        "gmd:PT_Locale",
        element("gmd:languageCode", _code("gmd:LanguageCode", "eng")),
        element("gmd:characterEncoding", _code("gmd:MD_CharacterSetCode", "utf8")),
        id="locale-en",
    )


def _party(subject: LayerSubject, role: str) -> Element:
    """Return who answers for the data; an organisation, never a person."""
    dataset = subject.dataset
    is_compiled = dataset.publication is Publication.COMPILED
    mail = subject.site.operator.email if is_compiled else dataset.publisher.email
    address = (
        element("gmd:address", element("gmd:CI_Address", _text("gmd:electronicMailAddress", mail))) if mail else None
    )
    online = element("gmd:onlineResource", _online(subject.contact_url)) if subject.contact_url else None
    info = element("gmd:contactInfo", element("gmd:CI_Contact", address, online)) if address or online else None
    return element(
        "gmd:CI_ResponsibleParty",
        _localized("gmd:organisationName", subject.organisation),
        info,
        element("gmd:role", _code("gmd:CI_RoleCode", role)),
    )


def _online(url: str, protocol: str | None = None, name: str | None = None, function: str | None = None) -> Element:
    # The curly brackets of an XYZ service can't stand in a URI.
    address = text_element("gmd:URL", quote(url, safe="/:?#[]@!$&'()*+,;=%~"))
    return element(
        "gmd:CI_OnlineResource",
        element("gmd:linkage", address),
        _text("gmd:protocol", protocol) if protocol else None,
        _text("gmd:name", name) if name else None,
        element("gmd:function", _code("gmd:CI_OnLineFunctionCode", function)) if function else None,
    )


def _vector(subject: LayerSubject) -> Element:
    shape = _SHAPES.get(subject.layer.geometry_type.removeprefix("Multi"), "complex")
    count = text_element("gco:Integer", str(subject.layer.feature_count - subject.layer.missing_count))
    objects = element(
        "gmd:MD_GeometricObjects",
        element("gmd:geometricObjectType", _code("gmd:MD_GeometricObjectTypeCode", shape)),
        element("gmd:geometricObjectCount", count),
    )
    return element("gmd:MD_VectorSpatialRepresentation", element("gmd:geometricObjects", objects))


def _reference_system(subject: LayerSubject) -> Element:
    """Return the system by its code: names change, JGD2011 became JGD2024 under the same codes."""
    space, _, code = subject.layer.reference_system.code.partition(":")
    identifier = element("gmd:RS_Identifier", _text("gmd:code", code), _text("gmd:codeSpace", space))
    return element("gmd:MD_ReferenceSystem", element("gmd:referenceSystemIdentifier", identifier))


def _identification(subject: LayerSubject) -> Element:
    dataset, declaration = subject.dataset, subject.layer.declaration
    basis = declaration.legal_basis
    return element(
        "gmd:MD_DataIdentification",
        element("gmd:citation", _citation(subject)),
        _localized("gmd:abstract", subject.abstract),
        element("gmd:status", _code("gmd:MD_ProgressCode", "completed")),
        element("gmd:pointOfContact", _party(subject, "owner")),
        _maintenance(subject) if dataset.frequency else None,
        _keywords(subject),
        element("gmd:resourceConstraints", _constraints(subject)),
        element("gmd:spatialRepresentationType", _code("gmd:MD_SpatialRepresentationTypeCode", "vector")),
        _resolution(declaration.scale) if declaration.scale and declaration.scale > 0 else None,
        element("gmd:language", _code("gmd:LanguageCode", "jpn")),
        element("gmd:characterSet", _code("gmd:MD_CharacterSetCode", "utf8")),
        element("gmd:topicCategory", text_element("gmd:MD_TopicCategoryCode", subject.topic.id)),
        _extent(subject.layer.bbox_wgs84, dataset.temporal),
        _localized("gmd:supplementalInformation", _named(basis, "根拠法令・計画", "Legal basis")),
    )


def _named(text: LocalizedText | None, japanese: str, english: str) -> LocalizedText | None:
    if text is None:
        return None
    return LocalizedText(f"{japanese}：{text.ja}", f"{english}: {text.en}" if text.en else None)


def _citation(subject: LayerSubject) -> Element:
    dataset = subject.dataset
    dates = [
        element("gmd:date", _dated(day, kind))
        for day, kind in (
            (dataset.issued.isoformat() if dataset.issued else None, "publication"),
            (dataset.modified.isoformat() if dataset.modified else None, "revision"),
            (subject.layer.declaration.surveyed, "creation"),
        )
        if day
    ]
    identifier = element("gmd:MD_Identifier", _text("gmd:code", subject.identifier))
    return element(
        "gmd:CI_Citation",
        _localized("gmd:title", subject.title),
        dates or [element("gmd:date", **{"gco:nilReason": "missing"})],
        element("gmd:identifier", identifier),
    )


def _dated(day: str, kind: str) -> Element:
    return element("gmd:CI_Date", _date("gmd:date", day), element("gmd:dateType", _code("gmd:CI_DateTypeCode", kind)))


def _maintenance(subject: LayerSubject) -> Element:
    frequency = subject.dataset.frequency
    code = _FREQUENCIES.get(frequency.eu, "irregular") if frequency else "unknown"
    words = _code("gmd:MD_MaintenanceFrequencyCode", code)
    information = element("gmd:MD_MaintenanceInformation", element("gmd:maintenanceAndUpdateFrequency", words))
    return element("gmd:resourceMaintenance", information)


def _keywords(subject: LayerSubject) -> list[Element]:
    """Return the keywords, and the body as the place that they are about."""
    groups: Sequence[tuple[list[LocalizedText], str]] = (
        (list(subject.keywords()), "theme"),
        ([theme.label for theme in subject.dataset.themes], "theme"),
        ([subject.municipality.name], "place"),
    )
    return [
        element(
            "gmd:descriptiveKeywords",
            element(
                "gmd:MD_Keywords",
                [each for word in words if (each := _localized("gmd:keyword", word))],
                element("gmd:type", _code("gmd:MD_KeywordTypeCode", kind)),
            ),
        )
        for words, kind in groups
        if words
    ]


def _constraints(subject: LayerSubject) -> Element:
    licence, restrictions = subject.dataset.licence, subject.layer.declaration.restrictions
    label = LocalizedText(f"{licence.label.ja} {licence.url}", f"{licence.label.text('en')} {licence.url}")
    return element(
        "gmd:MD_LegalConstraints",
        _localized("gmd:useLimitation", restrictions),
        element("gmd:accessConstraints", _code("gmd:MD_RestrictionCode", "otherRestrictions")),
        element("gmd:useConstraints", _code("gmd:MD_RestrictionCode", "license")),
        _localized("gmd:otherConstraints", label),
    )


def _resolution(scale: int) -> Element:
    denominator = element("gmd:denominator", text_element("gco:Integer", str(scale)))
    fraction = element("gmd:equivalentScale", element("gmd:MD_RepresentativeFraction", denominator))
    return element("gmd:spatialResolution", element("gmd:MD_Resolution", fraction))


def _extent(box: BBox | None, period: Period | None) -> Element | None:
    if box is None and period is None:
        return None
    return element("gmd:extent", element("gmd:EX_Extent", _geographic(box), _temporal(period)))


def _geographic(box: BBox | None) -> Part:
    if box is None:
        return None
    edges = {"westBoundLongitude": box.west, "eastBoundLongitude": box.east}
    edges |= {"southBoundLatitude": box.south, "northBoundLatitude": box.north}
    parts = [element(f"gmd:{name}", text_element("gco:Decimal", decimal(edge))) for name, edge in edges.items()]
    return element("gmd:geographicElement", element("gmd:EX_GeographicBoundingBox", parts))


def decimal(number: float) -> str:
    """Return *number* as XML Schema's ``decimal`` has it, which knows no exponents: seven decimals, 1 cm."""
    text = f"{number:.7f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _temporal(period: Period | None) -> Part:
    """Return the time that the data is about; an open end is one that isn't known yet."""
    if period is None:
        return None
    ends = [
        text_element(f"gml:{name}Position", value)
        if value
        else text_element(f"gml:{name}Position", "", indeterminatePosition="unknown")
        for name, value in (("begin", period.start), ("end", period.end))
    ]
    time = element("gml:TimePeriod", ends, **{"gml:id": "period"})
    return element("gmd:temporalElement", element("gmd:EX_TemporalExtent", element("gmd:extent", time)))


def _distribution(subject: LayerSubject) -> Element:
    types = dict.fromkeys(file.file_type for file in subject.files)
    formats = [
        element(
            "gmd:distributionFormat",
            element(
                "gmd:MD_Format",
                _text("gmd:name", name.upper()),
                element("gmd:version", **{"gco:nilReason": "unknown"}),
            ),
        )
        for name in types
    ]
    links = [
        element("gmd:onLine", _online(subject.url(file), "WWW:DOWNLOAD", file.uri.rpartition("/")[2], "download"))
        for file in subject.files
    ]
    links += [element("gmd:onLine", _service(service)) for service in subject.layer.declaration.services]
    page = element("gmd:onLine", _online(subject.page_url("ja"), "WWW:LINK", subject.title.ja, "information"))
    options = element("gmd:transferOptions", element("gmd:MD_DigitalTransferOptions", links, page))
    return element("gmd:MD_Distribution", formats, options)


def _service(service: LayerService) -> Element:
    return _online(service.url, _PROTOCOLS[service.type], service.layer)


def _quality(subject: LayerSubject) -> Element:
    accuracy = subject.layer.declaration.accuracy_metres
    done = [
        element("gmd:processStep", element("gmd:LI_ProcessStep", _localized("gmd:description", step)))
        for step in steps(subject.layer)
    ]
    scope = element("gmd:DQ_Scope", element("gmd:level", _code("gmd:MD_ScopeCode", "dataset")))
    return element(
        "gmd:DQ_DataQuality",
        element("gmd:scope", scope),
        element("gmd:report", _accuracy(accuracy)) if accuracy is not None else None,
        element("gmd:lineage", element("gmd:LI_Lineage", _localized("gmd:statement", lineage(subject)), done)),
    )


def _accuracy(metres: float) -> Element:
    value = element("gmd:value", text_element("gco:Record", decimal(metres)))
    unit = element("gmd:valueUnit", **{"xlink:href": _METRE})
    result = element("gmd:result", element("gmd:DQ_QuantitativeResult", unit, value))
    return element("gmd:DQ_AbsoluteExternalPositionalAccuracy", result)
