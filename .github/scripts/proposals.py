"""What a job that opened files from outside hands to the one that may write: read as if an enemy had made it."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MAX_JSON_BYTES = 3_000_000
MAX_FILES = 200
MAX_FILE_BYTES = 60_000_000
MAX_ALL_BYTES = 200_000_000
MAX_ITEMS = 200

_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_PLACE = re.compile(rf"datasets/({_SLUG}/{_SLUG})/(.+)", re.DOTALL)
_DATASET = re.compile(rf"{_SLUG}/{_SLUG}")
_STATES = ("done", "incomplete", "refused")


class BadProposal(Exception):
    """It isn't what the first job makes."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages, not yet escaped."""

    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A question or a finding: where, and what.

    Attributes:
        file: That a finding is about.
        kind: The same for findings of one kind, which have the same *hint*.
        count: How many of the kind there are, those that aren't told included.
    """

    place: Words
    text: Words
    severity: str = ""
    file: str = ""
    kind: str = ""
    hint: Words = field(default_factory=lambda: Words("", ""))
    count: int = 1


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change of the catalog, proven to stay within one dataset (and the folder that it had before).

    Attributes:
        files: Contents by path, '/'-relative to the repository.
        deleted: Paths.
        counts: Of errors, warnings and notices.
        troubles: Names of attachments that couldn't be had, with the reasons.
    """

    kind: str
    state: str
    dataset: str
    title: str
    files: Mapping[str, Path]
    deleted: tuple[str, ...]
    done: tuple[Words, ...]
    problems: tuple[Words, ...]
    questions: tuple[Remark, ...]
    findings: tuple[Remark, ...]
    counts: tuple[int, int, int]
    troubles: tuple[tuple[str, str], ...]


def read_proposal(folder: Path, issue: int, kind: str) -> Proposal:
    """Return the proposal in *folder* for the form *kind* of *issue*.

    Raises:
        BadProposal: Anything about it is out of bounds.
    """
    value = _json(folder / "proposal.json")
    if value.get("version") != 1 or value.get("issue") != issue or value.get("kind") != kind:
        raise BadProposal("not for this issue")
    answer = value.get("answer")
    if not isinstance(answer, dict) or answer.get("version") != 1 or answer.get("state") not in _STATES:
        raise BadProposal("no answer")
    dataset = answer.get("dataset") or ""
    if not isinstance(dataset, str) or (dataset and _DATASET.fullmatch(dataset) is None):
        raise BadProposal("no dataset")
    files, deleted = _files(value, folder), tuple(_paths(value.get("deleted")))
    if answer["state"] == "done":
        _check_places([*files, *deleted], list(files), dataset, kind)
    elif files or deleted:
        raise BadProposal("changes without success")
    return Proposal(
        kind=kind,
        state=answer["state"],
        dataset=dataset,
        title=_text(answer.get("title") or dataset),
        files=files,
        deleted=deleted,
        done=tuple(_words(item) for item in _list(answer.get("done"))),
        problems=tuple(_words(item) for item in _list(answer.get("problems"))),
        questions=tuple(_question(item) for item in _list(answer.get("questions"))),
        findings=tuple(_finding(item) for item in _list(answer.get("findings"))),
        counts=_counts(answer.get("counts")),
        troubles=tuple((_text(item.get("name")), _text(item.get("reason"))) for item in _list(value.get("troubles"))),
    )


def _json(file: Path) -> dict[str, Any]:
    if file.is_symlink() or not file.is_file() or file.stat().st_size > MAX_JSON_BYTES:
        raise BadProposal("no proposal.json")
    try:
        value = json.loads(file.read_text("utf-8"))
    except (ValueError, RecursionError):
        raise BadProposal("no JSON") from None
    if not isinstance(value, dict):
        raise BadProposal("no object")
    return value


def _list(value: Any) -> list[dict[str, Any]]:
    items = value if isinstance(value, list) else []
    return [item for item in items[:MAX_ITEMS] if isinstance(item, dict)]


def _text(value: Any) -> str:
    return value[:2_000] if isinstance(value, str) else ""


def _words(value: Any) -> Words:
    value = value if isinstance(value, dict) else {}
    return Words(_text(value.get("ja")), _text(value.get("en")))


def _question(item: dict[str, Any]) -> Remark:
    place = _text(item.get("place"))
    return Remark(Words(place, place), _words(item))


def _finding(item: dict[str, Any]) -> Remark:
    severity, count = item.get("severity"), item.get("count")
    return Remark(
        _words(item.get("place")),
        _words(item.get("message")),
        severity if severity in ("error", "warning", "notice") else "notice",
        _text(item.get("path")),
        _text(item.get("code")),
        _words(item.get("hint")),
        count if isinstance(count, int) and 0 < count < 10**9 else 1,
    )


def _counts(value: Any) -> tuple[int, int, int]:
    value = value if isinstance(value, dict) else {}
    found = [value.get(key) for key in ("errors", "warnings", "notices")]
    errors, warnings, notices = (count if isinstance(count, int) and 0 <= count < 10**9 else 0 for count in found)
    return errors, warnings, notices


def _paths(value: Any) -> Iterator[str]:
    items = value if isinstance(value, list) else []
    if len(items) > MAX_FILES:
        raise BadProposal("too many files")
    for path in items:
        if not isinstance(path, str):
            raise BadProposal("no path")
        yield path


def _files(value: dict[str, Any], folder: Path) -> dict[str, Path]:
    """Return the files by path; each is what its entry says, byte by byte."""
    stated = value.get("files")
    items = stated if isinstance(stated, list) else []
    if len(items) > MAX_FILES:
        raise BadProposal("too many files")
    left, found = MAX_ALL_BYTES, {}
    for number, item in enumerate(items):
        file = folder / "files" / f"{number:04}"
        path = item.get("path") if isinstance(item, dict) else None
        if not isinstance(path, str) or path in found or file.is_symlink() or not file.is_file():
            raise BadProposal("no file")
        size = file.stat().st_size
        left -= size
        if size != item.get("size") or size > MAX_FILE_BYTES or left < 0:
            raise BadProposal("wrong size")
        if hashlib.sha256(file.read_bytes()).hexdigest() != item.get("sha256"):
            raise BadProposal("wrong content")
        found[path] = file
    return found


def _check_places(paths: list[str], written: list[str], dataset: str, kind: str) -> None:
    """Refuse whatever leaves the dataset's folder, or could be anything but data there."""
    if not dataset:
        raise BadProposal("no dataset")
    folders = {_folder(path) for path in paths}
    if any(_folder(path) != dataset for path in written):
        raise BadProposal("written elsewhere")
    others = folders - {dataset}
    if len(others) > (1 if kind == "rename" else 0) or any(
        other.split("/")[0] != dataset.split("/")[0] for other in others
    ):
        raise BadProposal("deleted elsewhere")


def _folder(path: str) -> str:
    match = _PLACE.fullmatch(path)
    if match is None or len(path) > 300:
        raise BadProposal("a place outside of datasets")
    for part in match[2].split("/"):
        is_plain = all(unicodedata.category(char)[0] != "C" for char in part)
        if not part or part in (".", "..") or part.startswith(".") or "\\" in part or not is_plain:
            raise BadProposal("a name that isn't plain")
    return match[1]
