"""What Frictionless itself says of a descriptor, where our own reading had nothing to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
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
    from frictionless import FrictionlessException, Schema

    try:
        Schema.from_descriptor(deepcopy(dict(descriptor)))
    except FrictionlessException as error:
        node.findings.extend(_findings(error, node.source, node.pointer))


def _pick(descriptor: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    # A copy: Frictionless changes what it is given.
    return {key: deepcopy(descriptor[key]) for key in keys if key in descriptor}


def _findings(error: Any, source: MarkedYaml, pointer: str) -> Iterator[Finding]:
    for reason in error.reasons or [error.error]:
        yield Finding("descriptor-not-frictionless", source.location(pointer), {"note": shown(reason.note, 200)})
