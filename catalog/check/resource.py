"""``resources``: the files of a dataset."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from pathlib import PurePosixPath

from catalog.check.dialect import parse_dialect
from catalog.check.easy_texts import check_easy_texts
from catalog.check.former_names import RESERVED_NAMES, parse_former_names
from catalog.check.layer import parse_layer
from catalog.check.node import Node
from catalog.check.schema import parse_schema
from catalog.check.words import folded, nearest
from catalog.codes import has_errors
from catalog.findings import shown
from catalog.load.tables import DECLARED_TABLE_TYPES, MAYBE_LAYER_TYPES, TABLE_TYPES
from catalog.model.dataset import Resource
from catalog.model.ids import Slug, is_slug
from catalog.model.text import EASY, LocalizedText
from catalog.model.vocabulary import Vocabularies

KEYS = (
    "name",
    "path",
    "title",
    "title@en",
    "title@ja-x-easy",
    "description",
    "description@en",
    "description@ja-x-easy",
    "type",
    "encoding",
    "compression",
    "innerpath",
    "dialect",
    "schema",
    "layer",
    "format",
    "mediatype",
    "aliases",
)
INSTEAD = {
    "data": "path",
    "url": "path",
    "$schema": "",
    "profile": "",
    "licenses": "",
    "missingValues": "schema: {missingValues: […]}",
}
ENCODINGS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-8-sig": "utf-8-sig",
    "utf-16": "utf-16",
    "cp932": "cp932",
    "ms932": "cp932",
    "windows-31j": "cp932",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "euc-jp": "euc_jp",
    "euc_jp": "euc_jp",
}
"""Names of encodings and the codec that really reads such files: what is called Shift_JIS is CP932 in practice."""

_LAYER_TYPES = ("fgb", "geojson", "geojsonl", "gml", "gpkg", "gpx", "kml", "kmz", "shp", "topojson")
"""Files whose attributes a schema may describe."""

_WEB = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_DRIVE = re.compile(r"[A-Za-z]:")


def parse_resource(node: Node, vocabularies: Vocabularies, file_uris: Collection[str]) -> Resource | None:
    """Return the resource at *node*, or ``None`` where it has errors, which are reported on *node*.

    Codes: key-missing, unknown-key, key-not-supported, slug, reserved-name, unknown-file-type, unknown-encoding,
    unknown-word, key-refused, schema-without-table, no-schema, ruby-mark, ruby-not-kana, ruby-missing, and those of a
    path, a dialect, a schema, a layer and former names.
    """
    before = len(node.findings)
    node.check_keys(KEYS, INSTEAD)
    name = node.text("name", required=True)
    if name is not None and not is_slug(name):
        node.report("slug", "name", key="name", value=shown(name))
    if name in RESERVED_NAMES:
        node.report("reserved-name", "name", name=name)
    path = _parse_path(node, file_uris)
    file_type = _parse_file_type(node, path, vocabularies)
    encoding = node.parsed("encoding", lambda text: text, "unknown-encoding")
    codec = ENCODINGS.get(encoding.lower()) if encoding else None
    if encoding and codec is None:
        node.report("unknown-encoding", "encoding", value=shown(encoding), candidates=nearest(encoding, ENCODINGS))
    dialect = parse_dialect(node)
    innerpath = _parse_innerpath(node, file_type)
    is_declared = node.word("type", {"table": True}) is True
    may_be = is_declared or innerpath is not None or node.has("schema")
    is_table = file_type in TABLE_TYPES or (may_be and file_type in DECLARED_TABLE_TYPES)
    schema_node = node.node("schema")
    schema = parse_schema(schema_node) if schema_node is not None else None
    if schema_node is not None and file_type is not None and not is_table and file_type not in _LAYER_TYPES:
        node.report("schema-without-table", "schema", extension=file_type)
    if is_table and not node.has("schema"):
        node.report("no-schema")
    layer_node = node.node("layer")
    # A ZIP with a schema may hold a Shapefile, as the file will tell: who names no columns means that.
    is_open = is_table and file_type in MAYBE_LAYER_TYPES and not is_declared and innerpath is None
    has_columns = layer_node is not None and any(layer_node.has(key) for key in ("x", "y"))
    is_for_table = is_table and (has_columns or not is_open)
    layer = parse_layer(layer_node, schema, is_for_table) if layer_node is not None else None
    aliases = parse_former_names(node, name, path)
    check_easy_texts(node)
    title = LocalizedText(node.text("title") or name or "", node.text("title@en"), node.text(f"title@{EASY}"))
    description = node.localized("description", has_easy=True)
    if has_errors(node.findings[before:]) or name is None or path is None or file_type is None:
        return None
    return Resource(
        *(Slug(name), path, file_type, title, description, codec, dialect, schema, layer),
        innerpath=innerpath,
        is_declared_table=is_declared,
        aliases=aliases,
    )


def _parse_innerpath(node: Node, file_type: str | None) -> str | None:
    """Return which file in a ZIP is meant.

    Codes: unknown-word, key-refused.
    """
    node.word("compression", {"zip": True})
    innerpath = node.text("innerpath")
    if file_type is not None and file_type != "zip":
        for key in ("innerpath", "compression"):
            if node.has(key):
                node.report("key-refused", key, key=key)
    return innerpath


def _parse_path(node: Node, file_uris: Collection[str]) -> str | None:
    """Return the path if it names a file of the dataset.

    Codes: key-missing, expected-text, path-web, path-backslash, path-absolute, path-outside, path-hidden,
    path-spelling, path-missing, path-no-files.
    """
    path = node.text("path", required=True)
    if path is None:
        return None
    code = _path_problem(path)
    if code is not None:
        node.report(code, "path", path=shown(path, 120))
        return None
    if path in file_uris:
        return path
    like = next((uri for uri in sorted(file_uris) if _same_to_the_eye(uri, path)), None)
    if like is not None:
        node.report("path-spelling", "path", path=shown(path, 120), found=shown(like, 120))
    elif file_uris:
        node.report("path-missing", "path", path=shown(path, 120), candidates=nearest(path, sorted(file_uris)))
    else:
        node.report("path-no-files", "path", path=shown(path, 120))
    return None


def _path_problem(path: str) -> str | None:
    if _WEB.match(path):
        return "path-web"
    if "\\" in path:
        return "path-backslash"
    if path.startswith("/") or _DRIVE.match(path):
        return "path-absolute"
    segments = path.split("/")
    if ".." in segments:
        return "path-outside"
    return "path-hidden" if any(segment.startswith(".") for segment in segments) else None


def _same_to_the_eye(uri: str, path: str) -> bool:
    # macOS writes が as か and a mark of its own; NFKC takes both for the same.
    return folded(unicodedata.normalize("NFC", uri)) == folded(path)


def _parse_file_type(node: Node, path: str | None, vocabularies: Vocabularies) -> str | None:
    """Return the id of the file's type by its ending.

    Codes: unknown-file-type.
    """
    if path is None:
        return None
    extension = PurePosixPath(path).suffix.lower().removeprefix(".")
    known = {kind.extension: kind.id for kind in vocabularies.file_types.values()}
    others = {ending: kind.id for kind in vocabularies.file_types.values() for ending in kind.also}
    if extension not in known | others:
        params = {"extension": shown(extension) or "?", "candidates": ", ".join(known)}
        node.report("unknown-file-type", "path", **params)
        return None
    return (known | others)[extension]
