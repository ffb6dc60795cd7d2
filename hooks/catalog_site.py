"""MkDocs prints, `catalog` does the rest: this hook hands the catalog's pages to MkDocs and takes its output.

MkDocs renders the hand-written Markdown pages and one *shell* per kind of catalog page (language, section, depth); the
catalog fills the shells, which costs 0.02 ms a page instead of Material's 2 ms (see the architecture page).
Nothing here knows a dataset.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Callable
from functools import wraps
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from catalog.model.text import LANGS, Lang
from catalog.pipeline.options import BuildOptions, explain
from catalog.pipeline.parallel import prepare_processes
from catalog.report.progress import terminal_progress
from catalog.store.compiled_templates import compiled_templates

if TYPE_CHECKING:
    from catalog.pipeline.printer import SitePrinter

log = logging.getLogger("mkdocs.hooks.catalog")

UNUSED_THEME_FILES = (
    "assets/javascripts/",
    "assets/stylesheets/palette",
    "assets/images/favicon.png",
    "sitemap.xml",
)
"""What Material ships for its own search, palette and script, and a sitemap that doesn't know two languages."""

SELF_CONTAINED = {
    "attr_list",
    "def_list",
    "fenced_code",
    "md_in_html",
    "pymdownx.highlight",
    "pymdownx.superfences",
    "tables",
    "toc",
}
"""Extensions of Markdown that read nothing but the page: what they made can be kept."""

VERSIONS = tuple(version(name) for name in ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2"))
"""Of what shapes a page beside the catalog's own code."""

KEPT_TEMPLATE = "kept.html"
"""Prints nothing."""

GC_THRESHOLD = (100_000, 50, 100)
"""A build makes many objects and ends: looking for circles among them as often as Python does takes a tenth of it."""


class CatalogAborted(Abort):
    """The build can't go on: MkDocs says so in one line and ends, or, while it serves, waits for the next change."""

    exit_code = code = 2

    def show(self, *args: Any, **kwargs: Any) -> None:
        """Print the line, if there is something to say."""
        if self.message:
            print(f"catalog: {self.message}", file=sys.stderr)


class CatalogSite:
    """The state of one build, from `on_config` to `on_post_build`."""

    def __init__(self) -> None:
        self.command = "build"
        self.warnings = CountHandler()
        self.printer: SitePrinter | None = None
        self.navigation: dict[Lang, Navigation] = {}
        self.section_pages: dict[str, Page] = {}
        self.takes_pages = False
        self.is_kept = False

    def on_startup(self, command: str, dirty: bool) -> None:
        """Remember whether this is a build, and count warnings for a strict one."""
        self.command = command
        prepare_processes(BuildOptions.from_environment(os.environ).process_count)
        gc.set_threshold(*GC_THRESHOLD)
        self.warnings.setLevel(logging.WARNING)
        logger = logging.getLogger("mkdocs")
        logger.addHandler(self.warnings)
        if os.environ.get("CATALOG_OUTCOME"):  # `catalog build` tells what was done
            logger.setLevel(logging.WARNING)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Work on the datasets first: everything that MkDocs is told comes from them."""
        from catalog.pipeline.printer import prepare_site  # 0.3 s, in which other processes import what they need

        root = Path(config.config_file_path).parent
        options = BuildOptions.from_environment(os.environ)
        with terminal_progress("データセット / Datasets") as progress:
            self.printer = prepare_site(root, Path(config.site_dir), options, progress)
        for line in self.printer.summary_lines():
            log.info(line)
        for line in self.printer.error_lines():
            log.warning(line)
        config.site_url = self.printer.site.site_url
        config.extra_css.append(self.printer.stylesheet)
        config.extra_javascript.append(self.printer.script)
        config.theme["palette"] = self.printer.palette
        config.extra["catalog"] = self.printer.theme_values()
        config.theme.static_templates -= {"404.html", "sitemap.xml"}
        if self.command == "build":  # `mkdocs serve` has a temporary folder of its own
            config.site_dir = str(self.printer.start_staging())
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add an empty page for each shell, and leave out what the theme brings for things that aren't used."""
        assert self.printer is not None
        for file in list(files):
            if file.src_uri.startswith(UNUSED_THEME_FILES) or file.src_uri.endswith(".map"):
                files.remove(file)
        for shell in self.printer.shells():
            in_nav = InclusionLevel.INCLUDED if shell.src_uri == shell.section_uri else InclusionLevel.NOT_IN_NAV
            files.append(File.generated(config, shell.src_uri, content="", inclusion=in_nav))
        self.takes_pages = _is_ours_alone(config)
        self.is_kept = self.takes_pages and self.printer.recall(_sources(config), VERSIONS)
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Split the navigation: its first section is the Japanese site, its second the English one."""
        for lang, section in zip(LANGS, nav.items, strict=True):
            for item in section.children:
                item.parent = None
            pages = [page for page in nav.pages if page.file.src_uri.startswith(f"{lang}/")]
            half = Navigation(section.children, pages)
            half.homepage = pages[0]
            self.navigation[lang] = half
        self.section_pages = {page.file.src_uri: page for page in nav.pages}
        return nav

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Keep the theme's compiled templates: they take 0.2 s to compile, and never change."""
        assert self.printer is not None
        env.bytecode_cache = compiled_templates(self.printer.store_folder / "templates" / "theme")
        return env

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Leave out what is printed already."""
        if not self.is_kept:
            return markdown
        page.meta["template"] = KEPT_TEMPLATE
        return ""

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Tell the theme what it needs to know of the page; a shell's body is a placeholder."""
        assert self.printer is not None
        if self.is_kept:
            return ""
        shell = self.printer.shell(page.file.src_uri)
        page.meta.update(shell.meta if shell else self.printer.markdown_meta(page.url, page.title, page.meta))
        return shell.content if shell else self.printer.markdown_body(page.url, html)

    def on_page_context(self, context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
        """Give the page the navigation, the language and the name of its half of the site."""
        assert self.printer is not None
        lang: Lang = "en" if page.url.startswith("en/") else "ja"
        context["nav"] = self.navigation[lang]
        config.theme["language"] = lang
        config.site_name = self.printer.site.title.text(lang)
        self._activate(page, active=True)
        return context

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Hand over what was printed instead of writing it."""
        assert self.printer is not None
        self._activate(page, active=False)
        if self.is_kept:
            return ""
        if self.printer.shell(page.file.src_uri) is not None:
            self.printer.take_shell(page.file.src_uri, output)
        elif self.takes_pages:
            self.printer.take_page(page.url, output)
        else:
            return output
        return ""

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write what MkDocs didn't, and put the site in its place."""
        assert self.printer is not None
        if config.strict and (self.warnings.get_counts() or not self.printer.is_flawless):
            log.warning("the last good site stays as it was")  # after which a strict MkDocs gives up
            self.printer.discard()
            return
        if self.takes_pages and not self.is_kept and not self.warnings.get_counts():
            self.printer.remember()  # a warning is to be heard in every build
        self.printer.publish(Path(config.site_dir))

    def on_build_error(self, error: Exception) -> None:
        """Leave the last good site as it is."""
        if self.printer is not None:
            self.printer.discard()

    def _activate(self, page: Page, *, active: bool) -> None:
        """Show the section of a shell as the current one in the navigation."""
        assert self.printer is not None
        shell = self.printer.shell(page.file.src_uri)
        if shell and shell.section_uri in self.section_pages:
            self.section_pages[shell.section_uri].active = active


def _in_one_line(event: Callable[..., Any]) -> Callable[..., Any]:
    """Return *event* so that what is wrong with the catalog or the machine ends in one line, never in a traceback."""

    @wraps(event)
    def guarded(*arguments: Any, **options: Any) -> Any:
        try:
            return event(*arguments, **options)
        except Exception as error:
            if os.environ.get("CATALOG_TRACEBACK"):
                raise
            raise CatalogAborted(explain(error)) from None

    return guarded


def _is_ours_alone(config: MkDocsConfig) -> bool:
    """Return whether pages are made from nothing that is unknown here: other plugins may read what they like."""
    return len(config.plugins) == len(config.hooks) == 1 and SELF_CONTAINED.issuperset(config.markdown_extensions)


def _sources(config: MkDocsConfig) -> list[Path]:
    """Return what MkDocs reads of this catalog: the files whose change may change a page."""
    places = [config.config_file_path, config.docs_dir, __file__, config.theme.custom_dir]
    return [Path(place) for place in places if place]


_site = CatalogSite()
on_startup = _in_one_line(_site.on_startup)
on_config = _in_one_line(_site.on_config)
on_files = _in_one_line(_site.on_files)
on_nav = _in_one_line(_site.on_nav)
on_env = _in_one_line(_site.on_env)
on_page_markdown = _in_one_line(_site.on_page_markdown)
on_page_content = _in_one_line(_site.on_page_content)
on_page_context = _in_one_line(_site.on_page_context)
on_post_page = _in_one_line(_site.on_post_page)
on_post_build = _in_one_line(_site.on_post_build)
on_build_error = _site.on_build_error
