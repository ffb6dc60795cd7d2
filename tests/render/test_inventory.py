"""Pages of inventories: every item once, pages of constant size, links that lead somewhere, nothing of nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import get_args
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest

from catalog.check.inventory_cells import parse_planned
from catalog.i18n import inventory_texts
from catalog.model.inventory import HeldData, HoldingStatus, Inventory, InventoryWord, Measure, Target
from catalog.model.text import LANGS, Lang, LocalizedText
from catalog.render.contexts import Contents
from catalog.render.inventory import PAGE_ITEMS, inventory_pages
from catalog.render.lists import render_municipality_pages
from catalog.render.page import RenderedPage
from tests.conftest import ROOT_PATH
from tests.render import samples
from tests.render.reading import Html

RENDER_PATH = ROOT_PATH / "catalog" / "render"
ROOT = "https://elsewhere.example/x/"
HOSTILE = LocalizedText("<script>alert(1)</script>", '"><img src=x onerror=y>')


def item(row: int, status: HoldingStatus, **more: object) -> HeldData:
    return replace(HeldData(row, LocalizedText(f"台帳{row}番", f"Register {row}"), status), **more)  # type: ignore[arg-type]


def catalog(*items: HeldData) -> Contents:
    contents = samples.contents(samples.dataset("parks", title=LocalizedText("公園", "Parks")))
    body = replace(samples.CITY, targets=(Target("datasets", 15, date(2027, 3, 31), LocalizedText("計画", "Plan")),))
    found = {body.id: Inventory(body.id, "datasets/fictitious-city/inventory.csv", "key", items)} if items else {}
    return replace(contents, municipalities={body.id: body}, inventories=found)


def pages(contents: Contents, lang: Lang) -> list[RenderedPage]:
    return [page.render() for page in inventory_pages(contents) if page.lang == lang]


ITEMS = (
    item(2, HoldingStatus.CLOSED, reasons=(InventoryWord("law", LocalizedText("法令", "Law")),), explanation=HOSTILE),
    item(3, HoldingStatus.OPEN, places=("parks", "gone", "https://city.example/open"), about=HOSTILE),
    item(4, HoldingStatus.PLANNED, planned=parse_planned("2027年度")),
    item(5, HoldingStatus.PLANNED, department=HOSTILE, confirmed=date(2026, 10, 1)),
    item(6, HoldingStatus.CONSIDERED),
)


@pytest.mark.parametrize("lang", LANGS)
def test_every_item_is_there_under_its_status(lang: Lang) -> None:
    (page,) = pages(catalog(*ITEMS), lang)
    text = page.body_html
    places = [text.index(f'id="{status.value}"') for status in HoldingStatus]
    assert places == sorted(places)
    for each in ITEMS:
        assert text.count(f'id="row-{each.row}"') == 1
    assert "<script>alert" not in text and "<img" not in text
    assert ("2027年度の予定" if lang == "ja" else "planned for fiscal year 2027") in text


@pytest.mark.parametrize("lang", LANGS)
def test_open_data_is_linked_and_other_data_can_be_asked_for(lang: Lang) -> None:
    (page,) = pages(catalog(*ITEMS), lang)
    links = [urljoin(ROOT + page.uri, link) for link in Html(page.body_html).links]
    assert f"{ROOT}{lang}/datasets/fictitious-city/parks/" in links
    assert "https://city.example/open" in links
    assert not [link for link in links if link.endswith("/gone/")]
    asked = [parse_qs(urlsplit(link).query) for link in links if "/issues/new?" in link]
    assert len(asked) == 5, "once for each item that isn't open, and once for anything else"
    assert {each["template"][0] for each in asked} == {"request.yml"}
    assert asked[0]["request"] == ["台帳4番" if lang == "ja" else "Register 4"]
    assert f"{ROOT}data/fictitious-city/inventory.csv" in links


def test_without_a_repository_nobody_is_sent_anywhere() -> None:
    contents = catalog(*ITEMS)
    (page,) = pages(replace(contents, site=replace(contents.site, repository_url=None)), "ja")
    assert "/issues/new" not in page.body_html


def test_a_long_inventory_has_pages_of_constant_size() -> None:
    statuses = [HoldingStatus.CLOSED, HoldingStatus.OPEN]
    many = [item(number, statuses[number % 2]) for number in range(3 * PAGE_ITEMS)]
    found = pages(catalog(*many), "ja")
    assert [page.uri for page in found][1:] == [
        f"ja/municipalities/fictitious-city/inventory/page/{number}/" for number in (2, 3)
    ]
    rows = [page.body_html.count('id="row-') for page in found]
    assert rows == [PAGE_ITEMS] * 3
    links = [urljoin(ROOT + found[0].uri, link) for link in Html(found[0].body_html).links]
    assert f"{ROOT}{found[1].uri}#closed" in links
    assert 'id="closed"' in found[1].body_html


def test_the_fingerprint_follows_the_list_and_the_titles_that_it_links() -> None:
    first, renamed, other = (
        [page.fingerprint for page in inventory_pages(contents)]
        for contents in (
            catalog(*ITEMS),
            replace(
                catalog(*ITEMS),
                entries=samples.contents(samples.dataset("parks", title=LocalizedText("広場"))).entries,
            ),
            replace(catalog(*ITEMS), entries=(*catalog().entries, *samples.contents(samples.dataset("x")).entries)),
        )
    )
    assert first != renamed
    assert first == other, "another dataset of the body isn't on the page"


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_of_a_body_tells_of_its_list_and_targets(lang: Lang) -> None:
    (page,) = [
        each for each in render_municipality_pages(catalog(*ITEMS)) if each.uri.count("/") == 3 and each.lang == lang
    ]
    links = [urljoin(ROOT + page.uri, link) for link in Html(page.body_html).links]
    assert f"{ROOT}{lang}/municipalities/fictitious-city/inventory/#planned" in links
    assert ("いま1件（目標の6%）" if lang == "ja" else "Now 1 (6% of the target)") in page.body_html
    assert "20%" in page.body_html


def test_without_an_inventory_nothing_is_promised() -> None:
    contents = catalog()
    assert list(inventory_pages(contents)) == []
    assert not [page for page in render_municipality_pages(contents) if "/inventory/" in page.body_html]


def test_no_text_of_inventories_is_missing_or_left_over() -> None:
    sources = [RENDER_PATH / name for name in ("inventory.py", "holdings.py")]
    sources += sorted((RENDER_PATH / "templates").glob("inventory*.html"))
    text = "\n".join(path.read_text("utf-8") for path in sources)
    said = set(re.findall(r"\bi\.([a-z][a-z_]+)\b", text)) | set(re.findall(r"\"([a-z][a-z_]+)\"", text))
    said |= {f"{kind}_{measure}" for kind in ("target", "number") for measure in get_args(Measure)}
    said |= {f"{status.value}_lead" for status in HoldingStatus}
    for lang in LANGS:
        assert set(inventory_texts(lang)) - said == set()
    assert set(re.findall(r"\bi\.([a-z][a-z_]+)\b(?!\()", text)) <= set(inventory_texts("ja"))
