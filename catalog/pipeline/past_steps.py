"""A day on which a dataset changed, and what it brought, as plain values: what the history and its workers share."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from catalog.model.edition import Aspect, Edition, EditionKind, ResourceChange
from catalog.model.ids import DatasetId


@dataclass(frozen=True, slots=True)
class Step:
    """A day on which a dataset's folder changed: git's names of it before and after."""

    day: str
    before: str | None
    after: str

    @property
    def key(self) -> str:
        """What the difference between the two is kept under."""
        return f"{self.before} {self.after}"


@dataclass(frozen=True, slots=True)
class StepsTask:
    """The steps of some datasets of which it isn't known what they have brought."""

    root: Path
    datasets: tuple[tuple[DatasetId, tuple[Step, ...]], ...]


def unread(task: StepsTask, error: Exception) -> dict[str, Any]:
    """Return that nothing can be told of *task*; a bug of ours in one dataset must not cost anybody the site."""
    if os.environ.get("CATALOG_TRACEBACK"):
        raise error
    steps = (step for _, chain in task.datasets for step in chain)
    return {step.key: encode_edition(Edition(step.day, EditionKind.UNREAD)) for step in steps}


def encode_edition(edition: Edition) -> dict[str, Any]:
    """Return *edition* as plain values; what is empty is left out."""
    values = asdict(edition) | {"kind": edition.kind.value, "about": [aspect.value for aspect in edition.about]}
    return {key: value for key, value in values.items() if value not in (None, [], ())}


def decode_edition(value: Mapping[str, Any]) -> Edition:
    """Return what :func:`encode_edition` made plain."""
    lists = {key: tuple(value.get(key, ())) for key in ("files_added", "files_removed", "files_changed")}
    return Edition(
        day=value["day"],
        kind=EditionKind(value["kind"]),
        resources=tuple(_decode_change(each) for each in value.get("resources", ())),
        about=tuple(map(Aspect, value.get("about", ()))),
        row_count=value.get("row_count"),
        **lists,
    )


def _decode_change(value: Mapping[str, Any]) -> ResourceChange:
    names = {key: tuple(value[key]) for key in ("columns_added", "columns_removed")}
    return ResourceChange(**{**value, **names, "renamed": tuple((old, new) for old, new in value["renamed"])})
