"""The whole graph of the catalog, joined from the records that are kept with the datasets."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from catalog.model.site import Site
from catalog.model.text import LANGS
from catalog.pipeline.merge_results import MergeResult
from catalog.pipeline.results import DatasetResult
from catalog.pipeline.whole import CatalogBuild
from catalog.publish.dcat.agents import body_iri
from catalog.publish.dcat.files import MEDIA_TYPES, catalog_nodes, head_of, join_records, record_uri
from catalog.publish.dcat.graph import Node
from catalog.publish.dcat.paging import PAGE_SIZE, modified_nodes, page_uri, paging_nodes
from catalog.render.documents import render_redirect
from catalog.render.links import list_uri
from catalog.standards.vocabulary import read_vocabularies
from catalog.store.results import ResultStore


def linked_data(build: CatalogBuild, site: Site) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """Yield address, fingerprint and content of the graph in each syntax; who keeps the file needn't ask for it.

    A large catalog has several pages, so that an edit writes the first (which tells the day) and its own.
    """
    published = build.published
    modified = max((each.entry.modified or "" for each in published if each.entry), default="") or None
    pages = [published[start : start + PAGE_SIZE] for start in range(0, len(published), PAGE_SIZE)] or [()]
    nodes = catalog_nodes(site, build.municipalities, read_vocabularies())
    for ending in MEDIA_TYPES:
        head = head_of(ending, nodes)  # some 50 ms: once for all pages
        for number, results in enumerate(pages, start=1):
            own = paging_nodes(site, ending, number, len(pages), len(published))
            own += modified_nodes(site, modified) if number == 1 else []
            records = [_record(build.store, each, str(each.id), ending) for each in results]
            if number == 1:  # An edit writes this page anyway.
                merged = (each for each in build.merged if each.files)
                records += [_record(build.store, each, each.place, ending) for each in merged]
            yield page_uri(ending, number), *_page(ending, head, own, records)


_Record = tuple[Callable[[], bytes], str]
"""What reads a record from the store, and its digest."""


def _page(ending: str, head: str, own: Sequence[Node], records: Sequence[_Record]) -> tuple[str, Callable[[], bytes]]:
    """Return the fingerprint of a page, and what makes its content."""
    digests = " ".join(digest for _, digest in records)
    fingerprint = hashlib.sha256(f"{head} {own!r} {digests}".encode()).hexdigest()
    return fingerprint, lambda: join_records(ending, head, own, (read() for read, _ in records))


def _record(store: ResultStore, result: DatasetResult | MergeResult, place: str, ending: str) -> _Record:
    """Return the record of a dataset, or of a merged table, which the store keeps at *place*."""
    id = result.id if isinstance(result, DatasetResult) else result.table.id
    file = next(file for file in result.files if file.uri == record_uri(id, ending))
    return partial(store.read_file, place, result.key, file.number), file.sha256


def body_redirects(build: CatalogBuild, site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield a document at the identifier of each body, which leads to its page."""
    for body in build.municipalities:
        uri = body_iri(site, body).removeprefix(site.site_url) + "/"
        targets = {lang: list_uri(lang, f"municipalities/{body.id}") for lang in LANGS}
        yield (
            f"{uri}index.html",
            render_redirect(site, from_uri=uri, target_uris=targets, title=body.name).encode(),
        )
