"""The guide for operators is true: its programs run, its file for GitLab is valid, it names what is there."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from catalog.model.text import LANGS
from catalog.pipeline.options import BuildOptions
from catalog.pipeline.whole import check_catalog
from tests.contracts.source import ROOT_PATH
from tests.github import scripts as _scripts  # noqa: F401

import remind  # isort: skip

BASE_PATH = ROOT_PATH / "tests/golden/check/_base"
FILE = re.compile(r"^`([^`\n]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PARKS = "番号,名称\n1,みほん公園\n".encode("cp932")


def page(lang: str) -> str:
    return (ROOT_PATH / "docs" / lang / "guides/operator.md").read_text("utf-8")


def files(lang: str) -> dict[str, str]:
    return dict(FILE.findall(page(lang)))


def test_the_files_are_the_same_in_both_languages() -> None:
    assert list(files("ja")) == ["bodies.py", ".gitlab-ci.yml", "ckan.py", "links.py", "take.py"]
    assert files("ja") == files("en")


@pytest.mark.parametrize("lang", LANGS)
def test_every_workflow_and_every_label_is_explained(lang: str) -> None:
    section = page(lang).partition("{#workflows}")[2].partition("\n## ")[0]
    workflows = {path.stem for path in (ROOT_PATH / ".github/workflows").glob("*.yml")}
    assert workflows <= set(re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE))
    labels = page(lang).partition("{#labels}")[2].partition("\n## ")[0]
    assert [name for name, _, _ in remind.LABELS if f"`{name}`" not in labels] == []


def test_the_file_for_gitlab_is_valid() -> None:
    file = distribution("check-jsonschema").locate_file("check_jsonschema/builtin_schemas/vendor/gitlab-ci.json")
    schema = json.loads(Path(str(file)).read_text("utf-8"))
    held = jsonschema.validators.validator_for(schema)(schema)
    assert [error.message for error in held.iter_errors(yaml.safe_load(files("ja")[".gitlab-ci.yml"]))] == []


@pytest.fixture
def web() -> Iterator[str]:
    """A CKAN and a page of links on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *arguments: Any) -> None:
            pass

        def do_GET(self) -> None:
            base = f"http://{self.headers['Host']}"
            resources = [
                {"url": f"{base}/files/公園.csv".replace("公園", "koen"), "format": "csv"},
                {"url": f"{base}/page.html", "format": "HTML"},
                {"url": f"{base}/gone.csv", "format": "CSV"},
                {"url": f"{base}/x", "format": None},
            ]
            packages = [
                {
                    "name": "koen_ichiran",
                    "title": "公園一覧",
                    "notes": "公園の一覧です。",
                    "license_id": "cc-by",
                    "resources": resources,
                },
                {"name": "only-a-page", "title": "x", "resources": resources[1:]},
                {
                    "name": "hiroba",
                    "title": "広場一覧",
                    "resources": [{"url": f"{base}/files/広場 1.csv", "format": "CSV"}],
                },
            ]
            links = '<a class="x" href="files/koen.csv">公園<b>一覧</b></a> <a href="about.html">x</a>'
            links += '<A HREF="/b.ZIP">b</A> '
            links += '<a href="/広場.csv?a=1&amp;b=.csv">広場&amp;公園</a> <a href="/gone.csv">x</a>'
            answers = {
                "/api/3/action/package_search": json.dumps({"result": {"results": packages}}).encode(),
                "/opendata/": links.encode(),
            }
            data = answers.get(self.path.partition("?")[0], PARKS)
            self.send_response(404 if self.path == "/gone.csv" else 200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalog with one body, as the folder that one works in."""
    root = tmp_path / "catalog"
    shutil.copytree(BASE_PATH, root)
    monkeypatch.chdir(root)
    monkeypatch.setenv("PYTHONPATH", str(ROOT_PATH))
    return root


def run(name: str, web: str) -> str:
    text = files("ja")[name]
    for address in ("https://ckan.example.jp", "https://www.city.example.jp"):
        text = text.replace(address, web)
    text = text.replace('"morioka-city"', '"machi"')
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    return done.stdout


def descriptor(root: Path, name: str) -> dict[str, Any]:
    file = root / "datasets/machi" / name / "datapackage.yaml"
    value: dict[str, Any] = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)
    return value


def test_moving_in_from_ckan(root: Path, web: str) -> None:
    said = run("ckan.py", web)
    moved = descriptor(root, "koen-ichiran")
    assert (moved["title"], moved["description"]) == ("公園一覧", "公園の一覧です。")
    assert moved["licenses"] == [{"name": "CC-BY-4.0"}]
    assert [resource["path"] for resource in moved["resources"]] == ["koen.csv"]
    assert moved["resources"][0]["encoding"] == "cp932"
    assert "only-a-page: no file" in said
    assert "HTTP Error 404" in said  # A dead link doesn't end the move.
    assert descriptor(root, "hiroba")["title"] == "広場一覧"  # An address in Japanese can be fetched.


def test_moving_in_from_a_page_of_links(root: Path, web: str) -> None:
    run("links.py", web)
    text = (root / "links.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [(row["title"], row["address"]) for row in rows] == [
        ("公園一覧", f"{web}/opendata/files/koen.csv"),
        ("b", f"{web}/b.ZIP"),
        ("広場&公園", f"{web}/広場.csv?a=1&b=.csv"),
        ("x", f"{web}/gone.csv"),
    ]
    text = text.replace("\n,公園", "\nparks,公園").replace("\n,x", "\ngone,x")
    (root / "links.csv").write_text(text, "utf-8-sig")
    said = run("take.py", web)
    assert "HTTP Error 404" in said
    assert "gone: no file" in said
    assert descriptor(root, "parks")["title"] == "公園一覧"
    assert [path.name for path in (root / "datasets/machi").iterdir() if path.is_dir()] == ["parks"]


def test_many_bodies_at_once(root: Path) -> None:
    said = run("bodies.py", "")
    assert said == ""
    made = sorted(path.parent.name for path in root.glob("datasets/*/municipality.yaml"))
    assert {"fuchu-town", "hiroshima-pref", "kure-city"} <= set(made)
    findings = [
        f
        for f in check_catalog(root, BuildOptions(), lambda _: True).findings
        if "datasets/machi" not in f.location.path
    ]
    assert [(finding.code, finding.location.path) for finding in findings] == []
    assert "is there already" in run("bodies.py", "")
