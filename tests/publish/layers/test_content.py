"""What all writers of layers share."""

from __future__ import annotations

import pytest

from catalog.publish.layers.content import distinct_names, layer_content, layer_schema
from tests.publish.factory import make_field, make_schema
from tests.publish.layers.factory import LABELS, STOP, make_content, make_converted


def test_names_are_told_apart_whatever_their_case() -> None:
    assert distinct_names(["a", "A", "a_2", "b"]) == ("a", "A_2", "a_2_2", "b")
    assert distinct_names(["fid"], taken=["FID"]) == ("fid_2",)


def test_the_schema_of_a_layer_that_nobody_describes() -> None:
    schema = layer_schema(make_converted([STOP]).source)
    assert [field.name for field in schema.fields] == list(LABELS)
    assert [field.type for field in schema.fields] == ["string", "integer", "number", "boolean", "date"]


def test_of_columns_with_the_same_name_the_first_counts() -> None:
    converted = make_converted([STOP], ("名", "名"), [("a", "1")], ("string", "integer"))
    assert [(field.name, field.type) for field in layer_schema(converted.source).fields] == [("名", "string")]


def test_the_primary_key_is_the_id() -> None:
    converted = make_converted([STOP, STOP], ("番号", "名"), [("9", "a"), ("7", "b")], ("string", "string"))
    fields = (make_field("番号"), make_field("名"))
    keyed = layer_content(converted, converted.source.table(), make_schema(*fields, primary_key=("番号",)))
    assert list(keyed.ids) == [9, 7]


@pytest.mark.parametrize("rows", [[("9",), ("9",)], [("9",), (None,)]])
def test_a_key_that_is_none_is_not_the_id(rows: list[tuple[str | None]]) -> None:
    converted = make_converted([STOP, STOP], ("番号",), rows, ("string",))
    schema = make_schema(make_field("番号"), primary_key=("番号",))
    assert list(layer_content(converted, converted.source.table(), schema).ids) == [1, 2]


def test_rows_that_are_no_features_are_refused() -> None:
    converted, other = make_converted([STOP]), make_converted([STOP, STOP])
    with pytest.raises(ValueError, match="2 rows for 1 features"):
        layer_content(converted, other.source.table(), layer_schema(converted.source))


def test_batches_cover_all_features_once() -> None:
    content = make_content([STOP, None] * 6_000)
    assert [number for batch in content.batches() for number in range(batch.start, batch.stop)] == list(range(12_000))
