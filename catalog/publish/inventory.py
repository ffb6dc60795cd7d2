"""``/data/{body}/inventory.json`` and ``.csv``: what a body holds, open or not."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from catalog.model.ids import DatasetId, Slug
from catalog.model.inventory import HeldData, Inventory, InventoryWord, TargetProgress, is_web_address
from catalog.model.site import Municipality, Site
from catalog.model.text import LANGS, LocalizedText
from catalog.publish.addresses import absolute_url, identifier
from catalog.publish.json_text import by_language, compact_json, present
from catalog.shapes import shape_head
from catalog.standards.inventory_words import read_inventory_words

_URL_SAFE = "%/:?#[]@!$&'()*+,;=~"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would run, at the beginning of a cell."""


def inventory_json_uri(body: Slug) -> str:
    """Return the address of an inventory for programs; no dataset can have it, since slugs have no dots."""
    return f"data/{body}/inventory.json"


def inventory_csv_uri(body: Slug) -> str:
    """Return the address of an inventory as a table."""
    return f"data/{body}/inventory.csv"


def render_inventory_json(
    inventory: Inventory, body: Municipality, published: Iterable[DatasetId], site: Site
) -> bytes:
    """Return an inventory, one item a line; *published* are the datasets that the site has."""
    known = frozenset(published)
    head = compact_json(
        present(
            **shape_head("inventory", site.site_url),
            municipality=present(id=body.id, code=body.code, name=by_language(body.name)),
            fictitious=body.is_fictitious or None,
            pages=_pages(body, site),
            csv=absolute_url(site.site_url, inventory_csv_uri(body.id)),
            confirmed=inventory.confirmed.isoformat() if inventory.confirmed else None,
            counts={status.value: count for status, count in inventory.counts.items()},
        )
    )
    lines = ",\n".join(compact_json(_item(item, body, known, site)) for item in inventory.items)
    return f'{head[:-1]},"items":[\n{lines}\n]}}\n'.encode()


def _pages(body: Municipality, site: Site) -> dict[str, str]:
    return {lang: absolute_url(site.site_url, f"{lang}/municipalities/{body.id}/inventory/") for lang in LANGS}


def _item(item: HeldData, body: Municipality, known: frozenset[DatasetId], site: Site) -> dict[str, Any]:
    datasets = [DatasetId(body.id, Slug(place)) for place in item.places if not is_web_address(place)]
    planned = item.planned
    return present(
        name=by_language(item.name),
        department=by_language(item.department),
        description=by_language(item.about),
        status=item.status.value,
        form=_word(item.form),
        frequency=_word(item.frequency),
        datasets=[present(id=str(id), identifier=identifier(site, id)) for id in datasets if id in known],
        urls=[quote(place, safe=_URL_SAFE) for place in item.places if is_web_address(place)],
        planned=present(start=planned.start.isoformat(), end=planned.end.isoformat()) if planned else None,
        reasons=[_word(reason) for reason in item.reasons],
        explanation=by_language(item.explanation),
        confirmed=item.confirmed.isoformat() if item.confirmed else None,
    )


def _word(word: InventoryWord | None) -> dict[str, Any] | None:
    return present(id=word.id, label=by_language(word.label)) if word is not None else None


def render_inventory_csv(inventory: Inventory) -> bytes:
    """Return an inventory as a table under the usual headings, which is an inventory again; UTF-8 with a BOM."""
    return render_rows(_cells(item) for item in inventory.items)


def render_rows(rows: Iterable[dict[str, str]]) -> bytes:
    """Return a table with the headings of an inventory; *rows* have the cells by the id of their column."""
    headings = read_inventory_words().headings.labels
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(label.ja for label in headings.values())
    for row in rows:
        writer.writerow(_harmless(row.get(id, "")) for id in headings)
    return text.getvalue().encode("utf-8-sig")


def _cells(item: HeldData) -> dict[str, str]:
    texts: dict[str, LocalizedText | None] = {
        "name": item.name,
        "department": item.department,
        "about": item.about,
        "explanation": item.explanation,
    }
    japanese = {id: text.ja for id, text in texts.items() if text is not None}
    english = {f"{id}@en": text.en or "" for id, text in texts.items() if text is not None}
    return {
        **japanese,
        **english,
        "form": item.form.label.ja if item.form else "",
        "frequency": item.frequency.label.ja if item.frequency else "",
        "status": read_inventory_words().statuses.labels[item.status.value].ja,
        "places": " ".join(item.places),
        "planned": item.planned.text if item.planned else "",
        "reasons": "、".join(reason.label.ja for reason in item.reasons),
        "confirmed": item.confirmed.isoformat() if item.confirmed else "",
    }


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def held_members(
    inventory: Inventory | None, progress: Iterable[TargetProgress], body: Municipality, site: Site
) -> dict[str, Any]:
    """Return what ``catalog.json`` says of a body's inventory and targets; nothing of what there isn't."""
    found = None
    if inventory is not None:
        found = present(
            url=absolute_url(site.site_url, inventory_json_uri(body.id)),
            csv=absolute_url(site.site_url, inventory_csv_uri(body.id)),
            pages=_pages(body, site),
            counts={status.value: count for status, count in inventory.counts.items()},
        )
    return present(inventory=found, targets=[_target(each) for each in progress])


def _target(progress: TargetProgress) -> dict[str, Any]:
    target = progress.target
    return present(
        measure=target.measure,
        value=target.value,
        due=target.due.isoformat() if target.due else None,
        source=by_language(target.source),
        url=target.source_url,
        reached=progress.reached,
        compiled=progress.compiled or None,
        as_of=progress.newest,
    )
