"""The files of a dataset, and the map services that serve the same."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.model.dataset import Dataset, LayerService, Resource, ServiceType
from catalog.model.described import METADATA_ROLES, DescribedDataset, DescribedResource, Distribution
from catalog.model.layer import Layer
from catalog.model.site import Site
from catalog.model.text import LocalizedText
from catalog.publish.addresses import absolute_url, former_uris, identifier
from catalog.publish.dcat.graph import Iri, Node, Value, iri, many, node, plain, texts
from catalog.publish.dcat.terms import AUTHORITY, CRS84, IANA, PREFIXES
from catalog.publish.metadata.ogc_record import crs_url
from catalog.standards.vocabulary import read_vocabularies

_IN_DEGREES = ("geojson", "kml", "flatgeobuf")
_IN_SOURCE_SYSTEM = ("gpkg", "shapefile")
PROTOCOLS = {
    ServiceType.WMS: "http://www.opengis.net/def/serviceType/ogc/wms",
    ServiceType.WMTS: "http://www.opengis.net/def/serviceType/ogc/wmts",
    ServiceType.WFS: "http://www.opengis.net/def/serviceType/ogc/wfs",
}
"""Names of what services speak, as far as OGC has one."""


def distribution_nodes(described: DescribedDataset, site: Site) -> Iterator[Node]:
    """Yield every file with data; those that only tell about it are :func:`metadata_iris`."""
    seen: set[str] = set()
    for each in described.resources:
        for file in each.distributions:
            if file.role not in METADATA_ROLES and file.uri not in seen:
                seen.add(file.uri)
                title = described.dataset.title_of(each.resource)
                yield _file_node(described.dataset, file, title, site, each)
    for file in described.distributions:
        if file.role == "zip":
            yield _file_node(described.dataset, file, described.dataset.title, site)


def metadata_iris(described: DescribedDataset, site: Site) -> Iterator[Iri]:
    """Yield the addresses of the files that tell about the data."""
    for each in described.resources:
        for file in each.distributions:
            if file.role in METADATA_ROLES:
                yield iri(absolute_url(site.site_url, file.uri))
    for file in described.distributions:
        if file.role == "datapackage":
            yield iri(absolute_url(site.site_url, file.uri))


def service_nodes(described: DescribedDataset, site: Site) -> Iterator[Node]:
    """Yield the map services that descriptors tell of."""
    name = identifier(site, described.dataset.id)
    for each in described.resources:
        services = each.layer.declaration.services if each.layer is not None else ()
        for number, service in enumerate(services, start=1):
            yield _service_node(f"{name}#{each.resource.name}-service-{number}", service, each.resource, name)


def _file_node(
    dataset: Dataset, file: Distribution, title: LocalizedText, site: Site, owner: DescribedResource | None = None
) -> Node:
    url, kind = absolute_url(site.site_url, file.uri), read_vocabularies().file_types.get(file.file_type)
    format_code = kind.eu if kind is not None else None
    return node(
        _distribution_iri(file.uri, site),
        ("dcat:Distribution",),
        texts("dct:title", _with_format(title, kind.label if kind is not None else None)),
        texts("dct:description", owner.resource.description if owner is not None else None),
        [("dcat:accessURL", iri(url)), ("dcat:downloadURL", iri(url))],
        [("dct:format", iri(f"{AUTHORITY}/file-type/{format_code}"))] if format_code else [],
        [("dcat:mediaType", iri(f"{IANA}/{file.media_type}"))],
        [("dcat:packageFormat", iri(f"{IANA}/application/zip"))] if file.role == "shapefile" else [],
        [("dcat:byteSize", plain(str(file.size_bytes), "xsd:nonNegativeInteger"))],
        [("spdx:checksum", _checksum(file))],
        [("dct:license", iri(dataset.licence.url))],
        [("dct:language", iri(f"{AUTHORITY}/language/{code}")) for code in _languages(file)],
        list(_system(file, owner.layer if owner is not None else None)),
        [("dcatap:availability", iri(f"{AUTHORITY}/planned-availability/STABLE"))],
        [("adms:status", iri(f"{AUTHORITY}/distribution-status/COMPLETED"))],
        many("owl:sameAs", (iri(_distribution_iri(former, site)) for former in former_uris(dataset, file.uri))),
    )


def _distribution_iri(uri: str, site: Site) -> str:
    """Return the name of the file at *uri* or formerly there: a part of its dataset, under the same address."""
    _, municipality, dataset, name = uri.split("/", 3)
    return f"{site.site_url}id/{municipality}/{dataset}#{absolute_url('', name)}"


def _with_format(title: LocalizedText, label: LocalizedText | None) -> LocalizedText:
    if label is None:
        return title
    return LocalizedText(f"{title.ja}：{label.ja}", f"{title.en}: {label.en}" if title.en else None)


def _checksum(file: Distribution) -> Node:
    algorithm = iri(f"{PREFIXES['spdx']}checksumAlgorithm_sha256")
    value = plain(file.sha256, "xsd:hexBinary")
    return node(None, ("spdx:Checksum",), [("spdx:algorithm", algorithm), ("spdx:checksumValue", value)])


def _languages(file: Distribution) -> tuple[str, ...]:
    return ("JPN", "ENG") if file.role == "english-csv" else ("JPN",)


def _system(file: Distribution, layer: Layer | None) -> Iterator[tuple[str, Value]]:
    """Yield the reference system of a file; those of others are in the dataset's description."""
    if layer is not None and file.role in _IN_DEGREES:
        yield "dct:conformsTo", iri(CRS84)
    if layer is not None and file.role in _IN_SOURCE_SYSTEM:
        yield "dct:conformsTo", iri(crs_url(layer.reference_system.code))


def _service_node(name: str, service: LayerService, resource: Resource, dataset: str) -> Node:
    """Return a service; of a template such as ``{z}/{x}/{y}.png`` the address is what stands before it."""
    kind, layer = service.type.value.upper(), f" {service.layer}" if service.layer else ""
    is_template = "{" in service.url
    endpoint = service.url.partition("{")[0] if is_template else service.url
    template = LocalizedText(f"タイルのアドレス：{service.url}", f"Address of tiles: {service.url}")
    english = f"{resource.title.en} ({kind}{layer})" if resource.title.en else None
    return node(
        name,
        ("dcat:DataService",),
        texts("dct:title", LocalizedText(f"{resource.title.ja}（{kind}{layer}）", english)),
        texts("dct:description", template if is_template else None),
        [("dcat:endpointURL", iri(endpoint)), ("dcat:servesDataset", iri(dataset))],
        [("dct:conformsTo", iri(PROTOCOLS[service.type]))] if service.type in PROTOCOLS else [],
    )
