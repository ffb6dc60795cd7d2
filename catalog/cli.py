"""The `catalog` command: which commands there are, and how each ends. It does no work of its own.

Exit codes: 0 clean (warnings allowed), 1 errors found in the data, 2 the tool or its configuration failed.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from catalog import __version__
from catalog.commands.exit_codes import TOOL_FAILED
from catalog.pipeline.options import explain

COMMANDS = (
    "adopt",
    "build",
    "check",
    "diff",
    "fix",
    "fmt",
    "from-form",
    "inspect",
    "new",
    "owners",
    "preview",
    "remind",
    "rename",
    "review",
    "serve",
    "withdraw",
)
"""Each has a module of its own in `catalog.commands`."""


class _Commands(click.Group):
    """Reads the module of a command when it is asked for: all of them together take longer than many a command."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        function = cmd_name.replace("-", "_")
        command: click.Command = getattr(import_module(f"catalog.commands.{function}"), function)
        return command

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run a command; whatever goes wrong with the tool itself is one line and exit code 2."""
        try:
            super().main(*args, **kwargs)
        except Exception as error:
            if os.environ.get("CATALOG_TRACEBACK"):
                raise
            click.echo(f"catalog: {explain(error)}", err=True)
        sys.exit(TOOL_FAILED)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="catalog")
def main() -> None:
    """まちのオープンデータカタログを作ります。 / Makes a static open-data catalog."""
