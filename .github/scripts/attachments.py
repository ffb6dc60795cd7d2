"""Files that were attached to an issue: found in its text, fetched within bounds, ZIPs opened within bounds.

Only addresses under which GitHub itself keeps attachments are fetched, without any credentials; where they lead on,
each step is looked at, too. Names are for people: on disk every file lies in a folder of its own.
"""

from __future__ import annotations

import re
import unicodedata
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from pathlib import Path, PurePosixPath
from typing import IO, Any

MAX_FILES = 30
MAX_FILE_BYTES = 60_000_000
MAX_ALL_BYTES = 150_000_000
MAX_MEMBERS = 60
_PIECE_BYTES = 1 << 18
_MAX_STEPS = 4

_LINK = re.compile(r"!?\[([^\]\n]{0,300})\]\(\s*<?(https://[^\s)>]{1,1000})>?\s*\)|(https://[^\s)<>\"'\]]{1,1000})")
_START = re.compile(
    r"/user-attachments/(?:files/[0-9]+/[^/?#]+|assets/[0-9a-f-]{36})|/[\w.-]+/[\w.-]+/files/[0-9]+/[^/?#]+"
)
_STORES = re.compile(r"[a-z0-9-]+\.githubusercontent\.com|github-production-user-asset-6210df\.s3\.amazonaws\.com")
_KEPT_TOGETHER = (".shp", ".gdb", "stops.txt", "agency.txt", "datapackage.json")
"""What makes a ZIP one thing: a Shapefile, a feed of GTFS, a data package."""


class NotFetched(Exception):
    """A file can't be had; ``reason`` is a key of the texts."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Attachment:
    """A link to an attached file; ``name`` is what its sender called it."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file on disk."""

    name: str
    path: Path


def find_attachments(text: str, server: str = "github.com") -> tuple[Attachment, ...]:
    """Return the attachments that *text* links to, in order, each once."""
    found: dict[str, Attachment] = {}
    for match in _LINK.finditer(text):
        url = match[2] or match[3].rstrip(".,;")
        if is_attachment(url, server) and url not in found:
            found[url] = Attachment(_name(match[1] or "", url), url)
    return tuple(found.values())


def is_attachment(url: str, server: str = "github.com") -> bool:
    """Return whether GitHub keeps an attachment under *url*."""
    parts = _parts(url)
    return parts is not None and parts.hostname == server and _START.fullmatch(parts.path) is not None


def _parts(url: str) -> urllib.parse.SplitResult | None:
    """Return the parts of an address that may be asked for: https, no port of its own, no name and password."""
    try:
        parts = urllib.parse.urlsplit(url)
        is_plain = parts.scheme == "https" and parts.port in (None, 443) and "@" not in parts.netloc
    except ValueError:
        return None
    return parts if is_plain and url.isascii() and "\\" not in url else None


def is_store(url: str) -> bool:
    """Return whether an attachment's address may lead on to *url*."""
    parts = _parts(url)
    return parts is not None and _STORES.fullmatch(parts.hostname or "") is not None


def _name(label: str, url: str) -> str:
    """Return the name by the link's text, which has Japanese names in full, or else by its address."""
    in_address = urllib.parse.unquote(PurePosixPath(urllib.parse.urlsplit(url).path).name)
    ending = PurePosixPath(in_address).suffix
    label = label.replace("\\", "")
    is_full = ending and PurePosixPath(label).suffix.casefold() == ending.casefold()
    return safe_name(label if is_full else in_address)


def safe_name(name: str) -> str:
    """Return *name* as a file can have it anywhere: no folders, no characters that can't be seen, not too long."""
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(char for char in name if unicodedata.category(char)[0] != "C" and char not in '<>:"|?*')
    kept = " ".join(kept.split()).strip(" .")
    path = PurePosixPath(kept or "file")
    return f"{path.stem[:80]}{path.suffix[:12]}"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        return None


Open = Callable[[str], Any]
"""Opens an address without following where it leads."""


def open_address(url: str) -> Any:
    """Return the answer from *url*; one that leads on is an ``HTTPError``, and so is a refusal."""
    request = urllib.request.Request(url, headers={"User-Agent": "machi-catalog"})
    return urllib.request.build_opener(_NoRedirect).open(request, timeout=60)


def fetch(attachment: Attachment, folder: Path, limit_bytes: int, open_url: Open = open_address) -> Fetched:
    """Return *attachment* as a file in *folder*, which is made.

    Raises:
        NotFetched: It is too large, can't be reached, or its address leads to where no attachments are.
    """
    url = attachment.url
    for _ in range(_MAX_STEPS):
        try:
            with open_url(url) as answer:
                return _kept(answer, attachment, folder, limit_bytes)
        except urllib.error.HTTPError as error:
            location = error.headers.get("Location") if error.code in (301, 302, 303, 307, 308) else None
            error.close()
            if location is None:
                raise NotFetched("not_found" if error.code in (404, 410) else "not_reached") from None
            url = urllib.parse.urljoin(url, location)
            if not is_store(url):
                raise NotFetched("elsewhere") from None
        except (OSError, HTTPException):
            raise NotFetched("not_reached") from None
    raise NotFetched("elsewhere")


def _kept(answer: Any, attachment: Attachment, folder: Path, limit_bytes: int) -> Fetched:
    folder.mkdir(parents=True)
    file = folder / attachment.name
    size = 0
    with file.open("wb") as stream:
        while piece := answer.read(_PIECE_BYTES):
            size += len(piece)
            if size > limit_bytes:
                raise NotFetched("too_large")
            stream.write(piece)
    return Fetched(attachment.name, file)


def fetch_all(
    attachments: tuple[Attachment, ...], folder: Path, open_url: Open = open_address
) -> tuple[list[Fetched], list[tuple[str, str]]]:
    """Return the files of *attachments* below *folder*, and the names of those that can't be had with the reasons."""
    files: list[Fetched] = []
    troubles = [(attachment.name, "too_many") for attachment in attachments[MAX_FILES:]]
    left = MAX_ALL_BYTES
    for number, attachment in enumerate(attachments[:MAX_FILES]):
        try:
            fetched = fetch(attachment, folder / f"{number}", min(MAX_FILE_BYTES, left), open_url)
            left -= fetched.path.stat().st_size
            unpacked = (
                list(unpack(fetched, folder / f"{number}-inside", left)) if is_wrapper(fetched.path) else [fetched]
            )
            left -= sum(file.path.stat().st_size for file in unpacked if file is not fetched)
            files += unpacked
        except NotFetched as trouble:
            troubles.append((attachment.name, trouble.reason))
    return files, troubles


def is_wrapper(path: Path) -> bool:
    """Return whether the file at *path* is a ZIP around several files, and not one thing such as a Shapefile."""
    if path.suffix.lower() != ".zip" or not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name.casefold() for name in archive.namelist()[: MAX_MEMBERS * 20]]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return bool(names) and not any(name.rstrip("/").endswith(_KEPT_TOGETHER) for name in names)


def unpack(packed: Fetched, folder: Path, limit_bytes: int) -> Iterator[Fetched]:
    """Yield the files in a ZIP, each in a folder of its own; folders in the ZIP and a ZIP in it aren't opened.

    Raises:
        NotFetched: It is broken, locked with a password, or unpacks to more than it may.
    """
    left = limit_bytes
    try:
        with zipfile.ZipFile(packed.path) as archive:
            members = [member for member in archive.infolist() if _is_file(member)]
            if not 0 < len(members) <= MAX_MEMBERS:
                raise NotFetched("too_many" if members else "zip_empty")
            for number, member in enumerate(members):
                name = safe_name(_member_name(member))
                file = folder / f"{number}" / name
                file.parent.mkdir(parents=True)
                left = _unpack_member(archive, member, file, left)
                yield Fetched(name, file)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
        raise NotFetched("zip_broken") from None


def _is_file(member: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(member.filename.replace("\\", "/"))
    hidden = any(part.startswith((".", "__MACOSX", "~$")) for part in name.parts)
    is_link = (member.external_attr >> 16) & 0o170000 == 0o120000
    return (
        not member.is_dir() and not hidden and not is_link and name.name.casefold() not in ("thumbs.db", "desktop.ini")
    )


def _member_name(member: zipfile.ZipInfo) -> str:
    """Return the name as it was meant: Windows writes Japanese names in CP932 and doesn't say so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.orig_filename.encode("cp437").decode("cp932")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return member.filename


def _unpack_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: Path, left: int) -> int:
    """Write *member* to *file*; return how many bytes may still be unpacked."""
    with archive.open(member) as source, file.open("wb") as target:
        while piece := source.read(_PIECE_BYTES):
            left -= len(piece)
            if left < 0:
                raise NotFetched("too_large")
            target.write(piece)
    return left
