"""`catalog serve` as somebody uses it who edits: saves, makes a mistake, mends it, stops."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.site.building import REPOSITORY
from tests.site.conftest import Built

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.site, pytest.mark.browser]

WHERE = "datasets/fictitious-city/offices/datapackage.yaml"
PATIENCE = 120_000
"""Milliseconds: builds take long where much else is done."""


@pytest.fixture
def serving(built_project: Built, tmp_path: Path) -> Iterator[tuple[Path, str, subprocess.Popen[str]]]:
    """A project that is being served, its address, and the program."""
    root = built_project(tmp_path / "project")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "catalog", "serve", "--dev-addr", f"127.0.0.1:{port}", "--lang", "ja"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield root, f"http://127.0.0.1:{port}/machi/", process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def shows(page: Page, text: str) -> None:
    page.get_by_text(text).first.wait_for(timeout=PATIENCE)


def test_an_open_page_follows_the_edits(
    browser: Browser, serving: tuple[Path, str, subprocess.Popen[str]], tmp_path: Path
) -> None:
    root, address, process = serving
    assert process.stdout is not None
    told = ""
    while "をブラウザーで開いてください" not in told:
        told += process.stdout.readline()
    assert address in told
    assert "fictitious-city/broken を除きました" in told and "セル A3" in told

    file = root / WHERE
    text = file.read_text("utf-8")
    with browser.new_context().new_page() as page:
        page.goto(f"{address}ja/datasets/fictitious-city/offices/")
        shows(page, "誤りがあるので、載っていないデータセットがあります")
        shows(page, "broken.csv")
        file.write_text(text.replace("title:", "title", 1), "utf-8")
        shows(page, "ページが見つかりません")
        shows(page, "offices/datapackage.yaml")
        file.write_text(text.replace("架空市の庁舎の位置", "直した題", 1), "utf-8")
        shows(page, "直した題")
        site = root / "datasets/catalog.yaml"
        stated = site.read_text("utf-8")
        site.write_text("title: [\n", "utf-8")
        shows(page, "サイトを作れませんでした。これは前のサイトです")
        shows(page, "直した題")
        site.write_text(stated, "utf-8")
        page.get_by_text("これは前のサイトです").wait_for(state="detached", timeout=PATIENCE)

    process.send_signal(signal.SIGINT)
    rest = process.stdout.read()
    assert process.wait(60) == 0
    assert "終わりました。" in rest and "Traceback" not in rest
