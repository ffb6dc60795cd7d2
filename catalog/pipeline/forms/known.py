"""The bodies and datasets of a catalog by what people call them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalog.check.municipality import parse_municipality
from catalog.findings import shown
from catalog.infer.named import NamedDataset, find_bodies, find_datasets, near_datasets
from catalog.load.folders import DatasetFolder, read_catalog_folders
from catalog.load.marked_yaml import read_marked_yaml
from catalog.model.form import Form
from catalog.model.site import Municipality
from catalog.model.text import LocalizedText
from catalog.pipeline.forms.stopped import incomplete, listed

_LISTED = 10


@dataclass(frozen=True, slots=True)
class Known:
    """What a form may name."""

    bodies: tuple[Municipality, ...]
    datasets: tuple[NamedDataset, ...]

    def named(self, body: Municipality) -> str:
        """Return what *body* is called, for a sentence."""
        return f"{body.name.ja}（{body.id}）"


def read_known(root: Path) -> Known:
    """Return the bodies and datasets under *root*; those with unreadable descriptions aren't among them."""
    bodies, datasets = [], []
    for folder in read_catalog_folders(root).municipalities:
        raw, _ = read_marked_yaml(root / folder.descriptor_uri, folder.descriptor_uri)
        body = parse_municipality(raw, folder.id)[0] if raw is not None else None
        bodies += [body] if body is not None else []
        datasets += [named for dataset in folder.datasets if (named := _named(root, dataset)) is not None]
    return Known(tuple(bodies), tuple(datasets))


def _named(root: Path, folder: DatasetFolder) -> NamedDataset | None:
    raw, _ = read_marked_yaml(root / folder.descriptor_uri, folder.descriptor_uri)
    value: Any = raw.value if raw is not None and isinstance(raw.value, dict) else {}
    title, english, stated = value.get("title"), value.get("title@en"), value.get("aliases")
    if not isinstance(title, str):
        return None
    names = [name for name in stated if isinstance(name, str)] if isinstance(stated, list) else []
    aliases = tuple(name if "/" in name else f"{folder.id.municipality}/{name}" for name in names)
    return NamedDataset(folder.id, LocalizedText(title, english if isinstance(english, str) else None), aliases)


def chosen_body(form: Form, known: Known) -> Municipality:
    """Return the body that *form* names.

    Raises:
        FormStopped: It names none of the catalog's, or may mean several.
    """
    text = form.told("municipality") or ""
    names = listed([known.named(body) for body in known.bodies[:_LISTED]])
    if not text:
        raise incomplete("body_missing", candidates=names)
    found = find_bodies(text, known.bodies)
    if not found:
        raise incomplete("body_unknown", value=shown(text), candidates=names)
    if len(found) > 1:
        raise incomplete("body_unclear", value=shown(text), candidates=listed([known.named(body) for body in found]))
    return found[0]


def chosen_dataset(form: Form, known: Known) -> NamedDataset:
    """Return the dataset that *form* names.

    Raises:
        FormStopped: It names none of the catalog's, or may mean several.
    """
    text = form.told("dataset") or ""
    if not text:
        raise incomplete("dataset_missing")
    bodies = find_bodies(form.told("municipality") or "", known.bodies)
    found = find_datasets(text, known.datasets, bodies)
    if len(found) > 1:  # 見本市 AED: the body stands beside the name
        named = {body.id for body in find_bodies(text, known.bodies)}
        found = tuple(one for one in found if one.id.municipality in named) or found
    if len(found) == 1:
        return found[0]
    near = found[:_LISTED] or near_datasets(text, known.datasets, bodies)
    candidates = listed([f"{shown(one.title.ja)}（{one.id}）" for one in near])
    if found:
        raise incomplete("dataset_unclear", value=shown(text), candidates=candidates)
    if near:
        raise incomplete("dataset_unknown", value=shown(text), candidates=candidates)
    raise incomplete("dataset_unknown_at_all", value=shown(text))
