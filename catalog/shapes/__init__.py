"""The shapes of all JSON that we write for programs: a JSON Schema for each, with its version in its name.

They are published at ``/schemas/{name}-{version}.schema.json``, and what is written names its own in ``$schema``. They
allow members that they don't know, since within a version members may be added; tests hold what is written to the
members that are described.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

VERSIONS: Mapping[str, int] = {
    "catalog": 1,
    "changes": 1,
    "codes": 1,
    "datapackage": 1,
    "layers": 1,
    "inventory": 1,
    "standard-report": 1,
    "findings": 1,
    "inspection": 1,
    "repairs": 1,
    "difference": 1,
    "review": 1,
    "form": 1,
    "reminders": 1,
}
"""The present version of each shape. A new one has a file of its own; those of earlier ones stay where they are."""
_BORROWED: Mapping[str, tuple[str, ...]] = {
    "inspection": ("findings",),
    "repairs": ("findings",),
    "review": ("findings", "difference"),
}
"""Shapes whose parts are parts of others, too."""
_FORMER_URIS: Mapping[str, str] = {"schemas/catalog.schema.json": "catalog"}
"""Addresses that a schema had before versions stood in them."""


def shape_uri(name: str) -> str:
    """Return the '/'-relative address of the schema of *name*."""
    return f"schemas/{name}-{VERSIONS[name]}.schema.json"


def shape_head(name: str, site_url: str = "/") -> dict[str, Any]:
    """Return the first members of a document: the address of its schema and the version of its shape.

    Arguments:
        name: Of the shape.
        site_url: Ends with ``/``. What commands print belongs to no site: there the address starts from a site's root.
    """
    return {"$schema": f"{site_url}{shape_uri(name)}", "version": VERSIONS[name]}


@cache
def read_shape(name: str) -> Mapping[str, Any]:
    """Return the schema of *name* with everything in it that it refers to."""
    shape = _read(name)
    definitions = {key: value for other in _BORROWED.get(name, ()) for key, value in _read(other)["$defs"].items()}
    return {**shape, "$defs": {**definitions, **shape["$defs"]}} if definitions else shape


def render_shapes(site_url: str) -> dict[str, bytes]:
    """Return every schema as a file by its address, at former addresses as well; its ``$id`` is the present one.

    Arguments:
        site_url: Ends with ``/``.
    """
    names = {shape_uri(name): name for name in VERSIONS} | dict(_FORMER_URIS)
    return {uri: _published(name, site_url) for uri, name in names.items()}


def _published(name: str, site_url: str) -> bytes:
    shape = dict(read_shape(name))
    shape = {"$schema": shape.pop("$schema"), "$id": f"{site_url}{shape_uri(name)}", **shape}
    return (json.dumps(shape, ensure_ascii=False, indent=2) + "\n").encode()


def _read(name: str) -> dict[str, Any]:
    shape: dict[str, Any] = json.loads((files("catalog.shapes") / shape_uri(name).partition("/")[2]).read_text("utf-8"))
    return shape
