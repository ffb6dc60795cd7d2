from __future__ import annotations

import os
from pathlib import Path

import pytest

from catalog.load import folders
from catalog.load.folders import CatalogFolders, DatasetFolder, read_catalog_folders


def make(root: Path, *uris: str) -> Path:
    for uri in ("datasets/catalog.yaml", "datasets/machi/municipality.yaml", *uris):
        path = root / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x: y\n")
    return root


def codes(found: CatalogFolders) -> list[tuple[str, str]]:
    datasets = [dataset for body in found.municipalities for dataset in body.datasets]
    groups = [found.findings, *(item.findings for item in [*found.municipalities, *datasets])]
    return [(finding.code, finding.location.path) for group in groups for finding in group]


def only_dataset(found: CatalogFolders) -> DatasetFolder:
    [body] = found.municipalities
    [dataset] = body.datasets
    return dataset


BASE = "datasets/machi/facilities/"


def test_files_are_sorted_and_relative_to_the_dataset(tmp_path: Path) -> None:
    found = read_catalog_folders(
        make(tmp_path, *(BASE + name for name in ("datapackage.yaml", "b.csv", "a/c.csv", "B.csv")))
    )
    dataset = only_dataset(found)
    assert [file.uri for file in dataset.files] == ["B.csv", "a/c.csv", "b.csv"]
    assert (dataset.uri, dataset.descriptor_uri) == ("datasets/machi/facilities", BASE + "datapackage.yaml")
    assert (dataset.descriptor.size_bytes, str(dataset.id), codes(found)) == (5, "machi/facilities", [])


def test_what_systems_and_editors_leave_behind_is_left_out(tmp_path: Path) -> None:
    left = ("Thumbs.db", "desktop.ini", ".DS_Store", "~$list.xlsx", ".git/config", "__MACOSX/a.csv")
    found = read_catalog_folders(make(tmp_path, BASE + "datapackage.yaml", *(BASE + name for name in left)))
    assert (only_dataset(found).files, codes(found)) == ((), [])


def test_links_are_named_and_never_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.csv").write_text("x")
    root = make(tmp_path / "root", BASE + "datapackage.yaml")
    for name, target in (("link.csv", outside / "secret.csv"), ("folder", outside), ("loop", root)):
        (root / BASE / name).symlink_to(target)
    (root / "datasets/linked").symlink_to(outside)
    found = read_catalog_folders(root)
    assert only_dataset(found).files == ()
    expected = ["datasets/linked", *(BASE + name for name in ("folder", "link.csv", "loop"))]
    assert codes(found) == [("link-or-special-file", path) for path in expected]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    root = make(tmp_path, BASE + "datapackage.yaml")
    os.mkfifo(root / BASE / "pipe.csv")
    assert codes(read_catalog_folders(root)) == [("link-or-special-file", BASE + "pipe.csv")]


def test_a_name_with_control_characters_is_refused(tmp_path: Path) -> None:
    found = read_catalog_folders(make(tmp_path, BASE + "datapackage.yaml", BASE + "a\x1b[31m.csv"))
    assert (only_dataset(found).files, codes(found)) == ((), [("file-name", BASE + "a\\x1b[31m.csv")])


def test_a_name_with_a_full_width_space_is_a_name(tmp_path: Path) -> None:
    found = read_catalog_folders(make(tmp_path, BASE + "datapackage.yaml", BASE + "施設　一覧.csv"))
    assert ([file.uri for file in only_dataset(found).files], codes(found)) == (["施設　一覧.csv"], [])


def test_a_dataset_has_a_limited_number_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "MAX_FILES", 3)
    found = read_catalog_folders(make(tmp_path, BASE + "datapackage.yaml", *(f"{BASE}{n}.csv" for n in range(9))))
    assert codes(found) == [("too-many-files", "datasets/machi/facilities")]
    assert [file.uri for file in only_dataset(found).files] == ["0.csv", "1.csv"]


def test_folders_are_followed_to_a_limited_depth(tmp_path: Path) -> None:
    deep = BASE + "/".join("abcdefghijklmn") + "/x.csv"
    found = read_catalog_folders(make(tmp_path, BASE + "datapackage.yaml", deep))
    assert [code for code, _ in codes(found)] == ["folder-too-deep"]
    assert only_dataset(found).files == ()
