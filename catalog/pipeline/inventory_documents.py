"""What programs are told of inventories and targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalog.model.site import Site
from catalog.pipeline.whole import CatalogBuild
from catalog.publish.inventory import (
    held_members,
    inventory_csv_uri,
    inventory_json_uri,
    render_inventory_csv,
    render_inventory_json,
)
from catalog.render.holdings import body_progress


def inventory_documents(build: CatalogBuild, site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield address and content of the inventories that are published."""
    bodies = {body.id: body for body in build.municipalities}
    published = [result.id for result in build.published] if build.inventories else []
    for inventory in build.inventories:
        body = bodies[inventory.body]
        yield inventory_json_uri(body.id), render_inventory_json(inventory, body, published, site)
        yield inventory_csv_uri(body.id), render_inventory_csv(inventory)


def holdings_of(build: CatalogBuild, site: Site) -> Mapping[str, Mapping[str, Any]]:
    """Return what ``catalog.json`` says of each body that has an inventory or targets."""
    inventories = {each.body: each for each in build.inventories}
    found: dict[str, Mapping[str, Any]] = {}
    for body in build.municipalities:
        if body.targets or body.id in inventories:
            entries = [each.entry for each in build.published if each.entry and each.id.municipality == body.id]
            progress = body_progress(body, entries, inventories.get(body.id))
            found[body.id] = held_members(inventories.get(body.id), progress, body, site)
    return found
