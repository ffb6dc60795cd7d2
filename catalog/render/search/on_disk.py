"""The files of the search once more as one script, for pages that were opened from a disk."""

from __future__ import annotations

from collections.abc import Mapping

ON_DISK_URI = "search/on-disk.js"


def render_search_on_disk(files: Mapping[str, bytes]) -> bytes:
    """Return a script that leaves the JSON *files* of the search in the window, by their address below ``search/``.

    From a disk a browser loads scripts, but no data. No page that comes from a server asks for it.
    """
    members = (f'"{uri.removeprefix("search/")}":'.encode() + content.rstrip() for uri, content in files.items())
    return b"globalThis.mcSearchFiles={" + b",\n".join(members) + b"};\n"
