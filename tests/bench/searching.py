"""What a search costs and how well it answers, in a browser that comes for the first time."""

from __future__ import annotations

import gzip
import shutil
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalog.render.search.files import render_search_files
from tests.bench.measure import CommandFailed
from tests.browser import find_browser
from tests.search.asking import ask, find_node, read_golden, write_files
from tests.search.catalog import make_searched_catalog
from tests.search.judging import judge
from tests.site.building import build, make_project
from tests.site.mapping import served

QUERY = "公衆トイレ"
_TYPE = """async ([text]) => {
  const form = document.querySelector("[data-find]"), input = form.querySelector("input");
  const shown = new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      if (form.dataset.asked === text) { observer.disconnect(); resolve(); }
    }).observe(form, { attributes: true });
  });
  const start = performance.now();
  input.focus();
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await shown;
  return performance.now() - start;
}"""


@dataclass(frozen=True, slots=True)
class Answering:
    """How well the golden queries are answered: means of recall at 10 and precision at 5, and hits of nonsense."""

    query_count: int
    nonsense_count: int
    recall: float
    precision: float
    nonsense_hits: int


@dataclass(frozen=True, slots=True)
class SearchCost:
    """What a search costs in a catalog of so many datasets.

    Attributes:
        merge_seconds: To make all files from what is kept of the datasets.
        file_count: Files of the search on the site; ``total_bytes`` as they are, not compressed.
        first_bytes: Moved for the first search, compressed, the search's own script among them.
        first_ms: From entering the box until suggestions are shown; ``next_ms`` for each further character: median,
            ``slowest_ms`` the slowest. ``None`` without a browser.
    """

    dataset_count: int
    merge_seconds: float
    file_count: int
    total_bytes: int
    answering: Answering | None
    first_bytes: int | None = None
    first_ms: float | None = None
    next_ms: float | None = None
    slowest_ms: float | None = None


def measure_search(folder: Path, dataset_counts: list[int], rounds: int) -> list[SearchCost]:
    """Return what a search costs in catalogs of *dataset_counts* datasets; a site is built in the empty *folder*.

    Raises:
        CommandFailed: The site can't be built.
    """
    make_project(folder / "project")
    result = build(folder / "project")
    site = folder / "served/machi"
    if not (folder / "project/site/ja/index.html").is_file():
        raise CommandFailed(f"catalog build ended with {result.returncode}:\n{(result.stdout + result.stderr)[-4000:]}")
    site.parent.mkdir()
    (folder / "project/site").rename(site)
    return [_measure(site, count, rounds) for count in dataset_counts]


def _measure(site: Path, dataset_count: int, rounds: int) -> SearchCost:
    catalog = make_searched_catalog(dataset_count)
    start = time.perf_counter()
    files = render_search_files(catalog.contents)
    merged = time.perf_counter() - start
    shutil.rmtree(site / "search")
    write_files(catalog, site)
    found = find_browser()
    visits = _visit_in_browser(site, rounds) if found else []
    seconds = list(zip(*visits, strict=True)) if visits else []
    return SearchCost(
        dataset_count=dataset_count,
        merge_seconds=merged,
        file_count=len(files),
        total_bytes=sum(map(len, files.values())),
        answering=_answering(site / "search", dataset_count) if find_node() else None,
        first_bytes=int(statistics.median(seconds[0])) if seconds else None,
        first_ms=statistics.median(seconds[1]) if seconds else None,
        next_ms=statistics.median(seconds[2]) if seconds else None,
        slowest_ms=statistics.median(seconds[3]) if seconds else None,
    )


def _answering(folder: Path, dataset_count: int) -> Answering:
    golden = read_golden()
    answers = ask(folder, "ja", [each.query for each in golden])["answers"]
    verdict = judge(golden, answers, make_searched_catalog(dataset_count).truths)
    nonsense = [answer["count"] for each, answer in zip(golden, answers, strict=True) if each.right is None]
    return Answering(len(golden) - len(nonsense), len(nonsense), verdict.recall, verdict.precision, sum(nonsense))


def _visit_in_browser(site: Path, rounds: int) -> list[tuple[int, float, float, float]]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, served(site.parent) as address:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"])
        visits = []
        for _ in range(rounds):
            context = browser.new_context(locale="ja-JP")
            visits.append(_visit(context.new_page(), address))
            context.close()
        browser.close()
    return visits


def _visit(page: Any, address: str) -> tuple[int, float, float, float]:
    """Return the bytes and milliseconds of the first search, and the median and the slowest of the next keystrokes."""
    page.goto(f"{address}ja/", wait_until="networkidle")
    loaded: list[Any] = []
    page.on("response", lambda response: loaded.append(response))
    first = page.evaluate(_TYPE, [QUERY])
    size = sum(len(gzip.compress(response.body(), 6)) for response in loaded)
    typed = [
        "避",
        "避難",
        "避難所",
        "避難所 松",
        "避難所 松風",
        "t",
        "to",
        "toi",
        "toil",
        "toilet",
        "ひ",
        "ひな",
        "ひなん",
    ]
    times = [page.evaluate(_TYPE, [text]) for text in typed]
    return size, first, statistics.median(times), max(times)
