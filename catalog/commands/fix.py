"""`catalog fix`: the repairs that have one right answer."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from catalog.commands.exit_codes import CLEAN, ERRORS_FOUND, TOOL_FAILED
from catalog.commands.places import concerns, find_root, lang_option, nearest_root, root_option
from catalog.findings import visible
from catalog.i18n import cli_texts
from catalog.model.text import Lang
from catalog.pipeline.options import CatalogUnusable


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="ファイルを書きかえます（既定は見せるだけ）/ Make the repairs.")
@click.option("--all", "is_whole", is_flag=True, help="直すセルをすべて示します / Name every cell.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="出力の形 / Output format.",
)
@lang_option
@root_option
def fix(
    paths: tuple[Path, ...], write: bool, is_whole: bool, output_format: str, lang: Lang, root: Path | None
) -> None:
    """答えが一つに決まるところを直します（PATH はファイルかフォルダー）。 / Repairs what has one right answer."""
    from catalog.pipeline.repair import RepairTask, repair_files
    from catalog.report.repairs import NOT_MADE, count_repairs, render_repairs
    from catalog.report.repairs_json import render_repairs_json
    from catalog.report.repairs_markdown import render_repairs_markdown

    root = find_root(root) if root is not None else nearest_root(Path.cwd())
    uris, files = _split_paths(paths, root, lang)
    done = repair_files(RepairTask(root, lambda uri: bool(uris) and concerns(uri, uris), files, is_write=write))
    if output_format == "json":
        click.echo(render_repairs_json(done))
    elif output_format == "markdown":
        click.echo(render_repairs_markdown(done, lang, is_write=write))
    else:
        click.echo(render_repairs(done, lang, is_write=write, is_whole=is_whole))
    if any(file.trouble in NOT_MADE for file in done):
        sys.exit(TOOL_FAILED)
    _, waiting, by_hand = count_repairs(done)
    is_left = waiting or by_hand or any(file.findings or file.trouble for file in done)
    sys.exit(ERRORS_FOUND if is_left else CLEAN)


def _split_paths(paths: tuple[Path, ...], root: Path | None, lang: Lang) -> tuple[list[str], list[tuple[Path, str]]]:
    """Return the places in the catalog that are named, and the files, each with what it is called."""
    uris: list[str] = []
    files: dict[Path, str] = {}
    for path in paths:
        absolute = Path(os.path.abspath(path))  # noqa: PTH100 (resolve() would follow links)
        if not os.path.lexists(absolute):
            raise CatalogUnusable(cli_texts(lang)["no_such_path"].format(path=visible(str(path))))
        is_folder = absolute.is_dir() and not absolute.is_symlink()
        uri = absolute.relative_to(root).as_posix() if root is not None and absolute.is_relative_to(root) else None
        if uri is not None:
            uris.append(uri)
        if not is_folder:
            files[absolute] = uri or str(path)
        elif uri is None:
            raise CatalogUnusable(cli_texts(lang)["folder_outside"].format(path=visible(str(path))))
    return uris, list(files.items())
