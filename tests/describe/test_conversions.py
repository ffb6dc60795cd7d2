from __future__ import annotations

from catalog.describe.conversions import describe_conversions
from catalog.model.conversion import Conversion, ConversionKind
from tests.publish.factory import make_field, make_schema

SCHEMA = make_schema(make_field("b"), make_field("a"))


def test_changes_are_told_by_column_then_by_kind_and_rows_last() -> None:
    first = (Conversion("a", ConversionKind.MISSING, 1), Conversion(None, ConversionKind.BLANK_ROW, 2))
    second = (Conversion("b", ConversionKind.NUMBER, 3), Conversion("a", ConversionKind.DATE, 4))
    assert describe_conversions((first, second), SCHEMA) == (second[0], second[1], first[0], first[1])


def test_changes_of_one_kind_are_added_up_with_the_first_example() -> None:
    steps = [
        [Conversion("a", ConversionKind.MISSING, 1, ("　", ""))],
        [Conversion("a", ConversionKind.MISSING, 2, ("-", ""))],
    ]
    assert describe_conversions(steps, SCHEMA) == (Conversion("a", ConversionKind.MISSING, 3, ("　", "")),)
    assert describe_conversions((), SCHEMA) == ()
