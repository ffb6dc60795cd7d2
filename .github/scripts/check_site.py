"""Looks over a site that was built before it takes the place of the one that people use.

A site without its own lists, with links that lead nowhere, or with far fewer datasets than the published one isn't
published: the last good site stays. Needs nothing but the folder (and, to compare, the address of the published site).
"""

from __future__ import annotations

import html
import json
import os
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

from plain_text import one_line

REQUIRED = ("index.html", "404.html", "ja/index.html", "en/index.html", "catalog.json", "sitemap.xml", "robots.txt")
MAX_SITE_BYTES = 1_000_000_000
"""What GitHub Pages takes."""
FEWEST = 4
"""Smaller catalogs may lose any number of datasets at once."""
_HERE = "https://site.invalid/"
_LINK = re.compile(r'<[a-zA-Z][^<>]*?\s(?:href|src)="([^"<>]*)"')
_SHOWN = 50


def find_faults(site: Path) -> list[str]:
    """Return what is wrong with the site in the folder *site*, in Japanese and English."""
    missing = [name for name in REQUIRED if not (site / name).is_file()]
    if missing:
        return [f"{name} がありません。 / {name} is missing." for name in missing]
    faults = [*_list_faults(site), *_link_faults(site)]
    size = sum(file.stat().st_size for file in site.rglob("*") if file.is_file())
    if size > MAX_SITE_BYTES:
        faults.append(f"サイトが大きすぎます（{size:,} バイト）。 / The site is too large ({size:,} bytes).")
    return faults


def _list_faults(site: Path) -> Iterator[str]:
    """Yield what is wrong with the lists for machines: every address in them has to be in the site."""
    try:
        catalog = json.loads((site / "catalog.json").read_text("utf-8"))
        ElementTree.parse(site / "sitemap.xml")
        base = str(catalog["id"])
        datasets = catalog["datasets"]
    except (ValueError, KeyError, TypeError, ElementTree.ParseError) as error:
        yield f"catalog.json か sitemap.xml が読めません。 / A list can't be read. ({type(error).__name__})"
        return
    if not datasets:
        yield "データセットが一つもありません。 / There is no dataset."
    for url in sorted(set(_texts(datasets))):
        if url.startswith(base) and not _is_there(site, urlsplit(url[len(base) :]).path):
            yield f"catalog.json の {url} がありません。 / {url} of catalog.json is missing."


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def _link_faults(site: Path) -> Iterator[str]:
    known: dict[str, bool] = {}
    for file in sorted(site.rglob("*.html")):
        uri = file.relative_to(site).as_posix()
        if uri == "404.html":  # It stands at every address, and so has absolute links.
            continue
        for link in sorted(set(_LINK.findall(file.read_text("utf-8")))):
            target = urljoin(_HERE + uri, html.unescape(link))
            path = urlsplit(target).path[1:]
            if target.startswith(_HERE) and not known.setdefault(path, _is_there(site, path)):
                yield f"{uri} のリンク {link} の先がありません。 / The link {link} of {uri} leads nowhere."


def _is_there(site: Path, path: str) -> bool:
    file = site / unquote(path)
    return file.is_file() or (file / "index.html").is_file()


def count_published(base_url: str) -> int | None:
    """Return how many datasets the published site has, ``None`` where there is none yet or it can't be asked."""
    try:
        with urllib.request.urlopen(urljoin(base_url, "catalog.json"), timeout=30) as answer:
            return len(json.loads(answer.read(200_000_000))["datasets"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def fewer_fault(site: Path, published: int | None) -> str | None:
    """Return what is said where more than half of the *published* datasets would be gone."""
    now = len(json.loads((site / "catalog.json").read_text("utf-8"))["datasets"])
    if published is None or published < FEWEST or now * 2 >= published:
        return None
    return (
        f"データセットが {published} 件から {now} 件に減ります。まちがいでなければ、Actions → publish → Run workflow で"
        "「減ってもよい」を選んで実行してください。 / "
        f"{published} datasets would become {now}. If that is meant, run the workflow by hand and allow it."
    )


def main(site: Path) -> int:
    """Say what is wrong with *site*; return the exit code."""
    faults = find_faults(site)
    base_url, allows = os.environ.get("PUBLISHED_URL", ""), os.environ.get("ALLOW_FEWER", "") == "true"
    if not faults and base_url.startswith("https://") and not allows:
        fault = fewer_fault(site, count_published(base_url))
        faults += [fault] if fault else []
    for fault in faults[:_SHOWN]:
        print(f"::error::{one_line(fault, 500).replace('%', '%25')}")
    if len(faults) > _SHOWN:
        print(f"::error::ほかに {len(faults) - _SHOWN} 件 / {len(faults) - _SHOWN} more")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
