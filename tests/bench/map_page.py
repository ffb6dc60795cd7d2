"""A page with the map of a layer: what it loads before the map is opened, and how long the map takes."""

from __future__ import annotations

import gzip
import math
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from tests.bench.lots import CRS, write_lots
from tests.bench.measure import CommandFailed, cpu_seconds_below
from tests.browser import find_browser
from tests.site.building import build, make_project
from tests.site.mapping import served

LOTS_URI = "datasets/fictitious-city/lots/"
# Without a graphics card, as in the tests of maps.
_OPTIONS = ("--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
_MOST_MILLISECONDS = 60_000
# In the page itself: Playwright looks first whether a button stands still.
_OPEN = """(most) => new Promise((resolve, reject) => {
  const holder = document.querySelector("[data-map-of]");
  const look = () => holder.matches("[data-is-drawn]") && resolve();
  new MutationObserver(look).observe(holder, { attributes: true });
  setTimeout(() => reject(new Error("the map isn't drawn")), most);
  holder.querySelector("button").click();
})"""
_DESCRIPTOR = f"""\
name: lots
title: 架空市の区画
title@en: Lots of Fictitious City
description: 測定のための架空の区画です。
description@en: Lots that don't exist, to measure with.
licenses: [{{name: CC0-1.0}}]
themes: [housing]
issued: 2026-04-01
modified: 2026-04-01
sources: [{{title: 架空市の台帳, title@en: Register of Fictitious City}}]
resources:
  - name: lots
    path: lots.shp
    title: 区画
    title@en: Lots
    layer:
      crs: {CRS}
      style:
        kind: categories
        field: 用途
        classes:
          - {{value: 住宅, title: 住宅, title@en: Homes}}
          - {{value: 商店, title: 商店, title@en: Shops}}
          - {{value: 工場, title: 工場, title@en: Works}}
          - {{value: 畑, title: 畑, title@en: Fields}}
"""


@dataclass(frozen=True, slots=True)
class MapCost:
    """What a page with a map costs, opened by somebody who wasn't there before; medians.

    Times are on the clock, or of all processes of the browser where that is less.

    Attributes:
        closed_bytes: All that is loaded before the map is opened, compressed; ``opened_bytes`` with the map.
        drawn_seconds: From the click that opens the map until its features are drawn.
        visit_seconds: From the request for the page until they are, clicked as soon as the page is there.
    """

    closed_bytes: int
    opened_bytes: int
    drawn_seconds: float
    visit_seconds: float


def measure_map(folder: Path, feature_count: int, rounds: int) -> MapCost | None:
    """Return what the page of a layer with *feature_count* polygons costs; ``None`` where there is no browser.

    Arguments:
        folder: Empty; a site is built in it.
        feature_count: As many lots.
        rounds: Number of visits.

    Raises:
        CommandFailed: The site can't be built.
    """
    if find_browser() is None:
        return None
    from playwright.sync_api import sync_playwright

    site = build_lots_site(folder, feature_count)
    with sync_playwright() as playwright:
        return measure_visits(playwright.chromium, site, rounds)


def measure_visits(browser_type: Any, site: Path, rounds: int, uri: str = LOTS_URI) -> MapCost:
    """Return what the page of a layer costs.

    Arguments:
        browser_type: Playwright's Chromium.
        site: The folder to serve, as :func:`build_lots_site` makes it.
        rounds: Number of visits.
        uri: The page, below its language.
    """
    with served(site) as address:
        browser = browser_type.launch(executable_path=find_browser(), args=list(_OPTIONS))
        visits = []
        for _ in range(rounds):
            context = browser.new_context(locale="ja-JP")
            visits.append(_visit(context.new_page(), f"{address}ja/{uri}"))
            context.close()
        browser.close()
    closed, opened, drawn, visit = zip(*visits, strict=True)
    median = statistics.median
    return MapCost(int(median(closed)), int(median(opened)), median(drawn), median(visit))


def build_lots_site(folder: Path, feature_count: int) -> Path:
    """Return the folder to serve: a site with the page of a layer, and what other pages the tests' site has."""
    make_project(folder / "project")
    add_lots(folder / "project/datasets/fictitious-city/lots", feature_count)
    result = build(folder / "project")
    site = folder / "project/site"
    if not (site / "ja" / LOTS_URI / "index.html").is_file():
        raise CommandFailed(f"catalog build ended with {result.returncode}:\n{(result.stdout + result.stderr)[-4000:]}")
    (folder / "served").mkdir()
    site.rename(folder / "served/machi")
    return folder / "served"


def add_lots(folder: Path, feature_count: int) -> None:
    """Write the dataset of the lots into *folder*, which isn't there yet."""
    folder.mkdir()
    (folder / "datapackage.yaml").write_text(_DESCRIPTOR, "utf-8")
    write_lots(folder / "lots.shp", feature_count)


def _visit(page: Any, url: str) -> tuple[int, int, float, float]:
    """Return the compressed bytes before and after the map was opened, and both times."""
    loaded: list[Any] = []
    page.on("response", lambda response: loaded.append(response))
    page.route(lambda asked: not asked.startswith((urljoin(url, "/"), "blob:", "data:")), lambda route: route.abort())
    start = _now()
    page.goto(url, wait_until="load")
    closed = list(loaded)
    clicked = _now()
    page.evaluate(_OPEN, _MOST_MILLISECONDS)
    end = _now()
    before = sum(map(_compressed, closed))
    return before, before + sum(map(_compressed, loaded[len(closed) :])), _shorter(clicked, end), _shorter(start, end)


def _now() -> tuple[float, float]:
    """Return the time on the clock, and that of all processes of the browser."""
    return time.perf_counter(), cpu_seconds_below()


def _shorter(start: tuple[float, float], end: tuple[float, float]) -> float:
    wall, cpu = (after - before for before, after in zip(start, end, strict=True))
    return wall if math.isnan(cpu) else min(wall, cpu)


def _compressed(response: Any) -> int:
    """Return the bytes of a response as a server sends them; a part of PMTiles is compressed as it is."""
    body = response.body()
    return len(body) if response.status == 206 else len(gzip.compress(body))
