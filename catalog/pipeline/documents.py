"""The files of a site that are no pages in a shell, in groups: who knows that nothing of a group changed makes none."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import starmap

from catalog.load.digests import read_package_digest
from catalog.model.site import Site
from catalog.model.text import LANGS, Lang
from catalog.pipeline.feeds import change_documents
from catalog.pipeline.inventory_documents import holdings_of, inventory_documents
from catalog.pipeline.linked_data import body_redirects, linked_data
from catalog.pipeline.merged_documents import merged_documents
from catalog.pipeline.pages import PlannedPage, catalog_contents
from catalog.pipeline.whole import CatalogBuild
from catalog.publish.catalog_index import render_catalog_json
from catalog.publish.codes import CODES_URI, render_codes_json
from catalog.publish.harvest import (
    OPEN_DATA_LIST_URI,
    PACKAGE_SEARCH_URI,
    render_open_data_list,
    render_package_search,
)
from catalog.publish.metadata.ogc_record import RECORDS_URI, render_records
from catalog.publish.robots import render_robots
from catalog.publish.sitemap import SitemapEntry, render_sitemap
from catalog.render.assets import Bundle
from catalog.render.documents import render_chooser, render_not_found, render_offline
from catalog.render.easy_words import render_easy_words
from catalog.render.explorer import render_explorer_files
from catalog.render.map import render_map_files
from catalog.render.search.files import render_search_files
from catalog.render.search.on_disk import ON_DISK_URI, render_search_on_disk
from catalog.render.withdrawn import render_withdrawn_redirects
from catalog.shapes import render_shapes


@dataclass(frozen=True, slots=True)
class Document:
    """A file to write.

    Attributes:
        fingerprint: Digest of what it is made from.
        content: Makes it; only called where the site doesn't have it yet.
    """

    uri: str
    fingerprint: str
    content: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class DocumentGroup:
    """Files that are made from the same things.

    Attributes:
        fingerprint: Digest of those things.
        documents: Makes them; only called where the site doesn't have them all.
    """

    name: str
    fingerprint: str
    documents: Callable[[], Iterator[Document]]


def document_groups(
    build: CatalogBuild, site: Site, bundle: Bundle, pages: Sequence[PlannedPage], guide_uris: Iterable[str]
) -> Iterator[DocumentGroup]:
    """Yield every group of files, none of them made yet.

    Arguments:
        build: The catalog.
        site: Its name and address.
        bundle: The browser code.
        pages: All pages but the hand-written ones.
        guide_uris: Of the hand-written pages.
    """
    about_all = build.fingerprint
    guides = sorted(guide_uris)
    code = hashlib.sha256(bundle.service_worker + bundle.offline_script).hexdigest()
    about_program = repr((read_package_digest(), code, sorted(bundle.contents), site))
    yield _group("program", about_program, _of_program, site, bundle)
    yield _group("index", about_all, _index, build, site)
    yield _group("lists", about_all, _lists, build, site)
    yield _group("sitemap", about_all + repr(guides), _sitemap, site, pages, guides)
    graph = partial(_graph, build, site)
    yield DocumentGroup("graph", about_all, graph)


def _group(
    name: str, made_from: str, make: Callable[..., Iterator[tuple[str, bytes]]], *arguments: object
) -> DocumentGroup:
    fingerprint = hashlib.sha256(made_from.encode()).hexdigest()
    return DocumentGroup(name, fingerprint, lambda: starmap(as_document, make(*arguments)))


def as_document(uri: str, content: bytes) -> Document:
    """Return a file that is made already."""
    return Document(uri, hashlib.sha256(content).hexdigest(), lambda: content)


def _of_program(site: Site, bundle: Bundle) -> Iterator[tuple[str, bytes]]:
    """Yield what a new version of this program changes, and nothing else."""
    yield CODES_URI, render_codes_json(site)
    yield from render_shapes(site.site_url).items()
    yield "index.html", render_chooser(site).encode()
    yield "404.html", render_not_found(site, bundle.not_found_uri).encode()
    yield "offline.html", render_offline(site, bundle.offline_script).encode()
    yield "sw.js", bundle.service_worker
    yield "robots.txt", render_robots(site.site_url)
    yield from render_explorer_files().items()
    yield from render_easy_words().items()
    yield from bundle.contents.items()


def _index(build: CatalogBuild, site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield what programs are told of all datasets."""
    entries = [result.catalog_entry for result in build.published]
    merged = [each.catalog_entry for each in build.merged if each.catalog_entry]
    held = holdings_of(build, site)
    yield "catalog.json", render_catalog_json(site, build.municipalities, entries, build.withdrawn, merged, held)
    yield from inventory_documents(build, site)
    yield PACKAGE_SEARCH_URI, render_package_search(site, [result.ckan_package for result in build.published])
    yield OPEN_DATA_LIST_URI, render_open_data_list(result.list_rows for result in build.published)
    yield RECORDS_URI, render_records(site, [uri for result in build.published for uri in result.present_uris])
    yield from body_redirects(build, site)
    yield from merged_documents(build, site)


def _lists(build: CatalogBuild, site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield what search, map and feeds know of all datasets, and where those are that had another name."""
    contents = catalog_contents(build, site)
    yield from render_map_files(contents).items()
    searched = render_search_files(contents)
    yield from searched.items()
    yield ON_DISK_URI, render_search_on_disk(searched)
    yield from render_withdrawn_redirects(contents).items()
    yield from change_documents(contents)


def _sitemap(site: Site, pages: Iterable[PlannedPage], guides: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    entries: list[SitemapEntry] = [(page.uri, page.alternates, page.modified) for page in pages if page.is_indexed]
    entries += [(uri, guide_twins(uri), None) for uri in guides]
    yield "sitemap.xml", render_sitemap(site.site_url, sorted(entries, key=lambda entry: entry[0]))


def _graph(build: CatalogBuild, site: Site) -> Iterator[Document]:
    yield from (Document(*each) for each in linked_data(build, site))


def guide_twins(uri: str) -> Mapping[Lang, str]:
    """Return a hand-written page's address in each language."""
    rest = uri.partition("/")[2]
    return {lang: f"{lang}/{rest}" for lang in LANGS}
