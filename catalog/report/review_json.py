"""What a pull request shows, for programs: the shape is on the architecture page, version 1."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from catalog.codes import severity_of
from catalog.findings import Severity, visible
from catalog.model.review import Placement, Review
from catalog.report.difference_json import difference_value
from catalog.report.json import finding_value
from catalog.shapes import shape_head


def render_review_json(review: Review) -> str:
    """Return *review* as JSON with texts in both languages; no final newline."""
    severities = [severity_of(finding) for finding in review.findings]
    value: dict[str, Any] = {
        **shape_head("review"),
        "verdict": review.verdict.value,
        "summary": {
            **{f"{severity.value}s": severities.count(severity) for severity in Severity},
            "files": review.file_count,
            "datasets": review.dataset_count,
            "compared": review.compared_count,
        },
        "findings": [finding_value(finding) for finding in review.findings],
        "placements": [_placement(placement) for placement in review.placements],
        "repairs": dict(review.repair_counts),
        "suggestions": [asdict(suggestion) for suggestion in review.suggestions],
        "difference": difference_value(review.difference),
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _placement(placement: Placement) -> dict[str, Any]:
    value = {
        "uri": visible(placement.uri),
        "kind": placement.kind.value,
        "target": placement.target_uri,
        "dataset": placement.dataset,
        "name_guessed": placement.is_name_guessed,
        "similarity": placement.similarity,
        "descriptor": placement.descriptor,
    }
    return {key: part for key, part in value.items() if part is not None}
