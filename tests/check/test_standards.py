"""Tables against the standard datasets that they claim to follow, or do follow."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest

from catalog.check.standards import check_claimed_standard, check_standard
from catalog.findings import Finding
from catalog.model.dataset import Dataset
from catalog.model.marked import MarkedYaml
from catalog.standards.standard_datasets import StandardDataset, find_standard_dataset, read_standard_datasets
from tests.check.examining import PATH, make_resource, make_table

RAW = MarkedYaml("datasets/machi/facilities/datapackage.yaml", {}, {})


def make_dataset(claim: str | None, resource_count: int = 1) -> Dataset:
    return cast(Dataset, SimpleNamespace(conforms_to=claim, resources=(None,) * resource_count))


def standard(id: str, edition: str = "new") -> StandardDataset:
    found = find_standard_dataset(id, edition)
    assert found is not None
    return found


def headings(id: str, edition: str = "new") -> list[str]:
    return [column.heading for column in standard(id, edition).columns]


def found(
    labels: Sequence[str], claim: str | None, cells: dict[str, Sequence[str]] | None = None, resource_count: int = 1
) -> list[Finding]:
    height = max((len(values) for values in (cells or {}).values()), default=1)
    rows = [[(cells or {}).get(label, [""] * height)[row] for label in labels] for row in range(height)]
    dataset = make_dataset(claim, resource_count)
    return list(
        check_standard(
            make_table(labels, rows),
            make_resource(),
            dataset.conforms_to,
            PATH,
            is_only=len(dataset.resources) == 1,
        )
    )


def codes(findings: Sequence[Finding]) -> list[str]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize("one", read_standard_datasets(), ids=lambda one: f"{one.id}-{one.edition}")
def test_a_table_that_follows_a_standard_has_nothing_wrong(one: StandardDataset) -> None:
    labels = [column.heading for column in one.columns]
    assert set(codes(found(labels, one.id))) <= {"standard-old-edition"}
    variants = [(column.variants or (column.heading,))[0] for column in one.columns]
    assert set(codes(found(variants, one.id))) <= {"standard-old-edition"}


def test_a_claim_of_an_unknown_standard() -> None:
    (finding,) = check_claimed_standard(make_dataset("public-toilets"), RAW)
    assert finding.code == "standard-unknown"
    assert finding.params["candidates"].startswith("public-toilet")
    for fine in ("public-toilet", "gtfs-jp", None, "Not_A_Slug"):
        assert check_claimed_standard(make_dataset(fine), RAW) == ()


def test_a_table_that_isn_t_like_its_claim() -> None:
    assert codes(found(["場所", "数", "担当"], "public-toilet")) == ["standard-not-like"]
    # One of several files may be another table.
    assert found(["場所", "数", "担当"], "public-toilet", resource_count=2) == []


def test_a_table_of_another_standard() -> None:
    (finding,) = found(headings("fire-hydrant"), "aed")
    assert (finding.code, finding.params["id"]) == ("standard-other", "fire-hydrant")


def test_a_table_of_few_general_headings_may_claim_a_standard() -> None:
    assert "standard-not-like" not in codes(found(["名称", "緯度", "経度", "電話番号"], "public-facility"))


def test_missing_columns_are_told_once_by_how_much_they_are_wanted() -> None:
    labels = [label for label in headings("public-toilet") if label not in ("設置位置", "緯度", "経度")]
    findings = {finding.code: finding.params for finding in found(labels, "public-toilet")}
    assert findings["standard-columns-missing"]["columns"] == "設置位置"
    wanted = [c.heading for c in standard("public-toilet").columns if c.requirement == "recommended"]
    missing = [heading for heading in ("緯度", "経度") if heading in wanted]
    if missing:
        assert findings["standard-columns-recommended"]["columns"] == "、".join(missing)


def test_recommended_columns() -> None:
    recommended = [c.heading for c in standard("evacuation-space").columns if c.requirement == "recommended"]
    labels = [label for label in headings("evacuation-space") if label not in recommended]
    expected = ["standard-columns-recommended"] if recommended else []
    assert codes(found(labels, "evacuation-space")) == expected


def test_what_isn_t_known_to_be_required_is_never_missed() -> None:
    unverified = next(one for one in read_standard_datasets() if all(c.requirement is None for c in one.columns))
    labels = [column.heading for column in unverified.columns][:-2]
    assert "standard-columns-missing" not in codes(found(labels, unverified.id))


def test_columns_of_ones_own_and_the_order() -> None:
    labels = headings("public-toilet")
    assert codes(found([*labels, "清掃の回数"], "public-toilet")) == ["standard-columns-unknown"]
    swapped = [labels[1], labels[0], *labels[2:]]
    (finding,) = found(swapped, "public-toilet")
    assert finding.code == "standard-order"
    assert (finding.params["column"], finding.params["other"]) == (labels[0], labels[1])


def test_an_order_that_isn_t_known_isn_t_wrong() -> None:
    unknown = next(one for one in read_standard_datasets() if not one.is_order_known)
    assert "standard-order" not in codes(found([c.heading for c in unknown.columns][::-1], unknown.id))


def test_values_that_aren_t_choices_are_told_once_a_column() -> None:
    cells = {"車椅子使用者用トイレ有無": ["有", "○", "", "-", "不明", "○", "なし"]}
    (finding,) = found(headings("public-toilet"), "public-toilet", cells)
    assert finding.code == "standard-choices"
    assert finding.location.row == 3
    assert (finding.params["values"], finding.params["count"]) == ("○、なし", "3")
    assert finding.params["choices"] == "有、無"


def test_columns_of_the_same_choices_are_one_finding() -> None:
    cells = {"災害種別_洪水": ["○", "1"], "災害種別_津波": ["", "○"], "指定避難所との重複": ["1", "有"]}
    (finding,) = found(headings("evacuation-space"), "evacuation-space", cells)
    assert (finding.code, finding.location.field, finding.location.row) == ("standard-choices", "災害種別_洪水", 2)
    assert finding.params["columns"] == "災害種別_洪水、災害種別_津波、指定避難所との重複"
    assert (finding.params["values"], finding.params["count"], finding.params["choices"]) == ("○、有", "3", "1")


def test_the_old_edition_where_there_is_a_new_one() -> None:
    (finding,) = found(headings("aed", "old"), "aed")
    assert (finding.code, finding.params["standard"]) == ("standard-old-edition", "AED設置箇所一覧")


def test_a_table_that_follows_a_standard_without_saying_so() -> None:
    (finding,) = found(headings("fire-hydrant"), None)
    assert (finding.code, finding.params["id"]) == ("standard-resembled", "fire-hydrant")
    assert found(["番号", "名称", "メモ"], None) == []


def test_hostile_headings_do_no_harm() -> None:
    labels: list[Any] = ["", " ", "\x00", "x" * 10_000, *["名称"] * 50]
    assert isinstance(found(labels, "aed"), list)
    assert isinstance(found(labels, None), list)
