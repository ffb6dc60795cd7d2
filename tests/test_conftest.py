"""The guards of the test run itself."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ENVIRONMENT, NetworkUsed

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.org", 80)])
def test_other_machines_are_out_of_reach(address: tuple[str, int]) -> None:
    with socket.socket() as connection, pytest.raises(NetworkUsed):
        connection.connect(address)
    with pytest.raises(NetworkUsed):
        socket.create_connection(address)


def test_this_machine_is_within_reach() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as connection:
        assert connection.getpeername() == server.getsockname()


def test_the_environment_is_the_same_everywhere() -> None:
    assert {name: os.environ[name] for name in ENVIRONMENT} == ENVIRONMENT


@pytest.mark.browser
def test_the_browser_opens_a_page(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<title>架空市</title>")
    assert page.title() == "架空市"
    page.close()
