"""Files that were put in the wrong place: where they belong, and what they need to be a dataset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath

from catalog.describe.drafts.names import cleaned_title, slug_of
from catalog.findings import Finding, Findings, Location
from catalog.infer.english_names import find_english_name
from catalog.infer.misplaced import DATA_ENDINGS, FoundPlace, Place, derive_similarity, find_place, without_parts
from catalog.load.changes import ChangedFile, read_changed_files
from catalog.load.files import read_bytes
from catalog.load.folders import DATASET_FILE, ROOT_NAME, CatalogFolders, read_catalog_folders
from catalog.load.marked_yaml import MAX_BYTES as MAX_DESCRIPTOR_BYTES
from catalog.load.marked_yaml import read_marked_yaml
from catalog.model.ids import DatasetId, Slug, is_slug
from catalog.model.review import Placement, PlacementKind
from catalog.model.site import Municipality
from catalog.pipeline.drafting import Drafted, DraftRefused, DraftTask, draft_dataset, read_municipality
from catalog.report.draft import render_draft

SAME_TABLE = 0.8
"""Share of columns in common from which on a file is another edition of one that is there."""
MAX_LOOKED_INTO = 20
"""Files that are looked into; of more, only their number is of use to anybody."""
MAX_BYTES = 50_000_000
"""Of a file that is looked into."""
STOPGAP = "new-dataset"
_OFFERED = DATA_ENDINGS | {".pdf", ".json", ".jsonld"}
_MIN_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Placed:
    """A file with the place where it belongs.

    Attributes:
        drafted: What is to be written for it; ``None`` where nothing is, or it is written with another file.
    """

    placement: Placement
    drafted: Drafted | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """A file that is offered already."""

    dataset: DatasetId
    uri: str
    title: str
    headings: tuple[str, ...]


@dataclass(slots=True)
class _Placing:
    """One look at the files that may be in the wrong place."""

    root: Path
    today: date
    chosen: DatasetId | None
    folders: CatalogFolders = field(init=False)
    _known: dict[str, tuple[_Known, ...]] = field(default_factory=dict)
    _read: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _bodies: dict[str, Municipality | None] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _left: int = MAX_LOOKED_INTO

    def __post_init__(self) -> None:
        self.folders = read_catalog_folders(self.root)
        self._taken = {str(dataset.id) for folder in self.folders.municipalities for dataset in folder.datasets}

    def place(self, uris: Sequence[str]) -> Iterator[Placed]:
        """Yield what should become of each of *uris* that isn't where it belongs."""
        undescribed: dict[DatasetId, list[str]] = {}
        for uri in uris:
            found = find_place(uri)
            if found is None:
                continue
            if found.place is Place.JUNK:
                yield Placed(Placement(uri, PlacementKind.JUNK))
            elif found.dataset is not None and str(found.dataset) not in self._taken:
                undescribed.setdefault(found.dataset, []).append(uri)
            elif found.dataset is not None:
                yield from self._unused(uri, found.dataset)
            else:
                yield self._outside(uri, found)
        for dataset, group in undescribed.items():
            yield from self._undescribed(dataset, group)

    def _unused(self, uri: str, dataset: DatasetId) -> Iterator[Placed]:
        """Yield the file of a described dataset that no resource names, where it is an edition of one."""
        if _suffix(uri) not in DATA_ENDINGS:
            return
        own = list(self._known_of(dataset, f"{ROOT_NAME}/{dataset}/{DATASET_FILE}", ()))
        if not own or uri in {known.uri for known in own}:
            return
        found = self._edition(uri, own)
        if found is not None and found[0].uri != uri:
            yield self._placed_edition(uri, *found)

    def _outside(self, uri: str, found: FoundPlace) -> Placed:
        if self._left <= 0 or _suffix(uri) not in _OFFERED or self._is_too_big(uri):
            return Placed(Placement(uri, PlacementKind.UNDECIDED))
        self._left -= 1
        body = self.chosen.municipality if self.chosen is not None else found.body or self._body_of(uri)
        edition = self._edition(uri, self._offered(body, self._headings(uri))) if self.chosen is None else None
        if edition is not None:
            return self._placed_edition(uri, *edition)
        if body is None or not self._is_body(body):
            return Placed(Placement(uri, PlacementKind.UNDECIDED))
        chosen = self.chosen or self._name(uri, body)
        is_guessed = self.chosen is None and _slug(uri) is None
        return next(self._drafted(chosen, [uri], PlacementKind.NEW, is_guessed=is_guessed))

    def _undescribed(self, dataset: DatasetId, uris: Sequence[str]) -> Iterator[Placed]:
        is_too_much = len(uris) > self._left or any(map(self._is_too_big, uris))
        if not self._is_body(dataset.municipality) or is_too_much:
            yield from (Placed(Placement(uri, PlacementKind.UNDECIDED, dataset=str(dataset))) for uri in uris)
            return
        self._left -= len(uris)
        yield from self._drafted(dataset, list(uris), PlacementKind.DESCRIPTOR, is_guessed=False)

    def _drafted(
        self, dataset: DatasetId, uris: list[str], kind: PlacementKind, *, is_guessed: bool
    ) -> Iterator[Placed]:
        """Yield the files of *uris* as parts of the new *dataset*, the first with the draft of its descriptor."""
        main = without_parts(uris)
        body = self._bodies.setdefault(dataset.municipality, read_municipality(self.root, dataset.municipality))
        files = [self.root / uri for uri in main]
        task = DraftTask(self.root, dataset, body, files, "ja", self.today.isoformat())
        try:
            drafted = draft_dataset(task)
        except DraftRefused as refusal:
            yield from self._refused(main, _placed_at(refusal.findings, self.root))
            return
        text, folder = render_draft(drafted.draft), f"{ROOT_NAME}/{dataset}"
        for uri, file in zip(main, drafted.files, strict=True):
            is_first = uri == main[0]
            placement = Placement(uri, kind, f"{folder}/{file.resource.path}", str(dataset), is_guessed)
            yield Placed(replace(placement, descriptor=text if is_first else None), drafted if is_first else None)

    def _refused(self, uris: Sequence[str], findings: Findings) -> Iterator[Placed]:
        """Yield files of which one can't be published; a reason that isn't a finding is one that people must find.

        Codes: workbook-macros, and those of drafting.
        """
        for uri in uris:
            own = tuple(finding for finding in findings if finding.location.path == uri)
            if _suffix(uri) == ".xlsm":
                own = (*own, Finding("workbook-macros", Location(uri)))
            yield Placed(Placement(uri, PlacementKind.REFUSED if own else PlacementKind.UNDECIDED, findings=own))

    def _edition(self, uri: str, offered: Sequence[_Known]) -> tuple[_Known, float] | None:
        """Return the file that *uri* is an edition of, with how alike they are."""
        headings = self._headings(uri)
        if len(headings) < _MIN_COLUMNS:
            return None
        scored = [(derive_similarity(headings, known.headings), known) for known in offered]
        alike = [(score, known) for score, known in scored if score >= SAME_TABLE]
        if len(alike) > 1:  # Several years of the same survey, say: then the name decides, or nobody does.
            best = max(score for score, _ in alike)
            named = [(score, known) for score, known in alike if _has_name_of(uri, known)]
            alike = named or [(score, known) for score, known in alike if score == best]
        return (alike[0][1], alike[0][0]) if len(alike) == 1 else None

    def _placed_edition(self, uri: str, known: _Known, similarity: float) -> Placed:
        is_same_kind = _suffix(uri) == _suffix(known.uri)
        kind = PlacementKind.EDITION if is_same_kind else PlacementKind.UNDECIDED
        target = known.uri if is_same_kind else None
        return Placed(Placement(uri, kind, target, str(known.dataset), similarity=round(similarity, 2)))

    def _is_too_big(self, uri: str) -> bool:
        [file] = read_changed_files(self.root, [uri])
        return not file.is_plain or file.size_bytes > MAX_BYTES

    def _headings(self, uri: str) -> tuple[str, ...]:
        if uri not in self._read:
            self._read[uri] = () if self._is_too_big(uri) else self._inspected(uri)
        return self._read[uri]

    def _inspected(self, uri: str) -> tuple[str, ...]:
        from catalog.pipeline.inspection import inspect_file  # 0.3 s that most changes don't need

        return tuple(column.name for column in inspect_file(self.root / uri, path=uri).fields)

    def _offered(self, body: Slug | None, headings: Sequence[str]) -> list[_Known]:
        """Return the files of *body*, or of anybody where it is ``None``, that may have columns like *headings*."""
        if len(headings) < _MIN_COLUMNS:
            return []
        folders = [folder for folder in self.folders.municipalities if body in (None, folder.id)]
        datasets = [dataset for folder in folders for dataset in folder.datasets]
        return [known for each in datasets for known in self._known_of(each.id, each.descriptor_uri, headings)]

    def _known_of(self, dataset: DatasetId, uri: str, headings: Sequence[str]) -> Sequence[_Known]:
        """Return what a dataset offers; nothing where few of *headings* stand in its descriptor, which is soon seen."""
        if headings:
            data, _ = read_bytes(self.root / uri, uri, MAX_DESCRIPTOR_BYTES)
            text = data.decode("utf-8", "replace") if data is not None else ""
            if sum(heading.strip() in text for heading in headings) < len(headings) / 2:
                return ()
        if str(dataset) not in self._known:
            self._known[str(dataset)] = tuple(_read_known(self.root, dataset, uri))
        return self._known[str(dataset)]

    def _body_of(self, uri: str) -> Slug | None:
        """Return the only body, or the one whose code or name the file's name has."""
        bodies = [folder.id for folder in self.folders.municipalities if folder.has_descriptor]
        if len(bodies) == 1:
            return bodies[0]
        name = PurePosixPath(uri).name
        read = {body: read_municipality(self.root, body) for body in bodies}
        named = [body for body, found in read.items() if found and (found.code in name or found.name.ja in name)]
        return named[0] if len(named) == 1 else None

    def _is_body(self, body: Slug) -> bool:
        return any(folder.id == body for folder in self.folders.municipalities)

    def _name(self, uri: str, body: Slug) -> DatasetId:
        """Return a dataset that isn't there yet for the file at *uri*."""
        stem = _slug(uri) or self._standard_name(uri) or find_english_name(cleaned_title(uri)) or STOPGAP
        names = (stem if number == 1 else f"{stem}-{number}" for number in range(1, 1_000))
        name = next(name for name in names if f"{body}/{name}" not in self._taken)
        self._taken.add(f"{body}/{name}")
        return DatasetId(body, Slug(name))

    def _standard_name(self, uri: str) -> str | None:
        from catalog.infer.standard import match_standard

        match = match_standard(self._headings(uri))
        return match.id if match is not None and is_slug(match.id) else None


def place_files(root: Path, uris: Iterable[str], today: date, chosen: DatasetId | None = None) -> tuple[Placed, ...]:
    """Return where those of *uris* belong that aren't where something is published from, sorted by uri.

    Arguments:
        root: Of the catalog.
        uris: Plain files, '/'-relative to *root*.
        today: The day that a draft bears.
        chosen: The dataset that new files are to become, where a person has said so.
    """
    found = _Placing(root, today, chosen).place(sorted(uris))
    return tuple(sorted(found, key=lambda placed: placed.placement.uri))


def placeable(files: Iterable[ChangedFile]) -> list[str]:
    """Return those of *files* that can be looked into: plain ones with a decent name."""
    return [file.uri for file in files if file.is_there and file.is_plain and file.has_good_name]


def _read_known(root: Path, dataset: DatasetId, descriptor_uri: str) -> Iterator[_Known]:
    """Yield the files that a descriptor offers with the headings that it states."""
    raw, _ = read_marked_yaml(root / descriptor_uri, descriptor_uri)
    resources = raw.value.get("resources") if raw is not None and isinstance(raw.value, dict) else None
    for resource in resources if isinstance(resources, list) else ():
        if not isinstance(resource, dict) or not isinstance(resource.get("path"), str):
            continue
        schema = resource.get("schema")
        fields = schema.get("fields") if isinstance(schema, dict) else None
        names = [item.get("name") for item in fields if isinstance(item, dict)] if isinstance(fields, list) else []
        title = resource.get("title") or (raw.value.get("title") if raw is not None else "")
        uri = f"{descriptor_uri.removesuffix(DATASET_FILE)}{resource['path']}"
        yield _Known(dataset, uri, str(title), tuple(name for name in names if isinstance(name, str)))


def _has_name_of(uri: str, known: _Known) -> bool:
    title = cleaned_title(uri)
    slug = slug_of(uri)
    return bool(title and title in known.title) or slug in (PurePosixPath(known.uri).stem, known.dataset.name)


def _slug(uri: str) -> str | None:
    return slug_of(PurePosixPath(uri).name)


def _suffix(uri: str) -> str:
    return PurePosixPath(uri).suffix.lower()


def _placed_at(findings: Findings, root: Path) -> Findings:
    """Return *findings* with places as everything else calls them."""
    prefix = f"{root.as_posix()}/"
    return tuple(
        replace(finding, location=replace(finding.location, path=finding.location.path.removeprefix(prefix)))
        for finding in findings
    )
