"""Resources as declared, for tests of reading."""

from __future__ import annotations

from catalog.model.dataset import Dialect, Resource
from catalog.model.ids import Slug
from catalog.model.text import LocalizedText


def declare(
    file_type: str = "csv", encoding: str | None = None, innerpath: str | None = None, **dialect: object
) -> Resource:
    """Return a resource of *file_type*; *dialect* is as in :class:`Dialect`."""
    if "header_row" in dialect:
        dialect["header_rows"] = (dialect.pop("header_row"),)
    lies = Dialect(**dialect)  # type: ignore[arg-type]
    return Resource(
        Slug("list"), f"list.{file_type}", file_type, LocalizedText("一覧"), None, encoding, lies, None, None, innerpath
    )
