"""Whether addresses on the web still answer: asked politely, one after the other at each host, with patience.

``HEAD`` first; where a server doesn't like that, ``GET`` of a few bytes. Only public hosts are asked, so that nobody
can have the machine of a workflow look into its own network.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO

MAX_LINKS = 3_000
_MAX_STEPS = 8
_CLOSED_TO_PROGRAMS = (401, 403, 405, 406, 418, 429, 451, 503, 999)
"""The page may well be there: it only isn't for programs, or not just now."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How links are asked.

    Attributes:
        seconds: Until an answer has to begin.
        tries: For each address.
        wait_seconds: Between two requests to one host.
        total_seconds: For all links; what isn't asked by then counts as not asked.
        agent: Who we say that we are.
        is_local_allowed: Hosts of a private network may be asked, too (for tests).
    """

    seconds: float = 20.0
    tries: int = 3
    wait_seconds: float = 1.0
    total_seconds: float = 1_800.0
    agent: str = "machi-catalog link check"
    is_local_allowed: bool = False


class _Refused(Exception):
    """An address that isn't to be asked."""


class _Watched(urllib.request.HTTPRedirectHandler):
    """Follows where an address leads, as long as that is a public host, too."""

    max_redirections = _MAX_STEPS

    def __init__(self, patience: Patience) -> None:
        self.patience = patience

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        _refuse_inner(newurl, self.patience)
        following = super().redirect_request(req, fp, code, msg, headers, newurl)
        if following is not None:
            following.method = req.get_method()  # Not every Python keeps it.
        return following


def find_dead(urls: Iterable[str], patience: Patience) -> tuple[Mapping[str, str], frozenset[str]]:
    """Return the addresses that don't answer, each with the reason, and those that were asked.

    A reason is HTTP's status as text, ``name`` (there is no such host), ``certificate``, ``time`` or ``connection``.
    """
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in list(dict.fromkeys(urls))[:MAX_LINKS]:
        by_host[urllib.parse.urlsplit(url).netloc.lower()].append(url)
    end = time.monotonic() + patience.total_seconds
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda group: _ask_host(group, patience, end), by_host.values()))
    reasons = {url: reason for answer in answers for url, reason in answer.items()}
    return {url: reason for url, reason in reasons.items() if reason}, frozenset(reasons)


def _ask_host(urls: Sequence[str], patience: Patience, end: float) -> dict[str, str]:
    reasons = {}
    for url in urls:
        if time.monotonic() > end:
            break
        reasons[url] = _why_dead(url, patience)
        time.sleep(patience.wait_seconds)
    return reasons


def _why_dead(url: str, patience: Patience) -> str:
    """Return why *url* doesn't answer, ``""`` where it does."""
    reason = ""
    for number in range(patience.tries):
        reason = _ask(url, "HEAD", patience)
        if reason:
            reason = _ask(url, "GET", patience)
        if not reason or reason in ("404", "410", "name"):  # Asking again changes nothing.
            return reason
        if number + 1 < patience.tries:
            time.sleep(patience.wait_seconds * 2 ** (number + 1))
    return reason


def _ask(url: str, method: str, patience: Patience) -> str:
    request = urllib.request.Request(url, method=method, headers={"User-Agent": patience.agent, "Accept": "*/*"})
    opener = urllib.request.build_opener(_Watched(patience))
    try:
        _refuse_inner(url, patience)
        with opener.open(request, timeout=patience.seconds) as answer:
            answer.read(1)
    except _Refused:
        return ""
    except urllib.error.HTTPError as error:
        error.close()
        return "" if error.code in _CLOSED_TO_PROGRAMS else str(error.code)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return _reason(error)
    return ""


def _reason(error: Exception) -> str:
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, socket.gaierror) and cause.errno == socket.EAI_NONAME:
        return "name"
    if isinstance(cause, TimeoutError):
        return "time"
    return "certificate" if "CERTIFICATE" in str(cause) else "connection"


def _refuse_inner(url: str, patience: Patience) -> None:
    """Refuse what isn't the open web: other schemes, and hosts of a private network."""
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _Refused(url)
    if patience.is_local_allowed:
        return
    if not all(ipaddress.ip_address(address).is_global for address in _addresses(parts.hostname)):
        raise _Refused(url)


def _addresses(host: str) -> list[str]:
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
        return [str(address[0]).partition("%")[0] for *_, address in found]
