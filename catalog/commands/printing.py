"""The site is printed by MkDocs, started as a program of its own: another printer can take its place."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from catalog.i18n import cli_texts
from catalog.model.text import Lang
from catalog.pipeline.options import BuildOptions, CatalogUnusable
from catalog.pipeline.outcome import Outcome, read_outcome


def print_site(
    root: Path, site_dir: Path | None, options: BuildOptions, lang: Lang, *, is_strict: bool = False
) -> tuple[int, Outcome | None]:
    """Build the site of the catalog in *root*; return the printer's exit code, and what the build came to.

    Raises:
        CatalogUnusable: There is no ``mkdocs.yml``.
        KeyboardInterrupt: The build was stopped with everything that it has started; the last good site stays.
    """
    if not (root / "mkdocs.yml").is_file():
        raise CatalogUnusable(cli_texts(lang)["no_mkdocs_yml"].format(folder=root))
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(root / "mkdocs.yml")]
    command += ["--strict"] if is_strict else []
    command += ["--site-dir", str(site_dir.absolute())] if site_dir else []
    with tempfile.TemporaryDirectory() as folder:
        outcome = Path(folder) / "outcome.json"
        settings = replace(options, outcome=outcome).to_environment()
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "CATALOG_LANG": lang, **settings}
        return _run(command, environment, root), read_outcome(outcome)


def _run(command: list[str], environment: dict[str, str], root: Path) -> int:
    # In a group of its own: a key that stops us must not make MkDocs and its helpers speak up one by one.
    process = subprocess.Popen(command, env=environment, cwd=root, start_new_session=True)
    try:
        return process.wait()
    except BaseException:
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGTERM)
            else:
                process.terminate()
        process.wait()
        raise
