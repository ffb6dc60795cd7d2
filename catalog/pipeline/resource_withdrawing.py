"""The end of one file's publication, of a dataset that goes on: its descriptor says why, and the file goes."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from catalog.convert.withdrawn_resources import places_that_name, withdraw_resource_in_descriptor
from catalog.i18n import plain_texts, withdrawal_texts
from catalog.load.decoding import UTF8_BOM
from catalog.load.files import read_bytes
from catalog.load.folders import DatasetFolder, read_dataset_folder
from catalog.load.marked_yaml import MAX_BYTES, read_marked_yaml
from catalog.model.ids import Slug
from catalog.pipeline.missing import no_dataset, no_resource
from catalog.pipeline.resource_renaming import present_names
from catalog.pipeline.withdrawing import WithdrawalDone, WithdrawalRefused, WithdrawalTask, refuse_unsaved
from catalog.report.draft import scalar
from catalog.store.files import FileBusyError, replace_file
from catalog.store.removed_files import remove_files


def withdraw_resource(task: WithdrawalTask, name: Slug, successor: Slug | None) -> WithdrawalDone:
    """End the publication of the file *name*: first the descriptor is written, then the file goes.

    Arguments:
        task: Whose successor, a dataset, doesn't count here.
        name: Of the resource.
        successor: The resource of the same dataset to use instead.

    Raises:
        WithdrawalRefused: It can't be done for sure, or couldn't be undone; then nothing was changed.
    """
    folder = read_dataset_folder(task.root, task.id)
    if folder is None:
        raise WithdrawalRefused(no_dataset(task.root, task.id, task.lang))
    uri = folder.descriptor_uri
    data, _ = read_bytes(task.root / uri, uri, MAX_BYTES)
    raw, findings = read_marked_yaml(task.root / uri, uri)
    if data is None or raw is None or findings:
        raise _broken(task, uri)
    _refuse(task, raw.value, name, successor)
    files = _files(raw.value, name, folder)
    if not task.keeps_files:
        refuse_unsaved(task.root, folder, files, task.lang)
    stated = _stated(task, raw.value, name, successor)
    lines = [_lines(item) for item in stated]
    text = withdraw_resource_in_descriptor(data.removeprefix(UTF8_BOM).decode(), name, stated, lines)
    if text is None:
        raise _broken(task, uri)
    if not task.is_tried:
        _write(task, uri, data, (UTF8_BOM if data.startswith(UTF8_BOM) else b"") + text.encode())
    return _done(task, folder, files, [line for item in lines for line in item])


def _refuse(task: WithdrawalTask, descriptor: dict[str, Any], name: str, successor: str | None) -> None:
    """Refuse what isn't there, the last file, a successor that is no help, and what others refer to."""
    texts, names = withdrawal_texts(task.lang), present_names(descriptor)
    if name not in names:
        raise WithdrawalRefused(no_resource(task.id, name, names, task.lang))
    if len(names) == 1:
        raise WithdrawalRefused(texts["last_file"].format(id=task.id))
    if successor == name:
        raise WithdrawalRefused(texts["successor_same_file"])
    if successor is not None and successor not in names:
        others = [each for each in names if each != name]
        raise WithdrawalRefused(no_resource(task.id, successor, others, task.lang))
    places = places_that_name(descriptor, name)
    if places:
        raise WithdrawalRefused(texts["file_named_elsewhere"].format(name=name, places=", ".join(places)))


def _files(descriptor: dict[str, Any], name: str, folder: DatasetFolder) -> list[str]:
    """Return the files of the resource, with the parts of a Shapefile, that no other resource uses."""
    items = [item for item in descriptor["resources"] if isinstance(item, dict)]
    own = {str(item.get("path")) for item in items if item.get("name") == name}
    others = {str(item.get("path")) for item in items if item.get("name") != name}
    stems = {str(PurePosixPath(path).with_suffix("")) for path in own - others if path.lower().endswith(".shp")}
    return [
        file.uri
        for file in folder.files
        if file.uri not in others and (file.uri in own or file.uri.split(".", 1)[0] in stems)
    ]


def _stated(task: WithdrawalTask, descriptor: dict[str, Any], name: str, successor: str | None) -> list[dict[str, str]]:
    """Return what is said: once for its name, and once for each that it had before."""
    item = next(item for item in descriptor["resources"] if isinstance(item, dict) and item.get("name") == name)
    former = item.get("aliases")
    names = [name, *(each for each in (former if isinstance(former, list) else []) if isinstance(each, str))]
    said = {"date": task.date.isoformat(), "reason": task.reason}
    said |= {"reason@en": task.reason_en} if task.reason_en is not None else {}
    said |= {"successor": str(successor)} if successor is not None else {}
    return [{"name": str(each), **said} for each in names]


def _lines(stated: dict[str, str]) -> list[str]:
    told = [f"{key}: {value if key == 'date' else scalar(value)}" for key, value in stated.items()]
    return [f"{'- ' if number == 0 else '  '}{line}" for number, line in enumerate(told)]


def _write(task: WithdrawalTask, uri: str, before: bytes, after: bytes) -> None:
    try:
        replace_file(task.root / uri, before, after)
    except FileBusyError as error:
        raise _broken(task, uri) from error
    except OSError as error:
        raise WithdrawalRefused(plain_texts(task.lang, "usage")["not_writable"].format(path=uri)) from error


def _done(task: WithdrawalTask, folder: DatasetFolder, files: list[str], lines: list[str]) -> WithdrawalDone:
    uris = tuple(f"{folder.uri}/{name}" for name in files)
    told = ("withdrawnResources:", *(f"  {line}" for line in lines))
    if task.keeps_files or task.is_tried:
        removed, kept = ((), uris) if task.keeps_files else (uris, ())
        return WithdrawalDone(folder.descriptor_uri, told, removed, kept)
    left = {f"{folder.uri}/{name}" for name in remove_files(task.root / folder.uri, files)}
    gone = tuple(uri for uri in uris if uri not in left)
    return WithdrawalDone(folder.descriptor_uri, told, gone, (), tuple(sorted(left)))


def _broken(task: WithdrawalTask, uri: str) -> WithdrawalRefused:
    return WithdrawalRefused(withdrawal_texts(task.lang)["descriptor_broken"].format(path=uri))
