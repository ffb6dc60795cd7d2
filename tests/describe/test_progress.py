"""Progress towards targets is counted from what there is, and never rounded up."""

from __future__ import annotations

from catalog.describe.progress import CountedDataset, measure_targets
from catalog.model.ids import Slug
from catalog.model.inventory import HeldData, HoldingStatus, Inventory, Target
from catalog.model.text import LocalizedText

DATASETS = (
    CountedDataset("aed", "2026-04-01", is_compiled=False),
    CountedDataset("aed", "2026-05-01", is_compiled=True),
    CountedDataset(None, "2026-06-01", is_compiled=True),
)


def inventory(open_count: int, count: int) -> Inventory:
    statuses = [HoldingStatus.OPEN] * open_count + [HoldingStatus.CLOSED] * (count - open_count)
    name = LocalizedText("台帳")
    return Inventory(Slug("machi"), "x", "k", tuple(HeldData(n, name, each) for n, each in enumerate(statuses)))


def test_datasets_and_the_standards_that_they_follow() -> None:
    datasets, standards = measure_targets([Target("datasets", 3), Target("standard-datasets", 2)], DATASETS, None)
    assert (datasets.reached, datasets.compiled, datasets.newest, datasets.is_met) == (3, 2, "2026-06-01", True)
    assert (standards.reached, standards.compiled, standards.newest, standards.is_met) == (1, 1, "2026-05-01", False)


def test_a_share_is_rounded_down() -> None:
    (share,) = measure_targets([Target("open-share", 67)], (), inventory(2, 3))
    assert (share.reached, share.part, share.whole, share.is_met) == (66, 2, 3, False)


def test_without_an_inventory_there_is_no_share() -> None:
    (share,) = measure_targets([Target("open-share", 1)], DATASETS, None)
    assert (share.reached, share.is_met) == (None, False)
