"""The catalog that ships, built for the address of a server on this machine, for programs that fetch from it."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.site.building import REPOSITORY, build


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def make_shipped_project(root: Path) -> Path:
    """Return *root* with everything that the repository's own site is made of."""
    for name in ("docs", "hooks", "datasets"):
        shutil.copytree(REPOSITORY / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    (root / "catalog").symlink_to(REPOSITORY / "catalog")
    return root


@contextmanager
def serve_shipped(root: Path) -> Iterator[str]:
    """Build the project at *root*, and give the address at which its site is served from ``served/machi``."""
    served = root / "served"
    served.mkdir()
    handler = functools.partial(_QuietHandler, directory=str(served))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        address = f"http://127.0.0.1:{server.server_port}/machi/"
        done = build(root, CATALOG_SITE_URL=address)
        assert done.returncode == 0, done.stdout + done.stderr
        (root / "site").rename(served / "machi")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield address
        server.shutdown()
