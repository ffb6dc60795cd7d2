"""The stylesheet and the script of the site, as ``catalog/web`` bundled them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


class BundleMissingError(Exception):
    """The browser code was not bundled: the installation is broken."""


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
    """Return the bundle.

    Raises:
        BundleMissingError: ``catalog/web/dist`` isn't there (``npm ci && npm run build`` in ``catalog/web`` makes it).
    """
    folder = files("catalog") / "web" / "dist"
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    except FileNotFoundError:
        raise BundleMissingError("catalog/web/dist is missing: install the package, or run npm there") from None
    service_worker = (folder / manifest.pop("serviceWorker")).read_bytes()
    offline_script = (folder / manifest.pop("offlineScript")).read_bytes()
    contents = {f"assets/{name}": (folder / name).read_bytes() for name in sorted(manifest.values())}
    return Bundle(
        f"assets/{manifest['css']}",
        f"assets/{manifest['js']}",
        f"assets/{manifest['notFoundScript']}",
        contents,
        service_worker,
        offline_script,
    )
