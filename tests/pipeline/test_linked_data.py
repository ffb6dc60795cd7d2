"""Pages of the graph: together they are the whole, and an edit changes the first and its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import rdflib

from catalog.pipeline import linked_data as module
from catalog.pipeline.linked_data import linked_data
from catalog.pipeline.options import BuildOptions
from catalog.pipeline.whole import build_catalog
from tests.publish.dcat.reading import DCAT, read
from tests.site.building import FIXTURE

HYDRA = rdflib.Namespace("http://www.w3.org/ns/hydra/core#")


def pages(root: Path, store: Path) -> dict[str, tuple[str, bytes]]:
    """Return fingerprint and content of every page by its address."""
    build = build_catalog(root, BuildOptions(jobs=1, store=store))
    assert build.site is not None
    return {uri: (fingerprint, content()) for uri, fingerprint, content in linked_data(build, build.site)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A catalog with two datasets that can be published."""
    root = tmp_path / "catalog"
    shutil.copytree(FIXTURE / "datasets", root / "datasets")
    return root


def test_pages_are_the_whole(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pages(root, tmp_path / "store")
    assert set(whole) == {"catalog.ttl", "catalog.jsonld", "catalog.rdf"}
    monkeypatch.setattr(module, "PAGE_SIZE", 1)
    parts = pages(root, tmp_path / "store")
    assert set(parts) == {*whole, "catalog-2.ttl", "catalog-2.jsonld", "catalog-2.rdf"}
    for ending in ("ttl", "jsonld", "rdf"):
        expected = read(whole[f"catalog.{ending}"][1], ending)
        found = [read(parts[f"catalog{number}.{ending}"][1], ending) for number in ("", "-2")]
        datasets = [set(graph.objects(None, DCAT.dataset)) for graph in found]
        assert [len(each) for each in datasets] == [1, 1]
        assert set.union(*datasets) == set(expected.objects(None, DCAT.dataset))
        named = {triple for triple in expected if not any(isinstance(part, rdflib.BNode) for part in triple)}
        assert named <= set(found[0]) | set(found[1])
        [following] = found[0].objects(None, HYDRA.next)
        assert str(following).endswith(f"/catalog-2.{ending}") and list(found[1].objects(None, HYDRA.next)) == []


def test_an_edit_changes_the_first_page_and_its_own(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAGE_SIZE", 1)
    before = pages(root, tmp_path / "store")
    descriptor = root / "datasets/fictitious-city/budget/datapackage.yaml"
    text = descriptor.read_text("utf-8")
    assert "modified: 20" in text
    lines = ["modified: 2026-12-31" if line.startswith("modified:") else line for line in text.splitlines()]
    descriptor.write_text("\n".join(lines) + "\n", "utf-8")
    after = pages(root, tmp_path / "store")
    changed = {uri for uri in before if before[uri] != after[uri]}
    assert changed == {"catalog.ttl", "catalog.jsonld", "catalog.rdf"}  # the budget is on the first page
