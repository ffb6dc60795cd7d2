"""`catalog preview`: the pages that a change makes, in one file."""

from __future__ import annotations

from pathlib import Path

import click

from catalog.commands.places import build_options, find_root, lang_option, root_option
from catalog.i18n import plain_texts
from catalog.model.text import Lang
from catalog.pipeline.options import CatalogUnusable


@click.command()
@click.argument("revision", metavar="REF")
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="catalog build が作ったサイト（既定: site）/ The site that catalog build made.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("preview.html"),
    show_default=True,
    help="書き出すファイル / File to write.",
)
@lang_option
@root_option
def preview(revision: str, site_dir: Path | None, output: Path, lang: Lang, root: Path | None) -> None:
    """変わったページを1つのファイルにまとめます。 / Puts the pages that a change makes into one file."""
    from catalog.pipeline.preview import preview_changes
    from catalog.store.new_files import write_reports

    root = find_root(root)
    place, texts = site_dir or root / "site", plain_texts(lang, "usage")
    if not place.is_dir():
        raise CatalogUnusable(texts["preview_without_site"].format(folder=place))
    text, count = preview_changes(root, build_options(None), revision, place)
    write_reports(output.parent, {output.name: text})
    click.echo(texts["preview_written"].format(path=output, count=count), err=True)
