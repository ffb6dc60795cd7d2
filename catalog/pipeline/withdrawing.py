"""The end of a dataset's publication: its descriptor says why, its files go, its addresses stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from catalog.check.words import nearest
from catalog.convert.descriptor_withdrawal import withdraw_in_descriptor
from catalog.findings import visible
from catalog.i18n import plain_texts, withdrawal_texts
from catalog.load.decoding import UTF8_BOM
from catalog.load.files import read_bytes
from catalog.load.folders import DATASET_FILE, ROOT_NAME, DatasetFolder, read_catalog_folders, read_dataset_folder
from catalog.load.history import HistoryUnusable, read_unsaved_uris
from catalog.load.marked_yaml import MAX_BYTES, read_marked_yaml
from catalog.model.ids import DatasetId
from catalog.model.text import Lang
from catalog.pipeline.missing import no_dataset
from catalog.pipeline.options import CatalogUnusable
from catalog.report.draft import scalar
from catalog.store.files import FileBusyError, replace_file
from catalog.store.removed_files import remove_files


class WithdrawalRefused(CatalogUnusable):
    """Nothing was done; ``files`` are those that stand in the way, if it is files that do."""

    def __init__(self, message: str, files: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.files = files


@dataclass(frozen=True, slots=True)
class WithdrawalTask:
    """What is to be withdrawn, and what is to be said of it.

    Attributes:
        reason: In Japanese, on one line.
        reason_en: In English, on one line, or ``None``.
        successor: The dataset to use instead.
        keeps_files: The files of data stay in the repository.
        is_tried: Nothing is written; the answer is what would be.
    """

    root: Path
    id: DatasetId
    date: date
    reason: str
    reason_en: str | None
    successor: DatasetId | None
    lang: Lang
    keeps_files: bool = False
    is_tried: bool = False


@dataclass(frozen=True, slots=True)
class WithdrawalDone:
    """What was done, or would be.

    Attributes:
        path: The descriptor.
        lines: What it says now.
        removed, kept: Files of data, '/'-relative to the catalog's folder.
        left: Those that should have gone and couldn't.
    """

    path: str
    lines: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    left: tuple[str, ...] = ()


def withdraw_dataset(task: WithdrawalTask) -> WithdrawalDone:
    """End the publication of a dataset: first its descriptor is written, then its files go.

    Raises:
        WithdrawalRefused: It can't be done for sure, or couldn't be undone; then nothing was changed.
    """
    folder = _folder(task)
    _refuse_successor(task)
    data_files = [file.uri for file in folder.files if not file.uri.lower().startswith("readme")]
    if not task.keeps_files:
        refuse_unsaved(task.root, folder, data_files, task.lang)
    before, after = _withdrawn(task, folder)
    uris = tuple(f"{folder.uri}/{name}" for name in data_files)
    removed, kept = ((), uris) if task.keeps_files else (uris, ())
    lines = tuple(_lines(task))
    if task.is_tried:
        return WithdrawalDone(folder.descriptor_uri, lines, removed, kept)
    try:
        replace_file(task.root / folder.descriptor_uri, before, after)
    except FileBusyError as error:
        raise _broken(task, folder.descriptor_uri) from error
    except OSError as error:
        text = plain_texts(task.lang, "usage")["not_writable"]
        raise WithdrawalRefused(text.format(path=folder.descriptor_uri)) from error
    left = () if task.keeps_files else remove_files(task.root / folder.uri, data_files)
    still = {f"{folder.uri}/{name}" for name in left}
    return WithdrawalDone(
        folder.descriptor_uri, lines, tuple(uri for uri in removed if uri not in still), kept, tuple(sorted(still))
    )


def _folder(task: WithdrawalTask) -> DatasetFolder:
    folder = read_dataset_folder(task.root, task.id)
    if folder is None:
        raise WithdrawalRefused(no_dataset(task.root, task.id, task.lang))
    odd = next((finding.location.path for finding in folder.findings), None)
    if odd is not None:
        raise WithdrawalRefused(withdrawal_texts(task.lang)["link_among"].format(path=visible(odd)))
    return folder


def _refuse_successor(task: WithdrawalTask) -> None:
    """Refuse a dataset to use instead that isn't there, or that is withdrawn itself."""
    if task.successor is None:
        return
    texts = withdrawal_texts(task.lang)
    if task.successor == task.id:
        raise WithdrawalRefused(texts["successor_itself"])
    known = [each.id for body in read_catalog_folders(task.root).municipalities for each in body.datasets]
    if task.successor not in known:
        candidates = nearest(str(task.successor), [str(id) for id in known if id != task.id])
        raise WithdrawalRefused(texts["successor_unknown"].format(value=task.successor, candidates=candidates))
    uri = f"{ROOT_NAME}/{task.successor}/{DATASET_FILE}"
    raw, _ = read_marked_yaml(task.root / uri, uri)
    if raw is not None and raw.value.get("withdrawn") is not None:
        raise WithdrawalRefused(texts["successor_gone"].format(value=task.successor))


def refuse_unsaved(root: Path, folder: DatasetFolder, names: list[str], lang: Lang) -> None:
    """Refuse to remove what couldn't be had back.

    Raises:
        WithdrawalRefused: Git doesn't have all of *names* as they are.
    """
    uris = [f"{folder.uri}/{name}" for name in names]
    if not uris:
        return
    try:
        unsaved = read_unsaved_uris(root, [folder.uri])
    except HistoryUnusable:
        unsaved = frozenset(uris)
    folders = [each for each in unsaved if each.endswith("/")]  # of those, git names no files
    lost = tuple(uri for uri in uris if uri in unsaved or any(uri.startswith(each) for each in folders))
    if lost:
        raise WithdrawalRefused(withdrawal_texts(lang)["not_in_git"], lost)


def _withdrawn(task: WithdrawalTask, folder: DatasetFolder) -> tuple[bytes, bytes]:
    """Return the descriptor as it is and as it will be."""
    uri = folder.descriptor_uri
    data, _ = read_bytes(task.root / uri, uri, MAX_BYTES)
    raw, findings = read_marked_yaml(task.root / uri, uri)
    if raw is not None and raw.value.get("withdrawn") is not None:
        raise WithdrawalRefused(withdrawal_texts(task.lang)["already"].format(id=task.id, path=uri))
    text = None
    if data is not None and raw is not None and not findings:
        text = withdraw_in_descriptor(data.removeprefix(UTF8_BOM).decode(), tuple(_lines(task)), _stated(task))
    if data is None or text is None:
        raise _broken(task, uri)
    return data, (UTF8_BOM if data.startswith(UTF8_BOM) else b"") + text.encode()


def _broken(task: WithdrawalTask, uri: str) -> WithdrawalRefused:
    return WithdrawalRefused(withdrawal_texts(task.lang)["descriptor_broken"].format(path=uri))


def _stated(task: WithdrawalTask) -> dict[str, str]:
    stated = {"date": task.date.isoformat(), "reason": task.reason}
    if task.reason_en is not None:
        stated["reason@en"] = task.reason_en
    if task.successor is not None:
        is_same_body = task.successor.municipality == task.id.municipality
        stated["successor"] = str(task.successor.name if is_same_body else task.successor)
    return stated


def _lines(task: WithdrawalTask) -> list[str]:
    """Return the lines that say it in the descriptor."""
    stated = _stated(task)
    texts = {key: value if key == "date" else scalar(value) for key, value in stated.items()}
    return ["withdrawn:", *(f"  {key}: {text}" for key, text in texts.items())]
