"""Which of a dataset's files each file that was handed in replaces: by its name, or by its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from catalog.describe.drafts.names import cleaned_title, slug_of
from catalog.findings import shown
from catalog.infer.headings import heading_key
from catalog.infer.named import folded
from catalog.model.dataset import Dataset, Resource
from catalog.model.form import Form, FormFile
from catalog.model.inspection import Inspection
from catalog.pipeline.forms.stopped import incomplete, listed

_ALIKE = 0.6
_STRANGE = 0.3


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that was handed in, as it really is."""

    file: FormFile
    data: bytes
    inspection: Inspection


@dataclass(frozen=True, slots=True)
class Placed:
    """A file with the resource that it is a new edition of; ``is_strange`` where hardly a column is the same."""

    arrival: Arrival
    resource: Resource
    number: int
    is_strange: bool = False


def place(form: Form, dataset: Dataset, arrivals: Sequence[Arrival]) -> tuple[Placed, ...]:
    """Return each of *arrivals* with its place.

    Raises:
        FormStopped: It isn't clear which file one of them replaces, or two would replace the same.
    """
    placed = tuple(_placed(form, dataset, arrival, is_only=len(arrivals) == 1) for arrival in arrivals)
    for number, one in enumerate(placed):
        twin = next((other for other in placed[:number] if other.number == one.number), None)
        if twin is not None:
            files = listed([shown(item.arrival.file.name) for item in (twin, one)])
            raise incomplete("same_place", files=files, resource=one.resource.path)
    return placed


def _placed(form: Form, dataset: Dataset, arrival: Arrival, *, is_only: bool) -> Placed:
    resources = dataset.resources
    told = form.told("resource") if is_only else None
    found = told_resource(told, resources) if told else None
    if found is None and len(resources) == 1:
        found = resources[0]
    if found is None:
        found = _by_name(arrival.file.name, resources) or _by_columns(arrival, resources)
    if found is None:
        names = listed([f"{shown(resource.title.ja)}（{resource.path}）" for resource in resources[:20]])
        raise incomplete("which_file", file=shown(arrival.file.name, 100), candidates=names)
    is_strange = bool(_names(found)) and likeness(arrival, found) < _STRANGE
    return Placed(arrival, found, resources.index(found), is_strange)


def told_resource(text: str, resources: Sequence[Resource]) -> Resource | None:
    """Return the one of *resources* that *text* names: by name, title, file, or an address of one of its files."""
    last = text.rstrip("/").rpartition("/")[2]
    said = {folded(text), folded(last), folded(last.partition(".")[0])}
    found = [
        resource
        for resource in resources
        if said
        & {folded(resource.path), folded(resource.name), folded(resource.title.ja), folded(resource.title.en or "")}
        - {""}
    ]
    return found[0] if len(found) == 1 else None


def _by_name(name: str, resources: Sequence[Resource]) -> Resource | None:
    """Return the one resource that *name* is the name of, without what computers and offices add to it."""
    slug, said = slug_of(name), folded(cleaned_title(name))
    found = [
        resource
        for resource in resources
        if resource.path == name
        or (slug is not None and slug in {resource.name, slug_of(PurePosixPath(resource.path).name)})
        or (said and said in {folded(resource.title.ja), folded(cleaned_title(resource.path))})
    ]
    return found[0] if len(found) == 1 else None


def _by_columns(arrival: Arrival, resources: Sequence[Resource]) -> Resource | None:
    scored = sorted(
        ((likeness(arrival, resource), resource.path, resource) for resource in resources),
        reverse=True,
        key=lambda item: item[0],
    )
    best = scored[0]
    is_clear = best[0] >= _ALIKE and (len(scored) == 1 or scored[1][0] < best[0])
    return best[2] if is_clear else None


def likeness(arrival: Arrival, resource: Resource) -> float:
    """Return how much of the columns of both *arrival* and *resource* have: 0 to 1."""
    old, new = _names(resource), {heading_key(field.name) for field in arrival.inspection.fields}
    return len(old & new) / len(old | new) if old | new else 0.0


def _names(resource: Resource) -> set[str]:
    return {heading_key(field.name) for field in resource.schema.fields} if resource.schema is not None else set()
