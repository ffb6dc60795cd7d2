"""A dataset under another name: its folder, its descriptor, and its old address."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from catalog.convert.descriptor_names import rename_in_descriptor
from catalog.findings import shown
from catalog.i18n import editing_texts
from catalog.load.decoding import UTF8_BOM
from catalog.load.files import read_bytes
from catalog.load.folders import DATASET_FILE, ROOT_NAME, read_catalog_folders, read_dataset_folder
from catalog.load.marked_yaml import MAX_BYTES, read_marked_yaml
from catalog.model.ids import DatasetId
from catalog.model.text import Lang
from catalog.pipeline.missing import no_dataset
from catalog.pipeline.options import CatalogUnusable
from catalog.store.files import FileBusyError, replace_file
from catalog.store.new_files import InTheWayError, rename_folder


class RenameRefused(CatalogUnusable):
    """A dataset can't have that name, or its descriptor can't be changed for sure."""


def rename_dataset(root: Path, old: DatasetId, new: DatasetId, lang: Lang) -> None:
    """Give the dataset *old* the name *new*; its old address goes into ``aliases``. All of it or nothing.

    Raises:
        RenameRefused: There is no such dataset, or the name is taken.
    """
    texts = editing_texts(lang)
    old_uri, new_uri = f"{ROOT_NAME}/{old}", f"{ROOT_NAME}/{new}"
    if old == new:
        raise RenameRefused(texts["rename_same"])
    if read_dataset_folder(root, old) is None:
        raise RenameRefused(no_dataset(root, old, lang))
    if not (root / ROOT_NAME / new.municipality).exists():
        raise RenameRefused(texts["no_body"].format(folder=f"{ROOT_NAME}/{new.municipality}"))
    _refuse_taken(root, old, new, lang)
    before, after = _renamed(root, old, new, lang)
    try:
        rename_folder(root, old_uri, new_uri)
    except InTheWayError as error:
        key = "link_in_way" if error.path.is_symlink() else "already_there"
        raise RenameRefused(texts[key].format(path=error.path.relative_to(root).as_posix())) from None
    try:
        replace_file(root / new_uri / DATASET_FILE, before, after)
    except (FileBusyError, OSError) as error:
        with suppress(InTheWayError, OSError):
            rename_folder(root, new_uri, old_uri)
        raise RenameRefused(texts["rename_descriptor"].format(path=f"{old_uri}/{DATASET_FILE}")) from error


def _renamed(root: Path, old: DatasetId, new: DatasetId, lang: Lang) -> tuple[bytes, bytes]:
    """Return the descriptor as it is and as it will be."""
    uri = f"{ROOT_NAME}/{old}/{DATASET_FILE}"
    data, _ = read_bytes(root / uri, uri, MAX_BYTES)
    raw, findings = read_marked_yaml(root / uri, uri)
    text = None
    if data is not None and raw is not None and not findings:
        text = rename_in_descriptor(data.removeprefix(UTF8_BOM).decode(), old, new)
    if data is None or text is None:
        raise RenameRefused(editing_texts(lang)["rename_descriptor"].format(path=uri))
    return data, (UTF8_BOM if data.startswith(UTF8_BOM) else b"") + text.encode()


def _refuse_taken(root: Path, old: DatasetId, new: DatasetId, lang: Lang) -> None:
    """Refuse a name that is the earlier address of another dataset."""
    for folder in read_catalog_folders(root).municipalities:
        for dataset in folder.datasets:
            raw, _ = read_marked_yaml(root / dataset.descriptor_uri, dataset.descriptor_uri)
            stated = raw.value.get("aliases") if raw is not None and isinstance(raw.value, dict) else None
            names = [text for text in stated if isinstance(text, str)] if isinstance(stated, list) else []
            full = {name if "/" in name else f"{folder.id}/{name}" for name in names}
            if str(new) in full and dataset.id != old:
                params = {"name": str(new), "other": shown(str(dataset.id))}
                raise RenameRefused(editing_texts(lang)["rename_taken"].format(**params))
