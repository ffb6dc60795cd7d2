"""The bundle of styles and scripts: what is missing of it is said, never a traceback."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from catalog.pipeline import printer
from catalog.pipeline.options import BuildOptions, CatalogUnusable
from catalog.render.assets import BundleMissingError, read_bundle

NAMES = {"css": "a.css", "js": "a.js", "notFoundScript": "n.js", "serviceWorker": "sw.js", "offlineScript": "o.js"}


def make_bundle(folder: Path) -> Path:
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps(NAMES), "utf-8")
    for name in NAMES.values():
        (folder / name).write_bytes(name.encode())
    return folder


def test_a_bundle_is_read(tmp_path: Path) -> None:
    found = read_bundle(make_bundle(tmp_path / "dist"))
    assert (found.stylesheet_uri, found.service_worker) == ("assets/a.css", b"sw.js")
    assert set(found.contents) == {"assets/a.css", "assets/a.js", "assets/n.js"}


@pytest.mark.parametrize("kind", [*NAMES, "manifest"])
def test_a_bundle_that_is_not_whole_is_said_to_be_missing(tmp_path: Path, kind: str) -> None:
    folder = make_bundle(tmp_path / "dist")
    (folder / NAMES.get(kind, "manifest.json")).unlink()
    with pytest.raises(BundleMissingError):
        read_bundle(folder)


@pytest.mark.parametrize("text", ["", "[]", "{", "{}", '{"css": 1}', json.dumps({**NAMES, "js": None})])
def test_a_bundle_of_another_version_is_said_to_be_missing(tmp_path: Path, text: str) -> None:
    folder = make_bundle(tmp_path / "dist")
    (folder / "manifest.json").write_text(text, "utf-8")
    with pytest.raises(BundleMissingError):
        read_bundle(folder)


@pytest.mark.parametrize("kind", sorted(NAMES))
def test_an_older_bundle_lacks_a_kind_of_file(tmp_path: Path, kind: str) -> None:
    folder = make_bundle(tmp_path / "dist")
    (folder / "manifest.json").write_text(json.dumps({key: NAMES[key] for key in NAMES if key != kind}), "utf-8")
    with pytest.raises(BundleMissingError):
        read_bundle(folder)


def test_a_build_without_a_bundle_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing() -> None:
        raise BundleMissingError

    monkeypatch.setattr(printer, "bundle", nothing)
    monkeypatch.setattr(printer, "build_catalog", lambda *_: SimpleNamespace(site=object()))
    with pytest.raises(CatalogUnusable, match="make site"):
        printer.prepare_site(tmp_path, tmp_path / "site", BuildOptions())
