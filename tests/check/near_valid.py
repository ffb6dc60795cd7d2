"""Schemas of every kind, and tables of cells that almost fit them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any, cast

from frictionless import Schema as FrictionlessSchema
from hypothesis import strategies as st

from catalog.model.dataset import Dataset, Dialect, Field, Resource, Schema
from catalog.model.ids import Slug
from catalog.model.table import Table
from catalog.model.text import LocalizedText
from tests.check.test_table import make_table

V2 = "https://datapackage.org/profiles/2.0/tableschema.json"


def make_resource(fields: Sequence[Mapping[str, Any]], name: str = "list", **properties: Any) -> Resource:
    descriptor = {"$schema": V2, "fields": [dict(field) for field in fields], **properties}
    typed = tuple(
        Field(
            field["name"],
            LocalizedText(field["name"]),
            None,
            field.get("type", "string"),
            field.get("format", "default"),
            field,
        )
        for field in fields
    )
    schema = Schema(typed, tuple(properties.get("primaryKey", ())), ("",), descriptor)
    return Resource(Slug(name), f"{name}.csv", "csv", LocalizedText(name), None, None, Dialect(), schema, None)


def listed(text: str) -> list[str]:
    """Return the cells of *text*, which stand between bars."""
    return text.split("¦")


TEXTS = listed("¦-¦NA¦None¦a¦ax¦xb¦ab¦a\n¦岡山¦岡山市北区¦ a¦a ¦é¦ｱ¦\x00¦0")
NUMBERS = listed(
    "0¦1¦01¦+1¦-1¦-0¦1 ¦ 1¦１２¦1_000¦1__0¦1.0¦1.50¦1.5¦1e3¦1E3¦0x10¦9223372036854775807¦9223372036854775808¦"
    "-9223372036854775809¦123456789012345678901234567890¦1,234¦0.30000000000000001¦0.3¦0.29999999999999999¦90¦"
    "90.00000000000000001¦90.0¦.5¦5.¦1 234¦NaN¦nan¦sNaN¦-sNaN1¦Infinity¦-inf¦1,5¦1.234,5¦¥1,234¦12円¦5％¦△3¦"
    "1\n¦--1¦\u30001¦1\xa0¦٣¦1e400¦1e999999999¦-1e-400¦null¦true¦00000000000000000000000000000000000000001¦"
    "1.0000000000000000000000000000000000000000"
)
DATES = listed(
    "2024-01-02¦2024-1-2¦2024-02-29¦2023-02-29¦1900-02-29¦2000-02-29¦2100-02-29¦0000-01-01¦0001-01-01¦"
    "9999-12-31¦10000-01-01¦ 2024-01-02¦2024-01-02 ¦2024/01/02¦2024/1/2¦20240102¦2024-01-02T00:00:00¦"
    "２０２４-０１-０２¦2024-13-01¦2024-00-10¦2024-04-31¦2024-04-30\n¦2024年1月2日¦2024年01月02日¦"
    "令和6年1月2日¦2024112¦2024-01¦2024-1¦2024-12¦2024-13¦ 2024 - 4¦2024¦024¦+123¦-123¦12_3¦２０２４¦"
    "Jan 2 2024¦02/01/2024"
)
TIMES = listed(
    "09:30:00¦9:30:00¦09:30¦9:30¦23:59:59¦24:00:00¦24:00:01¦23:59:60¦09:30:00Z¦09:30:00+09:00¦09:30:00.5¦"
    "09:30:00-00:00¦09:30:00+0900¦093000¦09:30:00 ¦2024-01-02T09:30:00¦2024-01-02 09:30:00¦"
    "2024-01-02T09:30:00Z¦2024-01-02T09:30:00+09:00¦2024-01-02T00:30:00Z¦2024-01-02T24:00:00¦2024-01-02T09:30¦"
    "2024-02-30T09:30:00¦2024-01-02t09:30:00¦2024/01/02 09:30¦2024/1/2 9:30¦2024-01-02T09:30:00+24:00"
)
WORDS = listed("true¦True¦tRue¦TRUE¦1¦0¦false¦t¦yes¦Y¦有¦無¦○¦×¦ true")
SHAPES = listed(
    "a@example.jp¦A.B@example.co.jp¦a@b¦a@@b.jp¦a..b@example.jp¦@example.jp¦a b@example.jp¦あ@example.jp¦"
    "https://example.jp/¦http://example.jp/ま¦example.jp¦https://¦mailto:a@example.jp¦://x¦https://a b¦tel:1¦"
    "00000000-0000-4000-8000-000000000000¦00000000000040008000000000000000¦YWJj¦YWJ¦P1D¦P1M¦PT1H¦P¦133.9,34.6¦"
    '[133.9, 34.6]¦{"lon": 1, "lat": 2}¦34.6,133.9¦[1]¦{}¦{"type": "Point"}¦[¦'
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
)
CELLS = st.sampled_from([*TEXTS, *NUMBERS, *DATES, *TIMES, *WORDS, *SHAPES])

PATTERNS = listed(
    "[0-9]+¦a|b¦a$|x¦\\d{2}¦\\w+¦岡山.*¦(?=a).*¦^a¦[^,]*¦.*¦a\\Z¦(a|ab)b?¦\\D*¦(?i:a)¦\\S+¦a?¦(?i:A)¦(a)\\1¦"
    "[ぁ-ん一-龠]+¦a{1,3}¦\\bab\\b¦(?:a|岡山)+¦x??¦[\\w-]+¦\\s*¦[^\\d]"
)
FORMATS: Mapping[str, Sequence[str]] = {
    "string": ("email", "uri", "uuid", "binary"),
    "date": (
        "%Y/%m/%d",
        "%Y年%m月%d日",
        "%Y%m%d",
        "%d/%m/%Y",
        "any",
        "%Y-%m-%d",
        "%Y-%j",
        "%y-%m-%d",
        "%Y%m/%d",
        "%% %Y",
    ),
    "time": ("%H:%M", "%H:%M:%S", "any", "%H時%M分", "%I:%M"),
    "datetime": ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M", "any", "%Y%m%d%H%M", "%Y-%m-%dT%H:%M:%S%z"),
    "geopoint": ("array", "object"),
}
OF_TYPE: Mapping[str, Sequence[str]] = {
    "string": TEXTS + SHAPES,
    "any": TEXTS + NUMBERS,
    "integer": NUMBERS,
    "number": NUMBERS,
    "boolean": WORDS,
    "date": DATES,
    "time": TIMES,
    "datetime": TIMES,
    "year": DATES,
    "yearmonth": DATES,
    "duration": SHAPES,
    "geopoint": SHAPES,
    "object": SHAPES,
    "array": SHAPES,
    "geojson": SHAPES,
}
FLAT = [kind for kind in OF_TYPE if kind not in ("object", "array", "geojson")]
BOUNDED = ("integer", "number", "date", "time", "datetime", "year", "yearmonth")
NUMERIC_BOUNDS = [0, 1, 90, 0.3, 1.5, -1, 10**18, 10**20, "1", "0.3", "1.50", 0.1, 2024, "2024", "90.00000000000000001"]


@st.composite
def fields(draw: st.DrawFn, name: str, kinds: Sequence[str] = tuple(OF_TYPE)) -> dict[str, Any]:
    kind = draw(st.sampled_from(kinds))
    field: dict[str, Any] = {"name": name, "type": kind}
    if draw(st.booleans()):
        field["format"] = draw(st.sampled_from([*FORMATS.get(kind, ()), "default"]))
    if kind == "boolean" and draw(st.booleans()):
        field["trueValues"], field["falseValues"] = draw(
            st.sampled_from([(["有"], ["無"]), (["○", "1"], ["×", "1"]), ([], ["0"])])
        )
    if kind in ("integer", "number") and draw(st.integers(0, 3)) == 0:
        field["bareNumber"] = draw(st.booleans())
    if kind == "number" and draw(st.booleans()):
        field["groupChar"] = draw(st.sampled_from([",", "", " ", ".", "3"]))
        field["decimalChar"] = draw(st.sampled_from([".", ",", "5"]))
    if draw(st.integers(0, 4)) == 0:
        field["missingValues"] = draw(MISSING)
    field["constraints"] = {name: value for name, value in draw(constraints(kind)).items() if value is not None}
    return possible(field)


@st.composite
def constraints(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    cells = st.sampled_from(OF_TYPE[kind])
    found: dict[str, Any] = {
        "required": draw(st.sampled_from([None, None, True, False])),
        "unique": draw(st.sampled_from([None, None, True])) if kind not in ("object", "array", "geojson") else None,
        "enum": draw(st.none() | st.none() | st.lists(cells, min_size=1, max_size=6)),
    }
    if kind == "string":
        found["pattern"] = draw(st.none() | st.sampled_from(PATTERNS))
        found["minLength"] = draw(st.sampled_from([None, None, 0, 2]))
        found["maxLength"] = draw(st.sampled_from([None, None, 0, 2, 5]))
    if kind in BOUNDED:
        bounds = cells | st.sampled_from(NUMERIC_BOUNDS) if kind in ("integer", "number", "year") else cells
        for name in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
            found[name] = draw(st.none() | st.none() | bounds)
    return found


MISSING = st.sampled_from(
    [[""], ["", "-"], ["", "NA", "None"], [], ["-"], ["", "0", "1"], [{"value": ""}, {"value": "-", "label": "不明"}]]
)


@st.composite
def resources(draw: st.DrawFn) -> Resource:
    names = ["A", "B", "C"][: draw(st.integers(1, 3))]
    found = [draw(fields(name)) for name in names]
    properties: dict[str, Any] = {}
    if draw(st.booleans()):
        properties["missingValues"] = draw(MISSING)
    nested = {field["name"] for field in found if field["type"] in ("object", "array", "geojson")}
    if draw(st.integers(0, 2)) == 0:
        key = draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
        if not nested & {*key}:
            properties["primaryKey"] = key
    # Frictionless forgets that the schema is of version 2 when it copies it.
    is_new = "exclusive" in str(found) or "'value'" in str((found, properties))
    if draw(st.integers(0, 3)) == 0 and not nested and not is_new:
        count = draw(st.integers(1, len(names)))
        child, parent = (draw(st.permutations(names))[:count] for _ in range(2))
        properties["foreignKeys"] = [{"fields": child, "reference": {"resource": "", "fields": parent}}]
    return make_resource(found, **properties)


def possible(field: dict[str, Any]) -> dict[str, Any]:
    """Return *field* without the bounds and choices that the check of descriptors would refuse: not of the type."""
    [typed] = FrictionlessSchema.from_descriptor({"$schema": V2, "fields": [field]}).fields
    read, limits = typed.create_value_reader(), dict(typed.constraints)
    kept = {name: value for name, value in limits.items() if "imum" not in name or read(value) is not None}
    if "enum" in kept:
        kept["enum"] = [value for value in kept["enum"] if read(value) is not None]
    return {**field, "constraints": kept}


@st.composite
def tables(draw: st.DrawFn, resource: Resource) -> Table:
    assert resource.schema is not None
    known = resource.schema.fields
    columns = [st.sampled_from(OF_TYPE[field.type]) | CELLS for field in known]
    if draw(st.booleans()):  # Few values: much that is equal.
        columns = [st.sampled_from(draw(st.lists(column, min_size=1, max_size=4))) for column in columns]
    rows = draw(st.lists(st.tuples(*columns).map(list), max_size=8))
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2]))):
        blank: list[list[str]] = [
            [],
            [""] * len(known),
            ["-"] * len(known),
            [""] * (len(known) + 2),
            ["", "", "", "", "x"],
        ]
        odd = draw(
            st.sampled_from([*blank, ["1"], ["1", "2", "3", "4", ""], *([rows[0][:-1], rows[0]] if rows else [])])
        )
        rows.insert(draw(st.integers(0, len(rows))), list(odd))
        if draw(st.booleans()):
            rows.insert(draw(st.integers(0, len(rows))), [])
    labels = [field.name for field in known]
    change = draw(st.sampled_from(["none"] * 8 + ["order", "case", "blank", "double", "more", "fewer", "space"]))
    changed = {
        "order": labels[::-1],
        "case": [label.lower() for label in labels],
        "blank": ["", *labels[1:]],
        "double": [labels[0]] * len(labels),
        "more": [*labels, "Z"],
        "fewer": labels[:-1] or labels,
        "space": [f" {label}\u3000" for label in labels],
    }
    return make_table(changed.get(change, labels), rows)


@st.composite
def linked(draw: st.DrawFn) -> tuple[dict[str, Table], Dataset]:
    found, held = [], {}
    shared = draw(st.lists(CELLS, min_size=1, max_size=5))
    for name in ("list", "parks", "wards"):
        known = [draw(fields(letter, FLAT)) for letter in "AB"]
        for field in known:
            field["constraints"] = {key: value for key, value in field["constraints"].items() if "excl" not in key}
            field.pop("missingValues", None)
        keys = [
            {
                "fields": draw(st.permutations("AB"))[:count],
                "reference": {"resource": target, "fields": ["B", "A"][:count]},
            }
            for target in ("parks", "wards", "", "absent")
            for count in (draw(st.integers(0, 2)),)
            if name == "list" and count
        ]
        found.append(make_resource(known, name, **({"foreignKeys": keys} if keys else {})))
        rows = draw(st.lists(st.lists(st.sampled_from([*shared, ""]), min_size=2, max_size=2), max_size=6))
        labels = draw(st.sampled_from([["A", "B"]] * 6 + [["A", "b"], ["A"], ["A", "B", "C"]]))
        held[name] = make_table(labels, [row[: len(labels)] for row in rows])
    return held, cast(Dataset, SimpleNamespace(resources=tuple(found)))
