"""Lighthouse's four scores of the home page, a search, a dataset and the map, on a host that compresses."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from hatch_build import run_npm
from tests.bench.measure import CommandFailed
from tests.browser import find_browser
from tests.search.asking import find_node
from tests.site.building import build
from tests.site.mapping import make_map_project
from tests.site.packing import packing_server

HERE = Path(__file__).parent
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES: Mapping[str, str] = {
    "home": "ja/",
    "search": "ja/search/?q=%E8%A6%B3%E6%B8%AC",
    "dataset": "ja/datasets/fictitious-city/offices/",
    "dataset_en": "en/datasets/fictitious-city/stations/",
    "map": "ja/map/",
}
FLAGS = "--headless=new --no-sandbox --disable-gpu"


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of a page, 0 to 100 by category (medians of all rounds), and what took points off, by audit."""

    page: str
    scores: Mapping[str, int]
    faults: tuple[str, ...]


def measure_scores(folder: Path, rounds: int) -> list[Scores]:
    """Return the scores of every page; a site is built in the empty *folder*.

    Raises:
        CommandFailed: Lighthouse or the build failed, or there is no browser.
    """
    _install(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/machi/"
    root = make_map_project(folder / "project")
    result = build(root, CATALOG_SITE_URL=address)
    if not (root / "site/ja/index.html").is_file():
        raise CommandFailed(f"catalog build ended with {result.returncode}:\n{(result.stdout + result.stderr)[-4000:]}")
    (folder / "served").mkdir()
    (root / "site").rename(folder / "served/machi")
    with packing_server(folder / "served", port):
        return [_scores(folder, name, address + uri, rounds) for name, uri in PAGES.items()]


def _install(folder: Path) -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    code, output = run_npm(("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"), folder)
    if code:
        raise CommandFailed(f"Lighthouse can't be installed:\n{output}")


def _scores(folder: Path, name: str, url: str, rounds: int) -> Scores:
    reports = [_report(folder, url) for _ in range(rounds)]
    scores = {each: round(100 * median(_score(report, each) for report in reports)) for each in CATEGORIES}
    return Scores(name, scores, tuple(_faults(reports[0])))


def _score(report: Mapping[str, object], category: str) -> float:
    categories = report["categories"]
    assert isinstance(categories, dict)
    return float(categories[category]["score"])


def _faults(report: Mapping[str, object]) -> list[str]:
    """Return the audits that took points off a category, but for performance, whose numbers are medians."""
    categories, audits = report["categories"], report["audits"]
    assert isinstance(categories, dict)
    assert isinstance(audits, dict)
    refs = [ref["id"] for each in CATEGORIES for ref in categories[each]["auditRefs"] if ref["weight"]]
    told = (ref for ref in refs if audits[ref]["score"] is not None and audits[ref]["score"] < 0.9)
    return sorted(set(told))


def _report(folder: Path, url: str) -> Mapping[str, object]:
    node, browser = find_node(), find_browser()
    if node is None or browser is None:
        raise CommandFailed("Lighthouse needs Node and a browser")
    command = [str(node), str(folder / "node_modules/lighthouse/cli/index.js"), url, "--output=json", "--quiet"]
    command += [f"--chrome-flags={FLAGS}", f"--only-categories={','.join(CATEGORIES)}"]
    environment = {**os.environ, "CHROME_PATH": str(browser)}
    result = subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment, cwd=folder, stdin=subprocess.DEVNULL
    )
    if result.returncode:
        raise CommandFailed(f"Lighthouse ended with {result.returncode}:\n{result.stderr[-4000:]}")
    report: Mapping[str, object] = json.loads(result.stdout)
    return report
