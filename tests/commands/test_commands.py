"""The commands that there are, and what it costs to ask for one."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from importlib import import_module

import click
import pytest
from click.testing import CliRunner

import catalog.commands
from catalog.cli import COMMANDS, main


def test_every_module_with_a_command_is_one() -> None:
    modules = {module.name for module in pkgutil.iter_modules(catalog.commands.__path__)}
    found = {
        name
        for name in modules
        if isinstance(getattr(import_module(f"catalog.commands.{name}"), name, None), click.Command)
    }
    assert {name.replace("-", "_") for name in COMMANDS} == found


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_tells_what_it_is_for(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert f"catalog {name}" in result.output.replace("main", "catalog")
    assert " / " in result.output


def test_unknown_commands_are_told() -> None:
    result = CliRunner().invoke(main, ["chekc"])
    assert result.exit_code == 2
    assert "chekc" in result.output


def test_a_build_starts_nothing_that_the_printer_does() -> None:
    told = "import sys, catalog.cli, catalog.commands.build; print(*sys.modules, sep='\\n')"
    result = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    heavy = ("polars", "frictionless", "catalog.check", "catalog.load", "catalog.report")
    assert [name for name in result.stdout.split() if name.startswith(heavy)] == []
