"""``categories`` of a column: the values that it may have, and what they mean.

Frictionless 5 passes over them in silence, so that cells are held to them as to an ``enum`` (:func:`with_choices`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from catalog.check.easy_texts import check_easy_texts
from catalog.check.node import Node
from catalog.findings import shown
from catalog.model.categories import categories_in
from catalog.model.text import EASY

CATEGORY_KEYS = ("value", "label", "label@en", f"label@{EASY}")
CATEGORY_TYPES = ("string", "integer")
"""The types for which the standard has categories."""
MOST_CATEGORIES = 1_000
_MOST_NAMED = 5


def check_categories(node: Node, field_type: str) -> None:
    """Report what is wrong with the categories of the column at *node*, whatever its values are.

    Codes: expected-list, categories-not-for-type, too-many-categories, key-missing, unknown-key, expected-text,
    only-english, ruby-mark, ruby-not-kana, ruby-missing, no-english-labels, key-refused.
    """
    items = node.items("categories")
    if node.has("categoriesOrdered") and not node.has("categories"):
        node.report("key-missing", key="categories")
    if not items:
        return
    if field_type not in CATEGORY_TYPES:
        node.report("categories-not-for-type", "categories", type=field_type, candidates=", ".join(CATEGORY_TYPES))
    elif len(items) > MOST_CATEGORIES:
        node.report("too-many-categories", "categories", count=f"{len(items):,}", limit=f"{MOST_CATEGORIES:,}")
    else:
        _check_items(node, items)


def _check_items(node: Node, items: list[Any]) -> None:
    untranslated = 0
    for index, item in enumerate(items):
        pointer = f"{node.pointer_to('categories')}/{index}"
        if not isinstance(item, dict):
            if not isinstance(item, str) or not item:
                node.report_at("expected-text", pointer, key="categories")
            continue
        category = Node(node.source, pointer, item, node.findings)
        category.check_keys(CATEGORY_KEYS)
        value, label = category.text("value", required=True), category.text("label")
        check_easy_texts(category, (f"label@{EASY}",))
        has_english = category.text("label@en") is not None
        untranslated += label is not None and not has_english
        # 県 says itself what it means in Japanese; 01 doesn't.
        if has_english and label is None and value is not None and not any(map(str.isalpha, value)):
            category.report("only-english", "label@en", key="label")
    if untranslated and node.has("title@en"):
        node.report("no-english-labels", "categories", name=shown(node.text("name") or ""), count=str(untranslated))


def typed_categories(node: Node, descriptor: dict[str, Any], read: Callable[[Any], Any]) -> dict[str, Any]:
    """Return *descriptor* with the values of its categories as those of its type, which they are held to be.

    Arguments:
        node: The column.
        descriptor: With JSON values.
        read: Returns a value of the column's type, or ``None``.

    Codes: bad-constraint, repeated-item, enum-not-in-categories.
    """
    if "categories" not in descriptor:
        return descriptor
    found: dict[Any, None] = {}
    typed: list[Any] = []
    for index, item in enumerate(descriptor["categories"]):
        value = item["value"] if isinstance(item, Mapping) else item
        pointer = f"{node.pointer_to('categories')}/{index}"
        known = read(value)
        if known is None:
            params = {"constraint": "categories", "value": shown(str(value)), "type": descriptor["type"]}
            node.report_at("bad-constraint", pointer, **params)
        elif known in found:
            node.report_at("repeated-item", pointer, key="categories", value=shown(str(value)))
        found[known] = None
        typed.append(_complete({**item, "value": known}) if isinstance(item, Mapping) else known)
    _check_enum(node, descriptor, found, read)
    return {**descriptor, "categories": typed}


def _complete(category: dict[str, Any]) -> dict[str, Any]:
    """Return *category* with the label that other tools look for, where only a translation of the value was written."""
    if "label" in category or len(category) == 1:
        return category
    return {"value": category["value"], "label": str(category["value"]), **category}


def _check_enum(
    node: Node, descriptor: Mapping[str, Any], found: Mapping[Any, None], read: Callable[[Any], Any]
) -> None:
    """Report allowed values that aren't among the categories.

    Codes: enum-not-in-categories.
    """
    others = [value for value in descriptor.get("constraints", {}).get("enum", ()) if read(value) not in found]
    if others:
        named = ", ".join(shown(str(value)) for value in others[:_MOST_NAMED])
        values = f"{named}, …" if len(others) > _MOST_NAMED else named
        node.report_at("enum-not-in-categories", f"{node.pointer_to('constraints')}/enum", values=values)


def with_choices(field: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the Frictionless *field* with its categories as the ``enum`` that they are, where it has none."""
    constraints = field.get("constraints", {})
    if "categories" not in field or "enum" in constraints:
        return field
    return {**field, "constraints": {**constraints, "enum": [each.value for each in categories_in(field)]}}
