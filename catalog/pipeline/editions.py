"""What changed in the data since a revision: both editions are read as they are published, and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from catalog.check.dataset import parse_dataset
from catalog.check.examined import examine
from catalog.check.personal import is_personal
from catalog.check.privacy.combinations import check_combinations
from catalog.check.privacy.my_numbers import check_my_numbers
from catalog.check.privacy.names import is_full_name
from catalog.convert.geometry import convert_points
from catalog.convert.notation import convert_notation
from catalog.convert.reference_system import find_reference_system
from catalog.describe.differences.tables import compare_tables
from catalog.describe.differences.values import compare_values
from catalog.findings import shown
from catalog.i18n import cli_texts
from catalog.infer.roles import infer_roles
from catalog.load.folders import DATASET_FILE, ROOT_NAME, DatasetFolder, read_dataset_folder
from catalog.load.history import HistoryUnusable, earlier_edition, read_changed_uris, read_earlier_uris
from catalog.load.marked_yaml import read_marked_yaml
from catalog.load.tables import is_table, read_source
from catalog.model.dataset import Dataset, Resource
from catalog.model.difference import (
    DatasetDifference,
    Difference,
    FileChange,
    LayerDifference,
    MapChanges,
    State,
    TableDifference,
)
from catalog.model.features import ConvertedFeatures
from catalog.model.ids import DatasetId, Slug, is_slug
from catalog.model.table import Table
from catalog.pipeline.dataset import LAYER_TYPES, holds_layers
from catalog.pipeline.options import CatalogUnusable, default_lang
from catalog.standards.vocabulary import read_vocabularies

Concerns = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class _Edition:
    """A dataset in one edition.

    Attributes:
        tables: By resource name, in canonical notation.
        layers: By resource name; those of GIS files, and of tables with coordinates.
        about_people: The resources whose tables are about single persons: nothing of them is shown.
    """

    folder: DatasetFolder
    dataset: Dataset
    tables: Mapping[str, Table]
    layers: Mapping[str, ConvertedFeatures]
    about_people: frozenset[str]

    def types(self, resource: str) -> dict[str, str]:
        """Return the stated type of each column of *resource*."""
        found = next(item for item in self.dataset.resources if item.name == resource)
        return {field.name: field.type for field in found.schema.fields} if found.schema is not None else {}

    def key(self, resource: str) -> tuple[str, ...]:
        """Return the primary key of *resource*, ``()`` where it has none."""
        found = next((item for item in self.dataset.resources if item.name == resource), None)
        return found.schema.primary_key if found is not None and found.schema is not None else ()


def compare_revision(root: Path, revision: str, concerns: Concerns) -> Difference:
    """Return what differs in the datasets below *root* from what they were where this side left *revision*.

    Arguments:
        root: Of the catalog.
        revision: Anything that git takes for a commit.
        concerns: Of the files that have changed.

    Raises:
        CatalogUnusable: Git can't tell.
    """
    try:
        changed = {
            uri for uri in read_changed_uris(root, revision) if uri.startswith(f"{ROOT_NAME}/") and concerns(uri)
        }
        places = sorted({id for uri in changed if (id := _dataset_of(uri)) is not None})
        with earlier_edition(root, revision, sorted(changed and [f"{ROOT_NAME}/{id}" for id in places])) as earlier:
            datasets = tuple(_compare_all(root, earlier, places, changed))
            others = sorted(uri for uri in changed if _dataset_of(uri) is None)
            return Difference(revision, datasets, _other_files(root, revision, others))
    except HistoryUnusable:
        text = cli_texts(default_lang())["no_revision"]
        raise CatalogUnusable(text.format(revision=revision)) from None


def _dataset_of(uri: str) -> DatasetId | None:
    parts = uri.split("/")
    if len(parts) < 4 or not is_slug(parts[1]) or not is_slug(parts[2]):
        return None
    return DatasetId(Slug(parts[1]), Slug(parts[2]))


def _compare_all(
    root: Path, earlier: Path | None, places: list[DatasetId], changed: set[str]
) -> Iterator[DatasetDifference]:
    """Yield what differs in each of *places*; a dataset that was renamed is told once, under its new name."""
    now = {id: _folder(root, id) for id in places}
    was = {id: _folder(earlier, id) if earlier is not None else None for id in places}
    gone = {str(id): id for id in places if was[id] is not None and now[id] is None}
    renamed: dict[DatasetId, DatasetId] = {}
    for id in places:
        folder = now[id]
        if folder is not None and was[id] is None:
            old = next((gone[alias] for alias in _aliases(root, folder) if alias in gone), None)
            if old is not None:
                renamed[id] = gone.pop(str(old))
    for id in places:
        if id in renamed.values() or (now[id] is None and was[id] is None):
            continue
        old = renamed.get(id, id)
        files = tuple(_file_changes(root, earlier, id, old, changed))
        yield _compare(_read(root, now[id]), _read(earlier, was[old]), (id, old), (now[id], was[old]), files)


def _folder(root: Path | None, id: DatasetId) -> DatasetFolder | None:
    return read_dataset_folder(root, id) if root is not None else None


def _aliases(root: Path, folder: DatasetFolder) -> tuple[str, ...]:
    raw, _ = read_marked_yaml(root / folder.descriptor_uri, folder.descriptor_uri)
    stated = raw.value.get("aliases") if raw is not None and isinstance(raw.value, dict) else None
    names = [text for text in stated if isinstance(text, str)] if isinstance(stated, list) else []
    return tuple(name if "/" in name else f"{folder.id.municipality}/{name}" for name in names)


def _read(root: Path | None, folder: DatasetFolder | None) -> _Edition | None:
    """Return an edition of a dataset, or ``None`` where its descriptor can't be used."""
    if root is None or folder is None:
        return None
    raw, _ = read_marked_yaml(root / folder.descriptor_uri, folder.descriptor_uri)
    if raw is None:
        return None
    dataset, _ = parse_dataset(raw, folder.id, read_vocabularies(), [file.uri for file in folder.files])
    if dataset is None:
        return None
    tables: dict[str, Table] = {}
    layers: dict[str, ConvertedFeatures] = {}
    about_people: set[str] = set()
    for resource in dataset.resources:
        table, found = _read_resource(root, folder, resource)
        layers |= found
        if table is not None:
            tables[resource.name] = table
            about_people.update([resource.name] if _is_about_people(table, resource) else [])
    return _Edition(folder, dataset, tables, layers, frozenset(about_people))


def _is_about_people(table: Table, resource: Resource) -> bool:
    """Return whether *table* points at single persons, so that the check refuses it."""
    examined = examine(table, resource, infer_roles(table), None, resource.path)
    return bool(table.row_count and (check_combinations(examined) or check_my_numbers(examined)))


def _hides(now: _Edition, was: _Edition, name: str) -> Callable[[str, str], bool]:
    """Return what tells whether a value of a resource is hidden."""
    if name in now.about_people | was.about_people:
        return lambda heading, value: True
    return lambda heading, value: is_personal(heading, value) or is_full_name(value)


def _read_resource(
    root: Path, folder: DatasetFolder, resource: Resource
) -> tuple[Table | None, dict[str, ConvertedFeatures]]:
    uri = f"{folder.uri}/{resource.path}"
    if is_table(resource) and not holds_layers(root / uri, resource):
        source, _ = read_source(root / uri, resource, uri)
        if source is None:
            return None, {}
        table = convert_notation(source.table, resource.schema)[0] if resource.schema is not None else source.table
        return table, _points(table, resource)
    if resource.file_type not in LAYER_TYPES:
        return None, {}
    from catalog.pipeline.layers import read_layers  # GDAL takes 0.3 s, and most datasets are tables.

    layers, _ = read_layers(root / uri, resource, None, uri)
    found = {str(layer.resource.name): layer.converted for layer in layers or ()}
    return None, found


def _points(table: Table, resource: Resource) -> dict[str, ConvertedFeatures]:
    """Return the layer that a table with coordinates is."""
    declared, schema = resource.layer, resource.schema
    labels = [label.strip() for label in table.labels]
    if declared is None or schema is None or find_reference_system(declared.crs) is None:
        return {}
    types = {field.name: field.type for field in schema.fields}
    axes = (declared.easting_field, declared.northing_field)
    if any(name not in labels or types.get(name) not in ("number", "integer") for name in axes):
        return {}
    from catalog.convert.features import features_of_points

    points = convert_points(table, declared, schema)
    return {str(resource.name): features_of_points(table, points, declared, schema)}


def _compare(
    now: _Edition | None,
    was: _Edition | None,
    ids: tuple[DatasetId, DatasetId],
    folders: tuple[DatasetFolder | None, DatasetFolder | None],
    files: tuple[FileChange, ...],
) -> DatasetDifference:
    id, old_id = str(ids[0]), str(ids[1])
    edition = now or was
    title = shown(edition.dataset.title.ja, 120) if edition is not None else id
    if (folders[0] is not None and now is None) or (folders[1] is not None and was is None):
        return DatasetDifference(id, State.UNREADABLE, title, old_id if old_id != id else None, files=files)
    if now is None or was is None:
        state = State.REMOVED if now is None else State.ADDED
        tables = edition.tables if edition is not None else {}
        counts = tuple((name, table.row_count) for name, table in tables.items())
        return DatasetDifference(id, state, title, files=files, row_counts=counts)
    is_withdrawn = now.dataset.withdrawn is not None and was.dataset.withdrawn is None
    changed = State.CHANGED if id == old_id else State.RENAMED
    return DatasetDifference(
        id,
        State.WITHDRAWN if is_withdrawn else changed,
        title,
        old_id if old_id != id else None,
        compare_values(_told(was, is_withdrawn), _told(now, is_withdrawn), is_personal),
        files,
        tuple(table for table in _tables(now, was) if table.is_any),
        tuple(layer for layer in _layers(now, was) if layer.is_any),
        tuple((name, table.row_count) for name, table in was.tables.items()) if is_withdrawn else (),
        tuple(_unreadable(now, was)),
    )


def _unreadable(now: _Edition, was: _Edition) -> Iterator[str]:
    """Yield the resources whose table is known of one edition alone, though both have it."""
    before = {resource.name for resource in was.dataset.resources if is_table(resource)}
    for resource in now.dataset.resources:
        is_in_both = is_table(resource) and resource.name in before
        if is_in_both and (resource.name in now.tables) != (resource.name in was.tables):
            yield resource.name


def _told(edition: _Edition, is_withdrawn: bool) -> Mapping[str, Any]:
    """Return what is compared of a descriptor; where the files are withdrawn, nothing that is about them."""
    descriptor = edition.dataset.descriptor
    return {key: value for key, value in descriptor.items() if not is_withdrawn or key != "resources"}


def _tables(now: _Edition, was: _Edition) -> Iterator[TableDifference]:
    for name, table in now.tables.items():
        if name in was.tables:
            key = now.key(name) or was.key(name)
            types = was.types(name), now.types(name)
            yield compare_tables(name, was.tables[name], table, key, types, _hides(now, was, name))


def _layers(now: _Edition, was: _Edition) -> Iterator[LayerDifference]:
    both = [name for name in now.layers if name in was.layers]
    if not both:
        return
    from catalog.describe.differences.layers import compare_layers

    for name in both:
        key = now.key(name) or was.key(name)
        axes = _axes(now, name) | _axes(was, name)
        # A point's coordinates are among its attributes: it isn't another one because it moved.
        layer = compare_layers(name, was.layers[name], now.layers[name], key, _hides(now, was, name), axes)
        is_about_people = name in now.about_people | was.about_people
        # Where somebody lives says who it is.
        yield replace(layer, examples=(), map=MapChanges()) if is_about_people else layer


def _axes(edition: _Edition, name: str) -> frozenset[str]:
    found = next((item.layer for item in edition.dataset.resources if item.name == name), None)
    return frozenset({found.easting_field, found.northing_field}) if found is not None else frozenset()


def _file_changes(
    root: Path, earlier: Path | None, id: DatasetId, old: DatasetId, changed: set[str]
) -> Iterator[FileChange]:
    """Yield the files of a dataset that differ, its descriptor left out: what it says is told by itself."""
    here, there = f"{ROOT_NAME}/{id}/", f"{ROOT_NAME}/{old}/"
    names = {uri.removeprefix(here) for uri in changed if uri.startswith(here)}
    names |= {uri.removeprefix(there) for uri in changed if uri.startswith(there)}
    for name in sorted(names - {DATASET_FILE}):
        is_now = (root / here / name).exists()
        was = earlier is not None and (earlier / there / name).exists()
        if is_now and was and id != old and _is_same(root / here / name, earlier, there, name):
            continue
        if is_now or was:
            state = State.CHANGED if is_now and was else State.ADDED if is_now else State.REMOVED
            yield FileChange(shown(f"{here}{name}", 200), state)


def _is_same(file: Path, earlier: Path | None, there: str, name: str) -> bool:
    from catalog.load.digests import read_digest

    return earlier is not None and read_digest(file) == read_digest(earlier / there / name)


def _other_files(root: Path, revision: str, uris: Sequence[str]) -> tuple[FileChange, ...]:
    """Return what became of files that belong to no dataset."""
    were = read_earlier_uris(root, revision, uris)
    states = {
        (True, True): State.CHANGED,
        (False, True): State.ADDED,
        (True, False): State.REMOVED,
        (False, False): State.REMOVED,
    }
    return tuple(FileChange(shown(uri, 200), states[uri in were, (root / uri).exists()]) for uri in uris)
