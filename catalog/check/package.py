"""What Frictionless itself says of a descriptor, where our own reading had nothing to say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import lru_cache
from typing import Any

from catalog.check.node import Node
from catalog.findings import Finding, Findings, shown
from catalog.model.marked import MarkedYaml

# What the standard defines and we pass on. Schemas were checked by themselves; a dialect is ours to read.
_PACKAGE_KEYS = (
    "name",
    "title",
    "description",
    "licenses",
    "sources",
    "contributors",
    "keywords",
    "version",
    "homepage",
)
_RESOURCE_KEYS = ("name", "path", "title", "description", "encoding", "format", "mediatype")


def check_package(descriptor: Mapping[str, Any], source: MarkedYaml) -> Findings:
    """Return the errors that Frictionless finds in *descriptor*, which our own parsing accepted.

    Codes: descriptor-not-frictionless.
    """
    from frictionless import FrictionlessException, Package, Resource

    found: list[Finding] = []
    for index, resource in enumerate(descriptor["resources"]):
        try:
            Resource.from_descriptor(_pick(resource, _RESOURCE_KEYS))
        except FrictionlessException as error:
            found.extend(_findings(error, source, f"/resources/{index}"))
    try:
        Package.from_descriptor({**_pick(descriptor, _PACKAGE_KEYS), "resources": []})
    except FrictionlessException as error:
        found.extend(_findings(error, source, ""))
    return tuple(found)


def check_schema_descriptor(descriptor: Mapping[str, Any], node: Node) -> None:
    """Report the errors that Frictionless finds in a schema, so that a table can be held to it without surprise.

    Codes: descriptor-not-frictionless.
    """
    for note in _objections(json.dumps(descriptor)):
        node.findings.append(Finding("descriptor-not-frictionless", node.source.location(node.pointer), {"note": note}))


@lru_cache(maxsize=256)
def _objections(schema: str) -> tuple[str, ...]:
    """Return what Frictionless says against a schema (JSON); many datasets of a catalog have the same one."""
    from frictionless import FrictionlessException, Schema

    try:
        Schema.from_descriptor(json.loads(schema))
    except FrictionlessException as error:
        return tuple(shown(reason.note, 200) for reason in error.reasons or [error.error])
    return ()


def _pick(descriptor: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    # A copy: Frictionless changes what it is given.
    return {key: deepcopy(descriptor[key]) for key in keys if key in descriptor}


def _findings(error: Any, source: MarkedYaml, pointer: str) -> Iterator[Finding]:
    for reason in error.reasons or [error.error]:
        yield Finding("descriptor-not-frictionless", source.location(pointer), {"note": shown(reason.note, 200)})
