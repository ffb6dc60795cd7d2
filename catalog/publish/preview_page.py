"""Pages of a change in one file that needs nothing else: it opens from a disk, or from wherever a host keeps it.

No script is in it, and nothing is loaded: styles are inside, and links lead to the site as it is published.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urljoin

from catalog.i18n import review_texts
from catalog.model.difference import Move
from catalog.model.text import LANGS, Lang

_ARTICLE = re.compile(r"<article\b[^>]*>(.*)</article>", re.DOTALL)
_SCRIPT = re.compile(r"<(script|iframe|object|embed|base|meta|link)\b.*?(?:</\1>|>)", re.DOTALL | re.IGNORECASE)
_STYLESHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
_ADDRESS = re.compile(r'\b(href|src)="([^"]*)"')
_ID = re.compile(r'\b(id|for|aria-labelledby|aria-controls|aria-describedby)="([^"]*)"')
_STYLE = (
    ".preview{box-sizing:border-box;width:100%;max-width:61rem;margin:0 auto;padding:1rem}"
    ".preview{font-size:.8rem;line-height:1.7}"
    ".preview>section{border-top:4px solid #0017c1;margin-top:2rem;padding-top:.5rem}"
    ".preview nav li{list-style:none;margin:0}.preview .moves>summary{padding-left:.6rem}"
    ".preview .moves>summary:before{display:none}"
    ".preview svg{max-width:100%;height:auto;border:1px solid #949494}"
    ".preview .place{font-size:.7rem;overflow-wrap:anywhere}"
    ".preview .scroll{overflow-x:auto}"
    ".preview .map td,.preview .map th{white-space:nowrap;padding:.2rem .8rem .2rem 0;text-align:left}"
)


@dataclass(frozen=True, slots=True)
class PreviewMap:
    """A map of what is in another place in one layer.

    Attributes:
        svg: By language.
        moves: Those that have a number on it, in the order of these.
    """

    title: str
    svg: Mapping[Lang, str]
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A page of the site.

    Attributes:
        uri: '/'-relative to the site's root, with its final ``/``.
        html: As it was printed.
    """

    lang: Lang
    uri: str
    html: str


def stylesheet_uris(page: PreviewPage) -> tuple[str, ...]:
    """Return the stylesheets of *page*, '/'-relative to the site's root."""
    found = _STYLESHEET.findall(page.html)
    return tuple(posixpath.normpath(posixpath.join(page.uri, href)) for href in found if "://" not in href)


def render_preview(
    pages: Sequence[PreviewPage], maps: Sequence[PreviewMap], styles: Sequence[str], site_url: str, *, is_cut: bool
) -> str:
    """Return the preview as one HTML file.

    Arguments:
        pages: In the order in which they are shown.
        maps: Of all datasets of the change.
        styles: Texts of stylesheets.
        site_url: Absolute, ends with ``/``.
        is_cut: There are more pages than these.
    """
    ja, en = (review_texts(lang) for lang in LANGS)
    css = "\n".join([*(style.replace("</", "<\\/") for style in styles), _STYLE])
    lead = "preview_lead" if pages else "preview_none"
    intro = [f'<p lang="{lang}">{escape(_lead(lead, len(pages), lang, is_cut=is_cut))}</p>' for lang in LANGS]
    parts = [
        "<!doctype html>",
        '<html lang="ja"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        'img-src data:">',
        f"<title>{escape(ja['preview_title'])} / {escape(en['preview_title'])}</title>",
        f"<style>{css}</style></head>",
        '<body><main class="preview md-typeset">',
        f'<h1>{escape(ja["preview_title"])} <span lang="en">/ {escape(en["preview_title"])}</span></h1>',
        *intro,
        *_contents(pages),
        *_maps(maps),
        *(_section(number, page, site_url) for number, page in enumerate(pages, start=1)),
        "</main></body></html>",
    ]
    return "\n".join(parts) + "\n"


def _lead(key: str, count: int, lang: Lang, *, is_cut: bool) -> str:
    words = review_texts(lang)
    text = words[key].format(count=f"{count:,}")
    return f"{text} {words['preview_some'].format(count=f'{count:,}')}" if is_cut else text


def _contents(pages: Sequence[PreviewPage]) -> Iterator[str]:
    if len(pages) < 2:
        return
    ja, en = (review_texts(lang)["preview_contents"] for lang in LANGS)
    yield f'<nav aria-label="{escape(ja)}"><h2>{escape(ja)} <span lang="en">/ {escape(en)}</span></h2><ul>'
    for number, page in enumerate(pages, start=1):
        yield f'<li><a href="#page-{number}" lang="{page.lang}">{escape(_title(page))}</a></li>'
    yield "</ul></nav>"


def _title(page: PreviewPage) -> str:
    found = re.search(r"<title>([^<]*?)(?: \| [^<|]*)?</title>", page.html)
    return re.sub("&[a-z#0-9]+;", " ", found[1]) if found is not None else page.uri


def _maps(maps: Sequence[PreviewMap]) -> Iterator[str]:
    if not maps:
        return
    ja, en = (review_texts(lang)["preview_maps"] for lang in LANGS)
    yield f'<section><h2>{escape(ja)} <span lang="en">/ {escape(en)}</span></h2>'
    for each in maps:
        yield f"<h3>{escape(each.title)}</h3>"
        yield each.svg["ja"].rstrip()
        for lang in LANGS if each.moves else ():
            yield from _moves(each.moves, lang)
    yield "</section>"


def _moves(moves: Sequence[Move], lang: Lang) -> Iterator[str]:
    """Yield the table that says in words what the map shows."""
    words = review_texts(lang)
    keys = ("svg_number", "svg_key", "svg_metres", "svg_before", "svg_after")
    heads = "".join(f'<th scope="col">{escape(words[key])}</th>' for key in keys)
    summary = escape(words["svg_title"].format(title="").rstrip("：: "))
    is_open = " open" if lang == "ja" else ""
    yield f'<details class="moves" lang="{lang}"{is_open}><summary>{summary}</summary>'
    yield f'<div class="scroll"><table class="map"><thead><tr>{heads}</tr></thead><tbody>'
    for number, move in enumerate(moves, start=1):
        name = " ".join(words["hidden"] if value.text is None else value.text for value in move.key)
        cells = (f"{number}", name, f"{move.metres:,.2f}", _place(move.before), _place(move.after))
        yield f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
    yield "</tbody></table></div></details>"


def _place(lonlat: tuple[float, float]) -> str:
    return f"{lonlat[0]:.6f}, {lonlat[1]:.6f}"


def _section(number: int, page: PreviewPage, site_url: str) -> str:
    found = _ARTICLE.search(page.html)
    body = _SCRIPT.sub("", found[1] if found is not None else "")
    body = _ID.sub(lambda match: f'{match[1]}="{_own(match[2], number)}"', body)
    body = _ADDRESS.sub(lambda match: f'{match[1]}="{_absolute(match[2], page.uri, site_url, number)}"', body)
    address = escape(f"{site_url}{page.uri}")
    return (
        f'<section id="page-{number}" lang="{page.lang}"><p class="place">{address}</p>'
        f'<article class="md-content__inner md-typeset">{body}</article></section>'
    )


def _own(names: str, number: int) -> str:
    """Return anchors as those of the page with *number*: several pages share one file."""
    return " ".join(f"p{number}-{name}" for name in names.split())


def _absolute(address: str, uri: str, site_url: str, number: int) -> str:
    if address.startswith("#"):
        return f"#p{number}-{address[1:]}"
    return address if address.startswith("data:") else urljoin(f"{site_url}{uri}", address)
