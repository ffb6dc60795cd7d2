"""A page as `render` hands it on: a body and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from catalog.model.text import Lang

Section = Literal["home", "datasets", "themes", "municipalities", "map", "search", "sql", "standards", "findings"]
"""The part of the site that a page belongs to: the item of the navigation that is shown as active."""


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading of the page, for the table of contents."""

    anchor: str
    title: str
    children: tuple[TocEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A finished page but for the shell (header, navigation, footer) that is the same for its kind.

    Attributes:
        uri: '/'-relative address from the site's root, ends with ``/``: ``ja/datasets/okayama-city/x/``.
        title: Plain text.
        description: Plain text of one or two sentences, for search engines and social media.
        body_html: From the ``h1`` on.
        alternates: The same page in each language by ``uri``, its own included; empty where there is none.
        structured_data: JSON-LD text, safe inside a ``script`` element.
        edit_uri: '/'-relative path in the repository of the file to edit, if there is one.
        modified: ISO date for the sitemap.
        datapackage_uri: Address of the page's dataset for programs, if it has one.
        is_indexed: Whether search engines are to know it.
        feed_uri: Address of the feed of what changes in what the page lists.
    """

    lang: Lang
    section: Section
    uri: str
    title: str
    description: str
    body_html: str
    toc: tuple[TocEntry, ...] = ()
    alternates: dict[Lang, str] = field(default_factory=dict)
    structured_data: str | None = None
    edit_uri: str | None = None
    modified: str | None = None
    datapackage_uri: str | None = None
    is_indexed: bool = True
    feed_uri: str | None = None
