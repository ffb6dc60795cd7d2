"""``style``: how a layer is drawn, in colours that everybody can tell apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from catalog.check.node import Node, parse_number
from catalog.check.words import nearest
from catalog.codes import has_errors
from catalog.findings import shown
from catalog.model.dataset import LayerStyle, Schema, StyleClass, StyleKind
from catalog.model.text import LocalizedText
from catalog.standards.map_colours import DEFAULT_HUE, HUES, MOST_CLASSES, OTHER_COLOUR, RAMPS, derive_ramp

STYLE_KEYS = ("kind", "field", "colour", "classes")
CLASS_KEYS = ("value", "from", "to", "title", "title@en", "colour")
KIND_MEANINGS = {
    "単色": "simple",
    "1色": "simple",
    "分類": "categories",
    "カテゴリ": "categories",
    "categorized": "categories",
    "category": "categories",
    "階級区分": "choropleth",
    "塗り分け": "choropleth",
    "graduated": "choropleth",
}
COLOUR_MEANINGS = {
    **{"青": "blue", "橙": "orange", "オレンジ": "orange", "緑": "green", "みどり": "green"},
    **{"赤": "red", "朱": "red", "紫": "purple"},
    **{
        "水色": "sky",
        "空色": "sky",
        "黄": "yellow",
        "黄色": "yellow",
        "灰色": "grey",
        "gray": "grey",
        "グレー": "grey",
    },
}


def parse_style(node: Node, schema: Schema | None) -> LayerStyle | None:
    """Return the style at *node*, or ``None`` where it has errors, which are reported on *node*.

    Codes: key-missing, unknown-key, unknown-word, key-refused, layer-column, style-classes, style-order,
    expected-number, repeated-item.
    """
    before = len(node.findings)
    node.check_keys(STYLE_KEYS)
    if not node.has("kind"):
        node.report("key-missing", key="kind")
    kind = node.word("kind", {each.value: each for each in StyleKind}, meanings=KIND_MEANINGS)
    if kind is None:
        return None
    palette = RAMPS if kind is StyleKind.CHOROPLETH else HUES
    hue = node.word("colour", {name: name for name in palette}, meanings=COLOUR_MEANINGS) or DEFAULT_HUE
    if kind is StyleKind.SIMPLE:
        for key in ("field", "classes"):
            if node.has(key):
                node.report("key-refused", key, key=key)
        return None if has_errors(node.findings[before:]) else LayerStyle(kind, HUES[hue])
    field = _parse_field(node, schema)
    raws = node.nodes("classes")
    _check_count(node, len(raws), least=1 if kind is StyleKind.CATEGORIES else 2)
    classes = _parse_categories(raws) if kind is StyleKind.CATEGORIES else _parse_ranges(node, raws, hue)
    if has_errors(node.findings[before:]):
        return None
    return LayerStyle(kind, OTHER_COLOUR, field, tuple(classes))


def _parse_field(node: Node, schema: Schema | None) -> str | None:
    name = node.text("field", required=True)
    names = [field.name for field in schema.fields] if schema is not None else []
    if name is not None and names and name not in names:
        params = {"key": "style: field", "name": shown(name), "candidates": nearest(name, names)}
        node.report("layer-column", "field", **params)
    return name


def _check_count(node: Node, count: int, least: int) -> None:
    if not least <= count <= MOST_CLASSES:
        key = "classes" if node.has("classes") else None
        node.report("style-classes", key, count=str(count), least=str(least), most=str(MOST_CLASSES))


def _parse_categories(raws: Sequence[Node]) -> list[StyleClass]:
    """Return one class for each value; those without a colour get what is left of the palette, in its order."""
    values: list[str] = []
    colours = [_parse_colour(raw) for raw in raws]
    left = [colour for colour in HUES.values() if colour not in colours]
    classes = []
    for raw, colour in zip(raws, colours, strict=True):
        _check_class_keys(raw, refused=("from", "to"))
        value = raw.text("value", required=True)
        if value is not None and value in values:
            raw.report("repeated-item", "value", key="value", value=shown(value))
        values.append(value or "")
        taken = colour or (left.pop(0) if left else OTHER_COLOUR)
        classes.append(StyleClass(taken, value=value, title=_parse_title(raw)))
    return classes


def _parse_ranges(node: Node, raws: Sequence[Node], hue: str) -> list[StyleClass]:
    """Return one class for each range, in ascending order; ``to`` of one is ``from`` of the next that has none."""
    shades = derive_ramp(hue, max(len(raws), 1))
    classes: list[StyleClass] = []
    for raw, shade in zip(raws, shades, strict=False):
        _check_class_keys(raw, refused=("value",))
        lower, upper = (raw.parsed(key, parse_number, "expected-number") for key in ("from", "to"))
        before = classes[-1].below if classes else None
        lower = before if lower is None else lower
        classes.append(StyleClass(_parse_colour(raw) or shade, None, lower, upper, _parse_title(raw)))
    if any(_is_out_of_order(first, second) for first, second in pairwise(classes)) or any(map(_is_empty, classes)):
        node.report("style-order", "classes")
    return classes


def _is_out_of_order(first: StyleClass, second: StyleClass) -> bool:
    return first.below is None or second.at_least is None or second.at_least < first.below


def _is_empty(one: StyleClass) -> bool:
    return one.at_least is not None and one.below is not None and one.below <= one.at_least


def _check_class_keys(raw: Node, refused: Sequence[str]) -> None:
    raw.check_keys(CLASS_KEYS)
    for key in refused:
        if raw.has(key):
            raw.report("key-refused", key, key=key)


def _parse_colour(raw: Node) -> str | None:
    return raw.word("colour", HUES, meanings=COLOUR_MEANINGS)


def _parse_title(raw: Node) -> LocalizedText | None:
    return raw.localized("title")
