"""The `catalog` command: which commands there are, and how each ends. It does no work of its own.

Exit codes: 0 clean (warnings allowed), 1 errors found in the data, 2 the tool or its configuration failed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from catalog import __version__
from catalog.commands.exit_codes import CLEAN, TOOL_FAILED
from catalog.i18n import plain_texts
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
    "inventory",
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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = str(args[0])
        if name not in COMMANDS and not name.startswith("-"):
            from catalog.commands.usage import asked_lang, no_such_command

            ctx.fail(no_such_command(name, COMMANDS, asked_lang(args)))
        return super().resolve_command(ctx, args)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **kwargs: Any) -> NoReturn:
        """Run a command; whatever goes wrong with the tool itself is told for people, with exit code 2."""
        try:
            code = super().main(args, *rest, **{**kwargs, "standalone_mode": False})
            sys.exit(code if isinstance(code, int) else CLEAN)
        except (click.ClickException, click.Abort) as error:
            click.echo(_told(error, sys.argv[1:] if args is None else args), err=True)
        except Exception as error:
            if os.environ.get("CATALOG_TRACEBACK"):
                raise
            click.echo(f"catalog: {explain(error)}", err=True)
        sys.exit(TOOL_FAILED)


def _told(error: click.ClickException | click.Abort, arguments: Sequence[str]) -> str:
    """Return what went wrong with a call of the command, or that it was stopped."""
    from catalog.commands.usage import asked_lang, render_usage_error

    lang = asked_lang(arguments)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    if isinstance(error, click.Abort):
        return plain_texts(lang, "usage")["stopped"]
    return render_usage_error(error, lang)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="catalog")
def main() -> None:
    """まちのオープンデータカタログを作ります。 / Makes a static open-data catalog."""
