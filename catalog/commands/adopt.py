"""`catalog adopt`: files in the wrong place are put where they belong."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from catalog.commands.places import build_options, dataset_id, find_root, lang_option, root_option, uri_below
from catalog.i18n import review_texts
from catalog.model.text import Lang
from catalog.pipeline.options import CatalogUnusable


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--as", "name", metavar="BODY/DATASET", help="新しいデータセットの名前 / Name of the new dataset.")
@click.option("--write", is_flag=True, help="実際に移します（既定は見せるだけ）/ Do it; by default it is only shown.")
@lang_option
@root_option
def adopt(paths: tuple[Path, ...], name: str | None, write: bool, lang: Lang, root: Path | None) -> None:
    """置き場所のちがうファイルを、正しい場所に移します。 / Puts files in the wrong place where they belong."""
    from catalog.model.review import Deed
    from catalog.pipeline.adopting import AdoptTask, adopt_files
    from catalog.report.adopted import render_adopted

    if name is not None and len(paths) != 1:
        raise CatalogUnusable(review_texts(lang)["adopt_several"])
    root = find_root(root)
    uris = [uri_below(root, path) for path in paths] if paths else None
    chosen = dataset_id(name, lang) if name is not None else None
    done = adopt_files(AdoptTask(root, uris, build_options(None).today, chosen, is_write=write))
    click.echo(render_adopted(done, lang, is_write=write))
    if any(each.deed is Deed.FAILED for each in done):
        sys.exit(2)
    is_left = any(each.deed is Deed.LEFT for each in done) or (bool(done) and not write)
    sys.exit(1 if is_left else 0)
