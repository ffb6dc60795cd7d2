"""Every page of the catalog: where it stands, what it is made from, and how to come by what goes into its shell."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from catalog.load.digests import read_package_digest
from catalog.model.ids import DatasetId
from catalog.model.site import Site
from catalog.model.text import LANGS, Lang
from catalog.pipeline.merging import read_fragment
from catalog.pipeline.results import DatasetResult
from catalog.pipeline.whole import CatalogBuild
from catalog.render.changes import render_changes_pages
from catalog.render.contexts import Contents
from catalog.render.findings import render_finding_pages
from catalog.render.home import render_home
from catalog.render.inventory import InventoryPage, inventory_pages
from catalog.render.late import LateParts
from catalog.render.links import dataset_uri
from catalog.render.lists import render_list_pages, render_municipality_pages, render_theme_pages
from catalog.render.map import render_map_pages
from catalog.render.page import RenderedPage, Section
from catalog.render.readability import render_readability_pages
from catalog.render.search.page import render_search_pages
from catalog.render.shell import SLOTS, Slot
from catalog.render.slots import render_slots
from catalog.render.sql import render_sql_pages
from catalog.render.standards import Fragment, StandardPage, standard_pages
from catalog.render.withdrawn import render_withdrawn_pages
from catalog.standards.vocabulary import read_vocabularies
from catalog.store.results import ResultStore

Slots = Mapping[Slot, bytes]
"""What goes into a page's shell, in UTF-8."""

FINDINGS_ENTRY = "-/findings"
"""The pages of the finding codes in the store; no dataset can have this id."""


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """A page to print.

    Attributes:
        fingerprint: Digest of what the page is made from, its shell apart.
        slots: Gives what goes into the shell; only called where the page isn't on the site yet.
        is_indexed: Whether it is in the sitemap.
    """

    lang: Lang
    section: Section
    uri: str
    alternates: Mapping[Lang, str]
    modified: str | None
    fingerprint: str
    slots: Callable[[], Slots]
    is_indexed: bool = True


def plan_pages(build: CatalogBuild, site: Site) -> list[PlannedPage]:
    """Return every page but the hand-written ones, in the order in which they are printed."""
    contents = catalog_contents(build, site)
    lists = [
        *render_home(contents),
        *render_list_pages(contents),
        *render_theme_pages(contents),
        *render_municipality_pages(contents),
        *render_map_pages(contents),
        *render_search_pages(contents),
        *render_withdrawn_pages(contents),
        *render_changes_pages(contents),
        *render_sql_pages(),
    ]
    pages = [_plan(page, site) for page in lists]
    pages += [_plan_standard(page, site) for page in standard_pages(contents, _fragments(build))]
    pages += [_plan_standard(page, site, "municipalities") for page in inventory_pages(contents)]
    pages += _plan_finding_pages(build.store, site)
    late = LateParts(contents)
    for result in build.published:
        pages += _plan_dataset_pages(build.store, result, late)
    return pages


def catalog_contents(build: CatalogBuild, site: Site) -> Contents:
    """Return what the pages beside the datasets' own are made from."""
    return Contents(
        site=site,
        municipalities={each.id: each for each in build.municipalities},
        themes=read_vocabularies().themes,
        entries=tuple(result.entry for result in build.published if result.entry),
        withdrawn=build.withdrawn,
        histories=build.histories,
        merged=tuple(each.table for each in build.merged),
        unpublished=build.unpublished,
        inventories={each.body: each for each in build.inventories},
    )


def _fragments(build: CatalogBuild) -> Fragment:
    results = {each.table.id: each for each in build.merged}
    return lambda table, lang: read_fragment(build.store, results[table.id], lang)


def _plan(page: RenderedPage, site: Site) -> PlannedPage:
    fingerprint = hashlib.sha256(repr((page, site)).encode()).hexdigest()
    slots = partial(_slots, page, site)
    return PlannedPage(
        page.lang, page.section, page.uri, page.alternates, page.modified, fingerprint, slots, page.is_indexed
    )


def _slots(page: RenderedPage, site: Site) -> Slots:
    return {slot: text.encode() for slot, text in render_slots(page, site).items()}


def _plan_finding_pages(store: ResultStore, site: Site) -> Iterator[PlannedPage]:
    """Yield the pages of the finding codes, which only a new version of the code or of the site's title changes."""
    key = hashlib.sha256(repr((read_package_digest(), site)).encode()).hexdigest()[:32]
    kept = store.read(FINDINGS_ENTRY, key)
    if kept is None:
        pages = [*render_finding_pages(), *render_readability_pages()]
        kept = {"pages": [[page.lang, page.uri, page.alternates] for page in pages]}
        filled = {page.uri: {str(slot): text for slot, text in render_slots(page, site).items()} for page in pages}
        store.write(FINDINGS_ENTRY, key, kept, filled, [])
    read = _StoredPages(store, FINDINGS_ENTRY, key)
    for lang, uri, alternates in kept["pages"]:
        yield PlannedPage(lang, "findings", uri, alternates, None, key, partial(read, uri))


def _plan_standard(page: StandardPage | InventoryPage, site: Site, section: Section = "standards") -> PlannedPage:
    """Return the page of a standard dataset (or of an inventory), which isn't even rendered where it is on the site."""
    digest = hashlib.sha256(repr((read_package_digest(), page.fingerprint, site)).encode()).hexdigest()
    alternates: dict[Lang, str] = {lang: f"{lang}{page.uri[len(page.lang) :]}" for lang in LANGS}
    return PlannedPage(page.lang, section, page.uri, alternates, None, digest, lambda: _slots(page.render(), site))


def _plan_dataset_pages(store: ResultStore, result: DatasetResult, late: LateParts) -> Iterator[PlannedPage]:
    """Yield a dataset's pages; its own has parts that depend on other datasets, and is read anew where these differ."""
    read = _StoredPages(store, str(result.id), result.key)
    modified = result.entry.modified if result.entry else None
    for page in result.pages:
        if page.uri == dataset_uri(result.id, page.lang):
            fingerprint = f"{result.digest} {late.fingerprint(result.id, page.lang)}"
            slots: Callable[[], Slots] = partial(_filled, read, page.uri, late, result.id, page.lang)
        else:
            fingerprint, slots = result.digest, partial(read, page.uri)
        yield PlannedPage(page.lang, "datasets", page.uri, page.alternates, modified, fingerprint, slots)


def _filled(read: _StoredPages, uri: str, late: LateParts, id: DatasetId, lang: Lang) -> Slots:
    slots = read(uri)
    return {**slots, "body": late.fill(slots["body"], id, lang)}


class _StoredPages:
    """The pages of one result; the file that has them all is read at the first and forgotten with the last."""

    def __init__(self, store: ResultStore, dataset: str, key: str) -> None:
        self._place = store, dataset, key
        self._pages: dict[str, dict[str, bytes]] = {}

    def __call__(self, name: str) -> Slots:
        if name not in self._pages:
            store, dataset, key = self._place
            self._pages = store.read_pages(dataset, key)
        page = self._pages.pop(name)
        return {slot: page[slot] for slot in SLOTS}
