"""``dialect``: how a table lies in its file."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from catalog.check.json_values import BOOLEANS
from catalog.check.node import Node, parse_whole
from catalog.findings import shown
from catalog.model.dataset import Dialect

DIALECT_KEYS = (
    *("delimiter", "header", "headerRows", "headerJoin", "commentChar", "commentRows"),
    *("sheetName", "sheetNumber", "property"),
)
_USABLE = "delimiter, headerRows, headerJoin, commentChar, commentRows, sheetName"
DIALECT_INSTEAD = dict.fromkeys(
    (
        *("headerCase", "lineTerminator", "quoteChar", "doubleQuote", "escapeChar", "nullSequence"),
        *("skipInitialSpace", "skipBlankRows", "itemType", "itemKeys", "table", "type", "csv", "excel", "json"),
    ),
    _USABLE,
)
MAX_HEADER_ROWS = 10
MAX_ROW = 1_048_576
"""The last row of a sheet in Excel."""

_MAX_MARK_CHARS = 10


def parse_dialect(resource: Node) -> Dialect:
    """Return how the table lies in its file.

    Codes: unknown-key, key-not-supported, delimiter-form, header-rows, comment-rows, expected-text,
    expected-true-false, expected-whole-number.
    """
    node = resource.node("dialect")
    if node is None:
        return Dialect()
    node.check_keys(DIALECT_KEYS, DIALECT_INSTEAD)
    header_rows = _parse_rows(node, "headerRows", "header-rows", MAX_HEADER_ROWS) or (1,)
    joined_with = _parse_mark(node, "headerJoin")
    return Dialect(
        delimiter=_parse_delimiter(node) or ",",
        header_rows=header_rows if _has_header(node) else (),
        header_join=" " if joined_with is None else joined_with,
        comment_char=_parse_mark(node, "commentChar") or None,
        comment_rows=_parse_rows(node, "commentRows", "comment-rows", None),
        sheet=node.text("sheetName"),
        sheet_number=_parse_sheet_number(node),
        json_property=node.text("property"),
    )


def _parse_delimiter(node: Node) -> str | None:
    delimiter = node.value.get("delimiter")
    if delimiter is None or (isinstance(delimiter, str) and _is_delimiter(delimiter)):
        return delimiter
    node.report("delimiter-form", "delimiter", value=shown(str(delimiter)))
    return None


def _is_delimiter(text: str) -> bool:
    return len(text) == 1 and not text.isalnum() and text not in "\"'\r\n "


def _has_header(node: Node) -> bool:
    text = node.text("header")
    if text is not None and text not in BOOLEANS:
        node.report("expected-true-false", "header", key="header", value=shown(text))
    return BOOLEANS.get(text or "true", True)


def _parse_rows(node: Node, key: str, code: str, limit: int | None) -> tuple[int, ...]:
    """Return the row numbers in the list at *key* if they ascend, and there are no more than *limit*."""
    items = node.items(key)
    rows = [parse_whole(item) or 0 if isinstance(item, str) else 0 for item in items]
    if not _is_ascending(rows) or len(rows) > (limit or len(rows)):
        node.report(code, key)
        return ()
    return tuple(rows)


def _is_ascending(rows: Sequence[int]) -> bool:
    return all(1 <= row <= MAX_ROW for row in rows) and all(row < following for row, following in pairwise(rows))


def _parse_mark(node: Node, key: str) -> str | None:
    """Return the few characters at *key*, which may be spaces."""
    value = node.value.get(key)
    if value is None or (isinstance(value, str) and len(value) <= _MAX_MARK_CHARS):
        return value
    node.report("expected-text", key, key=key)
    return None


def _parse_sheet_number(node: Node) -> int | None:
    number = node.whole("sheetNumber")
    if number is not None and number < 1:
        node.report("expected-whole-number", "sheetNumber", key="sheetNumber", value=str(number))
        return None
    return number
