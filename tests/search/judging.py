"""How good answers are, by what the generator knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any

from tests.search.asking import Golden
from tests.search.catalog import Truth

RECALL_AT = 10
PRECISION_AT = 5


@dataclass(frozen=True, slots=True)
class Verdict:
    """Means over all queries that have an answer; what there is less of than places counts as full.

    Attributes:
        misses: Queries that aren't answered in full: recall and precision.
    """

    recall: float
    precision: float
    misses: Mapping[str, tuple[float, float]]


def judge(golden: Sequence[Golden], answers: Sequence[Mapping[str, Any]], truths: Sequence[Truth]) -> Verdict:
    """Return how well *answers* answer the *golden* queries, nonsense apart."""
    scores: dict[str, tuple[float, float]] = {}
    for each, answer in zip(golden, answers, strict=True):
        if each.right is None:
            continue
        right = {truth.id for truth in truths if each.is_right(truth)}
        found = [hit["id"] for hit in answer["top"]]
        scores[each.query] = (
            _share(found[:RECALL_AT], right, RECALL_AT),
            _share(found[:PRECISION_AT], right, PRECISION_AT),
        )
    return Verdict(
        recall=mean(recall for recall, _ in scores.values()),
        precision=mean(precision for _, precision in scores.values()),
        misses={query: score for query, score in scores.items() if min(score) < 1},
    )


def _share(found: Sequence[str], right: set[str], places: int) -> float:
    return len(right.intersection(found)) / min(places, len(right))
