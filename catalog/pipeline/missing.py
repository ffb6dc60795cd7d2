"""What is said where a dataset or one of its files isn't there: what it may have been."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from catalog.check.words import nearest
from catalog.findings import shown
from catalog.i18n import editing_texts, plain_texts
from catalog.load.folders import DATASET_FILE, ROOT_NAME, read_catalog_folders
from catalog.model.ids import DatasetId
from catalog.model.text import Lang


def no_dataset(root: Path, dataset_id: DatasetId, lang: Lang) -> str:
    """Return that there is no such dataset, with those that are named most like it: of its body, if there are any."""
    known = [each.id for body in read_catalog_folders(root).municipalities for each in body.datasets]
    own = [str(each) for each in known if each.municipality == dataset_id.municipality]
    if not known:
        return editing_texts(lang)["no_such_dataset"].format(path=f"{ROOT_NAME}/{dataset_id}/{DATASET_FILE}")
    near = nearest(str(dataset_id), own or [str(each) for each in known])
    return plain_texts(lang, "usage")["no_dataset"].format(id=dataset_id, candidates=near)


def no_resource(dataset_id: DatasetId, name: str, names: Sequence[str], lang: Lang) -> str:
    """Return that a dataset has no file *name*, with the *names* of those that it has."""
    candidates = ", ".join(shown(each, 60) for each in names[:20])
    return plain_texts(lang, "usage")["no_resource"].format(id=dataset_id, name=name, candidates=candidates)
