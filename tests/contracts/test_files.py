"""Only ``load`` reads files and only ``store`` writes them; what is between are values, the same at any time."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable

from tests.contracts.source import Module, modules

READS = {"read_text", "read_bytes", "iterdir", "rglob", "scandir", "listdir", "walk", "stat", "is_file", "is_dir"}
WRITES = {"write_text", "write_bytes", "mkdir", "makedirs", "unlink", "rmdir", "rmtree", "touch", "symlink_to", "utime"}
CLOCKS = {"now", "utcnow", "today", "time_ns", "uuid1", "uuid4", "getrandom", "urandom"}
IO_MODULES = {"shutil", "tempfile", "subprocess", "socket", "urllib.request", "http", "requests", "glob"}
CLOCK_MODULES = {"random", "secrets", "time"}

# Modules outside the two rooms that touch files, each with the reason. One that imports importlib.resources may read:
# it reads data of the package.
READERS = {
    "catalog.commands": "looks whether the folders named on the command line are there",
    "catalog.pipeline.outcome": "reads the outcome that a started `mkdocs build` left for it",
    "catalog.publish.zip_stream": "opens entries of an archive that is made in memory, piece by piece",
}
WRITERS: dict[str, str] = {}
STARTERS = {
    "catalog.commands.printing": "starts mkdocs",
    "catalog.commands.preview_server": "answers the browser on this computer",
    "catalog.commands.serve": "looks whether the address is free",
}
TIMERS = {
    "catalog.pipeline.options": "takes the one day that suppressions are held to, or SOURCE_DATE_EPOCH",
}


def called_methods(module: Module) -> set[str]:
    """Return the names of all methods that are called, and ``open`` where the function is."""
    called = [node.func for node in ast.walk(module.tree) if isinstance(node, ast.Call)]
    functions = {function.id for function in called if isinstance(function, ast.Name)}
    return (functions & {"open"}) | {function.attr for function in called if isinstance(function, ast.Attribute)}


def imported_modules(module: Module) -> set[str]:
    """Return every imported name with all of its beginnings: ``urllib.request.urlopen``, ``urllib.request``, …"""
    split = (name.split(".") for name in module.imports())
    return {".".join(parts[:count]) for parts in split for count in range(1, len(parts) + 1)}


def reads_package_data(module: Module) -> bool:
    """Return whether *module* takes its files from the package."""
    return any(name.startswith("importlib.resources") for name in module.imports())


def is_named(module: Module, names: dict[str, str]) -> bool:
    """Return whether *module*, or the package that it is in, is one of *names*."""
    return any(module.name == name or module.name.startswith(f"{name}.") for name in names)


def outside(*rooms: str) -> list[Module]:
    """Return the modules that are in none of *rooms*."""
    return [module for module in modules() if module.room not in rooms]


def uses(found: Iterable[Module], allowed: dict[str, str], names: Callable[[Module], set[str]]) -> dict[str, set[str]]:
    """Return the forbidden names that modules use, by module, without those of *allowed*."""
    return {module.name: names(module) for module in found if not is_named(module, allowed) and names(module)}


def test_only_load_reads_files() -> None:
    found = [module for module in outside("load", "store") if not reads_package_data(module)]
    assert uses(found, READERS, lambda module: {"open", *READS} & called_methods(module)) == {}


def test_only_store_writes_files() -> None:
    assert uses(outside("store"), WRITERS, lambda module: WRITES & called_methods(module)) == {}


def test_only_the_two_ends_import_input_and_output() -> None:
    found = outside("load", "store")
    assert uses(found, STARTERS, lambda module: IO_MODULES & imported_modules(module)) == {}


def test_nothing_depends_on_the_clock_or_on_chance() -> None:
    assert uses(modules(), TIMERS, lambda module: CLOCKS & called_methods(module)) == {}
    assert uses(modules(), TIMERS, lambda module: CLOCK_MODULES & imported_modules(module)) == {}


def test_exceptions_are_still_needed() -> None:
    names = {module.name for module in modules()}
    assert {name for table in (READERS, WRITERS, STARTERS, TIMERS) for name in table} - names == set()
