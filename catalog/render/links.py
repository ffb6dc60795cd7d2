"""Relative links between pages, so that the site works under any base path."""

from __future__ import annotations

import re
from urllib.parse import quote

from catalog.model.ids import DatasetId, Slug
from catalog.model.site import Site
from catalog.model.text import Lang

_SAFE_URI = re.compile(r"[A-Za-z0-9/._~-]*", re.ASCII)

BASE_TOKEN = "\x01base\x01"
"""Stands for the way to the site's root in HTML that is made once and shown at several depths."""


def root_prefix(uri: str) -> str:
    """Return the relative way from the page at *uri* to the site's root: ``../../`` for ``ja/datasets/``."""
    return "../" * uri.count("/") or "./"


def home_uri(lang: Lang) -> str:
    """Return the address of the home page."""
    return f"{lang}/"


def list_uri(lang: Lang, section: str, page: int = 1) -> str:
    """Return the address of a page of a list: ``ja/datasets/``, ``ja/themes/ict/page/2/``."""
    return f"{lang}/{section}/" if page == 1 else f"{lang}/{section}/page/{page}/"


def dataset_uri(dataset: DatasetId, lang: Lang) -> str:
    """Return the address of a dataset's page."""
    return f"{lang}/datasets/{dataset.municipality}/{dataset.name}/"


def layer_uri(dataset: DatasetId, resource: Slug, lang: Lang) -> str:
    """Return the address of a layer's page."""
    return f"{dataset_uri(dataset, lang)}layers/{resource}/"


def identifier_uri(dataset: DatasetId) -> str:
    """Return the address that identifies a dataset in every language (DCAT)."""
    return f"id/{dataset.municipality}/{dataset.name}"


def absolute_url(site: Site, uri: str) -> str:
    """Return the absolute address of *uri*, safe in an attribute and in a program."""
    return site.site_url + (uri if _SAFE_URI.fullmatch(uri) else quote(uri, safe="/!$&'()*+,;=:@~"))


def base_path(site: Site) -> str:
    """Return the path part of the site's address, with a slash at both ends: ``/`` or ``/machi-catalog/``."""
    path = site.site_url.split("://", 1)[-1].partition("/")[2]
    return f"/{path}" if path.endswith("/") or not path else f"/{path}/"
