"""What Frictionless itself says of a descriptor, where our own reading had nothing to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalog.findings import Finding, Findings, shown
from catalog.model.marked import MarkedYaml

# Frictionless would fetch what these name.
_LEFT_OUT = ("$schema", "profile")


def check_package(descriptor: Mapping[str, Any], source: MarkedYaml) -> Findings:
    """Return the errors that Frictionless finds in *descriptor*, which our own parsing accepted.

    Codes: descriptor-not-frictionless.
    """
    from frictionless import FrictionlessException, Package, Resource

    package = _plain(descriptor)
    found: list[Finding] = []
    for index, resource in enumerate(package.pop("resources", ())):
        try:
            Resource.from_descriptor(resource)
        except FrictionlessException as error:
            found.extend(_findings(error, source, f"/resources/{index}"))
    try:
        Package.from_descriptor({**package, "resources": []})
    except FrictionlessException as error:
        found.extend(_findings(error, source, ""))
    return tuple(found)


def _plain(value: Any) -> Any:
    """Return a copy that Frictionless may change, without what it would fetch."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items() if key not in _LEFT_OUT}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _findings(error: Any, source: MarkedYaml, pointer: str) -> Iterator[Finding]:
    for reason in error.reasons or [error.error]:
        yield Finding("descriptor-not-frictionless", source.location(pointer), {"note": shown(reason.note, 200)})
