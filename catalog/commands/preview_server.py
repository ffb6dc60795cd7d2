"""A site on this computer, as a static host would serve it; open pages are told when it was built anew."""

from __future__ import annotations

import html
import http.server
import json
import mimetypes
import re
import threading
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

CHANGES = "/.catalog/changes"
WAIT_SECONDS = 20
"""So long a page waits for an answer before it asks again."""

_RANGE = re.compile(r"bytes=([0-9]+)-([0-9]*)")
_TYPES = {
    ".geojson": "application/geo+json",
    ".ndjson": "application/x-ndjson",
    ".pmtiles": "application/vnd.pmtiles",
    ".webmanifest": "application/manifest+json",
}
_SCRIPT = """<script>(function listen(){fetch("%s?build=%d").then(function(r){return r.json()}).then(function(a){
if(a.build!==%d)location.reload();else listen()}).catch(function(){setTimeout(listen,2000)})})()</script>"""
_BOX = """<aside lang="%s" style="position:fixed;z-index:99;inset:auto 0 0 0;max-height:40vh;overflow:auto;margin:0;
padding:.75rem 1rem;border-top:4px solid #fa0000;background:#fff;color:#1a1a1a;font:1rem/1.6 sans-serif"><details open>
<summary style="font-weight:700;cursor:pointer">%s</summary><ul style="margin:.5rem 0 0;padding-left:1.5rem">%s</ul>
</details></aside>"""


class PreviewServer(http.server.ThreadingHTTPServer):
    """Serves *site_dir* at a base path.

    Attributes:
        base: With a slash at both ends.
        build: Counts the builds.
    """

    daemon_threads = True

    def __init__(self, address: tuple[str, int], site_dir: Path, lang: str) -> None:
        super().__init__(address, _Handler)
        self.site_dir, self.lang = site_dir, lang
        self.base, self.build = "/", 0
        self._box = ""
        self._changed = threading.Condition()

    def start(self) -> None:
        """Answer from now on, beside what else is done."""
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def renew(self, base: str, title: str = "", lines: tuple[str, ...] = ()) -> None:
        """Have open pages load again; on each, *lines* tell under *title* what is wrong, if there are any."""
        items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
        with self._changed:
            self.base, self.build = base, self.build + 1
            self._box = _BOX % (self.lang, html.escape(title), items) if title else ""
            self._changed.notify_all()

    def wait_for_another(self, build: int) -> int:
        """Return the number of the present build, as soon as it isn't *build*, or after a while."""
        with self._changed:
            self._changed.wait_for(lambda: self.build != build, WAIT_SECONDS)
            return self.build

    def addition(self) -> bytes:
        """Return what pages have here and not on the site."""
        return (self._box + _SCRIPT % (CHANGES, self.build, self.build)).encode()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of browsers that go away in the middle of an answer."""


class _Handler(http.server.BaseHTTPRequestHandler):
    server: PreviewServer
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_GET(self) -> None:
        """Answer with a file of the site."""
        parts = urlsplit(self.path)
        if parts.path == CHANGES:
            asked = parse_qs(parts.query).get("build", [""])[0]
            build = self.server.wait_for_another(int(asked) if asked.isascii() and asked.isdigit() else -1)
            self._send(json.dumps({"build": build}).encode(), "application/json")
        elif not parts.path.startswith(self.server.base):
            self._redirect(self.server.base)
        else:
            self._answer(parts.path)

    do_HEAD = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def _answer(self, path: str) -> None:
        file = self._file(path)
        if file is not None and file.is_dir():
            if not path.endswith("/"):
                self._redirect(f"{path}/")
                return
            file /= "index.html"
        if file is not None and file.is_file():
            self._send_file(file)
            return
        missing = self.server.site_dir / "404.html"
        page = missing.read_bytes() if missing.is_file() else b"<!doctype html><meta charset=utf-8><title>-</title>"
        self._send(page + self.server.addition(), "text/html; charset=utf-8", HTTPStatus.NOT_FOUND)

    def _file(self, path: str) -> Path | None:
        """Return the place of *path* in the site, or ``None`` where it would be outside of it."""
        parts = [part for part in unquote(path.removeprefix(self.server.base)).split("/") if part]
        if any(part.startswith(".") or "\\" in part or ":" in part or "\0" in part for part in parts):
            return None
        return self.server.site_dir.joinpath(*parts)

    def _send_file(self, file: Path) -> None:
        if file.suffix == ".html":
            self._send(file.read_bytes() + self.server.addition(), "text/html; charset=utf-8")
            return
        size, wanted = file.stat().st_size, _RANGE.fullmatch(self.headers.get("Range", ""))
        first, last = (int(wanted[1]), min(int(wanted[2] or size - 1), size - 1)) if wanted else (0, size - 1)
        if first > last and wanted:
            self._send(b"", "text/plain", HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            return
        with file.open("rb") as stream:
            stream.seek(first)
            body = stream.read(last - first + 1)
        status = HTTPStatus.PARTIAL_CONTENT if wanted else HTTPStatus.OK
        self._send(body, _type(file), status, {"Content-Range": f"bytes {first}-{last}/{size}"} if wanted else {})

    def _redirect(self, place: str) -> None:
        self._send(b"", "text/plain", HTTPStatus.FOUND, {"Location": place})

    def _send(
        self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK, more: Mapping[str, str] | None = None
    ) -> None:
        self.send_response(status)
        headers = {"Content-Type": kind, "Content-Length": str(len(body)), "Cache-Control": "no-store", **(more or {})}
        for name, value in {**headers, "Accept-Ranges": "bytes"}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _type(file: Path) -> str:
    """Return the media type of *file* as static hosts tell it."""
    known = _TYPES.get(file.suffix)
    kind = known or http.server.SimpleHTTPRequestHandler.extensions_map.get(file.suffix)
    if kind is None:
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith(("javascript", "json")) else kind
