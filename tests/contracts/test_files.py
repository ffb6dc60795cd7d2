"""Only ``load`` reads files and only ``store`` writes them; what is between are values, the same at any time."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.contracts.source import Module, modules

READS = {"read_text", "read_bytes", "iterdir", "rglob", "scandir", "listdir", "walk", "stat", "is_file", "is_dir", "exists"}
WRITES = {
    "write_text",
    "write_bytes",
    "mkdir",
    "makedirs",
    "unlink",
    "rmdir",
    "rmtree",
    "rename",
    "touch",
    "symlink_to",
    "copyfile",
    "copytree",
    "move",
    "utime",
}
CLOCKS = {"now", "utcnow", "today", "time_ns", "uuid1", "uuid4", "getrandom", "urandom"}
IO_MODULES = {"shutil", "tempfile", "subprocess", "socket", "urllib.request", "http.client", "requests", "fcntl", "glob"}
CLOCK_MODULES = {"random", "secrets", "time"}

# Modules outside the two rooms that touch files, each with the reason. Package data is read through importlib.resources,
# which the test knows by its import.
READERS = {
    "catalog.cli": "looks whether the folders named on the command line are there",
    "catalog.pipeline.results": "reads the outcome that a started `mkdocs build` left for it",
}
WRITERS: dict[str, str] = {}
STARTERS = {"catalog.cli": "starts mkdocs"}
TIMERS = {"catalog.cli": "tells how long a build took"}


def called_names(module: Module) -> Iterator[str]:
    """Yield the last part of the name of everything that is called; ``open`` for both the function and the method."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr


def reads_package_data(module: Module) -> bool:
    """Return whether *module* takes its files from the package."""
    return any(name.startswith("importlib.resources") for name in module.imports())


def is_named(module: Module, names: dict[str, str]) -> bool:
    """Return whether *module*, or the package that it is in, is one of *names*."""
    return any(module.name == name or module.name.startswith(f"{name}.") for name in names)


def outside(*rooms: str) -> list[Module]:
    """Return the modules that are in none of *rooms*."""
    return [module for module in modules() if module.room not in rooms]


@pytest.mark.parametrize("module", outside("load", "store"), ids=lambda module: module.name)
def test_only_load_reads_files(module: Module) -> None:
    if is_named(module, READERS) or reads_package_data(module):
        return
    assert sorted({"open", *READS} & set(called_names(module))) == []


@pytest.mark.parametrize("module", outside("store"), ids=lambda module: module.name)
def test_only_store_writes_files(module: Module) -> None:
    if not is_named(module, WRITERS):
        assert sorted(WRITES & set(called_names(module))) == []


@pytest.mark.parametrize("module", outside("load", "store"), ids=lambda module: module.name)
def test_only_the_two_ends_import_input_and_output(module: Module) -> None:
    if not is_named(module, STARTERS):
        assert sorted(IO_MODULES & set(imported_modules(module))) == []


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_nothing_depends_on_the_clock_or_on_chance(module: Module) -> None:
    if is_named(module, TIMERS):
        return
    assert sorted(CLOCKS & set(called_names(module))) == []
    assert sorted(CLOCK_MODULES & set(imported_modules(module))) == []


def imported_modules(module: Module) -> Iterator[str]:
    """Yield every imported name with all of its beginnings: ``urllib.request.urlopen``, ``urllib.request``, ``urllib``."""
    for name in module.imports():
        parts = name.split(".")
        yield from (".".join(parts[:count]) for count in range(1, len(parts) + 1))


def test_exceptions_are_still_needed() -> None:
    names = {module.name for module in modules()}
    assert {name for table in (READERS, WRITERS, STARTERS, TIMERS) for name in table} - names == set()
