"""What a build came to, for whoever started it: the command line starts `mkdocs build` and reads this afterwards."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from catalog.findings import Finding, Location


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a build.

    Attributes:
        datasets: Number of datasets published.
        left_out: Ids of the datasets with errors.
        site_usable: Whether ``catalog.yaml`` can be used; without it nothing was printed.
        written: Number of files that were new or changed; ``None`` where no site was printed.
    """

    findings: tuple[Finding, ...]
    datasets: int
    left_out: tuple[str, ...]
    site_usable: bool
    written: int | None
    removed: int | None

    def to_json(self) -> bytes:
        """Return the outcome as JSON."""
        return orjson.dumps(asdict(self))


def read_outcome(file: Path) -> Outcome | None:
    """Return the outcome that a build left in *file*, or ``None`` where it came to none."""
    try:
        value: dict[str, Any] = orjson.loads(file.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return None
    findings = tuple(Finding(item["code"], Location(**item["location"]), item["params"]) for item in value["findings"])
    return Outcome(**{**value, "findings": findings, "left_out": tuple(value["left_out"])})
