"""Pages of a large catalog's graph, as harvesters go through them: Hydra's present terms, and those that came before.

ckanext-dcat, udata and piveau follow ``hydra:next`` of a ``hydra:PartialCollectionView``; their older versions know
``hydra:nextPage`` of a ``hydra:PagedCollection`` alone. One node is both.

Source: Hydra Core Vocabulary, W3C Community Group.
"""

from __future__ import annotations

from catalog.model.site import Site
from catalog.publish.addresses import absolute_url
from catalog.publish.dcat.graph import Node, Value, iri, node, plain

PAGE_SIZE = 200
"""Datasets on a page: some 5 MB, a tenth of what a harvester takes in one answer."""
_FORMER = {"first": "firstPage", "previous": "previousPage", "next": "nextPage", "last": "lastPage"}


def page_uri(ending: str, number: int) -> str:
    """Return the uri of a page of the graph, from 1; the first is the graph's own address."""
    return f"catalog.{ending}" if number == 1 else f"catalog-{number}.{ending}"


def modified_nodes(site: Site, day: str | None) -> list[Node]:
    """Return the ISO day of the last change of any dataset; only the first page tells it, so that others stay."""
    return [node(site.site_url, ("dcat:Catalog",), [("dct:modified", plain(day, "xsd:date"))])] if day else []


def paging_nodes(site: Site, ending: str, number: int, page_count: int, dataset_count: int) -> list[Node]:
    """Return where a page stands among the others of its syntax; nothing where it is the only one."""
    if page_count == 1:
        return []
    places = {
        "first": 1,
        "previous": number - 1 if number > 1 else None,
        "next": number + 1 if number < page_count else None,
        "last": page_count,
    }
    links: list[tuple[str, Value]] = [
        (f"hydra:{name}", iri(absolute_url(site.site_url, page_uri(ending, place))))
        for relation, place in places.items()
        if place is not None
        for name in (relation, _FORMER[relation])
    ]
    view = node(
        absolute_url(site.site_url, page_uri(ending, number)),
        ("hydra:PartialCollectionView", "hydra:PagedCollection"),
        links,
        [("hydra:totalItems", plain(str(dataset_count), "xsd:integer"))],
        [("hydra:itemsPerPage", plain(str(PAGE_SIZE), "xsd:integer"))],
    )
    return [node(site.site_url, ("dcat:Catalog",), [("hydra:view", view)])]
