"""Names for folders and files that become addresses, from names that people give to files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from catalog.model.ids import is_slug

_COPY = re.compile(
    r"(?:[\s　]*[(（][0-9０-９]{1,2}[)）]|[-－_ 　]*(?:の?コピー|copy)[\s　0-9０-９()（）]*)+$", re.IGNORECASE
)
_COPY_OF = re.compile(r"^(?:コピー\s*[~〜～]\s*|copy (?:\([0-9]+\) )?of )", re.IGNORECASE)
_VERSION = re.compile(
    r"[-_\s　（(【]*(?:最新(?:版)?|修正版?|訂正版?|改訂?版|最終(?:版|稿)?|確定版|完成版"
    r"|final|ver\.?\s*[0-9.]+|v[0-9.]+)[)）】]*$",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?:^|-)(?:(?:19|20)[0-9]{2}(?:-?(?:0[1-9]|1[0-2])(?:-?[0-3][0-9])?)?|[rh][0-9]{1,2})(?=-|$)")
# 01_, 2. and ③ put files in order; 3.11 and 1丁目 are words.
_ORDER = re.compile(r"^(?:[0-9０-９]{1,2}[-_.．、)） 　]+|[①-⑳][-_.．、 　]*)(?=[^\x00-\x7f０-９]|[RH][0-9])")
_CODE = re.compile(r"^[0-9]{6}-(?=[a-z])")
_SAYS_NOTHING = re.compile(r"(?:book|sheet|data|file|table|list|new|untitled|export|output|test|tmp|temp)?-?[0-9]*")
_RESERVED = ("datapackage",)
_MAX_TITLE = 100


def cleaned_title(file_name: str) -> str:
    """Return what *file_name* says the file is about: without its ending and what computers and offices add to it."""
    text = unicodedata.normalize("NFC", PurePosixPath(file_name).stem)
    text = _VERSION.sub("", _COPY.sub("", _COPY_OF.sub("", text)))
    return " ".join(_ORDER.sub("", text).replace("_", " ").split())[:_MAX_TITLE]


def slug_of(file_name: str, *, with_day: bool = False) -> str | None:
    """Return the slug that *file_name* suggests, or ``None`` where it is Japanese or says nothing.

    A local government's code before the name (``032018_public_toilet``) goes, and so does a day or year, unless
    *with_day*: an address outlives it.
    """
    text = unicodedata.normalize("NFKC", PurePosixPath(file_name).stem)
    text = _VERSION.sub("", _COPY.sub("", _COPY_OF.sub("", text))).casefold()
    if not text.isascii():
        return None
    slug = _CODE.sub("", re.sub("[^a-z0-9]+", "-", text).strip("-"))
    if not with_day:
        slug = _DAY.sub("", slug).strip("-")
    is_name = is_slug(slug) and _SAYS_NOTHING.fullmatch(slug) is None and slug not in _RESERVED
    return slug if is_name else None


def resource_names(file_names: Sequence[str], dataset_name: str) -> tuple[str, ...]:
    """Return a name for each of *file_names*, all different, never empty."""
    slugs = [slug_of(name, with_day=len(file_names) > 1) or dataset_name for name in file_names]
    return tuple(_unique(slugs))


def _unique(slugs: Sequence[str]) -> Iterator[str]:
    taken: set[str] = set()
    for slug in slugs:
        number, name = 1, slug
        while name in taken:
            number += 1
            name = f"{slug[:76]}-{number}"
        taken.add(name)
        yield name
