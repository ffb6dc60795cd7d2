"""Looks up everything that the lock files name in OSV, the open database of known weaknesses.

Exit code 1 where there is one. With ``--issue``, one issue is written in place, and closed when nothing is left.
"""

from __future__ import annotations

import json
import os
import re
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from github_api import GitHub
from plain_text import code, cut, escape, folded
from texts import read_texts

MARKER = "<!-- machi-catalog:dependencies -->"
LABEL = ("依存 / dependencies", "0366d6", "使っているプログラムの弱点 / Weaknesses of what we use")
PYTHON_LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-bench.lock", "requirements-uv.lock")
NPM_LOCK = "catalog/web/package-lock.json"
_PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)
_BATCH = 500
_MAX_WEAKNESSES = 100


@dataclass(frozen=True, slots=True, order=True)
class Package:
    """A package in a version; ``ecosystem`` as OSV names it."""

    ecosystem: str
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Weakness:
    """A known weakness of a package; ``fixed`` are the versions without it."""

    package: Package
    id: str
    summary: str
    fixed: tuple[str, ...]


def read_packages(root: Path) -> tuple[Package, ...]:
    """Return all packages of the lock files under *root*, each once."""
    found = set()
    for name in PYTHON_LOCKS:
        text = (root / name).read_text("utf-8")
        found |= {Package("PyPI", match[1], match[2]) for match in _PIN.finditer(text)}
    packages = json.loads((root / NPM_LOCK).read_text("utf-8"))["packages"]
    for place, entry in packages.items():
        name = place.rpartition("node_modules/")[2]
        if name and "version" in entry and not entry.get("link"):
            found.add(Package("npm", name, entry["version"]))
    return tuple(sorted(found))


def find_weaknesses(packages: Sequence[Package], api_url: str) -> tuple[Weakness, ...]:
    """Return what OSV at *api_url* knows against *packages*."""
    found: list[Weakness] = []
    for start in range(0, len(packages), _BATCH):
        part = packages[start : start + _BATCH]
        queries = [{"package": {"name": one.name, "ecosystem": one.ecosystem}, "version": one.version} for one in part]
        results = _ask(f"{api_url}/v1/querybatch", {"queries": queries})["results"]
        for package, result in zip(part, results, strict=True):
            for known in result.get("vulns") or ():
                if len(found) < _MAX_WEAKNESSES:
                    found += _weakness(package, str(known["id"]), api_url)
    return tuple(found)


def _weakness(package: Package, id: str, api_url: str) -> Iterator[Weakness]:
    entry = _ask(f"{api_url}/v1/vulns/{urllib.parse.quote(id, safe='')}", None)
    if "withdrawn" in entry:
        return
    affected = [one for one in entry.get("affected") or () if (one.get("package") or {}).get("name") == package.name]
    events = [event for one in affected for span in one.get("ranges") or () for event in span.get("events") or ()]
    fixed = tuple(sorted({str(event["fixed"]) for event in events if "fixed" in event}))
    yield Weakness(package, id, str(entry.get("summary") or entry.get("details") or id), fixed)


def _ask(url: str, value: Any) -> Any:
    data = json.dumps(value).encode() if value is not None else None
    headers = {"Content-Type": "application/json", "User-Agent": "machi-catalog"}
    with urllib.request.urlopen(urllib.request.Request(url, data, headers), timeout=60) as answer:
        return json.loads(answer.read(50_000_000))


def report(weaknesses: Iterable[Weakness]) -> str:
    """Return *weaknesses* as Markdown in both languages."""
    found = list(weaknesses)
    lines = _lines(found, "ja")
    return cut("\n".join([*lines, "", *folded("English", _lines(found, "en"))]))


def _lines(weaknesses: Sequence[Weakness], lang: str) -> list[str]:
    texts = read_texts(lang, "scan")
    lines = [texts["lead"] if weaknesses else texts["none"], ""]
    for one in weaknesses:
        fixed = texts["fixed"].format(versions=escape(", ".join(one.fixed))) if one.fixed else texts["not_fixed"]
        name = f"{one.package.name} {one.package.version}"
        lines.append(f"- {code(name)} {code(one.id)} {escape(one.summary)} — {fixed}")
    return [*lines, "", texts["how"]] if weaknesses else lines


def tell(github: GitHub, weaknesses: Sequence[Weakness]) -> None:
    """Bring our one issue up to *weaknesses*."""
    github.ensure_label(*LABEL)
    ours = [
        issue
        for issue in github.pages(f"/issues?state=all&labels={urllib.parse.quote(LABEL[0], safe='')}")
        if (issue.get("user") or {}).get("type") == "Bot" and str(issue.get("body") or "").startswith(MARKER)
    ]
    body = f"{MARKER}\n{report(weaknesses)}"
    if not ours:
        if weaknesses:
            title = read_texts("ja", "scan")["title"]
            github.request("POST", "/issues", {"title": title, "body": body, "labels": [LABEL[0]]})
        return
    changed = {"body": body, "state": "open" if weaknesses else "closed"}
    if {key: str(ours[0].get(key) or "").replace("\r", "") for key in changed} != changed:
        github.request("PATCH", f"/issues/{ours[0]['number']}", changed)


def main(arguments: Sequence[str]) -> int:
    """Scan the checkout here; return the exit code."""
    packages = read_packages(Path.cwd())
    try:
        weaknesses = find_weaknesses(packages, os.environ.get("OSV_URL", "https://api.osv.dev"))
    except OSError as error:
        print(f"::error::OSV に聞けませんでした。 / OSV couldn't be asked: {type(error).__name__}")
        return 2
    text = report(weaknesses)
    print(text)
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as stream:
            stream.write(f"{text}\n")
    if "--issue" in arguments:
        tell(GitHub.from_environment(), weaknesses)
    return 1 if weaknesses else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
