"""The work on past editions of datasets, in a process of its own where there are many.

Only the files that differ are read, and of their values nothing but counts is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalog.check.dataset import parse_dataset
from catalog.convert.notation import convert_notation
from catalog.describe.differences.tables import compare_tables
from catalog.describe.differences.values import compare_values
from catalog.describe.editions import describe_edition
from catalog.load.folders import DATASET_FILE, ROOT_NAME
from catalog.load.marked_yaml import read_marked_yaml
from catalog.load.past_editions import PastEditions, past_editions
from catalog.load.tables import is_table, read_source
from catalog.model.dataset import Dataset, Resource
from catalog.model.difference import DatasetDifference, FileChange, LayerDifference, State, TableDifference
from catalog.model.edition import Edition, EditionKind
from catalog.model.features import ConvertedFeatures
from catalog.model.ids import DatasetId
from catalog.model.table import Table
from catalog.pipeline.dataset import LAYER_TYPES
from catalog.pipeline.past_steps import Step, StepsTask, encode_edition, unread
from catalog.standards.vocabulary import read_vocabularies


@dataclass(frozen=True, slots=True)
class _Past:
    """An edition of a dataset.

    Attributes:
        files: Git's names of its files, by path.
        dataset: ``None`` where its descriptor can't be used.
    """

    id: DatasetId
    files: Mapping[str, str]
    dataset: Dataset | None


def compare_steps(task: StepsTask) -> dict[str, Any]:
    """Return what each step of *task* has brought, as plain values by the keys of the steps."""
    try:
        with past_editions(task.root) as past:
            found: dict[str, Any] = {}
            for id, steps in task.datasets:
                found |= _compare_steps(id, steps, past)
            return found
    except Exception as error:
        return unread(task, error)


def _compare_steps(id: DatasetId, steps: tuple[Step, ...], past: PastEditions) -> dict[str, Any]:
    known: dict[str, _Past | None] = {}
    parsed: dict[object, Dataset | None] = {}
    for tree in {tree for step in steps if step.before for tree in (step.before, step.after)}:
        known[tree] = _read(id, tree, past, parsed)
    return {step.key: encode_edition(_compare(step, known, past)) for step in steps}


def _compare(step: Step, known: Mapping[str, _Past | None], past: PastEditions) -> Edition:
    if step.before is None:
        return Edition(step.day, EditionKind.FIRST)
    was, now = known[step.before], known[step.after]
    if was is None or now is None or was.dataset is None or now.dataset is None:
        return Edition(step.day, EditionKind.UNREAD)
    files = tuple(_file_changes(was, now))
    pairs = [*_changed_resources(was.dataset, now.dataset, {each.uri.split("/", 3)[-1] for each in files})]
    with _unpacked(was, pairs, past) as before, _unpacked(now, pairs, past) as after:
        tables, read = _compare_tables(before, after, pairs)
        layers = tuple(_compare_layers(before, after, pairs))
    title = now.dataset.title.ja
    values = compare_values(was.dataset.descriptor, now.dataset.descriptor, lambda heading, value: True)
    difference = DatasetDifference(str(now.id), State.CHANGED, title, None, values, files, tables, layers)
    told = read | ({new.path for _, new in pairs if not is_table(new)} if layers else set())
    resources = now.dataset.resources
    titles = {str(each.name): each.title for each in resources} if len(resources) > 1 else {}
    return describe_edition(difference, step.day, titles, told)


def _read(id: DatasetId, tree: str, past: PastEditions, parsed: dict[object, Dataset | None]) -> _Past | None:
    """Return an edition, or ``None`` where it is too large to be compared; *parsed* remembers descriptors."""
    files = past.files(tree)
    if files is None:
        return None
    descriptor, names = files.get(DATASET_FILE), sorted({*files} - {DATASET_FILE})
    place = descriptor, *names
    if place not in parsed:
        parsed[place] = _parse(id, descriptor, names, past) if descriptor is not None else None
    return _Past(id, files, parsed[place])


def _parse(id: DatasetId, descriptor: str, names: list[str], past: PastEditions) -> Dataset | None:
    with past.unpacked({DATASET_FILE: descriptor}, str(id)) as root:
        raw, _ = read_marked_yaml(root / str(id) / DATASET_FILE, DATASET_FILE)
    return parse_dataset(raw, id, read_vocabularies(), names)[0] if raw is not None else None


def _file_changes(was: _Past, now: _Past) -> Iterator[FileChange]:
    before, after = was.files, now.files
    for path in sorted({*before, *after} - {DATASET_FILE}):
        if before.get(path) != after.get(path):
            state = State.ADDED if path not in before else State.REMOVED if path not in after else State.CHANGED
            yield FileChange(f"{ROOT_NAME}/{now.id}/{path}", state)


def _changed_resources(was: Dataset, now: Dataset, changed: Set[str]) -> Iterator[tuple[Resource, Resource]]:
    """Yield the resources that both editions have and whose files differ."""
    before = {each.name: each for each in was.resources}
    for new in now.resources:
        old = before.get(new.name)
        stems = {path.rpartition(".")[0] for path in changed}  # a Shapefile has several
        if old is not None and (not changed.isdisjoint((old.path, new.path)) or new.path.rpartition(".")[0] in stems):
            yield old, new


@contextmanager
def _unpacked(edition: _Past, pairs: list[tuple[Resource, Resource]], past: PastEditions) -> Iterator[Path]:
    """Give the dataset's folder with the files of *pairs*; all of them where a layer may be made of several."""
    names = {each.path for pair in pairs for each in pair}
    whole = any(not is_table(each) for pair in pairs for each in pair)
    files = {path: blob for path, blob in edition.files.items() if whole or path in names}
    uri = f"{ROOT_NAME}/{edition.id}"
    with past.unpacked(files, uri) as root:
        yield root / uri


def _compare_tables(
    before: Path, after: Path, pairs: list[tuple[Resource, Resource]]
) -> tuple[tuple[TableDifference, ...], set[str]]:
    """Return the tables that differ, and the files of those that were read in both editions."""
    differences, read = [], set()
    for old, new in pairs:
        was, now = _table(before, old), _table(after, new)
        if was is None or now is None:
            continue
        read.add(new.path)
        key = (new.schema.primary_key if new.schema else ()) or (old.schema.primary_key if old.schema else ())
        difference = compare_tables(new.name, was, now, key, (_types(old), _types(new)), lambda heading, value: True)
        differences += [difference] if difference.is_any else []
    return tuple(differences), read


def _table(folder: Path, resource: Resource) -> Table | None:
    source = read_source(folder / resource.path, resource, resource.path)[0] if is_table(resource) else None
    if source is None or resource.schema is None:
        return source.table if source is not None else None
    return convert_notation(source.table, resource.schema)[0]


def _types(resource: Resource) -> dict[str, str]:
    return {field.name: field.type for field in resource.schema.fields} if resource.schema is not None else {}


def _compare_layers(before: Path, after: Path, pairs: list[tuple[Resource, Resource]]) -> Iterator[LayerDifference]:
    for old, new in pairs:
        if is_table(new) or is_table(old) or not {old.file_type, new.file_type} <= LAYER_TYPES:
            continue
        from catalog.describe.differences.layers import compare_layers  # GDAL takes 0.3 s

        was, now = _layers(before, old), _layers(after, new)
        for name in (name for name in now if name in was):
            key = new.schema.primary_key if new.schema else ()
            found = compare_layers(name, was[name], now[name], key, lambda heading, value: True, frozenset())
            if found.is_any:
                yield found


def _layers(folder: Path, resource: Resource) -> dict[str, ConvertedFeatures]:
    from catalog.pipeline.layers import read_layers

    layers, _ = read_layers(folder / resource.path, resource, None, resource.path)
    return {str(layer.resource.name): layer.converted for layer in layers or ()}
