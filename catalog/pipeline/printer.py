"""From a finished catalog to the files of a site: the shells to print, and what goes into them and beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from catalog.codes import severity_of
from catalog.findings import Severity
from catalog.i18n import cli_texts
from catalog.i18n.finding_words import resolve_message
from catalog.load.digests import read_folder_digest, read_package_digest
from catalog.model.site import Site
from catalog.model.text import Lang
from catalog.pipeline.documents import Document, as_document, document_groups, guide_twins
from catalog.pipeline.options import BuildOptions, CatalogUnusable, default_lang
from catalog.pipeline.outcome import Outcome
from catalog.pipeline.pages import PlannedPage, plan_pages
from catalog.pipeline.templates import keep_templates
from catalog.pipeline.whole import CatalogBuild, Progress, build_catalog
from catalog.render.assets import Bundle, BundleMissingError, bundle
from catalog.render.frame import HIDDEN, palette, render_language_link, theme_values
from catalog.render.head import render_head
from catalog.render.languages import mark_japanese_html
from catalog.render.page import Section
from catalog.render.scrolling import render_scrolling_tables
from catalog.render.shell import SLOTS, Shell, body_placeholder, parse_shell, slot_token
from catalog.store.prints import Prints, read_prints, write_prints
from catalog.store.results import write_report
from catalog.store.site_folder import SiteFolder


@dataclass(frozen=True, slots=True)
class ShellRequest:
    """A kind of page that MkDocs prints once.

    Attributes:
        src_uri: The source file that MkDocs is told of; it has the depth of the pages.
        section_uri: The source file of the navigation's item that is shown as current.
        meta: What the theme needs to know.
        content: Stands for the page's body.
    """

    src_uri: str
    section_uri: str
    meta: Mapping[str, Any]
    content: str


def shell_src_uri(lang: Lang, section: Section, depth: int) -> str:
    """Return the source file that stands for the pages of *section* at *depth* (1 is ``/ja/``)."""
    parts = [lang] if section == "home" else [lang, section]
    return "/".join([*parts, *["shell"] * (depth - len(parts)), "index.md"])


class SitePrinter:
    """One printing of a catalog: tells MkDocs what to print, takes it back, and writes the site."""

    def __init__(
        self, build: CatalogBuild, site: Site, folder: SiteFolder, bundle: Bundle, outcome: Path | None
    ) -> None:
        self.build = build
        self.site = site
        self._folder = folder
        self._bundle = bundle
        self._outcome = outcome
        self._printed: dict[str, Shell] = {}
        self._digests: dict[str, str] = {}
        self._markdown_uris: list[str] = []
        self._markdown_pages: dict[str, str] = {}
        self._prints_key: str | None = None

    # What the hook tells MkDocs

    @property
    def stylesheet(self) -> str:
        """'/'-relative address of our stylesheet."""
        return self._bundle.stylesheet_uri

    @property
    def script(self) -> str:
        """'/'-relative address of our script."""
        return self._bundle.script_uri

    @property
    def palette(self) -> list[dict[str, Any]]:
        """Material's ``theme.palette`` in the catalog's colour."""
        return palette(self.site)

    def theme_values(self) -> dict[str, Any]:
        """Return what the theme shows on every page: ``config.extra.catalog``."""
        return theme_values(self.site)

    @property
    def store_folder(self) -> Path:
        """Where results are kept, and where the printer may keep what it made for the next time."""
        return self.build.store.folder.parent

    def start_staging(self) -> Path:
        """Return an empty folder beside the last good site to print into.

        Raises:
            CatalogUnusable: There are files of somebody else where the site is to be.
        """
        if self._folder.is_somebody_elses:
            raise CatalogUnusable(cli_texts(default_lang())["foreign_folder"].format(folder=self._folder.folder))
        self._folder.start()
        return self._folder.staging

    def shells(self) -> Iterable[ShellRequest]:
        """Return every kind of page that the catalog has."""
        return self._shells.values()

    def recall(self, sources: Iterable[Path], setting: object) -> bool:
        """Take what was printed the last time, if nothing that it is made from has changed since; return whether so.

        Arguments:
            sources: Every file and folder beside the catalog's own that the printer reads.
            setting: Whatever else its pages depend on; told apart by its ``repr``.
        """
        made_from = (read_package_digest(), read_folder_digest(sources), setting, self.site, self.theme_values())
        shells = (self.stylesheet, self.script, sorted(self._shells))
        self._prints_key = hashlib.sha256(repr((made_from, shells)).encode()).hexdigest()
        kept = read_prints(self._prints_file, self._prints_key)
        if kept is None:
            return False
        for src_uri, (texts, slots) in kept.shells.items():
            own = tuple(slot for name in slots for slot in SLOTS if slot == name)
            self._take_shell(src_uri, Shell(tuple(text.encode() for text in texts), own))
        self._markdown_pages.update(kept.pages)
        self._markdown_uris += kept.pages
        return True

    def remember(self) -> None:
        """Keep what was printed for the next time."""
        if self._prints_key is not None:
            shells = {
                src_uri: ([text.decode() for text in shell.texts], shell.slots)
                for src_uri, shell in self._printed.items()
            }
            write_prints(self._prints_file, self._prints_key, Prints(shells, self._markdown_pages))

    def shell(self, src_uri: str) -> ShellRequest | None:
        """Return the kind of page that *src_uri* stands for, or ``None`` for a hand-written page."""
        return self._shells.get(src_uri)

    def take_shell(self, src_uri: str, output: str) -> None:
        """Take a printed shell."""
        self._take_shell(src_uri, parse_shell(output))

    def _take_shell(self, src_uri: str, shell: Shell) -> None:
        self._printed[src_uri] = shell
        self._digests[src_uri] = hashlib.sha256(repr((shell.texts, shell.slots)).encode()).hexdigest()[:16]

    def markdown_meta(self, uri: str, title: str | None, meta: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the theme needs to know of a hand-written page; each has its twin (a test says so)."""
        lang: Lang = "en" if uri.startswith("en/") else "ja"
        self._markdown_uris.append(uri)
        head = render_head(
            self.site,
            lang=lang,
            uri=uri,
            title=title or "",
            description=str(meta.get("description", "")),
            alternates=guide_twins(uri),
        )
        return {"head": head, "language_link": render_language_link(lang, uri, guide_twins(uri))}

    def markdown_body(self, uri: str, html: str) -> str:
        """Return the body of a hand-written page, as it is to stand in the page."""
        lang: Lang = "en" if uri.startswith("en/") else "ja"
        body = render_scrolling_tables(html, lang)
        return mark_japanese_html(body) if lang == "en" else body

    def take_page(self, uri: str, output: str) -> None:
        """Take a printed hand-written page."""
        self._markdown_pages[uri] = output

    def summary_lines(self) -> list[str]:
        """Return what was done, for the log."""
        published, left_out = self.build.published, self.build.left_out
        return [f"Catalog: {len(published)} datasets published, {len(left_out)} left out"]

    def error_lines(self) -> list[str]:
        """Return a line for each finding that keeps something from being published."""
        if self._outcome is not None:  # who asked for the outcome shows it better
            return []
        errors = [finding for finding in self.build.findings if severity_of(finding) is Severity.ERROR]
        return [
            f"{finding.location.path}:{finding.location.line or finding.location.row or 1} "
            f"{finding.code}: {resolve_message(finding, 'ja')}"
            for finding in errors
        ]

    # What MkDocs gives back

    def publish(self, folder: Path) -> None:
        """Write everything that MkDocs didn't, and put the site in its place (*folder*, unless it was staged)."""
        staged = folder == self._folder.staging
        if not staged:
            self._folder.write_into(folder)
        for page in self._pages:
            self._print_page(page)
        for uri, output in self._markdown_pages.items():
            self._put(as_document(f"{uri}index.html", output.encode()))
        for group in document_groups(self.build, self.site, self._bundle, self._pages, self._markdown_uris):
            if not self._folder.keep_group(group.name, group.fingerprint):
                uris = [self._put(document) for document in group.documents()]
                self._folder.remember_group(group.name, group.fingerprint, uris)
        for result in self.build.published:
            for file in result.files:
                if not self._folder.keep(file.uri, file.sha256):
                    source = self.build.store.file_path(str(result.id), result.key, file.number)
                    self._folder.link(file.uri, source, file.sha256)
        for merged in self.build.merged:
            for file in merged.files:
                if not self._folder.keep(file.uri, file.sha256):
                    source = self.build.store.file_path(merged.place, merged.key, file.number)
                    self._folder.link(file.uri, source, file.sha256)
        if staged:
            self._folder.adopt_staged()
            self._folder.publish()
        _leave_outcome(self._outcome, self.build, self._folder)

    def discard(self) -> None:
        """Leave the last good site as it is."""
        self._folder.discard()
        _leave_outcome(self._outcome, self.build, None)

    @property
    def is_flawless(self) -> bool:
        """Whether there is nothing that a strict build would refuse."""
        return all(severity_of(finding) is Severity.NOTICE for finding in self.build.findings)

    @property
    def _prints_file(self) -> Path:
        return self.store_folder / "prints.json"

    @cached_property
    def _pages(self) -> list[PlannedPage]:
        return plan_pages(self.build, self.site)

    @cached_property
    def _shells(self) -> dict[str, ShellRequest]:
        kinds = sorted({(page.lang, page.section, page.uri.count("/")) for page in self._pages})
        requests = (self._shell_request(*kind) for kind in kinds)
        return {request.src_uri: request for request in requests}

    def _shell_request(self, lang: Lang, section: Section, depth: int) -> ShellRequest:
        meta = {
            "head": slot_token("head"),
            "title": slot_token("title"),
            "toc_html": slot_token("toc"),
            "language_link": slot_token("language-link"),
            "hide": HIDDEN[section],
            "section": section,
        }
        return ShellRequest(
            src_uri=shell_src_uri(lang, section, depth),
            section_uri=shell_src_uri(lang, section, 1 if section == "home" else 2),
            meta=meta,
            content=body_placeholder(),
        )

    def _print_page(self, page: PlannedPage) -> None:
        src_uri = shell_src_uri(page.lang, page.section, page.uri.count("/"))
        file_uri = f"{page.uri}index.html"
        fingerprint = f"{page.fingerprint} {self._digests[src_uri]}"
        if not self._folder.keep(file_uri, fingerprint):
            self._folder.write(file_uri, self._printed[src_uri].fill(page.slots()), fingerprint)

    def _put(self, document: Document) -> str:
        if not self._folder.keep(document.uri, document.fingerprint):
            self._folder.write(document.uri, document.content(), document.fingerprint)
        return document.uri


def prepare_site(root: Path, site_dir: Path, options: BuildOptions, progress: Progress | None = None) -> SitePrinter:
    """Return the printer of the catalog under *root*, all its datasets worked on.

    Raises:
        CatalogUnusable: ``catalog.yaml`` can't be used, or the browser code wasn't built.
    """
    store_folder = options.store or root / ".catalog"
    keep_templates(store_folder)
    build = build_catalog(root, options, progress)
    if build.site is None:
        _leave_outcome(options.outcome, build, None)
        # Whoever asked for the outcome shows the findings, which say more than this line.
        raise CatalogUnusable("" if options.outcome else cli_texts(default_lang())["site_unusable"])
    try:
        browser_code = bundle()
    except BundleMissingError:
        raise CatalogUnusable(cli_texts(default_lang())["no_bundle"]) from None
    site_name = hashlib.sha256(str(site_dir.absolute()).encode()).hexdigest()[:16]
    folder = SiteFolder(site_dir.absolute(), store_folder / "sites" / f"{site_name}.json")
    return SitePrinter(build, build.site, folder, browser_code, options.outcome)


def _leave_outcome(file: Path | None, build: CatalogBuild, folder: SiteFolder | None) -> None:
    if file is None:
        return
    outcome = Outcome(
        findings=build.findings,
        datasets=len(build.published),
        left_out=tuple(map(str, build.left_out)),
        site_usable=build.site is not None,
        written=folder.written_count if folder else None,
        removed=folder.removed_count if folder else None,
    )
    write_report(file, outcome.to_json())
