"""`catalog serve`: the site on this computer, built anew whenever a file is saved."""

from __future__ import annotations

import signal
import socket
import threading
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from catalog.codes import severity_of
from catalog.commands.places import build_options, find_root, jobs_option, lang_option, root_option
from catalog.commands.preview_server import PreviewServer
from catalog.commands.printing import print_site
from catalog.findings import Finding, Severity
from catalog.i18n import cli_texts, serving_texts
from catalog.i18n.finding_words import resolve_message, resolve_place
from catalog.load.marked_yaml import read_marked_yaml
from catalog.load.stamps import Stamps, read_stamps
from catalog.model.text import Lang
from catalog.pipeline.options import BuildOptions, CatalogUnusable
from catalog.pipeline.outcome import Outcome
from catalog.pipeline.whole import SITE_URI
from catalog.report.counts import count_severities
from catalog.report.text import render_findings

LOOK_SECONDS = 0.5
QUIET_SECONDS = 0.3
"""Programs save in several steps: nothing is built before so long nothing has changed."""
MAX_TOLD = 10
"""So many mistakes are named on a page."""
SITE_FOLDER = "preview"


@click.command()
@click.option("--dev-addr", default="127.0.0.1:8000", help="待ち受ける場所 / Address to serve at.", show_default=True)
@lang_option
@jobs_option
@root_option
def serve(dev_addr: str, lang: Lang, jobs: int | None, root: Path | None) -> None:
    """サイトを手元で見ます。直すと作り直します。 / Serves the site here, and rebuilds it when a file changes."""
    root = find_root(root)
    address = _address(dev_addr, lang)
    if not (root / "mkdocs.yml").is_file():
        raise CatalogUnusable(cli_texts(lang)["no_mkdocs_yml"].format(folder=root))
    preview = _Preview(root, build_options(jobs), lang, address)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        preview.run()
    except KeyboardInterrupt:
        click.echo(f"\n{serving_texts(lang)['stopped']}")


def _interrupt(*_: Any) -> None:
    raise KeyboardInterrupt


def _address(stated: str, lang: Lang) -> tuple[str, int]:
    """Return host and port, which nothing else may have."""
    host, _, port = stated.rpartition(":")
    texts = cli_texts(lang)
    if not host or not (port.isascii() and port.isdigit() and int(port) <= 65_535):
        raise CatalogUnusable(texts["bad_address"].format(address=stated))
    try:
        with socket.create_server((host, int(port))):
            pass
    except OSError:
        raise CatalogUnusable(texts["address_taken"].format(address=stated)) from None
    return host, int(port)


class _Preview:
    """The server, and the builds that follow the changes of files."""

    def __init__(self, root: Path, options: BuildOptions, lang: Lang, address: tuple[str, int]) -> None:
        self._root, self._options, self._lang = root, options, lang
        self._site_dir = (options.store or root / ".catalog") / SITE_FOLDER
        self._server = PreviewServer(address, self._site_dir, lang)
        self._told: frozenset[tuple[str, str]] = frozenset()
        self._still = threading.Event()  # never set: only waited for

    def run(self) -> None:
        """Build and serve until somebody stops it."""
        texts = serving_texts(self._lang)
        stamps = read_stamps(self._root)
        click.echo(texts["building"])
        self._server.start()
        self._build()
        host, port = self._server.server_address[:2]
        shown = f"[{host!s}]" if ":" in str(host) else str(host)
        click.echo(texts["address"].format(url=f"http://{shown}:{port}{self._server.base}"))
        while True:
            stamps = self._wait(stamps)
            click.echo(texts["rebuilding"])
            self._build()

    def _wait(self, before: Stamps) -> Stamps:
        """Return the stamps after the next change, once nothing changes any more."""
        now = read_stamps(self._root)
        while now == before:
            self._still.wait(LOOK_SECONDS)
            now = read_stamps(self._root)
        while True:
            self._still.wait(QUIET_SECONDS)
            later = read_stamps(self._root)
            if later == now:
                return now
            now = later

    def _build(self) -> None:
        texts = serving_texts(self._lang)
        code, outcome = print_site(self._root, self._site_dir, self._options, self._lang)
        base = _base_path(self._root, self._options) or self._server.base
        is_built = code == 0 and outcome is not None and outcome.written is not None
        errors = [each for each in outcome.findings if severity_of(each) is Severity.ERROR] if outcome else []
        if outcome is not None:
            self._tell(outcome, errors)
        if not is_built:
            click.echo(texts["failed"])
        title = texts["failed_title"] if not is_built else texts["left_out_title"] if errors else ""
        self._server.renew(base, title, tuple(self._lines(errors)))

    def _tell(self, outcome: Outcome, errors: list[Finding]) -> None:
        """Say what the build came to: mistakes that weren't there before, and how many there are."""
        texts, all_texts = serving_texts(self._lang), cli_texts(self._lang)
        fresh = [each for each in errors if _identity(each) not in self._told]
        self._told = frozenset(map(_identity, errors))
        if fresh:
            click.echo(render_findings(fresh, self._lang))
        for dataset in outcome.left_out if outcome.site_usable else ():
            click.echo(all_texts["left_out"].format(dataset=dataset))
        if outcome.written is not None:
            counts = count_severities(outcome.findings)
            numbers = {"warnings": counts[Severity.WARNING], "notices": counts[Severity.NOTICE]}
            click.echo(texts["built"].format(datasets=outcome.datasets, written=outcome.written, **numbers))

    def _lines(self, errors: list[Finding]) -> list[str]:
        lines = [_in_one_line(finding, self._lang) for finding in errors[:MAX_TOLD]]
        more = len(errors) - MAX_TOLD
        return [*lines, serving_texts(self._lang)["more"].format(count=more)] if more > 0 else lines


def _identity(finding: Finding) -> tuple[str, str]:
    return finding.code, repr((finding.location, sorted(finding.params.items())))


def _in_one_line(finding: Finding, lang: Lang) -> str:
    place = " ".join(part for part in (finding.location.path, resolve_place(finding.location, lang)) if part)
    return f"{place}: {resolve_message(finding, lang)}"


def _base_path(root: Path, options: BuildOptions) -> str | None:
    """Return the path at which the site will stand, with a slash at both ends; ``None`` where nothing tells it."""
    raw, _ = read_marked_yaml(root / SITE_URI, SITE_URI)
    stated = options.site_url or (raw.value.get("site_url") if raw is not None else None)
    try:
        path = urlsplit(stated).path.strip("/") if isinstance(stated, str) else None
    except ValueError:
        path = None
    return None if path is None else f"/{path}/" if path else "/"
