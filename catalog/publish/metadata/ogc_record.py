"""OGC API – Records, Part 1: one record in GeoJSON for each layer and language, and the catalog of them all.

A record has one language; the same one in another language is linked as its alternate. The catalog is a static
("crawlable") one: ``records.json`` links to every record.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from catalog.model.dataset import LayerService, Period, ServiceType
from catalog.model.layer import BBox
from catalog.model.site import Site
from catalog.model.text import LANGS, Lang
from catalog.publish.addresses import absolute_url
from catalog.publish.json_text import present, readable_json
from catalog.publish.metadata.statements import lineage
from catalog.publish.metadata.subject import RECORD_ENDINGS, LayerSubject
from catalog.standards.vocabulary import read_vocabularies

RECORDS_URI = "records.json"

_CONFORMANCE = "http://www.opengis.net/spec/ogcapi-records-1/1.0/conf"
_LANGUAGES: dict[Lang, dict[str, str]] = {
    "ja": {"code": "ja", "name": "日本語", "alternate": "Japanese", "dir": "ltr"},
    "en": {"code": "en", "name": "English", "alternate": "英語", "dir": "ltr"},
}
_TEMPLATE_VARIABLES = {name: {"type": "integer", "minimum": 0} for name in ("z", "x", "y")}


def render_ogc_record(subject: LayerSubject, lang: Lang) -> bytes:
    """Return the record in *lang*; where nobody translated a text, it is Japanese.

    Source: OGC 20-004r1, record core.
    """
    dataset = subject.dataset
    record = {
        "id": subject.id,
        "type": "Feature",
        "conformsTo": [f"{_CONFORMANCE}/record-core"],
        "time": _time(dataset.temporal),
        "geometry": _geometry(subject.layer.bbox_wgs84),
        "properties": _properties(subject, lang),
        "links": _links(subject, lang),
    }
    templates = [_template(service) for service in subject.layer.declaration.services if _is_template(service)]
    return readable_json(record | present(linkTemplates=templates))


def _properties(subject: LayerSubject, lang: Lang) -> dict[str, Any]:
    dataset, declaration = subject.dataset, subject.layer.declaration
    source, restrictions = lineage(subject), declaration.restrictions
    return present(
        type="dataset",
        title=subject.title.text(lang),
        description=subject.abstract.text(lang),
        created=_midnight(dataset.issued.isoformat() if dataset.issued else None),
        updated=_midnight(subject.date_stamp),
        language=_LANGUAGES[lang],
        languages=[_LANGUAGES[each] for each in LANGS],
        resourceLanguages=[_LANGUAGES["ja"]],
        keywords=list(dataset.keywords.get(lang) or dataset.keywords.get("ja", ())),
        themes=_themes(subject, lang),
        externalIds=[{"value": subject.identifier}],
        formats=_formats(subject),
        contacts=[_contact(subject, lang)],
        license=dataset.licence.spdx or dataset.licence.url,
        rights=restrictions.text(lang) if restrictions else None,
        coordinateReferenceSystem=crs_url(subject.layer.reference_system.code),
        scaleDenominator=declaration.scale,
        positionalAccuracyMetres=declaration.accuracy_metres,
        surveyed=declaration.surveyed,
        legalBasis=declaration.legal_basis.text(lang) if declaration.legal_basis else None,
        lineage=source.text(lang) if source else None,
    )


def crs_url(code: str) -> str:
    """Return the address that names a system in linked data: of ``EPSG:6673``, ``http://…/def/crs/EPSG/0/6673``."""
    space, _, number = code.partition(":")
    return f"http://www.opengis.net/def/crs/{space}/0/{number}"


def _midnight(day: str | None) -> str | None:
    return f"{day}T00:00:00+09:00" if day else None


def _time(period: Period | None) -> dict[str, Any] | None:
    """Return the time that the data is about; ``..`` is an open end."""
    if period is None or not (period.start or period.end):
        return None
    return {"interval": [period.start or "..", period.end or ".."]}


def _geometry(box: BBox | None) -> dict[str, Any] | None:
    """Return the box as a polygon, counter-clockwise; of a single place the point."""
    if box is None:
        return None
    if box.west == box.east or box.south == box.north:
        corners = [[box.west, box.south], [box.east, box.north]]
        is_point = corners[0] == corners[1]
        return {"type": "Point" if is_point else "LineString", "coordinates": corners[0] if is_point else corners}
    east, west, south, north = box.east, box.west, box.south, box.north
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def _themes(subject: LayerSubject, lang: Lang) -> list[dict[str, Any]]:
    topic = {"id": subject.topic.id, "title": subject.topic.label.text(lang)}
    ours = [{"id": theme.id, "title": theme.label.text(lang)} for theme in subject.dataset.themes]
    scheme = absolute_url(subject.site.site_url, f"{lang}/themes/")
    iso = {"concepts": [topic], "scheme": "http://www.isotc211.org/2005/resources/codeList.xml#MD_TopicCategoryCode"}
    return [iso, {"concepts": ours, "scheme": scheme}] if ours else [iso]


def _formats(subject: LayerSubject) -> list[dict[str, Any]]:
    known = read_vocabularies().file_types
    types = {file.file_type: file.media_type for file in subject.files}
    return [
        {"name": known[name].label.text("en") if name in known else name.upper(), "mediaType": media_type}
        for name, media_type in types.items()
    ]


def _contact(subject: LayerSubject, lang: Lang) -> dict[str, Any]:
    links = [{"rel": "about", "type": "text/html", "href": subject.contact_url}] if subject.contact_url else []
    return present(organization=subject.organisation.text(lang), roles=["publisher", "pointOfContact"], links=links)


def _links(subject: LayerSubject, lang: Lang) -> list[dict[str, Any]]:
    geojson = "application/geo+json"
    other: Lang = "en" if lang == "ja" else "ja"
    licence = subject.dataset.licence
    return [
        _link("self", subject.metadata_url(RECORD_ENDINGS[lang]), geojson, hreflang=lang),
        _link("alternate", subject.metadata_url(RECORD_ENDINGS[other]), geojson, hreflang=other),
        _link("alternate", subject.metadata_url("iso19139.xml"), "application/xml", title="ISO 19139"),
        *(_link("alternate", subject.page_url(each), "text/html", hreflang=each) for each in LANGS),
        _link("collection", absolute_url(subject.site.site_url, RECORDS_URI), "application/json"),
        _link("license", licence.url, "text/html", title=licence.label.text(lang)),
        *(
            _link("enclosure", subject.url(file), file.media_type, title=_name(file.uri), length=file.size_bytes)
            for file in subject.files
        ),
        *(
            _link("service", service.url, title=_service_title(service))
            for service in subject.layer.declaration.services
            if not _is_template(service)
        ),
    ]


def _link(rel: str, href: str, media_type: str | None = None, **members: Any) -> dict[str, Any]:
    return present(rel=rel, type=media_type, href=href, **members)


def _name(uri: str) -> str:
    return uri.rpartition("/")[2]


def _service_title(service: LayerService) -> str:
    return " ".join(part for part in (service.type.value.upper(), service.layer) if part)


def _is_template(service: LayerService) -> bool:
    return service.type is ServiceType.XYZ


def _template(service: LayerService) -> dict[str, Any]:
    return {
        "rel": "tiles",
        "title": _service_title(service),
        "uriTemplate": service.url,
        "variables": _TEMPLATE_VARIABLES,
    }


def render_records(site: Site, uris: Iterable[str]) -> bytes:
    """Return the catalog of all records.

    Arguments:
        site: Whose catalog it is.
        uris: Of all published files, in any order; those of records are found by their endings.
    """
    links = [
        _link("item", absolute_url(site.site_url, uri), "application/geo+json", hreflang=lang)
        for uri in sorted(uris)
        for lang, ending in RECORD_ENDINGS.items()
        if uri.endswith(f".{ending}")
    ]
    own = absolute_url(site.site_url, RECORDS_URI)
    pages = [_link("alternate", absolute_url(site.site_url, f"{lang}/"), "text/html", hreflang=lang) for lang in LANGS]
    return readable_json(
        {
            "id": site.site_url,
            "type": "Collection",
            "itemType": "record",
            "conformsTo": [f"{_CONFORMANCE}/record-core", f"{_CONFORMANCE}/crawlable-catalog"],
            "title": site.title.ja,
            "description": site.description.ja,
            "language": _LANGUAGES["ja"],
            "languages": [_LANGUAGES[lang] for lang in LANGS],
            "links": [_link("self", own, "application/json"), *pages, *links],
        }
    )
