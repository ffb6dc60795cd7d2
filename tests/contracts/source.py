"""The project's own files as the contracts read them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT_PATH = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Module:
    """A parsed module of the package.

    Attributes:
        name: Dotted: ``catalog.load.tables``; of a package without ``.__init__``.
        room: Second part of the name: ``load``; ``""`` for the package itself.
    """

    name: str
    path: Path
    tree: ast.Module
    is_package: bool

    @property
    def room(self) -> str:
        return [*self.name.split("."), ""][1]

    def imports(self) -> Iterator[str]:
        """Yield the dotted name of everything that is imported anywhere in the module, also for types alone."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = self._absolute(node)
                yield from (f"{base}.{alias.name}" for alias in node.names)

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = self.name.split(".")
        parents = parts[: len(parts) - node.level + self.is_package]
        return ".".join([*parents, *([node.module] if node.module else [])])


@cache
def modules(package: str = "catalog") -> tuple[Module, ...]:
    """Return every module of *package* by name."""
    found = []
    for path in sorted((ROOT_PATH / package).rglob("*.py")):
        if "node_modules" in path.parts:
            continue
        parts = path.relative_to(ROOT_PATH).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        found.append(Module(name, path, ast.parse(path.read_text("utf-8")), is_package))
    return tuple(found)


@cache
def tracked_paths() -> tuple[Path, ...]:
    """Return the files that are, or are about to be, in git; empty outside a checkout."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        result = subprocess.run(command, cwd=ROOT_PATH, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ()
    paths = (ROOT_PATH / name.decode() for name in result.stdout.split(b"\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))
