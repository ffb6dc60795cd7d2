"""Every page of the catalog: where it stands, what it is made from, and how to come by what goes into its shell."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from catalog.load.digests import read_package_digest
from catalog.model.site import Site
from catalog.model.text import Lang
from catalog.pipeline.results import DatasetResult
from catalog.pipeline.whole import CatalogBuild
from catalog.render.contexts import Contents
from catalog.render.findings import render_finding_pages
from catalog.render.lists import render_home, render_list_pages, render_municipality_pages, render_theme_pages
from catalog.render.map import render_map_pages
from catalog.render.page import RenderedPage, Section
from catalog.render.readability import render_readability_pages
from catalog.render.search.page import render_search_pages
from catalog.render.shell import Slot
from catalog.render.slots import render_slots
from catalog.render.withdrawn import render_withdrawn_pages
from catalog.standards.vocabulary import read_vocabularies
from catalog.store.results import ResultStore

Slots = Mapping[Slot, str]

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
    ]
    pages = [_plan(page, site) for page in lists]
    pages += _plan_finding_pages(build.store, site)
    for result in build.published:
        pages += _plan_dataset_pages(build.store, result)
    return pages


def catalog_contents(build: CatalogBuild, site: Site) -> Contents:
    """Return what the pages beside the datasets' own are made from."""
    return Contents(
        site=site,
        municipalities={each.id: each for each in build.municipalities},
        themes=read_vocabularies().themes,
        entries=tuple(result.entry for result in build.published if result.entry),
        withdrawn=build.withdrawn,
    )


def _plan(page: RenderedPage, site: Site) -> PlannedPage:
    fingerprint = hashlib.sha256(repr((page, site)).encode()).hexdigest()
    slots = partial(render_slots, page, site)
    return PlannedPage(
        page.lang, page.section, page.uri, page.alternates, page.modified, fingerprint, slots, page.is_indexed
    )


def _plan_finding_pages(store: ResultStore, site: Site) -> Iterator[PlannedPage]:
    """Yield the pages of the finding codes, which only a new version of the code or of the site's title changes."""
    key = hashlib.sha256(repr((read_package_digest(), site)).encode()).hexdigest()[:32]
    kept = store.read(FINDINGS_ENTRY, key)
    if kept is None:
        pages = [*render_finding_pages(), *render_readability_pages()]
        kept = {"pages": [[page.lang, page.uri, page.alternates] for page in pages]}
        store.write(FINDINGS_ENTRY, key, kept, {page.uri: render_slots(page, site) for page in pages}, [])
    read = _StoredPages(store, FINDINGS_ENTRY, key)
    for lang, uri, alternates in kept["pages"]:
        yield PlannedPage(lang, "findings", uri, alternates, None, key, partial(read, uri))


def _plan_dataset_pages(store: ResultStore, result: DatasetResult) -> Iterator[PlannedPage]:
    read = _StoredPages(store, str(result.id), result.key)
    modified = result.entry.modified if result.entry else None
    for page in result.pages:
        slots = partial(read, page.uri)
        yield PlannedPage(page.lang, "datasets", page.uri, page.alternates, modified, result.key, slots)


class _StoredPages:
    """The pages of one result; the file that has them all is read at the first and forgotten with the last."""

    def __init__(self, store: ResultStore, dataset: str, key: str) -> None:
        self._place = store, dataset, key
        self._pages: dict[str, Slots] = {}

    def __call__(self, name: str) -> Slots:
        if name not in self._pages:
            store, dataset, key = self._place
            self._pages = store.read_pages(dataset, key)
        return self._pages.pop(name)
