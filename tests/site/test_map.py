"""Maps in a real browser that draws without a graphics card: what is on them, beside them, and what they ask for."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
import shapely
import shapely.affinity

from catalog.model.text import LocalizedText
from catalog.publish.layers.pmtiles import pmtiles_pieces
from tests.conftest import ROOT_PATH
from tests.publish.layers.factory import joined, make_content, many_lots
from tests.site.conftest import Built
from tests.site.mapping import DISTRICTS_ID, HOSTILE, add_districts, add_layer, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = [pytest.mark.site, pytest.mark.browser]

GSI = "https://cyberjapandata.gsi.go.jp/"
OFFICES_ID = "fictitious-city/offices/offices"
STATIONS_ID = "fictitious-city/stations/stations"
STATIONS_URI = "datasets/fictitious-city/stations/"
GROUND = {"light": (242, 242, 242), "dark": (51, 51, 51)}
TILE_COLOUR = (200, 230, 180)
UNREACHABLE = "net::ERR_"
COLOURS_OF_COPY = """() => {
  const copy = document.querySelector(".mc-map__copy");
  const { data } = copy.getContext("2d").getImageData(0, 0, copy.width, copy.height);
  return new Set(new Uint32Array(data.buffer)).size;
}"""


@pytest.fixture(scope="module")
def folder(built_map_project: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as a folder to serve, under ``machi/`` as a static host has it, with a layer of areas."""
    root = built_map_project(tmp_path_factory.mktemp("map"))
    (root / "served").mkdir()
    (root / "site").rename(root / "served/machi")
    add_districts(root / "served/machi")
    return root / "served"


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The site's address."""
    with served(folder) as found:
        yield found


class Visit:
    """An open page without any way to the outside; notes what was asked for and what went wrong."""

    def __init__(self, browser: Browser, address: str, *, tile: bytes | None = None, **options: Any) -> None:
        self.address = address
        self.context = browser.new_context(locale="ja-JP", **options)
        self.page: Page = self.context.new_page()
        self.tile = tile
        self.outside: list[str] = []
        self.asked: list[str] = []
        self.troubles: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", lambda message: self._note(message.type, message.text))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.route(lambda url: not url.startswith((address, "blob:", "data:")), self._answer)

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and UNREACHABLE not in text and "GPU stall" not in text:
            self.troubles.append(text)

    def _answer(self, route: Route) -> None:
        self.outside.append(route.request.url)
        if self.tile is None:
            route.abort()
        else:
            route.fulfill(body=self.tile, content_type="image/png", headers={"Access-Control-Allow-Origin": "*"})

    def open(self, uri: str) -> Page:
        """Open a page of the site."""
        self.page.goto(self.address + uri, wait_until="load")
        return self.page

    def open_map(self, uri: str) -> Page:
        """Open a page and its map, and wait until it is drawn."""
        page = self.open(uri)
        if "=" not in uri:
            page.locator(".mc-map__button--main").click()
        page.wait_for_selector("[data-is-drawn]", timeout=30_000)
        return page

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


def colours(page: Page) -> dict[tuple[int, int, int], int]:
    """Return how many pixels of the map have which colour."""
    counts: list[tuple[int, int]] = page.evaluate(
        """() => {
          const map = document.querySelector(".maplibregl-canvas");
          const copy = Object.assign(document.createElement("canvas"), { width: map.width, height: map.height });
          const context = copy.getContext("2d");
          context.drawImage(map, 0, 0);
          const { data } = context.getImageData(0, 0, map.width, map.height);
          const counts = new Map();
          for (const pixel of new Uint32Array(data.buffer)) {
            const key = pixel & 0xffffff; // without what is seen through it
            counts.set(key, (counts.get(key) ?? 0) + 1);
          }
          return [...counts];
        }"""
    )
    return {(key & 255, key >> 8 & 255, key >> 16): count for key, count in counts}


def settle(page: Page) -> None:
    """Wait for what moves the map to be done."""
    page.wait_for_timeout(900)


def picture(page: Page, name: str) -> None:
    """Keep a picture of the page where CATALOG_SCREENSHOTS says so."""
    pictures = os.environ.get("CATALOG_SCREENSHOTS")
    if pictures:
        page.screenshot(path=Path(pictures) / f"{name}.png", full_page=True)


def plain_tile() -> bytes:
    """Return a picture of one colour as a tile server sends it."""
    rows = (b"\0" + bytes(TILE_COLOUR) * 256) * 256
    parts = [(b"IHDR", struct.pack(">2I5B", 256, 256, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    chunks = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_a_page_loads_nothing_of_the_map_before_it_is_opened(drawing_browser: Browser, address: str) -> None:
    with Visit(drawing_browser, address) as visit:
        sizes: dict[str, int] = {}
        visit.page.on("response", lambda each: sizes.update({each.url: len(gzip.compress(each.body()))}))
        page = visit.open(f"ja/{STATIONS_URI}")
        page.wait_for_load_state("networkidle")
        assert visit.outside == []
        assert not [url for url in visit.asked if "/assets/map" in url or "/map/" in url or url.endswith("json")]
        assert sum(sizes.values()) < 100_000, sizes


@pytest.mark.parametrize(("lang", "width", "scheme"), [("ja", 360, "light"), ("en", 1280, "dark")])
def test_a_map_draws_its_features_where_no_tile_can_be_reached(
    drawing_browser: Browser, address: str, lang: str, width: int, scheme: Any
) -> None:
    options = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    with Visit(drawing_browser, address, **options) as visit:
        page = visit.open_map(f"{lang}/{STATIONS_URI}")
        settle(page)
        found = colours(page)
        assert found[GROUND[scheme]] > 0.3 * sum(found.values())
        assert sum(count for colour, count in found.items() if colour != GROUND[scheme]) > 2_000
        words = {"ja": "背景の地図を読み込めないため", "en": "The base map can't be reached"}
        assert words[lang] in page.locator(".mc-map__status").inner_text()
        assert all(url.startswith(GSI) for url in visit.outside)
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0
        picture(page, f"map-dataset-{lang}-{width}-{scheme}")
        page = visit.open_map(f"{lang}/map/")
        settle(page)
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0
        picture(page, f"map-{lang}-{width}-{scheme}")
        assert visit.troubles == []


@pytest.mark.parametrize(("lang", "kind"), [("ja", "pale"), ("en", "english")])
def test_the_base_map_is_credited_and_can_be_switched_off(
    drawing_browser: Browser, address: str, lang: str, kind: str
) -> None:
    with Visit(drawing_browser, address, tile=plain_tile()) as visit:
        page = visit.open_map(f"{lang}/{STATIONS_URI}")
        settle(page)
        assert visit.outside
        assert all(url.startswith(f"{GSI}xyz/{kind}/") for url in visit.outside)
        assert colours(page).get(TILE_COLOUR, 0) > 10_000
        credit = page.locator(".mc-map__credit")
        tiles = credit.locator('a[href="https://maps.gsi.go.jp/development/ichiran.html"]')
        assert tiles.count() == 1
        box = page.locator(".mc-map__tools input")
        box.uncheck()
        settle(page)
        assert TILE_COLOUR not in colours(page)
        assert tiles.count() == 0
        assert "CC0" in credit.inner_text()
        assert visit.troubles == []


def test_a_feature_opens_with_the_keyboard_and_gives_the_focus_back(drawing_browser: Browser, address: str) -> None:
    with Visit(drawing_browser, address) as visit:
        page = visit.open_map("en/datasets/fictitious-city/offices/")
        button = page.get_by_role("button", name="Show “本庁舎")
        button.focus()
        page.keyboard.press("Enter")
        popup = page.locator(".maplibregl-popup-content")
        popup.wait_for()
        assert [each.inner_text() for each in popup.locator("dt").all()] == ["Code", "Name", "Northing", "Easting"]
        assert "001" in popup.inner_text()
        assert page.evaluate("document.activeElement.closest('.maplibregl-popup') !== null")
        page.keyboard.press("Escape")
        assert popup.count() == 0
        assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Show “本庁舎")


def test_the_map_moves_with_the_keyboard_and_the_table_follows(drawing_browser: Browser, address: str) -> None:
    with Visit(drawing_browser, address) as visit:
        page = visit.open_map(f"ja/map/#map=12/34.66/133.93&layers={STATIONS_ID}&base=none")
        settle(page)
        before = page.locator(".mc-map__list caption").inner_text()
        page.locator(".maplibregl-canvas").focus()
        page.keyboard.press("+")
        page.wait_for_function("location.hash.includes('map=13/')")
        assert page.locator(".mc-map__list caption").inner_text() != before
        page.keyboard.press("ArrowRight")
        page.wait_for_function("!location.hash.includes('/133.93&')")
        assert visit.outside == []


def test_text_of_the_data_stays_text(drawing_browser: Browser, address: str) -> None:
    with Visit(drawing_browser, address) as visit:
        page = visit.open_map(f"ja/map/#layers={DISTRICTS_ID}&base=none")
        page.get_by_role("button", name=f"「{HOSTILE}」を地図で見る").click()
        popup = page.locator(".maplibregl-popup-content")
        assert HOSTILE in popup.inner_text()
        assert "javascript:alert(1)" in popup.inner_text()
        assert page.locator(".mc-map img, .mc-map__list img, a[href^='javascript']").count() == 0
        link = page.locator(".mc-map__list a").first
        assert link.get_attribute("href") == "https://city.example/?a=1&b=2"
        assert {"noopener", "nofollow"} <= set((link.get_attribute("rel") or "").split())
        assert visit.troubles == []


def test_the_address_holds_what_is_shown_and_brings_it_back(drawing_browser: Browser, address: str) -> None:
    with Visit(drawing_browser, address) as visit:
        page = visit.open_map(
            f"ja/map/#map=11.5/34.66/133.93&layers={DISTRICTS_ID},{OFFICES_ID},no/such/layer&base=none"
        )
        boxes = page.locator(".mc-layers [data-layer] input")
        shown = {each.evaluate("each => each.closest('[data-layer]').dataset.layer"): each for each in boxes.all()}
        assert {key for key, each in shown.items() if each.is_checked()} == {DISTRICTS_ID, OFFICES_ID}
        assert not page.locator(".mc-map__tools input").is_checked()
        shown[OFFICES_ID].uncheck()
        shown[STATIONS_ID].check()
        settle(page)
        kept = unquote(urlsplit(page.url).fragment)
        assert kept == f"map=11.5/34.66/133.93&layers={DISTRICTS_ID},{STATIONS_ID}&base=none"
        assert visit.outside == []
        with Visit(drawing_browser, address) as other:
            again = other.open_map(f"en/map/#{kept}")
            settle(again)
            assert unquote(urlsplit(again.url).fragment) == kept
            assert again.locator(".mc-map__list table").count() == 2
        page.evaluate(f"location.hash = 'layers={OFFICES_ID}'")
        settle(page)
        assert [key for key, each in shown.items() if each.is_checked()] == [OFFICES_ID]
        assert "base=none" not in page.url


def test_a_broken_address_opens_the_map_all_the_same(drawing_browser: Browser, address: str) -> None:
    with Visit(drawing_browser, address) as visit:
        for hash in ("map=x/y/z", "map=99/999/999", "layers=%3Cscript%3E,,../..", "map=1e9/NaN/1&base", "%"):
            visit.page.goto("about:blank")  # or else the address would change within the open page
            page = visit.open_map(f"ja/map/#{hash}")
            assert page.locator(".maplibregl-canvas").is_visible(), hash
            assert visit.troubles == [], hash


def test_layers_lie_over_one_another_with_a_legend_in_words(drawing_browser: Browser, address: str) -> None:
    with Visit(drawing_browser, address) as visit:
        page = visit.open_map(f"en/map/#layers={STATIONS_ID},{DISTRICTS_ID}&base=none")
        legend = page.locator(".mc-map__legend").first.inner_text()
        for words in (
            "Stations of Fictitious City",
            "Water level",
            "Households",
            "below 1000",
            "5000 or more",
            "Others",
        ):
            assert words in legend
        assert page.locator(".mc-map__legend svg").count() == 4 + 4
        page.get_by_role("combobox").select_option(label="Population")
        assert page.locator(".mc-layers [data-layer]:visible").count() == 1


def test_the_nearest_come_first_and_the_position_stays_here(drawing_browser: Browser, address: str) -> None:
    options: dict[str, Any] = {"geolocation": {"latitude": 34.60, "longitude": 133.80}, "permissions": ["geolocation"]}
    with Visit(drawing_browser, address, **options) as visit:
        page = visit.open_map(f"ja/map/#layers={DISTRICTS_ID}&base=none")
        asked = len(visit.asked)
        page.get_by_role("button", name="現在地").click()
        page.locator(".mc-map__list tbody tr").first.get_by_text("0 m").wait_for()
        assert "どこにも送りません" in page.locator(".mc-map__status").inner_text()
        assert "第1地区" in page.locator(".mc-map__list tbody tr").first.inner_text()
        assert [url for url in visit.asked[asked:] if not url.endswith("favicon.svg")] == []


def test_a_refused_position_is_said_kindly(drawing_browser: Browser, address: str) -> None:
    with Visit(drawing_browser, address) as visit:
        page = visit.open_map(f"en/map/#layers={OFFICES_ID}&base=none")
        page.get_by_role("button", name="Near me").click()
        page.get_by_text("was not allowed").wait_for()


def test_a_machine_without_graphics_gets_the_table(drawing_browser: Browser, address: str) -> None:
    with Visit(drawing_browser, address) as visit:
        visit.page.add_init_script(
            "const real = HTMLCanvasElement.prototype.getContext;"
            "HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {"
            "  return kind.startsWith('webgl') ? null : real.call(this, kind, ...rest); };"
        )
        page = visit.open_map("ja/datasets/fictitious-city/offices/")
        assert "この端末では地図を描けません" in page.locator(".mc-map__status").inner_text()
        assert "本庁舎" in page.locator(".mc-map__list").inner_text()
        assert page.get_by_role("button", name="地図で見る").count() == 0
        assert visit.outside == []


def test_a_map_that_cannot_be_loaded_says_so_and_can_be_tried_again(drawing_browser: Browser, address: str) -> None:
    with Visit(drawing_browser, address) as visit:
        visit.page.route("**/map/fictitious-city/offices.json", lambda route: route.abort())
        page = visit.open("ja/datasets/fictitious-city/offices/")
        page.get_by_role("button", name="地図を開く").click()
        page.get_by_text("地図を読み込めませんでした").wait_for()
        visit.page.unroute("**/map/fictitious-city/offices.json")
        page.get_by_role("button", name="地図を開く").click()
        page.wait_for_selector("[data-is-drawn]", timeout=30_000)


def test_the_list_of_layers_reads_without_scripts(drawing_browser: Browser, address: str) -> None:
    with Visit(drawing_browser, address, java_script_enabled=False) as visit:
        page = visit.open("ja/map/")
        assert "架空市の観測点" in page.locator(".mc-layers").inner_text()
        assert page.locator('.mc-layers a[href$="/stations.geojson"]').is_visible()
        assert "JavaScript" in page.locator(".mc-map").inner_text()


def test_the_map_is_on_paper_with_its_sources(drawing_browser: Browser, address: str) -> None:
    with Visit(drawing_browser, address, viewport={"width": 700, "height": 990}) as visit:
        page = visit.open_map(f"ja/map/#layers={DISTRICTS_ID}&base=none")
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        settle(page)
        for part in ("h1", ".mc-map__credit", ".mc-map__stamp", ".maplibregl-ctrl-scale", ".mc-map__legend"):
            assert page.locator(part).first.is_visible(), part
        assert "に印刷" in page.locator(".mc-map__stamp").inner_text()
        assert not page.locator(".mc-map__tools").is_visible()
        width = page.locator(".mc-map__frame").evaluate("each => each.getBoundingClientRect().width")
        assert 630 < width < 650
        assert len(colours(page)) > 4
        picture(page, "map-print")
        # What a graphics card has drawn may be blank on paper: there is a copy of what was in sight.
        assert page.evaluate(COLOURS_OF_COPY) > 4
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator(".mc-map__copy").count() == 0


def test_the_map_is_as_it_was_after_printing(drawing_browser: Browser, address: str) -> None:
    with Visit(drawing_browser, address, viewport={"width": 1280, "height": 900}) as visit:
        page = visit.open_map(f"ja/map/#map=11/34.65/133.93&layers={DISTRICTS_ID}&base=none")
        before = page.evaluate("location.hash")
        page.pdf()
        settle(page)
        assert page.evaluate("location.hash") == before
        assert page.locator(".mc-map--paper").count() == 0


def test_the_licences_of_what_draws_the_map_are_linked(drawing_browser: Browser, address: str) -> None:
    with Visit(drawing_browser, address) as visit:
        page = visit.open_map(f"en/map/#layers={DISTRICTS_ID}&base=none")
        link = page.locator(".mc-map__credit a", has_text="licences").get_attribute("href")
        assert link is not None
        text = visit.context.request.get(link).text()
        assert "maplibre-gl" in text
        assert "pmtiles" in text


def test_the_tiles_that_the_catalog_writes_are_drawn(drawing_browser: Browser, folder: Path, tmp_path: Path) -> None:
    site = tmp_path / "machi"
    shutil.copytree(folder / "machi", site)
    rows = [(f"区画{number}", str(number)) for number in range(50)]
    lots = [shapely.affinity.scale(lot, 50, 50, origin=(0, 0)) for lot in many_lots(50)]
    content = make_content(lots, ("名称", "戸数"), rows, ("string", "integer"))
    file = site / "data/fictitious-city/parcels/parcels.pmtiles"
    file.parent.mkdir()
    file.write_bytes(joined(pmtiles_pieces(content, "parcels", LocalizedText("区画"), "")))
    box = content.converted.bbox_wgs84
    assert box is not None
    definition = {
        "id": "fictitious-city/parcels/parcels",
        "title": {"ja": "架空市の区画"},
        "geometry": "Polygon",
        "count": 50,
        "bbox": [box.west, box.south, box.east, box.north],
        "data": {"pmtiles": "data/fictitious-city/parcels/parcels.pmtiles"},
        "bytes": 0,
        "columns": [{"name": "名称", "title": {"ja": "名称", "en": "Name"}, "type": "string"}],
        "style": {
            "kind": "choropleth",
            "colour": "#bdbdbd",
            "field": "戸数",
            "classes": [
                {"colour": "#ff0000", "from": None, "to": 25, "title": None},
                {"colour": "#00ff00", "from": 25, "to": None, "title": {"ja": "多い", "en": "Many"}},
            ],
        },
        "attribution": {"ja": "「架空市の区画」"},
    }
    add_layer(site, definition)
    with served(tmp_path) as address, Visit(drawing_browser, address) as visit:
        page = visit.open_map("en/map/#layers=fictitious-city/parcels/parcels&base=none")
        page.get_by_text("50 of 50 features in view").wait_for()
        red, green = (sum(n for c, n in colours(page).items() if c[i] > 1.5 * max(c[1 - i], c[2])) for i in (0, 1))
        assert 0.8 < red / green < 1.25
        page.get_by_role("button", name="Show “区画7” on the map").click()
        assert "区画7" in page.locator(".maplibregl-popup-content").inner_text()
        assert visit.troubles == []
        picture(page, "map-tiles")


def test_the_bundle_holds_the_licences_of_what_it_is_made_of() -> None:
    dist = ROOT_PATH / "catalog/web/dist"
    manifest = json.loads((dist / "manifest.json").read_text("utf-8"))
    licences = (dist / manifest["mapLicences"]).read_text("utf-8")
    for name in ("maplibre-gl", "pmtiles", "fflate", "earcut"):
        assert f"{name} " in licences
    for kind in ("mapScript", "mapWorker", "mapStyles"):
        assert manifest["mapLicences"] in (dist / manifest[kind]).read_text("utf-8")[:400]
