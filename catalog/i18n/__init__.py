"""Texts of the interface and of findings in Japanese and English, from ``locale/{ja,en}/*.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from catalog.model.text import EASY, LANGS, Lang

EASY_FILES = ("interface", "overview", "explorer", "charts", "access")
"""Files of texts that readers see, of which there may be some in plain Japanese."""


@cache
def interface_texts(lang: Lang) -> Mapping[str, str]:
    """Return the interface's texts of *lang* by key."""
    return _read(lang, "interface")


@cache
def cli_texts(lang: Lang) -> Mapping[str, str]:
    """Return the command line's texts of *lang* by key."""
    return _read(lang, "cli")


@cache
def report_texts(lang: Lang) -> Mapping[str, str]:
    """Return the words around findings of *lang* by key."""
    return _read(lang, "report")


@cache
def editing_texts(lang: Lang) -> Mapping[str, str]:
    """Return the texts of *lang* for drafts of descriptors, and for what is done to datasets, by key."""
    return _read(lang, "editing")


@cache
def form_texts(lang: Lang) -> Mapping[str, str]:
    """Return what forms that were filled in are answered in *lang*, by key."""
    return _read(lang, "form")


@cache
def reminder_texts(lang: Lang) -> Mapping[str, str]:
    """Return the words of *lang* for what is due, by key."""
    return _read(lang, "reminder")


@cache
def difference_texts(lang: Lang) -> Mapping[str, str]:
    """Return the words of *lang* around what differs between two editions, by key."""
    return _read(lang, "difference")


@cache
def access_texts(lang: Lang) -> Mapping[str, str]:
    """Return the texts of *lang* for ways to read pages (easy words, without a network, from a disk), by key."""
    return _read(lang, "access")


@cache
def explorer_texts(lang: Lang) -> Mapping[str, str]:
    """Return what the browser says in *lang* where tables are looked into, by key."""
    return _read(lang, "explorer")


@cache
def withdrawal_texts(lang: Lang) -> Mapping[str, str]:
    """Return the texts of *lang* about withdrawn datasets, and of the command that withdraws them, by key."""
    return _read(lang, "withdrawal")


@cache
def review_texts(lang: Lang) -> Mapping[str, str]:
    """Return the words of *lang* of what a pull request shows, by key."""
    return _read(lang, "review")


@cache
def plain_texts(lang: Lang, name: str) -> Mapping[str, str]:
    """Return the texts of a file in *lang* by key."""
    return _read(lang, name)


@cache
def easy_texts(name: str) -> Mapping[str, str]:
    """Return those texts of a file (``interface``, ``explorer``) that there are in plain Japanese, by key.

    Readings are in the notation of :mod:`catalog.notation.ruby`.
    """
    file = files("catalog") / "locale" / EASY / f"{name}.yaml"
    return _load(file) if file.is_file() else {}


@cache
def edition_texts(lang: Lang) -> Mapping[str, str]:
    """Return the words of *lang* for what an edition has brought, by key."""
    return _read(lang, "editions")


@cache
def overview_texts(lang: Lang) -> Mapping[str, str]:
    """Return the texts of *lang* of the home page, of related and of standard datasets, by key."""
    return _read(lang, "overview")


@cache
def merging_texts(lang: Lang) -> Mapping[str, str]:
    """Return the words of *lang* for merged tables of standard datasets, and for who lacks what, by key."""
    return _read(lang, "merging")


@cache
def inventory_texts(lang: Lang) -> Mapping[str, str]:
    """Return the words of *lang* for inventories of held data, and for targets, by key."""
    return _read(lang, "inventory")


@cache
def fictitious_texts(lang: Lang) -> Mapping[str, str]:
    """Return the words of *lang* for bodies that are invented as examples, and for their data, by key."""
    return _read(lang, "fictitious")


@cache
def chart_texts(lang: Lang) -> Mapping[str, str]:
    """Return the words of *lang* for charts, and for what is counted in columns, by key."""
    return _read(lang, "charts")


@cache
def serving_texts(lang: Lang) -> Mapping[str, str]:
    """Return what is said in *lang* while a site is served on this computer, by key."""
    return _read(lang, "serving")


@cache
def finding_texts(lang: Lang) -> Mapping[str, Mapping[str, str]]:
    """Return ``{code: {title, message, hint, looks_for, why, bad, good, source}}`` in *lang*."""
    return _read(lang, "findings")


def available_langs() -> tuple[str, ...]:
    """Return the tag of every language that has a folder in ``locale``, those of the pages first."""
    folders = sorted(each.name for each in files("catalog").joinpath("locale").iterdir() if each.is_dir())
    return (*LANGS, *(tag for tag in folders if tag not in LANGS))


def _read(lang: str, name: str) -> Mapping[str, Any]:
    return _parse(lang, name) if lang in LANGS else further_texts(lang, name)


def further_texts(lang: str, name: str, folder: Traversable | None = None) -> Mapping[str, Any]:
    """Return the texts of a language beside those of the pages; what its file doesn't have is in the one behind it.

    Behind a kind of Japanese (``ja-x-easy``) is Japanese, behind any other language English.
    """
    behind = "ja" if lang.startswith("ja") else "en"
    file = (folder or files("catalog") / "locale") / lang / f"{name}.yaml"
    return {**_parse(behind, name), **(_load(file) if file.is_file() else {})}


def _parse(lang: str, name: str) -> Mapping[str, Any]:
    return _load(files("catalog") / "locale" / lang / f"{name}.yaml")


def _load(file: Traversable) -> Mapping[str, Any]:
    texts: dict[str, Any] = yaml.load(file.read_text("utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return texts
