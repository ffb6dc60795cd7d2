"""The bundle of browser code that was made when the package was installed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

ASSETS_URI = "assets/catalog"


@dataclass(frozen=True, slots=True)
class WebBundle:
    """Stylesheets, scripts and what they need.

    Attributes:
        contents: By '/'-relative address in the site; names carry a digest, so they may be cached for ever.
    """

    contents: dict[str, bytes]

    @property
    def uris(self) -> tuple[str, ...]:
        """The addresses, in order."""
        return tuple(self.contents)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield address and content of each file."""
        yield from self.contents.items()


def read_web_bundle() -> WebBundle | None:
    """Return the bundle, or ``None`` where the package was installed without its build hook."""
    folder = files("catalog") / "web" / "dist"
    try:
        names = json.loads((folder / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return WebBundle({f"{ASSETS_URI}/{name}": (folder / name).read_bytes() for name in sorted(names.values())})
