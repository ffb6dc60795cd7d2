"""The job that may write believes nothing that the other one hands it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.github import scripts as _scripts  # noqa: F401

import proposals  # isort: skip

DATA = b"a\n1\n"


def answer(**changes: Any) -> dict[str, Any]:
    value: dict[str, Any] = {
        "version": 1,
        "state": "done",
        "dataset": "machi/parks",
        "title": "公園",
        "done": [{"ja": "した", "en": "done"}],
        "problems": [],
        "questions": [],
        "counts": {"errors": 0, "warnings": 0, "notices": 0},
        "findings": [],
    }
    return value | changes


def put(folder: Path, paths: list[str], **changes: Any) -> Path:
    (folder / "files").mkdir(parents=True)
    for number in range(len(paths)):
        (folder / "files" / f"{number:04}").write_bytes(DATA)
    digest = hashlib.sha256(DATA).hexdigest()
    files = [{"path": path, "size": len(DATA), "sha256": digest} for path in paths]
    value = {"version": 1, "issue": 12, "kind": "new-dataset", "answer": answer(), "troubles": [], "deleted": []}
    (folder / "proposal.json").write_text(json.dumps(value | {"files": files} | changes), "utf-8")
    return folder


def test_what_the_first_job_makes_is_taken(tmp_path: Path) -> None:
    folder = put(tmp_path / "p", ["datasets/machi/parks/parks.csv", "datasets/machi/parks/sub/公園 (1).csv"])
    proposal = proposals.read_proposal(folder, 12, "new-dataset")
    assert list(proposal.files) == ["datasets/machi/parks/parks.csv", "datasets/machi/parks/sub/公園 (1).csv"]


@pytest.mark.parametrize(
    "path",
    [
        ".github/workflows/x.yml",
        "datasets/catalog.yaml",
        "datasets/machi/municipality.yaml",
        "datasets/machi/other/x.csv",
        "datasets/machi/parks/../other/x.csv",
        "datasets/machi/parks/..",
        "datasets/machi/parks/.gitattributes",
        "datasets/machi/parks/a\nb.csv",
        "datasets/machi/parks/a\u202eb.csv",
        "datasets/machi/parks/a\\b.csv",
        "datasets/machi/parks//x.csv",
        "datasets/machi/parks/",
        "/etc/hosts",
        "datasets/machi/parks/" + "a" * 300,
    ],
)
def test_nothing_is_written_outside_of_the_dataset(tmp_path: Path, path: str) -> None:
    with pytest.raises(proposals.BadProposal):
        proposals.read_proposal(put(tmp_path / "p", [path]), 12, "new-dataset")


@pytest.mark.parametrize(
    ("kind", "deleted", "is_fine"),
    [
        ("rename", ["datasets/machi/old/a.csv", "datasets/machi/old/b.csv"], True),
        ("rename", ["datasets/machi/old/a.csv", "datasets/machi/other/b.csv"], False),
        ("rename", ["datasets/elsewhere/old/a.csv"], False),
        ("new-edition", ["datasets/machi/parks/old.csv"], True),
        ("new-edition", ["datasets/machi/old/a.csv"], False),
        ("new-edition", ["README.md"], False),
    ],
)
def test_nothing_else_is_deleted(tmp_path: Path, kind: str, deleted: list[str], is_fine: bool) -> None:
    folder = put(tmp_path / "p", ["datasets/machi/parks/a.csv"], kind=kind, deleted=deleted)
    if is_fine:
        assert proposals.read_proposal(folder, 12, kind).deleted == tuple(deleted)
    else:
        with pytest.raises(proposals.BadProposal):
            proposals.read_proposal(folder, 12, kind)


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 2},
        {"issue": 13},
        {"kind": "rename"},
        {"answer": None},
        {"answer": answer(state="maybe")},
        {"answer": answer(dataset="../machi/parks")},
        {"answer": answer(dataset=None)},
        {"answer": answer(state="refused")},  # and yet with files
        {"deleted": [1]},
        {"deleted": ["datasets/machi/parks/x"] * 201},
        {"files": [{"path": "datasets/machi/parks/a.csv", "size": 4, "sha256": "0" * 64}]},
        {"files": [{"path": "datasets/machi/parks/a.csv", "size": 5, "sha256": hashlib.sha256(DATA).hexdigest()}]},
        {"files": ["datasets/machi/parks/a.csv"]},
    ],
)
def test_what_is_odd_is_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    folder = put(tmp_path / "p", ["datasets/machi/parks/a.csv"], **changes)
    with pytest.raises(proposals.BadProposal):
        proposals.read_proposal(folder, 12, "new-dataset")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / "proposal.json").unlink(),
        lambda folder: (folder / "proposal.json").write_text("{"),
        lambda folder: (folder / "proposal.json").write_text("[" * 100_000),
        lambda folder: (folder / "proposal.json").write_text(" " * (proposals.MAX_JSON_BYTES + 1)),
        lambda folder: (folder / "files/0000").unlink(),
        lambda folder: ((folder / "files/0000").unlink(), (folder / "files/0000").symlink_to("/etc/hosts")),
        lambda folder: ((folder / "proposal.json").unlink(), (folder / "proposal.json").symlink_to("/etc/hosts")),
    ],
)
def test_what_is_missing_or_linked_is_refused(tmp_path: Path, spoil: Callable[[Path], Any]) -> None:
    folder = put(tmp_path / "p", ["datasets/machi/parks/a.csv"])
    spoil(folder)
    with pytest.raises(proposals.BadProposal):
        proposals.read_proposal(folder, 12, "new-dataset")


def test_texts_of_any_shape_do_no_harm(tmp_path: Path) -> None:
    odd = answer(
        done="x", problems=[1, {"ja": 5}], questions=[{"place": []}], findings=[{"severity": "@x"}], counts=[1]
    )
    folder = put(tmp_path / "p", ["datasets/machi/parks/a.csv"], answer=odd, troubles={"a": 1})
    proposal = proposals.read_proposal(folder, 12, "new-dataset")
    assert (proposal.done, proposal.counts, proposal.troubles) == ((), (0, 0, 0), ())
    assert [finding.severity for finding in proposal.findings] == ["notice"]
