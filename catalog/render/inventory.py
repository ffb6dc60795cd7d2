"""The pages of what bodies hold, what their own pages say of it, and how far they have come towards their targets."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace
from urllib.parse import quote

from markupsafe import Markup

from catalog.i18n import interface_texts, inventory_texts
from catalog.model.ids import DatasetId, Slug
from catalog.model.inventory import HeldData, HoldingStatus, Inventory, PlannedTime, is_web_address
from catalog.model.site import Municipality, Site
from catalog.model.text import LANGS, Lang
from catalog.render.contexts import Contents
from catalog.render.fictitious import fictitious_note
from catalog.render.formats import format_count, render_date
from catalog.render.links import dataset_uri, list_uri, root_prefix
from catalog.render.page import RenderedPage
from catalog.render.pagination import paginate
from catalog.render.templates import render, render_localized
from catalog.standards.inventory_words import read_inventory_words

Titles = dict[str, Mapping[Lang, str]]
"""Of the published datasets of a body, by their names."""

PAGE_ITEMS = 200
"""Items on one page, so that its size doesn't grow with the list."""


@dataclass(frozen=True, slots=True)
class InventoryPage:
    """A page of an inventory that is rendered only where it isn't on the site yet.

    Attributes:
        fingerprint: Digest of what it is made from, code and texts apart.
    """

    lang: Lang
    uri: str
    fingerprint: str
    render: Callable[[], RenderedPage]


@dataclass(frozen=True, slots=True)
class PlaceView:
    """Where data is open: an address and what it is called; ``uri`` is ``None`` where nothing is published (yet)."""

    uri: str | None
    title: str
    is_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class HeldView:
    """An item as its page shows it.

    Attributes:
        facts: Words and what they are about, which come one after the other.
        ask_url: Where to ask for it, ``None`` where that can't be done.
    """

    item: HeldData
    when: object
    places: tuple[PlaceView, ...]
    facts: tuple[tuple[str, Markup], ...]
    ask_url: str | None
    ask_label: str


@dataclass(frozen=True, slots=True)
class StatusView:
    """The items of one status on a page."""

    id: str
    title: str
    lead: str | None
    items: tuple[HeldView, ...]


def inventory_path(body: Municipality) -> str:
    """Return the address of a body's inventory without its language."""
    return f"municipalities/{body.id}/inventory"


def inventory_uri(body: Municipality, lang: Lang) -> str:
    """Return the address of the page of a body's inventory."""
    return list_uri(lang, inventory_path(body))


def inventory_pages(contents: Contents) -> Iterator[InventoryPage]:
    """Yield the pages of all inventories in both languages."""
    titles: dict[str, Titles] = {}
    for entry in contents.entries if contents.inventories else ():
        titles.setdefault(entry.id.municipality, {})[entry.id.name] = entry.titles
    for inventory in contents.inventories.values():
        body, own = contents.municipalities[inventory.body], titles.get(inventory.body, {})
        named = {place for item in inventory.items for place in item.places}
        linked = sorted((name, *words.values()) for name, words in own.items() if name in named)
        digest = hashlib.sha256(repr((inventory.key, inventory.items, body, linked)).encode()).hexdigest()
        count = -(-len(inventory.items) // PAGE_ITEMS)
        for lang in LANGS:
            for number in range(1, count + 1):
                about = (inventory, body, own, contents.site, lang, number, count)
                uri = list_uri(lang, inventory_path(body), number)
                yield InventoryPage(lang, uri, digest, partial(_render_page, *about))


def _render_page(
    inventory: Inventory, body: Municipality, titles: Titles, site: Site, lang: Lang, number: int, count: int
) -> RenderedPage:
    words, path = inventory_texts(lang), inventory_path(body)
    name, uri = body.name.text(lang), list_uri(lang, path, number)
    ordered = sorted(inventory.items, key=lambda item: _ORDER.index(item.status))
    shown = ordered[(number - 1) * PAGE_ITEMS : number * PAGE_ITEMS]
    before = ordered[(number - 1) * PAGE_ITEMS - 1].status if number > 1 else None
    title, lead = words["title_of"].format(name=name), words["lead"].format(name=name)
    base = root_prefix(uri)
    html = render(
        "inventory.html",
        lang,
        base=base,
        i=SimpleNamespace(**words),
        title=title,
        lead=lead,
        trail=[
            (list_uri(lang, "municipalities"), _word("municipalities", lang)),
            (list_uri(lang, f"municipalities/{body.id}"), name),
        ],
        fictitious=fictitious_note(body, lang, "body"),
        figures=inventory_figures(inventory, body, lang, base if count > 1 else None),
        share=share_words(inventory, lang),
        confirmed=inventory.confirmed.isoformat() if inventory.confirmed else None,
        groups=list(_groups(shown, before, body, titles, site, lang)),
        pagination=paginate(path, number, count, lang),
        ask_url=_ask_url(site, None, body, lang),
        csv_uri=csv_uri(body),
        json_uri=json_uri(body),
    )
    alternates = {other: list_uri(other, path, number) for other in LANGS}
    return RenderedPage(lang, "municipalities", uri, title, lead, html, alternates=alternates)


_ORDER = tuple(HoldingStatus)


def csv_uri(body: Municipality) -> str:
    """Return the address of an inventory as a table."""
    return f"data/{body.id}/inventory.csv"


def json_uri(body: Municipality) -> str:
    """Return the address of an inventory for programs."""
    return f"data/{body.id}/inventory.json"


def inventory_figures(
    inventory: Inventory, body: Municipality, lang: Lang, base: str | None
) -> list[tuple[str, str, str]]:
    """Return link, number and name of each status that there is.

    Arguments:
        inventory: Of *body*.
        body: Its page is linked.
        lang: Of the words.
        base: The way to the site's root; ``None`` where all statuses are on the same page as the links.
    """
    found, before = [], 0
    for status, count in inventory.counts.items():
        page = list_uri(lang, inventory_path(body), before // PAGE_ITEMS + 1)
        if count:
            place = "" if base is None else f"{base}{page}"
            found.append((f"{place}#{status.value}", format_count(count), status_words(status, lang)))
        before += count
    return found


def status_words(status: HoldingStatus, lang: Lang) -> str:
    """Return what a status is called."""
    return read_inventory_words().statuses.labels[status.value].text(lang)


def share_words(inventory: Inventory, lang: Lang) -> str:
    """Return which part of an inventory is open."""
    part, whole = inventory.counts[HoldingStatus.OPEN], len(inventory.items)
    numbers = {"share": part * 100 // whole, "part": format_count(part), "whole": format_count(whole)}
    return inventory_texts(lang)["share_value"].format(**numbers)


def _groups(
    items: Iterable[HeldData],
    before: HoldingStatus | None,
    body: Municipality,
    titles: Titles,
    site: Site,
    lang: Lang,
) -> Iterator[StatusView]:
    words = inventory_texts(lang)
    by_status: dict[HoldingStatus, list[HeldView]] = {}
    for item in items:
        by_status.setdefault(item.status, []).append(_view(item, body, titles, site, lang))
    for status, views in by_status.items():
        title, is_continued = status_words(status, lang), status is before
        yield StatusView(
            status.value,
            words["continued"].format(status=title) if is_continued else title,
            None if is_continued else words[f"{status.value}_lead"],
            tuple(views),
        )


def _view(item: HeldData, body: Municipality, titles: Titles, site: Site, lang: Lang) -> HeldView:
    words = inventory_texts(lang)
    is_open = item.status is HoldingStatus.OPEN
    return HeldView(
        item=item,
        when=_when(item, lang),
        places=tuple(_places(item, body, titles, lang)),
        facts=tuple(_facts(item, lang)),
        ask_url=None if is_open else _ask_url(site, item, body, lang),
        ask_label=words["ask_of"].format(name=item.name.text(lang)),
    )


def _places(item: HeldData, body: Municipality, titles: Titles, lang: Lang) -> Iterator[PlaceView]:
    for place in item.places:
        if is_web_address(place):
            yield PlaceView(place, place, is_elsewhere=True)
        elif place in titles:
            yield PlaceView(dataset_uri(DatasetId(body.id, Slug(place)), lang), titles[place][lang])
        else:
            yield PlaceView(None, place)


def _when(item: HeldData, lang: Lang) -> Markup | str | None:
    if item.status is not HoldingStatus.PLANNED:
        return None
    words = inventory_texts(lang)
    if item.planned is None:
        return words["planned_some_day"]
    return Markup(words["planned_for"]).format(time=_time(item.planned, lang))


def _time(time: PlannedTime, lang: Lang) -> Markup | str:
    if time.fiscal_year is not None:
        return inventory_texts(lang)["fiscal_year"].format(year=time.fiscal_year)
    return render_date(time.text, lang)


def _facts(item: HeldData, lang: Lang) -> Iterator[tuple[str, Markup]]:
    words = inventory_texts(lang)
    if item.reasons:
        comma = Markup(_word("comma", lang))
        yield words["reason"], comma.join(render_localized(each.label, lang) for each in item.reasons)
    if item.department is not None:
        yield words["department"], render_localized(item.department, lang)
    if item.form is not None:
        yield words["kept_as"], render_localized(item.form.label, lang)
    if item.frequency is not None:
        yield words["updated"], render_localized(item.frequency.label, lang)


def _ask_url(site: Site, item: HeldData | None, body: Municipality, lang: Lang) -> str | None:
    """Return the address of the form for requests, filled in as far as it can be."""
    if site.repository_url is None:
        return None
    filled = {"template": "request.yml", "municipality": body.name.text(lang)}
    if item is not None:
        name = item.name.text(lang)[:80]
        filled |= {"title": inventory_texts(lang)["ask_title"].format(name=name, body=body.name.text(lang))}
        filled |= {"request": name}
    query = "&".join(f"{key}={quote(text, safe='')}" for key, text in filled.items())
    return f"{site.repository_url}/issues/new?{query}"


def _word(key: str, lang: Lang) -> str:
    return interface_texts(lang)[key]
