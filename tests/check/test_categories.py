"""``categories``: what is read of them, and that cells are held to them as to an ``enum``."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.check.categories import MOST_CATEGORIES
from catalog.check.field import parse_field
from catalog.check.node import Node
from catalog.check.table import check_table, check_table_by_frictionless
from catalog.convert.canonical_schema import canonical_field
from catalog.convert.descriptor_layout import format_descriptor
from catalog.convert.descriptor_order import DATASET
from catalog.model.categories import Category
from catalog.model.dataset import Field
from catalog.model.text import LocalizedText
from tests.check.raw import marked
from tests.check.test_table import PATH, make_resource, make_table


def parse(**keys: Any) -> tuple[Field | None, list[str]]:
    """Return the column of *keys*, raw as YAML has them, and the codes of what is wrong with it."""
    node = Node(marked({}), "", {"name": "種別", **keys})
    return parse_field(node), [finding.code for finding in node.findings]


def test_labels_are_known_by_value() -> None:
    easy = "小学校《しょうがっこう》"
    field, codes = parse(
        categories=[{"value": "01", "label": "小学校", "label@en": "Primary", "label@ja-x-easy": easy}, "02"]
    )
    assert codes == [] and field is not None
    assert field.categories == (Category("01", LocalizedText("小学校", "Primary", easy)), Category("02"))
    assert field.choices == ("01", "02")
    assert field.labels.keys() == {"01"}
    assert field.label_of("01") == LocalizedText("小学校", "Primary", easy)
    assert field.label_of("02") is None and field.label_of("1") is None


def test_a_word_needs_no_label_in_its_own_language() -> None:
    field, codes = parse(categories=[{"value": "県", "label@en": "Prefecture"}])
    assert codes == [] and field is not None
    assert field.descriptor["categories"] == [{"value": "県", "label": "県", "label@en": "Prefecture"}]
    assert parse(categories=[{"value": "01", "label@en": "Prefecture"}])[1] == ["only-english"]


def test_values_of_whole_numbers_are_numbers_and_cells_find_them() -> None:
    field, codes = parse(type="integer", categories=[{"value": "01", "label": "低"}, "2"])
    assert codes == [] and field is not None
    assert field.descriptor["categories"] == [{"value": 1, "label": "低"}, 2]
    assert field.label_of("1") == LocalizedText("低")
    canonical = canonical_field(field)
    assert canonical is not None and canonical.choices == ("1", "2")


def test_values_in_japanese_notation_are_read() -> None:
    field, codes = parse(type="integer", notation="japanese", categories=[{"value": "１", "label": "低"}, "△2"])
    assert codes == [] and field is not None
    assert field.choices == ("1", "-2")


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"categories": ["a", "b"], "constraints": {"enum": ["a", "c"]}}, "enum-not-in-categories"),
        ({"categories": ["a", {"value": "a", "label": "い"}]}, "repeated-item"),
        ({"type": "integer", "categories": ["1", "01"]}, "repeated-item"),
        ({"type": "integer", "categories": ["一"]}, "bad-constraint"),
        ({"type": "number", "categories": ["1"]}, "categories-not-for-type"),
        ({"categories": [{"label": "い"}]}, "key-missing"),
        ({"categories": [{"value": {"a": "b"}}]}, "expected-text"),
        ({"categories": [None]}, "expected-text"),
        ({"categories": "a"}, "expected-list"),
        ({"categoriesOrdered": "true"}, "key-missing"),
        ({"title@en": "Kind", "categories": [{"value": "1", "label": "い"}]}, "no-english-labels"),
        ({"categories": [str(number) for number in range(5_000)]}, "too-many-categories"),
    ],
)
def test_what_is_wrong_is_told(keys: dict[str, Any], code: str) -> None:
    assert code in parse(**keys)[1]


def test_enum_may_be_narrower() -> None:
    field, codes = parse(categories=["a", "b"], constraints={"enum": ["a"]})
    assert codes == [] and field is not None and field.choices == ("a",)


def test_as_many_as_there_may_be_are_read() -> None:
    field, codes = parse(categories=[{"value": str(number), "label": "い"} for number in range(MOST_CATEGORIES)])
    assert codes == [] and field is not None and len(field.labels) == MOST_CATEGORIES


CELLS = st.sampled_from(["01", "1", "2", "02", "", "小学校", " 01", "１", "1,0", "x"])
LISTED = st.lists(st.sampled_from(["01", "2", "小学校", "3"]), min_size=1, unique=True)


@given(st.lists(CELLS, min_size=1, max_size=6), LISTED, st.booleans())
def test_frictionless_and_the_proof_hold_cells_to_the_same(cells: list[str], listed: list[str], is_text: bool) -> None:
    values = listed if is_text else [value for value in listed if value.isdigit()] or ["1"]
    items = [{"value": value, "label": "意味"} for value in values]
    kind = "string" if is_text else "integer"
    resource = make_resource({"name": "種別", "type": kind, "categories": items}, {"name": "数", "type": "string"})
    table = make_table(["種別", "数"], [[cell, "a"] for cell in cells])
    found = check_table(table, resource, PATH)
    assert found == check_table_by_frictionless(table, resource, PATH)
    read = {value if is_text else str(int(value)) for value in values}
    wrong = {finding.location.row for finding in found if finding.code == "not-in-list"}
    odd = [cell for cell in cells if cell and is_text and cell not in read]
    assert len(wrong) == len(odd) if is_text else wrong <= set(range(2, len(cells) + 2))


def test_a_code_that_is_not_listed_is_told_with_what_the_others_mean() -> None:
    items = [{"value": f"{number:02}", "label": f"種{number}"} for number in range(12)]
    resource = make_resource({"name": "種別", "type": "string", "categories": items})
    (finding,) = check_table(make_table(["種別"], [["99"]]), resource, PATH)
    assert finding.code == "not-in-list"
    assert finding.params["choices"].startswith("00 (種0), 01 (種1), ")
    assert finding.params["choices"].endswith("09 (種9), …")


def test_labels_stand_in_their_usual_order() -> None:
    text = (
        "name: a\nresources:\n  - name: b\n    schema:\n      fields:\n        - constraints: {required: true}\n"
        "          categories:\n            - label@en: A\n              label: あ\n              value: '1'\n"
        "          name: 種別\n"
    )
    ordered = format_descriptor(text, DATASET)
    assert ordered.index("name: 種別") < ordered.index("categories") < ordered.index("constraints")
    assert ordered.index("value:") < ordered.index("label:") < ordered.index("label@en:")
