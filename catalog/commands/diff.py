"""`catalog diff`: what changed in the data."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from catalog.commands.places import concerns, find_root, lang_option, root_option
from catalog.i18n import cli_texts, plain_texts
from catalog.model.text import Lang
from catalog.pipeline.options import CatalogUnusable


@click.command()
@click.argument("revision", metavar="REF")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="出力の形 / Output format.",
)
@lang_option
@root_option
def diff(revision: str, paths: tuple[Path, ...], output_format: str, lang: Lang, root: Path | None) -> None:
    """データの何が変わったかを、git の REF と比べて示します。 / Tells what changed in the data since REF in git."""
    from catalog.model.difference import State
    from catalog.pipeline.editions import compare_revision
    from catalog.report.difference import render_difference, render_difference_markdown
    from catalog.report.difference_json import render_difference_json

    root = find_root(root)
    prefixes = [_uri(root, path, lang) for path in paths]
    difference = compare_revision(root, revision, lambda uri: concerns(uri, prefixes))
    _refuse_unknown(root, revision, prefixes, lang)
    if output_format == "json":
        click.echo(render_difference_json(difference))
    elif output_format == "markdown":
        click.echo(render_difference_markdown(difference, lang))
    else:
        click.echo(render_difference(difference, lang))
    sys.exit(1 if any(dataset.state is State.UNREADABLE for dataset in difference.datasets) else 0)


def _refuse_unknown(root: Path, revision: str, uris: list[str], lang: Lang) -> None:
    """Refuse a place that is in neither edition: that nothing has changed there would be true, and mislead."""
    from catalog.load.history import read_known_uris

    lost = [uri for uri in uris if not (root / uri).exists()]
    if lost and (unknown := sorted(set(lost) - read_known_uris(root, revision, lost))):
        texts = plain_texts(lang, "usage")
        raise CatalogUnusable(texts["not_in_revision"].format(path=unknown[0], revision=revision))


def _uri(root: Path, path: Path, lang: Lang) -> str:
    """Return *path* as '/'-relative to *root*; what it names may be gone by now."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 (resolve() would follow links)
    if not absolute.is_relative_to(root):
        raise CatalogUnusable(cli_texts(lang)["path_outside"].format(path=path))
    return absolute.relative_to(root).as_posix()
