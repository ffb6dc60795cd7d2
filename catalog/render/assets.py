"""The stylesheet and the script of the site, as ``catalog/web`` bundled them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


class BundleMissingError(Exception):
    """The browser code was not bundled, or long ago: the installation is broken."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What pages load from ``/assets``.

    Attributes:
        stylesheet_uri: '/'-relative to the site's root.
        script_uri: '/'-relative to the site's root.
        not_found_uri: The script of the page for addresses where nothing is.
        contents: Every file of the bundle by ``uri``.
        service_worker: The script that keeps pages for reading without a network; it stands at the site's root, since
            it serves what is below it.
        offline_script: The script in the page for what can't be reached.
    """

    stylesheet_uri: str
    script_uri: str
    not_found_uri: str
    contents: Mapping[str, bytes]
    service_worker: bytes = b""
    offline_script: bytes = b""


@cache
def bundle() -> Bundle:
    """Return the bundle of this installation.

    Raises:
        BundleMissingError: See :func:`read_bundle`.
    """
    return read_bundle(files("catalog") / "web" / "dist")


def read_bundle(folder: Traversable) -> Bundle:
    """Return the bundle in *folder*.

    Raises:
        BundleMissingError: It isn't there, isn't whole or is older than the package
            (``npm ci && npm run build`` in ``catalog/web`` makes it).
    """
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        service_worker = (folder / manifest.pop("serviceWorker")).read_bytes()
        offline_script = (folder / manifest.pop("offlineScript")).read_bytes()
        contents = {f"assets/{name}": (folder / name).read_bytes() for name in sorted(manifest.values())}
        first = [f"assets/{manifest[kind]}" for kind in ("css", "js", "notFoundScript")]
    # An older bundle lacks files that have come since; one that was cut off has a list that can't be read.
    except (OSError, KeyError, ValueError, AttributeError, TypeError):
        raise BundleMissingError(
            "catalog/web/dist is missing or older: install the package, or run npm there"
        ) from None
    return Bundle(first[0], first[1], first[2], contents, service_worker, offline_script)
