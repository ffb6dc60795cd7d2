"""`catalog owners`: who is asked to review the data of which body."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from catalog.commands.places import find_root, lang_option, root_option
from catalog.findings import visible
from catalog.i18n import editing_texts, plain_texts
from catalog.model.text import Lang
from catalog.pipeline.options import CatalogUnusable


@click.command()
@click.option("--write", is_flag=True, help="ファイルを書きかえます（既定は見るだけ）/ Write the file.")
@click.option(
    "--file",
    "uri",
    metavar="PATH",
    help="CODEOWNERS の場所（既定はあるもの）/ The file of code owners; by default the one that is there.",
)
@lang_option
@root_option
def owners(write: bool, uri: str | None, lang: Lang, root: Path | None) -> None:
    """CODEOWNERS を municipality.yaml の reviewers に合わせます。 / Brings CODEOWNERS up to municipality.yaml."""
    from catalog.pipeline.owners import OwnersState, bring_up_owners

    root = find_root(root)
    if uri is not None and (root / uri).is_dir():
        raise CatalogUnusable(plain_texts(lang, "usage")["not_a_file"].format(path=visible(uri)))
    done = bring_up_owners(root, uri, is_write=write)
    texts = editing_texts(lang)
    click.echo(texts[f"owners_{done.state.value}"].format(path=visible(done.uri)))
    if done.without:
        click.echo(texts["owners_without"].format(bodies=texts["list_comma"].join(map(visible, done.without))))
    sys.exit({OwnersState.STALE: 1, OwnersState.BROKEN: 2}.get(done.state, 0))
