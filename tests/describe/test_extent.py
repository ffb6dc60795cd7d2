from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catalog.describe.extent import describe_extent
from catalog.model.layer import BBox


def test_no_boxes_have_no_extent() -> None:
    assert describe_extent([]) is None
    assert describe_extent([None, None]) is None


def test_a_resource_without_a_box_counts_for_nothing() -> None:
    box = BBox(133.0, 34.0, 134.0, 35.0)
    assert describe_extent([None, box]) == box


COORDINATES = st.floats(-1e6, 1e6)
BOXES = st.tuples(COORDINATES, COORDINATES, COORDINATES, COORDINATES).map(
    lambda edges: BBox(
        min(edges[0], edges[2]), min(edges[1], edges[3]), max(edges[0], edges[2]), max(edges[1], edges[3])
    )
)


@given(st.lists(BOXES, min_size=1))
def test_the_extent_holds_every_box_and_touches_one_at_each_edge(boxes: list[BBox]) -> None:
    extent = describe_extent(boxes)
    assert extent is not None
    for box in boxes:
        assert extent.west <= box.west <= box.east <= extent.east
        assert extent.south <= box.south <= box.north <= extent.north
    assert describe_extent([extent, *boxes]) == extent
    assert extent.west in {box.west for box in boxes}
    assert extent.north in {box.north for box in boxes}
