"""A resource under another name: its descriptor, and its old address."""

from __future__ import annotations

from pathlib import Path

from catalog.convert.resource_names import rename_resource_in_descriptor
from catalog.i18n import editing_texts
from catalog.load.decoding import UTF8_BOM
from catalog.load.files import read_bytes
from catalog.load.folders import DATASET_FILE, ROOT_NAME, read_dataset_folder
from catalog.load.marked_yaml import MAX_BYTES, read_marked_yaml
from catalog.model.ids import DatasetId, Slug
from catalog.model.text import Lang
from catalog.pipeline.missing import no_dataset, no_resource
from catalog.pipeline.renaming import RenameRefused
from catalog.store.files import FileBusyError, replace_file


def rename_resource(root: Path, dataset: DatasetId, old: Slug, new: Slug, lang: Lang) -> None:
    """Give the resource *old* of *dataset* the name *new*; its old address goes into its ``aliases``.

    Raises:
        RenameRefused: There is no such resource, the name is or was that of another, or the descriptor has mistakes.
    """
    texts, uri = editing_texts(lang), f"{ROOT_NAME}/{dataset}/{DATASET_FILE}"
    if old == new:
        raise RenameRefused(texts["rename_same"])
    if read_dataset_folder(root, dataset) is None:
        raise RenameRefused(no_dataset(root, dataset, lang))
    data, _ = read_bytes(root / uri, uri, MAX_BYTES)
    raw, findings = read_marked_yaml(root / uri, uri)
    if data is None or raw is None or findings:
        raise RenameRefused(texts["rename_descriptor"].format(path=uri))
    names = _names(raw.value)
    if old not in names:
        raise RenameRefused(no_resource(dataset, old, present_names(raw.value), lang))
    if names.get(new, old) != old:
        raise RenameRefused(texts["rename_taken"].format(name=new, other=names[new]))
    text = rename_resource_in_descriptor(data.removeprefix(UTF8_BOM).decode(), old, new)
    if text is None:
        raise RenameRefused(texts["rename_descriptor"].format(path=uri))
    try:
        replace_file(root / uri, data, (UTF8_BOM if data.startswith(UTF8_BOM) else b"") + text.encode())
    except (FileBusyError, OSError) as error:
        raise RenameRefused(texts["rename_descriptor"].format(path=uri)) from error


def present_names(descriptor: dict[str, object]) -> list[str]:
    """Return the names of the files that *descriptor* has under ``resources``."""
    items = descriptor.get("resources")
    return [str(item.get("name")) for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _names(descriptor: dict[str, object]) -> dict[str, str]:
    """Return whose each name is, or was; what has no present owner stands for itself."""
    found: dict[str, str] = {}
    for key in ("withdrawnResources", "resources"):
        items = descriptor.get(key)
        for item in items if isinstance(items, list) else ():
            name = item.get("name") if isinstance(item, dict) else None
            if isinstance(name, str):
                aliases = item.get("aliases")
                former = aliases if isinstance(aliases, list) else []
                found |= {alias: name for alias in former if isinstance(alias, str)} | {name: name}
    return found
