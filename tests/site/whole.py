"""One site with something of everything, for tests that look at all kinds of pages, and the choice of those pages.

Which kinds of pages there are isn't written down anywhere: it is read from the sitemap and from the pages, so that a
new kind of page, or a new part on a page, is looked at from the day on which it is made.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from tests.site.building import FIXTURE, SITE_URL, build
from tests.site.events import add_events
from tests.site.layering import add_gis_datasets
from tests.site.mapping import make_map_project
from tests.site.odd import add_odd_datasets

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BASE = "machi"
EXTRA = ("", "404.html", "offline.html", "{lang}/search/?q=%E8%A6%B3%E6%B8%AC", "{lang}/search/?q=qqqqqq")
"""What no sitemap names: the door, the page of what isn't there, the search with results and without."""
BASE_MAP = "https://cyberjapandata.gsi.go.jp/"
"""The only other host that pages ask, for the base map of a map that is open; here nobody answers."""
_PART = re.compile(r'<([a-z][a-z0-9]*)\b|\bclass="([^"]*)"|\brole="([^"]*)"|\s(aria-[a-z]+|data-(?!md)[a-z-]+)=')
_OWN = ("mc-", "admonition", "highlight")


def build_whole_site(root: Path) -> Path:
    """Return the folder to serve, with the site under :data:`BASE` as a static host has it."""
    make_map_project(root)
    shutil.copytree(FIXTURE / "remarks", root / "datasets", dirs_exist_ok=True)
    add_odd_datasets(root / "datasets")
    add_gis_datasets(root)
    add_events(root / "datasets/fictitious-city")
    _add_body_without_datasets(root / "datasets/hayashima-town")
    result = build(root)
    assert (root / "site/ja/index.html").is_file(), result.stdout + result.stderr
    (root / "served").mkdir()
    (root / "site").rename(root / "served" / BASE)
    return root / "served"


HELD = """データ名,名称（英語）,担当課,概要,保有形式,更新頻度,公開区分,公開先,公開予定日,理由,理由の説明,確認日
公園台帳,Parks,都市整備課,公園の区域,GIS,毎年,公開済み,https://www.town.example.jp/parks,,,,2026-10-01
道路台帳,,都市整備課,,紙,,公開予定,,令和9年度,,,
観光写真,Photographs,,,,,検討中,,,第三者の権利,確かめています。,
住民基本台帳,Resident register,住民課,,システム,毎日,非公開,,,個人情報、法令,,
"""


def _add_body_without_datasets(folder: Path) -> None:
    """Write a body that is somewhere in Japan and has nothing yet, so that there is a map of where bodies are."""
    folder.mkdir()
    text = "code: 334235\nname: 早島町\nname@en: Hayashima Town\nkana: はやしまちょう\nkind: town\n"
    targets = (
        "targets:\n  - {measure: datasets, value: 3, due: 2030-03-31, source: 計画, url: 'https://town.example.jp/'}\n"
    )
    (folder / "municipality.yaml").write_text(text + targets, "utf-8")
    (folder / "inventory.csv").write_text(HELD, "utf-8")


def page_uris(site: Path, lang: str) -> list[str]:
    """Return the address of every page of *lang* in the sitemap, relative to the site's root."""
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    addresses = (str(each.text).removeprefix(SITE_URL) for each in root.iterfind("s:url/s:loc", names))
    return sorted(uri for uri in addresses if uri.startswith(f"{lang}/"))


def representative_uris(site: Path) -> tuple[str, ...]:
    """Return pages that together have every part that any page has, with ``{lang}`` for the language.

    Parts are the elements, the classes of our own, the roles and the states that stand in the HTML, and the place in
    the tree of addresses; the page with most parts not yet seen comes next (a set cover, greedily).
    """
    parts = {uri: _parts_of(site, uri) for uri in page_uris(site, "ja")}
    missing = set().union(*parts.values())
    chosen: list[str] = []
    while missing:
        best = max(sorted(parts), key=lambda uri: (len(parts[uri] & missing), -len(parts[uri])))
        chosen.append(best)
        missing -= parts[best]
    return tuple(uri.replace("ja/", "{lang}/", 1) for uri in chosen) + EXTRA


def _parts_of(site: Path, uri: str) -> set[str]:
    html = (site / uri / "index.html").read_text("utf-8")
    parts = {f"kind {_kind_of(uri)}"}
    for tag, classes, role, attribute in _PART.findall(html):
        parts |= {tag, f"role {role}", attribute}
        parts |= {name for name in classes.split() if name.startswith(_OWN)}
    return parts


def _kind_of(uri: str) -> str:
    """Return the section and the depth of an address, with the words of a fixed place: ``datasets/*/*/layers/*/``."""
    steps = uri.rstrip("/").split("/")[1:]
    return "/".join(step if place % 3 == 0 or step in {"layers", "page"} else "*" for place, step in enumerate(steps))


class Visit:
    """An open page that notes what went wrong on it: errors, words on the console, requests to other hosts, dialogs."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.address = address
        self.context = browser.new_context(locale="ja-JP", **options)
        self.page: Page = self.context.new_page()
        self.troubles: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self._note(message.type, message.text))
        self.page.on("pageerror", lambda error: self.troubles.append(f"{self.page.url}: {error}"))
        self.page.on("request", lambda request: self._request(request.url))
        self.page.on("dialog", self._dialog)
        self.context.route(f"{BASE_MAP}**", lambda route: route.abort())

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and "net::ERR_FAILED" not in text and "GPU stall" not in text:
            self.troubles.append(f"{self.page.url}: {text}")

    def _request(self, url: str) -> None:
        self.asked.append(url.removeprefix(self.address))
        if not url.startswith((self.address, "data:", "blob:", BASE_MAP)):
            self.troubles.append(f"fetched from elsewhere: {url}")

    def _dialog(self, dialog: Any) -> None:
        self.troubles.append(f"{self.page.url}: a dialog: {dialog.message}")
        dialog.dismiss()

    def open(self, uri: str) -> Page:
        """Open a page of the site and wait until it has settled; a search, until it shows what was found."""
        self.page.goto(self.address + uri, wait_until="load")
        if "/search/" in uri:
            self.page.wait_for_selector("[data-is-ready]")
        settle(self.page)
        return self.page

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


def settle(page: Page) -> None:
    """Let the page draw once."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")


def open_everything(page: Page) -> None:
    """Open what is folded up: what nobody sees nobody checks."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")


def in_both_languages(uris: Sequence[str]) -> Iterator[str]:
    """Yield each address in Japanese and in English, once where it has no language."""
    for uri in uris:
        yield from dict.fromkeys(uri.format(lang=lang) for lang in ("ja", "en"))


def listed(troubles: Mapping[str, object]) -> str:
    """Return one line for each trouble, for the message of a test."""
    return "\n".join(f"{place}: {trouble}" for place, trouble in troubles.items())
