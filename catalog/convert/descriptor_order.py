"""In which order the keys of a description file stand: what people look for first comes first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Order:
    """The usual order of a mapping's keys; others come after them, in their own order.

    Attributes:
        inner: By key, the order within it, or within each item of the list there.
    """

    keys: tuple[str, ...]
    inner: Mapping[str, Order] = field(default_factory=dict)


_SERVICE = Order(("type", "url", "layer"))
_CLASS = Order(("value", "from", "to", "title", "title@en", "colour"))
_STYLE = Order(("kind", "field", "colour", "classes"), {"classes": _CLASS})
_ATTRIBUTE = Order(("name", "title", "title@en", "description", "description@en"))
_LAYER = Order(
    (
        *("layer", "crs", "x", "y", "geometry", "scale", "accuracy", "surveyed", "lineage", "lineage@en"),
        *("legalBasis", "legalBasis@en", "restrictions", "restrictions@en", "topic", "style", "services"),
        "attributes",
    ),
    {"style": _STYLE, "services": _SERVICE, "attributes": _ATTRIBUTE},
)
_CONSTRAINTS = Order(("required", "pattern", "unique", "minLength", "maxLength", "minimum", "maximum", "enum"))
_FIELD = Order(
    (
        *("name", "title", "title@ja-x-easy", "title@en", "type", "format", "notation", "unit", "unit@en"),
        *("decimalChar", "groupChar"),
        *(
            "bareNumber",
            "trueValues",
            "falseValues",
            "rdfType",
            "description",
            "description@ja-x-easy",
            "description@en",
            "example",
            "categories",
            "categoriesOrdered",
            "constraints",
        ),
    ),
    {"constraints": _CONSTRAINTS, "categories": Order(("value", "label", "label@ja-x-easy", "label@en"))},
)
_KEY = Order(("fields", "reference"), {"reference": Order(("resource", "fields"))})
_SCHEMA = Order(
    ("title", "description", "fields", "missingValues", "primaryKey", "foreignKeys"),
    {"fields": _FIELD, "foreignKeys": _KEY},
)
_DIALECT = Order(
    (
        *("delimiter", "header", "headerRows", "headerJoin", "commentChar", "commentRows"),
        *("sheetName", "sheetNumber", "property"),
    )
)
_LICENCE = Order(("name", "path", "title"))
_RESOURCE = Order(
    (
        *("name", "aliases", "path", "title", "title@ja-x-easy", "title@en"),
        *("description", "description@ja-x-easy", "description@en", "type", "format"),
        *("mediatype", "compression", "innerpath", "encoding", "dialect", "schema", "layer"),
    ),
    {"dialect": _DIALECT, "schema": _SCHEMA, "layer": _LAYER},
)
_SOURCE = Order(
    ("title", "title@en", "path", "section", "section@en", "version", "email", "licenses"), {"licenses": _LICENCE}
)
DATASET = Order(
    (
        *("name", "id", "title", "title@ja-Hira", "title@ja-x-easy", "title@en"),
        *("description", "description@ja-x-easy", "description@en", "licenses", "publisher"),
        *("contributors", "themes", "keywords", "keywords@en", "accrualPeriodicity", "version", "issued", "modified"),
        *("temporal", "spatial", "homepage", "sources", "publication", "conformsTo", "aliases", "suppressions"),
        *("withdrawn", "withdrawnResources", "resources", "views"),
    ),
    {
        "licenses": _LICENCE,
        "publisher": Order(("department", "department@en", "email", "url")),
        "temporal": Order(("start", "end")),
        "sources": _SOURCE,
        "suppressions": Order(("code", "resource", "field", "section", "reason", "until")),
        "withdrawn": Order(("date", "reason", "reason@en", "successor")),
        "withdrawnResources": Order(("name", "date", "reason", "reason@en", "successor")),
        "resources": _RESOURCE,
        "views": Order(("name", "title", "title@en", "resource", "kind", "x", "y", "series", "aggregate", "where")),
    },
)
MUNICIPALITY = Order(
    (
        *("code", "name", "name@ja-x-easy", "name@en", "kana", "kind", "prefecture", "homepage"),
        *("description", "description@ja-x-easy", "description@en", "fictitious", "reviewers", "targets"),
    ),
    {"targets": Order(("measure", "value", "due", "source", "source@en", "url"))},
)
SITE = Order(
    (
        *("title", "title@en", "description", "description@en", "site_url", "repository_url", "key_colour"),
        "operator",
    ),
    {"operator": Order(("name", "name@en", "url", "email"))},
)
